//! Patch groups that are named one by one.

use super::fleet;
use super::targets::{self, Unmatched};
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::PatchGroup;
use crate::error::Result;

/// Looks whether anybody knows some named groups: a node carries the tag, or a baseline is registered.
/// Answers what could not be read, with what could not be read for this.
///
/// # Errors
/// A usage error for groups that nobody knows where everything could be read.
pub async fn check_groups(
    context: &Context,
    reach: &Reach,
    named: &[&PatchGroup],
    mut unreadable: Vec<Unreadable>,
) -> Result<Vec<Unreadable>> {
    // Where something could not be read the group may be there, whatever else is read.
    if named.is_empty() || !unreadable.is_empty() {
        return Ok(unreadable);
    }
    let registered = reach.gather(|site| site.mappings()).await;
    let known = targets::known_groups(reach, registered.answers).await;
    let (mut unknown, mut faults) = (Vec::new(), registered.unreadable);
    for group in named {
        if known.contains(group.as_str()) {
            continue;
        }
        // The inventory knows the tags of nodes that the Tagging API may not be asked for.
        let selection = targets::of_group(group);
        let tagged = reach.gather(|site| site.nodes(&selection)).await;
        let mut answers = tagged.answers.iter();
        if !answers.any(|(_, found)| !found.nodes.is_empty()) {
            unknown.push(Unmatched::new("group", group, known.clone()));
            faults.extend(tagged.unreadable);
        }
    }
    if unknown.is_empty() {
        return Ok(unreadable);
    }

    faults.sort_by(|a, b| a.place.cmp(&b.place));
    faults.dedup_by(|a, b| a.place == b.place);
    fleet::tell_unreadable(context, &faults);
    unreadable.extend(faults);
    if unreadable.is_empty() {
        return Err(targets::error(&unknown));
    }
    fleet::tell_unmatched(context, &unknown);
    Ok(unreadable)
}
