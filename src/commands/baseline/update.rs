//! `patchctl baseline update`.

use std::collections::BTreeMap;

use clap::Args;

use super::flags::{self, DefinitionArgs, RULE_GRAMMAR};
use crate::args::consent::WriteArgs;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::change::step::{Change, Planned};
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::baseline::difference;
use crate::domain::baseline::plan::BaselineStep;
use crate::domain::baseline::{Baseline, Definition};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::group::Identity;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::baseline;
use crate::read::baseline::Found;
use crate::read::baseline::Reference;
use crate::read::filter_values;

/// Arguments of `baseline update`.
#[derive(Debug, Args)]
#[command(after_help = format!("\
What is not named stays. A list that is named takes the place of the whole list; --add-… and --remove-… change single entries.
{RULE_GRAMMAR}

Examples:
  patchctl baseline update prod-al2023 --add-rejected kernel-6.1.94 --dry-run
  patchctl baseline update pb-0123456789abcdef0 --rule 'CLASSIFICATION=Security;after=3' --yes"))]
pub struct UpdateArgs {
    /// The baseline, by id, ARN or name
    #[arg(value_name = "BASELINE")]
    baseline: Reference,
    /// The operating system, where several baselines have the name
    #[arg(long, value_name = "OS")]
    os: Option<OperatingSystem>,
    /// Rename it
    #[arg(long, value_name = "NAME")]
    rename: Option<String>,
    #[command(flatten)]
    definition: DefinitionArgs,
    /// Add to the approved patches (can be repeated or a comma list)
    #[arg(
        long,
        value_name = "PATCH",
        value_delimiter = ',',
        conflicts_with = "approved_patches",
        help_heading = "Baseline"
    )]
    add_approved: Vec<String>,
    /// Remove from the approved patches (can be repeated or a comma list)
    #[arg(
        long,
        value_name = "PATCH",
        value_delimiter = ',',
        conflicts_with = "approved_patches",
        help_heading = "Baseline"
    )]
    remove_approved: Vec<String>,
    /// Add to the rejected patches (can be repeated or a comma list)
    #[arg(
        long,
        value_name = "PATCH",
        value_delimiter = ',',
        conflicts_with = "rejected_patches",
        help_heading = "Baseline"
    )]
    add_rejected: Vec<String>,
    /// Remove from the rejected patches (can be repeated or a comma list)
    #[arg(
        long,
        value_name = "PATCH",
        value_delimiter = ',',
        conflicts_with = "rejected_patches",
        help_heading = "Baseline"
    )]
    remove_rejected: Vec<String>,
    /// Put what is not named back to its default, rather than keep it
    #[arg(long, conflicts_with_all = ["add_approved", "remove_approved", "add_rejected", "remove_rejected"])]
    replace: bool,
    /// Check filter values against the built-in lists only, and do not ask AWS
    #[arg(long)]
    offline_values: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Changes a baseline.
///
/// # Errors
/// Usage errors; refused (exit 8) for a baseline of AWS, and when it was changed in between; what
/// AWS answered.
pub async fn run(context: &Context, args: &UpdateArgs) -> Result<ExitCode> {
    let shown = Shown::<BaselineStep>::steps("baseline.update");
    write::check(context, &shown)?;

    let reach = Reach::open(context).await?;
    let all = baseline::everything(context, &reach).await?;
    let found = baseline::one_of(context, &all, &args.baseline, args.os)?;
    baseline::own(context, &found)?;

    let existing = found.site.baseline(&found.identity.id).await?;
    let before = existing.definition;
    let mut after = described(args, &before)?;
    if args.rename.is_some() {
        check_name(&all, &found, &after)?;
    }
    edit_lists(context, args, &mut after);
    flags::check(&after, &BTreeMap::new())?;
    let asked = (!args.offline_values).then_some(found.site);
    filter_values::tell(context, asked, &after).await;

    // What is as wanted already is not written: the same command twice changes something once.
    let mut steps = Vec::new();
    if !difference::differences(&before, &after).is_empty() {
        steps.push(BaselineStep::Update {
            id: existing.id,
            before: Box::new(before),
            after: Box::new(after),
            modified: existing.modified,
            replace: args.replace,
        });
    }
    let plan = Planned {
        site: found.site,
        steps,
    };
    write::write(context, Change::new(vec![plan], 0), args.write, &[], shown).await
}

/// What the flags make of the definition, before single entries are added and removed.
fn described(args: &UpdateArgs, before: &Definition) -> Result<Definition> {
    let mut after = before.clone();
    if args.replace {
        // As UpdatePatchBaseline with Replace: what is not named goes back to its default (SSM API
        // reference).
        after = Definition {
            description: None,
            rules: Baseline::empty(before.rules.os),
            sources: Vec::new(),
            ..after
        };
    }

    args.definition.put_into(&mut after)?;
    after.name = args.rename.clone().unwrap_or(after.name);
    Ok(after)
}

/// AWS lets two baselines have one name, but a document finds its baseline by name and operating
/// system: a rename must not make two of them.
fn check_name(all: &[(&Site, Vec<Identity>)], found: &Found<'_>, after: &Definition) -> Result<()> {
    let other = all
        .iter()
        .filter(|(site, _)| site.scope == found.site.scope)
        .flat_map(|(_, identities)| identities)
        .find(|other| {
            other.name == after.name
                && other.operating_system == Some(after.rules.os)
                && other.id != found.identity.id
        });
    // The id is its own: renaming it to the name that it has is no conflict.
    let Some(other) = other else { return Ok(()) };

    let message = format!(
        "{} ({}) has this name and operating system already",
        other.name, other.id
    );
    Err(Error::new(Kind::Refused, message)
        .hint("names are how files find their baselines; choose another one"))
}

/// Adds and removes single entries, which the API cannot: it takes whole lists (SSM API reference,
/// UpdatePatchBaseline), so that the list is read, changed here and sent whole.
fn edit_lists(context: &Context, args: &UpdateArgs, after: &mut Definition) {
    let rules = &mut after.rules;
    for entry in absent(&rules.approved, &args.remove_approved) {
        warn_absent(context, "approved", entry);
    }
    edit(
        &mut rules.approved,
        &args.add_approved,
        &args.remove_approved,
    );

    for entry in absent(&rules.rejected, &args.remove_rejected) {
        warn_absent(context, "rejected", entry);
    }
    edit(
        &mut rules.rejected,
        &args.add_rejected,
        &args.remove_rejected,
    );
}

/// What is to be removed and is not there: likely mistyped, and harmless.
fn absent<'a>(list: &[String], remove: &'a [String]) -> Vec<&'a String> {
    remove
        .iter()
        .filter(|entry| !list.contains(entry))
        .collect()
}

fn warn_absent(context: &Context, list: &str, entry: &str) {
    context
        .ui
        .warn(&format!("`{entry}` is not among the {list} patches"));
}

fn edit(list: &mut Vec<String>, add: &[String], remove: &[String]) {
    list.retain(|entry| !remove.contains(entry));
    for entry in add {
        if !list.contains(entry) {
            list.push(entry.clone());
        }
    }
}
