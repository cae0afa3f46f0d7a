//! `override`: lists that are checked, compared, generated and uploaded.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::{Value, json};

use super::support::{REGIONS, Ran, TestEnv};

const BAD: &str = "patches:\n  - id: *.x86_64\n  - id: 1.10\n    title: on\n  - id: 'kernel.x86_64'\n    id: 'glibc.x86_64'\n";
const GOOD: &str =
    "patches:\n  - id: 'openssl-libs.x86_64'\n  - id: 'kernel.x86_64'\n    title: '*amzn2023'\n";

fn validate(env: &TestEnv, text: &str, more: &[&str]) -> Ran {
    env.file("list.yaml", text);
    let args: Vec<&str> = ["override", "validate", "list.yaml"]
        .iter()
        .chain(more)
        .copied()
        .collect();
    env.run(&args)
}

fn with_input(env: &TestEnv, args: &[&str], input: &[u8]) -> Ran {
    let mut child = env
        .command(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that has seen enough closes its input.
    let _closed = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_bad_list_is_drawn_with_every_mistake_at_its_place() {
    let env = TestEnv::empty();
    let ran = validate(&env, BAD, &[])
        .exits(3)
        .says("list.yaml is not valid: 1 entry for rpm, 4 errors, 0 warnings");
    for part in [
        "error[yaml/unquoted]: patches[0].id",
        "[list.yaml:2:9]",
        "write \"*.x86_64\" in quotes",
        "the node reads `1.10` as the number 1.1 (YAML 1.1), not as a text",
        "the node reads `on` as the truth value True",
        "`kernel.x86_64` of line 5 is lost without a word",
        "begin each entry with a hyphen",
    ] {
        assert!(
            ran.stdout.contains(part),
            "`{part}` is not in {}",
            ran.stdout
        );
    }
    assert!(!ran.stdout.contains('\u{1b}'));
}

#[test]
fn a_good_list_is_valid_and_warnings_fail_only_when_asked() {
    let env = TestEnv::empty();
    let ran = validate(&env, GOOD, &["--strict"])
        .exits(0)
        .says("list.yaml is valid: 2 entries for rpm, 0 errors, 0 warnings");
    assert_eq!(ran.stdout, "");
    let alone = "patches:\n  - id: 'apt.amd64'\n";
    let idle = validate(&env, alone, &["--os", "al2023"]).exits(3);
    assert!(
        idle.stdout.contains("error[list/names-nothing]"),
        "{}",
        idle.stdout
    );
    let foreign = "patches:\n  - id: 'apt.amd64'\n  - id: 'bash.x86_64'\n";
    let warned = validate(&env, foreign, &["--os", "al2023"]).exits(0);
    assert!(
        warned.stdout.contains("warning[entry/other-os]"),
        "{}",
        warned.stdout
    );
    let _fails = validate(&env, foreign, &["--os", "al2023", "--strict"]).exits(3);
    let _other = validate(&env, foreign, &["--os", "beos"]).exits(2);
}

/// As a patch portal exports it: severities, and titles of Windows.
#[test]
fn what_aws_documents_so_is_a_note_and_is_drawn_once() {
    let entry = |number: usize| {
        format!(
            "- id: KB504043{number}\n  severity: Critical\n  title: 2024-07 Cumulative Update\n    (KB504043{number})\n"
        )
    };
    let list = format!("patches:\n{}", (0..3).map(entry).collect::<String>());
    let ran = validate(&TestEnv::empty(), &list, &["--strict"])
        .exits(0)
        .says("3 entries for windows, 0 errors, 0 warnings, 6 notes");
    assert_eq!(ran.stdout.matches("note[").count(), 2, "{}", ran.stdout);
    assert!(
        ran.stdout
            .contains("and 2 more of title/ignored: patches[1].title, patches[2].title"),
        "{}",
        ran.stdout
    );
}

#[test]
fn the_example_is_valid_for_its_operating_system() {
    let example = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/override-list.yaml"
    ))
    .unwrap();
    let _valid = validate(
        &TestEnv::empty(),
        &example,
        &["--os", "AMAZON_LINUX_2023", "--strict"],
    )
    .exits(0);
}

