//! Checks a baseline's definition before any call: limits, patterns and keys of the API (shape
//! `CreatePatchBaseline`), and what AWS would accept and never match.

use std::collections::BTreeMap;

use super::vocabulary;
use super::{Definition, Filter, FilterKey, Rule};
use crate::domain::fleet::platform::{Family, OperatingSystem, PlatformType};
use crate::domain::id::baseline::BaselineId;
use crate::domain::id::is_tag_text;
use crate::domain::text::violation::{Path, Violation};

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
    check.name(&at.key("name"), &definition.name);
    check.length(
        &at.key("description"),
        "a description",
        definition.description.as_deref(),
        1,
        1024,
    );
    let rules = &definition.rules;
    check.filters(&at.key("global_filters"), &rules.global_filters);
    check.at_most(
        &at.key("approval_rules"),
        rules.rules.len(),
        MOST_RULES,
        "approval rules",
    );
    for (index, rule) in rules.rules.iter().enumerate() {
        check.rule(
            &at.key("approval_rules").index(index),
            rule,
            &rules.global_filters,
        );
    }
    check.patches(&at.key("approved_patches"), &rules.approved);
    check.patches(&at.key("rejected_patches"), &rules.rejected);
    for (index, entry) in rules.rejected.iter().enumerate() {
        if rules.approved.contains(entry) {
            let message =
                format!("`{entry}` is approved and rejected at once; AWS takes it as rejected");
            check.wrong(&at.key("rejected_patches").index(index), message);
        }
    }
    check.only_for(
        &at.key("approved_patches_enable_non_security"),
        rules.approved_non_security,
        PlatformType::Linux,
    );
    let available = rules.available_security_updates.is_some();
    check.only_for(
        &at.key("available_security_updates_compliance_status"),
        available,
        PlatformType::Windows,
    );
    check.sources(&at.key("sources"), definition);
    check.found
}

