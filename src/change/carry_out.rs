//! Carries out what was approved, and tells exactly what was done and what was not.

use super::step::{Change, Outcome, Planned, Row, Step};
use crate::context::Context;
use crate::domain::id::Scope;
use crate::error::{Error, Kind, Result};
use crate::output::plan::{Approved, Consented};

/// What became of a change.
#[derive(Debug)]
pub struct Carried<S> {
    /// Every step, in its order.
    pub rows: Vec<Row<S>>,
    /// Why steps failed.
    pub failures: Vec<Error>,
}

/// The rows of a change that is only shown.
pub fn planned<S>(change: Change<'_, S>) -> Vec<Row<S>> {
    let places = change.places.into_iter();
    places
        .flat_map(|place| {
            let scope = &place.site.scope;
            let steps = place.steps.into_iter();
            steps.map(move |step| row(scope, Outcome::Planned, step))
        })
        .collect()
}

/// Carries out a change place by place. A place whose step failed, or has no known end, is left
/// there; the others are carried out all the same.
pub async fn carry_out<S: Step>(
    context: &Context,
    approved: Approved<Change<'_, S>>,
) -> Carried<S> {
    let (change, consented) = approved.into_parts();
    // A stop must not leave anything half done without saying so.
    let _held = context.interrupt.hold();
    let mut carried = Carried {
        rows: Vec::new(),
        failures: Vec::new(),
    };

    for place in change.places {
        let there = carry_out_place(context, place, &consented).await;
        carried.rows.extend(there.rows);
        carried.failures.extend(there.failures);
    }
    carried
}

async fn carry_out_place<S: Step>(
    context: &Context,
    place: Planned<'_, S>,
    consented: &Consented,
) -> Carried<S> {
    let site = place.site;
    let mut memory = S::Memory::default();
    let mut failures = Vec::new();
    let mut outcomes: Vec<Option<Ended>> = place.steps.iter().map(|_| None).collect();

    while let Some(first) = outcomes.iter().position(Option::is_none) {
        let failed = !S::INDEPENDENT && !failures.is_empty();
        let halted = failed || context.interrupt.requested().is_some();
        if halted && !place.steps[first].is_owed(&memory) {
            outcomes[first] = Some(Ended::NotDone);
            continue;
        }

        let together = together(&place.steps, first, &outcomes);
        let joined: Vec<&S> = together.iter().map(|index| &place.steps[*index]).collect();
        let answers = S::apply(&joined, site, &mut memory, consented).await;
        // What gets no answer is never tried again here.
        for index in &together {
            outcomes[*index] = Some(Ended::NotDone);
        }
        for (index, answer) in together.into_iter().zip(answers) {
            let step = &place.steps[index];
            let (ended, failure) = ended(&site.scope, step, answer);
            failures.extend(failure);
            outcomes[index] = Some(ended);
        }
    }

    let steps = place.steps.into_iter().zip(outcomes);
    let rows = steps
        .map(|(step, ended)| ended_row(&site.scope, step, ended))
        .collect();
    Carried { rows, failures }
}

/// How a step ended by its answer, and the error that says so beside the listing: the row is for
/// programs, the error has the hints.
fn ended<S: Step>(
    scope: &Scope,
    step: &S,
    answer: Result<Option<String>>,
) -> (Ended, Option<Error>) {
    match answer {
        Ok(id) => (Ended::Done(id), None),
        Err(error) => {
            // In the row without what helps, which has no column.
            let (told, line) = (error.one_line(), step.line());
            if error.kind() == Kind::NotKnown {
                let error = error.prefixed(&format!("{scope}: {line}"));
                return (Ended::NotKnown(told), Some(error));
            }
            let error = error.prefixed(&format!("{scope}: failed to {line}"));
            (Ended::Failed(told), Some(error))
        }
    }
}

/// How one step ended.
enum Ended {
    /// It was done, and made something with this id.
    Done(Option<String>),
    /// It failed, and why.
    Failed(String),
    /// It may have been done, and why nobody knows.
    NotKnown(String),
    /// It was not tried.
    NotDone,
}

/// The first step and those behind it that go into the same call, in their order.
fn together<S: Step>(steps: &[S], first: usize, outcomes: &[Option<Ended>]) -> Vec<usize> {
    let behind = (first + 1..steps.len())
        .filter(|index| outcomes[*index].is_none() && steps[*index].joins(&steps[first]));
    std::iter::once(first)
        .chain(behind)
        .take(S::AT_ONCE)
        .collect()
}

fn ended_row<S>(scope: &Scope, step: S, ended: Option<Ended>) -> Row<S> {
    match ended {
        Some(Ended::Done(id)) => Row {
            id,
            ..row(scope, Outcome::Done, step)
        },
        Some(Ended::Failed(why)) => Row {
            error: Some(why),
            ..row(scope, Outcome::Failed, step)
        },
        Some(Ended::NotKnown(why)) => Row {
            error: Some(why),
            ..row(scope, Outcome::NotKnown, step)
        },
        // A step without an answer was not done, as far as anybody knows.
        Some(Ended::NotDone) | None => row(scope, Outcome::NotDone, step),
    }
}

fn row<S>(scope: &Scope, outcome: Outcome, step: S) -> Row<S> {
    Row {
        scope: scope.clone(),
        outcome,
        step,
        id: None,
        error: None,
    }
}
