//! Run Command: sending, looking commands up, sweeping their invocations, cancelling.

use aws_sdk_ssm::config::http::HttpResponse;
use aws_sdk_ssm::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_ssm::operation::RequestId;
use aws_sdk_ssm::operation::send_command::{SendCommandError, SendCommandOutput};
use aws_sdk_ssm::types::{self as sdk, CommandFilter, CommandFilterKey};
use jiff::{SignedDuration, Timestamp};

use super::actions::Action;
use super::convert::{filled, parameters, text, timestamp, wire_parameters};
use super::ends::{Question, unproven};
use super::fault::{self, Class};
use super::limiter::{Doubt, Lost};
use super::overlaps::target;
use super::pages;
use super::site::Site;
use crate::domain::id::{NodeId, Scope};
use crate::domain::run::command::Parameters;
use crate::domain::run::command::{Command, CommandStep, Invocation, Progress};
use crate::domain::run::output_place::OutputPlace;
use crate::domain::run::plan::PlannedCommand;
use crate::error::{Error, Result};
use crate::output::plan::Consented;

/// The largest page of `ListCommands` and `ListCommandInvocations` (SSM API: 1 to 50).
const PAGE: i32 = 50;
/// By how much the clock of this machine may be ahead of AWS's when commands are looked up: the SDK
/// makes up for any difference when it signs.
const SKEW: SignedDuration = SignedDuration::from_hours(24);

/// What belongs to a command besides its nodes.
#[derive(Clone, Debug)]
pub struct Dispatch<'a> {
    /// The document.
    pub document: &'a str,
    /// Its parameters.
    pub parameters: &'a Parameters,
    /// Where the output goes.
    pub output: Option<&'a OutputPlace>,
    /// In how many seconds a node must begin: 30 to 2,592,000.
    pub delivery_timeout_seconds: u32,
}

/// How sending a command ended.
#[derive(Debug)]
pub enum Delivery {
    /// It was accepted.
    Sent {
        /// The id of the command.
        command_id: String,
        /// The id of the request.
        request_id: Option<String>,
    },
    /// It was refused, so that nothing runs.
    Refused {
        /// Why.
        error: Error,
        /// Whether it may be sent again a moment later: it was throttled, or no connection came
        /// about.
        passing: bool,
    },
    /// Nobody knows: the answer did not come, or makes no sense. The command may run.
    Unknown(Error),
}

impl Site {
    /// Sends a command once; never twice, because Run Command has no client token.
    pub async fn send(
        &self,
        command: &PlannedCommand,
        order: &Dispatch<'_>,
        _: &Consented,
    ) -> Delivery {
        let ids = command.nodes.iter().map(ToString::to_string).collect();
        let bucket = order.output.map(|place| place.bucket.clone());
        let prefix = order.output.map(|place| place.prefix.clone());

        // Both bounds are always said: left out, 50 nodes would be patched at once, and one failed
        // node would end the command (SSM API, `SendCommand`: 50 and 0).
        let call = self
            .ssm(Action::SendCommand)
            .await
            .send_command()
            .set_instance_ids(Some(ids))
            .document_name(order.document)
            .set_parameters(Some(wire_parameters(order.parameters)))
            .comment(&command.comment)
            .timeout_seconds(i32::try_from(order.delivery_timeout_seconds).unwrap_or(i32::MAX))
            .max_concurrency(command.max_concurrency.to_string())
            .max_errors(command.max_errors.to_string())
            .set_output_s3_bucket_name(bucket)
            .set_output_s3_key_prefix(prefix.filter(|prefix| !prefix.is_empty()));

        let doubt = Doubt::default();
        match call.customize().interceptor(doubt.clone()).send().await {
            Ok(answer) => accepted(&answer),
            Err(error) => failed_delivery(error, &doubt),
        }
    }

