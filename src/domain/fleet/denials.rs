//! What was refused for one reason in many places, said once.

use super::unreadable::Unreadable;
use crate::domain::id::{AccountId, Region, Scope};
use std::collections::BTreeMap;

/// What was denied for one reason, in one account.
type Reason<'a> = (&'a str, &'a str);

/// The same faults for people: what the service refused for one reason is said once for all
/// accounts and Regions, with the sentence of the first. A policy of an organization denies a
/// dozen Regions at a time, and the sentences differ in nothing but the action that came first.
pub fn merged(faults: &[Unreadable]) -> Vec<Unreadable> {
    let mut said: Vec<Unreadable> = Vec::new();
    let mut places: BTreeMap<Reason<'_>, Vec<&Scope>> = BTreeMap::new();
    for fault in faults {
        let reason = reason(fault);
        let (Some(reason), Some(scope)) = (reason, &fault.scope) else {
            said.push(fault.clone());
            continue;
        };
        let scopes = places.entry(reason).or_default();
        if scopes.is_empty() {
            said.push(fault.clone());
        }
        scopes.push(scope);
    }

    for fault in &mut said {
        let scopes = faults
            .iter()
            .find(|first| first.place == fault.place && first.reason == fault.reason)
            .and_then(|first| places.get(&reason(first)?));
        if let Some(scopes) = scopes.filter(|scopes| scopes.len() > 1) {
            fault.place = place_of(scopes);
            fault.scope = None;
        }
    }
    said
}

/// What makes two faults one: the code of the service and what helps. A node, and what no service
/// answered, stands for itself.
fn reason(fault: &Unreadable) -> Option<Reason<'_>> {
    let whole = fault.scope.is_some() && fault.node.is_none();
    let reason = (fault.code.as_deref()?, fault.hint.as_deref()?);
    whole.then_some(reason)
}

/// `account 111122223333, Regions a, b (2)`, and several of these.
fn place_of(scopes: &[&Scope]) -> String {
    let mut regions: BTreeMap<&AccountId, Vec<&Region>> = BTreeMap::new();
    for scope in scopes {
        regions
            .entry(&scope.account)
            .or_default()
            .push(&scope.region);
    }
    // Accounts with the same Regions share them: an organization has many.
    let mut accounts: BTreeMap<Vec<&Region>, Vec<&AccountId>> = BTreeMap::new();
    for (account, regions) in regions {
        accounts.entry(regions).or_default().push(account);
    }
    let parts: Vec<String> = accounts
        .iter()
        .map(|(regions, accounts)| {
            format!(
                "{} {}, {} {}",
                plural("account", accounts.len()),
                listed(accounts),
                plural("Region", regions.len()),
                listed(regions)
            )
        })
        .collect();
    format!("{} ({} places)", parts.join("; "), scopes.len())
}

fn plural(noun: &str, number: usize) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{noun}{ending}")
}

fn listed<T: ToString>(names: &[T]) -> String {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(account: &str, region: &str, code: Option<&str>, hint: &str) -> Unreadable {
        Unreadable {
            place: format!("account {account}, Region {region}"),
            scope: Some(Scope {
                account: account.parse().expect("an account"),
                region: region.parse().expect("a Region"),
            }),
            node: None,
            reason: format!("denied in {region}"),
            code: code.map(str::to_owned),
            hint: Some(hint.to_owned()),
            credentials: false,
        }
    }

    #[test]
    fn one_reason_is_said_once_for_all_places() {
        let denied = Some("AccessDenied");
        let (one, two) = ("111122223333", "444455556666");
        let faults = [
            fault(one, "eu-west-1", denied, "ask"),
            fault(one, "eu-west-2", denied, "ask"),
            fault(one, "us-east-1", denied, "add the action"),
            fault(one, "us-east-2", None, "ask"),
            fault(two, "eu-west-1", denied, "ask"),
            fault(two, "eu-west-2", denied, "ask"),
        ];
        let said = merged(&faults);
        let places: Vec<&str> = said.iter().map(|fault| fault.place.as_str()).collect();
        assert_eq!(
            places,
            [
                "accounts 111122223333, 444455556666, Regions eu-west-1, eu-west-2 (4 places)",
                "account 111122223333, Region us-east-1",
                "account 111122223333, Region us-east-2",
            ]
        );
        assert_eq!(said[0].reason, "denied in eu-west-1");
        assert!(said[0].scope.is_none());
    }
}
