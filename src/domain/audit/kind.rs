//! Which calls are looked up, what each of them is about, and the words by which they are asked for.

use serde::Serialize;

use crate::domain::text::words::near_miss;

/// What something is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Nodes were patched or rebooted, or may have been.
    Patch,
    /// Nodes were scanned, or may have been.
    Scan,
    /// A baseline was changed, or became a default.
    Baseline,
    /// A patch group got another baseline.
    Group,
    /// A policy of Quick Setup was changed.
    Policy,
    /// An association was changed or ran.
    Association,
    /// A maintenance window was changed or ran.
    Window,
    /// An automation was started or stopped.
    Automation,
    /// Tags were changed that choose a baseline or a target.
    Tag,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Patch,
        Self::Scan,
        Self::Baseline,
        Self::Group,
        Self::Policy,
        Self::Association,
        Self::Window,
        Self::Automation,
        Self::Tag,
    ];

    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Scan => "scan",
            Self::Baseline => "baseline",
            Self::Group => "group",
            Self::Policy => "policy",
            Self::Association => "association",
            Self::Window => "window",
            Self::Automation => "automation",
            Self::Tag => "tag",
        }
    }
}

/// A call that is looked up by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lookup {
    /// The name of the event, which is that of the operation.
    pub name: &'static str,
    /// How the source of the event begins: other services have operations of the same name.
    source: &'static str,
    /// What it is about.
    pub kind: Kind,
}

/// That Quick Setup's events have this source is inferred; the other way round, its operations have
/// names that no other service has.
const QUICK_SETUP: &str = "ssm";

const fn of(kind: Kind, source: &'static str, name: &'static str) -> Lookup {
    Lookup { name, source, kind }
}

/// Every call that is looked up. `eventSource=ssm.amazonaws.com` alone would drown them in what the
/// agents of nodes report.
pub const LOOKUPS: [Lookup; 35] = [
    of(Kind::Patch, "ssm.", "SendCommand"),
    of(Kind::Patch, "ssm.", "CancelCommand"),
    of(Kind::Baseline, "ssm.", "CreatePatchBaseline"),
    of(Kind::Baseline, "ssm.", "UpdatePatchBaseline"),
    of(Kind::Baseline, "ssm.", "DeletePatchBaseline"),
    of(Kind::Baseline, "ssm.", "RegisterDefaultPatchBaseline"),
    of(Kind::Group, "ssm.", "RegisterPatchBaselineForPatchGroup"),
    of(Kind::Group, "ssm.", "DeregisterPatchBaselineForPatchGroup"),
    of(Kind::Association, "ssm.", "CreateAssociation"),
    of(Kind::Association, "ssm.", "CreateAssociationBatch"),
    of(Kind::Association, "ssm.", "UpdateAssociation"),
    of(Kind::Association, "ssm.", "DeleteAssociation"),
    of(Kind::Association, "ssm.", "StartAssociationsOnce"),
    of(Kind::Automation, "ssm.", "StartAutomationExecution"),
    of(Kind::Automation, "ssm.", "StopAutomationExecution"),
    of(Kind::Window, "ssm.", "CreateMaintenanceWindow"),
    of(Kind::Window, "ssm.", "UpdateMaintenanceWindow"),
    of(Kind::Window, "ssm.", "DeleteMaintenanceWindow"),
    of(Kind::Window, "ssm.", "RegisterTargetWithMaintenanceWindow"),
    of(Kind::Window, "ssm.", "UpdateMaintenanceWindowTarget"),
    of(
        Kind::Window,
        "ssm.",
        "DeregisterTargetFromMaintenanceWindow",
    ),
    of(Kind::Window, "ssm.", "RegisterTaskWithMaintenanceWindow"),
    of(Kind::Window, "ssm.", "UpdateMaintenanceWindowTask"),
    of(Kind::Window, "ssm.", "DeregisterTaskFromMaintenanceWindow"),
    of(Kind::Window, "ssm.", "CancelMaintenanceWindowExecution"),
    of(Kind::Policy, QUICK_SETUP, "CreateConfigurationManager"),
    of(Kind::Policy, QUICK_SETUP, "UpdateConfigurationManager"),
    of(Kind::Policy, QUICK_SETUP, "DeleteConfigurationManager"),
    of(Kind::Policy, QUICK_SETUP, "UpdateConfigurationDefinition"),
    of(Kind::Tag, "ssm.", "AddTagsToResource"),
    of(Kind::Tag, "ssm.", "RemoveTagsFromResource"),
    of(Kind::Tag, "ec2.", "CreateTags"),
    of(Kind::Tag, "ec2.", "DeleteTags"),
    of(Kind::Tag, "tagging.", "TagResources"),
    of(Kind::Tag, "tagging.", "UntagResources"),
];

