//! What is wrong in an account and Region, and not with one node.

use super::diagnosis::{Diagnosis, Fix};
use super::rules::{EMPTY, GROUP, NOTHING_SCANS, OVERWRITTEN};
use crate::domain::group::{Oddity, OddityKind};
use crate::domain::id::{NodeId, Scope};
use crate::domain::method::Method;
use crate::domain::method::shared::shared;
use crate::domain::text::words::count;

/// How many nodes are named of those that nothing scans.
const NAMED: usize = 5;

/// That there is nothing to look at, which is no good news.
pub fn empty(scope: &Scope) -> Diagnosis {
    Diagnosis {
        rule: &EMPTY,
        scope: scope.clone(),
        subject: scope.to_string(),
        message: "there is no managed node here, and no EC2 instance".to_owned(),
        evidence: "DescribeInstanceInformation and DescribeInstances list none".to_owned(),
        fix: Fix::Elsewhere(
            "look in other Regions or accounts: --all-regions, --profile".to_owned(),
        ),
    }
}

/// What is odd about the groups of a scope. Both tags at one node are told of the node.
pub fn groups(scope: &Scope, oddities: &[Oddity]) -> Vec<Diagnosis> {
    let odd = oddities
        .iter()
        .filter(|one| one.kind != OddityKind::BothKeys);
    let found = odd.map(|one| Diagnosis {
        rule: &GROUP,
        scope: scope.clone(),
        subject: one.group.clone(),
        message: one.message.clone(),
        evidence: one.kind.as_str().to_owned(),
        fix: Fix::Patchctl("group lint".to_owned()),
    });
    found.collect()
}

/// What comes by itself, and what of it is in one another's way; `nodes` are the managed ones.
pub fn methods(scope: &Scope, methods: &[Method], nodes: &[&NodeId]) -> Vec<Diagnosis> {
    let look = Fix::Patchctl("schedule show --all".to_owned());
    let mut found: Vec<Diagnosis> = shared(methods)
        .into_iter()
        .map(|one| Diagnosis {
            rule: &OVERWRITTEN,
            scope: scope.clone(),
            subject: count(one.nodes.len(), "node"),
            message: format!(
                "{} overwrite one another's patch compliance{}",
                one.who(),
                if one.same_baselines {
                    ""
                } else {
                    ", and not by the same baselines"
                }
            ),
            evidence: "AWS keeps one patch compliance of a node, that of whatever ran last"
                .to_owned(),
            fix: look.clone(),
        })
        .collect();

    found.extend(unscanned(scope, methods, nodes));
    found
}

/// The managed nodes that nothing scans by itself. Where nobody can tell whom a method is for, it may
/// be for any of them.
fn unscanned(scope: &Scope, methods: &[Method], nodes: &[&NodeId]) -> Option<Diagnosis> {
    let comes: Vec<&Method> = methods.iter().filter(|one| one.next.is_some()).collect();
    if comes.iter().any(|method| method.nodes.is_none()) {
        return None;
    }
    let alone = nodes
        .iter()
        .filter(|node| !comes.iter().any(|one| one.is_for(node)));
    let alone: Vec<&str> = alone.map(|node| node.as_str()).collect();
    if alone.is_empty() {
        return None;
    }
    let named = alone[..alone.len().min(NAMED)].join(", ");
    let more = if alone.len() > NAMED { ", …" } else { "" };
    Some(Diagnosis {
        rule: &NOTHING_SCANS,
        scope: scope.clone(),
        subject: count(alone.len(), "node"),
        message: "no policy, association or window scans or patches by itself: reports get old"
            .to_owned(),
        evidence: format!("no association and no window with a time ahead is for {named}{more}"),
        fix: Fix::Elsewhere(
            "policy create, association create or window create make something do it".to_owned(),
        ),
    })
}
