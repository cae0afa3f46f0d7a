//! What a plain scalar is for the node: the types of YAML 1.1, as the loader of the node has them.
//!
//! The node reads the list with ruamel.yaml 0.11.6, whose default loader follows YAML 1.1 and,
//! beyond PyYAML, takes `1e3` for a number and `0o17` for an octal one.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Regex, RegexSet};

/// What the node sees where a plain scalar stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Seen {
    /// The text as it is written.
    Text,
    /// Nothing: empty, `~` or `null`.
    Nothing,
    /// `yes`, `off` and their like.
    Bool(bool),
    /// A whole number; shown in decimal.
    Int(String),
    /// A number with a fraction, shown as Python does.
    Float(String),
    /// A date, or a date and a time.
    Date,
    /// `<<`.
    Merge,
    /// Something that looks like a number or a date and that cannot be read, so that the whole file
    /// cannot; and `=`.
    Unreadable,
}

/// Numbers with a fraction, whole numbers and dates, in the order in which the node asks.
static NUMERIC: LazyLock<RegexSet> = LazyLock::new(|| {
    RegexSet::new([
        r"^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$",
        r"^(?:[-+]?0b[01_]+|[-+]?0o?[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$",
        r"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?)$",
    ])
    .expect("the patterns are constant")
});

/// The numbers of a date and a time.
static NUMBERS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("[0-9]+").expect("the pattern is constant"));

/// What the node sees for a plain scalar with this text.
pub(super) fn seen(text: &str) -> Seen {
    // PyYAML leaves out `y` and `n`, which the types of YAML 1.1 have (yaml.org/type/bool), and
    // knows no other capitals than these.
    match text {
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            return Seen::Bool(true);
        }
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            return Seen::Bool(false);
        }
        "" | "~" | "null" | "Null" | "NULL" => return Seen::Nothing,
        "<<" => return Seen::Merge,
        "=" => return Seen::Unreadable,
        _ => {}
    }

    // Most texts begin like nothing but a text.
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) {
        return Seen::Text;
    }

    let kinds = NUMERIC.matches(text);
    match () {
        () if kinds.matched(0) => float(text),
        () if kinds.matched(1) => int(text),
        () if kinds.matched(2) => date(text),
        () => Seen::Text,
    }
}

fn signed(text: &str) -> (&'static str, String) {
    let plain: String = text.chars().filter(|c| *c != '_').collect();
    match plain.strip_prefix('-') {
        Some(rest) => ("-", rest.to_owned()),
        None => ("", plain.strip_prefix('+').unwrap_or(&plain).to_owned()),
    }
}

fn int(text: &str) -> Seen {
    let (sign, digits) = signed(text);

    match magnitude(&digits) {
        Some(0) => Seen::Int("0".to_owned()),
        Some(value) => Seen::Int(format!("{sign}{value}")),
        // Python's whole numbers have no bound; only a prefix without digits cannot be read.
        None if digits.len() > 3 => Seen::Int("a very large number".to_owned()),
        None => Seen::Unreadable,
    }
}

/// A whole number without its sign; `None` when it has no digits, or more than fit.
fn magnitude(digits: &str) -> Option<u128> {
    if let Some(binary) = digits.strip_prefix("0b") {
        return u128::from_str_radix(binary, 2).ok();
    }
    if let Some(hex) = digits.strip_prefix("0x") {
        return u128::from_str_radix(hex, 16).ok();
    }
    if let Some(octal) = digits.strip_prefix("0o") {
        return u128::from_str_radix(octal, 8).ok();
    }

    // Numbers of base 60 (yaml.org/type/int): 12:30 is 750.
    if digits.contains(':') {
        return digits.split(':').try_fold(0u128, |sum, part| {
            sum.checked_mul(60)?.checked_add(part.parse().ok()?)
        });
    }
    // A zero before other digits makes an octal number of them.
    let radix = if digits.starts_with('0') && digits != "0" {
        8
    } else {
        10
    };
    u128::from_str_radix(digits, radix).ok()
}

