//! `patchctl baseline export`.

use std::collections::{BTreeMap, BTreeSet};

use clap::{Args, ValueEnum};
use futures::stream::{self, StreamExt, TryStreamExt};

use crate::aws::reach::Reach;
use crate::aws::site::{CALLS_AT_ONCE, Site};
use crate::context::Context;
use crate::document::baseline::{Written, api, cloudformation, overrides, terraform, value, yaml};
use crate::domain::baseline::plan::Existing;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::group::{Identity, Mapping};
use crate::domain::id::{AccountId, PatchGroup, Region, Scope};
use crate::domain::meant::blocks;
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::read::baseline;
use crate::read::baseline::{Found, Reference};

/// Arguments of `baseline export`.
#[derive(Debug, Args)]
#[command(after_help = "\
YAML and JSON are read back by `baseline apply` without loss; what is the same in several Regions becomes one document that names them.
Terraform and CloudFormation describe one account and Region, as do the shapes of the API: api is what `aws ssm create-patch-baseline
--cli-input-json` takes (without groups and the default, which are other calls), overrides the list that the parameter BaselineOverride takes.
`baseline import` reads both back.

Examples:
  patchctl baseline export --all --region us-east-1,eu-central-1,ap-northeast-1 > baselines.yaml
  patchctl baseline export prod-al2023 --format terraform")]
pub struct ExportArgs {
    /// The baselines, by id, ARN or name
    #[arg(
        value_name = "BASELINE",
        required_unless_present = "all",
        conflicts_with = "all"
    )]
    baselines: Vec<Reference>,
    /// Every baseline of the account, and the groups of AWS's
    #[arg(long)]
    all: bool,
    /// The operating system, where several baselines have the name
    #[arg(long, value_name = "OS", conflicts_with = "all")]
    os: Option<OperatingSystem>,
    /// yaml, json, terraform, cloudformation, api or overrides
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ExportFormat::Yaml, hide_possible_values = true)]
    format: ExportFormat,
}

/// How baselines are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One YAML document for each baseline
    Yaml,
    /// One JSON list
    Json,
    /// `aws_ssm_patch_baseline` and what belongs to it
    Terraform,
    /// `AWS::SSM::PatchBaseline`
    Cloudformation,
    /// A request of `CreatePatchBaseline`
    Api,
    /// What the parameter `BaselineOverride` takes
    Overrides,
}

/// One baseline of one scope, with everything that is written of it.
struct Whole {
    scope: Scope,
    identity: Identity,
    existing: Option<Existing>,
    groups: Vec<PatchGroup>,
    tags: Option<BTreeMap<String, String>>,
}

/// Writes baselines as documents.
///
/// # Errors
/// Usage errors; a baseline that is not there; what AWS answered: a document that lacks something
/// is never written.
pub async fn run(context: &Context, args: &ExportArgs) -> Result<ExitCode> {
    if context.ui.has_format_options() {
        return Err(Error::usage(
            "export has its own --format, and takes no -o, --query, --columns or --sort",
        ));
    }

    let reach = Reach::open(context).await?;
    let all = baseline::everything(context, &reach).await?;
    let chosen: Vec<Found<'_>> = args
        .baselines
        .iter()
        .map(|baseline| baseline::one_of(context, &all, baseline, args.os))
        .collect::<Result<_>>()?;

    // Place by place in the order of the scopes, so that the same account gives the same text.
    let mut wholes: Vec<Whole> = Vec::new();
    for (site, identities) in &all {
        let here = chosen.iter().filter(|found| found.site.scope == site.scope);
        let wanted: Vec<&Identity> = if args.all {
            identities.iter().collect()
        } else {
            here.map(|found| &found.identity).collect()
        };
        if !wanted.is_empty() {
            wholes.extend(read(site, &wanted, args.all).await?);
        }
    }

    let text = match args.format {
        ExportFormat::Yaml | ExportFormat::Json => documents(&wholes, all.len() > 1, args.format)?,
        ExportFormat::Terraform
        | ExportFormat::Cloudformation
        | ExportFormat::Api
        | ExportFormat::Overrides => template(&wholes, args.format)?,
    };
    // The text alone goes to standard output: it is redirected into a file and applied again.
    context.ui.write_document(&text)?;
    context.ui.note(&count(wholes.len(), "baseline"));
    Ok(ExitCode::Done)
}

