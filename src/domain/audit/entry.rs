//! One thing that somebody did, whatever tells of it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Serialize;

use super::event::Event;
use super::identity::Identity;
use super::kind::{Kind, Lookup};
use super::subject::{documents, subjects, tags_of};
use crate::domain::id::{NodeId, Scope};
use crate::domain::method::Options;
use crate::domain::run::command::Command;
use crate::domain::run::name::Label;
use crate::domain::run::operation::Operation;
use crate::domain::run::request::Phase;
use crate::domain::text::words::count;

/// What tells of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// An event of CloudTrail.
    Cloudtrail,
    /// A receipt of this machine.
    Receipt,
    /// The history of Run Command.
    RunCommand,
    /// An execution of an association.
    Association,
    /// An execution of a maintenance window.
    Window,
    /// The history of Automation.
    Automation,
}

impl Source {
    /// In words.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cloudtrail => "cloudtrail",
            Self::Receipt => "receipt",
            Self::RunCommand => "run-command",
            Self::Association => "association",
            Self::Window => "window",
            Self::Automation => "automation",
        }
    }
}

/// What was done and was no call that has an end of its own.
pub const DONE: &str = "done";
/// What AWS did not do.
pub const REFUSED: &str = "refused";

/// One thing that somebody did.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The account and Region.
    #[serde(flatten)]
    pub scope: Scope,
    /// When it was asked for.
    pub at: Timestamp,
    /// What it is about; several where it is not known which.
    pub kinds: Vec<Kind>,
    /// What was done, in words or as AWS calls it.
    pub what: String,
    /// What it was done to: names, ids, targets.
    pub on: Vec<String>,
    /// Who, for a person to read.
    pub who: String,
    /// The whole ARN of who.
    pub arn: Option<String>,
    /// The service that called in their name.
    pub invoked_by: Option<String>,
    /// The user of the machine that began a run.
    pub local_user: Option<String>,
    /// The patch run that it belongs to.
    pub run: Option<String>,
    /// Why, in the words of who asked.
    pub reason: Option<String>,
    /// `done`, `refused`, or AWS's word for how a command or an execution stands.
    pub outcome: String,
    /// Why it was refused.
    pub error: Option<String>,
    /// The documents that it runs.
    pub documents: Vec<String>,
    /// The command, or the execution of an automation, an association or a window.
    pub id: Option<String>,
    /// The call.
    pub event: Option<String>,
    /// The id of the event.
    pub event_id: Option<String>,
    /// Where the call came from.
    pub source_ip: Option<String>,
    /// What called.
    pub user_agent: Option<String>,
    /// The id of the request.
    pub request_id: Option<String>,
    /// What tells of it.
    pub sources: BTreeSet<Source>,
    /// What could not be read of it.
    pub remark: Option<String>,
    /// Whether it is about one of the nodes that were asked for.
    #[serde(skip)]
    pub meets: bool,
}

impl Entry {
    fn new(scope: &Scope, at: Timestamp, source: Source) -> Self {
        Self {
            scope: scope.clone(),
            at,
            kinds: Vec::new(),
            what: String::new(),
            on: Vec::new(),
            who: Identity::unknown().name,
            arn: None,
            invoked_by: None,
            local_user: None,
            run: None,
            reason: None,
            outcome: DONE.to_owned(),
            error: None,
            documents: Vec::new(),
            id: None,
            event: None,
            event_id: None,
            source_ip: None,
            user_agent: None,
            request_id: None,
            sources: BTreeSet::from([source]),
            remark: None,
            meets: false,
        }
    }

    /// A call that CloudTrail recorded.
    pub(super) fn of_event(event: &Event, lookup: &Lookup) -> Self {
        let mut entry = Self {
            kinds: kinds_of_call(lookup),
            on: subjects(event, lookup.kind),
            documents: documents(event),
            event: Some(event.name.clone()),
            event_id: Some(event.id.clone()),
            run: event.text("/comment").and_then(run_of),
            id: id_of(event),
            ..Self::new(&event.scope, event.at, Source::Cloudtrail)
        };

        // What tells most of it, where several things could.
        let documents = entry.documents.iter().map(|one| short(one).to_owned());
        let tags = tags_of(event, lookup.kind).into_iter();
        let words = std::iter::once(event.name.clone()).chain(documents.take(1));
        entry.what = words.chain(tags).collect::<Vec<_>>().join(" ");
        entry.by(event.who.clone());

        // That it was called is known in any case.
        match &event.record {
            Ok(record) => {
                entry.source_ip.clone_from(&record.source_ip);
                entry.user_agent.clone_from(&record.user_agent);
                entry.request_id.clone_from(&record.request_id);
            }
            Err(why) => entry.remark = Some(format!("its record cannot be read: {why}")),
        }

        if let Some((code, message)) = event.error() {
            REFUSED.clone_into(&mut entry.outcome);
            entry.error = Some(match message.as_str() {
                "" => code.clone(),
                message => format!("{code}: {message}"),
            });
        }
        entry
    }

