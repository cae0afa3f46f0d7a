//! The calls of some commands, and how the README says them.

use std::collections::BTreeSet;

use crate::aws::actions::Action;

/// What some commands call.
#[derive(Clone, Copy, Debug)]
pub struct Calls {
    /// The commands, by their words.
    pub commands: &'static [&'static str],
    /// What they call in their usual course, as far as there is something to read or to do.
    pub usual: &'static [Action],
    /// What they call under a condition, and the condition in words.
    pub sometimes: &'static [(&'static str, &'static [Action])],
}

impl Calls {
    /// Everything that may be called.
    pub fn all(&self) -> impl Iterator<Item = Action> {
        let sometimes = self.sometimes.iter().flat_map(|(_, actions)| *actions);
        self.usual.iter().chain(sometimes).copied()
    }

    /// The row of the README: the commands, and the IAM actions.
    pub(super) fn row(&self) -> String {
        let commands: Vec<String> = self
            .commands
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        let mut needs = vec![listed(self.usual)];
        for (when, actions) in self.sometimes {
            needs.push(format!("{when} also {}", listed(actions)));
        }
        let commands = commands.join(", ").replace(
            "`every command that asks AWS`",
            "every command that asks AWS",
        );
        format!("| {commands} | {} |", needs.join("; "))
    }
}

/// IAM actions, each once.
fn listed(actions: &[Action]) -> String {
    let mut known = BTreeSet::new();
    let named = actions
        .iter()
        .map(|action| action.iam())
        .filter(|iam| known.insert(*iam));
    let named: Vec<String> = named.map(|iam| format!("`{iam}`")).collect();
    named.join(", ")
}

/// Who left the inventory, and who never was in it.
pub(super) const OUTSIDE: (&str, &[Action]) = (
    "where nodes have left the inventory, with `--tag`, `--group` and `--include-unmanaged`",
    &[Action::Instances, Action::TaggedResources],
);
