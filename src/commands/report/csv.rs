//! `patchctl report csv`.

use std::collections::HashMap;

use clap::{Args, ValueEnum};
use futures::stream::{self, StreamExt};

use crate::aws::fault;
use crate::aws::objects::WriteOptions;
use crate::aws::scopes::World;
use crate::aws::site::CALLS_AT_ONCE;
use crate::commands::fleet::{self, Fleet};
use crate::commands::report::destination::{Destination, Ready, Sink};
use crate::commands::targets::TargetArgs;
use crate::context::Context;
use crate::domain::compliance::NodeCompliance;
use crate::domain::id::{NodeId, Scope};
use crate::domain::report::{self, DetailSubject, Layout, ReportCell};
use crate::domain::reported::PatchItem;
use crate::domain::unreadable::Unreadable;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::output::count;
use crate::output::csv::{CsvEncoder, Field};
use crate::output::plan::{Approved, Consent};

/// How many bytes are collected before they are carried away.
const CHUNK: usize = 256 * 1024;

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
    /// Encrypt the object with this KMS key
    #[arg(long, value_name = "KEY-ID", help_heading = "S3")]
    sse_kms_key: Option<String>,
    /// Refuse a bucket that belongs to another account than this
    #[arg(long, value_name = "ACCOUNT", help_heading = "S3")]
    expected_bucket_owner: Option<String>,
    /// Refuse to replace what is there
    #[arg(long)]
    if_none_match: bool,
    /// Show what would be written and where, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    targets: TargetArgs,
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
/// A bad destination, a bucket that does not exist, a disk that is full; nothing is left at the destination then.
pub async fn run(context: &Context, args: &CsvArgs) -> Result<ExitCode> {
    check(context, args)?;
    let selection = args.targets.selection()?;
    let world = World::open(context).await?;
    let options = WriteOptions {
        sse_kms_key: args.sse_kms_key.clone(),
        expected_bucket_owner: args.expected_bucket_owner.clone(),
        if_none_match: args.if_none_match,
    };
    let ready = Ready::open(&args.to, &world, options).await?;
    let fleet = fleet::read(context, &world, &selection).await?;
    if fleet.nodes.is_empty() && !fleet.unreadable.is_empty() {
        let code = fleet.completeness();
        let kind = if code == ExitCode::NoCredentials { Kind::Credentials } else { Kind::Incomplete };
        return Err(Error::new(kind, "nothing could be read, so that no report was written"));
    }
    let consent = Consent { dry_run: args.dry_run, ..Consent::default() };
    let Some(approved) = context.ui.approve(&plan(args, &fleet), consent)? else { return Ok(fleet.completeness()) };
    let names = if args.instance_name == NameSource::Tag { name_tags(context, &world).await } else { Names::default() };
    let mut faults = fleet.unreadable.clone();
    faults.extend(names.unreadable.iter().cloned());
    let job = Job { context, args, world: &world, fleet: &fleet, names: &names.by_node };
    faults.extend(job.write(ready, &approved).await?);
    if args.to != Destination::Stdout {
        context.ui.note(&format!("wrote {} to {}", fleet.size(), args.to));
    }
    Ok(fleet::completeness(&faults, true))
}

fn check(context: &Context, args: &CsvArgs) -> Result<()> {
    if context.ui.has_format_options() {
        return Err(Error::usage("report csv writes CSV; -o, --query, --columns and --sort do not apply")
            .hint("patchctl compliance nodes takes them"));
    }
    let for_s3 = args.sse_kms_key.is_some() || args.expected_bucket_owner.is_some();
    if for_s3 && !matches!(args.to, Destination::S3(_)) {
        return Err(Error::usage("--sse-kms-key and --expected-bucket-owner are for s3:// destinations"));
    }
    if args.if_none_match && args.to == Destination::Stdout {
        return Err(Error::usage("--if-none-match is for files and s3:// destinations"));
    }
    let owner = args.expected_bucket_owner.as_deref().map(str::parse::<crate::domain::id::AccountId>);
    match owner {
        Some(Err(error)) => Err(Error::usage(format!("--expected-bucket-owner: {error}"))),
        _ => Ok(()),
    }
}

fn plan(args: &CsvArgs, fleet: &Fleet) -> Vec<String> {
    let rows = if args.detail { "one row for each node and patch" } else { "one row for each node" };
    let mut lines = vec![format!("would write {} to {}: {rows}", fleet.size(), args.to)];
    if !fleet.unreadable.is_empty() {
        lines.push(format!("incomplete: {} could not be read", count(fleet.unreadable.len(), "place")));
    }
    lines
}

#[derive(Default)]
struct Names {
    by_node: HashMap<(Scope, NodeId), String>,
    unreadable: Vec<Unreadable>,
}

async fn name_tags(context: &Context, world: &World) -> Names {
    let gathered = world.gather(|site| site.name_tags()).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let pairs = answers.into_iter().flat_map(|(scope, names)| names.into_iter().map(move |(id, name)| ((scope.clone(), id), name)));
    // What the fleet itself could not read is named already; here only what is new counts.
    let known = world.unreadable.clone();
    Names { by_node: pairs.collect(), unreadable: unreadable.into_iter().filter(|fault| !known.contains(fault)).collect() }
}

/// One report on its way.
struct Job<'a> {
    context: &'a Context,
    args: &'a CsvArgs,
    world: &'a World,
    fleet: &'a Fleet,
    names: &'a HashMap<(Scope, NodeId), String>,
}

