//! The receipts of patch runs on this machine: one JSON file for each run, replaced as a whole
//! whenever anything changed, with a journal beside it of what was sent since.

mod disk;
mod journal;
pub mod locks;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::run::automation;
use crate::domain::run::automation::AutomationRecord;
use crate::domain::run::name::RunName;
use crate::domain::run::record;
use crate::domain::run::record::{Record, Sending};
use crate::error::{Error, Result};
use crate::process::whole::{Access, Whole};
use crate::process::{input, private};
use crate::run::receipts::journal::Note;

/// How the file names of automations end.
const AUTOMATION: &str = ".automation.json";

/// The most bytes of a receipt: one of 50,000 nodes that miss 20 patches each has half of it.
const LARGEST: u64 = 512 << 20;

/// What the other receipts are of, in words.
const RUN: &str = "a patch run";

/// What this machine has of one endpoint.
#[derive(Debug, Default)]
pub struct Kept {
    /// The runs, oldest first.
    pub runs: Vec<Record>,
    /// The automations.
    pub automations: Vec<AutomationRecord>,
    /// What could not be read.
    pub problems: Vec<Error>,
}

/// The folder of receipts, for one endpoint.
#[derive(Debug)]
pub struct Receipts {
    pub(super) dir: PathBuf,
    endpoint: String,
}

impl Receipts {
    /// The receipts that belong to the endpoint of this invocation. Runs of the sandbox are kept
    /// with the sandbox.
    ///
    /// # Errors
    /// When the home folder is not known.
    pub fn of(context: &Context, reach: &Reach) -> Result<Self> {
        Ok(Self {
            dir: context.runs_dir()?,
            endpoint: reach.endpoint.clone(),
        })
    }

    /// Where the runs of these receipts happen: `aws`, `sandbox`, or the URL of another endpoint.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The file of a run.
    pub fn path(&self, run: &RunName) -> PathBuf {
        self.dir.join(format!("{run}.json"))
    }

    /// The receipt of a run; `None` when this machine has none.
    ///
    /// # Errors
    /// A failure for a file that cannot be read, or is no receipt of this endpoint.
    pub fn load(&self, run: &RunName) -> Result<Option<Record>> {
        match self.run(run.as_str())? {
            Some(record) if record.endpoint != self.endpoint => Err(Error::failed(format!(
                "the run {run} was for {}",
                record.endpoint
            ))
            .hint("repeat the flags of the run: --sandbox or --endpoint-url")),
            other => Ok(other),
        }
    }

    /// Every receipt of this endpoint, oldest first, and what could not be read.
    pub fn all(&self) -> Result<Kept> {
        let mut kept = Kept::default();
        let entries = match std::fs::read_dir(&self.dir) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(kept),
            other => other.map_err(|error| unreadable(&self.dir, error))?,
        };

        for entry in entries {
            let path = entry.map_err(|error| unreadable(&self.dir, error))?.path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            // What begins with a dot is a lock, or a file that is being written.
            if name.starts_with('.') || path.extension().is_none_or(|extension| extension != "json")
            {
                continue;
            }
            let problem = if let Some(id) = name.strip_suffix(AUTOMATION) {
                let of_here = |record: &AutomationRecord| record.endpoint == self.endpoint;
                self.automation(id)
                    .map(|record| kept.automations.extend(record.filter(of_here)))
                    .err()
            } else {
                let of_here = |record: &Record| record.endpoint == self.endpoint;
                self.run(name.strip_suffix(".json").unwrap_or(name))
                    .map(|record| kept.runs.extend(record.filter(of_here)))
                    .err()
            };
            kept.problems.extend(problem);
        }

