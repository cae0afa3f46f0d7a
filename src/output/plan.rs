//! What a writing command is about to do, and the proof without which nothing is written.

use serde_json::{Map, Value};

use super::format::Format;
use super::{Ui, sanitize, terminal, value};
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
    /// Above so many machines a `y` is no yes: their number is typed.
    pub typed_above: Option<usize>,
}

/// What a command is about to do.
pub trait Plan {
    /// The plan for people.
    fn lines(&self) -> Vec<String>;

    /// What is agreed to, in one line: the plan above it may have gone out of sight.
    fn question(&self) -> Option<String> {
        None
    }

    /// How many machines it changes.
    fn machines(&self) -> usize {
        0
    }

    /// The plan for programs: the plan itself, not its lines, where it is more than those.
    ///
    /// # Errors
    /// When it has no JSON form.
    fn members(&self) -> Result<Map<String, Value>> {
        Ok(Map::from_iter([("lines".to_owned(), self.lines().into())]))
    }
}

/// A plan that is only words.
impl Plan for Vec<String> {
    fn lines(&self) -> Vec<String> {
        self.clone()
    }
}

/// Proof that a plan was shown and agreed to. Only [`Ui::approve`] makes one, and every function of
/// the gateway that writes takes one.
#[derive(Debug)]
pub struct Consented(());

/// A plan that was shown and agreed to. It owns the plan, so that nothing else is carried out.
#[derive(Debug)]
pub struct Approved<P> {
    plan: P,
    consented: Consented,
}

impl<P> Approved<P> {
    /// The proof.
    pub fn consented(&self) -> &Consented {
        &self.consented
    }

    /// The plan, to be carried out, and the proof.
    pub fn into_parts(self) -> (P, Consented) {
        (self.plan, self.consented)
    }
}

/// What to do with a run after Ctrl-C.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Stop following; the run goes on.
    Stop,
    /// Cancel the run.
    Cancel,
    /// Follow on.
    GoOn,
}

/// Asks for one line at the terminal.
///
/// # Errors
/// When the answer cannot be read.
pub async fn ask(question: &str) -> Result<String> {
    terminal::write_err(&format!("{} ", sanitize::for_terminal(question)));
    let mut line = OpenLine(true);
    let answer = read_line().await?;
    line.0 = !answer.ends_with('\n');
    Ok(answer)
}

/// The answer is read by a thread of its own, so that a signal is heard while nobody answers.
async fn read_line() -> Result<String> {
    let read = tokio::task::spawn_blocking(|| {
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer).map(|_| answer)
    });
    read.await
        .unwrap_or_else(|stopped| Err(stopped.into()))
        .map_err(|error| Error::io("cannot read the answer", error))
}

/// A question whose line is ended when no answer did that: whatever is said next begins a line of
/// its own.
struct OpenLine(bool);

impl Drop for OpenLine {
    fn drop(&mut self) {
        if self.0 {
            terminal::write_err("\n");
        }
    }
}

fn refused(message: &str) -> Error {
    Error::new(Kind::Refused, message).hint("--yes agrees to the plan, --dry-run only shows it")
}

/// The lines of a plan for people.
fn text(lines: &[String]) -> String {
    lines.iter().fold(String::new(), |plan, line| {
        plan + &sanitize::for_terminal(line) + "\n"
    })
}

