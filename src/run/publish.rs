//! Puts the record of a run into S3, for other machines.

use std::time::Duration;

use super::drive::Drive;
use super::in_s3::{self, uri};
use crate::aws::objects::{Target, WriteOptions};
use crate::domain::fleet::remark::Remark;
use crate::domain::id::uuid;
use crate::domain::run::name::RunName;
use crate::domain::run::output_place::OutputPlace;
use crate::domain::run::record::Record;
use crate::error::{Error, Kind, Result};
use crate::output::plan::Consented;

/// How long a record may take to be put.
const PATIENCE: Duration = Duration::from_secs(10);

impl Drive<'_> {
    /// Puts the first record of a run, where one is wanted, before anything is sent. It is never
    /// put over another: that would be the same run, from another machine. One that an earlier
    /// process of this machine put is that of this run.
    ///
    /// # Errors
    /// Refused (exit 8) when another machine put one: the receipt is taken back then.
    pub async fn claim(&mut self) -> Result<()> {
        if self.record.request.records.is_none() || self.record.claimed {
            return Ok(());
        }
        // Written down first: a later process of this machine knows the record by it.
        let token = || uuid::v4(fastrand::u128(..));
        self.record.claim.get_or_insert_with(token);
        self.save()?;
        self.record.claimed = true;
        let Err(error) = Box::pin(self.put(false)).await else {
            return self.save();
        };

        let is_there = error.code() == Some("PreconditionFailed");
        if is_there && Box::pin(self.is_claimed()).await? {
            return self.save();
        }
        if is_there {
            self.forget();
            return Err(taken(&self.record.run, &error).hint(self.again("wait")));
        }
        // Nobody knows whose record it is then: it is left alone.
        self.record.claimed = false;
        self.say_unpublished(Some(error));
        Ok(())
    }

    /// Whether the record that is there is of this run, from this machine.
    async fn is_claimed(&self) -> Result<bool> {
        let Some(records) = &self.record.request.records else {
            return Ok(false);
        };
        let Record { run, endpoint, .. } = &self.record;
        let found = in_s3::read(self.reach, records, run, endpoint).await?;
        Ok(found.is_some_and(|found| found.claim == self.record.claim))
    }

    /// Puts the record as it stands, where one is wanted and this process has the run.
    pub async fn publish(&mut self) {
        let put = Box::pin(self.put(true)).await;
        self.unpublished &= put.is_err();
        self.say_unpublished(put.err());
    }

    async fn put(&self, overwrite: bool) -> Result<()> {
        let Some((records, consented)) = self.publishes() else {
            return Ok(());
        };
        let text = serde_json::to_vec_pretty(&self.record)
            .map_err(|error| Error::failed("cannot write the record").with_source(error))?;
        let options = WriteOptions {
            overwrite,
            ..WriteOptions::default()
        };
        // The bucket may be in any Region.
        let target = Target::open(self.reach, uri(records, &self.record.run), options).await?;
        let put = target.put(text, "application/json", consented);
        // The run does not wait for it, nor does a signal.
        match tokio::time::timeout(PATIENCE, put).await {
            Ok(put) => put.map(drop),
            Err(_) => Err(Error::failed(format!(
                "S3 took longer than {} seconds",
                PATIENCE.as_secs()
            ))),
        }
    }

    /// Where the record goes, and the proof that somebody agreed to the run: who only looks on
    /// writes nothing.
    fn publishes(&self) -> Option<(&OutputPlace, &Consented)> {
        let records = self.record.request.records.as_ref()?;
        let consented = self.consented()?;
        let may = self.has_lock() && self.record.is_ours() && self.record.claimed;
        may.then_some((records, consented))
    }

    /// The run goes on without: AWS has it, and this machine its receipt. It is said once.
    fn say_unpublished(&mut self, error: Option<Error>) {
        let Some(error) = error.filter(|_| !std::mem::replace(&mut self.unpublished, true)) else {
            return;
        };
        self.context.tell(Remark::Warning(format!(
            "the record of the run in S3 is not up to date: other machines know only what it said before, and the Comments: {}",
            error.one_line()
        )));
    }
}

fn taken(run: &RunName, error: &Error) -> Error {
    Error::new(
        Kind::Refused,
        format!("the run {run} was begun already: {}", error.message()),
    )
    .hint("a new run needs a new name")
}
