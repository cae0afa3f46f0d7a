//! `compliance diff` and `report diff`: two looks at a fleet whose changes were written down by hand.

use serde_json::{Value, json};

use super::support::{Ran, TestEnv};

const OLD: &str = include_str!("fleets/lacking.yaml");

/// The fleet a day later: web-2 was patched, web-1 in part, fine-1 has not reported for a month, db-1
/// is not there any more, new-2 is, and a patch of bash came out. (AWS's own baseline approves it
/// after seven days.)
fn later() -> String {
    let line = |name: &str| {
        let mut lines = OLD.lines();
        let found = lines.find(|line| line.contains(&format!("name: {name},")));
        found.unwrap().to_owned()
    };
    let (web_1, web_2, fine_1) = (line("web-1"), line("web-2"), line("fine-1"));
    let (db_1, new_1) = (line("db-1"), line("new-1"));
    let new_2 = new_1
        .replace("00000f,", "000020,")
        .replace("new-1", "new-2");
    let bash = "base: [bash-5.2.15-1.amzn2023.0.2.x86_64, \"openssl-libs";
    let update = "updates:\n      - {advisory: ALAS2023-2026-1006, classification: Security, \
                  severity: Important, released: 2026-11-10, packages: [bash-5.2.15-2.amzn2023.x86_64]}";
    let openssl = "    updates:\n      - {advisory: ALAS2023-2026-1005";
    OLD.replace(&web_1, &web_1.replace("2026-05-01", "2026-10-05"))
        .replace(&web_2, &web_2.replace("2026-10-15", "2026-11-15"))
        .replace(&fine_1, &fine_1.replace("at: -2h", "at: -30d"))
        .replace(&db_1, &new_2)
        .replace("base: [\"openssl-libs", bash)
        .replace(openssl, &openssl.replace("updates:", update))
}

/// The sandbox with the earlier fleet, and a report of it.
fn reported(options: &[&str]) -> TestEnv {
    let env = TestEnv::fleet(OLD);
    write(&env, "old.csv", options);
    env
}

fn write(env: &TestEnv, name: &str, options: &[&str]) {
    let mut args = vec!["report", "csv", "--to", name];
    args.extend(options);
    let _written = env.run(&args).exits(0);
}

fn seed(env: &TestEnv, fleet: &str) {
    let file = env.file("later.yaml", fleet);
    let args = [
        "sandbox",
        "seed",
        "--fleet",
        file.to_str().unwrap(),
        "--yes",
    ];
    let _seeded = env.run(&args).exits(0);
}

const WHOLE: [&str; 3] = ["--detail", "--layout", "full"];

/// Each change with what it is about, and both sides.
fn told(ran: &Ran) -> Vec<Value> {
    let json = ran.json();
    let rows = json["items"].as_array().unwrap().iter();
    let told = rows.map(|row| {
        let about = row["node"].as_str().or_else(|| row["patch"].as_str());
        json!([
            row["change"],
            about,
            row["before"],
            row["after"],
            row["worse"]
        ])
    });
    told.collect()
}

fn expected() -> Vec<Value> {
    vec![
        json!(["FAILING", "i-0f000000000000010", "COMPLIANT", "STALE", true]),
        json!([
            "NEW_NODE",
            "i-0f000000000000020",
            null,
            "NON_COMPLIANT",
            true
        ]),
        json!([
            "NEW_PATCH",
            "bash.x86_64:0:5.2.15-2.amzn2023",
            "0",
            "1",
            true
        ]),
        json!([
            "MENDED",
            "i-0f00000000000000b",
            "NON_COMPLIANT",
            "COMPLIANT",
            false
        ]),
        json!([
            "FEWER_NODES",
            "curl.x86_64:0:8.3.0-1.amzn2.0.5",
            "2",
            "1",
            false
        ]),
        json!([
            "FEWER_NODES",
            "glibc.x86_64:0:2.26-64.amzn2",
            "3",
            "2",
            false
        ]),
        json!([
            "FEWER_NODES",
            "vim-minimal.x86_64:2:9.0.2000-1.amzn2",
            "2",
            "1",
            false
        ]),
        json!(["GONE", "i-0f00000000000000c", "NON_COMPLIANT", null, false]),
    ]
}

#[test]
fn a_report_is_compared_with_the_fleet_and_with_a_later_one() {
    let env = reported(&WHOLE);
    let same = env.run(&["compliance", "diff", "old.csv", "-o", "json"]);
    assert_eq!(told(&same.exits(0)), Vec::<Value>::new());

    seed(&env, &later());
    let live = env.run(&["compliance", "diff", "old.csv", "-o", "json"]);
    assert_eq!(told(&live.exits(3)), expected());

    write(&env, "new.csv", &WHOLE);
    for noun in ["compliance", "report"] {
        let files = env.run(&[noun, "diff", "old.csv", "new.csv", "-o", "json"]);
        assert_eq!(told(&files.exits(3)), expected(), "{noun}");
        // Backwards what failed is mended; a node that comes failing is still worse.
        let back = env.run(&[noun, "diff", "new.csv", "old.csv"]);
        let back = back.exits(3).says("1 newly failing, 1 mended");
        assert!(back.stdout.contains("MORE_NODES"), "{back:#?}");
    }
}

