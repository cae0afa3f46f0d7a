//! Checks a baseline's definition before any call: limits, patterns and keys of the API (shape
//! `CreatePatchBaseline`), and what AWS would accept and never match.

use std::collections::BTreeMap;

use super::named_patches::List;
use super::vocabulary;
use super::{Approval, Baseline, Definition, Filter, FilterKey, PatchSource, Rule};
use crate::domain::fleet::platform::{Family, OperatingSystem, PlatformType};
use crate::domain::id::baseline::BaselineId;
use crate::domain::id::is_tag_text;
use crate::domain::text::violation::{Path, Violation};
use crate::domain::text::words::is_digits;

/// The most entries of the lists of approved and of rejected patches (botocore model of the SSM
/// API).
pub const MOST_PATCHES: usize = 50;
/// The most rules of a baseline.
pub const MOST_RULES: usize = 10;
/// The most filters of a rule, and the most global filters.
pub const MOST_FILTERS: usize = 4;
/// The most own baselines of an account in a Region (AWS General Reference, quotas).
pub const MOST_BASELINES: usize = 50;
/// The most patch groups of a baseline (AWS General Reference, quotas).
pub const MOST_GROUPS: usize = 25;
/// The longest delay of a rule, in days.
pub const MOST_DAYS: u16 = 360;

/// Everything that is wrong with a definition; `at` is its place in a document.
pub fn check(definition: &Definition, at: &Path) -> Vec<Violation> {
    let mut check = Check {
        os: definition.rules.os,
        found: Vec::new(),
    };
    let rules = &definition.rules;

    check.name(&at.key("name"), &definition.name);
    check.length(
        &at.key("description"),
        "a description",
        definition.description.as_deref(),
        1,
        1024,
    );
    check.filters(&at.key("global_filters"), &rules.global_filters);
    check.rules(&at.key("approval_rules"), rules);
    check.lists(at, rules);

    // The SSM API reference limits both to a platform; what the service answers on another one is
    // unverified.
    check.only_for(
        &at.key("approved_patches_enable_non_security"),
        rules.approved_non_security,
        PlatformType::Linux,
    );
    check.only_for(
        &at.key("available_security_updates_compliance_status"),
        rules.available_security_updates.is_some(),
        PlatformType::Windows,
    );
    check.sources(&at.key("sources"), definition);

    check.found
}

/// What is wrong with tags: at most 50, key 1 to 128 and value up to 256 characters, and not AWS's
/// own `aws:`.
pub fn check_tags(tags: &BTreeMap<String, String>, at: &Path) -> Vec<Violation> {
    let mut found = Vec::new();

    // The model allows 1,000 in a request; 50 is the limit of what a resource can have (SSM API
    // reference, AddTagsToResource).
    if tags.len() > 50 {
        let message = format!("{} tags; at most 50 are allowed", tags.len());
        found.push(Violation::new(at.clone(), message));
    }
    found.extend(tags.iter().filter_map(|(key, value)| {
        let message = wrong_tag(key, value)?;
        Some(Violation::new(at.key(key), message))
    }));

    found
}

fn wrong_tag(key: &str, value: &str) -> Option<&'static str> {
    if !(1..=128).contains(&key.chars().count()) || !is_tag_text(key) {
        Some("a tag key has 1 to 128 letters, digits, spaces and _.:/=+-@")
    } else if key.to_lowercase().starts_with("aws:") {
        Some("tag keys that begin with `aws:` belong to AWS")
    } else if value.chars().count() > 256 || !is_tag_text(value) {
        Some("a tag value has at most 256 letters, digits, spaces and _.:/=+-@")
    } else {
        None
    }
}

struct Check {
    os: OperatingSystem,
    found: Vec<Violation>,
}

impl Check {
    fn wrong(&mut self, at: &Path, message: impl Into<String>) {
        self.found.push(Violation::new(at.clone(), message));
    }

    fn at_most(&mut self, at: &Path, found: usize, most: usize, what: &str) {
        if found > most {
            self.wrong(at, format!("{found} {what}; at most {most} are allowed"));
        }
    }

