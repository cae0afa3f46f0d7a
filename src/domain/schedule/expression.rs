//! An expression as a service takes it.

use std::fmt;

use jiff::civil::DateTime;

use super::cron::Cron;
use super::dialect::Service;
use super::quote::{LONGEST, quoted};
use super::rate::Rate;
use super::{at, near, words};

/// A schedule of one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    pub(super) text: String,
    pub(super) service: Service,
    pub(super) expression: Expression,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    Cron(Box<Cron>),
    Rate(Rate),
    /// By the clock of its zone.
    At(DateTime),
}

impl Schedule {
    /// Reads an expression for a service, and refuses what that service refuses.
    ///
    /// # Errors
    /// A sentence that says what is wrong, and how it is written where a near form is right.
    pub fn read(text: &str, service: Service) -> Result<Self, String> {
        let refused = match expression(text, service) {
            Ok(expression) => {
                return Ok(Self {
                    text: text.to_owned(),
                    service,
                    expression,
                });
            }
            Err(why) => why,
        };

        // Only a form that can be read itself is worth a hint.
        let near = near::forms(text)
            .into_iter()
            .find(|form| expression(form, service).is_ok());
        let hint = near.map_or_else(String::new, |form| format!("; did you mean `{form}`?"));
        Err(format!("{}: {refused}{hint}", quoted(text)))
    }

    /// Who runs it.
    pub fn service(&self) -> Service {
        self.service
    }

    /// Whether it is `cron(…)`.
    pub fn is_cron(&self) -> bool {
        matches!(self.expression, Expression::Cron(_))
    }

    /// Whether it is `rate(…)`.
    pub fn is_rate(&self) -> bool {
        matches!(self.expression, Expression::Rate(_))
    }

    /// Whether it is `at(…)`.
    pub fn is_at(&self) -> bool {
        matches!(self.expression, Expression::At(_))
    }

    /// Whether there is no day at all on which it runs, such as 30 February.
    pub fn never_runs(&self) -> bool {
        matches!(&self.expression, Expression::Cron(cron) if cron.never_runs())
    }

    /// What it says, such as `at 02:00 on the second Tuesday of the month`.
    pub fn in_words(&self) -> String {
        match &self.expression {
            Expression::Cron(cron) => words::of_cron(cron),
            Expression::Rate(rate) => rate.in_words(),
            Expression::At(moment) => format!("once, on {} at {}", moment.date(), moment.time()),
        }
    }
}

impl fmt::Display for Schedule {
    /// As it was written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn expression(text: &str, service: Service) -> Result<Expression, String> {
    // Before anything is read, so that a long text costs nothing.
    if text.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} characters"));
    }

    let dialect = service.dialect();
    let inside = text.strip_suffix(')').and_then(|text| text.split_once('('));
    match inside {
        Some(("cron", inside)) => {
            Cron::read(inside, dialect).map(|cron| Expression::Cron(Box::new(cron)))
        }
        Some(("rate", inside)) => Rate::read(inside, dialect).map(Expression::Rate),
        Some(("at", inside)) => at::read(inside, dialect).map(Expression::At),
        _ => Err(if dialect.no_at.is_some() {
            "a schedule is `cron(…)` or `rate(…)`".to_owned()
        } else {
            "a schedule is `cron(…)`, `rate(…)` or `at(…)`".to_owned()
        }),
    }
}
