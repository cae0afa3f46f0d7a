//! What is exported by AWS's runbook.

use clap::Args;

use crate::aws::regions;
use crate::aws::site::Site;
use crate::domain::export::{Export, role_arn};
use crate::domain::id::NodeId;
use crate::error::{Error, Result};

/// What is exported, whereto and by whom.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// The bucket that the report is written to; the runbook takes no prefix
    #[arg(long, value_name = "BUCKET")]
    bucket: String,
    /// The role that the runbook assumes: an ARN, or a name with its path for that of each account
    #[arg(long, value_name = "ROLE")]
    role: String,
    /// One node with its patches, in place of all nodes
    #[arg(long, value_name = "NODE")]
    node: Option<NodeId>,
    /// The SNS topic that is told when the report is there
    #[arg(long, value_name = "ARN")]
    topic: Option<String>,
    /// What the topic is told
    #[arg(long, value_name = "TEXT", requires = "topic")]
    message: Option<String>,
}

impl ExportArgs {
    /// What is exported in a place.
    ///
    /// # Errors
    /// A usage error for what the runbook would refuse.
    pub fn of(&self, site: &Site, report: &str) -> Result<Export> {
        let scope = &site.scope;
        let partition = regions::partition(&scope.region);
        let export = Export {
            report: report.to_owned(),
            bucket: self.bucket.clone(),
            role: role_arn(&self.role, partition, &scope.account),
            node: self.node.clone(),
            topic: self.topic.clone(),
            message: self.message.clone(),
        };
        export.check(&scope.account).map_err(Error::usage)?;
        Ok(export)
    }
}
