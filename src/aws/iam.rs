//! IAM: roles, and what principals may do. What it allows is advice: policies of organizations for
//! resources, of sessions and of resources are not looked at (IAM API, `SimulatePrincipalPolicy`).

use std::collections::{BTreeMap, BTreeSet};

use super::actions::Action;
use super::protocol::{Protocol, Reach};
use super::site::Site;
use super::thin;
use super::xml::Element;
use crate::domain::iam::decision::Decision;
use crate::error::Result;

/// The version of the IAM API (botocore's model).
const VERSION: &str = "2010-05-08";
/// The largest page of a simulation (IAM API, `MaxItems`).
const PAGE: &str = "1000";

const IAM: Protocol = Protocol::query("iam", Reach::Iam);

impl Site {
    /// The ARN of a role with its path, which its sessions do not tell; `None` when there is none of
    /// this name.
    ///
    /// # Errors
    /// When IAM cannot be asked.
    pub async fn role(&self, name: &str) -> Result<Option<String>> {
        // What is not there is an answer, and no failure.
        let root = self.iam(Action::Role, &[("RoleName", name)]).await;
        let Some(root) = absent(root)? else {
            return Ok(None);
        };
        let result = root.child("GetRoleResult");
        let role = result.and_then(|result| result.child("Role"));
        let arn = role.and_then(|role| role.text_of("Arn")).map(str::to_owned);
        arn.map(Some)
            .ok_or_else(|| thin::unread(Action::Role, "has no role"))
    }

    /// The ARN of the role in an instance profile; `None` when there is no such profile, or none in
    /// it.
    ///
    /// # Errors
    /// When IAM cannot be asked.
    pub async fn role_of_profile(&self, name: &str) -> Result<Option<String>> {
        let given = [("InstanceProfileName", name)];
        let root = self.iam(Action::InstanceProfile, &given).await;
        let Some(root) = absent(root)? else {
            return Ok(None);
        };
        let result = root.child("GetInstanceProfileResult");
        let profile = result.and_then(|result| result.child("InstanceProfile"));
        let profile =
            profile.ok_or_else(|| thin::unread(Action::InstanceProfile, "has no profile"))?;
        // IAM takes one role in a profile.
        let role = profile.list("Roles").next();
        Ok(role.and_then(|role| role.text_of("Arn")).map(str::to_owned))
    }

