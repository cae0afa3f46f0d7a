//! `report csv`.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::support::{REGIONS, TestEnv, run};

const HEADER: &str = "Index,Instance ID,Instance name,Instance IP,Platform name,Platform version,SSM Agent version,Patch baseline,Patch group,Compliance status,Compliance severity,Noncompliant Critical severity patch count,Noncompliant High severity patch count,Noncompliant Medium severity patch count,Noncompliant Low severity patch count,Noncompliant Informational severity patch count,Noncompliant Unspecified severity patch count";
const DETAIL: &str = "Index,Instance ID,Instance name,Patch name,KB ID/Patch ID,Patch state,Last report time,Compliance level,Patch severity,Patch classification,CVE ID,Patch baseline,Logs URL,Instance IP,Platform name,Platform version,SSM Agent version";

type Records = Vec<BTreeMap<String, String>>;

fn records(text: &str) -> Records {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

fn report(env: &TestEnv, more: &[&str]) -> String {
    let mut args = vec!["report", "csv", "--region", REGIONS, "--to", "-"];
    args.extend(more);
    env.run(&args).exits(0).stdout
}

fn nodes(env: &TestEnv) -> Vec<Value> {
    env.json(&["compliance", "nodes", "--region", REGIONS])["items"]
        .as_array()
        .unwrap()
        .clone()
}

#[test]
fn the_default_columns_are_those_of_aws_and_every_node_is_there_once() {
    let env = TestEnv::example();
    let text = report(&env, &[]);
    assert_eq!(text.split("\r\n").next(), Some(HEADER));
    assert!(text.ends_with("\r\n"));
    let (rows, nodes) = (records(&text), nodes(&env));
    assert_eq!(rows.len(), nodes.len());
    for (index, (row, node)) in rows.iter().zip(&nodes).enumerate() {
        assert_eq!(row["Index"], (index + 1).to_string());
        assert_eq!(row["Instance ID"], node["node"].as_str().unwrap());
        assert_eq!(
            row["Compliance status"],
            node["aws"]["status"].as_str().unwrap_or("NOT_REPORTED")
        );
        let levels = &node["aws"]["noncompliant"];
        assert_eq!(
            row["Noncompliant Critical severity patch count"],
            levels["critical"].as_i64().unwrap_or(0).to_string()
        );
        assert_eq!(
            row["Noncompliant Unspecified severity patch count"],
            levels["unspecified"].as_i64().unwrap_or(0).to_string()
        );
    }
}

#[test]
fn detail_has_a_row_for_each_node_and_patch_and_nobody_is_left_out() {
    let env = TestEnv::example();
    let text = report(&env, &["--detail"]);
    assert_eq!(text.split("\r\n").next(), Some(DETAIL));
    let rows = records(&text);
    for node in nodes(&env) {
        let id = node["node"].as_str().unwrap();
        let mine: Vec<_> = rows.iter().filter(|row| row["Instance ID"] == id).collect();
        assert!(!mine.is_empty(), "{id} is left out");
        let states = |state: &str| {
            mine.iter()
                .filter(|row| row["Patch state"] == state)
                .count() as i64
        };
        if node["report"].is_object() {
            assert_eq!(
                Some(states("Missing")),
                node["report"]["missing"].as_i64(),
                "{id}"
            );
            assert_eq!(
                Some(states("Failed")),
                node["report"]["failed"].as_i64(),
                "{id}"
            );
        } else {
            assert_eq!((mine.len(), states("NOT_REPORTED")), (1, 1), "{id}");
        }
    }
    assert!(rows.iter().any(|row| row["CVE ID"].starts_with("CVE-")));
    assert!(rows.iter().any(|row| row["Compliance level"] == "CRITICAL"));
}

#[test]
fn the_full_layout_is_a_superset() {
    let env = TestEnv::example();
    for more in [&["--layout", "full"][..], &["--layout", "full", "--detail"]] {
        let text = report(&env, more);
        let expected = if more.len() > 2 { DETAIL } else { HEADER };
        assert!(text.starts_with(expected));
        for column in [
            "Account",
            "Region",
            "Verdict",
            "Report age (days)",
            "Execution type",
        ] {
            assert!(records(&text)[0].contains_key(column), "{column}");
        }
    }
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    let env = TestEnv::example();
    for more in [&["--detail", "--layout", "full"][..], &[]] {
        assert_eq!(report(&env, more), report(&env, more));
    }
}

#[test]
fn cells_are_safe_unless_raw_ones_are_asked_for() {
    let env = TestEnv::example();
    let formula = |text: &str| {
        records(text)
            .iter()
            .any(|row| row.values().any(|cell| cell.starts_with('=')))
    };
    assert!(!formula(&report(&env, &["--detail"])));
    assert!(formula(&report(&env, &["--raw-cells"])));
    assert!(!report(&env, &[]).contains('\u{1b}'));
    assert!(report(&env, &["--bom"]).starts_with('\u{feff}'));
    let japanese = records(&report(&env, &[])).iter().any(|row| {
        row["Instance name"]
            .chars()
            .any(|c| ('\u{3040}'..='\u{9fff}').contains(&c))
    });
    assert!(japanese);
}

#[test]
fn names_can_be_those_of_the_name_tag() {
    let env = TestEnv::example();
    let by_computer = records(&report(&env, &[]));
    let by_tag = records(&report(&env, &["--instance-name", "tag"]));
    assert!(
        by_computer
            .iter()
            .zip(&by_tag)
            .any(|(a, b)| a["Instance name"] != b["Instance name"])
    );
}

fn leftovers(dir: &Path) -> Vec<String> {
    std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("csv") || name.starts_with(".patchctl"))
        .collect()
}

