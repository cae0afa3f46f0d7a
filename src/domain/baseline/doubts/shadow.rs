//! Rules that decide nothing, because another rule takes the same patches no later and no lower.

use crate::domain::baseline::{Approval, Baseline, Filter, Rule};
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::text::violation::{Path, Violation};

/// A doubt for each rule that never decides; `at` is the place of the rules.
pub(super) fn doubts(baseline: &Baseline, at: &Path) -> Vec<Violation> {
    let rules = &baseline.rules;
    let mut found = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        let stronger = rules.iter().enumerate().find(|(other, stronger)| {
            // Of two that are the same the first stays.
            *other != index
                && decides_before(baseline.os, stronger, rule)
                && (*other < index || !decides_before(baseline.os, rule, stronger))
        });
        let Some((other, stronger)) = stronger else {
            continue;
        };

        let message = format!(
            "this rule decides nothing: approval_rules[{other}] takes the same patches, no later and as {}",
            stronger.level.as_str()
        );
        found.push(Violation::new(at.index(index), message));
    }
    found
}

/// Whether one rule decides of every patch that the other matches. Of rules that approve a patch
/// the gravest level counts, so that an earlier rule of a lower level leaves the other something.
fn decides_before(os: OperatingSystem, stronger: &Rule, weaker: &Rule) -> bool {
    let reaches = stronger.enable_non_security || !weaker.enable_non_security;

    reaches
        && stronger.level <= weaker.level
        && stronger
            .filters
            .iter()
            .all(|filter| filter.takes_any() || is_implied(filter, &weaker.filters))
        && is_no_later(os, stronger.approval, weaker.approval)
}

/// Whether what passes the filters passes this one too.
fn is_implied(filter: &Filter, by: &[Filter]) -> bool {
    by.iter().any(|narrower| {
        narrower.key == filter.key
            && !narrower.takes_any()
            && narrower.values.iter().all(|value| filter.names(value))
    })
}

fn is_no_later(os: OperatingSystem, one: Approval, other: Approval) -> bool {
    // There neither delay nor date has an effect (SSM API reference, PatchRule).
    if os.family() == Family::Apt {
        return true;
    }

    match (one, other) {
        (Approval::AfterDays(one), Approval::AfterDays(other)) => one <= other,
        (Approval::UntilDate(one), Approval::UntilDate(other)) => one >= other,
        // On the day of its release: no date approves anything earlier.
        (Approval::AfterDays(0), Approval::UntilDate(_)) => true,
        _ => false,
    }
}
