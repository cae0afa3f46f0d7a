//! Everything that scans or patches nodes by itself, in every scope: associations, those of Quick
//! Setup among them, and maintenance windows.

use std::collections::{BTreeMap, BTreeSet};

use futures::{StreamExt as _, TryStreamExt as _, stream};
use jiff::Timestamp;

use super::{associations, fleet, policies};
use crate::aws::fault;
use crate::aws::reach::Reach;
use crate::aws::site::{CALLS_AT_ONCE, Site};
use crate::context::Context;
use crate::domain::association::Association;
use crate::domain::association::targets::in_words;
use crate::domain::fleet::remark::Remark;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::NodeId;
use crate::domain::method::{By, Data, Method, Options, sort};
use crate::domain::run::command::CommandTarget;
use crate::domain::run::documents;
use crate::domain::run::output_place::OutputPlace;
use crate::domain::window::{Listed, TargetSet, Window};
use crate::error::Result;

/// Every method of every scope that can be read, what could not be read, and how many scopes there
/// are.
pub async fn everything(context: &Context, reach: &Reach) -> (Vec<Method>, Vec<Unreadable>, usize) {
    let now = context.clock.now();
    let gathered = reach.gather(|site| of_associations(site, now)).await;
    let (mut unreadable, of_associations) = fleet::settle(context, gathered);
    let gathered = reach.gather(of_windows).await;
    let (more, of_windows) = fleet::settle(context, gathered);
    // A scope that cannot be reached at all is one fault, and not one for each question.
    unreadable.extend(more.into_iter().filter(|fault| fault.scope.is_some()));
    unreadable.dedup_by(|a, b| (&a.scope, &a.reason) == (&b.scope, &b.reason));

    let scopes = reach.sites.len() + reach.unreadable.len();
    let both = of_associations.into_iter().chain(of_windows);
    let mut methods: Vec<Method> = both.flat_map(|(_, methods)| methods).collect();
    name_policies(reach, &mut methods).await;
    sort(&mut methods);
    (methods, unreadable, scopes)
}

/// The same of one scope; policies are looked for in all of them.
pub async fn of_scope(
    reach: &Reach,
    site: &Site,
    now: Timestamp,
) -> (Vec<Method>, Vec<Unreadable>) {
    let (mut methods, mut unreadable) = (Vec::new(), Vec::new());
    let associations = of_associations(site, now).await;
    for answer in [associations, of_windows(site).await] {
        match answer {
            Ok(found) => methods.extend(found),
            Err(error) => unreadable.push(fault::unreadable_scope(&site.scope, &error)),
        }
    }
    name_policies(reach, &mut methods).await;
    sort(&mut methods);
    (methods, unreadable)
}

/// Policies get the names that people gave them. They are kept in one place and patch in others, so
/// that a policy of another account has only its short id.
async fn name_policies(reach: &Reach, methods: &mut [Method]) {
    let is_of_quick_setup =
        |method: &Method| matches!(method.by, By::PatchPolicy | By::HostManagement);
    if !methods.iter().any(is_of_quick_setup) {
        return;
    }
    let gathered = reach.gather(|site| policies::of_site(site, |_| true)).await;
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (_, managers) in gathered.answers {
        for manager in managers {
            let ids = manager.deployed.into_iter().map(|one| one.id);
            names.extend(ids.map(|id| (id, manager.name.clone())));
        }
    }
    for method in methods.iter_mut().filter(|one| is_of_quick_setup(one)) {
        method.deployed = Some(method.name.clone());
        match names.get(&method.name) {
            Some(name) if !name.is_empty() => method.name.clone_from(name),
            _ => method.nameless = true,
        }
    }
}

/// When the windows of some methods were open last, and how that went; the lists of AWS do not tell
/// it.
///
/// # Errors
/// What the executions of one of them answered.
pub async fn last_of_windows(site: &Site, methods: &mut [Method]) -> Result<()> {
    for method in methods.iter_mut().filter(|method| method.by == By::Window) {
        let executions = site.window_executions(&method.id, None, None).await?;
        let newest = executions
            .into_iter()
            .max_by_key(|one| one.standing.started);
        if let Some(newest) = newest {
            method.last = newest.standing.started;

            // The words of State Manager, so that both are read alike.
            method.last_status = Some(match newest.standing.status.as_str() {
                "SUCCESS" => "Success".to_owned(),
                other => other.to_owned(),
            });
        }
    }
    Ok(())
}

