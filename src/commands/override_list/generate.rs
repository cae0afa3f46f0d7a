//! `patchctl override generate`.

use std::collections::BTreeMap;

use clap::Args;

use super::files;
use crate::args::overwrite::OverwriteArgs;
use crate::args::targets::TargetArgs;
use crate::aws::objects::{Media, WriteOptions};
use crate::aws::reach::Reach;
use crate::context::Context;
use crate::document::override_list;
use crate::domain::compliance::NodeCompliance;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::who::Who;
use crate::domain::override_list::generate::{self, Criteria};
use crate::domain::override_list::{Entry, OverrideList};
use crate::domain::patch::state::PatchState;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::files::destination::{Destination, Ready};
use crate::output::plan::Consent;
use crate::output::time;
use crate::read::fleet;
use crate::read::patches;

/// Arguments of `override generate`.
#[derive(Debug, Args)]
#[command(after_help = "\
A list is for one family of operating systems; choose one with --os when the nodes are of several. Each entry names one exact version. \
With nothing to list no file is written, because an empty list installs nothing and still succeeds.

Examples:
  patchctl override generate --from-missing --group web --to patches.yaml
  patchctl override generate --from-missing --os al2023 --severity critical,important
  patchctl override generate --from-missing --cve CVE-2024-6387 --all-regions --os ubuntu")]
pub struct GenerateArgs {
    /// List what the nodes report as missing or failed
    #[arg(long, required = true)]
    from_missing: bool,
    /// Only patches of this severity, as the publisher says it (can be repeated or a comma list)
    #[arg(long, value_name = "SEVERITY", value_delimiter = ',')]
    severity: Vec<String>,
    /// Only patches of this classification, such as Security (can be repeated or a comma list)
    #[arg(long, value_name = "CLASSIFICATION", value_delimiter = ',')]
    classification: Vec<String>,
    /// Only patches that fix this CVE (can be repeated or a comma list)
    #[arg(long, value_name = "CVE", value_delimiter = ',')]
    cve: Vec<String>,
    /// Write to this file, or to standard output (-)
    #[arg(long, value_name = "FILE|-", default_value = "-")]
    to: Destination,
    #[command(flatten)]
    overwrite: OverwriteArgs,
    /// Show what would be written and where, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    targets: TargetArgs,
}

/// Writes a list.
///
/// # Errors
/// Nodes of several families, nothing to list (exit 3), or a file that is there or cannot be
/// written.
pub async fn run(context: &Context, args: &GenerateArgs) -> Result<ExitCode> {
    check(context, args)?;
    let wanted = Criteria {
        severities: args.severity.clone(),
        classifications: args.classification.clone(),
        cves: args.cve.clone(),
    };
    let selection = args.targets.selection()?;
    let reach = Reach::open(context).await?;
    // The destination is looked at first: what cannot be written need not be read.
    let options = WriteOptions {
        overwrite: args.overwrite.overwrite,
        ..WriteOptions::default()
    };
    let ready = Ready::open(&args.to, &reach, options).await?;
    let ready = ready.for_media(Media::Yaml);

    let fleet = fleet::read(context, &reach, &selection, Who::Managed).await?;
    let lacking = fleet
        .nodes
        .iter()
        .filter(|node| node.counts().missing + node.counts().failed > 0)
        .collect();
    let states = [PatchState::Missing, PatchState::Failed];
    let (reported, faults) = patches::read(&reach, lacking, &states).await;
    context.ui.unreadable(&faults);
    let unreadable: Vec<_> = fleet.unreadable.iter().cloned().chain(faults).collect();
    let found = Findings::of(context, &reported, &wanted);
    say_silent(context, &fleet.nodes);

    let complete = unreadable.is_empty();
    let silent = !fleet.nodes.is_empty() && fleet.nodes.iter().all(|node| node.report.is_none());
    let list = found.list(complete, silent)?;
    let header = header(context, args, &wanted, &found, fleet.nodes.len(), complete);
    deliver(context, args, ready, &header, &list, found.nodes).await?;
    Ok(fleet::completeness(&unreadable, !fleet.nodes.is_empty()))
}

/// Writes the list, unless it is only rehearsed.
async fn deliver(
    context: &Context,
    args: &GenerateArgs,
    ready: Ready,
    header: &[String],
    list: &OverrideList,
    nodes: usize,
) -> Result<()> {
    let text = override_list::write(header, list);
    // What our own check refuses, the nodes would refuse too.
    debug_assert!(override_list::read(text.as_bytes(), None).list.is_some());
    let entries = count(list.entries.len(), "entry");
    let plan = vec![format!("would write {entries} to {}", args.to)];
    let consent = Consent {
        dry_run: args.dry_run,
        ..Consent::default()
    };

    let Some(approved) = context.ui.approve(plan, consent).await? else {
        return Ok(());
    };
    ready.begin(approved.consented())?.write_all(&text).await?;
    context.ui.note(&format!(
        "{entries} from {} to {}",
        count(nodes, "node"),
        args.to
    ));
    Ok(())
}

fn check(context: &Context, args: &GenerateArgs) -> Result<()> {
    if context.ui.has_format_options() {
        return Err(Error::usage(
            "override generate writes YAML; -o, --query, --columns and --sort do not apply",
        )
        .hint("patchctl compliance missing takes them"));
    }
    // What is uploaded is checked, asked for and told with its digest: upload does that.
    match &args.to {
        Destination::S3(_) => Err(Error::usage("--to takes a file or -")
            .hint("patchctl override upload FILE s3://BUCKET/KEY uploads it")),
        _ => Ok(()),
    }
}

