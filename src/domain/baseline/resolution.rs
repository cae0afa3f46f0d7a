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

/// Why a baseline applies (facts: resolution order).
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
        let reason = "Patch Manager does not know the operating system of the node".to_owned();
        return Resolution {
            baseline: None,
            why: Why::UnknownSystem,
            reason,
            notes: Vec::new(),
        };
    };
    let group = evidence.tagged.group();
    let registered = group.and_then(|group| {
        let found = evidence.mappings.iter().find(|mapping| {
            mapping.group.as_str() == group && mapping.baseline.operating_system == Some(os)
        });
        found.map(|mapping| &mapping.baseline)
    });
    let default = evidence
        .baselines
        .iter()
        .find(|baseline| baseline.default && baseline.operating_system == Some(os));
    let baseline = registered.or(default).cloned();
    let (mut why, mut reason) = ordinary(os, evidence.tagged, registered, default);
    let mut notes = Vec::new();
    let policy = evidence
        .last
        .is_some_and(|last| last.execution_type.as_deref() == Some("PatchPolicy"));
    let associations = evidence.associations.unwrap_or_default();
    if policy
        && evidence.associations.is_some_and(|all| {
            all.iter()
                .all(|association| association.baseline_override.is_none())
        })
    {
        notes.push("the last report came from a patch policy, and no association of the node brings a baseline any more".to_owned());
    }
    if let Some(association) = associations
        .iter()
        .find(|association| association.baseline_override.is_some())
    {
        notes.push(format!(
            "a run that brings no baseline of its own would use: {reason}"
        ));
        why = Why::Override;
        let url = association.baseline_override.as_deref().unwrap_or_default();
        reason = format!(
            "the association {} brings its own baseline ({url}), which patch groups and defaults do not change",
            label(association)
        );
    } else if policy && evidence.associations.is_none() {
        notes.push(format!(
            "a run that brings no baseline of its own would use: {reason}"
        ));
        why = Why::Override;
        "the last report came from a patch policy, which brings a copy of its own baseline"
            .clone_into(&mut reason);
    } else if let Some(association) = associations
        .iter()
        .find(|association| association.baseline_tags.is_some())
    {
        let tags = association.baseline_tags.as_deref().unwrap_or_default();
        notes.push(format!(
            "runs of the association {} use the own baseline for {os} that is tagged {tags}, when there is exactly one; its results are reported as Association",
            label(association)
        ));
        if !association.document.contains("Association") {
            notes.push(format!(
                "{} does not know BaselineTags",
                association.document
            ));
        } else if associations.len() == 1 && evidence.last.is_none() {
            why = Why::BaselineTags;
            reason = format!(
                "only the association {} patches the node, and it picks the baseline by the tag {tags}",
                label(association)
            );
        }
    }
    if evidence.tagged.has_both() {
        let [first, second] = evidence
            .tagged
            .values
            .clone()
            .map(Option::unwrap_or_default);
        notes.push(format!("both tags are set, `Patch Group` ({first}) and `PatchGroup` ({second}); which one AWS uses is not documented"));
    }
    notes.extend(
        evidence
            .last
            .and_then(|last| last_used(last, baseline.as_ref(), group, evidence.baselines)),
    );
    let shown = if why == Why::Override || why == Why::BaselineTags {
        None
    } else {
        baseline
    };
    Resolution {
        baseline: shown,
        why,
        reason,
        notes,
    }
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
    let origin = |default: &Identity| {
        if default.is_aws_owned() {
            "AWS's default"
        } else {
            "the default of the account"
        }
    };
    let fallback = default.map_or_else(
        || format!("there is no default for {os}"),
        |default| format!("{} for {os} ({})", origin(default), default.name),
    );
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

/// Whether the last scan used another baseline than the one that applies now.
fn last_used(
    last: &LastReport,
    now: Option<&Identity>,
    group: Option<&str>,
    baselines: &[Identity],
) -> Option<String> {
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
