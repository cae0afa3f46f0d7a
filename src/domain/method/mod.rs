//! Everything that scans or patches nodes by itself: patch policies, host management, associations
//! and maintenance windows, in one form.

pub mod advice;
pub mod meetings;
pub mod origin;
pub mod shared;

use std::collections::BTreeSet;
use std::fmt;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use crate::domain::id::{NodeId, Scope};
use crate::domain::run::command::Parameters;
use crate::domain::run::hooks::value_of;
use crate::domain::run::operation::Operation;
use crate::domain::schedule::Recurrence;

/// By what nodes are scanned or patched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// A patch policy of Quick Setup.
    PatchPolicy,
    /// Host management of Quick Setup.
    HostManagement,
    /// An association of State Manager that somebody made.
    Association,
    /// The association that Patch now of the console makes.
    ConsolePatchNow,
    /// A maintenance window.
    Window,
}

impl By {
    /// In words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PatchPolicy => "patch policy",
            Self::HostManagement => "host management",
            Self::Association => "association",
            Self::ConsolePatchNow => "Patch now of the console",
            Self::Window => "window",
        }
    }

    /// By the name of an association: what Quick Setup makes begins so, for the two types that patch
    /// (the templates of Quick Setup), and the console's Patch now has one name.
    pub fn of_association(name: &str) -> Self {
        match name {
            "AWS-PatchNowAssociation" => Self::ConsolePatchNow,
            name if name.starts_with("AWS-QuickSetup-PatchPolicy-") => Self::PatchPolicy,
            name if name.starts_with("AWS-QuickSetup-SSMHostMgmt-") => Self::HostManagement,
            _ => Self::Association,
        }
    }
}

impl fmt::Display for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where results are kept (SSM User Guide, "Compliance"): what writes the same data of a node
/// overwrites it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Data {
    /// As patch compliance: there is one of a node, whoever made it last.
    Patch,
    /// As compliance of an association, beside the patch compliance.
    Association,
}

impl Data {
    /// What a patching document writes, by its name or ARN.
    pub fn of_document(document: &str) -> Self {
        if document.rsplit('/').next() == Some("AWS-RunPatchBaselineAssociation") {
            Self::Association
        } else {
            Self::Patch
        }
    }

    /// AWS's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Patch => "Patch",
            Self::Association => "Association",
        }
    }
}

/// Which baseline is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Baselines {
    /// That of the patch group of each node, else the default.
    OfEachNode,
    /// The one with these tags (`BaselineTags`).
    Tagged(String),
    /// A copy of its own (`BaselineOverride`), at this place.
    Own(String),
}

impl Baselines {
    /// Without the place of a copy.
    pub fn short(&self) -> String {
        match self {
            Self::Own(_) => "its own copy".to_owned(),
            other => other.to_string(),
        }
    }
}

impl fmt::Display for Baselines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OfEachNode => f.write_str("patch group or default"),
            Self::Tagged(tags) => write!(f, "tagged {tags}"),
            Self::Own(place) => write!(f, "its own copy ({place})"),
        }
    }
}

impl Serialize for Baselines {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What one method does to nodes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Options {
    /// Scan or install; `None` when it cannot be told.
    pub operation: Option<Operation>,
    /// `RebootIfNeeded` or `NoReboot`, for an installation that says it; AWS's default is
    /// `RebootIfNeeded` (SSM document AWS-RunPatchBaseline).
    pub reboot_option: Option<String>,
    /// The document.
    pub document: String,
    /// Which baseline.
    pub baselines: Baselines,
    /// The list that an installation is limited to.
    pub override_list: Option<String>,
    /// The documents that run around an installation.
    pub hooks: Vec<String>,
}

impl Options {
    /// Of the parameters of a patching document, which every method has in the end.
    pub fn of_parameters(document: &str, parameters: &Parameters) -> Self {
        let one = |name: &str| value_of(parameters, name);
        let baselines = match (one("BaselineOverride"), one("BaselineTags")) {
            (Some(place), _) => Baselines::Own(place),
            (None, Some(tags)) => Baselines::Tagged(tags),
            (None, None) => Baselines::OfEachNode,
        };
        let hooks = [
            "PreInstallHookDocName",
            "PostInstallHookDocName",
            "OnExitHookDocName",
        ];
        Self {
            operation: one("Operation").and_then(|word| word.parse().ok()),
            reboot_option: one("RebootOption"),
            document: document.to_owned(),
            baselines,
            override_list: one("InstallOverrideList"),
            hooks: hooks.iter().filter_map(|name| one(name)).collect(),
        }
    }