/// The names that nodes carry: Quick Setup tags those of a policy with it (template
/// AWSQuickSetupType-PatchPolicy-CFN-TA), in every account.
pub fn name_by_tags(tags: &BTreeMap<String, String>, methods: &mut [Method]) {
    for method in methods.iter_mut().filter(|method| method.nameless) {
        let name = tags.get(&format!("QSConfigName-{}", method.name));
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            method.name.clone_from(name);
            method.nameless = false;
        }
    }
}

/// Says which policies are called by their short ids. Names are only for people: what is read does
/// not become incomplete without them.
pub fn tell_nameless(context: &Context, methods: &[Method]) {
    let ids: BTreeSet<&str> = methods
        .iter()
        .filter(|method| method.nameless)
        .map(|method| method.name.as_str())
        .collect();
    if !ids.is_empty() {
        let ids: Vec<&str> = ids.into_iter().collect();
        context.tell(Remark::Note(format!(
            "called by its short id, because its policy is in none of these accounts and Regions or cannot be read: {}",
            ids.join(", ")
        )));
    }
}

/// The associations of a scope that patch. Helpers of Quick Setup, which only tag nodes and attach
/// roles, run other documents.
async fn of_associations(site: &Site, now: Timestamp) -> Result<Vec<Method>> {
    let listed = site.listed_associations().await?;
    let patch = listed
        .iter()
        .filter(|one| documents::patches(&one.document));
    let ids: Vec<&str> = patch.map(|one| one.id.as_str()).collect();
    let whole = associations::in_full(site, &ids).await?;

    let mut methods = Vec::new();
    // One that is gone since it was listed does nothing more.
    for association in whole.into_iter().flatten() {
        methods.push(of_association(site, &association, now).await?);
    }
    Ok(methods)
}

async fn of_association(site: &Site, one: &Association, now: Timestamp) -> Result<Method> {
    let label = one.label();
    let by = By::of_association(label);
    // What is deployed by Quick Setup ends with the short id of its policy.
    let name = match by {
        By::PatchPolicy | By::HostManagement => label.rsplit('-').next().unwrap_or(label),
        By::Association | By::ConsolePatchNow | By::Window => label,
    };
    let mut nodes = site.nodes_meant(&one.targets).await?;
    // AWS-RunPatchBaselineAssociation does not support hybrid nodes (its document).
    if let (Some(nodes), Data::Association) = (&mut nodes, Data::of_document(&one.document)) {
        nodes.retain(|node| !node.as_str().starts_with("mi-"));
    }

    let definition = one.definition.as_ref().ok();
    let recurrence = one.recurrence();
    let next = one.next_run(now);
    let idle = match (&one.schedule, next) {
        (_, Some(_)) => None,
        (None, None) => Some("it has no schedule: it runs when it is made or changed, on new nodes, and when somebody starts it".to_owned()),
        (Some(_), None) if recurrence.is_none() => Some("its schedule cannot be read".to_owned()),
        (Some(_), None) => Some("its schedule is over".to_owned()),
    };
    Ok(Method {
        scope: site.scope.clone(),
        by,
        name: name.to_owned(),
        nameless: false,
        deployed: None,
        id: one.id.clone(),
        options: Options::of_parameters(&one.document, &one.parameters),
        schedule: one.schedule.clone(),
        timezone: None,
        offset: definition.and_then(|definition| definition.offset),
        next,
        idle,
        last: one.last_run,
        last_status: Some(one.overview.status.clone()).filter(|status| !status.is_empty()),
        writes: Data::of_document(&one.document),
        targets: in_words(&one.targets),
        log_bucket: one.output.as_ref().map(|place| place.bucket.clone()),
        nodes,
        recurrence,
    })
}

