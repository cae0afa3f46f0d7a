//! Where the patches of a preview come from.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::node;
use crate::aws::published;
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::baseline::Filter;
use crate::domain::baseline::preview;
use crate::domain::baseline::preview::{Candidate, Reporter};
use crate::domain::baseline::vocabulary;
use crate::domain::baseline::{Baseline, Definition, FilterKey};
use crate::domain::compliance::NodeCompliance;
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

    // AWS evaluates Windows baselines itself, but only those that are there.
    let there: Vec<&(&Site, BaselineId)> =
        baselines.iter().filter_map(|(_, there)| *there).collect();
    if os == OperatingSystem::Windows && there.len() == baselines.len() {
        let today = context.clock.now().to_zoned(TimeZone::UTC).date();
        return effective(&there, baselines, on == today).await;
    }
    available(site, os, baselines).await
}

/// Every patch that AWS publishes for an operating system.
async fn available(site: &Site, os: OperatingSystem, baselines: &[Judged<'_>]) -> Result<Patches> {
    let products = products(site, os, baselines).await?;
    let mut candidates = site.available_patches(os, &products).await?;
    let of = if products.is_empty() {
        String::new()
    } else {
        format!(" ({})", products.join(", "))
    };

    // The newest update takes the place of older ones on a node (AWS User Guide, "How security
    // patches are selected"); which those are this list does not say.
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
    for (site, id) in there {
        let found = site.effective_patches(id).await?;
        let new = found.into_iter().filter(|one| known.insert(key(one)));
        candidates.extend(new);
    }
    let asks_for_sets = baselines
        .iter()
        .flat_map(|(definition, _)| filters(definition))
        .any(|filter| filter.key == FilterKey::PatchSet);
    if let (true, Some((site, _))) = (asks_for_sets, there.first()) {
        tell_sets(site, &mut candidates).await?;
    }

    // The list is AWS's own answer, and what it leaves out must be known to whoever reads it.
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

/// What makes two entries of AWS's lists the same patch: one id may stand there for several
/// products.
fn key(candidate: &Candidate) -> (String, String, String) {
    let patch = &candidate.patch;
    (patch.id.clone(), patch.product.clone(), patch.title.clone())
}

/// Every filter of a definition, in its rules and before them.
fn filters(definition: &Definition) -> impl Iterator<Item = &Filter> {
    let rules = &definition.rules;
    let of_rules = rules.rules.iter().flat_map(|rule| &rule.filters);
    rules.global_filters.iter().chain(of_rules)
}

/// Takes the sets of patches over from the list of available ones; those that are not on it stay
/// untold.
async fn tell_sets(site: &Site, candidates: &mut [Candidate]) -> Result<()> {
    let available = site
        .available_patches(OperatingSystem::Windows, &[])
        .await?;

    let sets: BTreeMap<_, PatchSet> = available
        .iter()
        .map(|candidate| (key(candidate), candidate.patch.patch_set))
        .collect();

    // A patch that the list does not have keeps its place, and the filter stays undecided.
    for candidate in candidates {
        if let Some(set) = sets.get(&key(candidate)) {
            candidate.patch.patch_set = *set;
            candidate.untold.retain(|key| *key != FilterKey::PatchSet);
        }
    }
    Ok(())
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
    let mut products: Vec<String> = all.into_iter().filter(|product| product != "*").collect();
    // DescribeAvailablePatches wants a product for Linux (SSM API reference), and "*" is none.
    if products.is_empty() {
        products = baselines
            .iter()
            .flat_map(|(definition, _)| named_products(definition))
            .collect();
    }
    if products.is_empty() {
        return Err(Error::failed(format!(
            "AWS lists no product of {os}, and the baseline names none"
        ))
        .hint("--node NODE judges what a node reported"));
    }

    Ok(products)
}

/// The products that a baseline names, each once.
fn named_products(definition: &Definition) -> BTreeSet<String> {
    filters(definition)
        .filter(|filter| filter.key == FilterKey::Product)
        .flat_map(|filter| filter.values.clone())
        .filter(|value| value != "*")
        .collect()
}

async fn of_node(
    context: &Context,
    reach: &Reach,
    baselines: &[Judged<'_>],
    id: &NodeId,
) -> Result<Patches> {
    let (site, node) = node::find(context, reach, id).await?;
    let os = baselines[0].0.rules.os;
    check_system(&node, os)?;
    let patches = site.patches(id, &[]).await?;
    if patches.is_empty() {
        return Err(unreported(id));
    }

    // The baseline may be gone, or be a policy's copy that cannot be read; then it just says
    // nothing.
    let last = match &node.report {
        Some(report) => rules_of(site, &BaselineId::trusted(&report.baseline), baselines).await,
        None => None,
    };
    let version = node.node.platform_version.as_deref().unwrap_or_default();
    let product = vocabulary::product_of_platform(os, version);
    let report = node.report.as_ref();
    let reporter = Reporter {
        product: product.as_deref(),
        scanned: report
            .and_then(|report| report.ended_at)
            .map(|ended| ended.to_zoned(TimeZone::UTC).date()),
        baseline: last.as_ref(),
    };
    let candidates = patches
        .iter()
        .map(|patch| preview::of_report(os, patch, reporter));
    Ok(Patches {
        candidates: candidates.collect(),
        source: format!("DescribeInstancePatches of {id}"),
        caveats: Vec::new(),
    })
}

/// Nothing to judge is no verdict: a preview of it would look like a baseline that approves
/// nothing.
fn unreported(id: &NodeId) -> Error {
    Error::failed(format!(
        "{id} has reported no patch, so that there is nothing to judge"
    ))
    .hint("scan it first")
}

fn check_system(node: &NodeCompliance, os: OperatingSystem) -> Result<()> {
    let found = node.node.operating_system;
    if found == Some(os) {
        return Ok(());
    }
    let found = found.map_or(
        "an operating system that Patch Manager does not know",
        OperatingSystem::as_str,
    );

    Err(Error::usage(format!(
        "{} runs {found}, and the baseline is for {os}",
        node.node.id
    )))
}

/// The rules of a baseline, which may be one of those that were read already.
async fn rules_of(site: &Site, id: &BaselineId, baselines: &[Judged<'_>]) -> Option<Baseline> {
    // An id stands for other baselines in other Regions.
    let known = baselines.iter().find(|(_, there)| {
        there.is_some_and(|(place, other)| place.scope == site.scope && other.is_same(id))
    });
    match known {
        Some((definition, _)) => Some(definition.rules.clone()),
        None => site
            .baseline(id)
            .await
            .ok()
            .map(|found| found.definition.rules),
    }
}
