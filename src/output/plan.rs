//! What a writing command is about to do, and the token without which nothing is written.

use super::{Ui, sanitize, terminal};
use crate::error::{Error, Kind, Result};

/// How a plan may be approved.
#[derive(Clone, Copy, Debug, Default)]
pub struct Consent {
    /// `--dry-run`: show the plan and stop.
    pub dry_run: bool,
    /// `--yes`: do not ask.
    pub yes: bool,
    /// Whether the plan destroys something, so that it must be asked for.
    pub must_ask: bool,
    /// Show the plan also when nobody is asked.
    pub always_shown: bool,
}

/// Proof that a plan was shown and agreed to. Only [`Ui::approve`] makes one, and every function that writes takes one.
#[derive(Debug)]
pub struct Approved(());

/// A question whose line is ended when no answer did that: whatever is said next begins a line of its own.
struct OpenLine(bool);

impl Drop for OpenLine {
    fn drop(&mut self) {
        if self.0 {
            terminal::write_err("\n");
        }
    }
}

impl Ui {
    /// Shows a plan where that is asked for, and asks where it must; `None` after `--dry-run`.
    ///
    /// # Errors
    /// Refused (exit 8) when the answer is no, or when nobody can be asked and `--yes` is missing.
    pub async fn approve(&self, lines: &[String], consent: Consent) -> Result<Option<Approved>> {
        let plan = lines.iter().fold(String::new(), |plan, line| plan + &sanitize::for_terminal(line) + "\n");
        if consent.dry_run {
            self.write(&plan)?;
            self.note("nothing was written (--dry-run)");
            return Ok(None);
        }
        let asks = consent.must_ask && !consent.yes;
        if asks || (consent.always_shown && !self.options.quiet) {
            terminal::write_err(&plan);
        }
        if asks {
            self.ask().await?;
        }
        Ok(Some(Approved(())))
    }

    /// The answer is read by a thread of its own, so that a signal is heard while nobody answers.
    async fn ask(&self) -> Result<()> {
        let refused = |message: &str| Error::new(Kind::Refused, message).hint("--yes agrees to the plan, --dry-run only shows it");
        if !(std::io::IsTerminal::is_terminal(&std::io::stdin()) && self.terminal.err.terminal) {
            return Err(refused("nobody can be asked here, because there is no terminal"));
        }
        terminal::write_err("Go on? [y/N] ");
        let mut line = OpenLine(true);
        let read = tokio::task::spawn_blocking(|| {
            let mut answer = String::new();
            std::io::stdin().read_line(&mut answer).map(|_| answer)
        });
        let answer =
            read.await.unwrap_or_else(|stopped| Err(stopped.into())).map_err(|error| Error::io("cannot read the answer", error))?;
        line.0 = !answer.ends_with('\n');
        drop(line);
        if matches!(answer.trim(), "y" | "Y" | "yes") { Ok(()) } else { Err(refused("not agreed to; nothing was changed")) }
    }
}
