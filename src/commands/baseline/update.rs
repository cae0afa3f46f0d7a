//! `patchctl baseline update`.

use clap::Args;

use super::flags::{self, DefinitionArgs, RULE_GRAMMAR};
use crate::args::consent::WriteArgs;
use crate::aws::reach::Reach;
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
    let mut after = before.clone();
    if args.replace {
        after = Definition {
            description: None,
            rules: Baseline::empty(before.rules.os),
            sources: Vec::new(),
            ..after
        };
    }
    args.definition.put_into(&mut after)?;
    after.name = args.rename.clone().unwrap_or(after.name);
    let mut here = all
        .iter()
        .filter(|(site, _)| site.scope == found.site.scope)
        .flat_map(|(_, identities)| identities);
    let same = |other: &&Identity| {
        other.name == after.name
            && other.operating_system == Some(after.rules.os)
            && other.id != found.identity.id
    };
    if let Some(other) = here.find(same).filter(|_| args.rename.is_some()) {
        let message = format!(
            "{} ({}) has this name and operating system already",
            other.name, other.id
        );
        return Err(Error::new(Kind::Refused, message)
            .hint("names are how files find their baselines; choose another one"));
    }
    edit(
        &mut after.rules.approved,
        &args.add_approved,
        &args.remove_approved,
        |entry| warn_absent(context, "approved", entry),
    );
    edit(
        &mut after.rules.rejected,
        &args.add_rejected,
        &args.remove_rejected,
        |entry| warn_absent(context, "rejected", entry),
    );
    flags::check(&after, &std::collections::BTreeMap::new())?;
    if !args.offline_values {
        filter_values::check(context, found.site, &after).await?;
    }
    let mut steps = Vec::new();
    if !difference::differences(&before, &after).is_empty() {
        let (before, after) = (Box::new(before), Box::new(after));
        steps.push(BaselineStep::Update {
            id: existing.id,
            before,
            after,
            modified: existing.modified,
            replace: args.replace,
        });
    }
    write::write(
        context,
        Change::new(
            vec![Planned {
                site: found.site,
                steps,
            }],
            0,
        ),
        args.write,
        &[],
        shown,
    )
    .await
}

fn warn_absent(context: &Context, list: &str, entry: &str) {
    context
        .ui
        .warn(&format!("`{entry}` is not among the {list} patches"));
}

fn edit(list: &mut Vec<String>, add: &[String], remove: &[String], absent: impl Fn(&str)) {
    for entry in remove {
        if !list.contains(entry) {
            absent(entry);
        }
    }
    list.retain(|entry| !remove.contains(entry));
    for entry in add {
        if !list.contains(entry) {
            list.push(entry.clone());
        }
    }
}