    /// The commands that were sent since a moment, newest first, of one document or of any.
    pub async fn commands_since(
        &self,
        since: Timestamp,
        document: Option<&str>,
    ) -> Result<Vec<Command>> {
        // Whole seconds in UTC, the only form that the filter's documentation shows (SSM API,
        // `CommandFilter`).
        let since = since.saturating_sub(SKEW).unwrap_or(since);
        let since = since.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();

        let mut filters = vec![filter(CommandFilterKey::InvokedAfter, &since)?];
        if let Some(document) = document {
            filters.push(filter(CommandFilterKey::DocumentName, document)?);
        }
        self.list_commands(filters).await
    }

    /// The commands for a node that were sent within a time, newest first. The document reached the
    /// node by its id or by a tag (SSM API, `ListCommands`).
    pub async fn commands_of_node(
        &self,
        node: &NodeId,
        (after, before): (Timestamp, Timestamp),
    ) -> Result<Vec<Command>> {
        let whole = |at: Timestamp| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let filters = vec![
            filter(CommandFilterKey::InvokedAfter, &whole(after))?,
            filter(CommandFilterKey::InvokedBefore, &whole(before))?,
        ];
        pages::all(Action::Commands, |token| {
            self.commands_page(&filters, Some(node), token)
        })
        .await
    }

    /// What a command came to on one node, as far as it was its turn.
    pub async fn invocation_of(&self, command: &str, node: &NodeId) -> Result<Option<Invocation>> {
        let found = pages::all(Action::Invocations, |token| {
            self.invocations_page(command, Some(node), token)
        });
        Ok(found.await?.into_iter().find(|one| one.node == *node))
    }

    /// The commands that are not over yet.
    pub async fn running_commands(&self) -> Result<Vec<Command>> {
        // Cancelling is none of the documented values of the filter Status (SSM API,
        // `CommandFilter`); this stage has all that are not over.
        let stage = filter(CommandFilterKey::ExecutionStage, "Executing")?;
        self.list_commands(vec![stage]).await
    }

    async fn list_commands(&self, filters: Vec<CommandFilter>) -> Result<Vec<Command>> {
        pages::all(Action::Commands, |token| {
            self.commands_page(&filters, None, token)
        })
        .await
    }

