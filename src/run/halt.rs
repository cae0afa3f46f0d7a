//! The limit of errors of a run, over all of its commands: AWS ends a command that has too many errors,
//! and knows nothing of the others.

use super::drive::Drive;
use super::sites;
use crate::domain::fleet::remark::Remark;
use crate::domain::run::event::Event;
use crate::domain::run::limits::Halt;
use crate::domain::run::request::Phase;
use crate::error::{Kind, Result};
use crate::output::plan::Consented;

impl Drive<'_> {
    /// Asks the commands of a wave to stop on the nodes that have not begun, once more nodes failed
    /// than the run bears. Who was told to begin is left alone: what installs goes on to its end.
    ///
    /// # Errors
    /// When the receipt cannot be written.
    pub(super) async fn halt(&mut self, phase: Phase, wave: usize) -> Result<()> {
        let Some(why) = self.record.too_many_errors(phase, wave) else {
            return Ok(());
        };
        let halts = self.record.halts(phase, wave);
        let Some(consented) = self.consented().filter(|_| !halts.is_empty()) else {
            return Ok(());
        };

        for halt in halts {
            // Written down first: a command that is cancelled by the run itself is no cancellation
            // of the run.
            self.record.note_halt(halt.index, Some(&why));
            self.save()?;
            let Err(error) = self.stop_pending(&halt, consented).await else {
                continue;
            };
            self.context.tell(Remark::Warning(format!(
                "{why}; stopping those that have not begun: {}",
                error.one_line()
            )));
            // What AWS refused is tried again by the next look; what it may have done is not.
            if !matches!(error.kind(), Kind::NotKnown | Kind::Interrupted(_)) {
                self.record.note_halt(halt.index, None);
            }
        }
        self.save()
    }

    async fn stop_pending(&self, halt: &Halt, consented: &Consented) -> Result<()> {
        let command = &self.record.commands[halt.index];
        let Some(id) = command.id() else {
            return Ok(());
        };
        let site = sites::site(self.reach, &command.command.scope)?;
        site.cancel_on(id, &halt.nodes, consented).await?;
        self.tell(&Event::Halted {
            command_id: id.to_owned(),
            nodes: halt.nodes.len(),
        });
        Ok(())
    }
}
