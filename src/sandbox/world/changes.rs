//! What users changed since the seed, and the documents in which it is stored.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::automations::Automation;
use super::commands::Command;
use super::documents::{Definition, StoredDocument};
use super::history::History;
use super::quick_setup::Manager;
use super::rulebook::Rulebook;
use super::state_manager::{Association, Execution, Executions};
use super::tags::Tags;
use super::window_executions::{WindowExecution, WindowExecutions};
use super::windows::Window;
use crate::domain::id::Scope;

/// Every change since the seed. Clones share what is in it.
#[derive(Clone, Debug, Default)]
pub(in crate::sandbox) struct Changes(pub(super) BTreeMap<Scope, ScopeChanges>);

#[derive(Clone, Debug, Default)]
pub(super) struct ScopeChanges {
    pub(super) rules: Option<Arc<Rulebook>>,
    /// The tags of nodes, by the id of the node.
    pub(super) tags: Arc<BTreeMap<String, Arc<History<Tags>>>>,
    pub(super) commands: Arc<BTreeMap<u64, Arc<Command>>>,
    /// Up to which moment the outputs of a command were written to their bucket, by its id.
    pub(super) written: Arc<BTreeMap<String, Timestamp>>,
    /// Documents of users by name; `None` for one that was deleted.
    pub(super) documents: Arc<BTreeMap<String, Option<Arc<Definition>>>>,
    pub(super) automations: Arc<BTreeMap<u64, Arc<Automation>>>,
    /// Associations by id; those that were deleted are not in it.
    pub(super) associations: Arc<BTreeMap<String, Arc<Association>>>,
    /// What associations did, by the id of the association.
    pub(super) executions: Arc<BTreeMap<String, Executions>>,
    /// Configuration managers of Quick Setup by ARN.
    pub(super) managers: Arc<BTreeMap<String, Arc<Manager>>>,
    /// Findings of Security Hub by id.
    pub(super) findings: Arc<BTreeMap<String, Arc<serde_json::Value>>>,
    /// The service setting of Quick Setup.
    pub(super) explorer_role: Option<String>,
    /// Maintenance windows by id; `None` for one that was deleted.
    pub(super) windows: Arc<BTreeMap<String, Option<Arc<Window>>>>,
    /// What windows did, by the id of the window.
    pub(super) window_executions: Arc<BTreeMap<String, WindowExecutions>>,
}

/// What a stored document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum Kind {
    /// The baselines, groups and defaults of an account in a Region.
    Rules,
    /// The tags of a node.
    Tags,
    /// A command.
    Command,
    /// Which outputs of a command were written.
    Written,
    /// A document of a user.
    Document,
    /// An automation.
    Automation,
    /// A State Manager association.
    Association,
    /// An execution of one.
    Execution,
    /// A configuration manager of Quick Setup.
    Manager,
    /// A finding of Security Hub.
    Finding,
    /// The service settings of Quick Setup.
    QuickSetup,
    /// A maintenance window.
    Window,
    /// An execution of one.
    WindowExecution,
}

impl Kind {
    pub(super) const ALL: [Self; 13] = [
        Self::Rules,
        Self::Tags,
        Self::Command,
        Self::Written,
        Self::Document,
        Self::Automation,
        Self::Association,
        Self::Execution,
        Self::Manager,
        Self::Finding,
        Self::QuickSetup,
        Self::Window,
        Self::WindowExecution,
    ];

    pub(in crate::sandbox) const fn as_str(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Tags => "tags",
            Self::Command => "command",
            Self::Written => "written",
            Self::Document => "document",
            Self::Automation => "automation",
            Self::Association => "association",
            Self::Execution => "execution",
            Self::Manager => "manager",
            Self::Finding => "finding",
            Self::QuickSetup => "quick-setup",
            Self::Window => "window",
            Self::WindowExecution => "window-execution",
        }
    }
}

/// A document to be stored: one per account and Region for the rules, and one for each other thing
/// that was changed.
#[derive(Debug)]
pub(in crate::sandbox) struct Document {
    pub(in crate::sandbox) kind: Kind,
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) body: String,
}

impl Document {
    /// A thing of an account and Region, by its name.
    pub(in crate::sandbox) fn of<T: serde::Serialize>(
        kind: Kind,
        scope: &Scope,
        name: &str,
        thing: &T,
    ) -> Self {
        let body = serde_json::to_string(thing).expect("strings and numbers become JSON");
        Self {
            kind,
            name: format!("{scope} {name}"),
            body,
        }
    }
}

impl ScopeChanges {
    /// Takes over a document about the account and Region, or about the thing that it names.
    pub(super) fn take(
        &mut self,
        kind: Kind,
        scope: &Scope,
        name: Option<String>,
        body: &str,
    ) -> Option<()> {
        // Each kind is kept by its name or number, so that a later document about the same thing
        // takes the place of the earlier one.
        match kind {
            Kind::Rules => self.rules = Some(Arc::new(Rulebook::read(body, scope)?)),
            Kind::Tags => {
                let history: History<Tags> =
                    serde_json::from_str(body).ok().filter(History::is_whole)?;
                Arc::make_mut(&mut self.tags).insert(name?, Arc::new(history));
            }
            Kind::Command => {
                let command: Command = serde_json::from_str(body).ok()?;
                Arc::make_mut(&mut self.commands).insert(command.number, Arc::new(command));
            }
            Kind::Written => {
                Arc::make_mut(&mut self.written).insert(name?, serde_json::from_str(body).ok()?);
            }
            Kind::Document => {
                let stored: Option<StoredDocument> = serde_json::from_str(body).ok()?;
                let definition = stored.map(Definition::read).transpose().ok()?;
                Arc::make_mut(&mut self.documents).insert(name?, definition.map(Arc::new));
            }
            Kind::Automation => {
                let automation: Automation = serde_json::from_str(body).ok()?;
                Arc::make_mut(&mut self.automations)
                    .insert(automation.number, Arc::new(automation));
            }
            Kind::Association => {
                let association: Option<Association> = serde_json::from_str(body).ok()?;
                let all = Arc::make_mut(&mut self.associations);
                match association.filter(|one| !one.versions.is_empty()) {
                    Some(association) => all.insert(name?, Arc::new(association)),
                    None => all.remove(&name?),
                };
            }
            Kind::Manager => {
                let manager: Option<Manager> = serde_json::from_str(body).ok()?;
                let all = Arc::make_mut(&mut self.managers);
                match manager {
                    Some(manager) => all.insert(name?, Arc::new(manager)),
                    None => all.remove(&name?),
                };
            }
            Kind::Finding => {
                let finding = serde_json::from_str(body).ok()?;
                Arc::make_mut(&mut self.findings).insert(name?, Arc::new(finding));
            }
            Kind::QuickSetup => self.explorer_role = serde_json::from_str(body).ok()?,
            Kind::Execution => {
                let execution: Execution = serde_json::from_str(body).ok()?;
                let all = Arc::make_mut(&mut self.executions);
                let of_association = all.entry(execution.association.clone()).or_default();
                of_association.insert(execution.number, Arc::new(execution));
            }
            Kind::WindowExecution => {
                let execution: WindowExecution = serde_json::from_str(body).ok()?;
                let all = Arc::make_mut(&mut self.window_executions);
                let of_window = all.entry(execution.window.clone()).or_default();
                of_window.insert(execution.number, Arc::new(execution));
            }
            Kind::Window => {
                let window: Option<Window> = serde_json::from_str(body).ok()?;
                Arc::make_mut(&mut self.windows).insert(name?, window.map(Arc::new));
            }
        }
        Some(())
    }
}
