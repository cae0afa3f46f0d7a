//! `Targets` of commands: node ids, tags and resource groups, and the nodes that they mean.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::domain::id::Scope;
use crate::sandbox::constraint::{Member, Pattern, Shape, text, texts};
use crate::sandbox::wire::WireError;
use crate::sandbox::world::World;
use crate::sandbox::world::groups::means;

static KEY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\A[\p{L}\p{Z}\p{N}_.:/=\-@]*\z").expect("the pattern is valid"));

const KEY_PATTERN: Pattern = Pattern {
    text: "^[\\p{L}\\p{Z}\\p{N}_.:/=\\-@]*$|resource-groups:ResourceTypeFilters|resource-groups:Name",
    matches: |text| KEY.is_match(text),
};

static TARGET: [Member; 2] = [
    Member::optional("Key", Shape::pattern(1, 163, KEY_PATTERN)),
    Member::optional("Values", Shape::list(0, 50, &Shape::TEXT)),
];
static TARGET_SHAPE: Shape = Shape::Structure(&TARGET);

/// Shape `Targets`.
pub(super) const TARGETS: Shape = Shape::list(0, 5, &TARGET_SHAPE);

/// Refuses targets that mean nothing. The sentences are unverified.
pub(super) fn check(targets: &[Value]) -> Result<(), WireError> {
    if means_all(targets) {
        return Err(WireError::validation(ALL_NODES));
    }
    check_each(targets)
}

/// The form in which an association means every node (SSM API, `CreateAssociation`).
pub(super) fn means_all(targets: &[Value]) -> bool {
    let mut targets = targets.iter();
    targets.any(|target| {
        text(target, "Key") == "InstanceIds" && texts(target, "Values").contains(&"*")
    })
}

/// The same where every node may be meant.
pub(super) fn check_each(targets: &[Value]) -> Result<(), WireError> {
    targets.iter().try_for_each(check_one)?;

    // A group is a selection by itself: it goes with the filter of resource types, and with nothing
    // else.
    let groups = targets
        .iter()
        .filter(|target| text(target, "Key").starts_with("resource-groups:"))
        .count();
    let named = targets
        .iter()
        .any(|target| text(target, "Key") == "resource-groups:Name");
    if groups > 0 && (groups != targets.len() || !named) {
        return Err(WireError::validation(
            "Resource groups cannot be combined with other targets, and need resource-groups:Name.",
        ));
    }
    Ok(())
}

const ALL_NODES: &str = "The patchctl sandbox does not send commands to InstanceIds=*: whether Systems Manager does is not documented.";

fn check_one(target: &Value) -> Result<(), WireError> {
    let key = text(target, "Key");
    let tag = key.strip_prefix("tag:").is_some_and(|tag| !tag.is_empty());
    let known = matches!(
        key,
        "InstanceIds" | "tag-key" | "resource-groups:Name" | "resource-groups:ResourceTypeFilters"
    );
    if !tag && !known {
        return Err(WireError::validation(format!("Invalid target key: {key}")));
    }

    // A tag without values means every value.
    let values = texts(target, "Values");
    if values.is_empty() && !tag {
        return Err(WireError::validation(format!(
            "The target {key} has no values."
        )));
    }
    Ok(())
}

/// The nodes that every target means, in the order of their ids.
pub(in crate::sandbox) fn select(world: &World, scope: &Scope, targets: &[Value]) -> Vec<String> {
    // A node that left is still listed, and no target means it any more.
    let managed = world.nodes_from(scope, 0).map(|(_, node)| node);
    managed
        .filter(|node| node.is_managed())
        .filter(|node| targets.iter().all(|one| means(world, scope, one, node)))
        .map(|node| node.id.clone())
        .collect()
}
