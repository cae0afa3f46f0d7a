//! An execution of an association, followed until its nodes are done, and judged by what they report
//! then: the word of State Manager says only how the document ended.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::reports::LOOKS;
use super::watch::{Ended, Watch};
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::association::course::Course;
use crate::domain::association::execution::{Execution, Target};
use crate::domain::association::{Association, Definition};
use crate::domain::compliance::PatchReport;
use crate::domain::compliance::association::AssociationItem;
use crate::domain::id::NodeId;
use crate::domain::run::command::{Command, Invocation, Progress};
use crate::domain::run::event::Event;
use crate::domain::run::request::Request;
use crate::error::{Error, Result};

/// After so many looks at an execution that has ended nobody waits any more for nodes that have not:
/// they never get their turn.
const LAST_LOOKS: u32 = 3;

/// What is followed.
#[derive(Clone, Copy)]
pub struct Followed<'a> {
    /// Where it is.
    pub site: &'a Site,
    /// Of which association.
    pub association: &'a Association,
    /// What that does.
    pub definition: &'a Definition,
    /// Who watches.
    pub observer: &'a dyn Watching,
}

/// Somebody who watches.
pub trait Watching {
    /// Something happened.
    fn event(&self, at: Timestamp, event: &Event);

    /// How many nodes are done, and the rest in words.
    fn status(&self, done: u64, words: &str);
}

/// How following ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ending {
    /// Nothing more will happen.
    Finished,
    /// The association was deleted before it had a node.
    Vanished,
    /// It goes on: the deadline passed.
    Deadline,
    /// It goes on: a signal came.
    Left(u8),
}

/// What was seen last.
#[derive(Default)]
struct Seen {
    execution: Option<Execution>,
    targets: Vec<Target>,
    /// The association was deleted, so that only its commands tell more.
    gone: bool,
    /// Whether those are over, once it is gone.
    commands_ended: bool,
}

impl Seen {
    /// Whether nothing new begins.
    fn has_ended(&self) -> bool {
        if self.gone {
            return self.commands_ended;
        }
        self.execution.as_ref().is_some_and(Execution::has_ended)
    }
}

/// Follows an execution, and judges its nodes.
///
/// # Errors
/// What AWS answered again and again.
pub async fn follow(
    context: &Context,
    followed: Followed<'_>,
    execution: &Execution,
    timeout: SignedDuration,
) -> Result<(Course, Ending)> {
    let mut watch = Watch::new(context, timeout);
    let scope = followed.site.scope.clone();
    let mut course = Course::new(scope, execution.id.clone());
    let mut seen = Seen::default();
    let mut after_end = 0;
    loop {
        match look(followed, &mut course, &mut seen, context.clock.now()).await {
            Ok(()) => watch.answered(),
            // A look that failed says nothing of the execution.
            Err(error) => {
                let error = watch.endures(error)?.one_line();
                let failed = Event::LookFailed { error };
                followed.observer.event(context.clock.now(), &failed);
            }
        }

        // Without a node nothing will ever be known of it.
        let ended = seen.has_ended();
        if seen.gone && course.nodes.is_empty() {
            return Ok((course, Ending::Vanished));
        }
        if ended && (course.is_over() || after_end >= LAST_LOOKS) {
            break;
        }
        after_end += u32::from(ended);

        match watch.next_look().await? {
            Some(Ended::Deadline) => return Ok((course, Ending::Deadline)),
            Some(Ended::Signal(number)) => return Ok((course, Ending::Left(number))),
            None => {}
        }
    }
    let ending = judge(&mut watch, followed, &mut course).await?;
    Ok((course, ending))
}

/// Looks at the execution first: once that is over, nothing is missing from its targets.
async fn look(
    followed: Followed<'_>,
    course: &mut Course,
    seen: &mut Seen,
    now: Timestamp,
) -> Result<()> {
    let (site, id) = (followed.site, followed.association.id.as_str());
    match targets(site, id, &course.execution).await {
        Ok((execution, targets)) => {
            seen.execution = execution.or(seen.execution.take());
            seen.targets = targets;
        }
        // What it sent goes on after the association is gone: its commands tell the rest.
        Err(error) if error.code() == Some("AssociationDoesNotExist") => seen.gone = true,
        Err(error) => return Err(error),
    }

    // Nodes of one execution may have several commands.
    let ids = seen.targets.iter().filter_map(|one| one.command_id.clone());
    let mut commands: BTreeMap<String, Vec<Invocation>> = BTreeMap::new();
    seen.commands_ended = seen.gone;
    for command in ids.collect::<BTreeSet<String>>() {
        if seen.gone {
            let state = site.command(&command).await?;
            seen.commands_ended &= state.is_none_or(|command| command.has_ended());
        }
        let invocations = site.invocations(&command).await?;
        commands.insert(command, invocations);
    }

    for change in course.takes_over(&seen.targets, &commands) {
        followed.observer.event(now, &Event::of(change));
    }

    show_counts(followed, course);
    Ok(())
}

