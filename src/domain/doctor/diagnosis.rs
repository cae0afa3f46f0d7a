//! A finding with its place, what it rests on, and what mends it.

use serde::Serialize;

use super::rules::rank;
use crate::domain::finding::{Rule, Severity};
use crate::domain::id::{NodeId, Scope};

/// What mends a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "text")]
pub enum Fix {
    /// A command of patchctl, without what says where it looks.
    Patchctl(String),
    /// A command of the AWS CLI, without its Region.
    AwsCli(String),
    /// What somebody has to do elsewhere.
    Elsewhere(String),
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// Which check found it.
    pub rule: &'static Rule,
    /// The account and Region.
    pub scope: Scope,
    /// What it is about: a node, a patch group, a policy.
    pub subject: String,
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// What that rests on, as AWS says it.
    pub evidence: String,
    /// What mends it.
    pub fix: Fix,
}

impl Diagnosis {
    /// How grave it is.
    pub const fn severity(&self) -> Severity {
        self.rule.severity
    }
}

/// Sorts for reading: what is worth mending first comes first, and within that by place.
pub fn sort(found: &mut [Diagnosis]) {
    found.sort_by(|a, b| {
        let of = |it: &Diagnosis| (it.severity(), rank(it.rule));
        (of(a), &a.scope, &a.subject).cmp(&(of(b), &b.scope, &b.subject))
    });
}

/// Where a node belongs, for a finding about it.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The account and Region.
    pub scope: &'a Scope,
    /// The node.
    pub node: &'a NodeId,
}

impl About<'_> {
    /// A finding about it.
    pub fn finding(
        self,
        rule: &'static Rule,
        message: impl Into<String>,
        evidence: impl Into<String>,
        fix: Fix,
    ) -> Diagnosis {
        Diagnosis {
            rule,
            scope: self.scope.clone(),
            subject: self.node.to_string(),
            message: message.into(),
            evidence: evidence.into(),
            fix,
        }
    }
}
