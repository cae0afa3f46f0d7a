//! `patchctl baseline apply`.

use std::path::PathBuf;

use clap::Args;

use super::carry_out::{self, ScopePlan, WriteArgs};
use super::{files, values};
use crate::aws::scopes::World;
use crate::aws::site::Site;
use crate::commands::fleet;
use crate::context::Context;
use crate::domain::baseline::Definition;
use crate::domain::baseline_plan::{self, Desired, Step};
use crate::domain::id::Scope;
use crate::domain::patch_group::Identity;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;

/// Arguments of `baseline apply`.
#[derive(Debug, Args)]
#[command(after_help = "\
A document describes one baseline; the file may hold many, in YAML or JSON, and a folder stands for its files. A baseline is found by its
name and operating system. What a document does not name is empty, except patch_groups, default and tags, which then stay as they are.
Applying the same files again does nothing. The format: patchctl help baseline-file

Examples:
  patchctl baseline apply -f baselines/ --region us-east-1,eu-central-1 --dry-run
  patchctl baseline apply -f baselines/ --region us-east-1,eu-central-1 --yes
  patchctl baseline export prod-al2023 | patchctl baseline apply -f - --region eu-west-1")]
pub struct ApplyArgs {
    /// The documents: a file, a folder, or - for standard input (can be repeated)
    #[arg(short, long, value_name = "FILE", required = true, num_args = 1..)]
    file: Vec<PathBuf>,
    /// Check filter values against the built-in lists only, and do not ask AWS
    #[arg(long)]
    offline_values: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Makes baselines, groups and defaults as the documents describe them.
///
/// # Errors
/// Mistakes in the files, drawn at their lines; a plan that was not agreed to; what AWS answered.
pub async fn run(context: &Context, args: &ApplyArgs) -> Result<ExitCode> {
    carry_out::check(context)?;
    let wanted = files::desired(&files::texts(&args.file)?, context.ui.draws_color())?;
    let world = World::open(context).await?;
    say_left_out(context, &world, &wanted);
    let gathered = world.gather(|site| plan(site, &wanted)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let read = !answers.is_empty();
    let mut plans = Vec::new();
    for (scope, steps) in answers {
        let steps = steps.map_err(|why| ambiguous(&scope, &why))?;
        if let (Some(site), Some(steps)) = (world.site(&scope), steps) {
            plans.push(ScopePlan { site, steps });
        }
    }
    if let (Some(plan), false) = (plans.first(), args.offline_values) {
        let definitions: Vec<&Definition> = plans.iter().flat_map(|plan| &plan.steps).filter_map(written).collect();
        values::check(context, plan.site, &definitions).await?;
    }
    let code = carry_out::carry_out(context, plans, args.write, &unreadable, "baseline.apply").await?;
    Ok(code.and(fleet::completeness(&unreadable, read)))
}

fn ambiguous(scope: &Scope, why: &str) -> Error {
    Error::new(Kind::Refused, format!("{scope}: {why}; nothing was changed anywhere"))
        .hint("rename or delete one of them by its id: patchctl baseline update ID --rename NAME, patchctl baseline delete ID")
}

/// The definition that a step writes.
fn written(step: &Step) -> Option<&Definition> {
    match step {
        Step::Create { definition, .. } => Some(definition),
        Step::Update { after, .. } => Some(after),
        _ => None,
    }
}

/// The steps for one scope; `None` when no document is meant for it.
async fn plan(site: &Site, wanted: &[Desired]) -> Result<std::result::Result<Option<Vec<Step>>, String>> {
    let here: Vec<&Desired> = wanted.iter().filter(|desired| desired.is_for(&site.scope)).collect();
    if here.is_empty() {
        return Ok(Ok(None));
    }
    let means = |desired: &Desired, identity: &Identity| desired.name == identity.name && identity.operating_system == Some(desired.os);
    let named = |identity: &Identity| here.iter().any(|desired| means(desired, identity));
    let tagged = |identity: &Identity| here.iter().any(|desired| desired.tags.is_some() && means(desired, identity));
    let present = site.present(named, tagged).await?;
    Ok(baseline_plan::plan(&here, &present).map(Some))
}

/// Documents that name Regions or accounts which this command does not look at are said, not passed over.
fn say_left_out(context: &Context, world: &World, wanted: &[Desired]) {
    let scopes: Vec<&Scope> =
        world.sites.iter().map(|site| &site.scope).chain(world.unreadable.iter().filter_map(|fault| fault.scope.as_ref())).collect();
    let missed: Vec<&str> =
        wanted.iter().filter(|desired| !scopes.iter().any(|scope| desired.is_for(scope))).map(|desired| desired.name.as_str()).collect();
    if !missed.is_empty() {
        context.ui.warn(&format!("not for the accounts and Regions of this command: {}", missed.join(", ")));
    }
    let mut regions: Vec<&str> = wanted.iter().flat_map(|desired| &desired.regions).map(|region| region.as_str()).collect();
    regions.sort_unstable();
    regions.dedup();
    regions.retain(|region| !scopes.iter().any(|scope| scope.region.as_str() == *region));
    if !regions.is_empty() {
        context.ui.note(&format!("the documents also name {}, which this command does not look at (--region)", regions.join(", ")));
    }
}
