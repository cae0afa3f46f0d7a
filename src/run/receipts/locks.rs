//! What the processes of one machine tell each other: who has a run, whose turn it is to begin, and
//! that a run is cancelled.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

use super::Receipts;
use crate::context::Context;
use crate::domain::fleet::remark::Remark;
use crate::domain::run::name::RunName;
use crate::error::{Error, Kind, Result};
use crate::process::private;

/// How often, and at what distance, is looked whether another process has had its turn: a minute in
/// all.
const TURN_TICKS: u32 = 300;
const TURN_TICK: Duration = Duration::from_millis(200);

/// While it lives, this process alone may send commands of the run and write its receipt. The
/// operating system takes it back when the process dies, however it dies.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "the lock ends when the file is closed")] File);

/// While it lives, no other process on this machine looks whether nodes are free, or sends to them.
#[derive(Debug)]
pub struct Turn(#[expect(dead_code, reason = "the lock ends when the file is closed")] File);

impl Receipts {
    /// Tells the process that follows a run to send nothing more.
    pub fn ask_to_cancel(&self, run: &RunName) -> Result<()> {
        let path = self.dir.join(format!("{run}.cancel"));
        private::write(&path, b"")
            .map_err(|error| Error::io(format!("cannot write {}", path.display()), error))
    }

    /// Forgets that somebody asked for that of an earlier run of the name.
    pub fn forget_cancellation(&self, run: &RunName) {
        let _nobody_asked = std::fs::remove_file(self.dir.join(format!("{run}.cancel")));
    }

    /// Whether somebody asked for that.
    pub fn is_to_be_cancelled(&self, run: &RunName) -> bool {
        self.dir.join(format!("{run}.cancel")).exists()
    }

    /// Waits until no other process on this machine is between looking whether nodes are free and
    /// sending to them.
    ///
    /// # Errors
    /// Refused when another process keeps its turn for a minute; when the folder cannot be made or
    /// locked.
    pub async fn turn(&self, context: &Context) -> Result<Turn> {
        let path = self.dir.join(".turn.lock");
        for waited in 0..TURN_TICKS {
            if let Some(file) = self.locked(&path)? {
                return Ok(Turn(file));
            }
            if waited == 0 {
                context.tell(Remark::Note(
                    "another patchctl on this machine is just beginning a run; waiting for it"
                        .to_owned(),
                ));
            }
            // The other process is no part of the sandbox: its time passes as it does.
            tokio::time::sleep(TURN_TICK).await;
        }

        Err(Error::new(
            Kind::Refused,
            "another patchctl on this machine has been beginning a run for a minute",
        )
        .hint("end it, or wait for it; two runs that begin at once could patch the same node"))
    }

    /// Takes a run for this process; `None` while another process has it.
    ///
    /// # Errors
    /// When the folder cannot be made or locked.
    pub fn lock(&self, run: &RunName) -> Result<Option<Lock>> {
        Ok(self
            .locked(&self.dir.join(format!("{run}.lock")))?
            .map(Lock))
    }

    fn locked(&self, path: &Path) -> Result<Option<File>> {
        let failed =
            |error: std::io::Error| Error::io(format!("cannot lock {}", path.display()), error);
        // Whoever could open the lock could hold it.
        private::create_folder(&self.dir).map_err(failed)?;
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true);
        let file = private::open(&mut options, path).map_err(failed)?;

        // The file stays, because a lock on a file that another process removes would be no lock.
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(failed(error)),
        }
    }
}
