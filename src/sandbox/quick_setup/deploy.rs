//! What a deployment of Quick Setup makes in an account and Region, when its time has come: exactly
//! what AWS's templates make (AWSQuickSetupType-PatchPolicy-CFN-TA and -MA, -SSMHostMgmt-CFN-TA).

use std::sync::Arc;

use serde_json::{Value, json};

use jiff::Timestamp;

use crate::domain::id::Scope;
use crate::domain::schedule::{Schedule, Service};
use crate::sandbox::derive;
use crate::sandbox::ssm::baselines::describe;
use crate::sandbox::ssm::targets::select;
use crate::sandbox::world::World;
use crate::sandbox::world::changes::{Document, Kind};
use crate::sandbox::world::quick_setup::{Copy, Definition, HOST_MANAGEMENT, Manager, bucket};
use crate::sandbox::world::state_manager::{Association, Version};

/// An association of a template.
struct Made {
    /// The part of its name that says what it does.
    what: &'static str,
    members: Value,
}

/// The name of an association of a definition.
fn name(definition: &Definition, what: &str) -> String {
    let kind = if definition.kind == HOST_MANAGEMENT {
        "SSMHostMgmt"
    } else {
        "PatchPolicy"
    };
    format!("AWS-QuickSetup-{kind}-{what}-{}", definition.id)
}

/// Makes, or brings up to date, what belongs to a definition in one account and Region.
///
/// # Errors
/// Why the stack fails; nothing is left of it then.
pub(in crate::sandbox) fn apply(
    world: &World,
    owner: &Scope,
    definition: &Definition,
    scope: &Scope,
    at: Timestamp,
) -> Result<Vec<Document>, String> {
    check_region(world, scope)?;
    let wanted = if definition.is_patch_policy() {
        policy(owner, definition, scope)?
    } else {
        host_management(definition)
    };

    let mut documents: Vec<Document> = wanted
        .into_iter()
        .map(|made| association(world, definition, scope, made, at))
        .collect();
    if definition.is_patch_policy() {
        // A policy that only scans now has no association that installs.
        documents.extend(removed(world, definition, scope, |what| {
            what == "InstallPatches"
                && definition.parameter("ConfigurationOptionsPatchOperation") == "Scan"
        }));
        documents.extend(tags(world, definition, scope, at, true));
    }
    Ok(documents)
}

/// Takes away what belongs to a definition in one account and Region.
pub(in crate::sandbox) fn remove(
    world: &World,
    definition: &Definition,
    scope: &Scope,
    at: Timestamp,
) -> Vec<Document> {
    let mut documents = removed(world, definition, scope, |_| true);
    documents.extend(tags(world, definition, scope, at, false));
    documents
}

/// A Region that the account has not enabled takes no stack.
fn check_region(world: &World, scope: &Scope) -> Result<(), String> {
    let account = world.account(scope.account.as_str());
    let enabled = account.is_some_and(|account| {
        let region = scope.region.as_str();
        world.regions.iter().any(|known| known == region)
            || account.enabled_regions.iter().any(|known| known == region)
    });
    if !enabled {
        return Err(format!(
            "Account {} does not have the Region {} enabled.",
            scope.account, scope.region
        ));
    }

    // The fleet file may say that stacks fail here.
    let failing = account.and_then(|account| account.failing_stacks.get(scope.region.as_str()));
    failing.map_or(Ok(()), |why| Err(why.clone()))
}

/// The helpers of a definition while it is deleted, under the names that they have then: what tags
/// nodes and attaches roles is made to take that away again.
pub(in crate::sandbox) fn leaving(
    world: &World,
    definition: &Definition,
    scope: &Scope,
    at: Timestamp,
) -> Vec<Document> {
    // What patches keeps its name until it goes.
    let helps = |what: &str| !matches!(what, "ScanForPatches" | "InstallPatches");
    made(world, definition, scope, helps)
        .map(|there| {
            let mut there = (**there).clone();
            let mut members = there.now().members.clone();
            let name = members["AssociationName"].as_str().unwrap_or_default();
            members["AssociationName"] = json!(format!("{name}-DELETE"));
            there.versions.push(Version { since: at, members });
            Document::of(Kind::Association, scope, &there.id, &there)
        })
        .collect()
}

