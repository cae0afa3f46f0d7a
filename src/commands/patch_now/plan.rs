//! `patchctl patch-now plan`.

use clap::Args;

use super::flags::OrderArgs;
use super::order;
use super::view::plan as view;
use crate::args::overwrite::OverwriteArgs;
use crate::aws::objects::WriteOptions;
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::domain::run::hooks::Hooks;
use crate::domain::run::operation::Operation;
use crate::domain::run::order::Order;
use crate::domain::run::plan::Plan;
use crate::domain::text::shell::quoted;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::files::destination::{Destination, Ready};
use crate::output::format::Format;
use crate::output::plan::Consent;
use crate::output::value;
use crate::read::propose;
use crate::run::{begin, plan as planning};

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
    let order = match args.operation {
        Operation::Install => order::installation(context, &args.order)?,
        Operation::Scan => scan(context, &args.order)?,
    };

    let reach = Reach::open(context).await?;
    // The file is looked at before the plan is made, which takes many calls.
    let ready = match &args.to {
        Some(to) => Some((to, open(to, &reach, args.overwrite.overwrite).await?)),
        None => None,
    };

    let plan = planning::plan(context, &reach, &order).await?;
    match ready {
        Some((to, ready)) => write(context, &reach, &plan, to, ready).await?,
        None => view::show(context, &plan)?,
    }

    if plan.nodes.is_empty() {
        context.ui.warn(&format!(
            "this would be refused: {}",
            begin::why_nothing(&plan)
        ));
    }
    Ok(view::code(&plan))
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
    let lines = view::lines(plan);
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
        let path = quoted(&path.display().to_string());
        let next = format!("patch-now apply {path}");
        let next = propose::propose_everywhere(context, &next, reach);
        context
            .ui
            .note(&format!("wrote {path}; to carry it out: {next}"));
    }
    Ok(())
}

fn scan(context: &Context, order: &OrderArgs) -> Result<Order> {
    let given = &order.installation;
    if given.reboot.is_some() || given.hooks() != Hooks::default() || given.override_list.is_some()
    {
        return Err(
            Error::usage("--reboot, hooks and --override-list are for an installation")
                .hint("leave them out with --operation scan"),
        );
    }
    order::scan(context, &order.targets, &order.pace, &order.run)
}
