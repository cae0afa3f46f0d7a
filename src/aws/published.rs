//! What is published for a platform: patches, and the values that filters may have.

use aws_sdk_ssm::types::{
    Patch as SdkPatch, PatchOrchestratorFilter, PatchProperty, PatchSet as SdkPatchSet,
};

use super::actions::Action;
use super::baseline_wire::to_sdk;
use super::convert::timestamp;
use super::site::Site;
use super::{fault, pages};
use crate::domain::baseline::FilterKey;
use crate::domain::baseline::preview::Candidate;
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::id::baseline::BaselineId;
use crate::domain::patch::version::Evr;
use crate::domain::patch::{Package, Patch, PatchSet};
use crate::error::Result;

/// The largest page of `DescribeAvailablePatches` and `DescribeEffectivePatchesForPatchBaseline`
/// (SSM API: 1 to 100).
const PATCHES: i32 = 100;
/// The largest page of `DescribePatchProperties` (SSM API: 1 to 50).
const PROPERTIES: i32 = 50;
/// The most values of one filter of `DescribeAvailablePatches` that are sent at once.
const VALUES: usize = 20;

/// Whether `DescribeAvailablePatches` knows an operating system (SSM API documentation).
pub const fn is_published(os: OperatingSystem) -> bool {
    matches!(
        os,
        OperatingSystem::AmazonLinux | OperatingSystem::AmazonLinux2 | OperatingSystem::Windows
    )
}

impl Site {
    /// Every patch that is published for an operating system, of some products; Linux needs at
    /// least one product.
    ///
    /// # Errors
    /// What `DescribeAvailablePatches` answered.
    pub async fn available_patches(
        &self,
        os: OperatingSystem,
        products: &[String],
    ) -> Result<Vec<Candidate>> {
        let mut candidates = Vec::new();
        // Without a patch set the operation answers the patches of Windows itself only.
        let sets: &[Option<PatchSet>] = if os == OperatingSystem::Windows {
            &[Some(PatchSet::Os), Some(PatchSet::Application)]
        } else {
            &[None]
        };
        let batches: Vec<&[String]> = if products.is_empty() {
            vec![&[]]
        } else {
            products.chunks(VALUES).collect()
        };
        for set in sets {
            for batch in &batches {
                candidates.extend(self.available_of(os, batch, *set).await?);
            }
        }
        Ok(candidates)
    }

    async fn available_of(
        &self,
        os: OperatingSystem,
        products: &[String],
        set: Option<PatchSet>,
    ) -> Result<Vec<Candidate>> {
        let filter = |key: &str, values: Vec<String>| {
            PatchOrchestratorFilter::builder()
                .key(key)
                .set_values(Some(values))
                .build()
        };
        let product = (!products.is_empty()).then(|| filter("PRODUCT", products.to_vec()));
        let set_filter = set.map(|set| filter("PATCH_SET", vec![set.as_str().to_owned()]));
        let filters: Vec<PatchOrchestratorFilter> = product.into_iter().chain(set_filter).collect();
        pages::all(Action::AvailablePatches, |token| {
            let filters = filters.clone();
            async move {
                let call = self
                    .ssm(Action::AvailablePatches)
                    .await
                    .describe_available_patches()
                    .max_results(PATCHES);
                let call = call
                    .set_filters((!filters.is_empty()).then_some(filters))
                    .set_next_token(token);
                let answer = call
                    .send()
                    .await
                    .map_err(|error| fault::fault(Action::AvailablePatches, error))?;
                Ok((
                    answer
                        .patches()
                        .iter()
                        .map(|patch| candidate(os, patch, set))
                        .collect(),
                    answer.next_token,
                ))
            }
        })
        .await
    }

    /// The patches that AWS itself finds to be matched by a Windows baseline.
    ///
    /// # Errors
    /// What `DescribeEffectivePatchesForPatchBaseline` answered.
    pub async fn effective_patches(&self, id: &BaselineId) -> Result<Vec<Candidate>> {
        pages::all(Action::EffectivePatches, |token| async move {
            let call = self
                .ssm(Action::EffectivePatches)
                .await
                .describe_effective_patches_for_patch_baseline()
                .baseline_id(id.as_str());
            let call = call.max_results(PATCHES).set_next_token(token);
            let answer = call
                .send()
                .await
                .map_err(|error| fault::fault(Action::EffectivePatches, error))?;
            let patches = answer
                .effective_patches()
                .iter()
                .filter_map(|effective| effective.patch());
            Ok((
                patches
                    .map(|patch| candidate(OperatingSystem::Windows, patch, None))
                    .collect(),
                answer.next_token,
            ))
        })
        .await
    }

