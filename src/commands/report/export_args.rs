//! What is exported by AWS's runbook.

use std::collections::BTreeSet;

use clap::Args;

use crate::aws::reach::Reach;
use crate::aws::regions;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::export::{Export, role_arn};
use crate::domain::fleet::selection::Selection;
use crate::domain::id::{NodeId, Scope};
use crate::error::{Error, Result};
use crate::read::fleet::unknown_node;

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
    /// The places that are meant: of a node, those that have it, because the runbook writes a report
    /// of nothing elsewhere.
    ///
    /// # Errors
    /// A usage error for a node that no account and Region of the command has.
    pub async fn places<'a>(&self, context: &Context, reach: &'a Reach) -> Result<Vec<&'a Site>> {
        let sites = reach.sites.iter();
        let Some(node) = &self.node else {
            return Ok(sites.collect());
        };
        let selection = Selection {
            nodes: vec![node.clone()],
            ..Selection::default()
        };
        let gathered = reach.gather(|site| site.nodes(&selection)).await;
        let answers = gathered.answers.iter();
        let having: BTreeSet<&Scope> = answers
            .filter(|(_, found)| !found.nodes.is_empty())
            .map(|(scope, _)| scope)
            .collect();
        if !having.is_empty() {
            return Ok(sites.filter(|site| having.contains(&site.scope)).collect());
        }
        let Some(fault) = gathered.unreadable.first() else {
            return Err(unknown_node(&[node]));
        };

        // Whoever may start a runbook need not be allowed to read nodes.
        let why = &fault.reason;
        context
            .ui
            .warn(&format!("whether {node} is there is not known: {why}"));
        let asked: BTreeSet<&Scope> = gathered.answers.iter().map(|(scope, _)| scope).collect();
        Ok(sites.filter(|site| !asked.contains(&site.scope)).collect())
    }

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
