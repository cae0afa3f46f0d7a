//! From an HTTP request to the operation that answers it.

use http::request::Parts;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use jiff::SignedDuration;
use s3s::Body;
use serde_json::Value;

use super::call::{Call, unknown};
use super::cloud_trail::record;
use super::damage::{delay, lateness, spoil};
use super::faults::{Fault, FaultKind};
use super::identity::{self, Caller};
use super::instance::Sandbox;
use super::signature::Claim;
use super::store::Snapshot;
use super::wire::{self, Answer, Protocol, WireError};
use super::{
    cloud_trail, config, ec2, events, faults, iam, organizations, outputs, quick_setup,
    resource_groups, s3, schedules, security_hub, ssm, sts, tagging,
};
use crate::domain::id::{AccountId, Region, Scope};

/// The largest request of a service other than S3, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;

/// A request to a service other than S3, as far as its head tells.
struct Api {
    protocol: Protocol,
    service: String,
    operation: String,
    /// What the path and the query of a rest-json request say.
    labels: serde_json::Map<String, Value>,
}

impl Sandbox {
    /// Answers a request as AWS would.
    pub async fn handle(&self, request: Request<Body>) -> Response<Body> {
        let request_id = self.next_request_id();
        let (parts, body) = request.into_parts();
        let claim = claim_of(&parts);

        // First of all, so that the call finds what its time has come for, and what has ended by now
        // in its bucket.
        if let Err(error) = schedules::run(self) {
            tracing::warn!("what is due by schedule could not be stored: {error}");
        }
        outputs::write(self).await;
        if is_s3(&parts, claim.as_ref()) {
            let request = Request::from_parts(parts, body);
            return s3::handle(self, &request_id, claim.as_ref(), request).await;
        }

        let collected = http_body_util::Limited::new(body, LARGEST).collect().await;
        let Ok(body) = collected else {
            return wire::respond(Protocol::Json, &request_id, Err(too_large()));
        };
        let body = body.to_bytes();
        let api = api_of(&parts, claim.as_ref(), &body);
        let Some(claim) = claim else {
            let unsigned = identity::unsigned(api.protocol);
            return wire::respond(api.protocol, &request_id, Err(unsigned));
        };

        let (answer, hits) = self.answered(&api, &claim, &parts, &body).await;
        let answer = answer.map_err(|error| as_written(api.protocol, error));
        spoil(wire::respond(api.protocol, &request_id, answer), &hits)
    }

    /// The answer to a request, and the faults that hit it.
    async fn answered(
        &self,
        api: &Api,
        claim: &Claim,
        parts: &Parts,
        body: &[u8],
    ) -> (Answer, Vec<Fault>) {
        let (snapshot, caller, hits) = match self.prepare(api, claim, parts, body) {
            Ok(prepared) => prepared,
            Err(error) => return (Err(error), Vec::new()),
        };

        // A fault that answers keeps the operation from being done.
        delay(&hits).await;
        let failing = hits
            .iter()
            .find_map(|hit| fault_error(hit.kind, api, &caller));
        let answer = match failing {
            Some(error) => Err(error),
            None => self.answer(api, &snapshot, &caller, claim, body, lateness(&hits)),
        };
        self.record(api, &snapshot, &caller, (claim, parts, body), &answer);
        (answer, hits)
    }

    /// Who calls, and which faults hit the call.
    fn prepare(
        &self,
        api: &Api,
        claim: &Claim,
        parts: &Parts,
        body: &[u8],
    ) -> Result<(Snapshot, Caller, Vec<Fault>), WireError> {
        let snapshot = self
            .0
            .store
            .snapshot()
            .map_err(|error| WireError::internal(&error))?;

        let now = self.now_at(snapshot.offset);
        let caller =
            identity::authenticate(&snapshot.world, now, claim, parts, body, api.protocol)?;
        // Faults are for callers that are known, because they may be for one account.
        let hits = self.0.drill.hits(
            &self.0.dir,
            &snapshot.faults,
            &api.operation,
            &caller.account,
            &claim.region,
        )?;

        Ok((snapshot, caller, hits))
    }

