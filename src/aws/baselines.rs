//! Patch baselines, as they are read.

use std::collections::BTreeMap;

use aws_sdk_ssm::types::{PatchBaselineIdentity, PatchOrchestratorFilter, ResourceTypeForTagging};
use futures::stream::{self, StreamExt, TryStreamExt};

use super::actions::Action;
use super::site::{CALLS_AT_ONCE, Site};
use super::{baseline_wire, fault, pages};
use crate::domain::baseline::plan::{Existing, Present};
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::group::Identity;
use crate::domain::id::baseline::BaselineId;
use crate::error::Result;

/// The largest page of `DescribePatchBaselines` (SSM API: 1 to 100).
const PAGE: i32 = 100;

/// Whose baselines are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Those of the account.
    Own,
    /// Those of AWS.
    Aws,
    /// Both.
    All,
}

impl Site {
    /// The baselines of a scope, sorted by operating system, name and id.
    ///
    /// # Errors
    /// What `DescribePatchBaselines` answered.
    pub async fn baselines(
        &self,
        owner: Owner,
        os: Option<OperatingSystem>,
    ) -> Result<Vec<Identity>> {
        let filter = |key: &str, value: &str| {
            PatchOrchestratorFilter::builder()
                .key(key)
                .values(value)
                .build()
        };
        let owner_filter = match owner {
            Owner::Own => Some(filter("OWNER", "Self")),
            Owner::Aws => Some(filter("OWNER", "AWS")),
            Owner::All => None,
        };
        let filters: Vec<_> = owner_filter
            .into_iter()
            .chain(os.map(|os| filter("OPERATING_SYSTEM", os.as_str())))
            .collect();
        let mut all: Vec<Identity> = pages::all(Action::Baselines, |token| {
            let filters = filters.clone();
            async move {
                let answer = self
                    .ssm(Action::Baselines)
                    .await
                    .describe_patch_baselines()
                    .set_filters((!filters.is_empty()).then_some(filters))
                    .max_results(PAGE)
                    .set_next_token(token)
                    .send()
                    .await
                    .map_err(|error| fault::fault(Action::Baselines, error))?;
                Ok((
                    answer
                        .baseline_identities()
                        .iter()
                        .filter_map(identity)
                        .collect(),
                    answer.next_token,
                ))
            }
        })
        .await?;
        all.sort_by(|a, b| {
            (a.operating_system, &a.name, &a.id).cmp(&(b.operating_system, &b.name, &b.id))
        });
        Ok(all)
    }

    /// One baseline in full.
    ///
    /// # Errors
    /// What `GetPatchBaseline` answered, or that it holds something that this version does not
    /// know.
    pub async fn baseline(&self, id: &BaselineId) -> Result<Existing> {
        let answer = self
            .ssm(Action::Baseline)
            .await
            .get_patch_baseline()
            .baseline_id(id.as_str())
            .send()
            .await;
        baseline_wire::existing(&answer.map_err(|error| fault::fault(Action::Baseline, error))?)
    }

    /// The tags of an own baseline.
    ///
    /// # Errors
    /// What `ListTagsForResource` answered.
    pub async fn baseline_tags(&self, id: &BaselineId) -> Result<BTreeMap<String, String>> {
        let call = self
            .ssm(Action::Tags)
            .await
            .list_tags_for_resource()
            .resource_type(ResourceTypeForTagging::PatchBaseline);
        let answer = call
            .resource_id(id.as_str())
            .send()
            .await
            .map_err(|error| fault::fault(Action::Tags, error))?;
        Ok(answer
            .tag_list()
            .iter()
            .map(|tag| (tag.key().to_owned(), tag.value().to_owned()))
            .collect())
    }

    /// Some baselines in full, several at once.
    ///
    /// # Errors
    /// What `GetPatchBaseline` answered first.
    pub async fn in_full(&self, baselines: &[&Identity]) -> Result<Vec<Existing>> {
        stream::iter(baselines)
            .map(|baseline| self.baseline(&baseline.id))
            .buffered(CALLS_AT_ONCE)
            .try_collect()
            .await
    }

    /// Everything of a scope that a plan depends on; in full only the own baselines that `wanted`
    /// names, and their tags where `tagged` says so.
    ///
    /// # Errors
    /// What any of the calls answered.
    pub async fn present(
        &self,
        wanted: impl Fn(&Identity) -> bool,
        tagged: impl Fn(&Identity) -> bool,
    ) -> Result<Present> {
        let (baselines, mappings) =
            futures::try_join!(self.baselines(Owner::All, None), self.mappings())?;
        let named: Vec<&Identity> = baselines
            .iter()
            .filter(|baseline| !baseline.is_aws_owned() && wanted(baseline))
            .collect();
        let existing = self.in_full(&named).await?;
        let asked =
            stream::iter(named.iter().filter(|baseline| tagged(baseline))).map(
                |baseline| async move {
                    Ok((baseline.id.clone(), self.baseline_tags(&baseline.id).await?))
                },
            );
        let tags: BTreeMap<_, _> = asked.buffered(CALLS_AT_ONCE).try_collect().await?;
        Ok(Present {
            baselines,
            mappings,
            existing,
            tags,
        })
    }
}

/// A row without id or name cannot be spoken of.
pub(super) fn identity(identity: &PatchBaselineIdentity) -> Option<Identity> {
    Some(Identity {
        id: BaselineId::trusted(identity.baseline_id()?),
        name: identity.baseline_name().unwrap_or_default().to_owned(),
        operating_system: baseline_wire::operating_system(identity.operating_system()),
        description: identity
            .baseline_description()
            .filter(|text| !text.is_empty())
            .map(str::to_owned),
        default: identity.default_baseline(),
    })
}
