//! `patchctl report asff`.

use std::collections::BTreeMap;

use clap::Args;

use crate::args::consent::WriteArgs as Consenting;
use crate::args::outsiders::OutsiderArgs;
use crate::args::targets::TargetArgs;
use crate::aws::objects::Media;
use crate::aws::reach::Reach;
use crate::change::findings::FindingStep;
use crate::change::step::{Change, Planned, Row};
use crate::commands::report::carry;
use crate::commands::report::to::WriteArgs;
use crate::commands::verdicts::state;
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::compliance::NodeCompliance;
use crate::domain::id::Scope;
use crate::domain::security_hub::batch::batches;
use crate::domain::security_hub::finding::NodeFinding;
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::files::destination::{Destination, Ready};
use crate::output::cell::Cell;
use crate::output::listing::Column;
use crate::output::plan::Consent;
use crate::output::sanitize;
use crate::read::fleet;
use crate::read::fleet::Fleet;

/// Arguments of `report asff`.
#[derive(Debug, Args)]
#[command(after_help = "\
One finding for each node, in the AWS Security Finding Format, with an id that stays the same: a later import takes the place of an
earlier one. They belong to the default product of each account and Region, so that each is imported with credentials of its account.

A node that is COMPLIANT has the status PASSED, INFORMATIONAL and ARCHIVED, which ends the finding of an earlier day. NON_COMPLIANT is
FAILED, as severe as the gravest compliance level of its violations; violations without a level are LOW. STALE, NOT_REPORTED,
UNREACHABLE and UNMANAGED are NOT_AVAILABLE and MEDIUM: nobody knows. A node that is gone is NOT_AVAILABLE and ARCHIVED.

Each line that is written is the input of one call, with at most 100 findings and 6 MB of one account and Region:
  split -l 1 findings.jsonl batch-
  for batch in batch-*; do aws securityhub batch-import-findings --cli-input-json file://$batch; done

Exit codes: 0 done, 1 something was refused, 5 something could not be read, so that findings are missing.

Examples:
  patchctl --sandbox report asff --to findings.jsonl
  patchctl report asff --all-regions --import --dry-run
  patchctl report asff --group web --import --yes -o json")]
pub struct AsffArgs {
    /// Write to this file, to s3://BUCKET/KEY, or to standard output (-)
    #[arg(long, value_name = "FILE|S3-URI|-")]
    to: Option<Destination>,
    /// Give the findings to Security Hub (`BatchImportFindings`), after a confirmation
    #[arg(long, conflicts_with_all = ["to", "sse_kms_key", "expected_bucket_owner", "overwrite"])]
    import: bool,
    /// Import without asking
    #[arg(short, long, requires = "import")]
    yes: bool,
    #[command(flatten)]
    write: WriteArgs,
    #[command(flatten)]
    targets: TargetArgs,
    #[command(flatten)]
    outsiders: OutsiderArgs,
}

/// Writes or imports findings.
///
/// # Errors
/// A bad destination; a fleet of which nothing could be read; an account that is not known; a plan
/// that was not agreed to.
pub async fn run(context: &Context, args: &AsffArgs) -> Result<ExitCode> {
    let shown = shown();
    match &args.to {
        Some(to) => args
            .write
            .check(context, "report asff writes findings", to)?,
        None if args.import => write::check(context, &shown)?,
        None => {
            return Err(Error::usage("report asff needs --to FILE, or --import")
                .hint("--to - writes the findings to standard output"));
        }
    }
    let selection = args.targets.selection()?;
    let reach = Reach::open(context).await?;
    // The destination is looked at first: what cannot be written need not be read.
    let ready = match &args.to {
        Some(to) => Some((to, Ready::open(to, &reach, args.write.options()).await?)),
        None => None,
    };

    let fleet = fleet::read(context, &reach, &selection, args.outsiders.who()).await?;
    if fleet.nodes.is_empty() && !fleet.unreadable.is_empty() {
        return Err(carry::nothing_read(&fleet));
    }
    let places = places(context, &reach, &fleet)?;
    let code = fleet.completeness();
    match ready {
        Some((to, ready)) => {
            write_to(context, args, &fleet, &places, (to, ready)).await?;
            Ok(code)
        }
        None => Ok(import(context, args, places, &fleet, shown)
            .await?
            .and(code)),
    }
}

