//! The documents of AWS that patch nodes.
//!
//! Sources: parameters, schema and agent version from the documents themselves as AWS published them
//! in August 2026 (`GetDocument`); platforms from their steps, and of the automations from the
//! Automation Runbook Reference; what they are for from the AWS User Guide, "SSM Command documents for
//! patching managed nodes", and buckets from "SSM Agent communications with AWS managed S3 buckets".

use super::buckets::Bucket;
use super::document::{Agent, Allowed, Document, Kind, Parameter};

const ALL_PLATFORMS: &[&str] = &["Linux", "macOS", "Windows"];

const UUID: &str =
    "(^$)|^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$";
const ASSOCIATION: &str = "^((([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}){0,1})$";
const URL: &str = r#"(^$)|^(https|s3)://([^/'"\`\$\v\s]+)/(([^/'"\`\$\v\s]+)/)*([^/'"\`\$\v\s])+$"#;
const TAGS: &str =
    r#"(^$)|^Key=([^'"\`\$\v\n]){1,256},Values=(([^'"\`\$\v\n]){0,255}[^,'"\`\$\v\n])?$"#;
const HOOK: &str = r"(^$)|^[a-zA-Z0-9_\-.:\/]{3,200}$";
const REBOOT_HOOK: &str = r"(^[a-zA-Z0-9_\-.]{3,128}$)|(^arn:[a-z0-9][-.a-z0-9]{0,62}:[a-z0-9][-.a-z0-9]{0,62}:([a-z0-9][-.a-z0-9]{0,62})?:([a-z0-9][-.a-z0-9]{0,62})?:document\/[a-zA-Z0-9_\-.]{3,128}$)";
const SECONDS: &str = "^([1-9][0-9]{0,3}|[1-2][0-9]{4}|3[0-5][0-9]{3}|36000)$";

/// What somebody reads who patches with Linux, Windows and macOS nodes.
const PATCHING: &[Bucket] = &[
    Bucket::Modules,
    Bucket::PatchManager,
    Bucket::PatchManagerMacOs,
    Bucket::Snapshots,
];

/// The same without macOS.
const PATCHING_NO_MACOS: &[Bucket] = &[Bucket::Modules, Bucket::PatchManager, Bucket::Snapshots];

const OPERATION: Parameter = Parameter {
    name: "Operation",
    allowed: Allowed::OneOf(&["Scan", "Install"]),
    default: None,
    does: "look for missing patches, or install them",
};

const SNAPSHOT: Parameter = Parameter {
    name: "SnapshotId",
    allowed: Allowed::Pattern("a UUID", UUID),
    default: Some(""),
    does: "one id for all nodes of a run, so that they get the same patches; never in a window",
};

const REBOOT: Parameter = Parameter {
    name: "RebootOption",
    allowed: Allowed::OneOf(&["RebootIfNeeded", "NoReboot"]),
    default: Some("RebootIfNeeded"),
    does: "whether the node reboots after an installation",
};

const LIST: Parameter = Parameter {
    name: "InstallOverrideList",
    allowed: Allowed::Pattern("an s3:// or https:// URL", URL),
    default: Some(""),
    does: "install what this list names instead of what the baseline approves; Scan ignores it",
};

const AUTOMATION_ROLE: Parameter = Parameter {
    name: "AutomationAssumeRole",
    allowed: Allowed::Free("the ARN of a role"),
    default: Some(""),
    does: "the role of the automation; without it, it has the permissions of who starts it",
};

const INSTANCE: Parameter = Parameter {
    name: "InstanceId",
    allowed: Allowed::Free("the id of an instance"),
    default: None,
    does: "the one instance to patch",
};

const fn association(default: Option<&'static str>) -> Parameter {
    Parameter {
        name: "AssociationId",
        allowed: Allowed::Pattern("a UUID", ASSOCIATION),
        default,
        does: "the association that runs it; State Manager gives it",
    }
}

const fn hook(name: &'static str, does: &'static str) -> Parameter {
    Parameter {
        name,
        allowed: Allowed::Pattern("the name or ARN of a Command document", HOOK),
        default: Some("AWS-Noop"),
        does,
    }
}

const fn role_of_lambda(name: &'static str) -> Parameter {
    Parameter {
        name,
        allowed: Allowed::Free("the ARN of a role"),
        default: Some(""),
        does: "the role of its Lambda functions; without it, it makes one for the time it runs",
    }
}

const fn pause(name: &'static str, default: &'static str, does: &'static str) -> Parameter {
    Parameter {
        name,
        allowed: Allowed::Free("a duration such as PT5M"),
        default: Some(default),
        does,
    }
}