/// What is to be listed.
#[derive(Debug, Default)]
struct Findings {
    entries: Vec<Entry>,
    /// Operating systems with how many nodes of them lack something that is wanted, by family.
    families: BTreeMap<&'static str, BTreeMap<OperatingSystem, usize>>,
    nodes: usize,
}

impl Findings {
    fn of(context: &Context, reported: &[patches::Reported<'_>], wanted: &Criteria) -> Self {
        let mut found = Self::default();
        let mut nameless = 0;
        for (node, patches) in reported {
            let wanted: Vec<_> = patches.iter().filter(|patch| wanted.fits(patch)).collect();
            if wanted.is_empty() {
                continue;
            }

            // What it may be called in a list depends on the family, and that is not known here.
            let Some(os) = node.node.operating_system else {
                context.ui.warn(&format!(
                    "{} has an operating system that Patch Manager does not know; left out",
                    node.node.id
                ));
                continue;
            };

            let entries: Vec<Entry> = wanted
                .iter()
                .filter_map(|patch| generate::entry(os.family(), patch))
                .collect();
            nameless += wanted.len() - entries.len();
            found.add(os, entries);
        }

        if nameless > 0 {
            context.ui.warn(&format!(
                "left out, because a list has no name for them: {}",
                count(nameless, "patch")
            ));
        }
        found
    }

    /// Takes over what one node lacks.
    fn add(&mut self, os: OperatingSystem, entries: Vec<Entry>) {
        self.entries.extend(entries);
        self.nodes += 1;
        let family = files::family_name(os.family());
        let systems = self.families.entry(family).or_default();
        *systems.entry(os).or_default() += 1;
    }

    /// The list, when there is one to write.
    fn list(&self, complete: bool, silent: bool) -> Result<OverrideList> {
        // A list has the names of one family: a node of another would find none of its packages.
        if self.families.len() > 1 {
            let names: Vec<String> = self
                .families
                .iter()
                .map(|(family, systems)| format!("{family} ({})", named(systems)))
                .collect();
            return Err(Error::usage(format!(
                "the nodes are of several families: {}",
                names.join(", ")
            ))
            .hint("a list is for one family; choose the operating systems of one with --os"));
        }

        let list = generate::list(self.entries.iter().cloned());
        if !list.entries.is_empty() {
            return Ok(list);
        }

        Err(nothing(complete, silent))
    }
}

/// Why there is nothing to list. An empty list succeeds on the node and installs nothing: nobody
/// should find that out from a green run.
fn nothing(complete: bool, silent: bool) -> Error {
    if silent {
        return Error::new(
            Kind::Incomplete,
            "no selected node has reported, so that no list was written",
        )
        .hint("patchctl patch-now scan lets nodes report");
    }
    let (kind, message) = if complete {
        (Kind::Invalid, "no selected node lacks such a patch")
    } else {
        // What could not be read may lack it.
        (
            Kind::Incomplete,
            "nothing such is missing in what could be read",
        )
    };
    Error::new(kind, format!("{message}, so that no list was written"))
        .hint("an empty list would install nothing and still succeed; patchctl compliance summary shows what is missing")
}

fn named(systems: &BTreeMap<OperatingSystem, usize>) -> String {
    systems
        .keys()
        .map(|os| os.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

fn header(
    context: &Context,
    args: &GenerateArgs,
    wanted: &Criteria,
    found: &Findings,
    nodes: usize,
    complete: bool,
) -> Vec<String> {
    let mut lines = vec![
        format!(
            "Install override list, written by patchctl on {}",
            time::rfc3339(context.clock.now())
        ),
        format!(
            "what is missing, or failed to install, on {} of {}",
            found.nodes,
            count(nodes, "node")
        ),
    ];

    // Whoever reviews the list sees how it came about; a list has no other memory.
    lines.extend(
        found
            .families
            .values()
            .map(|systems| format!("for {}", named(systems))),
    );
    if !wanted.described().is_empty() {
        lines.push(format!("only {}", wanted.described()));
    }
    lines.extend(targets(&args.targets));

    // Loud, because a list of a part looks like any other.
    if !complete {
        lines.push("INCOMPLETE: something could not be read".to_owned());
    }
    lines
}

/// The target options, as they were typed.
fn targets(targets: &TargetArgs) -> Option<String> {
    let mut parts = Vec::new();
    let named = [
        ("node", &targets.node),
        ("group", &targets.group),
        ("os", &targets.os),
        ("exclude", &targets.exclude),
    ];
    for (name, values) in named {
        parts.extend(values.iter().map(|value| format!("--{name} {value}")));
    }
    parts.extend(
        targets
            .tag
            .iter()
            .map(|tag| format!("--tag {}={}", tag.key, tag.values.join(","))),
    );
    // A pattern is kept as it matches, and not as it was typed.
    if !targets.name.is_empty() {
        parts.push(format!("--name ({} patterns)", targets.name.len()));
    }
    if let Some(file) = &targets.from_file {
        parts.push(format!("--from-file {}", file.display()));
    }
    (!parts.is_empty()).then(|| format!("selected with {}", parts.join(" ")))
}

fn say_silent(context: &Context, nodes: &[NodeCompliance]) {
    let silent = nodes.iter().filter(|node| node.report.is_none()).count();
    if silent > 0 {
        context.ui.warn(&format!(
            "nothing is known of {} without a report",
            count(silent, "node")
        ));
    }
}
