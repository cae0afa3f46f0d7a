//! `patchctl report diff`.

use std::path::PathBuf;

use clap::Args;

use crate::commands::changes::{self, Side};
use crate::context::Context;
use crate::document::report::Report;
use crate::error::{Error, Result};
use crate::exit::ExitCode;

/// Arguments of `report diff`.
#[derive(Debug, Args)]
#[command(after_help = "\
Both files are of one shape: with --layout full verdicts are compared, else AWS's status; with --detail the patches that
violate, on the nodes that both files have. Asks nothing of AWS.

Changes: FAILING (was COMPLIANT), CHANGED (another verdict), NEW_NODE, NEW_PATCH (violates, and did so on no node),
MORE_NODES, UNREAD, MENDED, FEWER_NODES, MENDED_PATCH, GONE.
Exit codes: 0 nothing got worse, 3 something did (a node fails newly or comes failing, a patch violates on more nodes) or
no node is on both sides, 5 something could not be read in one of them.

Examples:
  patchctl report diff yesterday.csv today.csv
  patchctl report diff yesterday.csv today.csv -o markdown >> summary.md")]
pub struct DiffArgs {
    /// The earlier report
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The later report
    #[arg(value_name = "NEW")]
    new: PathBuf,
}

/// Compares two reports.
///
/// # Errors
/// A usage error for files that are no reports, or not of one shape.
pub fn run(context: &Context, args: &DiffArgs) -> Result<ExitCode> {
    changes::check(context)?;
    let (old_name, old) = changes::read(&args.old)?;
    let (new_name, new) = changes::read(&args.new)?;
    if old.shape != new.shape {
        let (first, second) = (old.shape.options(), new.shape.options());
        return Err(Error::usage(format!(
            "{old_name} is of `{first}`, and {new_name} of `{second}`: they have not the same columns"
        )));
    }
    let (old, new) = (side(old_name, old), side(new_name, new));
    changes::show(context, "report.diff", &old, &new)
}

fn side(name: String, report: Report) -> Side {
    Side {
        name,
        snapshot: report.snapshot,
        unreadable: Vec::new(),
    }
}
