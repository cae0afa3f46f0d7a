//! What is said of the accounts and Regions that documents name.

use std::collections::BTreeSet;

use crate::aws::reach::Reach;
use crate::aws::regions;
use crate::context::Context;
use crate::domain::fleet::remark::Remark;
use crate::domain::id::Scope;
use crate::domain::meant::Meant;
use crate::domain::text::words::near_miss;

/// Documents that name Regions or accounts which this command does not look at are said, not passed
/// over.
pub fn say_left_out<T: Meant>(context: &Context, reach: &Reach, wanted: &[T]) {
    for message in unknown_regions(wanted) {
        context.tell(Remark::Warning(message));
    }

    let unread = reach.unreadable.iter();
    let scopes: Vec<&Scope> = reach
        .sites
        .iter()
        .map(|site| &site.scope)
        .chain(unread.filter_map(|fault| fault.scope.as_ref()))
        .collect();
    let missed: Vec<&str> = wanted
        .iter()
        .filter(|desired| !scopes.iter().any(|scope| desired.is_for(scope)))
        .map(Meant::name)
        .collect();
    if !missed.is_empty() {
        context.tell(Remark::Warning(format!(
            "not for the accounts and Regions of this command: {}",
            missed.join(", ")
        )));
    }

    // Another run may be for them; nothing is wrong with the documents.
    let named = wanted.iter().flat_map(|desired| desired.regions());
    let regions: BTreeSet<&str> = named
        .map(|region| region.as_str())
        .filter(|region| !scopes.iter().any(|scope| scope.region.as_str() == *region))
        .collect();
    if !regions.is_empty() {
        let regions: Vec<&str> = regions.into_iter().collect();
        context.tell(Remark::Note(format!(
            "the documents also name {}, which this command does not look at (--region)",
            regions.join(", ")
        )));
    }
}

/// A sentence for each Region of the documents that this version does not know; a new one may be
/// right.
pub fn unknown_regions<T: Meant>(wanted: &[T]) -> Vec<String> {
    let mut found = Vec::new();
    for desired in wanted {
        for region in desired.regions() {
            // The Regions of the partition, so that a Region of China is not held against one of
            // the others.
            let known = regions::all_of_partition(region);
            if known.contains(region) {
                continue;
            }

            let near = near_miss(region.as_str(), known.iter().map(|known| known.as_str()))
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            found.push(format!(
                "{}: no Region `{region}` is known{near}",
                desired.name()
            ));
        }
    }
    found
}
