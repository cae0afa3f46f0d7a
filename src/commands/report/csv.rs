//! `patchctl report csv`.

use std::collections::HashMap;

use clap::{Args, ValueEnum};

use crate::args::outsiders::OutsiderArgs;
use crate::args::targets::TargetArgs;
use crate::aws::reach::Reach;
use crate::commands::report::carry;
use crate::commands::report::rows::{Job, Shape};
use crate::commands::report::to::WriteArgs;
use crate::context::Context;
use crate::domain::compliance::report::{Layout, Origin};
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::{NodeId, Scope};
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::files::destination::{Destination, Ready};
use crate::output::plan::Consent;
use crate::read::fleet;
use crate::read::fleet::Fleet;

/// Arguments of `report csv`.
#[derive(Debug, Args)]
#[command(after_help = "\
The default columns are those of AWS's all-nodes report; --detail has one row for each node and patch in the columns of AWS's single-node \
report, for all nodes. --layout full adds account, Region, verdict, age and source. Nothing is visible at the destination before all of it \
is written.

Examples:
  patchctl --sandbox report csv --to patches.csv
  patchctl report csv --detail --layout full --to s3://my-reports/patches/2026-11-21.csv
  patchctl report csv --all-regions --to - | gzip > patches.csv.gz")]
pub struct CsvArgs {
    /// Write to this file, to s3://BUCKET/KEY, or to standard output (-)
    #[arg(long, value_name = "FILE|S3-URI|-")]
    to: Destination,
    /// Write one row for each node and patch
    #[arg(long)]
    detail: bool,
    /// Which columns to write
    #[arg(long, value_enum, default_value_t = LayoutArg::Aws, value_name = "LAYOUT")]
    layout: LayoutArg,
    /// What to write as the instance name: the computer name, or the tag Name of EC2 instances
    #[arg(long, value_enum, default_value_t = NameSource::Computer, value_name = "SOURCE")]
    instance_name: NameSource,
    /// Write cells as they came, also those that a spreadsheet would run as formulas
    #[arg(long)]
    raw_cells: bool,
    /// Begin with a byte order mark, for Excel
    #[arg(long)]
    bom: bool,
    #[command(flatten)]
    write: WriteArgs,
    #[command(flatten)]
    targets: TargetArgs,
    #[command(flatten)]
    outsiders: OutsiderArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LayoutArg {
    /// AWS's own columns
    Aws,
    /// AWS's columns and more
    Full,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum NameSource {
    /// The name of a hybrid activation, else the computer name
    Computer,
    /// The tag Name of an EC2 instance, else the computer name
    Tag,
}

/// Writes a report.
///
/// # Errors
/// A bad destination, a bucket that does not exist, a disk that is full; nothing is left at the
/// destination then.
pub async fn run(context: &Context, args: &CsvArgs) -> Result<ExitCode> {
    args.write
        .check(context, "report csv writes CSV", &args.to)?;
    let selection = args.targets.selection()?;
    let reach = Reach::open(context).await?;
    // The destination is looked at first: what cannot be written need not be read.
    let ready = Ready::open(&args.to, &reach, args.write.options()).await?;

    let fleet = fleet::read(context, &reach, &selection, args.outsiders.who()).await?;
    if fleet.nodes.is_empty() && !fleet.unreadable.is_empty() {
        return Err(carry::nothing_read(&fleet));
    }
    let consent = Consent {
        dry_run: args.write.dry_run,
        ..Consent::default()
    };
    let Some(approved) = context.ui.approve(plan(args, &fleet), consent).await? else {
        return Ok(fleet.completeness());
    };

    let names = match args.instance_name {
        NameSource::Tag => name_tags(context, &reach).await,
        NameSource::Computer => Names::default(),
    };
    let mut faults = fleet.unreadable.clone();
    faults.extend(names.unreadable.iter().cloned());
    let job = Job {
        context,
        shape: args.shape(),
        reach: &reach,
        fleet: &fleet,
        names: &names.by_node,
        origin: Origin {
            endpoint: fleet.place.endpoint.clone(),
            profile: fleet.place.profile.clone().unwrap_or_default(),
            filter: fleet.filter.clone(),
        },
    };
    faults.extend(job.write(ready, approved.consented()).await?);

    // On standard output the report itself is there to be seen.
    if args.to != Destination::Stdout {
        context.ui.note(&format!(
            "wrote {} to {} ({})",
            fleet.size(),
            args.to,
            fleet.origin()
        ));
    }
    Ok(fleet::completeness(&faults, true))
}

impl CsvArgs {
    fn shape(&self) -> Shape {
        Shape {
            detail: self.detail,
            layout: match self.layout {
                LayoutArg::Aws => Layout::Aws,
                LayoutArg::Full => Layout::Full,
            },
            raw_cells: self.raw_cells,
            bom: self.bom,
        }
    }
}

fn plan(args: &CsvArgs, fleet: &Fleet) -> Vec<String> {
    let rows = if args.detail {
        "one row for each node and patch"
    } else {
        "one row for each node"
    };
    let mut lines = vec![format!(
        "would write {} to {}: {rows}",
        fleet.size(),
        args.to
    )];
    // Before it is written, because the file itself does not say it.
    if !fleet.unreadable.is_empty() {
        lines.push(format!(
            "incomplete: {} could not be read",
            count(fleet.unreadable.len(), "place")
        ));
    }
    lines
}

#[derive(Default)]
struct Names {
    by_node: HashMap<(Scope, NodeId), String>,
    unreadable: Vec<Unreadable>,
}

async fn name_tags(context: &Context, reach: &Reach) -> Names {
    let gathered = reach.gather(|site| site.name_tags()).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let pairs = answers.into_iter().flat_map(|(scope, names)| {
        names
            .into_iter()
            .map(move |(id, name)| ((scope.clone(), id), name))
    });
    // What the fleet itself could not read is named already; here only what is new counts.
    let known = reach.unreadable.clone();
    Names {
        by_node: pairs.collect(),
        unreadable: unreadable
            .into_iter()
            .filter(|fault| !known.contains(fault))
            .collect(),
    }
}
