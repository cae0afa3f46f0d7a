//! Which baseline applies to a node, and why: policy override, `BaselineTags`, patch group,
//! default.

use serde::Serialize;

use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::selection::PATCH_GROUP_KEYS;
use crate::domain::group::{Identity, Mapping, Tagged};
use crate::domain::id::baseline::BaselineId;

/// An association of a node that runs a patching document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PatchAssociation {
    /// The id.
    pub id: String,
    /// The name that its maker gave it.
    pub name: Option<String>,
    /// The document, such as `AWS-RunPatchBaseline`.
    pub document: String,
    /// Its parameter `BaselineOverride`, when it has one.
    pub baseline_override: Option<String>,
    /// Its parameter `BaselineTags`, when it has one.
    pub baseline_tags: Option<String>,
}

/// What the last report of a node says of its baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastReport {
    /// The baseline.
    pub baseline: BaselineId,
    /// The patch group, as it was then.
    pub group: Option<String>,
    /// `Command` or `PatchPolicy`, when it is known.
    pub execution_type: Option<String>,
}

/// Everything that decides.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// The node's tags.
    pub tagged: &'a Tagged,
    /// The groups of its account and Region.
    pub mappings: &'a [Mapping],
    /// The baselines of its account and Region.
    pub baselines: &'a [Identity],
    /// Its patching associations; `None` when they could not be read.
    pub associations: Option<&'a [PatchAssociation]>,
    /// Its last report.
    pub last: Option<&'a LastReport>,
}

/// Why a baseline applies, in the order in which AWS decides (AWS User Guide, "About patch
/// policies" and "About patch groups"; the document AWS-RunPatchBaselineAssociation).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Why {
    /// A patch policy, or another association, brings a baseline of its own (`BaselineOverride`).
    Override,
    /// An association picks a baseline by its tags (`BaselineTags`).
    BaselineTags,
    /// The node's patch group has a baseline for its operating system.
    PatchGroup,
    /// The node has a patch group, and that has no baseline for its operating system: the default
    /// is used, silently.
    UnregisteredGroup,
    /// The node has no patch group: the default is used.
    Default,
    /// Patch Manager does not know the operating system.
    UnknownSystem,
}

impl Why {
    /// The word that is shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Override => "OVERRIDE",
            Self::BaselineTags => "BASELINE_TAGS",
            Self::PatchGroup => "PATCH_GROUP",
            Self::UnregisteredGroup => "UNREGISTERED_GROUP",
            Self::Default => "DEFAULT",
            Self::UnknownSystem => "UNKNOWN_SYSTEM",
        }
    }
}

/// The answer for one node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Resolution {
    /// What a patching operation uses that brings no baseline of its own, such as `patch-now` or a
    /// maintenance window; `None` when there is none.
    pub baseline: Option<Identity>,
    /// Why.
    pub why: Why,
    /// The reason in a sentence.
    pub reason: String,
    /// What else is worth knowing.
    pub notes: Vec<String>,
}

/// Says which baseline applies to a node.
pub fn resolve(evidence: Evidence<'_>) -> Resolution {
    let Some(os) = evidence.tagged.operating_system else {
        return Resolution {
            baseline: None,
            why: Why::UnknownSystem,
            reason: "Patch Manager does not know the operating system of the node".to_owned(),
            notes: Vec::new(),
        };
    };

    let registered = registered(evidence, os);
    let default = evidence
        .baselines
        .iter()
        .find(|baseline| baseline.default && baseline.operating_system == Some(os));
    let baseline = registered.or(default).cloned();
    let ordinary = ordinary(os, evidence.tagged, registered, default);

    // What brings a baseline of its own comes before tags, and tags before the group (see [`Why`]).
    let mut notes = Vec::new();
    notes.extend(policy_is_gone(evidence));
    let (why, reason) = overriding(evidence, &ordinary.1, &mut notes)
        .or_else(|| picked_by_tags(evidence, os, &mut notes))
        .unwrap_or(ordinary);
    notes.extend(both_tags(evidence.tagged));
    notes.extend(evidence.last.and_then(|last| {
        let group = evidence.tagged.group();
        last_used(last, baseline.as_ref(), group, evidence.baselines)
    }));

    // A copy in a bucket, or one that is picked on the node, has no identity that could be named.
    let shown = baseline.filter(|_| !matches!(why, Why::Override | Why::BaselineTags));
    Resolution {
        baseline: shown,
        why,
        reason,
        notes,
    }
}

/// The baseline that the node's group uses for its operating system.
fn registered(evidence: Evidence<'_>, os: OperatingSystem) -> Option<&Identity> {
    let group = evidence.tagged.group()?;

    evidence
        .mappings
        .iter()
        .find(|mapping| {
            mapping.group.as_str() == group && mapping.baseline.operating_system == Some(os)
        })
        .map(|mapping| &mapping.baseline)
}

/// Whether the last report came from a patch policy: AWS says so in the execution type (AWS User
/// Guide, "Patch Manager").
fn is_of_policy(evidence: Evidence<'_>) -> bool {
    evidence
        .last
        .is_some_and(|last| last.execution_type.as_deref() == Some("PatchPolicy"))
}

fn policy_is_gone(evidence: Evidence<'_>) -> Option<String> {
    // Only of associations that were read can it be said that none is there.
    let gone = is_of_policy(evidence)
        && evidence.associations.is_some_and(|all| {
            all.iter()
                .all(|association| association.baseline_override.is_none())
        });

    gone.then(|| {
        "the last report came from a patch policy, and no association of the node brings a baseline any more".to_owned()
    })
}

