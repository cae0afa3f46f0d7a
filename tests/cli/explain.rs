//! What `explain` says of documents and files, against what AWS says of them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::support::{TestEnv, run};

/// What AWS's own documents say of their parameters, as they were published in August 2026: name,
/// default, values and pattern, and nothing else of them.
const PUBLISHED: &str = include_str!("documents.json");

/// `explain` without AWS, credentials, and a way to anywhere.
fn offline(args: &[&str]) -> Value {
    let env = TestEnv::empty();
    let mut all = vec!["explain"];
    all.extend(args);
    all.extend(["-o", "json"]);

    let mut command = env.bare(&all);
    // Whatever went out would end here.
    command.env("HTTPS_PROXY", "http://127.0.0.1:9");
    run(&mut command).exits(0).json()
}

fn texts(value: &Value) -> BTreeSet<String> {
    let texts = value.as_array().into_iter().flatten();
    texts
        .map(|text| text.as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_parameters_are_those_of_the_documents_that_aws_publishes() {
    let published: BTreeMap<String, Value> = serde_json::from_str(PUBLISHED).unwrap();
    assert_eq!(published.len(), 7);
    for (name, published) in &published {
        let told = offline(&[name.as_str()]);
        let told = &told["items"][0]["document"];
        assert_eq!(told["schema"], published["schema"], "{name}");

        let parameters = told["parameters"].as_array().unwrap();
        let names = parameters.iter().map(|one| one["name"].as_str().unwrap());
        let wanted = published["parameters"].as_object().unwrap();
        let wanted_names: BTreeSet<&str> = wanted.keys().map(String::as_str).collect();
        assert_eq!(names.collect::<BTreeSet<_>>(), wanted_names, "{name}");

        for parameter in parameters {
            let of_aws = &wanted[parameter["name"].as_str().unwrap()];
            let place = format!("{name}: {}", parameter["name"]);
            assert_eq!(parameter["default"], of_aws["default"], "{place}");
            assert_eq!(
                parameter["is_required"],
                of_aws["default"].is_null(),
                "{place}"
            );
            let allowed = texts(&parameter["allowed_values"]);
            assert_eq!(allowed, texts(&of_aws["allowedValues"]), "{place}");
            let pattern = &parameter["allowed_pattern"];
            assert_eq!(*pattern, of_aws["allowedPattern"], "{place}");
        }
    }
}

/// Every document that is said to be there stands in the list of those that are told.
#[test]
fn every_document_is_told_and_found_by_its_arn() {
    let published: BTreeMap<String, Value> = serde_json::from_str(PUBLISHED).unwrap();
    let all = offline(&[]);
    let documents = all["items"].as_array().unwrap().iter();
    let documents: BTreeSet<&str> = documents
        .filter(|item| item["document"].is_object())
        .map(|item| item["word"].as_str().unwrap())
        .collect();
    assert_eq!(documents, published.keys().map(String::as_str).collect());

    for name in documents {
        let arn = format!("arn:aws:ssm:us-east-1::document/{name}");
        assert_eq!(offline(&[&arn])["items"][0]["word"], name);
    }
}

/// The names of the buckets, for each Region.
fn buckets(args: &[&str]) -> Vec<Vec<String>> {
    let told = offline(args);
    let mut all = Vec::new();
    for place in told["items"][0]["document"]["buckets"].as_array().unwrap() {
        let buckets = place["buckets"].as_array().unwrap().iter();
        let names = buckets.map(|bucket| bucket["name"].as_str().unwrap().to_owned());
        all.push(names.collect());
    }
    all
}

/// Names as AWS's documents and its guide print them.
#[test]
fn a_region_fills_in_the_names_of_buckets() {
    let named = buckets(&["AWS-PatchAsgInstance", "--region", "us-east-1,af-south-1"]);
    assert_eq!(named.len(), 2);
    let in_us = "aws-patchmanager-macos-us-east-1-1970c647d";
    assert!(named[0].iter().any(|name| name == in_us), "{named:?}");
    let in_africa = "patch-baseline-snapshot-af-south-1-tbxdb5b9";
    assert!(named[1].iter().any(|name| name == in_africa), "{named:?}");

    let open = buckets(&["AWS-PatchAsgInstance"]);
    assert!(open[0].iter().all(|name| name.contains('<')), "{open:?}");
}

#[test]
fn a_page_fits_a_terminal_and_a_file_is_found_by_any_of_its_names() {
    let env = TestEnv::empty();
    let published: BTreeMap<String, Value> = serde_json::from_str(PUBLISHED).unwrap();
    for name in published.keys() {
        let page = run(&mut env.bare(&["explain", name, "--region", "me-south-1"])).exits(0);
        let wide: Vec<&str> = page
            .stdout
            .lines()
            .filter(|line| line.chars().count() > 80)
            .collect();
        assert!(wide.is_empty(), "{wide:#?}");
    }

    for wanted in [
        "PatchInventoryFromLastOperation.json",
        "/var/log/amazon/ssm/patch-configuration/patch-inventory-from-last-operation.json",
    ] {
        let told = offline(&[wanted]);
        assert_eq!(
            told["items"][0]["word"],
            "patch-inventory-from-last-operation.json"
        );
    }
    let near = run(&mut env.bare(&["explain", "PatchStatesConfigurations.json"])).exits(2);
    let _near = near.says("did you mean `PatchStatesConfiguration.json`?");
}