    /// A command of which nothing else tells.
    pub(super) fn of_command(command: &Command, at: Timestamp) -> Self {
        let mut entry = Self {
            event: Some("SendCommand".to_owned()),
            id: Some(command.id.clone()),
            ..Self::new(&command.scope, at, Source::RunCommand)
        };
        entry.learns(command);
        entry
    }

    /// An automation that patches, which a receipt or its execution tells of.
    pub(super) fn of_automation(scope: &Scope, at: Timestamp, document: &str) -> Self {
        Self {
            kinds: vec![Kind::Automation, Kind::Patch],
            what: format!("StartAutomationExecution {document}"),
            documents: vec![document.to_owned()],
            event: Some("StartAutomationExecution".to_owned()),
            ..Self::new(scope, at, Source::Receipt)
        }
    }

    /// An empty one that others fill.
    pub(super) fn begun(scope: &Scope, at: Timestamp, source: Source) -> Self {
        Self::new(scope, at, source)
    }

    /// Takes over what Run Command says of the command that this is.
    pub(super) fn learns(&mut self, command: &Command) {
        let options = Options::of_parameters(&command.document, &command.parameters);
        let label = Label::read(&command.comment);
        let is_reboot = label.as_ref().is_some_and(|one| one.phase == Phase::Reboot);
        self.kinds = kinds_of_run(options.operation, is_reboot);
        self.what = if is_reboot {
            "reboot".to_owned()
        } else {
            options.in_words()
        };

        // What was asked for stands in the call: the targets, and not what they came to.
        if self.on.is_empty() {
            self.on = on(&command.nodes, || {
                crate::domain::association::targets::in_words(&command.targets)
            });
        }
        self.outcome.clone_from(&command.status);
        self.documents = vec![command.document.clone()];
        self.run = self.run.take().or_else(|| run_of(&command.comment));
        self.sources.insert(Source::RunCommand);
    }

    /// Says who did it.
    pub(super) fn by(&mut self, who: Identity) {
        self.who = who.name;
        self.arn = who.arn;
        self.invoked_by = who.invoked_by;
    }

    /// Whether nobody knows who did it.
    pub(super) fn is_nobodys(&self) -> bool {
        self.arn.is_none() && self.who == Identity::unknown().name
    }

    /// What it was done to, in a few words: the number of several nodes, else what is named first.
    pub fn on_in_short(&self) -> String {
        let nodes = self.on.iter().filter(|one| one.parse::<NodeId>().is_ok());
        match (nodes.count(), self.on.first()) {
            (2.., _) => count(self.on.len(), "node"),
            (_, Some(first)) => short(first).to_owned(),
            (_, None) => String::new(),
        }
    }

    /// Whether a text is a part of who did it, in any form.
    pub fn is_by(&self, text: &str) -> bool {
        let text = text.to_lowercase();

        // Whoever knows a user by the machine finds them as well as who knows the role.
        let forms = [
            Some(&self.who),
            self.arn.as_ref(),
            self.invoked_by.as_ref(),
            self.local_user.as_ref(),
        ];
        let mut forms = forms.into_iter().flatten();
        forms.any(|form| form.to_lowercase().contains(&text))
    }
}

/// The nodes by their ids, else what else says which they are.
pub(super) fn on(nodes: &[NodeId], otherwise: impl FnOnce() -> String) -> Vec<String> {
    if nodes.is_empty() {
        let words = otherwise();
        return if words.is_empty() {
            Vec::new()
        } else {
            vec![words]
        };
    }
    nodes.iter().map(ToString::to_string).collect()
}

/// What is about nodes is both as long as nobody knows the operation.
pub(super) fn kinds_of_run(operation: Option<Operation>, is_reboot: bool) -> Vec<Kind> {
    match operation {
        Some(Operation::Install) => vec![Kind::Patch],
        Some(Operation::Scan) if !is_reboot => vec![Kind::Scan],
        _ if is_reboot => vec![Kind::Patch],
        _ => vec![Kind::Patch, Kind::Scan],
    }
}

/// Events hide the parameters of commands, and so their operation.
fn kinds_of_call(lookup: &Lookup) -> Vec<Kind> {
    match lookup.kind {
        Kind::Patch => kinds_of_run(None, false),
        Kind::Automation => vec![Kind::Automation, Kind::Patch],
        kind => vec![kind],
    }
}

/// The command or the execution that a call made, or was about.
fn id_of(event: &Event) -> Option<String> {
    let pointers = ["/command/commandId", "/commandId", "/automationExecutionId"];
    let mut found = pointers.into_iter();
    found
        .find_map(|pointer| event.text(pointer))
        .map(str::to_owned)
}

fn run_of(comment: &str) -> Option<String> {
    Label::read(comment).map(|label| label.run.to_string())
}

/// A name without the ARN around it.
fn short(name: &str) -> &str {
    let last = name.rsplit('/').next();
    last.filter(|_| name.starts_with("arn:")).unwrap_or(name)
}