const RUN_PATCH_BASELINE: Document = Document {
    name: "AWS-RunPatchBaseline",
    kind: Kind::Command,
    schema: "2.2",
    is_legacy: false,
    platforms: ALL_PLATFORMS,
    does: "scans a node for the patches of its baseline, or installs them",
    agent: Agent {
        least: "2.0.834.0",
        note: Some("it checks that on Windows"),
    },
    parameters: &[
        OPERATION,
        association(Some("")),
        SNAPSHOT,
        REBOOT,
        LIST,
        Parameter {
            name: "BaselineOverride",
            allowed: Allowed::Pattern("an s3:// or https:// URL", URL),
            default: Some(""),
            does: "judge by the baselines in this file instead of the node's own",
        },
        Parameter {
            name: "StepTimeoutSeconds",
            allowed: Allowed::Pattern("1 to 36000", SECONDS),
            default: Some("10800"),
            does: "for how many seconds it may run",
        },
    ],
    buckets: &[
        Bucket::Modules,
        Bucket::PatchManager,
        Bucket::PatchManagerMacOs,
        Bucket::Snapshots,
        Bucket::Policy,
    ],
    used_by: &[
        "patchctl patch-now scan",
        "patchctl patch-now install",
        "patchctl association create --document AWS-RunPatchBaseline",
        "patchctl window create",
        "patchctl policy create",
    ],
    notes: &[
        "RebootIfNeeded reboots whenever something was installed, or still waits for a reboot: it \
         does not ask the system whether that is necessary.",
        "InstallOverrideList and BaselineOverride do not go together (exit code 167).",
        "An empty InstallOverrideList installs nothing, and that is a success.",
    ],
};

const RUN_PATCH_BASELINE_ASSOCIATION: Document = Document {
    name: "AWS-RunPatchBaselineAssociation",
    kind: Kind::Command,
    schema: "2.2",
    is_legacy: false,
    platforms: ALL_PLATFORMS,
    does: "scans or installs as an association of State Manager, by a baseline that its tags may pick",
    agent: Agent {
        least: "2.0.834.0",
        note: Some("it checks that on Windows"),
    },
    parameters: &[
        OPERATION,
        association(None),
        Parameter {
            name: "BaselineTags",
            allowed: Allowed::Pattern("Key=KEY,Values=VALUE or Key=KEY,Values=VALUE1,VALUE2", TAGS),
            default: Some(""),
            does: "use the custom baseline with these tags; where none has them, the node's own",
        },
        LIST,
        REBOOT,
    ],
    buckets: PATCHING,
    used_by: &[
        "patchctl association create",
        "patchctl policy create --type host-management",
    ],
    notes: &[
        "EC2 instances only: hybrid nodes (mi-) cannot run it.",
        "Its results are compliance of type Association, without single patches, beside the patch \
         compliance: patchctl compliance associations.",
        "The association needs SyncCompliance=MANUAL.",
        "BaselineTags needs four more permissions of the node: patchctl iam-policy --node \
         'association create'.",
    ],
};

const RUN_PATCH_BASELINE_WITH_HOOKS: Document = Document {
    name: "AWS-RunPatchBaselineWithHooks",
    kind: Kind::Command,
    schema: "2.2",
    is_legacy: false,
    platforms: &["Linux", "Windows"],
    does: "installs as AWS-RunPatchBaseline does, with documents of your own before, after and at the end",
    agent: Agent {
        least: "3.0.502",
        note: None,
    },
    parameters: &[
        OPERATION,
        SNAPSHOT,
        REBOOT,
        hook(
            "PreInstallHookDocName",
            "runs before the installation, where its scan found something to do",
        ),
        hook(
            "PostInstallHookDocName",
            "runs after the installation, before a reboot",
        ),
        hook(
            "OnExitHookDocName",
            "runs at the end of every Install, also after a failure",
        ),
    ],
    buckets: PATCHING_NO_MACOS,
    used_by: &[
        "patchctl patch-now install --hook-pre | --hook-post | --hook-exit",
        "patchctl association create --hook-pre | --hook-post | --hook-exit",
        "patchctl window create --hook-pre | --hook-post | --hook-exit",
    ],
    notes: &[
        "It takes neither InstallOverrideList nor BaselineOverride.",
        "The hooks get no parameters: a hook document whose parameters have no default fails.",
        "The hooks before and after do not run where nothing is missing, and none runs for Scan.",
        "Its steps end with 168 where there is nothing more to do, which is a success, and with 169 \
         where the node was never scanned.",
    ],
};

