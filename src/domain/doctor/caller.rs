//! Who asks, for how long, and what IAM does not let it do.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::diagnosis::{Diagnosis, Fix};
use super::rules::{ENDS_SOON, MAY_NOT, MAY_NOT_CHANGE, MAY_NOT_READ};
use crate::domain::finding::Rule;
use crate::domain::iam::policy::Use;
use crate::domain::id::{AccountId, Scope};
use crate::domain::text::words::count;

/// Credentials that end sooner are told of: a run in waves, or one that reboots, may take as long.
const SOON: SignedDuration = SignedDuration::from_mins(30);
/// How many commands are named of those that need what is denied.
const NAMED: usize = 3;

/// Who asks in an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Caller {
    /// The account.
    pub account: AccountId,
    /// Its ARN (STS API, `GetCallerIdentity`).
    pub arn: String,
    /// When its credentials end; `None` for keys without an end, and where nothing says it.
    pub ends: Option<Timestamp>,
}

/// Whose policies decide what a caller may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principal<'a> {
    /// A user, by its ARN.
    User(&'a str),
    /// A role, by its name: sessions do not tell its path.
    Role(&'a str),
    /// The root user, a federated user, a service: IAM simulates nothing for them.
    Other,
}

impl Caller {
    /// Whose policies decide (IAM API, `SimulatePrincipalPolicy`: users, groups and roles).
    pub fn principal(&self) -> Principal<'_> {
        // The sixth part; what stands before it is the same for all.
        let resource = self.arn.splitn(6, ':').nth(5).unwrap_or_default();
        if resource.starts_with("user/") {
            return Principal::User(&self.arn);
        }
        let session = resource.strip_prefix("assumed-role/");
        let role = session.and_then(|rest| rest.split_once('/'));
        role.map_or(Principal::Other, |(role, _)| Principal::Role(role))
    }

    /// That its credentials end soon.
    pub fn ends_soon(&self, scope: &Scope, now: Timestamp) -> Option<Diagnosis> {
        let left = self.ends?.duration_since(now);
        if left > SOON {
            return None;
        }
        let message = match left.as_mins() {
            minutes if minutes < 1 => "its credentials end within a minute".to_owned(),
            minutes => {
                let minutes = usize::try_from(minutes).unwrap_or_default();
                format!("its credentials end in {}", count(minutes, "minute"))
            }
        };
        Some(Diagnosis {
            rule: &ENDS_SOON,
            scope: scope.clone(),
            subject: self.arn.clone(),
            message: format!(
                "{message}: a run that takes longer needs new ones, which roles and instances get by themselves"
            ),
            evidence: format!("the credentials were given until {:.0}", self.ends?),
            fix: Fix::Elsewhere("sign in again before a long run".to_owned()),
        })
    }
}

/// An IAM action that is denied, and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    /// Such as `ssm:SendCommand`.
    pub action: &'static str,
    /// Whether it reads or writes.
    pub used: Use,
    /// The commands that call it.
    pub commands: BTreeSet<String>,
}

/// What IAM does not let a caller do. Where somebody `chose` commands each of them matters; without,
/// nobody says that it is meant to do everything.
pub fn denied(scope: &Scope, caller: &Caller, denied: &[Denied], chose: bool) -> Vec<Diagnosis> {
    let mut by_rule: BTreeMap<&str, (&'static Rule, Vec<&Denied>)> = BTreeMap::new();
    for one in denied {
        let rule = match (chose, one.used) {
            (true, _) => &MAY_NOT,
            (false, Use::Read) => &MAY_NOT_READ,
            (false, _) => &MAY_NOT_CHANGE,
        };
        by_rule
            .entry(rule.name)
            .or_insert((rule, Vec::new()))
            .1
            .push(one);
    }

    // One finding for each rule: a list of actions is read at a glance.
    let found = by_rule.into_values();
    found
        .map(|(rule, all)| of_rule(scope, caller, rule, &all))
        .collect()
}

fn of_rule(scope: &Scope, caller: &Caller, rule: &'static Rule, all: &[&Denied]) -> Diagnosis {
    let actions: Vec<&str> = all.iter().map(|one| one.action).collect();
    let commands: BTreeSet<&str> = all
        .iter()
        .flat_map(|one| &one.commands)
        .map(String::as_str)
        .collect();

    // A few commands are enough to know what it is about.
    let named: Vec<&str> = commands.iter().copied().take(NAMED).collect();
    let more = match commands.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Diagnosis {
        rule,
        scope: scope.clone(),
        subject: caller.arn.clone(),
        message: format!(
            "IAM does not allow it {} that {}{more} {}",
            count(actions.len(), "action"),
            named.join(", "),
            if commands.len() == 1 { "needs" } else { "need" }
        ),
        evidence: format!("SimulatePrincipalPolicy says no to {}", actions.join(", ")),
        fix: Fix::Patchctl(format!("iam-policy {}", named.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caller(arn: &str) -> Caller {
        Caller {
            account: AccountId::trusted("111122223333"),
            arn: arn.to_owned(),
            ends: None,
        }
    }

    #[test]
    fn the_principal_of_a_session_is_its_role() {
        for (arn, expected) in [
            (
                "arn:aws:iam::111122223333:user/ops/ann",
                Principal::User("arn:aws:iam::111122223333:user/ops/ann"),
            ),
            (
                "arn:aws:sts::111122223333:assumed-role/Reader/ann",
                Principal::Role("Reader"),
            ),
            (
                "arn:aws-cn:sts::111122223333:assumed-role/AWSReservedSSO_Ops_1/a:b",
                Principal::Role("AWSReservedSSO_Ops_1"),
            ),
            ("arn:aws:iam::111122223333:root", Principal::Other),
            (
                "arn:aws:sts::111122223333:federated-user/ann",
                Principal::Other,
            ),
            ("nonsense", Principal::Other),
        ] {
            assert_eq!(caller(arn).principal(), expected, "{arn}");
        }
    }

    #[test]
    fn credentials_that_end_soon_are_told_of_and_others_are_not() {
        let now: Timestamp = "2026-11-30T12:00:00Z".parse().expect("a time");
        let scope = Scope {
            account: AccountId::trusted("111122223333"),
            region: crate::domain::id::Region::trusted("us-east-1"),
        };
        let told = |ends: Option<&str>| {
            let ends = ends.map(|text| text.parse().expect("a time"));
            let found = Caller {
                ends,
                ..caller("arn")
            }
            .ends_soon(&scope, now);
            found.map(|found| {
                found
                    .message
                    .split(':')
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            })
        };
        assert_eq!(told(None), None);
        assert_eq!(told(Some("2026-11-30T12:30:01Z")), None);
        assert_eq!(
            told(Some("2026-11-30T12:15:00Z")).as_deref(),
            Some("its credentials end in 15 minutes")
        );
        assert_eq!(
            told(Some("2026-11-30T12:00:30Z")).as_deref(),
            Some("its credentials end within a minute")
        );
        assert_eq!(
            told(Some("2026-11-30T11:00:00Z")).as_deref(),
            Some("its credentials end within a minute")
        );
    }
}
