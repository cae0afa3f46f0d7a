//! What went wrong with a call: which operation, which code, why, and what helps.

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_ssm::config::http::HttpResponse;
use aws_sdk_ssm::error::{ProvideErrorMetadata, SdkError};
use aws_types::request_id::RequestId;

use super::actions::Action;
use super::denied;
use super::limiter::{How, Lost};
use super::way::Unreached;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::Scope;
use crate::error::{Error, Kind, Result};

/// What a code of a service means to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The credentials are wrong or expired.
    Credentials,
    /// The identity is known, but the Region or service does not know it.
    NotEnabled,
    /// The identity may not do this.
    Denied,
    /// Too many calls.
    Throttled,
    /// Anything else.
    Other,
}

/// Sorts the codes of all services that we use; they differ in their spelling.
pub fn classify(code: &str) -> Class {
    match code {
        "ExpiredToken"
        | "ExpiredTokenException"
        | "RequestExpired"
        | "InvalidSignatureException"
        | "SignatureDoesNotMatch"
        | "InvalidAccessKeyId"
        | "MissingAuthenticationToken"
        | "MissingAuthenticationTokenException"
        | "IncompleteSignature" => Class::Credentials,
        // A Region that is not enabled does not know the keys of an account, however good they are:
        // STS alone tells whether it is the keys.
        "UnrecognizedClientException"
        | "InvalidClientTokenId"
        | "AuthFailure"
        | "OptInRequired" => Class::NotEnabled,
        "AccessDenied"
        | "AccessDeniedException"
        | "UnauthorizedOperation"
        | "AuthorizationError"
        // A refused `HEAD` of S3 has no body, and so no code but its status.
        | "403"
        | "Forbidden" => Class::Denied,
        "ThrottlingException"
        | "Throttling"
        | "RateExceeded"
        | "TooManyRequestsException"
        | "ThrottledException"
        | "SlowDown" => Class::Throttled,
        _ => Class::Other,
    }
}

/// Turns an SDK error into ours.
pub fn fault<E>(action: Action, error: SdkError<E, HttpResponse>) -> Error
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    // Before the error is taken apart: the id stands in the headers of the answer.
    let request = error.request_id().map(str::to_owned);
    match error {
        SdkError::ServiceError(service) => {
            let status = service.raw().status().as_u16();
            let problem = service.into_err();
            let message = problem.message().map(str::to_owned);
            let request = request.as_deref();
            service_fault(action, problem.code(), message.as_deref(), status, request)
        }
        other => transport_fault(action, other),
    }
}

/// The same as a function of the error alone, for `map_err`.
pub fn of<E>(action: Action) -> impl FnOnce(SdkError<E, HttpResponse>) -> Error
where
    E: ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
{
    move |error| fault(action, error)
}

/// A fault from the parts of a service's answer.
pub fn service_fault(
    action: Action,
    code: Option<&str>,
    message: Option<&str>,
    status: u16,
    request: Option<&str>,
) -> Error {
    let fallback = format!("HTTP {status}");
    let code = code.unwrap_or(fallback.as_str());
    let said = match message {
        Some(message) if !message.is_empty() => format!("{code}: {message}"),
        _ => code.to_owned(),
    };

    // By the id AWS Support finds the request.
    let tail = request
        .map(|id| format!(" [request {id}]"))
        .unwrap_or_default();
    let text = format!("{} answered {said}{tail}", action.iam());
    explained(action, classify(code), text, message).with_code(code)
}

/// The error of a class, with what helps.
fn explained(action: Action, class: Class, text: String, message: Option<&str>) -> Error {
    match class {
        Class::Credentials => Error::credentials(text)
            .hint("sign in again (aws sso login, or new keys), then repeat the command"),
        Class::NotEnabled => Error::failed(text)
            .hint("the Region may not be enabled for this account; choose others with --region"),
        // The action as IAM calls it, which is not always called like the operation.
        Class::Denied => Error::failed(text).hint(denied::hint(action, message)),
        Class::Throttled => Error::failed(text).hint(
            "AWS limits how often this may be called; try again, or cover fewer accounts and \
             Regions at once",
        ),
        Class::Other => Error::failed(text),
    }
}