#[test]
fn findings_come_as_json_sarif_and_annotations() {
    let env = TestEnv::empty();
    let found = validate(&env, BAD, &["-o", "json"]).exits(3).json();
    let file = &found["files"][0];
    assert_eq!(
        (&found["schema_version"], &found["valid"], &file["family"]),
        (&json!(1), &json!(false), &json!("rpm"))
    );
    assert_eq!(
        file["counts"],
        json!({ "entries": 1, "errors": 4, "warnings": 0, "notes": 0 })
    );
    assert_eq!(
        file["findings"][1],
        json!({
            "rule": "id/type",
            "severity": "error",
            "message": "the node reads `1.10` as the number 1.1 (YAML 1.1), not as a text",
            "hint": "write \"1.10\" in quotes",
            "line": 3, "column": 9, "end_line": 3, "end_column": 13,
            "path": "patches[1].id",
            "value": "1.10",
        })
    );
    let sarif = validate(&env, BAD, &["-o", "sarif"]).exits(3).json();
    let run = &sarif["runs"][0];
    assert_eq!(
        (&sarif["version"], &run["columnKind"]),
        (&json!("2.1.0"), &json!("unicodeCodePoints"))
    );
    for result in run["results"].as_array().unwrap() {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
    }
    let lines = validate(&env, BAD, &["-o", "github"]).exits(3).stdout;
    assert_eq!(lines.lines().count(), 4);
    assert!(
        lines.starts_with("::error file=list.yaml,line=2,endLine=2,col=9,endColumn=17,title=yaml/unquoted::patches[0].id: "),
        "{lines}"
    );
    let queried = validate(
        &env,
        BAD,
        &["--query", "files[].findings[].rule", "-o", "json"],
    )
    .exits(3)
    .json();
    assert_eq!(
        queried,
        json!([
            "yaml/unquoted",
            "id/type",
            "title/type",
            "yaml/duplicate-key"
        ])
    );
    let _csv = validate(&env, BAD, &["-o", "csv"])
        .exits(2)
        .says("does not write csv");
    let _other = env
        .run(&["node", "list", "-o", "sarif"])
        .exits(2)
        .says("does not write sarif");
}

#[test]
fn files_that_cannot_be_read_are_failures_and_standard_input_is_a_file() {
    let env = TestEnv::empty();
    let _absent = env
        .run(&["override", "validate", "absent.yaml"])
        .exits(1)
        .says("cannot read absent.yaml");
    let _folder = env
        .run(&["override", "validate", "."])
        .exits(1)
        .says("cannot read .");
    let _twice = env.run(&["override", "validate", "-", "-"]).exits(2);
    let _good = with_input(&env, &["override", "validate", "-"], GOOD.as_bytes())
        .exits(0)
        .says("standard input is valid");
    let ran = with_input(
        &env,
        &["override", "validate", "-"],
        b"patches:\n  - id: \"a\x1b[31m\"\n",
    )
    .exits(3);
    assert!(
        ran.stdout.contains("file/character") && !ran.stdout.contains('\u{1b}'),
        "{ran:?}"
    );
}

#[test]
fn hostile_files_are_refused_at_once() {
    let env = TestEnv::empty();
    let huge = std::fs::File::create(env.path("huge.yaml")).unwrap();
    huge.set_len(100 * 1024 * 1024).unwrap();
    let ran = env.run(&["override", "validate", "huge.yaml"]).exits(3);
    assert!(ran.stdout.contains("file/too-large"), "{ran:?}");
    // As long as a list may be; readers that go down all the way take minutes for it.
    for opening in ["[", "{a: ", "- "] {
        let text = format!("patches:\n  {}", opening.repeat(4_000_000 / opening.len()));
        let started = std::time::Instant::now();
        let deep = with_input(
            &env,
            &["override", "validate", "-", "-o", "json"],
            text.as_bytes(),
        )
        .exits(3);
        assert!(deep.stdout.contains("yaml/depth"), "{opening} {deep:?}");
        assert!(
            started.elapsed().as_secs() < 10,
            "{opening} took {:?}",
            started.elapsed()
        );
    }
    let garbage: Vec<u8> = (0..100_000u32)
        .map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let _garbage =
        with_input(&env, &["override", "validate", "-", "-o", "json"], &garbage).exits(3);
}

