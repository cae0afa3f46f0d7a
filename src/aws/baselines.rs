//! Patch baselines, as they are read.

use std::collections::BTreeMap;

use aws_sdk_ssm::types::{PatchBaselineIdentity, PatchOrchestratorFilter, ResourceTypeForTagging};
use futures::stream::{self, StreamExt, TryStreamExt};

use super::actions::Action;
use super::convert::{filled, text};
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
    pub async fn baselines(
        &self,
        owner: Owner,
        os: Option<OperatingSystem>,
    ) -> Result<Vec<Identity>> {
        // Without the filter both owners come, so that nothing rests on the value `All`, which only
        // some of AWS's pages show.
        let owner = match owner {
            Owner::Own => Some(filter("OWNER", "Self")),
            Owner::Aws => Some(filter("OWNER", "AWS")),
            Owner::All => None,
        };
        let os = os.map(|os| filter("OPERATING_SYSTEM", os.as_str()));
        let filters: Vec<_> = owner.into_iter().chain(os).collect();

        let mut all = pages::all(Action::Baselines, |token| {
            self.baselines_page(&filters, token)
        })
        .await?;
        // Names need not be unique: `CreatePatchBaseline` models no error that forbids it. The id
        // decides at last.
        all.sort_by(|a, b| {
            (a.operating_system, &a.name, &a.id).cmp(&(b.operating_system, &b.name, &b.id))
        });
        Ok(all)
    }

    async fn baselines_page(
        &self,
        filters: &[PatchOrchestratorFilter],
        token: Option<String>,
    ) -> Result<(Vec<Identity>, Option<String>)> {
        let call = self
            .ssm(Action::Baselines)
            .await
            .describe_patch_baselines()
            .set_filters((!filters.is_empty()).then(|| filters.to_vec()));
        let answer = call.max_results(PAGE).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::Baselines))?;

        let baselines = answer.baseline_identities().iter();
        let baselines = fault::named(Action::Baselines, baselines.map(identity))?;
        Ok((baselines, answer.next_token))
    }

    /// One baseline in full.
    ///
    /// # Errors
    /// What `GetPatchBaseline` answered, or that it holds something that this version does not
    /// know.
    pub async fn baseline(&self, id: &BaselineId) -> Result<Existing> {
        let call = self
            .ssm(Action::Baseline)
            .await
            .get_patch_baseline()
            .baseline_id(id.as_str());
        let answer = call.send().await.map_err(fault::of(Action::Baseline))?;
        baseline_wire::existing(&answer)
    }

    /// The tags of an own baseline.
    pub async fn baseline_tags(&self, id: &BaselineId) -> Result<BTreeMap<String, String>> {
        self.resource_tags(ResourceTypeForTagging::PatchBaseline, id.as_str())
            .await
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
    pub async fn present(
        &self,
        wanted: impl Fn(&Identity) -> bool,
        tagged: impl Fn(&Identity) -> bool,
    ) -> Result<Present> {
        let (baselines, mappings) =
            futures::try_join!(self.baselines(Owner::All, None), self.mappings())?;

        // AWS's own baselines cannot be changed, so that no plan needs to see into them.
        let named: Vec<&Identity> = baselines
            .iter()
            .filter(|baseline| !baseline.is_aws_owned() && wanted(baseline))
            .collect();
        let existing = self.in_full(&named).await?;

        let asked =
            stream::iter(named.iter().filter(|baseline| tagged(baseline))).map(|baseline| async {
                Ok((baseline.id.clone(), self.baseline_tags(&baseline.id).await?))
            });
        let tags: BTreeMap<_, _> = asked.buffered(CALLS_AT_ONCE).try_collect().await?;

        Ok(Present {
            baselines,
            mappings,
            existing,
            tags,
        })
    }
}

/// A row without an id cannot be spoken of.
pub(super) fn identity(identity: &PatchBaselineIdentity) -> Option<Identity> {
    Some(Identity {
        id: BaselineId::trusted(identity.baseline_id().filter(|id| !id.is_empty())?),
        name: text(identity.baseline_name()),
        operating_system: baseline_wire::operating_system(identity.operating_system()),
        description: filled(identity.baseline_description()),
        default: identity.default_baseline(),
    })
}

fn filter(key: &str, value: &str) -> PatchOrchestratorFilter {
    let builder = PatchOrchestratorFilter::builder();
    builder.key(key).values(value).build()
}
