//! Checks the baselines of a fleet file against the limits of the API (shape
//! `CreatePatchBaseline`).

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;

use super::catalogue::no_system;
use super::file::{BaselineFile, RuleFile};
use super::mistakes::{Check, is_name};
use crate::document::Path;
use crate::domain::baseline::{
    AvailableSecurityUpdates, ComplianceLevel, FilterKey, RejectedAction,
};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::PatchGroup;

/// Adds what is wrong with the baselines.
pub(super) fn check(check: &mut Check<'_>) {
    let at = Path::default().key("baselines");
    let mut taken = HashSet::new();
    for (index, baseline) in check.fleet.baselines.iter().enumerate() {
        let at = at.index(index);
        one(check, &at, baseline);
        places(check, &at, baseline, &mut taken);
    }
}

/// One default per operating system, one baseline per group and operating system, in each account
/// and Region.
fn places(check: &mut Check<'_>, at: &Path, baseline: &BaselineFile, taken: &mut HashSet<String>) {
    let account = check.account(&at.key("account"), &baseline.account);
    let id = account
        .map(|account| account.id.as_str())
        .unwrap_or_default();

    for (index, region) in baseline.regions.iter().enumerate() {
        check.region(&at.key("regions").index(index), region, account);
        // One set for three kinds of things, which the word in the middle tells apart.
        let place = format!("{id} {region} {}", baseline.os);

        if baseline.default && !taken.insert(format!("{place} default")) {
            check.wrong(
                &at.key("default"),
                format!("{} has another default in {id} {region}", baseline.os),
            );
        }

        // AWS does not ask for this; but the fleet file names baselines by their names.
        if !taken.insert(format!("{place} name {}", baseline.name)) {
            check.wrong(
                &at.key("name"),
                format!(
                    "`{}` is used twice for {} in {id} {region}",
                    baseline.name, baseline.os
                ),
            );
        }

        for (index, group) in baseline.groups.iter().enumerate() {
            if !taken.insert(format!("{place} group {group}")) {
                let (group, os) = (group.escape_debug(), &baseline.os);
                check.wrong(
                    &at.key("groups").index(index),
                    format!("group `{group}` already has a baseline for {os} in {id} {region}"),
                );
            }
        }
    }
}

fn one(check: &mut Check<'_>, at: &Path, baseline: &BaselineFile) {
    if !is_name(&baseline.name, 3..=128) {
        check.wrong(
            &at.key("name"),
            "a baseline name has 3 to 128 letters, digits, _, - or .",
        );
    }
    if baseline.os.parse::<OperatingSystem>().is_err() {
        check.wrong(&at.key("os"), no_system(&baseline.os));
    }
    if baseline.regions.is_empty() {
        check.wrong(&at.key("regions"), "a baseline needs at least one Region");
    }

    // The rest is checked even if something is wrong already: one run shows every mistake.
    rules(check, at, baseline);
    lists(check, at, baseline);
    words(check, at, baseline);
    for (index, group) in baseline.groups.iter().enumerate() {
        if let Err(bad) = group.parse::<PatchGroup>() {
            check.wrong(&at.key("groups").index(index), bad.to_string());
        }
    }
    if let Some(created) = &baseline.created {
        check.when(&at.key("created"), created);
    }
}

fn rules(check: &mut Check<'_>, at: &Path, baseline: &BaselineFile) {
    if baseline.rules.len() > 10 {
        check.wrong(&at.key("rules"), "a baseline has at most 10 rules");
    }
    filters(check, &at.key("global_filters"), &baseline.global_filters);
    for (index, rule) in baseline.rules.iter().enumerate() {
        one_rule(check, &at.key("rules").index(index), rule);
    }
}

fn lists(check: &mut Check<'_>, at: &Path, baseline: &BaselineFile) {
    for (key, list) in [
        ("approved", &baseline.approved),
        ("rejected", &baseline.rejected),
    ] {
        // Characters, not bytes: the model counts so.
        let fits = |entry: &String| (1..=100).contains(&entry.chars().count());
        if list.len() > 50 || !list.iter().all(fits) {
            check.wrong(
                &at.key(key),
                "a list of patches has at most 50 entries of 1 to 100 characters",
            );
        }
    }
}

/// The members that take one word of a list.
fn words(check: &mut Check<'_>, at: &Path, baseline: &BaselineFile) {
    check.optional_one_of(
        &at.key("approved_level"),
        baseline.approved_level.as_ref(),
        ComplianceLevel::NAMES,
    );
    check.optional_one_of(
        &at.key("rejected_action"),
        baseline.rejected_action.as_ref(),
        RejectedAction::NAMES,
    );
    let available = baseline.available_security_updates.as_ref();
    check.optional_one_of(
        &at.key("available_security_updates"),
        available,
        AvailableSecurityUpdates::NAMES,
    );
}

fn one_rule(check: &mut Check<'_>, at: &Path, rule: &RuleFile) {
    filters(check, &at.key("filters"), &rule.filters);
    check.optional_one_of(
        &at.key("level"),
        rule.level.as_ref(),
        ComplianceLevel::NAMES,
    );
    // As in the API: one of the two, and never both.
    match (rule.approve_after_days, &rule.approve_until_date) {
        (Some(days), None) if days <= 360 => {}
        (Some(_), None) => check.wrong(&at.key("approve_after_days"), "between 0 and 360 days"),
        (None, Some(date)) if date.len() == 10 && date.parse::<Date>().is_ok() => {}
        (None, Some(_)) => check.wrong(
            &at.key("approve_until_date"),
            "write a date such as 2024-07-09",
        ),
        _ => check.wrong(
            at,
            "a rule has either approve_after_days or approve_until_date",
        ),
    }
}

fn filters(check: &mut Check<'_>, at: &Path, filters: &BTreeMap<String, Vec<String>>) {
    // The bounds of `PatchFilterGroup` and `PatchFilter` (SSM API).
    if filters.len() > 4 {
        check.wrong(at, "at most 4 filters");
    }
    for (key, values) in filters {
        check.one_of(&at.key(key), key, FilterKey::NAMES);

        if values.is_empty()
            || values.len() > 20
            || values
                .iter()
                .any(|value| value.is_empty() || value.chars().count() > 64)
        {
            check.wrong(
                &at.key(key),
                "a filter has 1 to 20 values of 1 to 64 characters",
            );
        }
    }
}
