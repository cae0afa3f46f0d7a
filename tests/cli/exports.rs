//! Reports that AWS's own runbook writes: once, by a schedule, and why they fail.

use serde_json::Value;

use super::support::TestEnv;

const FLEET: &str = r#"
fleet: exports
regions: [us-east-1, eu-central-1]
accounts:
  - id: "111122223333"
    name: solo
    email: a@example.com
    management: true
    roles:
      - {name: PatchExport, path: /service-role/}
      - {name: NoPut, deny: ["s3:PutObject"]}
  - {id: "444455556666", name: other, email: b@example.com}
buckets:
  - {name: my-reports, account: solo, region: us-east-1}
  - {name: their-reports, account: other, region: us-east-1}
event_rules:
  - {name: console-nightly, account: solo, region: us-east-1, schedule: rate(1 day), report_name: nightly, bucket: my-reports, role: "arn:aws:iam::111122223333:role/service-role/PatchExport", with_version: true}
  - {name: console-off, account: solo, region: us-east-1, schedule: cron(0 5 * * ? *), enabled: false, report_name: weekly, bucket: my-reports, role: "arn:aws:iam::111122223333:role/service-role/PatchExport", targets: instanceids=i-00000000000000001}
catalogues:
  al2:
    os: AMAZON_LINUX_2
    platform_name: Amazon Linux
    platform_version: "2"
    product: AmazonLinux2
    image: 2025-01-01
    base: [bash-1-1.x86_64]
    updates:
      - {released: 2025-02-01, classification: Security, severity: Critical, packages: [bash-1-2.x86_64]}
nodes:
  - {id: i-00000000000000001, account: solo, region: us-east-1, catalogue: al2, name: web, scans: [{at: -1h}]}
  - {id: i-00000000000000002, account: solo, region: us-east-1, catalogue: al2, scans: [{at: -1h}]}
  - {id: i-00000000000000003, account: solo, region: us-east-1, catalogue: al2, managed: false}
  - {id: i-00000000000000006, account: solo, region: eu-central-1, catalogue: al2, scans: [{at: -1h}]}
"#;

const ROLE: [&str; 2] = ["--role", "service-role/PatchExport"];

fn run(env: &TestEnv, bucket: &str, more: &[&str]) -> super::support::Ran {
    let run = ["report", "run", "--bucket", bucket, "--yes", "-o", "json"];
    env.run_alone(&[&run[..], more].concat())
}

fn files(env: &TestEnv) -> Vec<String> {
    let folder = env.sandbox().join("s3/my-reports");
    let entries = std::fs::read_dir(folder).expect("a bucket");
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    names.sort();
    names
}

#[test]
fn a_report_is_written_and_found_and_tells_what_compliance_tells() {
    let env = TestEnv::fleet(FLEET);
    let ran = run(&env, "my-reports", &ROLE).exits(0);
    let row = ran.json()["items"][0].clone();
    assert_eq!(row["status"], "Success");
    let [name] = &files(&env)[..] else {
        panic!("{:?}", files(&env));
    };
    assert_eq!(row["objects"][0], format!("s3://my-reports/{name}"));
    assert!(name.starts_with("patch-compliance"), "{name}");

    let text =
        std::fs::read_to_string(env.sandbox().join("s3/my-reports").join(name)).expect("a file");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().expect("a head").clone();
    let at = |name: &str| head.iter().position(|one| one == name).expect("a column");
    let (id, status) = (at("Instance ID"), at("Compliance status"));
    let critical = at("Noncompliant Unspecified severity patch count");
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    // Managed nodes of one Region, and no others.
    let ids: Vec<&str> = rows.iter().map(|row| &row[id]).collect();
    assert_eq!(ids, ["i-00000000000000001", "i-00000000000000002"]);
    assert!(
        rows.iter().all(|row| &row[status] == "NON_COMPLIANT"),
        "{text}"
    );
    assert!(rows.iter().all(|row| &row[critical] == "1"), "{text}");

    // A second report has another name; one node is one row.
    run(
        &env,
        "my-reports",
        &[
            &ROLE[..],
            &["--node", "i-00000000000000002", "--report", "one"],
        ]
        .concat(),
    )
    .exits(0);
    let one = files(&env)
        .into_iter()
        .find(|name| name.starts_with("one"))
        .expect("a file");
    let text =
        std::fs::read_to_string(env.sandbox().join("s3/my-reports").join(one)).expect("a file");
    assert_eq!(text.lines().count(), 2, "{text}");
}

#[test]
fn an_export_that_fails_says_why_and_what_to_check() {
    let env = TestEnv::fleet(FLEET);
    for (bucket, role, why) in [
        ("my-reports", "NoPut", "AccessDenied"),
        ("my-reports", "Nobody", "unable to be assumed"),
        // The name alone is another role than the one with a path.
        ("my-reports", "PatchExport", "unable to be assumed"),
        ("no-such-bucket", ROLE[1], "NoSuchBucket"),
        ("their-reports", ROLE[1], "AccessDenied"),
    ] {
        let ran = run(&env, bucket, &["--role", role]).exits(1);
        let row = ran.json()["items"][0].clone();
        assert_eq!(row["status"], "Failed");
        assert!(
            row["problem"].as_str().expect("a problem").contains(why),
            "{row}"
        );
        ran.says("check that the role exists, trusts ssm.amazonaws.com");
    }
    assert_eq!(files(&env), Vec::<String>::new());
}

