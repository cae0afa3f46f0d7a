//! The managed nodes of a resource group (AWS Resource Groups).

use aws_sdk_resourcegroups::types::{ResourceFilter, ResourceFilterName};

use super::actions::Action;
use super::fault;
use super::log::CallLog;
use super::site::Site;
use crate::domain::id::NodeId;
use crate::error::{Error, Result};

/// The largest page of `ListGroupResources` (Resource Groups API: 1 to 50).
const PAGE: i32 = 50;

impl Site {
    /// The EC2 instances and managed instances of a resource group; `None` when there is no such
    /// group in this account and Region.
    ///
    /// # Errors
    /// What `ListGroupResources` answered.
    pub async fn resource_group(&self, name: &str) -> Result<Option<Vec<NodeId>>> {
        let config = aws_sdk_resourcegroups::config::Builder::from(&self.config)
            .interceptor(CallLog)
            .build();
        let client = aws_sdk_resourcegroups::Client::from_conf(config);
        let filter = ResourceFilter::builder()
            .name(ResourceFilterName::ResourceType)
            .values("AWS::EC2::Instance")
            .values("AWS::SSM::ManagedInstance")
            .build()
            .map_err(|error| Error::failed("a filter is incomplete").with_source(error))?;
        let (mut nodes, mut token) = (Vec::new(), None::<String>);
        loop {
            let call = client
                .list_group_resources()
                .group(name)
                .filters(filter.clone())
                .max_results(PAGE);
            let answer = call.set_next_token(token.clone()).send().await;
            let answer = match answer.map_err(|error| fault::fault(Action::GroupMembers, error)) {
                Err(error) if error.code() == Some("NotFoundException") => return Ok(None),
                other => other?,
            };
            let arns = answer
                .resources()
                .iter()
                .filter_map(|item| item.identifier()?.resource_arn());
            nodes.extend(arns.filter_map(|arn| arn.rsplit_once('/')?.1.parse::<NodeId>().ok()));
            let next = answer
                .next_token()
                .filter(|next| !next.is_empty())
                .map(str::to_owned);
            if next.is_some() && next == token {
                return Err(Error::failed(format!(
                    "{} repeats a page token",
                    Action::GroupMembers.iam()
                )));
            }
            token = next;
            if token.is_none() {
                nodes.sort_unstable();
                nodes.dedup();
                return Ok(Some(nodes));
            }
        }
    }
}
