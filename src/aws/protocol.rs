//! How a service without a client crate is called.

/// Where the endpoints of a service are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// In each Region.
    Regional,
    /// One for a partition, as IAM's are.
    Iam,
}

/// How a service is called.
#[derive(Clone, Copy, Debug)]
pub(super) struct Protocol {
    /// How the service is called in host names and in signatures.
    pub(super) signing_name: &'static str,
    /// Where it answers.
    pub(super) reach: Reach,
    /// The media type of a request.
    pub(super) content_type: &'static str,
    /// What stands before the operation in `X-Amz-Target` (AWS JSON 1.1).
    pub(super) target: Option<&'static str>,
    /// The path of the request: `/` unless the service is REST.
    pub(super) path: &'static str,
}

impl Protocol {
    /// AWS JSON 1.1.
    pub(super) const fn json(signing_name: &'static str, target: &'static str) -> Self {
        Self {
            signing_name,
            reach: Reach::Regional,
            content_type: "application/x-amz-json-1.1",
            target: Some(target),
            path: "/",
        }
    }

    /// The Query protocol, of EC2 and IAM.
    pub(super) const fn query(signing_name: &'static str, reach: Reach) -> Self {
        Self {
            signing_name,
            reach,
            content_type: "application/x-www-form-urlencoded; charset=utf-8",
            target: None,
            path: "/",
        }
    }
}
