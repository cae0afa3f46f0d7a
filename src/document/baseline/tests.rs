use super::*;
use crate::document::Source;
use crate::domain::baseline::difference::differences;

const WHOLE: &str = r#"
name: prod-al2023
operating_system: AMAZON_LINUX_2023
regions: [us-east-1, eu-central-1]
description: "Web servers: ${not} %{a} template"
default: true
patch_groups: [web, "db + more"]
global_filters: {PRODUCT: ["*"]}
approval_rules:
  - filters: {SEVERITY: [Critical, Important], CLASSIFICATION: Security}
    approve_after_days: 7
    compliance_level: critical
  - filters:
      - {key: CLASSIFICATION, values: [Bugfix]}
      - {key: CLASSIFICATION, values: [Bugfix, Enhancement]}
    approve_until_date: 2024-07-09
    enable_non_security: true
approved_patches: [kernel*, "CVE-2024-6387"]
approved_patches_compliance_level: HIGH
approved_patches_enable_non_security: true
rejected_patches: [telnet]
rejected_patches_action: BLOCK
sources:
  - {name: main, products: [AmazonLinux2023], configuration: "[main]\nbaseurl=https://example.com/$releasever\n"}
tags: {Env: prod}
"#;

fn written(document: &Document) -> Written<'_> {
    let desired = &document.desired;
    Written {
        name: &desired.name,
        os: desired.os,
        definition: desired.definition.as_ref(),
        groups: desired.groups.as_deref().unwrap_or_default(),
        default: desired.default,
        tags: desired.tags.as_ref(),
        regions: &desired.regions,
        accounts: &desired.accounts,
    }
}

fn source(text: &str) -> Source<'_> {
    Source {
        name: "baselines.yaml",
        text,
        color: false,
    }
}

fn report(text: &str) -> String {
    let error = read(source(text)).unwrap_err();
    assert_eq!(error.exit_code().number(), 2);
    format!("{error}\n{}", error.report().unwrap_or_default())
}

#[test]
fn a_document_is_read_and_written_without_loss() {
    let document = read(source(WHOLE)).unwrap().remove(0);
    let definition = document.desired.definition.as_ref().unwrap();
    assert_eq!(
        definition.rules.rules[0].filters[0].key.as_str(),
        "SEVERITY",
        "the order of the file is kept"
    );
    assert_eq!(
        definition.rules.rules[1].filters.len(),
        2,
        "a key may come twice"
    );
    let value = value(written(&document));
    for text in [
        serde_yaml::to_string(&value).unwrap(),
        serde_json::to_string_pretty(&value).unwrap(),
    ] {
        let again = read(source(&text)).unwrap().remove(0);
        assert_eq!(again.desired, document.desired, "{text}");
        assert!(differences(definition, again.desired.definition.as_ref().unwrap()).is_empty());
    }
}