impl Lookup {
    /// The call of an event with this name and source; `None` for one of another service.
    pub fn of_event(name: &str, source: &str) -> Option<&'static Self> {
        let mut known = LOOKUPS.iter();
        known.find(|lookup| lookup.name == name && source.starts_with(lookup.source))
    }
}

/// What somebody asks for: a kind, or one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Everything of a kind.
    Kind(Kind),
    /// One call.
    Call(&'static Lookup),
}

impl std::str::FromStr for What {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // Kinds are words, and calls are names that people copy in any case.
        let kind = Kind::ALL.into_iter().find(|kind| kind.as_str() == text);
        let mut calls = LOOKUPS.iter();
        let call = calls.find(|call| call.name.eq_ignore_ascii_case(text));
        if let Some(what) = kind.map(Self::Kind).or(call.map(Self::Call)) {
            return Ok(what);
        }

        let words = Kind::ALL.map(Kind::as_str);
        let all = words
            .into_iter()
            .chain(LOOKUPS.iter().map(|call| call.name));

        let near = near_miss(text, all);
        let near = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
        Err(format!(
            "`{text}` is none of {}, and no call that is looked up{near}",
            words.join(", ")
        ))
    }
}

impl What {
    /// Whether a call has to be looked up for it.
    pub fn asks_for(self, call: &Lookup) -> bool {
        match self {
            Self::Call(asked) => asked.name == call.name,
            // The operation of a command stands in its parameters, which events hide.
            Self::Kind(Kind::Scan) => call.kind == Kind::Patch,
            Self::Kind(Kind::Patch) => matches!(call.kind, Kind::Patch | Kind::Automation),
            Self::Kind(kind) => call.kind == kind,
        }
    }

    /// Whether an entry is meant: one of these kinds, by this call.
    pub fn means(self, kinds: &[Kind], call: Option<&str>) -> bool {
        match self {
            Self::Kind(kind) => kinds.contains(&kind),
            Self::Call(asked) => call == Some(asked.name),
        }
    }

    /// Whether what nodes did has to be read for it, beside what was called.
    pub fn asks_for_runs(self, of: Kind) -> bool {
        match self {
            Self::Call(call) => matches!(of, Kind::Patch | Kind::Automation) && call.kind == of,
            Self::Kind(kind) => kind == of || matches!(kind, Kind::Patch | Kind::Scan),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_call_stands_once_and_belongs_to_its_service() {
        let names: BTreeSet<&str> = LOOKUPS.iter().map(|call| call.name).collect();
        assert_eq!(names.len(), LOOKUPS.len());
        let found = |name: &str, source: &str| Lookup::of_event(name, source).map(|one| one.kind);
        assert_eq!(found("CreateTags", "ec2.amazonaws.com"), Some(Kind::Tag));
        // Other services tag too, and have commands.
        assert_eq!(found("CreateTags", "redshift.amazonaws.com"), None);
        assert_eq!(found("SendCommand", "qldb.amazonaws.com"), None);
        assert_eq!(
            found("CreateConfigurationManager", "ssm-quicksetup.amazonaws.com"),
            Some(Kind::Policy)
        );
    }

    #[test]
    fn what_is_asked_for_is_a_kind_or_a_call() {
        assert_eq!("tag".parse(), Ok(What::Kind(Kind::Tag)));
        let call: What = "sendcommand".parse().expect("a call");
        assert!(matches!(call, What::Call(call) if call.name == "SendCommand"));
        let error = "baselines".parse::<What>().expect_err("no word");
        assert!(error.ends_with("did you mean baseline?"), "{error}");
        assert!("".parse::<What>().is_err());
    }

    #[test]
    fn whoever_asks_for_scans_is_shown_what_may_be_one() {
        let scan = What::Kind(Kind::Scan);
        assert!(scan.asks_for(&LOOKUPS[0]) && scan.asks_for_runs(Kind::Window));
        assert!(scan.means(&[Kind::Patch, Kind::Scan], Some("SendCommand")));
        assert!(!scan.means(&[Kind::Patch], Some("SendCommand")));
        assert!(!What::Kind(Kind::Baseline).asks_for_runs(Kind::Patch));
        let start: What = "StartAutomationExecution".parse().expect("a call");
        assert!(start.asks_for_runs(Kind::Automation) && !start.asks_for_runs(Kind::Window));
    }
}
