//! Whether a VPC that is closed off has all the endpoints that patching needs (SSM User Guide, "Improve
//! the security of EC2 instances by using VPC endpoints for Systems Manager").

use std::collections::{BTreeMap, BTreeSet};

use super::diagnosis::{Diagnosis, Fix};
use super::rules::VPC_ENDPOINTS;
use crate::domain::id::{NodeId, Scope};
use crate::domain::text::words::count;

/// What nodes need to be managed and to be patched; `ec2messages` is for agents older than 3.3.40.0.
const NEEDED: [&str; 3] = ["ssm", "ssmmessages", "s3"];
/// A VPC with one of these is taken for one that has no other way to Systems Manager.
const CLOSED: [&str; 3] = ["ssm", "ssmmessages", "ec2messages"];

/// An endpoint of a service in a VPC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VpcEndpoint {
    /// The VPC.
    pub vpc: String,
    /// Such as `com.amazonaws.us-east-1.ssm`.
    pub service: String,
    /// Such as `available`, in small letters.
    pub state: String,
}

/// The network of an account and Region.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// The VPCs of instances.
    pub vpcs: BTreeMap<NodeId, String>,
    /// The endpoints.
    pub endpoints: Vec<VpcEndpoint>,
}

/// What is missing in the VPCs of some nodes.
pub fn findings(scope: &Scope, nodes: &[&NodeId], network: &Network) -> Vec<Diagnosis> {
    let mut by_vpc: BTreeMap<&str, usize> = BTreeMap::new();
    for node in nodes {
        if let Some(vpc) = network.vpcs.get(*node) {
            *by_vpc.entry(vpc).or_default() += 1;
        }
    }
    let found = by_vpc.into_iter();
    found
        .filter_map(|(vpc, nodes)| of_vpc(scope, vpc, nodes, network))
        .collect()
}

fn of_vpc(scope: &Scope, vpc: &str, nodes: usize, network: &Network) -> Option<Diagnosis> {
    let own = network.endpoints.iter().filter(|one| one.vpc == vpc);
    let (open, waiting): (Vec<_>, Vec<_>) = own.partition(|one| one.state == "available");
    let (there, waiting) = (services(&open), services(&waiting));

    // Without any of them its nodes have another way, or none at all: the agents tell.
    let mut closed = CLOSED.iter();
    if !closed.any(|service| there.contains(service) || waiting.contains(service)) {
        return None;
    }
    let missing: Vec<&str> = NEEDED
        .into_iter()
        .filter(|one| !there.contains(*one))
        .collect();
    if missing.is_empty() {
        return None;
    }

    let listed: Vec<&str> = there.into_iter().collect();
    let evidence = if listed.is_empty() {
        "DescribeVpcEndpoints lists none that is available".to_owned()
    } else {
        format!("DescribeVpcEndpoints: {} available", listed.join(", "))
    };
    Some(Diagnosis {
        rule: &VPC_ENDPOINTS,
        scope: scope.clone(),
        subject: vpc.to_owned(),
        message: format!(
            "the VPC of {} has endpoints for Systems Manager, and no available one for {}: without another way its nodes are not managed or not patched",
            count(nodes, "node"),
            missing.join(", ")
        ),
        evidence,
        fix: Fix::Elsewhere(format!(
            "make interface endpoints for ssm and ssmmessages and a gateway endpoint for s3 in {vpc}"
        )),
    })
}

/// The services alone: what stands behind the Region.
fn services<'a>(endpoints: &[&'a VpcEndpoint]) -> BTreeSet<&'a str> {
    let names = endpoints.iter().map(|one| one.service.as_str());
    names.filter_map(|name| name.rsplit('.').next()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{AccountId, Region};

    fn told(endpoints: &[(&str, &str)]) -> Option<String> {
        let scope = Scope {
            account: AccountId::trusted("111122223333"),
            region: Region::trusted("us-east-1"),
        };
        let node: NodeId = "i-00000000000000001".parse().expect("a node");
        let endpoints = endpoints.iter().map(|(service, state)| VpcEndpoint {
            vpc: "vpc-1".to_owned(),
            service: format!("com.amazonaws.us-east-1.{service}"),
            state: (*state).to_owned(),
        });
        let network = Network {
            vpcs: BTreeMap::from([(node.clone(), "vpc-1".to_owned())]),
            endpoints: endpoints.collect(),
        };
        let found = findings(&scope, &[&node], &network);
        found.first().map(|one| one.message.clone())
    }

    #[test]
    fn a_closed_vpc_needs_three_endpoints_that_are_available() {
        let all = ["ssm", "ssmmessages", "s3"].map(|service| (service, "available"));
        assert_eq!(told(&[]), None);
        assert_eq!(told(&[("s3", "available")]), None);
        assert_eq!(told(&all), None);
        let lacking = |endpoints: &[(&str, &str)], missing: &str| {
            let message = told(endpoints).expect("a finding");
            let words = format!("no available one for {missing}:");
            assert!(message.contains(&words), "{message}");
        };
        lacking(&all[..2], "s3");
        lacking(&all[..1], "ssmmessages, s3");
        lacking(&[("ssm", "pending"), all[1], all[2]], "ssm");
        lacking(&[("ec2messages", "available"), all[2]], "ssm, ssmmessages");
    }
}
