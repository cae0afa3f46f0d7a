//! The way from the SDK clients into the sandbox without a network.

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use http::{HeaderValue, Request};
use s3s::Body;

use super::damage::Reset;
use super::instance::Sandbox;

/// An HTTP client for the SDK that hands every request to the sandbox.
pub fn http_client(sandbox: Sandbox) -> SharedHttpClient {
    SharedHttpClient::new(InProcess(sandbox))
}

#[derive(Debug)]
struct InProcess(Sandbox);

impl HttpClient for InProcess {
    fn http_connector(
        &self,
        _settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Self(self.0.clone()))
    }
}

impl HttpConnector for InProcess {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let sandbox = self.0.clone();
        HttpConnectorFuture::new(async move {
            let request = incoming(request).map_err(|error| ConnectorError::user(error.into()))?;

            let response = sandbox.handle(request).await;
            // A client cannot be answered with a broken connection; it is told that it broke.
            if response.extensions().get::<Reset>().is_some() {
                let reset = std::io::Error::new(
                    std::io::ErrorKind::ConnectionReset,
                    "the connection was reset",
                );
                return Err(ConnectorError::io(reset.into()));
            }

            let response = response.map(SdkBody::from_body_1_x);
            HttpResponse::try_from(response)
                .map_err(|error| ConnectorError::other(error.into(), None))
        })
    }
}

/// Turns the request of the SDK into one as a server would see it.
fn incoming(request: HttpRequest) -> Result<Request<Body>, String> {
    let request = request
        .try_into_http1x()
        .map_err(|error| error.to_string())?;
    let (mut parts, body) = request.into_parts();
    // A server reads the host from its header, where a client has it in the address.
    if !parts.headers.contains_key(http::header::HOST)
        && let Some(authority) = parts.uri.authority()
    {
        let host = HeaderValue::from_str(authority.as_str()).map_err(|error| error.to_string())?;
        parts.headers.insert(http::header::HOST, host);
    }

    let body = match body.bytes() {
        Some(bytes) => Body::from(bytes.to_vec()),
        None => Body::http_body_unsync(body),
    };
    Ok(Request::from_parts(parts, body))
}

