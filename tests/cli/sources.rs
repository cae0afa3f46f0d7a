//! What AWS's pages describe of patching, each thing with the commands that do it: all of them are
//! run, and each is a command that there is.

use super::support::TestEnv;

/// A thing that the pages describe, and command lines for it with their exit codes. What only plans
/// has `--dry-run`.
type Topic = (&'static str, &'static [(&'static str, i32)]);

const WEB: &str = "i-0a1b2c3d4e5f60001";
const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");

const TOPICS: [Topic; 24] = [
    (
        "patch baselines",
        &[
            ("baseline list", 0),
            ("baseline show production-amazon-linux-2023", 0),
            ("baseline export production-amazon-linux-2023", 0),
            ("baseline preview production-windows", 0),
            ("baseline lint", 0),
        ],
    ),
    (
        "patch groups",
        &[
            ("group list", 0),
            ("group nodes web", 0),
            ("group state web", 0),
            ("group add web --node NODE --dry-run", 0),
        ],
    ),
    (
        "which baseline a node gets",
        &[("baseline resolve NODE", 0), ("why NODE", 0)],
    ),
    (
        "scan and install",
        &[
            ("patch-now scan --node NODE --yes", 0),
            ("patch-now install --node NODE --reboot never --dry-run", 0),
        ],
    ),
    (
        "patch policies",
        &[
            ("policy list", 0),
            ("policy diff -f EXAMPLES/policies.yaml", 3),
        ],
    ),
    (
        "host management",
        &[
            ("compliance associations NODE", 0),
            ("policy list -o json", 0),
        ],
    ),
    (
        "maintenance windows",
        &[
            ("window list", 0),
            ("window diff -f EXAMPLES/windows.yaml", 3),
            ("schedule show", 0),
        ],
    ),
    (
        "patch now",
        &[
            (
                "patch-now plan --operation install --node NODE --reboot never",
                0,
            ),
            ("patch-now list", 0),
        ],
    ),
    (
        "documents",
        &[
            ("explain AWS-RunPatchBaseline", 0),
            ("explain AWS-RunPatchBaselineAssociation", 0),
            ("explain AWS-RunPatchBaselineWithHooks", 0),
            ("explain AWS-InstanceRebootWithHooks", 0),
            ("explain AWS-PatchAsgInstance", 0),
            ("explain AWS-PatchInstanceWithRollback", 0),
            ("explain AWS-ApplyPatchBaseline", 0),
            ("patch-now asg NODE --dry-run", 0),
        ],
    ),
    (
        "associations",
        &[
            ("association list", 0),
            ("association diff -f EXAMPLES/associations.yaml", 3),
            ("iam-policy association create --node", 0),
        ],
    ),
    (
        "install override lists",
        &[
            ("override validate EXAMPLES/override-list.yaml", 0),
            ("override match EXAMPLES/override-list.yaml", 0),
        ],
    ),
    (
        "reboots",
        &[("explain INSTALLED_PENDING_REBOOT", 0), ("explain 194", 0)],
    ),
    (
        "compliance",
        &[
            ("compliance summary", 0),
            ("compliance nodes", 0),
            ("compliance patches NODE", 0),
            ("compliance check", 3),
        ],
    ),
    (
        "reports in S3",
        &[
            ("report csv --to -", 0),
            (
                "report run --bucket acme-reports --role PatchExport --dry-run",
                0,
            ),
            ("report schedule list", 0),
        ],
    ),
    (
        "execution types",
        &[("compliance nodes --columns node,source", 0)],
    ),
    ("the dashboard", &[("report html --to -", 0)]),
    (
        "prerequisites",
        &[("doctor", 3), ("doctor --deep --dry-run", 3)],
    ),
    ("IAM", &[("iam-policy patch-now install", 0)]),
    ("CloudTrail", &[("audit --since 30d", 0)]),
    ("Security Hub", &[("report asff --to -", 0)]),
    ("AWS Config", &[("doctor -o json", 3)]),
    (
        "organizations",
        &[
            (
                "compliance summary --organization --role-name PatchctlReader",
                0,
            ),
            ("node list --region us-east-1,eu-central-1", 0),
        ],
    ),
    (
        "rate control",
        &[(
            "patch-now scan --group web --max-concurrency 50% --max-errors 0 --dry-run",
            0,
        )],
    ),
    (
        "logs of runs",
        &[
            ("patch-now scan --node NODE --run-name first --yes", 0),
            ("patch-now logs first", 0),
        ],
    ),
];

#[test]
fn everything_that_the_pages_describe_has_a_command() {
    let env = TestEnv::example();
    let mut odd = Vec::new();
    for (topic, lines) in TOPICS {
        for (line, code) in lines {
            let line = line.replace("NODE", WEB).replace("EXAMPLES", EXAMPLES);
            let words: Vec<&str> = line.split_whitespace().collect();
            let ran = env.run_alone(&words);
            if ran.code != *code {
                odd.push(format!("{topic}: {line}: {} {}", ran.code, ran.stderr));
            }
        }
    }
    assert!(odd.is_empty(), "{}", odd.join("\n"));
}
