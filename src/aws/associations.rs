//! The State Manager associations of a node that patch it.

use std::collections::HashMap;

use aws_sdk_ssm::types::{AssociationDescription, InstanceAssociationStatusInfo};

use super::actions::Action;
use super::convert::{filled, text};
use super::site::Site;
use super::{fault, pages};
use crate::domain::baseline::resolution::PatchAssociation;
use crate::domain::id::NodeId;
use crate::error::Result;

/// The largest page of `DescribeInstanceAssociationsStatus` (SSM API: 1 to 50).
const PAGE: i32 = 50;

impl Site {
    /// The associations of a node whose document patches, with the parameters that choose a
    /// baseline.
    pub async fn patch_associations(&self, node: &NodeId) -> Result<Vec<PatchAssociation>> {
        let all = pages::all(Action::NodeAssociations, |token| {
            self.associations_page(node, token)
        })
        .await?;

        let mut found = Vec::new();
        for association in &all {
            if !association.name().is_some_and(patches) {
                continue;
            }
            let Some(id) = association.association_id() else {
                continue;
            };
            // The status rows carry no parameters (SSM API, `InstanceAssociationStatusInfo`), and
            // the parameters are what chooses a baseline.
            let description = self.association(id).await?;
            found.push(patching(id, association, description.as_ref()));
        }

        // The API promises no order; what is shown must not change from call to call.
        found.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(found)
    }

    async fn associations_page(
        &self,
        node: &NodeId,
        token: Option<String>,
    ) -> Result<(Vec<InstanceAssociationStatusInfo>, Option<String>)> {
        let call = self
            .ssm(Action::NodeAssociations)
            .await
            .describe_instance_associations_status()
            .instance_id(node.as_str());
        let answer = call.max_results(PAGE).set_next_token(token).send().await;
        let answer = answer.map_err(fault::of(Action::NodeAssociations))?;

        Ok((
            answer.instance_association_status_infos.unwrap_or_default(),
            answer.next_token,
        ))
    }

    async fn association(&self, id: &str) -> Result<Option<AssociationDescription>> {
        let call = self
            .ssm(Action::Association)
            .await
            .describe_association()
            .association_id(id);
        let answer = call.send().await.map_err(fault::of(Action::Association))?;
        Ok(answer.association_description)
    }
}

/// AWS's own patching documents; a patch policy has copies of them under names of its own.
fn patches(document: &str) -> bool {
    document.contains("RunPatchBaseline") || document.contains("PatchPolicy")
}

fn patching(
    id: &str,
    status: &InstanceAssociationStatusInfo,
    description: Option<&AssociationDescription>,
) -> PatchAssociation {
    let parameters = description.and_then(|description| description.parameters());
    PatchAssociation {
        id: id.to_owned(),
        name: description
            .and_then(|description| description.association_name())
            .or(status.association_name())
            .map(str::to_owned),
        document: text(status.name()),
        baseline_override: parameter(parameters, "BaselineOverride"),
        baseline_tags: parameter(parameters, "BaselineTags"),
    }
}

/// The one value of a parameter. The patching documents have an empty text as the default of these
/// parameters, which chooses nothing.
fn parameter(parameters: Option<&HashMap<String, Vec<String>>>, key: &str) -> Option<String> {
    let values = parameters?.get(key)?;
    filled(values.first().map(String::as_str))
}
