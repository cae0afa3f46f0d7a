//! `patchctl report html`.

mod divisions;
mod facts;
mod lists;
mod overview;

use clap::Args;

use crate::args::outsiders::OutsiderArgs;
use crate::args::targets::TargetArgs;
use crate::aws::objects::Media;
use crate::aws::reach::Reach;
use crate::commands::report::carry;
use crate::commands::report::to::WriteArgs;
use crate::context::Context;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::files::destination::{Destination, Ready};
use crate::output::page::{self, Page};
use crate::output::plan::Consent;
use crate::read::fleet;
use crate::read::fleet::Fleet;
use crate::read::prevalence::{self, Prevalence};

/// Arguments of `report html`.
#[derive(Debug, Args)]
#[command(after_help = "\
One page for people who do not run commands: verdicts, violations by level, age of the reports, operating systems, patch
groups, accounts and Regions, the patches missing on most nodes, and the nodes that need a person first. It is one file:
nothing in it is loaded from elsewhere and nothing runs, so that it can be mailed, printed and kept. Each chart has a
table beside it. The numbers are those of `compliance summary`, `compliance top` and `compliance nodes`.

What could not be read stands at the top of the page, and the exit code is 5. Nothing is visible at the destination
before all of it is written.

Examples:
  patchctl --sandbox report html --to patches.html
  patchctl report html --all-regions --to s3://my-reports/patches/2026-11-21.html
  patchctl report html --group web --top 5 --nodes 0 --to - > web.html")]
pub struct HtmlArgs {
    /// Write to this file, to s3://BUCKET/KEY, or to standard output (-)
    #[arg(long, value_name = "FILE|S3-URI|-")]
    to: Destination,
    /// Show at most so many patches; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 20)]
    top: usize,
    /// Show at most so many nodes that are not COMPLIANT; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 100)]
    nodes: usize,
    #[command(flatten)]
    write: WriteArgs,
    #[command(flatten)]
    targets: TargetArgs,
    #[command(flatten)]
    outsiders: OutsiderArgs,
}

/// Writes the page.
///
/// # Errors
/// A bad destination, a fleet of which nothing could be read; nothing is left at the destination
/// then.
pub async fn run(context: &Context, args: &HtmlArgs) -> Result<ExitCode> {
    args.write
        .check(context, "report html writes a page", &args.to)?;
    let selection = args.targets.selection()?;
    let reach = Reach::open(context).await?;
    // The destination is looked at first: what cannot be written need not be read.
    let ready = Ready::open(&args.to, &reach, args.write.options()).await?;

    let fleet = fleet::read(context, &reach, &selection, args.outsiders.who()).await?;
    if fleet.nodes.is_empty() && !fleet.unreadable.is_empty() {
        return Err(carry::nothing_read(&fleet));
    }

    let lacking = prevalence::read(context, &reach, &fleet).await;
    context.ui.unreadable(&lacking.unreadable);
    let unreadable = [fleet.unreadable.as_slice(), &lacking.unreadable].concat();
    // What is on the page is true of a part of the fleet, and a script has to see that too.
    let code = fleet::completeness(&unreadable, true);

    let consent = Consent {
        dry_run: args.write.dry_run,
        ..Consent::default()
    };
    let plan = plan(args, &fleet, &unreadable);
    let Some(approved) = context.ui.approve(plan, consent).await? else {
        return Ok(code);
    };

    let text = page::draw(&page(context, args, &fleet, &lacking, &unreadable));
    let ready = ready.for_media(Media::Html);
    carry::whole(context, ready, &text, approved.consented()).await?;

    tell(context, args, &fleet);
    Ok(code)
}

/// Says what was written. On standard output the page itself is there to be seen.
fn tell(context: &Context, args: &HtmlArgs, fleet: &Fleet) {
    if args.to != Destination::Stdout {
        let (size, origin) = (fleet.size(), fleet.origin());
        context
            .ui
            .note(&format!("wrote a page on {size} to {} ({origin})", args.to));
    }
}

fn plan(args: &HtmlArgs, fleet: &Fleet, unreadable: &[Unreadable]) -> Vec<String> {
    let mut lines = vec![format!(
        "would write a page on {} to {}",
        fleet.size(),
        args.to
    )];
    // Here too, because the page is not there yet to say it.
    if !unreadable.is_empty() {
        lines.push(format!(
            "incomplete: {} could not be read",
            count(unreadable.len(), "place")
        ));
    }
    lines
}

fn page(
    context: &Context,
    args: &HtmlArgs,
    fleet: &Fleet,
    lacking: &Prevalence,
    unreadable: &[Unreadable],
) -> Page {
    let totals = fleet.totals();
    // What has to be done stands before what explains it.
    let mut sections = vec![
        overview::verdicts(&totals),
        lists::nodes(fleet, args.nodes),
        lists::patches(fleet, lacking, args.top),
        overview::severities(lacking),
        overview::levels(&totals),
        overview::ages(context, fleet),
    ];
    sections.extend(divisions::sections(fleet));

    Page {
        title: "Patch compliance",
        warning: facts::warning(fleet),
        unread: facts::unread(unreadable),
        facts: facts::facts(context, fleet, &totals),
        sections,
    }
}
