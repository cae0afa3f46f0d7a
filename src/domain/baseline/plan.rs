//! From the baselines that are wanted and those that are there to the steps that lead from one to
//! the other.

use std::collections::{BTreeMap, BTreeSet};

use super::Definition;
use super::check::{MOST_BASELINES, MOST_GROUPS};
use super::difference;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::group::Identity;
use crate::domain::id::PatchGroup;

pub use super::step::{BaselineStep, Desired, Existing, Present, Target};

/// The steps that make one scope as the documents want it, in the order in which they are safe:
/// baselines, tags, groups, defaults.
///
/// With `prune`, own baselines that no document names are deleted at the end, as [`deletion`] does
/// it.
///
/// # Errors
/// A sentence, when a name means two baselines, or one of AWS that is not there, or when there
/// would be more own baselines than AWS allows.
pub fn plan(
    wanted: &[&Desired],
    present: &Present,
    prune: bool,
) -> Result<Vec<BaselineStep>, String> {
    let mut steps = Vec::new();
    let mut tag_steps = Vec::new();
    let mut targets = Vec::new();

    for desired in wanted {
        let target = match &desired.definition {
            None => Target::of(predefined(desired, present)?),
            Some(definition) => {
                baseline_steps(desired, definition, present, &mut steps, &mut tag_steps)?
            }
        };
        targets.push((*desired, target));
    }

    // Groups and defaults come behind the baselines: they may need one that is created here.
    steps.extend(tag_steps);
    steps.extend(group_steps(&targets, present));
    steps.extend(default_steps(&targets, present));

    // Deletions are the last: they cannot be taken back, and AWS deletes no baseline that a group
    // still uses (SSM API reference, DeletePatchBaseline).
    if prune {
        let pruned: Vec<BaselineStep> = unnamed(wanted, present)
            .into_iter()
            .flat_map(|baseline| rest_of_deletion(baseline, present, &steps))
            .collect();
        steps.extend(pruned);
    }

    check_room(&steps, present)?;
    Ok(steps)
}

/// Own baselines that no document names.
pub fn unnamed<'a>(wanted: &[&Desired], present: &'a Present) -> Vec<&'a Identity> {
    // A name alone is not enough: there may be one of that name for another operating system.
    let is_named = |baseline: &Identity| wanted.iter().any(|desired| means(desired, baseline));

    present
        .baselines
        .iter()
        .filter(|baseline| !baseline.is_aws_owned() && !is_named(baseline))
        .collect()
}

fn means(desired: &Desired, baseline: &Identity) -> bool {
    desired.name == baseline.name && baseline.operating_system == Some(desired.os)
}

/// A deletion without what earlier steps of the plan do already.
fn rest_of_deletion(
    baseline: &Identity,
    present: &Present,
    earlier: &[BaselineStep],
) -> Vec<BaselineStep> {
    deletion(baseline, present)
        .into_iter()
        .filter(|step| !earlier.iter().any(|other| makes_needless(other, step)))
        .collect()
}

/// Whether a step of a deletion would fail, or undo what was wanted, behind another one.
fn makes_needless(earlier: &BaselineStep, step: &BaselineStep) -> bool {
    use BaselineStep::{Deregister, SetDefault};

    match (earlier, step) {
        (
            Deregister {
                group: gone,
                from: holder,
            },
            Deregister { group, from },
        ) => gone == group && holder == from,
        // Whatever the plan made the default, it is not the one that goes.
        (SetDefault { os: set, .. }, SetDefault { os, .. }) => set == os,
        _ => false,
    }
}

/// More baselines than AWS allows are said before anything is done. New ones come before old ones
/// go.
fn check_room(steps: &[BaselineStep], present: &Present) -> Result<(), String> {
    let own = present
        .baselines
        .iter()
        .filter(|baseline| !baseline.is_aws_owned())
        .count();
    let new = steps
        .iter()
        .filter(|step| matches!(step, BaselineStep::Create { .. }))
        .count();

    // Who has too many already may still change and delete them.
    if new > 0 && own + new > MOST_BASELINES {
        return Err(format!(
            "there are {own} own baselines and {new} more are wanted; AWS allows {MOST_BASELINES} in an account and Region"
        ));
    }
    Ok(())
}

fn predefined<'a>(desired: &Desired, present: &'a Present) -> Result<&'a Identity, String> {
    let mut of_aws = present
        .baselines
        .iter()
        .filter(|baseline| baseline.is_aws_owned());

    // Which baselines AWS has depends on the Region.
    of_aws
        .find(|baseline| means(desired, baseline))
        .ok_or_else(|| {
            format!(
                "AWS has no baseline called {} for {} here",
                desired.name, desired.os
            )
        })
}