/// What brings a baseline of its own; `ordinary` is what applies to everything else.
fn overriding(
    evidence: Evidence<'_>,
    ordinary: &str,
    notes: &mut Vec<String>,
) -> Option<(Why, String)> {
    let association = evidence
        .associations
        .unwrap_or_default()
        .iter()
        .find(|association| association.baseline_override.is_some());

    let reason = match association {
        Some(association) => format!(
            "the association {} brings its own baseline ({}), which patch groups and defaults do not change",
            label(association),
            association.baseline_override.as_deref().unwrap_or_default()
        ),
        // A policy is known by its last run when its associations cannot be read.
        None if is_of_policy(evidence) && evidence.associations.is_none() => {
            "the last report came from a patch policy, which brings a copy of its own baseline"
                .to_owned()
        }
        None => return None,
    };
    notes.push(format!(
        "a run that brings no baseline of its own would use: {ordinary}"
    ));
    Some((Why::Override, reason))
}

/// An association that picks a baseline by its tags. It decides alone only when nothing else
/// patches the node.
fn picked_by_tags(
    evidence: Evidence<'_>,
    os: OperatingSystem,
    notes: &mut Vec<String>,
) -> Option<(Why, String)> {
    let associations = evidence.associations.unwrap_or_default();
    let association = associations
        .iter()
        .find(|association| association.baseline_tags.is_some())?;
    let tags = association.baseline_tags.as_deref().unwrap_or_default();
    notes.push(format!(
        "runs of the association {} use the own baseline for {os} that is tagged {tags}, when there is exactly one; its results are reported as Association",
        label(association)
    ));

    // The parameter is one of AWS-RunPatchBaselineAssociation alone (its SSM document).
    if !association.document.contains("Association") {
        notes.push(format!(
            "{} does not know BaselineTags",
            association.document
        ));
        return None;
    }
    let is_alone = associations.len() == 1 && evidence.last.is_none();
    is_alone.then(|| {
        let reason = format!(
            "only the association {} patches the node, and it picks the baseline by the tag {tags}",
            label(association)
        );
        (Why::BaselineTags, reason)
    })
}

fn both_tags(tagged: &Tagged) -> Option<String> {
    if !tagged.has_both() {
        return None;
    }

    let [first, second] = tagged.values.clone().map(Option::unwrap_or_default);
    Some(format!(
        "both tags are set, `Patch Group` ({first}) and `PatchGroup` ({second}); which one AWS uses is not documented"
    ))
}

fn label(association: &PatchAssociation) -> String {
    association
        .name
        .clone()
        .unwrap_or_else(|| format!("{} ({})", association.id, association.document))
}

/// What applies without any override: the group's baseline, else the default.
fn ordinary(
    os: OperatingSystem,
    tagged: &Tagged,
    registered: Option<&Identity>,
    default: Option<&Identity>,
) -> (Why, String) {
    let key = tagged
        .values
        .iter()
        .position(|value| value.as_deref().is_some_and(|value| !value.is_empty()));
    let fallback = default.map_or_else(
        || format!("there is no default for {os}"),
        |default| format!("{} for {os} ({})", origin(default), default.name),
    );

    // That a group without a baseline falls back without a word is in the AWS User Guide, "About
    // patch groups".
    match (tagged.group(), registered, key) {
        (Some(group), Some(baseline), Some(key)) => {
            let reason = format!(
                "the tag `{}` is `{group}`, and that group uses {} for {os}",
                PATCH_GROUP_KEYS[key], baseline.name
            );
            (Why::PatchGroup, reason)
        }
        (Some(group), None, Some(key)) => {
            let reason = format!(
                "the tag `{}` is `{group}`, but no baseline is registered for that group and {os}, so that {fallback} is used silently",
                PATCH_GROUP_KEYS[key]
            );
            (Why::UnregisteredGroup, reason)
        }
        _ => (
            Why::Default,
            format!("the node has no patch group, so that {fallback} is used"),
        ),
    }
}

fn origin(default: &Identity) -> &'static str {
    if default.is_aws_owned() {
        "AWS's default"
    } else {
        "the default of the account"
    }
}

/// Whether the last scan used another baseline than the one that applies now.
fn last_used(
    last: &LastReport,
    now: Option<&Identity>,
    group: Option<&str>,
    baselines: &[Identity],
) -> Option<String> {
    // A policy reports the id of its copy, which is none of those that are there (AWS User Guide,
    // patch policies).
    let same = now.is_some_and(|now| now.id.is_same(&last.baseline));
    if same || last.execution_type.as_deref() == Some("PatchPolicy") {
        return None;
    }

    let known = baselines
        .iter()
        .find(|baseline| baseline.id.is_same(&last.baseline));
    let name = known.map_or_else(
        || format!("{}, which is no longer there", last.baseline),
        |known| format!("{} ({})", known.name, known.id),
    );
    let then = last.group.as_deref().filter(|group| !group.is_empty());
    let moved = if then == group {
        String::new()
    } else {
        format!(
            "; its group was {} then",
            then.map_or_else(|| "none".to_owned(), |then| format!("`{then}`"))
        )
    };

    Some(format!(
        "the last report used another baseline: {name}{moved}. The next scan uses the one named here"
    ))
}

#[cfg(test)]
#[path = "resolution_tests.rs"]
mod tests;
