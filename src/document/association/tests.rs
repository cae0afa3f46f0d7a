use super::*;
use crate::document::Source;
use crate::document::asked::{read, yaml};
use crate::domain::association::{Definition, Sync};
use crate::domain::meant::Asked;
use crate::domain::run::patching::RebootOption;

const WHOLE: &str = r"name: install-sunday
document: AWS-RunPatchBaselineAssociation
document_version: $LATEST
operation: Install
reboot_option: NoReboot
baseline_tags: Key=Env,Values=prod,test
override_list: s3://lists/web.yaml
targets:
  tags:
    Env:
    - prod
schedule: cron(0 2 ? * TUE#2 *)
at_once: false
offset: 5
duration: 4
calendar_names:
- arn:aws:ssm:us-east-1:111122223333:document/open
max_concurrency: 10%
max_errors: '2'
compliance_severity: HIGH
sync_compliance: MANUAL
output_s3: s3://patch-logs/associations
output_region: eu-west-1
role_arn: arn:aws:iam::111122223333:role/Associations
tags:
  team: a
";

fn source(text: &str) -> Source<'_> {
    Source {
        name: "associations.yaml",
        text,
        color: false,
    }
}

fn one(text: &str) -> Asked<Definition> {
    let mut all = read::<AssociationFile>(source(text)).unwrap_or_else(|error| {
        panic!("{error}\n{}", error.report().unwrap_or_default());
    });
    assert_eq!(all.len(), 1);
    all.remove(0).asked
}

fn told(text: &str) -> String {
    let error = read::<AssociationFile>(source(text)).expect_err("a mistake");
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
fn what_is_left_out_is_as_it_should_be() {
    let bare = "name: bare\noperation: scan\ntargets: {all: true}\nschedule: cron(0 2 * * ? *)\nmax_concurrency: 5\n";
    let it = one(bare).definition;
    assert_eq!(it.document, "AWS-RunPatchBaselineAssociation");
    assert_eq!(it.sync_compliance, Sync::Manual);
    assert_eq!(it.max_concurrency.as_deref(), Some("5"));
    assert!(it.at_once, "a scan runs at once, as AWS has it");

    let ordinary = format!("{bare}document: AWS-RunPatchBaseline\n");
    assert_eq!(one(&ordinary).definition.sync_compliance, Sync::Auto);
    let install = ordinary.replace("scan", "install") + "reboot_option: RebootIfNeeded\n";
    let it = one(&install).definition;
    assert!(!it.at_once, "an installation waits for its time");
    assert_eq!(it.reboot_option, Some(RebootOption::RebootIfNeeded));
    let rate = install.replace("cron(0 2 * * ? *)", "rate(7 days)");
    assert!(one(&rate).definition.at_once, "a rate cannot wait");
    let asked = one(&format!("{install}at_once: true\n"));
    assert!(asked.definition.at_once);
    // What was said of it is said again, whatever would be usual.
    let again = value(&asked.definition, None);
    assert_eq!(again["at_once"], true);
    assert_eq!(value(&one(&rate).definition, None).get("at_once"), None);
}

#[test]
fn mistakes_stand_at_their_lines() {
    for (change, word) in [
        (("at_once: false", "at_once: true"), "an offset needs"),
        (("TUE#2", "TUE#2 *"), "cron"),
        (
            ("reboot_option: NoReboot", "reboot_option: Never"),
            "unknown variant `Never`",
        ),
        (("duration: 4", "duration: four"), "duration"),
        (("role_arn", "role"), "unknown field `role`"),
        (("operation: Install\n", ""), "`operation` is missing"),
        (
            ("sync_compliance: MANUAL", "sync_compliance: AUTO"),
            "needs MANUAL",
        ),
        (
            ("tags:\n  team: a", "tags:\n  aws:team: a"),
            "belong to AWS",
        ),
        (
            ("Key=Env,Values", "Env=prod,Values"),
            "names no key and values",
        ),
        (
            (
                "    Env:\n    - prod",
                "    Env:\n    - prod\n  nodes:\n  - mi-00000000000000001",
            ),
            "hybrid",
        ),
    ] {
        let text = WHOLE.replacen(change.0, change.1, 1);
        assert_ne!(text, WHOLE, "{word}");
        let told = told(&text);
        assert!(told.contains(word), "{word}: {told}");
        assert!(told.contains("associations.yaml"), "{told}");
    }
    let twice = told(&format!("{WHOLE}---\n{WHOLE}"));
    assert!(twice.contains("described twice"), "{twice}");
}

#[test]
fn templates_have_what_their_resources_know_and_name_the_rest() {
    let asked = one(WHOLE);
    let all = [(&asked.definition, asked.tags.as_ref())];
    let text = terraform::terraform(&all).expect("Terraform");
    for part in [
        "resource \"aws_ssm_association\" \"install-sunday\"",
        "apply_only_at_cron_interval = true",
        "\"BaselineTags\" = \"Key=Env,Values=prod,test\"",
        "sync_compliance = \"MANUAL\"",
        "s3_region = \"eu-west-1\"",
        "key = \"tag:Env\"",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(
        terraform::left_out(&asked.definition),
        ["offset", "duration", "calendar_names", "role_arn"]
    );

    let text = cloudformation::cloudformation(&all).expect("a template");
    let template: serde_json::Value = serde_yaml::from_str(&text).expect("YAML");
    let resource = &template["Resources"]["AssociationInstallSunday"];
    assert_eq!(resource["Type"], "AWS::SSM::Association");
    let properties = &resource["Properties"];
    assert_eq!(properties["ScheduleOffset"], 5);
    assert_eq!(properties["ApplyOnlyAtCronInterval"], true);
    assert_eq!(properties["Parameters"]["Operation"][0], "Install");
    assert_eq!(properties["Tags"][0]["Key"], "team");
    assert_eq!(properties.get("Duration"), None);
    assert_eq!(cloudformation::left_out(&asked.definition), ["duration"]);
}
