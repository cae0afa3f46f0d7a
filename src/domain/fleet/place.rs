//! Where an answer is from: the endpoint that gave it, and the account and Region that it is about.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::domain::id::Scope;

/// The endpoint of AWS itself.
pub const AWS: &str = "aws";
/// The endpoint of a sandbox in this process.
pub const SANDBOX: &str = "sandbox";

/// Where a result, a plan or a receipt is from. A result about several accounts or Regions names
/// them in the reason; its rows name their own.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Place {
    /// [`AWS`], [`SANDBOX`], or the URL of another endpoint.
    pub endpoint: String,
    /// The account, when there is exactly one.
    pub account: Option<String>,
    /// Why there is no account.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub account_reason: Option<String>,
    /// Whether there is an account of which nobody said which it is.
    #[serde(skip)]
    pub account_unknown: bool,
    /// The Region, when there is exactly one.
    pub region: Option<String>,
    /// Why there is no Region.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub region_reason: Option<String>,
    /// The profiles by whose name it was asked; absent when none was named.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub profile: Option<String>,
}

impl std::fmt::Display for Place {
    /// `AWS, account 111122223333, Region us-east-1, profile prod`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let endpoint = if self.endpoint == AWS {
            "AWS"
        } else {
            &self.endpoint
        };
        f.write_str(endpoint)?;
        let named = [
            ("account", &self.account, &self.account_reason),
            ("Region", &self.region, &self.region_reason),
        ];
        for (noun, value, reason) in named {
            match (value, reason) {
                (Some(value), _) => write!(f, ", {noun} {value}")?,
                (None, Some(reason)) => write!(f, ", {reason}")?,
                (None, None) => {}
            }
        }
        match &self.profile {
            Some(profile) => write!(f, ", profile {profile}"),
            None => Ok(()),
        }
    }
}

impl Place {
    /// The place of what was asked of these scopes; `doubt` is why an account of them is not known.
    pub fn of<'a>(
        endpoint: &str,
        scopes: impl IntoIterator<Item = &'a Scope>,
        doubt: Option<&str>,
    ) -> Self {
        let (mut accounts, mut regions) = (BTreeSet::new(), BTreeSet::new());
        let mut account_unknown = false;
        // Sorted, and each once: a result names the same places in the same words every time.
        for scope in scopes {
            accounts.insert(scope.account.as_str());
            account_unknown |= !scope.account.is_known();
            regions.insert(scope.region.as_str());
        }

        let (mut account, mut account_reason) = only(&accounts, "accounts");
        if account_unknown {
            let why = doubt.unwrap_or("AWS did not say which it is");
            let others = account_reason.map(|reason| format!("{reason}; "));
            account_reason = Some(format!("{}not known: {why}", others.unwrap_or_default()));
            account = None;
        }
        let (region, region_reason) = only(&regions, "Regions");
        Self {
            endpoint: endpoint.to_owned(),
            account,
            account_reason,
            account_unknown,
            region,
            region_reason,
            profile: None,
        }
    }
}

/// The one name, or why there is not one.
fn only(names: &BTreeSet<&str>, noun: &str) -> (Option<String>, Option<String>) {
    match names.len() {
        0 => (
            None,
            Some("not known: no account could be asked".to_owned()),
        ),
        1 => (names.first().map(|name| (*name).to_owned()), None),
        number => {
            let list: Vec<&str> = names.iter().copied().collect();
            (None, Some(format!("{number} {noun}: {}", list.join(", "))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(account: &str, region: &str) -> Scope {
        Scope {
            account: account.parse().unwrap(),
            region: region.parse().unwrap(),
        }
    }

    #[test]
    fn one_account_is_named_and_several_are_a_reason() {
        let here = scope("111122223333", "us-east-1");
        let there = scope("111122223333", "eu-central-1");
        let both = serde_json::to_value(Place::of(AWS, [&here, &there], None)).unwrap();
        assert_eq!(
            both,
            serde_json::json!({
                "endpoint": "aws",
                "account": "111122223333",
                "region": null,
                "region_reason": "2 Regions: eu-central-1, us-east-1",
            })
        );
        let nowhere = Place::of(SANDBOX, [], None);
        assert_eq!((nowhere.account, nowhere.region), (None, None));
        assert!(
            nowhere
                .account_reason
                .is_some_and(|why| why.starts_with("not known"))
        );
    }
}