#[test]
fn a_file_appears_whole_or_not_at_all() {
    let env = TestEnv::example();
    let to = env.path("out.csv");
    let args = [
        "report",
        "csv",
        "--region",
        REGIONS,
        "--to",
        to.to_str().unwrap(),
    ];
    let ran = env.run(&args).exits(0).says("wrote");
    assert_eq!(ran.stdout, "");
    assert_eq!(std::fs::read_to_string(&to).unwrap(), report(&env, &[]));
    let before = std::fs::read(&to).unwrap();
    let _exists = env
        .run(&args)
        .exits(8)
        .says("exists already")
        .says("--overwrite");
    // The old way to say what holds anyway.
    let refused: Vec<&str> = args.iter().copied().chain(["--if-none-match"]).collect();
    let _exists = env.run(&refused).exits(8).says("exists already");
    let args: Vec<&str> = args.iter().copied().chain(["--overwrite"]).collect();
    env.play("- {kind: expired_token, operation: ListComplianceItems, after: 5}\n");
    let failing: Vec<&str> = args.iter().copied().chain(["--detail"]).collect();
    let _expired = env.run(&failing).exits(4);
    assert_eq!(
        std::fs::read(&to).unwrap(),
        before,
        "the old file stays when the new one fails"
    );
    assert_eq!(leftovers(env.dir.path()), ["out.csv"]);
    env.play("[]\n");
    let _dry = env
        .run(&["report", "csv", "--to", "dry.csv", "--dry-run"])
        .exits(0)
        .says("nothing was written");
    assert_eq!(leftovers(env.dir.path()), ["out.csv"]);
    let _no_folder = env
        .run(&["report", "csv", "--to", "no/such/folder.csv"])
        .exits(1)
        .says("does not exist");
    let _folder = env
        .run(&["report", "csv", "--to", "."])
        .exits(2)
        .says("is a folder");
}

#[test]
fn bad_destinations_cost_no_calls() {
    let env = TestEnv::example();
    for bad in [
        "s3://",
        "s3://bucket",
        "s3://bucket/",
        "s3://Bad_Bucket/key",
        "S3://bucket/key",
        "https://bucket/key",
        "",
    ] {
        let _usage = env.run(&["report", "csv", "--to", bad]).exits(2);
    }
    let _missing = env
        .run(&["report", "csv", "--to", "s3://no-such-bucket-here/key.csv"])
        .exits(1)
        .says("does not exist");
    let _flags = env
        .run(&["report", "csv", "--to", "x.csv", "--sse-kms-key", "alias/x"])
        .exits(2);
    let _flags = env
        .run(&["report", "csv", "--to", "x.csv", "-o", "json"])
        .exits(2)
        .says("compliance nodes");
    let _flags = env
        .run(&[
            "report",
            "csv",
            "--to",
            "s3://bucket/key",
            "--expected-bucket-owner",
            "me",
        ])
        .exits(2);
    assert!(leftovers(env.dir.path()).is_empty());
}

