//! Changes of tags: of baselines and hybrid nodes through Systems Manager, of EC2 instances through
//! Resource Groups Tagging. Each function takes the proof that a plan was shown and agreed to.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_resourcegroupstagging::types::FailureInfo;
use aws_sdk_ssm::types::{ResourceTypeForTagging, Tag};

use super::actions::Action;
use super::ends::unproven;
use super::fault::{self, Class};
use super::limiter::Doubt;
use super::site::Site;
use crate::domain::id::NodeId;
use crate::domain::id::baseline::BaselineId;
use crate::error::{Error, Kind, Result};
use crate::output::plan::Consented;

/// How many ARNs `TagResources` and `UntagResources` take in one call.
pub const ARNS: usize = 20;

/// Tags by key.
type Tags = BTreeMap<String, String>;

/// A change of tags of one resource of Systems Manager.
struct TagChange<'a> {
    action: Action,
    kind: ResourceTypeForTagging,
    id: &'a str,
}

impl Site {
    /// Sets tags of a baseline.
    pub async fn tag_baseline(
        &self,
        id: &BaselineId,
        tags: &BTreeMap<String, String>,
        _: &Consented,
    ) -> Result<()> {
        self.add_tags(ResourceTypeForTagging::PatchBaseline, id.as_str(), tags)
            .await
    }

    /// Removes tags of a baseline.
    pub async fn untag_baseline(
        &self,
        id: &BaselineId,
        keys: &[String],
        _: &Consented,
    ) -> Result<()> {
        self.remove_tags(ResourceTypeForTagging::PatchBaseline, id.as_str(), keys)
            .await
    }

    pub(super) async fn add_tags(
        &self,
        kind: ResourceTypeForTagging,
        id: &str,
        tags: &BTreeMap<String, String>,
    ) -> Result<()> {
        let doubt = Doubt::default();
        let call = self
            .ssm(Action::AddTags)
            .await
            .add_tags_to_resource()
            .resource_type(kind.clone())
            .resource_id(id)
            .set_tags(Some(wire_tags(tags)?));
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        let answered = doubt.judge(Action::AddTags, answer).map(drop);
        let change = TagChange {
            action: Action::AddTags,
            kind,
            id,
        };
        self.look_up_tags(change, answered, |found| has_all(found, tags))
            .await
    }

    pub(super) async fn remove_tags(
        &self,
        kind: ResourceTypeForTagging,
        id: &str,
        keys: &[String],
    ) -> Result<()> {
        let doubt = Doubt::default();
        let call = self
            .ssm(Action::RemoveTags)
            .await
            .remove_tags_from_resource()
            .resource_type(kind.clone())
            .resource_id(id)
            .set_tag_keys(Some(keys.to_vec()));
        let answer = call.customize().interceptor(doubt.clone()).send().await;

        let answered = doubt.judge(Action::RemoveTags, answer).map(drop);
        let change = TagChange {
            action: Action::RemoveTags,
            kind,
            id,
        };
        self.look_up_tags(change, answered, |found| has_none(found, keys))
            .await
    }

    /// Whether a change of tags was made: its answer is empty, and would be the same of somebody who
    /// did nothing. Whoever may change tags and not read them has that answer alone.
    async fn look_up_tags(
        &self,
        change: TagChange<'_>,
        answered: Result<()>,
        is_done: impl Fn(&Tags) -> bool,
    ) -> Result<()> {
        let TagChange { action, kind, id } = change;
        let has_answer = answered.is_ok();
        let command = match kind {
            ResourceTypeForTagging::PatchBaseline => format!("baseline show {id}"),
            ResourceTypeForTagging::MaintenanceWindow => format!("window show {id}"),
            ResourceTypeForTagging::Association => format!("association show {id}"),
            _ => format!("node show {id}"),
        };
        let question = self.question(format!("the tags of {id} were changed"), &command);
        let written = answered.and_then(|()| Err(unproven(action)));
        question
            .settle(written, async || {
                match self.resource_tags(kind.clone(), id).await {
                    Ok(found) => Ok(is_done(&found).then_some(())),
                    Err(error) if has_answer && is_denied(&error) => Ok(Some(())),
                    Err(error) => Err(error),
                }
            })
            .await
    }

    /// Sets tags on hybrid nodes, which Resource Groups Tagging does not know. Gives what failed.
    async fn tag_hybrid_nodes(&self, nodes: &[&NodeId], tags: &Tags) -> Vec<(NodeId, Error)> {
        let mut failed = Vec::new();
        for node in nodes {
            let kind = ResourceTypeForTagging::ManagedInstance;
            let answer = self.add_tags(kind, node.as_str(), tags).await;
            failed.extend(answer.err().map(|error| ((*node).clone(), error)));
        }
        failed
    }

