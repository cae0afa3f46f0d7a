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
fn stories_of_an_organization() {
    run("tests/scenarios/policy/organization.trycmd");
}

#[test]
fn stories_of_a_patch_job() {
    run("tests/scenarios/patch-job/waves.trycmd");
}

#[test]
fn stories_of_the_readme() {
    run("README.md");
}

/// What the README shows of the organization is what the story runs, in its order.
#[test]
fn the_readme_shows_the_story_of_the_organization() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    let readme = read("README.md");
    let (_, section) = readme
        .split_once("## Who scans and patches a node")
        .unwrap();
    let (_, block) = section.split_once("```sh\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let shown: Vec<&str> = block.lines().collect();
    assert!(shown.len() >= 10, "{shown:?}");

    let story = read("tests/scenarios/policy/organization.trycmd");
    let mut steps = story.lines().filter_map(|line| line.strip_prefix("$ "));
    for line in shown {
        assert!(steps.any(|step| step == line), "not in the story: {line}");
    }
}
