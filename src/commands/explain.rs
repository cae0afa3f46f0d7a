//! `patchctl explain`.

use async_trait::async_trait;
use clap::Args;
use serde::Serialize;
use serde_json::Map;

use crate::commands::Noun;
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
use crate::output::format::Format;
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
        if context.ui.format() == Format::Table
            && !context.ui.is_querying()
            && !context.ui.has_columns()
            && !self.what.is_empty()
        {
            context.ui.write_lines(rows.iter().flat_map(lines))?;
            return Ok(ExitCode::Done);
        }
        let id = |row: &Explanation| row.word.clone();
        context.ui.list(Listing {
            kind: "explain",
            columns: &COLUMNS,
            rows,
            id,
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

fn everything() -> Vec<Explanation> {
    let code = |code: &explain::Code| Explanation {
        word: code.code.to_string(),
        of: match code.platform {
            "all" => "exit code on every platform",
            "Linux" => "exit code on Linux",
            "Linux, macOS" => "exit code on Linux and macOS",
            "Windows" => "exit code on Windows",
            _ => "exit code of the hook documents",
        },
        meaning: code.meaning.to_owned(),
        advice: code.advice.to_owned(),
    };
    let state = |word: &str, of: &'static str, meaning: &str| Explanation {
        word: word.to_owned(),
        of,
        meaning: meaning.to_owned(),
        advice: String::new(),
    };
    let mut all: Vec<Explanation> = explain::CODES.iter().map(code).collect();
    all.extend(
        Progress::ALL
            .iter()
            .map(|progress| state(progress.as_str(), "a node in a command", progress.meaning())),
    );
    all.extend(
        COMMANDS
            .iter()
            .map(|(word, meaning)| state(word, "a command", meaning)),
    );
    all.extend(Outcome::ALL.iter().map(|outcome| {
        state(
            outcome.as_str(),
            "a node in a run of patch-now",
            outcome.meaning(),
        )
    }));
    all.extend(
        Standing::ALL
            .iter()
            .map(|standing| state(standing.as_str(), "a run of patch-now", standing.meaning())),
    );
    all.extend(
        Verdict::ALL
            .iter()
            .map(|verdict| state(verdict.as_str(), "a node in compliance", verdict.meaning())),
    );
    all.extend(
        PatchState::ALL
            .iter()
            .map(|patch| state(patch.as_str(), "a patch on a node", patch.meaning())),
    );
    all
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
