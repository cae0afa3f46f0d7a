//! `patchctl sandbox catalog import`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use serde_json::Map;

use crate::commands::sandbox::open::open;
use crate::context::Context;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::output::plan::Consent;
use crate::sandbox::catalog::{self, Change, ImportOptions};

/// Arguments of `sandbox catalog import`.
#[derive(Debug, Args)]
#[command(after_help = "\
Read are rpm repositories (repodata/repomd.xml with its primary and updateinfo), apt repositories (Packages with its Release or
InRelease), plain or packed with gzip, xz, zstd or lz4, and lists of updates as YAML (examples/catalogue.yaml documents them).

The updates go into every catalogue of the operating system and product; a fleet that has none gets one.

Examples:
  patchctl sandbox catalog import --os AMAZON_LINUX_2023 --product AmazonLinux2023 /srv/mirror/al2023
  patchctl sandbox catalog import --os DEBIAN /var/lib/apt/lists
  patchctl sandbox catalog import --os WINDOWS --replace --dry-run examples/catalogue.yaml")]
pub struct ImportArgs {
    /// The operating system of the updates, such as AMAZON_LINUX_2023
    #[arg(long, value_name = "OS")]
    os: OperatingSystem,
    /// The product, such as RedhatEnterpriseLinux9.4; what the metadata says when absent
    #[arg(long, value_name = "PRODUCT", value_parser = NonEmptyStringValueParser::new())]
    product: Option<String>,
    /// Put the updates in the place of what the catalogues hold
    #[arg(long)]
    replace: bool,
    /// Show what would be changed, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Replace without asking
    #[arg(short, long)]
    yes: bool,
    /// Files and folders of metadata (can be repeated)
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

/// The columns of a change.
const COLUMNS: [Column<Change>; 6] = [
    Column::always("catalogue", |change| Cell::id(change.catalogue.as_str())),
    Column::always("product", |change| Cell::text(change.product.clone())),
    Column::always("added", |change| Cell::count(change.added)),
    Column::always("changed", |change| Cell::count(change.changed)),
    Column::always("kept", |change| Cell::count(change.kept)),
    Column::always("removed", |change| Cell::count(change.removed)),
];

/// Imports.
///
/// # Errors
/// Metadata that cannot be read (with the file and, where it is known, the line), or that does not
/// fit the fleet; nothing is changed then.
pub async fn run(context: &Context, args: &ImportArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let options = ImportOptions {
        os: args.os,
        product: args.product.clone(),
        paths: args.paths.clone(),
        replace: args.replace,
    };
    let imported = catalog::read(&options)?;
    for note in imported.notes() {
        context.ui.warn(note);
    }

    let sandbox = open(context)?;
    let planned = sandbox.plan_import(&options, &imported)?;
    let lines: Vec<String> = planned.iter().map(line).collect();
    let consent = Consent {
        dry_run: args.dry_run,
        yes: args.yes,
        // Only what takes patches away is asked for: those may be what a drill stands on.
        must_ask: planned.iter().any(|change| change.removed > 0),
        ..Consent::default()
    };
    if context.ui.approve(lines, consent).await?.is_none() {
        return Ok(ExitCode::Done);
    }

    let rows = sandbox.import(&options, &imported)?;
    context.ui.list(Listing {
        kind: "sandbox.catalog.import",
        columns: &COLUMNS,
        rows,
        id: |change| change.catalogue.clone(),
        scopes: 1,
        extra: Map::new(),
        unreadable: &[],
    })?;
    Ok(ExitCode::Done)
}

/// One change as a sentence.
fn line(change: &Change) -> String {
    let verb = if change.created { "make" } else { "change" };
    let (added, removed) = (count(change.added, "patch"), count(change.removed, "patch"));
    format!(
        "{verb} catalogue {} ({}): add {added}, change {}, remove {removed}",
        change.catalogue, change.product, change.changed
    )
}