#[test]
fn a_list_is_generated_from_what_is_missing_and_is_valid() {
    let env = TestEnv::example();
    let several = env
        .run(&["override", "generate", "--from-missing"])
        .exits(2)
        .says("the nodes are of several families");
    assert_eq!(several.stdout, "");
    for os in [
        "AMAZON_LINUX_2023",
        "AMAZON_LINUX_2",
        "REDHAT_ENTERPRISE_LINUX",
        "UBUNTU",
        "DEBIAN",
        "WINDOWS",
    ] {
        let args = [
            "override",
            "generate",
            "--from-missing",
            "--os",
            os,
            "--region",
            REGIONS,
        ];
        let first = env.run(&args);
        if first.code == 3 {
            let _why = first.says("no list was written");
            continue;
        }
        let first = first.exits(0);
        let listed = first
            .stdout
            .lines()
            .filter(|line| line.contains("- id: "))
            .count();
        assert!(
            listed > 0
                && first.stdout.starts_with(
                    "# Install override list, written by patchctl on 2026-11-21T12:00:00Z\n"
                ),
            "{first:?}"
        );
        assert_eq!(
            env.run(&args).stdout,
            first.stdout,
            "the same nodes give the same list"
        );
        let ran = with_input(
            &env,
            &["override", "validate", "-", "--strict", "--os", os],
            first.stdout.as_bytes(),
        )
        .exits(0);
        assert_eq!(ran.stdout, "", "{os}");
        // Each entry hits a patch that is missing somewhere.
        env.file("made.yaml", &first.stdout);
        let hits = env.json(&[
            "override",
            "match",
            "made.yaml",
            "--os",
            os,
            "--region",
            REGIONS,
        ]);
        assert_eq!(
            (&hits["without_hit"], hits["entries"].as_u64()),
            (&json!([]), Some(listed as u64)),
            "{os}"
        );
        let installs = |row: &&Value| row["outlook"] == "INSTALLS";
        assert!(
            hits["items"]
                .as_array()
                .unwrap()
                .iter()
                .filter(installs)
                .count()
                >= listed,
            "{os}"
        );
    }
}

#[test]
fn what_is_wrong_with_a_list_is_told_to_programs_too() {
    let env = TestEnv::example();
    let upload = |text: &str| {
        env.file("list.yaml", text);
        let ran = env.run_alone(&[
            "override",
            "upload",
            "list.yaml",
            "s3://example-patch-reports/l.yaml",
            "--dry-run",
            "-o",
            "json",
        ]);
        let said: Vec<Value> = ran
            .stderr
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        (ran.code, said)
    };
    let (code, said) = upload(BAD);
    assert_eq!(
        (code, &said[0]["kind"], said.len()),
        (3, &json!("error"), 1)
    );
    assert!(
        said[0]["report"]
            .as_str()
            .unwrap()
            .contains("error[yaml/duplicate-key]"),
        "{said:?}"
    );
    let (code, said) = upload("patches:\n  - id: openssl.x86_64 #b\n");
    assert_eq!((code, &said[0]["kind"]), (0, &json!("report")));
    assert!(
        said[0]["message"]
            .as_str()
            .unwrap()
            .contains("warning[yaml/cut-by-comment]"),
        "{said:?}"
    );
}

