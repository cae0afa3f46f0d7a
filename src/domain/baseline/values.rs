//! Judges the values of filters: by the lists of AWS's documentation, and by the tables of products.
//!
//! `lint`, `diff` and `apply` ask this alone what is wrong, so that they say the same of a document.

use super::products::{self, Standing};
use super::vocabulary;
use super::{Definition, Filter, FilterKey};
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::text::violation::{Path, Violation};
use crate::domain::text::words::{is_plainly, near_miss};

/// What a value is, as far as the lists tell.
enum Judgement {
    Right,
    Open,
    Wrong(Option<String>),
}

/// The values of a filter that name nothing, each with its place; `at` is that of the filter.
pub fn wrong(os: OperatingSystem, filter: &Filter, at: &Path) -> Vec<Violation> {
    let mut found = Vec::new();
    for (index, value) in filter.values.iter().enumerate() {
        let Judgement::Wrong(meant) = judge(os, filter.key, value) else {
            continue;
        };
        let violation = Violation::new(at.index(index), no_value(os, filter.key, value));
        found.push(violation.help(help(os, filter.key, value, meant)));
    }
    found
}

/// A value that nobody could check offline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchecked {
    /// The key of the filter.
    pub key: FilterKey,
    /// The value.
    pub value: String,
    /// What is said of it, with its place.
    pub said: Violation,
}

/// The values of a definition that the lists of this version cannot judge; `at` is the place of the
/// definition.
pub fn unchecked(definition: &Definition, at: &Path) -> Vec<Unchecked> {
    let os = definition.rules.os;
    let mut found = Vec::new();
    for (path, filter) in filters(definition, at) {
        for (index, value) in filter.values.iter().enumerate() {
            if matches!(judge(os, filter.key, value), Judgement::Open) {
                found.push(open(os, filter.key, value, path.index(index)));
            }
        }
    }

    // The products of a source are compared with the node's as those of a filter are.
    for (index, source) in definition.sources.iter().enumerate() {
        let place = at.key("sources").index(index).key("products");
        for (number, product) in source.products.iter().enumerate() {
            if products::standing(os, product) == Standing::Open {
                found.push(open(os, FilterKey::Product, product, place.index(number)));
            }
        }
    }
    found
}

/// The products of a source that no release is called.
pub fn wrong_products(os: OperatingSystem, listed: &[String], at: &Path) -> Vec<Violation> {
    let filter = Filter {
        key: FilterKey::Product,
        values: listed.to_vec(),
    };
    wrong(os, &filter, at)
}

fn open(os: OperatingSystem, key: FilterKey, value: &str, at: Path) -> Unchecked {
    let message = if value.contains('*') {
        format!(
            "`{}`: AWS documents `*` alone, and no part of a name as a wildcard",
            value.escape_debug()
        )
    } else {
        format!(
            "`{}` is not in the lists of {} that this version has for {os}",
            value.escape_debug(),
            products::AS_OF
        )
    };
    // Said and not refused: AWS adds products faster than this list grows.
    let said = Violation::new(at, format!("not checked: {message}"));

    Unchecked {
        key,
        value: value.to_owned(),
        said: said.help(format!(
            "AWS's own list: aws ssm describe-patch-properties --operating-system {os} --property {}",
            key.as_str()
        )),
    }
}

/// Every filter with its place; errors name the key and not its number, for a reader finds it by
/// that.
fn filters<'d>(definition: &'d Definition, at: &Path) -> Vec<(Path, &'d Filter)> {
    let rules = &definition.rules;
    let global = at.key("global_filters");
    let mut all: Vec<(Path, &Filter)> = rules
        .global_filters
        .iter()
        .map(|filter| (global.key(filter.key.as_str()), filter))
        .collect();

    for (index, rule) in rules.rules.iter().enumerate() {
        let place = at.key("approval_rules").index(index).key("filters");
        let of_rule = rule.filters.iter();
        all.extend(of_rule.map(|filter| (place.key(filter.key.as_str()), filter)));
    }
    all
}

fn judge(os: OperatingSystem, key: FilterKey, value: &str) -> Judgement {
    if value == "*" {
        return Judgement::Right;
    }
    // What people write for it, as the console shows it.
    if ["all", "any"].iter().any(|word| is_plainly(value, word)) {
        return Judgement::Wrong(Some("*".to_owned()));
    }

    match key {
        FilterKey::Product => match products::standing(os, value) {
            Standing::Listed => Judgement::Right,
            Standing::Open => Judgement::Open,
            Standing::Wrong(meant) => Judgement::Wrong(meant),
        },
        FilterKey::ProductFamily => family(value),
        _ => listed(os, key, value),
    }
}

/// Families are open; those that documents show are known.
fn family(value: &str) -> Judgement {
    const KNOWN: [&str; 4] = ["Windows", "Office", "SQL Server", "Exchange Server"];
    if KNOWN.contains(&value) {
        return Judgement::Right;
    }

    KNOWN
        .iter()
        .find(|known| is_plainly(value, known))
        .map_or(Judgement::Open, |known| {
            Judgement::Wrong(Some((*known).to_owned()))
        })
}

fn listed(os: OperatingSystem, key: FilterKey, value: &str) -> Judgement {
    // A section is free text.
    let Some(known) = vocabulary::values(os, key) else {
        return Judgement::Right;
    };
    // The two words mean one thing, and which of them a filter wants is documented for few systems:
    // a doubt, and no mistake.
    if known.contains(&value) || is_either_medium(os, key, value) {
        return Judgement::Right;
    }

    let same = known.iter().find(|known| is_plainly(value, known));
    Judgement::Wrong(
        same.map(|known| (*known).to_owned())
            .or_else(|| near_miss(value, known.iter().copied())),
    )
}

/// Whether a severity of an rpm system is the word for the middle that its list does not have.
pub fn is_either_medium(os: OperatingSystem, key: FilterKey, value: &str) -> bool {
    os.family() == Family::Rpm
        && key == FilterKey::Severity
        && ["Medium", "Moderate"].contains(&value)
}

fn no_value(os: OperatingSystem, key: FilterKey, value: &str) -> String {
    format!(
        "{} for {os} has no value `{}`, which would match nothing",
        key.as_str(),
        value.escape_debug()
    )
}

fn help(os: OperatingSystem, key: FilterKey, value: &str, meant: Option<String>) -> String {
    // One text with a comma in it, which is what a list without its brackets becomes.
    if value.contains(',') {
        let parts: Vec<&str> = value.split(',').map(str::trim).collect();
        return format!("these are {} values: [{}]", parts.len(), parts.join(", "));
    }

    match (meant, vocabulary::values(os, key)) {
        (Some(meant), _) if meant == "*" => "every value is \"*\", in quotes".to_owned(),
        (Some(meant), _) => format!("did you mean `{meant}`?"),
        (None, Some(known)) => format!("the values are {}", known.join(", ")),
        (None, None) => format!("every {} is \"*\", in quotes", key.as_str()),
    }
}
