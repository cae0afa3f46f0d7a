//! `patchctl explain`.

mod documents;
mod files;

use async_trait::async_trait;
use clap::Args;
use serde::Serialize;
use serde_json::Map;

use crate::commands::Noun;
use crate::commands::in_lines;
use crate::context::{Context, Needs};
use crate::domain::compliance::Verdict;
use crate::domain::handbook::document::Document;
use crate::domain::handbook::documents::DOCUMENTS;
use crate::domain::handbook::files::{FILES, StateFile};
use crate::domain::id::Region;
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
patchctl help exit-codes. A document is told with its parameters, the least SSM Agent, the buckets of AWS that a node must reach
(with --region those of that Region) and the commands that use it. Nothing is asked of AWS.

Examples:
  patchctl explain 4
  patchctl explain DeliveryTimedOut
  patchctl explain InstalledPendingReboot -o json
  patchctl explain AWS-RunPatchBaseline --region eu-central-1
  patchctl explain patch-states-configuration.json")]
pub struct ExplainArgs {
    /// An exit code such as 4 or -1, a state such as Undeliverable or STILL_MISSING, a document that
    /// patches, or a file in which patching keeps its state on a node; everything that is known
    /// without one
    #[arg(value_name = "CODE|STATE|DOCUMENT|FILE", allow_negative_numbers = true)]
    what: Vec<String>,
}

/// One explanation.
#[derive(Clone, Debug, Serialize)]
struct Explanation {
    word: String,
    of: &'static str,
    meaning: String,
    advice: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<documents::Told>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<files::Told>,
}

impl Explanation {
    /// Of a word of which no more is known.
    fn word(word: &str, of: &'static str, meaning: &str, advice: &str) -> Self {
        Self {
            word: word.to_owned(),
            of,
            meaning: meaning.to_owned(),
            advice: advice.to_owned(),
            document: None,
            file: None,
        }
    }
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

        let known = everything(&context.settings.regions.value);
        let mut rows = Vec::new();
        for wanted in &self.what {
            let found: Vec<Explanation> = known
                .iter()
                .filter(|row| fits(&row.word, wanted))
                .cloned()
                .collect();
            // A file has another name on each platform.
            let found = if found.is_empty() {
                files_meant(wanted)
            } else {
                found
            };
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
    // AWS names its documents by ARN as well as by name.
    let wanted = match wanted.rsplit_once(":document/") {
        Some((_, name)) => name,
        None => wanted,
    };
    match (word.parse::<i64>(), wanted.trim().parse::<i64>()) {
        (Ok(code), Ok(wanted)) => code == wanted,
        (Err(_), Err(_)) => plain(word) == plain(wanted),
        _ => false,
    }
}

fn lines(row: &Explanation) -> Vec<String> {
    let mut lines = vec![format!("{} ({})", row.word, row.of)];
    if let Some(document) = &row.document {
        lines.extend(documents::page(document, &row.meaning));
        return lines;
    }
    if let Some(file) = &row.file {
        lines.extend(files::page(file, &row.meaning, &row.advice));
        return lines;
    }

    lines.push(format!("  {}", row.meaning));
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
    let words = known.iter().map(|row| row.word.clone());
    let words: Vec<String> = words
        .chain(FILES.iter().flat_map(StateFile::names).map(str::to_owned))
        .collect();
    let near = near_miss(wanted, words.iter().map(String::as_str))
        .map(|near| format!("did you mean `{near}`?"));
    Error::usage(format!(
        "`{wanted}` is no exit code, state, patching document or file of patching"
    ))
    .maybe_hint(near)
    .hint("patchctl explain lists everything that is known")
}

/// Every word in its order; one that several lists know is explained by each.
fn everything(regions: &[Region]) -> Vec<Explanation> {
    let codes = explain::CODES.iter().map(|code| {
        let word = code.code.to_string();
        Explanation::word(&word, platform(code), code.meaning, code.advice)
    });
    codes
        .chain(states())
        .chain(
            DOCUMENTS
                .iter()
                .map(|document| of_document(document, regions)),
        )
        .chain(FILES.iter().map(of_file))
        .collect()
}

/// The files that somebody means by a name or a path.
fn files_meant(wanted: &str) -> Vec<Explanation> {
    let meant = FILES.iter().filter(|file| file.is_meant(wanted));
    meant.map(of_file).collect()
}

fn of_document(document: &Document, regions: &[Region]) -> Explanation {
    let advice = match document.used_by.first() {
        Some(command) => format!("with {command}"),
        None => String::new(),
    };
    Explanation {
        document: Some(documents::told(document, regions)),
        ..Explanation::word(
            document.name,
            documents::kind(document),
            document.does,
            &advice,
        )
    }
}

/// By its name where it is first.
fn of_file(file: &StateFile) -> Explanation {
    let name = file.names().next().unwrap_or_default();
    Explanation {
        file: Some(files::told(file)),
        ..Explanation::word(name, "a file on a node", file.holds, file.advice)
    }
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
        .map(|(word, of, meaning)| Explanation::word(word, of, meaning, ""))
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
