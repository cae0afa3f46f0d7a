//! What a person or a program sees of a run while it is followed, and the question after Ctrl-C.

use async_trait::async_trait;
use jiff::Timestamp;

use crate::domain::run::event::Event;
use crate::error::Result;
use crate::output::Ui;
use crate::output::plan::Choice;
use crate::output::run_view::RunView;
use crate::run::observer::{Observer, Question};

/// Shows a run live.
pub struct Live<'a> {
    ui: &'a Ui,
    view: RunView<'a>,
}

impl<'a> Live<'a> {
    /// Starts to show a run of so many nodes.
    pub fn new(ui: &'a Ui, nodes: usize) -> Self {
        let view = ui.run_view(nodes as u64);
        Self { ui, view }
    }

    /// Takes the status line away.
    pub fn hide(&self) {
        self.view.hide();
    }
}

#[async_trait(?Send)]
impl Observer for Live<'_> {
    fn event(&self, at: Timestamp, event: &Event) {
        self.view.event(at, event);
    }

    fn status(&self, done: u64, words: &str) {
        self.view.status(done, words);
    }

    fn can_ask(&self) -> bool {
        self.ui.can_ask()
    }

    async fn ask(&self, question: &Question<'_>) -> Result<Choice> {
        self.view.hide();
        let goes_on = if question.all_sent {
            "the run goes on"
        } else {
            "what was sent goes on"
        };
        // Stop comes first: it is what Ctrl-C meant.
        let mut choices = vec![('s', Choice::Stop), ('f', Choice::GoOn)];
        let mut cancel = "";
        // To look on does not give the right to cancel: nobody agreed to that here.
        if question.may_cancel {
            choices.push(('c', Choice::Cancel));
            cancel = " [c]ancel the run;";
        }
        let run = question.run;
        let text = format!("{run}: [s]top following, {goes_on};{cancel} [f]ollow on?");
        self.ui.choose(&text, &choices).await
    }
}
