//! The steps that change maintenance windows.

use std::collections::BTreeMap;

use async_trait::async_trait;
use jiff::Timestamp;

use super::described::{Described, Named};
use super::step::Step;
use crate::aws::site::Site;
use crate::domain::difference::FieldChange;
use crate::domain::meant::Asked;
use crate::domain::window::doubts::{leaves_out, never_opens, too_short};
use crate::domain::window::plan;
use crate::domain::window::{Definition, TargetRef, TargetSet, Window, WindowRef, WindowStep};
use crate::error::{Error, Kind, Result};
use crate::output::plan::Consented;

/// Maintenance windows as documents describe them.
#[derive(Debug)]
pub struct Windows;

#[async_trait(?Send)]
impl Described for Windows {
    type Definition = Definition;
    type Present = Window;
    type Call = WindowStep;

    const NOUN: &'static str = "window";
    const MOST: usize = plan::MOST_WINDOWS;

    async fn listed(site: &Site) -> Result<Vec<Named>> {
        let windows = site.maintenance_windows().await?.into_iter();
        let named = windows.map(|window| Named {
            id: window.id,
            name: window.name,
        });
        Ok(named.collect())
    }

    async fn whole(site: &Site, id: &str, tagged: bool) -> Result<Option<Window>> {
        site.maintenance_window(id, tagged).await
    }

    fn is_describable(present: &Window) -> bool {
        present.task_id.is_some() && present.others.is_empty() && present.odd_targets.is_none()
    }

    fn creation(wanted: &Asked<Definition>) -> Vec<WindowStep> {
        plan::creation(wanted)
    }

    fn changes(
        wanted: &Asked<Definition>,
        present: &Window,
    ) -> std::result::Result<Vec<WindowStep>, String> {
        plan::changes(wanted, present)
    }

    fn deletion(present: &Window) -> Vec<WindowStep> {
        plan::deletion(present)
    }

    async fn doubts(
        site: &Site,
        wanted: &Asked<Definition>,
        steps: &[WindowStep],
        now: Timestamp,
    ) -> Result<Vec<String>> {
        let definition = &wanted.definition;
        // The steps are those of the whole place.
        let mut own = steps
            .iter()
            .filter(|step| step.window().name == wanted.name);
        // A window whose schedule stays goes on as it did.
        let mut doubts = Vec::new();
        if own.any(WindowStep::sets_timing) {
            doubts.extend(never_opens(definition, now).or_else(|| leaves_out(definition, now)));
        }
        let (Some(task), Some(sets)) = (&definition.task, &definition.targets) else {
            return Ok(doubts);
        };

        // Only of what it works on: a target without the task takes no time.
        let on: Vec<&TargetSet> = sets.iter().filter(|set| set.task).collect();
        let nodes = Box::pin(site.window_nodes(&on, &task.nodes)).await?;
        if nodes == 0 {
            doubts.push("its targets mean no managed node now: nothing is patched".to_owned());
        }
        doubts.extend(too_short(definition, task, nodes));
        Ok(doubts)
    }

    fn name(step: &WindowStep) -> String {
        step.window().name
    }

    fn fields(step: &WindowStep) -> Vec<FieldChange> {
        step.fields()
    }
}

/// What the steps of one place made so far: later ones name it.
#[derive(Debug, Default)]
pub struct Made {
    /// Windows by name.
    windows: Vec<(String, String)>,
    /// Targets by the name of their window.
    targets: Vec<(String, TargetSet, String)>,
}

impl Made {
    fn window(&self, window: &WindowRef) -> Result<String> {
        let made = self.windows.iter().find(|(name, _)| *name == window.name);
        let id = window.id.clone().or_else(|| made.map(|(_, id)| id.clone()));
        id.ok_or_else(|| Error::failed(format!("the window {} was not created", window.name)))
    }

    fn targets(&self, window: &WindowRef, targets: &[TargetRef]) -> Result<Vec<String>> {
        let ids = targets.iter().map(|target| match target {
            TargetRef::There(id) => Ok(id.clone()),
            // By what it is: within a window no two are the same, which was checked.
            TargetRef::New(set) => {
                let mut made = self.targets.iter();
                let made = made.find(|(name, there, _)| *name == window.name && there.is_same(set));
                made.map(|(_, _, id)| id.clone())
                    .ok_or_else(|| Error::failed(format!("the target was not registered: {set}")))
            }
        });
        ids.collect()
    }
}

#[async_trait(?Send)]
impl Step for WindowStep {
    type Memory = Made;

    fn line(&self) -> String {
        self.line()
    }

    fn details(&self) -> Vec<String> {
        let changes = self.changes();
        changes.iter().flat_map(FieldChange::lines).collect()
    }

    async fn apply(
        steps: &[&Self],
        site: &Site,
        made: &mut Made,
        consented: &Consented,
    ) -> Vec<Result<Option<String>>> {
        let mut answers = Vec::new();

        // One after the other: a task needs the window and its targets.
        for step in steps {
            answers.push(Box::pin(one(step, site, made, consented)).await);
        }
        answers
    }
}

async fn one(
    step: &WindowStep,
    site: &Site,
    made: &mut Made,
    consented: &Consented,
) -> Result<Option<String>> {
    match step {
        WindowStep::Create { definition, tags } => {
            check_free(site, &definition.name).await?;
            let id = site.create_window(definition, tags, consented).await?;
            made.windows.push((definition.name.clone(), id.clone()));
            return Ok(Some(id));
        }

        // Kept in mind for the task, which names the targets of its window.
        WindowStep::RegisterTarget { window, set } => {
            let id = made.window(window)?;
            let target = site.register_window_target(&id, set, consented).await?;
            let known = (window.name.clone(), set.clone(), target.clone());
            made.targets.push(known);
            return Ok(Some(target));
        }

        // The last of a new window: until then it does nothing.
        WindowStep::RegisterTask {
            window,
            task,
            targets,
        } => {
            let id = made.window(window)?;
            let targets = made.targets(window, targets)?;
            check_no_task(site, &id).await?;
            let task = site.register_window_task(&id, task, targets, consented);
            return task.await.map(Some);
        }
        _ => change(step, site, made, consented).await?,
    }
    Ok(None)
}