impl Job<'_> {
    /// Writes all rows; whatever stops it, a signal too, takes everything back first.
    async fn write(&self, ready: Ready, approved: &Approved) -> Result<Vec<Unreadable>> {
        let mut sink = ready.begin(approved)?;
        let _held = self.context.interrupt.hold();
        let produced = tokio::select! {
            result = self.produce(&mut sink) => result,
            stopped = self.context.interrupt.error() => Err(stopped.hint("the report is not complete, and nothing of it was left")),
        };
        // From here on the report is there or it is not: a signal no longer stops it half-way.
        let result = match produced {
            Ok(faults) => sink.finish().await.map(|()| faults),
            Err(error) => Err(error),
        };
        let Err(error) = result else { return result };
        if let Err(leftover) = sink.discard().await {
            self.context.ui.error(&leftover);
        }
        if error.kind() == Kind::BrokenPipe { Ok(Vec::new()) } else { Err(error) }
    }

    async fn produce(&self, sink: &mut Sink) -> Result<Vec<Unreadable>> {
        let mut out = Rows { sink, encoder: CsvEncoder::new(self.args.raw_cells, self.args.bom), index: 0 };
        let faults = if self.args.detail { self.details(&mut out).await? } else { self.summary(&mut out).await? };
        out.flush().await?;
        Ok(faults)
    }

    async fn summary(&self, out: &mut Rows<'_>) -> Result<Vec<Unreadable>> {
        let layout = self.layout();
        out.header(&report::summary_header(layout));
        let progress = self.context.ui.progress(self.fleet.nodes.len() as u64, "nodes");
        for node in &self.fleet.nodes {
            let index = out.next();
            out.row(&report::summary_row(index, self.name(node), node, layout)).await?;
            progress.step();
        }
        Ok(Vec::new())
    }

    /// Nodes are read several at once and written in their order, so that the same data gives the same bytes.
    async fn details(&self, out: &mut Rows<'_>) -> Result<Vec<Unreadable>> {
        let layout = self.layout();
        out.header(&report::detail_header(layout));
        let progress = self.context.ui.progress(self.fleet.nodes.len() as u64, "nodes");
        let mut faults = Vec::new();
        let mut answers =
            stream::iter(&self.fleet.nodes).map(|node| async move { (node, self.items(node).await) }).buffered(2 * CALLS_AT_ONCE);
        while let Some((node, answer)) = answers.next().await {
            match answer {
                Ok(items) => self.node_rows(out, node, &items).await?,
                Err(error) if error.kind() == Kind::Credentials => return Err(error),
                Err(error) => {
                    let place = format!("the patches of {}", node.node.id);
                    faults.push(fault::unreadable(place, Some(node.node.scope.clone()), Some(node.node.id.to_string()), &error));
                    let index = out.next();
                    out.row(&report::detail_row(index, self.name(node), node, DetailSubject::Unreadable, layout)).await?;
                }
            }
            progress.step();
        }
        drop(progress);
        self.context.ui.unreadable(&faults);
        Ok(faults)
    }

    /// The patches of a node, in a stable order. A node that nobody has a word on has none, so that it is not asked.
    async fn items(&self, node: &NodeCompliance) -> Result<Vec<PatchItem>> {
        if node.report.is_none() && node.aws.is_none() {
            return Ok(Vec::new());
        }
        let site = self.world.sites.iter().find(|site| site.scope == node.node.scope).expect("every node came from a site");
        let mut items = site.patch_items(&node.node.id).await?;
        items.sort_by(|a, b| {
            (&a.patch.title, &a.patch.kb_id, a.patch.state.as_str()).cmp(&(&b.patch.title, &b.patch.kb_id, b.patch.state.as_str()))
        });
        Ok(items)
    }

    async fn node_rows(&self, out: &mut Rows<'_>, node: &NodeCompliance, items: &[PatchItem]) -> Result<()> {
        let (name, layout) = (self.name(node), self.layout());
        if items.is_empty() {
            let index = out.next();
            return out.row(&report::detail_row(index, name, node, DetailSubject::NoPatches, layout)).await;
        }
        for item in items {
            let index = out.next();
            out.row(&report::detail_row(index, name, node, DetailSubject::Patch(item), layout)).await?;
        }
        Ok(())
    }

    fn layout(&self) -> Layout {
        match self.args.layout {
            LayoutArg::Aws => Layout::Aws,
            LayoutArg::Full => Layout::Full,
        }
    }

    fn name<'b>(&'b self, node: &'b NodeCompliance) -> &'b str {
        if self.names.is_empty() {
            return node.node.label();
        }
        let key = (node.node.scope.clone(), node.node.id.clone());
        self.names.get(&key).map_or_else(|| node.node.label(), String::as_str)
    }
}

/// Rows on their way into a sink.
struct Rows<'a> {
    sink: &'a mut Sink,
    encoder: CsvEncoder,
    index: u64,
}

impl Rows<'_> {
    fn next(&mut self) -> u64 {
        self.index += 1;
        self.index
    }

    fn header(&mut self, columns: &[&str]) {
        self.encoder.record(columns.iter().map(|column| Field::Own(column)));
    }

    async fn row(&mut self, cells: &[ReportCell<'_>]) -> Result<()> {
        self.encoder.record(cells.iter().map(|cell| match cell {
            ReportCell::Own(text) => Field::Own(text),
            ReportCell::Foreign(text) => Field::Foreign(text),
        }));
        if self.encoder.ready() >= CHUNK { self.flush().await } else { Ok(()) }
    }

    async fn flush(&mut self) -> Result<()> {
        let bytes = self.encoder.drain();
        self.sink.write(&bytes).await
    }
}
