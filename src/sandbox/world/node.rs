//! A managed node as the sandbox knows it.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::patching::Patching;
use super::scan::Installed;
use super::stored::Stored;
use crate::domain::baseline::ComplianceLevel;
use crate::domain::patch::Patch;
use crate::domain::run::operation::Operation;
use crate::sandbox::fleet::catalogue::Catalogue;

/// A managed node.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Node {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) name: Option<String>,
    pub(in crate::sandbox) computer_name: String,
    pub(in crate::sandbox) ip: String,
    pub(in crate::sandbox) platform_name: String,
    pub(in crate::sandbox) platform_version: String,
    pub(in crate::sandbox) agent_version: String,
    pub(in crate::sandbox) ping: Ping,
    /// When it was last heard of; `None` when it is online, which is always a short while ago.
    pub(in crate::sandbox) last_ping: Option<Timestamp>,
    pub(in crate::sandbox) role: String,
    /// What it answers to the script of `doctor --deep` otherwise than a healthy node.
    pub(in crate::sandbox) probe: BTreeMap<String, String>,
    /// Whether its instance has a profile of its own; without one it is managed by the Region's
    /// default host management.
    pub(in crate::sandbox) profile: bool,
    pub(in crate::sandbox) registered: Timestamp,
    /// When it was last started; when it was registered, if it never was stopped.
    pub(in crate::sandbox) launched: Option<Timestamp>,
    pub(in crate::sandbox) presence: Presence,
    /// By how much its clock is ahead of AWS's.
    pub(in crate::sandbox) clock_off: SignedDuration,
    pub(in crate::sandbox) tags: BTreeMap<String, String>,
    pub(in crate::sandbox) catalogue: Arc<Catalogue>,
    pub(in crate::sandbox) machine: Arc<Machine>,
    pub(in crate::sandbox) scans: Vec<Scan>,
    pub(in crate::sandbox) associations: Vec<Association>,
    pub(in crate::sandbox) custom: Vec<Custom>,
    pub(in crate::sandbox) patching: Arc<Patching>,
    /// When commands rebooted it: from when until when it could not be reached.
    pub(in crate::sandbox) absences: Vec<(Timestamp, Timestamp)>,
    /// When commands read its baseline.
    pub(in crate::sandbox) judged: Vec<Timestamp>,
    /// Nodes with the same kind share their reports; `None` for a node of the fleet file.
    pub(in crate::sandbox) kind: Option<u32>,
}

/// Whether Systems Manager sees a node, and what EC2 says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum Presence {
    /// In the inventory, running.
    Managed,
    /// Outside the inventory, in this state at EC2.
    Outside(&'static str),
    /// Outside the inventory, and EC2 does not list it any more.
    Forgotten,
}

impl Presence {
    /// The states at EC2 in which Systems Manager does not see an instance, and `gone`, in which EC2
    /// does not list it.
    pub(in crate::sandbox) const STATES: [&'static str; 6] = [
        "pending",
        "stopping",
        "stopped",
        "shutting-down",
        "terminated",
        "gone",
    ];

    /// From what a fleet file says.
    pub(in crate::sandbox) fn of(managed: bool, state: Option<&str>) -> Self {
        let known = Self::STATES.into_iter().find(|known| Some(*known) == state);
        match (known, managed) {
            (Some("gone"), _) => Self::Forgotten,
            (Some(state), _) => Self::Outside(state),
            (None, true) => Self::Managed,
            (None, false) => Self::Outside("running"),
        }
    }

    pub(in crate::sandbox) const fn ec2_state(self) -> &'static str {
        match self {
            Self::Managed => "running",
            Self::Outside(state) => state,
            Self::Forgotten => "terminated",
        }
    }
}

/// What is installed on a node.
#[derive(Clone, Debug, Default)]
pub(in crate::sandbox) struct Machine {
    pub(in crate::sandbox) installed: Vec<Installed>,
    pub(in crate::sandbox) pending_reboot: HashSet<String>,
    pub(in crate::sandbox) not_applicable: HashSet<String>,
}

/// Whether the agent answers (SSM API, shape `PingStatus`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum Ping {
    Online,
    ConnectionLost,
    Inactive,
}

impl Ping {
    pub(in crate::sandbox) const fn as_str(self) -> &'static str {
        match self {
            Self::Online => "Online",
            Self::ConnectionLost => "ConnectionLost",
            Self::Inactive => "Inactive",
        }
    }
}

/// What started a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum ScannedBy {
    /// Run Command, Patch now or a maintenance window.
    Command,
    /// A patch policy of Quick Setup, which brings its own baseline.
    PatchPolicy,
    /// AWS-RunPatchBaselineAssociation, which reports as an association only.
    Association,
}

/// A patching operation that ran, or will run, on a node.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Scan {
    pub(in crate::sandbox) at: Timestamp,
    pub(in crate::sandbox) operation: Operation,
    pub(in crate::sandbox) by: ScannedBy,
    /// The name of the baseline that a patch policy brings.
    pub(in crate::sandbox) baseline: Option<String>,
    pub(in crate::sandbox) reboot: &'static str,
    /// What was installed then; `None` for what the fleet file says.
    pub(in crate::sandbox) machine: Option<Arc<Machine>>,
    /// The command that did it; `None` for what the fleet file says.
    pub(in crate::sandbox) ran: Option<Arc<Ran>>,
}

