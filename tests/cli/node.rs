//! `node list` and `node show`.

use std::io::Write;
use std::process::Stdio;

use super::support::{REGIONS, Ran, TestEnv};

fn ids(ran: &Ran) -> Vec<String> {
    ran.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn targets_narrow_the_fleet_and_combine() {
    let env = TestEnv::example();
    let list = |more: &[&str]| {
        let mut args = vec!["node", "list", "--region", REGIONS, "-o", "ids"];
        args.extend(more);
        ids(&env.run(&args).exits(0))
    };
    let all = list(&[]);
    assert!(all.len() >= 40, "{}", all.len());
    assert!(all.iter().any(|id| id.starts_with("mi-")));
    let linux = list(&["--os", "al2023,ubuntu"]);
    assert!(!linux.is_empty() && linux.len() < all.len());
    let without = list(&["--exclude", &linux[0]]);
    assert_eq!(without.len(), all.len() - 1);
    let two = format!("{},{}", all[0], all[1]);
    assert_eq!(list(&["--node", &two]), &all[..2]);
    assert_eq!(list(&["--node", &two, "--exclude", &all[0]]), &all[1..2]);
    assert_eq!(list(&["--all"]), all);
    let _none = env
        .run(&["node", "list", "--name", "no-such-*"])
        .exits(2)
        .says("--name no-such-* matches no node");
}

#[test]
fn both_spellings_of_the_group_tag_are_found() {
    let env = TestEnv::example();
    let json = env.json(&["node", "list", "--region", REGIONS]);
    let tagged = |key: &str| -> Vec<String> {
        let listed = env.json(&["node", "list", "--region", REGIONS, "--tag", key]);
        listed["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["node"].as_str().unwrap().to_owned())
            .collect()
    };
    let (spaced, plain) = (tagged("Patch Group"), tagged("PatchGroup"));
    assert!(!spaced.is_empty() && !plain.is_empty());
    assert!(
        spaced.iter().any(|node| plain.contains(node)),
        "one node has both"
    );
    assert!(json["items"].as_array().unwrap().len() > spaced.len() + plain.len());
    let shown = |node: &str| env.json(&["node", "show", node, "--region", REGIONS]);
    let group = shown(&spaced[0])["tags"]["Patch Group"]
        .as_str()
        .unwrap()
        .to_owned();
    let members = env
        .run(&[
            "node", "list", "--region", REGIONS, "--group", &group, "-o", "ids",
        ])
        .exits(0);
    assert!(ids(&members).contains(&spaced[0]));
    let plain_group = shown(&plain[0])["tags"]["PatchGroup"]
        .as_str()
        .unwrap()
        .to_owned();
    let members = env
        .run(&[
            "node",
            "list",
            "--region",
            REGIONS,
            "--group",
            &plain_group,
            "-o",
            "ids",
        ])
        .exits(0);
    assert!(ids(&members).contains(&plain[0]));
}

#[test]
fn a_list_of_ids_can_come_from_a_file_or_a_pipe() {
    let env = TestEnv::example();
    let all = ids(&env.run(&["node", "list", "-o", "ids"]).exits(0));
    let list = format!(
        "# the first two\n{}\n\n  {}  # with a comment\n",
        all[0], all[1]
    );
    let file = env.file("ids.txt", &list);
    assert_eq!(
        ids(&env
            .run(&[
                "node",
                "list",
                "--from-file",
                file.to_str().unwrap(),
                "-o",
                "ids"
            ])
            .exits(0)),
        &all[..2]
    );
    let mut child = env
        .command(&["node", "list", "--from-file", "-", "-o", "ids"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(list.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        String::from_utf8(output.stdout)
            .unwrap()
            .lines()
            .collect::<Vec<_>>(),
        &all[..2]
    );
    env.file("ids.txt", "i-0123abcd\nnonsense\n");
    let _bad = env
        .run(&["node", "list", "--from-file", file.to_str().unwrap()])
        .exits(2)
        .says("line 2")
        .says("nonsense");
    env.file("ids.txt", "# nothing\n");
    let _empty = env
        .run(&["node", "list", "--from-file", file.to_str().unwrap()])
        .exits(2)
        .says("the list is empty");
    let _absent = env
        .run(&["node", "list", "--from-file", "absent.txt"])
        .exits(2)
        .says("absent.txt");
}

#[test]
fn an_unknown_node_is_said_and_never_passed_over() {
    let env = TestEnv::example();
    let _none = env
        .run(&["node", "list", "--node", "i-0000000000000dead"])
        .exits(2)
        .says("i-0000000000000dead is no managed node");
    let known = ids(&env.run(&["node", "list", "-o", "ids"]).exits(0)).swap_remove(0);
    let both = format!("{known},i-0000000000000dead");
    let ran = env
        .run(&["node", "list", "--node", &both, "-o", "ids"])
        .exits(5)
        .says("i-0000000000000dead");
    assert_eq!(ids(&ran), std::slice::from_ref(&known));
    let _typo = env
        .run(&[
            "node",
            "list",
            "--node",
            "i-0000000000000dead",
            "--os",
            "ubuntu",
        ])
        .exits(2)
        .says("matches no node");
    let _typo = env
        .run(&[
            "compliance",
            "check",
            "--node",
            "i-0000000000000dead",
            "--group",
            "web",
        ])
        .exits(3)
        .says("i-0000000000000dead matches no node");
    let _elsewhere = env
        .run(&["node", "list", "--node", &known, "--name", "no-such-*"])
        .exits(2)
        .says("--name no-such-* matches no node");
    let _bad = env.run(&["node", "list", "--name", ""]).exits(2);
    let _bad = env.run(&["node", "list", "--exclude", ""]).exits(2);
    let _bad = env
        .run(&["node", "list", "--node", "web-1"])
        .exits(2)
        .says("is not a node id")
        .says("--name");
    let _bad = env
        .run(&["node", "list", "--tag", "Env="])
        .exits(2)
        .says("empty value");
    let _bad = env
        .run(&["node", "list", "--os", "windows95"])
        .exits(2)
        .says("operating systems: ");
    let _bad = env.run(&["node", "show", "nonsense"]).exits(2);
    let _none = env
        .run(&["node", "show", "i-0000000000000dead"])
        .exits(2)
        .says("node list");
}

#[test]
fn a_node_is_shown_with_tags_verdict_and_counts() {
    let env = TestEnv::example();
    let (node, region) = env.nodes_with("non-compliant").swap_remove(0);
    let shown = env
        .run(&["node", "show", &node, "--region", &region])
        .exits(0)
        .stdout;
    assert!(
        shown.contains("Verdict:") && shown.contains("NON_COMPLIANT") && shown.contains(&node),
        "{shown}"
    );
    let json = env.json(&["node", "show", &node, "--region", &region]);
    assert_eq!(json["kind"], "node.show");
    assert_eq!(json["item"]["verdict"], "NON_COMPLIANT");
    assert!(json["tags"].is_object());
}

#[test]
fn hostile_names_never_reach_the_terminal_as_they_are() {
    let env = TestEnv::example();
    let json = env.json(&["node", "list", "--region", REGIONS]);
    let names: Vec<String> = json["items"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|row| [&row["name"], &row["computer_name"]])
        .filter_map(|name| Some(name.as_str()?.to_owned()))
        .collect();
    let escape = names
        .iter()
        .find(|name| name.contains('\u{1b}'))
        .expect("a node with an escape sequence in its name");
    assert!(
        names.iter().any(|name| name.starts_with('=')),
        "a node whose name is a formula"
    );
    assert!(
        names
            .iter()
            .any(|name| !name.is_ascii() && !name.contains('\u{1b}')),
        "a node with a Japanese name"
    );
    let table = env
        .run(&["node", "list", "--region", REGIONS])
        .exits(0)
        .stdout;
    assert!(!table.contains('\u{1b}') && !table.contains(escape.as_str()));
    let csv = env
        .run(&["node", "list", "--region", REGIONS, "-o", "csv"])
        .exits(0)
        .stdout;
    assert!(!csv.contains('\u{1b}'));
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    for record in reader.records() {
        for cell in &record.unwrap() {
            assert!(!cell.starts_with(['=', '+', '@']), "{cell:?}");
        }
    }
}