    /// In words: what happens to a node.
    pub fn in_words(&self) -> String {
        let mut words = match self.operation {
            Some(Operation::Scan) => "scan".to_owned(),
            Some(Operation::Install) => match self.reboot_option.as_deref() {
                Some("NoReboot") => "install, no reboot".to_owned(),
                _ => "install, reboot if needed".to_owned(),
            },
            None => format!("run {}", self.document),
        };
        if let Some(list) = &self.override_list {
            words.push_str(&format!(", only what {list} names"));
        }
        if !self.hooks.is_empty() {
            words.push_str(&format!(", with hooks {}", self.hooks.join(", ")));
        }
        words
    }
}

/// Something that scans or patches nodes by itself.
#[derive(Clone, Debug, Serialize)]
pub struct Method {
    /// The account and Region.
    #[serde(flatten)]
    pub scope: Scope,
    /// What it is.
    pub by: By,
    /// What people call it: the name of the policy, the association or the window.
    pub name: String,
    /// Whether the name of a policy could not be read, so that it is called by its short id.
    #[serde(skip)]
    pub nameless: bool,
    /// The short id of what Quick Setup deployed, which tells policies of one name apart.
    #[serde(skip)]
    pub deployed: Option<String>,
    /// The id of the association or the window.
    pub id: String,
    /// What it does.
    #[serde(flatten)]
    pub options: Options,
    /// When, as AWS has it.
    pub schedule: Option<String>,
    /// The zone of that.
    pub timezone: Option<String>,
    /// So many days later.
    pub offset: Option<u32>,
    /// When it comes next.
    pub next: Option<Timestamp>,
    /// Why it does not come by itself, where it does not.
    pub idle: Option<String>,
    /// When it ran last, as far as AWS says.
    pub last: Option<Timestamp>,
    /// How that went.
    pub last_status: Option<String>,
    /// Where its results are kept.
    pub writes: Data,
    /// Whom it is for, in words.
    pub targets: String,
    /// The bucket into which nodes write what they print.
    #[serde(skip)]
    pub log_bucket: Option<String>,
    /// The nodes that this means now; `None` when that cannot be told.
    pub nodes: Option<BTreeSet<NodeId>>,
    /// The schedule of an association, to be reckoned with.
    #[serde(skip)]
    pub recurrence: Option<Recurrence>,
}

impl Method {
    /// Whether it is for a node, as far as that can be told.
    pub fn is_for(&self, node: &NodeId) -> bool {
        self.nodes
            .as_ref()
            .is_some_and(|nodes| nodes.contains(node))
    }

    /// Who it is, in words.
    pub fn who(&self) -> String {
        match self.by {
            By::ConsolePatchNow => self.by.to_string(),
            by => format!("{by} {}", self.name),
        }
    }

