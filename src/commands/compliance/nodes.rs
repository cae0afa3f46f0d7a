//! `patchctl compliance nodes`.

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde_json::json;

use crate::args::exceptions::{ExceptionArgs, SlaArgs};
use crate::args::outsiders::OutsiderArgs;
use crate::args::targets::TargetArgs;
use crate::aws::reach::Reach;
use crate::commands::compliance::severities;
use crate::commands::verdicts::verdict_cell;
use crate::context::Context;
use crate::domain::compliance::publisher::PublisherLevel;
use crate::domain::compliance::{NodeCompliance, Verdict};
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::output::listing::{Column, Listing};
use crate::read::{exceptions, fleet, violations};

/// Arguments of `compliance nodes`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl --sandbox compliance nodes
  patchctl compliance nodes --verdict non-compliant,stale --sort -missing
  patchctl compliance nodes --severity important --all-regions
  patchctl compliance nodes --sla critical=14d,high=30d --columns node,overdue,undated,reason
  patchctl compliance nodes --source PatchPolicy -o csv --columns all")]
pub struct NodesArgs {
    #[command(flatten)]
    targets: TargetArgs,
    #[command(flatten)]
    outsiders: OutsiderArgs,
    /// Only nodes with this verdict (can be repeated or a comma list)
    #[arg(long, value_name = "VERDICT", value_delimiter = ',', hide_possible_values = true, value_parser = verdicts())]
    verdict: Vec<Verdict>,
    /// Only nodes whose data came from this source: Command or `PatchPolicy`
    #[arg(long, value_name = "TYPE")]
    source: Option<String>,
    /// Only nodes with a violation of this severity of the patch's publisher or a graver one:
    /// critical, important, moderate or low; one without a severity counts too, as for `compliance
    /// check --fail-on-severity`
    #[arg(long, value_name = "LEVEL", hide_possible_values = true, value_parser = severities::parser())]
    severity: Option<PublisherLevel>,
    #[command(flatten)]
    exceptions: ExceptionArgs,
    #[command(flatten)]
    sla: SlaArgs,
}

/// The verdicts as a parser that completions can list; case and `_` or `-` do not count.
pub fn verdicts() -> impl TypedValueParser<Value = Verdict> {
    let names = Verdict::ALL.map(|verdict| verdict.as_str().to_lowercase().replace('_', "-"));
    let values = names
        .into_iter()
        .zip(Verdict::ALL)
        .map(|(name, verdict)| PossibleValue::new(name).alias(verdict.as_str()));
    PossibleValuesParser::new(values).try_map(|text| text.parse::<Verdict>())
}

/// The columns of a judged node.
pub const COLUMNS: [Column<NodeCompliance>; 25] = [
    Column::scope("account", |row| Cell::id(row.node.scope.account.as_str())),
    Column::scope("region", |row| Cell::id(row.node.scope.region.as_str())),
    Column::always("node", |row| Cell::id(row.node.id.as_str())),
    Column::always("verdict", verdict_cell),
    Column::always("aws_status", |row| {
        Cell::id(row.aws_status().unwrap_or_default())
    }),
    Column::always("reason", |row| Cell::text(row.full_reason())),
    Column::always("name", |row| Cell::text(row.node.label())),
    Column::always("group", |row| Cell::id(row.group().unwrap_or_default())),
    Column::on_request("os", |row| {
        Cell::id(
            row.node
                .operating_system
                .map(|system| system.as_str())
                .unwrap_or_default(),
        )
    }),
    Column::on_request("missing", |row| reported(row, row.counts().missing)),
    Column::on_request("failed", |row| reported(row, row.counts().failed)),
    Column::on_request("pending_reboot", |row| {
        reported(row, row.counts().installed_pending_reboot)
    }),
    Column::on_request("rejected", |row| {
        reported(row, row.counts().installed_rejected)
    }),
    Column::on_request("installed", |row| reported(row, row.counts().installed)),
    Column::on_request("installed_other", |row| {
        reported(row, row.counts().installed_other)
    }),
    Column::on_request("available_security", |row| {
        reported(row, row.counts().available_security_updates)
    }),
    Column::always("last_report", |row| {
        Cell::time(row.report.as_ref().and_then(|report| report.ended_at))
    }),
    Column::always("source", |row| {
        Cell::id(row.execution_type().unwrap_or_default())
    }),
    Column::on_request("operation", |row| {
        Cell::id(
            row.report
                .as_ref()
                .map(|report| &*report.operation)
                .unwrap_or_default(),
        )
    }),
    Column::on_request("baseline", |row| {
        Cell::id(
            row.report
                .as_ref()
                .map(|report| &*report.baseline)
                .unwrap_or_default(),
        )
    }),
    Column::on_request("ping", |row| crate::commands::node::list::ping(&row.node)),
    Column::on_request("excused", |row| {
        let excused = row.excused.as_ref();
        excused.map_or(Cell::Empty, |excused| Cell::count(excused.patches.len()))
    }),
    Column::on_request("overdue", |row| {
        let due = row.due.as_ref();
        due.map_or(Cell::Empty, |due| Cell::count(due.overdue.len()))
    }),
    Column::on_request("undated", |row| {
        let due = row.due.as_ref();
        due.map_or(Cell::Empty, |due| Cell::count(due.undated.len()))
    }),
    Column::on_request("severity", |row| {
        Cell::id(
            row.aws
                .as_ref()
                .and_then(|aws| aws.overall_severity.as_deref())
                .unwrap_or_default(),
        )
    }),
];

