use super::*;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::{NodeId, Scope};

fn at(time: &str) -> Timestamp {
    time.parse().expect("a time")
}

fn patch(title: &str, state: PatchState, installed: Option<&str>) -> ReportedPatch {
    ReportedPatch {
        title: title.to_owned(),
        kb_id: title.split(':').next().unwrap_or_default().to_owned(),
        classification: String::new(),
        severity: String::new(),
        state,
        installed_at: installed.map(at),
        cve_ids: Vec::new(),
    }
}

fn node(missing: &[&str], hits: &[&str], had: &[&str], asks: &[(&str, &str)]) -> PlannedNode {
    let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
    let ask = |(id, title): &(&str, &str)| Entry {
        id: (*id).to_owned(),
        title: Some((*title).to_owned()),
    };
    PlannedNode {
        scope: Scope {
            account: "111122223333".parse().expect("an account"),
            region: "us-east-1".parse().expect("a Region"),
        },
        node: NodeId::trusted("i-1"),
        name: String::new(),
        operating_system: OperatingSystem::AmazonLinux2023,
        patch_group: None,
        baseline: None,
        wave: 1,
        before: None,
        reported_at: None,
        missing: texts(missing),
        override_hits: texts(hits),
        override_installed: texts(had),
        override_notes: Vec::new(),
        override_asks: asks.iter().map(ask).collect(),
    }
}

const BEGAN: &str = "2026-11-21T12:00:00Z";

#[test]
fn what_was_installed_is_what_the_node_has_since_the_command_began() {
    use PatchState::{Installed, InstalledOther, InstalledPendingReboot, Missing};
    let before = node(&["a:1", "b:1", "old:1", "still:1", "apt:1"], &[], &[], &[]);
    let after = [
        patch("a:1", Installed, Some("2026-11-21T12:03:00Z")),
        patch("b:1", InstalledPendingReboot, Some("2026-11-21T12:04:00Z")),
        // The plan's report was old: somebody installed it meanwhile.
        patch("old:1", Installed, Some("2026-11-20T12:00:00Z")),
        patch("still:1", Missing, None),
        // A list beyond the baseline, and what was approved after the plan's report.
        patch("beyond:2", InstalledOther, Some("2026-11-21T12:05:00Z")),
        patch("base:1", InstalledOther, Some("2024-01-01T00:00:00Z")),
        // Without a time only what was missing can be told to be new.
        patch("apt:1", Installed, None),
        patch("had:1", Installed, None),
    ];
    let found = installed(Some(&before), Some(at(BEGAN)), &after);
    assert_eq!(found, ["a:1", "apt:1", "b:1", "beyond:2"]);

    // Windows dates by the day alone.
    let windows = [
        patch("KB1", Installed, Some("2026-11-21T00:00:00Z")),
        patch("KB2", Installed, Some("2026-11-20T00:00:00Z")),
    ];
    assert_eq!(installed(None, Some(at(BEGAN)), &windows), ["KB1"]);
    assert!(installed(None, None, &windows).is_empty());
}

#[test]
fn a_list_that_installs_nothing_is_no_success() {
    use PatchState::{Installed, InstalledOther, Missing};
    let judged = |before: &PlannedNode, after: &[ReportedPatch], new: &[&str]| {
        let new: Vec<String> = new.iter().map(|title| (*title).to_owned()).collect();
        by_list(before, after, &new)
    };
    let outcome = |found: Option<(Outcome, String)>| found.map(|(outcome, _)| outcome);

    // It names nothing of the node.
    let nothing = node(&["a:1"], &[], &[], &[]);
    let found = judged(&nothing, &[patch("a:1", Missing, None)], &[]);
    assert_eq!(outcome(found), Some(Outcome::NothingInstalled));
    // It named nothing that was reported, and installed something all the same.
    assert_eq!(judged(&nothing, &[], &["beyond:2"]), None);

    let named = node(&["a:1"], &["a:1"], &[], &[]);
    let still = judged(&named, &[patch("a:1", Missing, None)], &[]);
    assert_eq!(outcome(still), Some(Outcome::StillMissing));
    assert_eq!(
        judged(&named, &[patch("a:1", Installed, None)], &["a:1"]),
        None
    );
    // Everything was there before: there is nothing to do.
    let had = node(&[], &["a:1"], &["a:1"], &[]);
    assert_eq!(judged(&had, &[patch("a:1", Installed, None)], &[]), None);

    // It asks for a version that the node did not get.
    let asks = node(
        &[],
        &["openssl.x86_64:1:1.1-1"],
        &["openssl.x86_64:1:1.1-1"],
        &[("openssl.x86_64", "*1.2-1"), ("openssl.x86_64", "*1.3-1")],
    );
    let old = [patch("openssl.x86_64:1:1.1-1", InstalledOther, None)];
    let (verdict, why) = judged(&asks, &old, &[]).expect("a verdict");
    assert_eq!(verdict, Outcome::StillMissing);
    assert!(
        why.contains("asks for openssl.x86_64 *1.2-1 or *1.3-1"),
        "{why}"
    );
    assert!(
        why.ends_with("the node reports openssl.x86_64:1:1.1-1 as InstalledOther"),
        "{why}"
    );
    let new = [patch("openssl.x86_64:1:1.3-1", InstalledOther, None)];
    assert_eq!(judged(&asks, &new, &["openssl.x86_64:1:1.3-1"]), None);
}
