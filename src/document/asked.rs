//! Documents that describe things by name, whatever the things are: read, checked one by one and
//! against each other, and written for the places where they are the same.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::{Path, Source, Violation, invalid, read_many};
use crate::domain::baseline::check::check_tags;
use crate::domain::id::{AccountId, Region, Scope};
use crate::domain::meant::{Asked, Meant, blocks};
use crate::error::Result;

/// The largest file, in bytes.
pub const LIMIT: usize = 1024 * 1024;

/// One document with its place in the file.
#[derive(Clone, Debug)]
pub struct Document<D> {
    /// The place.
    pub path: Path,
    /// What it asks for.
    pub asked: Asked<D>,
}

/// The shape of a document in a file.
pub trait File: DeserializeOwned {
    /// What it describes.
    type Definition;

    /// What is said to somebody whose file is wrong.
    const HINT: &'static str;

    /// What it asks for; mistakes in its names of places go to `found`.
    fn asked(self, at: &Path, found: &mut Vec<Violation>) -> Asked<Self::Definition>;

    /// What is wrong with what it describes.
    fn check(definition: &Self::Definition, at: &Path) -> Vec<Violation>;

    /// What it would take without doing what is meant.
    fn doubts(definition: &Self::Definition, at: &Path) -> Vec<Violation>;
}

/// Reads and checks a file; every mistake is reported with its place.
///
/// # Errors
/// A usage error that draws each mistake at its line.
pub fn read<F: File>(source: Source<'_>) -> Result<Vec<Document<F::Definition>>> {
    let files: Vec<(Path, F)> = read_many(source, LIMIT, F::HINT)?;
    let mut found = Vec::new();
    let mut documents: Vec<Document<F::Definition>> = Vec::new();

    for (path, file) in files {
        // Each is checked whatever was wrong before: one look shows every mistake.
        let asked = file.asked(&path, &mut found);
        found.extend(F::check(&asked.definition, &path));
        if let Some(tags) = &asked.tags {
            found.extend(check_tags(tags, &path.key("tags")));
        }
        // A name finds its thing, so that two documents of one name contradict each other.
        for earlier in documents.iter().filter(|it| conflict(&it.asked, &asked)) {
            let message = format!(
                "{} is described twice for the same place",
                earlier.asked.name
            );
            found.push(Violation::new(path.key("name"), message));
        }
        documents.push(Document { path, asked });
    }

    if found.is_empty() {
        Ok(documents)
    } else {
        Err(invalid(source, &found, F::HINT))
    }
}

/// Whether two documents describe one thing in one place.
pub fn conflict<D>(first: &Asked<D>, second: &Asked<D>) -> bool {
    first.name == second.name && first.meets(second)
}

/// The names of places, each as what it is.
pub(super) fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(
    at: &Path,
    texts: &[String],
    found: &mut Vec<Violation>,
) -> Vec<T> {
    let mut all = Vec::new();

    for (index, text) in texts.iter().enumerate() {
        match text.parse() {
            Ok(value) => all.push(value),
            Err(bad) => found.push(Violation::new(at.index(index), format!("{bad}"))),
        }
    }
    all
}

/// One document for each thing of several places; what is the same in some of them is one document
/// that names them. `several` when more places than these were looked at.
pub fn merged(things: &[(Scope, Value)], several: bool) -> Vec<Value> {
    // In the order of the first place that has them.
    let mut same: Vec<(&Value, BTreeSet<&Scope>)> = Vec::new();
    for (scope, value) in things {
        match same.iter_mut().find(|(other, _)| *other == value) {
            Some((_, scopes)) => {
                scopes.insert(scope);
            }
            None => same.push((value, BTreeSet::from([scope]))),
        }
    }

    let accounts: BTreeSet<&AccountId> = things.iter().map(|(scope, _)| &scope.account).collect();
    let mut documents = Vec::new();
    for (value, scopes) in same {
        for (named, regions) in blocks(&scopes) {
            // What would name everything names nothing: a document for one place fits any other.
            let named = if accounts.len() > 1 {
                named
            } else {
                Vec::new()
            };
            let regions = if several { regions } else { Vec::new() };
            documents.push(placed(value, &regions, &named));
        }
    }
    documents
}

/// A document with the places that it is for, behind its name.
fn placed(value: &Value, regions: &[Region], accounts: &[AccountId]) -> Value {
    // Behind the name, where somebody looks for them.
    let mut members = value.as_object().cloned().unwrap_or_default();
    let name = members.shift_remove("name").unwrap_or_default();
    let mut all = Map::from_iter([("name".to_owned(), name)]);
    if !regions.is_empty() {
        all.insert("regions".to_owned(), json!(regions));
    }

    if !accounts.is_empty() {
        let accounts: Vec<&str> = accounts.iter().map(AccountId::as_str).collect();
        all.insert("accounts".to_owned(), json!(accounts));
    }
    all.extend(members);
    Value::Object(all)
}

/// Documents as one text of YAML, for readers of YAML 1.1 too.
///
/// # Errors
/// When the writer of YAML refuses a value.
pub fn yaml(documents: &[Value]) -> Result<String> {
    let texts = documents.iter().cloned().map(super::quoted::quoted);
    let texts: Vec<String> = texts.collect::<Result<_>>()?;
    Ok(texts.join("---\n"))
}
