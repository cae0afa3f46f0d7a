//! From a request to a plan: reads nodes, baselines, hooks, the override list and what else patches, and puts it together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use futures::stream::{self, StreamExt, TryStreamExt};
use sha2::{Digest, Sha256};

use super::flags;
use super::override_list::{self, List};
use crate::aws::baselines::Owner;
use crate::aws::scopes::World;
use crate::aws::site::{CALLS_AT_ONCE, Site};
use crate::commands::fleet;
use crate::commands::override_list::upload::hex;
use crate::context::Context;
use crate::domain::compliance::{NodeCompliance, Standard, Verdict};
use crate::domain::id::NodeId;
use crate::domain::node::Node;
use crate::domain::patch_group::{Identity, Mapping, Tagged};
use crate::domain::patch_run::amount::Amount;
use crate::domain::patch_run::eligibility::{self, CheckedHook, Obstacle};
use crate::domain::patch_run::name::RunName;
use crate::domain::patch_run::plan::{self, Overlap, Plan, PlannedBaseline, PlannedNode, SkippedNode};
use crate::domain::patch_run::request::{Operation, Request};
use crate::domain::patch_run::targeting::Targeting;
use crate::domain::reported::PatchState;
use crate::domain::resolution::{self, Evidence};
use crate::domain::selection::Selection;
use crate::error::{Error, Kind, Result};

/// What a plan is made from, besides the world.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The name of the run.
    pub run: RunName,
    /// The run that is tried again.
    pub retry_of: Option<RunName>,
    /// What is asked for.
    pub request: Request,
    /// `--max-concurrency`, when it was given; else the console's table decides.
    pub max_concurrency: Option<Amount>,
    /// `--max-errors`, when it was given.
    pub max_errors: Option<Amount>,
    /// Which nodes.
    pub targeting: Targeting,
    /// Leave out nodes on which another patching command runs.
    pub skip_busy: bool,
    /// Nodes that cannot be patched do not make the run incomplete.
    pub skip_unable: bool,
}

/// What one scope adds to a plan.
struct Part {
    nodes: Vec<PlannedNode>,
    skipped: Vec<SkippedNode>,
    hooks: Vec<CheckedHook>,
    overlaps: Vec<Overlap>,
    problems: Vec<String>,
    warnings: Vec<String>,
    found: Vec<NodeId>,
}

/// Makes the plan; nothing is written.
///
/// # Errors
/// Bad targets, hooks or lists; a scope that cannot be read is in the plan, unless none can.
pub async fn plan(context: &Context, world: &World, wanted: &Wanted) -> Result<Plan> {
    let selection = flags::selection(&wanted.targeting)?;
    let list = override_list::read(world, wanted.request.override_list.as_ref()).await?;
    let standard = fleet::standard(context);
    let gathered = world.gather(|site| part(site, wanted, &selection, list.as_ref(), standard)).await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    let parts: Vec<Part> = answers.into_iter().map(|(_, answer)| answer).collect::<Result<_>>()?;
    let unreadable = fleet::check_asked_for(context, world, &selection, parts.iter().flat_map(|part| &part.found), unreadable).await?;
    if parts.is_empty() {
        let why = unreadable.first().map_or_else(String::new, |fault| format!(": {}", fault.reason));
        let kind = if unreadable.iter().any(|fault| fault.credentials) { Kind::Credentials } else { Kind::Failed };
        return Err(Error::new(kind, format!("nothing could be read{why}")));
    }
    let mut request = wanted.request.clone();
    if let (Some(stored), Some(list)) = (&mut request.override_list, &list) {
        stored.sha256.clone_from(&list.sha256);
        stored.entries = list.entries();
    }
    let mut plan = assemble(context, wanted, request, parts)?;
    plan.unreadable = unreadable.iter().map(|fault| format!("{}: {}", fault.place, fault.reason)).chain(plan.unreadable).collect();
    if let Some(list) = list {
        plan.warnings.extend(list.warnings);
    }
    plan.digest = digest(&plan)?;
    Ok(plan)
}

