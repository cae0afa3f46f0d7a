//! Several identities that reach one account and Region: one of them reads it.

use aws_sdk_ssm::Client;

use super::actions::Action;
use super::fault::{self, Class};
use super::site::Site;

/// The one that may do most of what reading needs; of equals the first by name.
pub(super) async fn best(mut rivals: Vec<Site>) -> Site {
    // The usual case costs nothing.
    if rivals.len() == 1 {
        return rivals.swap_remove(0);
    }
    let denied = futures::future::join_all(rivals.iter().map(denials)).await;
    let fewest = denied.iter().min().copied().unwrap_or_default();
    let best = denied.iter().position(|number| *number == fewest);
    rivals.swap_remove(best.unwrap_or_default())
}

/// How many of the first calls of reading are denied; one each for nodes, compliance and baselines.
async fn denials(site: &Site) -> usize {
    let client = Client::new(&site.config);
    let nodes = client.describe_instance_information().max_results(5).send();
    let compliance = client
        .list_resource_compliance_summaries()
        .max_results(1)
        .send();
    let baselines = client.describe_patch_baselines().max_results(1).send();

    let (nodes, compliance, baselines) = futures::join!(nodes, compliance, baselines);
    let nodes = nodes.map_err(fault::of(Action::Inventory)).err();
    let compliance = compliance
        .map_err(fault::of(Action::ResourceSummaries))
        .err();
    let baselines = baselines.map_err(fault::of(Action::Baselines)).err();
    [nodes, compliance, baselines]
        .iter()
        .flatten()
        .filter(|error| error.code().map(fault::classify) == Some(Class::Denied))
        .count()
}
