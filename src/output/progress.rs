//! A progress bar on a terminal; nothing in a pipe.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Ui;

/// A bar on standard error that hides itself when nobody is looking.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Ui {
    /// Starts a bar for `total` things named by `what`.
    pub fn progress(&self, total: u64, what: &'static str) -> Progress {
        let visible = self.terminal.err.terminal && !self.options.quiet;

        // A hidden bar costs nothing, and its caller need not know whether anybody looks.
        let target = if visible {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };

        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} {eta}")
            .expect("the template is constant");

        Progress {
            bar: ProgressBar::with_draw_target(Some(total), target)
                .with_style(style)
                .with_message(what),
        }
    }
}

impl Progress {
    /// One more thing is done.
    pub fn step(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