/// The runbook's word is not enough.
#[test]
fn a_success_without_an_object_that_can_be_seen_is_no_success() {
    let env = TestEnv::fleet(FLEET);
    env.play("[{kind: access_denied, operation: ListObjectsV2}]");
    let ran = run(&env, "my-reports", &ROLE).exits(5);
    let problem = ran.json()["items"][0]["problem"].clone();
    assert!(
        problem
            .as_str()
            .expect("a problem")
            .contains("cannot be looked at"),
        "{problem}"
    );

    env.play("[]");
    let ran = run(&env, "my-reports", &[&ROLE[..], &["--no-wait"]].concat()).exits(7);
    let problem = ran.json()["items"][0]["problem"].clone();
    assert!(
        problem
            .as_str()
            .expect("a problem")
            .contains("aws ssm get-automation-execution"),
        "{problem}"
    );
    run(
        &env,
        "my-reports",
        &[&ROLE[..], &["--timeout", "1s"]].concat(),
    )
    .exits(7);
}

#[test]
fn what_the_runbook_would_refuse_is_refused_before_anything_is_asked() {
    let env = TestEnv::fleet(FLEET);
    for (more, says) in [
        (&["--role", "x", "--report", "a/b"][..], "1 to 50 letters"),
        (
            &["--role", "arn:aws:iam::444455556666:role/x"],
            "is not of account 111122223333",
        ),
        (
            &["--role", "x", "--topic", "reports"],
            "not the ARN of an SNS topic",
        ),
        (&["--role", "x", "--message", "done"], "--topic"),
        (&["--role", ""], "not the ARN of a role"),
    ] {
        run(&env, "my-reports", more).exits(2).says(says);
    }
    run(&env, "My_Reports", &ROLE)
        .exits(2)
        .says("not the name of a bucket");
    // Nobody agreed.
    env.run_alone(&["report", "run", "--bucket", "my-reports", "--role", "x"])
        .exits(8);
    let dry = [
        "report",
        "run",
        "--bucket",
        "my-reports",
        "--role",
        "x",
        "--dry-run",
    ];
    // A report of a node that is not there would be a report of nothing.
    let stranger = ["--node", "i-0000000000000dead"];
    env.run_alone(&[&dry[..], &stranger].concat())
        .exits(2)
        .says("i-0000000000000dead is no managed node");
    env.play("[{kind: access_denied, operation: DescribeInstanceInformation}]");
    env.run_alone(&[&dry[..], &stranger].concat())
        .exits(0)
        .says("whether i-0000000000000dead is there is not known");
    env.play("[]");
    let ran = env.run_alone(&dry).exits(0);
    let plan = "would export patch-compliance of all nodes to s3://my-reports";
    assert!(ran.stdout.contains(plan), "{}", ran.stdout);
}

fn schedules(env: &TestEnv) -> Vec<Value> {
    let listed = env.json_alone(&["report", "schedule", "list"]);
    listed["items"].as_array().expect("items").clone()
}

