//! Security Hub: findings that it is given.

use std::collections::BTreeMap;

use serde_json::Value;

use super::actions::Action;
use super::protocol::{Protocol, Reach};
use super::regions;
use super::site::Site;
use super::thin;
use crate::domain::security_hub::batch::Batch;
use crate::error::{Error, Result};
use crate::output::plan::Consented;

/// REST with JSON: the path tells the operation (botocore's model).
const IMPORT: Protocol = Protocol {
    signing_name: "securityhub",
    reach: Reach::Regional,
    content_type: "application/json",
    target: None,
    path: "/findings/import",
};

/// The findings that were refused, by id, and why.
pub type Refused = BTreeMap<String, Error>;

impl Site {
    /// The partition of its ARNs.
    pub fn partition(&self) -> &'static str {
        regions::partition(&self.scope.region)
    }

    /// Gives Security Hub the findings of one call. To send them again does no harm: an equal time of
    /// a known finding is ignored.
    ///
    /// # Errors
    /// When the call as a whole was refused, or its answer does not account for every finding.
    pub async fn import_findings(&self, batch: &Batch<'_>, _: &Consented) -> Result<Refused> {
        let action = Action::ImportFindings;
        let input = serde_json::to_value(batch)
            .map_err(|error| Error::failed("cannot write the findings").with_source(error))?;

        // The account is the one whose keys sign: findings of others are refused one by one.
        let answer = thin::send_json(&self.config, &self.place(), action, IMPORT, &input).await;
        let answer = answer.map_err(|error| self.helped(error))?;
        refused(&answer, batch.findings.len())
    }

    /// What helps where Security Hub does not know the account.
    fn helped(&self, error: Error) -> Error {
        if error.code() != Some("InvalidAccessException") {
            return error;
        }
        let region = &self.scope.region;
        error.hint(format!(
            "Security Hub is not enabled in {}: aws securityhub enable-security-hub --region \
             {region} enables it, or leave this Region out",
            self.scope
        ))
    }
}

/// The refusals of an answer about so many findings. One that counts others is about another call,
/// and proves nothing.
fn refused(answer: &Value, sent: usize) -> Result<Refused> {
    let unread = |why: &str| thin::unread(Action::ImportFindings, why);
    let number = |name: &str| answer.get(name).and_then(Value::as_u64);
    let (taken, failed) = number("SuccessCount")
        .zip(number("FailedCount"))
        .ok_or_else(|| unread("counts no findings"))?;

    // The list may be left out where nothing was refused.
    let list = answer.get("FailedFindings").and_then(Value::as_array);
    let list = list.map(Vec::as_slice).unwrap_or_default();
    let accounted = taken.saturating_add(failed) == sent as u64 && list.len() as u64 == failed;
    if !accounted {
        return Err(unread("does not account for every finding"));
    }
    list.iter()
        .map(|one| refusal(one).ok_or_else(|| unread("does not name what was refused")))
        .collect()
}

fn refusal(one: &Value) -> Option<(String, Error)> {
    let text = |name: &str| one.get(name).and_then(Value::as_str);
    let (id, code) = (text("Id")?, text("ErrorCode")?);
    let message = text("ErrorMessage").unwrap_or_default();
    let error = Error::failed(format!("Security Hub refused it: {code}: {message}"));
    Some((id.to_owned(), error.with_code(code)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_answer_accounts_for_every_finding() {
        let one = json!([{"Id": "a", "ErrorCode": "InvalidInput", "ErrorMessage": "no"}]);
        let found = json!({"SuccessCount": 1, "FailedCount": 1, "FailedFindings": one});
        let refused_of = |answer: &Value, sent| refused(answer, sent).map(|found| found.len());
        assert_eq!(refused_of(&found, 2).unwrap(), 1);
        assert_eq!(
            refused_of(&json!({"SuccessCount": 2, "FailedCount": 0}), 2).unwrap(),
            0
        );
        for (bad, sent) in [
            (found, 3),
            (json!({"SuccessCount": 1, "FailedCount": 1}), 2),
            (json!({"SuccessCount": 2}), 2),
            (json!({"SuccessCount": "2", "FailedCount": 0}), 2),
            (
                json!({"SuccessCount": 0, "FailedCount": 1, "FailedFindings": [{}]}),
                1,
            ),
        ] {
            assert!(refused(&bad, sent).is_err(), "{bad}");
        }
    }
}
