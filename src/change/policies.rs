//! The steps of policies: each is one change of a configuration manager of Quick Setup.

use async_trait::async_trait;

use super::step::Step;
use crate::aws::quick_setup_changes::NewManager;
use crate::aws::site::Site;
use crate::domain::difference::FieldChange;
use crate::domain::policy::manager::{Deployed, Manager};
use crate::domain::policy::plan::PolicyStep;
use crate::error::{Error, Kind, Result};
use crate::output::plan::Consented;

#[async_trait(?Send)]
impl Step for PolicyStep {
    type Memory = ();

    fn line(&self) -> String {
        Self::line(self)
    }

    fn details(&self) -> Vec<String> {
        self.changes().iter().flat_map(FieldChange::lines).collect()
    }

    async fn apply(
        steps: &[&Self],
        site: &Site,
        (): &mut (),
        consented: &Consented,
    ) -> Vec<Result<Option<String>>> {
        let mut answers = Vec::new();
        for step in steps {
            // On the heap: every writing call is large.
            let answer = Box::pin(one(site, step, consented)).await;
            answers.push(answer.map_err(explained));
        }
        answers
    }
}

async fn one(site: &Site, step: &PolicyStep, consented: &Consented) -> Result<Option<String>> {
    match step {
        PolicyStep::Create { wanted } => {
            check_free(site, &wanted.definition.name).await?;
            let tags = wanted.definition.tags.clone().unwrap_or_default();
            let new = NewManager {
                name: &wanted.definition.name,
                description: wanted.definition.description.as_deref(),
                kind: wanted.definition.kind,
                parameters: &wanted.parameters(),
                roles: &wanted.roles,
                tags: &tags,
            };
            return site.create_manager(&new, consented).await.map(Some);
        }
        PolicyStep::Describe {
            arn, name, after, ..
        } => site.rename_manager(arn, name, after, consented).await?,
        PolicyStep::Update {
            arn, before, after, ..
        } => {
            // The whole map is sent, and would undo what somebody else changed.
            check_unchanged(site, arn, before).await?;
            let parameters = after.parameters();
            site.update_definition(arn, &before.id, &parameters, &after.roles, consented)
                .await?;
        }
        PolicyStep::Tag {
            arn, set, remove, ..
        } => site.tag_manager(arn, set, remove, consented).await?,
        PolicyStep::Delete { arn, .. } => site.delete_manager(arn, consented).await?,
    }
    Ok(step.arn().map(str::to_owned))
}

/// AWS takes a second policy of one name without a word, and a command that is run twice would make
/// two.
async fn check_free(site: &Site, name: &str) -> Result<()> {
    let there = site.managers().await?;
    match there.iter().find(|other| other.name == name) {
        Some(other) => Err(changed(&format!(
            "a policy {name} ({}) was made in between",
            other.arn
        ))),
        None => Ok(()),
    }
}

/// The whole map is sent: what somebody else changed since the plan would be lost.
async fn check_unchanged(site: &Site, arn: &str, before: &Deployed) -> Result<()> {
    let now: Option<Manager> = site.manager(arn).await?;
    let Some(now) = now else {
        return Err(changed("the policy was deleted in between"));
    };
    if !now.deployed.iter().any(|one| one == before) {
        return Err(changed("the policy was changed in between"));
    }
    Ok(())
}

/// What was planned rests on something that is not so any more.
fn changed(what: &str) -> Error {
    Error::new(Kind::Refused, format!("{what}, since the plan was made"))
        .hint("run the command again: it plans anew")
}

/// While a policy is deployed nothing of it can be changed (Quick Setup API, `ConflictException`).
fn explained(error: Error) -> Error {
    if error.code() != Some("ConflictException") {
        return error;
    }
    error
        .first_hint("a deployment of this policy is being carried out, which can take half an hour")
        .hint("`patchctl policy status POLICY --wait` waits until it is done")
}
