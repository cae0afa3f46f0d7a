//! The same run begun by two machines: from one plan file, or by one name. Neither knows of the other
//! before it sends, because AWS shows new commands late; afterwards the older one wins.

use jiff::{SignedDuration, Timestamp};

use super::drive::{Drive, Twins};
use super::{find, sites};
use crate::domain::fleet::remark::Remark;
use crate::domain::run::command::Command;
use crate::domain::run::name::Label;
use crate::domain::run::record::SentCommand;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};

/// For how long after the first sending another machine's commands are looked for: lists were seen
/// to be half a minute late.
const WINDOW: SignedDuration = SignedDuration::from_secs(60);

/// When a command was sent, by AWS's clock, and its id, which decides between two of one second.
type Age<'a> = (Option<Timestamp>, &'a str);

impl Drive<'_> {
    /// Looks for commands of this run that another machine sent.
    ///
    /// # Errors
    /// Refused (exit 8) when they are older: this machine gives way then. What AWS answered is said,
    /// and looked at again.
    pub(super) async fn check_twin(&mut self) -> Result<()> {
        let now = self.context.clock.now();
        let until = match self.twins {
            Twins::None => return Ok(()),
            Twins::Possible => now.saturating_add(WINDOW).unwrap_or(now),
            Twins::Until(until) => until,
        };
        self.twins = Twins::Until(until);

        let sent = match self.commands_of_run().await {
            Ok(sent) => sent,
            Err(error) => return self.endure(error),
        };
        let (ours, theirs): (Vec<&Command>, Vec<&Command>) =
            sent.iter().partition(|command| self.sent(command));
        match (oldest(&ours), oldest(&theirs)) {
            // One list may show the other's before ours: who is older is not known yet.
            (None, Some(_)) => return Ok(()),
            (Some(ours), Some(other)) if other < ours => return self.give_way(&sent).await,
            (Some(_), Some((_, id))) => {
                self.context.tell(Remark::Warning(format!(
                    "another machine began this run later (command {id}); it gives way when it finds out"
                )));
                self.twins = Twins::None;
            }
            (_, None) => {}
        }
        // Nobody else was seen for long enough.
        if now >= until {
            self.twins = Twins::None;
        }
        Ok(())
    }

    /// The commands of this name that AWS shows.
    async fn commands_of_run(&self) -> Result<Vec<Command>> {
        let (record, mut found) = (&self.record, Vec::new());
        for scope in record.scopes() {
            let site = sites::site(self.reach, &scope)?;
            let document = record.request.document();
            let sent = site
                .commands_since(record.started_at, Some(document))
                .await?;
            found.extend(sent.into_iter().filter(|command| {
                Label::read(&command.comment).is_some_and(|label| label.run == record.run)
            }));
        }
        Ok(found)
    }

    fn sent(&self, command: &Command) -> bool {
        let mut known = self.record.commands.iter();
        known.any(|known| known.id() == Some(&command.id))
    }

    /// Stops what has not begun here, and leaves the run to the other machine.
    async fn give_way(&mut self, sent: &[Command]) -> Result<()> {
        let (mut stopped, mut begun) = (0, 0);
        for command in self.record.commands.clone() {
            let Some(id) = command.id() else { continue };
            // Never one that installs: two installations on a node are bad, half of one is worse.
            let waits = self.record.not_begun(&command);
            begun += command.command.nodes.len() - waits.len();
            if waits.is_empty() {
                continue;
            }
            stopped += waits.len();
            self.stop_command(&command, id, &waits).await;
        }

        let now = self.context.clock.now();
        let endpoint = self.record.endpoint.clone();
        // From now on it is the run of another machine: the older commands are those of the run.
        if let Some(record) = find::of_commands(&self.record.run, sent, &endpoint, now) {
            self.record = record;
            self.save()?;
        }
        Err(Error::new(
            Kind::Refused,
            format!(
                "another machine began the run {} before: this one gave way; of its own commands {} had begun and {} on to their end, {} had not and {} asked to stop",
                self.record.run,
                count(begun, "node"),
                if begun == 1 { "goes" } else { "go" },
                count(stopped, "node"),
                if stopped == 1 { "was" } else { "were" },
            ),
        )
        .hint(self.again("wait")))
    }

    async fn stop_command(
        &self,
        command: &SentCommand,
        id: &str,
        waits: &[crate::domain::id::NodeId],
    ) {
        let Some(consented) = self.consented() else {
            return;
        };
        let asked = match sites::site(self.reach, &command.command.scope) {
            Ok(site) => site.cancel_on(id, waits, consented).await,
            Err(error) => Err(error),
        };
        if let Err(error) = asked {
            self.context.tell(Remark::Warning(format!(
                "command {id} was not asked to stop, and goes on: {}",
                error.one_line()
            )));
        }
    }
}

fn oldest<'a>(commands: &[&'a Command]) -> Option<Age<'a>> {
    let ages = commands.iter();
    ages.map(|command| (command.requested_at, command.id.as_str()))
        .min()
}
