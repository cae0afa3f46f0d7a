use super::*;
use crate::document::Source;
use crate::document::asked::{merged, read, yaml};
use crate::domain::id::Scope;
use crate::domain::meant::Asked;
use crate::domain::window::Definition;

const WHOLE: &str = "name: patch-sunday
description: every key
schedule: cron(0 2 ? * TUE#2 *)
timezone: Europe/Berlin
offset: 5
start_date: '2027-01-01T00:00:00Z'
end_date: '2031-01-01T00:00:00Z'
duration: 4
cutoff: 1
enabled: false
allow_unassociated_targets: true
targets:
- tags:
    Env:
    - prod
  name: servers
  description: by tag
  owner: team a
- nodes:
  - i-00000000000000001
  task: false
- resource_group: web
  resource_types:
  - AWS::EC2::Instance
task:
  operation: Install
  reboot_option: NoReboot
  document_version: $LATEST
  override_list: s3://lists/web.yaml
  parameters:
    StepTimeoutSeconds:
    - '3600'
  nodes:
  - i-00000000000000002
  max_concurrency: 10%
  max_errors: '2'
  priority: 3
  cutoff_behavior: CANCEL_TASK
  service_role_arn: arn:aws:iam::111122223333:role/Windows
  output_s3: s3://patch-logs/windows
  comment: patches
  timeout_seconds: 600
  name: patch
  description: every key
tags:
  team: a
";

fn source(text: &str) -> Source<'_> {
    Source {
        name: "windows.yaml",
        text,
        color: false,
    }
}

fn one(text: &str) -> Asked<Definition> {
    let mut all = read::<WindowFile>(source(text)).unwrap_or_else(|error| {
        panic!("{error}\n{}", error.report().unwrap_or_default());
    });
    assert_eq!(all.len(), 1);
    all.remove(0).asked
}

fn told(text: &str) -> String {
    let error = read::<WindowFile>(source(text)).expect_err("a mistake");
    assert_eq!(error.exit_code().number(), 2);
    format!("{error}\n{}", error.report().unwrap_or_default())
}

#[test]
fn a_document_is_written_as_it_was_read() {
    let asked = one(WHOLE);
    let value = value(&asked.definition, asked.tags.as_ref());
    assert_eq!(yaml(std::slice::from_ref(&value)).unwrap(), WHOLE);
    // JSON is read by the same rules.
    assert_eq!(one(&value.to_string()), asked);
}

#[test]
fn numbers_are_amounts_too_and_what_is_left_out_is_as_aws_has_it() {
    let bare = "name: bare\nschedule: rate(7 days)\nduration: 2\ncutoff: 0\ntask: {operation: scan, max_concurrency: 5, max_errors: 0}\ntargets: [{tag_keys: [Env]}]\n";
    let it = one(bare).definition;
    let task = it.task.expect("a task");
    assert_eq!(
        (task.max_concurrency.as_str(), task.max_errors.as_str()),
        ("5", "0")
    );
    assert_eq!(task.document, "AWS-RunPatchBaseline");
    assert!(it.enabled && !it.allow_unassociated_targets);
}

#[test]
fn mistakes_stand_at_their_lines() {
    for (change, word) in [
        (("cutoff: 1", "cutoff: 4"), "4 of 4 hours"),
        (("Europe/Berlin", "Europe/Berln"), "Europe/Berlin"),
        (
            ("cron(0 2 ? * TUE#2 *)", "rate(7 days)"),
            "cron expressions only",
        ),
        (
            ("reboot_option: NoReboot", "reboot_option: Never"),
            "unknown variant `Never`",
        ),
        (("owner: team a", "owned: team a"), "unknown field `owned`"),
        (("  operation: Install\n", ""), "`operation` is missing"),
        (("duration: 4", "duration: four"), "duration"),
        (
            ("tags:\n  team: a", "tags:\n  aws:team: a"),
            "belong to AWS",
        ),
        (("    StepTimeoutSeconds", "    SnapshotId"), "by itself"),
    ] {
        let text = WHOLE.replacen(change.0, change.1, 1);
        let told = told(&text);
        assert!(told.contains(word), "{word}: {told}");
        assert!(
            told.contains("line ") || told.contains("windows.yaml"),
            "{told}"
        );
    }
    let twice = told(&format!("{WHOLE}---\n{WHOLE}"));
    assert!(
        twice.contains("described twice for the same place"),
        "{twice}"
    );
    let apart = format!("{WHOLE}regions: [us-east-1]\n---\n{WHOLE}regions: [eu-west-1]\n");
    assert_eq!(
        read::<WindowFile>(source(&apart))
            .expect("two places")
            .len(),
        2
    );
    let nowhere = told(&format!("{WHOLE}regions: [nowhere]\n"));
    assert!(nowhere.contains("`nowhere`"), "{nowhere}");
}

#[test]
fn what_is_the_same_in_several_places_is_one_document() {
    let scope = |region: &str| Scope {
        account: "111122223333".parse().unwrap(),
        region: region.parse().unwrap(),
    };
    let same = value(&one(WHOLE).definition, None);
    let other = value(
        &one(&WHOLE.replace("duration: 4", "duration: 5")).definition,
        None,
    );
    let things = [
        (scope("eu-west-1"), same.clone()),
        (scope("us-east-1"), same),
        (scope("us-west-2"), other),
    ];
    let documents = merged(&things, true);
    let regions: Vec<_> = documents.iter().map(|one| one["regions"].clone()).collect();
    assert_eq!(
        regions,
        [
            serde_json::json!(["eu-west-1", "us-east-1"]),
            serde_json::json!(["us-west-2"])
        ]
    );
    assert_eq!(merged(&things[..1], false)[0].get("regions"), None);
}

#[test]
fn templates_name_the_parts_by_reference() {
    let asked = one(WHOLE);
    let all = [(&asked.definition, asked.tags.as_ref())];
    let text = terraform(&all).expect("Terraform");
    for part in [
        "resource \"aws_ssm_maintenance_window\" \"patch-sunday\"",
        "window_id = aws_ssm_maintenance_window.patch-sunday.id",
        "aws_ssm_maintenance_window_target.patch-sunday_1.id",
        "schedule_offset = 5",
        "enabled = false",
        "\"NoReboot\"",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // The second target is one that the task leaves out.
    assert!(
        !text.contains("aws_ssm_maintenance_window_target.patch-sunday_2.id"),
        "{text}"
    );

    let text = cloudformation(&all).expect("a template");
    let template: serde_json::Value = serde_yaml::from_str(&text).expect("YAML");
    let task = &template["Resources"]["WindowPatchSundayTask"]["Properties"];
    assert_eq!(
        task["Targets"][0]["Values"],
        serde_json::json!([{"Ref": "WindowPatchSundayTarget1"}, {"Ref": "WindowPatchSundayTarget3"}])
    );
    assert_eq!(task["WindowId"]["Ref"], "WindowPatchSunday");
}
