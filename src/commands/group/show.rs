//! `patchctl group show`.

use std::collections::BTreeMap;

use clap::Args;
use serde::Serialize;
use serde_json::json;

use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::selection::Selection;
use crate::domain::group::Identity;
use crate::domain::group::state::GroupState;
use crate::domain::id::{PatchGroup, Scope};
use crate::domain::text::words::count;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::Cell;
use crate::read::{fleet, groups};

/// Arguments of `group show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  patchctl --sandbox group show production
  patchctl group show web --all-regions -o json")]
pub struct ShowArgs {
    /// The group
    #[arg(value_name = "GROUP")]
    group: PatchGroup,
}

/// What one scope knows of a group.
#[derive(Debug, Serialize)]
struct GroupPlace {
    #[serde(flatten)]
    scope: Scope,
    baselines: Vec<Identity>,
    /// How many nodes carry the tag now, by operating system.
    nodes: BTreeMap<String, usize>,
    state: GroupState,
}

/// Shows a group.
///
/// # Errors
/// A usage error when no scope knows the group; no credentials; an output that cannot be written.
pub async fn run(context: &Context, args: &ShowArgs) -> Result<ExitCode> {
    let reach = Reach::open(context).await?;
    let gathered = reach.gather(|site| place(site, &args.group)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let read = !answers.is_empty();
    let all: Vec<GroupPlace> = answers.into_iter().map(|(_, place)| place).collect();
    // A group is no thing of its own in AWS, only a tag value, a registration, and a word in the last
    // report of a node (AWS User Guide, "Patch groups"): a place knows it when it has any of them.
    let (mut known, others): (Vec<&GroupPlace>, Vec<&GroupPlace>) =
        all.iter().partition(|place| place.is_known());

    // Where something could not be read, the group may be there: that is incomplete, not absent.
    let mut unreadable = unreadable;
    if known.is_empty() {
        unreadable = groups::check_groups(context, &reach, &[&args.group], unreadable).await?;
        // Only instances that Systems Manager does not know carry the tag.
        known = others;
    }

    let mut fields = vec![("Group", Cell::text(args.group.as_str()))];
    for place in &known {
        fields.extend(lines(place));
    }

    let document =
        json!({ "item": { "group": &args.group, "places": &known }, "unreadable": &unreadable });
    context
        .ui
        .details("group.show", fields, document, args.group.as_str())?;
    Ok(fleet::completeness(&unreadable, read))
}

impl GroupPlace {
    fn is_known(&self) -> bool {
        !self.baselines.is_empty() || !self.nodes.is_empty() || self.state.instances > 0
    }
}

async fn place(site: &Site, group: &PatchGroup) -> Result<GroupPlace> {
    let selection = Selection {
        groups: vec![group.clone()],
        ..Selection::default()
    };
    // Three lists of one moment: the registrations, the tags of now, and the last scans.
    let (mappings, nodes, state) = futures::try_join!(
        site.mappings(),
        site.nodes(&selection),
        site.group_state(group)
    )?;

    let mut by_system: BTreeMap<String, usize> = BTreeMap::new();
    // By system, because a group has a baseline for each of them, or none.
    for node in &nodes.nodes {
        let os = node
            .operating_system
            .map_or("unknown", OperatingSystem::as_str);
        *by_system.entry(os.to_owned()).or_default() += 1;
    }
    let baselines = mappings
        .iter()
        .filter(|mapping| mapping.group == *group)
        .map(|mapping| mapping.baseline.clone())
        .collect();
    Ok(GroupPlace {
        scope: site.scope.clone(),
        baselines,
        nodes: by_system,
        state,
    })
}

fn lines(place: &GroupPlace) -> Vec<(&'static str, Cell)> {
    let mut fields = vec![("Place", Cell::text(place.scope.to_string()))];
    // Several baselines are usual: one for each operating system.
    for baseline in &place.baselines {
        let os = baseline
            .operating_system
            .map_or("", OperatingSystem::as_str);
        let text = format!("{os}: {} ({})", baseline.name, baseline.id);
        fields.push(("Baseline", Cell::text(text)));
    }
    for (os, number) in &place.nodes {
        let text = format!("{os}: {}{}", count(*number, "node"), fallback(place, os));
        fields.push(("Nodes", Cell::text(text)));
    }

    fields.extend(state_lines(&place.state));
    fields
}

/// Nodes of an operating system for which the group has no baseline use the default of the account,
/// and nothing in AWS says so (AWS User Guide, "Patch groups").
fn fallback(place: &GroupPlace, os: &str) -> &'static str {
    let registered = place.baselines.iter().any(|baseline| {
        baseline
            .operating_system
            .is_some_and(|system| system.as_str() == os)
    });
    if registered {
        ""
    } else {
        "; no baseline is registered for it, so that the default is used silently"
    }
}

/// What the last scans counted. These are nodes by the group that they had then, which need not be
/// the nodes that carry the tag now.
fn state_lines(state: &GroupState) -> Vec<(&'static str, Cell)> {
    let scanned = format!("{} as of their last scan", nodes(state.instances));
    let mut fields = vec![("Scanned", Cell::text(scanned))];
    for (name, number) in [
        ("Missing", state.missing),
        ("Failed", state.failed),
        ("Pending reboot", state.installed_pending_reboot),
        ("Rejected", state.installed_rejected),
    ] {
        // Only what is wrong is listed; `group state` has every count.
        if number > 0 {
            fields.push((name, Cell::text(nodes(number))));
        }
    }
    fields
}

/// A count of AWS in words; it is never negative there, whatever its type allows.
fn nodes(number: i32) -> String {
    count(usize::try_from(number).unwrap_or_default(), "node")
}
