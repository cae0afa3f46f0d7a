//! Override lists beside what a baseline rejects.

use super::{A, TestEnv, drill, uploaded};

#[test]
fn what_a_list_installs_although_the_baseline_rejects_it_is_told_with_its_version() {
    let env = drill();
    let baseline = "name: eks-workers\noperating_system: amazon-linux-2023\ndefault: true\napproval_rules:\n  - {filters: {classification: Security}, approve_after_days: 0}\nrejected_patches: [\"glibc*\"]\nrejected_patches_action: block\n";
    let file = env.file("own.yaml", baseline);
    let apply = ["baseline", "apply", "-f", file.to_str().unwrap(), "--yes"];
    let _made = env.run_alone(&apply).exits(0);
    let _scanned = env.patch(&format!("scan --node {A} --yes")).exits(0);

    let list = "patches:\n  - id: 'glibc.x86_64'\n";
    let url = uploaded(&env, "reboot.yaml", list);
    let install = format!("--node {A} --reboot if-needed --override-list {url}");
    let said = "installed 2.34-52.amzn2023.0.7 (rejected by eks-workers): a newer version that fits would be installed although the baseline blocks it";
    let plan = env.patch(&format!("plan {install}")).exits(0);
    assert!(
        plan.stdout.contains(&format!("glibc.x86_64: {said}")),
        "{plan:?}"
    );
    let path = env.path("reboot.yaml");
    let matched = env.run_alone(&["override", "match", path.to_str().unwrap(), "--node", A]);
    assert!(matched.stdout.contains(said), "{matched:?}");

    let ran = env.patch(&format!("install {install} --yes --run-name listed"));
    let node = &env.receipt("listed")["items"][0];
    let title = "glibc.x86_64:0:2.34-52.amzn2023.0.10";
    assert_eq!(
        node["patches"]["rejected"],
        serde_json::json!([title]),
        "{node} {ran:?}"
    );
    let reason = node["reason"].as_str().unwrap();
    assert!(
        reason.ends_with(&format!(
            "installed although the baseline rejects it: {title}"
        )),
        "{reason}"
    );
}

#[test]
fn a_plan_says_what_of_a_list_no_report_has_and_what_is_there_already() {
    let env = drill();
    let list = "patches:\n  - id: less.x86_64\n  - id: bash.x86_64\n  - id: nosuch.x86_64\n  - {id: glibc.x86_64, title: '*:9.99-1.amzn2023'}\n";
    let url = uploaded(&env, "slips.yaml", list);
    let plan = format!("plan --node {A} --reboot never --override-list {url}");
    let shown = env.patch(&plan).exits(0);
    for said in [
        "warning: override list: 1 entry names nothing that any node of the plan has or misses, as far as the last reports tell: nosuch.x86_64\n",
        "warning: override list: 1 entry asks for a version that does not exist, as far as the last reports tell: glibc.x86_64 *:9.99-1.amzn2023\n",
        ": 1 (less.x86_64:0:608-2.amzn2023.0.2); 1 installed already, updated only if a newer version fits (bash.x86_64:",
    ] {
        assert!(shown.stdout.contains(said), "{said}: {shown:?}");
    }
    // Who never reported tells nothing of a list.
    let scan = "scans: [{at: -3h, operation: Scan, by: command}]";
    let fleet = include_str!("../fleets/drill.yaml").replacen(scan, "scans: []", 1);
    let silent = TestEnv::fleet(&fleet);
    let _there = uploaded(&silent, "slips.yaml", list);
    let shown = silent.patch(&plan).exits(0);
    assert!(
        shown.stdout.contains("it never reported what it misses")
            && !shown.stdout.contains("as far as the last reports tell"),
        "{shown:?}"
    );
}