const INSTANCE_REBOOT_WITH_HOOKS: Document = Document {
    name: "AWS-InstanceRebootWithHooks",
    kind: Kind::Command,
    schema: "2.2",
    is_legacy: false,
    platforms: &["Linux", "Windows"],
    does: "reboots a node that has patches which wait for it, scans, and runs a document of your own",
    agent: Agent {
        least: "2.0.834.0",
        note: Some("that of AWS-RunPatchBaseline, which it runs; AWS names none for it"),
    },
    parameters: &[Parameter {
        name: "PostRebootHookDocName",
        allowed: Allowed::Pattern("the name or ARN of a Command document", REBOOT_HOOK),
        default: Some("AWS-Noop"),
        does: "runs after the reboot, also when that failed",
    }],
    buckets: PATCHING_NO_MACOS,
    used_by: &["patchctl patch-now install --reboot at"],
    notes: &[
        "A node without InstalledPendingReboot patches does not reboot: the step ends with 168.",
        "The console's scheduled reboot (AWS-PatchRebootAssociation) is thought to run it. \
         Cancelling the installation does not take that association away.",
    ],
};

const PATCH_ASG_INSTANCE: Document = Document {
    name: "AWS-PatchAsgInstance",
    kind: Kind::Automation,
    schema: "0.3",
    is_legacy: false,
    platforms: ALL_PLATFORMS,
    does: "puts an instance of an Auto Scaling group into standby, installs, and puts it back",
    agent: Agent {
        least: "2.0.834.0",
        note: Some("that of AWS-RunPatchBaseline, which it runs"),
    },
    parameters: &[
        INSTANCE,
        pause("WaitForReboot", "PT5M", "how long it sleeps for a reboot"),
        pause(
            "WaitForInstance",
            "PT2M",
            "how long it sleeps until the instance is back in service",
        ),
        role_of_lambda("LambdaRoleArn"),
        AUTOMATION_ROLE,
    ],
    buckets: PATCHING,
    used_by: &["patchctl patch-now asg"],
    notes: &[
        "It goes on after an installation that failed, and puts the instance back into service: \
         patchctl counts that as a failure.",
        "It tags the instance AutoPatchInstanceInASG, which says that it ran, and not that the \
         instance is compliant.",
    ],
};

const PATCH_INSTANCE_WITH_ROLLBACK: Document = Document {
    name: "AWS-PatchInstanceWithRollback",
    kind: Kind::Automation,
    schema: "0.3",
    is_legacy: false,
    platforms: ALL_PLATFORMS,
    does: "takes a snapshot of the root volume, installs, and restores it where that fails",
    agent: Agent {
        least: "2.0.834.0",
        note: Some("that of AWS-RunPatchBaseline, which it runs"),
    },
    parameters: &[
        INSTANCE,
        Parameter {
            name: "ReportS3Bucket",
            allowed: Allowed::Free("the name of a bucket"),
            default: Some(""),
            does: "where the report on compliance goes",
        },
        AUTOMATION_ROLE,
        role_of_lambda("LambdaAssumeRole"),
    ],
    buckets: PATCHING,
    used_by: &["patchctl patch-now with-rollback"],
    notes: &[
        "Only the root volume is restored; what was written to it since the snapshot is lost.",
        "It makes a CloudFormation stack with Lambda functions for the time it runs.",
    ],
};

const APPLY_PATCH_BASELINE: Document = Document {
    name: "AWS-ApplyPatchBaseline",
    kind: Kind::Command,
    schema: "1.2",
    is_legacy: true,
    platforms: &["Windows"],
    does: "scans a Windows node for the patches of its baseline, or installs them; legacy, AWS-RunPatchBaseline replaces it",
    agent: Agent {
        least: "2.0.533.0",
        note: Some("it checks that"),
    },
    parameters: &[
        OPERATION,
        Parameter {
            does: "one id for all nodes of a run, so that they get the same patches",
            ..SNAPSHOT
        },
    ],
    buckets: &[Bucket::Modules, Bucket::Snapshots],
    used_by: &[],
    notes: &[
        "AWS no longer supports it, and it works over IPv4 alone. In its place: patchctl patch-now, \
         or an association or a window with AWS-RunPatchBaseline.",
        "patchctl association list and patchctl schedule show name what still runs it.",
        "It has no RebootOption, no override list and no hooks.",
    ],
};

/// Every document that is known, the usual ones first.
pub const DOCUMENTS: [Document; 7] = [
    RUN_PATCH_BASELINE,
    RUN_PATCH_BASELINE_ASSOCIATION,
    RUN_PATCH_BASELINE_WITH_HOOKS,
    INSTANCE_REBOOT_WITH_HOOKS,
    PATCH_ASG_INSTANCE,
    PATCH_INSTANCE_WITH_ROLLBACK,
    APPLY_PATCH_BASELINE,
];