/// A step that changes what is there, right after it was looked at again: the API takes no condition
/// with an update, so that what somebody else did since the plan would be lost.
async fn change(step: &WindowStep, site: &Site, made: &Made, consented: &Consented) -> Result<()> {
    let id = made.window(&step.window())?;
    match step {
        WindowStep::Update { before, after, .. } => {
            update(site, &id, (before, after), consented).await
        }
        WindowStep::UpdateTarget {
            id: target,
            before,
            after,
            ..
        } => {
            check_target(site, &id, target, before).await?;
            let pair = (before, after);
            site.update_window_target(&id, target, pair, consented)
                .await
        }
        WindowStep::DeregisterTarget {
            id: target, before, ..
        } => {
            check_target(site, &id, target, before).await?;
            site.deregister_window_target(&id, target, consented).await
        }
        WindowStep::Tag { set, remove, .. } => tag(site, &id, (set, remove), consented).await,
        WindowStep::Delete {
            definition, others, ..
        } => delete(site, &id, (definition, *others), consented).await,

        // What makes something is done above, so that only the task is left.
        _ => update_task(site, &id, step, made, consented).await,
    }
}

async fn update(
    site: &Site,
    id: &str,
    (before, after): (&Definition, &Definition),
    consented: &Consented,
) -> Result<()> {
    // Its targets and its task are steps of their own, and are looked at by those.
    let now = there(site, id).await?;

    if !now.definition.own_changes(before).is_empty() {
        return Err(changed("the window was changed in between"));
    }
    site.update_window(id, before, after, consented).await
}

async fn tag(
    site: &Site,
    id: &str,
    (set, remove): (&BTreeMap<String, String>, &[String]),
    consented: &Consented,
) -> Result<()> {
    // Setting and removing are two calls. New ones first: should the second call fail, nothing is
    // lost.
    if !set.is_empty() {
        site.tag_window(id, set, consented).await?;
    }

    if !remove.is_empty() {
        site.untag_window(id, remove, consented).await?;
    }
    Ok(())
}

async fn update_task(
    site: &Site,
    place: &str,
    step: &WindowStep,
    made: &Made,
    consented: &Consented,
) -> Result<()> {
    let WindowStep::UpdateTask {
        window,
        id,
        before,
        after,
        ran,
        targets,
    } = step
    else {
        return Ok(());
    };

    // What runs on a target beside those of the plan is a change of somebody else too.
    let now = site.window_task(place, id).await.map_err(gone)?;
    let same = now.targets.len() >= ran.len() && ran.iter().all(|id| now.targets.contains(id));
    if now.task.as_ref() != Ok(&**before) || !same {
        return Err(changed("the task was changed in between"));
    }
    let targets = targets.as_ref();
    let targets = targets.map(|targets| made.targets(window, targets));
    site.update_window_task(
        place,
        (&now, before),
        after,
        targets.transpose()?,
        consented,
    )
    .await
}

async fn delete(
    site: &Site,
    id: &str,
    (definition, others): (&Definition, usize),
    consented: &Consented,
) -> Result<()> {
    // One that is already gone is as it was to be.
    if let Some(now) = site.maintenance_window(id, false).await?
        && (now.definition != *definition || now.others.len() != others)
    {
        return Err(changed("the window was changed in between"));
    }
    site.delete_window(id, consented).await
}

/// AWS takes a second window of one name without a word; documents then could not tell the two
/// apart.
async fn check_free(site: &Site, name: &str) -> Result<()> {
    let windows = site.maintenance_windows().await?;
    match windows.iter().find(|window| window.name == name) {
        None => Ok(()),
        Some(other) => Err(changed(&format!(
            "a window {name} ({}) was made in between",
            other.id
        ))),
    }
}

async fn check_no_task(site: &Site, window: &str) -> Result<()> {
    let now = there(site, window).await?;
    match now.task_id {
        None => Ok(()),
        Some(id) => Err(changed(&format!(
            "the window got a task that patches ({id}) in between"
        ))),
    }
}

async fn check_target(site: &Site, window: &str, id: &str, before: &TargetSet) -> Result<()> {
    let now = there(site, window).await?;
    let mut targets = now.target_ids.iter().zip(now.targets());
    let found = targets.find(|(there, _)| there.as_str() == id);
    match found {
        Some((_, set)) if set.is_same(before) => Ok(()),
        Some(_) => Err(changed("the target was changed in between")),
        None => Err(changed("the target was taken away in between")),
    }
}

async fn there(site: &Site, id: &str) -> Result<Window> {
    let window = site.maintenance_window(id, false).await?;
    window.ok_or_else(|| changed("the window was deleted in between"))
}

/// What `GetMaintenanceWindowTask` says of a task that is not there any more.
fn gone(error: Error) -> Error {
    match error.code() {
        Some("DoesNotExistException") => {
            changed("the task was taken away in between").with_source(error)
        }
        _ => error,
    }
}

/// What was planned rests on something that is not so any more.
fn changed(what: &str) -> Error {
    Error::new(Kind::Refused, format!("{what}, since the plan was made"))
        .hint("run the command again: it plans anew")
}