/// What a scan of the fleet file does not have: the command behind it.
#[derive(Debug)]
pub(in crate::sandbox) struct Ran {
    /// Tells the operations of one node apart.
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) snapshot_id: String,
    pub(in crate::sandbox) started: Timestamp,
    /// When the baseline was read.
    pub(in crate::sandbox) judged: Timestamp,
    /// What its maintenance window says of its targets.
    pub(in crate::sandbox) owner: String,
    /// The association that it was for, as its document was told.
    pub(in crate::sandbox) association: Option<String>,
    /// The baseline that tags named (AWS-RunPatchBaselineAssociation).
    pub(in crate::sandbox) baseline_id: Option<String>,
    /// The baseline that a patch policy brought.
    pub(in crate::sandbox) brought: Option<Arc<Stored>>,
    /// The URL of the override list.
    pub(in crate::sandbox) list: Option<String>,
    /// What was to be installed and is not.
    pub(in crate::sandbox) failed: Vec<Arc<Patch>>,
    /// When the node was last left without the reboot that it needs.
    pub(in crate::sandbox) no_reboot: Option<Timestamp>,
}

impl Scan {
    /// The moment whose rules and tags it is judged by.
    pub(in crate::sandbox) fn judged_at(&self) -> Timestamp {
        self.ran.as_ref().map_or(self.at, |ran| ran.judged)
    }
}

/// A State Manager association of a node, with its last result.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Association {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) parameters: BTreeMap<String, Vec<String>>,
    pub(in crate::sandbox) document: String,
    pub(in crate::sandbox) severity: ComplianceLevel,
    pub(in crate::sandbox) status: &'static str,
    pub(in crate::sandbox) at: Timestamp,
}

/// A compliance item of the user's own.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Custom {
    pub(in crate::sandbox) kind: String,
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) title: String,
    pub(in crate::sandbox) compliant: bool,
    pub(in crate::sandbox) severity: ComplianceLevel,
    pub(in crate::sandbox) at: Timestamp,
}

/// The patch group that tags name: the value of `Patch Group`, else of `PatchGroup`; empty when
/// there is neither.
///
/// Which of the two wins on a node that has both is not documented.
pub(in crate::sandbox) fn patch_group(tags: &BTreeMap<String, String>) -> &str {
    tags.get("Patch Group")
        .or_else(|| tags.get("PatchGroup"))
        .map(String::as_str)
        .unwrap_or_default()
}

impl Node {
    /// Whether it is a hybrid or edge node.
    pub(in crate::sandbox) fn is_hybrid(&self) -> bool {
        self.id.starts_with("mi-")
    }

    /// Whether the inventory of Systems Manager has it.
    pub(in crate::sandbox) fn is_managed(&self) -> bool {
        self.presence == Presence::Managed
    }

    /// The type of its resource, as groups and targets name it.
    pub(in crate::sandbox) fn resource_type(&self) -> &'static str {
        if self.is_hybrid() {
            "AWS::SSM::ManagedInstance"
        } else {
            "AWS::EC2::Instance"
        }
    }

    /// Whether its baseline was read after one moment and up to another.
    pub(in crate::sandbox) fn scanned_between(
        &self,
        after: Option<Timestamp>,
        until: Timestamp,
    ) -> bool {
        let inside = |at: Timestamp| after.is_none_or(|after| after < at) && at <= until;
        self.scans.iter().any(|scan| inside(scan.judged_at()))
            || self.judged.iter().any(|at| inside(*at))
    }

    /// Whether the agent answers at a moment.
    pub(in crate::sandbox) fn ping_at(&self, now: Timestamp) -> Ping {
        // A node that was terminated is still listed for a while, as one that does not answer
        // (unverified for how long).
        let gone = self.patching.terminated.is_some_and(|at| at <= now);
        if gone
            || self
                .absences
                .iter()
                .any(|(from, until)| *from <= now && now < *until)
        {
            return Ping::ConnectionLost;
        }

        if self.patching.back.is_some_and(|back| back <= now) {
            Ping::Online
        } else {
            self.ping
        }
    }

    /// The last patching operation up to a moment that left patch compliance behind.
    pub(in crate::sandbox) fn last_scan(&self, now: Timestamp) -> Option<(usize, &Scan)> {
        let reports = |scan: &&Scan| scan.at <= now && scan.by != ScannedBy::Association;

        self.scans
            .iter()
            .filter(reports)
            .max_by_key(|scan| scan.at)
            // By address, because two scans can have the same time.
            .map(|last| {
                let position = self
                    .scans
                    .iter()
                    .position(|scan| std::ptr::eq(scan, last))
                    .expect("it is one of them");
                (position, last)
            })
    }

    /// The last ping as of a moment: a node that is online was heard of within the last minutes.
    pub(in crate::sandbox) fn last_ping(&self, now: Timestamp) -> Timestamp {
        // Since when it is not heard of: the reboot, the termination, or what the file says.
        let absent = self
            .absences
            .iter()
            .find(|(from, until)| *from <= now && now < *until)
            .map(|(from, _)| *from);
        let gone = self.patching.terminated.filter(|at| *at <= now);

        if let Some(last) = absent
            .or(gone)
            .or(self.last_ping.filter(|_| self.ping_at(now) != Ping::Online))
        {
            return last;
        }

        // The agent pings every five minutes (SSM Agent source), so between 10 and 289 seconds ago.
        // The id decides where, so that the answer stays the same from call to call.
        let ago = self
            .id
            .bytes()
            .fold(7_i64, |sum, byte| (sum * 31 + i64::from(byte)) % 280)
            + 10;

        now.checked_sub(SignedDuration::from_secs(ago))
            .unwrap_or(now)
    }
}
