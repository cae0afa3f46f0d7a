//! Associations that were made, as answers show them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use crate::domain::id::Scope;
use crate::sandbox::wire::Epoch;
use crate::sandbox::world::World;
use crate::sandbox::world::state_manager::{Association, Execution};

/// An association right after it was made or changed.
pub(super) fn created(association: &Association) -> Value {
    let mut description = of_version(association, association.versions.len());
    // AWS CLI reference, the example of create-association.
    description["Overview"] = json!({"Status": "Pending", "DetailedStatus": "Creating"});
    description
}

/// One version of an association, without how it went.
pub(super) fn of_version(association: &Association, number: usize) -> Value {
    let version = &association.versions[number - 1];
    let mut members = match &version.members {
        Value::Object(members) => members.clone(),
        _ => Map::new(),
    };
    // The answer has both, also when they were not given.
    members
        .entry("DocumentVersion")
        .or_insert_with(|| json!("$DEFAULT"));
    members
        .entry("ApplyOnlyAtCronInterval")
        .or_insert(Value::Bool(false));
    members.insert("AssociationId".to_owned(), json!(association.id));
    members.insert("AssociationVersion".to_owned(), json!(number.to_string()));
    members.insert("Date".to_owned(), json!(Epoch(association.created)));
    members.insert(
        "LastUpdateAssociationDate".to_owned(),
        json!(Epoch(version.since)),
    );
    Value::Object(members)
}

/// How the executions of an association went, over all of its nodes.
pub(super) struct Overview {
    pub(super) status: &'static str,
    counts: BTreeMap<&'static str, usize>,
    pub(super) last: Option<Timestamp>,
    succeeded: Option<Timestamp>,
}

impl Overview {
    pub(super) fn of(
        world: &World,
        scope: &Scope,
        association: &Association,
        now: Timestamp,
    ) -> Self {
        // An execution may have been planned ahead: it is not seen before its time.
        let mut executions = world
            .executions(scope, &association.id)
            .rev()
            .filter(|one| one.at <= now);
        let newest = executions.next();
        let counts = newest.map_or_else(BTreeMap::new, |one| counts(one, world, scope, now));
        let status = newest.map_or("Pending", |_| status_of(&counts));
        // The newest one may still run or have failed: an earlier success stays on the page.
        let succeeded = if status == "Success" {
            newest.map(|one| one.at)
        } else {
            executions
                .find(|one| status_of(&self::counts(one, world, scope, now)) == "Success")
                .map(|one| one.at)
        };
        Self {
            status,
            counts,
            last: newest.map(|one| one.at),
            succeeded,
        }
    }

    pub(super) fn put_into(&self, value: &mut Value) {
        // The counts are there since something ran (AWS CLI reference, describe-association).
        value["Overview"] = json!({"Status": self.status, "DetailedStatus": self.detailed()});
        if !self.counts.is_empty() {
            value["Overview"]["AssociationStatusAggregatedCount"] = json!(self.counts);
        }
        if let Some(last) = self.last {
            value["LastExecutionDate"] = json!(Epoch(last));
        }
    }

    /// What only a description says.
    pub(super) fn put_success_into(&self, value: &mut Value) {
        if let Some(at) = self.succeeded {
            value["LastSuccessfulExecutionDate"] = json!(Epoch(at));
        }
    }

    const fn detailed(&self) -> &'static str {
        match self.last {
            Some(_) => self.status,
            None => "Associated",
        }
    }
}

/// How many nodes of an execution stand where.
pub(super) fn counts(
    execution: &Execution,
    world: &World,
    scope: &Scope,
    now: Timestamp,
) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for result in execution.results(world, scope, now) {
        *counts.entry(result.status).or_default() += 1;
    }
    counts
}

/// One word for all nodes of an execution: the worst, as long as none is still at work. How State
/// Manager sums up is unverified.
pub(super) fn status_of(counts: &BTreeMap<&'static str, usize>) -> &'static str {
    // A mixture of those that wait and those that are done is in progress.
    let open = ["InProgress", "Pending"]
        .into_iter()
        .find(|status| counts.contains_key(status));
    if let Some(open) = open {
        return if open == "Pending" && counts.len() == 1 {
            "Pending"
        } else {
            "InProgress"
        };
    }
    ["Failed", "TimedOut", "Skipped"]
        .into_iter()
        .find(|status| counts.contains_key(status))
        .unwrap_or("Success")
}
