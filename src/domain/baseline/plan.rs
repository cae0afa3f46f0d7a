//! From the baselines that are wanted and those that are there to the steps that lead from one to
//! the other.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::Serialize;

use super::Definition;
use super::check::{MOST_BASELINES, MOST_GROUPS};
use super::difference;
use super::difference::Difference;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::group::{Identity, Mapping};
use crate::domain::id::baseline::BaselineId;
use crate::domain::id::{AccountId, PatchGroup, Region, Scope};

/// What a document asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desired {
    /// The name, which together with the operating system says which baseline is meant.
    pub name: String,
    /// The operating system.
    pub os: OperatingSystem,
    /// What the baseline is to be; `None` for one of AWS, which can be given groups but not be
    /// written.
    pub definition: Option<Definition>,
    /// Exactly these groups use it; `None` leaves the groups as they are.
    pub groups: Option<Vec<PatchGroup>>,
    /// Whether it is the default for its operating system; `None` leaves that as it is.
    pub default: Option<bool>,
    /// Exactly these tags; `None` leaves the tags as they are.
    pub tags: Option<BTreeMap<String, String>>,
    /// Only in these Regions; empty for every one.
    pub regions: Vec<Region>,
    /// Only in these accounts; empty for every one.
    pub accounts: Vec<AccountId>,
}

impl Desired {
    /// Whether it is meant for a scope.
    pub fn is_for(&self, scope: &Scope) -> bool {
        (self.regions.is_empty() || self.regions.contains(&scope.region))
            && (self.accounts.is_empty() || self.accounts.contains(&scope.account))
    }

    /// Whether a scope could be meant by both.
    pub fn meets(&self, other: &Self) -> bool {
        fn meet<T: PartialEq>(left: &[T], right: &[T]) -> bool {
            left.is_empty() || right.is_empty() || left.iter().any(|item| right.contains(item))
        }
        meet(&self.regions, &other.regions) && meet(&self.accounts, &other.accounts)
    }
}

/// An own baseline as it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Existing {
    /// The id.
    pub id: BaselineId,
    /// What it is.
    pub definition: Definition,
    /// The groups that use it.
    pub groups: Vec<PatchGroup>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was changed last; a change in between is noticed by it.
    pub modified: Option<Timestamp>,
}

/// What is there in one scope.
#[derive(Clone, Debug, Default)]
pub struct Present {
    /// Every baseline, AWS's included.
    pub baselines: Vec<Identity>,
    /// Every group.
    pub mappings: Vec<Mapping>,
    /// The own baselines that a document may mean, in full.
    pub existing: Vec<Existing>,
    /// Their tags, where a document names tags.
    pub tags: BTreeMap<BaselineId, BTreeMap<String, String>>,
}

/// The baseline that a step is about: one that is there, or one that an earlier step creates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// One that is there.
    There {
        /// The id.
        id: BaselineId,
        /// The name.
        name: String,
    },
    /// The one that the plan creates under this name.
    New {
        /// The name.
        name: String,
        /// The operating system.
        os: OperatingSystem,
    },
}

impl Target {
    /// The target that a baseline in a list is.
    pub fn of(identity: &Identity) -> Self {
        Self::There {
            id: identity.id.clone(),
            name: identity.name.clone(),
        }
    }

    /// The name.
    pub fn name(&self) -> &str {
        match self {
            Self::There { name, .. } | Self::New { name, .. } => name,
        }
    }
}

/// One change of one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BaselineStep {
    /// Creates a baseline, with its tags.
    Create {
        /// What it is to be.
        definition: Box<Definition>,
        /// Its tags.
        tags: BTreeMap<String, String>,
    },
    /// Changes a baseline.
    Update {
        /// Which.
        id: BaselineId,
        /// What it was when the plan was made.
        before: Box<Definition>,
        /// What it is to be.
        after: Box<Definition>,
        /// When it had been changed last, as of the plan.
        modified: Option<Timestamp>,
        /// Whether what is not named goes back to its default, rather than stays.
        replace: bool,
    },
    /// Sets and removes tags of a baseline.
    Tag {
        /// Which.
        id: BaselineId,
        /// Its name.
        name: String,
        /// Its tags until then.
        before: BTreeMap<String, String>,
        /// Tags to set.
        set: BTreeMap<String, String>,
        /// Tag keys to remove.
        remove: Vec<String>,
    },
    /// Takes a group from a baseline.
    Deregister {
        /// The group.
        group: PatchGroup,
        /// The baseline that it used.
        from: Target,
    },
    /// Gives a group a baseline.
    Register {
        /// The group.
        group: PatchGroup,
        /// The baseline.
        to: Target,
        /// Whether an earlier step took it from another one, so that the default applies in
        /// between.
        moved: bool,
    },
    /// Makes a baseline the default for its operating system.
    SetDefault {
        /// Which.
        to: Target,
        /// The operating system.
        os: OperatingSystem,
        /// The default until then.
        previous: Option<Target>,
    },
    /// Deletes a baseline.
    Delete {
        /// Which.
        id: BaselineId,
        /// Its name.
        name: String,
    },
}

