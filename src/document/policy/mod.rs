//! Policies as documents: read, written, and exported to other tools.

mod cloudformation;
mod terraform;

use serde_json::Value;

use super::{Path, Source, invalid, read_many};
use crate::domain::policy::Definition;
use crate::domain::policy::check::check;
use crate::domain::text::violation::Violation;
use crate::error::Result;

pub use cloudformation::cloudformation;
pub use terraform::terraform;

/// The largest file of policies, in bytes.
pub const LIMIT: usize = 1024 * 1024;

/// Where the format is told.
const HINT: &str =
    "the format is documented in `patchctl help policy-file` and examples/policies.yaml";

/// Reads and checks a file of policies; every mistake is reported with its place.
///
/// # Errors
/// A usage error that draws each mistake at its line.
pub fn read(source: Source<'_>) -> Result<Vec<(Path, Definition)>> {
    let documents: Vec<(Path, Definition)> = read_many(source, LIMIT, HINT)?;
    let mut violations: Vec<Violation> = Vec::new();
    for (index, (path, definition)) in documents.iter().enumerate() {
        violations.extend(check(definition, path));
        let mut before = documents[..index].iter();
        if before.any(|(_, other)| other.name == definition.name) {
            let message = format!("{} is described twice", definition.name);
            violations.push(Violation::new(path.key("name"), message));
        }
    }
    if violations.is_empty() {
        Ok(documents)
    } else {
        Err(invalid(source, &violations, HINT))
    }
}

/// The document as a value: what [`read()`] reads back without loss.
///
/// # Errors
/// When a value cannot be written.
pub fn value(definition: &Definition) -> Result<Value> {
    serde_json::to_value(definition)
        .map_err(|error| crate::error::Error::failed("cannot write the policy").with_source(error))
}