/// Reads what is written of some baselines. Of AWS's, with `all`, only those that have groups or
/// were made the default.
async fn read(site: &Site, wanted: &[&Identity], all: bool) -> Result<Vec<Whole>> {
    let mappings: Vec<Mapping> = site.mappings().await?;
    let wanted = wanted.iter().filter(|identity| {
        !all || !identity.is_aws_owned() || !groups(&mappings, identity).is_empty()
    });

    let read = stream::iter(wanted).map(|identity| {
        let groups = groups(&mappings, identity);
        async move {
            // Of AWS's own, `--all` writes only their groups: the rules are not ours to apply.
            let own = !identity.is_aws_owned() || !all;
            let existing = if own {
                Some(site.baseline(&identity.id).await?)
            } else {
                None
            };
            // Tags of AWS's own belong to another account.
            let tags = if identity.is_aws_owned() {
                None
            } else {
                Some(site.baseline_tags(&identity.id).await?)
            };

            Ok(Whole {
                scope: site.scope.clone(),
                identity: (*identity).clone(),
                existing,
                groups,
                tags,
            })
        }
    });
    read.buffered(CALLS_AT_ONCE).try_collect().await
}

/// The groups of a baseline: DescribePatchBaselines does not list them, the registrations do.
fn groups(mappings: &[Mapping], identity: &Identity) -> Vec<PatchGroup> {
    mappings
        .iter()
        .filter(|mapping| mapping.baseline.id.is_same(&identity.id))
        .map(|mapping| mapping.group.clone())
        .collect()
}

impl Whole {
    fn written<'a>(
        &'a self,
        regions: &'a [Region],
        accounts: &'a [AccountId],
    ) -> Option<Written<'a>> {
        Some(Written {
            name: &self.identity.name,
            os: self.identity.operating_system?,
            definition: self.existing.as_ref().map(|existing| &existing.definition),
            groups: &self.groups,
            // AWS's own are the default unless another is: that needs no document.
            default: (!self.identity.is_aws_owned()).then_some(self.identity.default),
            tags: self.tags.as_ref(),
            regions,
            accounts,
        })
    }
}

/// One document for each baseline; what is the same in several places is one document that names
/// them.
fn documents(wholes: &[Whole], several: bool, format: ExportFormat) -> Result<String> {
    let same = alike(wholes);
    let places: BTreeSet<&AccountId> = wholes.iter().map(|whole| &whole.scope.account).collect();
    let mut documents = Vec::new();
    for (_, whole, scopes) in &same {
        for (accounts, regions) in blocks(scopes) {
            // What would name everything names nothing: a document for one place fits any other.
            let accounts = if places.len() > 1 {
                accounts
            } else {
                Vec::new()
            };
            let regions = if several { regions } else { Vec::new() };
            documents.extend(whole.written(&regions, &accounts).map(value));
        }
    }

    if format == ExportFormat::Json {
        let list = serde_json::Value::Array(documents);
        return Ok(crate::output::value::json(&list));
    }
    yaml(&documents)
}

/// Baselines that are the same but for where they are, with those places.
fn alike(wholes: &[Whole]) -> Vec<(serde_json::Value, &Whole, BTreeSet<&Scope>)> {
    let mut same: Vec<(serde_json::Value, &Whole, BTreeSet<&Scope>)> = Vec::new();
    for whole in wholes {
        // A system that this version does not know cannot be written, and not be read back either.
        let Some(written) = whole.written(&[], &[]) else {
            continue;
        };
        let plain = value(written);
        match same.iter_mut().find(|(other, ..)| *other == plain) {
            Some((_, _, scopes)) => {
                scopes.insert(&whole.scope);
            }
            None => same.push((plain, whole, BTreeSet::from([&whole.scope]))),
        }
    }
    same
}

fn template(wholes: &[Whole], format: ExportFormat) -> Result<String> {
    let scopes: BTreeSet<&Scope> = wholes.iter().map(|whole| &whole.scope).collect();
    if scopes.len() > 1 {
        return Err(Error::usage(format!(
            "{} accounts and Regions at once; Terraform, CloudFormation and the shapes of the API describe one",
            scopes.len()
        ))
        .hint("choose one with --profile and --region"));
    }

    // What names a place has no room in a template, which is deployed to one.
    let all: Vec<Written<'_>> = wholes
        .iter()
        .filter_map(|whole| whole.written(&[], &[]))
        .collect();
    match format {
        ExportFormat::Terraform => terraform(&all),
        ExportFormat::Api => Ok(crate::output::value::json(&api(&all))),
        ExportFormat::Overrides => Ok(crate::output::value::json(&overrides(&all)?)),
        _ => cloudformation(&all),
    }
}
