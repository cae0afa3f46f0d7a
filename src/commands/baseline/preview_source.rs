//! Where the patches of a preview come from.

use std::collections::BTreeSet;

use crate::aws::published;
use crate::aws::scopes::World;
use crate::aws::site::Site;
use crate::commands::node::show;
use crate::context::Context;
use crate::domain::baseline::{Definition, FilterKey};
use crate::domain::baseline_id::BaselineId;
use crate::domain::id::NodeId;
use crate::domain::platform::OperatingSystem;
use crate::domain::preview::{self, Candidate, Reporter};
use crate::domain::vocabulary;
use crate::error::{Error, Result};

/// Patches with where they come from.
#[derive(Debug)]
pub struct Patches {
    /// The patches.
    pub candidates: Vec<Candidate>,
    /// The source, in words.
    pub source: String,
    /// Whether everything that is published is among them.
    pub complete: bool,
}

/// Reads the patches that some baselines of one operating system are judged over.
///
/// # Errors
/// A usage error where AWS publishes no list and no node is named; what AWS answered.
pub async fn read(
    context: &Context,
    world: &World,
    site: &Site,
    baselines: &[(&Definition, Option<&BaselineId>)],
    node: Option<&NodeId>,
) -> Result<Patches> {
    let os = baselines[0].0.rules.os;
    if let Some(node) = node {
        return of_node(context, world, os, node).await;
    }
    if !published::is_published(os) {
        return Err(Error::usage(format!("AWS publishes no list of patches for {os}"))
            .hint("--node NODE judges what a node of that operating system reported"));
    }
    let ids: Vec<&BaselineId> = baselines.iter().filter_map(|(_, id)| *id).collect();
    if os == OperatingSystem::Windows && ids.len() == baselines.len() {
        let mut candidates: Vec<Candidate> = Vec::new();
        for id in ids {
            for candidate in site.effective_patches(id).await? {
                let known = candidates.iter().any(|other| {
                    other.patch.id == candidate.patch.id
                        && other.patch.product == candidate.patch.product
                        && other.patch.title == candidate.patch.title
                });
                if !known {
                    candidates.push(candidate);
                }
            }
        }
        return Ok(Patches { candidates, source: "DescribeEffectivePatchesForPatchBaseline".to_owned(), complete: false });
    }
    let products = products(site, os, baselines).await?;
    let candidates = site.available_patches(os, &products).await?;
    let of = if products.is_empty() { String::new() } else { format!(" ({})", products.join(", ")) };
    Ok(Patches { candidates, source: format!("DescribeAvailablePatches{of}"), complete: true })
}

/// The products to ask for. Linux needs some: those that the baselines name, or all that AWS lists.
async fn products(site: &Site, os: OperatingSystem, baselines: &[(&Definition, Option<&BaselineId>)]) -> Result<Vec<String>> {
    if os == OperatingSystem::Windows {
        return Ok(Vec::new());
    }
    let all = site.filter_values(os, FilterKey::Product).await?;
    let listed: Vec<String> = all.into_iter().filter(|product| product != "*").collect();
    let named = |definition: &Definition| -> BTreeSet<String> {
        let rules = &definition.rules;
        let filters = rules.global_filters.iter().chain(rules.rules.iter().flat_map(|rule| &rule.filters));
        filters
            .filter(|filter| filter.key == FilterKey::Product)
            .flat_map(|filter| filter.values.clone())
            .filter(|value| value != "*")
            .collect()
    };
    let products = if listed.is_empty() { baselines.iter().flat_map(|(definition, _)| named(definition)).collect() } else { listed };
    if products.is_empty() {
        return Err(Error::failed(format!("AWS lists no product of {os}, and the baseline names none"))
            .hint("--node NODE judges what a node reported"));
    }
    Ok(products)
}

async fn of_node(context: &Context, world: &World, os: OperatingSystem, id: &NodeId) -> Result<Patches> {
    let (site, node) = show::find(context, world, id).await?;
    let found = node.node.operating_system;
    if found != Some(os) {
        let found = found.map_or("an operating system that Patch Manager does not know", OperatingSystem::as_str);
        return Err(Error::usage(format!("{id} runs {found}, and the baseline is for {os}")));
    }
    let version = node.node.platform_version.as_deref().unwrap_or_default();
    let product = vocabulary::product_of_platform(os, version);
    let patches = site.patches(id, &[]).await?;
    if patches.is_empty() {
        return Err(Error::failed(format!("{id} has reported no patch, so that there is nothing to judge")).hint("scan it first"));
    }
    let scanned = node.report.as_ref().map(|report| report.ended_at.to_zoned(jiff::tz::TimeZone::UTC).date());
    // The baseline may be gone, or be a policy's copy that cannot be read; then it just says nothing.
    let last = match &node.report {
        Some(report) => site.baseline(&BaselineId::trusted(&report.baseline)).await.ok(),
        None => None,
    };
    let reporter = Reporter { product: product.as_deref(), scanned, baseline: last.as_ref().map(|last| &last.definition.rules) };
    let candidates = patches.iter().map(|patch| preview::of_report(os, patch, reporter)).collect();
    Ok(Patches { candidates, source: format!("DescribeInstancePatches of {id}"), complete: true })
}
