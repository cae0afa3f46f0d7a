//! `patchctl explain`.

use async_trait::async_trait;
use clap::Args;
use serde::Serialize;
use serde_json::Map;

use crate::commands::Noun;
use crate::commands::in_lines;
use crate::context::{Context, Needs};
use crate::domain::compliance::Verdict;
use crate::domain::patch::state::PatchState;
use crate::domain::run::command::{Progress, plain};
use crate::domain::run::explain;
use crate::domain::run::standing::Standing;
use crate::domain::run::verdict::Outcome;
use crate::domain::text::words::near_miss;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};

/// Arguments of `explain`.
#[derive(Debug, Args)]
#[command(after_help = "\
The exit codes are those of the patch script on the node, as Run Command shows them; those of patchctl itself are in
patchctl help exit-codes.

Examples:
  patchctl explain 4
  patchctl explain DeliveryTimedOut
  patchctl explain InstalledPendingReboot -o json")]
pub struct ExplainArgs {
    /// An exit code such as 4 or -1, or a state such as Undeliverable or STILL_MISSING; everything
    /// that is known without one
    #[arg(value_name = "CODE|STATE", allow_negative_numbers = true)]
    what: Vec<String>,
}

/// One explanation.
#[derive(Clone, Debug, Serialize)]
struct Explanation {
    word: String,
    of: &'static str,
    meaning: String,
    advice: String,
}

const COLUMNS: [Column<Explanation>; 4] = [
    Column::always("word", |row| Cell::id(&row.word)),
    Column::always("of", |row| Cell::text(row.of)),
    Column::always("meaning", |row| Cell::text(&row.meaning)),
    Column::always("advice", |row| Cell::text(&row.advice)),
];

#[async_trait(?Send)]
impl Noun for ExplainArgs {
    fn needs(&self) -> Needs {
        Needs::Settings
    }

    async fn run(&self, context: &Context) -> Result<ExitCode> {
        context.ui.check_listing(&COLUMNS)?;

        let known = everything();
        let mut rows = Vec::new();
        for wanted in &self.what {
            let found: Vec<Explanation> = known
                .iter()
                .filter(|row| fits(&row.word, wanted))
                .cloned()
                .collect();
            if found.is_empty() {
                return Err(unknown(wanted, &known));
            }
            rows.extend(found);
        }

        if self.what.is_empty() {
            rows = known;
        }

        // Who asks for one word reads an answer; who asks for all of them looks for a row.
        if in_lines(context) && !self.what.is_empty() {
            context.ui.write_lines(rows.iter().flat_map(lines))?;
            return Ok(ExitCode::Done);
        }
        context.ui.list(Listing {
            kind: "explain",
            columns: &COLUMNS,
            rows,
            id: |row| row.word.clone(),
            scopes: 1,
            extra: Map::new(),
            unreadable: &[],
        })?;
        Ok(ExitCode::Done)
    }
}

fn fits(word: &str, wanted: &str) -> bool {
    match (word.parse::<i64>(), wanted.trim().parse::<i64>()) {
        (Ok(code), Ok(wanted)) => code == wanted,
        (Err(_), Err(_)) => plain(word) == plain(wanted),
        _ => false,
    }
}

fn lines(row: &Explanation) -> Vec<String> {
    let mut lines = vec![
        format!("{} ({})", row.word, row.of),
        format!("  {}", row.meaning),
    ];
    if !row.advice.is_empty() {
        lines.push(format!("  {}", row.advice));
    }
    lines
}

fn unknown(wanted: &str, known: &[Explanation]) -> Error {
    if wanted.trim().parse::<i64>().is_ok() {
        return Error::usage(format!("no patching document of AWS ends with {wanted}, as far as is known"))
            .hint("a hook document ends with codes of its own; read what it printed: patchctl patch-now logs RUN NODE");
    }
    let near = near_miss(wanted, known.iter().map(|row| row.word.as_str()))
        .map(|near| format!("did you mean `{near}`?"));
    Error::usage(format!("`{wanted}` is neither an exit code nor a state"))
        .maybe_hint(near)
        .hint("patchctl explain lists everything that is known")
}

/// Every word in its order; one that several lists know is explained by each.
fn everything() -> Vec<Explanation> {
    let codes = explain::CODES.iter().map(|code| Explanation {
        word: code.code.to_string(),
        of: platform(code),
        meaning: code.meaning.to_owned(),
        advice: code.advice.to_owned(),
    });
    codes.chain(states()).collect()
}

fn platform(code: &explain::Code) -> &'static str {
    match code.platform {
        "all" => "exit code on every platform",
        "Linux" => "exit code on Linux",
        "Linux, macOS" => "exit code on Linux and macOS",
        "Windows" => "exit code on Windows",
        _ => "exit code of the hook documents",
    }
}

fn states() -> Vec<Explanation> {
    // From what is sent to what it leaves on a node: the order in which the words are met.
    let progress = Progress::ALL
        .iter()
        .map(|one| (one.as_str(), "a node in a command", one.meaning()));
    let commands = COMMANDS
        .iter()
        .map(|(word, meaning)| (*word, "a command", *meaning));
    let outcomes = Outcome::ALL
        .iter()
        .map(|one| (one.as_str(), "a node in a run of patch-now", one.meaning()));
    let standings = Standing::ALL
        .iter()
        .map(|one| (one.as_str(), "a run of patch-now", one.meaning()));
    let verdicts = Verdict::ALL
        .iter()
        .map(|one| (one.as_str(), "a node in compliance", one.meaning()));
    let patches = PatchState::ALL
        .iter()
        .map(|one| (one.as_str(), "a patch on a node", one.meaning()));

    progress
        .chain(commands)
        .chain(outcomes)
        .chain(standings)
        .chain(verdicts)
        .chain(patches)
        .map(|(word, of, meaning)| Explanation {
            word: word.to_owned(),
            of,
            meaning: meaning.to_owned(),
            advice: String::new(),
        })
        .collect()
}

/// What only whole commands can be (AWS User Guide, "Understanding command statuses").
const COMMANDS: [(&str, &str); 3] = [
    (
        "NoInstancesInTag",
        "the targets came to no node: nothing happened, although nothing failed",
    ),
    (
        "Incomplete",
        "the command was tried on every node, and some gave no Success",
    ),
    (
        "RateExceeded",
        "more commands were sent than the account may send; nothing of it ran",
    ),
];
