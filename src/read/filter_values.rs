//! Checks the values of filters against those that AWS lists now.

use std::collections::{BTreeMap, BTreeSet};

use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::baseline::vocabulary;
use crate::domain::baseline::{Definition, Filter, FilterKey};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::remark::Remark;
use crate::domain::text::violation::{Path, Violation};
use crate::domain::text::words::near_miss;
use crate::error::{Error, Result};

/// What helps when AWS does not list a value that is right all the same.
pub const HINT: &str = "--offline-values takes the values as they are";

/// The lists that AWS gives, by operating system and key; empty where it gives none.
type Known = BTreeMap<(OperatingSystem, FilterKey), Vec<String>>;

/// Refuses values that neither the documentation nor `DescribePatchProperties` knows; where AWS
/// lists none, nothing is judged.
///
/// # Errors
/// A usage error that names each unknown value and what comes nearest to it.
pub async fn check(context: &Context, site: &Site, definition: &Definition) -> Result<()> {
    let told: Vec<String> = unknown(context, site, &[definition])
        .await
        .iter()
        .map(|(_, violation)| violation.to_string())
        .collect();
    if told.is_empty() {
        return Ok(());
    }

    // AWS takes such a value without a word, and the rule then matches nothing.
    let message = format!(
        "AWS does not know some filter values, so that their rules would match nothing: {}",
        told.join("; ")
    );
    Err(Error::usage(message).hint(HINT))
}

/// Every value that AWS does not know, with the index of its definition and its place in it.
pub async fn unknown(
    context: &Context,
    site: &Site,
    definitions: &[&Definition],
) -> Vec<(usize, Violation)> {
    let known = lists(context, site, definitions).await;
    let mut found = Vec::new();
    for (index, definition) in definitions.iter().enumerate() {
        for (path, filter) in filters(definition) {
            // Where AWS lists nothing, nothing is judged: an empty list is no "no".
            let Some(known) = known
                .get(&(definition.rules.os, filter.key))
                .filter(|known| !known.is_empty())
            else {
                continue;
            };

            for (position, value) in filter.values.iter().enumerate() {
                if is_open(definition.rules.os, filter.key, value) && !known.contains(value) {
                    let message = no_value(definition.rules.os, filter.key, value, known);
                    found.push((index, Violation::new(path.index(position), message)));
                }
            }
        }
    }
    found
}

fn no_value(os: OperatingSystem, key: FilterKey, value: &str, known: &[String]) -> String {
    let near = near_miss(value, known.iter().map(String::as_str))
        .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    format!("{} for {os} has no value `{value}`{near}", key.as_str())
}

/// Every filter with its place.
fn filters(definition: &Definition) -> Vec<(Path, &Filter)> {
    let rules = &definition.rules;
    let global = Path::default().key("global_filters");
    let global = rules.global_filters.iter().map(move |filter| {
        // Errors name the key and not its number: a reader finds it by that.
        (global.key(filter.key.as_str()), filter)
    });
    let of_rules = rules.rules.iter().enumerate().flat_map(|(index, rule)| {
        let place = Path::default()
            .key("approval_rules")
            .index(index)
            .key("filters");
        rule.filters
            .iter()
            .map(move |filter| (place.key(filter.key.as_str()), filter))
    });

    global.chain(of_rules).collect()
}

/// Whether only AWS can say if a value is right: it is not on the documented list.
fn is_open(os: OperatingSystem, key: FilterKey, value: &str) -> bool {
    value != "*"
        && !vocabulary::values(os, key)
            .unwrap_or_default()
            .contains(&value)
}

async fn lists(context: &Context, site: &Site, definitions: &[&Definition]) -> Known {
    let mut wanted = BTreeSet::new();
    for definition in definitions {
        let os = definition.rules.os;
        let asked = filters(definition).into_iter().filter(|(_, filter)| {
            filter
                .values
                .iter()
                .any(|value| is_open(os, filter.key, value))
        });
        wanted.extend(asked.map(|(_, filter)| (os, filter.key)));
    }

    // Each list is asked for once, whatever the number of baselines; one that cannot be read stops
    // no change.
    let mut known = Known::new();
    for (os, key) in wanted {
        match site.filter_values(os, key).await {
            Ok(values) => {
                known.insert((os, key), values);
            }
            Err(error) => {
                context.tell(Remark::Warning(format!(
                    "the values of {} for {os} could not be checked: {}",
                    key.as_str(),
                    error.one_line()
                )));
            }
        }
    }
    known
}
