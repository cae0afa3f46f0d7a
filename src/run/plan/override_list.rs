//! The override list of an installation, read before the plan is made: whether the nodes will
//! accept it, and what it hits.

use sha2::{Digest, Sha256};

use crate::aws::object_reads::Bucket;
use crate::aws::reach::Reach;
use crate::document::override_list as document;
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::id::s3_uri::S3Uri;
use crate::domain::override_list::forms::Forms;
use crate::domain::override_list::{Entry, OverrideList, matching, url};
use crate::domain::patch::state::ReportedPatch;
use crate::domain::run::request::OverrideList as Reference;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};

/// A list as far as it is known here.
#[derive(Debug)]
pub struct List {
    known: Option<OverrideList>,
    /// The SHA-256 of the file, in hexadecimal.
    pub sha256: Option<String>,
    /// What is worth a look.
    pub warnings: Vec<String>,
}

impl List {
    /// How many entries it has.
    pub fn entries(&self) -> Option<usize> {
        self.known.as_ref().map(|list| list.entries.len())
    }

    /// The entries that ask for a version of something that a node has or misses.
    pub fn asks(&self, os: OperatingSystem, patches: &[ReportedPatch]) -> Vec<Entry> {
        let entries = self.known.iter().flat_map(|list| &list.entries);
        let asking: Vec<&Entry> = entries.filter(|entry| entry.title.is_some()).collect();
        let bare: Vec<Entry> = asking
            .iter()
            .map(|entry| Entry {
                id: entry.id.clone(),
                title: None,
            })
            .collect();
        // On other systems a title has no effect.
        if !matches!(os.family(), Family::Rpm | Family::Apt) {
            return Vec::new();
        }
        let rows: Vec<Forms> = patches
            .iter()
            .map(|patch| Forms::of_report(os.family(), &patch.kb_id, &patch.title))
            .collect();
        let met = matching::hits(os.family(), &bare, &rows);
        let named = asking.into_iter().zip(met);
        named
            .filter(|(_, rows)| !rows.is_empty())
            .map(|(entry, _)| entry.clone())
            .collect()
    }

    /// The titles of the reported patches that the list names, sorted.
    pub fn hits(&self, os: OperatingSystem, patches: &[ReportedPatch]) -> Vec<String> {
        let Some(list) = &self.known else {
            return Vec::new();
        };
        let rows: Vec<Forms> = patches
            .iter()
            .map(|patch| Forms::of_report(os.family(), &patch.kb_id, &patch.title))
            .collect();

        let mut hit: Vec<usize> = matching::hits(os.family(), &list.entries, &rows)
            .into_iter()
            .flatten()
            .collect();
        hit.sort_unstable();
        hit.dedup();
        // Several entries may hit one patch; it is installed once.
        let mut titles: Vec<String> = hit
            .into_iter()
            .map(|row| patches[row].name().to_owned())
            .collect();
        titles.sort();
        titles
    }
}

/// Reads the list that a request names; `None` without one. A list on the web is not fetched: only
/// the nodes read it.
///
/// # Errors
/// A usage error for a URL that the SSM document refuses; a failure for an object that is not
/// there; invalid (exit 3) for a list that the nodes would choke on.
pub async fn read(reach: &Reach, wanted: Option<&Reference>) -> Result<Option<List>> {
    let Some(wanted) = wanted else {
        return Ok(None);
    };
    // The document would refuse it on every node, after the run has begun.
    url::check(&wanted.url).map_err(|why| {
        Error::usage(format!("--override-list: {why}")).hint(
            "patchctl override upload FILE s3://BUCKET/KEY puts a list where nodes can read it",
        )
    })?;
    if wanted.url.starts_with("https://") {
        return Ok(Some(List {
            known: None,
            sha256: None,
            warnings: vec![format!(
                "{} was not read: only the nodes do that; what it holds is not known here",
                wanted.url
            )],
        }));
    }

    let uri: S3Uri = wanted
        .url
        .parse()
        .map_err(|why| Error::usage(format!("--override-list: {why}")))?;
    let bytes = Bucket::open(reach, &uri.bucket)
        .await
        .read(&uri.key, document::LIMIT)
        .await?;
    let Some(bytes) = bytes else {
        return Err(
            Error::failed(format!("--override-list: {uri} does not exist"))
                .hint(format!("patchctl override upload FILE {uri}")),
        );
    };
    checked(&uri, &bytes).map(Some)
}

/// The list in an object. One that is not valid is refused here, and not by the nodes one by one.
fn checked(uri: &S3Uri, bytes: &[u8]) -> Result<List> {
    let reading = document::read(bytes, None);
    let (errors, doubts) = (reading.errors(), reading.warnings());
    let Some(list) = reading.list else {
        let first = reading.remarks.first().map_or_else(String::new, |remark| {
            format!(", such as: {}", remark.finding.message)
        });
        let mistakes = count(errors, "mistake");
        return Err(Error::new(
            Kind::Invalid,
            format!("the override list {uri} has {mistakes}{first}"),
        )
        .hint("patchctl override validate FILE shows every one of them"));
    };

    let warning = format!(
        "the override list has {}; see patchctl override validate",
        count(doubts, "warning")
    );
    Ok(List {
        known: Some(list),
        sha256: Some(hex::encode(Sha256::digest(bytes))),
        // The plan says that there are doubts; drawn at their lines they would fill it.
        warnings: (doubts > 0).then_some(warning).into_iter().collect(),
    })
}
