//! What is wanted of the baselines of a scope, what is there, and the steps from the one to the
//! other.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;

use super::Definition;
use super::difference;
use super::difference::Difference;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::group::{Identity, Mapping};
use crate::domain::id::baseline::BaselineId;
use crate::domain::id::{AccountId, PatchGroup, Region};
use crate::domain::meant::Meant;

/// What a document asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desired {
    /// The name, which together with the operating system says which baseline is meant.
    pub name: String,
    /// The operating system.
    pub os: OperatingSystem,
    /// What the baseline is to be; `None` for one of AWS, which can be given groups but not be
    /// written.
    pub definition: Option<Definition>,
    /// Exactly these groups use it; `None` leaves the groups as they are.
    pub groups: Option<Vec<PatchGroup>>,
    /// Whether it is the default for its operating system; `None` leaves that as it is.
    pub default: Option<bool>,
    /// Exactly these tags; `None` leaves the tags as they are.
    pub tags: Option<BTreeMap<String, String>>,
    /// Only in these Regions; empty for every one.
    pub regions: Vec<Region>,
    /// Only in these accounts; empty for every one.
    pub accounts: Vec<AccountId>,
}

impl Meant for Desired {
    fn name(&self) -> &str {
        &self.name
    }

    fn regions(&self) -> &[Region] {
        &self.regions
    }

    fn accounts(&self) -> &[AccountId] {
        &self.accounts
    }
}

/// An own baseline as it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Existing {
    /// The id.
    pub id: BaselineId,
    /// What it is.
    pub definition: Definition,
    /// The groups that use it.
    pub groups: Vec<PatchGroup>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was changed last; a change in between is noticed by it.
    pub modified: Option<Timestamp>,
}

/// What is there in one scope.
#[derive(Clone, Debug, Default)]
pub struct Present {
    /// Every baseline, AWS's included.
    pub baselines: Vec<Identity>,
    /// Every group.
    pub mappings: Vec<Mapping>,
    /// The own baselines that a document may mean, in full.
    pub existing: Vec<Existing>,
    /// Their tags, where a document names tags.
    pub tags: BTreeMap<BaselineId, BTreeMap<String, String>>,
}

/// The baseline that a step is about: one that is there, or one that an earlier step creates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// One that is there.
    There {
        /// The id.
        id: BaselineId,
        /// The name.
        name: String,
    },
    /// The one that the plan creates under this name.
    New {
        /// The name.
        name: String,
        /// The operating system.
        os: OperatingSystem,
    },
}

impl Target {
    /// The target that a baseline in a list is.
    pub fn of(identity: &Identity) -> Self {
        Self::There {
            id: identity.id.clone(),
            name: identity.name.clone(),
        }
    }

    /// The name.
    pub fn name(&self) -> &str {
        match self {
            Self::There { name, .. } | Self::New { name, .. } => name,
        }
    }

    /// Whether it is this baseline of those that are there.
    pub fn stands_for(&self, identity: &Identity) -> bool {
        matches!(self, Self::There { id, .. } if id.is_same(&identity.id))
    }
}

/// One change of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaselineStep {
    /// Creates a baseline, with its tags.
    Create {
        /// What it is to be.
        definition: Box<Definition>,
        /// Its tags.
        tags: BTreeMap<String, String>,
    },
    /// Changes a baseline.
    Update {
        /// Which.
        id: BaselineId,
        /// What it was when the plan was made.
        before: Box<Definition>,
        /// What it is to be.
        after: Box<Definition>,
        /// When it had been changed last, as of the plan.
        modified: Option<Timestamp>,
        /// Whether what is not named goes back to its default, rather than stays.
        replace: bool,
    },
    /// Sets and removes tags of a baseline.
    Tag {
        /// Which.
        id: BaselineId,
        /// Its name.
        name: String,
        /// Its tags until then.
        before: BTreeMap<String, String>,
        /// Tags to set.
        set: BTreeMap<String, String>,
        /// Tag keys to remove.
        remove: Vec<String>,
    },
    /// Takes a group from a baseline.
    Deregister {
        /// The group.
        group: PatchGroup,
        /// The baseline that it used.
        from: Target,
    },
    /// Gives a group a baseline.
    Register {
        /// The group.
        group: PatchGroup,
        /// The baseline.
        to: Target,
        /// Whether an earlier step took it from another one, so that the default applies in
        /// between.
        moved: bool,
    },
    /// Makes a baseline the default for its operating system.
    SetDefault {
        /// Which.
        to: Target,
        /// The operating system.
        os: OperatingSystem,
        /// The default until then.
        previous: Option<Target>,
    },
    /// Deletes a baseline.
    Delete {
        /// Which.
        id: BaselineId,
        /// Its name.
        name: String,
    },
}

impl BaselineStep {
    /// What it does, in a line.
    pub fn line(&self) -> String {
        match self {
            Self::Create { definition, .. } => format!(
                "create baseline {} for {}",
                definition.name, definition.rules.os
            ),
            Self::Update {
                id,
                before,
                replace,
                ..
            } => {
                let how = if *replace { "replace" } else { "update" };
                format!("{how} baseline {} ({id})", before.name)
            }
            Self::Tag {
                id,
                name,
                set,
                remove,
                ..
            } => format!("tag baseline {name} ({id}): {}", tag_changes(set, remove)),
            Self::Deregister { group, from } => {
                format!("take group `{group}` from {}", named(from))
            }
            Self::Register { group, to, moved } => {
                // No call of AWS moves a group in one go (SSM API reference).
                let gap = if *moved {
                    "; for a moment the default applies"
                } else {
                    ""
                };
                format!("give group `{group}` to {}{gap}", named(to))
            }
            Self::SetDefault { to, os, previous } => {
                let before = previous.as_ref().map_or_else(String::new, |previous| {
                    format!(", in place of {}", named(previous))
                });
                format!("make {} the default for {os}{before}", named(to))
            }
            Self::Delete { id, name } => format!("delete baseline {name} ({id})"),
        }
    }

    /// What changes inside, for a step that changes a definition.
    pub fn differences(&self) -> Vec<Difference> {
        match self {
            Self::Update { before, after, .. } => difference::differences(before, after),
            _ => Vec::new(),
        }
    }

    /// The word for its kind, for machines.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Create { .. } => "create",
            Self::Update { .. } => "update",
            Self::Tag { .. } => "tag",
            Self::Deregister { .. } => "deregister-group",
            Self::Register { .. } => "register-group",
            Self::SetDefault { .. } => "set-default",
            Self::Delete { .. } => "delete",
        }
    }
}

impl Serialize for BaselineStep {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut row = serializer.serialize_struct("Step", 3)?;
        row.serialize_field("step", self.kind())?;
        row.serialize_field("text", &self.line())?;
        row.serialize_field("differences", &self.differences())?;
        row.end()
    }
}

fn tag_changes(set: &BTreeMap<String, String>, remove: &[String]) -> String {
    let set = set.iter().map(|(key, value)| format!("{key}={value}"));
    let remove = remove.iter().map(|key| format!("no {key}"));

    set.chain(remove).collect::<Vec<_>>().join(", ")
}

fn named(target: &Target) -> String {
    match target {
        Target::There { id, name } => format!("{name} ({})", id.short()),
        Target::New { name, .. } => format!("{name} (new)"),
    }
}
