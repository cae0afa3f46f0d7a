//! Who asks, for how long, and what IAM does not let it do.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use super::diagnosis::{Diagnosis, Fix};
use super::rules::{DEPENDS, ENDS_SOON, MAY_NOT, MAY_NOT_CHANGE, MAY_NOT_READ};
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

/// How many actions a command needs: those that write, and all.
pub type Cost = (usize, usize);

/// An IAM action that is denied, and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denied {
    /// Such as `ssm:SendCommand`.
    pub action: &'static str,
    /// Whether it reads or writes.
    pub used: Use,
    /// The commands that call it, with what each needs.
    pub commands: BTreeMap<String, Cost>,
    /// The condition keys that decide, where it may be allowed after all.
    pub depends_on: BTreeSet<String>,
    /// Whether the commands always call it, and not under a condition.
    pub usual: bool,
}

impl Denied {
    /// Whether nobody can tell, and where it matters.
    pub fn is_open(&self) -> bool {
        self.usual && !self.depends_on.is_empty()
    }

    fn rule(&self, chose: bool) -> &'static Rule {
        if !self.depends_on.is_empty() {
            return &DEPENDS;
        }
        match (chose && self.usual, self.used) {
            (true, _) => &MAY_NOT,
            (false, Use::Read) => &MAY_NOT_READ,
            (false, _) => &MAY_NOT_CHANGE,
        }
    }
}

/// What IAM does not let a caller do. Where somebody `chose` commands each of them matters; without,
/// nobody says that it is meant to do everything.
pub fn denied(scope: &Scope, caller: &Caller, denied: &[Denied], chose: bool) -> Vec<Diagnosis> {
    let mut by_rule: BTreeMap<&str, (&'static Rule, Vec<&Denied>)> = BTreeMap::new();
    for one in denied {
        let rule = one.rule(chose);
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
    // Some operations are one action.
    let actions: BTreeSet<&str> = all.iter().map(|one| one.action).collect();
    let needed = needed(actions.len(), all);
    let evidence = format!("SimulatePrincipalPolicy says no to {}", listed(&actions));
    let finding = Diagnosis {
        rule,
        scope: scope.clone(),
        subject: caller.arn.clone(),
        message: format!("IAM does not allow it {needed}"),
        evidence,
        fix: Fix::Patchctl(format!("iam-policy {}", covering(all).join(", "))),
    };
    let keys = all.iter().flat_map(|one| &one.depends_on);
    let keys: BTreeSet<&str> = keys.map(String::as_str).collect();
    if keys.is_empty() {
        return finding;
    }

    // More permissions are not what is missing.
    let keys = listed(&keys);
    let fix = "look whether your calls have what the policies ask for: MFA, tags, addresses";
    Diagnosis {
        message: format!("IAM cannot tell whether it allows it {needed}: that depends on {keys}"),
        evidence: format!("{}, with MissingContextValues {keys}", finding.evidence),
        fix: Fix::Elsewhere(fix.to_owned()),
        ..finding
    }
}

/// How many actions, and which commands need them.
fn needed(actions: usize, all: &[&Denied]) -> String {
    let commands = all.iter().flat_map(|one| one.commands.keys());
    let commands: BTreeSet<&str> = commands.map(String::as_str).collect();

    // A few commands are enough to know what it is about.
    let named: Vec<&str> = commands.iter().copied().take(NAMED).collect();
    let more = match commands.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let need = if commands.len() == 1 { "needs" } else { "need" };
    format!(
        "{} that {}{more} {need}",
        count(actions, "action"),
        named.join(", ")
    )
}

fn listed(words: &BTreeSet<&str>) -> String {
    words.iter().copied().collect::<Vec<_>>().join(", ")
}

/// A few commands that need all of the actions between them: their policy allows what is missing.
fn covering<'a>(all: &[&'a Denied]) -> Vec<&'a str> {
    let mut open: Vec<&Denied> = all.to_vec();
    let mut chosen = Vec::new();
    while !open.is_empty() {
        let mut needed: BTreeMap<&str, (usize, Reverse<Cost>)> = BTreeMap::new();
        for (command, others) in open.iter().flat_map(|one| &one.commands) {
            let known = needed.entry(command).or_insert((0, Reverse(*others)));
            known.0 += 1;
        }

        // The one that needs most of them and least besides: whoever may not read is not to be given
        // what writes.
        let best = needed.iter().rev().max_by_key(|(_, rank)| **rank);
        let Some((command, _)) = best else { break };
        chosen.push(*command);
        open.retain(|one| !one.commands.contains_key(*command));
    }
    chosen.sort_unstable();
    chosen
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

    #[test]
    fn the_fix_names_commands_that_need_everything_and_least_besides() {
        let one = |action, commands: &[(&str, (usize, usize))]| Denied {
            action,
            used: Use::Read,
            commands: commands
                .iter()
                .map(|(name, others)| ((*name).to_owned(), *others))
                .collect(),
            depends_on: BTreeSet::new(),
            usual: true,
        };
        let apply = ("association apply", (4, 12));
        let list = ("association list", (0, 2));
        let (shows, sends) = (("baseline show", (0, 3)), ("patch-now scan", (2, 9)));
        let read = one("ssm:ListAssociations", &[apply, list]);
        let baseline = one("ssm:GetPatchBaseline", &[shows]);
        let send = one("ssm:SendCommand", &[sends]);

        assert_eq!(covering(&[&read]), ["association list"]);
        let all = covering(&[&read, &baseline, &send]);
        assert_eq!(all, ["association list", "baseline show", "patch-now scan"]);
        // One for both is better than two.
        let both = one("ssm:DescribeAssociation", &[apply]);
        assert_eq!(covering(&[&read, &both]), ["association apply"]);
    }
}
