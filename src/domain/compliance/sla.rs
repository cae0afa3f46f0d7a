//! How long patches may be missing, by the severity that their publishers give them.

use std::collections::BTreeMap;
use std::fmt;

use jiff::SignedDuration;
use jiff::civil::Date;
use serde::Serialize;
use serde::ser::SerializeMap;

use super::publisher::PublisherLevel;
use crate::domain::patch::state::{PatchState, ReportedPatch};
use crate::domain::text::age;

/// The time that patches of some severities have from the day of their release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sla(BTreeMap<PublisherLevel, SignedDuration>);

impl std::str::FromStr for Sla {
    type Err = String;

    /// Reads `critical=14d,high=30d`.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut times = BTreeMap::new();
        for part in text.split(',').map(str::trim) {
            let (severity, time) = part.split_once('=').ok_or_else(|| {
                format!("`{part}` is not a severity and a time such as critical=14d")
            })?;
            let level = PublisherLevel::of(severity.trim()).ok_or_else(|| {
                let names = PublisherLevel::NAMES.join(", ");
                format!("`{severity}` is no severity; choose from {names}")
            })?;
            if times.insert(level, age::parse(time)?).is_some() {
                return Err(format!("{} has two times", level.as_str()));
            }
        }
        Ok(Self(times))
    }
}

impl fmt::Display for Sla {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.0.iter();
        let parts = parts.map(|(level, time)| format!("{}={time:#}", level.as_str()));
        f.write_str(&parts.collect::<Vec<_>>().join(","))
    }
}

impl Serialize for Sla {
    /// In seconds.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(Some(self.0.len()))?;
        for (level, time) in &self.0 {
            members.serialize_entry(level.as_str(), &time.as_secs())?;
        }
        members.end()
    }
}

impl Sla {
    /// The time of a severity. A graver one than those that are named has the time of the gravest;
    /// one between has that of the next below; one that nobody knows may be any, and has the
    /// shortest. A lesser one than all has none.
    fn time(&self, severity: &str) -> Option<SignedDuration> {
        match PublisherLevel::of(severity) {
            None => self.0.values().min().copied(),
            Some(level) => self.0.range(level..).next().map(|(_, time)| *time),
        }
    }
}

/// How the violations of a node stand to the times that they have.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Due {
    /// Those whose time is over.
    pub overdue: Vec<DuePatch>,
    /// Those that have a time and of which nobody publishes the day of release.
    pub undated: Vec<DuePatch>,
    /// How many are within their time.
    pub within: usize,
    /// How many are of a severity that has no time.
    pub untimed: usize,
    /// How many are installed although the baseline rejects them, for which there is no time; and
    /// those that the node counts and does not list.
    pub timeless: usize,
}

/// A violation with its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DuePatch {
    /// The id of the patch.
    pub id: String,
    /// Its full name.
    pub title: String,
    /// The severity that its publisher gives it.
    pub severity: String,
    /// The day of its release in UTC.
    pub released: Option<Date>,
    /// For how many days it is overdue.
    pub days_over: Option<i64>,
}

impl Due {
    /// Judges violations with the days of their release; `violations` is how many the node counts.
    pub fn of<'a>(
        sla: &Sla,
        violating: impl IntoIterator<Item = (&'a ReportedPatch, Option<Date>)>,
        violations: i32,
        today: Date,
    ) -> Self {
        let (mut due, mut listed) = (Self::default(), 0);
        for (patch, released) in violating {
            listed += 1;
            due.add(sla, patch, released, today);
        }
        let violations = usize::try_from(violations).unwrap_or(0);
        due.timeless += violations.saturating_sub(listed);
        due
    }

    fn add(&mut self, sla: &Sla, patch: &ReportedPatch, released: Option<Date>, today: Date) {
        if patch.state == PatchState::InstalledRejected {
            self.timeless += 1;
            return;
        }
        let Some(time) = sla.time(&patch.severity) else {
            self.untimed += 1;
            return;
        };
        let mut row = DuePatch {
            id: patch.kb_id.clone(),
            title: patch.title.clone(),
            severity: patch.severity.clone(),
            released,
            days_over: None,
        };
        let Some(day) = released else {
            self.undated.push(row);
            return;
        };

        // In whole days of UTC, as approval counts them: the day of the release is the first of 24
        // hours that do not count.
        let age = i64::from((today - day).get_days());
        if SignedDuration::from_hours(24 * age) <= time {
            self.within += 1;
            return;
        }
        let allowed = time.as_hours() / 24;
        row.days_over = Some((age - allowed).max(1));
        self.overdue.push(row);
    }

