//! `patchctl baseline preview`.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::preview_rows::{self, ChangeRow, ForecastRow};
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::baseline::preview;
use crate::domain::baseline::preview::Outlook;
use crate::domain::baseline::{Baseline, Definition};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::NodeId;
use crate::domain::id::baseline::BaselineId;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::files::documents;
use crate::read::baseline;
use crate::read::baseline::{Found, Reference};
use crate::read::candidates;
use crate::read::candidates::{Judged, Patches};

/// Arguments of `baseline preview`.
#[derive(Debug, Args)]
#[command(after_help = "\
The rules are evaluated here, over the patches that AWS publishes for Amazon Linux 1, Amazon Linux 2 and Windows Server
(DescribeAvailablePatches; for a Windows baseline that is there, DescribeEffectivePatchesForPatchBaseline), and over what --node reported
otherwise. Two baselines show what changes from the first to the second.

Examples:
  patchctl baseline preview prod-al2 --at 2025-01-31
  patchctl baseline preview prod-al2 -f baselines/prod-al2.yaml
  patchctl baseline preview -f new.yaml --os rhel --node i-0123456789abcdef0")]
pub struct PreviewArgs {
    /// A baseline, by id, ARN or name; or two, to see what changes from the first to the second
    #[arg(value_name = "BASELINE", num_args = 0..=2, required_unless_present = "file")]
    baselines: Vec<Reference>,
    /// Take the (second) baseline from this document
    #[arg(short, long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// The operating system, where a file or a name stands for several
    #[arg(long, value_name = "OS")]
    os: Option<OperatingSystem>,
    /// Judge as of this UTC day [default: today]
    #[arg(long, value_name = "DATE")]
    at: Option<Date>,
    /// Judge what this node reported
    #[arg(long, value_name = "NODE")]
    node: Option<NodeId>,
    /// Only patches with this outlook: approved, pending, not_approved, rejected, unknown (can be
    /// repeated or a comma list)
    #[arg(long, value_name = "OUTLOOK", value_delimiter = ',', hide_possible_values = true, value_parser = outlooks())]
    only: Vec<Outlook>,
}

fn outlooks() -> impl clap::builder::TypedValueParser<Value = Outlook> {
    use clap::builder::{PossibleValuesParser, TypedValueParser};
    let words = Outlook::ALL.map(|outlook| outlook.as_str().to_lowercase().replace('_', "-"));
    PossibleValuesParser::new(words).try_map(|text| {
        Outlook::ALL
            .into_iter()
            .find(|outlook| {
                outlook
                    .as_str()
                    .eq_ignore_ascii_case(&text.replace('-', "_"))
            })
            .ok_or("is no outlook")
    })
}

/// One of the baselines that are judged: what it is, and where it is when it is there.
struct Subject<'a> {
    label: String,
    definition: Definition,
    there: Option<(&'a Site, BaselineId)>,
}

/// Shows what a baseline approves on a day, or what changes between two.
///
/// # Errors
/// Usage errors; a baseline or node that is not there; no source of patches for the operating
/// system; what AWS answered.
pub async fn run(context: &Context, args: &PreviewArgs) -> Result<ExitCode> {
    let two = args.baselines.len() + usize::from(args.file.is_some()) == 2;
    if args.baselines.len() + usize::from(args.file.is_some()) > 2 {
        return Err(Error::usage("at most two baselines are compared")
            .hint("name one baseline and -f FILE, or two baselines"));
    }
    if two {
        context.ui.check_listing(&preview_rows::CHANGES)?;
    } else {
        context.ui.check_listing(&preview_rows::FORECASTS)?;
    }
    let on = args
        .at
        .unwrap_or_else(|| context.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date());
    let from_file = args
        .file
        .as_ref()
        .map(|file| from_file(context, file, args))
        .transpose()?;
    let reach = Reach::open(context).await?;
    let (site, subjects) = subjects(context, &reach, args, from_file).await?;
    let os = subjects[0].definition.rules.os;
    if let Some(other) = subjects
        .get(1)
        .filter(|other| other.definition.rules.os != os)
    {
        return Err(Error::usage(format!(
            "{} is for {os}, and {} for {}",
            subjects[0].label, other.label, other.definition.rules.os
        )));
    }
    let definitions: Vec<Judged<'_>> = subjects
        .iter()
        .map(|one| (&one.definition, one.there.as_ref()))
        .collect();
    let Patches {
        candidates,
        source,
        caveats,
    } = candidates::read(context, &reach, site, &definitions, args.node.as_ref(), on).await?;
    let wanted = |outlook: Outlook| args.only.is_empty() || args.only.contains(&outlook);
    let mut previews = subjects
        .iter()
        .map(|subject| preview::preview(&subject.definition.rules, &candidates, on));
    let first = previews.next().unwrap_or_default();
    if let Some(second) = previews.next() {
        let changes = preview::changes(first, second)
            .into_iter()
            .filter(|change| wanted(change.before.outlook) || wanted(change.after.outlook));
        let rows: Vec<ChangeRow> = changes.map(ChangeRow::new).collect();
        preview_rows::show_changes(
            context,
            rows,
            (&subjects[0].label, &subjects[1].label),
            on,
            &source,
        )?;
    } else {
        let rows: Vec<ForecastRow> = first
            .into_iter()
            .filter(|row| wanted(row.outlook))
            .map(ForecastRow::new)
            .collect();
        preview_rows::show(context, rows, &subjects[0].label, on, &source)?;
    }
    for caveat in caveats {
        context.ui.warn(&caveat);
    }
    Ok(ExitCode::Done)
}