    fn length(&mut self, at: &Path, what: &str, text: Option<&str>, least: usize, most: usize) {
        let Some(length) = text.map(|text| text.chars().count()) else {
            return;
        };
        if !(least..=most).contains(&length) {
            self.wrong(
                at,
                format!("{what} has {least} to {most} characters; this one has {length}"),
            );
        }
    }

    fn name(&mut self, at: &Path, name: &str) {
        // Names of AWS's own baselines begin so, and where an id can stand a name can too.
        if name.starts_with("AWS-") || name.parse::<BaselineId>().is_ok() {
            let message = format!(
                "`{name}` would be taken for a baseline of AWS or for an id; choose another name"
            );
            self.wrong(at, message);
        }

        if !is_name(name, 3, 128) {
            let message = format!(
                "`{}` is not a baseline name: 3 to 128 letters, digits, _, - or .",
                name.escape_debug()
            );
            self.wrong(at, message);
        }
    }

    fn only_for(&mut self, at: &Path, given: bool, platform: PlatformType) {
        if given && self.os.platform_type() != platform {
            let message = format!(
                "only baselines for {} have this, and {} is not",
                platform.as_str(),
                self.os
            );
            self.wrong(at, message);
        }
    }

    fn filters(&mut self, at: &Path, filters: &[Filter]) {
        self.at_most(at, filters.len(), MOST_FILTERS, "filters");

        for filter in filters {
            let place = at.key(filter.key.as_str());
            // Most keys of the shape `PatchFilterKey` are for listing patches alone (SSM API
            // reference, DescribePatchProperties: which ones a baseline takes).
            let known = vocabulary::keys(self.os);
            if !known.contains(&filter.key) {
                self.found
                    .push(unknown_key(self.os, filter.key, known, place));
                continue;
            }

            let number = filter.values.len();
            if !(1..=20).contains(&number) {
                let message = format!("a filter has 1 to 20 values; this one has {number}");
                self.wrong(&place, message);
            }
            for (index, value) in filter.values.iter().enumerate() {
                self.length(&place.index(index), "a filter value", Some(value), 1, 64);
            }
        }
    }

    fn rules(&mut self, at: &Path, rules: &Baseline) {
        self.at_most(at, rules.rules.len(), MOST_RULES, "approval rules");

        for (index, rule) in rules.rules.iter().enumerate() {
            self.rule(&at.index(index), rule, &rules.global_filters);
        }
    }

    fn rule(&mut self, at: &Path, rule: &Rule, global: &[Filter]) {
        self.filters(&at.key("filters"), &rule.filters);
        self.only_for(
            &at.key("enable_non_security"),
            rule.enable_non_security,
            PlatformType::Linux,
        );

        if let Approval::AfterDays(days) = rule.approval
            && days > MOST_DAYS
        {
            let message = format!("{days} days; at most {MOST_DAYS} are allowed");
            self.wrong(&at.key("approve_after_days"), message);
        }
        // Families of products are a thing of Windows.
        if self.os == OperatingSystem::Windows {
            self.products(at, rule, global);
        }
    }

    /// AWS takes a product of one family together with another family, and then matches nothing
    /// (user guide, troubleshooting).
    fn products(&mut self, at: &Path, rule: &Rule, global: &[Filter]) {
        let (Some(products), Some(families)) = (
            narrowed(rule, global, FilterKey::Product),
            narrowed(rule, global, FilterKey::ProductFamily),
        ) else {
            return;
        };

        // Of a product whose name does not tell its family nothing can be said.
        let of_products: Option<Vec<&str>> = products
            .values
            .iter()
            .map(|product| vocabulary::family_of_product(product))
            .collect();
        let Some(of_products) = of_products else {
            return;
        };
        if of_products.iter().any(|family| families.names(family)) {
            return;
        }

        let message = format!(
            "no product of {} belongs to the family {}: the rule matches nothing",
            products.values.join(", "),
            families.values.join(", ")
        );
        self.wrong(&at.key("filters").key(FilterKey::Product.as_str()), message);
    }

