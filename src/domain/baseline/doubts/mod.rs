//! What AWS takes and what will still not do what was meant: said by `lint`, `diff` and `apply`
//! alike.

mod lists;
mod rules;
mod shadow;
mod sources;

use super::Definition;
use crate::domain::text::violation::{Path, Violation};

/// What may not be meant in a definition; `at` is its place in a document, `default` whether it is
/// to be the default for its operating system.
pub fn doubts(definition: &Definition, default: bool, at: &Path) -> Vec<Violation> {
    let rules = &definition.rules;
    let mut found = Vec::new();

    // AWS takes such a baseline, and no patch is ever missing with it.
    if rules.rules.is_empty() && rules.approved.is_empty() {
        found.push(Violation::new(
            at.key("approval_rules"),
            "no rule and no approved patch: the baseline approves nothing",
        ));
    }
    for filter in &rules.global_filters {
        found.extend(rules::severities(
            rules.os,
            filter,
            &at.key("global_filters"),
        ));
    }
    for (index, rule) in rules.rules.iter().enumerate() {
        let place = at.key("approval_rules").index(index);
        found.extend(rules::doubts(rules, rule, default, &place));
    }

    // These look at rules beside each other, and so come after what each rule is by itself.
    found.extend(shadow::doubts(rules, &at.key("approval_rules")));
    found.extend(lists::doubts(rules, at));
    found.extend(sources::doubts(&definition.sources, &at.key("sources")));
    found
}

#[cfg(test)]
mod tests;
