//! Documents that describe things by name, and for which accounts and Regions they are meant.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::difference::FieldChange;
use crate::domain::id::{AccountId, Region, Scope};

/// Something that is meant for some accounts and Regions.
pub trait Meant {
    /// The name of what is described.
    fn name(&self) -> &str;

    /// Only in these Regions; empty for every one.
    fn regions(&self) -> &[Region];

    /// Only in these accounts; empty for every one.
    fn accounts(&self) -> &[AccountId];

    /// Whether it is meant for a scope.
    fn is_for(&self, scope: &Scope) -> bool {
        (self.regions().is_empty() || self.regions().contains(&scope.region))
            && (self.accounts().is_empty() || self.accounts().contains(&scope.account))
    }

    /// Whether a scope could be meant by both.
    fn meets(&self, other: &Self) -> bool {
        meet(self.regions(), other.regions()) && meet(self.accounts(), other.accounts())
    }
}

fn meet<T: PartialEq>(left: &[T], right: &[T]) -> bool {
    left.is_empty() || right.is_empty() || left.iter().any(|item| right.contains(item))
}

/// What a document asks for: a thing by its name, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked<D> {
    /// The name, which says which thing is meant.
    pub name: String,
    /// What it is to be.
    pub definition: D,
    /// Exactly these tags; `None` leaves the tags as they are.
    pub tags: Option<BTreeMap<String, String>>,
    /// Only in these Regions; empty for every one.
    pub regions: Vec<Region>,
    /// Only in these accounts; empty for every one.
    pub accounts: Vec<AccountId>,
}

impl<D> Meant for Asked<D> {
    fn name(&self) -> &str {
        &self.name
    }

    fn regions(&self) -> &[Region] {
        &self.regions
    }

    fn accounts(&self) -> &[AccountId] {
        &self.accounts
    }
}

/// Places as blocks of accounts by Regions: accounts with the same Regions share one. A document
/// names accounts and Regions apart, so that one can only mean all of their pairs.
pub fn blocks(scopes: &BTreeSet<&Scope>) -> Vec<(Vec<AccountId>, Vec<Region>)> {
    // Sorted twice over, so that the same places give the same blocks.
    let mut by_account: BTreeMap<&AccountId, Vec<Region>> = BTreeMap::new();
    for scope in scopes {
        by_account
            .entry(&scope.account)
            .or_default()
            .push(scope.region.clone());
    }

    let mut blocks: Vec<(Vec<AccountId>, Vec<Region>)> = Vec::new();
    for (account, regions) in by_account {
        match blocks.iter_mut().find(|(_, other)| *other == regions) {
            Some((accounts, _)) => accounts.push(account.clone()),
            None => blocks.push((vec![account.clone()], regions)),
        }
    }
    blocks
}

/// Tags to set and tag keys to remove.
pub type TagChange = (BTreeMap<String, String>, Vec<String>);

/// What makes tags as they are wanted; `None` when they are so, or when nothing is said of them.
pub fn tag_change(
    wanted: Option<&BTreeMap<String, String>>,
    before: &BTreeMap<String, String>,
) -> Option<TagChange> {
    // Without a word on tags they stay.
    let wanted = wanted?;
    let set: BTreeMap<String, String> = wanted
        .iter()
        .filter(|(key, value)| before.get(*key) != Some(value))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();

    // Tags that begin with `aws:` are AWS's own, and not ours to remove.
    let remove: Vec<String> = before
        .keys()
        .filter(|key| !wanted.contains_key(*key) && !key.starts_with("aws:"))
        .cloned()
        .collect();
    (!set.is_empty() || !remove.is_empty()).then_some((set, remove))
}

/// A change of tags as fields of what has them.
pub fn tag_fields(
    before: &BTreeMap<String, String>,
    set: &BTreeMap<String, String>,
    remove: &[String],
) -> Vec<FieldChange> {
    let set = set.iter().map(|(key, value)| (key, Some(value)));
    let removed = remove.iter().map(|key| (key, None));

    // New ones first, as they are carried out.
    let all = set.chain(removed).map(|(key, after)| FieldChange {
        place: format!("tags.{key}"),
        before: before.get(key).cloned(),
        after: after.cloned(),
    });
    all.collect()
}

/// A change of tags in a line.
pub fn tag_words(set: &BTreeMap<String, String>, remove: &[String]) -> String {
    let set = set.iter().map(|(key, value)| format!("{key}={value}"));
    let remove = remove.iter().map(|key| format!("no {key}"));
    set.chain(remove).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(regions: &[&str]) -> Asked<()> {
        Asked {
            name: "a".to_owned(),
            definition: (),
            tags: None,
            regions: regions
                .iter()
                .map(|region| Region::trusted(region))
                .collect(),
            accounts: Vec::new(),
        }
    }

    #[test]
    fn what_names_no_place_is_meant_for_every_one() {
        assert!(asked(&[]).meets(&asked(&["us-east-1"])));
        assert!(asked(&["us-east-1"]).meets(&asked(&["eu-west-1", "us-east-1"])));
        assert!(!asked(&["us-east-1"]).meets(&asked(&["eu-west-1"])));
    }

    #[test]
    fn tags_are_set_and_removed_but_those_of_aws_stay() {
        let tags = |list: &[(&str, &str)]| -> BTreeMap<String, String> {
            let pairs = list
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
            pairs.collect()
        };
        let before = tags(&[
            ("a", "1"),
            ("b", "2"),
            ("aws:cloudformation:stack-name", "s"),
        ]);
        let wanted = tags(&[("a", "1"), ("c", "3")]);
        assert_eq!(
            tag_change(Some(&wanted), &before),
            Some((tags(&[("c", "3")]), vec!["b".to_owned()]))
        );
        assert_eq!(tag_change(None, &before), None);
        assert_eq!(
            tag_change(Some(&tags(&[("a", "1"), ("b", "2")])), &before),
            None
        );
    }
}
