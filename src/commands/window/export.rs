//! `patchctl window export`.

use std::collections::{BTreeMap, BTreeSet};

use clap::{Args, ValueEnum};
use futures::stream::{self, StreamExt, TryStreamExt};
use serde_json::Value;

use crate::aws::reach::Reach;
use crate::aws::site::CALLS_AT_ONCE;
use crate::context::Context;
use crate::document::asked::{merged, yaml};
use crate::document::window::{cloudformation, terraform, value};
use crate::domain::id::Scope;
use crate::domain::text::words::count;
use crate::domain::window::{Definition, Window};
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::read::windows::{Found, everything, one_of, whole};

/// Arguments of `window export`.
#[derive(Debug, Args)]
#[command(after_help = "\
YAML and JSON are read back by `window apply` without loss; what is the same in several Regions becomes one document that names them. What no
document can say, such as tasks of other kinds, is said on standard error, left out, and left as it is by `apply`. Terraform and CloudFormation
describe one account and Region.

Examples:
  patchctl window export --all --region us-east-1,eu-central-1 > windows.yaml
  patchctl window export nightly-web --format terraform")]
pub struct ExportArgs {
    /// The windows, by name or id
    #[arg(
        value_name = "WINDOW",
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    windows: Vec<String>,
    /// Every window of the accounts and Regions
    #[arg(long)]
    all: bool,
    /// yaml, json, terraform or cloudformation
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ExportFormat::Yaml, hide_possible_values = true)]
    format: ExportFormat,
}

/// How windows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One YAML document for each window
    Yaml,
    /// One JSON list
    Json,
    /// `aws_ssm_maintenance_window` and what belongs to it
    Terraform,
    /// `AWS::SSM::MaintenanceWindow` and what belongs to it
    Cloudformation,
}

/// A window with its place.
type Placed = (Scope, Window);

/// Writes windows as documents.
///
/// # Errors
/// Usage errors; a window that is not there; what AWS answered: a document that lacks something
/// without a word is never written.
pub async fn run(context: &Context, args: &ExportArgs) -> Result<ExitCode> {
    if context.ui.has_format_options() {
        return Err(Error::usage(
            "export has its own --format, and takes no -o, --query, --columns or --sort",
        ));
    }

    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    let windows = chosen(context, &reach, &all, args).await?;
    for (scope, window) in &windows {
        tell_left_out(context, scope, window, args.format);
    }

    let text = match args.format {
        ExportFormat::Yaml | ExportFormat::Json => {
            documents(&windows, reach.sites.len() > 1, args.format)?
        }
        ExportFormat::Terraform | ExportFormat::Cloudformation => template(&windows, args.format)?,
    };
    // The text alone goes to standard output: it is redirected into a file and applied again.
    context.ui.write_document(&text)?;
    context.ui.note(&count(windows.len(), "window"));
    Ok(ExitCode::Done)
}

/// The windows that are written, in full.
async fn chosen(
    context: &Context,
    reach: &Reach,
    all: &[Found<'_>],
    args: &ExportArgs,
) -> Result<Vec<Placed>> {
    let chosen: Vec<&Found<'_>> = if args.all {
        all.iter().collect()
    } else {
        let named = args.windows.iter();
        named
            .map(|name| one_of(context, reach, all, name))
            .collect::<Result<_>>()?
    };

    // In their order, so that the same account gives the same text.
    let read = stream::iter(chosen).map(|found| async move {
        let window = whole(found, true).await?;
        Ok((found.site.scope.clone(), window))
    });
    read.buffered(CALLS_AT_ONCE).try_collect().await
}

/// Says what of a window is in no document.
fn tell_left_out(context: &Context, scope: &Scope, window: &Window, format: ExportFormat) {
    let name = format!("{} ({}) in {scope}", window.definition.name, window.id);
    let left_out = window.others.iter().map(|task| {
        let why = task.why.as_ref();
        let why = why.map_or_else(String::new, |why| format!(": {why}"));
        format!(
            "left out a task, {} {} ({}){why}",
            task.kind, task.runs, task.id
        )
    });
    let targets = window.odd_targets.iter();
    let targets = targets.map(|why| format!("left out its targets: {why}"));
    let kept = window.kept.iter();
    let kept = kept.map(|what| format!("no document has {what} of its task"));
    // `AWS::SSM::MaintenanceWindow` has no such property (CloudFormation reference).
    let opens = format == ExportFormat::Cloudformation && !window.definition.enabled;
    let opens = opens.then(|| {
        "CloudFormation cannot say that a window is off, and would make one that opens".to_owned()
    });

    for what in left_out.chain(targets).chain(kept).chain(opens) {
        context.ui.warn(&format!("{name}: {what}"));
    }
}

/// One document for each window; what is the same in several places is one document that names
/// them.
fn documents(windows: &[Placed], several: bool, format: ExportFormat) -> Result<String> {
    // Compared as documents: ids differ from place to place.
    let values = windows.iter().map(|(scope, window)| {
        let value = value(&window.definition, window.tags.as_ref());
        (scope.clone(), value)
    });
    let values: Vec<(Scope, Value)> = values.collect();
    let documents = merged(&values, several);

    if format == ExportFormat::Json {
        return Ok(crate::output::value::json(&Value::Array(documents)));
    }
    yaml(&documents)
}

fn template(windows: &[Placed], format: ExportFormat) -> Result<String> {
    let scopes: BTreeSet<&Scope> = windows.iter().map(|(scope, _)| scope).collect();
    if scopes.len() > 1 {
        return Err(Error::usage(format!(
            "{} accounts and Regions at once; Terraform and CloudFormation describe one",
            scopes.len()
        ))
        .hint("choose one with --profile and --region"));
    }

    // What names a place has no room in a template, which is deployed to one.
    let all = windows.iter().map(|(_, window)| {
        let tags = window.tags.as_ref();
        (&window.definition, tags)
    });
    let all: Vec<(&Definition, Option<&BTreeMap<String, String>>)> = all.collect();
    match format {
        ExportFormat::Terraform => terraform(&all),
        _ => cloudformation(&all),
    }
}
