//! Reads our own format: the updates of a catalogue as a fleet file has them
//! (`examples/catalogue.yaml`).

use std::io::ErrorKind;
use std::path::Path as FilePath;

use jiff::Timestamp;
use serde::Deserialize;

use super::imported::Imported;
use crate::document::{self, Path, Source, Violation};
use crate::domain::fleet::platform::OperatingSystem;
use crate::error::{Error, Result};
use crate::process::input;
use crate::sandbox::fleet::catalogue::Catalogue;
use crate::sandbox::fleet::file::{CatalogueFile, UpdateFile};

const LIMIT: u64 = 8 * 1024 * 1024;
const HINT: &str = "the format is documented in examples/catalogue.yaml";

/// A list of updates for one operating system.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping with `os` and `updates`")]
struct Document {
    os: String,
    #[serde(default)]
    product: Option<String>,
    #[serde(default)]
    product_family: Option<String>,
    updates: Vec<UpdateFile>,
}

/// Reads a file and adds its updates.
pub(super) fn read(path: &FilePath, os: OperatingSystem, imported: &mut Imported) -> Result<()> {
    let name = path.display().to_string();
    let text = input::read_text(path, LIMIT).map_err(|error| match error.kind() {
        ErrorKind::FileTooLarge => {
            let most = LIMIT / (1024 * 1024);
            Error::usage(format!("{name} is larger than {most} MiB")).hint(HINT)
        }
        _ => Error::usage(format!("cannot read {name} as UTF-8 text")).with_source(error),
    })?;
    let source = Source {
        name: &name,
        text: &text,
        color: false,
    };
    let document: Document =
        document::read_yaml(source, usize::try_from(LIMIT).unwrap_or(usize::MAX), HINT)?;

    let violations = check(&document, os);
    if !violations.is_empty() {
        return Err(document::invalid(source, &violations, HINT));
    }

    // Several files may make one catalogue: the first family that is named stays.
    imported.told.extend(document.product);
    imported.family = imported.family.take().or(document.product_family);
    imported.updates.extend(document.updates);
    Ok(())
}

fn check(document: &Document, os: OperatingSystem) -> Vec<Violation> {
    let top = Path::default();
    // A catalogue of a fleet file is read by the same rules; what this format lacks is made up.
    let mut violations = Vec::new();

    let catalogue = CatalogueFile {
        os: document.os.clone(),
        platform_name: String::new(),
        platform_version: String::new(),
        product: document.product.clone().unwrap_or_default(),
        product_family: document.product_family.clone(),
        image: "1970-01-01".to_owned(),
        base: Vec::new(),
        updates: document.updates.clone(),
    };
    let found = Catalogue::read(&catalogue, Timestamp::UNIX_EPOCH, &top, &mut violations)
        .map(|catalogue| catalogue.os);

    // First in the list: everything else may follow from it.
    if let Some(found) = found.filter(|found| *found != os) {
        violations.insert(
            0,
            Violation::new(
                top.key("os"),
                format!("these are updates of {found}, and --os says {os}"),
            ),
        );
    }
    violations
}
