//! Who made the last report of a node: the command whose step made it, and what sent that.

use jiff::{SignedDuration, Timestamp};

use crate::aws::site::Site;
use crate::domain::association::execution::Execution;
use crate::domain::compliance::NodeCompliance;
use crate::domain::id::NodeId;
use crate::domain::method::origin::{Origin, Proof, made_by};
use crate::domain::method::{By, Data, Method, Options};
use crate::domain::run::command::Command;
use crate::domain::run::documents;
use crate::domain::run::name::Label;
use crate::error::Result;

/// For how long before a report its command may have been sent: nodes wait for their turn.
const WAITS: SignedDuration = SignedDuration::from_hours(24);
/// How far the clocks of a node and of AWS may be apart.
const SKEW: SignedDuration = SignedDuration::from_secs(60);
/// So many commands, and executions of each method, are looked at: each is a call.
const MOST: usize = 5;

/// Who made the last report of a node; `None` when there is none.
///
/// # Errors
/// What the lists of commands and executions answered.
pub async fn origin(
    site: &Site,
    node: &NodeCompliance,
    methods: &[Method],
) -> Result<Option<Origin>> {
    let Some(report) = &node.report else {
        return Ok(None);
    };
    let is_of_policy = node.execution_type() == Some("PatchPolicy");
    let Some(ended) = report.ended_at else {
        return Ok(Some(Origin::unknown(is_of_policy)));
    };
    let id = &node.node.id;
    let here = |method: &&Method| method.scope == site.scope && method.writes == Data::Patch;
    let mut candidates: Vec<&Method> = methods.iter().filter(here).collect();
    // Those that mean the node now come first; what was changed since may have meant it.
    candidates.sort_by_key(|method| !method.is_for(id));

    let found = match command_of(site, id, &report.operation, ended).await? {
        Some(command) => Some(sender(site, id, &command, &candidates).await?),
        None => by_time(site, id, &candidates, ended).await?,
    };
    Ok(Some(found.unwrap_or_else(|| Origin::unknown(is_of_policy))))
}

/// The command whose step made a report.
async fn command_of(
    site: &Site,
    node: &NodeId,
    operation: &str,
    ended: Timestamp,
) -> Result<Option<Command>> {
    let (from, to) = around(ended);
    let commands = site.commands_of_node(node, (from, to)).await?;
    let patch = commands.into_iter().filter(|command| {
        let options = Options::of_parameters(&command.document, &command.parameters);
        let agrees = options
            .operation
            .is_none_or(|one| one.as_str() == operation);
        documents::patches(&command.document) && agrees
    });
    for command in patch.take(MOST) {
        let invocation = site.invocation_of(&command.id, node).await?;
        if invocation.is_some_and(|invocation| made_by(&invocation.steps, ended)) {
            return Ok(Some(command));
        }
    }
    Ok(None)
}

fn around(ended: Timestamp) -> (Timestamp, Timestamp) {
    (
        ended.saturating_sub(WAITS).unwrap_or(Timestamp::MIN),
        ended.saturating_add(SKEW).unwrap_or(Timestamp::MAX),
    )
}

/// What sent a command.
async fn sender(
    site: &Site,
    node: &NodeId,
    command: &Command,
    methods: &[&Method],
) -> Result<Origin> {
    if let Some(label) = Label::read(&command.comment) {
        let run = label.run.to_string();
        let who = format!("patch-now, run {run}");
        return Ok(sent_by(command, who, Some(run), Proof::Command));
    }

    let sent = command.requested_at.unwrap_or(Timestamp::MAX);
    for method in methods {
        let id = &method.id;
        let is_sender = match method.by {
            By::Window => of_window(site, id, &command.id, sent).await?,
            _ => of_association(site, id, node, Some(&command.id), sent)
                .await?
                .is_some(),
        };
        if is_sender {
            return Ok(sent_by(
                command,
                method.who(),
                Some(id.clone()),
                Proof::Command,
            ));
        }
    }

    // Somebody typed it, or what sent it is gone: that cannot be told apart.
    let comment = match command.comment.as_str() {
        "" => String::new(),
        comment => format!(" ({})", comment.escape_debug()),
    };
    let who = format!(
        "a command of Run Command{comment}, which no window and no association of today sent"
    );
    Ok(sent_by(command, who, None, Proof::CommandAlone))
}

fn sent_by(command: &Command, who: String, id: Option<String>, proof: Proof) -> Origin {
    Origin {
        who,
        id,
        command_id: Some(command.id.clone()),
        options: Some(Options::of_parameters(
            &command.document,
            &command.parameters,
        )),
        proof,
    }
}

/// Whether one of the latest times that a window was open sent a command.
async fn of_window(site: &Site, window: &str, command: &str, sent: Timestamp) -> Result<bool> {
    let (from, to) = around(sent);
    let executions = site.window_executions(window, Some(from), Some(to)).await?;
    for execution in executions.iter().take(MOST) {
        for task in site.window_execution_tasks(&execution.id).await? {
            let sent = site.window_invocations(&execution.id, &task.id).await?;
            if sent
                .iter()
                .any(|one| one.command_id.as_deref() == Some(command))
            {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// The latest execution of an association before a moment that was for a node, and sent this command
/// where one is named.
async fn of_association(
    site: &Site,
    association: &str,
    node: &NodeId,
    command: Option<&str>,
    before: Timestamp,
) -> Result<Option<Execution>> {
    let (from, to) = around(before);
    let fits = |at: Option<Timestamp>| at.is_some_and(|at| from <= at && at <= to);
    let mut executions = site.latest_executions(association).await?;
    executions.retain(|one| fits(one.created));
    executions.sort_by_key(|one| std::cmp::Reverse(one.created));
    for execution in executions.into_iter().take(MOST) {
        let targets = site.execution_targets(association, &execution.id).await?;
        let is_it = targets.iter().any(|target| {
            let sent = target.command_id.as_deref();
            target.resource == node.as_str() && command.is_none_or(|command| sent == Some(command))
        });
        if is_it {
            return Ok(Some(execution));
        }
    }
    Ok(None)
}

/// The association that ran last before a report, when the command cannot be seen: that Run Command
/// lists what State Manager sends is not documented.
async fn by_time(
    site: &Site,
    node: &NodeId,
    methods: &[&Method],
    ended: Timestamp,
) -> Result<Option<Origin>> {
    let mut latest: Option<(Timestamp, &Method)> = None;
    for method in methods.iter().filter(|method| method.by != By::Window) {
        let found = of_association(site, &method.id, node, None, ended).await?;
        let at = found.and_then(|execution| execution.created);
        if let Some(at) = at.filter(|at| latest.is_none_or(|(other, _)| other < *at)) {
            latest = Some((at, method));
        }
    }
    Ok(latest.map(|(_, method)| Origin {
        who: method.who(),
        id: Some(method.id.clone()),
        command_id: None,
        options: Some(method.options.clone()),
        proof: Proof::Time,
    }))
}
