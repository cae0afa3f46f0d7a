//! Who called, in the form of a record (CloudTrail User Guide, "CloudTrail userIdentity element").

use serde_json::{Value, json};

/// Who called, as far as a signature tells.
pub(super) struct Identity<'a> {
    /// The ARN of a user, of root or of the session of a role; or the name of a service.
    pub(super) arn: &'a str,
    /// The unique id; of a session with its name behind a colon.
    pub(super) principal: &'a str,
    pub(super) access_key: Option<&'a str>,
    /// The service that called in the name of the caller.
    pub(super) invoked_by: Option<&'a str>,
}

impl Identity<'_> {
    /// `userIdentity` of a record.
    pub(super) fn element(&self) -> Value {
        // A service has neither an ARN nor an account of its own.
        let mut element = match kind_of(self.arn) {
            Kind::Service => return json!({"type": "AWSService", "invokedBy": self.arn}),
            Kind::Root => json!({"type": "Root"}),
            Kind::User { name } => json!({"type": "IAMUser", "userName": name}),
            Kind::Session { role, .. } => self.session(role),
        };

        element["principalId"] = json!(self.principal);
        element["arn"] = json!(self.arn);
        element["accountId"] = json!(self.account());
        if let Some(key) = self.access_key {
            element["accessKeyId"] = json!(key);
        }
        if let Some(service) = self.invoked_by {
            element["invokedBy"] = json!(service);
        }
        element
    }

    /// The session of a role: who issued it is the role itself.
    fn session(&self, role: &str) -> Value {
        let partition = self.arn.split(':').nth(1).unwrap_or("aws");
        let account = self.account();
        let id = self.principal.split(':').next();
        json!({
            "type": "AssumedRole",
            "sessionContext": {
                "sessionIssuer": {
                    "type": "Role",
                    "principalId": id,
                    "arn": format!("arn:{partition}:iam::{account}:role/{role}"),
                    "accountId": account,
                    "userName": role,
                },
                "attributes": {"mfaAuthenticated": "false"},
            },
        })
    }

    fn account(&self) -> &str {
        self.arn.split(':').nth(4).unwrap_or_default()
    }
}

/// What an identity is.
enum Kind<'a> {
    Root,
    User { name: &'a str },
    Session { role: &'a str, name: &'a str },
    Service,
}

fn kind_of(arn: &str) -> Kind<'_> {
    let resource = arn.splitn(6, ':').nth(5).unwrap_or_default();
    let parts: Vec<&str> = resource.split('/').collect();
    match parts[..] {
        ["root"] => Kind::Root,
        // Of a user only the last part is the name; what is before it is the path.
        ["user", .., name] => Kind::User { name },
        ["assumed-role", role, name] => Kind::Session { role, name },
        _ => Kind::Service,
    }
}

/// Whether a text names somebody who can call: an ARN of a user, of root or of a session, or a
/// service.
pub(in crate::sandbox) fn is_somebody(text: &str) -> bool {
    match kind_of(text) {
        Kind::Service => text
            .strip_suffix(".amazonaws.com")
            .is_some_and(|name| !name.is_empty() && !name.contains([':', '/', ' '])),
        _ => text.starts_with("arn:aws"),
    }
}

/// What `Username` of an event is: the name of a user, that of a session, or who else it was.
pub(super) fn username(element: &Value) -> Option<String> {
    let arn = element["arn"].as_str().unwrap_or_default();
    let name = match kind_of(arn) {
        Kind::Root => "root",
        Kind::User { name } | Kind::Session { name, .. } => name,
        Kind::Service => element["invokedBy"].as_str()?,
    };
    Some(name.to_owned())
}