/// The SHA-256 of a plan without its own digest.
///
/// # Errors
/// When the plan has no JSON form.
pub fn digest(plan: &Plan) -> Result<String> {
    let bare = Plan { digest: String::new(), ..plan.clone() };
    let text = serde_json::to_vec(&bare).map_err(|error| Error::failed("cannot write the plan").with_source(error))?;
    Ok(hex(&Sha256::digest(text)))
}

fn assemble(context: &Context, wanted: &Wanted, mut request: Request, parts: Vec<Part>) -> Result<Plan> {
    let (mut nodes, mut skipped, mut hooks, mut overlaps) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut problems, mut warnings) = (Vec::new(), Vec::new());
    for part in parts {
        nodes.extend(part.nodes);
        skipped.extend(part.skipped);
        hooks.extend(part.hooks);
        overlaps.extend(part.overlaps);
        problems.extend(part.problems);
        warnings.extend(part.warnings);
    }
    hooks.sort_by(|a: &CheckedHook, b| (&a.place, &a.document, &a.version).cmp(&(&b.place, &b.document, &b.version)));
    hooks.dedup();
    warnings.sort();
    warnings.dedup();
    let (concurrency, errors) = Amount::console(request.operation, nodes.len());
    request.max_concurrency = wanted.max_concurrency.unwrap_or(concurrency);
    request.max_errors = wanted.max_errors.unwrap_or(errors);
    let waves = plan::arrange(&wanted.run, &request, &mut nodes).map_err(|why| Error::usage(format!("--wave: {why}")))?;
    let detailed = nodes.iter().filter(|node| node.before.is_none_or(|before| before.violates())).count();
    Ok(Plan {
        schema_version: 1,
        kind: plan::KIND.to_owned(),
        run: wanted.run.clone(),
        created_at: context.clock.now(),
        retry_of: wanted.retry_of.clone(),
        document: request.document().to_owned(),
        parameters: request.parameters(),
        api_calls: plan::estimate(request.operation, &waves, detailed),
        request,
        targeting: wanted.targeting.clone(),
        hooks,
        nodes,
        skipped,
        skip_unable: wanted.skip_unable,
        waves,
        overlaps,
        unreadable: problems,
        warnings,
        digest: String::new(),
    })
}

/// The inner result is what is wrong with the request; the outer one is what AWS answered.
async fn part(site: &Site, wanted: &Wanted, selection: &Selection, list: Option<&List>, standard: Standard) -> Result<Result<Part>> {
    let Some(selection) = narrowed(site, wanted, selection).await? else { return Ok(Ok(empty(Vec::new()))) };
    let mut all = site.compliance(&selection, standard).await?.nodes;
    let found = all.iter().map(|node| node.node.id.clone()).collect();
    if wanted.targeting.only_noncompliant {
        all.retain(|node| node.verdict == Verdict::NonCompliant);
    }
    if all.is_empty() {
        return Ok(Ok(empty(found)));
    }
    let hooks = match hooks(site, &wanted.request).await? {
        Ok(hooks) => hooks,
        Err(error) => return Ok(Err(error)),
    };
    let mut skipped = Vec::new();
    let mut able = Vec::new();
    for node in all {
        match eligibility::obstacle(&node.node, &wanted.request, &hooks) {
            Some(obstacle) => skipped.push(left_out(&node.node, obstacle)),
            None => able.push(node),
        }
    }
    let ids: BTreeSet<NodeId> = able.iter().map(|node| node.node.id.clone()).collect();
    let (overlaps, problems) = Box::pin(site.overlaps(&ids)).await;
    let problems = problems.iter().map(|error| format!("{}: what else patches: {}", site.scope, error.one_line())).collect();
    let overlaps = if wanted.skip_busy { leave_out_busy(&mut able, &mut skipped, overlaps) } else { overlaps };
    let (nodes, warnings) = describe(site, &wanted.request, able, list).await?;
    skipped.sort_by(|a, b| a.node.cmp(&b.node));
    Ok(Ok(Part { nodes, skipped, hooks, overlaps, problems, warnings, found }))
}

fn empty(found: Vec<NodeId>) -> Part {
    Part {
        nodes: Vec::new(),
        skipped: Vec::new(),
        hooks: Vec::new(),
        overlaps: Vec::new(),
        problems: Vec::new(),
        warnings: Vec::new(),
        found,
    }
}

