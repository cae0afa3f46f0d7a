//! Associations that are due: when, for whom, and as which command.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::bounds::MOST_AT_ONCE;
use super::place::Place;
use crate::domain::id::Scope;
use crate::sandbox::constraint::text;
use crate::sandbox::derive;
use crate::sandbox::identity::Caller;
use crate::sandbox::ssm::documents::lookup;
use crate::sandbox::ssm::exports;
use crate::sandbox::ssm::send::{From, Request, next_number, parameters};
use crate::sandbox::ssm::targets::select;
use crate::sandbox::world::World;
use crate::sandbox::world::automations::Automation;
use crate::sandbox::world::changes::{Document, Kind};
use crate::sandbox::world::commands::{Command, Download};
use crate::sandbox::world::quick_setup::{Definition, Manager, bucket as policy_bucket};
use crate::sandbox::world::state_manager::{Association, Execution, Trigger};

/// One run that is due.
struct Due {
    at: Timestamp,
    trigger: Trigger,
    nodes: Vec<String>,
}

/// When an association runs next.
pub(super) fn next(world: &World, scope: &Scope, association: &Association) -> Option<Timestamp> {
    if made(world, scope, association) {
        return Some(association.now().since);
    }
    // Since when a node is a target is not kept; State Manager sees it at once.
    if !strangers(world, scope, association).is_empty() {
        return Some(Timestamp::MIN);
    }
    let recurrence = association.recurrence()?;
    recurrence.next_after(scheduled_until(world, scope, association))
}

/// Whether it runs because it was made or changed, and has not yet (User Guide, "About State
/// Manager").
fn made(world: &World, scope: &Scope, association: &Association) -> bool {
    let version = association.versions.len();
    let mut executions = world.executions(scope, &association.id);
    !association.waits()
        && !executions.any(|one| one.version == version && one.trigger == Trigger::Made)
}

/// Up to which moment the schedule was followed.
fn scheduled_until(world: &World, scope: &Scope, association: &Association) -> Timestamp {
    let executions = world.executions(scope, &association.id);
    let last = executions
        .filter(|one| one.trigger == Trigger::Schedule)
        .map(|one| one.at)
        .max();
    // A schedule begins anew with each version.
    last.map_or(association.now().since, |at| {
        at.max(association.now().since)
    })
}

/// Targets for which it has never run: it runs for new ones at once, unless it waits for its
/// schedule.
fn strangers(world: &World, scope: &Scope, association: &Association) -> Vec<String> {
    let named = association
        .targets()
        .iter()
        .any(|target| text(target, "Key") == "InstanceIds");
    let every = association
        .targets()
        .iter()
        .any(|target| target["Values"] == json!(["*"]));
    // Nodes that are named are there from the beginning.
    if association.waits() || (named && !every) {
        return Vec::new();
    }

    let known: BTreeSet<&String> = world
        .executions(scope, &association.id)
        .flat_map(|one| &one.nodes)
        .collect();
    let mut nodes = select(world, scope, association.targets());
    nodes.retain(|node| !known.contains(node));
    nodes
}

/// Everything of an account and Region that is due, as documents to be stored.
pub(super) fn run(place: &Place<'_>, world: &World, now: Timestamp) -> Vec<Document> {
    let scope = &place.scope;
    let mut all: Vec<(Arc<Association>, Due)> = world
        .made_associations(scope)
        .flat_map(|association| {
            let due = due(world, scope, association, now).into_iter();
            due.map(|due| (Arc::clone(association), due))
        })
        .collect();
    // In the order of time, because commands are numbered in it; ids tell what is due at once apart.
    all.sort_by(|(a, first), (b, second)| (first.at, &a.id).cmp(&(second.at, &b.id)));

    let (mut number, mut automations) = (next_number(world, scope), 0);
    let mut documents = Vec::new();
    let mut counts = std::collections::BTreeMap::new();
    for (association, due) in all {
        let before = world.executions(scope, &association.id).count();
        let count = counts.entry(association.id.clone()).or_insert(before);
        *count += 1;

        let sent = sent_by(place, world, &association, &due, (number, automations));
        number += u64::from(matches!(sent, Some(Sent::Command(_))));
        automations += u64::from(matches!(sent, Some(Sent::Automation(_))));
        documents.extend(carried_out(scope, &association, due, *count, sent));
    }
    documents
}