/// The associations of a patch policy. Only the first two patch; the others tag nodes, attach roles
/// and refresh the baselines.
fn policy(owner: &Scope, definition: &Definition, scope: &Scope) -> Result<Vec<Made>, String> {
    let mut all = vec![patching(owner, definition, "ScanForPatches", "Scan")?];
    if definition.parameter("ConfigurationOptionsPatchOperation") == "ScanAndInstall" {
        all.push(patching(owner, definition, "InstallPatches", "Install")?);
    }

    let id = &definition.id;
    all.extend(helpers(definition));
    all.push(Made {
        what: "EnableExplorer",
        members: json!({
            "Name": "AWS-EnableExplorer",
            "Parameters": {"OpsDataSources": ["Association,EC2,ssm-patchmanager"]},
        }),
    });
    // What copies the baselines anew is made once, where they are.
    let home = definition.parameter("PatchBaselineRegion");
    if scope.account == owner.account && scope.region.as_str() == home {
        all.push(Made {
            what: "BaselineRemediation",
            members: json!({
                "Name": format!("AWSQuickSetup-PatchPolicy-Remediation-{id}"),
                "ScheduleExpression": "cron(0 0/1 * * ? *)",
                "ApplyOnlyAtCronInterval": true,
            }),
        });
    }
    Ok(all)
}

/// What tags nodes and attaches roles.
fn helpers(definition: &Definition) -> impl Iterator<Item = Made> {
    let (id, targets) = (definition.id.clone(), helper_targets(definition));
    let table = [
        (
            "AttachIAMToEc2Instance",
            "CreateAndAttachIAMToEc2Node",
            "rate(30 days)",
        ),
        (
            "AttachIAMToHybridInstance",
            "CreateAndAttachIAMToHybridNode",
            "rate(30 days)",
        ),
        (
            "AddRemoveNameTag",
            "AddOrRemoveTag-PatchPolicy",
            "rate(30 days)",
        ),
        ("NameTagRemediation", "NameTagRemediation", "rate(1 day)"),
    ];

    // They act on the nodes of the policy, as automations.
    table
        .into_iter()
        .map(move |(what, document, schedule)| Made {
            what,
            members: json!({
                "Name": format!("AWSQuickSetup-{document}-{id}"),
                "Targets": targets,
                "ScheduleExpression": schedule,
                "SyncCompliance": "AUTO",
            }),
        })
}

fn patching(
    owner: &Scope,
    definition: &Definition,
    what: &'static str,
    operation: &str,
) -> Result<Made, String> {
    let (schedule, waits) = match operation {
        "Scan" => (
            definition.parameter("ConfigurationOptionsScanValue"),
            definition.parameter("ConfigurationOptionsScanNextInterval"),
        ),
        _ => (
            definition.parameter("ConfigurationOptionsInstallValue"),
            definition.parameter("ConfigurationOptionsInstallNextInterval"),
        ),
    };
    // CloudFormation makes the association, and State Manager refuses it there.
    let read = Schedule::read(schedule, Service::Association)
        .map_err(|why| format!("{what}: InvalidSchedule: {why}"))?;
    let waits = waits == "true";
    if waits && read.is_rate() {
        return Err(format!(
            "{what}: InvalidSchedule: ApplyOnlyAtCronInterval isn't supported for rate expressions."
        ));
    }

    let bucket = bucket(owner.account.as_str(), &definition.id);
    let mut members = json!({
        "Name": "AWS-RunPatchBaseline",
        "Parameters": {
            "Operation": [operation],
            "BaselineOverride": [format!("s3://{bucket}/baseline_overrides.json")],
            "RebootOption": [definition.parameter("RebootOption")],
        },
        "Targets": targets(definition),
        "ScheduleExpression": schedule,
        "ApplyOnlyAtCronInterval": waits,
        "SyncCompliance": "MANUAL",
        "MaxConcurrency": definition.parameter("RateControlConcurrency"),
        "MaxErrors": definition.parameter("RateControlErrorThreshold"),
    });
    if definition.parameter("OutputLogEnableS3") == "true" {
        members["OutputLocation"] = output_location(definition)
            .map_err(|why| format!("{what}: InvalidOutputLocation: {why}"))?;
    }
    Ok(Made { what, members })
}

/// Where the nodes put what they print; a prefix only when there is one.
fn output_location(definition: &Definition) -> Result<Value, String> {
    let bucket = definition.parameter("OutputS3BucketName");
    if bucket.is_empty() {
        return Err("The output location is not valid or doesn't exist.".to_owned());
    }
    let mut location = json!({
        "OutputS3BucketName": bucket,
        "OutputS3Region": definition.parameter("OutputBucketRegion"),
    });
    let prefix = definition.parameter("OutputS3KeyPrefix");
    if !prefix.is_empty() {
        location["OutputS3KeyPrefix"] = json!(prefix);
    }
    Ok(json!({ "S3Location": location }))
}