/// The first bucket of the management account.
fn bucket(env: &TestEnv) -> String {
    env.json(&["sandbox", "status"])["item"]["buckets"][0]
        .as_str()
        .unwrap()
        .to_owned()
}

fn objects(env: &TestEnv, bucket: &str) -> Vec<String> {
    fn walk(dir: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(dir).unwrap().map(Result::unwrap) {
            if entry.path().is_dir() {
                walk(&entry.path(), found);
            } else {
                found.push(entry.path().display().to_string());
            }
        }
    }
    let mut found = Vec::new();
    walk(&env.sandbox().join("s3").join(bucket), &mut found);
    found
}

#[test]
fn an_object_is_written_and_conditions_hold() {
    let env = TestEnv::example();
    let bucket = bucket(&env);
    let to = format!("s3://{bucket}/reports/all nodes 日本.csv");
    let _written = env
        .run(&["report", "csv", "--region", REGIONS, "--to", &to])
        .exits(0)
        .says("wrote");
    let stored = objects(&env, &bucket);
    assert_eq!(stored.len(), 1, "{stored:?}");
    assert_eq!(
        std::fs::read_to_string(&stored[0]).unwrap(),
        report(&env, &[])
    );
    let _kept = env
        .run(&["report", "csv", "--to", &to])
        .exits(8)
        .says("exists already");
    let _wrong = env
        .run(&[
            "report",
            "csv",
            "--to",
            &to,
            "--expected-bucket-owner",
            "999999999999",
        ])
        .exits(1)
        .says("999999999999");
    assert_eq!(
        std::fs::read_to_string(&stored[0]).unwrap(),
        report(&env, &[]),
        "a refused write changes nothing"
    );
    let _encrypted = env
        .run(&[
            "report",
            "csv",
            "--to",
            &to,
            "--sse-kms-key",
            "alias/reports",
            "--expected-bucket-owner",
            "111122223333",
            "--overwrite",
        ])
        .exits(0);
}

#[test]
fn a_large_report_goes_in_parts_and_a_failing_one_leaves_nothing() {
    let env = TestEnv::empty();
    let _seeded = env.run(&["sandbox", "seed", "--nodes", "90"]).exits(0);
    let bucket = bucket(&env);
    let to = format!("s3://{bucket}/detail.csv");
    let args = ["report", "csv", "--detail", "--layout", "full", "--to", &to];
    let _written = env.run(&args).exits(0);
    let stored = objects(&env, &bucket);
    assert_eq!(stored.len(), 1);
    let text = std::fs::read_to_string(&stored[0]).unwrap();
    assert!(
        text.len() > 8 * 1024 * 1024,
        "{} bytes are not several parts",
        text.len()
    );
    std::fs::remove_file(&stored[0]).unwrap();
    env.play("- {kind: access_denied, operation: UploadPart, after: 1}\n");
    let _denied = env.run(&args).exits(1).says("s3:PutObject");
    assert!(objects(&env, &bucket).is_empty());
    assert_eq!(uploads(&env), 0, "the upload was aborted");
}

