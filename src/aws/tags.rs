//! Tags of nodes: of EC2 instances through Resource Groups Tagging, of hybrid nodes through Systems
//! Manager.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_resourcegroupstagging::types::{ResourceTagMapping, TagFilter};
use aws_sdk_ssm::types::ResourceTypeForTagging;
use futures::stream::{self, StreamExt, TryStreamExt};

use super::actions::Action;
use super::fault;
use super::limiter::Guarded;
use super::pages::Tokens;
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

/// The tags of instances, by key.
pub type InstanceTags = HashMap<NodeId, BTreeMap<String, String>>;

impl Site {
    pub(super) fn tagging(&self) -> aws_sdk_resourcegroupstagging::Client {
        let config = aws_sdk_resourcegroupstagging::config::Builder::from(&self.config)
            .guarded(&self.place())
            .build();
        aws_sdk_resourcegroupstagging::Client::from_conf(config)
    }

    /// The tags of one node, by key.
    pub async fn tags(&self, node: &NodeId) -> Result<BTreeMap<String, String>> {
        // Systems Manager keeps tags of its own for hybrid nodes only; those of an EC2 instance
        // are EC2's (AWS User Guide, "Creating patch groups").
        if node.is_hybrid() {
            return self
                .resource_tags(ResourceTypeForTagging::ManagedInstance, node.as_str())
                .await;
        }

        self.account()?;
        let call = self
            .tagging()
            .get_resources()
            .resource_arn_list(self.instance_arn(node));
        let answer = call
            .send()
            .await
            .map_err(fault::of(Action::TaggedResources))?;
        let resources = answer.resource_tag_mapping_list().iter();
        Ok(resources.flat_map(tags_of).collect())
    }

    /// The tags of a resource of Systems Manager, by key.
    pub(super) async fn resource_tags(
        &self,
        kind: ResourceTypeForTagging,
        id: &str,
    ) -> Result<BTreeMap<String, String>> {
        let call = self
            .ssm(Action::Tags)
            .await
            .list_tags_for_resource()
            .resource_type(kind)
            .resource_id(id);
        let answer = call.send().await.map_err(fault::of(Action::Tags))?;
        let tags = answer.tag_list().iter();
        Ok(tags
            .map(|tag| (tag.key().to_owned(), tag.value().to_owned()))
            .collect())
    }

    /// The ARN of an EC2 instance of this scope. Resource Groups Tagging takes nothing else.
    pub(super) fn instance_arn(&self, node: &NodeId) -> String {
        let scope = &self.scope;
        format!(
            "arn:{}:ec2:{}:{}:instance/{node}",
            regions::partition(&scope.region),
            scope.region,
            scope.account
        )
    }

    /// The tag `Name` of every EC2 instance that has one.
    pub async fn name_tags(&self) -> Result<HashMap<NodeId, String>> {
        let mut all = self.instances_with("Name").await?;
        Ok(all
            .iter_mut()
            .filter_map(|(id, tags)| Some((id.clone(), tags.remove("Name")?)))
            .collect())
    }

    /// The tag values of a patch group of some nodes, in their order: one by one for a few, for
    /// more all of the scope at once.
    pub async fn group_tags(
        &self,
        nodes: Vec<(NodeId, Option<OperatingSystem>)>,
    ) -> Result<Vec<Tagged>> {
        if nodes.len() > FEW {
            return self.group_tags_of_many(nodes).await;
        }
        let asked = stream::iter(nodes).map(|(node, os)| async move {
            let tags = self.tags(&node).await?;
            Ok(Tagged::new(node, os, &tags))
        });
        asked.buffered(CALLS_AT_ONCE).try_collect().await
    }

    async fn group_tags_of_many(
        &self,
        nodes: Vec<(NodeId, Option<OperatingSystem>)>,
    ) -> Result<Vec<Tagged>> {
        let tagged = self.tagged_nodes().await?.into_iter();
        let mut tagged: HashMap<NodeId, Tagged> =
            tagged.map(|node| (node.node.clone(), node)).collect();

        // A node that is not among them has neither key.
        let nodes = nodes.into_iter();
        Ok(nodes
            .map(|(node, os)| {
                let found = tagged.remove(&node);
                found.unwrap_or_else(|| Tagged::new(node, os, &BTreeMap::new()))
            })
            .collect())
    }

    /// Every managed node that has one of the two tag keys of a patch group, sorted by id.
    pub async fn tagged_nodes(&self) -> Result<Vec<Tagged>> {
        let mut nodes: BTreeMap<NodeId, Option<OperatingSystem>> = BTreeMap::new();
        let mut tags: HashMap<NodeId, BTreeMap<String, String>> = HashMap::new();
        // Two questions, because the conditions of one are joined by "and".
        for key in PATCH_GROUP_KEYS {
            let selection = having(key);
            let (found, instances) =
                futures::try_join!(Box::pin(self.nodes(&selection)), self.instances_with(key))?;
            nodes.extend(
                found
                    .nodes
                    .into_iter()
                    .map(|node| (node.id, node.operating_system)),
            );
            tags.extend(instances);
        }

        // Resource Groups Tagging was asked for EC2 instances alone: hybrid nodes are asked for one
        // by one.
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
    pub(super) async fn instances_with(&self, key: &str) -> Result<InstanceTags> {
        self.instance_tags(Some(key)).await
    }

    /// The tags of every EC2 instance that has any, or one with this key.
    pub async fn instance_tags(&self, key: Option<&str>) -> Result<InstanceTags> {
        let filter = key.map(|key| vec![TagFilter::builder().key(key).build()]);
        let (mut all, mut tokens, mut token) = (HashMap::new(), Tokens::default(), None);
        loop {
            let call = self
                .tagging()
                .get_resources()
                .resource_type_filters("ec2:instance")
                .set_tag_filters(filter.clone())
                .resources_per_page(PAGE)
                .set_pagination_token(token);
            let answer = call
                .send()
                .await
                .map_err(fault::of(Action::TaggedResources))?;

            let resources = answer.resource_tag_mapping_list();
            for resource in resources {
                let id = instance_id(resource);
                let id = id.ok_or_else(|| fault::nameless(Action::TaggedResources))?;
                all.insert(id, tags_of(resource).collect());
            }

            let next = answer.pagination_token.clone();
            token = tokens.next(Action::TaggedResources, resources, next)?;
            if token.is_none() {
                return Ok(all);
            }
        }
    }
}

/// The nodes that have a tag with this key, whatever its value.
fn having(key: &str) -> Selection {
    Selection {
        tags: vec![TagCondition {
            key: key.to_owned(),
            values: Vec::new(),
        }],
        ..Selection::default()
    }
}

fn tags_of(resource: &ResourceTagMapping) -> impl Iterator<Item = (String, String)> + '_ {
    let tags = resource.tags().iter();
    tags.map(|tag| (tag.key().to_owned(), tag.value().to_owned()))
}

/// The id at the end of an instance's ARN.
fn instance_id(resource: &ResourceTagMapping) -> Option<NodeId> {
    let (_, id) = resource.resource_arn()?.rsplit_once('/')?;
    Some(NodeId::trusted(id))
}
