use http::Request;
use serde_json::json;

use crate::sandbox::testing::{Client, MANAGEMENT, WORKLOADS, example, fleet};
use s3s::Body;

/// The text of the first element with this name.
fn element<'t>(text: &'t str, name: &str) -> &'t str {
    let start = text
        .find(&format!("<{name}>"))
        .unwrap_or_else(|| panic!("no {name} in {text}"))
        + name.len()
        + 2;
    &text[start..start + text[start..].find('<').unwrap()]
}

async fn assume(client: &Client, role: &str, session: &str) -> crate::sandbox::testing::Answer {
    client.sts(&format!("Action=AssumeRole&Version=2011-06-15&RoleArn={role}&RoleSessionName={session}&DurationSeconds=900")).await
}

#[tokio::test]
async fn the_account_follows_from_the_key() {
    let sandbox = example();
    for account in [MANAGEMENT, WORKLOADS] {
        let answer = sandbox
            .client(account, "eu-central-1")
            .sts("Action=GetCallerIdentity&Version=2011-06-15")
            .await;
        assert_eq!(
            (answer.status, element(&answer.text, "Account")),
            (200, account)
        );
    }
}

#[tokio::test]
async fn a_role_is_assumed_by_those_whom_it_trusts_and_its_time_ends() {
    let sandbox = example();
    let manager = sandbox.client(MANAGEMENT, "us-east-1");
    let role = format!("arn%3Aaws%3Aiam%3A%3A{WORKLOADS}%3Arole%2FPatchctlReader");
    let answer = assume(&manager, &role, "tour").await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let mut client = manager.clone();
    element(&answer.text, "AccessKeyId").clone_into(&mut client.key);
    element(&answer.text, "SecretAccessKey").clone_into(&mut client.secret);
    client.token = Some(element(&answer.text, "SessionToken").to_owned());
    assert!(client.key.starts_with("ASIA") && client.key.len() == 20);
    let caller = client
        .sts("Action=GetCallerIdentity&Version=2011-06-15")
        .await;
    assert_eq!(
        element(&caller.text, "Arn"),
        format!("arn:aws:sts::{WORKLOADS}:assumed-role/PatchctlReader/tour")
    );
    let nodes = client
        .ssm("DescribeInstanceInformation", json!({}))
        .await
        .ok();
    assert_eq!(
        nodes["InstanceInformationList"].as_array().unwrap().len(),
        9
    );

    let mut forged = client.clone();
    forged.token = Some(client.token.clone().unwrap().replacen('a', "b", 1));
    assert_eq!(
        forged
            .ssm("DescribeInstanceInformation", json!({}))
            .await
            .code(),
        "UnrecognizedClientException"
    );
    sandbox
        .sandbox
        .advance(jiff::SignedDuration::from_mins(16))
        .unwrap();
    assert_eq!(
        client
            .ssm("DescribeInstanceInformation", json!({}))
            .await
            .code(),
        "ExpiredTokenException"
    );
    let sts = client
        .sts("Action=GetCallerIdentity&Version=2011-06-15")
        .await;
    assert_eq!(
        (sts.status, element(&sts.text, "Code")),
        (403, "ExpiredToken")
    );
}

#[tokio::test]
async fn unknown_roles_and_strangers_are_refused() {
    let sandbox = example();
    let manager = sandbox.client(MANAGEMENT, "us-east-1");
    let workloads = sandbox.client(WORKLOADS, "us-east-1");
    let role = |account: &str, name: &str| format!("arn:aws:iam::{account}:role/{name}");
    for (client, role) in [
        (&manager, role(WORKLOADS, "Nobody")),
        (&manager, role("999999999999", "PatchctlReader")),
        (&workloads, role(WORKLOADS, "PatchctlReader")),
    ] {
        let answer = assume(client, &role, "tour").await;
        assert_eq!(
            (answer.status, element(&answer.text, "Code")),
            (403, "AccessDenied"),
            "{role}"
        );
        assert!(
            element(&answer.text, "Message")
                .contains("is not authorized to perform: sts:AssumeRole on resource: "),
            "{}",
            answer.text
        );
    }
    let answer = assume(&manager, &role(WORKLOADS, "PatchctlReader"), "a b").await;
    assert_eq!(
        (answer.status, element(&answer.text, "Code")),
        (400, "ValidationError")
    );
}

