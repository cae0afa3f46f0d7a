use super::*;
use crate::document::baseline::{Document, Written, api, cloudformation, overrides, read, yaml};

fn source(text: &str) -> Source<'_> {
    Source {
        name: "shape.json",
        text,
        color: false,
    }
}

/// The documents that are made of a text, read as `apply` reads them, and the notes.
fn imported(text: &str) -> (Vec<Document>, Vec<String>) {
    let imported = import(source(text)).unwrap();
    let documents = read(source(&yaml(&imported.documents).unwrap())).unwrap();
    (documents, imported.notes)
}

fn written(document: &Document) -> Written<'_> {
    let desired = &document.desired;
    Written {
        name: &desired.name,
        os: desired.os,
        definition: desired.definition.as_ref(),
        groups: desired.groups.as_deref().unwrap_or_default(),
        default: desired.default,
        tags: desired.tags.as_ref(),
        regions: &[],
        accounts: &[],
    }
}

/// As an answer of `GetPatchBaseline` has it (AWS CLI, examples of get-patch-baseline).
const ANSWER: &str = r#"{
    "BaselineId": "pb-0123456789abcdef0",
    "Name": "ops-al2",
    "OperatingSystem": "AMAZON_LINUX_2",
    "GlobalFilters": {"PatchFilters": []},
    "ApprovalRules": {"PatchRules": [
        {"PatchFilterGroup": {"PatchFilters": [
            {"Key": "CLASSIFICATION", "Values": ["Security"]},
            {"Key": "CLASSIFICATION", "Values": ["Security", "Bugfix"]}
        ]}, "ComplianceLevel": "HIGH", "ApproveAfterDays": 7, "EnableNonSecurity": true},
        {"PatchFilterGroup": {"PatchFilters": [{"Key": "PRODUCT", "Values": ["*"]}]},
         "ComplianceLevel": "UNSPECIFIED", "ApproveUntilDate": "2024-03-31", "EnableNonSecurity": false}
    ]},
    "ApprovedPatches": ["bash"],
    "ApprovedPatchesComplianceLevel": "CRITICAL",
    "ApprovedPatchesEnableNonSecurity": true,
    "RejectedPatches": ["perl*"],
    "RejectedPatchesAction": "BLOCK",
    "PatchGroups": ["web"],
    "CreatedDate": 1480997823.81,
    "Sources": [{"Name": "main", "Products": ["AmazonLinux2"], "Configuration": "[main]\nbaseurl=https://x"}]
}"#;

#[test]
fn an_answer_of_the_api_comes_back_as_it_was() {
    let (documents, notes) = imported(ANSWER);
    assert!(notes.is_empty(), "{notes:?}");
    let groups = documents[0].desired.groups.as_deref().unwrap_or_default();
    assert_eq!(groups.len(), 1);

    let mut original: Value = serde_json::from_str(ANSWER).unwrap();
    for other in ["BaselineId", "CreatedDate", "PatchGroups"] {
        original.as_object_mut().unwrap().remove(other);
    }
    assert_eq!(api(&[written(&documents[0])]), original);

    original.as_object_mut().unwrap().remove("Name");
    let text = yaml(&import(source(ANSWER)).unwrap().documents).unwrap();
    assert!(text.contains("approve_until_date: '2024-03-31'"), "{text}");
    let list = overrides(&[written(&documents[0])]).unwrap();
    assert_eq!(list, Value::Array(vec![original]));
    let (again, notes) = imported(&list.to_string());
    assert_eq!(
        again[0].desired.definition.as_ref().unwrap().rules,
        documents[0].desired.definition.as_ref().unwrap().rules
    );
    assert!(notes[0].contains("imported-amazon-linux-2"), "{notes:?}");
}

