//! What the entries of a list meet on all nodes of a plan together: what meets nothing anywhere is most
//! likely a slip, or a version that does not exist.

use std::collections::BTreeSet;

use super::Entry;
use super::met::Met;
use super::outlook::Outlook;
use crate::domain::text::words::count;

/// How many entries are named in a sentence before the rest is counted.
const NAMED: usize = 3;

/// The entries by what was found of them on any node, as their places in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// How many reports were compared.
    reports: usize,
    /// What names something that was reported.
    met: BTreeSet<usize>,
    /// What names a package that was reported, in other versions.
    other_version: BTreeSet<usize>,
    /// Of what reports tell nothing, or what can name nothing: that is said elsewhere.
    untold: BTreeSet<usize>,
}

impl Coverage {
    /// Adds what the entries meet in the report of a node.
    pub fn add(&mut self, met: &[Met]) {
        self.reports += 1;
        for one in met {
            let found = match (one.outlook, one.patch) {
                // It has a patch as well, which is not what the entry asks for.
                (Outlook::OtherVersion, _) => &mut self.other_version,
                (_, Some(_)) => &mut self.met,
                (Outlook::NamesNothing | Outlook::Bulletin, None) => &mut self.untold,
                (_, None) => continue,
            };
            found.insert(one.entry);
        }
    }

    /// Adds what was found in another scope.
    pub fn merge(&mut self, other: Self) {
        self.reports += other.reports;
        self.met.extend(other.met);
        self.other_version.extend(other.other_version);
        self.untold.extend(other.untold);
    }

    /// What no report has, in a sentence for each kind; nothing where there is no report.
    pub fn sentences(&self, entries: &[Entry]) -> Vec<String> {
        let (mut nothing, mut version) = (Vec::new(), Vec::new());
        for (place, entry) in entries.iter().enumerate() {
            // One node is enough: a list may be written for many systems.
            if self.met.contains(&place) || self.reports == 0 {
                continue;
            }
            // What any report has in another version exists, and is a slip in the version alone.
            if self.other_version.contains(&place) {
                version.push(entry);
            } else if !self.untold.contains(&place) {
                nothing.push(entry);
            }
        }

        let mut sentences = Vec::new();
        if !nothing.is_empty() {
            sentences.push(format!(
                "override list: {} nothing that any node of the plan has or misses, as far as the last reports tell: {}",
                subject(&nothing, "names", "name"),
                some_of(&nothing)
            ));
        }
        if !version.is_empty() {
            sentences.push(format!(
                "override list: {} for a version that does not exist, as far as the last reports tell: {}",
                subject(&version, "asks", "ask"),
                some_of(&version)
            ));
        }
        sentences
    }
}

fn subject(entries: &[&Entry], one: &str, many: &str) -> String {
    let verb = if entries.len() == 1 { one } else { many };
    format!("{} {verb}", count(entries.len(), "entry"))
}

/// The first few entries as they stand in the list, and how many more there are.
fn some_of(entries: &[&Entry]) -> String {
    let named = entries.iter().take(NAMED).map(|entry| match &entry.title {
        Some(title) => format!("{} {title}", entry.id),
        None => entry.id.clone(),
    });
    let named: Vec<String> = named.collect();
    let more = match entries.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}{more}", named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(entry: usize, patch: Option<usize>, outlook: Outlook) -> Met {
        Met {
            entry,
            patch,
            outlook,
        }
    }

    fn entry(id: &str, title: Option<&str>) -> Entry {
        Entry {
            id: id.to_owned(),
            title: title.map(str::to_owned),
        }
    }

    #[test]
    fn what_no_report_has_is_said_once_for_each_kind() {
        let mut entries = vec![
            entry("bash.x86_64", None),
            entry("curl.x86_64", Some("*:99-1")),
            entry("less.x86_64", Some("*:2-1")),
            entry("MS17-010", None),
        ];
        entries.extend(["a", "b", "c", "d"].map(|id| entry(id, None)));
        let mut first = Coverage::default();
        assert!(first.sentences(&entries).is_empty(), "nobody reported");
        first.add(&[
            met(0, None, Outlook::NotReported),
            met(1, Some(3), Outlook::OtherVersion),
            met(2, Some(4), Outlook::OtherVersion),
            met(3, None, Outlook::Bulletin),
            met(4, None, Outlook::NotReported),
        ]);
        let mut second = Coverage::default();
        second.add(&[
            met(0, Some(1), Outlook::Installed),
            met(1, None, Outlook::NotReported),
            met(2, Some(2), Outlook::Installs),
            met(4, None, Outlook::OtherSystem),
        ]);
        // The order of the scopes says nothing.
        let mut other = second.clone();
        other.merge(first.clone());
        first.merge(second);
        assert_eq!(first, other);
        assert_eq!(
            first.sentences(&entries),
            [
                "override list: 4 entries name nothing that any node of the plan has or misses, as far as the last reports tell: a, b, c and 1 more",
                "override list: 1 entry asks for a version that does not exist, as far as the last reports tell: curl.x86_64 *:99-1",
            ]
        );
    }
}