    async fn commands_page(
        &self,
        filters: &[CommandFilter],
        node: Option<&NodeId>,
        token: Option<String>,
    ) -> Result<(Vec<Command>, Option<String>)> {
        let call = self
            .ssm(Action::Commands)
            .await
            .list_commands()
            .set_instance_id(node.map(ToString::to_string))
            .set_filters(Some(filters.to_vec()));
        let answer = call.max_results(PAGE).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::Commands))?;

        let commands = answer.commands().iter();
        let commands = commands.map(|command| seen(command, &self.scope));
        let commands = fault::named(Action::Commands, commands)?;
        Ok((commands, answer.next_token))
    }

    /// One command; `None` when AWS does not know it (yet).
    pub async fn command(&self, id: &str) -> Result<Option<Command>> {
        let call = self
            .ssm(Action::Commands)
            .await
            .list_commands()
            .command_id(id);
        match call.send().await {
            Ok(answer) => {
                let mut commands = answer.commands().iter();
                Ok(commands.find_map(|command| seen(command, &self.scope)))
            }
            // Shortly after it was sent a command may not be known yet. AWS keeps commands for 30
            // days (AWS User Guide); that an older one ends here too is unverified.
            Err(error) if error.code() == Some("InvalidCommandId") => Ok(None),
            Err(error) => Err(fault::fault(Action::Commands, error)),
        }
    }

    /// Every invocation of a command that exists so far, with its steps; none shortly after it was
    /// sent.
    pub async fn invocations(&self, command: &str) -> Result<Vec<Invocation>> {
        pages::all(Action::Invocations, |token| {
            self.invocations_page(command, None, token)
        })
        .await
    }

    async fn invocations_page(
        &self,
        command: &str,
        node: Option<&NodeId>,
        token: Option<String>,
    ) -> Result<(Vec<Invocation>, Option<String>)> {
        // Without the details there are no steps, and only they say what a node did.
        let call = self
            .ssm(Action::Invocations)
            .await
            .list_command_invocations()
            .command_id(command)
            .set_instance_id(node.map(ToString::to_string))
            .details(true);

        match call.max_results(PAGE).set_next_token(token).send().await {
            Ok(answer) => {
                let invocations = answer.command_invocations().iter();
                let invocations = fault::named(Action::Invocations, invocations.map(invocation))?;
                Ok((invocations, answer.next_token))
            }
            // Run Command is consistent only after a moment: a new command may have no invocation
            // yet, or be unknown.
            Err(error)
                if matches!(
                    error.code(),
                    Some("InvocationDoesNotExist" | "InvalidCommandId")
                ) =>
            {
                Ok((Vec::new(), None))
            }
            Err(error) => Err(fault::fault(Action::Invocations, error)),
        }
    }

    /// Asks a command to stop; what already runs on a node goes on.
    pub async fn cancel(&self, command: &str, consented: &Consented) -> Result<()> {
        let answered = self.ask_to_stop(command, None, consented).await;
        // The answer is empty, and would be the same of somebody who did nothing.
        let written = answered.and_then(|()| Err(unproven(Action::CancelCommand)));
        let look = async || self.is_stopping(command).await;
        let question = self.stopping(command);
        question.settle_late(&self.pace, written, look).await
    }

    /// Asks a command to stop on some of its nodes, at most 50 (SSM API, `CancelCommand`); what
    /// already runs on a node goes on. Of nodes that it has not reached AWS shows nothing, before
    /// and after: there the empty answer is all the proof that there is.
    pub async fn cancel_on(
        &self,
        command: &str,
        nodes: &[NodeId],
        consented: &Consented,
    ) -> Result<()> {
        let ids = nodes.iter().map(ToString::to_string).collect();
        let answered = self.ask_to_stop(command, Some(ids), consented).await;
        let look = async || self.is_stopping_on(command, nodes).await;
        let question = self.stopping(command);
        question.settle_late(&self.pace, answered, look).await
    }

    async fn ask_to_stop(
        &self,
        command: &str,
        nodes: Option<Vec<String>>,
        _: &Consented,
    ) -> Result<()> {
        let doubt = Doubt::default();
        let call = self
            .ssm(Action::CancelCommand)
            .await
            .cancel_command()
            .command_id(command)
            .set_instance_ids(nodes);
        let answer = call.customize().interceptor(doubt.clone()).send().await;
        doubt.judge(Action::CancelCommand, answer).map(drop)
    }

    fn stopping(&self, command: &str) -> Question {
        let what = format!("command {command} was asked to stop");
        let ask = self.aws_line(&format!("ssm list-commands --command-id {command}"));
        Question::new(what, ask.text)
    }

    /// Says so when a command was asked to stop, or is over.
    async fn is_stopping(&self, command: &str) -> Result<Option<()>> {
        let found = self.command(command).await?;
        Ok(found.filter(Command::is_stopping).map(drop))
    }

    /// Says so when a command was asked to stop on all of these nodes, or is over there.
    async fn is_stopping_on(&self, command: &str, nodes: &[NodeId]) -> Result<Option<()>> {
        let found = self.invocations(command).await?.into_iter();
        let stopping = found.filter(|invocation| {
            let progress = Progress::of_invocation(&invocation.status, &invocation.details);
            progress.is_end() || progress == Progress::Cancelling
        });
        let stopping: Vec<NodeId> = stopping.map(|invocation| invocation.node).collect();
        let all = nodes.iter().all(|node| stopping.contains(node));
        Ok(all.then_some(()))
    }

    /// The output of one step on one node, as the API keeps it: 24,000 characters of output and
    /// 8,000 of errors. `None` when the node has no such step.
    pub async fn step_output(
        &self,
        command: &str,
        node: &NodeId,
        step: &str,
    ) -> Result<Option<(String, String)>> {
        let call = self
            .ssm(Action::Invocation)
            .await
            .get_command_invocation()
            .command_id(command)
            .instance_id(node.as_str());

        // A document of several steps answers only to the name of one of them (SSM API,
        // `GetCommandInvocation`).
        match call.plugin_name(step).send().await {
            Ok(answer) => Ok(Some((
                text(answer.standard_output_content()),
                text(answer.standard_error_content()),
            ))),
            Err(error)
                if matches!(
                    error.code(),
                    Some("InvocationDoesNotExist" | "InvalidPluginName")
                ) =>
            {
                Ok(None)
            }
            Err(error) => Err(fault::fault(Action::Invocation, error)),
        }
    }
}

