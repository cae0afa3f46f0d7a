//! What commands need, out of what they are declared to call.

use crate::aws::actions::{Action, Effect, Service};
use crate::commands::permissions::beside::beside;
use crate::commands::permissions::nodes::NODES;
use crate::commands::permissions::{self, Calls};
use crate::domain::iam::need::Need;
use crate::domain::iam::policy::Use;
use crate::settings::ScopeSettings;

/// One permission, and for what.
#[derive(Clone, Debug)]
pub(super) struct Permission {
    pub(super) command: String,
    pub(super) need: Need,
    /// The condition in words; none for what is always called.
    pub(super) when: Option<String>,
    /// Whether it is about a bucket of one's own.
    pub(super) own_bucket: bool,
}

/// What the operator needs for commands, and which of them ask AWS nothing.
pub(super) fn of_operator(
    commands: &[String],
    scopes: &ScopeSettings,
) -> (Vec<Permission>, Vec<String>) {
    let (mut needed, mut silent) = (Vec::new(), Vec::new());

    for command in commands {
        let calls = permissions::every().find(|calls| calls.commands.contains(&command.as_str()));
        match calls {
            Some(calls) => {
                needed.extend(of_calls(command, &permissions::ALL, scopes));
                needed.extend(of_calls(command, calls, scopes));
            }
            None => silent.push(command.clone()),
        }
    }
    (needed, silent)
}

/// What the nodes need for what commands have them do, and which have them do nothing.
pub(super) fn of_nodes(commands: &[String]) -> (Vec<Permission>, Vec<String>) {
    let (mut needed, mut silent) = (Vec::new(), Vec::new());

    for command in commands {
        let calls = NODES
            .iter()
            .find(|calls| calls.commands.contains(&command.as_str()));
        let Some(calls) = calls else {
            silent.push(command.clone());
            continue;
        };
        needed.extend(calls.needs.iter().copied().flatten().map(|one| Permission {
            command: command.clone(),
            need: one.need,
            when: one.when.map(str::to_owned),
            own_bucket: one.own_bucket,
        }));
    }
    (needed, silent)
}

/// Every command that asks AWS something.
pub(super) fn asking() -> Vec<String> {
    named(permissions::every().map(|calls| calls.commands))
}

/// Every command that has nodes do something.
pub(super) fn on_nodes() -> Vec<String> {
    named(NODES.iter().map(|calls| calls.commands))
}

fn named(commands: impl Iterator<Item = &'static [&'static str]>) -> Vec<String> {
    commands
        .flatten()
        .map(|command| (*command).to_owned())
        .collect()
}

fn of_calls(command: &str, calls: &Calls, scopes: &ScopeSettings) -> Vec<Permission> {
    let mut needed = Vec::new();
    for action in calls.usual {
        needed.extend(of_action(command, *action, None));
    }
    for (when, actions) in calls.sometimes {
        for action in *actions {
            needed.extend(match called(*action, when, scopes) {
                Called::Never => Vec::new(),
                Called::Always => of_action(command, *action, None),
                Called::When(when) => of_action(command, *action, Some(when)),
            });
        }
    }
    // Nobody is refused this one (STS API, GetCallerIdentity: "No permissions are required").
    needed.retain(|needed| needed.need.action != Action::Caller.iam());
    needed
}

/// When a call that has a condition is made.
enum Called<'a> {
    Never,
    Always,
    When(&'a str),
}

/// The flags of this command line decide on what other accounts need.
fn called<'a>(action: Action, when: &'a str, scopes: &ScopeSettings) -> Called<'a> {
    let is_met = match action {
        Action::AssumeRole => scopes.role_name.value.is_some(),
        Action::OrgAccounts => scopes.organization.value,
        Action::OrgAccountsBelow | Action::OrgUnits | Action::OrgRoots => {
            !scopes.ou.value.is_empty()
        }
        _ => return Called::When(when),
    };
    if is_met {
        Called::Always
    } else {
        Called::Never
    }
}

/// What one call needs.
fn of_action(command: &str, action: Action, when: Option<&str>) -> Vec<Permission> {
    let used = match action.effect() {
        Effect::Read => Use::Read,
        Effect::Write => Use::Write,
    };
    let need = Need::new(action.iam(), used, action.resources());
    let need = match action.service() {
        // A role is named, and so is a bucket where it can be.
        Service::S3 | Service::Sts => need.narrow(),
        _ => need,
    };

    let mut needed = vec![Permission {
        command: command.to_owned(),
        need,
        when: when.map(str::to_owned),
        own_bucket: action.service() == Service::S3,
    }];
    for beside in beside(action) {
        needed.push(Permission {
            command: command.to_owned(),
            need: beside.need,
            when: beside.when.or(when).map(str::to_owned),
            own_bucket: false,
        });
    }
    needed
}
