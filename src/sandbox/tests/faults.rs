use http::Request;
use http_body_util::BodyExt as _;
use serde_json::json;

use crate::sandbox::testing::{MANAGEMENT, example};
use s3s::Body;

use crate::sandbox::faults::{Fault, FaultKind};

fn fault(kind: FaultKind) -> Fault {
    let operation = "DescribeInstanceInformation".to_owned();
    Fault {
        kind,
        operation,
        account: None,
        region: None,
        every: None,
        first: None,
        after: None,
        milliseconds: None,
        seconds: None,
    }
}

#[tokio::test]
async fn faults_hit_the_calls_that_they_name() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let call = || client.ssm("DescribeInstanceInformation", json!({}));
    for (kind, code) in [
        (FaultKind::Throttle, "ThrottlingException"),
        (FaultKind::Http500, "InternalServerError"),
        (FaultKind::Http503, "ServiceUnavailable"),
        (FaultKind::AccessDenied, "AccessDeniedException"),
        (FaultKind::ExpiredToken, "ExpiredTokenException"),
    ] {
        sandbox
            .sandbox
            .set_faults(&[Fault {
                first: Some(1),
                ..fault(kind)
            }])
            .unwrap();
        assert_eq!(call().await.code(), code);
        call().await.ok();
    }
    sandbox
        .sandbox
        .set_faults(&[Fault {
            every: Some(2),
            ..fault(FaultKind::Throttle)
        }])
        .unwrap();
    call().await.ok();
    call().await.code();
    call().await.ok();
    sandbox
        .sandbox
        .set_faults(&[Fault {
            after: Some(1),
            ..fault(FaultKind::Throttle)
        }])
        .unwrap();
    call().await.ok();
    call().await.code();
    for elsewhere in [
        Fault {
            region: Some("eu-central-1".to_owned()),
            ..fault(FaultKind::Throttle)
        },
        Fault {
            account: Some("444455556666".to_owned()),
            ..fault(FaultKind::Throttle)
        },
        Fault {
            operation: "ListComplianceItems".to_owned(),
            ..fault(FaultKind::Throttle)
        },
    ] {
        sandbox.sandbox.set_faults(&[elsewhere]).unwrap();
        call().await.ok();
    }
}

#[tokio::test]
async fn a_file_of_faults_is_read_while_running_and_a_broken_one_is_said_to_be() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let path = sandbox.dir.path().join("box").join("faults.yaml");
    client
        .ssm("DescribeInstanceInformation", json!({}))
        .await
        .ok();
    std::fs::write(&path, "- {kind: throttle, operation: '*'}\n").unwrap();
    assert_eq!(
        client
            .ssm("DescribeInstanceInformation", json!({}))
            .await
            .code(),
        "ThrottlingException"
    );
    std::fs::write(&path, "- {kind: earthquake, operation: '*'}, and more\n").unwrap();
    let answer = client.ssm("DescribeInstanceInformation", json!({})).await;
    assert!(
        answer.status == 500 && answer.text.contains("faults.yaml"),
        "{answer:?}"
    );
    std::fs::remove_file(&path).unwrap();
    client
        .ssm("DescribeInstanceInformation", json!({}))
        .await
        .ok();
}

#[tokio::test]
async fn a_truncated_answer_ends_in_an_error() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    sandbox
        .sandbox
        .set_faults(&[fault(FaultKind::TruncatedBody)])
        .unwrap();
    let request = Request::builder()
        .method("POST")
        .uri("/")
        .header("x-amz-target", "AmazonSSM.X")
        .body(Body::empty())
        .unwrap();
    client.raw(request).await;
    let response = client
        .respond("DescribeInstanceInformation", json!({}))
        .await;
    assert!(response.into_body().collect().await.is_err());
}
