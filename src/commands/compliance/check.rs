//! `patchctl compliance check`.

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use jiff::SignedDuration;

use crate::args::exceptions::{ExceptionArgs, SlaArgs};
use crate::args::outsiders::OutsiderArgs;
use crate::args::targets::TargetArgs;
use crate::aws::reach::Reach;
use crate::commands::check_code;
use crate::commands::compliance::check_view::{self, Checked};
use crate::commands::compliance::severities;
use crate::context::Context;
use crate::domain::compliance::Verdict;
use crate::domain::compliance::gate::{Allowance, Gate, Tolerance};
use crate::domain::compliance::publisher::PublisherLevel;
use crate::domain::compliance::severity::Level;
use crate::domain::fleet::remark::Remark;
use crate::domain::id::{NodeId, Scope};
use crate::domain::text::age;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::format::Format;
use crate::read::fleet::{self, Fleet};
use crate::read::{exceptions, violations};

/// Arguments of `compliance check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Violations without a compliance level fail at every --fail-on: AWS's own baselines set no level. Judge such a fleet by \
--fail-on-severity, or permit them with --allow unspecified.

--exceptions excuses violations by name until a day, which belongs to it (UTC); what is excused is shown with its
reason, ticket and day, and an exception that is over excuses nothing. --sla fails what is overdue: in whole days of UTC
since the release that AWS publishes (Windows, Amazon Linux 1 and 2). A graver severity without a time has that of the
next below, one that is not known the shortest, a lesser one none. A violation without a date counts as overdue
(--allow undated lets it pass), and one that is installed although rejected fails. Neither lets a node pass that would
be STALE or UNREACHABLE without its violations.

Exit codes: 0 the check passes, 3 a node fails it or no node is in scope, 5 something could not be read (no flag changes that).

Examples:
  patchctl --sandbox compliance check
  patchctl compliance check --group web --fail-on high --max-noncompliant 5%
  patchctl compliance check --fail-on-severity important --grace 2h
  patchctl compliance check --exceptions exceptions.yaml --sla critical=14d,high=30d
  line=$(patchctl compliance check --summary-line) || curl -d \"$line\" https://ntfy.example.com/patching
  patchctl compliance check --allow stale,stopped -o junit > patches.xml")]
pub struct CheckArgs {
    #[command(flatten)]
    targets: TargetArgs,
    #[command(flatten)]
    outsiders: OutsiderArgs,
    /// From this compliance level of the baseline on a violation fails: critical, high, medium, low
    /// or any; one without a level fails too
    #[arg(long, value_name = "LEVEL", hide_possible_values = true, value_parser = levels(), help_heading = "Gate")]
    fail_on: Option<Level>,
    /// From this severity of the patch's publisher on a violation fails: critical, important,
    /// moderate or low; one without a severity fails too
    #[arg(long, value_name = "LEVEL", hide_possible_values = true, value_parser = severities::parser(), help_heading = "Gate")]
    fail_on_severity: Option<PublisherLevel>,
    /// Tolerate this many non-compliant nodes, or this share of the nodes in scope, such as 3 or 5%
    #[arg(long, value_name = "N|P%", help_heading = "Gate")]
    max_noncompliant: Option<Tolerance>,
    /// Let pass what is stale, not-reported, unreachable, stopped (instances), unmanaged, unspecified
    /// (violations without a level), or undated (with --sla, those whose release date nobody
    /// publishes); can be repeated or a comma list
    #[arg(long, value_name = "WHAT", value_delimiter = ',', hide_possible_values = true, value_parser = allowances(), help_heading = "Gate")]
    allow: Vec<Allowance>,
    /// Let pass for so long after its registration or launch a node that has not reported yet, such
    /// as 2h
    #[arg(long, value_name = "DURATION", value_parser = age::parse, help_heading = "Gate")]
    grace: Option<SignedDuration>,
    /// Pass when no node is in scope, which else fails
    #[arg(long, help_heading = "Gate")]
    allow_empty: bool,
    /// Write one line on the whole and nothing else, for a notification; the shell sends it
    #[arg(long)]
    summary_line: bool,
    #[command(flatten)]
    exceptions: ExceptionArgs,
    #[command(flatten)]
    sla: SlaArgs,
}

/// The levels as a parser that completions can list.
fn levels() -> impl TypedValueParser<Value = Level> {
    PossibleValuesParser::new(["critical", "high", "medium", "low", "any"])
        .try_map(|text| text.parse::<Level>())
}

