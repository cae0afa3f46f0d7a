//! From definitions to the steps that make policies as they are described.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};
use serde_json::{Value, json};

use super::manager::{Deployed, Manager, Standing};
use super::parameters::{KNOWN, Parameters, are_same, is_same, to_parameters};
use super::selected::{Choice, Entries, Selected};
use super::{Definition, Kind, Roles};
use crate::domain::difference::{FieldChange, between};
use crate::domain::meant::{TagChange, tag_change};

/// A policy as it is wanted, with everything that is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// In our words.
    pub definition: Definition,
    /// The baselines as AWS has them.
    pub entries: Entries,
    /// The roles with which it is deployed.
    pub roles: Roles,
}

impl Wanted {
    /// The parameters, exactly as they are sent.
    pub fn parameters(&self) -> Parameters {
        to_parameters(&self.definition, &self.entries)
    }

    /// The same with the parameters of a policy that is there which nobody here knows: a file that
    /// says nothing of them leaves them. What means the same stays as it was written.
    fn beside(&self, there: &Parameters) -> Self {
        let mut wanted = self.clone();
        let ours = self.parameters();
        let definition = &mut wanted.definition;
        for (name, value) in there {
            let mine = ours.get(name);
            if mine != Some(value) && is_same(name, mine, value) {
                definition.parameters.insert(name.clone(), value.clone());
            }
        }
        for (name, value) in there {
            let is_said = definition.parameters.contains_key(name)
                || definition.without_parameters.contains(name);
            if !KNOWN.contains(&name.as_str()) && !is_said {
                definition.parameters.insert(name.clone(), value.clone());
            }
        }
        wanted
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub enum PolicyStep {
    /// Makes a policy.
    Create {
        /// What it is to be.
        wanted: Box<Wanted>,
    },
    /// Changes the description of a policy.
    Describe {
        /// Its ARN.
        arn: String,
        /// Its name.
        name: String,
        /// What was written about it.
        before: String,
        /// What is to be.
        after: String,
    },
    /// Changes what a policy deploys.
    Update {
        /// Its ARN.
        arn: String,
        /// Its name.
        name: String,
        /// What it deployed when the plan was made.
        before: Box<Deployed>,
        /// What it is to deploy.
        after: Box<Wanted>,
    },
    /// Sets and removes tags.
    Tag {
        /// Its ARN.
        arn: String,
        /// Its name.
        name: String,
        /// Its tags until then.
        before: BTreeMap<String, String>,
        /// Tags to set.
        set: BTreeMap<String, String>,
        /// Tag keys to remove.
        remove: Vec<String>,
    },
    /// Deletes a policy, and what it deployed.
    Delete {
        /// Its ARN.
        arn: String,
        /// Its name.
        name: String,
        /// Where it is deployed, in words.
        reach: String,
    },
}

impl PolicyStep {
    /// What it does, as a word of JSON.
    const fn action(&self) -> &'static str {
        match self {
            Self::Create { .. } => "create",
            Self::Describe { .. } => "describe",
            Self::Update { .. } => "update",
            Self::Tag { .. } => "tag",
            Self::Delete { .. } => "delete",
        }
    }

    /// The name of its policy.
    pub fn name(&self) -> &str {
        match self {
            Self::Create { wanted } => &wanted.definition.name,
            Self::Describe { name, .. }
            | Self::Update { name, .. }
            | Self::Tag { name, .. }
            | Self::Delete { name, .. } => name,
        }
    }

    /// The ARN of its policy, where it is there.
    pub fn arn(&self) -> Option<&str> {
        match self {
            Self::Create { .. } => None,
            Self::Describe { arn, .. }
            | Self::Update { arn, .. }
            | Self::Tag { arn, .. }
            | Self::Delete { arn, .. } => Some(arn),
        }
    }

    /// Whether something is carried to accounts and Regions by it.
    pub const fn deploys(&self) -> bool {
        matches!(
            self,
            Self::Create { .. } | Self::Update { .. } | Self::Delete { .. }
        )
    }

    /// What it does, in a line.
    pub fn line(&self) -> String {
        let name = self.name();
        match self {
            Self::Create { wanted } => format!("create the {} {name}", wanted.definition.kind),
            Self::Describe { .. } => format!("describe the policy {name}"),
            Self::Update { before, after, .. } if is_again(before, after) => {
                format!("deploy the policy {name} again, because its last deployment failed")
            }
            Self::Update { .. } => format!("change the policy {name}"),
            Self::Tag { .. } => format!("tag the policy {name}"),
            Self::Delete { reach, .. } => {
                format!("delete the policy {name} and what it deployed to {reach}")
            }
        }
    }

    /// What changes inside: of parameters the exact strings.
    pub fn changes(&self) -> Vec<FieldChange> {
        match self {
            Self::Create { wanted } => {
                between(&json!({}), &sent(&wanted.parameters(), &wanted.roles))
            }
            Self::Describe { before, after, .. } => between(&described(before), &described(after)),
            // What differs is what AWS could not make so.
            Self::Update { before, after, .. } if is_again(before, after) => vec![FieldChange {
                place: "deployment".to_owned(),
                before: Some("FAILED".to_owned()),
                after: Some("SUCCEEDED".to_owned()),
            }],
            Self::Update { before, after, .. } => between(
                &sent(&before.parameters, &before.roles),
                &sent(&after.parameters(), &after.roles),
            ),
            Self::Tag {
                before,
                set,
                remove,
                ..
            } => {
                let mut after = before.clone();
                after.retain(|key, _| !remove.contains(key));
                after.extend(set.clone());
                between(&json!({"tags": before}), &json!({"tags": after}))
            }
            Self::Delete { .. } => Vec::new(),
        }
    }
}

/// Whether the same is deployed again.
fn is_again(before: &Deployed, after: &Wanted) -> bool {
    are_same(&after.parameters(), &before.parameters) && after.roles == before.roles
}

/// A description; an empty one is none.
fn described(text: &str) -> Value {
    if text.is_empty() {
        json!({})
    } else {
        json!({"description": text})
    }
}

/// What is sent, as a value to be compared. Of the baselines each is a place of its own, with its
/// entry as it is written.
fn sent(parameters: &Parameters, roles: &Roles) -> Value {
    let mut values: BTreeMap<String, Value> = BTreeMap::new();
    for (name, text) in parameters {
        let selected = (name == "SelectedPatchBaselines")
            .then(|| serde_json::from_str(text).ok())
            .flatten();
        let value = match selected {
            Some(Value::Object(entries)) => {
                let lines = entries
                    .into_iter()
                    .map(|(os, entry)| (os, json!(entry.to_string())));
                Value::Object(lines.collect())
            }
            _ => json!(text),
        };
        values.insert(name.clone(), value);
    }
    let mut value = json!(values);
    for (name, role) in [
        ("administration role", &roles.administration),
        ("execution role", &roles.execution),
    ] {
        if let Some(role) = role {
            value[name] = json!(role);
        }
    }
    value
}

impl Serialize for PolicyStep {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("action", self.action())?;
        map.serialize_entry("policy", self.name())?;
        if let Some(arn) = self.arn() {
            map.serialize_entry("arn", arn)?;
        }
        let wanted = match self {
            Self::Create { wanted } => Some(wanted),
            Self::Update { after, .. } => Some(after),
            _ => None,
        };
        if let Some(wanted) = wanted {
            map.serialize_entry("type", wanted.definition.kind.as_type())?;
            map.serialize_entry("parameters", &wanted.parameters())?;
            map.serialize_entry("roles", &wanted.roles)?;
        }
        map.serialize_entry("changes", &self.changes())?;
        map.end()
    }
}

