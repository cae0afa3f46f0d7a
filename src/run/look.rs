//! A look at everything that runs, and what changed since the last one.

use std::collections::BTreeSet;

use super::drive::Drive;
use super::sites;
use crate::aws::site::Site;
use crate::domain::id::Scope;
use crate::domain::run::command::Progress;
use crate::domain::run::course::Seen;
use crate::domain::run::event::Event;
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
        for (index, id, scope) in self.running(phase, wave) {
            let seen = match sites::site(self.reach, &scope) {
                Ok(site) => look(site, &id).await,
                Err(error) => Err(error),
            };
            match seen {
                Ok(seen) => {
                    self.watch.answered();
                    let now = self.context.clock.now();
                    for change in self.record.takes_over(index, &seen, now) {
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
        let mut members = self.record.members(phase, wave);
        Ok(!members.any(|(_, command)| self.record.is_open(command)))
    }

    /// The commands of a wave that were sent and are not over.
    fn running(&self, phase: Phase, wave: usize) -> Vec<(usize, String, Scope)> {
        self.record
            .members(phase, wave)
            .filter(|(_, command)| !self.record.is_over(command))
            .filter_map(|(index, command)| {
                let id = command.id()?.to_owned();
                Some((index, id, command.command.scope.clone()))
            })
            .collect()
    }

    /// A look that failed is repeated; a run is not given up because the network was.
    pub(super) fn endure(&mut self, error: Error) -> Result<()> {
        let error = self.watch.endures(error).map_err(|error| {
            let wait = self.again("wait");
            error.hint(format!("the run goes on; follow it again: {wait}"))
        })?;
        self.tell(&Event::LookFailed {
            error: error.one_line(),
        });
        Ok(())
    }

    fn count(&self, is: fn(Progress) -> bool) -> usize {
        let nodes = self.record.nodes.iter();
        nodes.filter(|node| is(node.progress)).count()
    }

    fn show(&self) {
        // What waits for its turn is none of the three: it has not begun.
        let done = self.count(|progress| progress.is_end());
        let running = self.count(|progress| progress == Progress::InProgress);
        let failed = self.count(|progress| progress.is_failure());
        let words = format!("done, {running} in progress, {failed} failed");
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
