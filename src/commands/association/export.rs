//! `patchctl association export`.

use std::collections::{BTreeMap, BTreeSet};

use clap::{Args, ValueEnum};
use futures::stream::{self, StreamExt, TryStreamExt};
use serde_json::Value;

use crate::aws::reach::Reach;
use crate::aws::site::CALLS_AT_ONCE;
use crate::context::Context;
use crate::document::asked::{merged, yaml};
use crate::document::association::{cloudformation, terraform, value};
use crate::domain::association::{Association, Definition};
use crate::domain::id::Scope;
use crate::domain::run::documents::patches;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::associations::{Found, everything, one_of, whole};

/// Arguments of `association export`.
#[derive(Debug, Args)]
#[command(after_help = "\
YAML and JSON are read back by `association apply` without loss; what is the same in several Regions becomes one document that names them. What
no document can say, such as other accounts and alarms, is said on standard error, and left as it is by `apply`. --all leaves out what Quick
Setup and Patch now made. Terraform and CloudFormation describe one account and Region; what their resources do not know is said.

Examples:
  patchctl association export --all --region us-east-1,eu-central-1 > associations.yaml
  patchctl association export scan-daily --format terraform")]
pub struct ExportArgs {
    /// The associations, by name or id
    #[arg(
        value_name = "ASSOCIATION",
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    associations: Vec<String>,
    /// Every association that patches and is not AWS's own
    #[arg(long)]
    all: bool,
    /// yaml, json, terraform or cloudformation
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ExportFormat::Yaml, hide_possible_values = true)]
    format: ExportFormat,
}

/// How associations are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One YAML document for each association
    Yaml,
    /// One JSON list
    Json,
    /// `aws_ssm_association`
    Terraform,
    /// `AWS::SSM::Association`
    Cloudformation,
}

/// An association that a document can describe, with its place and its tags.
struct Placed {
    scope: Scope,
    definition: Definition,
    tags: Option<BTreeMap<String, String>>,
}

/// Writes associations as documents.
///
/// # Errors
/// Usage errors; an association that is not there, or that no document can describe; what AWS
/// answered: a document that lacks something without a word is never written.
pub async fn run(context: &Context, args: &ExportArgs) -> Result<ExitCode> {
    if context.ui.has_format_options() {
        return Err(Error::usage(
            "export has its own --format, and takes no -o, --query, --columns or --sort",
        ));
    }

    let reach = Reach::open(context).await?;
    let all = everything(context, &reach).await?;
    let mut placed = Vec::new();
    for (scope, association) in read(context, args, &reach, &all).await? {
        placed.extend(described(context, args, scope, association)?);
    }
    let text = match args.format {
        ExportFormat::Yaml | ExportFormat::Json => {
            documents(&placed, reach.sites.len() > 1, args.format)?
        }
        ExportFormat::Terraform | ExportFormat::Cloudformation => {
            template(context, &placed, args.format)?
        }
    };
    // The text alone goes to standard output: it is redirected into a file and applied again.
    context.ui.write_document(&text)?;
    context.ui.note(&count(placed.len(), "association"));
    Ok(ExitCode::Done)
}

/// The associations that are meant, in full, in the order of their places.
async fn read(
    context: &Context,
    args: &ExportArgs,
    reach: &Reach,
    all: &[Found<'_>],
) -> Result<Vec<(Scope, Association)>> {
    let chosen: Vec<&Found<'_>> = if args.all {
        let ours = all
            .iter()
            .filter(|found| patches(&found.association.document));
        ours.collect()
    } else {
        let named = args.associations.iter();
        named
            .map(|name| one_of(context, reach, all, name))
            .collect::<Result<_>>()?
    };

    // The list has no parameters: a call for each.
    let read = stream::iter(chosen).map(|found| async move {
        let association = whole(found, true).await?.association;
        Ok((found.site.scope.clone(), association))
    });
    read.buffered(CALLS_AT_ONCE).try_collect().await
}

/// What a document says of an association; `None` for one that `--all` leaves out, which is said.
fn described(
    context: &Context,
    args: &ExportArgs,
    scope: Scope,
    association: Association,
) -> Result<Option<Placed>> {
    let name = format!("{} ({}) in {scope}", association.label(), association.id);
    // Theirs are made by their policies, and a document of one could never be applied.
    if let Some(maker) = association.maker().filter(|_| args.all) {
        context
            .ui
            .note(&format!("{name} is left out: it is of {maker}"));
        return Ok(None);
    }

    // What is not in the text is said: whoever applies it elsewhere gets less.
    for what in &association.kept {
        context
            .ui
            .warn(&format!("{name}: no document has its {what}"));
    }
    match association.definition {
        Ok(definition) => Ok(Some(Placed {
            scope,
            definition,
            tags: association.tags,
        })),
        Err(why) if args.all => {
            context.ui.warn(&format!("{name} is left out: {why}"));
            Ok(None)
        }
        Err(why) => Err(Error::new(
            Kind::Refused,
            format!("no document can describe {name}: {why}"),
        )),
    }
}

/// One document for each association; what is the same in several places is one document that names
/// them.
fn documents(placed: &[Placed], several: bool, format: ExportFormat) -> Result<String> {
    let values = placed.iter().map(|one| {
        let value = value(&one.definition, one.tags.as_ref());
        (one.scope.clone(), value)
    });
    let values: Vec<(Scope, Value)> = values.collect();
    let documents = merged(&values, several);

    // One list in JSON, and documents of one stream in YAML.
    if format == ExportFormat::Json {
        return Ok(crate::output::value::json(&Value::Array(documents)));
    }
    yaml(&documents)
}

fn template(context: &Context, placed: &[Placed], format: ExportFormat) -> Result<String> {
    let scopes: BTreeSet<&Scope> = placed.iter().map(|one| &one.scope).collect();
    if scopes.len() > 1 {
        return Err(Error::usage(format!(
            "{} accounts and Regions at once; Terraform and CloudFormation describe one",
            scopes.len()
        ))
        .hint("choose one with --profile and --region"));
    }

    // A template that leaves something out without a word would be believed.
    let is_terraform = format == ExportFormat::Terraform;
    for one in placed {
        let left_out = if is_terraform {
            terraform::left_out(&one.definition)
        } else {
            cloudformation::left_out(&one.definition)
        };
        if !left_out.is_empty() {
            context.ui.warn(&format!(
                "{}: its resource has no {}",
                one.definition.name,
                left_out.join(", ")
            ));
        }
    }

    let all: Vec<(&Definition, Option<&BTreeMap<String, String>>)> = placed
        .iter()
        .map(|one| (&one.definition, one.tags.as_ref()))
        .collect();
    if is_terraform {
        terraform::terraform(&all)
    } else {
        cloudformation::cloudformation(&all)
    }
}
