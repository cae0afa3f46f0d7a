//! Faults that are asked for: for tests, and for drills.
//!
//! They are stored with [`super::Sandbox::set_faults`], or written into `faults.yaml` in the folder
//! of the sandbox, which is looked at on each request:
//!
//! ```yaml
//! - {kind: throttle, operation: DescribeInstancePatchStates, every: 3}
//! - {kind: lost_answer, operation: SendCommand, first: 1}
//! - {kind: latency, operation: "*", milliseconds: 200}
//! - {kind: late, operation: ListCommands, seconds: 30}
//! - {kind: access_denied, operation: ListComplianceItems, account: "444455556666", region: eu-central-1}
//! ```
//!
//! `first: N` hits the first N calls, `after: N` those after the first N, `every: N` each Nth. Each
//! process counts for itself. `lost_answer` is for drills of what is not idempotent: the call has
//! its effect, and the caller does not learn of it. `late` is for lists and reports that AWS shows
//! some time after they are true.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::identity::{self, Caller};
use super::wire::{Protocol, WireError};
use crate::document::depth;
use crate::process::input;

/// The largest `faults.yaml`, in bytes.
const LARGEST_FILE: u64 = 1024 * 1024;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// The service asks to slow down.
    Throttle,
    /// The answer takes longer.
    Latency,
    /// The answer is that of some seconds ago.
    Late,
    /// An internal error, HTTP 500.
    #[serde(rename = "http_500")]
    Http500,
    /// The service is unavailable, HTTP 503.
    #[serde(rename = "http_503")]
    Http503,
    /// The connection is reset.
    Reset,
    /// The work is done, and the connection is reset before the answer to it.
    LostAnswer,
    /// The connection ends in the middle of the answer.
    TruncatedBody,
    /// The caller is not allowed to do this.
    AccessDenied,
    /// The credentials have expired.
    ExpiredToken,
}

/// One fault, and which calls it hits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// What goes wrong.
    pub kind: FaultKind,
    /// The name of the operation, or `*`.
    pub operation: String,
    /// Only calls to this account.
    #[serde(default)]
    pub account: Option<String>,
    /// Only calls to this Region.
    #[serde(default)]
    pub region: Option<String>,
    /// Only each call with a number that this divides.
    #[serde(default)]
    pub every: Option<u64>,
    /// Only so many calls at the beginning.
    #[serde(default)]
    pub first: Option<u64>,
    /// Only calls after so many.
    #[serde(default)]
    pub after: Option<u64>,
    /// How long the answer takes, for latency.
    #[serde(default)]
    pub milliseconds: Option<u64>,
    /// How old the answer is, in seconds, for late ones.
    #[serde(default)]
    pub seconds: Option<u32>,
}

impl Fault {
    fn concerns(&self, operation: &str, account: &str, region: &str) -> bool {
        let fits = |wanted: &Option<String>, found: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted == found)
        };
        (self.operation == "*" || self.operation == operation)
            && fits(&self.account, account)
            && fits(&self.region, region)
    }

    fn hits(&self, call: u64) -> bool {
        let every = self
            .every
            .is_none_or(|every| every > 0 && call.is_multiple_of(every));
        every
            && self.first.is_none_or(|first| call <= first)
            && self.after.is_none_or(|after| call > after)
    }
}

/// Counts calls, and keeps the faults of `faults.yaml`.
#[derive(Default)]
pub(super) struct Drill {
    calls: Mutex<HashMap<(usize, bool), u64>>,
    file: Mutex<Option<(SystemTime, Arc<Vec<Fault>>)>>,
}

impl Drill {
    /// The faults that hit this call.
    pub(super) fn hits(
        &self,
        dir: &Path,
        stored: &[Fault],
        operation: &str,
        account: &str,
        region: &str,
    ) -> Result<Vec<Fault>, WireError> {
        let written = self.written(dir)?;

        // Most sandboxes have none: then nothing is counted.
        if stored.is_empty() && written.is_empty() {
            return Ok(Vec::new());
        }

        // By place and source: a fault that is written twice counts twice.
        let stored = stored.iter().enumerate();
        let written = written.iter().enumerate();
        let all = stored
            .map(|(index, fault)| ((index, false), fault))
            .chain(written.map(|(index, fault)| ((index, true), fault)));

        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        let mut hits = Vec::new();
        for (key, fault) in all.filter(|(_, fault)| fault.concerns(operation, account, region)) {
            let call = calls.entry(key).or_default();
            *call += 1;
            if fault.hits(*call) {
                hits.push(fault.clone());
            }
        }
        Ok(hits)
    }

