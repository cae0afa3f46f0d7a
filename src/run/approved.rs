//! What was agreed to is what is sent: looked at before each sending.

use std::collections::BTreeSet;

use super::drive::Drive;
use super::end::End;
use super::plan::still;
use crate::domain::id::{NodeId, Scope};
use crate::domain::run::event::Event;
use crate::domain::run::record::Sending;
use crate::domain::run::request::Phase;
use crate::error::{Error, Result};

/// Why a node of the plan is left out.
const GONE: &str = "it is gone, or not among the targets any more";
/// Why a node is left out for which AWS takes no command.
const UNABLE: &str = "AWS takes no command for it: it is gone, or not running";

impl Drive<'_> {
    /// Looks whether the plan still holds for what is left to be sent of a wave: stops the run when
    /// something else would be done than was agreed to, and leaves out nodes that are gone.
    ///
    /// # Errors
    /// When the receipt cannot be written.
    pub(super) async fn check_approved(&mut self, wave: usize) -> Result<Option<End>> {
        let left = self.left_to_send(Phase::Patch, wave);
        let Some(plan) = self.record.plan.as_ref().filter(|_| !left.is_empty()) else {
            return Ok(None);
        };
        let drift = match still::drift(self.reach, plan, &left).await {
            Ok(drift) => drift,
            Err(error) => return self.stop(&unread(&error)).map(Some),
        };

        // What was approved has changed: nobody has agreed to what would be done now.
        if !drift.changed.is_empty() {
            return self.stop(&disagreed(&drift.changed)).map(Some);
        }

        // Said once: later waves would only repeat it.
        if wave == 1 && !drift.new.is_empty() {
            self.tell(&Event::NewTargets { nodes: drift.new });
        }
        self.leave(Phase::Patch, &drift.gone, GONE)?;
        Ok(None)
    }

    /// Looks whether the hook that runs after the reboots of a round is the one that was agreed to, and
    /// stops the run when it is not.
    ///
    /// # Errors
    /// When the receipt cannot be written.
    pub(super) async fn check_reboot_hook(&mut self, round: usize) -> Result<Option<End>> {
        let left = self.left_to_send(Phase::Reboot, round).into_iter();
        let scopes: BTreeSet<Scope> = left.map(|(scope, _)| scope).collect();
        let Some(plan) = self.record.plan.as_ref().filter(|_| !scopes.is_empty()) else {
            return Ok(None);
        };
        let why = match still::changed_after_reboot(self.reach, plan, &scopes).await {
            Ok(changed) if changed.is_empty() => return Ok(None),
            Ok(changed) => disagreed(&changed),
            Err(error) => unread(&error),
        };
        self.stop(&why).map(Some)
    }

    /// Leaves out the nodes for which AWS took no command, because they are gone or not running;
    /// whether there was one. AWS names them in its refusal (seen as `Instances [[i-…]] not in a
    /// valid state for account …`); where it does not, the inventory tells who is gone.
    ///
    /// # Errors
    /// What AWS answered; when the receipt cannot be written.
    pub(super) async fn leave_refused(&mut self, index: usize, refusal: &Error) -> Result<bool> {
        let Some(plan) = &self.record.plan else {
            return Ok(false);
        };
        let scope = &self.record.commands[index].command.scope;
        let nodes = self.record.recipients(index).into_iter();
        let nodes: Vec<_> = nodes.map(|node| (scope.clone(), node)).collect();
        let phase = self.record.commands[index].phase;

        // Whole words, because a short id may be the beginning of a long one.
        let message = refusal.message();
        let words = message.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
        let words: BTreeSet<&str> = words.collect();
        let named = nodes.iter();
        let named = named.filter(|(_, node)| words.contains(node.as_str()));
        let named: Vec<_> = named.cloned().collect();
        if !named.is_empty() {
            return self.leave(phase, &named, UNABLE).map(|()| true);
        }
        let gone = still::drift(self.reach, plan, &nodes).await?.gone;
        self.leave(phase, &gone, GONE)?;
        Ok(!gone.is_empty())
    }

    fn left_to_send(&self, phase: Phase, wave: usize) -> Vec<(Scope, NodeId)> {
        if self.consented().is_none() {
            return Vec::new();
        }
        let members = self.record.members(phase, wave);
        let planned = members.filter(|(_, command)| command.sending == Sending::Planned);
        let nodes = planned.flat_map(|(index, command)| {
            let nodes = self.record.recipients(index).into_iter();
            nodes.map(|node| (command.command.scope.clone(), node))
        });
        nodes.collect()
    }

    fn leave(&mut self, phase: Phase, gone: &[(Scope, NodeId)], why: &str) -> Result<()> {
        for (scope, node) in gone {
            self.record.leave_out(phase, scope, node, why);
            self.tell(&Event::LeftOut {
                node: node.clone(),
                reason: why.to_owned(),
            });
        }
        if gone.is_empty() { Ok(()) } else { self.save() }
    }
}

fn unread(error: &Error) -> String {
    let why = error.one_line();
    format!("whether the plan still holds cannot be read: {why}")
}

fn disagreed(changed: &[String]) -> String {
    let changed = changed.join("; ");
    format!("nobody agreed to what would be sent now: {changed}")
}
