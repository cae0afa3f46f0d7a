//! The override list of an installation, read before the plan is made: whether the nodes will
//! accept it, and what it hits.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::aws::object_reads::Bucket;
use crate::aws::reach::Reach;
use crate::document::override_list as document;
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::id::s3_uri::S3Uri;
use crate::domain::override_list::coverage::Coverage;
use crate::domain::override_list::forms::Forms;
use crate::domain::override_list::met::Met;
use crate::domain::override_list::outlook::{self, Outlook};
use crate::domain::override_list::{Entry, OverrideList, family, matching, met, never, url};
use crate::domain::patch::state::ReportedPatch;
use crate::domain::run::request::OverrideList as Reference;
use crate::domain::text::words::count;
use crate::error::{Error, Kind, Result};

/// What a list meets on a node.
#[derive(Debug, Default)]
pub struct Hits {
    /// The titles of the reported patches that it names, sorted.
    pub titles: Vec<String>,
    /// What a person has to know of them, in sentences.
    pub notes: Vec<String>,
    /// Each entry with what it meets.
    pub met: Vec<Met>,
}

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

    /// What the list meets of the patches that a node reported, by the rules of `override match`; `by`
    /// is the baseline that judged them.
    pub fn hits(&self, os: OperatingSystem, patches: &[ReportedPatch], by: &str) -> Hits {
        let Some(list) = &self.known else {
            return Hits::default();
        };
        let met = met::met(os.family(), &list.entries, patches);
        // Several entries may hit one patch; it is installed once. What nobody knows whether the node
        // takes it is no hit, and another version than is reported is asked for, and not hit.
        let unsure = [Outlook::CaseUnverified, Outlook::OtherVersion];
        let sure = met.iter().filter(|one| !unsure.contains(&one.outlook));
        let rows: BTreeSet<usize> = sure.filter_map(|one| one.patch).collect();
        let mut titles: Vec<String> = rows
            .into_iter()
            .map(|row| patches[row].name().to_owned())
            .collect();
        titles.sort();
        Hits {
            titles,
            notes: met::notes(&met, &list.entries, patches, by),
            met,
        }
    }

    /// What of the list no node of a plan reported, in a sentence for each kind.
    pub fn unmet(&self, coverage: &Coverage) -> Vec<String> {
        let list = self.known.as_ref();
        list.map_or_else(Vec::new, |list| coverage.sentences(&list.entries))
    }

    /// What of the list does nothing on any node of a family, or may do nothing, in a sentence for each
    /// kind.
    pub fn idle_on(&self, family: Family) -> Vec<String> {
        let entries = self.known.iter().flat_map(|list| &list.entries);
        let (mut nothing, mut case) = (Vec::new(), Vec::new());
        for entry in entries {
            match outlook::without_hit(family, entry) {
                Outlook::NamesNothing => nothing.extend(never::reason(Some(family), &entry.id)),
                _ if outlook::is_of_unsure_case(family, entry) => case.push(&entry.id),
                _ => {}
            }
        }

        // One sentence for each kind, with the first entry as its example: a list may have
        // thousands.
        let name = family::name(family);
        let mut sentences = Vec::new();
        if let Some(first) = nothing.first() {
            let entries = count(nothing.len(), "entry");
            sentences.push(format!(
                "override list: {entries} can name nothing on {name}: {}; {}",
                first.message, first.hint
            ));
        }
        if let Some(first) = case.first() {
            let entries = count(case.len(), "entry");
            sentences.push(format!(
                "override list: {entries} not in capitals, such as `{}`: whether {name} takes that is not documented; write KB and MS in capitals",
                first.escape_debug()
            ));
        }
        sentences
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_idle_on_a_system_is_said_once_for_each_kind() {
        let entries = ["5040430", "KB 5040431", "kb5040432", "KB5040433"];
        let entries = entries.map(|id| Entry {
            id: id.to_owned(),
            title: None,
        });
        let list = List {
            known: Some(OverrideList {
                entries: entries.to_vec(),
            }),
            sha256: None,
            warnings: Vec::new(),
        };
        let said = list.idle_on(Family::Windows);
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(
            said[0].starts_with("override list: 2 entries can name nothing on Windows: `5040430`")
                && said[0].ends_with("write KB5040430"),
            "{said:?}"
        );
        assert!(
            said[1].starts_with("override list: 1 entry not in capitals, such as `kb5040432`"),
            "{said:?}"
        );
    }
}