#[cfg(test)]
mod tests {
    use aws_credential_types::Credentials;
    use aws_credential_types::provider::SharedCredentialsProvider;
    use aws_sdk_s3::error::ProvideErrorMetadata as _;
    use aws_sdk_s3::primitives::ByteStream;
    use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart, ServerSideEncryption};
    use aws_types::SdkConfig;
    use aws_types::region::Region;

    use super::*;
    use crate::process::clock::Clock;
    use crate::sandbox::faults::{Fault, FaultKind};

    const BUCKET: &str = "example-patch-reports";

    struct Box {
        sandbox: Sandbox,
        _dir: tempfile::TempDir,
    }

    fn open() -> Box {
        let dir = tempfile::tempdir().unwrap();
        let sandbox = Sandbox::open(&dir.path().join("box"), Clock::system())
            .unwrap()
            .sandbox;
        Box { sandbox, _dir: dir }
    }

    fn config(sandbox: &Sandbox, account: usize, region: &'static str) -> SdkConfig {
        let key = &sandbox.status().unwrap().accounts[account].access_key;
        let secret = sandbox.0.store.snapshot().unwrap().world.secret.clone();
        let credentials = Credentials::new(key, secret, None, None, "test");
        SdkConfig::builder()
            .http_client(http_client(sandbox.clone()))
            .region(Region::new(region))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .retry_config(aws_config::retry::RetryConfig::disabled())
            .behavior_version(aws_config::BehaviorVersion::latest())
            .build()
    }

    fn s3(sandbox: &Sandbox, account: usize, region: &'static str) -> aws_sdk_s3::Client {
        let config = aws_sdk_s3::config::Builder::from(&config(sandbox, account, region))
            .force_path_style(true)
            .build();
        aws_sdk_s3::Client::from_conf(config)
    }

    macro_rules! code {
        ($sent:expr) => {
            $sent
                .await
                .unwrap_err()
                .code()
                .unwrap_or_default()
                .to_owned()
        };
    }

    #[tokio::test]
    async fn the_sdk_reads_nodes_and_the_caller_without_a_network() {
        let it = open();
        let config = config(&it.sandbox, 0, "us-east-1");
        let nodes = aws_sdk_ssm::Client::new(&config)
            .describe_instance_information()
            .send()
            .await
            .unwrap();
        assert!(!nodes.instance_information_list().is_empty());
        let caller = aws_sdk_sts::Client::new(&config)
            .get_caller_identity()
            .send()
            .await
            .unwrap();
        assert_eq!(caller.account(), Some("111122223333"));
        let resources = aws_sdk_resourcegroupstagging::Client::new(&config)
            .get_resources()
            .send()
            .await
            .unwrap();
        assert!(!resources.resource_tag_mapping_list().is_empty());
        let accounts = aws_sdk_organizations::Client::new(&config)
            .list_accounts()
            .send()
            .await
            .unwrap();
        assert_eq!(accounts.accounts().len(), 2);
    }

    #[tokio::test]
    async fn a_reset_connection_is_an_error_of_the_connection() {
        let it = open();
        let fault = Fault {
            kind: FaultKind::Reset,
            operation: "*".to_owned(),
            account: None,
            region: None,
            every: None,
            first: None,
            after: None,
            milliseconds: None,
            seconds: None,
        };
        it.sandbox.set_faults(&[fault]).unwrap();
        let client = aws_sdk_ssm::Client::new(&config(&it.sandbox, 0, "us-east-1"));
        let error = client
            .describe_instance_information()
            .send()
            .await
            .unwrap_err();
        assert!(
            matches!(error, aws_sdk_s3::error::SdkError::DispatchFailure(_)),
            "{error:?}"
        );
    }

    #[tokio::test]
    async fn objects_are_put_read_listed_and_deleted() {
        let it = open();
        let client = s3(&it.sandbox, 0, "us-east-1");
        let put = client
            .put_object()
            .bucket(BUCKET)
            .key("a/b c.csv")
            .body(ByteStream::from_static(b"one,two"))
            .send()
            .await
            .unwrap();
        assert_eq!(
            put.server_side_encryption(),
            Some(&ServerSideEncryption::Aes256)
        );
        let got = client
            .get_object()
            .bucket(BUCKET)
            .key("a/b c.csv")
            .send()
            .await
            .unwrap();
        assert_eq!(
            got.body.collect().await.unwrap().into_bytes().as_ref(),
            b"one,two"
        );
        let list = client
            .list_objects_v2()
            .bucket(BUCKET)
            .prefix("a/")
            .send()
            .await
            .unwrap();
        assert_eq!(list.contents()[0].key(), Some("a/b c.csv"));
        client
            .delete_object()
            .bucket(BUCKET)
            .key("a/b c.csv")
            .send()
            .await
            .unwrap();
        assert_eq!(
            code!(client.get_object().bucket(BUCKET).key("a/b c.csv").send()),
            "NoSuchKey"
        );
        let buckets = client.list_buckets().send().await.unwrap();
        let names: Vec<&str> = buckets
            .buckets()
            .iter()
            .filter_map(|bucket| bucket.name())
            .collect();
        assert_eq!(
            names,
            ["example-patch-reports", "example-patch-reports-eu"],
            "only those of the account"
        );
    }

    #[tokio::test]
    async fn what_is_refused_leaves_nothing_behind() {
        let it = open();
        let client = s3(&it.sandbox, 0, "us-east-1");
        let put = |bucket: &str, key: &str| {
            client
                .put_object()
                .bucket(bucket)
                .key(key)
                .body(ByteStream::from_static(b"x"))
        };
        assert_eq!(code!(put("no-such-bucket", "k").send()), "NoSuchBucket");
        assert_eq!(
            code!(
                client
                    .create_multipart_upload()
                    .bucket("no-such-bucket")
                    .key("k")
                    .send()
            ),
            "NoSuchBucket"
        );
        assert_eq!(
            code!(
                put(BUCKET, "k")
                    .checksum_sha256("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                    .send()
            ),
            "BadDigest"
        );
        assert_eq!(
            code!(
                put(BUCKET, "k")
                    .content_md5("AAAAAAAAAAAAAAAAAAAAAA==")
                    .send()
            ),
            "BadDigest"
        );
        let absent = client
            .head_object()
            .bucket(BUCKET)
            .key("k")
            .send()
            .await
            .unwrap_err();
        assert!(absent.into_service_error().is_not_found());
        put(BUCKET, "k").if_none_match("*").send().await.unwrap();
        assert_eq!(
            code!(put(BUCKET, "k").if_none_match("*").send()),
            "PreconditionFailed"
        );
    }

    #[tokio::test]
    async fn buckets_have_an_owner_and_a_region() {
        let it = open();
        let client = s3(&it.sandbox, 0, "us-east-1");
        let put = |client: &aws_sdk_s3::Client| {
            client
                .put_object()
                .bucket(BUCKET)
                .key("k")
                .body(ByteStream::from_static(b"x"))
        };
        assert_eq!(
            code!(put(&client).expected_bucket_owner("444455556666").send()),
            "AccessDenied"
        );
        put(&client)
            .expected_bucket_owner("111122223333")
            .send()
            .await
            .unwrap();
        assert_eq!(
            code!(put(&s3(&it.sandbox, 1, "us-east-1")).send()),
            "AccessDenied"
        );
        assert_eq!(
            code!(put(&s3(&it.sandbox, 0, "eu-central-1")).send()),
            "PermanentRedirect"
        );
        client
            .create_bucket()
            .bucket("made-here")
            .send()
            .await
            .unwrap();
        assert_eq!(
            code!(client.create_bucket().bucket("made-here").send()),
            "BucketAlreadyOwnedByYou"
        );
        assert!(
            it.sandbox
                .status()
                .unwrap()
                .buckets
                .contains(&"made-here".to_owned())
        );
        client
            .delete_bucket()
            .bucket("made-here")
            .send()
            .await
            .unwrap();
        assert_eq!(
            code!(client.delete_bucket().bucket(BUCKET).send()),
            "BucketNotEmpty"
        );
    }

    #[tokio::test]
    async fn encryption_with_a_key_is_remembered() {
        let it = open();
        let client = s3(&it.sandbox, 0, "us-east-1");
        let put = |key_id: &str| {
            let put = client
                .put_object()
                .bucket(BUCKET)
                .key("k")
                .body(ByteStream::from_static(b"x"));
            put.server_side_encryption(ServerSideEncryption::AwsKms)
                .ssekms_key_id(key_id)
        };
        put("1234abcd-12ab-34cd-56ef-1234567890ab")
            .send()
            .await
            .unwrap();
        let head = client
            .head_object()
            .bucket(BUCKET)
            .key("k")
            .send()
            .await
            .unwrap();
        let arn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        assert_eq!(
            (head.server_side_encryption(), head.ssekms_key_id()),
            (Some(&ServerSideEncryption::AwsKms), Some(arn))
        );
        assert_eq!(code!(put("not a key").send()), "KMS.NotFoundException");
    }

    #[tokio::test]
    async fn a_new_seed_empties_the_buckets_of_a_sandbox_that_is_open() {
        let it = open();
        let client = s3(&it.sandbox, 0, "us-east-1");
        let put = || {
            client
                .put_object()
                .bucket(BUCKET)
                .key("k")
                .body(ByteStream::from_static(b"x"))
                .if_none_match("*")
        };
        put().send().await.unwrap();
        client
            .create_multipart_upload()
            .bucket(BUCKET)
            .key("k")
            .send()
            .await
            .unwrap();
        crate::sandbox::seed(
            &it.sandbox.0.dir,
            Clock::system(),
            &crate::sandbox::SeedOptions::default(),
        )
        .unwrap();
        let uploads = client
            .list_multipart_uploads()
            .bucket(BUCKET)
            .send()
            .await
            .unwrap();
        assert!(uploads.uploads().is_empty());
        put().send().await.unwrap();
    }

    #[tokio::test]
    async fn of_many_that_write_on_condition_one_wins() {
        let it = open();
        let other = Sandbox::open(&it.sandbox.0.dir, Clock::system())
            .unwrap()
            .sandbox;
        let clients = [s3(&it.sandbox, 0, "us-east-1"), s3(&other, 0, "us-east-1")];
        let put = |number: usize| {
            let body = ByteStream::from(number.to_string().into_bytes());
            clients[number % 2]
                .put_object()
                .bucket(BUCKET)
                .key("race")
                .if_none_match("*")
                .body(body)
                .send()
        };
        let results = futures::future::join_all((0..16).map(put)).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    }

    #[tokio::test]
    async fn uploads_in_parts_are_listed_completed_and_aborted() {
        let it = open();
        let client = s3(&it.sandbox, 0, "us-east-1");
        let begin = async || {
            client
                .create_multipart_upload()
                .bucket(BUCKET)
                .key("big")
                .send()
                .await
                .unwrap()
                .upload_id
                .unwrap()
        };
        let under_way = async || {
            client
                .list_multipart_uploads()
                .bucket(BUCKET)
                .send()
                .await
                .unwrap()
                .uploads()
                .len()
        };
        let (first, second) = (begin().await, begin().await);
        assert_eq!(under_way().await, 2);
        client
            .abort_multipart_upload()
            .bucket(BUCKET)
            .key("big")
            .upload_id(&second)
            .send()
            .await
            .unwrap();
        assert_eq!(
            code!(
                client
                    .abort_multipart_upload()
                    .bucket(BUCKET)
                    .key("big")
                    .upload_id(&second)
                    .send()
            ),
            "NoSuchUpload"
        );
        let mut parts = Vec::new();
        for (number, size) in [(1, 5 * 1024 * 1024), (2, 10)] {
            let body = ByteStream::from(vec![b'x'; size]);
            let part = client
                .upload_part()
                .bucket(BUCKET)
                .key("big")
                .upload_id(&first)
                .part_number(number)
                .body(body)
                .send()
                .await
                .unwrap();
            parts.push(
                CompletedPart::builder()
                    .part_number(number)
                    .set_e_tag(part.e_tag)
                    .build(),
            );
        }
        let complete = |parts: Vec<CompletedPart>| {
            let upload = CompletedMultipartUpload::builder()
                .set_parts(Some(parts))
                .build();
            client
                .complete_multipart_upload()
                .bucket(BUCKET)
                .key("big")
                .upload_id(&first)
                .multipart_upload(upload)
        };
        let wrong = vec![
            CompletedPart::builder()
                .part_number(1)
                .e_tag("\"00000000000000000000000000000000\"")
                .build(),
        ];
        assert_eq!(code!(complete(wrong).send()), "InvalidPart");
        complete(parts).if_none_match("*").send().await.unwrap();
        assert_eq!(under_way().await, 0);
        let head = client
            .head_object()
            .bucket(BUCKET)
            .key("big")
            .send()
            .await
            .unwrap();
        assert_eq!(head.content_length(), Some(5 * 1024 * 1024 + 10));
    }
}