fn left_out(node: &Node, obstacle: Obstacle) -> SkippedNode {
    let reason = obstacle.reason();
    SkippedNode { scope: node.scope.clone(), node: node.id.clone(), name: node.label().to_owned(), obstacle, reason }
}

/// The selection with the members of the resource groups; `None` when there is none here.
async fn narrowed(site: &Site, wanted: &Wanted, selection: &Selection) -> Result<Option<Selection>> {
    let groups = &wanted.targeting.resource_group;
    if groups.is_empty() {
        return Ok(Some(selection.clone()));
    }
    let mut members = BTreeSet::new();
    for group in groups {
        members.extend(site.resource_group(group).await?);
    }
    if !selection.nodes.is_empty() {
        members.retain(|node| selection.nodes.contains(node));
    }
    let narrowed = Selection { nodes: members.into_iter().collect(), ..selection.clone() };
    Ok((!narrowed.nodes.is_empty()).then_some(narrowed))
}

/// Looks at each hook document before anything is sent: a hook that cannot run would fail on every node.
async fn hooks(site: &Site, request: &Request) -> Result<Result<Vec<CheckedHook>>> {
    let mut checked = Vec::new();
    for (place, hook) in request.hooks.each() {
        let bad = |why: String| {
            Error::usage(format!("--hook-{place} {hook}: {why} ({})", site.scope))
                .hint("a hook is an active document of type Command, for the platform of the nodes, without required parameters")
        };
        let Some(document) = site.document(hook).await? else {
            return Ok(Err(bad("there is no such document or version".to_owned())));
        };
        if document.kind != "Command" {
            return Ok(Err(bad(format!("its type is {}, and a hook must be of type Command", document.kind))));
        }
        if document.status != "Active" {
            return Ok(Err(bad(format!("it is {}, not Active", document.status))));
        }
        if !document.required_parameters.is_empty() {
            let names = document.required_parameters.join(", ");
            return Ok(Err(bad(format!("it needs parameters ({names}), and hooks are run without any"))));
        }
        checked.push(CheckedHook {
            place: place.to_owned(),
            document: hook.name.clone(),
            version: document.version,
            owner: document.owner,
            platforms: document.platforms,
        });
    }
    Ok(Ok(checked))
}

/// With `--skip-busy` the nodes on which something runs are left out, and what runs there is no overlap any more.
fn leave_out_busy(able: &mut Vec<NodeCompliance>, skipped: &mut Vec<SkippedNode>, overlaps: Vec<Overlap>) -> Vec<Overlap> {
    let mut left = Vec::new();
    for overlap in overlaps {
        if !overlap.running {
            left.push(overlap);
            continue;
        }
        let busy = able.iter().filter(|node| overlap.nodes.contains(&node.node.id));
        skipped.extend(busy.map(|node| left_out(&node.node, Obstacle::Busy { command: overlap.id.clone() })));
        able.retain(|node| !overlap.nodes.contains(&node.node.id));
    }
    left
}

/// Baselines, groups and missing patches of the nodes.
async fn describe(
    site: &Site,
    request: &Request,
    nodes: Vec<NodeCompliance>,
    list: Option<&List>,
) -> Result<(Vec<PlannedNode>, Vec<String>)> {
    if nodes.is_empty() {
        return Ok((Vec::new(), Vec::new()));
    }
    let tagged = nodes.iter().map(|node| (node.node.id.clone(), node.node.operating_system)).collect();
    let (baselines, mappings, tagged) =
        futures::try_join!(site.baselines(Owner::All, None), site.mappings(), Box::pin(site.group_tags(tagged)))?;
    let tagged: HashMap<NodeId, Tagged> = tagged.into_iter().map(|tagged| (tagged.node.clone(), tagged)).collect();
    let patches = patches(site, request, &nodes).await?;
    let mut warnings = BTreeSet::new();
    let mut planned = Vec::new();
    for (node, patches) in nodes.iter().zip(patches) {
        let untagged = || Tagged::new(node.node.id.clone(), node.node.operating_system, &BTreeMap::new());
        let tags = tagged.get(&node.node.id).cloned().unwrap_or_else(untagged);
        planned.push(one(node, &tags, &baselines, &mappings, patches, list, &mut warnings)?);
    }
    date_baselines(site, &baselines, &mut planned).await?;
    Ok((planned, warnings.into_iter().collect()))
}