/// The documents of a run that somebody asks for now (`StartAssociationsOnce`).
pub(in crate::sandbox) fn once(
    place: &Place<'_>,
    world: &World,
    association: &Association,
    now: Timestamp,
    number: u64,
) -> Vec<Document> {
    let due = Due {
        at: now,
        trigger: Trigger::Once,
        nodes: select(world, &place.scope, association.targets()),
    };

    // Executions of whatever trigger are counted through.
    let count = world.executions(&place.scope, &association.id).count() + 1;
    let sent = sent_by(place, world, association, &due, (number, 0));
    carried_out(&place.scope, association, due, count, sent)
}

fn due(world: &World, scope: &Scope, association: &Association, now: Timestamp) -> Vec<Due> {
    let targets = select(world, scope, association.targets());
    let mut found = Vec::new();
    if made(world, scope, association) {
        found.push(Due {
            at: association.now().since,
            trigger: Trigger::Made,
            nodes: targets.clone(),
        });
    } else {
        let nodes = strangers(world, scope, association);
        found.extend((!nodes.is_empty()).then_some(Due {
            at: now,
            trigger: Trigger::Nodes,
            nodes,
        }));
    }

    let Some(recurrence) = association.recurrence() else {
        return found;
    };
    let mut newest: VecDeque<Timestamp> = VecDeque::new();
    let after = scheduled_until(world, scope, association);
    for at in recurrence.runs_after(after).take_while(|at| *at <= now) {
        if newest.len() == MOST_AT_ONCE {
            newest.pop_front();
        }
        newest.push_back(at);
    }
    found.extend(newest.into_iter().map(|at| Due {
        at,
        trigger: Trigger::Schedule,
        nodes: targets.clone(),
    }));
    found
}

/// The execution, and the command that it sends.
fn carried_out(
    scope: &Scope,
    association: &Association,
    due: Due,
    count: usize,
    sent: Option<Sent>,
) -> Vec<Document> {
    let number = u64::try_from(count).unwrap_or(u64::MAX);
    let execution = Execution {
        id: execution_id(scope, &association.id, number),
        number,
        association: association.id.clone(),
        version: association.versions.len(),
        trigger: due.trigger,
        at: due.at,
        nodes: due.nodes,
        automation: match &sent {
            Some(Sent::Automation(one)) => Some(one.id.clone()),
            _ => None,
        },
        command: match &sent {
            Some(Sent::Command(one)) => Some(one.id.clone()),
            _ => None,
        },
    };

    // The command goes with its execution, so that nobody sees one without the other.
    let name = format!("{} {number}", association.id);
    let mut documents = vec![Document::of(Kind::Execution, scope, &name, &execution)];
    documents.extend(sent.map(|sent| match sent {
        Sent::Command(one) => Document::of(Kind::Command, scope, &one.id, &one),
        Sent::Automation(one) => Document::of(Kind::Automation, scope, &one.id, &one),
    }));
    documents
}

fn execution_id(scope: &Scope, association: &str, number: u64) -> String {
    derive::uuid(&[
        "execution",
        scope.account.as_str(),
        scope.region.as_str(),
        association,
        &number.to_string(),
    ])
}

/// What a run sends.
enum Sent {
    Command(Box<Command>),
    Automation(Box<Automation>),
}

/// What a run sends; the numbers are the next one of commands, and how many automations were started
/// since the state of the world.
fn sent_by(
    place: &Place<'_>,
    world: &World,
    association: &Association,
    due: &Due,
    (number, automations): (u64, u64),
) -> Option<Sent> {
    if association.document() != exports::RUNBOOK {
        let command = command(place, association, due, number)?;
        return Some(Sent::Command(Box::new(command)));
    }
    let caller = Caller::service(&place.scope);
    let call = place.call(&caller, due.at);
    // State Manager starts it as the service that it is.
    let given = parameters(&association.now().members);
    let automation = Automation {
        association: Some(association.id.clone()),
        ..exports::automation(&call, world, given, automations)
    };
    Some(Sent::Automation(Box::new(automation)))
}

