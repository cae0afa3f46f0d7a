//! The State Manager associations of a node that patch it.

use std::collections::HashMap;

use aws_sdk_ssm::types::{AssociationDescription, InstanceAssociationStatusInfo};

use super::actions::Action;
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
    ///
    /// # Errors
    /// What `DescribeInstanceAssociationsStatus` or `DescribeAssociation` answered.
    pub async fn patch_associations(&self, node: &NodeId) -> Result<Vec<PatchAssociation>> {
        let all: Vec<InstanceAssociationStatusInfo> =
            pages::all(Action::NodeAssociations, |token| async move {
                let call = self
                    .ssm(Action::NodeAssociations)
                    .await
                    .describe_instance_associations_status()
                    .instance_id(node.as_str());
                let answer = call.max_results(PAGE).set_next_token(token).send().await;
                let answer =
                    answer.map_err(|error| fault::fault(Action::NodeAssociations, error))?;
                Ok((
                    answer.instance_association_status_infos.unwrap_or_default(),
                    answer.next_token,
                ))
            })
            .await?;
        let mut found = Vec::new();
        for association in all
            .iter()
            .filter(|association| association.name().is_some_and(patches))
        {
            let Some(id) = association.association_id() else {
                continue;
            };
            let call = self
                .ssm(Action::Association)
                .await
                .describe_association()
                .association_id(id);
            let answer = call
                .send()
                .await
                .map_err(|error| fault::fault(Action::Association, error))?;
            found.push(patching(id, association, answer.association_description()));
        }
        found.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(found)
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
    let none = HashMap::new();
    let parameters = description
        .and_then(|description| description.parameters())
        .unwrap_or(&none);
    let parameter = |key: &str| {
        parameters
            .get(key)
            .and_then(|values| values.first())
            .filter(|value| !value.is_empty())
            .cloned()
    };
    PatchAssociation {
        id: id.to_owned(),
        name: description
            .and_then(|description| description.association_name())
            .or(status.association_name())
            .map(str::to_owned),
        document: status.name().unwrap_or_default().to_owned(),
        baseline_override: parameter("BaselineOverride"),
        baseline_tags: parameter("BaselineTags"),
    }
}