/// What each node misses by its last report; everything that it reported where an override list chooses from that.
async fn patches(site: &Site, request: &Request, nodes: &[NodeCompliance]) -> Result<Vec<Vec<crate::domain::reported::ReportedPatch>>> {
    let listed = request.override_list.is_some();
    let states: &[PatchState] = if listed { &[] } else { &[PatchState::Missing, PatchState::Failed] };
    let asked = stream::iter(nodes).map(|node| async move {
        let open = node.report.as_ref().is_some_and(|report| report.counts.missing > 0 || report.counts.failed > 0);
        if request.operation == Operation::Install && (open || (listed && node.report.is_some())) {
            site.patches(&node.node.id, states).await
        } else {
            Ok(Vec::new())
        }
    });
    asked.buffered(CALLS_AT_ONCE).try_collect().await
}

fn one(
    node: &NodeCompliance,
    tags: &Tagged,
    baselines: &[Identity],
    mappings: &[Mapping],
    patches: Vec<crate::domain::reported::ReportedPatch>,
    list: Option<&List>,
    warnings: &mut BTreeSet<String>,
) -> Result<PlannedNode> {
    let inventory = &node.node;
    let os = inventory.operating_system.ok_or_else(|| Error::failed("a node without an operating system cannot be planned"))?;
    // A run brings no baseline of its own, so that the associations of the node do not matter to it.
    let evidence = Evidence { tagged: tags, mappings, baselines, associations: Some(&[]), last: None };
    let resolved = resolution::resolve(evidence);
    warnings.extend(resolved.notes.iter().map(|note| format!("{}: {note}", inventory.id)));
    if resolved.why == resolution::Why::UnregisteredGroup {
        // The same for every node of the group.
        warnings.insert(resolved.reason.clone());
    }
    let reason = resolved.reason;
    let baseline = resolved.baseline.map(|baseline| PlannedBaseline {
        id: baseline.id.to_string(),
        name: baseline.name,
        modified_at: None,
        why: resolved.why.as_str().to_owned(),
        reason,
    });
    let title = |patch: &crate::domain::reported::ReportedPatch| {
        if patch.title.is_empty() { patch.kb_id.clone() } else { patch.title.clone() }
    };
    let open = patches.iter().filter(|patch| matches!(patch.state, PatchState::Missing | PatchState::Failed));
    let mut missing: Vec<String> = open.map(title).collect();
    missing.sort();
    let override_hits = list.map(|list| list.hits(os, &patches)).unwrap_or_default();
    Ok(PlannedNode {
        scope: inventory.scope.clone(),
        node: inventory.id.clone(),
        name: inventory.label().to_owned(),
        operating_system: os,
        patch_group: tags.group().map(str::to_owned),
        baseline,
        wave: 0,
        before: node.report.as_ref().map(|report| report.counts),
        missing,
        override_hits,
    })
}

/// When each baseline was changed last, so that a change after the plan is noticed.
async fn date_baselines(site: &Site, baselines: &[Identity], nodes: &mut [PlannedNode]) -> Result<()> {
    let used: BTreeSet<&str> = nodes.iter().filter_map(|node| Some(node.baseline.as_ref()?.id.as_str())).collect();
    let used: Vec<&Identity> = baselines.iter().filter(|baseline| used.contains(baseline.id.as_str())).collect();
    let dates: HashMap<String, _> = site.in_full(&used).await?.into_iter().map(|full| (full.id.to_string(), full.modified)).collect();
    let short = |id: &str| id.rsplit('/').next().unwrap_or(id).to_owned();
    let dates_by_short: HashMap<String, _> = dates.iter().map(|(id, date)| (short(id), *date)).collect();
    for baseline in nodes.iter_mut().filter_map(|node| node.baseline.as_mut()) {
        baseline.modified_at = dates_by_short.get(&short(&baseline.id)).copied().flatten();
    }
    Ok(())
}
