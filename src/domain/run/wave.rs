//! Waves: which nodes go first, and what must hold before the next ones follow.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::amount::Amount;
use crate::domain::compliance::gate::Tolerance;

/// The size of a wave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(into = "String", try_from = "String")]
pub enum WaveSize {
    /// So many nodes, or a share of all nodes of the run, rounded up.
    Of(Amount),
    /// Every node that is left.
    Rest,
}

impl fmt::Display for WaveSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Of(amount) => amount.fmt(f),
            Self::Rest => f.write_str("rest"),
        }
    }
}

impl From<WaveSize> for String {
    fn from(size: WaveSize) -> Self {
        size.to_string()
    }
}

impl TryFrom<String> for WaveSize {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl std::str::FromStr for WaveSize {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "rest" {
            return Ok(Self::Rest);
        }

        // An empty wave would have a gate that always opens, and prove nothing.
        match text.parse() {
            Ok(Amount::Nodes(0) | Amount::Percent(0)) => {
                Err(format!("a wave of `{text}` has no node"))
            }
            Ok(amount) => Ok(Self::Of(amount)),
            Err(_) => Err(format!(
                "`{text}` is neither a number of nodes such as 3, nor a whole percentage up to 100%, nor rest"
            )),
        }
    }
}

/// The most waves that a run can have.
pub const MOST_WAVES: usize = 100;

/// Splits nodes into waves; waves for which no node is left are dropped.
///
/// # Errors
/// A sentence, when the sizes leave nodes out, or go on after `rest`.
pub fn split<T: Clone>(nodes: &[T], sizes: &[WaveSize]) -> Result<Vec<Vec<T>>, String> {
    if sizes.is_empty() {
        return Ok(vec![nodes.to_vec()]);
    }
    if sizes.len() > MOST_WAVES {
        return Err(format!("{} waves are more than {MOST_WAVES}", sizes.len()));
    }
    let rest = sizes.iter().position(|size| *size == WaveSize::Rest);
    if rest.is_some_and(|place| place + 1 < sizes.len()) {
        return Err("after `rest` no node is left for another wave".to_owned());
    }

    // Shares are of all nodes, and not of those that are left: 10%,10% are two equal waves.
    let mut left = nodes;
    let mut waves = Vec::new();
    for size in sizes {
        let wanted = match size {
            WaveSize::Of(amount) => amount.rounded_up(nodes.len()),
            WaveSize::Rest => left.len(),
        };
        let (wave, rest) = left.split_at(wanted.min(left.len()));
        left = rest;
        if !wave.is_empty() {
            waves.push(wave.to_vec());
        }
    }

    // A node that no wave has would stay unpatched without a word.
    if left.is_empty() {
        Ok(waves)
    } else {
        Err(format!(
            "the waves leave {} of {} nodes out; end them with `rest`",
            left.len(),
            nodes.len()
        ))
    }
}

/// What must hold after a wave before the next one begins.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct WaveGate {
    /// How many nodes of the wave may have failed.
    pub failed: Tolerance,
    /// How many nodes of the wave may violate their baseline afterwards; any number when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub noncompliant: Option<Tolerance>,
}

impl Default for WaveGate {
    fn default() -> Self {
        Self {
            failed: Tolerance::Nodes(0),
            noncompliant: None,
        }
    }
}

impl fmt::Display for WaveGate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "failed={}", shown(self.failed))?;
        self.noncompliant
            .map_or(Ok(()), |most| write!(f, ",noncompliant={}", shown(most)))
    }
}

fn shown(tolerance: Tolerance) -> String {
    match tolerance {
        Tolerance::Nodes(number) => number.to_string(),
        Tolerance::Percent(percent) => format!("{percent}%"),
    }
}

impl std::str::FromStr for WaveGate {
    type Err = String;