impl Ui {
    /// Shows a plan where that is asked for, and asks where it must; `None` after `--dry-run`.
    /// Where the result is JSON, so is the plan.
    ///
    /// # Errors
    /// Refused (exit 8) when the answer is no, or when nobody can be asked and `--yes` is missing; a
    /// failure when what comes of it could not be told, because standard output is closed.
    pub async fn approve<P: Plan>(&self, plan: P, consent: Consent) -> Result<Option<Approved<P>>> {
        if consent.dry_run {
            self.write_plan(&plan)?;
            self.note("nothing was written (--dry-run)");
            return Ok(None);
        }

        // Found out only after the change, this would hide what became of it. Who is not asked writes
        // files, and may have nothing to print.
        if consent.must_ask {
            terminal::check_out().map_err(|error| error.prefixed("nothing was changed"))?;
        }

        // Whose nodes and baselines these are is a part of what is agreed to. Where nobody is asked
        // anything, as before a report is put somewhere, it is no question either.
        let doubt = self.unknown_account().filter(|_| consent.must_ask);
        if let (true, Some(why)) = (consent.yes, &doubt) {
            return Err(Error::new(Kind::Refused, format!("the account is {why}")).hint(
                "--yes needs to know it: add --accounts ID, or answer at a terminal without --yes",
            ));
        }

        // On standard error: standard output is for the result, which comes after.
        let asks = consent.must_ask && !consent.yes;
        if asks || (consent.always_shown && !self.options.quiet) {
            terminal::write_err(&if self.speaks_json() {
                value::line(&self.plan_document(&plan)?)
            } else {
                text(&plan.lines())
            });
        }
        if asks {
            let machines = plan.machines();
            let typed = consent.typed_above.filter(|above| machines > *above);
            let question = [
                doubt.map(|why| format!("The account is {why}.")),
                plan.question(),
            ];
            let question: Vec<String> = question.into_iter().flatten().collect();
            self.ask(question, typed.map(|_| machines)).await?;
        }

        let consented = Consented(());
        Ok(Some(Approved { plan, consented }))
    }

    /// A plan for programs.
    fn plan_document(&self, plan: &impl Plan) -> Result<Value> {
        let mut document = self.header("plan");
        document.extend(plan.members()?);
        Ok(Value::Object(document))
    }

    /// The plan as the result of the command.
    fn write_plan(&self, plan: &impl Plan) -> Result<()> {
        if let Some(query) = &self.options.query {
            return self.value(&query.apply(&self.plan_document(plan)?)?);
        }
        match self.format() {
            Format::Json => self.write_raw(&value::json(&self.plan_document(plan)?)),
            Format::Jsonl => self.write_raw(&value::line(&self.plan_document(plan)?)),
            Format::Yaml => self.write_raw(&value::yaml(&self.plan_document(plan)?)?),
            _ => self.write_lines(plan.lines()),
        }
    }

    /// Whether a command whose result is a name prints that alone: a script takes it as it is.
    pub fn prints_names(&self) -> bool {
        matches!(self.format(), Format::Table | Format::Ids) && self.options.query.is_none()
    }

    /// Whether somebody sits at a terminal and can be asked.
    pub fn can_ask(&self) -> bool {
        std::io::IsTerminal::is_terminal(&std::io::stdin()) && self.terminal.err.terminal
    }

    /// Asks for one of several letters until one of them is typed; the end of the input stops.
    ///
    /// # Errors
    /// When the answer cannot be read.
    pub async fn choose(&self, question: &str, choices: &[(char, Choice)]) -> Result<Choice> {
        loop {
            terminal::write_err(&format!("{} ", sanitize::for_terminal(question)));
            let answer = read_line().await?;
            // Not even a line end: nobody will ever answer, and to ask again would not end.
            if answer.is_empty() {
                return Ok(Choice::Stop);
            }

            let letter = answer.trim().chars().next();
            let letter = letter.map(|letter| letter.to_ascii_lowercase());
            let chosen = choices.iter().find(|(name, _)| Some(*name) == letter);
            if let Some((_, choice)) = chosen {
                return Ok(*choice);
            }
        }
    }

    /// Why it is not known to which account the writing goes, when that is so.
    fn unknown_account(&self) -> Option<String> {
        let place = self.place.get().filter(|place| place.account_unknown)?;
        place.account_reason.clone()
    }

    /// Asks for a yes, or for a number that has to be typed in its place.
    async fn ask(&self, mut question: Vec<String>, typed: Option<usize>) -> Result<()> {
        if !self.can_ask() {
            return Err(refused(
                "nobody can be asked here, because there is no terminal",
            ));
        }

        question.push(match typed {
            Some(number) => format!("Type {number} to go on:"),
            None => "Go on? [y/N]".to_owned(),
        });
        let answer = ask(&question.join(" ")).await?;
        let answer = answer.trim();

        // Everything but a clear yes is a no, also the end of the input.
        let agreed = match typed {
            Some(number) => answer == number.to_string(),
            None => matches!(answer, "y" | "Y" | "yes"),
        };
        if agreed {
            Ok(())
        } else {
            Err(refused("not agreed to; nothing was changed"))
        }
    }
}
