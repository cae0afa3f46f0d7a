//! A look at everything that runs, and what changed since the last one.

use std::collections::BTreeSet;

use serde_json::json;

use super::drive::Drive;
use super::{PATIENCE, sending};
use crate::aws::site::Site;
use crate::domain::run::command::Progress;
use crate::domain::run::course::{Change, Seen};
use crate::domain::run::record::SentCommand;
use crate::domain::run::request::Phase;
use crate::error::{Error, Kind, Result};

impl Drive<'_> {
    /// Looks once at everything that was sent.
    ///
    /// # Errors
    /// When AWS does not answer for a while.
    pub(super) async fn look(&mut self) -> Result<()> {
        let waves: BTreeSet<(bool, usize)> = self
            .record
            .commands
            .iter()
            .map(|command| (command.phase == Phase::Reboot, command.wave))
            .collect();
        for (reboot, wave) in waves {
            self.tick(if reboot { Phase::Reboot } else { Phase::Patch }, wave)
                .await?;
        }
        Ok(())
    }

    /// Looks at everything that runs; true when the wave is over.
    pub(super) async fn tick(&mut self, phase: Phase, wave: usize) -> Result<bool> {
        let sent = |(index, command): (usize, &SentCommand)| {
            Some((
                index,
                command.id()?.to_owned(),
                command.command.scope.clone(),
            ))
        };
        let running = self
            .record
            .members(phase, wave)
            .filter(|(_, command)| !self.record.is_over(command))
            .filter_map(sent);
        for (index, id, scope) in running.collect::<Vec<_>>() {
            let seen = match sending::site(self.reach, &scope) {
                Ok(site) => look(site, &id).await,
                Err(error) => Err(error),
            };
            match seen {
                Ok(seen) => {
                    self.failures = 0;
                    let changes = self
                        .record
                        .takes_over(index, &seen, self.context.clock.now());
                    for change in &changes {
                        self.say(change);
                    }
                }
                Err(error) => self.endure(error)?,
            }
        }
        self.heed_cancellation();
        self.show();
        self.save()?;
        Ok(!self
            .record
            .members(phase, wave)
            .any(|(_, command)| self.record.is_open(command)))
    }

    fn say(&self, change: &Change) {
        let Change {
            node,
            name,
            phase,
            progress,
        } = change;
        let name = if name.is_empty() {
            String::new()
        } else {
            format!(" ({name})")
        };
        let reboot = if *phase == Phase::Reboot {
            "reboot "
        } else {
            ""
        };
        let line = format!("{node}{name}: {reboot}{}", progress.as_str());
        self.view.change(
            self.context.clock.now(),
            &line,
            json!({ "node": node, "progress": progress }),
        );
    }

    /// A look that failed is repeated; a run is not given up because the network was.
    fn endure(&mut self, error: Error) -> Result<()> {
        self.failures += 1;
        if self.failures >= PATIENCE || error.kind() == Kind::Credentials {
            return Err(error.hint(format!(
                "the run goes on; follow it again: {}",
                self.again("wait")
            )));
        }
        self.view.change(
            self.context.clock.now(),
            &format!("could not look: {}; trying again", error.one_line()),
            json!({}),
        );
        Ok(())
    }

    fn show(&self) {
        let done = self
            .record
            .nodes
            .iter()
            .filter(|node| node.progress.is_end())
            .count();
        let count = |stage: Progress| {
            self.record
                .nodes
                .iter()
                .filter(|node| node.progress == stage)
                .count()
        };
        let failed = self
            .record
            .nodes
            .iter()
            .filter(|node| node.progress.is_failure())
            .count();
        let words = format!(
            "done, {} in progress, {failed} failed",
            count(Progress::InProgress)
        );
        self.view.status(done as u64, &words);
    }
}

/// The command first: once that is over, nothing is missing from its invocations.
async fn look(site: &Site, id: &str) -> Result<Seen> {
    let command = site.command(id).await?;
    Ok(Seen {
        command,
        invocations: site.invocations(id).await?,
    })
}
