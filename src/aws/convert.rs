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

/// A moment of the SDK as ours; what does not fit is nothing.
pub fn timestamp(moment: &DateTime) -> Option<Timestamp> {
    // AWS sends fractional seconds as a float, whose noise begins below the millisecond.
    let milliseconds = moment
        .as_nanos()
        .checked_add(500_000)?
        .div_euclid(1_000_000);
    Timestamp::from_millisecond(i64::try_from(milliseconds).ok()?).ok()
}

/// A moment that AWS writes as 1970 when it does not know it.
pub fn known_timestamp(moment: &DateTime) -> Option<Timestamp> {
    timestamp(moment).filter(|moment| moment.as_second() > 0)
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
