//! The filters of the compliance operations: a key, values, and how they are compared.

use serde_json::Value;

use super::shapes::invalid_filter;
use crate::sandbox::constraint::{items, text, texts};
use crate::sandbox::wire::WireError;

/// One filter. Several filters have to hold together; of the values of one filter one is enough.
pub(super) struct StringFilter<'a> {
    pub(super) key: &'a str,
    pub(super) values: Vec<&'a str>,
    comparison: &'a str,
}

impl StringFilter<'_> {
    /// Whether a value passes; a value that is not there passes no filter but `NOT_EQUAL`.
    pub(super) fn passes(&self, found: Option<&str>) -> bool {
        let Some(found) = found else {
            return self.comparison == "NOT_EQUAL";
        };

        // Without a comparison EQUAL is meant; that AWS takes it so is unverified.
        let any = |holds: &dyn Fn(&str) -> bool| self.values.iter().any(|value| holds(value));
        match self.comparison {
            "NOT_EQUAL" => !any(&|value| value == found),
            "BEGIN_WITH" => any(&|value| found.starts_with(value)),
            "LESS_THAN" => any(&|value| compare(found, value).is_lt()),
            "GREATER_THAN" => any(&|value| compare(found, value).is_gt()),
            _ => any(&|value| value == found),
        }
    }
}

/// Numbers are compared as numbers, everything else as text.
fn compare(left: &str, right: &str) -> std::cmp::Ordering {
    match (left.parse::<f64>(), right.parse::<f64>()) {
        (Ok(left), Ok(right)) => left.total_cmp(&right),
        _ => left.cmp(right),
    }
}

/// Reads the filters of a call; a key that the operation does not have is refused.
pub(super) fn read<'a>(
    input: &'a Value,
    keys: &[&str],
) -> Result<Vec<StringFilter<'a>>, WireError> {
    let mut filters = Vec::new();
    for filter in items(input, "Filters") {
        let key = text(filter, "Key");

        // The keys differ from operation to operation, and so come from the caller.
        if !keys.contains(&key) {
            return Err(invalid_filter(key));
        }
        filters.push(StringFilter {
            key,
            values: texts(filter, "Values"),
            comparison: text(filter, "Type"),
        });
    }
    Ok(filters)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_comparison_holds_where_it_should() {
        let passes = |comparison: &str, values: &[&str], found: Option<&str>| {
            let filter = StringFilter {
                key: "Status",
                values: values.to_vec(),
                comparison,
            };
            filter.passes(found)
        };
        assert!(passes("EQUAL", &["a", "b"], Some("b")) && !passes("EQUAL", &["a"], Some("b")));
        assert!(passes("", &["a"], Some("a")), "EQUAL is the default");
        assert!(
            passes("NOT_EQUAL", &["a"], Some("b")) && !passes("NOT_EQUAL", &["a", "b"], Some("b"))
        );
        assert!(passes("BEGIN_WITH", &["Custom:"], Some("Custom:Backup")));
        assert!(
            passes("LESS_THAN", &["10"], Some("9")) && passes("GREATER_THAN", &["9"], Some("10"))
        );
        assert!(!passes("EQUAL", &["a"], None) && passes("NOT_EQUAL", &["a"], None));
        assert_eq!(
            read(&json!({"Filters": [{"Key": "Colour"}]}), &["Status"])
                .err()
                .unwrap()
                .code,
            "InvalidFilter"
        );
    }
}
