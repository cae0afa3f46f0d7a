//! The steps of baselines and of what belongs to them: tags, patch groups and defaults.

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::Timestamp;

use super::step::Step;
use crate::aws::baselines::Owner;
use crate::aws::site::Site;
use crate::domain::baseline::difference::{self, Difference};
use crate::domain::baseline::plan::{BaselineStep, Target};
use crate::domain::baseline::{Definition, sentences};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::PatchGroup;
use crate::domain::id::baseline::BaselineId;
use crate::error::{Error, Kind, Result};
use crate::output::plan::Consented;

/// Baselines that were created, by name and operating system.
type Created = BTreeMap<(String, OperatingSystem), BaselineId>;

/// What the steps of one place know of each other.
#[derive(Debug, Default)]
pub struct Memory {
    /// The baselines that were created, by name and operating system.
    created: Created,
    /// The groups that were taken from a baseline and not given to another yet.
    taken: Vec<(PatchGroup, Target)>,
}

#[async_trait(?Send)]
impl Step for BaselineStep {
    type Memory = Memory;

    fn line(&self) -> String {
        Self::line(self)
    }

    fn details(&self) -> Vec<String> {
        match self {
            Self::Create { definition, tags } => whole(definition, tags),
            _ => self
                .differences()
                .iter()
                .flat_map(difference_lines)
                .collect(),
        }
    }

    /// Groups that were taken from their baselines are given to the others whatever happens; those
    /// that were not taken stay.
    fn is_owed(&self, memory: &Memory) -> bool {
        matches!(self, Self::Register { group, .. } if memory.taken.iter().any(|(taken, _)| taken == group))
    }

    async fn apply(
        steps: &[&Self],
        site: &Site,
        memory: &mut Memory,
        consented: &Consented,
    ) -> Vec<Result<Option<String>>> {
        let mut answers = Vec::new();
        for step in steps {
            // One at a time and in their order: later ones need what earlier ones made.
            let answer = carry_out(step, site, memory, consented).await;
            answers.push(answer.map(|id| id.map(|id| id.to_string())));
        }
        answers
    }
}

/// Everything of a baseline that is created.
fn whole(definition: &Definition, tags: &BTreeMap<String, String>) -> Vec<String> {
    let mut lines: Vec<String> = definition.description.iter().cloned().collect();
    lines.extend(sentences::sentences(&definition.rules));
    let sources = definition.sources.iter();
    lines.extend(sources.map(|source| {
        let products = source.products.join(", ");
        format!("Source {} for {products}", source.name)
    }));
    lines.extend(tags.iter().map(|(key, value)| format!("Tag {key}={value}")));
    lines
}

/// A difference as one or two lines, with a minus for what goes and a plus for what comes.
pub fn difference_lines(difference: &Difference) -> Vec<String> {
    let before = difference
        .before
        .as_ref()
        .map(|text| format!("- {}: {text}", difference.place));
    let after = difference
        .after
        .as_ref()
        .map(|text| format!("+ {}: {text}", difference.place));
    before.into_iter().chain(after).collect()
}

/// Carries out one step, and keeps in mind what it leaves half done.
async fn carry_out(
    step: &BaselineStep,
    site: &Site,
    memory: &mut Memory,
    consented: &Consented,
) -> Result<Option<BaselineId>> {
    // A group that this step gives away is no longer owed, whatever comes of the call.
    let taken = match step {
        BaselineStep::Register { group, .. } => {
            let index = memory.taken.iter().position(|(taken, _)| taken == group);
            index.map(|index| memory.taken.remove(index).1)
        }
        _ => None,
    };

    let answer = one(site, step, &mut memory.created, consented).await;
    let is_open = is_not_known(&answer);
    match (answer, step, taken) {
        // Also one that may be taken: to give it to the other baseline is refused where it is not.
        (answer, BaselineStep::Deregister { group, from }, _) if answer.is_ok() || is_open => {
            memory.taken.push((group.clone(), from.clone()));
            answer
        }
        (Err(error), BaselineStep::Register { group, .. }, Some(Target::There { id, name }))
            // What may have its new baseline stays as it is.
            if !is_open =>
        {
            Err(give_back(site, group, &id, &name, error, consented).await)
        }
        (answer, ..) => answer,
    }
}

fn is_not_known<T>(answer: &Result<T>) -> bool {
    let error = answer.as_ref().err();
    error.is_some_and(|error| error.kind() == Kind::NotKnown)
}

/// A group that its new baseline did not take goes back to the one that it had, and what became of
/// that is said.
async fn give_back(
    site: &Site,
    group: &PatchGroup,
    id: &BaselineId,
    name: &str,
    error: Error,
    consented: &Consented,
) -> Error {
    // Not tried a second time: what refused the group once has said why, and the operator must
    // know.
    match site.register_group(id, group, consented).await {
        Ok(()) => error.first_hint(format!("the group `{group}` was given back to {name}")),
        Err(again) if again.kind() == Kind::NotKnown => error.first_hint(format!(
            "giving the group `{group}` back to {name}: {}",
            again.one_line()
        )),
        Err(again) => error.first_hint(format!(
            "the group `{group}` has no baseline now: giving it back to {name} failed too: {}",
            again.one_line()
        )),
    }
}

