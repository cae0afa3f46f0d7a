//! Where the patches of a preview come from.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::node;
use crate::aws::published;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::baseline::preview;
use crate::domain::baseline::preview::{Candidate, Reporter};
use crate::domain::baseline::vocabulary;
use crate::domain::baseline::{Baseline, Definition, FilterKey};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::NodeId;
use crate::domain::id::baseline::BaselineId;
use crate::domain::patch::PatchSet;
use crate::error::{Error, Result};

/// A baseline that is judged, and where it is when it is there.
pub type Judged<'a> = (&'a Definition, Option<&'a (&'a Site, BaselineId)>);

/// Patches with where they come from.
#[derive(Debug)]
pub struct Patches {
    /// The patches.
    pub candidates: Vec<Candidate>,
    /// The source, in words.
    pub source: String,
    /// What the source cannot tell, in sentences.
    pub caveats: Vec<String>,
}

/// Reads the patches that some baselines of one operating system are judged over on a day.
///
/// # Errors
/// A usage error where AWS publishes no list and no node is named; what AWS answered.
pub async fn read(
    context: &Context,
    reach: &Reach,
    site: &Site,
    baselines: &[Judged<'_>],
    node: Option<&NodeId>,
    on: Date,
) -> Result<Patches> {
    let os = baselines[0].0.rules.os;
    if let Some(node) = node {
        return of_node(context, reach, baselines, node).await;
    }
    if !published::is_published(os) {
        return Err(
            Error::usage(format!("AWS publishes no list of patches for {os}"))
                .hint("--node NODE judges what a node of that operating system reported"),
        );
    }
    let there: Vec<&(&Site, BaselineId)> =
        baselines.iter().filter_map(|(_, there)| *there).collect();
    if os == OperatingSystem::Windows && there.len() == baselines.len() {
        let today = context.clock.now().to_zoned(TimeZone::UTC).date();
        return effective(&there, baselines, on == today).await;
    }
    let products = products(site, os, baselines).await?;
    let mut candidates = site.available_patches(os, &products).await?;
    let of = if products.is_empty() {
        String::new()
    } else {
        format!(" ({})", products.join(", "))
    };
    let mut caveats = Vec::new();
    if os == OperatingSystem::Windows {
        for candidate in &mut candidates {
            candidate.installable = false;
        }
        caveats.push(
            "DescribeAvailablePatches does not tell which updates a newer one replaces; AWS installs only the newest of them".to_owned(),
        );
    }
    Ok(Patches {
        candidates,
        source: format!("DescribeAvailablePatches{of}"),
        caveats,
    })
}

/// What AWS itself finds to be matched by Windows baselines. To which set a patch belongs only the
/// list of available patches tells.
async fn effective(
    there: &[&(&Site, BaselineId)],
    baselines: &[Judged<'_>],
    today: bool,
) -> Result<Patches> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut known = BTreeSet::new();
    let key = |candidate: &Candidate| {
        (
            candidate.patch.id.clone(),
            candidate.patch.product.clone(),
            candidate.patch.title.clone(),
        )
    };
    for (site, id) in there {
        let found = site.effective_patches(id).await?;
        candidates.extend(
            found
                .into_iter()
                .filter(|candidate| known.insert(key(candidate))),
        );
    }
    let asks_for_sets = baselines.iter().any(|(definition, _)| {
        let rules = &definition.rules;
        rules
            .global_filters
            .iter()
            .chain(rules.rules.iter().flat_map(|rule| &rule.filters))
            .any(|filter| filter.key == FilterKey::PatchSet)
    });
    if let (true, Some((site, _))) = (asks_for_sets, there.first()) {
        let available = site
            .available_patches(OperatingSystem::Windows, &[])
            .await?;
        let sets: BTreeMap<_, PatchSet> = available
            .iter()
            .map(|candidate| (key(candidate), candidate.patch.patch_set))
            .collect();
        for candidate in &mut candidates {
            if let Some(set) = sets.get(&key(candidate)) {
                candidate.patch.patch_set = *set;
                candidate.untold.retain(|key| *key != FilterKey::PatchSet);
            }
        }
    }
    let mut caveats = vec![
        "AWS lists only what this baseline matches, so that what it leaves out is not shown; -f FILE looks at everything that is published"
            .to_owned(),
    ];
    if !today {
        caveats
            .push("the list is that of today, whatever the day that is judged: what newer updates replace is missing from it".to_owned());
    }
    Ok(Patches {
        candidates,
        source: "DescribeEffectivePatchesForPatchBaseline".to_owned(),
        caveats,
    })
}

/// The products to ask for. Linux needs some: those that the baselines name, or all that AWS lists.
async fn products(
    site: &Site,
    os: OperatingSystem,
    baselines: &[Judged<'_>],
) -> Result<Vec<String>> {
    if os == OperatingSystem::Windows {
        return Ok(Vec::new());
    }
    let all = site.filter_values(os, FilterKey::Product).await?;
    let listed: Vec<String> = all.into_iter().filter(|product| product != "*").collect();
    let named = |definition: &Definition| -> BTreeSet<String> {
        let rules = &definition.rules;
        let filters = rules
            .global_filters
            .iter()
            .chain(rules.rules.iter().flat_map(|rule| &rule.filters));
        filters
            .filter(|filter| filter.key == FilterKey::Product)
            .flat_map(|filter| filter.values.clone())
            .filter(|value| value != "*")
            .collect()
    };
    let products = if listed.is_empty() {
        baselines
            .iter()
            .flat_map(|(definition, _)| named(definition))
            .collect()
    } else {
        listed
    };
    if products.is_empty() {
        return Err(Error::failed(format!(
            "AWS lists no product of {os}, and the baseline names none"
        ))
        .hint("--node NODE judges what a node reported"));
    }
    Ok(products)
}

async fn of_node(
    context: &Context,
    reach: &Reach,
    baselines: &[Judged<'_>],
    id: &NodeId,
) -> Result<Patches> {
    let os = baselines[0].0.rules.os;
    let (site, node) = node::find(context, reach, id).await?;
    let found = node.node.operating_system;
    if found != Some(os) {
        let found = found.map_or(
            "an operating system that Patch Manager does not know",
            OperatingSystem::as_str,
        );
        return Err(Error::usage(format!(
            "{id} runs {found}, and the baseline is for {os}"
        )));
    }
    let version = node.node.platform_version.as_deref().unwrap_or_default();
    let product = vocabulary::product_of_platform(os, version);
    let patches = site.patches(id, &[]).await?;
    if patches.is_empty() {
        return Err(Error::failed(format!(
            "{id} has reported no patch, so that there is nothing to judge"
        ))
        .hint("scan it first"));
    }
    let scanned = node
        .report
        .as_ref()
        .map(|report| report.ended_at.to_zoned(TimeZone::UTC).date());
    // The baseline may be gone, or be a policy's copy that cannot be read; then it just says
    // nothing.
    let last = match &node.report {
        Some(report) => rules_of(site, &BaselineId::trusted(&report.baseline), baselines).await,
        None => None,
    };
    let reporter = Reporter {
        product: product.as_deref(),
        scanned,
        baseline: last.as_ref(),
    };
    let candidates = patches
        .iter()
        .map(|patch| preview::of_report(os, patch, reporter))
        .collect();
    Ok(Patches {
        candidates,
        source: format!("DescribeInstancePatches of {id}"),
        caveats: Vec::new(),
    })
}

/// The rules of a baseline, which may be one of those that were read already.
async fn rules_of(site: &Site, id: &BaselineId, baselines: &[Judged<'_>]) -> Option<Baseline> {
    let is_it = |(_, there): &&Judged<'_>| {
        there.is_some_and(|(place, other)| place.scope == site.scope && other.is_same(id))
    };
    match baselines.iter().find(is_it) {
        Some((definition, _)) => Some(definition.rules.clone()),
        None => site
            .baseline(id)
            .await
            .ok()
            .map(|found| found.definition.rules),
    }
}
