//! Who sees what happens to a run, and is asked what a signal means.

use async_trait::async_trait;
use jiff::Timestamp;

use crate::domain::run::event::Event;
use crate::domain::run::name::RunName;
use crate::error::Result;
use crate::output::plan::Choice;

/// What a signal may mean.
#[derive(Debug)]
pub struct Question<'a> {
    /// The run.
    pub run: &'a RunName,
    /// Whether everything was sent, so that the whole run goes on by itself.
    pub all_sent: bool,
    /// Whether the run may be cancelled here: who only looks on was never asked for a yes.
    pub may_cancel: bool,
}

/// Somebody who follows.
#[async_trait(?Send)]
pub trait Observer {
    /// Something happened.
    fn event(&self, at: Timestamp, event: &Event);

    /// How many nodes are done, and the rest in words.
    fn status(&self, done: u64, words: &str);

    /// Whether somebody can be asked.
    fn can_ask(&self) -> bool;

    /// Asks what a signal means.
    async fn ask(&self, question: &Question<'_>) -> Result<Choice>;
}
