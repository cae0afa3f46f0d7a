//! Reads Debian control files paragraph by paragraph, however large they are.

use std::io::BufRead;
use std::path::Path;

use deb822_fast::borrowed::{BorrowedParagraph, parse_borrowed};

use super::archive::Text;
use super::imported::unreadable_at;
use crate::error::Result;

/// The largest paragraph; the list of files in the Release file of Debian has a few hundred
/// kilobytes.
const LARGEST_PIECE: u64 = 4 * 1024 * 1024;

/// Goes through a file. What the visitor refuses is reported with the file and the line where its
/// paragraph begins.
pub(super) fn walk(
    path: &Path,
    visit: &mut dyn FnMut(&BorrowedParagraph<'_>) -> std::result::Result<(), String>,
) -> Result<()> {
    let mut text = Text::open(path, LARGEST_PIECE)?;
    let (mut paragraph, mut line) = (Vec::new(), Vec::new());
    let mut begins = 1;
    loop {
        line.clear();
        let at = text.line();
        text.read_until(b'\n', &mut line)
            .map_err(|error| unreadable_at(path, at, &error))?;

        // A signed file is read without its signature, which is for apt to check.
        if line.starts_with(b"-----BEGIN PGP SIGNED MESSAGE-----") {
            continue;
        }
        let ended = line.is_empty() || line.starts_with(b"-----BEGIN PGP SIGNATURE-----");
        if !ended && !line.trim_ascii().is_empty() {
            if paragraph.is_empty() {
                begins = at;
            }
            paragraph.extend_from_slice(&line);
            continue;
        }

        if !paragraph.is_empty() {
            one(&paragraph, visit).map_err(|why| unreadable_at(path, begins, &why))?;
            paragraph.clear();
        }
        if ended {
            return Ok(());
        }
        text.next_piece();
    }
}

fn one(
    bytes: &[u8],
    visit: &mut dyn FnMut(&BorrowedParagraph<'_>) -> std::result::Result<(), String>,
) -> std::result::Result<(), String> {
    // A description in another encoding is no reason to refuse a package.
    let text = String::from_utf8_lossy(bytes);
    let paragraphs = parse_borrowed(&text).map_err(|error| error.to_string())?;
    paragraphs.iter().try_for_each(visit)
}

/// The value of a field of one line; empty when it is not there.
pub(super) fn field<'a>(paragraph: &BorrowedParagraph<'a>, name: &str) -> &'a str {
    paragraph.get_single(name).unwrap_or_default().trim()
}