fn float(text: &str) -> Seen {
    let (sign, digits) = signed(text);
    let lower = digits.to_lowercase();
    if lower == ".inf" || lower == ".nan" {
        return Seen::Float(format!("{sign}{}", &lower[1..]));
    }

    // Numbers of base 60 may have a fraction too (yaml.org/type/float).
    let value = digits.split(':').try_fold(0f64, |sum, part| {
        Some(sum * 60.0 + part.parse::<f64>().ok()?)
    });
    match value {
        // Python shows whole floats with `.0`, up to the bound at which it changes to an exponent.
        Some(value) if value.fract() == 0.0 && value.abs() < 1e16 => {
            Seen::Float(format!("{sign}{value:.1}"))
        }
        Some(value) => Seen::Float(format!("{sign}{value}")),
        None => Seen::Unreadable,
    }
}

fn date(text: &str) -> Seen {
    let numbers: Vec<i16> = NUMBERS
        .find_iter(text)
        .take(6)
        .map(|number| number.as_str().parse().unwrap_or(i16::MAX))
        .collect();
    let [year, month, day, time @ ..] = numbers.as_slice() else {
        return Seen::Unreadable;
    };

    // The loader hands the numbers to Python's `datetime`, which raises on a day or an hour that
    // does not exist and knows no year 0.
    let is_day = *year > 0 && is_day(*year, *month, *day);
    let is_time = time
        .iter()
        .zip([24, 60, 60])
        .all(|(number, bound)| *number < bound);
    if is_day && is_time {
        Seen::Date
    } else {
        Seen::Unreadable
    }
}

fn is_day(year: i16, month: i16, day: i16) -> bool {
    match (i8::try_from(month), i8::try_from(day)) {
        (Ok(month), Ok(day)) => Date::new(year, month, day).is_ok(),
        _ => false,
    }
}

impl Seen {
    /// What the node has in place of the text, for a message.
    pub(super) fn described(&self) -> String {
        match self {
            Self::Text => "a text".to_owned(),
            Self::Nothing => "nothing at all".to_owned(),
            Self::Bool(true) => "the truth value True".to_owned(),
            Self::Bool(false) => "the truth value False".to_owned(),
            Self::Int(number) | Self::Float(number) => format!("the number {number}"),
            Self::Date => "a date".to_owned(),
            Self::Merge => "a merge key".to_owned(),
            Self::Unreadable => "something that it cannot read".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_are_what_the_loader_of_the_node_makes_of_them() {
        let int = |text: &str| Seen::Int(text.to_owned());
        let float = |text: &str| Seen::Float(text.to_owned());
        let table = [
            ("bash", Seen::Text),
            ("nginx", Seen::Text),
            ("y", Seen::Text),
            ("tRue", Seen::Text),
            ("yes", Seen::Bool(true)),
            ("On", Seen::Bool(true)),
            ("OFF", Seen::Bool(false)),
            ("010", int("8")),
            ("08", Seen::Text),
            ("0o17", int("15")),
            ("0o8", Seen::Text),
            ("0b11", int("3")),
            ("0b", Seen::Text),
            ("0b_", Seen::Unreadable),
            ("0x1f", int("31")),
            ("1_000", int("1000")),
            ("1_", int("1")),
            ("_1", Seen::Text),
            ("-0", int("0")),
            ("+1", int("1")),
            ("12:30", int("750")),
            ("-1:30", int("-90")),
            ("1:60", Seen::Text),
            ("190:20:30.15", float("685230.15")),
            ("1.10", float("1.1")),
            ("1e3", float("1000.0")),
            ("1.e3", float("1000.0")),
            ("1.2.3", Seen::Text),
            (".5", float("0.5")),
            ("-.5", Seen::Text),
            ("._", Seen::Unreadable),
            (".", Seen::Text),
            ("-.inf", float("-inf")),
            (".NaN", float("nan")),
            ("~", Seen::Nothing),
            ("", Seen::Nothing),
            ("Null", Seen::Nothing),
            ("nULL", Seen::Text),
            ("2001-12-14", Seen::Date),
            ("2001-12-14 21:59:43.10 -5", Seen::Date),
            ("2001-1-4T1:59:43Z", Seen::Date),
            ("2001-1-4", Seen::Text),
            ("9999-99-99", Seen::Unreadable),
            ("2001-12-14 25:00:00", Seen::Unreadable),
            ("<<", Seen::Merge),
            ("=", Seen::Unreadable),
            ("3.0.2-0ubuntu1.18", Seen::Text),
            ("32:9.8.2-0.62", Seen::Text),
        ];
        for (text, expected) in table {
            assert_eq!(seen(text), expected, "{text}");
        }
        assert_eq!(seen(&"9".repeat(60)), int("a very large number"));
    }
}
