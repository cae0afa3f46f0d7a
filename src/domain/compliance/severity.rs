//! Compliance levels: how grave a baseline says a violation is. Not the severity that a publisher
//! gives a patch.

use serde::Serialize;

use crate::domain::baseline::ComplianceLevel;

/// How many violations there are at each compliance level (SSM API, shape `SeveritySummary`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SeverityCounts {
    /// CRITICAL.
    pub critical: i32,
    /// HIGH.
    pub high: i32,
    /// MEDIUM.
    pub medium: i32,
    /// LOW.
    pub low: i32,
    /// INFORMATIONAL.
    pub informational: i32,
    /// UNSPECIFIED: what every baseline of AWS's own says.
    pub unspecified: i32,
}

impl SeverityCounts {
    /// One violation at a level.
    pub fn one(level: ComplianceLevel) -> Self {
        let mut counts = Self::default();
        *match level {
            ComplianceLevel::Critical => &mut counts.critical,
            ComplianceLevel::High => &mut counts.high,
            ComplianceLevel::Medium => &mut counts.medium,
            ComplianceLevel::Low => &mut counts.low,
            ComplianceLevel::Informational => &mut counts.informational,
            ComplianceLevel::Unspecified => &mut counts.unspecified,
        } = 1;
        counts
    }

    /// All of them together.
    pub const fn total(&self) -> i32 {
        let levels = self.at_least(Level::Low);
        levels
            .saturating_add(self.informational)
            .saturating_add(self.unspecified)
    }

    /// How many are at `level` or graver.
    pub const fn at_least(&self, level: Level) -> i32 {
        match level {
            Level::Critical => self.critical,
            Level::High => self.critical.saturating_add(self.high),
            Level::Medium => self.at_least(Level::High).saturating_add(self.medium),
            Level::Low => self.at_least(Level::Medium).saturating_add(self.low),
            Level::Any => self.total(),
        }
    }
}

impl std::ops::AddAssign for SeverityCounts {
    fn add_assign(&mut self, other: Self) {
        self.critical = self.critical.saturating_add(other.critical);
        self.high = self.high.saturating_add(other.high);
        self.medium = self.medium.saturating_add(other.medium);
        self.low = self.low.saturating_add(other.low);
        self.informational = self.informational.saturating_add(other.informational);
        self.unspecified = self.unspecified.saturating_add(other.unspecified);
    }
}

/// From which compliance level on a violation fails the check.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Only CRITICAL
    Critical,
    /// HIGH and CRITICAL
    High,
    /// MEDIUM and graver
    Medium,
    /// LOW and graver
    Low,
    /// Every violation, also those without a level
    #[default]
    Any,
}

impl std::str::FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // INFORMATIONAL and UNSPECIFIED are no levels of a gate: AWS's own baselines say UNSPECIFIED
        // of everything, and whoever means those means any.
        let levels = [
            Self::Critical,
            Self::High,
            Self::Medium,
            Self::Low,
            Self::Any,
        ];

        let found = levels
            .into_iter()
            .find(|level| level.as_str().eq_ignore_ascii_case(text));
        found.ok_or_else(|| format!("`{text}` is not critical, high, medium, low or any"))
    }
}

impl Level {
    /// The word as it is typed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Any => "any",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_includes_the_graver_ones() {
        let counts = SeverityCounts {
            critical: 1,
            high: 2,
            medium: 4,
            low: 8,
            informational: 16,
            unspecified: 32,
        };
        let levels = [
            Level::Critical,
            Level::High,
            Level::Medium,
            Level::Low,
            Level::Any,
        ];
        assert_eq!(
            levels.map(|level| counts.at_least(level)),
            [1, 3, 7, 15, 63]
        );
    }
}
