//! What could not be read. It is a result, never an abort and never silence.

use crate::domain::id::Scope;

/// An account, a Region or a node that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Unreadable {
    /// Where, in words: `account 444455556666, Region eu-central-1`.
    pub place: String,
    /// The scope, when it is known.
    #[serde(flatten)]
    pub scope: Option<Scope>,
    /// The node, when it is one node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// Why, in one line.
    pub reason: String,
    /// The error code of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Whether credentials are what is missing.
    #[serde(skip)]
    pub credentials: bool,
}

/// Nodes of one scope that could not be read for one reason.
#[derive(Debug)]
pub struct Outage<'a> {
    /// The first of them, or what is no node.
    pub first: &'a Unreadable,
    /// All of them.
    pub nodes: Vec<&'a str>,
}

impl Outage<'_> {
    /// Where: `the patches of i-1, i-2, i-3 and 59 more nodes`.
    pub fn place(&self) -> String {
        const NAMED: usize = 3;

        let place = &self.first.place;
        let Some(what) = self.nodes.first().and_then(|id| place.strip_suffix(id)) else {
            return place.clone();
        };
        let names = self.nodes[..self.nodes.len().min(NAMED)].join(", ");
        match self.nodes.len().saturating_sub(NAMED) {
            0 => format!("{what}{names}"),
            1 => format!("{what}{names} and 1 more node"),
            more => format!("{what}{names} and {more} more nodes"),
        }
    }
}

/// Puts together what one outage took from many nodes, in the order of the first of each.
pub fn outages(faults: &[Unreadable]) -> Vec<Outage<'_>> {
    let mut outages: Vec<Outage<'_>> = Vec::new();
    for fault in faults {
        let same = outages
            .iter_mut()
            .find(|outage| is_same(outage.first, fault));
        match (same, &fault.node) {
            (Some(outage), Some(node)) => outage.nodes.push(node),
            _ => outages.push(Outage {
                first: fault,
                nodes: fault.node.iter().map(String::as_str).collect(),
            }),
        }
    }
    outages
}

/// Whether two nodes of a scope lack the same thing for the same reason.
fn is_same(one: &Unreadable, other: &Unreadable) -> bool {
    one.scope == other.scope
        && one.code == other.code
        && one.hint == other.hint
        && what(one).is_some()
        && what(one) == what(other)
        && reason(one) == reason(other)
}

/// What of a node could not be read.
fn what(fault: &Unreadable) -> Option<&str> {
    fault.place.strip_suffix(fault.node.as_deref()?)
}

/// The reason without the id of the request, which differs from attempt to attempt.
fn reason(fault: &Unreadable) -> &str {
    let text = fault.reason.as_str();
    text.rsplit_once(" [request ")
        .map_or(text, |(reason, _)| reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(node: &str, reason: &str) -> Unreadable {
        Unreadable {
            place: format!("the patches of {node}"),
            scope: None,
            node: Some(node.to_owned()),
            reason: reason.to_owned(),
            code: None,
            hint: None,
            credentials: false,
        }
    }

    #[test]
    fn an_outage_is_named_once_and_other_reasons_apart() {
        let mut faults: Vec<_> = (0..62)
            .map(|number| fault(&format!("i-{number}"), &format!("gone [request {number}]")))
            .collect();
        faults.insert(3, fault("i-x", "denied"));
        let scope = Unreadable {
            place: "account 1, Region 2".to_owned(),
            node: None,
            ..fault("", "gone")
        };
        faults.extend([scope.clone(), scope]);
        let places: Vec<_> = outages(&faults).iter().map(Outage::place).collect();
        assert_eq!(
            places,
            [
                "the patches of i-0, i-1, i-2 and 59 more nodes",
                "the patches of i-x",
                "account 1, Region 2",
                "account 1, Region 2",
            ]
        );
    }
}
