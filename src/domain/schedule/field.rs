//! One field of a cron expression: values, ranges, steps and names.

use super::quote::quoted;
use crate::domain::text::words::is_digits;

/// What a field may hold.
#[derive(Debug)]
pub(super) struct Kind {
    /// As it stands in a sentence.
    pub name: &'static str,
    /// The least value.
    pub least: i16,
    /// The greatest value.
    pub most: i16,
    /// The names of the values, from the least on.
    pub names: &'static [&'static str],
}

pub(super) const SECONDS: Kind = Kind {
    name: "seconds",
    least: 0,
    most: 59,
    names: &[],
};
pub(super) const MINUTES: Kind = Kind {
    name: "minutes",
    least: 0,
    most: 59,
    names: &[],
};
pub(super) const HOURS: Kind = Kind {
    name: "hours",
    least: 0,
    most: 23,
    names: &[],
};
pub(super) const DAYS_OF_MONTH: Kind = Kind {
    name: "day-of-month",
    least: 1,
    most: 31,
    names: &[],
};
pub(super) const MONTHS: Kind = Kind {
    name: "month",
    least: 1,
    most: 12,
    names: &[
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
    ],
};
pub(super) const DAYS_OF_WEEK: Kind = Kind {
    name: "day-of-week",
    least: 1,
    most: 7,
    names: &["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
};
pub(super) const YEARS: Kind = Kind {
    name: "year",
    least: 1970,
    most: 2199,
    names: &[],
};

impl Kind {
    /// Reads one value: a number, with leading zeros too, or a name in any case.
    pub fn value(&self, text: &str) -> Result<i16, String> {
        let name = self
            .names
            .iter()
            .position(|name| name.eq_ignore_ascii_case(text));
        if let Some(index) = name.and_then(|index| i16::try_from(index).ok()) {
            return Ok(self.least + index);
        }

        let number = is_digits(text).then(|| text.parse::<i16>().ok()).flatten();
        match number {
            Some(number) if (self.least..=self.most).contains(&number) => Ok(number),
            _ => Err(self.refusal(text)),
        }
    }

    fn refusal(&self, text: &str) -> String {
        let names = match (self.names.first(), self.names.last()) {
            (Some(first), Some(last)) => format!(" or {first} to {last}"),
            _ => String::new(),
        };
        let (name, least, most) = (self.name, self.least, self.most);
        format!("{name}: {} is not {least} to {most}{names}", quoted(text))
    }

    /// The greatest step: one that is longer than the field is a mistake (Quartz refuses it too).
    fn greatest_step(&self) -> i16 {
        if self.most > 100 {
            self.most - self.least
        } else {
            self.most
        }
    }

    fn step(&self, text: &str) -> Result<i16, String> {
        let step = is_digits(text).then(|| text.parse::<i16>().ok()).flatten();
        match step {
            Some(step) if (1..=self.greatest_step()).contains(&step) => Ok(step),
            _ => Err(format!(
                "{}: the step {} is not 1 to {}",
                self.name,
                quoted(text),
                self.greatest_step()
            )),
        }
    }
}

/// How an item of a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `*` or `*/b`
    All,
    /// `a`
    One,
    /// `a/b`
    From,
    /// `a-b` or `a-b/c`
    Range,
}

/// One item of the list that a field is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// How it is written.
    pub shape: Shape,
    /// Its first value.
    pub from: i16,
    /// Its last value; before the first one in a range that goes round the end.
    pub to: i16,
    /// How far its values are apart.
    pub step: i16,
    /// Whether it is written with names.
    pub named: bool,
}

impl Item {
    fn read(text: &str, kind: &Kind) -> Result<Self, String> {
        let (base, step) = match text.split_once('/') {
            Some((base, step)) => (base, Some(kind.step(step)?)),
            None => (text, None),
        };
        let named = base.starts_with(|c: char| c.is_ascii_alphabetic());

        // `a/b` goes from a to the end of the field, `a` stays at a.
        let (shape, from, to) = if base == "*" {
            (Shape::All, kind.least, kind.most)
        } else if let Some((from, to)) = base.split_once('-') {
            (Shape::Range, kind.value(from)?, kind.value(to)?)
        } else if step.is_some() {
            (Shape::From, kind.value(base)?, kind.most)
        } else {
            let value = kind.value(base)?;
            (Shape::One, value, value)
        };

        // Years have no end that a range could go round.
        if from > to && kind.most > 100 {
            let range = quoted(base);
            return Err(format!(
                "{}: the range {range} ends before it begins",
                kind.name
            ));
        }
        Ok(Self {
            shape,
            from,
            to,
            step: step.unwrap_or(1),
            named,
        })
    }

    /// Whether it is a range that goes round the end of the field, such as `FRI-MON`.
    pub fn wraps(&self) -> bool {
        self.from > self.to
    }

    fn values(&self, kind: &Kind) -> impl Iterator<Item = i16> {
        // Round the end of the field and on from its beginning: FRI-MON is 6, 7, 8, 9.
        let size = kind.most - kind.least + 1;
        let end = self.to + if self.wraps() { size } else { 0 };
        let (begin, step) = (kind.least, usize::try_from(self.step).unwrap_or(1));
        (self.from..=end)
            .step_by(step)
            .map(move |value| (value - begin) % size + begin)
    }
}

/// A field: a list of items, and the values that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// As they are written.
    pub items: Vec<Item>,
    /// Ascending, each once.
    pub values: Vec<i16>,
    is_all: bool,
}

impl Field {
    /// Reads a comma list of values, ranges and steps.
    pub fn read(text: &str, kind: &Kind) -> Result<Self, String> {
        // Said of the whole field: `?` as one of several items would be told as a wrong number.
        if text.contains('?') {
            return Err(format!("{} cannot be `?`", kind.name));
        }

        let items = text.split(',').map(|item| Item::read(item, kind));
        let items: Vec<Item> = items.collect::<Result<_, _>>()?;
        let mut values: Vec<i16> = items.iter().flat_map(|item| item.values(kind)).collect();
        values.sort_unstable();
        values.dedup();
        let is_all = values.len() == usize::try_from(kind.most - kind.least + 1).unwrap_or(0);
        Ok(Self {
            items,
            values,
            is_all,
        })
    }

    /// Every value there is.
    pub fn all(kind: &Kind) -> Self {
        Self {
            items: Vec::new(),
            values: (kind.least..=kind.most).collect(),
            is_all: true,
        }
    }

    /// One value.
    pub fn one(value: i16) -> Self {
        Self {
            items: Vec::new(),
            values: vec![value],
            is_all: false,
        }
    }

    /// Whether it takes every value there is.
    pub fn is_all(&self) -> bool {
        self.is_all
    }

    /// Whether it takes this value.
    pub fn has(&self, value: i16) -> bool {
        self.values.binary_search(&value).is_ok()
    }

    /// Its values from `least` on.
    pub fn from(&self, least: i16) -> impl Iterator<Item = i16> + '_ {
        let first = self.values.partition_point(|value| *value < least);
        self.values[first..].iter().copied()
    }
}
