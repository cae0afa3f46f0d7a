//! Checks a baseline's definition before any call: limits, patterns and keys of the API (shape
//! `CreatePatchBaseline`), and what AWS would accept and never match.

use std::collections::BTreeMap;

use super::values;
use super::vocabulary;
use super::{Approval, Baseline, Definition, Filter, FilterKey, PatchSource, Rule};
use crate::domain::fleet::platform::{OperatingSystem, PlatformType};
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
            self.found.extend(values::wrong(self.os, filter, &place));
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
        self.found
            .extend(values::wrong_products(self.os, products, &place));

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
    let known = known.join(", ");

    let help = vocabulary::instead(os, key).map_or_else(
        || format!("the keys are {known}"),
        |instead| format!("{instead} (the keys are {known})"),
    );
    Violation::new(place, message).help(help)
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

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
