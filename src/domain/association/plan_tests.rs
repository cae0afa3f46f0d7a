use std::collections::BTreeMap;

use super::super::check::tests::definition;
use super::super::{DOCUMENTS, Overview};
use super::*;

/// The association of the definition as AWS shows it.
pub(in crate::domain) fn present() -> Association {
    let definition = definition();
    Association {
        id: "00000000-0000-4000-8000-000000000001".to_owned(),
        version: "1".to_owned(),
        name: Some(definition.name.clone()),
        document: DOCUMENTS[0].to_owned(),
        targets: definition.targets.conditions(),
        schedule: definition.schedule.clone(),
        parameters: BTreeMap::new(),
        output: None,
        definition: Ok(definition),
        kept: Vec::new(),
        overview: Overview::default(),
        last_run: None,
        created: None,
        modified: None,
        tags: Some(BTreeMap::from([("team".to_owned(), "a".to_owned())])),
    }
}

fn asked() -> Asked<Definition> {
    let definition = definition();
    Asked {
        name: definition.name.clone(),
        definition,
        tags: None,
        regions: Vec::new(),
        accounts: Vec::new(),
    }
}

fn lines(steps: &[AssociationStep]) -> Vec<String> {
    steps.iter().map(AssociationStep::line).collect()
}

#[test]
fn what_is_as_wanted_needs_no_step() {
    assert_eq!(changes(&asked(), &present()), Ok(Vec::new()));
}

#[test]
fn what_differs_is_one_update_and_tags_are_a_step_of_their_own() {
    let mut wanted = asked();
    wanted.definition.schedule = Some("cron(0 4 * * ? *)".to_owned());
    wanted.definition.targets.tags =
        [("env".to_owned(), vec!["prod".to_owned(), "test".to_owned()])].into();
    wanted.tags = Some(BTreeMap::from([("team".to_owned(), "b".to_owned())]));
    let steps = changes(&wanted, &present()).expect("steps");
    assert_eq!(
        lines(&steps),
        [
            "update association scan-daily (00000000-0000-4000-8000-000000000001), which runs at once",
            "tag association scan-daily (00000000-0000-4000-8000-000000000001): team=b",
        ]
    );
    let told: Vec<String> = steps[0]
        .changes()
        .iter()
        .flat_map(|it| it.lines())
        .collect();
    assert_eq!(
        told,
        [
            "- targets: tag env=prod",
            "+ targets: tag env=prod,test",
            "- schedule: cron(0 2 * * ? *)",
            "+ schedule: cron(0 4 * * ? *)",
        ]
    );
    let fields = steps[1].fields();
    assert_eq!(fields[0].place, "tags.team");
    assert_eq!(
        (fields[0].before.as_deref(), fields[0].after.as_deref()),
        (Some("a"), Some("b"))
    );
}

#[test]
fn what_is_made_and_deleted_is_told_whole() {
    let made = creation(&asked());
    assert!(
        lines(&made)[0].starts_with("create association scan-daily: Scan with AWS-RunPatchBaselineAssociation; cron(0 2 * * ? *)"),
        "{made:?}"
    );
    assert!(
        made[0]
            .fields()
            .iter()
            .any(|field| field.place == "operation")
    );
    let gone = deletion(&present());
    assert!(gone[0].fields().iter().all(|field| field.after.is_none()));
    let odd = Association {
        definition: Err("it has no Operation".to_owned()),
        name: None,
        ..present()
    };
    let gone = deletion(&odd);
    assert_eq!(
        lines(&gone),
        ["delete association 00000000-0000-4000-8000-000000000001"]
    );
    assert_eq!(gone[0].fields().len(), 1);
}

#[test]
fn what_is_not_ours_or_cannot_be_described_is_left() {
    let quick = Association {
        name: Some("AWS-QuickSetup-PatchPolicy-ScanForPatches-abcde".to_owned()),
        ..present()
    };
    assert!(
        changes(&asked(), &quick)
            .unwrap_err()
            .contains("of Quick Setup")
    );
    let odd = Association {
        definition: Err("it has no Operation".to_owned()),
        ..present()
    };
    assert!(
        changes(&asked(), &odd)
            .unwrap_err()
            .contains("cannot be described: it has no")
    );
    let kept = Association {
        kept: vec!["TargetLocations"],
        ..present()
    };
    for (one, is) in [
        (present(), true),
        (quick, false),
        (odd, false),
        (kept, false),
    ] {
        assert_eq!(is_describable(&one), is, "{one:?}");
    }
}
