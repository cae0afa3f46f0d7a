//! Associations of State Manager that patch: what a document says of one, and what is there.

pub mod baseline_tags;
pub mod check;
pub mod course;
pub mod doubts;
pub mod execution;
pub mod meeting;
pub mod parameters;
pub mod plan;
pub mod step;
pub mod targets;

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::domain::difference::{self, FieldChange};
use crate::domain::run::command::{CommandTarget, Parameters};
use crate::domain::run::operation::Operation;
use crate::domain::run::output_place::OutputPlace;
use crate::domain::run::patching::{HookNames, RebootOption};
use crate::domain::schedule::{Recurrence, Schedule, Service};

pub use targets::Targets;

/// The documents that an association of ours may run: the one that reports as an association, the
/// ordinary one, and the one with hooks.
pub const DOCUMENTS: [&str; 3] = [
    "AWS-RunPatchBaselineAssociation",
    "AWS-RunPatchBaseline",
    "AWS-RunPatchBaselineWithHooks",
];

/// Who says whether nodes comply with an association.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Sync {
    /// State Manager, by how the association went.
    Auto,
    /// Whoever calls `PutComplianceItems`, as AWS-RunPatchBaselineAssociation does on the node.
    Manual,
}

impl Sync {
    /// AWS's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "AUTO",
            Self::Manual => "MANUAL",
        }
    }

    /// What a document needs: the patch association writes its own compliance, which State Manager
    /// would write over (User Guide, "About the AWS-RunPatchBaselineAssociation SSM document").
    pub fn of_document(document: &str) -> Self {
        if runs(document, DOCUMENTS[0]) {
            Self::Manual
        } else {
            Self::Auto
        }
    }
}

impl std::str::FromStr for Sync {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.to_ascii_uppercase().as_str() {
            "AUTO" => Ok(Self::Auto),
            "MANUAL" => Ok(Self::Manual),
            _ => Err(format!(
                "`{}` is neither AUTO nor MANUAL",
                text.escape_debug()
            )),
        }
    }
}

/// Whether a document, by its name or ARN, is the one of this name.
fn runs(document: &str, name: &str) -> bool {
    document.rsplit('/').next() == Some(name)
}

/// What an association is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// The name.
    pub name: String,
    /// The patching document, by name or ARN.
    pub document: String,
    /// Its version: a number, or `$LATEST`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_version: Option<String>,
    /// Scan or install.
    pub operation: Operation,
    /// Whether an installation reboots.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reboot_option: Option<RebootOption>,
    /// Which baseline, by its tags: `Key=KEY,Values=ONE,TWO`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_tags: Option<String>,
    /// Install only what this list names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub override_list: Option<String>,
    /// Lifecycle hooks.
    #[serde(skip_serializing_if = "HookNames::is_none")]
    pub hooks: HookNames,
    /// The other parameters of the document.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: Parameters,
    /// Which nodes.
    pub targets: Targets,
    /// When: `cron(…)`, `rate(…)` or `at(…)`; without one it runs once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<String>,
    /// Whether it runs as soon as it is made or changed, and on new nodes, and not by its schedule
    /// only (the opposite of `ApplyOnlyAtCronInterval`).
    pub at_once: bool,
    /// So many days after the day of the schedule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u32>,
    /// After so many hours it is stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<u32>,
    /// It runs only while these change calendars are open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub calendar_names: Vec<String>,
    /// So many nodes at once, or such a share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_concurrency: Option<String>,
    /// After more failures than this no further node is begun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_errors: Option<String>,
    /// How grave it is when a node does not comply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliance_severity: Option<String>,
    /// Who says whether nodes comply.
    pub sync_compliance: Sync,
    /// Where the nodes put what they print.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_s3: Option<String>,
    /// The Region of that bucket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_region: Option<String>,
    /// The role that runs it; without it the service-linked one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_arn: Option<String>,
}

impl Definition {
    /// What is compared and shown of it, place by place; targets as a sentence.
    pub fn fields(&self) -> Value {
        let mut fields = json!(self);
        fields["targets"] = json!(self.targets.to_string());
        fields
    }

    /// What changes.
    pub fn changes(&self, after: &Self) -> Vec<FieldChange> {
        difference::between(&self.fields(), &after.fields())
    }

    /// Whether it runs the document that reports as an association, and leaves patch compliance
    /// alone.
    pub fn reports_apart(&self) -> bool {
        runs(&self.document, DOCUMENTS[0])
    }

    /// Whether its document runs hooks.
    pub fn has_hooks_document(&self) -> bool {
        runs(&self.document, DOCUMENTS[2])
    }

    /// Its schedule, as far as it is one.
    pub fn read_schedule(&self) -> Option<Schedule> {
        let text = self.schedule.as_deref()?;
        Schedule::read(text, Service::Association).ok()
    }

    /// Whether it runs at once where nobody said so: as AWS has it, but for an installation with a
    /// time, which waits for that.
    pub fn usual_at_once(&self) -> bool {
        let schedule = self.read_schedule();
        let can_wait = schedule.is_some_and(|schedule| !schedule.is_rate());
        self.operation == Operation::Scan || !can_wait
    }