    /// Which actions IAM denies a user or role on a resource for certain; `*` is any.
    ///
    /// # Errors
    /// When IAM cannot be asked, or does not answer for each action.
    pub async fn denied(
        &self,
        principal: &str,
        actions: &BTreeSet<&'static str>,
        resource: &str,
    ) -> Result<BTreeSet<&'static str>> {
        let decisions = self.decisions(principal, actions, resource).await?;
        let denied = decisions.into_iter().filter(|(_, one)| one.is_denied());
        Ok(denied.map(|(action, _)| action).collect())
    }

    /// What IAM says of each action of a user or role on a resource in this Region.
    ///
    /// # Errors
    /// When IAM cannot be asked, or does not answer for each action.
    pub async fn decisions(
        &self,
        principal: &str,
        actions: &BTreeSet<&'static str>,
        resource: &str,
    ) -> Result<BTreeMap<&'static str, Decision>> {
        let region = self.scope.region.as_str();
        let given = simulation(principal, actions, resource, region);
        let given: Vec<(&str, &str)> = given
            .iter()
            .map(|(name, it)| (name.as_str(), *it))
            .collect();

        let mut decided = self.simulated(&given).await?;
        let mut decisions = BTreeMap::new();
        for action in actions {
            // What nobody decided is neither allowed nor denied: it is no answer.
            let Some(decision) = decided.remove(*action) else {
                let why = format!("says nothing of {action}");
                return Err(thin::unread(Action::Simulation, &why));
            };
            decisions.insert(*action, decision);
        }
        Ok(decisions)
    }

    /// The decisions of every page.
    async fn simulated(&self, given: &[(&str, &str)]) -> Result<BTreeMap<String, Decision>> {
        let (mut decided, mut marker) = (BTreeMap::new(), None::<String>);
        loop {
            let mut given = given.to_vec();
            given.extend(marker.as_deref().map(|marker| ("Marker", marker)));
            let root = self.iam(Action::Simulation, &given).await?;
            let result = root.child("SimulatePrincipalPolicyResult");
            let result = result.ok_or_else(|| thin::unread(Action::Simulation, "has no result"))?;
            let before = decided.len();
            for one in result.list("EvaluationResults") {
                let (action, decision) = decision(one).ok_or_else(|| {
                    thin::unread(Action::Simulation, "has a result without a decision")
                })?;
                decided.insert(action, decision);
            }

            if result.text_of("IsTruncated") != Some("true") {
                return Ok(decided);
            }
            marker = result.text_of("Marker").map(str::to_owned);

            // A page without anything that leads on would be asked for again and again.
            if marker.is_none() || decided.len() == before {
                return Err(thin::unread(Action::Simulation, "has no end"));
            }
        }
    }

    async fn iam(&self, action: Action, given: &[(&str, &str)]) -> Result<Element> {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("Action", action.operation());
        form.append_pair("Version", VERSION);
        form.extend_pairs(given);

        // IAM is one for all Regions, and so are its limits.
        let place = format!("IAM {}", self.scope.account);
        let text = thin::send(&self.config, &place, action, IAM, form.finish()).await?;
        Element::parse(&text).ok_or_else(|| thin::unread(action, "is no XML"))
    }
}

/// What a simulation is asked.
fn simulation<'a>(
    principal: &'a str,
    actions: &BTreeSet<&'static str>,
    resource: &'a str,
    region: &'a str,
) -> Vec<(String, &'a str)> {
    // One resource in a call: of several, each is decided together with each action.
    let mut given = vec![
        ("PolicySourceArn".to_owned(), principal),
        ("ResourceArns.member.1".to_owned(), resource),
        ("MaxItems".to_owned(), PAGE),
    ];
    for (index, action) in (1..).zip(actions) {
        given.push((format!("ActionNames.member.{index}"), *action));
    }

    // What each of our calls has, and policies of organizations ask for.
    let context = [
        ("aws:RequestedRegion", "string", region),
        ("aws:SecureTransport", "boolean", "true"),
    ];
    for (index, (key, kind, value)) in (1..).zip(context) {
        let entry = format!("ContextEntries.member.{index}");
        given.extend([
            (format!("{entry}.ContextKeyName"), key),
            (format!("{entry}.ContextKeyType"), kind),
            (format!("{entry}.ContextKeyValues.member.1"), value),
        ]);
    }
    given
}

/// An action, and what IAM says of it.
fn decision(result: &Element) -> Option<(String, Decision)> {
    let action = result.text_of("EvalActionName")?.to_owned();
    if result.text_of("EvalDecision")? == "allowed" {
        return Some((action, Decision::Allowed));
    }

    // A no that rests on what was not given is no answer yet. Of a resource that is named IAM tells
    // it below (IAM API, shapes `EvaluationResult` and `ResourceSpecificResult`).
    let of_resources = result.list("ResourceSpecificResults");
    let each = std::iter::once(result).chain(of_resources);
    let missing = each.flat_map(|one| one.list("MissingContextValues"));
    let missing: BTreeSet<String> = missing.map(|key| key.text().to_owned()).collect();
    let decision = if missing.is_empty() {
        Decision::Denied
    } else {
        Decision::Depends(missing)
    };
    Some((action, decision))
}

/// What is not there is an answer too.
fn absent(answer: Result<Element>) -> Result<Option<Element>> {
    match answer {
        Ok(root) => Ok(Some(root)),
        Err(error) if error.code() == Some("NoSuchEntity") => Ok(None),
        Err(error) => Err(error),
    }
}
