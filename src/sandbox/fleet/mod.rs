//! The fleet file: what a user writes to say which accounts, catalogues, baselines and nodes the
//! sandbox holds.
//!
//! The format is documented in `examples/fleet.yaml`, which is also the fleet that the first use
//! seeds.

pub(super) mod catalogue;
pub(super) mod check;
mod check_baselines;
mod check_commands;
mod check_trail;
pub(super) mod file;
mod mistakes;
pub(super) mod patching;
pub(super) mod when;

use crate::document::{self, Source};
use crate::error::Result;

pub(super) use file::FleetFile;

/// The name under which the example is shown.
pub(super) const EXAMPLE_NAME: &str = "examples/fleet.yaml";

/// The example fleet.
pub(super) const EXAMPLE: &str = include_str!("../../../examples/fleet.yaml");

/// The largest fleet file, in bytes.
const LIMIT: usize = 8 * 1024 * 1024;

const HINT: &str = "the format is documented in examples/fleet.yaml";

/// Reads and checks a fleet file; every mistake is reported with its place.
pub(super) fn read(name: &str, text: &str) -> Result<FleetFile> {
    let source = Source {
        name,
        text,
        color: false,
    };

    let fleet: FleetFile = document::read_yaml(source, LIMIT, HINT)?;
    let violations = check::check(&fleet);
    if violations.is_empty() {
        Ok(fleet)
    } else {
        Err(document::invalid(source, &violations, HINT))
    }
}
