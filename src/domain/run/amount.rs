//! `MaxConcurrency` and `MaxErrors`: a number of nodes, or a share of them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::operation::Operation;

/// A number of nodes or a share in whole percent, as Run Command writes it (SSM API, shapes
/// `MaxConcurrency` and `MaxErrors`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(into = "String", try_from = "String")]
pub enum Amount {
    /// So many nodes.
    Nodes(u32),
    /// So many percent of the nodes, 0 to 100.
    Percent(u32),
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nodes(number) => write!(f, "{number}"),
            Self::Percent(percent) => write!(f, "{percent}%"),
        }
    }
}

impl From<Amount> for String {
    fn from(amount: Amount) -> Self {
        amount.to_string()
    }
}

impl TryFrom<String> for Amount {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl std::str::FromStr for Amount {
    type Err = String;

    /// Reads `3` or `10%`; no decimals, no leading zeros, at most 7 characters.
    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.strip_suffix('%').unwrap_or(text);
        let plain = digits == "0"
            || (!digits.is_empty()
                && !digits.starts_with('0')
                && digits.bytes().all(|byte| byte.is_ascii_digit()));
        // The patterns of both shapes: 7 characters, and no other forms of a number.
        if !plain || text.len() > 7 {
            return Err(bad(text));
        }

        let number = digits.parse().map_err(|_| bad(text))?;
        match text.ends_with('%') {
            false => Ok(Self::Nodes(number)),
            true if number <= 100 => Ok(Self::Percent(number)),
            true => Err(format!("`{text}` is more than all nodes")),
        }
    }
}

fn bad(text: &str) -> String {
    format!("`{text}` is neither a number of nodes such as 3 nor a whole percentage such as 10%")
}

impl Amount {
    /// Reads a `MaxConcurrency`, which may not be zero.
    pub fn concurrency(text: &str) -> Result<Self, String> {
        match text.parse()? {
            Self::Nodes(0) | Self::Percent(0) => Err(format!(
                "`{text}` would patch no node at all; the least is 1 or 1%"
            )),
            amount => Ok(amount),
        }
    }

    /// How many of `nodes` may be patched at once: at least one, a share rounded down.
    pub fn at_once(self, nodes: usize) -> usize {
        self.of(nodes).clamp(1, nodes.max(1))
    }

    /// How many of `nodes` it stands for, a share rounded down.
    pub fn of(self, nodes: usize) -> usize {
        match self {
            Self::Nodes(number) => number as usize,
            Self::Percent(percent) => nodes * percent as usize / 100,
        }
    }

    /// How many of `nodes` it stands for, a share rounded up.
    pub fn rounded_up(self, nodes: usize) -> usize {
        match self {
            Self::Nodes(number) => number as usize,
            Self::Percent(percent) => (nodes * percent as usize).div_ceil(100),
        }
    }

    /// What the console's Patch now uses for so many nodes (AWS User Guide, "Patching managed nodes
    /// on demand"): concurrency and errors.
    pub fn console(operation: Operation, nodes: usize) -> (Self, Self) {
        match (operation, nodes) {
            (Operation::Scan, _) => (Self::Nodes(1000), Self::Nodes(1000)),
            (Operation::Install, ..25) => (Self::Nodes(1), Self::Nodes(1)),
            (Operation::Install, 25..=100) => (Self::Percent(5), Self::Nodes(5)),
            (Operation::Install, 101..=1000) => (Self::Percent(8), Self::Nodes(10)),
            (Operation::Install, _) => (Self::Percent(10), Self::Nodes(10)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_is_that_of_the_api() {
        let read = |text: &str| text.parse::<Amount>().ok();
        assert_eq!(read("3"), Some(Amount::Nodes(3)));
        assert_eq!(read("10%"), Some(Amount::Percent(10)));
        assert_eq!(read("100%"), Some(Amount::Percent(100)));
        assert_eq!(
            [read("0"), read("0%")],
            [Some(Amount::Nodes(0)), Some(Amount::Percent(0))]
        );
        for bad in [
            "", "%", "-1", "1.5", "1.5%", "101%", "150%", "05", "00", "12345678", " 3", "3 %",
            "+3", "٣",
        ] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert!(Amount::concurrency("0").is_err() && Amount::concurrency("0%").is_err());
    }

    #[test]
    fn shares_are_rounded_down_but_one_node_is_always_patched() {
        assert_eq!(
            [Amount::Percent(10).of(55), Amount::Percent(5).of(19)],
            [5, 0]
        );
        assert_eq!(
            [
                Amount::Percent(5).at_once(19),
                Amount::Nodes(9).at_once(4),
                Amount::Percent(100).at_once(7)
            ],
            [1, 4, 7]
        );
    }

    #[test]
    fn the_console_has_a_table() {
        let install = |nodes| Amount::console(Operation::Install, nodes);
        assert_eq!(install(24), (Amount::Nodes(1), Amount::Nodes(1)));
        assert_eq!(install(25), (Amount::Percent(5), Amount::Nodes(5)));
        assert_eq!(install(100), (Amount::Percent(5), Amount::Nodes(5)));
        assert_eq!(install(101), (Amount::Percent(8), Amount::Nodes(10)));
        assert_eq!(install(1000), (Amount::Percent(8), Amount::Nodes(10)));
        assert_eq!(install(1001), (Amount::Percent(10), Amount::Nodes(10)));
        assert_eq!(
            Amount::console(Operation::Scan, 5),
            (Amount::Nodes(1000), Amount::Nodes(1000))
        );
    }
}
