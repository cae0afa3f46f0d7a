//! Files of documents as they are named on the command line.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::document::asked::{self, File};
use crate::document::baseline::Document;
use crate::document::{Source, baseline};
use crate::domain::baseline::plan::Desired;
use crate::error::{Error, Result};
use crate::process::input;

/// A file that was read: its name and its text.
#[derive(Debug)]
pub struct Text {
    /// The name, as it is shown.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Text {
    /// What the readers of documents take.
    pub fn source(&self, color: bool) -> Source<'_> {
        Source {
            name: &self.name,
            text: &self.text,
            color,
        }
    }
}

/// Reads the named files; a folder stands for its `*.yaml`, `*.yml` and `*.json`, `-` for standard
/// input.
///
/// # Errors
/// A usage error for a file that cannot be read or is too large, and for a folder without any.
pub fn texts(paths: &[PathBuf]) -> Result<Vec<Text>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let found = in_folder(path)?;
            // An empty folder is more likely a mistyped one, and would plan nothing without a word.
            if found.is_empty() {
                return Err(Error::usage(format!(
                    "{} holds no .yaml, .yml or .json file",
                    path.display()
                )));
            }
            files.extend(found);
        } else {
            files.push(path.clone());
        }
    }

    // A file that is named twice, or with its folder, is one file.
    let mut known = BTreeSet::new();
    files.retain(|file| known.insert(std::fs::canonicalize(file).unwrap_or_else(|_| file.clone())));
    files.iter().map(|file| text(file)).collect()
}

/// The documents of a folder, of its folders too, in the order of their names.
fn in_folder(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed =
        |error| Error::usage(format!("cannot read {}", folder.display())).with_source(error);

    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let is_folder = entry.file_type().map_err(failed)?.is_dir();
        // What is hidden is for tools, such as the files of git.
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }

        // Links are followed for files only, so that a folder cannot hold itself.
        let path = entry.path();
        if is_folder {
            found.extend(in_folder(&path)?);
        } else if path.is_file() && has_documents(&path) {
            found.push(path);
        }
    }

    found.sort();
    Ok(found)
}

/// Whether a file holds documents, by its name.
fn has_documents(path: &Path) -> bool {
    path.extension().is_some_and(|extension| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| extension == *known)
    })
}

fn text(path: &Path) -> Result<Text> {
    let name = input::name_of(path);
    let text = input::read_text(path, baseline::LIMIT as u64);
    let text = text.map_err(|error| match error.kind() {
        ErrorKind::FileTooLarge => Error::usage(format!("{name} is larger than 1 MiB")),
        _ => Error::usage(format!("cannot read {name} as UTF-8 text")).with_source(error),
        // Editors of Windows begin a file with a byte order mark.
    })?;
    Ok(Text {
        name,
        text: text.trim_start_matches('\u{feff}').to_owned(),
    })
}

/// One document, and which of the files it came from.
#[derive(Debug)]
pub struct Described {
    /// The index of the file.
    pub file: usize,
    /// The document.
    pub document: Document,
}

/// The documents of all files, checked one by one and against each other.
///
/// # Errors
/// A usage error that draws every mistake of the first file that has any, or names the two
/// documents that contradict each other.
pub fn documents(texts: &[Text], color: bool) -> Result<Vec<Described>> {
    let mut all: Vec<Described> = Vec::new();
    for (file, text) in texts.iter().enumerate() {
        for document in baseline::read(text.source(color))? {
            // Within one file the reader has compared them, and drawn what contradicts.
            for earlier in all.iter().filter(|earlier| earlier.file != file) {
                let first = &texts[earlier.file].name;
                check_agreement(first, &earlier.document, &text.name, &document)?;
            }
            all.push(Described { file, document });
        }
    }
    Ok(all)
}

fn check_agreement(first: &str, earlier: &Document, second: &str, later: &Document) -> Result<()> {
    let Some((key, message)) = baseline::conflict(&earlier.desired, &later.desired) else {
        return Ok(());
    };

    let name = &later.desired.name;
    Err(Error::usage(format!(
        "{first} and {second} contradict each other: {name}, {key}: {message}"
    )))
}

/// What all the files ask for.
pub fn desired(texts: &[Text], color: bool) -> Result<Vec<Desired>> {
    Ok(documents(texts, color)?
        .into_iter()
        .map(|described| described.document.desired)
        .collect())
}

/// One document of a thing that is described by its name, and which of the files it came from.
#[derive(Debug)]
pub struct Asking<D> {
    /// The index of the file.
    pub file: usize,
    /// The document.
    pub document: asked::Document<D>,
}

/// The documents of all files, checked one by one and against each other.
///
/// # Errors
/// A usage error that draws every mistake of the first file that has any, or names the two files
/// that describe one thing.
pub fn asked<F: File>(texts: &[Text], color: bool) -> Result<Vec<Asking<F::Definition>>> {
    let mut all: Vec<Asking<F::Definition>> = Vec::new();
    for (file, text) in texts.iter().enumerate() {
        for document in asked::read::<F>(text.source(color))? {
            // Within one file the reader has compared them, and drawn what contradicts.
            let mut others = all.iter().filter(|earlier| earlier.file != file);
            let twin = others.find(|it| asked::conflict(&it.document.asked, &document.asked));
            if let Some(twin) = twin {
                return Err(Error::usage(format!(
                    "{} and {} contradict each other: {} is described twice for the same place",
                    texts[twin.file].name, text.name, document.asked.name
                )));
            }
            all.push(Asking { file, document });
        }
    }
    Ok(all)
}
