//! Which methods write the same data of the same nodes: AWS keeps one patch compliance of a node, and
//! whatever ran last wrote it (User Guide, "Patch compliance data overwrites").

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{By, Data, Method};
use crate::domain::id::{NodeId, Scope};

/// Nodes whose data several methods write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// The account and Region.
    #[serde(flatten)]
    pub scope: Scope,
    /// Who writes it, in words.
    pub writers: Vec<String>,
    /// Whether each uses baselines of its own, so that they may disagree.
    pub same_baselines: bool,
    /// The nodes.
    pub nodes: Vec<NodeId>,
}

impl Shared {
    /// Who writes it: `a, b and c`.
    pub fn who(&self) -> String {
        match &self.writers[..] {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
        }
    }
}

/// The methods that write one another's patch compliance, with the nodes of which they do. What
/// scans and installs for one policy or window is one writer.
pub fn shared(methods: &[Method]) -> Vec<Shared> {
    let mut writers: BTreeMap<(&Scope, &NodeId), BTreeMap<Writer<'_>, &Method>> = BTreeMap::new();
    let at_work = |one: &&Method| one.writes == Data::Patch && one.idle.is_none();
    for method in methods.iter().filter(at_work) {
        for node in method.nodes.iter().flatten() {
            let of_node = writers.entry((&method.scope, node)).or_default();
            of_node.insert(writer(method), method);
        }
    }

    let mut groups: BTreeMap<(&Scope, Vec<Writer<'_>>), Shared> = BTreeMap::new();
    for ((scope, node), of_node) in writers {
        if of_node.len() < 2 {
            continue;
        }
        let baselines: BTreeSet<String> = of_node
            .values()
            .map(|method| method.options.baselines.to_string())
            .collect();
        let group = groups
            .entry((scope, of_node.keys().copied().collect()))
            .or_insert_with(|| Shared {
                scope: scope.clone(),
                writers: of_node.values().map(|method| method.who()).collect(),
                same_baselines: baselines.len() == 1,
                nodes: Vec::new(),
            });
        group.nodes.push(node.clone());
    }
    groups.into_values().collect()
}

/// What counts as one: a policy with its scans and its installations, or else one thing by its id.
type Writer<'m> = (By, &'m str);

fn writer(method: &Method) -> Writer<'_> {
    match method.by {
        By::PatchPolicy | By::HostManagement => (method.by, &method.name),
        by => (by, &method.id),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Baselines;
    use super::super::tests::method;
    use super::*;

    const ONE: &str = "i-00000000000000001";
    const TWO: &str = "i-00000000000000002";

    #[test]
    fn only_different_writers_of_patch_compliance_overwrite_one_another() {
        let mut policy = method(By::PatchPolicy, "daily", &[ONE, TWO]);
        policy.options.baselines = Baselines::Own("s3://b/o.json".to_owned());
        let installs = Method {
            id: "id-other".to_owned(),
            ..policy.clone()
        };
        let window = method(By::Window, "nightly", &[TWO]);
        let mut apart = method(By::HostManagement, "hosts", &[ONE, TWO]);
        apart.writes = Data::Association;

        assert_eq!(
            shared(&[policy.clone(), installs.clone(), apart.clone()]),
            []
        );
        let found = shared(&[policy, installs, window.clone(), apart]);
        let [one] = &found[..] else {
            panic!("{found:?}");
        };
        assert_eq!(one.writers, ["patch policy daily", "window nightly"]);
        assert_eq!(one.nodes, [TWO.parse().expect("a node id")]);
        assert!(!one.same_baselines);

        let disabled = Method {
            idle: Some("it is disabled".to_owned()),
            ..window.clone()
        };
        assert_eq!(
            shared(&[disabled, method(By::Association, "a", &[TWO])]),
            []
        );

        // Two windows of one name are two.
        let other = Method {
            id: "id-2".to_owned(),
            ..window.clone()
        };
        let found = shared(&[window, other]);
        assert_eq!(found.len(), 1);
        assert!(found[0].same_baselines);
    }

    #[test]
    fn methods_of_other_places_have_nothing_in_common() {
        let here = method(By::Window, "a", &[ONE]);
        let mut there = method(By::Association, "b", &[ONE]);
        there.scope.region = "eu-central-1".parse().expect("a Region");
        assert_eq!(shared(&[here, there]), []);
    }
}