/// Shows how many nodes stand where.
fn show_counts(followed: Followed<'_>, course: &Course) {
    let done = course.count(|node| node.progress.is_end());
    let running = course.count(|node| node.progress == Progress::InProgress);
    let failed = course.count(|node| node.progress.is_failure());
    let words = format!("done, {running} in progress, {failed} failed");
    followed.observer.status(done as u64, &words);
}

async fn targets(
    site: &Site,
    id: &str,
    execution: &str,
) -> Result<(Option<Execution>, Vec<Target>)> {
    let found = site.execution(id, execution).await?;
    match site.execution_targets(id, execution).await {
        // Shortly after it was made it may not be known yet.
        Err(error) if error.code() == Some("AssociationExecutionDoesNotExist") => {
            Ok((found, Vec::new()))
        }
        other => Ok((found, other?)),
    }
}

/// Judges every node by its report; who ended well and has none is looked at again a few times.
async fn judge(
    watch: &mut Watch<'_>,
    followed: Followed<'_>,
    course: &mut Course,
) -> Result<Ending> {
    let request = request(followed.definition, course);
    for (place, seconds) in LOOKS.into_iter().enumerate() {
        let mut open = course.unproven();
        open.retain(|node| is_over(course, node));
        if open.is_empty() {
            break;
        }

        // Reports are shown some time after they are true.
        if seconds > 0
            && let Some(number) = watch.pause(seconds).await?
        {
            return Ok(Ending::Left(number));
        }

        let last = place + 1 == LOOKS.len();
        let unread = judge_once(followed, course, &request, &open, last).await;
        if let Some(error) = unread.filter(|_| last) {
            course.unread(&open, &error.one_line());
        }
    }
    Ok(Ending::Finished)
}

fn is_over(course: &Course, node: &NodeId) -> bool {
    let found = course.nodes.iter().find(|one| one.node == *node);
    found.is_some_and(|one| one.progress.is_end())
}

/// Judges nodes as far as they have reported; gives why some could not be asked.
async fn judge_once(
    followed: Followed<'_>,
    course: &mut Course,
    request: &Request,
    open: &[NodeId],
    last: bool,
) -> Option<Error> {
    let site = followed.site;
    // All nodes in few calls, where there are patch states.
    if !followed.definition.reports_apart() {
        let (reports, unread) = answered(site.reports_of(open.to_vec()).await);
        for node in open {
            let report: Option<&PatchReport> = reports.get(node);
            course.judge(request, node, report, last);
        }
        return unread;
    }

    let mut unread = None;
    for node in open {
        let (items, error) = answered(site.association_items(node).await);
        let id = &followed.association.id;
        let item: Option<&AssociationItem> = items.iter().find(|one| one.association == *id);
        course.judge_apart(request, node, item, last);
        unread = error.or(unread);
    }
    unread
}

/// What could not be read is no report: the node stays open, and is asked again.
fn answered<T: Default>(answer: Result<T>) -> (T, Option<Error>) {
    match answer {
        Ok(found) => (found, None),
        Err(error) => (T::default(), Some(error)),
    }
}

/// What was asked for, as a command of it says it.
fn request(definition: &Definition, course: &Course) -> Request {
    // Of the parameters alone: State Manager sends them as they stand in the association.
    Request::of_command(&Command {
        id: String::new(),
        scope: course.scope.clone(),
        document: definition.document.clone(),
        comment: String::new(),
        status: String::new(),
        details: String::new(),
        target_count: course.nodes.len(),
        requested_at: None,
        nodes: course.nodes.iter().map(|node| node.node.clone()).collect(),
        targets: Vec::new(),
        parameters: definition.wire_parameters(),
        output: None,
    })
}
