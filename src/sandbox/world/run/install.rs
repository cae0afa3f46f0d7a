//! What an installation takes, and what it leaves on the node.

use std::cmp::Ordering;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::baseline::Baseline;
use crate::domain::fleet::platform::Family;
use crate::domain::patch::Patch;
use crate::domain::run::operation::Operation;
use crate::sandbox::fleet::catalogue::Catalogue;
use crate::sandbox::world::node::Machine;
use crate::sandbox::world::override_list::OverrideList;
use crate::sandbox::world::scan;
use crate::sandbox::world::scan::{Installed, ScanState};

/// The patches that an installation tries: what the baseline misses, or what the list asks for.
/// Nothing is added to a node that it does not have, and nothing is taken back to an older version.
pub(super) fn wanted(
    catalogue: &Catalogue,
    machine: &Machine,
    rules: &Baseline,
    list: Option<&OverrideList>,
    on: Date,
) -> Vec<Arc<Patch>> {
    let family = catalogue.os.family();

    match list {
        // Linux and macOS do not ask the baseline when there is a list; Windows does.
        Some(list) if family != Family::Windows => listed(catalogue, machine, list, on),
        _ => {
            let missing = missing(catalogue, machine, rules, on);
            missing
                .into_iter()
                .filter(|patch| list.is_none_or(|list| list.names(patch, family)))
                .collect()
        }
    }
}

/// What the baseline approves and the node does not have.
pub(super) fn missing(
    catalogue: &Catalogue,
    machine: &Machine,
    rules: &Baseline,
    on: Date,
) -> Vec<Arc<Patch>> {
    // The node as it is now, not as it was when it was scanned last.
    let seen = scan::Machine {
        installed: &machine.installed,
        pending_reboot: &machine.pending_reboot,
        not_applicable: &machine.not_applicable,
    };
    let report = scan::scan(rules, &catalogue.updates, &seen, Operation::Scan, on);

    report
        .findings
        .into_iter()
        .filter(|finding| finding.state == ScanState::Missing)
        .map(|finding| finding.patch)
        .collect()
}

/// For each package on the node the newest one that the list names and that was published by then.
fn listed(
    catalogue: &Catalogue,
    machine: &Machine,
    list: &OverrideList,
    on: Date,
) -> Vec<Arc<Patch>> {
    let family = catalogue.os.family();
    let named = catalogue.updates.iter().filter(|patch| {
        // What has no date counts as old.
        patch.released.is_none_or(|released| released <= on) && list.names(patch, family)
    });
    let named: Vec<&Arc<Patch>> = named.collect();

    machine
        .installed
        .iter()
        .filter_map(|installed| {
            let newer = named
                .iter()
                .filter(|patch| takes_place(patch, &installed.patch, family));
            newer
                .max_by(|a, b| compare(a, b, family))
                .map(|patch| Arc::clone(patch))
        })
        .collect()
}

/// Whether a package is a newer one of another.
fn takes_place(new: &Patch, old: &Patch, family: Family) -> bool {
    same_package(new, old) && compare(new, old, family) == Ordering::Greater
}

fn same_package(new: &Patch, old: &Patch) -> bool {
    let (Some(new), Some(old)) = (&new.package, &old.package) else {
        return new.id == old.id;
    };
    let anywhere = |arch: &str| matches!(arch, "noarch" | "all");
    new.name == old.name && (new.arch == old.arch || anywhere(&new.arch) || anywhere(&old.arch))
}

fn compare(left: &Patch, right: &Patch, family: Family) -> Ordering {
    match (&left.package, &right.package) {
        (Some(left), Some(right)) => left.cmp_version(right, family),
        _ => Ordering::Equal,
    }
}

/// The node after an installation; what was installed waits for a reboot.
pub(super) fn installed(machine: &Machine, patches: &[Arc<Patch>], at: Timestamp) -> Machine {
    let mut after = machine.clone();
    for patch in patches {
        let new = Installed {
            patch: Arc::clone(patch),
            at: Some(at),
        };

        // A patch of Windows stands beside others, and takes the place of those that it supersedes.
        if patch.package.is_none() {
            after
                .installed
                .retain(|old| !patch.supersedes.contains(&old.patch.id));
        }

        // A package has one version: the new one takes the place of the old one, whose reboot no
        // longer matters.
        match after
            .installed
            .iter_mut()
            .find(|old| same_package(patch, &old.patch))
        {
            Some(old) => {
                after.pending_reboot.remove(&old.patch.id);
                *old = new;
            }
            None => after.installed.push(new),
        }

        after.pending_reboot.insert(patch.id.clone());
    }
    after
}

/// The node after a reboot.
pub(super) fn rebooted(machine: &Machine) -> Machine {
    Machine {
        pending_reboot: std::collections::HashSet::new(),
        ..machine.clone()
    }
}