impl BaselineStep {
    /// What it does, in a line.
    pub fn line(&self) -> String {
        match self {
            Self::Create { definition, .. } => format!(
                "create baseline {} for {}",
                definition.name, definition.rules.os
            ),
            Self::Update {
                id,
                before,
                replace,
                ..
            } => {
                let how = if *replace { "replace" } else { "update" };
                format!("{how} baseline {} ({id})", before.name)
            }
            Self::Tag {
                id,
                name,
                set,
                remove,
                ..
            } => format!("tag baseline {name} ({id}): {}", tag_changes(set, remove)),
            Self::Deregister { group, from } => {
                format!("take group `{group}` from {}", named(from))
            }
            Self::Register { group, to, moved } => {
                // No call of AWS moves a group in one go (SSM API reference).
                let gap = if *moved {
                    "; for a moment the default applies"
                } else {
                    ""
                };
                format!("give group `{group}` to {}{gap}", named(to))
            }
            Self::SetDefault { to, os, previous } => {
                let before = previous.as_ref().map_or_else(String::new, |previous| {
                    format!(", in place of {}", named(previous))
                });
                format!("make {} the default for {os}{before}", named(to))
            }
            Self::Delete { id, name } => format!("delete baseline {name} ({id})"),
        }
    }

    /// What changes inside, for a step that changes a definition.
    pub fn differences(&self) -> Vec<Difference> {
        match self {
            Self::Update { before, after, .. } => difference::differences(before, after),
            _ => Vec::new(),
        }
    }

    /// The word for its kind, for machines.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Create { .. } => "create",
            Self::Update { .. } => "update",
            Self::Tag { .. } => "tag",
            Self::Deregister { .. } => "deregister-group",
            Self::Register { .. } => "register-group",
            Self::SetDefault { .. } => "set-default",
            Self::Delete { .. } => "delete",
        }
    }
}

impl Serialize for BaselineStep {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut row = serializer.serialize_struct("Step", 3)?;
        row.serialize_field("step", self.kind())?;
        row.serialize_field("text", &self.line())?;
        row.serialize_field("differences", &self.differences())?;
        row.end()
    }
}

fn tag_changes(set: &BTreeMap<String, String>, remove: &[String]) -> String {
    let set = set.iter().map(|(key, value)| format!("{key}={value}"));
    let remove = remove.iter().map(|key| format!("no {key}"));

    set.chain(remove).collect::<Vec<_>>().join(", ")
}

fn named(target: &Target) -> String {
    match target {
        Target::There { id, name } => format!("{name} ({})", id.short()),
        Target::New { name, .. } => format!("{name} (new)"),
    }
}

/// The steps that make one scope as the documents want it, in the order in which they are safe:
/// baselines, tags, groups, defaults.
///
/// # Errors
/// A sentence, when a name means two baselines, or one of AWS that is not there.
///
/// With `prune`, own baselines that no document names are deleted at the end, as [`deletion`] does
/// it.
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

fn is(target: &Target, identity: &Identity) -> bool {
    matches!(target, Target::There { id, .. } if id.is_same(&identity.id))
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
        .filter(|mapping| is(target, &mapping.baseline))
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
            if holder.is_some_and(|holder| is(target, holder))
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
        let is_now = now.is_some_and(|now| is(target, now));
        let to = match desired.default {
            Some(true) if !is_now => Some(target.clone()),
            Some(false) if is_now => default_instead(desired.os, targets, present)
                .filter(|aws| !is(target, aws))
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