    /// When it runs, from the moment on when it is made.
    pub fn recurrence(&self, made: Timestamp) -> Option<Recurrence> {
        Some(recurrence(self.read_schedule()?, self.offset, made))
    }

    /// What it does, in words.
    pub fn work(&self) -> String {
        let reboot = match (self.operation, self.reboot_option) {
            (Operation::Install, Some(option)) => format!(", {}", option.as_str()),
            _ => String::new(),
        };
        format!("{} with {}{reboot}", self.operation.as_str(), self.document)
    }

    /// When it runs, in words.
    pub fn when(&self) -> String {
        let Some(text) = &self.schedule else {
            return "once, at once".to_owned();
        };
        let words = match self.read_schedule() {
            Some(schedule) => format!("{text} UTC ({})", schedule.in_words()),
            None => text.clone(),
        };

        // The offset is no part of the expression, and changes the day all the same.
        let later = match self.offset {
            None => String::new(),
            Some(1) => ", 1 day later".to_owned(),
            Some(days) => format!(", {days} days later"),
        };
        let at_once = if self.at_once { ", and at once" } else { "" };
        format!("{words}{later}{at_once}")
    }
}

fn recurrence(schedule: Schedule, offset: Option<u32>, made: Timestamp) -> Recurrence {
    Recurrence {
        schedule,
        zone: TimeZone::UTC,
        offset_days: u8::try_from(offset.unwrap_or_default()).unwrap_or_default(),
        created: made,
        from: None,
        until: None,
    }
}

/// What AWS makes of its own, and what is not ours to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Maker {
    /// Quick Setup, for a policy or host management.
    QuickSetup,
    /// Patch now in the console.
    PatchNow,
}

impl Maker {
    /// By the name of an association: Quick Setup begins all of its names so, and the console's
    /// Patch now has two (the templates of Quick Setup; User Guide, "Patching managed nodes on
    /// demand").
    pub fn of(name: &str) -> Option<Self> {
        match name {
            "AWS-PatchNowAssociation" | "AWS-PatchRebootAssociation" => Some(Self::PatchNow),
            name if name.starts_with("AWS-QuickSetup-") => Some(Self::QuickSetup),
            _ => None,
        }
    }

    /// Who that is.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::QuickSetup => "Quick Setup",
            Self::PatchNow => "Patch now of the console",
        }
    }
}

impl fmt::Display for Maker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How an association went last (SSM API, shape `AssociationOverview`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Overview {
    /// One word for all nodes; a free text of AWS.
    pub status: String,
    /// The same in more detail.
    pub detailed_status: String,
    /// How many nodes stand where.
    pub counts: BTreeMap<String, u64>,
}

/// An association as it is there, with what a document can say of it and what it cannot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Association {
    /// The id.
    pub id: String,
    /// Its version, which every change counts up.
    pub version: String,
    /// The name, which it need not have.
    pub name: Option<String>,
    /// What it runs.
    pub document: String,
    /// Its targets, as AWS has them.
    pub targets: Vec<CommandTarget>,
    /// Its schedule, as AWS has it.
    pub schedule: Option<String>,
    /// The parameters of its document, as AWS has them.
    pub parameters: Parameters,
    /// Where its nodes put what they print.
    pub output: Option<OutputPlace>,
    /// What a document says of it, or why none can.
    pub definition: Result<Definition, String>,
    /// What it has that no document says, by AWS's names; it is left as it is.
    pub kept: Vec<&'static str>,
    /// How it went last.
    pub overview: Overview,
    /// When it ran last.
    pub last_run: Option<Timestamp>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was changed last.
    pub modified: Option<Timestamp>,
    /// Its tags, where they were asked for.
    pub tags: Option<BTreeMap<String, String>>,
}

impl Association {
    /// What people call it: its name, or the id of one that has none.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }

    /// Whose it is, where it is not a user's.
    pub fn maker(&self) -> Option<Maker> {
        self.name.as_deref().and_then(Maker::of)
    }

    /// When it runs, as it is known.
    pub fn recurrence(&self) -> Option<Recurrence> {
        let offset = self.definition.as_ref().ok().and_then(|one| one.offset);
        let schedule = Schedule::read(self.schedule.as_deref()?, Service::Association).ok()?;
        // A schedule begins anew with each change; times of the clock do not depend on it.
        let made = self.modified.or(self.created);
        let made = made.or((!schedule.is_rate()).then_some(Timestamp::MIN));
        Some(recurrence(schedule, offset, made?))
    }

    /// When its schedule comes next.
    pub fn next_run(&self, now: Timestamp) -> Option<Timestamp> {
        self.recurrence()?.next_after(now)
    }
}

/// An association as it is listed: without its parameters, which the list of AWS does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The id.
    pub id: String,
    /// The name, which it need not have.
    pub name: Option<String>,
    /// What it runs.
    pub document: String,
    /// Its targets.
    pub targets: Vec<CommandTarget>,
    /// Its schedule.
    pub schedule: Option<String>,
    /// How it went last.
    pub overview: Overview,
    /// When it ran last.
    pub last_run: Option<Timestamp>,
}

impl Listed {
    /// What people call it.
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}
