//! Operator stories and the README, run as they are written.

use super::support::{NOW, TestEnv};

#[test]
fn stories() {
    let env = TestEnv::example();
    trycmd::TestCases::new()
        .env("HOME", env.dir.path().to_str().unwrap())
        .env("PATCHCTL_SANDBOX", env.sandbox().to_str().unwrap())
        .env("PATCHCTL_NOW", NOW)
        .env("NO_COLOR", "1")
        .case("tests/scenarios/*.trycmd")
        .case("README.md")
        .run();
}