fn transport_fault<E>(action: Action, error: SdkError<E, HttpResponse>) -> Error
where
    E: std::error::Error + Send + Sync + 'static,
{
    // Credentials are loaded while a request is built, so that their failure looks like one of
    // the way.
    if let Some(problem) = credentials_problem(&error) {
        return problem;
    }
    if let SdkError::ResponseError(answer) = &error
        && !answer.raw().status().is_success()
    {
        return foreign_answer(action, answer.raw().status().as_u16());
    }

    let told: &(dyn std::error::Error + 'static) = match Lost::find(&error) {
        Some(lost) => lost.cause(),
        None => &error,
    };
    let proxy = Unreached::among(told).and_then(Unreached::hint);
    // The loss itself rather than what the SDK wraps around it, which says "other".
    if let Some(lost) = Lost::find(&error) {
        let (what, hint) = lost_problem(lost.how);
        return Error::failed(format!("{} {what}", action.iam()))
            .with_source(lost.clone())
            .maybe_hint(proxy)
            .hint(hint);
    }
    let (what, hint) = way_problem(&error);
    let source = error.into_source().unwrap_or_else(Into::into);
    Error::failed(format!("{} {what}", action.iam()))
        .with_source(source)
        .maybe_hint(proxy)
        .hint(hint)
}

/// The items of a list, each of which says what it is about.
pub(super) fn named<T>(action: Action, items: impl Iterator<Item = Option<T>>) -> Result<Vec<T>> {
    items
        .map(|item| item.ok_or_else(|| nameless(action)))
        .collect()
}

/// An item of a list without what it is about: whose it is nobody can tell, and to leave it out would
/// be a shorter list.
pub(super) fn nameless(action: Action) -> Error {
    Error::failed(format!("{} answered an item without its id", action.iam()))
        .hint("is --endpoint-url really an AWS endpoint?")
}

/// What the parser stumbled over says nothing to anybody: it is a page for a browser.
fn foreign_answer(action: Action, status: u16) -> Error {
    Error::failed(format!(
        "{} answered HTTP {status}, and not as AWS answers",
        action.iam()
    ))
    .hint("is --endpoint-url really an AWS endpoint, and does no proxy answer in its place?")
    .with_code(format!("HTTP {status}"))
}

/// What became of an attempt without an answer, and what helps.
fn lost_problem(how: How) -> (String, &'static str) {
    match how {
        How::NoConnection => (
            "could not be reached in time".to_owned(),
            "raise --connect-timeout, or check proxy, VPC endpoints and --endpoint-url",
        ),
        How::NoAnswer => (
            "did not answer in time".to_owned(),
            "raise --read-timeout, or check the way to the endpoint",
        ),
        How::HalfAnswer(time) => (
            format!(
                "began to answer and did not come to an end within {} s",
                time.as_secs()
            ),
            "raise --read-timeout, or check what slows down the way to the endpoint",
        ),
        How::Endless(bytes) => (
            format!("gave an answer of more than {bytes} bytes"),
            "is --endpoint-url really an AWS endpoint?",
        ),
        How::NoProof => (
            "gave an answer that is none".to_owned(),
            "is --endpoint-url really an AWS endpoint, and does no proxy answer in its place?",
        ),
        How::Refused | How::Broken | How::Other => (UNREACHABLE.0.to_owned(), UNREACHABLE.1),
    }
}

const UNREACHABLE: (&str, &str) = (
    "could not be reached",
    "check the network, proxy, VPC endpoints, --endpoint-url and --ca-bundle",
);

/// What else happened on the way, and what helps.
fn way_problem<E>(error: &SdkError<E, HttpResponse>) -> (&'static str, &'static str) {
    match error {
        SdkError::ResponseError(_) => (
            "gave an answer that cannot be read",
            "is --endpoint-url really an AWS endpoint?",
        ),
        SdkError::DispatchFailure(_) => UNREACHABLE,
        _ => ("could not be called", "check --endpoint-url and --region"),
    }
}

/// Looks through the causes for credentials that could not be loaded.
fn credentials_problem<E>(error: &SdkError<E, HttpResponse>) -> Option<Error>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    let mut unsigned = false;
    while let Some(current) = cause {
        if let Some(problem) = current.downcast_ref::<CredentialsError>() {
            return Some(missing_credentials(problem));
        }

        // The SDK has no type for "nobody could sign this"; its words are all there is.
        let text = current.to_string();
        unsigned |= text.contains("no auth scheme") || text.contains("NoMatchingAuthScheme");
        cause = current.source();
    }
    unsigned.then(|| Error::credentials("there are no AWS credentials").hint(CREDENTIALS_HINT))
}

const CREDENTIALS_HINT: &str = "sign in (aws sso login), name a profile with --profile, or set \
                                AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";