    /// Leaves behind what CloudTrail shows of a call later.
    fn record(
        &self,
        api: &Api,
        snapshot: &Snapshot,
        caller: &Caller,
        (claim, parts, body): (&Claim, &Parts, &[u8]),
        answer: &Answer,
    ) {
        // Looked at first: most calls only read, and cost nothing here.
        if !record::is_recorded(&api.service, &api.operation) {
            return;
        }

        let user_agent = parts.headers.get(http::header::USER_AGENT);
        let record = record::of_call(&record::Answered {
            scope: scope(caller, claim),
            at: self.now_at(snapshot.offset),
            service: &api.service,
            operation: &api.operation,
            caller,
            access_key: &claim.access_key,
            user_agent: user_agent
                .and_then(|agent| agent.to_str().ok())
                .unwrap_or_default(),
            input: &input(api, body).unwrap_or_default(),
            answer,
        });

        // Who called has their answer all the same.
        let kept = record.map(|record| self.0.store.record(&record));
        if let Some(Err(error)) = kept {
            tracing::warn!("what was called could not be recorded: {error}");
        }
    }

    fn answer(
        &self,
        api: &Api,
        snapshot: &Snapshot,
        caller: &Caller,
        claim: &Claim,
        body: &[u8],
        late: SignedDuration,
    ) -> Answer {
        let call = Call {
            snapshot,
            store: &self.0.store,
            now: self.now_at(snapshot.offset) - late,
            caller,
            scope: scope(caller, claim),
            operation: &api.operation,
            input: input(api, body)?,
            dir: &self.0.dir,
            glimpsed: &self.0.glimpsed,
        };

        match api.service.as_str() {
            "ssm" => ssm::answer(&call),
            "organizations" => organizations::answer(&call),
            "tagging" => tagging::answer(&call),
            "resource-groups" => resource_groups::answer(&call),
            "ssm-quicksetup" => quick_setup::answer(&call),
            "securityhub" => security_hub::answer(&call),
            "sts" => sts::answer(&call),
            "ec2" => ec2::answer(&call),
            "iam" => iam::answer(&call),
            "config" => config::answer(&call),
            "events" => events::answer(&call),
            "cloudtrail" => cloud_trail::answer(&call),
            service => Err(unknown(service, &api.operation)),
        }
    }
}

/// Where a call is made.
fn scope(caller: &Caller, claim: &Claim) -> Scope {
    Scope {
        account: AccountId::trusted(&caller.account),
        region: Region::trusted(&claim.region),
    }
}

/// The members of a request. A call without parameters may come without a body.
fn input(api: &Api, body: &[u8]) -> Result<Value, WireError> {
    let mut input = match api.protocol {
        Protocol::Query(_) | Protocol::Ec2 => sts::parameters(body),
        _ if body.is_empty() => Value::Object(serde_json::Map::new()),
        _ => serde_json::from_slice(body)
            .map_err(|error| WireError::new("SerializationException", error.to_string()))?,
    };
    if let Value::Object(members) = &mut input {
        members.extend(api.labels.clone());
    }
    Ok(input)
}

fn too_large() -> WireError {
    WireError::new(
        "RequestEntityTooLarge",
        "the request is too large, or its connection ended",
    )
    .status(413)
}

/// The query protocol has its own name for an action that is denied.
fn as_written(protocol: Protocol, error: WireError) -> WireError {
    let code = match protocol {
        Protocol::Query(_) => "AccessDenied",
        // EC2 API reference, "Error codes".
        Protocol::Ec2 => "UnauthorizedOperation",
        _ => return error,
    };
    if error.code != "AccessDeniedException" {
        return error;
    }
    WireError {
        code: code.to_owned(),
        status: 403,
        message: error.message,
    }
}

/// The signature of a request, in its header or, for S3, in its query.
fn claim_of(parts: &Parts) -> Option<Claim> {
    if let Some(header) = parts.headers.get(http::header::AUTHORIZATION) {
        return Claim::read(header.to_str().ok()?);
    }
    let query = parts.uri.query()?;
    let scope = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("X-Amz-Credential="))?;
    Claim::of_scope(&scope.replace("%2F", "/").replace("%2f", "/"))
}