/// The command of a run; `None` for nobody, or for a document of which the sandbox knows only the
/// name.
fn command(
    place: &Place<'_>,
    association: &Association,
    due: &Due,
    number: u64,
) -> Option<Command> {
    if due.nodes.is_empty() {
        return None;
    }
    let members = &association.now().members;
    let caller = Caller::service(&place.scope);
    let input = sent(members);
    // What State Manager sends goes the same way as what a user sends.
    let call = place.call(&caller, due.at);
    let definition = lookup(&call, association.document())?;

    let mut parameters = parameters(members);
    // State Manager fills it in where the document has it (inferred: AWS's own associations do not
    // name it).
    if definition.takes("AssociationId") {
        parameters.insert("AssociationId".to_owned(), vec![association.id.clone()]);
    }
    let request = Request {
        definition: &definition,
        parameters,
        nodes: due.nodes.clone(),
        input: &input,
        from: From::Association(association.id.clone()),
    };
    let mut command = request.command(&call, number, due.at);
    let url = command.parameter("BaselineOverride").to_owned();
    if !url.is_empty() {
        let world = &place.snapshot.world;
        command.baselines = Some(baselines(world, &url));
        command.denied = denied(world, &place.scope, &url, &command.nodes);
    }
    Some(command)
}

/// The policy that a URL of baselines belongs to.
fn policy<'w>(world: &'w World, url: &str) -> Option<(&'w Manager, &'w Definition)> {
    let bucket = url.strip_prefix("s3://")?.split('/').next()?;
    world.every_manager().find_map(|(owner, manager)| {
        let mut definitions = manager.definitions.iter();
        let is_its = |one: &&Definition| policy_bucket(owner.account.as_str(), &one.id) == bucket;
        Some((&**manager, definitions.find(is_its)?))
    })
}

fn baselines(world: &World, url: &str) -> Download {
    let copy = policy(world, url).and_then(|(manager, definition)| {
        let copy = manager.copies.get(&definition.id)?;
        Some(Download::Text(copy.text.clone()))
    });
    copy.unwrap_or_else(|| {
        Download::Failed(format!(
            "Unable to download {url}: An error occurred (NoSuchBucket) when calling the GetObject operation: The specified bucket does not exist"
        ))
    })
}

/// Nodes with a profile of their own never get the tag that the bucket asks for, unless the policy
/// may attach what it needs to it.
fn denied(world: &World, scope: &Scope, url: &str, nodes: &[String]) -> BTreeSet<String> {
    let attaches = policy(world, url)
        .is_some_and(|(_, definition)| definition.parameter("IsPolicyAttachAllowed") == "true");
    let own = nodes.iter().filter(|id| {
        let node = world.seeded_node(scope, id);
        node.is_some_and(|node| node.profile)
    });
    own.filter(|_| !attaches).cloned().collect()
}

/// The members of `SendCommand` that an association has under other names.
fn sent(members: &Value) -> Value {
    let bucket = &members["OutputLocation"]["S3Location"];
    let member = |value: &Value, name: &str| value.get(name).cloned().unwrap_or_default();
    let concurrency = match text(members, "MaxConcurrency") {
        // The API reference says 100%, the User Guide 50: the larger one shows more.
        "" => json!("100%"),
        given => json!(given),
    };
    json!({
        "DocumentVersion": member(members, "DocumentVersion"),
        "Targets": member(members, "Targets"),
        "MaxConcurrency": concurrency,
        "MaxErrors": member(members, "MaxErrors"),
        "OutputS3BucketName": member(bucket, "OutputS3BucketName"),
        "OutputS3KeyPrefix": member(bucket, "OutputS3KeyPrefix"),
    })
}
