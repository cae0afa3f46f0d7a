//! The State Manager associations of a node, as State Manager lists them: those of the fleet file,
//! and those behind its scans.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::node::{Node, ScannedBy};
use super::state::World;
use crate::domain::id::Scope;
use crate::sandbox::derive;

/// One association of a node.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Listed {
    pub(in crate::sandbox) id: String,
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) document: String,
    pub(in crate::sandbox) parameters: BTreeMap<String, Vec<String>>,
    pub(in crate::sandbox) status: &'static str,
    pub(in crate::sandbox) at: Timestamp,
    pub(in crate::sandbox) schedule: Option<&'static str>,
}

impl Node {
    /// Its associations, sorted by id.
    pub(in crate::sandbox) fn listed_associations(
        &self,
        scope: &Scope,
        now: Timestamp,
    ) -> Vec<Listed> {
        let listed = self.associations.iter().map(|association| Listed {
            id: association.id.clone(),
            name: association.name.clone(),
            document: association.document.clone(),
            parameters: association.parameters.clone(),
            status: if association.at <= now {
                association.status
            } else {
                "Pending"
            },
            at: association.at,
            schedule: None,
        });

        // Quick Setup gives a scope one association for each of its two ways to scan, so that the
        // newest scan of a kind stands for its last run. What a command scanned (`ran`) has no
        // association behind it.
        let behind = [ScannedBy::PatchPolicy, ScannedBy::Association]
            .into_iter()
            .filter_map(|by| {
                let last = self
                    .scans
                    .iter()
                    .filter(|scan| scan.by == by && scan.at <= now && scan.ran.is_none())
                    .max_by_key(|scan| scan.at)?;
                Some(behind_scan(scope, by, last.at))
            });

        let mut all: Vec<Listed> = listed.chain(behind).collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }
}

impl World {
    /// Every association of a scope with the nodes that have it, sorted by id.
    pub(in crate::sandbox) fn associations(
        &self,
        scope: &Scope,
        now: Timestamp,
    ) -> Vec<(Vec<Listed>, Vec<String>)> {
        // By id: an association has many targets, and `ListAssociations` names it once.
        let mut all: BTreeMap<String, (Vec<Listed>, Vec<String>)> = BTreeMap::new();
        for (_, node) in self.nodes_from(scope, 0) {
            for listed in node.listed_associations(scope, now) {
                let (of_nodes, nodes) = all.entry(listed.id.clone()).or_default();
                of_nodes.push(listed);
                nodes.push(node.id.clone());
            }
        }

        all.into_values().collect()
    }

    /// The association with an id, on whichever node of the scope has it.
    pub(in crate::sandbox) fn association(
        &self,
        scope: &Scope,
        id: &str,
        now: Timestamp,
    ) -> Option<Listed> {
        self.nodes_from(scope, 0).find_map(|(_, node)| {
            node.listed_associations(scope, now)
                .into_iter()
                .find(|one| one.id == id)
        })
    }
}

/// When patch policies and host management scan, unless they are told otherwise.
const SCAN_SCHEDULE: &str = "cron(0 1 * * ? *)";

/// The association that a patch policy or host management leaves on its nodes.
fn behind_scan(scope: &Scope, by: ScannedBy, at: Timestamp) -> Listed {
    let (account, region) = (scope.account.as_str(), scope.region.as_str());
    let suffix = &derive::hex_id(&["policy", account], 5);
    // A patch policy passes its baselines as a file in its own bucket (AWS's Quick Setup template).
    // The five characters are those of the policy's id; that they are is inferred from names seen.
    let mut parameters = BTreeMap::from([("Operation".to_owned(), vec!["Scan".to_owned()])]);
    let (id, name, document) = if by == ScannedBy::PatchPolicy {
        let url =
            format!("s3://aws-quicksetup-patchpolicy-{account}-{suffix}/baseline_overrides.json");
        parameters.insert("BaselineOverride".to_owned(), vec![url]);
        parameters.insert("RebootOption".to_owned(), vec!["NoReboot".to_owned()]);
        let id = derive::uuid(&["association", account, region, "patch policy"]);
        (
            id,
            format!("AWS-QuickSetup-PatchPolicy-ScanForPatches-{suffix}"),
            "AWS-RunPatchBaseline",
        )
    } else {
        let id = derive::uuid(&["association", account, region, "patch scan"]);
        (
            id,
            format!("AWS-QuickSetup-SSMHostMgmt-ScanForPatches-{suffix}"),
            "AWS-RunPatchBaselineAssociation",
        )
    };

    Listed {
        id,
        name,
        document: document.to_owned(),
        parameters,
        status: "Success",
        at,
        schedule: Some(SCAN_SCHEDULE),
    }
}