#[tokio::test]
async fn keys_signatures_and_regions_are_checked() {
    let sandbox = example();
    let client = sandbox.client(MANAGEMENT, "us-east-1");
    let mut stranger = client.clone();
    "AKIAIOSFODNN7EXAMPLE".clone_into(&mut stranger.key);
    assert_eq!(
        stranger
            .ssm("DescribeInstanceInformation", json!({}))
            .await
            .code(),
        "UnrecognizedClientException"
    );
    let sts = stranger.sts("Action=GetCallerIdentity").await;
    assert_eq!(
        (sts.status, element(&sts.text, "Code")),
        (403, "InvalidClientTokenId")
    );
    let mut careless = client.clone();
    "wrong".clone_into(&mut careless.secret);
    assert_eq!(
        careless
            .ssm("DescribeInstanceInformation", json!({}))
            .await
            .code(),
        "InvalidSignatureException"
    );
    for region in ["eu-south-2", "mars-north-1"] {
        let away = sandbox.client(MANAGEMENT, region);
        assert_eq!(
            away.ssm("DescribeInstanceInformation", json!({}))
                .await
                .code(),
            "UnrecognizedClientException",
            "{region}"
        );
    }
    let unsigned = Request::builder()
        .method("POST")
        .uri("/")
        .header("x-amz-target", "AmazonSSM.DescribeInstanceInformation");
    let answer = client.raw(unsigned.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.code(), "MissingAuthenticationTokenException");
    let form = Request::builder()
        .method("POST")
        .uri("/")
        .body(Body::from("Action=GetCallerIdentity".to_owned()))
        .unwrap();
    assert_eq!(client.raw(form).await.status, 403);
}

#[tokio::test]
async fn an_account_enables_regions_and_denies_actions() {
    let sandbox = fleet(
        "
fleet: small
regions: [eu-south-2]
accounts:
  - id: '111122223333'
    name: only
    email: only@example.com
    management: true
    enabled_regions: [eu-south-2]
    deny: [ssm:DescribeInstancePatchStates]
",
    );
    let client = sandbox.client(MANAGEMENT, "eu-south-2");
    client
        .ssm("DescribeInstanceInformation", json!({}))
        .await
        .ok();
    let answer = client
        .ssm("DescribeInstancePatchStates", json!({"InstanceIds": []}))
        .await;
    assert_eq!(answer.code(), "AccessDeniedException");
    let message = answer.json()["message"].as_str().unwrap().to_owned();
    assert!(
        message.starts_with("User: arn:aws:iam::111122223333:user/sandbox is not authorized to perform: ssm:DescribeInstancePatchStates on resource: arn:aws:ssm:eu-south-2:111122223333:")
            && message.ends_with("because no identity-based policy allows the ssm:DescribeInstancePatchStates action"),
        "{message}"
    );
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_refused_and_the_advanced_clock_does_not_count() {
    let sandbox = example();
    let _later = sandbox
        .sandbox
        .advance(jiff::SignedDuration::from_hours(48))
        .unwrap();
    let mut client = sandbox.client(MANAGEMENT, "us-east-1");
    let _nodes = client
        .ssm("DescribeInstanceInformation", json!({}))
        .await
        .ok();

    for minutes in [-6, 6] {
        client.late = jiff::SignedDuration::from_mins(minutes);
        let answer = client.ssm("DescribeInstanceInformation", json!({})).await;
        assert_eq!(answer.status, 400, "{minutes}");
        assert!(
            answer.text.contains("InvalidSignatureException"),
            "{}",
            answer.text
        );
    }
}
