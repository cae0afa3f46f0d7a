//! `patchctl patch-now plan`.

use clap::Args;

use super::flags::OrderArgs;
use super::wanted::Wanted;
use super::{plan_text, planning, starting};
use crate::args::overwrite::OverwriteArgs;
use crate::aws::objects::WriteOptions;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::run::operation::Operation;
use crate::domain::run::plan;
use crate::domain::run::plan::Plan;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::files::destination::{Destination, Ready};
use crate::output::format::Format;
use crate::output::plan::Consent;
use crate::output::{sanitize, value};
use crate::read::propose;

/// Arguments of `patch-now plan`.
#[derive(Debug, Args)]
#[command(after_help = "\
The plan is what install or scan would do, with what is known now. apply carries it out only while that still holds.
Exit codes: 0 the plan is made, 5 something could not be read.

Examples:
  patchctl --sandbox patch-now plan --group web --reboot never
  patchctl patch-now plan --group web --reboot if-needed --to plan.json
  patchctl patch-now plan --all --operation scan -o json")]
pub struct PlanArgs {
    /// Plan an install or a scan
    #[arg(long, value_name = "OPERATION", default_value = "install")]
    operation: Operation,
    /// Write the plan to this file for patch-now apply
    #[arg(long, value_name = "FILE|-")]
    to: Option<Destination>,
    #[command(flatten)]
    overwrite: OverwriteArgs,
    #[command(flatten)]
    order: OrderArgs,
}

/// Shows a plan, or writes it.
///
/// # Errors
/// As [`planning::plan`]; when the file cannot be written.
pub async fn run(context: &Context, args: &PlanArgs) -> Result<ExitCode> {
    context
        .ui
        .format()
        .require(&[Format::Table, Format::Json, Format::Jsonl, Format::Yaml])?;
    let wanted = match args.operation {
        Operation::Install => Wanted::installation(context, &args.order)?,
        Operation::Scan => scan(context, &args.order)?,
    };
    let reach = Reach::open(context).await?;
    let ready = match &args.to {
        Some(to) => Some((to, open(to, &reach, args.overwrite.overwrite).await?)),
        None => None,
    };
    let plan = planning::plan(context, &reach, &wanted).await?;
    match ready {
        Some((to, ready)) => write(context, &reach, &plan, to, ready).await?,
        None => show(context, &plan)?,
    }
    if plan.nodes.is_empty() {
        context.ui.warn(&format!(
            "this would be refused: {}",
            starting::why_nothing(&plan)
        ));
    }
    Ok(code(&plan))
}

/// Looks at the place of a plan before it is made.
async fn open(to: &Destination, reach: &Reach, overwrite: bool) -> Result<Ready> {
    if let Destination::S3(_) = to {
        return Err(Error::usage("--to takes a file or -"));
    }
    let options = WriteOptions {
        overwrite,
        ..WriteOptions::default()
    };
    Ready::open(to, reach, options).await
}

/// Writes the document that `apply` takes, and says what is in it and how to carry it out.
async fn write(
    context: &Context,
    reach: &Reach,
    plan: &Plan,
    to: &Destination,
    ready: Ready,
) -> Result<()> {
    let document = serde_json::to_value(plan)
        .map_err(|error| Error::failed("cannot write the plan").with_source(error))?;
    let lines = plan_text::lines(plan);
    // Writing a plan changes nothing, so that nobody is asked.
    let Some(approved) = context
        .ui
        .approve(lines.clone(), Consent::default())
        .await?
    else {
        return Ok(());
    };
    ready
        .begin(approved.consented())?
        .write_all(&value::json(&document))
        .await?;

    for line in lines {
        context.ui.note(&line);
    }
    if let Destination::File(path) = to {
        let path = propose::quoted(&path.display().to_string());
        let next = format!("patch-now apply {path}");
        let next = propose::propose_everywhere(context, &next, reach);
        context
            .ui
            .note(&format!("wrote {path}; to carry it out: {next}"));
    }
    Ok(())
}

/// Shows a plan: in lines for people, else the document that `apply` takes.
///
/// # Errors
/// When standard output cannot be written.
pub fn show(context: &Context, plan: &Plan) -> Result<()> {
    if context.ui.format() == Format::Table && !context.ui.is_querying() {
        let lines = plan_text::lines(plan).into_iter();
        return context
            .ui
            .write_lines(lines.map(|line| sanitize::for_terminal(&line).into_owned()));
    }
    let document = serde_json::to_value(plan)
        .map_err(|error| Error::failed("cannot write the plan").with_source(error))?;
    context
        .ui
        .details(plan::KIND, Vec::new(), document, plan.run.as_str())
}

/// The exit code of a plan that was only shown.
pub fn code(plan: &Plan) -> ExitCode {
    if plan.unreadable.is_empty() {
        ExitCode::Done
    } else {
        ExitCode::Incomplete
    }
}

fn scan(context: &Context, order: &OrderArgs) -> Result<Wanted> {
    let given = &order.installation;
    if given.reboot.is_some() || given.hooks().any() || given.override_list.is_some() {
        return Err(
            Error::usage("--reboot, hooks and --override-list are for an installation")
                .hint("leave them out with --operation scan"),
        );
    }
    Wanted::scan(context, &order.targets, &order.pace, &order.run)
}
