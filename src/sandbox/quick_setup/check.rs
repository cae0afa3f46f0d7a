//! What Quick Setup takes: the shapes of the model, and the parameters of the two types that concern
//! patching. The sentences are unverified.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use crate::sandbox::call::Call;
use crate::sandbox::constraint::{Member, Pattern, Shape, is_made_of};
use crate::sandbox::wire::WireError;
use crate::sandbox::world::quick_setup::{Definition, HOST_MANAGEMENT, PATCH_POLICY};

static ARN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\Aarn:aws:ssm-quicksetup:([^:]+):(\d{12}):configuration-manager/[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\z")
        .expect("the pattern is valid")
});
const ARN_PATTERN: Pattern = Pattern {
    text: "^arn:aws:ssm-quicksetup:([^:]+):(\\d{12}):configuration-manager/[0-9a-fA-F]{8}\\b-[0-9a-fA-F]{4}\\b-[0-9a-fA-F]{4}\\b-[0-9a-fA-F]{4}\\b-[0-9a-fA-F]{12}$",
    matches: |text| ARN.is_match(text),
};
const NAME_PATTERN: Pattern = Pattern {
    text: "^[ A-Za-z0-9._-]{0,120}$",
    matches: |text| is_made_of(text, 0..=120, b" ._-"),
};
const DESCRIPTION_PATTERN: Pattern = Pattern {
    text: "^.{0,512}$",
    matches: |text| text.chars().count() <= 512 && !text.contains('\n'),
};
const TYPE_PATTERN: Pattern = Pattern {
    text: "^[a-zA-Z0-9_\\-.:/]{3,200}$",
    matches: |text| is_made_of(text, 3..=200, b"_-.:/"),
};
const ROLE_PATTERN: Pattern = Pattern {
    text: "^[\\w+=,.@-]{1,64}$",
    matches: |text| is_made_of(text, 1..=64, b"_+=,.@-"),
};
const KEY_PATTERN: Pattern = Pattern {
    text: "^[A-Za-z0-9+=@_\\/\\s-]+$",
    matches: |text| is_made_of(text, 1..=256, b"+=@_/ -"),
};
const ID_PATTERN: Pattern = Pattern {
    text: "^[a-z0-9-]{1,20}$",
    matches: |text| {
        (1..=20).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    },
};
const VERSION_PATTERN: Pattern = Pattern {
    text: "^\\d{1,3}(\\.\\d{1,3})?$|^LATEST$",
    matches: |text| {
        let digits = |part: &str| {
            (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        text == "LATEST" || text.split('.').count() <= 2 && text.split('.').all(digits)
    },
};
const TAG_PATTERN: Pattern = Pattern {
    text: "^[A-Za-z0-9 _=@:.+-/]+$",
    matches: |text| is_made_of(text, 1..=256, b" _=@:.+,-/"),
};

pub(super) const MANAGER_ARN: Member =
    Member::required("ManagerArn", Shape::pattern(0, usize::MAX, ARN_PATTERN));
pub(super) const NAME: Member =
    Member::optional("Name", Shape::pattern(0, usize::MAX, NAME_PATTERN));
pub(super) const DESCRIPTION: Member = Member::optional(
    "Description",
    Shape::pattern(0, usize::MAX, DESCRIPTION_PATTERN),
);
pub(super) const DEFINITION_ID: Shape = Shape::pattern(0, usize::MAX, ID_PATTERN);
pub(super) const OPTIONAL_ARN: Member =
    Member::optional("ManagerArn", Shape::pattern(0, usize::MAX, ARN_PATTERN));
static TAG_KEY: Shape = Shape::pattern(1, 128, TAG_PATTERN);
static TAG_VALUE: Shape = Shape::pattern(0, 256, TAG_PATTERN);
pub(super) const TAGS: Shape = Shape::Map {
    min: 0,
    max: usize::MAX,
    key: &TAG_KEY,
    value: &TAG_VALUE,
};

static PARAMETER_KEY: Shape = Shape::pattern(1, 256, KEY_PATTERN);
static PARAMETER_VALUE: Shape = Shape::text(0, 40_960);
pub(super) const PARAMETERS: Shape = Shape::Map {
    min: 0,
    max: usize::MAX,
    key: &PARAMETER_KEY,
    value: &PARAMETER_VALUE,
};
pub(super) const ADMINISTRATION: Member =
    Member::optional("LocalDeploymentAdministrationRoleArn", Shape::TEXT);
pub(super) const EXECUTION: Member = Member::optional(
    "LocalDeploymentExecutionRoleName",
    Shape::pattern(0, usize::MAX, ROLE_PATTERN),
);
pub(super) const TYPE_VERSION: Member =
    Member::optional("TypeVersion", Shape::pattern(0, 128, VERSION_PATTERN));
static DEFINITION: [Member; 5] = [
    Member::required("Type", Shape::pattern(0, usize::MAX, TYPE_PATTERN)),
    Member::required("Parameters", PARAMETERS),
    ADMINISTRATION,
    EXECUTION,
    Member::optional("TypeVersion", Shape::text(1, 128)),
];
static DEFINITION_SHAPE: Shape = Shape::Structure(&DEFINITION);
pub(super) static CREATE: [Member; 4] = [
    Member::required(
        "ConfigurationDefinitions",
        Shape::list(0, usize::MAX, &DEFINITION_SHAPE),
    ),
    DESCRIPTION,
    NAME,
    Member::optional("Tags", TAGS),
];

/// Where Quick Setup is (User Guide, "Quick Setup": the Regions of both types).
pub(in crate::sandbox) const REGIONS: [&str; 16] = [
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ca-central-1",
    "sa-east-1",
    "eu-central-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-north-1",
    "ap-south-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-southeast-1",
    "ap-southeast-2",
];

const TARGETING: [&str; 8] = [
    "TargetType",
    "TargetInstances",
    "TargetTagKey",
    "TargetTagValue",
    "ResourceGroupName",
    "TargetAccounts",
    "TargetOrganizationalUnits",
    "TargetRegions",
];
// `OutputS3BucketRegion` is the name in the models of SDKs, and no parameter of the template.
const OF_PATCH_POLICY: [&str; 20] = [
    "PatchPolicyName",
    "SelectedPatchBaselines",
    "PatchBaselineUseDefault",
    "PatchBaselineRegion",
    "ConfigurationOptionsPatchOperation",
    "ConfigurationOptionsScanValue",
    "ConfigurationOptionsScanNextInterval",
    "ConfigurationOptionsInstallValue",
    "ConfigurationOptionsInstallNextInterval",
    "RebootOption",
    "RateControlConcurrency",
    "RateControlErrorThreshold",
    "IsPolicyAttachAllowed",
    "HasDeletedBaseline",
    "OutputLogEnableS3",
    "OutputS3Location",
    "OutputBucketRegion",
    "OutputS3BucketRegion",
    "OutputS3BucketName",
    "OutputS3KeyPrefix",
];
const OF_HOST_MANAGEMENT: [&str; 8] = [
    "UpdateSsmAgent",
    "UpdateSSMAgent",
    "UpdateEc2LaunchAgent",
    "CollectInventory",
    "ScanInstances",
    "InstallCloudWatchAgent",
    "UpdateCloudWatchAgent",
    "IsPolicyAttachAllowed",
];

/// Refuses a definition as Quick Setup does before it deploys anything.
pub(super) fn check(call: &Call<'_>, definition: &Definition) -> Result<(), WireError> {
    let own: &[&str] = match definition.kind.as_str() {
        PATCH_POLICY => &OF_PATCH_POLICY,
        HOST_MANAGEMENT => &OF_HOST_MANAGEMENT,
        kind => {
            return Err(WireError::validation(format!(
                "The patchctl sandbox does not implement the Quick Setup type {kind}."
            )));
        }
    };

    // A parameter that no template has is refused, and not passed over.
    let names = definition.parameters.keys().map(String::as_str);
    if let Some(unknown) = names
        .into_iter()
        .find(|name| !own.contains(name) && !TARGETING.contains(name))
    {
        return invalid(format!(
            "Parameter {unknown} is not valid for {}.",
            definition.kind
        ));
    }

    // Mistakes of the whole map come before those of single values.
    if definition.is_patch_policy() {
        check_policy(definition)?;
    }
    check_words(definition)?;
    check_targets(call, definition)?;
    check_roles(call, definition)
}

fn invalid<T>(why: String) -> Result<T, WireError> {
    Err(WireError::validation(why))
}

fn check_policy(definition: &Definition) -> Result<(), WireError> {
    for name in ["PatchPolicyName", "SelectedPatchBaselines"] {
        if definition.parameter(name).is_empty() {
            return invalid(format!("Parameter {name} is required."));
        }
    }

    // A text with JSON in it: what is broken is only found out here.
    let selected = definition.parameter("SelectedPatchBaselines");
    let parsed: Result<BTreeMap<String, Value>, _> = serde_json::from_str(selected);
    let sound = parsed.is_ok_and(|entries| entries.values().all(|one| one["value"].is_string()));
    if !sound {
        return invalid(
            "Parameter SelectedPatchBaselines is not a JSON object of patch baselines.".to_owned(),
        );
    }
    Ok(())
}

/// Parameters with a list of allowed values in the template.
const WORDS: [(&str, &[&str]); 5] = [
    ("PatchBaselineUseDefault", &["default", "custom"]),
    (
        "ConfigurationOptionsPatchOperation",
        &["Scan", "ScanAndInstall"],
    ),
    ("RebootOption", &["RebootIfNeeded", "NoReboot"]),
    (
        "TargetType",
        &["*", "Tags", "InstanceIds", "ResourceGroups", ""],
    ),
    ("HasDeletedBaseline", BOOLEAN),
];
const BOOLEAN: &[&str] = &["true", "false"];
const SWITCHES: [&str; 11] = [
    "ConfigurationOptionsScanNextInterval",
    "ConfigurationOptionsInstallNextInterval",
    "IsPolicyAttachAllowed",
    "OutputLogEnableS3",
    "UpdateSsmAgent",
    "UpdateSSMAgent",
    "UpdateEc2LaunchAgent",
    "CollectInventory",
    "ScanInstances",
    "InstallCloudWatchAgent",
    "UpdateCloudWatchAgent",
];

fn check_words(definition: &Definition) -> Result<(), WireError> {
    // Booleans are words here as well.
    let switches = SWITCHES.iter().map(|name| (*name, BOOLEAN));
    for (name, words) in WORDS.into_iter().chain(switches) {
        let Some(value) = definition.parameters.get(name) else {
            continue;
        };
        if !words.contains(&value.as_str()) {
            return invalid(format!(
                "Parameter {name} has the value {value}, which is none of {}.",
                words.join(", ")
            ));
        }
    }
    Ok(())
}

fn check_targets(call: &Call<'_>, definition: &Definition) -> Result<(), WireError> {
    let accounts = definition.list("TargetAccounts");
    let units = definition.list("TargetOrganizationalUnits");
    if accounts.is_empty() == units.is_empty() {
        return invalid(
            "Exactly one of TargetAccounts and TargetOrganizationalUnits is required.".to_owned(),
        );
    }
    let own = call.caller.account.as_str();
    if !accounts.is_empty() && accounts != [own] {
        return invalid(format!(
            "TargetAccounts of a local deployment can only be {own}."
        ));
    }
    if !units.is_empty() {
        check_units(call, definition, &units)?;
    }

    let regions = definition.list("TargetRegions");
    if regions.is_empty() {
        return invalid("Parameter TargetRegions is required.".to_owned());
    }
    if let Some(region) = regions.iter().find(|region| !REGIONS.contains(region)) {
        return invalid(format!("Region {region} is not supported."));
    }
    let type_needs = match definition.parameter("TargetType") {
        "Tags" => Some("TargetTagKey"),
        "InstanceIds" => Some("TargetInstances"),
        "ResourceGroups" => Some("ResourceGroupName"),
        _ => None,
    };
    match type_needs.filter(|name| definition.parameter(name).is_empty()) {
        Some(name) => invalid(format!("Parameter {name} is required.")),
        None => Ok(()),
    }
}

fn check_units(call: &Call<'_>, definition: &Definition, units: &[&str]) -> Result<(), WireError> {
    let world = &call.snapshot.world;
    let management = world.management().map(|account| account.id.as_str());
    let organization = world
        .organization
        .as_ref()
        .filter(|_| management == Some(call.caller.account.as_str()));
    // Also a delegated administrator may not (User Guide, "Quick Setup patch policies").
    let Some(organization) = organization else {
        return Err(WireError::new(
            "AccessDeniedException",
            "Deployments to organizational units need the management account of the organization.",
        ));
    };
    let mut known: Vec<&str> = organization
        .units
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    known.push(&organization.root);
    if let Some(unit) = units.iter().find(|unit| !known.contains(unit)) {
        return invalid(format!("Organizational unit {unit} does not exist."));
    }
    if definition.parameter("TargetType") == "ResourceGroups" {
        return invalid("Resource groups can be targeted in a single account only.".to_owned());
    }
    Ok(())
}

/// Roles must be sent for every deployment in one account, and for patch policies of organizations
/// too (Quick Setup API reference, ConfigurationDefinitionInput).
fn check_roles(call: &Call<'_>, definition: &Definition) -> Result<(), WireError> {
    // Organizations deploy host management with the service's own roles.
    let needed = definition.is_patch_policy() || !definition.is_for_organization();
    let Some(role) = &definition.administration_role else {
        return if needed {
            invalid("LocalDeploymentAdministrationRoleArn is required.".to_owned())
        } else {
            Ok(())
        };
    };
    if definition.execution_role.is_none() && needed {
        return invalid("LocalDeploymentExecutionRoleName is required.".to_owned());
    }

    // A role of another account could not be passed.
    let own = format!("::{}:role/", call.caller.account);
    if !role.starts_with("arn:") || !role.contains(&own) {
        return invalid(format!(
            "The role {role} is not a role of the account {}.",
            call.caller.account
        ));
    }
    Ok(())
}