fn from_file<'a>(context: &Context, file: &PathBuf, args: &PreviewArgs) -> Result<Subject<'a>> {
    let texts = documents::texts(std::slice::from_ref(file))?;
    let all = documents::desired(&texts, context.ui.draws_color())?;
    let own: Vec<Definition> = all
        .into_iter()
        .filter(|desired| args.os.is_none_or(|os| desired.os == os))
        .filter_map(|desired| desired.definition)
        .collect();
    // Of several documents the one that has the name of the baseline it is compared with is meant.
    let is_named = |definition: &&Definition| {
        args.baselines
            .iter()
            .any(|name| matches!(name, Reference::Name(name) if *name == definition.name))
    };
    let named: Vec<&Definition> = if own.len() > 1 {
        own.iter().filter(is_named).collect()
    } else {
        own.iter().collect()
    };
    let [chosen] = named[..] else {
        let described: Vec<String> = own
            .iter()
            .map(|definition| format!("{} for {}", definition.name, definition.rules.os))
            .collect();
        let found = if described.is_empty() {
            "no baseline".to_owned()
        } else {
            described.join(", ")
        };
        return Err(
            Error::usage(format!("{} describes {found}", file.display()))
                .hint("one baseline is previewed at a time; --os chooses"),
        );
    };
    let label = format!("{} in {}", chosen.name, file.display());
    Ok(Subject {
        label,
        definition: chosen.clone(),
        there: None,
    })
}

/// The baselines that are meant, and the place where patches are asked for. A name that is not
/// there yet stands for an empty baseline when a document is compared with it: a pull request that
/// adds one shows everything that it approves.
async fn subjects<'a>(
    context: &Context,
    reach: &'a Reach,
    args: &PreviewArgs,
    from_file: Option<Subject<'a>>,
) -> Result<(&'a Site, Vec<Subject<'a>>)> {
    let mut subjects = Vec::new();
    let mut place = None;
    if !args.baselines.is_empty() {
        let all = baseline::everything(context, reach).await?;
        for baseline in &args.baselines {
            let os = args.os.or(from_file
                .as_ref()
                .map(|subject| subject.definition.rules.os));
            let absent = matches!(baseline, Reference::Name(name) if !all.iter().any(|(_, found)| found.iter().any(|one| one.name == *name)));
            if let (true, Some(file), Reference::Name(name)) = (absent, &from_file, baseline) {
                context.ui.note(&format!(
                    "there is no baseline `{name}` yet: it is compared with nothing"
                ));
                let rules = Baseline::empty(file.definition.rules.os);
                let definition = Definition {
                    name: name.clone(),
                    description: None,
                    rules,
                    sources: Vec::new(),
                };
                subjects.push(Subject {
                    label: "nothing".to_owned(),
                    definition,
                    there: None,
                });
                continue;
            }
            let Found { site, identity } = baseline::one_of(context, &all, baseline, os)?;
            let existing = site.baseline(&identity.id).await?;
            place = place.or(Some(site));
            let label = format!("{} ({})", identity.name, identity.id.short());
            subjects.push(Subject {
                label,
                definition: existing.definition,
                there: Some((site, identity.id)),
            });
        }
    }
    subjects.extend(from_file);
    let site = place.or_else(|| reach.sites.first());
    site.map(|site| (site, subjects))
        .ok_or_else(|| Error::failed("no account and Region could be opened"))
}
