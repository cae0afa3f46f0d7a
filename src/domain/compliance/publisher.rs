//! Severities that publishers give their patches, sorted by one scale.

use serde::Serialize;

use super::facts::PatchCounts;
use crate::domain::patch::state::{PatchState, ReportedPatch};

/// From which severity of the publisher on a violation fails the check; the gravest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PublisherLevel {
    /// Only Critical.
    Critical,
    /// Important and graver; some publishers say High.
    Important,
    /// Moderate and graver; Amazon Linux says Medium.
    Moderate,
    /// Low and graver.
    Low,
}

impl PublisherLevel {
    /// The words as they are typed.
    pub const NAMES: [&str; 4] = ["critical", "important", "moderate", "low"];

    /// The word as it is typed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Important => "important",
            Self::Moderate => "moderate",
            Self::Low => "low",
        }
    }

    /// Reads the word of a publisher or of a user; case does not count. The priorities of Debian and
    /// Ubuntu (`required`, `standard`, `optional`) are no severities.
    pub fn of(word: &str) -> Option<Self> {
        const WORDS: [(&str, PublisherLevel); 6] = [
            ("critical", PublisherLevel::Critical),
            ("important", PublisherLevel::Important),
            ("high", PublisherLevel::Important),
            ("moderate", PublisherLevel::Moderate),
            ("medium", PublisherLevel::Moderate),
            ("low", PublisherLevel::Low),
        ];
        let known = WORDS
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(word));
        known.map(|(_, level)| *level)
    }
}

/// The violating patches of a node by the severity that their publishers give them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PublisherCounts {
    /// Critical.
    pub critical: usize,
    /// Important or High.
    pub important: usize,
    /// Moderate or Medium.
    pub moderate: usize,
    /// Low.
    pub low: usize,
    /// Without a severity, with one that is not known, or counted by the node and not listed.
    pub unknown: usize,
}

impl PublisherCounts {
    /// Counts the violating patches of a node. What the node counts as violations and does not list
    /// has no severity that anybody knows.
    pub fn of(violations: i32, patches: &[ReportedPatch]) -> Self {
        let mut counts = Self::default();
        for patch in patches {
            *counts.of_level(PublisherLevel::of(&patch.severity)) += 1;
        }
        let violations = usize::try_from(violations).unwrap_or(0);
        counts.unknown += violations.saturating_sub(patches.len());
        counts
    }

    const fn of_level(&mut self, level: Option<PublisherLevel>) -> &mut usize {
        match level {
            Some(PublisherLevel::Critical) => &mut self.critical,
            Some(PublisherLevel::Important) => &mut self.important,
            Some(PublisherLevel::Moderate) => &mut self.moderate,
            Some(PublisherLevel::Low) => &mut self.low,
            None => &mut self.unknown,
        }
    }

    /// Whether any is at a level or graver, or may be because nobody knows its severity.
    pub const fn may_reach(&self, level: PublisherLevel) -> bool {
        self.reaches(level) || self.unknown > 0
    }

    /// Whether any is at a level or graver.
    pub const fn reaches(&self, level: PublisherLevel) -> bool {
        let important = self.critical + self.important;
        match level {
            PublisherLevel::Critical => self.critical > 0,
            PublisherLevel::Important => important > 0,
            PublisherLevel::Moderate => important + self.moderate > 0,
            PublisherLevel::Low => important + self.moderate + self.low > 0,
        }
    }
}

/// The states of patches that violate the baseline of a node. Available security updates do when
/// the baseline says so, and are then counted as violations (AWS User Guide, patch compliance
/// states).
pub fn violating_states(counts: &PatchCounts) -> Vec<PatchState> {
    let mut states = PatchState::VIOLATIONS.to_vec();
    if counts.available_security_updates > 0 && counts.security_noncompliant > 0 {
        states.push(PatchState::AvailableSecurityUpdate);
    }
    states
}