/// Whom the two that patch are for. All nodes only by `TargetInstances`, whatever the type says.
fn targets(definition: &Definition) -> Value {
    let key = definition.parameter("TargetTagKey");
    match definition.parameter("TargetType") {
        "Tags" if definition.parameter("TargetTagValue").is_empty() => {
            json!([{"Key": "tag-key", "Values": [key]}])
        }
        "Tags" => {
            let value = definition.parameter("TargetTagValue");
            json!([{"Key": format!("tag:{key}"), "Values": [value]}])
        }
        "ResourceGroups" => {
            let group = definition.parameter("ResourceGroupName");
            json!([{"Key": "resource-groups:Name", "Values": [group]}])
        }
        _ => json!([{"Key": "InstanceIds", "Values": definition.list("TargetInstances")}]),
    }
}

/// Automations name groups and ids otherwise.
fn helper_targets(definition: &Definition) -> Value {
    match definition.parameter("TargetType") {
        "Tags" => targets(definition),
        "ResourceGroups" => {
            let group = definition.parameter("ResourceGroupName");
            json!([{"Key": "ResourceGroup", "Values": [group]}])
        }
        _ => json!([{"Key": "ParameterValues", "Values": definition.list("TargetInstances")}]),
    }
}

/// The associations of host management that are made only where their switch is on: what they are
/// called, what they run, and when.
const SWITCHED: [(&str, &str, &str, Option<&str>); 6] = [
    (
        "ScanInstances",
        "ScanForPatches",
        "AWS-RunPatchBaselineAssociation",
        Some("rate(1 day)"),
    ),
    (
        "UpdateSsmAgent",
        "UpdateSSMAgent",
        "AWS-UpdateSSMAgent",
        Some("rate(14 days)"),
    ),
    (
        "UpdateEc2LaunchAgent",
        "UpdateEC2LaunchAgent",
        "AWSEC2-UpdateLaunchAgent",
        Some("rate(30 days)"),
    ),
    (
        "CollectInventory",
        "CollectInventory",
        "AWS-GatherSoftwareInventory",
        Some("rate(30 minutes)"),
    ),
    (
        "UpdateCloudWatchAgent",
        "UpdateCloudWatchAgent",
        "AWS-ConfigureAWSPackage",
        Some("rate(30 days)"),
    ),
    (
        "InstallCloudWatchAgent",
        "ManageCloudWatchAgent",
        "AmazonCloudWatch-ManageAgent",
        None,
    ),
];

fn host_management(definition: &Definition) -> Vec<Made> {
    let iam = "AWSQuickSetup-CreateAndAttachIAMToInstance";
    let always = [
        ("AttachIAMToInstance", iam, Some("rate(30 days)")),
        ("EnableExplorer", "AWS-EnableExplorer", None),
    ];

    // The order of the template: what is always made comes first.
    let switched = SWITCHED
        .into_iter()
        .filter(|(switch, ..)| is_on(definition, switch))
        .map(|(_, what, document, schedule)| (what, document, schedule));
    always
        .into_iter()
        .chain(switched)
        .map(|(what, document, schedule)| of_host(definition, what, document, schedule))
        .collect()
}

/// Whether a switch is on, by its name in the template or the one in the models of SDKs.
fn is_on(definition: &Definition, name: &str) -> bool {
    let other = definition.parameters.get(&name.replace("Ssm", "SSM"));
    let given = other.map(String::as_str);
    given.unwrap_or_else(|| definition.parameter(name)) == "true"
}

fn of_host(
    definition: &Definition,
    what: &'static str,
    document: &str,
    schedule: Option<&str>,
) -> Made {
    let mut members = json!({"Name": document, "Targets": targets(definition)});
    if let Some(schedule) = schedule {
        members["ScheduleExpression"] = json!(schedule);
    }
    // The scan writes its own compliance.
    if what == "ScanForPatches" {
        members["Parameters"] = json!({"Operation": ["Scan"]});
        members["SyncCompliance"] = json!("MANUAL");
    }
    Made { what, members }
}

/// The association as it is stored: a new one, or another version of the one that is there.
fn association(
    world: &World,
    definition: &Definition,
    scope: &Scope,
    made: Made,
    at: Timestamp,
) -> Document {
    let name = name(definition, made.what);
    let mut members = made.members;
    members["AssociationName"] = json!(name);
    let id = derive::uuid(&[
        "association",
        scope.account.as_str(),
        scope.region.as_str(),
        &name,
    ]);

    let version = Version { since: at, members };
    let association = match world.made_association(scope, &id) {
        // What does not change is not touched, and so does not run anew.
        Some(there) if there.now().members == version.members => (**there).clone(),
        Some(there) => {
            let mut there = (**there).clone();
            there.versions.push(version);
            there
        }
        None => Association {
            id,
            created: at,
            versions: vec![version],
            tags: [("QuickSetupID".to_owned(), definition.id.clone())].into(),
        },
    };
    Document::of(Kind::Association, scope, &association.id, &association)
}