    /// Whether everything is within its time or has none to keep; what has no day only where that is
    /// allowed.
    pub fn is_kept(&self, undated: Undated) -> bool {
        let dated = self.undated.is_empty() || undated == Undated::Pass;
        self.overdue.is_empty() && self.timeless == 0 && dated
    }

    /// What a person is told of it; nothing when all is within its time.
    pub fn sentence(&self) -> Option<String> {
        let mut parts = Vec::new();
        if !self.overdue.is_empty() {
            parts.push(format!(
                "{} overdue: {}",
                self.overdue.len(),
                named(&self.overdue)
            ));
        }
        if !self.undated.is_empty() {
            let number = self.undated.len();
            parts.push(format!(
                "{number} of unknown release date: {}",
                named(&self.undated)
            ));
        }
        if self.timeless > 0 {
            parts.push(format!("{} that no time is for", self.timeless));
        }
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}

/// What becomes of patches whose day of release nobody publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undated {
    /// They count as overdue.
    Fail,
    /// They pass.
    Pass,
}

/// How many patches a sentence names.
const NAMED: usize = 3;

fn named(patches: &[DuePatch]) -> String {
    let named = patches.iter().take(NAMED).map(|patch| {
        let severity = match patch.severity.as_str() {
            "" => "no severity",
            severity => severity,
        };
        match patch.days_over {
            Some(days) => format!("{} ({severity}) by {days}d", patch.id),
            None => format!("{} ({severity})", patch.id),
        }
    });
    let mut text = named.collect::<Vec<_>>().join(", ");
    if patches.len() > NAMED {
        text.push_str(&format!(" and {} more", patches.len() - NAMED));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sla(text: &str) -> Sla {
        text.parse().expect("times")
    }

    fn patch(severity: &str, state: PatchState) -> ReportedPatch {
        ReportedPatch {
            title: "curl.x86_64:0:1-1".to_owned(),
            kb_id: "curl.x86_64".to_owned(),
            classification: String::new(),
            severity: severity.to_owned(),
            state,
            installed_at: None,
            cve_ids: Vec::new(),
        }
    }

    fn due(text: &str, severity: &str, released: &str) -> Due {
        let patch = patch(severity, PatchState::Missing);
        let today = "2026-11-21".parse().expect("a day");
        Due::of(&sla(text), [(&patch, released.parse().ok())], 1, today)
    }

    #[test]
    fn the_last_day_of_the_time_is_within_it() {
        assert_eq!(due("critical=14d", "Critical", "2026-11-07").within, 1);
        let over = due("critical=14d", "Critical", "2026-11-06").overdue;
        assert_eq!(over[0].days_over, Some(1));
        let over = due("critical=36h", "Critical", "2026-11-19").overdue;
        assert_eq!(over[0].days_over, Some(1));
        assert_eq!(due("critical=36h", "Critical", "2026-11-20").within, 1);
    }

    #[test]
    fn a_severity_without_a_time_has_that_of_the_next_below_and_none_the_shortest() {
        let two = "critical=14d,high=30d";
        // Twenty days old.
        let judged = |text: &str, severity: &str| {
            let due = due(text, severity, "2026-11-01");
            (due.overdue.len(), due.within, due.untimed)
        };
        assert_eq!(judged(two, "Critical"), (1, 0, 0));
        assert_eq!(judged(two, "Important"), (0, 1, 0));
        assert_eq!(judged(two, "Low"), (0, 0, 1));
        assert_eq!(judged(two, ""), (1, 0, 0));
        assert_eq!(judged("moderate=7d", "Critical"), (1, 0, 0));
        assert_eq!(judged("critical=60d,low=7d", "Moderate"), (1, 0, 0));
    }

    #[test]
    fn what_has_no_day_is_not_kept_unless_that_is_allowed() {
        let undated = due("critical=14d", "Critical", "");
        assert!(!undated.is_kept(Undated::Fail) && undated.is_kept(Undated::Pass));
        assert!(due("critical=14d", "Low", "").is_kept(Undated::Fail));

        // Counted by the node, and not listed or rejected: no time is for it.
        let today = "2026-11-21".parse().expect("a day");
        let rejected = patch("Low", PatchState::InstalledRejected);
        let found = Due::of(&sla("low=9w"), [(&rejected, Some(today))], 3, today);
        assert_eq!((found.timeless, found.is_kept(Undated::Pass)), (3, false));
    }

    #[test]
    fn times_are_read_and_nonsense_is_not() {
        assert_eq!(
            sla("high=30d, critical=2w").to_string(),
            sla("critical=14d,important=720h").to_string()
        );
        for bad in [
            "",
            "critical",
            "critical=",
            "dire=1d",
            "critical=0d",
            "high=1d,important=2d",
        ] {
            assert!(bad.parse::<Sla>().is_err(), "{bad}");
        }
    }
}