    /// Reads `failed=N|P%` and `noncompliant=N|P%`, in any order, joined by a comma.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut gate = Self::default();
        let mut seen = Vec::new();
        for part in text.split(',') {
            let (key, value) = part.split_once('=').ok_or_else(|| no_condition(part))?;
            // Of two values for one thing neither is surely meant.
            if seen.contains(&key) {
                return Err(format!("`{key}` is given twice"));
            }
            seen.push(key);
            match key {
                "failed" => gate.failed = value.parse()?,
                "noncompliant" => gate.noncompliant = Some(value.parse()?),
                _ => return Err(no_condition(part)),
            }
        }

        Ok(gate)
    }
}

fn no_condition(part: &str) -> String {
    format!(
        "`{part}` is not a condition; write failed=N, noncompliant=N, or shares such as failed=5%"
    )
}

/// What a gate says of a wave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// The next wave may begin.
    Open,
    /// Too many nodes failed.
    TooManyFailed(String),
    /// Too many nodes violate their baseline.
    TooManyNonCompliant(String),
}

impl WaveGate {
    /// Judges a wave of so many nodes.
    pub fn judge(&self, failed: usize, noncompliant: usize, nodes: usize) -> Passage {
        // A failure is the graver reason, and often that of the other.
        if !self.failed.allows(failed, nodes) {
            return Passage::TooManyFailed(format!(
                "{failed} of {nodes} nodes failed, and the gate is {self}"
            ));
        }
        if self
            .noncompliant
            .is_some_and(|most| !most.allows(noncompliant, nodes))
        {
            return Passage::TooManyNonCompliant(format!(
                "{noncompliant} of {nodes} nodes not compliant, and the gate is {self}"
            ));
        }

        Passage::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(text: &str) -> Vec<WaveSize> {
        text.split(',').map(|size| size.parse().unwrap()).collect()
    }

    fn lengths(nodes: usize, text: &str) -> Result<Vec<usize>, String> {
        let all: Vec<usize> = (0..nodes).collect();
        let waves = split(&all, &sizes(text))?;
        assert_eq!(waves.concat(), all, "every node is in exactly one wave");
        Ok(waves.iter().map(Vec::len).collect())
    }

    #[test]
    fn a_canary_then_a_share_then_the_rest() {
        assert_eq!(lengths(40, "1,10%,rest"), Ok(vec![1, 4, 35]));
        assert_eq!(lengths(41, "1,10%,100%"), Ok(vec![1, 5, 35]));
        assert_eq!(lengths(1, "1,10%,rest"), Ok(vec![1]));
        assert_eq!(lengths(2, "1,10%,rest"), Ok(vec![1, 1]));
        assert!(lengths(40, "1,10%").is_err_and(|why| why.contains("35 of 40")));
        assert!(lengths(4, "rest,1").is_err());
        assert_eq!(split(&[1, 2], &[]), Ok(vec![vec![1, 2]]));
        for bad in ["0", "0%", "101%", "all", "", "-1", "+1", "1.5"] {
            assert!(bad.parse::<WaveSize>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_gate_counts_failures_and_violations() {
        let gate: WaveGate = "failed=1,noncompliant=50%".parse().unwrap();
        assert_eq!(gate.judge(1, 2, 4), Passage::Open);
        assert!(matches!(gate.judge(2, 0, 4), Passage::TooManyFailed(_)));
        assert!(matches!(
            gate.judge(0, 3, 4),
            Passage::TooManyNonCompliant(_)
        ));
        assert!(
            matches!(
                WaveGate::default().judge(1, 0, 4),
                Passage::TooManyFailed(_)
            ),
            "the default lets no failure pass"
        );
        assert_eq!(WaveGate::default().judge(0, 4, 4), Passage::Open);
        assert_eq!(gate.to_string(), "failed=1,noncompliant=50%");
        for bad in [
            "",
            "failed",
            "failed=x",
            "broken=1",
            "failed=1,failed=2",
            "failed=101%",
        ] {
            assert!(bad.parse::<WaveGate>().is_err(), "{bad}");
        }
    }
}
