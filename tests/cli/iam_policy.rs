//! `iam-policy`: which commands are meant, what is printed, and what is never printed.

use std::collections::BTreeSet;

use serde_json::Value;

use super::support::{Ran, TestEnv, run};

/// `iam-policy` without AWS and credentials.
fn policy(args: &[&str]) -> Ran {
    let env = TestEnv::empty();
    let mut all = vec!["iam-policy"];
    all.extend(args);
    run(&mut env.bare(&all))
}

/// The documents of what was printed.
fn documents(printed: &Value) -> Vec<Value> {
    match printed {
        Value::Array(documents) => documents.clone(),
        document => vec![document.clone()],
    }
}

/// Everything in a member of the statements.
fn members(printed: &Value, member: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for document in documents(printed) {
        for statement in document["Statement"].as_array().unwrap() {
            let texts = statement[member].as_array().unwrap().iter();
            found.extend(texts.map(|text| text.as_str().unwrap().to_owned()));
        }
    }
    found
}

fn actions(args: &[&str]) -> BTreeSet<String> {
    members(&policy(args).exits(0).json(), "Action")
}

#[test]
fn commands_are_named_as_they_are_run() {
    let both = actions(&["compliance", "check", "report", "csv"]);
    for words in [
        &["compliance", "check,", "report", "csv"][..],
        &["compliance check", "report csv"],
        &["report csv, compliance check"],
        &["compliance", "check", ",", "reports", "csv"],
    ] {
        assert_eq!(actions(words), both, "{words:?}");
    }
    let alone = actions(&["compliance", "check"]);
    assert!(alone.is_subset(&both) && alone.contains("ssm:DescribeInstancePatchStates"));

    // A noun means its verbs, and verbs that only read need nothing that writes.
    let noun = actions(&["group"]);
    assert!(noun.contains("ssm:RegisterPatchBaselineForPatchGroup"));
    assert!(noun.contains("ec2:CreateTags"), "{noun:?}");
    let reading = actions(&["group", "list", "group", "show"]);
    assert!(reading.is_subset(&noun) && reading.len() < noun.len());
    assert!(reading.iter().all(|action| !action.contains("Register")));
}

#[test]
fn what_is_no_command_or_needs_nothing_is_said() {
    let _near = policy(&["compliance", "chek"])
        .exits(2)
        .says("did you mean `check`?");
    let _near = policy(&["complianc", "check"])
        .exits(2)
        .says("did you mean `compliance`?");
    let _none = policy(&[]).exits(2);
    let _offline = policy(&["explain"]).exits(2).says("needs no credentials");
    let _nodes = policy(&["--node", "compliance", "check"])
        .exits(2)
        .says("no node does anything");
    let _part = policy(&["why", "--part", "2"])
        .exits(2)
        .says("there is 1 policy");
    // A name that would mean more than one bucket.
    let _bucket = policy(&["override", "upload", "--bucket", "*"]).exits(2);
    let _role = policy(&["why", "--role-name", "*"])
        .exits(2)
        .says("not the name of one role");
}

#[test]
fn the_document_stands_alone_and_all_else_beside_it() {
    let ran = policy(&["compliance", "check"]).exits(0);
    let document = ran.json();
    assert_eq!(document["Version"], "2012-10-17");
    assert_eq!(document.as_object().unwrap().len(), 2);
    let _noted = ran.says("--usual-only");

    let result = policy(&["compliance", "check", "-o", "json"]).exits(0);
    assert_eq!(result.stderr, "");
    let result = result.json();
    assert_eq!(result["schema_version"], 1);
    assert_eq!(result["policies"][0]["document"], document);

    // What a condition needs is not needed without it.
    let conditions = result["conditions"].as_array().unwrap();
    let grace = conditions
        .iter()
        .find(|one| one["when"] == "with `--fail-on-severity`");
    assert_eq!(grace.unwrap()["actions"][0], "ssm:DescribeInstancePatches");
    let usual = actions(&["compliance", "check", "--usual-only"]);
    assert!(!usual.contains("ssm:DescribeInstancePatches"));
    assert!(usual.contains("ssm:DescribeInstancePatchStates"));
}

#[test]
fn other_accounts_need_more_only_when_they_are_asked_for() {
    let own = actions(&["node", "list"]);
    assert!(own.iter().all(|action| !action.starts_with("sts:")));
    let role = ["node", "list", "--role-name", "Reader"];
    let printed = policy(&role).exits(0).json();
    assert!(members(&printed, "Action").contains("sts:AssumeRole"));
    assert!(members(&printed, "Resource").contains("arn:aws:iam::*:role/Reader"));
    assert!(!members(&printed, "Action").contains("organizations:ListAccounts"));
    let all = [&role[..], &["--organization"]].concat();
    assert!(actions(&all).contains("organizations:ListAccounts"));
}

#[test]
fn buckets_are_named_or_left_out() {
    let unnamed = policy(&["report", "csv"]).exits(0);
    let without = members(&unnamed.json(), "Action");
    assert!(without.iter().all(|action| !action.starts_with("s3:")));
    let _said = unnamed.says("--bucket BUCKET adds them");

    let named = policy(&["report", "csv", "--bucket", "reports"]).exits(0);
    assert!(members(&named.json(), "Action").contains("s3:PutObject"));
    let arns = members(&named.json(), "Resource");
    assert!(arns.contains("arn:aws:s3:::reports/*") && arns.contains("arn:aws:s3:::reports"));
    // Never more than the buckets that were named.
    assert!(arns.iter().all(|arn| !arn.starts_with("arn:aws:s3:::*")));
    let _any = policy(&["override", "upload"])
        .exits(0)
        .says("every bucket");
}

#[test]
fn a_policy_that_is_too_large_becomes_several_of_the_size_that_iam_takes() {
    let accounts: Vec<String> = (0..40)
        .map(|number| format!("{:012}", 100_000_000_000_u64 + number))
        .collect();
    let accounts = accounts.join(",");
    let args = ["--all", "--resource-level", "--accounts", &accounts];
    let ran = policy(&args).exits(0);
    let printed = ran.json();
    let documents = documents(&printed);
    assert!(documents.len() > 3, "{}", documents.len());
    for document in &documents {
        let text = serde_json::to_string(document).unwrap();
        let counted = text.chars().filter(|c| !c.is_whitespace()).count();
        assert!(counted <= 6_144, "{counted}");
    }
    let narrow: BTreeSet<String> = members(&printed, "Action");
    assert_eq!(narrow, actions(&["--all"]));

    // Each part is a document of its own, as IAM takes it.
    for (index, document) in documents.iter().enumerate() {
        let number = (index + 1).to_string();
        let part = [&args[..], &["--part", &number]].concat();
        assert_eq!(policy(&part).exits(0).json(), *document);
    }
}

#[test]
fn a_node_reads_its_own_region_only() {
    let args = ["--node", "patch-now", "scan", "--region", "us-east-1"];
    let printed = policy(&args).exits(0).json();
    let resources = members(&printed, "Resource");
    assert!(resources.contains("arn:aws:s3:::aws-patch-manager-us-east-1-1970c647d/*"));
    assert!(
        resources.iter().all(|arn| !arn.contains("eu-")),
        "{resources:?}"
    );
    // Nodes get no permission of those who command them.
    let actions = members(&printed, "Action");
    assert!(!actions.contains("ssm:SendCommand"));
    assert!(actions.contains("ssm:GetDeployablePatchSnapshotForInstance"));
}
