//! From the window that is wanted and the one that is there to the steps that lead from one to the
//! other.

use super::definition::Definition;
use super::step::{TargetRef, WindowRef, WindowStep};
use super::targets::TargetSet;
use super::task::Task;
use super::there::Window;
use crate::domain::meant::{Asked, tag_change};

/// The most windows of an account in a Region (AWS General Reference, quotas of Systems Manager).
pub const MOST_WINDOWS: usize = 50;

/// The steps that make a window. It comes first, and does nothing before its task, which is the
/// last: should one of them fail, no half of it patches anything.
pub fn creation(wanted: &Asked<Definition>) -> Vec<WindowStep> {
    let definition = &wanted.definition;
    let window = WindowRef {
        name: wanted.name.clone(),
        id: None,
    };
    let mut steps = vec![WindowStep::Create {
        definition: Box::new(definition.clone()),
        tags: wanted.tags.clone().unwrap_or_default(),
    }];
    // AWS makes windows that are on (SSM API reference, CreateMaintenanceWindow has no Enabled).
    if !definition.enabled {
        let on = Definition {
            enabled: true,
            ..definition.clone()
        };
        steps.push(WindowStep::Update {
            window: window.clone(),
            before: Box::new(on),
            after: Box::new(definition.clone()),
        });
    }

    let sets = definition.targets.as_deref().unwrap_or_default();
    steps.extend(sets.iter().map(|set| WindowStep::RegisterTarget {
        window: window.clone(),
        set: set.clone(),
    }));
    steps.extend(definition.task.as_ref().map(|task| {
        let on = sets.iter().filter(|set| set.task);
        WindowStep::RegisterTask {
            window,
            task: Box::new(task.clone()),
            targets: on.cloned().map(TargetRef::New).collect(),
        }
    }));
    steps
}

/// The steps that delete a window, with what is in it.
pub fn deletion(present: &Window) -> Vec<WindowStep> {
    vec![WindowStep::Delete {
        window: reference(present),
        definition: Box::new(present.definition.clone()),
        others: present.others.len(),
    }]
}

fn reference(present: &Window) -> WindowRef {
    WindowRef {
        name: present.definition.name.clone(),
        id: Some(present.id.clone()),
    }
}

/// The steps that make a window that is there as it is wanted.
///
/// # Errors
/// A sentence, when its task is to change and no document can describe what it has.
pub fn changes(wanted: &Asked<Definition>, present: &Window) -> Result<Vec<WindowStep>, String> {
    let window = reference(present);
    let (before, after) = (&present.definition, &wanted.definition);
    refuse_undescribed(after, present)?;

    let moves = moves(&window, after.targets.as_deref(), present);
    let own = (!before.own_changes(after).is_empty()).then(|| WindowStep::Update {
        window: window.clone(),
        before: Box::new(before.clone()),
        after: Box::new(after.clone()),
    });
    // What closes a window comes first, and what opens it comes last: meanwhile it runs nothing
    // that nobody wanted.
    let closes = before.enabled && !after.enabled;
    let (first, last) = if closes { (own, None) } else { (None, own) };

    let mut steps: Vec<WindowStep> = first.into_iter().collect();
    steps.extend(moves.come);
    steps.extend(task_step(
        &window,
        after.task.as_ref(),
        moves.runs_on,
        present,
    ));
    steps.extend(moves.go);
    steps.extend(last);

    // Tags were read only where something is said of them.
    let tags = present.tags.clone().unwrap_or_default();
    let change = tag_change(wanted.tags.as_ref(), &tags);
    steps.extend(change.map(|(set, remove)| WindowStep::Tag {
        window,
        before: tags,
        set,
        remove,
    }));
    Ok(steps)
}

/// Refuses to change what no document can describe: it would be lost.
fn refuse_undescribed(after: &Definition, present: &Window) -> Result<(), String> {
    let (name, id) = (&present.definition.name, &present.id);
    // Who says nothing of it changes nothing of it.
    if let (Some(_), Some(why)) = (&after.task, present.undescribed()) {
        return Err(format!(
            "the task of window {name} ({id}) cannot be described: {why}; leave `task` out, and it stays as it is"
        ));
    }

    if let (Some(_), Some(why)) = (&after.targets, &present.odd_targets) {
        return Err(format!(
            "the targets of window {name} ({id}) cannot be described: {why}; leave `targets` out, and they stay as they are"
        ));
    }
    Ok(())
}