    /// The lists of approved and of rejected patches.
    fn lists(&mut self, at: &Path, rules: &Baseline) {
        self.patches(&at.key("approved_patches"), &rules.approved);
        self.patches(&at.key("rejected_patches"), &rules.rejected);

        for (index, entry) in rules.rejected.iter().enumerate() {
            if rules.approved.contains(entry) {
                let message =
                    format!("`{entry}` is approved and rejected at once; AWS takes it as rejected");
                self.wrong(&at.key("rejected_patches").index(index), message);
            }
        }
    }

    fn patches(&mut self, at: &Path, entries: &[String]) {
        self.at_most(at, entries.len(), MOST_PATCHES, "patches");
        for (index, entry) in entries.iter().enumerate() {
            self.length(&at.index(index), "the name of a patch", Some(entry), 1, 100);
            if entries[..index].contains(entry) {
                self.wrong(&at.index(index), format!("`{entry}` is listed twice"));
            }
        }
    }

    fn sources(&mut self, at: &Path, definition: &Definition) {
        self.only_for(at, !definition.sources.is_empty(), PlatformType::Linux);
        self.at_most(at, definition.sources.len(), 20, "sources");

        for (index, source) in definition.sources.iter().enumerate() {
            self.source(&at.index(index), source);
        }
    }

    fn source(&mut self, at: &Path, source: &PatchSource) {
        // The bounds of the shape `PatchSource` (botocore model of the SSM API).
        if !is_name(&source.name, 3, 50) {
            let message = format!(
                "`{}` is not a name of a source: 3 to 50 letters, digits, _, - or .",
                source.name.escape_debug()
            );
            self.wrong(&at.key("name"), message);
        }

        let (products, place) = (&source.products, at.key("products"));
        if !(1..=20).contains(&products.len()) {
            let message = format!(
                "a source has 1 to 20 products; this one has {}",
                products.len()
            );
            self.wrong(&place, message);
        }
        for (number, product) in products.iter().enumerate() {
            self.length(&place.index(number), "a product", Some(product), 1, 128);
        }

        let configuration = Some(source.configuration.as_str());
        self.length(
            &at.key("configuration"),
            "a configuration",
            configuration,
            1,
            1024,
        );
    }
}

fn unknown_key(os: OperatingSystem, key: FilterKey, known: &[FilterKey], place: Path) -> Violation {
    let known: Vec<&str> = known.iter().map(|key| key.as_str()).collect();
    let message = format!("baselines for {os} have no filter {}", key.as_str());

    Violation::new(place, message).help(format!("the keys are {}", known.join(", ")))
}

/// The filter of a rule, or the global one, that leaves something out by this key.
fn narrowed<'r>(rule: &'r Rule, global: &'r [Filter], key: FilterKey) -> Option<&'r Filter> {
    rule.filters
        .iter()
        .chain(global)
        .find(|filter| filter.key == key)
        .filter(|filter| !filter.takes_any())
}