fn baseline_steps(
    desired: &Desired,
    definition: &Definition,
    present: &Present,
    steps: &mut Vec<BaselineStep>,
    tag_steps: &mut Vec<BaselineStep>,
) -> Result<Target, String> {
    let Some(existing) = existing(desired, present)? else {
        steps.push(BaselineStep::Create {
            definition: Box::new(definition.clone()),
            tags: desired.tags.clone().unwrap_or_default(),
        });
        return Ok(Target::New {
            name: desired.name.clone(),
            os: desired.os,
        });
    };

    if !difference::differences(&existing.definition, definition).is_empty() {
        steps.push(BaselineStep::Update {
            id: existing.id.clone(),
            before: Box::new(existing.definition.clone()),
            after: Box::new(definition.clone()),
            modified: existing.modified,
            // A document says everything. Without it, a field that the document leaves out would
            // stay as it is (SSM API reference, UpdatePatchBaseline).
            replace: true,
        });
    }
    tag_steps.extend(tag_step(desired, existing, present));

    Ok(Target::There {
        id: existing.id.clone(),
        name: desired.name.clone(),
    })
}

/// The own baseline that a document means. AWS keeps names not unique, so that there may be more
/// than one; to pick one of them would be a guess.
fn existing<'p>(desired: &Desired, present: &'p Present) -> Result<Option<&'p Existing>, String> {
    let found: Vec<&Existing> = present
        .existing
        .iter()
        .filter(|existing| {
            existing.definition.name == desired.name && existing.definition.rules.os == desired.os
        })
        .collect();

    // Names are not unique in AWS: with two of them nobody can say which one is meant.
    if let [] | [_] = found[..] {
        return Ok(found.first().copied());
    }

    let ids: Vec<&str> = found.iter().map(|existing| existing.id.as_str()).collect();
    Err(format!(
        "{} for {} names {} baselines: {}",
        desired.name,
        desired.os,
        found.len(),
        ids.join(", ")
    ))
}

/// The step that gives a baseline its tags; `None` when it has them, or when the document does not
/// speak of tags.
fn tag_step(desired: &Desired, existing: &Existing, present: &Present) -> Option<BaselineStep> {
    let new = desired.tags.as_ref()?;
    let before = present.tags.get(&existing.id).cloned().unwrap_or_default();

    let set: BTreeMap<String, String> = new
        .iter()
        .filter(|(key, value)| before.get(*key) != Some(value))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    // Tags that begin with `aws:` are AWS's own, and not ours to remove.
    let remove: Vec<String> = before
        .keys()
        .filter(|key| !new.contains_key(*key) && !key.starts_with("aws:"))
        .cloned()
        .collect();
    if set.is_empty() && remove.is_empty() {
        return None;
    }

    Some(BaselineStep::Tag {
        id: existing.id.clone(),
        name: desired.name.clone(),
        before,
        set,
        remove,
    })
}

/// A group that changes its baseline: what takes it from the old one, and what gives it to the new.
type Move = (Option<BaselineStep>, BaselineStep);

/// Groups move one by one, so that each is without its baseline for as short as can be.
fn group_steps(targets: &[(&Desired, Target)], present: &Present) -> Vec<BaselineStep> {
    // What is let go comes first: a baseline may have 25 groups at most.
    let mut steps = letting_go(targets, present);
    let moves = moves(targets, present);

    if fits_one_by_one(&steps, &moves, |target| held(target, present).count()) {
        steps.extend(
            moves
                .into_iter()
                .flat_map(|(take, give)| take.into_iter().chain([give])),
        );
    } else {
        // Full baselines that swap groups have room only when all of them have let go.
        let (takes, gives): (Vec<Option<BaselineStep>>, Vec<BaselineStep>) =
            moves.into_iter().unzip();
        steps.extend(takes.into_iter().flatten());
        steps.extend(gives);
    }
    steps
}

/// The groups that a baseline has now.
fn held<'p>(target: &Target, present: &'p Present) -> impl Iterator<Item = &'p PatchGroup> {
    present
        .mappings
        .iter()
        .filter(|mapping| target.stands_for(&mapping.baseline))
        .map(|mapping| &mapping.group)
}

/// Takes groups away that no document gives to a baseline any more.
fn letting_go(targets: &[(&Desired, Target)], present: &Present) -> Vec<BaselineStep> {
    let mut steps = Vec::new();

    for (desired, target) in targets {
        // Without a word on groups they stay as they are.
        let Some(groups) = &desired.groups else {
            continue;
        };
        for group in held(target, present) {
            // A group that another baseline gets is moved later, and not left without one till
            // then.
            if !groups.contains(group) && !is_wanted(group, desired.os, targets) {
                steps.push(BaselineStep::Deregister {
                    group: group.clone(),
                    from: target.clone(),
                });
            }
        }
    }

    steps
}

/// Whether any document gives the group a baseline for the operating system.
fn is_wanted(group: &PatchGroup, os: OperatingSystem, targets: &[(&Desired, Target)]) -> bool {
    targets
        .iter()
        .filter(|(desired, _)| desired.os == os)
        .flat_map(|(desired, _)| desired.groups.iter().flatten())
        .any(|wanted| wanted == group)
}