/// The findings of each account and Region, those of nodes that are gone too: theirs have to end.
fn places<'a>(
    context: &Context,
    reach: &'a Reach,
    fleet: &Fleet,
) -> Result<Vec<Planned<'a, FindingStep>>> {
    let mut by_scope: BTreeMap<&Scope, Vec<&NodeCompliance>> = BTreeMap::new();
    for node in fleet.nodes.iter().chain(&fleet.gone) {
        by_scope.entry(&node.node.scope).or_default().push(node);
    }

    let now = context.clock.now();
    let places = by_scope.into_iter().map(|(scope, nodes)| {
        let site = reach.site(scope).expect("every node came from a site");
        // The account is a part of the id, and Security Hub takes findings of the caller's alone.
        let _known = site.account()?;
        let steps = nodes.into_iter().map(|node| FindingStep {
            node: node.node.id.clone(),
            verdict: node.verdict,
            finding: NodeFinding::of(node, site.partition(), now),
        });
        Ok(Planned {
            site,
            steps: steps.collect(),
        })
    });
    places.collect()
}

/// The inputs of all calls, one on each line.
fn lines(places: &[Planned<'_, FindingStep>]) -> Result<Vec<String>> {
    let mut lines = Vec::new();
    for place in places {
        for batch in batches(place.steps.iter().map(|step| &step.finding)) {
            let line = serde_json::to_string(&batch)
                .map_err(|error| Error::failed("cannot write the findings").with_source(error))?;
            // On standard output a terminal may be at the other end.
            lines.push(format!("{}\n", sanitize::in_json(&line)));
        }
    }
    Ok(lines)
}

/// Writes one document a line.
async fn write_to(
    context: &Context,
    args: &AsffArgs,
    fleet: &Fleet,
    places: &[Planned<'_, FindingStep>],
    (to, ready): (&Destination, Ready),
) -> Result<()> {
    let lines = lines(places)?;
    let size = fleet.size();
    let batches = count(lines.len(), "batch");
    let consent = Consent {
        dry_run: args.write.dry_run,
        ..Consent::default()
    };
    let plan = vec![format!(
        "would write findings on {size} in {batches} to {to}"
    )];
    let Some(approved) = context.ui.approve(plan, consent).await? else {
        return Ok(());
    };

    // Nothing of it is there before all of it is.
    let ready = ready.for_media(Media::JsonLines);
    carry::whole(context, ready, &lines.concat(), approved.consented()).await?;
    if *to != Destination::Stdout {
        context.ui.note(&format!(
            "wrote findings on {size} in {batches} to {to} ({})",
            fleet.origin()
        ));
    }
    Ok(())
}

async fn import(
    context: &Context,
    args: &AsffArgs,
    places: Vec<Planned<'_, FindingStep>>,
    fleet: &Fleet,
    shown: Shown<FindingStep>,
) -> Result<ExitCode> {
    // Who goes on where something could not be read sends what is true of the rest.
    let change = Change::new(places, fleet.unreadable.len());
    let consenting = Consenting {
        dry_run: args.write.dry_run,
        yes: args.yes,
    };
    write::write(context, change, consenting, &fleet.unreadable, shown).await
}

/// What became of each finding.
fn shown() -> Shown<FindingStep> {
    let mut columns = write::places();
    columns.extend([
        Column::always("outcome", |row: &Row<FindingStep>| {
            write::outcome(row.outcome)
        }),
        Column::always("node", |row| Cell::id(row.step.node.as_str())),
        Column::always("verdict", |row| state(row.step.verdict)),
        Column::always("error", |row| {
            Cell::text(row.error.as_deref().unwrap_or_default())
        }),
        Column::on_request("id", |row| Cell::id(row.id.as_deref().unwrap_or_default())),
    ]);
    Shown {
        kind: "report.asff",
        columns,
        id: |row| row.id.clone().unwrap_or_default(),
        noun: "finding",
    }
}