/// A node that never reported misses nothing that anybody knows of, which is not the same as
/// missing nothing.
#[test]
fn nodes_without_a_report_are_not_compared() {
    let env = TestEnv::example();
    let silent = "i-0a1b2c3d4e5f6000c";
    env.file("list.yaml", GOOD);
    let _unknown = env
        .run_alone(&["override", "match", "list.yaml", "--node", silent])
        .exits(5)
        .says("no selected node has reported");
    let _nothing = env
        .run_alone(&["override", "generate", "--from-missing", "--node", silent])
        .exits(5)
        .says("no list was written");
    let both = format!("{silent},i-0a1b2c3d4e5f60002");
    let _one = env
        .run_alone(&["override", "match", "list.yaml", "--node", &both])
        .exits(0)
        .says("nothing is known of 1 node");
    let _columns = env
        .run(&["override", "validate", "list.yaml", "--columns", "rule"])
        .exits(2)
        .says("--columns does not apply");
}

#[test]
fn a_list_is_never_written_over_and_never_empty() {
    let env = TestEnv::example();
    let generate = [
        "override",
        "generate",
        "--from-missing",
        "--os",
        "AMAZON_LINUX_2023",
        "--to",
        "list.yaml",
    ];
    let with =
        |more: &[&'static str]| -> Vec<&str> { generate.iter().chain(more).copied().collect() };
    let _planned = env.run(&with(&["--dry-run"])).exits(0);
    assert!(!env.path("list.yaml").exists());
    let _written = env.run(&generate).exits(0);
    let text = std::fs::read_to_string(env.path("list.yaml")).unwrap();
    let _there = env
        .run(&generate)
        .exits(8)
        .says("exists already")
        .says("--overwrite");
    let _replaced = env.run(&with(&["--overwrite"])).exits(0);
    let _older_spelling = env.run(&with(&["--force"])).exits(0);
    assert_eq!(
        std::fs::read_to_string(env.path("list.yaml")).unwrap(),
        text
    );
    let none = [
        "override",
        "generate",
        "--from-missing",
        "--cve",
        "CVE-1999-0001",
        "--to",
        "none.yaml",
    ];
    let _none = env
        .run(&none)
        .exits(3)
        .says("an empty list would install nothing and still succeed");
    assert!(!env.path("none.yaml").exists());
    let narrow = env.run(&[
        "override",
        "generate",
        "--from-missing",
        "--os",
        "al2023",
        "--severity",
        "critical",
    ]);
    assert!(
        narrow.code == 3 || narrow.stdout.contains("# only severity critical\n"),
        "{narrow:?}"
    );
    let _format = env
        .run(&["override", "generate", "--from-missing", "-o", "json"])
        .exits(2);
    let _s3 = env
        .run(&[
            "override",
            "generate",
            "--from-missing",
            "--to",
            "s3://bucket/key",
        ])
        .exits(2)
        .says("override upload");
}

#[test]
fn what_cannot_be_read_makes_match_and_generate_incomplete() {
    let env = TestEnv::example();
    env.file("list.yaml", GOOD);
    env.play("- {kind: access_denied, operation: DescribeInstancePatches, region: eu-central-1}\n");
    let _match = env
        .run(&["override", "match", "list.yaml", "--region", REGIONS])
        .exits(5)
        .says("the patches of");
    let made = env
        .run(&[
            "override",
            "generate",
            "--from-missing",
            "--os",
            "AMAZON_LINUX_2023,AMAZON_LINUX_2",
            "--region",
            REGIONS,
        ])
        .exits(5);
    assert!(made.stdout.contains("# INCOMPLETE"), "{made:?}");
}

#[test]
fn match_shows_hits_and_entries_that_hit_nothing() {
    let env = TestEnv::example();
    env.file(
        "list.yaml",
        "patches:\n  - id: 'OPENSSL-libs.*'\n  - id: 'nothing.x86_64'\n  - id: 'apt.amd64'\n",
    );
    let found = env.json(&[
        "override",
        "match",
        "list.yaml",
        "--os",
        "AMAZON_LINUX_2023",
    ]);
    let rows = found["items"].as_array().unwrap();
    let of = |entry: u64| {
        rows.iter()
            .filter(move |row| row["entry"] == entry)
            .collect::<Vec<_>>()
    };
    assert!(
        of(1)
            .iter()
            .any(|row| row["patch"]["kb_id"] == "openssl-libs.x86_64"),
        "{rows:?}"
    );
    assert!(
        of(2)
            .iter()
            .all(|row| row["patch"].is_null() && row["outlook"] == "NOT_REPORTED")
    );
    assert!(
        of(3)
            .iter()
            .all(|row| row["patch"].is_null() && row["outlook"] == "OTHER_SYSTEM")
    );
    assert_eq!(found["without_hit"].as_array().unwrap().len(), 2);
    let said = env
        .run(&[
            "override",
            "match",
            "list.yaml",
            "--os",
            "AMAZON_LINUX_2023",
        ])
        .exits(0)
        .says("2 of 3 entries hit nothing on");
    let _limits = said.says("only packages that are installed are updated");
    env.file("bad.yaml", BAD);
    let _invalid = env
        .run(&["override", "match", "bad.yaml"])
        .exits(3)
        .says("`bad.yaml` has 4 errors")
        .says("yaml/unquoted");
}

#[test]
fn a_list_is_uploaded_once_with_its_checksum() {
    let env = TestEnv::example();
    env.file("list.yaml", GOOD);
    let url = "s3://example-patch-reports/overrides/web.yaml";
    let upload = ["override", "upload", "list.yaml", url];
    let with =
        |more: &[&'static str]| -> Vec<&str> { upload.iter().chain(more).copied().collect() };
    let _asks = env.run_alone(&upload).exits(8).says("--yes");
    let planned = env.run_alone(&with(&["--dry-run"])).exits(0);
    assert!(planned.stdout.contains("SHA-256 "), "{planned:?}");
    let done = env
        .run_alone(&with(&["--yes", "-o", "json"]))
        .exits(0)
        .json();
    assert_eq!(
        (
            &done["item"]["url"],
            &done["item"]["version_id"],
            &done["item"]["entries"]
        ),
        (&json!(url), &Value::Null, &json!(2))
    );
    assert!(
        planned
            .stdout
            .contains(done["item"]["sha256"].as_str().unwrap())
    );
    let _there = env
        .run_alone(&with(&["--yes"]))
        .exits(8)
        .says("exists already")
        .says("--overwrite");
    let replaced = env.run_alone(&with(&["--yes", "--overwrite"])).exits(0);
    assert!(
        replaced.stdout.contains(url)
            && replaced
                .stdout
                .contains("none; the bucket has no versioning"),
        "{replaced:?}"
    );
    let _bucket = env
        .run_alone(&[
            "override",
            "upload",
            "list.yaml",
            "s3://no-such-bucket/a.yaml",
            "--yes",
        ])
        .exits(1)
        .says("does not exist");
}

#[test]
fn nothing_invalid_is_uploaded_and_no_url_that_the_document_refuses() {
    let env = TestEnv::example();
    env.file("bad.yaml", BAD);
    env.file("list.yaml", GOOD);
    let bad = [
        "override",
        "upload",
        "bad.yaml",
        "s3://example-patch-reports/bad.yaml",
        "--yes",
    ];
    let _invalid = env.run_alone(&bad).exits(3).says("`bad.yaml` has 4 errors");
    for key in ["a b.yaml", "a//b.yaml", "it's.yaml", "a$b.yaml"] {
        let url = format!("s3://example-patch-reports/{key}");
        let _refused = env
            .run_alone(&["override", "upload", "list.yaml", &url, "--yes"])
            .exits(2)
            .says("SSM document");
    }
    let long = format!("s3://example-patch-reports/{}", "k".repeat(256));
    let _long = env
        .run_alone(&["override", "upload", "list.yaml", &long, "--yes"])
        .exits(2)
        .says("at most 256");
}