#[test]
fn it_is_a_page_for_a_job_summary_too() {
    let env = reported(&WHOLE);
    seed(&env, &later());
    let page = env.run(&["compliance", "diff", "old.csv", "-o", "markdown"]);
    let page = page.exits(3).stdout;
    assert!(page.starts_with("## What changed in patch compliance\n\nworse: 1 newly failing"));
    let rows = page.lines().filter(|line| line.starts_with("| "));
    // The head and one row for each change.
    assert_eq!(rows.count(), 1 + expected().len(), "{page}");
}

#[test]
fn reports_of_every_shape_are_compared_by_what_they_have() {
    let shapes: [(&[&str], usize); 4] = [
        (&[], 4),
        (&["--layout", "full"], 4),
        // These columns have no word on a node, but who came and left, and patches.
        (&["--detail"], 6),
        (&WHOLE, 8),
    ];
    for (options, changes) in shapes {
        let env = reported(options);
        seed(&env, &later());
        write(&env, "new.csv", options);
        let ran = env.run(&["report", "diff", "old.csv", "new.csv", "-o", "json"]);
        let found = told(&ran.exits(3));
        // AWS's status knows no age: a node that is STALE is COMPLIANT there.
        let stale = usize::from(options.is_empty());
        assert_eq!(found.len(), changes - stale, "{options:?}: {found:#?}");

        if options != WHOLE {
            let ran = env.run(&["compliance", "diff", "old.csv"]).exits(2);
            let _said = ran.says("patchctl report csv --detail --layout full --to FILE");
        }
    }
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let env = reported(&WHOLE);
    write(&env, "summary.csv", &[]);
    write(
        &env,
        "web.csv",
        &["--detail", "--layout", "full", "--group", "web"],
    );
    let diff = |old: &str, new: &str| env.run(&["report", "diff", old, new]).exits(2);
    let _shape = diff("old.csv", "summary.csv").says("they have not the same columns");
    let _filter = diff("old.csv", "web.csv").says("not of the same nodes: filter");
    let _absent = diff("old.csv", "nowhere.csv").says("cannot read nowhere.csv");
    env.file("other.csv", "a,b\n1,2\n");
    let _foreign = diff("old.csv", "other.csv").says("is no report that");
    let text = std::fs::read_to_string(env.path("old.csv")).unwrap();
    env.file("torn.csv", &text[..text.len() - 40]);
    let _torn = diff("old.csv", "torn.csv").says("torn.csv cannot be read as CSV");
    let _live = env
        .run(&["compliance", "diff", "web.csv"])
        .exits(2)
        .says("--group web");
    let _narrowed = env
        .run(&["compliance", "diff", "web.csv", "--group", "web"])
        .exits(0);
}

#[test]
fn what_was_not_read_is_neither_gone_nor_mended() {
    let env = reported(&WHOLE);
    // One account cannot be read now: db-1 is not gone.
    let deny = "- {kind: access_denied, operation: DescribeInstanceInformation, account: '444455556666'}\n";
    env.play(deny);
    let ran = env.run(&["compliance", "diff", "old.csv", "-o", "json"]);
    let found = told(&ran.exits(5));
    let db_1 = json!([
        "UNREAD",
        "i-0f00000000000000c",
        "NON_COMPLIANT",
        null,
        false
    ]);
    assert_eq!(found, [db_1]);

    // Neither was it new where it could not be read before.
    let args = [
        "report", "csv", "--detail", "--layout", "full", "--to", "part.csv",
    ];
    let _part = env.run(&args).exits(5);
    env.play("");
    let ran = env.run(&["compliance", "diff", "part.csv", "-o", "json"]);
    let found = told(&ran.exits(5));
    assert_eq!(found[0][0], "UNREAD");

    // The patches of nodes.
    env.play("- {kind: access_denied, operation: DescribeInstancePatches}\n");
    let ran = env.run(&["compliance", "diff", "old.csv", "-o", "json"]);
    let found = told(&ran.exits(5));
    assert!(found.iter().all(|row| row[0] == "UNREAD"), "{found:#?}");
    assert_eq!(found.len(), 6);

    // What is not looked at is not gone either.
    env.play("");
    let ran = env
        .run(&["compliance", "diff", "old.csv", "--profile", "management"])
        .exits(0);
    let _said = ran.says("1 node of accounts and Regions that are not looked at");
}

#[test]
fn a_comparison_of_nothing_is_no_yes() {
    let env = reported(&WHOLE);
    let text = std::fs::read_to_string(env.path("old.csv")).unwrap();
    let head = text.lines().next().unwrap();
    env.file("head.csv", &format!("{head}\n"));
    for (old, new) in [("head.csv", "head.csv"), ("old.csv", "head.csv")] {
        for noun in ["report", "compliance"] {
            let ran = env.run(&[noun, "diff", old, new]).exits(3);
            let _said = ran.says("no node is on both sides");
        }
    }
    let elsewhere = ["compliance", "diff", "old.csv", "--region", "sa-east-1"];
    let _nothing = env.run(&elsewhere).exits(3).says("nothing to compare");
}

/// AWS's columns have no row for what could not be read.
#[test]
fn a_node_that_is_missing_in_columns_of_aws_may_not_have_been_read() {
    let env = reported(&[]);
    let text = std::fs::read_to_string(env.path("old.csv")).unwrap();
    let kept = text
        .lines()
        .filter(|line| !line.contains("i-0f00000000000000c"));
    let kept = kept.collect::<Vec<_>>().join("\n");
    assert!(kept.len() + 2 < text.len());
    env.file("new.csv", &format!("{kept}\n"));
    let ran = env.run(&["report", "diff", "old.csv", "new.csv"]).exits(5);
    let _said = ran.says("1 node that new.csv does not have");
}
