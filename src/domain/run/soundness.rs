//! Whether a receipt that somebody may have edited or damaged fits together: what is sent and
//! judged rests on it.

use std::collections::BTreeSet;

use super::record::{Record, SentCommand};
use super::request::Phase;

impl Record {
    /// Checks that this is the receipt of `run`, and that its waves, commands and nodes fit
    /// together.
    ///
    /// # Errors
    /// A sentence that says what does not fit.
    pub fn check(&self, run: &str) -> Result<(), String> {
        if self.run.as_str() != run {
            return Err(format!("it is that of the run {}", self.run));
        }
        if self.nodes.is_empty() {
            return Err("it has no nodes".to_owned());
        }
        self.check_nodes()?;

        // Comments may tell of a command and not of the one before it.
        if self.plan.is_none() {
            return Ok(());
        }
        self.check_coverage()?;
        self.check_commands()
    }

    /// Each node is there once, in a wave that there is.
    fn check_nodes(&self) -> Result<(), String> {
        if let Some(node) = self.nodes.iter().find(|node| !self.has_wave(node.wave)) {
            return Err(format!(
                "{} is in wave {} of {}",
                node.node, node.wave, self.waves
            ));
        }

        // What was seen of a node would go to the first of two rows, and the other stay open.
        let places: BTreeSet<_> = self
            .nodes
            .iter()
            .map(|node| (&node.scope, &node.node))
            .collect();
        if places.len() < self.nodes.len() {
            return Err("a node is there twice".to_owned());
        }
        Ok(())
    }

    fn has_wave(&self, wave: usize) -> bool {
        (1..=self.waves).contains(&wave)
    }

    /// Each node has a command in its wave: without one it would wait for ever.
    fn check_coverage(&self) -> Result<(), String> {
        let patching = self
            .commands
            .iter()
            .filter(|command| command.phase == Phase::Patch);
        let sent: BTreeSet<_> = patching
            .flat_map(|SentCommand { wave, command, .. }| {
                command
                    .nodes
                    .iter()
                    .map(move |node| (*wave, &command.scope, node))
            })
            .collect();

        // By wave too: a node that a later command patches would leave its own wave unjudged.
        let missing = self
            .nodes
            .iter()
            .find(|node| !sent.contains(&(node.wave, &node.scope, &node.node)));
        missing.map_or(Ok(()), |node| {
            Err(format!(
                "no command of wave {} is for {}",
                node.wave, node.node
            ))
        })
    }

    /// Each command is in a wave that there is, and for nodes of the run alone.
    fn check_commands(&self) -> Result<(), String> {
        for command in &self.commands {
            if command.phase == Phase::Patch && !self.has_wave(command.wave) {
                return Err(format!(
                    "a command is in wave {} of {}",
                    command.wave, self.waves
                ));
            }

            // A receipt that was edited must not patch a node that nobody approved.
            let planned = &command.command;
            let stranger = planned
                .nodes
                .iter()
                .find(|node| self.nodes.at(&planned.scope, node).is_none());
            if let Some(stranger) = stranger {
                return Err(format!(
                    "a command is for {stranger}, which is not among the nodes"
                ));
            }
        }

        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::run::record::Record;
    use crate::domain::run::record::tests::{known_by_comments, node};

    #[test]
    fn what_does_not_fit_is_named() {
        let changed = |change: fn(&mut Record)| {
            let mut record = known_by_comments();
            change(&mut record);
            record.check("r-1").unwrap_err()
        };
        assert_eq!(known_by_comments().check("r-1"), Ok(()));
        assert_eq!(
            known_by_comments().check("r-2").unwrap_err(),
            "it is that of the run r-1"
        );
        assert_eq!(
            changed(|record| record.nodes = Vec::new().into()),
            "it has no nodes"
        );
        assert!(
            changed(|record| record.nodes.iter_mut().for_each(|node| node.wave = 4))
                .ends_with("is in wave 4 of 3")
        );
        let twice = changed(|record| {
            record.nodes = [record.nodes.to_vec(), record.nodes.to_vec()]
                .concat()
                .into();
        });
        assert_eq!(twice, "a node is there twice");
        let mut foreign = known_by_comments();
        foreign.commands[1].command.nodes.push(node(9));
        assert_eq!(foreign.check("r-1"), Ok(()), "Comments may tell of a part");
    }
}
