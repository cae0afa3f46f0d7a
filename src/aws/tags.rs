//! Tags of nodes: of EC2 instances through Resource Groups Tagging, of hybrid nodes through Systems
//! Manager.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_resourcegroupstagging::types::TagFilter;
use aws_sdk_ssm::types::ResourceTypeForTagging;
use futures::stream::{self, StreamExt, TryStreamExt};

use super::actions::Action;
use super::fault;
use super::log::CallLog;
use super::regions;
use super::site::{CALLS_AT_ONCE, Site};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::selection::{PATCH_GROUP_KEYS, Selection, TagCondition};
use crate::domain::group::Tagged;
use crate::domain::id::NodeId;
use crate::error::Result;

/// How many nodes are asked for their tags one by one.
const FEW: usize = 10;
/// The largest page of `GetResources`.
const PAGE: i32 = 100;

impl Site {
    pub(super) fn tagging(&self) -> aws_sdk_resourcegroupstagging::Client {
        let config = aws_sdk_resourcegroupstagging::config::Builder::from(&self.config)
            .interceptor(CallLog)
            .build();
        aws_sdk_resourcegroupstagging::Client::from_conf(config)
    }

    /// The tags of one node, by key.
    ///
    /// # Errors
    /// What `ListTagsForResource` or `GetResources` answered.
    pub async fn tags(&self, node: &NodeId) -> Result<BTreeMap<String, String>> {
        if node.is_hybrid() {
            let answer = self
                .ssm(Action::Tags)
                .await
                .list_tags_for_resource()
                .resource_type(ResourceTypeForTagging::ManagedInstance)
                .resource_id(node.as_str())
                .send()
                .await
                .map_err(|error| fault::fault(Action::Tags, error))?;
            return Ok(answer
                .tag_list()
                .iter()
                .map(|tag| (tag.key().to_owned(), tag.value().to_owned()))
                .collect());
        }
        let scope = &self.scope;
        let arn = format!(
            "arn:{}:ec2:{}:{}:instance/{node}",
            regions::partition(&scope.region),
            scope.region,
            scope.account
        );
        let answer = self
            .tagging()
            .get_resources()
            .resource_arn_list(arn)
            .send()
            .await
            .map_err(|error| fault::fault(Action::TaggedResources, error))?;
        let tags = answer
            .resource_tag_mapping_list()
            .iter()
            .flat_map(|resource| resource.tags());
        Ok(tags
            .map(|tag| (tag.key().to_owned(), tag.value().to_owned()))
            .collect())
    }

    /// The tag `Name` of every EC2 instance that has one.
    ///
    /// # Errors
    /// What `GetResources` answered.
    pub async fn name_tags(&self) -> Result<HashMap<NodeId, String>> {
        let mut all = self.instances_with("Name").await?;
        Ok(all
            .iter_mut()
            .filter_map(|(id, tags)| Some((id.clone(), tags.remove("Name")?)))
            .collect())
    }

    /// The tag values of a patch group of some nodes, in their order: one by one for a few, for
    /// more all of the scope at once.
    ///
    /// # Errors
    /// As [`Site::tags`] and [`Site::tagged_nodes`].
    pub async fn group_tags(
        &self,
        nodes: Vec<(NodeId, Option<OperatingSystem>)>,
    ) -> Result<Vec<Tagged>> {
        if nodes.len() > FEW {
            let mut tagged: HashMap<NodeId, Tagged> = self
                .tagged_nodes()
                .await?
                .into_iter()
                .map(|node| (node.node.clone(), node))
                .collect();
            let untagged = |node, os| Tagged::new(node, os, &BTreeMap::new());
            return Ok(nodes
                .into_iter()
                .map(|(node, os)| tagged.remove(&node).unwrap_or_else(|| untagged(node, os)))
                .collect());
        }
        let asked = stream::iter(nodes).map(|(node, os)| async move {
            let tags = self.tags(&node).await?;
            Ok(Tagged::new(node, os, &tags))
        });
        asked.buffered(CALLS_AT_ONCE).try_collect().await
    }

    /// Every managed node that has one of the two tag keys of a patch group, sorted by id.
    ///
    /// # Errors
    /// What `DescribeInstanceInformation`, `GetResources` or `ListTagsForResource` answered.
    pub async fn tagged_nodes(&self) -> Result<Vec<Tagged>> {
        let mut nodes: BTreeMap<NodeId, Option<OperatingSystem>> = BTreeMap::new();
        let mut tags: HashMap<NodeId, BTreeMap<String, String>> = HashMap::new();
        for key in PATCH_GROUP_KEYS {
            let condition = TagCondition {
                key: key.to_owned(),
                values: Vec::new(),
            };
            let selection = Selection {
                tags: vec![condition],
                ..Selection::default()
            };
            let (found, instances) =
                futures::try_join!(self.nodes(&selection), self.instances_with(key))?;
            nodes.extend(
                found
                    .into_iter()
                    .map(|node| (node.id, node.operating_system)),
            );
            tags.extend(instances);
        }
        let hybrid = stream::iter(nodes.keys().filter(|node| node.is_hybrid()))
            .map(|node| async move { Ok((node.clone(), self.tags(node).await?)) });
        let hybrid: Vec<(NodeId, BTreeMap<String, String>)> =
            hybrid.buffered(CALLS_AT_ONCE).try_collect().await?;
        tags.extend(hybrid);
        let none = BTreeMap::new();
        Ok(nodes
            .into_iter()
            .map(|(node, os)| Tagged::new(node.clone(), os, tags.get(&node).unwrap_or(&none)))
            .collect())
    }

    /// The tags of every EC2 instance that has a tag with this key.
    async fn instances_with(&self, key: &str) -> Result<HashMap<NodeId, BTreeMap<String, String>>> {
        let filter = TagFilter::builder().key(key).build();
        let mut all = HashMap::new();
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
                .map_err(|error| fault::fault(Action::TaggedResources, error))?;
            for resource in answer.resource_tag_mapping_list() {
                let id = resource
                    .resource_arn()
                    .and_then(|arn| arn.rsplit_once('/'))
                    .map(|(_, id)| NodeId::trusted(id));
                let tags = resource
                    .tags()
                    .iter()
                    .map(|tag| (tag.key().to_owned(), tag.value().to_owned()))
                    .collect();
                all.extend(id.map(|id| (id, tags)));
            }
            token = answer.pagination_token.filter(|token| !token.is_empty());
            if token.is_none() {
                return Ok(all);
            }
        }
    }
}