/// What is wrong with tags: at most 50, key 1 to 128 and value up to 256 characters, and not AWS's
/// own `aws:`.
pub fn check_tags(tags: &BTreeMap<String, String>, at: &Path) -> Vec<Violation> {
    let mut found = Vec::new();
    if tags.len() > 50 {
        found.push(Violation::new(
            at.clone(),
            format!("{} tags; at most 50 are allowed", tags.len()),
        ));
    }
    for (key, value) in tags {
        let place = at.key(key);
        if !(1..=128).contains(&key.chars().count()) || !is_tag_text(key) {
            found.push(Violation::new(
                place,
                "a tag key has 1 to 128 letters, digits, spaces and _.:/=+-@",
            ));
        } else if key.to_lowercase().starts_with("aws:") {
            found.push(Violation::new(
                place,
                "tag keys that begin with `aws:` belong to AWS",
            ));
        } else if value.chars().count() > 256 || !is_tag_text(value) {
            found.push(Violation::new(
                place,
                "a tag value has at most 256 letters, digits, spaces and _.:/=+-@",
            ));
        }
    }
    found
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
        if name.starts_with("AWS-") || name.parse::<BaselineId>().is_ok() {
            self.wrong(at, format!("`{name}` would be taken for a baseline of AWS or for an id; choose another name"));
        }
        if !is_name(name, 3, 128) {
            self.wrong(
                at,
                format!(
                    "`{}` is not a baseline name: 3 to 128 letters, digits, _, - or .",
                    name.escape_debug()
                ),
            );
        }
    }

    fn only_for(&mut self, at: &Path, given: bool, platform: PlatformType) {
        if given && self.os.platform_type() != platform {
            self.wrong(
                at,
                format!(
                    "only baselines for {} have this, and {} is not",
                    platform.as_str(),
                    self.os
                ),
            );
        }
    }

    fn filters(&mut self, at: &Path, filters: &[Filter]) {
        self.at_most(at, filters.len(), MOST_FILTERS, "filters");
        for filter in filters {
            let place = at.key(filter.key.as_str());
            if !vocabulary::keys(self.os).contains(&filter.key) {
                let known: Vec<&str> = vocabulary::keys(self.os)
                    .iter()
                    .map(|key| key.as_str())
                    .collect();
                let message = format!(
                    "baselines for {} have no filter {}",
                    self.os,
                    filter.key.as_str()
                );
                self.found.push(
                    Violation::new(place, message)
                        .help(format!("the keys are {}", known.join(", "))),
                );
                continue;
            }
            if filter.values.is_empty() || filter.values.len() > 20 {
                self.wrong(
                    &place,
                    format!(
                        "a filter has 1 to 20 values; this one has {}",
                        filter.values.len()
                    ),
                );
            }
            for (index, value) in filter.values.iter().enumerate() {
                self.length(&place.index(index), "a filter value", Some(value), 1, 64);
            }
        }
    }

    fn rule(&mut self, at: &Path, rule: &Rule, global: &[Filter]) {
        self.filters(&at.key("filters"), &rule.filters);
        self.only_for(
            &at.key("enable_non_security"),
            rule.enable_non_security,
            PlatformType::Linux,
        );
        if let super::Approval::AfterDays(days) = rule.approval
            && days > MOST_DAYS
        {
            self.wrong(
                &at.key("approve_after_days"),
                format!("{days} days; at most {MOST_DAYS} are allowed"),
            );
        }
        if self.os == OperatingSystem::Windows {
            self.products(at, rule, global);
        }
    }

    /// AWS takes a product of one family together with another family, and then matches nothing
    /// (user guide, troubleshooting).
    fn products(&mut self, at: &Path, rule: &Rule, global: &[Filter]) {
        let values = |key: FilterKey| -> Option<&[String]> {
            let filter = rule
                .filters
                .iter()
                .chain(global)
                .find(|filter| filter.key == key)?;
            (!filter.values.iter().any(|value| value == "*")).then_some(filter.values.as_slice())
        };
        let (Some(products), Some(families)) =
            (values(FilterKey::Product), values(FilterKey::ProductFamily))
        else {
            return;
        };
        let of_products: Option<Vec<&str>> = products
            .iter()
            .map(|product| vocabulary::family_of_product(product))
            .collect();
        let Some(of_products) = of_products else {
            return;
        };
        if !of_products.iter().any(|family| {
            families
                .iter()
                .any(|wanted| wanted.eq_ignore_ascii_case(family))
        }) {
            let message = format!(
                "no product of {} belongs to the family {}: the rule matches nothing",
                products.join(", "),
                families.join(", ")
            );
            self.wrong(&at.key("filters").key(FilterKey::Product.as_str()), message);
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
            let at = at.index(index);
            if !is_name(&source.name, 3, 50) {
                let message = format!(
                    "`{}` is not a name of a source: 3 to 50 letters, digits, _, - or .",
                    source.name.escape_debug()
                );
                self.wrong(&at.key("name"), message);
            }
            if source.products.is_empty() || source.products.len() > 20 {
                self.wrong(
                    &at.key("products"),
                    format!(
                        "a source has 1 to 20 products; this one has {}",
                        source.products.len()
                    ),
                );
            }
            for (number, product) in source.products.iter().enumerate() {
                self.length(
                    &at.key("products").index(number),
                    "a product",
                    Some(product),
                    1,
                    128,
                );
            }
            self.length(
                &at.key("configuration"),
                "a configuration",
                Some(&source.configuration),
                1,
                1024,
            );
        }
    }
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
    let os = rules.os;
    let mut found = Vec::new();
    if rules.rules.is_empty() && rules.approved.is_empty() {
        found.push(Violation::new(
            at.key("approval_rules"),
            "no rule and no approved patch: the baseline approves nothing",
        ));
    }
    for filter in &rules.global_filters {
        found.extend(unknown_values(os, filter, &at.key("global_filters")));
    }
    for (index, rule) in rules.rules.iter().enumerate() {
        found.extend(doubts_of_rule(
            os,
            rule,
            &rules.global_filters,
            &at.key("approval_rules").index(index),
        ));
    }
    for (key, list, approved) in [
        ("approved_patches", &rules.approved, true),
        ("rejected_patches", &rules.rejected, false),
    ] {
        for (index, entry) in list.iter().enumerate() {
            if let Some(message) = never_names(os, entry, approved) {
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
    use super::Approval;
    let mut found = Vec::new();
    if rule.filters.is_empty() {
        found.push(Violation::new(
            at.key("filters"),
            "a rule without filters matches every patch",
        ));
    }
    for (index, filter) in rule.filters.iter().enumerate() {
        let place = at.key("filters");
        found.extend(unknown_values(os, filter, &place));
        let any = |filter: &Filter| filter.values.iter().any(|value| value == "*");
        let before = rule.filters[..index]
            .iter()
            .chain(global)
            .filter(|other| other.key == filter.key);
        for other in before {
            let meets = any(filter)
                || any(other)
                || filter
                    .values
                    .iter()
                    .any(|value| other.values.contains(value));
            if !meets {
                let message = "another filter of the same key has none of these values: the rule matches nothing";
                found.push(Violation::new(place.key(filter.key.as_str()), message));
            }
        }
    }
    match (os.family(), rule.approval) {
        (Family::Apt, Approval::AfterDays(days)) if days > 0 => {
            let message = "a delay has no effect on Debian, Ubuntu and Raspberry Pi OS: the patches are approved at once";
            found.push(Violation::new(at.key("approve_after_days"), message));
        }
        (Family::Apt, Approval::UntilDate(_)) => {
            let message = "a date has no effect on Debian, Ubuntu and Raspberry Pi OS: the patches are approved at once";
            found.push(Violation::new(at.key("approve_until_date"), message));
        }
        (Family::Windows, Approval::AfterDays(days)) if days > 30 => {
            let message = "a cumulative update may be superseded before so many days have passed, and then it is never approved";
            found.push(Violation::new(at.key("approve_after_days"), message));
        }
        _ => {}
    }
    found
}

/// Values that are not on the list of AWS's documentation.
fn unknown_values(os: OperatingSystem, filter: &Filter, at: &Path) -> Vec<Violation> {
    let Some(known) = vocabulary::values(os, filter.key) else {
        return Vec::new();
    };
    let unknown = |value: &&String| *value != "*" && !known.contains(&value.as_str());
    let doubt = |value: &String| {
        let message = format!(
            "`{}` is no {} that AWS documents for {os}",
            value.escape_debug(),
            filter.key.as_str()
        );
        Violation::new(at.key(filter.key.as_str()), message)
            .help(format!("documented are {}", known.join(", ")))
    };
    filter.values.iter().filter(unknown).map(doubt).collect()
}

/// Why an entry of a list of patches can never name one (user guide, approved and rejected package
/// name formats).
fn never_names(os: OperatingSystem, entry: &str, approved: bool) -> Option<String> {
    let stars = entry.matches('*').count();
    match os.family() {
        Family::Windows => {
            let digits =
                |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            let kb = entry
                .get(..2)
                .is_some_and(|head| head.eq_ignore_ascii_case("KB"))
                && entry.get(2..).is_some_and(digits);
            let bulletin = entry
                .get(..2)
                .is_some_and(|head| head.eq_ignore_ascii_case("MS"))
                && entry
                    .get(2..)
                    .and_then(|rest| rest.split_once('-'))
                    .is_some_and(|(year, number)| digits(year) && digits(number));
            (!kb && !bulletin).then(|| format!("`{entry}` is neither like KB2032276 nor like MS10-048, so that it names no update"))
        }
        Family::Apt => {
            let bare = entry
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.*".contains(&byte));
            (!bare).then(|| format!("`{entry}` is not a bare package name; versions and architectures are not compared here"))
        }
        Family::MacOs => (stars > 0).then(|| format!("`{entry}`: wildcards do nothing on macOS")),
        Family::Rpm if stars > 1 => Some(format!("`{entry}` has {stars} wildcards; AWS takes one")),
        Family::Rpm => {
            let advisory = ["RHSA-", "RHBA-", "RHEA-", "ALAS", "ELSA-", "ELBA-"]
                .iter()
                .any(|prefix| entry.starts_with(prefix));
            (advisory && !approved && os != OperatingSystem::Suse)
                .then(|| format!("`{entry}`: advisory ids name nothing among rejected patches"))
        }
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