#[test]
fn a_template_gives_its_baselines_and_names_what_it_leaves_out() {
    let text = "AWSTemplateFormatVersion: 2010-09-09\nResources:\n  Win:\n    Type: 'AWS::SSM::PatchBaseline'\n    Properties:\n      Name: ops-win\n      OperatingSystem: WINDOWS\n      DefaultBaseline: true\n      PatchGroups: [win]\n      ApprovalRules:\n        PatchRules:\n          - PatchFilterGroup:\n              PatchFilters: [{Key: MSRC_SEVERITY, Values: [Critical]}]\n            ApproveAfterDays: '3'\n  Nameless:\n    Type: AWS::SSM::PatchBaseline\n    Properties: {OperatingSystem: SUSE, RejectedPatches: [zsh]}\n  Default:\n    Type: Custom::Default\n    Properties: {id: !Ref Win}\n";
    let (documents, notes) = imported(text);
    assert_eq!(documents.len(), 2);
    assert_eq!(documents[0].desired.default, Some(true));
    assert_eq!(documents[1].desired.name, "Nameless");
    assert!(notes[0].contains("left out: Default"), "{notes:?}");
    // Our own template is one of those.
    let own = cloudformation(&[written(&documents[0])]).unwrap();
    assert_eq!(
        imported(&own).0[0].desired.definition,
        documents[0].desired.definition
    );

    let unknown = text.replace("Name: ops-win", "Name: !Sub '${Stage}-win'");
    let error = import(source(&unknown)).unwrap_err().to_string();
    assert!(
        error.contains("Resources.Win.Properties.Name is `!Sub ${Stage}-win`"),
        "{error}"
    );
}

#[test]
fn each_shape_is_recognised_where_a_document_is_wanted() {
    let template =
        "Resources:\n  A:\n    Type: AWS::SSM::PatchBaseline\n    Properties: {Name: !Ref X}\n";
    for (text, expected) in [
        (ANSWER, "in the shape of the SSM API"),
        (
            r#"[{"OperatingSystem": "CENTOS"}]"#,
            "list of baseline overrides",
        ),
        (
            "OperatingSystem: CENTOS\nName: abc\n",
            "in the shape of the SSM API",
        ),
        (template, "CloudFormation template"),
        (
            r#"{"BaselineIdentities": []}"#,
            "listing of DescribePatchBaselines",
        ),
    ] {
        let error = read(source(text)).unwrap_err().to_string();
        assert!(error.contains(expected), "{text}: {error}");
    }
    let error = read(source("nmae: abc\n")).unwrap_err().to_string();
    assert!(error.contains("nmae"), "{error}");
}

#[test]
fn what_is_none_of_the_shapes_or_is_broken_is_refused() {
    for (text, expected) in [
        ("name: abc\n", "none of AWS's shapes"),
        ("[]", "none of AWS's shapes"),
        (r#"{"BaselineIdentities": []}"#, "has no rules"),
        (
            r#"{"OperatingSystem": "SUSE", "ApprovedPatches": "bash"}"#,
            "ApprovedPatches is not a list",
        ),
        (
            r#"{"OperatingSystem": "SUSE", "ApprovalRules": {"PatchRules": [{"ApproveAfterDays": "x"}]}}"#,
            "ApprovalRules.PatchRules[0].ApproveAfterDays is not a whole number",
        ),
        ("a: &x [1]\nb: *x\n", "anchors"),
    ] {
        let error = import(source(text)).unwrap_err().to_string();
        assert!(error.contains(expected), "{text}: {error}");
    }
}

#[test]
fn a_copy_of_a_baseline_of_aws_and_twins_get_names_of_their_own() {
    let text = r#"[{"Name": "AWS-SuseDefaultPatchBaseline", "OperatingSystem": "SUSE"},
        {"Name": "abc", "OperatingSystem": "SUSE"}, {"Name": "abc", "OperatingSystem": "SUSE"}, {"Name": "abc", "X": 1}]"#;
    let text = text.replace(r#""X": 1"#, r#""ApprovalRules": null, "X": 1"#);
    let (documents, notes) = imported(&text);
    let names: Vec<&str> = documents
        .iter()
        .map(|one| one.desired.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "copy-of-AWS-SuseDefaultPatchBaseline",
            "abc",
            "abc-2",
            "abc"
        ]
    );
    let notes = notes.join("|");
    assert!(
        notes.contains("WINDOWS for AWS") && notes.contains("[3].X"),
        "{notes}"
    );
}
