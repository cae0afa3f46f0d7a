//! State Manager associations that users and Quick Setup made, and what ran because of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::tags::Tags;
use crate::domain::baseline::ComplianceLevel;
use crate::domain::schedule::{Recurrence, Schedule, Service};
use crate::sandbox::constraint::{items, text};

/// An association.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Association {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) created: Timestamp,
    /// Oldest first; never empty.
    pub(in crate::sandbox) versions: Vec<Version>,
    pub(in crate::sandbox) tags: Tags,
}

/// What an association was from some moment on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Version {
    pub(in crate::sandbox) since: Timestamp,
    /// The members of the request, as they came.
    pub(in crate::sandbox) members: Value,
}

/// Why an association ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) enum Trigger {
    /// It was made or changed.
    Made,
    /// Its schedule.
    Schedule,
    /// `StartAssociationsOnce`.
    Once,
    /// Nodes became targets of it.
    Nodes,
}

/// One execution of an association.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Execution {
    pub(in crate::sandbox) id: String,
    /// The place among the executions of its association.
    pub(in crate::sandbox) number: u64,
    pub(in crate::sandbox) association: String,
    /// Of the association, counted from 1.
    pub(in crate::sandbox) version: usize,
    pub(in crate::sandbox) trigger: Trigger,
    pub(in crate::sandbox) at: Timestamp,
    pub(in crate::sandbox) nodes: Vec<String>,
    /// The automation that it started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::sandbox) automation: Option<String>,
    /// The command that it sent; `None` when it is for nobody, or its document does nothing here.
    pub(in crate::sandbox) command: Option<String>,
}

/// The executions of an association by their numbers.
pub(in crate::sandbox) type Executions = BTreeMap<u64, Arc<Execution>>;

impl Association {
    /// The newest version.
    pub(in crate::sandbox) fn now(&self) -> &Version {
        self.versions
            .last()
            .expect("an association has at least one version")
    }

    /// The name of its document.
    pub(in crate::sandbox) fn document(&self) -> &str {
        text(&self.now().members, "Name")
    }

    pub(in crate::sandbox) fn targets(&self) -> &[Value] {
        items(&self.now().members, "Targets")
    }

    /// Whether it waits for its schedule, and does not run when it is made or gets new nodes.
    pub(in crate::sandbox) fn waits(&self) -> bool {
        self.now().members.get("ApplyOnlyAtCronInterval") == Some(&Value::Bool(true))
    }

    /// Whether State Manager reports by itself whether nodes comply with it.
    pub(in crate::sandbox) fn syncs(&self) -> bool {
        text(&self.now().members, "SyncCompliance") != "MANUAL"
    }

    /// How grave it is when a node does not comply with it.
    pub(in crate::sandbox) fn severity(&self) -> ComplianceLevel {
        let word = text(&self.now().members, "ComplianceSeverity");
        ComplianceLevel::of_wire(word).unwrap_or(ComplianceLevel::Unspecified)
    }

    /// When it runs by its schedule; `None` for one that has none.
    pub(in crate::sandbox) fn recurrence(&self) -> Option<Recurrence> {
        let version = self.now();
        let expression = text(&version.members, "ScheduleExpression");
        let offset = version.members.get("ScheduleOffset");
        let offset = offset.and_then(Value::as_u64).unwrap_or_default();

        Some(Recurrence {
            schedule: Schedule::read(expression, Service::Association).ok()?,
            zone: TimeZone::UTC,
            offset_days: u8::try_from(offset).unwrap_or_default(),
            created: version.since,
            from: None,
            until: None,
        })
    }
}