    /// Begins to count anew.
    pub(super) fn restart(&self) {
        self.calls
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// The faults of the file, read again when it has changed.
    fn written(&self, dir: &Path) -> Result<Arc<Vec<Fault>>, WireError> {
        let path = dir.join("faults.yaml");
        let Ok(changed) = path.metadata().and_then(|metadata| metadata.modified()) else {
            return Ok(Arc::default());
        };

        let mut cached = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((read, faults)) = cached.as_ref()
            && *read == changed
        {
            return Ok(Arc::clone(faults));
        }

        // What cannot be read fails the call: a drill that does not happen would go unseen.
        let text = input::read_text(&path, LARGEST_FILE).map_err(|error| broken(&error))?;
        depth::check(&text).map_err(|error| broken(&error))?;
        let faults: Vec<Fault> = serde_yaml::from_str(&text).map_err(|error| broken(&error))?;
        let faults = Arc::new(faults);
        *cached = Some((changed, Arc::clone(&faults)));
        Ok(faults)
    }
}

fn broken(why: &dyn std::fmt::Display) -> WireError {
    WireError::new(
        "InternalServerError",
        format!("faults.yaml of the sandbox cannot be read: {why}"),
    )
    .status(500)
}

/// The error that a fault answers with; `None` for one that is not an answer.
pub(super) fn error(
    kind: FaultKind,
    protocol: Protocol,
    service: &str,
    action: &str,
    caller: &Caller,
) -> Option<WireError> {
    Some(match (kind, protocol) {
        (FaultKind::Throttle, protocol) => throttled(protocol, service),
        (FaultKind::Http500, Protocol::Json) => WireError::new(
            "InternalServerError",
            "An error occurred on the server side.",
        )
        .status(500),
        (FaultKind::Http500, _) => WireError::new(
            "InternalError",
            "We encountered an internal error. Please try again.",
        )
        .status(500),
        (FaultKind::Http503, _) => {
            WireError::new("ServiceUnavailable", "Service is unable to handle request.").status(503)
        }

        // S3 tells neither who asks nor for what.
        (FaultKind::AccessDenied, Protocol::S3) => {
            WireError::new("AccessDenied", "Access Denied").status(403)
        }
        (FaultKind::AccessDenied, _) => caller.denied(action, "*"),
        (FaultKind::ExpiredToken, protocol) => identity::expired(protocol),
        (
            FaultKind::Latency
            | FaultKind::Late
            | FaultKind::Reset
            | FaultKind::LostAnswer
            | FaultKind::TruncatedBody,
            _,
        ) => return None,
    })
}

/// How a service asks to slow down: nearly each in its own words, and SDKs know them all.
fn throttled(protocol: Protocol, service: &str) -> WireError {
    match protocol {
        Protocol::S3 => WireError::new("SlowDown", "Please reduce your request rate.").status(503),
        Protocol::Query(_) => WireError::new("Throttling", "Rate exceeded"),
        Protocol::Ec2 => {
            WireError::new("RequestLimitExceeded", "Request limit exceeded.").status(503)
        }
        Protocol::Rest => WireError::new("TooManyRequestsException", "Rate exceeded").status(429),

        // Modelled errors of Organizations and of tagging; SSM models none.
        Protocol::Json if service == "organizations" => WireError::new(
            "TooManyRequestsException",
            "AWS Organizations can't complete your request because another request is already in progress. Try again later.",
        ),
        Protocol::Json if service == "tagging" => {
            WireError::new("ThrottledException", "Rate exceeded")
        }
        Protocol::Json => WireError::new("ThrottlingException", "Rate exceeded"),
    }
}
