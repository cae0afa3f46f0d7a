//! Doubts about one approval rule.

use crate::domain::baseline::values::is_either_medium;
use crate::domain::baseline::vocabulary;
use crate::domain::baseline::{Approval, Baseline, Filter, FilterKey, Rule};
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::patch::PatchSet;
use crate::domain::text::violation::{Path, Violation};

/// What may not be meant in a rule of this baseline.
pub(super) fn doubts(baseline: &Baseline, rule: &Rule, default: bool, at: &Path) -> Vec<Violation> {
    let (os, place) = (baseline.os, at.key("filters"));
    let mut found = Vec::new();

    if rule.filters.is_empty() {
        let message = "a rule without filters matches every patch";
        found.push(Violation::new(place.clone(), message));
    }
    for (index, filter) in rule.filters.iter().enumerate() {
        // Filters are conditions that all must hold; the values of one are alternatives (AWS User
        // Guide, linux rules).
        let before = rule.filters[..index].iter().chain(&baseline.global_filters);
        for other in before.filter(|other| other.key == filter.key) {
            if !can_both_hold(filter, other) {
                let message = "another filter of the same key has none of these values: the rule matches nothing";
                found.push(Violation::new(place.key(filter.key.as_str()), message));
            }
        }
        found.extend(severities(os, filter, &place));
    }

    found.extend(of_approval(os, rule.approval, default, at));
    match os.family() {
        Family::Rpm if os == OperatingSystem::CentOs => found.extend(of_centos(rule, at)),
        Family::Apt => found.extend(of_apt(rule, at)),
        Family::Windows => found.extend(of_patch_set(baseline, rule, &place)),
        Family::Rpm | Family::MacOs => {}
    }
    found
}

fn can_both_hold(one: &Filter, other: &Filter) -> bool {
    one.takes_any()
        || other.takes_any()
        || one.values.iter().any(|value| other.values.contains(value))
}

fn of_approval(
    os: OperatingSystem,
    approval: Approval,
    default: bool,
    at: &Path,
) -> Option<Violation> {
    let (key, message) = match (os.family(), approval) {
        // AWS wants a value all the same (SSM API reference, PatchRule), so that 0 is no doubt.
        (Family::Apt, Approval::AfterDays(days)) if days > 0 => (
            "approve_after_days",
            "a delay has no effect on Debian, Ubuntu and Raspberry Pi OS: the patches are approved at once",
        ),
        (Family::Apt, Approval::UntilDate(_)) => (
            "approve_until_date",
            "a date has no effect on Debian, Ubuntu and Raspberry Pi OS: the patches are approved at once",
        ),
        // Cumulative updates come every month, and of those that supersede each other AWS keeps
        // the newest alone (AWS User Guide, "How security patches are selected").
        (Family::Windows, Approval::AfterDays(days)) if days > 30 => (
            "approve_after_days",
            "a cumulative update may be superseded before so many days have passed, and then it is never approved",
        ),
        (Family::Windows, Approval::AfterDays(0)) if default => (
            "approve_after_days",
            "0 days in the default for Windows: every node without a patch group of its own installs an update on the day of its release, before anybody has tried it (AWS's own baselines wait 7 days)",
        ),
        _ => return None,
    };

    Some(Violation::new(at.key(key), message))
}

/// Severities that a system publishes in other words than filters have.
pub(super) fn severities(os: OperatingSystem, filter: &Filter, at: &Path) -> Option<Violation> {
    let given = filter
        .values
        .iter()
        .position(|value| is_either_medium(os, filter.key, value))?;
    // Who names both is right in either case.
    let names_both = ["Medium", "Moderate"].iter().all(|word| filter.names(word));
    let value = &filter.values[given];
    let place = at.key(filter.key.as_str()).index(given);

    match os {
        _ if names_both => None,
        // No document lists the severities of these two, and their own advisories say Moderate.
        OperatingSystem::Rocky | OperatingSystem::Alma => Some(
            Violation::new(
                place,
                format!("the advisories of {os} say Critical, Important, Moderate and Low, filters of most systems say Medium for Moderate, and which of the two AWS compares here is not documented: `{value}` alone may match nothing"),
            )
            .help("name both: Medium, Moderate"),
        ),
        _ => {
            let known = vocabulary::values(os, filter.key).unwrap_or_default();
            let unknown = !known.contains(&value.as_str());
            unknown.then(|| {
                Violation::new(
                    place,
                    format!("`{value}` is no SEVERITY that AWS documents for {os}"),
                )
                .help(format!("documented are {}", known.join(", ")))
            })
        }
    }
}

