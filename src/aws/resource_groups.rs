//! The managed nodes of a resource group (AWS Resource Groups).

use aws_sdk_resourcegroups::operation::list_group_resources::ListGroupResourcesOutput;
use aws_sdk_resourcegroups::types::{ResourceFilter, ResourceFilterName};

use super::actions::Action;
use super::fault;
use super::limiter::Guarded;
use super::pages::Tokens;
use super::site::Site;
use crate::domain::id::NodeId;
use crate::error::{Error, Result};

/// The largest page of `ListGroupResources` (Resource Groups API: 1 to 50).
const PAGE: i32 = 50;

impl Site {
    /// The EC2 instances and managed instances of a resource group; `None` when there is no such
    /// group in this account and Region.
    pub async fn resource_group(&self, name: &str) -> Result<Option<Vec<NodeId>>> {
        let client = self.resource_groups();
        // Both kinds of managed nodes; a group may hold anything else beside them.
        let filter = ResourceFilter::builder()
            .name(ResourceFilterName::ResourceType)
            .values("AWS::EC2::Instance")
            .values("AWS::SSM::ManagedInstance")
            .build()
            .map_err(|error| Error::failed("a filter is incomplete").with_source(error))?;

        let (mut nodes, mut tokens, mut token) = (Vec::new(), Tokens::default(), None);
        loop {
            let call = client
                .list_group_resources()
                .group(name)
                .filters(filter.clone())
                .max_results(PAGE);
            let answer = call.set_next_token(token).send().await;
            let answer = match answer.map_err(fault::of(Action::GroupMembers)) {
                // Modelled by the Resource Groups API for a group that does not exist.
                Err(error) if error.code() == Some("NotFoundException") => return Ok(None),
                other => other?,
            };
            let page: Vec<NodeId> = members(&answer).collect();
            token = tokens.next(Action::GroupMembers, &page, answer.next_token)?;
            nodes.extend(page);
            if token.is_none() {
                nodes.sort_unstable();
                nodes.dedup();
                return Ok(Some(nodes));
            }
        }
    }

    fn resource_groups(&self) -> aws_sdk_resourcegroups::Client {
        let config = aws_sdk_resourcegroups::config::Builder::from(&self.config)
            .guarded(&self.place())
            .build();
        aws_sdk_resourcegroups::Client::from_conf(config)
    }
}

/// The ids at the ends of the ARNs; what is no id of a node is left out.
fn members(answer: &ListGroupResourcesOutput) -> impl Iterator<Item = NodeId> + '_ {
    let resources = answer.resources().iter();
    let arns = resources.filter_map(|item| item.identifier()?.resource_arn());
    arns.filter_map(|arn| arn.rsplit_once('/')?.1.parse().ok())
}
