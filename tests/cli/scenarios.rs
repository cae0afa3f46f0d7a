//! Operator stories and the README, run as they are written.

use super::support::{NOW, TestEnv};

/// Runs the commands of some files in a sandbox of their own; the files of one call only read,
/// because they share it.
fn run(files: &str) {
    let env = TestEnv::example();
    let cases = trycmd::TestCases::new();
    cases
        .insert_var("[SANDBOX]", env.sandbox().to_str().unwrap().to_owned())
        .unwrap();
    cases
        .env("HOME", env.dir.path().to_str().unwrap())
        .env("PATCHCTL_SANDBOX", env.sandbox().to_str().unwrap())
        .env("PATCHCTL_NOW", NOW)
        .env("NO_COLOR", "1")
        .case(files)
        .run();
}

#[test]
fn stories() {
    run("tests/scenarios/*.trycmd");
}

#[test]
fn stories_that_write() {
    run("tests/scenarios/as-code/baselines.trycmd");
}

#[test]
fn stories_of_a_policy() {
    run("tests/scenarios/policy/how-to.trycmd");
}

#[test]
fn stories_of_a_patch_job() {
    run("tests/scenarios/patch-job/waves.trycmd");
}

#[test]
fn stories_of_the_readme() {
    run("README.md");
}