/// The repositories of stock `CentOS` and `CentOS` Stream have no updateinfo, so that none of their
/// packages has a classification or a severity (AWS User Guide, "How security patches are
/// selected").
fn of_centos(rule: &Rule, at: &Path) -> Option<Violation> {
    let by_advisory = rule.filters.iter().find(|filter| {
        matches!(filter.key, FilterKey::Classification | FilterKey::Severity) && !filter.takes_any()
    });

    if let Some(filter) = by_advisory {
        let place = at.key("filters").key(filter.key.as_str());
        let message = format!(
            "stock CentOS publishes no updateinfo, so that no package has a {}: the rule can match nothing there",
            filter.key.as_str()
        );
        return Some(Violation::new(place, message).help(
            "AWS's own baseline for CentOS takes PRODUCT: [\"*\"] with enable_non_security: true; repositories of your own may publish it",
        ));
    }
    // Without it a rule takes what an advisory calls a security fix, and nothing else.
    (!rule.enable_non_security).then(|| {
        let message = "stock CentOS publishes no updateinfo, so that no package counts as a security fix: the rule can match nothing there";
        Violation::new(at.clone(), message).help("enable_non_security: true takes the others too")
    })
}

fn of_apt(rule: &Rule, at: &Path) -> Vec<Violation> {
    let place = at.key("filters");
    let mut found = Vec::new();

    // Priority is no severity: nearly everything that a server runs beside the base system is
    // "optional" (Debian Policy, 2.5), security fixes of it too.
    let priority = rule
        .filters
        .iter()
        .find(|one| one.key == FilterKey::Priority);
    if let Some(filter) = priority.filter(|one| !one.takes_any() && !one.names("Optional")) {
        let message = "PRIORITY says how much a system needs a package, not how grave its fix is; most packages are Optional, and their security fixes are left out";
        found.push(Violation::new(place.key(filter.key.as_str()), message));
    }

    if let Some(filter) = rule
        .filters
        .iter()
        .find(|one| one.key == FilterKey::Section && one.takes_any())
    {
        let message = "any section: the filter leaves nothing out";
        found.push(
            Violation::new(place.key(filter.key.as_str()), message).help("leave the filter out"),
        );
    }
    if rule.enable_non_security && rule.filters.iter().all(Filter::takes_any) {
        let message = "any patch of any repository, approved at once: neither a delay nor a date has an effect on Debian, Ubuntu and Raspberry Pi OS";
        found.push(Violation::new(place, message));
    }
    found
}

/// Whether a rule with this filter, or without any, takes patches of a set.
fn takes_set(filter: Option<&Filter>, wanted: PatchSet) -> bool {
    match filter {
        Some(filter) => filter.takes_any() || filter.names(wanted.as_str()),
        None => wanted == PatchSet::Os,
    }
}

/// Products of applications are matched with `PATCH_SET` APPLICATION alone, those of the operating
/// system with OS, which is what holds without the filter (SSM API, CLI examples of
/// `create-patch-baseline`).
fn of_patch_set(baseline: &Baseline, rule: &Rule, at: &Path) -> Option<Violation> {
    let all = || rule.filters.iter().chain(&baseline.global_filters);
    let set = all().find(|filter| filter.key == FilterKey::PatchSet);

    let products =
        all().filter(|filter| matches!(filter.key, FilterKey::Product | FilterKey::ProductFamily));
    for filter in products.filter(|filter| !filter.takes_any()) {
        let place = at.key(filter.key.as_str());
        for value in &filter.values {
            let needs = match vocabulary::family_of_product(value) {
                Some("Windows") => PatchSet::Os,
                Some(_) => PatchSet::Application,
                None => continue,
            };
            if !takes_set(set, needs) {
                let message = format!(
                    "`{value}` needs PATCH_SET: [{}] beside it: without it the rule matches nothing of it",
                    needs.as_str()
                );
                return Some(Violation::new(place, message));
            }
        }
    }

    // Applications are found by product and family; without either the rule takes every
    // application that Microsoft updates.
    let names_any = all().any(|filter| {
        matches!(filter.key, FilterKey::Product | FilterKey::ProductFamily) && !filter.takes_any()
    });
    (set.is_some_and(|filter| filter.names("APPLICATION")) && !names_any).then(|| {
        let message = "PATCH_SET APPLICATION without a PRODUCT or a PRODUCT_FAMILY: the rule takes every application";
        Violation::new(at.key(FilterKey::PatchSet.as_str()), message)
    })
}
