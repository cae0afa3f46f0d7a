//! `patchctl baseline create`.

use std::collections::BTreeMap;

use clap::Args;

use super::flags::{self, DefinitionArgs, RULE_GRAMMAR};
use crate::args::consent::WriteArgs;
use crate::args::tags::tags;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::change::step::{Change, Planned};
use crate::commands::write::{self, Shown};
use crate::context::Context;
use crate::domain::baseline::check::MOST_GROUPS;
use crate::domain::baseline::doubts::doubts;
use crate::domain::baseline::plan::{BaselineStep, Target};
use crate::domain::baseline::{Baseline, Definition};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::group::Identity;
use crate::domain::id::PatchGroup;
use crate::domain::text::violation::Path;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::{baseline, filter_values};

/// Arguments of `baseline create`.
#[derive(Debug, Args)]
#[command(after_help = format!("\
{RULE_GRAMMAR}

Examples:
  patchctl baseline create prod-al2023 --os al2023 --rule 'CLASSIFICATION=Security;SEVERITY=Critical,Important;after=7;level=CRITICAL'
  patchctl baseline create win-office --os windows --rule 'PATCH_SET=APPLICATION;PRODUCT_FAMILY=Office;after=7' --group office"))]
pub struct CreateArgs {
    /// The name: 3 to 128 letters, digits, dots, underscores and hyphens
    #[arg(value_name = "NAME")]
    name: String,
    /// The operating system, such as AMAZON_LINUX_2023; it cannot be changed later
    #[arg(long, value_name = "OS")]
    os: OperatingSystem,
    #[command(flatten)]
    definition: DefinitionArgs,
    /// Tag it (can be repeated)
    #[arg(long, value_name = "KEY=VALUE", help_heading = "Baseline")]
    tag: Vec<String>,
    /// Give it this patch group (can be repeated)
    #[arg(long, value_name = "GROUP", help_heading = "Baseline")]
    group: Vec<PatchGroup>,
    /// Make it the default for its operating system
    #[arg(long, help_heading = "Baseline")]
    default: bool,
    /// Check filter values against the built-in lists only, and do not ask AWS
    #[arg(long)]
    offline_values: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// Creates a baseline in every account and Region of the command.
///
/// # Errors
/// Usage errors; refused when a baseline of that name and operating system exists; what AWS
/// answered.
pub async fn run(context: &Context, args: &CreateArgs) -> Result<ExitCode> {
    let shown = Shown::<BaselineStep>::steps("baseline.create");
    write::check(context, &shown)?;

    let (definition, tags) = described(context, args)?;
    let reach = Reach::open(context).await?;
    let all = baseline::everything(context, &reach).await?;
    check_free(args, &all)?;
    // The values are those of the operating system (DescribePatchProperties), so that one place
    // answers for all.
    let site = all.first().map(|(site, _)| *site);
    let asked = site.filter(|_| !args.offline_values);
    filter_values::tell(context, asked, &definition).await;
    if !args.group.is_empty() {
        for (site, _) in &all {
            check_groups(context, site, args).await?;
        }
    }

    let places = all
        .iter()
        .map(|(site, identities)| Planned {
            site,
            steps: steps(args, &definition, &tags, identities),
        })
        .collect();
    write::write(context, Change::new(places, 0), args.write, &[], shown).await
}

/// What the flags describe, with its tags; what AWS would refuse is refused before anything is
/// read, and what it would take without doing what is meant is said.
fn described(
    context: &Context,
    args: &CreateArgs,
) -> Result<(Definition, BTreeMap<String, String>)> {
    let mut definition = Definition {
        name: args.name.clone(),
        description: None,
        rules: Baseline::empty(args.os),
        sources: Vec::new(),
    };

    args.definition.put_into(&mut definition)?;
    let tags = tags("--tag", &args.tag)?;
    flags::check(&definition, &tags)?;
    // The bound is AWS's (AWS General Reference, quotas of Systems Manager); found out group by
    // group the baseline would be there with some of them.
    if args.group.len() > MOST_GROUPS {
        return Err(Error::usage(format!(
            "--group: a baseline has at most {MOST_GROUPS} patch groups"
        )));
    }

    // Said and not refused: AWS takes them, and somebody may mean them.
    for doubt in doubts(&definition, args.default, &Path::default()) {
        context.ui.warn(&doubt.in_a_line());
    }
    Ok((definition, tags))
}

/// AWS takes a second baseline of one name without a word; documents then could not tell the two
/// apart, and a command that is run twice would make two.
fn check_free(args: &CreateArgs, all: &[(&Site, Vec<Identity>)]) -> Result<()> {
    for (site, identities) in all {
        let same = identities.iter().find(|other| {
            !other.is_aws_owned()
                && other.name == args.name
                && other.operating_system == Some(args.os)
        });
        // In the first place that has one nothing is created anywhere: half of the places would be
        // worse.
        let Some(other) = same else { continue };

        let message = format!(
            "{} already has a baseline {} for {}: {}",
            site.scope, args.name, args.os, other.id
        );
        return Err(Error::new(Kind::Refused, message)
            .hint(format!("patchctl baseline update {}", other.id)));
    }
    Ok(())
}

/// The steps for one place: the baseline first, because groups and the default need its id.
fn steps(
    args: &CreateArgs,
    definition: &Definition,
    tags: &BTreeMap<String, String>,
    identities: &[Identity],
) -> Vec<BaselineStep> {
    let target = Target::New {
        name: args.name.clone(),
        os: args.os,
    };
    let mut steps = vec![BaselineStep::Create {
        definition: Box::new(definition.clone()),
        tags: tags.clone(),
    }];

    // Nobody has the groups: that was checked, so that none of them moves.
    steps.extend(args.group.iter().map(|group| BaselineStep::Register {
        group: group.clone(),
        to: target.clone(),
        moved: false,
    }));
    // The way back is to the default of each place, which differs.
    if args.default {
        let current = identities
            .iter()
            .find(|identity| identity.default && identity.operating_system == Some(args.os));
        steps.push(BaselineStep::SetDefault {
            to: target,
            os: args.os,
            previous: current.map(Target::of),
        });
    }
    steps
}

/// Refuses groups that another baseline of the operating system has, before anything is created.
async fn check_groups(context: &Context, site: &Site, args: &CreateArgs) -> Result<()> {
    let mappings = match site.mappings().await {
        Ok(mappings) => mappings,
        Err(error) => {
            // Only the question beforehand is lost: RegisterPatchBaselineForPatchGroup refuses a
            // taken group by itself (AlreadyExistsException, SSM API reference).
            context.ui.warn(&format!(
                "the groups could not be read, so that AWS decides whether they are free: {}",
                error.one_line()
            ));
            return Ok(());
        }
    };

    let taken = mappings.iter().find(|mapping| {
        args.group.contains(&mapping.group) && mapping.baseline.operating_system == Some(args.os)
    });
    let Some(mapping) = taken else { return Ok(()) };

    let message = format!(
        "the group `{}` uses {} ({}) for {} in {}",
        mapping.group, mapping.baseline.name, mapping.baseline.id, args.os, site.scope
    );
    Err(Error::new(Kind::Refused, message)
        .hint("create the baseline without --group, then move the group: patchctl group register --replace"))
}
