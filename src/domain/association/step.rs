//! One change of an association. Each is one call, but for tags, so that what was done and what was
//! not is told exactly.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Definition;
use crate::domain::difference::{self, FieldChange};
use crate::domain::meant::{tag_fields, tag_words};

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssociationStep {
    /// Creates an association, with its tags.
    Create {
        /// What it is to be.
        definition: Box<Definition>,
        /// Its tags.
        tags: BTreeMap<String, String>,
    },
    /// Changes an association.
    Update {
        /// Which.
        id: String,
        /// Its version when the plan was made.
        version: String,
        /// What it was then.
        before: Box<Definition>,
        /// What it is to be.
        after: Box<Definition>,
        /// What stays as it is although no document says it.
        kept: Vec<&'static str>,
    },
    /// Sets and removes tags.
    Tag {
        /// Of which.
        id: String,
        /// Its name.
        name: String,
        /// Its tags until then.
        before: BTreeMap<String, String>,
        /// Tags to set.
        set: BTreeMap<String, String>,
        /// Tag keys to remove.
        remove: Vec<String>,
    },
    /// Deletes an association.
    Delete {
        /// Which.
        id: String,
        /// Its name, or its id.
        name: String,
        /// Its version when the plan was made.
        version: String,
        /// What it was then, as far as a document can say it.
        definition: Option<Box<Definition>>,
    },
}

impl AssociationStep {
    /// The association that it is about.
    pub fn name(&self) -> &str {
        match self {
            Self::Create { definition, .. } => &definition.name,
            Self::Update { before, .. } => &before.name,
            Self::Tag { name, .. } | Self::Delete { name, .. } => name,
        }
    }

    /// What it does, in a line.
    pub fn line(&self) -> String {
        match self {
            Self::Create { definition, .. } => format!(
                "create association {}: {}; {}; {}",
                definition.name,
                definition.work(),
                definition.when(),
                definition.targets
            ),
            Self::Update {
                id, before, after, ..
            } => {
                // A change counts as a new version, which runs (SSM API reference,
                // `UpdateAssociation`).
                // Nobody expects a scan or a reboot of a changed severity.
                let runs = if after.at_once {
                    ", which runs at once"
                } else {
                    ""
                };
                format!("update association {} ({id}){runs}", before.name)
            }
            Self::Tag {
                id,
                name,
                set,
                remove,
                ..
            } => format!("tag association {name} ({id}): {}", tag_words(set, remove)),
            Self::Delete { id, name, .. } if id == name => format!("delete association {id}"),
            Self::Delete { id, name, .. } => format!("delete association {name} ({id})"),
        }
    }

    /// What changes inside, field by field.
    pub fn changes(&self) -> Vec<FieldChange> {
        match self {
            Self::Update { before, after, .. } => before.changes(after),
            _ => Vec::new(),
        }
    }

    /// Everything that it changes as fields of its association, also what comes and goes as a
    /// whole.
    pub fn fields(&self) -> Vec<FieldChange> {
        let nothing = serde_json::json!({});
        match self {
            Self::Create { definition, tags } => {
                let mut all = difference::between(&nothing, &definition.fields());
                all.extend(tag_fields(&BTreeMap::new(), tags, &[]));
                all
            }
            Self::Update { .. } => self.changes(),
            Self::Tag {
                before,
                set,
                remove,
                ..
            } => tag_fields(before, set, remove),
            Self::Delete {
                definition: Some(definition),
                ..
            } => difference::between(&definition.fields(), &nothing),
            Self::Delete { id, .. } => vec![FieldChange {
                place: "association".to_owned(),
                before: Some(id.clone()),
                after: None,
            }],
        }
    }

    /// The word for its kind, for machines.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Create { .. } => "create",
            Self::Update { .. } => "update",
            Self::Tag { .. } => "tag",
            Self::Delete { .. } => "delete",
        }
    }
}

impl Serialize for AssociationStep {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut row = serializer.serialize_struct("Step", 4)?;
        row.serialize_field("step", self.kind())?;
        row.serialize_field("association", self.name())?;
        row.serialize_field("text", &self.line())?;
        row.serialize_field("differences", &self.changes())?;
        row.end()
    }
}
