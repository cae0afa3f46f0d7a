//! Buckets into which nodes are to write what their commands print, and cannot.

use std::collections::{BTreeMap, BTreeSet};

use super::diagnosis::{Diagnosis, Fix};
use super::rules::NO_LOG_BUCKET;
use crate::domain::id::{NodeId, Scope};
use crate::domain::method::Method;
use crate::domain::text::words::count;

/// What is known of a log bucket in an account and Region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogBucket {
    /// Whether it exists; `None` where nobody could look.
    pub exists: Option<bool>,
    /// The roles of nodes that IAM does not let write into it, with their nodes.
    pub refused: BTreeMap<String, BTreeSet<NodeId>>,
}

/// The buckets that methods name, with the nodes that are to write into each.
pub fn named(methods: &[Method]) -> BTreeMap<String, BTreeSet<NodeId>> {
    let mut named: BTreeMap<String, BTreeSet<NodeId>> = BTreeMap::new();
    for method in methods {
        if let Some(bucket) = &method.log_bucket {
            let nodes = named.entry(bucket.clone()).or_default();
            nodes.extend(method.nodes.iter().flatten().cloned());
        }
    }
    named
}

/// What keeps logs from being written.
pub fn findings(
    scope: &Scope,
    methods: &[Method],
    known: &BTreeMap<String, LogBucket>,
) -> Vec<Diagnosis> {
    let mut found = Vec::new();
    for (name, bucket) in known {
        let about = About {
            scope,
            name,
            using: using(methods, name),
        };

        // Who may write into it matters when it is there.
        if bucket.exists == Some(false) {
            found.push(about.missing());
            continue;
        }
        let refused = bucket.refused.iter();
        found.extend(refused.map(|(role, nodes)| about.refused(role, nodes.len())));
    }
    found
}

/// The methods that have nodes write into a bucket, each once.
fn using(methods: &[Method], bucket: &str) -> String {
    let using = methods
        .iter()
        .filter(|one| one.log_bucket.as_deref() == Some(bucket));
    let using: BTreeSet<&str> = using.map(|one| one.name.as_str()).collect();
    using.into_iter().collect::<Vec<_>>().join(", ")
}

/// A log bucket, and who uses it.
struct About<'a> {
    scope: &'a Scope,
    name: &'a str,
    using: String,
}

impl About<'_> {
    fn missing(&self) -> Diagnosis {
        // Run Command keeps so much of an output without a bucket (SSM API, `GetCommandInvocation`:
        // 24,000; the list of invocations shows 2,500).
        let message = format!(
            "the log bucket of {} does not exist: what nodes print is lost but for its beginning",
            self.using
        );
        self.finding(
            message,
            "HeadBucket: 404".to_owned(),
            "make the bucket, or name another",
        )
    }

    fn refused(&self, role: &str, nodes: usize) -> Diagnosis {
        let message = format!(
            "the role of {} may not write into the log bucket of {}",
            count(nodes, "node"),
            self.using
        );
        let evidence = format!("SimulatePrincipalPolicy says no to s3:PutObject in it for {role}");

        // A policy of the bucket may allow what that of the role does not.
        let fix = "allow the role s3:PutObject there, or let the bucket's policy do it, which is not looked at";
        self.finding(message, evidence, fix)
    }

    fn finding(&self, message: String, evidence: String, fix: &str) -> Diagnosis {
        Diagnosis {
            rule: &NO_LOG_BUCKET,
            scope: self.scope.clone(),
            subject: self.name.to_owned(),
            message,
            evidence,
            fix: Fix::Elsewhere(fix.to_owned()),
        }
    }
}
