//! Answers on the wire: JSON 1.1 for SSM, Organizations and tagging, the query protocol's XML for
//! STS.

use http::{HeaderValue, Response, StatusCode};
use jiff::Timestamp;
use s3s::Body;
use serde::{Serialize, Serializer};

/// How a service writes its answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    /// AWS JSON 1.1.
    Json,
    /// JSON whose operation is in the path and whose errors are named in a header (rest-json).
    Rest,
    /// The query protocol of STS and IAM, with the namespace of the service.
    Query(&'static str),
    /// The query protocol of EC2, whose errors have another form.
    Ec2,
    /// S3's XML.
    S3,
}

/// An error as a service tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WireError {
    pub(super) code: String,
    pub(super) message: String,
    pub(super) status: u16,
}

impl WireError {
    pub(super) fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
            status: 400,
        }
    }

    pub(super) fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    pub(super) fn validation(message: impl Into<String>) -> Self {
        Self::new("ValidationException", message)
    }

    /// The store could not be read or written.
    pub(super) fn internal(error: &crate::error::Error) -> Self {
        Self::new("InternalServerError", error.one_line()).status(500)
    }
}

impl From<crate::error::Error> for WireError {
    fn from(error: crate::error::Error) -> Self {
        Self::internal(&error)
    }
}

/// The result of an operation: the body of its answer.
pub(super) type Answer = Result<Vec<u8>, WireError>;

/// Writes an answer as JSON.
pub(super) fn json<T: Serialize>(value: &T) -> Answer {
    serde_json::to_vec(value)
        .map_err(|error| WireError::new("InternalServerError", error.to_string()).status(500))
}

/// An answer that is one list and a token, written item by item.
pub(super) struct List {
    text: Vec<u8>,
    count: usize,
}

impl List {
    pub(super) fn new(key: &str) -> Self {
        Self {
            text: format!("{{\"{key}\":[").into_bytes(),
            count: 0,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn push<T: Serialize>(&mut self, item: &T) -> Result<(), WireError> {
        if self.count > 0 {
            self.text.push(b',');
        }
        self.count += 1;
        serde_json::to_writer(&mut self.text, item)
            .map_err(|error| WireError::new("InternalServerError", error.to_string()).status(500))
    }

    /// The whole answer; a token is made of letters and digits only.
    pub(super) fn end(mut self, next_token: Option<String>) -> Vec<u8> {
        self.text.push(b']');
        if let Some(token) = next_token {
            self.text
                .extend_from_slice(format!(",\"NextToken\":\"{token}\"").as_bytes());
        }
        self.text.push(b'}');
        self.text
    }
}

/// A timestamp as JSON 1.1 has it: seconds since the epoch, with milliseconds when there are any.
#[derive(Clone, Copy, Debug)]
pub(super) struct Epoch(pub(super) Timestamp);

impl Serialize for Epoch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "milliseconds of any calendar date fit into a float without loss"
        )]
        let seconds = self.0.as_millisecond() as f64 / 1000.0;
        serializer.serialize_f64(seconds)
    }
}

/// Builds the HTTP response of an answer.
pub(super) fn respond(protocol: Protocol, request_id: &str, answer: Answer) -> Response<Body> {
    match answer {
        Ok(body) => response(protocol, request_id, StatusCode::OK, body),
        Err(error) => {
            let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::BAD_REQUEST);
            let body = error_body(protocol, request_id, &error);
            let mut response = response(protocol, request_id, status, body);

            // rest-json names its errors in a header; the body has only the sentence.
            if let Some(code) = HeaderValue::from_str(&error.code)
                .ok()
                .filter(|_| protocol == Protocol::Rest)
            {
                response.headers_mut().insert("x-amzn-errortype", code);
            }

            response
        }
    }
}

/// The codes that no model lists, because any call can answer them.
const GENERIC: [&str; 9] = [
    "AccessDeniedException",
    "ExpiredTokenException",
    "InvalidSignatureException",
    "MissingAuthenticationTokenException",
    "SerializationException",
    "ThrottlingException",
    "UnknownOperationException",
    "UnrecognizedClientException",
    "ValidationException",
];

fn error_body(protocol: Protocol, request_id: &str, error: &WireError) -> Vec<u8> {
    match protocol {
        Protocol::Rest => serde_json::json!({"Message": error.message})
            .to_string()
            .into_bytes(),
        Protocol::Json => json_error(error),
        Protocol::Query(namespace) => query_error(namespace, request_id, error),
        Protocol::Ec2 => ec2_error(request_id, error),
        Protocol::S3 => s3_error(request_id, error),
    }
}

fn json_error(error: &WireError) -> Vec<u8> {
    // Modelled errors have a member `Message`, those that any call can answer `message`.
    let member = if GENERIC.contains(&&*error.code) {
        "message"
    } else {
        "Message"
    };
    let mut body = serde_json::Map::from_iter([("__type".to_owned(), error.code.clone().into())]);
    body.insert(member.to_owned(), error.message.clone().into());
    serde_json::Value::Object(body).to_string().into_bytes()
}

fn query_error(namespace: &str, request_id: &str, error: &WireError) -> Vec<u8> {
    // Whose fault it is, in the words of the query protocol.
    let kind = if error.status >= 500 {
        "Receiver"
    } else {
        "Sender"
    };
    let (code, message) = (escape(&error.code), escape(&error.message));
    format!(
        "<ErrorResponse xmlns=\"{namespace}\"><Error><Type>{kind}</Type>\
         <Code>{code}</Code><Message>{message}</Message></Error><RequestId>{request_id}</RequestId></ErrorResponse>"
    )
    .into_bytes()
}

fn ec2_error(request_id: &str, error: &WireError) -> Vec<u8> {
    let (code, message) = (escape(&error.code), escape(&error.message));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>{code}</Code>\
         <Message>{message}</Message></Error></Errors><RequestID>{request_id}</RequestID></Response>"
    )
    .into_bytes()
}

fn s3_error(request_id: &str, error: &WireError) -> Vec<u8> {
    let (code, message) = (escape(&error.code), escape(&error.message));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>{message}</Message>\
         <RequestId>{request_id}</RequestId></Error>"
    )
    .into_bytes()
}

fn response(
    protocol: Protocol,
    request_id: &str,
    status: StatusCode,
    body: Vec<u8>,
) -> Response<Body> {
    let content_type = match protocol {
        Protocol::Json => "application/x-amz-json-1.1",
        Protocol::Rest => "application/json",
        Protocol::Query(_) => "text/xml",
        Protocol::Ec2 => "text/xml;charset=UTF-8",
        Protocol::S3 => "application/xml",
    };

    // Each protocol has its own media type, which clients may look at.
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(
        http::header::CONTENT_TYPE,
        HeaderValue::from_static(content_type),
    );
    set_request_id(&mut response, request_id);
    response
}

/// Every response carries a request id.
pub(super) fn set_request_id(response: &mut Response<Body>, request_id: &str) {
    if let Ok(value) = HeaderValue::from_str(request_id) {
        response
            .headers_mut()
            .insert("x-amzn-requestid", value.clone());
        response.headers_mut().insert("x-amz-request-id", value);
    }
}

/// Escapes text for XML; characters that XML cannot hold become a question mark.
pub(super) fn escape(text: &str) -> String {
    let is_forbidden = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    quick_xml::escape::escape(text.replace(is_forbidden, "?")).into_owned()
}
