//! What Quick Setup keeps: configuration managers, and where their definitions are deployed.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::tags::Tags;
use crate::domain::id::{AccountId, Region, Scope};

/// For how long a rollout is prepared before the first account and Region.
pub(in crate::sandbox) const PREPARES: SignedDuration = SignedDuration::from_secs(20);
/// How long each account and Region takes.
const TAKES: SignedDuration = SignedDuration::from_secs(40);
/// How many are worked on at once.
const AT_ONCE: usize = 10;

/// A configuration manager.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Manager {
    pub(in crate::sandbox) arn: String,
    pub(in crate::sandbox) name: String,
    pub(in crate::sandbox) description: String,
    pub(in crate::sandbox) created: Timestamp,
    pub(in crate::sandbox) modified: Timestamp,
    pub(in crate::sandbox) tags: Tags,
    pub(in crate::sandbox) definitions: Vec<Definition>,
    pub(in crate::sandbox) rollout: Rollout,
    /// The baselines as they were last copied for the nodes, by definition.
    pub(in crate::sandbox) copies: BTreeMap<String, Copy>,
}

/// What a manager deploys.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Definition {
    pub(in crate::sandbox) id: String,
    #[serde(rename = "type")]
    pub(in crate::sandbox) kind: String,
    pub(in crate::sandbox) version: String,
    pub(in crate::sandbox) parameters: BTreeMap<String, String>,
    pub(in crate::sandbox) administration_role: Option<String>,
    pub(in crate::sandbox) execution_role: Option<String>,
}

/// The last change that is, or was, carried to accounts and Regions.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::sandbox) struct Rollout {
    pub(in crate::sandbox) at: Timestamp,
    pub(in crate::sandbox) deletes: bool,
    pub(in crate::sandbox) instances: Vec<Instance>,
    /// How the one before ended, and when: a late answer shows that.
    #[serde(default)]
    pub(in crate::sandbox) previous: Option<(String, Timestamp)>,
}

/// A definition in one account and Region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) struct Instance {
    pub(in crate::sandbox) definition: String,
    pub(in crate::sandbox) account: String,
    pub(in crate::sandbox) region: String,
    /// Whether it is taken away from there.
    pub(in crate::sandbox) goes: bool,
    pub(in crate::sandbox) created: Timestamp,
    pub(in crate::sandbox) ends: Timestamp,
    /// Whether what it makes was made, or why not; `None` as long as its time has not come.
    pub(in crate::sandbox) outcome: Option<Result<(), String>>,
}

/// The file of baselines that nodes read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) struct Copy {
    pub(in crate::sandbox) at: Timestamp,
    pub(in crate::sandbox) text: String,
}

impl Definition {
    /// A parameter, or the default of AWS's template.
    pub(in crate::sandbox) fn parameter(&self, name: &str) -> &str {
        let given = self.parameters.get(name).map(String::as_str);
        given.unwrap_or_else(|| default(name))
    }

    /// The values of a parameter that is a list.
    pub(in crate::sandbox) fn list(&self, name: &str) -> Vec<&str> {
        let values = self.parameter(name).split(',').map(str::trim);
        values.filter(|value| !value.is_empty()).collect()
    }

    pub(in crate::sandbox) fn is_patch_policy(&self) -> bool {
        self.kind == PATCH_POLICY
    }

    /// Whether it is for parts of an organization, and not for the account that made it.
    pub(in crate::sandbox) fn is_for_organization(&self) -> bool {
        !self.list("TargetOrganizationalUnits").is_empty()
    }
}

/// The type of patch policies.
pub(in crate::sandbox) const PATCH_POLICY: &str = "AWSQuickSetupType-PatchPolicy";
/// The type of host management.
pub(in crate::sandbox) const HOST_MANAGEMENT: &str = "AWSQuickSetupType-SSMHostMgmt";

