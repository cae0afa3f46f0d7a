//! A small client for the tests: it signs by itself and shows answers as they are on the wire.

use http::Request;
use http_body_util::BodyExt as _;
use jiff::SignedDuration;
use serde_json::Value;
use tempfile::TempDir;

use super::signature::Claim;
use s3s::Body;

use super::{Sandbox, SeedOptions, seed};
use crate::process::clock::Clock;

pub(super) const MANAGEMENT: &str = "111122223333";
pub(super) const WORKLOADS: &str = "444455556666";

/// A sandbox in a folder of its own, with a clock that stands still.
pub(super) struct Box {
    pub(super) sandbox: Sandbox,
    pub(super) dir: TempDir,
}

pub(super) fn clock() -> Clock {
    Clock::fixed("2026-01-31T12:00:00Z".parse().unwrap())
}

/// The example fleet.
pub(super) fn example() -> Box {
    let dir = TempDir::new().unwrap();
    let sandbox = Sandbox::open(&dir.path().join("box"), clock())
        .unwrap()
        .sandbox;
    Box { sandbox, dir }
}

/// A fleet of one's own.
pub(super) fn fleet(text: &str) -> Box {
    seeded(&SeedOptions {
        fleet: Some(("fleet.yaml".to_owned(), text.to_owned())),
        generated_nodes: None,
    })
}

pub(super) fn seeded(options: &SeedOptions) -> Box {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("box");
    seed(&path, clock(), options).unwrap();
    Box {
        sandbox: Sandbox::open(&path, clock()).unwrap().sandbox,
        dir,
    }
}

/// Credentials and a Region.
#[derive(Clone)]
pub(super) struct Client {
    sandbox: Sandbox,
    pub(super) key: String,
    pub(super) secret: String,
    pub(super) token: Option<String>,
    pub(super) region: String,
    /// By how much its clock is late.
    pub(super) late: SignedDuration,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) text: String,
}

impl Answer {
    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {self:?}"))
    }

    pub(super) fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text);
        self.json()
    }

    /// The code of a JSON error.
    pub(super) fn code(&self) -> String {
        assert_ne!(self.status, 200, "{}", self.text);
        self.json()["__type"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}

impl Box {
    pub(super) fn client(&self, account: &str, region: &str) -> Client {
        let status = self.sandbox.status().unwrap();
        let key = status
            .accounts
            .into_iter()
            .find(|found| found.id == account)
            .unwrap()
            .access_key;
        let secret = self
            .sandbox
            .0
            .store
            .snapshot()
            .unwrap()
            .world
            .secret
            .clone();
        Client {
            sandbox: self.sandbox.clone(),
            key,
            secret,
            token: None,
            late: SignedDuration::ZERO,
            region: region.to_owned(),
        }
    }
}

impl Client {
    pub(super) async fn ssm(&self, operation: &str, input: Value) -> Answer {
        self.json("ssm", &format!("AmazonSSM.{operation}"), input)
            .await
    }

    pub(super) async fn json(&self, service: &str, target: &str, input: Value) -> Answer {
        let headers = [
            ("content-type", "application/x-amz-json-1.1"),
            ("x-amz-target", target),
        ];
        self.send(service, &headers, &input.to_string()).await
    }

    pub(super) async fn sts(&self, form: &str) -> Answer {
        self.send(
            "sts",
            &[("content-type", "application/x-www-form-urlencoded")],
            form,
        )
        .await
    }

    /// A call of a service whose operations are paths.
    pub(super) async fn rest(&self, service: &str, path: &str, input: Value) -> Answer {
        self.rest_by("POST", service, path, input).await
    }

    /// The same by another method.
    pub(super) async fn rest_by(
        &self,
        method: &str,
        service: &str,
        path: &str,
        input: Value,
    ) -> Answer {
        self.raw(self.request_to(
            (method, path),
            service,
            &[("content-type", "application/json")],
            &input.to_string(),
        ))
        .await
    }

    /// The response as it comes, to a call of SSM.
    pub(super) async fn respond(&self, operation: &str, input: Value) -> http::Response<Body> {
        let target = format!("AmazonSSM.{operation}");
        self.sandbox
            .handle(self.request("ssm", &[("x-amz-target", &target)], &input.to_string()))
            .await
    }

    async fn send(&self, service: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        self.raw(self.request(service, headers, body)).await
    }

    fn request(&self, service: &str, headers: &[(&str, &str)], body: &str) -> Request<Body> {
        self.request_to(("POST", "/"), service, headers, body)
    }

    fn request_to(
        &self,
        (method, path): (&str, &str),
        service: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Request<Body> {
        // By the clock of this machine, whatever the time is in the sandbox.
        let signed = Clock::system().now() - self.late;
        let signed = signed.to_zoned(jiff::tz::TimeZone::UTC);
        let stamp = signed.strftime("%Y%m%dT%H%M%SZ").to_string();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "sandbox")
            .header("x-amz-date", &stamp);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(token) = &self.token {
            request = request.header("x-amz-security-token", token);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        let scope = format!(
            "{}/{}/{}/{service}/aws4_request",
            self.key,
            &stamp[..8],
            self.region
        );
        let target = parts.headers.contains_key("x-amz-target");
        let signed = if target {
            "host;x-amz-date;x-amz-target"
        } else {
            "host;x-amz-date"
        };
        let header = Claim::header(&scope, signed, &parts, body.as_bytes(), &self.secret);
        parts
            .headers
            .insert("authorization", header.parse().unwrap());
        Request::from_parts(parts, Body::from(body.to_owned()))
    }

    pub(super) async fn raw(&self, request: Request<Body>) -> Answer {
        let response = self.sandbox.handle(request).await;
        assert!(response.headers().contains_key("x-amzn-requestid"));
        let status = response.status().as_u16();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        Answer {
            status,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Reads every page; gives the items and the sizes of the pages.
    pub(super) async fn all(
        &self,
        operation: &str,
        mut input: Value,
        key: &str,
    ) -> (Vec<Value>, Vec<usize>) {
        let (mut items, mut sizes) = (Vec::new(), Vec::new());
        loop {
            let output = self.ssm(operation, input.clone()).await.ok();
            let page = output[key].as_array().unwrap();
            sizes.push(page.len());
            items.extend(page.iter().cloned());
            assert!(sizes.len() < 10_000, "paging does not end");
            match output["NextToken"].as_str() {
                Some(token) => input["NextToken"] = token.into(),
                None => return (items, sizes),
            }
        }
    }
}
