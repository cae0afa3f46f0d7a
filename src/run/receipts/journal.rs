//! What was sent since a receipt was written as a whole: a line for each beginning and each end, so
//! that a run of many commands does not write all of its nodes for every one of them.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::domain::run::record::Sending;
use crate::error::{Error, Result};
use crate::process::{input, private};

/// The most bytes of a journal: each of a run's commands has two short lines, and 50,000 nodes are a
/// thousand commands.
const LARGEST: u64 = 16 << 20;

/// How the sending of one command stands.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Note {
    /// The index of the command in the receipt.
    pub(super) command: usize,
    /// Whether it was sent.
    #[serde(flatten)]
    pub(super) sending: Sending,
}

/// Adds a note; it is on the disk when this returns.
pub(super) fn append(path: &Path, note: &Note) -> Result<()> {
    let failed =
        |error: std::io::Error| Error::io(format!("cannot write {}", path.display()), error);
    let mut line = serde_json::to_vec(note).map_err(|error| failed(error.into()))?;
    line.push(b'\n');

    let is_new = !path.exists();
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    let mut file = private::open(&mut options, path).map_err(failed)?;
    file.write_all(&line)
        .and_then(|()| file.sync_all())
        .map_err(failed)?;

    // A new file is there after a crash only when its folder was written too.
    if is_new {
        super::disk::sync_folder(path);
    }
    Ok(())
}

/// Every note, oldest first; none when there is no file. A line that a crash cut off was never
/// acted on, and is left out.
///
/// # Errors
/// When the file cannot be read or is too large, or a line is no note.
pub(super) fn read(path: &Path) -> Result<Vec<Note>> {
    let text = match input::read_whole(path, LARGEST) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        other => {
            other.map_err(|error| Error::io(format!("cannot read {}", path.display()), error))?
        }
    };

    // The end of the line tells that the note is whole.
    let whole = text
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(&text[..0], |end| &text[..end]);

    whole
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .enumerate()
        .map(|(index, line)| {
            serde_json::from_slice(line).map_err(|error| {
                Error::failed(format!("{}, line {}: {error}", path.display(), index + 1))
            })
        })
        .collect()
}

/// Forgets the notes, once the receipt has them. Left behind they do no harm: the receipt knows
/// more.
pub(super) fn forget(path: &Path) {
    let _left_behind = std::fs::remove_file(path);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_read_as_they_were_written_but_for_one_that_was_cut_off() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("run.journal");
        assert_eq!(read(&path).unwrap(), []);
        let at = "2026-11-22T08:00:00Z".parse().unwrap();
        let begun = Note {
            command: 7,
            sending: Sending::Begun { at },
        };
        let sent = Note {
            command: 7,
            sending: Sending::Sent {
                at,
                command_id: "c".to_owned(),
                request_id: None,
            },
        };
        append(&path, &begun).unwrap();
        append(&path, &sent).unwrap();
        let whole = std::fs::read(&path).unwrap();
        assert_eq!(read(&path).unwrap(), [begun.clone(), sent]);
        for cut in [whole.len() - 1, whole.len() - 9] {
            std::fs::write(&path, &whole[..cut]).unwrap();
            assert_eq!(read(&path).unwrap(), std::slice::from_ref(&begun));
        }
        std::fs::write(&path, "{\"command\": 7}\n").unwrap();
        assert!(
            read(&path)
                .unwrap_err()
                .message()
                .contains("line 1: missing field `state`")
        );
        forget(&path);
        assert_eq!(read(&path).unwrap(), []);
        let endless = read(Path::new("/dev/zero")).unwrap_err();
        assert_eq!(
            endless.one_line(),
            "cannot read /dev/zero: it is larger than 16 MiB"
        );
    }
}