async fn one(
    site: &Site,
    step: &BaselineStep,
    created: &mut Created,
    consented: &Consented,
) -> Result<Option<BaselineId>> {
    match step {
        // The one step that makes something.
        BaselineStep::Create { definition, tags } => {
            return create(site, definition, tags, created, consented).await;
        }
        BaselineStep::Update {
            id,
            before,
            after,
            modified,
            replace,
        } => {
            check_unchanged(site, id, before, *modified).await?;
            update(site, id, (before, after), *replace, consented).await?;
        }
        BaselineStep::Tag {
            id, set, remove, ..
        } => tag(site, id, set, remove, consented).await?,
        BaselineStep::Deregister { group, from } => {
            site.deregister_group(&id_of(from, created)?, group, consented)
                .await?;
        }
        BaselineStep::Register { group, to, .. } => {
            register(site, group, &id_of(to, created)?, consented).await?;
        }
        BaselineStep::SetDefault { to, os, previous } => {
            check_default(site, *os, previous.as_ref()).await?;
            let to = id_of(to, created)?;
            site.register_default(&to, consented).await?;
        }
        BaselineStep::Delete { id, .. } => site.delete_baseline(id, consented).await?,
    }
    Ok(None)
}

/// Only the fields that differ are sent: what is not named stays (SSM API reference,
/// UpdatePatchBaseline).
async fn update(
    site: &Site,
    id: &BaselineId,
    (before, after): (&Definition, &Definition),
    replace: bool,
    consented: &Consented,
) -> Result<()> {
    let fields = difference::fields(&difference::differences(before, after));
    site.update_baseline(id, after, &fields, replace, consented)
        .await
}

/// Setting and removing tags are two calls; one that has nothing to do is not made.
async fn tag(
    site: &Site,
    id: &BaselineId,
    set: &BTreeMap<String, String>,
    remove: &[String],
    consented: &Consented,
) -> Result<()> {
    if !set.is_empty() {
        site.tag_baseline(id, set, consented).await?;
    }

    // New ones first: should the second call fail, nothing is lost.
    if !remove.is_empty() {
        site.untag_baseline(id, remove, consented).await?;
    }
    Ok(())
}

/// The id of what a step is about; a baseline of the same plan has one only since it was created.
fn id_of(target: &Target, created: &Created) -> Result<BaselineId> {
    match target {
        Target::There { id, .. } => Ok(id.clone()),
        Target::New { name, os } => created
            .get(&(name.clone(), *os))
            .cloned()
            .ok_or_else(|| Error::failed(format!("the baseline {name} was not created"))),
    }
}

/// Creates a baseline, unless somebody made one of that name meanwhile: AWS would take both.
async fn create(
    site: &Site,
    definition: &Definition,
    tags: &BTreeMap<String, String>,
    created: &mut Created,
    consented: &Consented,
) -> Result<Option<BaselineId>> {
    let os = definition.rules.os;

    // AWS takes a second baseline of one name without a word.
    let there = site.baselines(Owner::Own, Some(os)).await?;
    if let Some(other) = there.iter().find(|other| other.name == definition.name) {
        return Err(changed(&format!(
            "a baseline {} ({}) was made in between",
            other.name, other.id
        )));
    }

    let id = site.create_baseline(definition, tags, consented).await?;
    created.insert((definition.name.clone(), os), id.clone());
    Ok(Some(id))
}

/// The API takes no condition with an update (SSM API reference, UpdatePatchBaseline), and a list
/// that is sent replaces the whole list: what somebody else wrote since the plan would be lost.
async fn check_unchanged(
    site: &Site,
    id: &BaselineId,
    before: &Definition,
    modified: Option<Timestamp>,
) -> Result<()> {
    let now = site
        .baseline(id)
        .await
        .map_err(|error| match error.code() {
            Some("DoesNotExistException") => {
                changed("the baseline was deleted in between").with_source(error)
            }
            _ => error,
        })?;

    // Either alone may miss a change: one that was taken back, or one that came at once.
    if now.modified != modified || now.definition != *before {
        return Err(changed("the baseline was changed in between"));
    }
    Ok(())
}

async fn register(
    site: &Site,
    group: &PatchGroup,
    to: &BaselineId,
    consented: &Consented,
) -> Result<()> {
    let registered = site.register_group(to, group, consented).await;
    registered.map_err(|error| match error.code() {
        // The group has another baseline for this operating system (SSM API reference).
        Some("AlreadyExistsException") => error.first_hint(
            "`patchctl group list` names its baseline; `group register --replace` moves it",
        ),
        _ => error,
    })
}

/// Who set another default since the plan was made meant it, and the way back that the plan names
/// would not lead there.
async fn check_default(site: &Site, os: OperatingSystem, previous: Option<&Target>) -> Result<()> {
    let now = site
        .baselines(Owner::All, Some(os))
        .await?
        // Read anew, because somebody may have set another since.
        .into_iter()
        .find(|baseline| baseline.default);

    if now.as_ref().map(Target::of).as_ref() == previous {
        return Ok(());
    }
    let name = now.map_or_else(|| "none".to_owned(), |now| now.name);
    Err(changed(&format!(
        "the default for {os} was changed in between, to {name}"
    )))
}

/// What was planned rests on something that is not so any more.
fn changed(what: &str) -> Error {
    Error::new(Kind::Refused, format!("{what}, since the plan was made"))
        .hint("run the command again: it plans anew")
}
