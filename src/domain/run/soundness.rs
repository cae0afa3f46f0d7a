//! Whether a receipt that somebody may have edited or damaged fits together: what is sent and
//! judged rests on it.

use std::collections::BTreeSet;

use super::record::Record;
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
        let out_of_waves = |wave: usize| wave == 0 || wave > self.waves;
        if let Some(node) = self.nodes.iter().find(|node| out_of_waves(node.wave)) {
            return Err(format!(
                "{} is in wave {} of {}",
                node.node, node.wave, self.waves
            ));
        }
        let places: BTreeSet<_> = self
            .nodes
            .iter()
            .map(|node| (&node.scope, &node.node))
            .collect();
        if places.len() < self.nodes.len() {
            return Err("a node is there twice".to_owned());
        }
        if self.plan.is_none() {
            // Comments may tell of a command and not of the one before it.
            return Ok(());
        }
        let sent = self
            .commands
            .iter()
            .filter(|command| command.phase == Phase::Patch);
        let sent: BTreeSet<_> = sent
            .flat_map(|command| {
                command
                    .command
                    .nodes
                    .iter()
                    .map(move |node| (command.wave, &command.command.scope, node))
            })
            .collect();
        if let Some(node) = self
            .nodes
            .iter()
            .find(|node| !sent.contains(&(node.wave, &node.scope, &node.node)))
        {
            return Err(format!(
                "no command of wave {} is for {}",
                node.wave, node.node
            ));
        }
        for command in &self.commands {
            if command.phase == Phase::Patch && out_of_waves(command.wave) {
                return Err(format!(
                    "a command is in wave {} of {}",
                    command.wave, self.waves
                ));
            }
            let scope = &command.command.scope;
            if let Some(stranger) = command
                .command
                .nodes
                .iter()
                .find(|node| self.nodes.at(scope, node).is_none())
            {
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
                .into()
        });
        assert_eq!(twice, "a node is there twice");
        let mut foreign = known_by_comments();
        foreign.commands[1].command.nodes.push(node(9));
        assert_eq!(foreign.check("r-1"), Ok(()), "Comments may tell of a part");
    }
}