    /// When, as it is written.
    pub fn when(&self) -> String {
        let Some(schedule) = &self.schedule else {
            return String::new();
        };
        let offset = match self.offset {
            None | Some(0) => String::new(),
            Some(days) => format!(" +{days}d"),
        };
        match self.timezone.as_deref() {
            None | Some("UTC" | "Etc/UTC") => format!("{schedule}{offset}"),
            Some(zone) => format!("{schedule}{offset} {zone}"),
        }
    }
}

/// What comes first, first; what does not come by itself, last.
pub fn sort(methods: &mut [Method]) {
    methods.sort_by(|a, b| {
        let key = |one: &Method| (one.next.is_none(), one.next, one.scope.clone(), one.by);
        key(a)
            .cmp(&key(b))
            .then_with(|| (&a.name, &a.id).cmp(&(&b.name, &b.id)))
    });
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn parameters(pairs: &[(&str, &str)]) -> Parameters {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()]))
            .collect()
    }

    #[test]
    fn what_a_method_does_is_read_from_the_parameters_of_its_document() {
        for (given, words, baselines) in [
            (
                parameters(&[("Operation", "Scan")]),
                "scan",
                "patch group or default",
            ),
            (
                parameters(&[("Operation", "Install")]),
                "install, reboot if needed",
                "patch group or default",
            ),
            (
                parameters(&[
                    ("Operation", "Install"),
                    ("RebootOption", "NoReboot"),
                    ("BaselineTags", "env=prod"),
                    ("InstallOverrideList", "s3://lists/a.yaml"),
                ]),
                "install, no reboot, only what s3://lists/a.yaml names",
                "tagged env=prod",
            ),
            (
                parameters(&[
                    ("Operation", "Scan"),
                    ("BaselineOverride", "s3://b/o.json"),
                    ("BaselineTags", ""),
                ]),
                "scan",
                "its own copy (s3://b/o.json)",
            ),
            (
                parameters(&[
                    ("Operation", "Install"),
                    ("PreInstallHookDocName", "drain"),
                    ("OnExitHookDocName", "AWS-Noop"),
                ]),
                "install, reboot if needed, with hooks drain",
                "patch group or default",
            ),
            (
                parameters(&[]),
                "run AWS-RunPatchBaseline",
                "patch group or default",
            ),
        ] {
            let options = Options::of_parameters("AWS-RunPatchBaseline", &given);
            assert_eq!(options.in_words(), words);
            assert_eq!(options.baselines.to_string(), baselines);
        }
    }

    #[test]
    fn associations_are_told_apart_by_their_names() {
        for (name, by) in [
            (
                "AWS-QuickSetup-PatchPolicy-ScanForPatches-LA-ab12c",
                By::PatchPolicy,
            ),
            (
                "AWS-QuickSetup-SSMHostMgmt-ScanForPatches-ab12c",
                By::HostManagement,
            ),
            ("AWS-PatchNowAssociation", By::ConsolePatchNow),
            ("nightly", By::Association),
            ("", By::Association),
        ] {
            assert_eq!(By::of_association(name), by, "{name}");
        }
        let arn = "arn:aws:ssm:us-east-1::document/AWS-RunPatchBaselineAssociation";
        assert_eq!(Data::of_document(arn), Data::Association);
        assert_eq!(
            Data::of_document("AWS-RunPatchBaselineWithHooks"),
            Data::Patch
        );
    }

    /// A method for some nodes.
    pub(in super::super) fn method(by: By, name: &str, nodes: &[&str]) -> Method {
        Method {
            scope: Scope {
                account: "111122223333".parse().expect("an account"),
                region: "us-east-1".parse().expect("a Region"),
            },
            by,
            name: name.to_owned(),
            nameless: false,
            deployed: None,
            id: format!("id-{name}"),
            options: Options::of_parameters(
                "AWS-RunPatchBaseline",
                &parameters(&[("Operation", "Scan")]),
            ),
            schedule: Some("rate(1 day)".to_owned()),
            timezone: None,
            offset: None,
            next: None,
            idle: None,
            last: None,
            last_status: None,
            writes: Data::Patch,
            targets: "all nodes".to_owned(),
            log_bucket: None,
            nodes: Some(
                nodes
                    .iter()
                    .map(|id| id.parse().expect("a node id"))
                    .collect(),
            ),
            recurrence: None,
        }
    }

    #[test]
    fn what_comes_first_stands_first_and_what_never_comes_last() {
        let at = |text: &str| text.parse().ok();
        let mut methods = [
            method(By::Window, "never", &[]),
            Method {
                next: at("2026-12-02T00:00:00Z"),
                ..method(By::Window, "late", &[])
            },
            Method {
                next: at("2026-12-01T00:00:00Z"),
                ..method(By::Association, "soon", &[])
            },
        ];
        sort(&mut methods);
        let names: Vec<&str> = methods.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["soon", "late", "never"]);
    }
}