#[test]
fn many_documents_come_in_every_way_in_which_they_are_written() {
    let one = |name: &str| format!("name: {name}\noperating_system: rhel\n");
    let names = |text: &str| {
        read(source(text))
            .unwrap()
            .iter()
            .map(|document| document.desired.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        names(&format!("{}---\n{}", one("aaa"), one("bbb"))),
        ["aaa", "bbb"]
    );
    assert_eq!(
        names(&format!("---\n{}---\n---\n{}...\n", one("aaa"), one("bbb"))),
        ["aaa", "bbb"]
    );
    assert_eq!(
        names("- {name: aaa, operating_system: rhel}\n- {name: bbb, operating_system: rhel}\n"),
        ["aaa", "bbb"]
    );
    assert_eq!(
        names(
            r#"[{"name": "aaa", "operating_system": "RHEL"}, {"name": "bbb", "operating_system": "RHEL"}]"#
        ),
        ["aaa", "bbb"]
    );
    assert_eq!(
        names("{\n\t\"name\": \"aaa\",\n\t\"operating_system\": \"RHEL\"\n}"),
        ["aaa"],
        "JSON may be indented with tabs"
    );
}

#[test]
fn mistakes_have_their_line_and_the_document_that_they_are_in() {
    let text = report(
        "name: aaa\noperating_system: rhel\n---\nname: bbb\noperating_system: rhel\napproval_rules:\n  - filters: {CLASIFICATION: [Security]}\n    approve_after_days: 400\n",
    );
    assert!(
        text.contains("2 mistakes")
            && text.contains("document 2 approval_rules[0].filters.CLASIFICATION"),
        "{text}"
    );
    assert!(
        text.contains("did you mean CLASSIFICATION?") && text.contains("baselines.yaml:7"),
        "{text}"
    );
    assert!(text.contains("400 days"), "{text}");
    for (wrong, expected) in [
        ("name: aaa\n\toperating_system: rhel\n", "tab"),
        (
            "name: aaa\nname: bbb\noperating_system: rhel\n",
            "duplicate field `name`",
        ),
        (
            "name: aaa\noperating_system: rhel\napproved_patchs: []\n",
            "did you mean `approved_patches`?",
        ),
        (
            "name: aaa\noperating_system: rhel\napproved_patches: &a [x]\nrejected_patches: *a\n",
            "anchor or alias",
        ),
        (
            "name: aaa\noperating_system: rhel\nglobal_filters: {PRODUCT: [*]}\n",
            "in quotes",
        ),
        (
            "name: aaa\noperating_system: rhel\nglobal_filters: {PRODUCT: [a], PRODUCT: [b]}\n",
            "duplicate key `PRODUCT`",
        ),
        (
            "name: aaa\noperating_system: rhel9\n",
            "REDHAT_ENTERPRISE_LINUX",
        ),
        (
            "name: aaa\noperating_system: rhel\napproval_rules: [{approve_after_days: 1, approve_until_date: 2024-07-09}]\n",
            "not both",
        ),
        (
            "name: aaa\noperating_system: rhel\napproval_rules: [{filters: {}}]\n",
            "needs approve_after_days or",
        ),
        (
            "name: aaa\noperating_system: rhel\napproval_rules: [{approve_until_date: 2024-7-9}]\n",
            "not a date",
        ),
        (
            "name: aaa\noperating_system: rhel\napproval_rules: [{approve_until_date: 2024-02-30}]\n",
            "not a date",
        ),
        (
            "name: aaa\noperating_system: rhel\napproval_rules: [{approve_after_days: -1}]\n",
            "-1 days",
        ),
        (
            "name: AWS-RedHatDefaultPatchBaseline\noperating_system: rhel\napproved_patches: [x]\n",
            "belongs to AWS",
        ),
        (
            "name: aaa\noperating_system: rhel\npatch_groups: [\"a!b\"]\n",
            "patch group",
        ),
        (
            "name: aaa\noperating_system: rhel\npatch_groups: [a, a]\n",
            "listed twice",
        ),
        (
            "name: aaa\noperating_system: rhel\nregions: [frankfurt]\n",
            "AWS Region",
        ),
        (
            "name: aaa\noperating_system: rhel\n---\nname: aaa\noperating_system: rhel\n",
            "described twice",
        ),
        (
            "name: aaa\noperating_system: rhel\npatch_groups: [x]\n---\nname: bbb\noperating_system: rhel\npatch_groups: [x]\n",
            "takes group `x`",
        ),
        (
            "name: aaa\noperating_system: rhel\ndefault: true\n---\nname: bbb\noperating_system: rhel\ndefault: true\n",
            "to be the default",
        ),
        ("name: null\noperating_system: rhel\n", "has no value"),
        (
            "name: aaa\noperating_system: rhel\npatch_groups:\n",
            "has no value",
        ),
        (
            "name: aaa\noperating_system: rhel\napproved_patches: [~]\n",
            "has no value",
        ),
        ("name: !x aaa\noperating_system: rhel\n", "YAML tag"),
        (
            "{\"name\": \"aaa\", \"operating_system\": \"RHEL\", \"patch_groups\": null}",
            "has no value",
        ),
        ("", "no document"),
        ("# nothing\n---\n", "no document"),
        (
            "just a text\n",
            "the text `just a text` stands where a block of keys with their values belongs",
        ),
        (
            "{\"name\": \"aaa\", \"operating_system\": \"RHEL\", \"nmae\": 1}",
            "unknown field `nmae`",
        ),
    ] {
        let text = report(wrong);
        assert!(text.contains(expected), "{expected}\n{wrong}\n{text}");
    }
    let many = "name: aaa\noperating_system: rhel\n---\n".repeat(10_000);
    assert!(report(&many).contains("more than the limit of 1000"));
    assert!(report(&"# long\n".repeat(200_000)).contains("more than the limit of"));
}

#[test]
fn what_the_reader_refuses_is_said_in_words_of_documents() {
    let head = "name: aaa\noperating_system: rhel\n";
    for (wrong, expected) in [
        (
            "rejected_patches: kernel*",
            "write rejected_patches: [kernel*]",
        ),
        (
            "rejected_patches_action: [BLOCK]",
            "a list stands where one text belongs",
        ),
        (
            "approval_rules: {filters: {}}",
            "begin each item of a list with a dash",
        ),
        (
            "approval_rules: [{approve_after_days: '7'}]",
            "write approve_after_days: 7, without quotes",
        ),
        (
            "approval_rules: [{approve_after_days: 7.5}]",
            "`7.5` stands where a whole number belongs",
        ),
        ("default: 'yes'", "stands where true or false belongs"),
        ("tags: [a]", "a list stands where a block of keys belongs"),
        ("sources: [{name: abc}]", "`products` is missing"),
        (
            "approval_rules: [{filters: {SEVERITY: [Low], severity: [Medium]}}]",
            "`SEVERITY` and `severity` are one key in two spellings",
        ),
        (
            "approval_rules: [{filters: {SEVERITY: 'Critical, Important'}, approve_after_days: 1}]",
            "these are 2 values: [Critical, Important]",
        ),
    ] {
        let text = report(&format!("{head}{wrong}\n"));
        assert!(text.contains(expected), "{expected}\n{text}");
        assert!(!text.contains("invalid type"), "{text}");
    }
    let json = report(
        "{\"name\": \"aaa\", \"operating_system\": \"RHEL\", \"rejected_patches\": \"zsh\"}",
    );
    assert!(
        json.contains("the text `zsh` stands where a list belongs"),
        "{json}"
    );
}

#[test]
fn the_same_name_in_two_regions_is_no_conflict() {
    let text = "name: aaa\noperating_system: rhel\nregions: [us-east-1]\n---\nname: aaa\noperating_system: rhel\nregions: [eu-west-1]\n";
    assert_eq!(read(source(text)).unwrap().len(), 2);
}

#[test]
fn terraform_and_cloudformation_have_the_whole_baseline() {
    let document = read(source(WHOLE)).unwrap().remove(0);
    let text = terraform(&[written(&document), written(&document)]).unwrap();
    for expected in [
        r#"resource "aws_ssm_patch_baseline" "prod-al2023" {"#,
        r#"resource "aws_ssm_patch_baseline" "prod-al2023_2" {"#,
        r#"description = "Web servers: $${not} %%{a} template""#,
        "baseline_id = aws_ssm_patch_baseline.prod-al2023.id",
        r#"patch_group = "db + more""#,
        r#"resource "aws_ssm_default_patch_baseline" "prod-al2023" {"#,
        "approve_after_days = 7",
        r#"approve_until_date = "2024-07-09""#,
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    let body: hcl::Body = hcl::from_str(&text).unwrap();
    assert_eq!(body.blocks().count(), 8);
    let template: serde_json::Value =
        serde_yaml::from_str(&cloudformation(&[written(&document)]).unwrap()).unwrap();
    let properties = &template["Resources"]["BaselineProdAl2023"]["Properties"];
    assert_eq!(properties["PatchGroups"][1], "db + more");
    assert_eq!(
        properties["ApprovalRules"]["PatchRules"][1]["ApproveUntilDate"],
        "2024-07-09"
    );
}

#[test]
fn texts_stay_texts_in_terraform_and_cloudformation() {
    let head = "name: aaa\noperating_system: rhel\napproval_rules: []\n";
    let words = ["on", "No", "12:30", "1_000", "2025-06-30", "="];
    let tags: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(index, word)| format!("k{index}: '{word}'"))
        .collect();
    let text = format!(
        "{head}description: \"${{a}} 100%${{b}} $${{c}} \\f\"\ntags: {{{}}}\n",
        tags.join(", ")
    );
    let document = read(source(&text)).unwrap().remove(0);
    let terraform = terraform(&[written(&document)]).unwrap();
    assert!(
        terraform.contains(r#""$${a} 100%$${b} $$${c} \u000C""#),
        "{terraform}"
    );
    let cloudformation = cloudformation(&[written(&document)]).unwrap();
    for word in words {
        assert!(
            cloudformation.contains(&format!("Value: '{word}'")),
            "{word}\n{cloudformation}"
        );
    }
}