fn allowances() -> impl TypedValueParser<Value = Allowance> {
    let known = Allowance::NAMES.map(|(name, _)| PossibleValue::new(name));
    // Hidden, so that who types it hears what helps.
    let refused = ["non-compliant", "compliant"].map(|name| PossibleValue::new(name).hide(true));
    PossibleValuesParser::new(known.into_iter().chain(refused)).try_map(|text| {
        let allowance = text.parse::<Allowance>();
        allowance.map_err(|_| {
            "violations are tolerated by number with --max-noncompliant, or by level with --fail-on"
        })
    })
}

/// Judges the fleet against the gate.
pub async fn run(context: &Context, args: &CheckArgs) -> Result<ExitCode> {
    let format = context.ui.format();
    if args.summary_line && context.ui.has_format_options() {
        return Err(Error::usage(
            "--summary-line is one line of text; -o, --query, --columns and --sort do not apply",
        ));
    }
    // Formats of pipelines have every node as a case, and no columns.
    let special = matches!(format, Format::Junit | Format::Markdown | Format::Github);
    if !special {
        context.ui.check_listing(&check_view::COLUMNS)?;
    }

    let selection = args.targets.selection()?;
    let file = args.exceptions.exceptions.as_deref();
    let exceptions = exceptions::asked(file, context.ui.draws_color())?;
    let reach = Reach::open(context).await?;
    let mut fleet = fleet::look(context, &reach, &selection, args.outsiders.who()).await?;
    fleet.absent_is_unmatched();
    let gate = args.gate();
    if gate.grace_seconds.is_some() {
        read_ages(context, &reach, &mut fleet).await;
    }
    if let Some(exceptions) = &exceptions {
        exceptions::lay(context, &reach, &mut fleet, exceptions).await;
    }
    if gate.fail_on_severity.is_some() || gate.sla.is_some() {
        violations::read(context, &reach, &mut fleet, gate.sla.as_ref()).await;
    }

    let outcome = gate.judge(&fleet.nodes, context.clock.now());
    // What was typed and matches nothing was not checked, whatever else was.
    let nothing_is_fine = args.allow_empty && fleet.nodes.is_empty();
    let unmatched = !fleet.unmatched.is_empty() && !nothing_is_fine;
    let checked = Checked {
        passed: outcome.passed && !unmatched,
        fleet: &fleet,
        gate: &gate,
        outcome,
    };
    if args.summary_line {
        check_view::summary_line(context, &checked)?;
    } else {
        check_view::show(context, &checked)?;
    }
    // Only a node says no for certain: what was not found may be where nothing could be read.
    if checked.outcome.failing.is_empty() && !fleet.unreadable.is_empty() {
        return Ok(fleet.completeness());
    }
    Ok(check_code(checked.passed).and(fleet.completeness()))
}

impl CheckArgs {
    fn gate(&self) -> Gate {
        Gate {
            fail_on: self.fail_on,
            fail_on_severity: self.fail_on_severity,
            sla: self.sla.sla.clone(),
            max_noncompliant: self.max_noncompliant,
            allow: self.allow.clone(),
            grace_seconds: self.grace.map(|grace| grace.as_secs()),
            allow_empty: self.allow_empty,
        }
    }
}

/// Asks EC2 how old the instances are that never reported. Where it may not be asked their age is not
/// known, and they fail.
async fn read_ages(context: &Context, reach: &Reach, fleet: &mut Fleet) {
    let ageless = fleet.nodes.iter().filter(|node| {
        let never_reported = node.verdict == Verdict::NotReported;
        never_reported && node.node.registered_at.is_none() && !node.node.id.is_hybrid()
    });
    let mut asked: BTreeMap<Scope, BTreeSet<NodeId>> = BTreeMap::new();
    for node in ageless {
        let ids = asked.entry(node.node.scope.clone()).or_default();
        ids.insert(node.node.id.clone());
    }

    for (scope, ids) in asked {
        let site = reach.site(&scope).expect("every node came from a site");
        match site.launched(&ids).await {
            Ok(launched) => {
                let nodes = fleet.nodes.iter_mut();
                for node in nodes.filter(|node| node.node.scope == scope) {
                    let since = launched.get(&node.node.id).copied();
                    node.node.registered_at = node.node.registered_at.or(since);
                }
            }
            Err(error) => context.tell(Remark::Note(format!(
                "{scope}: how old nodes without a report are is not known ({}), so that --grace lets none of them pass",
                error.one_line()
            ))),
        }
    }
}
