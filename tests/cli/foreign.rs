//! Text that is not ours - names of nodes, files under review, what is typed - in every format: it
//! steers no terminal, gives no command to a CI system, and breaks no document.

use std::process::Stdio;

use super::support::{Ran, TestEnv, run};

/// A fleet of one node whose name is what an attacker would give it.
const FLEET: &str = r#"
fleet: small
regions: [eu-west-1]
accounts:
  - {id: '999988887777', name: only, email: only@example.com, management: true}
catalogues:
  rocky9:
    os: ROCKY_LINUX
    platform_name: Rocky Linux
    platform_version: '9.4'
    product: RockyLinux9.4
    image: 2024-01-10
    base: ['bash-5.1-1.x86_64']
    updates:
      - {advisory: 'RLSA-2024:1', packages: [bash-5.2-1.x86_64], classification: Security, severity: Important, released: 2024-06-01}
nodes:
  - {id: i-0a1b2c3d4e5f60001, account: only, region: eu-west-1, catalogue: rocky9, scans: [{at: -3h}], name: "NAME", computer_name: "NAME"}
"#;

/// Escape sequences of both lengths, DEL, NEL, bidirectional controls, characters that XML 1.0 has
/// no form for, and a command of Azure Pipelines.
const NAME: &str =
    "\\e[31mA\\u009b2JB\\x7F\\N\\u061c\\u202eC\\uFFFF##vso[task.complete result=Succeeded]";

fn hostile() -> TestEnv {
    TestEnv::fleet(&FLEET.replace("NAME", NAME))
}

/// Asserts that nothing in the output steers anybody.
#[track_caller]
fn harmless(what: &str, ran: &Ran) {
    for text in [&ran.stdout, &ran.stderr] {
        let steering = text.chars().find(|c| {
            (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
                || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        });
        assert_eq!(steering, None, "{what}: {text}");
        assert!(
            !text.contains("##vso[") && !text.contains("##["),
            "{what}: {text}"
        );
        let commands = text
            .lines()
            .filter(|line| line.trim_start().starts_with("::add-mask"));
        assert_eq!(commands.count(), 0, "{what}: {text}");
    }
}

#[test]
fn names_of_nodes_are_harmless_in_every_format_and_json_loses_nothing() {
    let env = hostile();
    let formats = ["table", "json", "jsonl", "yaml", "csv", "ids"];
    for verb in [
        &["node", "list"][..],
        &["compliance", "nodes"],
        &["node", "show", "i-0a1b2c3d4e5f60001"],
    ] {
        for format in formats {
            if format == "csv" && verb.contains(&"show") {
                continue;
            }
            let args = [verb, &["-o", format]].concat();
            harmless(
                &format!("{args:?}"),
                &run(env.command(&args).env_remove("PATCHCTL_PROFILE")).exits(0),
            );
        }
        for query in [
            "items[]",
            "items[].computer_name",
            "@",
            "item.computer_name",
        ] {
            for format in formats {
                let args = [verb, &["-o", format, "--query", query]].concat();
                harmless(
                    &format!("{args:?}"),
                    &run(env.command(&args).env_remove("PATCHCTL_PROFILE")).exits(0),
                );
            }
        }
    }
    for format in ["table", "json", "junit", "markdown", "github"] {
        let ran = env
            .run_alone(&["compliance", "check", "-o", format])
            .exits(3);
        harmless(format, &ran);
        assert!(
            !ran.stdout.contains('\u{ffff}') || format != "junit",
            "{ran:?}"
        );
    }
    let json = env.json_alone(&["node", "list"]);
    let name = json["items"][0]["computer_name"].as_str().unwrap();
    assert_eq!(
        name,
        "\u{1b}[31mA\u{9b}2JB\u{7f}\u{85}\u{61c}\u{202e}C\u{ffff}##vso[task.complete result=Succeeded]"
    );
    let yaml = env.run_alone(&["node", "list", "-o", "yaml"]).stdout;
    assert_eq!(
        serde_yaml::from_str::<serde_json::Value>(&yaml).unwrap(),
        json
    );
}

#[test]
fn files_under_review_are_drawn_with_stand_ins() {
    let env = TestEnv::example();
    let text = "name: a\n\u{9b}2J\u{202e}x\u{7f}: '##vso[task.complete]' # \u{200f}##[error]\n";
    let _file = env.file("doc.yaml", text);
    let control = text.replace('x', "\u{1b}]0;x\u{7}");
    let _file = env.file("control.yaml", &control);
    for file in ["doc.yaml", "control.yaml"] {
        for verb in [
            &["baseline", "lint", "-f", file][..],
            &["baseline", "diff", "-f", file],
            &["baseline", "apply", "-f", file, "--yes"],
            &["override", "validate", file],
            &["override", "validate", file, "-o", "json"],
            &["override", "validate", file, "-o", "github"],
            &["override", "validate", file, "-o", "sarif"],
            &["override", "upload", file, "--to", "s3://b/k"],
            &["sandbox", "seed", "--fleet", file, "--yes"],
            &["sandbox", "catalog", "import", "--os", "rocky", file],
            &["patch-now", "apply", file],
        ] {
            let ran = env.run(verb);
            assert!(ran.code != 0, "{verb:?} {ran:?}");
            harmless(&format!("{verb:?}"), &ran);
            let as_json = env.run(&[verb, &["-o", "json"]].concat());
            harmless(&format!("{verb:?} -o json"), &as_json);
        }
        let mut shown = env.command(&["config", "show"]);
        harmless(
            "config show",
            &run(shown.env("PATCHCTL_CONFIG", file)).exits(2),
        );
    }
    let drawn = env
        .run(&["baseline", "lint", "-f", "control.yaml"])
        .exits(3);
    assert!(drawn.stderr.contains("␛]0;x␇"), "{drawn:?}");
}

#[test]
fn what_is_typed_is_harmless_when_it_is_repeated() {
    let env = TestEnv::example();
    let bad = "\u{1b}[31m\u{202e}##vso[x]";
    for args in [
        &["node", "list", "--query", bad][..],
        &["node", "list", "--columns", bad],
        &["node", "list", "--os", bad],
        &["node", "show", bad],
        &["node", bad],
        &["baseline", "show", bad],
        &["override", "validate", bad],
        &["explain", bad],
        &["schedule", "explain", bad, "--service", "window"],
    ] {
        let ran = env.run(args);
        assert!(ran.code != 0, "{args:?}");
        harmless(&format!("{args:?}"), &ran);
        harmless(
            &format!("{args:?} -v"),
            &env.run(&[args, &["--debug"]].concat()),
        );
    }
    let literal = format!("'{bad}\n::add-mask::x'");
    for format in ["table", "json", "jsonl", "yaml", "csv", "ids"] {
        let mut listed = env.command(&["node", "list", "--query", &literal, "-o", format]);
        harmless(format, &run(listed.stdin(Stdio::null())).exits(0));
    }
}