        kept.runs
            .sort_by(|a, b| (a.started_at, &a.run).cmp(&(b.started_at, &b.run)));
        Ok(kept)
    }

    /// Writes a receipt so that at every moment either the old or the new one is there, whole.
    ///
    /// # Errors
    /// When the folder cannot be made or the file cannot be written.
    pub fn save(&self, record: &Record) -> Result<()> {
        self.write(&self.path(&record.run), record)
            .map_err(|error| error.hint(record.all_the_same()))?;
        journal::forget(&self.journal(record.run.as_str()));
        Ok(())
    }

    /// Removes the receipt of a run of which nothing was sent.
    pub fn remove(&self, run: &RunName) {
        journal::forget(&self.journal(run.as_str()));
        let _left_behind = std::fs::remove_file(self.path(run));
    }

    /// Notes how the sending of one command stands, without writing all of the receipt.
    pub fn note(&self, run: &RunName, command: usize, sending: &Sending) -> Result<()> {
        journal::append(
            &self.journal(run.as_str()),
            &Note {
                command,
                sending: sending.clone(),
            },
        )
    }

    /// The receipt in a file, with what was noted since. The journal is read first: what the
    /// receipt took over meanwhile is no news to it.
    fn run(&self, name: &str) -> Result<Option<Record>> {
        let notes = journal::read(&self.journal(name));
        let path = self.dir.join(format!("{name}.json"));

        let Some(mut record) =
            read::<Record>(&path, RUN, record::KIND, LARGEST).map_err(movable)?
        else {
            return Ok(None);
        };
        record
            .check(name)
            .map_err(|why| movable(no_receipt(&path, RUN, &why)))?;

        // Notes tell of commands that may run: without them one could be sent twice.
        let careful = "move the journal and the receipt away; what AWS knows of the run is then read from its Comments";
        for note in notes.map_err(|error| error.hint(careful))? {
            record.recalls(note.command, note.sending);
        }
        Ok(Some(record))
    }

    fn journal(&self, name: &str) -> PathBuf {
        self.dir.join(format!("{name}.journal"))
    }

    fn write(&self, path: &Path, record: &impl Serialize) -> Result<()> {
        let failed = |error| not_written(path, error);
        private::create_folder(&self.dir).map_err(failed)?;
        let text = serde_json::to_vec_pretty(record).map_err(|error| failed(error.into()))?;
        let mut file = Whole::begin(path, Access::Owner).map_err(failed)?;

        // The file gets its name only once all of it is on the disk.
        file.write_all(&text)
            .and_then(|()| file.as_file().sync_all())
            .map_err(failed)?;
        file.replace().map_err(failed)?;
        disk::sync_folder(path);
        Ok(())
    }

    /// Writes the receipt of an automation.
    pub fn save_automation(&self, record: &AutomationRecord) -> Result<()> {
        let hint = format!(
            "the execution goes on in AWS all the same; its id is {}",
            record.execution_id
        );
        self.write(&self.automation_path(&record.execution_id), record)
            .map_err(|error| error.hint(hint))
    }

    /// The receipt of an automation; `None` when this machine has none.
    pub fn automation(&self, id: &str) -> Result<Option<AutomationRecord>> {
        let path = self.automation_path(id);
        read(&path, "an automation", automation::KIND, LARGEST)
    }

    fn automation_path(&self, id: &str) -> PathBuf {
        self.dir.join(format!("{id}{AUTOMATION}"))
    }
}

fn not_written(path: &Path, error: std::io::Error) -> Error {
    Error::io(
        format!("cannot write the receipt {}", path.display()),
        error,
    )
}

fn unreadable(path: &Path, error: std::io::Error) -> Error {
    Error::io(format!("cannot read {}", path.display()), error)
}

fn no_receipt(path: &Path, what: &str, why: &str) -> Error {
    Error::failed(format!("{} is no receipt of {what}: {why}", path.display()))
}

/// A receipt that cannot be read stands in the way of its run, which AWS still knows.
fn movable(error: Error) -> Error {
    error.hint("move the file away; what AWS knows of the run is then read from its Comments")
}

/// What every receipt has.
#[derive(Deserialize)]
struct Head {
    kind: String,
    schema_version: u32,
}

/// Reads a receipt of a kind, of at most `largest` bytes; `what` names the kind in words.
fn read<T: DeserializeOwned>(
    path: &Path,
    what: &str,
    kind: &str,
    largest: u64,
) -> Result<Option<T>> {
    let text = match input::read_whole(path, largest) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        other => other.map_err(|error| unreadable(path, error))?,
    };

    // The head is read by itself: another version may have other members.
    let bad = |why: String| no_receipt(path, what, &why);
    let head: Head = serde_json::from_slice(&text).map_err(|error| bad(error.to_string()))?;
    if head.kind != kind || head.schema_version != 1 {
        return Err(bad(format!(
            "it is {} in version {}",
            head.kind, head.schema_version
        )));
    }

    serde_json::from_slice(&text)
        .map(Some)
        .map_err(|error| bad(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_receipt_has_a_bound_and_one_of_a_large_run_is_within_it() {
        let error = read::<Record>(Path::new("/dev/zero"), RUN, record::KIND, 4096).unwrap_err();
        assert_eq!(
            error.one_line(),
            "cannot read /dev/zero: it is larger than 4 KiB"
        );
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "{}").unwrap();
        let short = read::<Record>(file.path(), RUN, record::KIND, 2).unwrap_err();
        assert!(short.message().contains("is no receipt of a patch run"));
    }
}