fn is_name(name: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

/// What AWS takes and what will still not do what was meant; for `baseline lint`.
pub fn doubts(definition: &Definition, at: &Path) -> Vec<Violation> {
    let rules = &definition.rules;
    let mut found = Vec::new();

    if rules.rules.is_empty() && rules.approved.is_empty() {
        found.push(Violation::new(
            at.key("approval_rules"),
            "no rule and no approved patch: the baseline approves nothing",
        ));
    }
    for filter in &rules.global_filters {
        found.extend(unknown_values(rules.os, filter, &at.key("global_filters")));
    }
    for (index, rule) in rules.rules.iter().enumerate() {
        let at = at.key("approval_rules").index(index);
        found.extend(doubts_of_rule(rules.os, rule, &rules.global_filters, &at));
    }

    // An entry that names nothing is no error for AWS: the list is compared with what nodes find.
    for (key, entries, list) in [
        ("approved_patches", &rules.approved, List::Approved),
        ("rejected_patches", &rules.rejected, List::Rejected),
    ] {
        for (index, entry) in entries.iter().enumerate() {
            if let Some(message) = never_names(rules.os, entry, list) {
                found.push(Violation::new(at.key(key).index(index), message));
            }
        }
    }
    found
}

fn doubts_of_rule(
    os: OperatingSystem,
    rule: &Rule,
    global: &[Filter],
    at: &Path,
) -> Vec<Violation> {
    let place = at.key("filters");
    let mut found = Vec::new();

    if rule.filters.is_empty() {
        let message = "a rule without filters matches every patch";
        found.push(Violation::new(place.clone(), message));
    }
    for (index, filter) in rule.filters.iter().enumerate() {
        found.extend(unknown_values(os, filter, &place));
        // Filters are conditions that all must hold; the values of one are alternatives (AWS User
        // Guide, linux rules).
        let before = rule.filters[..index].iter().chain(global);
        for other in before.filter(|other| other.key == filter.key) {
            if !can_both_hold(filter, other) {
                let message = "another filter of the same key has none of these values: the rule matches nothing";
                found.push(Violation::new(place.key(filter.key.as_str()), message));
            }
        }
    }
    found.extend(doubt_of_approval(os, rule.approval, at));

    found
}

fn can_both_hold(one: &Filter, other: &Filter) -> bool {
    one.takes_any()
        || other.takes_any()
        || one.values.iter().any(|value| other.values.contains(value))
}

fn doubt_of_approval(os: OperatingSystem, approval: Approval, at: &Path) -> Option<Violation> {
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
        _ => return None,
    };

    Some(Violation::new(at.key(key), message))
}

/// Values that are not on the list of AWS's documentation.
fn unknown_values(os: OperatingSystem, filter: &Filter, at: &Path) -> Vec<Violation> {
    let Some(known) = vocabulary::values(os, filter.key) else {
        return Vec::new();
    };
    let unknown = filter
        .values
        .iter()
        .filter(|value| *value != "*" && !known.contains(&value.as_str()));

    // Only a doubt: the lists are older than what AWS has added since.
    unknown
        .map(|value| {
            let message = format!(
                "`{}` is no {} that AWS documents for {os}",
                value.escape_debug(),
                filter.key.as_str()
            );
            Violation::new(at.key(filter.key.as_str()), message)
                .help(format!("documented are {}", known.join(", ")))
        })
        .collect()
}

/// Why an entry of a list of patches can never name one (user guide, approved and rejected package
/// name formats).
fn never_names(os: OperatingSystem, entry: &str, list: List) -> Option<String> {
    let stars = entry.matches('*').count();

    match os.family() {
        Family::Windows => (!is_update(entry)).then(|| {
            format!(
                "`{entry}` is neither like KB2032276 nor like MS10-048, so that it names no update"
            )
        }),
        // A star is let through: AWS documents none for apt, and the payload (1.80) compares with
        // patterns all the same.
        Family::Apt => {
            let bare = entry
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.*".contains(&byte));
            (!bare).then(|| {
                format!("`{entry}` is not a bare package name; versions and architectures are not compared here")
            })
        }
        Family::MacOs => (stars > 0).then(|| format!("`{entry}`: wildcards do nothing on macOS")),
        Family::Rpm if stars > 1 => Some(format!("`{entry}` has {stars} wildcards; AWS takes one")),
        // SUSE names patches by their advisory in both lists.
        Family::Rpm => {
            let refused = list == List::Rejected && os != OperatingSystem::Suse;
            (refused && is_advisory(entry))
                .then(|| format!("`{entry}`: advisory ids name nothing among rejected patches"))
        }
    }
}

/// Whether a text is like `KB2032276` or `MS10-048`; of how many digits AWS does not say.
fn is_update(text: &str) -> bool {
    let Some((head, rest)) = text.split_at_checked(2) else {
        return false;
    };

    if head.eq_ignore_ascii_case("KB") {
        is_digits(rest)
    } else {
        head.eq_ignore_ascii_case("MS")
            && rest
                .split_once('-')
                .is_some_and(|(year, number)| is_digits(year) && is_digits(number))
    }
}

fn is_advisory(text: &str) -> bool {
    ["RHSA-", "RHBA-", "RHEA-", "ALAS", "ELSA-", "ELBA-"]
        .iter()
        .any(|prefix| text.starts_with(prefix))
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
