//! Checks the values of filters against those that AWS lists now.

use std::collections::BTreeMap;

use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::baseline::{Definition, FilterKey};
use crate::domain::platform::OperatingSystem;
use crate::domain::vocabulary;
use crate::error::{Error, Result};
use crate::output::near_miss;

/// Refuses values that neither the documentation nor `DescribePatchProperties` knows; where AWS lists none, nothing is judged.
///
/// # Errors
/// A usage error that names each unknown value and what comes nearest to it.
pub async fn check(context: &Context, site: &Site, definitions: &[&Definition]) -> Result<()> {
    let mut wanted: BTreeMap<(OperatingSystem, FilterKey), Vec<&str>> = BTreeMap::new();
    for definition in definitions {
        let rules = &definition.rules;
        let filters = rules.global_filters.iter().chain(rules.rules.iter().flat_map(|rule| &rule.filters));
        for filter in filters {
            let documented = vocabulary::values(rules.os, filter.key).unwrap_or_default();
            let open = filter.values.iter().map(String::as_str).filter(|value| *value != "*" && !documented.contains(value));
            wanted.entry((rules.os, filter.key)).or_default().extend(open);
        }
    }
    let mut unknown = Vec::new();
    for ((os, key), values) in wanted.into_iter().filter(|(_, values)| !values.is_empty()) {
        let known = match site.filter_values(os, key).await {
            Ok(known) => known,
            Err(error) => {
                context.ui.warn(&format!("the values of {} for {os} could not be checked: {}", key.as_str(), error.one_line()));
                continue;
            }
        };
        for value in values.into_iter().filter(|value| !known.is_empty() && !known.iter().any(|known| known == value)) {
            let near =
                near_miss(value, known.iter().map(String::as_str)).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            unknown.push(format!("{} for {os} has no value `{value}`{near}", key.as_str()));
        }
    }
    if unknown.is_empty() {
        return Ok(());
    }
    let error =
        Error::usage(format!("AWS does not know some filter values, so that their rules would match nothing: {}", unknown.join(", ")));
    Err(error.hint("--offline-values takes them as they are"))
}
