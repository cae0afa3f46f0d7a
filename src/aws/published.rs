//! What is published for a platform: patches, and the values that filters may have.

use std::collections::BTreeSet;

use aws_sdk_ssm::types::{
    Patch as SdkPatch, PatchOrchestratorFilter, PatchProperty, PatchSet as SdkPatchSet,
};

use super::actions::Action;
use super::baseline_wire::to_sdk;
use super::convert::{filled, text, timestamp};
use super::site::Site;
use super::{fault, pages};
use crate::domain::baseline::FilterKey;
use crate::domain::baseline::preview::Candidate;
use crate::domain::fleet::platform::{Family, OperatingSystem};
use crate::domain::id::baseline::BaselineId;
use crate::domain::patch::query::package_of;
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
    pub async fn available_patches(
        &self,
        os: OperatingSystem,
        products: &[String],
    ) -> Result<Vec<Candidate>> {
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

        let mut candidates = Vec::new();
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
        let product = (!products.is_empty()).then(|| filter("PRODUCT", products.to_vec()));
        let set_filter = set.map(|set| filter("PATCH_SET", vec![set.as_str().to_owned()]));
        let filters: Vec<_> = product.into_iter().chain(set_filter).collect();

        let patches = pages::all(Action::AvailablePatches, |token| {
            self.available_page(&filters, token)
        })
        .await?;
        Ok(patches
            .iter()
            .map(|patch| candidate(os, patch, set))
            .collect())
    }

    /// The titles, as nodes report them, of the patches of an advisory. Linux patches are given only
    /// to who names their product.
    pub async fn titles_of_advisory(
        &self,
        os: OperatingSystem,
        advisory: &str,
    ) -> Result<Vec<String>> {
        let products = self.filter_values(os, FilterKey::Product).await?;
        let filters = [
            filter("PRODUCT", products),
            filter("ADVISORY_ID", vec![advisory.to_owned()]),
        ];
        let patches = pages::all(Action::AvailablePatches, |token| {
            self.available_page(&filters, token)
        })
        .await?;
        let candidates = patches.iter().map(|patch| published(patch, false, None));
        Ok(candidates.map(|patch| patch.title).collect())
    }

    /// What is published of some patches, by their ids as nodes report them: of packages every
    /// version. Patches of Windows belong to one of two sets, and only one can be asked for at a
    /// time.
    pub async fn published_of(
        &self,
        os: OperatingSystem,
        ids: &BTreeSet<String>,
    ) -> Result<Vec<Patch>> {
        let windows = os == OperatingSystem::Windows;
        let (key, others) = if windows {
            let sets = [PatchSet::Os, PatchSet::Application];
            let sets = sets.map(|set| filter("PATCH_SET", vec![set.as_str().to_owned()]));
            ("PATCH_ID", sets.to_vec())
        } else {
            let mut products = self.filter_values(os, FilterKey::Product).await?;
            products.retain(|product| product != "*");
            // Linux patches are given only to who names a product.
            if products.is_empty() {
                return Ok(Vec::new());
            }
            ("NAME", vec![filter("PRODUCT", products)])
        };
        let names: BTreeSet<&str> = ids
            .iter()
            .map(|id| if windows { id } else { package_of(id) })
            .collect();
        let names: Vec<String> = names.into_iter().map(str::to_owned).collect();

        let mut found = Vec::new();
        for other in &others {
            for batch in names.chunks(VALUES) {
                let filters = [other.clone(), filter(key, batch.to_vec())];
                let patches = pages::all(Action::AvailablePatches, |token| {
                    self.available_page(&filters, token)
                });
                let patches = patches.await?;
                found.extend(patches.iter().map(|patch| published(patch, windows, None)));
            }
        }
        Ok(found)
    }

    async fn available_page(
        &self,
        filters: &[PatchOrchestratorFilter],
        token: Option<String>,
    ) -> Result<(Vec<SdkPatch>, Option<String>)> {
        let call = self
            .ssm(Action::AvailablePatches)
            .await
            .describe_available_patches()
            .set_filters((!filters.is_empty()).then(|| filters.to_vec()));
        let answer = call.max_results(PATCHES).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::AvailablePatches))?;
        Ok((answer.patches.unwrap_or_default(), answer.next_token))
    }

    /// The patches that AWS itself finds to be matched by a Windows baseline.
    pub async fn effective_patches(&self, id: &BaselineId) -> Result<Vec<Candidate>> {
        pages::all(Action::EffectivePatches, |token| {
            self.effective_page(id, token)
        })
        .await
    }

    async fn effective_page(
        &self,
        id: &BaselineId,
        token: Option<String>,
    ) -> Result<(Vec<Candidate>, Option<String>)> {
        let call = self
            .ssm(Action::EffectivePatches)
            .await
            .describe_effective_patches_for_patch_baseline()
            .baseline_id(id.as_str());
        let answer = call.max_results(PATCHES).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::EffectivePatches))?;

        // The operation is for Windows baselines only (SSM API).
        let patches = answer.effective_patches().iter();
        let patches = patches.filter_map(|effective| effective.patch());
        let candidates = patches.map(|patch| candidate(OperatingSystem::Windows, patch, None));
        Ok((candidates.collect(), answer.next_token))
    }

    /// The values that AWS knows for a filter key; empty where it does not offer the list.
    pub async fn filter_values(&self, os: OperatingSystem, key: FilterKey) -> Result<Vec<String>> {
        let Some(property) = property(key) else {
            return Ok(Vec::new());
        };
        // The sets of Windows have products of their own, and only one can be asked for at a time
        // (SSM API, `DescribePatchProperties`).
        let sets: &[Option<SdkPatchSet>] = if os == OperatingSystem::Windows {
            &[Some(SdkPatchSet::Os), Some(SdkPatchSet::Application)]
        } else {
            &[None]
        };

        let mut values = Vec::new();
        for set in sets {
            let found = pages::all(Action::Properties, |token| {
                self.properties_page(os, &property, set.as_ref(), token)
            });
            values.extend(found.await?);
        }
        values.sort();
        values.dedup();
        Ok(values)
    }

    async fn properties_page(
        &self,
        os: OperatingSystem,
        property: &PatchProperty,
        set: Option<&SdkPatchSet>,
        token: Option<String>,
    ) -> Result<(Vec<String>, Option<String>)> {
        let call = self
            .ssm(Action::Properties)
            .await
            .describe_patch_properties()
            .operating_system(to_sdk(os))
            .property(property.clone())
            .set_patch_set(set.cloned());
        let answer = call
            .max_results(PROPERTIES)
            .set_next_token(token)
            .send()
            .await;
        let answer = answer.map_err(fault::of(Action::Properties))?;

        // Each property is a map whose one key is `Name` (AWS CLI, describe-patch-properties).
        let properties = answer.properties.unwrap_or_default().into_iter();
        let names = properties.filter_map(|mut property| property.remove("Name"));
        Ok((names.collect(), answer.next_token))
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

fn filter(key: &str, values: Vec<String>) -> PatchOrchestratorFilter {
    let builder = PatchOrchestratorFilter::builder();
    builder.key(key).set_values(Some(values)).build()
}

fn candidate(os: OperatingSystem, patch: &SdkPatch, set: Option<PatchSet>) -> Candidate {
    let windows = os.family() == Family::Windows;
    // Only the question tells to which set a patch belongs; the answer does not.
    let untold = if windows && set.is_none() {
        vec![FilterKey::PatchSet]
    } else {
        Vec::new()
    };

    Candidate {
        untold,
        ..Candidate::whole(published(patch, windows, set))
    }
}

fn published(patch: &SdkPatch, windows: bool, set: Option<PatchSet>) -> Patch {
    let package = if windows { None } else { package(patch) };
    let (id, title) = names(patch, package.as_ref());
    // Windows has Microsoft's word on severity and no other (SSM API, `Patch`).
    let severity = if windows {
        patch.msrc_severity()
    } else {
        patch.severity()
    };

    Patch {
        id,
        title,
        package,
        classification: filled(patch.classification()),
        severity: filled(severity),
        product: text(patch.product()),
        product_family: filled(patch.product_family()),
        patch_set: set.unwrap_or_default(),
        advisory: patch.advisory_ids().first().cloned(),
        bugzilla: patch.bugzilla_ids().to_vec(),
        cves: patch.cve_ids().to_vec(),
        bulletin: filled(patch.msrc_number()),
        priority: None,
        section: None,
        repository: filled(patch.repository()),
        // Approval counts whole days in UTC (SSM API, `PatchRule`).
        released: patch
            .release_date()
            .and_then(timestamp)
            .map(|moment| moment.to_zoned(jiff::tz::TimeZone::UTC).date()),
        supersedes: Vec::new(),
    }
}

fn package(patch: &SdkPatch) -> Option<Package> {
    let name = patch.name()?.to_owned();
    Some(Package {
        name,
        arch: text(patch.arch()),
        evr: Evr {
            epoch: u64::try_from(patch.epoch()).unwrap_or_default(),
            version: text(patch.version()),
            release: text(patch.release()),
        },
    })
}

/// Id and title in the form in which compliance reports have them: a package is `name.arch` and
/// `name.arch:epoch:version-release`, a patch of Windows its KB number and its own title.
fn names(patch: &SdkPatch, package: Option<&Package>) -> (String, String) {
    let Some(package) = package else {
        let id = patch.kb_number().or(patch.id());
        return (text(id), text(patch.title()));
    };
    let id = format!("{}.{}", package.name, package.arch);
    let title = format!("{id}:{}", package.evr.with_epoch());
    (id, title)
}
