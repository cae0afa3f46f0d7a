//! Documents of IAM, made of grants and split where IAM would refuse them for their size.

use std::collections::{BTreeMap, BTreeSet};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// How many characters a managed policy may have, white space apart (IAM User Guide, "IAM and STS
/// quotas").
pub const LARGEST: usize = 6_144;

/// What a permission is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// To read.
    Read,
    /// To change something, or to have it done.
    Write,
}

/// One action with all it is allowed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The action.
    pub action: &'static str,
    /// What it is for.
    pub used: Use,
    /// The ARNs, or `*`.
    pub resources: BTreeSet<String>,
    /// The services that a role may be passed to.
    pub passed_to: &'static [&'static str],
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    sid: String,
    actions: Vec<&'static str>,
    resources: Vec<String>,
    passed_to: &'static [&'static str],
}

/// One document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    statements: Vec<Statement>,
}

impl Serialize for Statement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("Sid", &self.sid)?;
        map.serialize_entry("Effect", "Allow")?;
        map.serialize_entry("Action", &self.actions)?;
        map.serialize_entry("Resource", &self.resources)?;
        if !self.passed_to.is_empty() {
            let services = BTreeMap::from([("iam:PassedToService", self.passed_to)]);
            map.serialize_entry("Condition", &BTreeMap::from([("StringEquals", services)]))?;
        }
        map.end()
    }
}

impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        // The language of policies has had this version ever since.
        map.serialize_entry("Version", "2012-10-17")?;
        map.serialize_entry("Statement", &self.statements)?;
        map.end()
    }
}

impl Policy {
    /// How many characters IAM counts.
    pub fn characters(&self) -> usize {
        counted(self)
    }
}

fn counted<T: Serialize>(value: &T) -> usize {
    let text = serde_json::to_string(value).unwrap_or_default();
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Makes policies of grants, as few as their size allows.
pub fn policies(grants: impl IntoIterator<Item = Grant>) -> Vec<Policy> {
    let mut policies = vec![Policy::default()];

    for statement in numbered(statements(merged(grants))) {
        let last = policies.len() - 1;
        let mut grown = policies[last].clone();
        grown.statements.push(statement.clone());
        if grown.characters() <= LARGEST {
            policies[last] = grown;
        } else {
            let statements = vec![statement];
            policies.push(Policy { statements });
        }
    }
    policies
}

/// Each action once, with all its resources.
fn merged(grants: impl IntoIterator<Item = Grant>) -> Vec<Grant> {
    let mut merged: BTreeMap<(&str, &[&str]), Grant> = BTreeMap::new();
    for grant in grants {
        let key = (grant.action, grant.passed_to);
        let known = merged.entry(key).or_insert_with(|| grant.clone());
        known.resources.extend(grant.resources);
        // Beside `*` all others say nothing.
        if known.resources.contains("*") {
            known.resources = BTreeSet::from(["*".to_owned()]);
        }
    }
    merged.into_values().collect()
}

/// What the actions of a statement have in common.
type Alike = (Use, BTreeSet<String>, &'static [&'static str]);

/// What is for the same, on the same resources, stands in one statement.
fn statements(grants: Vec<Grant>) -> Vec<Statement> {
    let mut groups: BTreeMap<Alike, Vec<&'static str>> = BTreeMap::new();
    for grant in grants {
        let key = (grant.used, grant.resources, grant.passed_to);
        groups.entry(key).or_default().push(grant.action);
    }

    let mut statements = Vec::new();
    for ((used, resources, passed_to), actions) in groups {
        statements.extend(fitting(Statement {
            sid: format!("{used:?}"),
            actions,
            resources: resources.into_iter().collect(),
            passed_to,
        }));
    }
    statements
}

/// A statement in as many pieces as it takes so that each fits into a policy.
fn fitting(statement: Statement) -> Vec<Statement> {
    // Room for the number of its name.
    let room = LARGEST - 8;
    let whole = Policy {
        statements: vec![statement.clone()],
    };
    let (actions, resources) = (statement.actions.len(), statement.resources.len());
    if whole.characters() <= room || (actions == 1 && resources == 1) {
        return vec![statement];
    }

    let mut other = statement.clone();
    let mut first = statement;
    if actions > 1 {
        other.actions = first.actions.split_off(actions / 2);
    } else {
        other.resources = first.resources.split_off(resources / 2);
    }
    [first, other].into_iter().flat_map(fitting).collect()
}

/// Names that no two statements share.
fn numbered(mut statements: Vec<Statement>) -> Vec<Statement> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for statement in &mut statements {
        let number = seen.entry(statement.sid.clone()).or_default();
        *number += 1;
        if *number > 1 {
            statement.sid = format!("{}{number}", statement.sid);
        }
    }
    statements
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(action: &'static str, used: Use, resources: &[&str]) -> Grant {
        Grant {
            action,
            used,
            resources: resources.iter().map(|arn| (*arn).to_owned()).collect(),
            passed_to: &[],
        }
    }

    #[test]
    fn what_is_alike_stands_together_and_any_swallows_the_rest() {
        let policies = policies([
            grant("ssm:B", Use::Read, &["*"]),
            grant("ssm:A", Use::Read, &["arn:a"]),
            grant("ssm:A", Use::Read, &["*"]),
            grant("ssm:C", Use::Write, &["arn:b", "arn:a"]),
        ]);
        let expected = serde_json::json!([{
            "Version": "2012-10-17",
            "Statement": [
                {"Sid": "Read", "Effect": "Allow", "Action": ["ssm:A", "ssm:B"], "Resource": ["*"]},
                {"Sid": "Write", "Effect": "Allow", "Action": ["ssm:C"], "Resource": ["arn:a", "arn:b"]},
            ],
        }]);
        assert_eq!(serde_json::to_value(policies).expect("JSON"), expected);
    }

    #[test]
    fn what_is_too_large_is_split_and_nothing_is_lost() {
        let arns: Vec<String> = (0..400)
            .map(|number| format!("arn:aws:ssm:eu-west-1:{number:012}:patchbaseline/*"))
            .collect();
        let arns: Vec<&str> = arns.iter().map(String::as_str).collect();
        let policies = policies([
            grant("ssm:GetPatchBaseline", Use::Read, &arns),
            grant("ssm:UpdatePatchBaseline", Use::Write, &arns),
        ]);

        assert!(policies.len() > 4, "{}", policies.len());
        let sizes = policies.iter().map(Policy::characters);
        assert!(sizes.max() <= Some(LARGEST));
        let statements = policies.iter().flat_map(|policy| &policy.statements);
        let sids: BTreeSet<&String> = statements.clone().map(|one| &one.sid).collect();
        assert_eq!(sids.len(), statements.clone().count());
        let mut pairs = BTreeSet::new();
        for one in statements {
            for action in &one.actions {
                pairs.extend(one.resources.iter().map(|arn| (*action, arn.clone())));
            }
        }
        assert_eq!(pairs.len(), 800);
    }
}
