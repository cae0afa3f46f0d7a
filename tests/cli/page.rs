//! `report html`: the numbers are those of the other commands, and names stay text.

use serde_json::{Value, json};

use super::support::{REGIONS, Ran, TestEnv};

/// The cells of a table of a page, without its head; read by what the page says of itself.
fn table(html: &str, id: &str) -> Vec<Vec<String>> {
    let start = html.find(&format!("<table id=\"{id}-table\">"));
    let table = &html[start.unwrap_or_else(|| panic!("no table {id}"))..];
    let table = &table[..table.find("</table>").unwrap()];
    let body = table.split_once("<tbody>").unwrap().1;
    let rows = body.split("<tr>").skip(1);
    rows.map(|row| row.split("</t").filter_map(cell).collect())
        .collect()
}

/// The text behind the tags of a cell.
fn cell(piece: &str) -> Option<String> {
    let start = piece.find("<th").or_else(|| piece.find("<td"))?;
    let mut text = String::new();
    let mut within = false;
    for c in piece[start..].chars() {
        match c {
            '<' => within = true,
            '>' => within = false,
            c if !within => text.push(c),
            _ => {}
        }
    }
    Some(
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&amp;", "&"),
    )
}

fn page(env: &TestEnv, more: &[&str]) -> Ran {
    let mut args = vec!["report", "html", "--to", "-"];
    args.extend(more);
    env.run(&args)
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

const WORDS: [&str; 7] = [
    "NON_COMPLIANT",
    "UNREACHABLE",
    "UNMANAGED",
    "STALE",
    "NOT_REPORTED",
    "COMPLIANT",
    "GONE",
];

#[test]
fn every_number_is_that_of_the_summary() {
    let env = TestEnv::example();
    let html = page(&env, &["--region", REGIONS]).exits(0).stdout;
    let summary = |by: &str| env.json(&["compliance", "summary", "--region", REGIONS, "--by", by]);
    let totals = summary("os")["totals"].clone();

    let found: Vec<_> = table(&html, "verdicts")
        .iter()
        .map(|row| (row[0].clone(), row[1].clone()))
        .collect();
    let expected = WORDS.map(|word| (word.to_owned(), totals[word.to_lowercase()].to_string()));
    assert_eq!(found, expected);

    let levels = table(&html, "levels");
    assert_eq!(levels.len(), 6);
    for row in levels {
        let counted = &totals["noncompliant_patches"][row[0].to_lowercase()];
        assert_eq!(row[1], counted.to_string(), "{}", row[0]);
    }

    for (by, id) in [
        ("os", "systems"),
        ("group", "groups"),
        ("account", "accounts"),
        ("region", "regions"),
    ] {
        let json = summary(by);
        let expected = json["items"].as_array().unwrap().iter().map(|item| {
            let columns = [
                "name",
                "nodes",
                "compliant",
                "non_compliant",
                "stale",
                "not_reported",
                "unreachable",
                "unmanaged",
                "missing_patches",
                "failed_patches",
            ];
            columns.map(|name| text(&item[name])).to_vec()
        });
        assert_eq!(table(&html, id), expected.collect::<Vec<_>>(), "{by}");
    }
    let aged = table(&html, "ages");
    let aged = aged.iter().map(|row| row[1].parse::<u64>().unwrap());
    assert_eq!(Some(aged.sum::<u64>()), totals["nodes"].as_u64());
}

#[test]
fn the_patches_are_those_of_top_and_the_nodes_those_of_nodes() {
    let env = TestEnv::fleet(include_str!("fleets/lacking.yaml"));
    let html = page(&env, &[]).exits(0).stdout;
    // The table at the head of the fleet, counted by hand.
    let patches: Vec<_> = table(&html, "patches")
        .into_iter()
        .map(|row| {
            let package = row[0].split('.').next().unwrap().to_owned();
            (package, row[1].clone(), row[5].clone())
        })
        .collect();
    let row =
        |name: &str, nodes: &str, age: &str| (name.to_owned(), nodes.to_owned(), age.to_owned());
    assert_eq!(
        patches,
        [
            row("glibc", "4", "7"),
            row("curl", "3", "51"),
            row("vim-minimal", "3", "173"),
            row("bind-libs", "3", "42"),
            row("openssl-libs", "1", ""),
        ]
    );
    let severities: Vec<_> = table(&html, "severities");
    assert_eq!(
        json!(severities),
        json!([
            ["critical", "1", "4"],
            ["important", "2", "4"],
            ["moderate", "0", "0"],
            ["low", "1", "3"],
            ["none or not known", "1", "3"],
        ])
    );

    let listed = env.json(&["compliance", "nodes"]);
    let mut expected: Vec<_> = listed["items"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|node| node["verdict"] != "COMPLIANT")
        .map(|node| (text(&node["verdict"]), text(&node["node"])))
        .collect();
    expected.sort_by_key(|(verdict, _)| WORDS.iter().position(|word| word == verdict));
    let found: Vec<_> = table(&html, "nodes")
        .into_iter()
        .map(|row| (row[1].clone(), row[0].clone()))
        .collect();
    assert_eq!(found, expected);
    assert!(found.len() > 3);

    let short = page(&env, &["--top", "2", "--nodes", "1"]).exits(0).stdout;
    assert_eq!(table(&short, "patches").len(), 2);
    assert_eq!(table(&short, "nodes").len(), 1);
    assert!(short.contains("patchctl compliance top --limit 0 lists all"));
}

#[test]
fn names_of_nodes_are_text_and_nothing_else() {
    let name = "</td><script>alert(1)</script>\\\" onload='x' \\u202e\\u0007 &lt;b&gt; ";
    let long = "漢".repeat(60);
    let fleet = include_str!("fleets/lacking.yaml")
        .replace(
            "name: web-1,",
            &format!("name: web-1, computer_name: \"{name}\","),
        )
        .replace(
            "name: web-2,",
            &format!("name: web-2, computer_name: \"{long}\","),
        );
    let env = TestEnv::fleet(&fleet);
    let html = page(&env, &[]).exits(0).stdout;
    let names: Vec<_> = table(&html, "nodes")
        .into_iter()
        .map(|row| row[3].clone())
        .collect();
    let clean = "</td><script>alert(1)</script>\" onload='x'  &lt;b&gt; ";
    assert!(names.iter().any(|found| found == clean), "{names:?}");
    assert!(names.contains(&long), "{names:?}");
    assert!(!html.contains("<script") && !html.contains('\u{202e}'));
    for foreign in ["http:", "https:", "src=", "href=", "url(", "@import"] {
        assert!(!html.contains(foreign), "{foreign}");
    }
    assert!(html.contains("content=\"default-src 'none';"));
}

#[test]
fn what_could_not_be_read_is_red_at_the_top() {
    let env = TestEnv::example();
    env.play("- {kind: access_denied, operation: DescribeInstancePatches}\n");
    let html = page(&env, &[]).exits(5).stdout;
    let (top, first) = (html.find("class=\"unread\""), html.find("<main>"));
    assert!(top.unwrap() < first.unwrap());
    assert!(html.contains("Incomplete: not everything could be read"));
    assert!(html.contains("ssm:DescribeInstancePatches"));

    // Of nothing there is no page.
    env.play("- {kind: access_denied, operation: DescribeInstanceInformation}\n");
    let ran = page(&env, &[]).exits(5).says("no report was written");
    assert_eq!(ran.stdout, "");
}

#[test]
fn a_fleet_without_a_node_is_no_good_one() {
    let env = TestEnv::fleet(
        "fleet: none\nregions: [us-east-1]\naccounts:\n  - {id: \"111122223333\", name: management, \
         email: a@example.com, management: true}\n  - {id: \"444455556666\", name: workloads, \
         email: b@example.com}\n",
    );
    let html = page(&env, &[]).exits(0).stdout;
    assert!(html.contains("There is no node."));
    assert!(!html.contains("Every node is COMPLIANT") && !html.contains("<svg role"));
}

#[test]
fn the_object_is_a_page_and_nothing_is_replaced_unasked() {
    let env = TestEnv::example();
    let to = "s3://example-patch-reports/page.html";
    let write = |more: &[&str]| {
        let mut args = vec!["report", "html", "--to", to];
        args.extend(more);
        env.run(&args)
    };
    let _dry = write(&["--dry-run"]).exits(0).says("nothing was written");
    let _written = write(&[]).exits(0).says("wrote a page on");
    let _there = write(&[]).exits(8).says("exists already");
    let _again = write(&["--overwrite"]).exits(0);
    let _other = write(&["--expected-bucket-owner", "999999999999", "--overwrite"]).exits(1);
    let _usage = env
        .run(&["report", "html", "--to", "p.html", "-o", "json"])
        .exits(2)
        .says("report html writes a page");
}
