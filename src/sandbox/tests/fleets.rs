use crate::error::Error;
use crate::sandbox::testing::clock;
use crate::sandbox::{Sandbox, SeedOptions, fleet, seed};

const HEAD: &str = "fleet: f\nregions: [us-east-1]\naccounts:\n  - {id: '111122223333', name: only, email: a@example.com, management: true}\n";
const CATALOGUE: &str = "catalogues:\n  al2:\n    os: AMAZON_LINUX_2\n    platform_name: Amazon Linux\n    platform_version: '2'\n    product: AmazonLinux2\n    image: 2024-01-01\n    base: [bash-1-1.x86_64]\n";

fn mistakes(text: &str) -> String {
    let error: Error = fleet::read("my.yaml", text).unwrap_err();
    assert_eq!(error.exit_code().number(), 2);
    assert!(
        error
            .hints()
            .iter()
            .any(|hint| hint.contains("examples/fleet.yaml"))
    );
    format!("{error}\n{}", error.report().unwrap_or_default())
}

#[test]
fn the_example_is_good_and_so_is_the_smallest_fleet() {
    fleet::read(fleet::EXAMPLE_NAME, fleet::EXAMPLE).unwrap();
    fleet::read("my.yaml", HEAD).unwrap();
}

#[test]
fn all_mistakes_are_told_at_once_with_their_places() {
    let text = format!(
        "{HEAD}{CATALOGUE}nodes:\n  - {{id: web-1, account: onyl, region: us-east-9, catalogue: al3, ping: Offline, scans: [{{at: yesterday}}]}}\n"
    );
    let report = mistakes(&text);
    for expected in [
        "6 mistakes",
        "nodes[0].id: `web-1` is not a node id",
        "nodes[0].account: there is no account `onyl`",
        "did you mean `only`?",
        "nodes[0].region: `us-east-9` is not an AWS Region",
        "nodes[0].catalogue: `al3` is none of al2",
        "nodes[0].ping: `Offline` is none of Online, ConnectionLost, Inactive",
        "nodes[0].scans[0].at: `yesterday` is not a time",
        "my.yaml:14:10",
    ] {
        assert!(report.contains(expected), "{expected} is not in\n{report}");
    }
}

#[test]
fn mistakes_of_commands_documents_windows_and_groups_are_found() {
    let node = |patching: &str| {
        format!(
            "{HEAD}{CATALOGUE}nodes:\n  - {{id: i-00000001, account: only, region: us-east-1, catalogue: al2, patching: {{{patching}}}}}\n"
        )
    };
    let window = |changed: &str, to: &str| {
        let good = "windows:\n  - {name: win, account: only, region: us-east-1, schedule: rate(1 day), next: +1h, duration: 2, cutoff: 1, tags: {a: b}}\n";
        format!("{HEAD}{}", good.replace(changed, to))
    };
    let document = |content: &str| {
        format!(
            "{HEAD}documents:\n  - {{name: mine, account: only, regions: [us-east-1], content: '{content}'}}\n"
        )
    };
    let group = |rest: &str| {
        format!(
            "{HEAD}resource_groups:\n  - {{name: grp, account: only, region: us-east-1, {rest}}}\n"
        )
    };
    for (text, expected) in [
        (
            format!("{HEAD}patching: {{scan: fast}}\n"),
            "patching.scan: write how long it takes",
        ),
        (
            format!("{HEAD}patching: {{scan: -1s}}\n"),
            "patching.scan: write how long it takes",
        ),
        (
            format!("{HEAD}patching: {{scna: 1s}}\n"),
            "did you mean `scan`?",
        ),
        (
            format!("{HEAD}patching: {{back: +1h}}\n"),
            "patching.back: this belongs to one node",
        ),
        (
            format!("{HEAD}patching: {{output_lines: 100001}}\n"),
            "at most 100000 lines",
        ),
        (
            format!("{HEAD}patching: {{hooks: [{{document: AWS-Nop}}]}}\n"),
            "did you mean `AWS-Noop`?",
        ),
        (
            node("fails: [{patch: zsh}]"),
            "nodes[0].patching.fails[0].patch: catalogue `al2` has no patch `zsh`",
        ),
        (
            node("exits: [{code: 0}]"),
            "an exit code of 0 is no failure",
        ),
        (
            node("exits: [{code: 1, operation: Destroy}]"),
            "write Scan or Install",
        ),
        (node("back: +1h"), "only a node whose ping is"),
        (node("terminated: soon"), "`soon` is not a time"),
        (
            window("rate(1 day)", "daily"),
            "windows[0].schedule: write a schedule",
        ),
        (
            window("cutoff: 1", "cutoff: 2"),
            "the cutoff is less than the duration",
        ),
        (window("duration: 2", "duration: 25"), "1 to 24 hours"),
        (
            window("tags: {a: b}", "nodes: [i-1]"),
            "there is no node `i-1`",
        ),
        (window(", tags: {a: b}", ""), "needs `tags` or `nodes`"),
        (
            document("{}"),
            "documents[0].content: The content has no schemaVersion",
        ),
        (
            document("{").replace("name: mine", "name: AWS-x"),
            "does not begin with aws",
        ),
        (group("tags: {a: []}"), "a tag needs at least one value"),
        (
            group("tags: {a: [b]}, nodes: [i-2]"),
            "either `tags` or `nodes`",
        ),
    ] {
        let report = mistakes(&text);
        assert!(
            report.contains(expected),
            "{expected} is not in\n{report}\n{text}"
        );
    }
}