#[test]
fn a_schedule_is_made_runs_is_listed_beside_those_of_the_console_and_is_deleted() {
    let env = TestEnv::fleet(FLEET);
    let create = [
        "report",
        "schedule",
        "create",
        "weekly",
        "--schedule",
        "rate(7 days)",
        "--bucket",
        "my-reports",
        "--yes",
    ];
    let create = [&create[..], &ROLE].concat();
    env.run_alone(&create).exits(0);
    // Twice would make two: AWS keeps names not unique.
    env.run_alone(&create)
        .exits(8)
        .says("already has an association weekly");

    env.run_alone(&["sandbox", "advance", "15d"]).exits(0);
    let listed = schedules(&env);
    let names: Vec<&str> = listed
        .iter()
        .map(|one| one["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(names, ["console-nightly", "console-off", "weekly"]);
    assert_eq!(listed[2]["status"], "Success");
    assert_eq!(listed[1]["enabled"], false);
    assert_eq!(listed[1]["export"]["node"], "i-00000000000000001");
    // At once, and after seven and fourteen days.
    assert_eq!(files(&env).len(), 3, "{:?}", files(&env));

    // What a person starts with the same parameters is the run of neither.
    for (report, role) in [
        ("nightly", "service-role/PatchExport"),
        ("weekly", "service-role/PatchExport"),
    ] {
        let more = ["--report", report, "--role", role];
        let _ran = run(&env, "my-reports", &more);
    }
    let after = schedules(&env);
    assert_eq!(after[0]["by"], "rule");
    assert_eq!(after[0]["last_run"], Value::Null, "{after:#?}");
    assert_eq!(after[2], listed[2]);

    env.run_alone(&["report", "schedule", "delete", "console-nightly", "--yes"])
        .exits(8)
        .says("a rule of EventBridge");
    env.run_alone(&["report", "schedule", "delete", "wekly", "--yes"])
        .exits(2)
        .says("there are: weekly");
    env.run_alone(&["report", "schedule", "delete", "weekly", "--yes"])
        .exits(0);
    assert_eq!(schedules(&env).len(), 2);
}

#[test]
fn a_schedule_of_one_node_is_made_where_the_node_is() {
    let env = TestEnv::fleet(FLEET);
    let create = [
        "report",
        "schedule",
        "create",
        "one-node",
        "--schedule",
        "rate(7 days)",
        "--bucket",
        "my-reports",
        "--region",
        "us-east-1,eu-central-1",
        "--node",
        "i-00000000000000006",
        "--dry-run",
        "-o",
        "json",
    ];
    let ran = env.run_alone(&[&create[..], &ROLE].concat()).exits(0);
    let items = ran.json()["items"].clone();
    assert_eq!(items.as_array().map(Vec::len), Some(1), "{items:#?}");
    assert_eq!(items[0]["region"], "eu-central-1");
}

#[test]
fn a_schedule_that_fails_says_why_in_the_list() {
    let env = TestEnv::fleet(FLEET);
    let create = [
        "report",
        "schedule",
        "create",
        "broken",
        "--schedule",
        "cron(0 5 * * ? *)",
        "--bucket",
        "my-reports",
        "--role",
        "NoPut",
        "--yes",
    ];
    env.run_alone(&create).exits(0);
    env.run_alone(&["sandbox", "advance", "1m"]).exits(0);
    let ran = env
        .run_alone(&["report", "schedule", "list", "-o", "json"])
        .exits(0);
    let broken = ran.json()["items"][0].clone();
    assert_eq!(broken["name"], "broken");
    assert!(
        broken["problem"]
            .as_str()
            .expect("a problem")
            .contains("AccessDenied"),
        "{broken}"
    );
    ran.says("check that the role exists");
}

#[test]
fn bad_schedules_are_refused_and_what_cannot_be_read_is_said() {
    let env = TestEnv::fleet(FLEET);
    for (name, schedule, says) in [
        ("x", "rate(7 days)", "3 to 128"),
        ("weekly", "every week", "--schedule"),
        ("weekly", "cron(0 5 * * * *)", "--schedule"),
    ] {
        let create = [
            "report",
            "schedule",
            "create",
            name,
            "--schedule",
            schedule,
            "--bucket",
            "my-reports",
            "--yes",
        ];
        env.run_alone(&[&create[..], &ROLE].concat())
            .exits(2)
            .says(says);
    }
    // What AWS does not document is taken, and said.
    let odd = [
        "report",
        "schedule",
        "create",
        "monthly",
        "--schedule",
        "cron(0 6 1 * ? *)",
    ];
    let odd = [&odd[..], &["--bucket", "my-reports", "--dry-run"], &ROLE].concat();
    env.run_alone(&odd)
        .exits(0)
        .says("of this form it says nothing");

    // The one tells of itself where the other cannot be read.
    for (denied, by) in [
        ("ListAssociations", Some("rule")),
        ("ListRuleNamesByTarget", None),
        ("DescribeRule", None),
    ] {
        env.play(&format!("[{{kind: access_denied, operation: {denied}}}]"));
        let ran = env
            .run_alone(&["report", "schedule", "list", "-o", "json"])
            .exits(5)
            .says(denied);
        assert_eq!(ran.json()["items"][0]["by"].as_str(), by, "{denied}");
    }
    // Both together are a place that cannot be read.
    env.play("[{kind: access_denied, operation: ListAssociations}, {kind: access_denied, operation: ListRuleNamesByTarget}]");
    let listed = env.run_alone(&["report", "schedule", "list"]).exits(5);
    assert_eq!(
        listed.stderr.matches("could not read").count(),
        1,
        "{listed:?}"
    );

    // Nothing but associations is deleted.
    let delete = ["report", "schedule", "delete", "weekly", "--yes"];
    env.play("[{kind: access_denied, operation: ListAssociations}]");
    env.run_alone(&delete).exits(5);
    env.play("[{kind: access_denied, operation: ListRuleNamesByTarget}]");
    env.run_alone(&delete)
        .exits(2)
        .says("whether a rule of EventBridge has that name is not known");
    // A lost answer is looked up: one schedule, and no second one.
    env.play("[{kind: lost_answer, operation: CreateAssociation}]");
    let create = [
        "report",
        "schedule",
        "create",
        "weekly",
        "--schedule",
        "rate(7 days)",
        "--bucket",
        "my-reports",
        "--yes",
    ];
    env.run_alone(&[&create[..], &ROLE].concat()).exits(0);
    env.play("[]");
    let made = schedules(&env)
        .into_iter()
        .filter(|one| one["by"] == "association");
    assert_eq!(made.count(), 1);
}