    /// The values that AWS knows for a filter key; empty where it does not offer the list.
    ///
    /// # Errors
    /// What `DescribePatchProperties` answered.
    pub async fn filter_values(&self, os: OperatingSystem, key: FilterKey) -> Result<Vec<String>> {
        let Some(property) = property(key) else {
            return Ok(Vec::new());
        };
        let sets: &[Option<SdkPatchSet>] = if os == OperatingSystem::Windows {
            &[Some(SdkPatchSet::Os), Some(SdkPatchSet::Application)]
        } else {
            &[None]
        };
        let mut values = Vec::new();
        for set in sets {
            let property = property.clone();
            let found = pages::all(Action::Properties, |token| {
                let (property, set) = (property.clone(), set.clone());
                async move {
                    let call = self
                        .ssm(Action::Properties)
                        .await
                        .describe_patch_properties()
                        .operating_system(to_sdk(os));
                    let call = call
                        .property(property)
                        .set_patch_set(set)
                        .max_results(PROPERTIES)
                        .set_next_token(token);
                    let answer = call
                        .send()
                        .await
                        .map_err(|error| fault::fault(Action::Properties, error))?;
                    let name = |entry: &std::collections::HashMap<String, String>| {
                        entry.get("Name").cloned()
                    };
                    Ok((
                        answer.properties().iter().filter_map(name).collect(),
                        answer.next_token,
                    ))
                }
            })
            .await?;
            values.extend(found);
        }
        values.sort();
        values.dedup();
        Ok(values)
    }
}

/// The property that lists the values of a filter key; sections have none.
fn property(key: FilterKey) -> Option<PatchProperty> {
    Some(match key {
        FilterKey::Product => PatchProperty::Product,
        FilterKey::ProductFamily => PatchProperty::PatchProductFamily,
        FilterKey::Classification => PatchProperty::PatchClassification,
        FilterKey::MsrcSeverity => PatchProperty::PatchMsrcSeverity,
        FilterKey::Severity => PatchProperty::PatchSeverity,
        FilterKey::Priority => PatchProperty::PatchPriority,
        _ => return None,
    })
}

fn candidate(os: OperatingSystem, patch: &SdkPatch, set: Option<PatchSet>) -> Candidate {
    let text = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    let windows = os.family() == Family::Windows;
    let package = patch.name().filter(|_| !windows).map(|name| Package {
        name: name.to_owned(),
        arch: patch.arch().unwrap_or_default().to_owned(),
        evr: Evr {
            epoch: u64::try_from(patch.epoch()).unwrap_or_default(),
            version: patch.version().unwrap_or_default().to_owned(),
            release: patch.release().unwrap_or_default().to_owned(),
        },
    });
    let named = package.as_ref().map(|package| {
        (
            format!("{}.{}", package.name, package.arch),
            package.evr.with_epoch(),
        )
    });
    let (id, title) = match named {
        Some((id, version)) => (id.clone(), format!("{id}:{version}")),
        None => (
            patch
                .kb_number()
                .or(patch.id())
                .unwrap_or_default()
                .to_owned(),
            patch.title().unwrap_or_default().to_owned(),
        ),
    };
    let patch = Patch {
        id,
        title,
        package,
        classification: text(patch.classification()),
        severity: text(if windows {
            patch.msrc_severity()
        } else {
            patch.severity()
        }),
        product: patch.product().unwrap_or_default().to_owned(),
        product_family: text(patch.product_family()),
        patch_set: set.unwrap_or_default(),
        advisory: patch.advisory_ids().first().cloned(),
        bugzilla: patch.bugzilla_ids().to_vec(),
        cves: patch.cve_ids().to_vec(),
        bulletin: text(patch.msrc_number()),
        priority: None,
        section: None,
        repository: text(patch.repository()),
        released: patch
            .release_date()
            .and_then(timestamp)
            .map(|moment| moment.to_zoned(jiff::tz::TimeZone::UTC).date()),
        supersedes: Vec::new(),
    };
    // Only the question tells to which set a patch belongs; the answer does not.
    let untold = if windows && set.is_none() {
        vec![FilterKey::PatchSet]
    } else {
        Vec::new()
    };
    Candidate {
        untold,
        ..Candidate::whole(patch)
    }
}
