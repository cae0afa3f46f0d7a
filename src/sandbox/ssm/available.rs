//! `DescribeAvailablePatches`: what is published for Windows Server, Amazon Linux and Amazon Linux
//! 2.

use serde_json::Value;

use super::baselines::answer;
use super::published::{self, Published};
use super::shapes::{NEXT_TOKEN, PATCH_FILTERS, max_results};
use crate::domain::baseline::approval;
use crate::domain::baseline::{Filter, FilterKey};
use crate::domain::fleet::platform::OperatingSystem;
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{self, Member, items, text, texts};
use crate::sandbox::paging;
use crate::sandbox::wire::{Answer, WireError};

/// The only operating systems that the service knows patches of.
const SYSTEMS: [OperatingSystem; 3] = [
    OperatingSystem::Windows,
    OperatingSystem::AmazonLinux,
    OperatingSystem::AmazonLinux2,
];

const WINDOWS_KEYS: [FilterKey; 6] = [
    FilterKey::PatchSet,
    FilterKey::Product,
    FilterKey::ProductFamily,
    FilterKey::MsrcSeverity,
    FilterKey::Classification,
    FilterKey::PatchId,
];

/// As documented, and the classification, which `DescribePatchProperties` offers for filters of
/// this operation.
const LINUX_KEYS: [FilterKey; 12] = [
    FilterKey::Product,
    FilterKey::Name,
    FilterKey::Severity,
    FilterKey::Epoch,
    FilterKey::Version,
    FilterKey::Release,
    FilterKey::Arch,
    FilterKey::Repository,
    FilterKey::AdvisoryId,
    FilterKey::CveId,
    FilterKey::BugzillaId,
    FilterKey::Classification,
];

static INPUT: [Member; 3] = [PATCH_FILTERS, max_results(1, 100), NEXT_TOKEN];

pub(super) fn describe_available_patches(call: &Call<'_>) -> Answer {
    constraint::check(&call.input, &INPUT)?;
    let filters = filters(&call.input)?;

    let products = filters
        .iter()
        .find(|filter| filter.key == FilterKey::Product);
    // Linux patches are given only to who names their product.
    let systems = if products.is_some() {
        &SYSTEMS[..]
    } else {
        &SYSTEMS[..1]
    };

    let mut found = published::published(call, systems);
    found.retain(|patch| filters.iter().all(|filter| passes(filter, patch)));

    let (page, next_token) = paging::cut(call, &found, 50, 100, "ValidationException")?;
    let patches: Vec<published::Shape<'_>> = page.iter().map(published::Shape::of).collect();
    answer("Patches", &patches, next_token)
}

fn passes(filter: &Filter, published: &Published) -> bool {
    let keys: &[FilterKey] = if published.os == OperatingSystem::Windows {
        &WINDOWS_KEYS
    } else {
        &LINUX_KEYS
    };

    if !keys.contains(&filter.key) {
        return false;
    }

    // A rule lets a patch without a severity pass; a search does not find it.
    if matches!(filter.key, FilterKey::Severity | FilterKey::MsrcSeverity) {
        let severity = published.severity().unwrap_or_default();
        return filter
            .values
            .iter()
            .any(|value| value == "*" || value.eq_ignore_ascii_case(severity));
    }

    approval::passes(published.os, filter, &published.patch)
}

/// Reads the filters. That a Linux key needs a product beside it is documented; the sentences of
/// the refusals are unverified.
fn filters(input: &Value) -> Result<Vec<Filter>, WireError> {
    let mut filters = Vec::new();
    for filter in items(input, "Filters") {
        let name = text(filter, "Key");
        let Some(key) = FilterKey::of_wire(name)
            .filter(|key| WINDOWS_KEYS.contains(key) || LINUX_KEYS.contains(key))
        else {
            return Err(WireError::validation(format!("Invalid filter key: {name}")));
        };
        filters.push(Filter {
            key,
            values: texts(filter, "Values")
                .into_iter()
                .map(str::to_owned)
                .collect(),
        });
    }

    // PRODUCT is in both lists of keys: without it a key of Linux alone could find nothing.
    let product = filters
        .iter()
        .any(|filter| filter.key == FilterKey::Product);

    match filters
        .iter()
        .find(|filter| !WINDOWS_KEYS.contains(&filter.key))
    {
        Some(filter) if !product => {
            let message = format!(
                "The filter key {} needs a filter with the key PRODUCT beside it.",
                filter.key.as_str()
            );
            Err(WireError::validation(message))
        }
        _ => Ok(filters),
    }
}