/// Explains why no credentials could be loaded.
pub fn missing_credentials(problem: &CredentialsError) -> Error {
    if let Some(own) = own_error(problem) {
        return own;
    }
    let optional = matches!(problem, CredentialsError::CredentialsNotLoaded(_));
    // Nobody needs to be at the end of that way where no profile says so.
    if let Some(way) = Unreached::among(problem).filter(|_| !optional) {
        return unreached(way);
    }
    let error = if optional {
        Error::credentials("there are no AWS credentials")
    } else {
        Error::credentials("AWS credentials could not be loaded")
    };
    let error = match innermost(problem) {
        Some(why) => error.with_source(why),
        None => error,
    };
    error
        .hint(CREDENTIALS_HINT)
        .hint("or try the sandbox, which needs none: patchctl --sandbox …")
}

/// The network is what is wrong, and no credentials.
fn unreached(way: &Unreached) -> Error {
    Error::failed("AWS credentials could not be fetched")
        .with_source(way.told())
        .maybe_hint(way.hint())
        .hint("check the network, the proxy and VPC endpoints; --debug shows each attempt")
}

/// An error of ours among the causes: it says already what is wrong and what helps.
fn own_error(problem: &CredentialsError) -> Option<Error> {
    let mut cause = std::error::Error::source(problem);
    while let Some(current) = cause {
        if let Some(own) = current.downcast_ref::<Error>() {
            return Some(own.again());
        }
        cause = current.source();
    }
    None
}

/// The last cause that says something; those before it only name the SDK's own layers.
fn innermost(problem: &CredentialsError) -> Option<String> {
    let mut found = None;
    let mut cause = std::error::Error::source(problem);
    while let Some(current) = cause {
        found = Some(current.to_string())
            .filter(|reason| !reason.is_empty())
            .or(found);
        cause = current.source();
    }
    found
}

/// What a fault is about that is about the whole of a scope.
pub fn whole(scope: &Scope) -> String {
    format!("account {}, Region {}", scope.account, scope.region)
}

/// A scope that could not be read, as a result.
pub fn unreadable_scope(scope: &Scope, error: &Error) -> Unreadable {
    let place = whole(scope);
    let mut fault = unreadable(place, Some(scope.clone()), None, error);

    // The codes of such a Region speak of wrong keys, which would send the reader the wrong way.
    if error.code().map(classify) == Some(Class::NotEnabled) {
        fault.reason = format!(
            "the Region is not enabled for this account, or does not exist ({})",
            fault.reason
        );
        let hint = "choose other Regions with --region; --all-regions leaves out those that are \
                    not enabled";
        fault.hint = Some(hint.to_owned());
    }
    fault
}

/// Anything that could not be read, as a result.
pub fn unreadable(
    place: String,
    scope: Option<Scope>,
    node: Option<String>,
    error: &Error,
) -> Unreadable {
    Unreadable {
        place,
        scope,
        node,
        reason: error.one_line(),
        code: error.code().map(str::to_owned),
        hint: error.hints().first().cloned(),
        credentials: error.kind() == Kind::Credentials,
    }
}

/// The Region that a redirect names, when the bucket lives in another one.
pub(super) fn bucket_region<E>(error: &SdkError<E, HttpResponse>) -> Option<String> {
    let response = error.raw_response()?;
    // 301 is the redirect; 400 is the same for a request that was signed for another Region. S3
    // names the Region in both.
    if !matches!(response.status().as_u16(), 301 | 400) {
        return None;
    }
    let region = response.headers().get("x-amz-bucket-region");
    region.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denied_call_names_its_iam_action() {
        let action = Action::PatchStates;
        let error = service_fault(
            action,
            Some("AccessDeniedException"),
            Some("User is not authorized"),
            400,
            Some("r-1"),
        );
        assert_eq!(
            error.hints(),
            ["the identity needs the IAM action ssm:DescribeInstancePatchStates"]
        );
        assert_eq!(
            error.message(),
            "ssm:DescribeInstancePatchStates answered AccessDeniedException: User is not authorized [request r-1]"
        );
        assert_eq!(error.kind(), Kind::Failed);
    }

    #[test]
    fn expired_credentials_are_a_matter_of_credentials_and_an_empty_answer_has_its_status() {
        let action = Action::Caller;
        assert_eq!(
            service_fault(action, Some("ExpiredToken"), None, 403, None).kind(),
            Kind::Credentials
        );
        assert_eq!(
            service_fault(action, None, None, 502, None).message(),
            "sts:GetCallerIdentity answered HTTP 502"
        );
    }
}
