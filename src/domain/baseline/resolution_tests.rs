use std::collections::BTreeMap;

use super::*;
use crate::domain::fleet::platform::OperatingSystem as Os;
use crate::domain::id::NodeId;

const AWS: &str = "arn:aws:ssm:us-east-1:075727635805:patchbaseline/pb-0cbb3a633de00f07c";

fn identity(id: &str, name: &str, default: bool) -> Identity {
    Identity {
        id: BaselineId::trusted(id),
        name: name.to_owned(),
        operating_system: Some(Os::RedHat),
        description: None,
        default,
    }
}

fn node(os: Option<Os>, tags: &[(&str, &str)]) -> Tagged {
    let tags: BTreeMap<String, String> = tags
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect();
    Tagged::new(NodeId::trusted("i-1"), os, &tags)
}

fn association(document: &str, over: Option<&str>, tags: Option<&str>) -> PatchAssociation {
    PatchAssociation {
        id: "a-1".to_owned(),
        name: Some("nightly".to_owned()),
        document: document.to_owned(),
        baseline_override: over.map(str::to_owned),
        baseline_tags: tags.map(str::to_owned),
    }
}

fn answer(
    tagged: &Tagged,
    associations: &[PatchAssociation],
    last: Option<&LastReport>,
) -> Resolution {
    answer_knowing(tagged, Some(associations), last)
}

fn answer_knowing(
    tagged: &Tagged,
    associations: Option<&[PatchAssociation]>,
    last: Option<&LastReport>,
) -> Resolution {
    let baselines = [
        identity(AWS, "AWS-RedHatDefaultPatchBaseline", true),
        identity("pb-00000000000000001", "prod", false),
    ];
    let mappings = [Mapping {
        group: "web".parse().unwrap(),
        baseline: baselines[1].clone(),
    }];
    resolve(Evidence {
        tagged,
        mappings: &mappings,
        baselines: &baselines,
        associations,
        last,
    })
}

#[test]
fn the_order_is_override_then_group_then_default() {
    let name = |resolution: &Resolution| {
        resolution
            .baseline
            .as_ref()
            .map(|baseline| baseline.name.clone())
    };
    let grouped = answer(&node(Some(Os::RedHat), &[("PatchGroup", "web")]), &[], None);
    assert_eq!(
        (grouped.why, name(&grouped).as_deref()),
        (Why::PatchGroup, Some("prod"))
    );
    assert!(
        grouped.reason.contains("`PatchGroup` is `web`"),
        "{}",
        grouped.reason
    );
    let silent = answer(
        &node(Some(Os::RedHat), &[("Patch Group", "wbe")]),
        &[],
        None,
    );
    assert_eq!(
        (silent.why, name(&silent).as_deref()),
        (
            Why::UnregisteredGroup,
            Some("AWS-RedHatDefaultPatchBaseline")
        )
    );
    assert!(silent.reason.contains("silently"), "{}", silent.reason);
    let plain = answer(&node(Some(Os::RedHat), &[]), &[], None);
    assert_eq!(
        (plain.why, name(&plain).as_deref()),
        (Why::Default, Some("AWS-RedHatDefaultPatchBaseline"))
    );
    let empty = answer(&node(Some(Os::RedHat), &[("Patch Group", "")]), &[], None);
    assert_eq!(empty.why, Why::Default, "an empty value is no group");
    let policy = answer(
        &node(Some(Os::RedHat), &[("PatchGroup", "web")]),
        &[association("AWS-RunPatchBaseline", Some("s3://b/k"), None)],
        None,
    );
    assert_eq!((policy.why, name(&policy)), (Why::Override, None));
    assert!(
        policy.reason.contains("s3://b/k") && policy.notes[0].contains("prod"),
        "{policy:?}"
    );
    let unknown = answer(&node(None, &[("PatchGroup", "web")]), &[], None);
    assert_eq!((unknown.why, name(&unknown)), (Why::UnknownSystem, None));
}

#[test]
fn baseline_tags_decide_only_where_nothing_else_patches() {
    let by_tags = [association(
        "AWS-RunPatchBaselineAssociation",
        None,
        Some("Key=env,Values=prod"),
    )];
    let only = answer(&node(Some(Os::RedHat), &[]), &by_tags, None);
    assert_eq!(only.why, Why::BaselineTags);
    let last = LastReport {
        baseline: BaselineId::trusted(AWS),
        group: None,
        execution_type: Some("Command".to_owned()),
    };
    let also = answer(&node(Some(Os::RedHat), &[]), &by_tags, Some(&last));
    assert_eq!(also.why, Why::Default);
    assert!(also.notes[0].contains("Key=env,Values=prod"), "{also:?}");
}

#[test]
fn both_keys_and_another_baseline_at_the_last_scan_are_said() {
    let tagged = node(
        Some(Os::RedHat),
        &[("PatchGroup", "web"), ("Patch Group", "web")],
    );
    let last = |id: &str, group: &str, kind: &str| LastReport {
        baseline: BaselineId::trusted(id),
        group: Some(group.to_owned()),
        execution_type: Some(kind.to_owned()),
    };
    let moved = answer(&tagged, &[], Some(&last(AWS, "", "Command")));
    assert!(moved.notes[0].contains("not documented"), "{moved:?}");
    assert!(
        moved.notes[1].contains("AWS-RedHatDefaultPatchBaseline")
            && moved.notes[1].contains("its group was none then"),
        "{moved:?}"
    );
    let gone = answer(
        &tagged,
        &[],
        Some(&last("pb-00000000000000009", "web", "Command")),
    );
    assert!(
        gone.notes[1].contains("no longer there") && !gone.notes[1].contains("its group"),
        "{gone:?}"
    );
    let same = answer(
        &tagged,
        &[],
        Some(&last("pb-00000000000000001", "web", "Command")),
    );
    assert_eq!(same.notes.len(), 1);
    let by_policy = last("pb-00000000000000009", "", "PatchPolicy");
    let unknown = answer_knowing(&node(Some(Os::RedHat), &[]), None, Some(&by_policy));
    assert_eq!(
        unknown.why,
        Why::Override,
        "when the associations cannot be read, the last report is what is known"
    );
    assert!(unknown.notes[0].contains("AWS's default"), "{unknown:?}");
    let removed = answer(&node(Some(Os::RedHat), &[]), &[], Some(&by_policy));
    assert_eq!(
        removed.why,
        Why::Default,
        "the policy was removed from the node"
    );
    assert!(removed.notes[0].contains("any more"), "{removed:?}");
}