#[test]
fn each_sort_of_mistake_is_found() {
    for (text, expected) in [
        (
            format!("{HEAD}nodes: []\nnodes: []\n"),
            "duplicate field `nodes`",
        ),
        (format!("{HEAD}nodse: []\n"), "did you mean `nodes`?"),
        (format!("{HEAD}nodes:\n\t- x\n"), "tab"),
        (format!("{HEAD}---\n{HEAD}"), "more than one YAML document"),
        (
            HEAD.replace("management: true", "management: false"),
            "exactly one account must have",
        ),
        (
            HEAD.replace("'111122223333'", "'1111'"),
            "is not an AWS account id",
        ),
        (HEAD.replace("name: only", "name: default"), "not `default`"),
        (HEAD.replace("[us-east-1]", "[]"), "at least one Region"),
        (
            format!("{HEAD}{}", CATALOGUE.replace("AMAZON_LINUX_2", "PLAN9")),
            "catalogues.al2.os: `PLAN9` is not an operating system",
        ),
        (
            format!("{HEAD}{}", CATALOGUE.replace("bash-1-1.x86_64", "bash")),
            "catalogues.al2.base[0]: `bash` is not a package",
        ),
        (
            format!(
                "{HEAD}{CATALOGUE}nodes:\n  - {{id: i-00000001, account: only, region: us-east-1, catalogue: al2, pending_reboot: [zsh]}}\n"
            ),
            "catalogue `al2` has no patch `zsh`",
        ),
        (
            format!(
                "{HEAD}{CATALOGUE}nodes:\n  - {{id: i-00000001, account: only, region: eu-south-1, catalogue: al2}}\n"
            ),
            "has to enable `eu-south-1` first",
        ),
        (
            format!(
                "{HEAD}baselines:\n  - {{name: b, account: only, regions: [us-east-1], os: WINDOWS, rules: [{{}}]}}\n"
            ),
            "baselines[0].rules[0]: a rule has either approve_after_days or approve_until_date",
        ),
        (
            format!(
                "{HEAD}baselines:\n  - {{name: bbb, account: only, regions: [us-east-1], os: WINDOWS, rules: [{{approve_after_days: 361}}]}}\n"
            ),
            "between 0 and 360 days",
        ),
        (
            format!("{HEAD}buckets:\n  - {{name: Big, account: only, region: us-east-1}}\n"),
            "`Big` is not a bucket name",
        ),
    ] {
        let report = mistakes(&text);
        assert!(report.contains(expected), "{expected} is not in\n{report}");
    }
}

#[test]
fn an_invalid_fleet_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("box");
    let bad = SeedOptions {
        fleet: Some(("my.yaml".to_owned(), "fleet: x".to_owned())),
        generated_nodes: None,
    };
    seed(&path, clock(), &bad).unwrap_err();
    assert!(!path.exists());
    let sandbox = Sandbox::open(&path, clock()).unwrap().sandbox;
    seed(&path, clock(), &bad).unwrap_err();
    assert_eq!(sandbox.status().unwrap().fleet, "example");
}
