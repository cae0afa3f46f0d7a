//! From the association that is wanted and the one that is there to the steps that lead from one to
//! the other.

use super::step::AssociationStep;
use super::{Association, Definition};
use crate::domain::meant::{Asked, tag_change};

/// The steps that make an association.
pub fn creation(wanted: &Asked<Definition>) -> Vec<AssociationStep> {
    vec![AssociationStep::Create {
        definition: Box::new(wanted.definition.clone()),
        tags: wanted.tags.clone().unwrap_or_default(),
    }]
}

/// The steps that delete an association.
pub fn deletion(present: &Association) -> Vec<AssociationStep> {
    vec![AssociationStep::Delete {
        id: present.id.clone(),
        name: present.label().to_owned(),
        version: present.version.clone(),
        definition: present.definition.clone().ok().map(Box::new),
    }]
}

/// The steps that make an association that is there as it is wanted.
///
/// # Errors
/// A sentence, when it is not ours to change, or when no document can describe what it has.
pub fn changes(
    wanted: &Asked<Definition>,
    present: &Association,
) -> Result<Vec<AssociationStep>, String> {
    let name = present.label().to_owned();
    // Its maker would undo it with the next deployment.
    if let Some(maker) = present.maker() {
        return Err(format!("{name} ({}) is of {maker}", present.id));
    }
    let before = present.definition.as_ref().map_err(|why| {
        format!(
            "association {name} ({}) cannot be described: {why}",
            present.id
        )
    })?;

    let after = &wanted.definition;
    let mut steps = Vec::new();
    if !before.changes(after).is_empty() {
        steps.push(AssociationStep::Update {
            id: present.id.clone(),
            version: present.version.clone(),
            before: Box::new(before.clone()),
            after: Box::new(after.clone()),
            kept: present.kept.clone(),
        });
    }

    // They are no part of the association itself: another call, and no new version.
    let tags = present.tags.clone().unwrap_or_default();
    let change = tag_change(wanted.tags.as_ref(), &tags);
    steps.extend(change.map(|(set, remove)| AssociationStep::Tag {
        id: present.id.clone(),
        name: after.name.clone(),
        before: tags,
        set,
        remove,
    }));
    Ok(steps)
}

/// Whether a document could describe all of it, and it is no one else's: nothing else is pruned.
pub fn is_describable(present: &Association) -> bool {
    present.maker().is_none() && present.definition.is_ok() && present.kept.is_empty()
}

#[cfg(test)]
#[path = "plan_tests.rs"]
pub(super) mod tests;
