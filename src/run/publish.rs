//! Puts the record of a run into S3, for other machines.

use super::drive::Drive;
use super::in_s3::uri;
use crate::aws::objects::{Target, WriteOptions};
use crate::domain::fleet::remark::Remark;
use crate::domain::run::output_place::OutputPlace;
use crate::error::{Error, Kind, Result};
use crate::output::plan::Consented;

impl Drive<'_> {
    /// Puts the first record of a run, where one is wanted, before anything is sent. It is never
    /// put over another: that would be the same run, from another machine.
    ///
    /// # Errors
    /// Refused (exit 8) when there is one already.
    pub(super) async fn claim(&mut self) -> Result<()> {
        match Box::pin(self.put(false)).await {
            Err(error) if error.code() == Some("PreconditionFailed") => Err(Error::new(
                Kind::Refused,
                format!(
                    "the run {} was begun already: {}",
                    self.record.run,
                    error.message()
                ),
            )
            .hint(self.again("wait"))
            .hint("a new run needs a new name")),
            other => {
                self.say_unpublished(other.err());
                Ok(())
            }
        }
    }

    /// Puts the record as it stands, where one is wanted and this process has the run.
    pub async fn publish(&mut self) {
        let put = Box::pin(self.put(true)).await;
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
        let put = target.put(text, "application/json", consented).await;
        put.map(drop)
    }

    /// Where the record goes, and the proof that somebody agreed to the run: who only looks on
    /// writes nothing.
    fn publishes(&self) -> Option<(&OutputPlace, &Consented)> {
        let records = self.record.request.records.as_ref()?;
        let consented = self.consented()?;
        (self.has_lock() && self.record.is_ours()).then_some((records, consented))
    }

    /// The run goes on without: AWS has it, and this machine its receipt. It is said once.
    fn say_unpublished(&mut self, error: Option<Error>) {
        let Some(error) = error.filter(|_| !std::mem::replace(&mut self.unpublished, true)) else {
            return;
        };
        self.context.tell(Remark::Warning(format!(
            "the record of the run was not written, so that other machines know only what its Comments tell: {}",
            error.one_line()
        )));
    }
}
