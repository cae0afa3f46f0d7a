//! Tags of nodes: of EC2 instances through Resource Groups Tagging, of hybrid nodes through Systems Manager.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_resourcegroupstagging::types::TagFilter;
use aws_sdk_ssm::types::ResourceTypeForTagging;

use super::fault::{self, Operation};
use super::log::CallLog;
use super::regions;
use super::site::{Site, Ssm};
use crate::domain::id::NodeId;
use crate::error::Result;

const GET_RESOURCES: Operation = Operation("tag:GetResources");
/// The largest page of `GetResources`.
const PAGE: i32 = 100;

impl Site {
    pub(super) fn tagging(&self) -> aws_sdk_resourcegroupstagging::Client {
        let config = aws_sdk_resourcegroupstagging::config::Builder::from(&self.config).interceptor(CallLog).build();
        aws_sdk_resourcegroupstagging::Client::from_conf(config)
    }

    /// The tags of one node, by key.
    ///
    /// # Errors
    /// What `ListTagsForResource` or `GetResources` answered.
    pub async fn tags(&self, node: &NodeId) -> Result<BTreeMap<String, String>> {
        if node.is_hybrid() {
            let answer = self
                .ssm(Ssm::Tags)
                .await
                .list_tags_for_resource()
                .resource_type(ResourceTypeForTagging::ManagedInstance)
                .resource_id(node.as_str())
                .send()
                .await
                .map_err(|error| fault::fault(Ssm::Tags.operation(), error))?;
            return Ok(answer.tag_list().iter().map(|tag| (tag.key().to_owned(), tag.value().to_owned())).collect());
        }
        let scope = &self.scope;
        let arn = format!("arn:{}:ec2:{}:{}:instance/{node}", regions::partition(&scope.region), scope.region, scope.account);
        let answer =
            self.tagging().get_resources().resource_arn_list(arn).send().await.map_err(|error| fault::fault(GET_RESOURCES, error))?;
        let tags = answer.resource_tag_mapping_list().iter().flat_map(|resource| resource.tags());
        Ok(tags.map(|tag| (tag.key().to_owned(), tag.value().to_owned())).collect())
    }

    /// The tag `Name` of every EC2 instance that has one.
    ///
    /// # Errors
    /// What `GetResources` answered.
    pub async fn name_tags(&self) -> Result<HashMap<NodeId, String>> {
        let filter = TagFilter::builder().key("Name").build();
        let mut names = HashMap::new();
        let mut token = None;
        loop {
            let answer = self
                .tagging()
                .get_resources()
                .resource_type_filters("ec2:instance")
                .tag_filters(filter.clone())
                .resources_per_page(PAGE)
                .set_pagination_token(token)
                .send()
                .await
                .map_err(|error| fault::fault(GET_RESOURCES, error))?;
            for resource in answer.resource_tag_mapping_list() {
                let id = resource.resource_arn().and_then(|arn| arn.rsplit_once('/')).map(|(_, id)| NodeId::trusted(id));
                let name = resource.tags().iter().find(|tag| tag.key() == "Name").map(|tag| tag.value().to_owned());
                names.extend(id.zip(name));
            }
            token = answer.pagination_token.filter(|token| !token.is_empty());
            if token.is_none() {
                return Ok(names);
            }
        }
    }
}
