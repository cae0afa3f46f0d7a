//! The record of a run in S3, which tells other machines what Comments do not: the plan, the waves
//! to come, how the run stands and why. The machine that has the run writes it (publish), the others
//! read it.

use crate::aws::object_reads::Bucket;
use crate::aws::reach::Reach;
use crate::domain::id::s3_uri::S3Uri;
use crate::domain::run::name::RunName;
use crate::domain::run::output_place::OutputPlace;
use crate::domain::run::record::{KIND, Record, Source};
use crate::error::{Error, Result};

/// The largest record that is read.
const LARGEST: usize = 256 * 1024 * 1024;

/// The object with the record of a run.
pub fn uri(records: &OutputPlace, run: &RunName) -> S3Uri {
    records.object(&format!("{run}.json"))
}

/// Reads the record of a run; `None` when there is none.
///
/// # Errors
/// What S3 answered; that the object is no record of this run, or of another endpoint.
pub async fn read(
    reach: &Reach,
    records: &OutputPlace,
    run: &RunName,
    endpoint: &str,
) -> Result<Option<Record>> {
    let uri = uri(records, run);
    let bucket = Bucket::open(reach, &uri.bucket).await;
    let Some(bytes) = bucket.read(&uri.key, LARGEST).await? else {
        return Ok(None);
    };
    let foreign = |why: String| Error::failed(format!("{uri} is no record of {run}: {why}"));
    let mut record: Record =
        serde_json::from_slice(&bytes).map_err(|error| foreign(error.to_string()))?;

    // Anybody who may write there may have written it.
    if record.kind != KIND || record.schema_version != 1 {
        let what = format!("it is {} in version {}", record.kind, record.schema_version);
        return Err(foreign(what));
    }
    record.check(run.as_str()).map_err(foreign)?;
    if record.endpoint != endpoint {
        return Err(foreign(format!("it is of {}", record.endpoint)));
    }
    record.source = Source::Record;
    Ok(Some(record))
}
