//! What the gateway does when the service does not do its best.

use super::support::{REGIONS, TestEnv};

const NODES: [&str; 4] = ["compliance", "nodes", "--region", REGIONS];

#[test]
fn passing_faults_are_retried_and_change_nothing() {
    let env = TestEnv::example();
    let calm = env.run(&NODES).exits(0).stdout;
    for kind in [
        "throttle",
        "http_500",
        "http_503",
        "reset",
        "truncated_body",
    ] {
        env.play(&format!("- {{kind: {kind}, operation: \"*\", every: 4}}\n"));
        assert_eq!(env.run(&NODES).exits(0).stdout, calm, "{kind}");
    }
    env.play("- {kind: latency, operation: \"*\", milliseconds: 5}\n");
    assert_eq!(env.run(&NODES).exits(0).stdout, calm);
}

#[test]
fn lasting_faults_are_named_and_never_green() {
    let env = TestEnv::example();
    for (kind, says) in [
        ("throttle", "try again"),
        ("http_500", "InternalServerError"),
        ("access_denied", "ssm:ListResourceComplianceSummaries"),
        ("reset", "could not be reached"),
    ] {
        env.play(&format!(
            "- {{kind: {kind}, operation: ListResourceComplianceSummaries}}\n"
        ));
        let ran = env
            .run(&NODES)
            .exits(5)
            .says("ssm:ListResourceComplianceSummaries")
            .says(says);
        assert_eq!(ran.stdout, "", "{kind}");
    }
}

#[test]
fn expired_credentials_are_a_matter_of_credentials() {
    let env = TestEnv::example();
    env.play("- {kind: expired_token, operation: \"*\"}\n");
    let _expired = env.run(&NODES).exits(4).says("sign in again");
    env.play("- {kind: expired_token, operation: DescribeInstancePatchStates}\n");
    let _later = env.run(&NODES).exits(4).says("DescribeInstancePatchStates");
    env.play(
        "- {kind: expired_token, operation: DescribeInstancePatchStates, region: eu-central-1}\n",
    );
    let _partly = env.run(&NODES).exits(5);
}

#[test]
fn a_broken_file_of_faults_is_said() {
    let env = TestEnv::example();
    env.play("- {kind: meteor}\n");
    let ran = env.run(&NODES);
    assert_ne!(ran.code, 0, "{ran:?}");
    assert!(ran.stderr.contains("faults.yaml"), "{ran:?}");
}