/// The associations of a definition that are called so, also when they are being deleted.
fn made<'w>(
    world: &'w World,
    definition: &Definition,
    scope: &'w Scope,
    is_one: impl Fn(&str) -> bool + 'w,
) -> impl Iterator<Item = &'w Arc<Association>> + 'w {
    let pattern = name(definition, "|");
    let (before, after) = pattern.split_once('|').unwrap_or_default();
    let (before, after) = (before.to_owned(), after.to_owned());

    // What is being deleted is one of them too.
    world.made_associations(scope).filter(move |one| {
        let name = one.now().members["AssociationName"].as_str();
        let what = name
            .map(|name| name.strip_suffix("-DELETE").unwrap_or(name))
            .and_then(|name| name.strip_prefix(before.as_str()))
            .and_then(|rest| rest.strip_suffix(after.as_str()));
        what.is_some_and(&is_one)
    })
}

/// The end of the associations of a definition that are called so.
fn removed(
    world: &World,
    definition: &Definition,
    scope: &Scope,
    is_one: impl Fn(&str) -> bool,
) -> Vec<Document> {
    made(world, definition, scope, is_one)
        .map(|one| Document::of(Kind::Association, scope, &one.id, &Value::Null))
        .collect()
}

/// The tag with the name of the policy on the nodes that it is for.
fn tags(
    world: &World,
    definition: &Definition,
    scope: &Scope,
    at: Timestamp,
    comes: bool,
) -> Vec<Document> {
    let key = format!("QSConfigName-{}", definition.id);
    let targets = targets(definition);
    let meant = select(world, scope, targets.as_array().map_or(&[], Vec::as_slice));

    // A node that is meant no more loses the tag, where it has it.
    let nodes = world.nodes_from(scope, 0).map(|(_, node)| node);
    nodes
        .filter_map(|node| {
            let mut tags = node.tags.clone();
            if comes && meant.contains(&node.id) {
                let name = definition.parameter("PatchPolicyName");
                tags.insert(key.clone(), name.to_owned());
            } else {
                tags.remove(&key)?;
            }
            world.change_tags(scope, &node, at, tags)
        })
        .collect()
}

/// The baselines of a policy as nodes are to read them.
///
/// # Errors
/// The first baseline that does not exist; with `rest` the others are in the text.
pub(in crate::sandbox) fn overrides(
    world: &World,
    owner: &Scope,
    definition: &Definition,
) -> (String, Option<String>) {
    let home = Scope {
        account: owner.account.clone(),
        region: crate::domain::id::Region::trusted(definition.parameter("PatchBaselineRegion")),
    };
    let selected = definition.parameter("SelectedPatchBaselines");
    let entries: serde_json::Map<String, Value> =
        serde_json::from_str(selected).unwrap_or_default();
    let baselines = world.baselines(&home);

    let (mut found, mut missing) = (Vec::new(), None);
    // The value of every entry is fetched, also of one that says `disabled`.
    for entry in entries.values() {
        let id = entry["value"].as_str().unwrap_or_default();
        // One's own may be named by its ARN too.
        let short = id
            .contains(&format!(":{}:patchbaseline/", owner.account))
            .then(|| id.rsplit('/').next().unwrap_or(id));
        match baselines.find(short.unwrap_or(id)) {
            Some(stored) => found.push(dated(describe(stored))),
            None => {
                missing.get_or_insert_with(|| format!("Patch baseline {id} does not exist."));
            }
        }
    }
    (Value::Array(found).to_string(), missing)
}

/// Dates as text, as `json.dumps` with `default=str` writes them.
fn dated(mut baseline: Value) -> Value {
    for member in ["CreatedDate", "ModifiedDate"] {
        let seconds = baseline[member].as_f64().unwrap_or_default();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "seconds of any calendar date fit"
        )]
        let at = Timestamp::from_second(seconds as i64).unwrap_or_default();
        baseline[member] = json!(at.to_string());
    }
    baseline
}

/// The copy of the baselines as it is stored with its manager.
pub(in crate::sandbox) fn copied(
    manager: &mut Manager,
    definition: &str,
    at: Timestamp,
    text: &str,
) {
    manager.copies.insert(
        definition.to_owned(),
        Copy {
            at,
            text: text.to_owned(),
        },
    );
}