/// The steps that make policies as they are wanted; with `prune` those that nobody wants go.
///
/// # Errors
/// A sentence when a name means two policies, or one that no file describes.
pub fn plan(
    wanted: &[Wanted],
    present: &[Manager],
    prune: bool,
) -> Result<Vec<PolicyStep>, String> {
    let mut steps = Vec::new();
    for one in wanted {
        let name = &one.definition.name;
        let same: Vec<&Manager> = present.iter().filter(|there| there.name == *name).collect();
        match same[..] {
            [] => {
                check_alone(&one.definition, None, present)?;
                steps.push(PolicyStep::Create {
                    wanted: Box::new(one.clone()),
                });
            }
            [there] => {
                check_alone(&one.definition, Some(&there.arn), present)?;
                steps.extend(update(one, there)?);
            }
            _ => {
                let arns: Vec<&str> = same.iter().map(|one| one.arn.as_str()).collect();
                return Err(format!(
                    "{} policies are called {name}: {}",
                    same.len(),
                    arns.join(", ")
                ));
            }
        }
    }

    if prune {
        let unwanted = unnamed(wanted, present).into_iter();
        steps.extend(unwanted.map(deletion));
    }
    Ok(steps)
}

/// The policies that are there and that nobody wants. What no file can describe is never one.
pub fn unnamed<'p>(wanted: &[Wanted], present: &'p [Manager]) -> Vec<&'p Manager> {
    let described = present.iter().filter(|there| there.definition().is_some());
    described
        .filter(|there| !wanted.iter().any(|one| one.definition.name == there.name))
        .collect()
}