#[test]
fn an_upload_that_a_killed_export_left_is_named_by_the_next() {
    let env = TestEnv::empty();
    let _seeded = env.run(&["sandbox", "seed", "--nodes", "90"]).exits(0);
    let to = format!("s3://{}/detail.csv", bucket(&env));
    let args = ["report", "csv", "--detail", "--layout", "full", "--to", &to];
    env.play("- {kind: latency, operation: UploadPart, milliseconds: 60000}\n");
    let mut child = env.command(&args).spawn().unwrap();
    for _ in 0..2400 {
        if uploads(&env) > 0 {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    child.kill().unwrap();
    let _killed = child.wait().unwrap();
    assert!(uploads(&env) > 0, "it was killed while it uploaded");
    env.play("[]\n");
    let _named = env
        .run(&args)
        .exits(0)
        .says("1 unfinished upload to s3://")
        .says("abort-multipart-upload");
}

#[test]
fn an_answer_that_gets_lost_leaves_no_stray_upload_and_hides_no_object() {
    let env = TestEnv::empty();
    let _seeded = env.run(&["sandbox", "seed", "--nodes", "90"]).exits(0);
    let bucket = bucket(&env);
    let to = format!("s3://{bucket}/detail.csv");
    let large = ["report", "csv", "--detail", "--layout", "full", "--to", &to];
    env.play("- {kind: truncated_body, operation: CreateMultipartUpload}\n");
    let _lost = env.run(&large).exits(1);
    assert!(objects(&env, &bucket).is_empty());
    assert_eq!(
        uploads(&env),
        0,
        "every upload that began without our knowledge was aborted"
    );
    env.play("- {kind: truncated_body, operation: CreateMultipartUpload, first: 1}\n- {kind: truncated_body, operation: CompleteMultipartUpload}\n");
    let _there = env.run(&large).exits(0).says("wrote");
    assert_eq!((objects(&env, &bucket).len(), uploads(&env)), (1, 0));
    let small = format!("s3://{bucket}/summary.csv");
    env.play("- {kind: truncated_body, operation: PutObject, first: 1}\n");
    let _ours = env
        .run(&["report", "csv", "--to", &small])
        .exits(0)
        .says("wrote");
    env.play("[]\n");
    let _kept = env
        .run(&["report", "csv", "--to", &small])
        .exits(8)
        .says("exists already");
}

#[cfg(unix)]
#[test]
fn a_signal_while_the_fleet_is_read_stops_at_once() {
    let env = TestEnv::example();
    env.play("- {kind: latency, operation: DescribeInstanceInformation, milliseconds: 60000}\n");
    let begun = std::time::Instant::now();
    let mut child = env
        .command(&["report", "csv", "--to", "out.csv"])
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(700));
    let _sent = std::process::Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(
        begun.elapsed() < std::time::Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
    assert!(leftovers(env.dir.path()).is_empty());
}

/// Files of uploads that are not complete: the store keeps them beside the buckets.
fn uploads(env: &TestEnv) -> usize {
    std::fs::read_dir(env.sandbox().join("s3"))
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| {
            entry.path().is_file() && entry.file_name().to_string_lossy().contains("upload")
        })
        .count()
}

#[cfg(unix)]
#[test]
fn a_signal_takes_everything_back() {
    use std::process::Stdio;
    let env = TestEnv::empty();
    let _seeded = env.run(&["sandbox", "seed", "--nodes", "2000"]).exits(0);
    let bucket = bucket(&env);
    let to = format!("s3://{bucket}/detail.csv");
    for (signal, code, to) in [
        ("-INT", 130, to.as_str()),
        ("-TERM", 143, to.as_str()),
        ("-INT", 130, "detail.csv"),
    ] {
        let child = env
            .command(&["report", "csv", "--detail", "--to", to])
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(1500));
        let killed = std::process::Command::new("kill")
            .args([signal, &child.id().to_string()])
            .status()
            .unwrap();
        assert!(killed.success());
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            output.status.code(),
            Some(code),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(objects(&env, &bucket).is_empty() && leftovers(env.dir.path()).is_empty());
        assert_eq!(uploads(&env), 0);
    }
}

#[test]
fn a_node_whose_patches_cannot_be_read_has_a_row_and_the_exit_code_is_5() {
    let env = TestEnv::example();
    env.play("- {kind: access_denied, operation: ListComplianceItems, region: eu-central-1}\n");
    let ran = env
        .run(&[
            "report", "csv", "--detail", "--region", REGIONS, "--to", "-",
        ])
        .exits(5)
        .says("the patches of");
    let rows = records(&ran.stdout);
    assert!(rows.iter().any(|row| row["Patch state"] == "UNREADABLE"));
    assert!(
        rows.iter().any(|row| row["Patch state"] == "Missing"),
        "the others are reported"
    );
}

#[test]
fn when_nothing_can_be_read_nothing_is_written() {
    let env = TestEnv::example();
    env.play("- {kind: access_denied, operation: DescribeInstanceInformation}\n");
    let _nothing = env
        .run(&["report", "csv", "--to", "out.csv"])
        .exits(5)
        .says("no report was written");
    assert!(leftovers(env.dir.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_an_error_and_a_closed_pipe_is_not() {
    use std::process::Stdio;
    let env = TestEnv::example();
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let ran = run(env
        .command(&["report", "csv", "--to", "-"])
        .stdout(Stdio::from(full)));
    let _full = ran.exits(1).says("cannot write to standard output");
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = env
        .command(&["report", "csv", "--detail", "--to", "-"])
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