/// The patch tasks of the windows of a scope.
async fn of_windows(site: &Site) -> Result<Vec<Method>> {
    let listed = site.maintenance_windows().await?;
    let whole: Vec<(Listed, Option<Window>)> = stream::iter(listed)
        .map(|one| async move {
            let whole = site.maintenance_window(&one.id, false).await?;
            Ok::<_, crate::error::Error>((one, whole))
        })
        .buffered(CALLS_AT_ONCE)
        .try_collect()
        .await?;

    let mut methods = Vec::new();
    for (listed, window) in whole {
        let Some(window) = window else { continue };
        for work in tasks(&window) {
            methods.push(of_window(site, &listed, &window, work).await?);
        }
    }
    Ok(methods)
}

/// What the tasks of a window that patch do.
pub(super) fn patching(window: &Window) -> Vec<Options> {
    tasks(window).into_iter().map(|work| work.options).collect()
}

/// A task of a window that patches: what it does, on which registrations, and on which nodes besides.
struct Work<'w> {
    options: Options,
    /// `None` when they cannot be told.
    sets: Option<Vec<&'w TargetSet>>,
    nodes: &'w [String],
    log_bucket: Option<String>,
}

/// The tasks of a window that patch, also such that no document describes.
fn tasks(window: &Window) -> Vec<Work<'_>> {
    let is_odd = window.odd_targets.is_some();
    let described = window.definition.task.iter().map(|task| Work {
        options: Options::of_parameters(&task.document, &task.parameters()),
        sets: (!is_odd).then(|| window.targets().iter().filter(|set| set.task).collect()),
        nodes: &task.nodes,
        log_bucket: task.output_s3.as_deref().and_then(bucket_of),
    });

    // Which registrations they run on is told by ids, in the order of the definition.
    let others = window.others.iter().filter(|task| task.why.is_some());
    let others = others.map(|task| Work {
        options: Options::of_parameters(&task.runs, &task.parameters),
        sets: (!is_odd).then(|| {
            let all = window.target_ids.iter().zip(window.targets());
            let meant = all.filter(|(id, _)| task.targets.contains(id));
            meant.map(|(_, set)| set).collect()
        }),
        nodes: &task.nodes,
        log_bucket: None,
    });
    described.chain(others).collect()
}

/// The bucket of a place for output.
fn bucket_of(place: &str) -> Option<String> {
    let place: OutputPlace = place.parse().ok()?;
    Some(place.bucket)
}

async fn of_window(
    site: &Site,
    listed: &Listed,
    window: &Window,
    work: Work<'_>,
) -> Result<Method> {
    let (targets, nodes) = meant(site, &work).await?;
    let options = work.options;
    let idle = (!listed.enabled).then(|| "it is disabled".to_owned());
    let next = window.next.or(listed.next).filter(|_| listed.enabled);
    Ok(Method {
        scope: site.scope.clone(),
        by: By::Window,
        name: listed.name.clone(),
        nameless: false,
        deployed: None,
        id: listed.id.clone(),
        writes: Data::of_document(&options.document),
        options,
        schedule: Some(listed.schedule.clone()),
        timezone: listed.timezone.clone(),
        offset: listed.offset.and_then(|days| u32::try_from(days).ok()),
        next,
        idle: idle.or_else(|| {
            next.is_none()
                .then(|| "it does not open any more".to_owned())
        }),
        last: None,
        last_status: None,
        targets,
        log_bucket: work.log_bucket,
        nodes,
        recurrence: None,
    })
}

/// Whom a task is for: in words, and which nodes these are now, where that can be told.
async fn meant(site: &Site, work: &Work<'_>) -> Result<(String, Option<BTreeSet<NodeId>>)> {
    let named = work.nodes.iter().filter_map(|id| id.parse().ok());
    let mut nodes: Option<BTreeSet<NodeId>> = Some(named.collect());
    let mut words = Vec::new();

    for set in work.sets.iter().flatten() {
        let conditions = set.conditions().into_iter();
        let conditions: Vec<CommandTarget> = conditions
            .map(|(key, values)| CommandTarget { key, values })
            .collect();
        words.push(in_words(&conditions));
        match (&mut nodes, site.nodes_meant(&conditions).await?) {
            (Some(nodes), Some(more)) => nodes.extend(more),
            _ => nodes = None,
        }
    }
    if !work.nodes.is_empty() {
        words.push(work.nodes.join(","));
    }
    // Registrations that this version does not know may mean any node.
    Ok((words.join("; "), nodes.filter(|_| work.sets.is_some())))
}
