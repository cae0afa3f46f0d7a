//! Reports that AWS itself writes: the runbook `AWS-ExportPatchReportToS3`, run once or by a schedule
//! (SSM document of that name; SSM User Guide, "Generating patch compliance reports").

pub mod schedule;
pub mod step;

use serde::Serialize;

use crate::domain::id::arn::{is_role, is_topic};
use crate::domain::id::{AccountId, NodeId};
use crate::domain::run::command::Parameters;
use crate::domain::run::hooks::value_of;

/// The runbook.
pub const RUNBOOK: &str = "AWS-ExportPatchReportToS3";

/// What can be wrong where an export fails, or says that it succeeded and no file is there (the same
/// pages of the User Guide, and "Automation" for the roles).
pub const CHECKS: [&str; 5] = [
    "the role exists, trusts ssm.amazonaws.com, and nobody took permissions from it",
    "it may read patch data (AmazonSSMReadOnlyAccess) and s3:PutObject in the bucket; with a topic sns:Publish",
    "whoever starts it may iam:PassRole the role to ssm.amazonaws.com",
    "the bucket is in the same Region where the Region is younger than March 2019",
    "the policy of the KMS key of the bucket lets the role kms:GenerateDataKey",
];

/// What is exported, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Export {
    /// The name of the report: 1 to 50 letters, digits, dots, underscores and hyphens.
    pub report: String,
    /// The bucket; the runbook takes no prefix.
    pub bucket: String,
    /// The ARN of the role that the runbook assumes.
    pub role: String,
    /// One node with its patches; all nodes without.
    pub node: Option<NodeId>,
    /// The ARN of the topic that is told.
    pub topic: Option<String>,
    /// What it is told.
    pub message: Option<String>,
}

impl Export {
    /// What the runbook would refuse.
    ///
    /// # Errors
    /// A sentence that names the value.
    pub fn check(&self, account: &AccountId) -> Result<(), String> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        let report = &self.report;
        if !(1..=50).contains(&report.len()) || !report.chars().all(fits) {
            return Err(format!(
                "the name `{report}` of the report is not 1 to 50 letters, digits, dots, underscores and hyphens"
            ));
        }
        let is_bucket =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
        if !(3..=63).contains(&self.bucket.len()) || !self.bucket.chars().all(is_bucket) {
            return Err(format!("`{}` is not the name of a bucket", self.bucket));
        }
        if !is_role(&self.role) {
            return Err(format!("`{}` is not the ARN of a role", self.role));
        }

        // The runbook runs in the account, and assumes roles of it.
        let own = self.role.split(':').nth(4);
        if account.is_known() && own != Some(account.as_str()) {
            return Err(format!(
                "the role {} is not of account {account}",
                self.role
            ));
        }
        match &self.topic {
            Some(topic) if !is_topic(topic) => {
                Err(format!("`{topic}` is not the ARN of an SNS topic"))
            }
            None if self.message.is_some() => Err("a message needs a topic".to_owned()),
            _ => Ok(()),
        }
    }

    /// The parameters of the runbook.
    pub fn parameters(&self) -> Parameters {
        // The runbook takes one node, or a star for all.
        let target = self.node.as_ref().map_or("*", NodeId::as_str);
        let mut all = vec![
            ("assumeRole", self.role.clone()),
            ("reportName", self.report.clone()),
            ("s3BucketName", self.bucket.clone()),
            ("targets", format!("instanceids={target}")),
        ];
        all.extend(self.topic.clone().map(|topic| ("snsTopicArn", topic)));
        all.extend(self.message.clone().map(|text| ("snsSuccessMessage", text)));
        let all = all.into_iter();
        all.map(|(name, value)| (name.to_owned(), vec![value]))
            .collect()
    }

    /// What parameters say that somebody else wrote; `None` where the runbook would not run with
    /// them.
    pub fn of_parameters(parameters: &Parameters) -> Option<Self> {
        let one = |name: &str| value_of(parameters, name).filter(|value| !value.is_empty());

        // What the runbook needs and does not find, it would not run with.
        let targets = one("targets")?;
        let node = match targets.strip_prefix("instanceids=")? {
            "*" => None,
            id => Some(id.parse().ok()?),
        };
        Some(Self {
            report: one("reportName")?,
            bucket: one("s3BucketName")?,
            role: one("assumeRole")?,
            node,
            topic: one("snsTopicArn"),
            message: one("snsSuccessMessage"),
        })
    }

    /// In words: of whom, and whereto.
    pub fn in_words(&self) -> String {
        let whom = match &self.node {
            Some(node) => node.to_string(),
            None => "all nodes".to_owned(),
        };
        format!("{} of {whom} to s3://{}", self.report, self.bucket)
    }
}

/// The ARN of a role that is named by its ARN, or by its name with its path.
pub fn role_arn(text: &str, partition: &str, account: &AccountId) -> String {
    if text.starts_with("arn:") {
        return text.to_owned();
    }
    format!(
        "arn:{partition}:iam::{account}:role/{}",
        text.trim_start_matches('/')
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn export() -> Export {
        Export {
            report: "weekly".to_owned(),
            bucket: "my-reports".to_owned(),
            role: "arn:aws:iam::111122223333:role/service-role/Export".to_owned(),
            node: None,
            topic: None,
            message: None,
        }
    }

    /// Changes one thing of an export.
    type Change = fn(&mut Export);

    #[test]
    fn what_the_runbook_refuses_is_refused() {
        let account = AccountId::trusted("111122223333");
        assert_eq!(export().check(&account), Ok(()));
        let wrong: [(Change, &str); 8] = [
            (|it| it.report = String::new(), "1 to 50"),
            (|it| it.report = "a/b".to_owned(), "1 to 50"),
            (|it| it.report = "a".repeat(51), "1 to 50"),
            (|it| it.bucket = "My_Reports".to_owned(), "a bucket"),
            (|it| it.role = "Export".to_owned(), "ARN of a role"),
            (
                |it| it.role = "arn:aws:iam::444455556666:role/Export".to_owned(),
                "not of account",
            ),
            (|it| it.topic = Some("reports".to_owned()), "SNS topic"),
            (|it| it.message = Some("done".to_owned()), "needs a topic"),
        ];
        for (change, says) in wrong {
            let mut one = export();
            change(&mut one);
            let why = one.check(&account).expect_err("a mistake");
            assert!(why.contains(says), "{why}");
        }
    }

    #[test]
    fn parameters_are_read_as_they_are_written_and_what_would_not_run_is_none() {
        let one = Export {
            node: Some("mi-0123456789abcdef0".parse().expect("a node")),
            topic: Some("arn:aws:sns:us-east-1:111122223333:reports".to_owned()),
            ..export()
        };
        for it in [one, export()] {
            assert_eq!(Export::of_parameters(&it.parameters()), Some(it));
        }
        for missing in ["assumeRole", "reportName", "s3BucketName", "targets"] {
            let mut parameters = export().parameters();
            parameters.remove(missing);
            assert_eq!(Export::of_parameters(&parameters), None, "{missing}");
        }
    }

    #[test]
    fn a_role_is_named_by_its_arn_or_its_name() {
        let account = AccountId::trusted("111122223333");
        let arn = "arn:aws:iam::111122223333:role/service-role/Export";
        for text in [arn, "service-role/Export", "/service-role/Export"] {
            assert_eq!(role_arn(text, "aws", &account), arn);
        }
    }
}