/// The defaults of AWS's templates (AWSQuickSetupType-PatchPolicy-CFN-TA, -SSMHostMgmt-CFN-TA).
fn default(name: &str) -> &'static str {
    match name {
        "PatchBaselineUseDefault" => "default",
        "ConfigurationOptionsPatchOperation" => "Scan",
        "ConfigurationOptionsScanValue" => "cron(0 1 * * ? *)",
        "ConfigurationOptionsInstallNextInterval"
        | "OutputLogEnableS3"
        | "UpdateSsmAgent"
        | "CollectInventory"
        | "ScanInstances" => "true",
        "ConfigurationOptionsScanNextInterval"
        | "IsPolicyAttachAllowed"
        | "HasDeletedBaseline"
        | "UpdateEc2LaunchAgent"
        | "InstallCloudWatchAgent"
        | "UpdateCloudWatchAgent" => "false",
        "RebootOption" => "NoReboot",
        "RateControlConcurrency" => "10%",
        "RateControlErrorThreshold" => "2%",
        "TargetType" | "TargetInstances" => "*",
        _ => "",
    }
}

impl Rollout {
    /// A change at a moment in these accounts and Regions: definition, place, whether it goes, and
    /// since when it is there.
    pub(in crate::sandbox) fn new(
        at: Timestamp,
        deletes: bool,
        places: Vec<(String, Scope, bool, Timestamp)>,
    ) -> Self {
        let instances = places.into_iter().enumerate();
        let instances = instances.map(|(index, (definition, scope, goes, created))| {
            // Batch by batch, as StackSets do it.
            let batch = i32::try_from(index / AT_ONCE + 1).unwrap_or(i32::MAX);
            let ends = at
                .checked_add(PREPARES)
                .and_then(|at| at.checked_add(TAKES * batch));
            Instance {
                definition,
                account: scope.account.to_string(),
                region: scope.region.to_string(),
                goes,
                created,
                ends: ends.unwrap_or(Timestamp::MAX),
                outcome: None,
            }
        });
        Self {
            at,
            deletes,
            instances: instances.collect(),
            previous: None,
        }
    }

    /// The same after another one.
    pub(in crate::sandbox) fn after(self, other: &Self) -> Self {
        let (word, since) = other.status(self.at);
        Self {
            previous: Some((word.to_owned(), since)),
            ..self
        }
    }

    /// When the last account and Region is done.
    pub(in crate::sandbox) fn ends(&self) -> Timestamp {
        let last = self.instances.iter().map(|instance| instance.ends).max();
        last.unwrap_or_else(|| self.at.saturating_add(PREPARES).unwrap_or(self.at))
    }

    /// Status of the whole, with the words of the model, and since when it is that.
    pub(in crate::sandbox) fn status(&self, now: Timestamp) -> (&str, Timestamp) {
        // A late answer has the status from before the change.
        if let Some((word, since)) = &self.previous
            && now < self.at
        {
            return (word, *since);
        }
        let begins = self.at.saturating_add(PREPARES).unwrap_or(self.at);
        let working = if self.deletes {
            "DELETING"
        } else {
            "DEPLOYING"
        };
        if now < begins {
            return (
                if self.deletes {
                    working
                } else {
                    "INITIALIZING"
                },
                self.at,
            );
        }
        if now < self.ends() {
            return (working, begins);
        }
        let failed = self.instances.iter().any(Instance::has_failed);
        // What was deleted whole has no word of its own: the manager is gone by then.
        let word = match (self.deletes, failed) {
            (true, true) => "DELETE_FAILED",
            (true, false) => working,
            (false, true) => "FAILED",
            (false, false) => "SUCCEEDED",
        };
        (word, self.ends())
    }
}

impl Instance {
    pub(in crate::sandbox) fn scope(&self) -> Scope {
        Scope {
            account: AccountId::trusted(&self.account),
            region: Region::trusted(&self.region),
        }
    }

    pub(in crate::sandbox) const fn has_failed(&self) -> bool {
        matches!(self.outcome, Some(Err(_)))
    }
}

impl Manager {
    /// The definition with an id.
    pub(in crate::sandbox) fn definition(&self, id: &str) -> Option<&Definition> {
        self.definitions.iter().find(|one| one.id == id)
    }
}

/// The bucket from which the nodes of a policy read its baselines.
pub(in crate::sandbox) fn bucket(owner: &str, definition: &str) -> String {
    format!("aws-quicksetup-patchpolicy-{owner}-{definition}")
}