fn filter(key: CommandFilterKey, value: &str) -> Result<CommandFilter> {
    CommandFilter::builder()
        .key(key)
        .value(value)
        .build()
        .map_err(|error| Error::failed("a filter is incomplete").with_source(error))
}

/// An answer that makes no sense proves nothing: the command may run.
fn accepted(answer: &SendCommandOutput) -> Delivery {
    match answer.command().and_then(|command| command.command_id()) {
        Some(id) => Delivery::Sent {
            command_id: id.to_owned(),
            request_id: answer.request_id().map(str::to_owned),
        },
        None => Delivery::Unknown(Error::failed(
            "ssm:SendCommand answered without the id of a command",
        )),
    }
}

/// What was refused never ran; after anything else the command may run.
fn failed_delivery(error: SdkError<SendCommandError, HttpResponse>, doubt: &Doubt) -> Delivery {
    // It did not get there, or somebody else's answer was told again in its place.
    let never_left = match &error {
        SdkError::ServiceError(answer) => answer.raw().status().is_server_error(),
        _ => Lost::find(&error).is_some(),
    };
    let error = fault::fault(Action::SendCommand, error);
    if doubt.is_open() {
        return Delivery::Unknown(error);
    }

    let throttled = error.code().map(fault::classify) == Some(Class::Throttled);
    let passing = throttled || never_left;
    Delivery::Refused { error, passing }
}

fn seen(command: &sdk::Command, scope: &Scope) -> Option<Command> {
    let nodes = command.instance_ids().iter();
    // A command without a place for its output has an empty bucket name or none.
    let output = filled(command.output_s3_bucket_name()).map(|bucket| OutputPlace {
        bucket,
        prefix: text(command.output_s3_key_prefix()),
    });

    Some(Command {
        id: command.command_id()?.to_owned(),
        scope: scope.clone(),
        document: text(command.document_name()),
        comment: text(command.comment()),
        status: text(command.status().map(|status| status.as_str())),
        details: text(command.status_details()),
        // 0 as long as the targets are not resolved (AWS User Guide, "Understanding command
        // statuses").
        target_count: usize::try_from(command.target_count()).unwrap_or(0),
        requested_at: command.requested_date_time().and_then(timestamp),
        nodes: nodes.map(|id| NodeId::trusted(id)).collect(),
        targets: command.targets().iter().map(target).collect(),
        parameters: parameters(command.parameters()),
        output,
    })
}

fn invocation(invocation: &sdk::CommandInvocation) -> Option<Invocation> {
    Some(Invocation {
        node: NodeId::trusted(invocation.instance_id()?),
        status: text(invocation.status().map(|status| status.as_str())),
        details: text(invocation.status_details()),
        steps: invocation.command_plugins().iter().map(step).collect(),
    })
}

fn step(plugin: &sdk::CommandPlugin) -> CommandStep {
    CommandStep {
        name: text(plugin.name()),
        status: text(plugin.status().map(|status| status.as_str())),
        code: plugin.response_code(),
        started_at: plugin.response_start_date_time().and_then(timestamp),
        finished_at: plugin.response_finish_date_time().and_then(timestamp),
        output: text(plugin.output()),
    }
}
