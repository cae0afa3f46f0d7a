//! Who called, as a record says it (CloudTrail User Guide, "CloudTrail userIdentity element").

use serde_json::Value;

/// Who called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// For a person to read: `alice`, `Admin/bob`, `ssm.amazonaws.com`.
    pub name: String,
    /// The whole ARN, where there is one.
    pub arn: Option<String>,
    /// The service that called in their name.
    pub invoked_by: Option<String>,
}

impl Identity {
    /// Reads `userIdentity`; `username` is what the event says beside its record.
    pub fn read(element: &Value, username: Option<&str>) -> Self {
        let text = |name: &str| element.get(name).and_then(Value::as_str);
        let arn = text("arn").map(str::to_owned);
        let invoked_by = text("invokedBy").map(str::to_owned);
        // A service that calls by itself has no ARN, and is who it was invoked by.
        let is_service = text("type") == Some("AWSService");

        let own = arn.as_deref().and_then(name_of);
        let own = own.or_else(|| text("userName").map(str::to_owned));
        let name = own
            .or_else(|| invoked_by.clone().filter(|_| is_service))
            .or_else(|| username.map(str::to_owned));
        Self {
            name: name.unwrap_or_else(|| UNKNOWN.to_owned()),
            arn,
            invoked_by: invoked_by.filter(|_| !is_service),
        }
    }

    /// Of an ARN alone, as a receipt has it.
    pub fn of_arn(arn: &str) -> Self {
        Self {
            name: name_of(arn).unwrap_or_else(|| arn.to_owned()),
            arn: Some(arn.to_owned()),
            invoked_by: None,
        }
    }

    /// Of whom nothing is known.
    pub fn unknown() -> Self {
        Self {
            name: UNKNOWN.to_owned(),
            ..Self::default()
        }
    }
}

/// What stands for somebody of whom nothing is known.
const UNKNOWN: &str = "unknown";

/// The part of an ARN that a person knows: a user without its path, a role with its session.
fn name_of(arn: &str) -> Option<String> {
    let resource = arn.splitn(6, ':').nth(5)?;
    let parts: Vec<&str> = resource.split('/').collect();
    match parts[..] {
        ["root"] => Some("root".to_owned()),
        ["user", .., name] => Some(name.to_owned()),
        ["assumed-role", role, session] => Some(format!("{role}/{session}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_type_of_identity_has_a_name() {
        // The examples of the CloudTrail User Guide.
        for (element, name, invoked_by) in [
            (
                json!({"type": "IAMUser", "arn": "arn:aws:iam::123456789012:user/ops/Alice", "userName": "Alice"}),
                "Alice",
                None,
            ),
            (
                json!({"type": "AssumedRole", "arn": "arn:aws:sts::123456789012:assumed-role/RoleToBeAssumed/MySessionName"}),
                "RoleToBeAssumed/MySessionName",
                None,
            ),
            (
                json!({"type": "Root", "arn": "arn:aws:iam::123456789012:root"}),
                "root",
                None,
            ),
            (
                json!({"type": "AWSService", "invokedBy": "ssm.amazonaws.com"}),
                "ssm.amazonaws.com",
                None,
            ),
            (
                json!({"type": "AssumedRole", "arn": "arn:aws:sts::123456789012:assumed-role/R/s", "invokedBy": "cloudformation.amazonaws.com"}),
                "R/s",
                Some("cloudformation.amazonaws.com"),
            ),
            (
                json!({"type": "AWSAccount", "accountId": "999999999999"}),
                "guest",
                None,
            ),
            (Value::Null, "guest", None),
        ] {
            let found = Identity::read(&element, Some("guest"));
            assert_eq!(found.name, name, "{element}");
            assert_eq!(found.invoked_by.as_deref(), invoked_by, "{element}");
        }
        assert_eq!(Identity::read(&Value::Null, None), Identity::unknown());
    }
}
