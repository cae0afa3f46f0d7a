//! The baselines of a patch policy: by name or id in files, and as entries in AWS's parameter.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// The baselines that a policy brings to its nodes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "`defaults`, or a baseline for each operating system, such as `AMAZON_LINUX_2023: prod`"
)]
pub enum Selected {
    /// The defaults of the account in the Region of the baselines.
    Word(Defaults),
    /// One for each operating system.
    Each(BTreeMap<String, Choice>),
}

/// The one word that stands for many baselines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Defaults {
    /// What is the default for each operating system when the policy is made.
    Defaults,
}

/// One baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "the name, id or ARN of a baseline, or an entry with value and label"
)]
pub enum Choice {
    /// By its name, id or ARN.
    Named(String),
    /// An entry as AWS has it.
    Entry(Entry),
}

/// An entry of `SelectedPatchBaselines` (Quick Setup API reference). What is not known of it is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The id of one's own baseline, or the ARN of one of AWS.
    pub value: String,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Its description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What the console calls disabled; the nodes get the baseline all the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
    /// Members that this version does not know.
    #[serde(flatten)]
    pub other: BTreeMap<String, Value>,
}

/// The entries by operating system.
pub type Entries = BTreeMap<String, Entry>;

/// The parameter as AWS takes it: a JSON object in a string, and no list as its documentation says.
pub fn to_parameter(entries: &Entries) -> String {
    let entries: Map<String, Value> = entries
        .iter()
        .map(|(os, entry)| (os.clone(), json!(entry)))
        .collect();
    Value::Object(entries).to_string()
}

/// The entries in a parameter; `None` for what is no object of entries.
pub fn of_parameter(text: &str) -> Option<Entries> {
    serde_json::from_str(text).ok()
}

impl Selected {
    /// The entries, when every baseline is one.
    pub fn entries(&self) -> Option<Entries> {
        let Self::Each(each) = self else {
            return None;
        };
        each.iter()
            .map(|(os, choice)| match choice {
                Choice::Entry(entry) => Some((os.clone(), entry.clone())),
                Choice::Named(_) => None,
            })
            .collect()
    }
}
