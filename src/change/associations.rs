//! The steps that change associations.

use async_trait::async_trait;
use jiff::Timestamp;

use super::described::{Described, Named};
use super::step::Step;
use crate::aws::associations::StoredAssociation;
use crate::aws::site::Site;
use crate::domain::association::check::MOST;
use crate::domain::association::step::AssociationStep;
use crate::domain::association::{Association, Definition, Maker, plan};
use crate::domain::difference::FieldChange;
use crate::domain::meant::Asked;
use crate::domain::run::documents::patches;
use crate::error::{Error, Kind, Result};
use crate::output::plan::Consented;
use crate::read::association_doubts::known;

/// Associations as documents describe them.
#[derive(Debug)]
pub struct Associations;

#[async_trait(?Send)]
impl Described for Associations {
    type Definition = Definition;
    type Present = Association;
    type Call = AssociationStep;

    const NOUN: &'static str = "association";
    const MOST: usize = MOST;

    /// Those that patch and are not AWS's own: no document is about the others, and each of them
    /// would cost a call of which there are two a second.
    async fn listed(site: &Site) -> Result<Vec<Named>> {
        let all = site.listed_associations().await?.into_iter();
        let ours = all.filter(|one| {
            patches(&one.document) && one.name.as_deref().and_then(Maker::of).is_none()
        });
        let named = ours.map(|one| Named {
            name: one.label().to_owned(),
            id: one.id,
        });
        Ok(named.collect())
    }

    async fn whole(site: &Site, id: &str, tagged: bool) -> Result<Option<Association>> {
        let found = site.association(id, tagged).await?;
        Ok(found.map(|found| found.association))
    }

    fn is_describable(present: &Association) -> bool {
        plan::is_describable(present)
    }

    fn creation(wanted: &Asked<Definition>) -> Vec<AssociationStep> {
        plan::creation(wanted)
    }

    fn changes(
        wanted: &Asked<Definition>,
        present: &Association,
    ) -> std::result::Result<Vec<AssociationStep>, String> {
        plan::changes(wanted, present)
    }

    fn deletion(present: &Association) -> Vec<AssociationStep> {
        plan::deletion(present)
    }

    async fn doubts(
        site: &Site,
        wanted: &Asked<Definition>,
        steps: &[AssociationStep],
        now: Timestamp,
    ) -> Result<Vec<String>> {
        // Itself, and what goes with the same plan, is no other association.
        let aside = steps.iter().filter_map(|step| match step {
            AssociationStep::Delete { id, .. } => Some(id.as_str()),
            AssociationStep::Update { id, after, .. } => {
                (after.name == wanted.name).then_some(id.as_str())
            }
            _ => None,
        });
        let aside: Vec<&str> = aside.collect();
        Box::pin(known(site, &wanted.definition, &aside, now)).await
    }

    fn name(step: &AssociationStep) -> String {
        step.name().to_owned()
    }

    fn fields(step: &AssociationStep) -> Vec<FieldChange> {
        step.fields()
    }
}

#[async_trait(?Send)]
impl Step for AssociationStep {
    type Memory = ();

    fn line(&self) -> String {
        Self::line(self)
    }

    fn details(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.changes().iter().flat_map(FieldChange::lines).collect();
        // Somebody may wonder what becomes of what the document does not say.
        if let Self::Update { kept, .. } = self
            && !kept.is_empty()
        {
            lines.push(format!("stays as it is: {}", kept.join(", ")));
        }
        lines
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
            answers.push(Box::pin(one(step, site, consented)).await);
        }
        answers
    }
}

async fn one(step: &AssociationStep, site: &Site, consented: &Consented) -> Result<Option<String>> {
    match step {
        AssociationStep::Create { definition, tags } => {
            check_free(site, &definition.name).await?;
            let created = site.create_association(definition, tags, consented).await;
            return created.map(Some);
        }
        AssociationStep::Update {
            id, version, after, ..
        } => {
            // Read again: the whole is sent, and not only what the plan knew of.
            let there = unchanged(site, id, version).await?;
            let changed = site.update_association(&there, after, consented).await;
            changed.map_err(overtaken)?;
        }
        AssociationStep::Tag {
            id, set, remove, ..
        } => {
            // New ones first: should the second call fail, nothing is lost.
            if !set.is_empty() {
                site.tag_association(id, set, consented).await?;
            }
            if !remove.is_empty() {
                site.untag_association(id, remove, consented).await?;
            }
        }
        AssociationStep::Delete { id, version, .. } => {
            // One that is already gone is as it was to be.
            if let Some(now) = site.association(id, false).await?
                && now.association.version != *version
            {
                return Err(changed("the association was changed in between"));
            }
            site.delete_association(id, consented).await?;
        }
    }
    Ok(None)
}

/// The association as it is, if nobody changed it since the plan: everything of it is sent again, so
/// that what somebody else changed would be lost.
async fn unchanged(site: &Site, id: &str, version: &str) -> Result<StoredAssociation> {
    let now = site.association(id, false).await?;
    let now = now.ok_or_else(|| changed("the association was deleted in between"))?;

    // Every change counts the version up, also one that was taken back since.
    if now.association.version == version {
        Ok(now)
    } else {
        Err(changed("the association was changed in between"))
    }
}

/// AWS keeps names not unique; documents then could not tell the two apart, and a command that is
/// run twice would make two.
async fn check_free(site: &Site, name: &str) -> Result<()> {
    let all = site.listed_associations().await?;
    match all.iter().find(|one| one.name.as_deref() == Some(name)) {
        None => Ok(()),
        Some(other) => Err(changed(&format!(
            "an association {name} ({}) was made in between",
            other.id
        ))),
    }
}

/// AWS compares the version too, and is later than any look of ours (SSM API reference,
/// `UpdateAssociation`).
fn overtaken(error: Error) -> Error {
    match error.code() {
        Some("InvalidAssociationVersion") => {
            changed("the association was changed in between").with_source(error)
        }
        Some("AssociationDoesNotExist") => {
            changed("the association was deleted in between").with_source(error)
        }
        _ => error,
    }
}

/// What was planned rests on something that is not so any more.
fn changed(what: &str) -> Error {
    Error::new(Kind::Refused, format!("{what}, since the plan was made"))
        .hint("run the command again: it plans anew")
}