fn moves(targets: &[(&Desired, Target)], present: &Present) -> Vec<Move> {
    let mut moves = Vec::new();
    let mut settled: BTreeSet<(&PatchGroup, OperatingSystem)> = BTreeSet::new();

    for (desired, target) in targets {
        for group in desired.groups.iter().flatten() {
            let holder = holder(group, desired.os, present);
            // A group has one baseline for each operating system (AWS User Guide, "About patch
            // groups"): the first document that names it has it.
            if holder.is_some_and(|holder| target.stands_for(holder))
                || !settled.insert((group, desired.os))
            {
                continue;
            }

            let take = holder.map(|holder| BaselineStep::Deregister {
                group: group.clone(),
                from: Target::of(holder),
            });
            let give = BaselineStep::Register {
                group: group.clone(),
                to: target.clone(),
                moved: take.is_some(),
            };
            moves.push((take, give));
        }
    }

    moves
}

/// The baseline that a group uses now for an operating system.
fn holder<'p>(
    group: &PatchGroup,
    os: OperatingSystem,
    present: &'p Present,
) -> Option<&'p Identity> {
    present
        .mappings
        .iter()
        .find(|mapping| mapping.group == *group && mapping.baseline.operating_system == Some(os))
        .map(|found| &found.baseline)
}

/// Whether no baseline has more than 25 groups at any time when the groups move one after the
/// other.
fn fits_one_by_one(
    before: &[BaselineStep],
    moves: &[Move],
    held: impl Fn(&Target) -> usize,
) -> bool {
    let mut counts: Vec<(&Target, usize)> = Vec::new();
    let steps = before.iter().chain(
        moves
            .iter()
            .flat_map(|(take, give)| take.iter().chain([give])),
    );

    for step in steps {
        let (target, gives) = match step {
            BaselineStep::Deregister { from, .. } => (from, false),
            BaselineStep::Register { to, .. } => (to, true),
            _ => continue,
        };

        // A list and not a map: a target has no order, and few of them are in a plan.
        let position = counts
            .iter()
            .position(|(known, _)| *known == target)
            .unwrap_or_else(|| {
                counts.push((target, held(target)));
                counts.len() - 1
            });
        let count = &mut counts[position].1;
        *count = if gives {
            *count + 1
        } else {
            count.saturating_sub(1)
        };
        if *count > MOST_GROUPS {
            return false;
        }
    }

    true
}

fn default_steps(targets: &[(&Desired, Target)], present: &Present) -> Vec<BaselineStep> {
    let mut steps = Vec::new();

    for (desired, target) in targets {
        let now = default_now(desired.os, present);
        let is_now = now.is_some_and(|now| target.stands_for(now));
        // There is always a default: to be none any more means that AWS's own one is again.
        let to = match desired.default {
            Some(true) if !is_now => Some(target.clone()),
            Some(false) if is_now => default_instead(desired.os, targets, present)
                .filter(|aws| !target.stands_for(aws))
                .map(Target::of),
            _ => None,
        };

        steps.extend(to.map(|to| BaselineStep::SetDefault {
            to,
            os: desired.os,
            previous: now.map(Target::of),
        }));
    }

    steps
}

fn default_now(os: OperatingSystem, present: &Present) -> Option<&Identity> {
    present
        .baselines
        .iter()
        .find(|baseline| baseline.default && baseline.operating_system == Some(os))
}

/// What takes the place of a default that is to be none any more: AWS's own, for AWS has no call
/// that leaves an operating system without one. `None` when a document names another.
fn default_instead<'p>(
    os: OperatingSystem,
    targets: &[(&Desired, Target)],
    present: &'p Present,
) -> Option<&'p Identity> {
    let is_named = targets
        .iter()
        .any(|(other, _)| other.os == os && other.default == Some(true));

    aws_default(os, present).filter(|_| !is_named)
}

fn aws_default(os: OperatingSystem, present: &Present) -> Option<&Identity> {
    present
        .baselines
        .iter()
        .find(|baseline| baseline.is_predefined_default() && baseline.operating_system == Some(os))
}

/// The steps that delete a baseline whatever holds it: the AWS default first, then its groups, then
/// itself.
pub fn deletion(baseline: &Identity, present: &Present) -> Vec<BaselineStep> {
    let mut steps = Vec::new();
    let target = Target::of(baseline);

    // AWS refuses to delete what has groups (SSM API reference, DeletePatchBaseline), and what is a
    // default (as the Terraform provider found; the reference does not say so).
    if let (true, Some(os)) = (baseline.default, baseline.operating_system)
        && let Some(aws) = aws_default(os, present)
    {
        steps.push(BaselineStep::SetDefault {
            to: Target::of(aws),
            os,
            previous: Some(target.clone()),
        });
    }
    for mapping in present
        .mappings
        .iter()
        .filter(|mapping| mapping.baseline.id.is_same(&baseline.id))
    {
        steps.push(BaselineStep::Deregister {
            group: mapping.group.clone(),
            from: target.clone(),
        });
    }

    steps.push(BaselineStep::Delete {
        id: baseline.id.clone(),
        name: baseline.name.clone(),
    });
    steps
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