/// A Region has at most one host management (the type document of `SSMHostMgmt`); `own` is the ARN
/// of the policy itself.
///
/// # Errors
/// A sentence with the one that is there.
pub fn check_alone(
    wanted: &Definition,
    own: Option<&str>,
    present: &[Manager],
) -> Result<(), String> {
    if wanted.kind != Kind::HostManagement {
        return Ok(());
    }
    let others = present.iter().filter(|there| Some(&*there.arn) != own);
    let mut shared = others.filter_map(|there| {
        let definition = there.definition()?;
        let mut regions = definition.regions.iter();
        let region = regions.find(|region| wanted.regions.contains(region))?;
        (definition.kind == Kind::HostManagement).then(|| (there, region.clone()))
    });
    match shared.next() {
        Some((other, region)) => Err(format!(
            "{} ({}) is the host management of {region} already, and a Region has one only",
            other.name, other.arn
        )),
        None => Ok(()),
    }
}

/// The steps for a policy that is there.
///
/// # Errors
/// A sentence when it is one that we cannot describe, or of another kind.
pub fn update(wanted: &Wanted, there: &Manager) -> Result<Vec<PolicyStep>, String> {
    let deployed = describable(wanted, there)?;
    let (arn, name) = (there.arn.clone(), there.name.clone());
    let wanted = wanted.beside(&deployed.parameters);
    let mut steps = Vec::new();

    // The description and the tags first: while it is deployed nothing else can be changed.
    let before = there.description.clone().unwrap_or_default();
    let after = wanted.definition.description.clone().unwrap_or_default();
    if before != after {
        steps.push(PolicyStep::Describe {
            arn: arn.clone(),
            name: name.clone(),
            before,
            after,
        });
    }
    let change: Option<TagChange> = tag_change(wanted.definition.tags.as_ref(), &there.tags);
    steps.extend(change.map(|(set, remove)| PolicyStep::Tag {
        arn: arn.clone(),
        name: name.clone(),
        before: there.tags.clone(),
        set,
        remove,
    }));
    // What failed is not as it is wanted, whatever the parameters say.
    let failed = there.status.standing() == Standing::Failed;
    if failed || !is_again(deployed, &wanted) {
        steps.push(PolicyStep::Update {
            arn,
            name,
            before: Box::new(deployed.clone()),
            after: Box::new(wanted),
        });
    }
    Ok(steps)
}

/// What a policy deploys, where a file could describe it and it is of the kind that is wanted.
fn describable<'m>(wanted: &Wanted, there: &'m Manager) -> Result<&'m Deployed, String> {
    let name = &there.name;
    let ([deployed], Some(now)) = (&there.deployed[..], there.definition()) else {
        return Err(format!(
            "{name} deploys what no file describes; it is left as it is"
        ));
    };
    // The type of a definition cannot be changed (Quick Setup API).
    if now.kind != wanted.definition.kind {
        return Err(format!(
            "{name} is a {}, and cannot become a {}",
            now.kind, wanted.definition.kind
        ));
    }
    Ok(deployed)
}

/// The step that deletes a policy.
pub fn deletion(there: &Manager) -> PolicyStep {
    let reach = there.definition().map_or_else(
        || "its accounts and Regions".to_owned(),
        |definition| super::words::deployed_to(&definition),
    );
    PolicyStep::Delete {
        arn: there.arn.clone(),
        name: there.name.clone(),
        reach,
    }
}

/// A definition that is wanted of one that is there, as it is or with changes: its baselines are
/// entries already, unless somebody named others.
pub fn entries_of(definition: &Definition) -> Option<Entries> {
    match &definition.baselines {
        None => Some(Entries::new()),
        Some(selected) => selected.entries(),
    }
}

/// The names in a definition that have to be looked up, by operating system.
pub fn named(definition: &Definition) -> BTreeMap<String, String> {
    let Some(Selected::Each(each)) = &definition.baselines else {
        return BTreeMap::new();
    };
    let named = each.iter().filter_map(|(os, choice)| match choice {
        Choice::Named(name) => Some((os.clone(), name.clone())),
        Choice::Entry(_) => None,
    });
    named.collect()
}
