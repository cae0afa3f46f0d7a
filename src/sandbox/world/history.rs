//! Versions over time of what users change: each scan is judged by what was in force when it ran.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The versions of a thing, oldest first; the last one is in force.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct History<T> {
    versions: Vec<Version<T>>,
    /// How often it was changed; also counts versions that were dropped.
    changes: u64,
}

/// One version.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Version<T> {
    /// Scans after this moment use it; `None` for what was seeded.
    since: Option<Timestamp>,
    /// Tells the versions of one history apart.
    pub(in crate::sandbox) number: u64,
    pub(in crate::sandbox) value: T,
}

impl<T> History<T> {
    /// Begins with what was seeded.
    pub(in crate::sandbox) fn new(value: T) -> Self {
        Self {
            versions: vec![Version {
                since: None,
                number: 0,
                value,
            }],
            changes: 0,
        }
    }

    /// What is in force.
    pub(in crate::sandbox) fn current(&self) -> &T {
        &self.last().value
    }

    /// What was in force for a scan at a moment.
    pub(in crate::sandbox) fn at(&self, moment: Timestamp) -> &Version<T> {
        let before = |version: &&Version<T>| version.since.is_none_or(|since| since < moment);
        self.versions
            .iter()
            .rev()
            .find(before)
            .unwrap_or(&self.versions[0])
    }

    /// Every version, oldest first.
    #[cfg(test)]
    pub(in crate::sandbox) fn versions(&self) -> impl Iterator<Item = &T> {
        self.versions.iter().map(|version| &version.value)
    }

    /// Puts another value in force. The one before stays only when a scan ran while it was in
    /// force, as `scanned` tells of the time after one moment and up to another: what no scan ever
    /// used is never asked for, and the history does not grow by it.
    pub(in crate::sandbox) fn change(
        &mut self,
        now: Timestamp,
        value: T,
        scanned: impl FnOnce(Option<Timestamp>, Timestamp) -> bool,
    ) {
        let begun = self.last().since;
        // A clock that was set back does not put versions out of order.
        let since = begun.map_or(now, |begun| begun.max(now));

        if !scanned(begun, since) {
            self.versions.pop();
        }

        self.changes += 1;
        self.versions.push(Version {
            since: Some(since),
            number: self.changes,
            value,
        });
    }

    /// The same history of something else.
    pub(in crate::sandbox) fn map<U>(&self, mut make: impl FnMut(&T) -> U) -> History<U> {
        // Numbers stay as they are: reports are kept under them.
        let versions = self.versions.iter();
        let versions = versions.map(|version| Version {
            since: version.since,
            number: version.number,
            value: make(&version.value),
        });

        History {
            versions: versions.collect(),
            changes: self.changes,
        }
    }

    /// Whether there is a version at all, as there always is in a history that was not tampered
    /// with.
    pub(in crate::sandbox) fn is_whole(&self) -> bool {
        !self.versions.is_empty()
    }

    fn last(&self) -> &Version<T> {
        self.versions
            .last()
            .expect("a history has at least one version")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour * 3600).unwrap()
    }

    #[test]
    fn a_scan_uses_what_was_in_force_and_only_what_was_used_is_kept() {
        let scans = [1, 5, 9];
        let scanned = |after: Option<Timestamp>, until: Timestamp| {
            scans
                .iter()
                .any(|hour| after.is_none_or(|after| after < at(*hour)) && at(*hour) <= until)
        };
        let mut history = History::new("seeded");
        history.change(at(4), "first", scanned);
        history.change(at(6), "second", scanned);
        history.change(at(7), "third", scanned);
        history.change(at(8), "fourth", scanned);
        assert_eq!(
            history.versions().copied().collect::<Vec<_>>(),
            ["seeded", "first", "fourth"]
        );
        let used: Vec<&str> = [1, 4, 5, 6, 9]
            .into_iter()
            .map(|hour| history.at(at(hour)).value)
            .collect();
        assert_eq!(
            used,
            ["seeded", "seeded", "first", "first", "fourth"],
            "a scan at the moment of a change does not see it yet"
        );
        assert_eq!(*history.current(), "fourth");
    }

    #[test]
    fn a_clock_that_goes_back_keeps_the_order() {
        let mut history = History::new(0);
        history.change(at(10), 1, |_, _| true);
        history.change(at(5), 2, |_, _| true);
        assert_eq!(
            (
                *history.current(),
                history.at(at(11)).value,
                history.at(at(7)).value
            ),
            (2, 2, 0)
        );
        let numbers: Vec<u64> = [at(7), at(11)]
            .into_iter()
            .map(|moment| history.at(moment).number)
            .collect();
        assert_eq!(numbers, [0, 2]);
    }
}
