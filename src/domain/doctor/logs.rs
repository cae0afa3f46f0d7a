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
        let using = methods
            .iter()
            .filter(|one| one.log_bucket.as_ref() == Some(name));
        let using: BTreeSet<&str> = using.map(|one| one.name.as_str()).collect();
        let using: Vec<&str> = using.into_iter().collect();
        let about = |message: String, evidence: String, fix: &str| Diagnosis {
            rule: &NO_LOG_BUCKET,
            scope: scope.clone(),
            subject: name.clone(),
            message,
            evidence,
            fix: Fix::Elsewhere(fix.to_owned()),
        };
        if bucket.exists == Some(false) {
            let message = format!(
                "the log bucket of {} does not exist: what nodes print is lost after 2,500 characters",
                using.join(", ")
            );
            found.push(about(
                message,
                "HeadBucket: 404".to_owned(),
                "make the bucket, or name another",
            ));
            // Who may write into it matters when it is there.
            continue;
        }
        found.extend(bucket.refused.iter().map(|(role, nodes)| {
            let message = format!(
                "the role of {} may not write into the log bucket of {}",
                count(nodes.len(), "node"),
                using.join(", ")
            );
            let evidence = format!("SimulatePrincipalPolicy says no to s3:PutObject on arn of {name} for {role}");
            about(message, evidence, "allow the role s3:PutObject there, or let the bucket's policy do it, which is not looked at")
        }));
    }
    found
}
