//! What a change is made of.

use async_trait::async_trait;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value, json};

use crate::aws::site::Site;
use crate::domain::id::Scope;
use crate::error::{Error, Result};
use crate::output::plan::{Consented, Plan};

/// One change of one thing. Its JSON is what a plan and its outcome hold of it.
#[async_trait(?Send)]
pub trait Step: Serialize + Sized {
    /// What the steps of one place leave to later ones: what was made, what is half done.
    type Memory: Default;

    /// Whether each step stands for itself, so that one that fails stops no other.
    const INDEPENDENT: bool = false;

    /// What it does, in a line.
    fn line(&self) -> String;

    /// What changes inside, a line each.
    fn details(&self) -> Vec<String> {
        Vec::new()
    }

    /// What steps of one place do, in the lines of a plan.
    fn lines(steps: &[Self]) -> Vec<String> {
        let mut lines = Vec::new();
        for step in steps {
            lines.push(step.line());
            let details = step.details().into_iter();
            lines.extend(details.map(|detail| format!("    {detail}")));
        }
        lines
    }

    /// The line above the steps of a place; `many` when the change has several places.
    fn heading(scope: &Scope, steps: &[Self], many: bool) -> Option<String> {
        let _ = steps;
        many.then(|| format!("{scope}:"))
    }

    /// How many steps one call carries out at most.
    const AT_ONCE: usize = 1;

    /// Whether it can be carried out in one call with `first`, which stands before it.
    fn joins(&self, first: &Self) -> bool {
        let _ = first;
        false
    }

    /// Whether it is carried out also after a failure or a signal, because without it something
    /// that an earlier step began stays half done.
    fn is_owed(&self, memory: &Self::Memory) -> bool {
        let _ = memory;
        false
    }

    /// Carries out steps that go together. Gives for each the id of what it made, if anything.
    async fn apply(
        steps: &[&Self],
        site: &Site,
        memory: &mut Self::Memory,
        consented: &Consented,
    ) -> Vec<Result<Option<String>>>;
}

/// The steps for one place.
#[derive(Debug)]
pub struct Planned<'a, S> {
    /// The place.
    pub site: &'a Site,
    /// The steps, in their order.
    pub steps: Vec<S>,
}

/// The steps for every place.
#[derive(Debug)]
pub struct Change<'a, S> {
    /// Place by place, in the order in which they are carried out.
    pub places: Vec<Planned<'a, S>>,
    /// Whether places are told apart, also where only one of them has steps.
    pub many: bool,
}

impl<'a, S> Change<'a, S> {
    /// The steps of places, beside so many others that could not be read.
    pub fn new(places: Vec<Planned<'a, S>>, unread: usize) -> Self {
        let many = places.len() + unread > 1;
        Self { places, many }
    }

    /// How many steps there are.
    pub fn len(&self) -> usize {
        self.places.iter().map(|place| place.steps.len()).sum()
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<S: Step> Plan for Change<'_, S> {
    fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for place in self.places.iter().filter(|place| !place.steps.is_empty()) {
            // A place without steps says nothing: it is as it should be.
            lines.extend(S::heading(&place.site.scope, &place.steps, self.many));

            let steps = S::lines(&place.steps);
            lines.extend(steps.into_iter().map(|line| format!("  {line}")));
        }
        lines
    }

    fn members(&self) -> Result<Map<String, Value>> {
        // The lines are what somebody agrees to, so that a plan in JSON has them too.
        let steps = serde_json::to_value(self)
            .map_err(|error| Error::failed("cannot write the plan").with_source(error))?;
        Ok(Map::from_iter([
            ("steps".to_owned(), steps),
            ("lines".to_owned(), json!(self.lines())),
        ]))
    }
}

/// The steps in one list, each with its place.
impl<S: Serialize> Serialize for Change<'_, S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> std::result::Result<T::Ok, T::Error> {
        #[derive(Serialize)]
        struct Placed<'a, S> {
            #[serde(flatten)]
            scope: &'a Scope,
            #[serde(flatten)]
            step: &'a S,
        }

        // Flat, because a row of a plan reads like a row of what was done.
        let places = self.places.iter();
        serializer.collect_seq(places.flat_map(|place| {
            let scope = &place.site.scope;
            place.steps.iter().map(move |step| Placed { scope, step })
        }))
    }
}

/// What became of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Outcome {
    /// Nothing yet: it is only shown.
    Planned,
    /// It was done.
    Done,
    /// It was tried, and AWS or we refused.
    Failed,
    /// It was tried, and nobody knows whether it was done.
    NotKnown,
    /// It was not tried, because an earlier one failed or a signal came.
    NotDone,
}

impl Outcome {
    /// The word that is shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "PLANNED",
            Self::Done => "DONE",
            Self::Failed => "FAILED",
            Self::NotKnown => "NOT_KNOWN",
            Self::NotDone => "NOT_DONE",
        }
    }
}

/// One step with what became of it.
#[derive(Debug, Serialize)]
pub struct Row<S> {
    /// The place.
    #[serde(flatten)]
    pub scope: Scope,
    /// What became of it.
    pub outcome: Outcome,
    /// The step.
    #[serde(flatten)]
    pub step: S,
    /// The id of what it made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Why it failed, or is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}
