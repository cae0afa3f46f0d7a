//! `patchctl sandbox seed`.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::context::Context;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::plan::Consent;
use crate::process::input;
use crate::sandbox::{self, Host, SeedOptions};

/// The largest fleet file that is read.
const LARGEST_FILE: u64 = 8 * 1024 * 1024;

/// Arguments of `sandbox seed`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl sandbox seed
  patchctl sandbox seed --fleet my-fleet.yaml
  patchctl sandbox seed --nodes 100000
  patchctl sandbox seed --this-host
  patchctl sandbox seed --this-host --root /mnt/image --fleet my-fleet.yaml")]
pub struct SeedArgs {
    /// Take the fleet from this file; examples/fleet.yaml documents the format
    #[arg(long, value_name = "FILE")]
    fleet: Option<PathBuf>,
    /// Generate this many nodes with 250 packages each, in place of the nodes of the fleet file;
    /// from 1 to 1,000,000
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    nodes: Option<u32>,
    /// Enrol this machine, read-only, in the first account and Region of the fleet; the fleet has
    /// nothing else without --fleet
    #[arg(long, conflicts_with = "nodes")]
    this_host: bool,
    /// Enrol the system below this folder in place of this machine
    #[arg(
        long,
        value_name = "DIR",
        requires = "this_host",
        default_value = "/",
        hide_default_value = true
    )]
    root: PathBuf,
    /// Show what would be replaced, and replace nothing
    #[arg(long)]
    dry_run: bool,
    /// Replace the fleet that is there without asking
    #[arg(short, long)]
    yes: bool,
}

/// Fills the sandbox.
///
/// # Errors
/// A fleet file with mistakes (with line, column and snippet), or a folder that cannot be written;
/// the old fleet then stays.
pub async fn run(context: &Context, args: &SeedArgs) -> Result<ExitCode> {
    let dir = context.sandbox_dir()?;
    let fleet = args.fleet.as_deref().map(read).transpose()?;
    let host = args.this_host.then(|| Host::read(&args.root)).transpose()?;

    for note in host.iter().flat_map(Host::notes) {
        context.ui.warn(note);
    }

    let options = SeedOptions {
        fleet,
        generated_nodes: args.nodes,
    };
    // What is replaced is gone, with the receipts of its runs; an empty folder is filled without a
    // question.
    let exists = sandbox::exists(&dir);
    let plan = plan(exists, &dir, host.as_ref());
    let consent = Consent {
        dry_run: args.dry_run,
        yes: args.yes,
        must_ask: exists,
        ..Consent::default()
    };
    if context.ui.approve(plan, consent).await?.is_none() {
        return Ok(ExitCode::Done);
    }

    let status = match &host {
        Some(host) => sandbox::seed_with_host(&dir, context.clock.clone(), &options, host)?,
        None => sandbox::seed(&dir, context.clock.clone(), &options)?,
    };
    super::status::show(context, &status)?;
    Ok(ExitCode::Done)
}

fn plan(exists: bool, dir: &Path, host: Option<&Host>) -> Vec<String> {
    let what = if exists {
        "replace the fleet, the objects and the receipts of"
    } else {
        "fill"
    };
    let enrolled = host.map(|host| format!("enrol {}", host.summary()));
    std::iter::once(format!("{what} the sandbox in {}", dir.display()))
        .chain(enrolled)
        .collect()
}

fn read(path: &Path) -> Result<(String, String)> {
    let name = path.display().to_string();
    let text = input::read_text(path, LARGEST_FILE).map_err(|error| match error.kind() {
        // A larger fleet is generated, and not written down.
        ErrorKind::FileTooLarge => Error::usage(format!("{name} is larger than 8 MiB"))
            .hint("--nodes N makes a large fleet"),
        ErrorKind::InvalidData => {
            Error::usage(format!("cannot read {name} as UTF-8 text")).with_source(error)
        }
        _ => Error::usage(format!("cannot read {name}")).with_source(error),
    })?;
    Ok((name, text))
}
