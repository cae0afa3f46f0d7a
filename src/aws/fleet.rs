//! Managed nodes.

use std::collections::HashMap;

use aws_sdk_ssm::types::{InstanceInformation, InstanceInformationStringFilter};
use futures::stream::{self, Stream, StreamExt, TryStreamExt};

use super::actions::Action;
use super::convert::{Texts, timestamp};
use super::fault;
use super::pages::Tokens;
use super::site::Site;
use crate::domain::fleet::node::Node;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::fleet::selection::{Filter, Met, Selection};
use crate::domain::id::{NodeId, Scope};
use crate::error::{Error, Result};

/// The largest page of `DescribeInstanceInformation` (SSM API: 5 to 50).
const PAGE: i32 = 50;

/// Selected nodes, with what the conditions of the selection met.
#[derive(Debug, Default)]
pub struct Selected {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// Managed nodes that a query found and that are not selected all the same.
    pub passed_over: Vec<NodeId>,
    /// Which conditions met a node.
    pub met: Met,
    /// Why the tags `Name` could not be read, where names decide: nodes that have the name by their
    /// tag alone are not among them.
    pub nameless: Option<Error>,
}

impl Selected {
    /// The same, where a part would be worse than nothing.
    ///
    /// # Errors
    /// When the tags `Name` could not be read.
    pub fn whole(mut self) -> Result<Self> {
        match self.nameless.take() {
            Some(error) => Err(error),
            None => Ok(self),
        }
    }
}

impl Site {
    /// The selected nodes, page by page as AWS gives them; a page may be empty, and one node may
    /// come twice when several queries find it.
    ///
    /// Names are the one given at an activation, the host name and the tag `Name`: where names
    /// decide, the tags of all instances are read first.
    pub fn node_pages<'a>(
        &'a self,
        selection: &'a Selection,
    ) -> impl Stream<Item = Result<Selected>> + 'a {
        let names = async move {
            let names = if selection.asks_for_names() {
                self.name_tags().await
            } else {
                Ok(HashMap::new())
            };
            let (names, nameless) = match names {
                Ok(names) => (names, None),
                Err(error) => (HashMap::new(), Some(error)),
            };
            let first = Selected {
                nameless,
                ..Selected::default()
            };
            let pages = stream::iter(selection.queries())
                .map(move |query| self.query_pages(query))
                .flatten()
                .map_ok(move |page| select(selection, page, &names));
            stream::iter([Ok(first)]).chain(pages)
        };
        stream::once(names).flatten()
    }

    /// The selected nodes, sorted by id.
    pub async fn nodes(&self, selection: &Selection) -> Result<Selected> {
        let mut selected = Selected::default();
        let mut pages = std::pin::pin!(self.node_pages(selection));
        while let Some(mut page) = pages.try_next().await? {
            selected.nodes.append(&mut page.nodes);
            selected.passed_over.append(&mut page.passed_over);
            selected.met.merge(page.met);
            selected.nameless = selected.nameless.or(page.nameless);
        }

        // Several queries may find the same node, and the API promises no order.
        let nodes = &mut selected.nodes;
        nodes.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        nodes.dedup_by(|a, b| a.id == b.id);
        Ok(selected)
    }

    fn query_pages(&self, query: Vec<Filter>) -> impl Stream<Item = Result<Vec<Node>>> + '_ {
        let start = Some((query, Tokens::default(), None::<String>));
        stream::try_unfold(start, move |state| async move {
            let Some((query, mut tokens, token)) = state else {
                return Ok(None);
            };
            let (nodes, next) = self.nodes_page(&query, token).await?;
            let next = tokens.next(Action::Inventory, &nodes, next)?;
            Ok(Some((
                nodes,
                next.map(|token| (query, tokens, Some(token))),
            )))
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
        let nodes = nodes.map(|node| convert(node, &self.scope, &self.texts));
        let nodes = fault::named(Action::Inventory, nodes)?;
        Ok((nodes, answer.next_token))
    }
}

fn select(selection: &Selection, page: Vec<Node>, names: &HashMap<NodeId, String>) -> Selected {
    let mut selected = Selected::default();
    for mut node in page {
        node.name_tag = names.get(&node.id).map(|name| name.as_str().into());
        if selection.admits(&node, &mut selected.met) {
            selected.nodes.push(node);
        } else {
            selected.passed_over.push(node.id);
        }
    }
    selected
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
        id: NodeId::trusted(node.instance_id().filter(|id| !id.is_empty())?),
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
        name_tag: None,
        registered_at: node.registration_date().and_then(timestamp),
        outside: None,
    })
}

fn own<T: for<'a> From<&'a str>>(text: Option<&str>) -> Option<T> {
    text.filter(|text| !text.is_empty()).map(T::from)
}