/// A count of the report; without a report there is no count, which is not the same as 0.
fn reported(row: &NodeCompliance, number: i32) -> Cell {
    if row.report.is_some() {
        Cell::count(number)
    } else {
        Cell::Empty
    }
}

/// Lists judged nodes.
pub async fn run(context: &Context, args: &NodesArgs) -> Result<ExitCode> {
    context.ui.check_listing(&COLUMNS)?;
    let selection = args.targets.selection()?;
    let file = args.exceptions.exceptions.as_deref();
    let exceptions = exceptions::asked(file, context.ui.draws_color())?;
    let reach = Reach::open(context).await?;
    let mut fleet = fleet::read(context, &reach, &selection, args.outsiders.who()).await?;
    if let Some(exceptions) = &exceptions {
        exceptions::lay(context, &reach, &mut fleet, exceptions).await;
    }
    let sla = args.sla.sla.as_ref();
    if args.severity.is_some() || sla.is_some() {
        violations::read(context, &reach, &mut fleet, sla).await;
    }
    // Before rows are filtered: what is not shown was read all the same.
    let code = fleet.completeness();

    fleet.nodes.retain(|row| is_wanted(row, args));
    say_disagreements(context, &fleet.nodes);
    let note = format!("{} ({})", fleet.size(), fleet.origin());
    let excused = exceptions::sentence(&fleet.nodes);

    let mut extra = fleet.document();
    extra.insert("totals".to_owned(), json!(fleet.totals()));
    if args.verdict.contains(&Verdict::Gone) {
        fleet.nodes.extend(fleet.gone.iter().cloned());
    }
    let (scopes, unreadable) = (fleet.scopes, &fleet.unreadable);
    context.ui.list(Listing {
        kind: "compliance.nodes",
        columns: &COLUMNS,
        rows: fleet.nodes,
        id: |row| row.node.id.to_string(),
        scopes,
        extra,
        unreadable,
    })?;
    context.ui.note(&note);
    if let Some(excused) = excused {
        context.ui.note(&excused);
    }
    Ok(code)
}

fn is_wanted(row: &NodeCompliance, args: &NodesArgs) -> bool {
    let from_source = args.source.as_deref().is_none_or(|source| {
        row.execution_type()
            .is_some_and(|kind| kind.eq_ignore_ascii_case(source))
    });
    let severe = args.severity.is_none_or(|level| row.may_violate_at(level));
    from_source && severe && (args.verdict.is_empty() || args.verdict.contains(&row.verdict))
}

/// Two lists of AWS tell of the same scan (DescribeInstancePatchStates and
/// ListResourceComplianceSummaries), and which of them is right nobody can tell.
fn say_disagreements(context: &Context, nodes: &[NodeCompliance]) {
    let disagreements = nodes.iter().filter(|row| row.disagrees_with_aws).count();
    if disagreements > 0 {
        let nodes = count(disagreements, "node");
        context.ui.warn(&format!(
            "{nodes}: the reported patch states and AWS's own status disagree; the worse one counts"
        ));
    }
}
