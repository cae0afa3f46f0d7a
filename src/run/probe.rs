//! Asks nodes what only they can tell: sends a script that reads, and takes what it prints.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;

use crate::aws::commands::{Delivery, Dispatch};
use crate::aws::fault;
use crate::aws::reach::Reach;
use crate::aws::regions;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::doctor::Diagnosis;
use crate::domain::doctor::probe::{Answer, DOCUMENT, findings, script};
use crate::domain::fleet::node::Node;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::NodeId;
use crate::domain::run::command::{Invocation, Parameters, Progress};
use crate::domain::run::plan::PlannedCommand;
use crate::error::{Error, Result};
use crate::output::plan::Consented;
use crate::process::interrupt::interrupted;
use crate::run::watch::{Ended, Watch};

/// How many nodes one command may name (SSM API, `SendCommand`).
const NODES: usize = 50;
/// How long the answers are waited for.
const PATIENCE: SignedDuration = SignedDuration::from_mins(3);
/// In how many seconds a node must begin, the least that AWS takes.
const BEGINS: u32 = 30;

/// What the nodes of a place are asked.
pub struct Question<'a> {
    /// The place.
    pub site: &'a Site,
    /// The nodes, all of them online and none of them with Windows.
    pub nodes: Vec<&'a Node>,
    /// The script.
    pub script: String,
}

/// The questions for some nodes, place by place.
pub fn questions<'a>(reach: &'a Reach, nodes: &'a [Node]) -> Vec<Question<'a>> {
    let all = reach.sites.iter().map(|site| Question {
        site,
        nodes: nodes
            .iter()
            .filter(|node| node.scope == site.scope)
            .collect(),
        script: script(&site.scope.region, regions::dns_suffix(&site.scope.region)),
    });
    all.filter(|question| !question.nodes.is_empty()).collect()
}

/// What the nodes told, and who of them told nothing.
#[derive(Debug, Default)]
pub struct Told {
    /// What was found.
    pub found: Vec<Diagnosis>,
    /// Who did not answer, and what could not be sent.
    pub unreadable: Vec<Unreadable>,
}

/// A command under way.
struct Sent<'a> {
    site: &'a Site,
    id: String,
    nodes: Vec<&'a Node>,
    invocations: BTreeMap<NodeId, Invocation>,
    /// Why it is looked at no more.
    lost: Option<Error>,
}

/// Asks the nodes, and waits for what they tell.
///
/// # Errors
/// Interrupted (130, 143) after a signal.
pub async fn ask(
    context: &Context,
    questions: Vec<Question<'_>>,
    consented: &Consented,
) -> Result<Told> {
    let mut told = Told::default();
    let mut sent = Vec::new();
    for question in &questions {
        for nodes in question.nodes.chunks(NODES) {
            match send(question, nodes, consented).await {
                Ok(one) => sent.push(one),
                // What was refused in one place says nothing of another.
                Err(error) => told
                    .unreadable
                    .extend(nodes.iter().map(|node| lost(node, &error))),
            }
        }
    }

    follow(context, &mut sent).await?;
    for one in &sent {
        for node in &one.nodes {
            match answer(one, node) {
                Ok(answer) => {
                    told.found.extend(findings(node, &answer));
                    let untried = answer.untried().map(Error::failed);
                    told.unreadable.extend(untried.map(|why| lost(node, &why)));
                }
                Err(error) => told.unreadable.push(lost(node, &error)),
            }
        }
    }
    Ok(told)
}

fn lost(node: &Node, error: &Error) -> Unreadable {
    let place = format!("what {} tells of itself in {}", node.id, node.scope);
    fault::unreadable(place, Some(node.scope.clone()), None, error)
}

async fn send<'a>(
    question: &Question<'a>,
    nodes: &[&'a Node],
    consented: &Consented,
) -> Result<Sent<'a>> {
    let command = PlannedCommand {
        scope: question.site.scope.clone(),
        nodes: nodes.iter().map(|node| node.id.clone()).collect(),
        max_concurrency: NODES,
        max_errors: NODES,
        comment: "patchctl doctor --deep".to_owned(),
    };
    let lines = question.script.lines().map(str::to_owned).collect();

    // A script that hangs must not keep the agent from what comes after it.
    let parameters: Parameters = [
        ("commands".to_owned(), lines),
        ("executionTimeout".to_owned(), vec!["60".to_owned()]),
    ]
    .into();
    let order = Dispatch {
        document: DOCUMENT,
        parameters: &parameters,
        output: None,
        delivery_timeout_seconds: BEGINS,
    };

    // Sent once, as every command is.
    match question.site.send(&command, &order, consented).await {
        Delivery::Sent { command_id, .. } => Ok(Sent {
            site: question.site,
            id: command_id,
            nodes: nodes.to_vec(),
            invocations: BTreeMap::new(),
            lost: None,
        }),
        // A script that only reads may run twice: nobody has to find out whether it runs.
        Delivery::Refused { error, .. } | Delivery::Unknown(error) => Err(error),
    }
}

/// Looks until every command is over on every node, or the patience is.
async fn follow(context: &Context, sent: &mut [Sent<'_>]) -> Result<()> {
    let mut watch = Watch::new(context, PATIENCE);
    loop {
        for one in sent.iter_mut().filter(|one| !one.has_ended()) {
            match one.site.invocations(&one.id).await {
                Ok(found) => {
                    watch.answered();
                    one.invocations = found.into_iter().map(|it| (it.node.clone(), it)).collect();
                }

                // One that cannot be looked at says nothing of the others.
                Err(error) => one.lost = watch.endures(error).err(),
            }
        }
        if sent.iter().all(Sent::has_ended) {
            return Ok(());
        }

        match watch.next_look().await? {
            None => {}
            Some(Ended::Deadline) => return Ok(()),
            Some(Ended::Signal(number)) => return Err(interrupted(number)),
        }
    }
}

impl Sent<'_> {
    fn has_ended(&self) -> bool {
        if self.lost.is_some() {
            return true;
        }
        let ended = self.invocations.values().filter(|one| has_ended(one));
        let ended: BTreeSet<&NodeId> = ended.map(|one| &one.node).collect();
        self.nodes.iter().all(|node| ended.contains(&node.id))
    }
}

fn has_ended(one: &Invocation) -> bool {
    Progress::of_invocation(&one.status, &one.details).is_end()
}

/// What a node printed.
///
/// # Errors
/// Why there is no answer.
fn answer(sent: &Sent<'_>, node: &Node) -> Result<Answer> {
    let found = sent.invocations.get(&node.id).filter(|one| has_ended(one));
    let found = found.ok_or_else(|| match &sent.lost {
        Some(error) => Error::failed(error.one_line()),
        None => Error::failed(format!("no answer within {} minutes", PATIENCE.as_mins())),
    })?;

    // The list keeps 2,500 characters of a step, which is more than the script prints.
    let mut outputs = found.steps.iter().map(|step| step.output.as_str());
    outputs.find_map(Answer::read).ok_or_else(|| {
        Error::failed(format!(
            "the script ended as {} and told nothing",
            found.details
        ))
    })
}
