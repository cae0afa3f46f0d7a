//! A look at everything that runs, and what changed since the last one.

use std::collections::BTreeSet;

use super::drive::Drive;
use super::send;
use crate::aws::site::Site;
use crate::domain::run::command::Progress;
use crate::domain::run::course::Seen;
use crate::domain::run::event::Event;
use crate::domain::run::record::SentCommand;
use crate::domain::run::request::Phase;
use crate::error::{Error, Result};

impl Drive<'_> {
    /// Looks once at everything that was sent.
    ///
    /// # Errors
    /// When AWS does not answer for a while.
    pub async fn look(&mut self) -> Result<()> {
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
            let seen = match send::site(self.reach, &scope) {
                Ok(site) => look(site, &id).await,
                Err(error) => Err(error),
            };
            match seen {
                Ok(seen) => {
                    self.watch.answered();
                    let changes = self
                        .record
                        .takes_over(index, &seen, self.context.clock.now());
                    for change in changes {
                        self.tell(&Event::of(change));
                    }
                }
                // One command that cannot be seen does not hide the others.
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

    /// A look that failed is repeated; a run is not given up because the network was.
    fn endure(&mut self, error: Error) -> Result<()> {
        let error = self.watch.endures(error).map_err(|error| {
            let wait = self.again("wait");
            error.hint(format!("the run goes on; follow it again: {wait}"))
        })?;
        self.tell(&Event::LookFailed {
            error: error.one_line(),
        });
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
        self.observer.status(done as u64, &words);
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