/// How targets change.
struct Moves {
    /// What is registered and changed, before the task.
    come: Vec<WindowStep>,
    /// What is taken away, after it: AWS lets nothing go that a task names.
    go: Vec<WindowStep>,
    /// On which targets the task runs then.
    runs_on: Vec<TargetRef>,
}

fn moves(window: &WindowRef, wanted: Option<&[TargetSet]>, present: &Window) -> Moves {
    let there = present.targets();
    let wanted = wanted.unwrap_or(there);
    // Without a word on targets each keeps its own place.
    let (places, free) = places(wanted, there);

    let (mut come, mut runs_on) = (Vec::new(), Vec::new());
    for (place, set) in places.iter().zip(wanted) {
        let id = place.and_then(|index| present.target_ids.get(index));
        let before = place.and_then(|index| there.get(index));
        come.extend(move_of(window, set, before.zip(id)));
        if set.task {
            runs_on.push(id.map_or_else(
                || TargetRef::New(set.clone()),
                |id| TargetRef::There(id.clone()),
            ));
        }
    }

    let go = free.into_iter().map(|index| WindowStep::DeregisterTarget {
        window: window.clone(),
        id: present.target_ids[index].clone(),
        before: there[index].clone(),
    });
    Moves {
        come,
        go: go.collect(),
        runs_on,
    }
}

/// Whose place each of the targets takes, and which of those that are there are left.
fn places(wanted: &[TargetSet], there: &[TargetSet]) -> (Vec<Option<usize>>, Vec<usize>) {
    let mut free: Vec<usize> = (0..there.len()).collect();

    // What is the same stays; of the rest each takes the place of one of its type, as far as there
    // are any, so that ids that others know live on.
    let mut places: Vec<Option<usize>> = wanted
        .iter()
        .map(|set| take(&mut free, |index| there[index].is_same(set)))
        .collect();
    for (place, set) in places.iter_mut().zip(wanted) {
        if place.is_none() {
            *place = take(&mut free, |index| there[index].is_group() == set.is_group());
        }
    }
    (places, free)
}

/// The step that makes a target: of one that is there, or of nothing.
fn move_of(
    window: &WindowRef,
    set: &TargetSet,
    there: Option<(&TargetSet, &String)>,
) -> Option<WindowStep> {
    let window = window.clone();

    match there {
        // Whether the task runs on it is a matter of the task, and told there.
        Some((before, _)) if before.is_same(set) => None,
        Some((before, id)) => Some(WindowStep::UpdateTarget {
            window,
            id: id.clone(),
            before: before.clone(),
            after: set.clone(),
        }),
        None => Some(WindowStep::RegisterTarget {
            window,
            set: set.clone(),
        }),
    }
}

/// Takes the first index that fits out of those that are free.
fn take(free: &mut Vec<usize>, fits: impl Fn(usize) -> bool) -> Option<usize> {
    let place = free.iter().position(|index| fits(*index))?;
    Some(free.remove(place))
}

fn task_step(
    window: &WindowRef,
    wanted: Option<&Task>,
    runs_on: Vec<TargetRef>,
    present: &Window,
) -> Option<WindowStep> {
    let (Some(id), Some(before)) = (&present.task_id, &present.definition.task) else {
        return wanted.map(|task| WindowStep::RegisterTask {
            window: window.clone(),
            task: Box::new(task.clone()),
            targets: runs_on,
        });
    };

    // Without a word on the task it stays as it is, but for targets that come and go.
    let after = wanted.unwrap_or(before);
    let ran: Vec<String> = present
        .targets()
        .iter()
        .zip(&present.target_ids)
        .filter(|(set, _)| set.task)
        .map(|(_, id)| id.clone())
        .collect();
    let same = ran.len() == runs_on.len()
        && ran
            .iter()
            .all(|id| runs_on.contains(&TargetRef::There(id.clone())));
    (!same || before != after).then(|| WindowStep::UpdateTask {
        window: window.clone(),
        id: id.clone(),
        before: Box::new(before.clone()),
        after: Box::new(after.clone()),
        ran,
        targets: (!same).then_some(runs_on),
    })
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