    /// Sets one tag on nodes: hybrid nodes through Systems Manager one by one, EC2 instances
    /// through Resource Groups Tagging, at most [`ARNS`] in one call. Gives what failed, by node.
    pub async fn tag_nodes(
        &self,
        nodes: &[NodeId],
        key: &str,
        value: &str,
        _: &Consented,
    ) -> Vec<(NodeId, Error)> {
        let (hybrid, instances): (Vec<&NodeId>, Vec<&NodeId>) =
            nodes.iter().partition(|node| node.is_hybrid());

        // One node that fails must not keep the others from being tagged: what failed is a result.
        let tags = BTreeMap::from([(key.to_owned(), value.to_owned())]);
        let mut failed = self.tag_hybrid_nodes(&hybrid, &tags).await;

        for batch in instances.chunks(ARNS) {
            let doubt = Doubt::default();
            let call = self
                .tagging()
                .tag_resources()
                .set_resource_arn_list(Some(self.instance_arns(batch)))
                .tags(key, value);
            let call = call.customize().interceptor(doubt.clone());
            let answer = match self.account() {
                Ok(_) => doubt.judge(Action::TagResources, call.send().await),
                Err(error) => Err(error),
            };
            let answer = answer.map(|answer| answer.failed_resources_map.unwrap_or_default());
            let refused = self.refused(Action::TagResources, batch, answer);
            failed.extend(
                self.look_up_nodes(refused, |found| has_all(found, &tags))
                    .await,
            );
        }
        failed
    }

    /// Removes tags from nodes; as [`Site::tag_nodes`].
    pub async fn untag_nodes(
        &self,
        nodes: &[NodeId],
        keys: &[String],
        _: &Consented,
    ) -> Vec<(NodeId, Error)> {
        let mut failed = Vec::new();
        let (hybrid, instances): (Vec<&NodeId>, Vec<&NodeId>) =
            nodes.iter().partition(|node| node.is_hybrid());

        for node in hybrid {
            let kind = ResourceTypeForTagging::ManagedInstance;
            let answer = self.remove_tags(kind, node.as_str(), keys).await;
            failed.extend(answer.err().map(|error| (node.clone(), error)));
        }

        for batch in instances.chunks(ARNS) {
            let doubt = Doubt::default();
            let call = self
                .tagging()
                .untag_resources()
                .set_resource_arn_list(Some(self.instance_arns(batch)))
                .set_tag_keys(Some(keys.to_vec()));
            let call = call.customize().interceptor(doubt.clone());
            let answer = match self.account() {
                Ok(_) => doubt.judge(Action::UntagResources, call.send().await),
                Err(error) => Err(error),
            };
            let answer = answer.map(|answer| answer.failed_resources_map.unwrap_or_default());
            let refused = self.refused(Action::UntagResources, batch, answer);
            failed.extend(
                self.look_up_nodes(refused, |found| has_none(found, keys))
                    .await,
            );
        }
        failed
    }

    /// What is left of failures after nodes were looked at whose change has no known end.
    async fn look_up_nodes(
        &self,
        failed: Vec<(NodeId, Error)>,
        is_done: impl Fn(&Tags) -> bool,
    ) -> Vec<(NodeId, Error)> {
        let is_done = &is_done;
        let looked = failed.into_iter().map(|(node, error)| async move {
            let what = format!("the tags of {node} were changed");
            let question = self.question(what, &format!("node show {node}"));
            let look = async || Ok(is_done(&self.tags(&node).await?).then_some(()));
            let ended = question.settle(Err(error), look).await;
            ended.err().map(|error| (node, error))
        });
        // Side by side, because each may be looked at several times.
        futures::future::join_all(looked)
            .await
            .into_iter()
            .flatten()
            .collect()
    }

    fn instance_arns(&self, nodes: &[&NodeId]) -> Vec<String> {
        nodes.iter().map(|node| self.instance_arn(node)).collect()
    }

    /// Which nodes of a batch were refused: those that the answer names, or all of them when there
    /// was none.
    fn refused(
        &self,
        action: Action,
        batch: &[&NodeId],
        answer: Result<HashMap<String, FailureInfo>>,
    ) -> Vec<(NodeId, Error)> {
        let failures = match answer {
            Ok(failures) => failures,
            Err(error) => {
                return batch
                    .iter()
                    .map(|node| ((*node).clone(), error.again()))
                    .collect();
            }
        };

        // The call succeeds although it did nothing for some of its ARNs; those are in the map and
        // nowhere else (Resource Groups Tagging API, `TagResources`).
        let failure = |node: &NodeId| failures.get(&self.instance_arn(node));
        batch
            .iter()
            .filter_map(|node| Some(((*node).clone(), refusal(action, failure(node)?))))
            .collect()
    }
}

fn has_all(found: &Tags, tags: &Tags) -> bool {
    tags.iter()
        .all(|(key, value)| found.get(key) == Some(value))
}

fn has_none(found: &Tags, keys: &[String]) -> bool {
    !keys.iter().any(|key| found.contains_key(key))
}

fn is_denied(error: &Error) -> bool {
    error.code().map(fault::classify) == Some(Class::Denied)
}

fn tag(key: &str, value: &str) -> Result<Tag> {
    Tag::builder()
        .key(key)
        .value(value)
        .build()
        .map_err(|error| Error::failed("a tag is incomplete").with_source(error))
}

/// Tags as the API takes them.
pub(super) fn wire_tags(tags: &BTreeMap<String, String>) -> Result<Vec<Tag>> {
    tags.iter().map(|(key, value)| tag(key, value)).collect()
}

fn refusal(action: Action, failure: &FailureInfo) -> Error {
    let code = failure.error_code().map(|code| code.as_str().to_owned());
    let status = u16::try_from(failure.status_code()).unwrap_or_default();
    let message = failure.error_message();
    let error = fault::service_fault(action, code.as_deref(), message, status, None);

    // "The Resource Groups Tagging API didn't receive a response from another AWS service" (its
    // reference, `FailureInfo`): that one may have done it.
    if status >= 500 {
        error.with_kind(Kind::NotKnown)
    } else {
        error
    }
}
