//! SDK types into domain types.

use std::collections::{HashMap, HashSet};
use std::sync::Mutex;

use aws_smithy_types::DateTime;
use jiff::Timestamp;

use crate::domain::run::command::Parameters;
use crate::domain::text::shared::Shared;

/// A text of the SDK; one that is absent is empty.
pub(super) fn text(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

/// A text of the SDK, unless it is absent or empty; AWS uses both for "none".
pub(super) fn filled(text: Option<&str>) -> Option<String> {
    text.filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The parameters of a document as the SDK has them: lists, also where there is one value.
pub(super) fn wire_parameters(parameters: &Parameters) -> HashMap<String, Vec<String>> {
    let copies = parameters
        .iter()
        .map(|(name, values)| (name.clone(), values.clone()));
    copies.collect()
}

/// The parameters of a document as ours, in the order of their names.
pub(super) fn parameters(stored: Option<&HashMap<String, Vec<String>>>) -> Parameters {
    let stored = stored.into_iter().flatten();
    stored
        .map(|(name, values)| (name.clone(), values.clone()))
        .collect()
}

/// A moment of the SDK as ours; what AWS does not know, or what does not fit, is nothing.
pub fn timestamp(moment: &DateTime) -> Option<Timestamp> {
    // AWS sends fractional seconds as a float, whose noise begins below the millisecond.
    let milliseconds = moment
        .as_nanos()
        .checked_add(500_000)?
        .div_euclid(1_000_000);
    known(Timestamp::from_millisecond(i64::try_from(milliseconds).ok()?).ok()?)
}

/// A moment that an API wrote as text, by the same rule.
pub(super) fn written_timestamp(text: &str) -> Option<Timestamp> {
    known(text.parse().ok()?)
}

/// AWS writes 1970, and for some updates of Windows the year 1, when it does not know a time.
fn known(moment: Timestamp) -> Option<Timestamp> {
    const A_DAY: i64 = 86_400;
    Some(moment).filter(|moment| moment.as_second() > A_DAY)
}

/// Keeps one copy of texts that many nodes share: platforms, versions, baselines, groups.
#[derive(Debug, Default)]
pub struct Texts {
    known: Mutex<HashSet<Shared>>,
}

impl Texts {
    /// The shared copy of a text.
    pub fn share(&self, text: &str) -> Shared {
        let mut known = self
            .known
            .lock()
            .expect("nobody panics while holding the lock");
        if let Some(shared) = known.get(text) {
            return shared.clone();
        }
        let shared = Shared::from(text);
        known.insert(shared.clone());
        shared
    }

    /// The shared copy of a text, unless it is absent or empty.
    pub fn maybe(&self, text: Option<&str>) -> Option<Shared> {
        text.filter(|text| !text.is_empty())
            .map(|text| self.share(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_that_aws_does_not_know_is_none() {
        for seconds in [-62_135_596_800, -1, 0, 3600] {
            assert_eq!(timestamp(&DateTime::from_secs(seconds)), None, "{seconds}");
        }
        assert!(timestamp(&DateTime::from_secs(1_200_000_000)).is_some());
        for text in ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "", "soon"] {
            assert_eq!(written_timestamp(text), None, "{text}");
        }
        assert!(written_timestamp("2024-06-10T06:13:20Z").is_some());
    }
}
