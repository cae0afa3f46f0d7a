//! The same run begun by two machines: from one plan file, or by one name. Neither knows of the other
//! before it sends, because AWS shows new commands late; afterwards the older one wins.

use jiff::{SignedDuration, Timestamp};

use super::drive::{Drive, Twins};
use super::end::End;
use super::{find, sites};
use crate::domain::fleet::remark::Remark;
use crate::domain::id::NodeId;
use crate::domain::run::command::Command;
use crate::domain::run::name::Label;
use crate::domain::run::record::SentCommand;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};

/// For how long after the first sending another machine's commands are looked for: lists were seen
/// to be half a minute late.
const WINDOW: SignedDuration = SignedDuration::from_secs(45);
/// How long after one look comes the next.
const EVERY: SignedDuration = SignedDuration::from_secs(5);

/// When a command was sent, by AWS's clock, and its id, which decides between two of one second.
type Age<'a> = (Option<Timestamp>, &'a str);

impl Drive<'_> {
    /// Looks for commands of this run that another machine sent, every few seconds as long as there
    /// may be any.
    ///
    /// # Errors
    /// Refused (exit 8) when they are older: this machine gives way then. What AWS answered is said,
    /// and looked at again.
    pub(super) async fn check_twin(&mut self) -> Result<()> {
        let now = self.context.clock.now();
        let later = |by: SignedDuration| now.saturating_add(by).unwrap_or(now);
        let until = match self.twins {
            Twins::None => return Ok(()),
            Twins::Until(_, next) if now < next => return Ok(()),
            Twins::Until(until, _) => until,
            Twins::Possible => later(WINDOW),
        };
        // With nobody in sight for long enough there is none.
        self.twins = if now < until {
            Twins::Until(until, later(EVERY))
        } else {
            Twins::None
        };

        let sent = match self.commands_of_run().await {
            Ok(sent) => sent,
            Err(error) => return self.endure(error),
        };
        let (ours, theirs): (Vec<&Command>, Vec<&Command>) =
            sent.iter().partition(|command| self.sent(command));
        match (oldest(&ours), oldest(&theirs)) {
            (Some(ours), Some(other)) if other < ours => return self.give_way(&theirs).await,
            (Some(_), Some((_, id))) => {
                self.context.tell(Remark::Warning(format!(
                    "another machine began this run later (command {id}); it gives way when it finds out"
                )));
                self.twins = Twins::None;
            }
            // One list may show the other's before ours: who is older is not known yet.
            (None, Some(_)) if self.twins == Twins::None => {
                self.twins = Twins::Until(later(EVERY), later(EVERY));
            }
            (None, Some(_)) | (_, None) => {}
        }
        Ok(())
    }

    /// Looks once more; where the plan is in a file, until it is known that no other machine began
    /// this run: before anybody is told how it ended, or that it runs.
    ///
    /// # Errors
    /// Refused (exit 8) when another machine was first.
    pub(super) async fn rule_out_twins(&mut self) -> Result<Option<End>> {
        // Nobody is told yet how the run ended, and so one look is enough.
        if !self.rules_out_twins {
            return self.check_twin().await.map(|()| None);
        }
        if self.twins != Twins::None {
            self.context.tell(Remark::Note(
                "looking whether another machine began the same run; AWS shows that late"
                    .to_owned(),
            ));
        }
        while self.twins != Twins::None {
            self.check_twin().await?;

            // Before the pause: once nobody else can have begun it there is nothing to wait for.
            if self.twins == Twins::None {
                break;
            }
            let seconds = u64::try_from(EVERY.as_secs()).unwrap_or(1);
            if let Some(end) = self.pause(seconds).await? {
                return Ok(Some(end));
            }
        }
        Ok(None)
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
    async fn give_way(&mut self, theirs: &[&Command]) -> Result<()> {
        let (mut stopped, mut goes_on) = (0, 0);
        let mut left = Vec::new();
        for command in self.record.commands.clone() {
            let Some(id) = command.id() else { continue };
            // Never one that installs: two installations on a node are bad, half of one is worse.
            let waits = self.record.not_begun(&command);
            goes_on += command.command.nodes.len();
            match self.stop_command(&command, id, &waits).await {
                Ok(()) => {
                    stopped += waits.len();
                    goes_on -= waits.len();
                }
                Err(error) => {
                    let scope = &command.command.scope;
                    let rest = format!("ssm cancel-command --command-id {id}");
                    // By the profile that reads this place, which may not be the first.
                    let stop = match self.reach.site(scope) {
                        Some(site) => site.aws_line(&rest),
                        None => self.reach.paste.aws(&rest, scope),
                    };
                    left.push(format!("{}; to stop it: {}", error.one_line(), stop.text));
                }
            }
        }

        let now = self.context.clock.now();
        let endpoint = self.record.endpoint.clone();
        // From now on it is the run of another machine.
        let theirs: Vec<Command> = theirs.iter().map(|command| (*command).clone()).collect();
        if let Some(record) = find::of_commands(&self.record.run, &theirs, &endpoint, now) {
            self.record = record;
            self.save()?;
        }
        let error = self.gave_way(stopped, goes_on);
        let error = left.into_iter().fold(error, Error::hint);
        Err(error.hint(self.again("wait")))
    }

    /// What a run that gave way ends with.
    fn gave_way(&self, stopped: usize, goes_on: usize) -> Error {
        Error::new(
            Kind::Refused,
            format!(
                "another machine began the run {} before, and this one gave way: its own commands were stopped on {} that had not begun, and go on on {}",
                self.record.run,
                count(stopped, "node"),
                count(goes_on, "node"),
            ),
        )
    }

    async fn stop_command(&self, command: &SentCommand, id: &str, waits: &[NodeId]) -> Result<()> {
        let Some(consented) = self.consented().filter(|_| !waits.is_empty()) else {
            return Ok(());
        };
        let site = sites::site(self.reach, &command.command.scope)?;
        site.cancel_on(id, waits, consented).await
    }
}

fn oldest<'a>(commands: &[&'a Command]) -> Option<Age<'a>> {
    let ages = commands.iter();
    ages.map(|command| (command.requested_at, command.id.as_str()))
        .min()
}
