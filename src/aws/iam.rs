//! IAM: roles, and what principals may do. What it allows is advice: policies of organizations for
//! resources, of sessions and of resources are not looked at (IAM API, `SimulatePrincipalPolicy`).

use std::collections::{BTreeMap, BTreeSet};

use super::actions::Action;
use super::protocol::{Protocol, Reach};
use super::site::Site;
use super::thin;
use super::xml::Element;
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

    /// Which actions IAM does not allow a user or role on a resource; `*` is any.
    ///
    /// # Errors
    /// When IAM cannot be asked, or does not answer for each action.
    pub async fn denied(
        &self,
        principal: &str,
        actions: &BTreeSet<&'static str>,
        resource: &str,
    ) -> Result<BTreeSet<&'static str>> {
        let names: Vec<String> = (1..=actions.len())
            .map(|index| format!("ActionNames.member.{index}"))
            .collect();

        // One resource in a call: of several, each is decided together with each action.
        let mut given = vec![
            ("PolicySourceArn", principal),
            ("ResourceArns.member.1", resource),
            ("MaxItems", PAGE),
        ];
        given.extend(
            names
                .iter()
                .map(String::as_str)
                .zip(actions.iter().copied()),
        );

        let decided = self.decisions(&given).await?;
        let mut denied = BTreeSet::new();
        for action in actions {
            match decided.get(*action) {
                Some(true) => {}
                Some(false) => drop(denied.insert(*action)),
                // What nobody decided is neither allowed nor denied: it is no answer.
                None => {
                    let why = format!("says nothing of {action}");
                    return Err(thin::unread(Action::Simulation, &why));
                }
            }
        }
        Ok(denied)
    }

    /// Each action, and whether it is allowed.
    async fn decisions(&self, given: &[(&str, &str)]) -> Result<BTreeMap<String, bool>> {
        let (mut decided, mut marker) = (BTreeMap::new(), None::<String>);
        loop {
            let mut given = given.to_vec();
            given.extend(marker.as_deref().map(|marker| ("Marker", marker)));
            let root = self.iam(Action::Simulation, &given).await?;
            let result = root.child("SimulatePrincipalPolicyResult");
            let result = result.ok_or_else(|| thin::unread(Action::Simulation, "has no result"))?;
            let before = decided.len();
            for one in result.list("EvaluationResults") {
                let (name, word) = (one.text_of("EvalActionName"), one.text_of("EvalDecision"));
                let (Some(name), Some(word)) = (name, word) else {
                    return Err(thin::unread(
                        Action::Simulation,
                        "has a result without a decision",
                    ));
                };
                decided.insert(name.to_owned(), word == "allowed");
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

/// What is not there is an answer too.
fn absent(answer: Result<Element>) -> Result<Option<Element>> {
    match answer {
        Ok(root) => Ok(Some(root)),
        Err(error) if error.code() == Some("NoSuchEntity") => Ok(None),
        Err(error) => Err(error),
    }
}
