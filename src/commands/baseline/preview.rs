//! `patchctl baseline preview`.

use std::path::{Path, PathBuf};

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
use crate::domain::group::Identity;
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
    // With either sign, as it is typed and as it is shown.
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

impl PreviewArgs {
    /// Whether patches with this outlook are shown.
    fn wants(&self, outlook: Outlook) -> bool {
        self.only.is_empty() || self.only.contains(&outlook)
    }

    /// Whether a definition has the name of one of the baselines.
    fn names(&self, definition: &Definition) -> bool {
        self.baselines
            .iter()
            .any(|name| matches!(name, Reference::Name(name) if *name == definition.name))
    }
}

/// Shows what a baseline approves on a day, or what changes between two.
///
/// # Errors
/// Usage errors; a baseline or node that is not there; no source of patches for the operating
/// system; what AWS answered.
pub async fn run(context: &Context, args: &PreviewArgs) -> Result<ExitCode> {
    let named = args.baselines.len() + usize::from(args.file.is_some());
    match named {
        0 | 1 => context.ui.check_listing(&preview_rows::FORECASTS)?,
        2 => context.ui.check_listing(&preview_rows::CHANGES)?,
        _ => {
            return Err(Error::usage("at most two baselines are compared")
                .hint("name one baseline and -f FILE, or two baselines"));
        }
    }

    // Files are read before AWS is asked: a mistake in them costs no call.
    let from_file = args
        .file
        .as_ref()
        .map(|file| from_file(context, file, args))
        .transpose()?;
    let reach = Reach::open(context).await?;
    let (site, subjects) = subjects(context, &reach, args, from_file).await?;
    check_systems(&subjects)?;
    let judged: Vec<Judged<'_>> = subjects
        .iter()
        .map(|one| (&one.definition, one.there.as_ref()))
        .collect();
    let on = day(context, args);
    let patches = candidates::read(context, &reach, site, &judged, args.node.as_ref(), on).await?;

    show(context, args, &subjects, &patches, on)?;
    for caveat in &patches.caveats {
        context.ui.warn(caveat);
    }
    Ok(ExitCode::Done)
}

/// The day that is judged. Approval counts whole UTC days (SSM API reference, PatchRule), whatever
/// the day is here.
fn day(context: &Context, args: &PreviewArgs) -> Date {
    args.at
        .unwrap_or_else(|| context.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date())
}

/// Patches of two operating systems have nothing in common that could change.
fn check_systems(subjects: &[Subject<'_>]) -> Result<()> {
    let os = subjects[0].definition.rules.os;
    match subjects.get(1) {
        Some(other) if other.definition.rules.os != os => Err(Error::usage(format!(
            "{} is for {os}, and {} for {}",
            subjects[0].label, other.label, other.definition.rules.os
        ))),
        _ => Ok(()),
    }
}

fn show(
    context: &Context,
    args: &PreviewArgs,
    subjects: &[Subject<'_>],
    patches: &Patches,
    on: Date,
) -> Result<()> {
    let mut previews = subjects
        .iter()
        .map(|subject| preview::preview(&subject.definition.rules, &patches.candidates, on));
    let first = previews.next().unwrap_or_default();
    let Some(second) = previews.next() else {
        let rows: Vec<ForecastRow> = first
            .into_iter()
            .filter(|row| args.wants(row.outlook))
            .map(ForecastRow::new)
            .collect();
        return preview_rows::show(context, rows, &subjects[0].label, on, &patches.source);
    };

    // A change is shown for either of its ends: with `--only rejected`, what leaves the rejected
    // patches counts as much as what joins them.
    let rows: Vec<ChangeRow> = preview::changes(first, second)
        .into_iter()
        .filter(|change| args.wants(change.before.outlook) || args.wants(change.after.outlook))
        .map(ChangeRow::new)
        .collect();
    let labels = (&*subjects[0].label, &*subjects[1].label);
    preview_rows::show_changes(context, rows, labels, on, &patches.source)
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
    let meant: Vec<&Definition> = if own.len() > 1 {
        own.iter()
            .filter(|definition| args.names(definition))
            .collect()
    } else {
        own.iter().collect()
    };
    let [chosen] = meant[..] else {
        return Err(not_one(file, &own));
    };
    Ok(Subject {
        label: format!("{} in {}", chosen.name, file.display()),
        definition: chosen.clone(),
        there: None,
    })
}

fn not_one(file: &Path, own: &[Definition]) -> Error {
    // All of them are named: which one was meant is easier to see than to remember.
    let described: Vec<String> = own
        .iter()
        .map(|definition| format!("{} for {}", definition.name, definition.rules.os))
        .collect();
    let found = if described.is_empty() {
        "no baseline".to_owned()
    } else {
        described.join(", ")
    };
    Error::usage(format!("{} describes {found}", file.display()))
        .hint("one baseline is previewed at a time; --os chooses")
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
        // A file says for which system a name is meant that several baselines have.
        let os = args
            .os
            .or(from_file.as_ref().map(|file| file.definition.rules.os));
        for baseline in &args.baselines {
            if let (Reference::Name(name), Some(file)) = (baseline, &from_file)
                && !is_there(&all, name)
            {
                context.ui.note(&format!(
                    "there is no baseline `{name}` yet: it is compared with nothing"
                ));
                subjects.push(Subject::nothing(name, file.definition.rules.os));
                continue;
            }

            let Found { site, identity } = baseline::one_of(context, &all, baseline, os)?;
            let existing = site.baseline(&identity.id).await?;
            place = place.or(Some(site));
            subjects.push(Subject {
                label: format!("{} ({})", identity.name, identity.id.short()),
                definition: existing.definition,
                there: Some((site, identity.id)),
            });
        }
    }

    subjects.extend(from_file);
    // A document alone is of no place: any one can say what AWS publishes.
    let site = place.or_else(|| reach.sites.first());
    site.map(|site| (site, subjects))
        .ok_or_else(|| Error::failed("no account and Region could be opened"))
}

fn is_there(all: &[(&Site, Vec<Identity>)], name: &str) -> bool {
    all.iter()
        .any(|(_, found)| found.iter().any(|one| one.name == name))
}

impl Subject<'_> {
    /// A baseline that approves nothing.
    fn nothing(name: &str, os: OperatingSystem) -> Self {
        Self {
            label: "nothing".to_owned(),
            definition: Definition {
                name: name.to_owned(),
                description: None,
                rules: Baseline::empty(os),
                sources: Vec::new(),
            },
            there: None,
        }
    }
}