/// S3 is what is signed for it, and what is neither signed nor in the form of another service.
fn is_s3(parts: &Parts, claim: Option<&Claim>) -> bool {
    match claim {
        Some(claim) => claim.service == "s3",
        None => {
            !parts.headers.contains_key("x-amz-target")
                && (parts.method != http::Method::POST || parts.uri.path() != "/")
        }
    }
}

/// What a request asks for: by its path, by its target, or by its body, as each protocol has it.
fn api_of(parts: &Parts, claim: Option<&Claim>, body: &[u8]) -> Api {
    // REST has no operation in a header: the path tells it, and so the service must be known first.
    if let Some(claim) = claim.filter(|claim| claim.service == "resource-groups") {
        return Api {
            protocol: Protocol::Rest,
            service: claim.service.clone(),
            operation: resource_groups::operation(parts.uri.path()).to_owned(),
            labels: serde_json::Map::new(),
        };
    }
    if let Some(claim) = claim.filter(|claim| claim.service == "securityhub") {
        return Api {
            protocol: Protocol::Rest,
            service: claim.service.clone(),
            operation: security_hub::operation(&parts.method, parts.uri.path()),
            labels: serde_json::Map::new(),
        };
    }
    if let Some(claim) = claim.filter(|claim| claim.service == "ssm-quicksetup") {
        let (operation, labels) = quick_setup::route(&parts.method, &parts.uri);
        return Api {
            protocol: Protocol::Rest,
            service: claim.service.clone(),
            operation,
            labels,
        };
    }

    let target = parts
        .headers
        .get("x-amz-target")
        .and_then(|value| value.to_str().ok());

    // The JSON protocol names its operation in a header, the query protocol in the body.
    match target.and_then(|target| target.rsplit_once('.')) {
        Some((prefix, operation)) => json_api(prefix, operation, claim),
        None => query_api(claim, body),
    }
}

fn query_api(claim: Option<&Claim>, body: &[u8]) -> Api {
    let parameters = sts::parameters(body);
    let operation = parameters.get("Action").and_then(Value::as_str);

    // Anything else without a target is answered in the form that most clients read.
    let service = claim.map_or("sts", |claim| claim.service.as_str());
    let protocol = match service {
        "sts" => Protocol::Query(sts::NAMESPACE),
        "iam" => Protocol::Query(iam::NAMESPACE),
        "ec2" => Protocol::Ec2,
        _ => Protocol::Json,
    };
    Api {
        protocol,
        service: service.to_owned(),
        operation: operation.unwrap_or_default().to_owned(),
        labels: serde_json::Map::new(),
    }
}

fn json_api(prefix: &str, operation: &str, claim: Option<&Claim>) -> Api {
    let service = match prefix {
        "AmazonSSM" => "ssm",
        "AWSOrganizationsV20161128" => "organizations",
        "ResourceGroupsTaggingAPI_20170126" => "tagging",
        "StarlingDoveService" => "config",
        "AWSEvents" => "events",
        "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101" => "cloudtrail",
        other => other,
    };

    // A request that is signed for one service and addressed to another is neither.
    let signed = claim.is_none_or(|claim| claim.service == service);
    let service = if signed {
        service.to_owned()
    } else {
        format!("{prefix} signed for another service")
    };
    Api {
        protocol: Protocol::Json,
        service,
        operation: operation.to_owned(),
        labels: serde_json::Map::new(),
    }
}

fn fault_error(kind: FaultKind, api: &Api, caller: &Caller) -> Option<WireError> {
    let prefix = if api.service == "tagging" {
        "tag"
    } else {
        api.service.as_str()
    };

    // The actions of tagging have another prefix than its name (service authorization reference).
    faults::error(
        kind,
        api.protocol,
        &api.service,
        &format!("{prefix}:{}", api.operation),
        caller,
    )
}
