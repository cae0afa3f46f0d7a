//! `patchctl patch-now plan`.

use std::path::PathBuf;

use clap::Args;
use serde_json::Value;

use super::flags::OrderArgs;
use super::wanted::Wanted;
use super::{plan_text, planning, starting};
use crate::aws::reach::Reach;
use crate::commands::again;
use crate::context::Context;
use crate::domain::run::operation::Operation;
use crate::domain::run::plan;
use crate::domain::run::plan::Plan;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::format::Format;
use crate::output::{sanitize, value};

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
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
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
    let plan = planning::plan(context, &reach, &wanted).await?;
    let document = serde_json::to_value(&plan)
        .map_err(|error| Error::failed("cannot write the plan").with_source(error))?;
    match &args.to {
        Some(path) => {
            write(path, &document)?;
            for line in plan_text::lines(&plan) {
                context.ui.note(&line);
            }
            let path = again::quoted(&path.display().to_string());
            let next =
                again::propose_everywhere(context, &format!("patch-now apply {path}"), &reach);
            context
                .ui
                .note(&format!("wrote {path}; to carry it out: {next}"));
        }
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

/// Written beside its place and moved there when it is whole.
fn write(path: &std::path::Path, document: &Value) -> Result<()> {
    let failed =
        |error: std::io::Error| Error::io(format!("cannot write {}", path.display()), error);
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or_else(|| std::path::Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".plan-")
        .tempfile_in(folder)
        .map_err(failed)?;
    std::io::Write::write_all(&mut file, value::json(document).as_bytes()).map_err(failed)?;
    file.persist(path)
        .map(drop)
        .map_err(|error| failed(error.error))
}
