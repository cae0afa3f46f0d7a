//! Managed nodes.

use aws_sdk_ssm::types::{InstanceInformation, InstanceInformationStringFilter};
use futures::stream::{self, Stream, StreamExt, TryStreamExt};

use super::actions::Action;
use super::convert::{Texts, timestamp};
use super::fault;
use super::site::Site;
use crate::domain::fleet::node::Node;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::selection::{Filter, Selection};
use crate::domain::id::{NodeId, Scope};
use crate::error::{Error, Result};

/// The largest page of `DescribeInstanceInformation` (SSM API: 5 to 50).
const PAGE: i32 = 50;

impl Site {
    /// The selected nodes, page by page as AWS gives them; a page may be empty, and one node may
    /// come twice when several queries find it.
    pub fn node_pages<'a>(
        &'a self,
        selection: &'a Selection,
    ) -> impl Stream<Item = Result<Vec<Node>>> + 'a {
        stream::iter(selection.queries())
            .map(move |query| self.query_pages(query))
            .flatten()
            .map_ok(move |page| {
                page.into_iter()
                    .filter(|node| selection.admits(node))
                    .collect()
            })
    }

    /// The selected nodes, sorted by id.
    pub async fn nodes(&self, selection: &Selection) -> Result<Vec<Node>> {
        let mut nodes: Vec<Node> = Vec::new();
        let mut pages = std::pin::pin!(self.node_pages(selection));
        while let Some(mut page) = pages.try_next().await? {
            nodes.append(&mut page);
        }

        // Several queries may find the same node, and the API promises no order.
        nodes.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        nodes.dedup_by(|a, b| a.id == b.id);
        Ok(nodes)
    }

    fn query_pages(&self, query: Vec<Filter>) -> impl Stream<Item = Result<Vec<Node>>> + '_ {
        let start = Some((query, None::<String>));
        stream::try_unfold(start, move |state| async move {
            let Some((query, token)) = state else {
                return Ok(None);
            };
            let (nodes, next) = self.nodes_page(&query, token.clone()).await?;
            let next = next_page(Action::Inventory, token, next)?;
            Ok(Some((nodes, next.map(|token| (query, Some(token))))))
        })
    }

    async fn nodes_page(
        &self,
        query: &[Filter],
        token: Option<String>,
    ) -> Result<(Vec<Node>, Option<String>)> {
        let filters = query
            .iter()
            .map(string_filter)
            .collect::<Result<Vec<_>>>()?;
        // `Filters` and not `InstanceInformationFilterList`, which knows no tags (SSM API).
        let call = self
            .ssm(Action::Inventory)
            .await
            .describe_instance_information()
            .set_filters((!filters.is_empty()).then_some(filters));
        let answer = call.max_results(PAGE).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::Inventory))?;

        let nodes = answer.instance_information_list().iter();
        let nodes = nodes.filter_map(|node| convert(node, &self.scope, &self.texts));
        Ok((nodes.collect(), answer.next_token))
    }
}

/// The token of the next page. A token that repeats would never end, so that it is an error.
pub(super) fn next_page(
    action: Action,
    used: Option<String>,
    next: Option<String>,
) -> Result<Option<String>> {
    // AWS ends with no token or with an empty one; the SDK's own paginators take both for the end.
    let next = next.filter(|token| !token.is_empty());
    if next.is_some() && next == used {
        return Err(Error::failed(format!(
            "{} gave the same page twice",
            action.iam()
        )));
    }
    Ok(next)
}

fn string_filter((key, values): &Filter) -> Result<InstanceInformationStringFilter> {
    InstanceInformationStringFilter::builder()
        .key(key)
        .set_values(Some(values.clone()))
        .build()
        .map_err(|error| Error::failed("a filter is incomplete").with_source(error))
}

fn convert(node: &InstanceInformation, scope: &Scope, texts: &Texts) -> Option<Node> {
    let platform_type = node.platform_type().map(|platform| platform.as_str());
    let operating_system = OperatingSystem::of_platform(
        platform_type.unwrap_or_default(),
        node.platform_name().unwrap_or_default(),
        node.platform_version().unwrap_or_default(),
    );

    // Names and addresses differ from node to node; what many nodes have in common is shared.
    Some(Node {
        id: NodeId::trusted(node.instance_id()?),
        scope: scope.clone(),
        name: texts.maybe(node.name()),
        computer_name: own(node.computer_name()),
        ip_address: own(node.ip_address()),
        platform_type: texts.maybe(platform_type),
        platform_name: texts.maybe(node.platform_name()),
        platform_version: texts.maybe(node.platform_version()),
        operating_system,
        agent_version: texts.maybe(node.agent_version()),
        ping_status: texts.maybe(node.ping_status().map(|status| status.as_str())),
        last_ping: node.last_ping_date_time().and_then(timestamp),
        resource_type: texts.maybe(node.resource_type().map(|kind| kind.as_str())),
    })
}

fn own<T: for<'a> From<&'a str>>(text: Option<&str>) -> Option<T> {
    text.filter(|text| !text.is_empty()).map(T::from)
}
