//! The three ends of a write: done, failed, and not known.

use serde_json::Value;

use crate::support::{Ran, TestEnv};

fn outcomes(ran: &Ran) -> Vec<String> {
    let document = ran.json();
    let items = document["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["outcome"].as_str().unwrap().to_owned())
        .collect()
}

fn named(env: &TestEnv, name: &str) -> usize {
    let listed: Value = env.json_alone(&["baseline", "list"]);
    let items = listed["items"].as_array().unwrap();
    items.iter().filter(|item| item["name"] == name).count()
}

const CREATE: [&str; 9] = [
    "baseline", "create", "once", "--os", "suse", "--rule", "after=1", "--yes", "-ojson",
];

#[test]
fn a_write_whose_answer_was_lost_is_looked_up() {
    // Each of its attempts takes effect, and no answer comes.
    let env = TestEnv::example();
    env.play("- {kind: lost_answer, operation: CreatePatchBaseline}\n");
    let created = env.run_alone(&CREATE).exits(0);
    assert_eq!(outcomes(&created), ["DONE"]);
    assert_eq!(named(&env, "once"), 1);

    // The second attempt finds nothing to do any more, and AWS says so.
    env.play("- {kind: lost_answer, operation: DeregisterPatchBaselineForPatchGroup, first: 1}\n");
    env.run_alone(&[
        "group",
        "deregister",
        "production",
        "--os",
        "windows",
        "--yes",
    ])
    .exits(0);
    env.play("- {kind: lost_answer, operation: DeletePatchBaseline}\n");
    env.run_alone(&["baseline", "delete", "once", "--yes"])
        .exits(0);
    env.play("[]\n");
    assert_eq!(named(&env, "once"), 0);
}

#[test]
fn a_write_of_which_nobody_knows_is_called_so_and_ends_its_place() {
    let env = TestEnv::example();
    env.play("- {kind: http_500, operation: CreatePatchBaseline}\n");
    let file = env.file(
        "two.yaml",
        "name: once\noperating_system: suse\npatch_groups: [web]\n",
    );
    let file = file.to_str().unwrap();
    let apply = ["baseline", "apply", "-f", file, "--yes", "-o", "json"];
    let open = env
        .run_alone(&apply)
        .exits(1)
        .says("not known whether a baseline once was created")
        .says("to find out: patchctl baseline show once --region us-east-1")
        .says("0 steps done, 1 not known, 1 not done");
    assert_eq!(outcomes(&open), ["NOT_KNOWN", "NOT_DONE"]);
    // The same command does what is left, and makes nothing twice.
    env.play("[]\n");
    env.run_alone(&apply).exits(0);
    assert_eq!(named(&env, "once"), 1);

    // AWS said no: that is known.
    env.play("- {kind: access_denied, operation: DeletePatchBaseline}\n");
    let refused = env
        .run_alone(&["baseline", "delete", "once", "--force", "--yes"])
        .exits(1);
    assert!(!refused.stderr.contains("not known"), "{refused:?}");
    assert!(refused.stdout.contains("FAILED"), "{refused:?}");
}
