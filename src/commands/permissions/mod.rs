//! Which operations each command calls. The table of IAM actions in the README is printed from here,
//! and a test runs every command in the sandbox and compares this with what is really called.

pub mod beside;
mod calls;
mod methods;
pub mod names;
pub mod nodes;

use crate::aws::actions::Action;
use Action::{
    AbortUpload, AddTags, Association, Associations, AssumeRole, Automation, Automations,
    AvailablePatches, Baseline, Baselines, Caller, CancelCommand, Commands, CompleteUpload,
    CreateAssociation, CreateBaseline, CreateUpload, DeleteAssociation, DeleteBaseline,
    DeregisterGroup, Document, EffectivePatches, ExecutionTargets, Executions, GetObject,
    GroupMembers, GroupState, Groups, HeadBucket, HeadObject, Instances, Inventory, Invocation,
    Invocations, Items, ListObjects, ListUploads, NodeAssociations, OrgAccounts, OrgAccountsBelow,
    OrgRoots, OrgUnits, PatchStates, Patches, Properties, PutObject, RegisterDefault,
    RegisterGroup, RemoveTags, ResourceSummaries, Rule, RuleTargets, RulesByTarget, SendCommand,
    StartAutomation, StopAutomation, Summaries, TagResources, TaggedResources, Tags,
    UntagResources, UpdateBaseline, UploadPart, Window, WindowTargets, WindowTask, WindowTasks,
    Windows, WindowsForTarget,
};
pub use calls::Calls;
use calls::OUTSIDE;
use methods::METHODS;

/// What every command calls that asks AWS anything.
pub const ALL: Calls = Calls {
    commands: &["every command that asks AWS"],
    usual: &[Caller],
    sometimes: &[
        ("with `--role-name`", &[AssumeRole]),
        ("with `--organization`", &[OrgAccounts]),
        ("with `--ou`", &[OrgAccountsBelow, OrgUnits, OrgRoots]),
        (
            "with `--name`, with `--exclude` by name, and to name what there is when a target matches nothing",
            &[TaggedResources, Inventory, Groups],
        ),
    ],
};

/// The judged nodes of a fleet.
const FLEET: [Action; 3] = [Inventory, PatchStates, ResourceSummaries];

/// What only AWS can say of a document.
const UNLISTED: (&str, &[Action]) = (
    "for a filter value that no list of this version has",
    &[Properties],
);

/// What tells when patches were released.
const RELEASED: (&str, &[Action]) = (
    "for the release dates of Windows, Amazon Linux 1 and 2",
    &[Properties, AvailablePatches],
);

/// What tells which violations exceptions name.
const EXCEPTIONS: (&str, &[Action]) = ("with `--exceptions`", &[Items]);

/// What tells which violations are overdue.
const SLA: (&str, &[Action]) = ("with `--sla`", &[Patches, Properties, AvailablePatches]);

/// What an object is written with in one piece, and in parts.
const OBJECT: (&str, &[Action]) = (
    "to S3, where `s3:ListBucket` lets the bucket be checked first and `s3:GetObject` finds out what a lost answer did",
    &[
        HeadBucket,
        PutObject,
        HeadObject,
        CreateUpload,
        UploadPart,
        CompleteUpload,
        AbortUpload,
        ListUploads,
    ],
);

/// What the plan of a run reads.
const PLAN: [Action; 12] = [
    Inventory,
    PatchStates,
    ResourceSummaries,
    Baselines,
    Baseline,
    Groups,
    TaggedResources,
    Commands,
    Automations,
    Associations,
    WindowsForTarget,
    Window,
];

/// What a run calls: the plan, and what it sends and looks at.
const RUN: [Action; 14] = [
    Inventory,
    PatchStates,
    ResourceSummaries,
    Baselines,
    Baseline,
    Groups,
    TaggedResources,
    Commands,
    Automations,
    Associations,
    WindowsForTarget,
    Window,
    SendCommand,
    Invocations,
];

/// What the record of a run is put into S3 with.
const RECORD: (&str, &[Action]) = (
    "with `--output-s3` or `run_records`, for the record of the run",
    &[HeadBucket, PutObject, HeadObject],
);

/// What the record of a run of another machine is read with.
const RECORD_READ: (&str, &[Action]) = (
    "for the record of a run of another machine in S3",
    &[HeadBucket, GetObject],
);

/// What a run calls under a condition.
const RUN_SOMETIMES: [(&str, &[Action]); 8] = {
    let [hooks, groups, lists, others, hybrid, named] = PLAN_SOMETIMES;
    let stopping: (&str, &[Action]) = (
        "after too many failures, after Ctrl-C, and to give way to another machine",
        &[CancelCommand],
    );
    [
        hooks, groups, lists, others, hybrid, named, RECORD, stopping,
    ]
};

/// What a plan reads under a condition.
const PLAN_SOMETIMES: [(&str, &[Action]); 6] = [
    ("with hooks", &[Document]),
    ("with `--resource-group`", &[GroupMembers]),
    ("with an override list in S3", &[GetObject]),
    (
        "while something else runs",
        &[Automation, Invocations, Executions, ExecutionTargets],
    ),
    ("for hybrid nodes", &[Tags]),
    ("where patches are named", &[Patches]),
];

/// What the commands call that are not about what patches by itself.
const CALLS: &[Calls] = &[
    Calls {
        commands: &["node list"],
        usual: &[Inventory],
        sometimes: &[],
    },
    Calls {
        commands: &["group nodes"],
        usual: &[Inventory],
        sometimes: &[("where a group has no node", &[Groups, TaggedResources])],
    },
    Calls {
        commands: &["node show"],
        usual: &[
            Inventory,
            PatchStates,
            ResourceSummaries,
            TaggedResources,
            Tags,
        ],
        sometimes: &[OUTSIDE],
    },
    Calls {
        commands: &["compliance nodes"],
        usual: &FLEET,
        sometimes: &[OUTSIDE, ("with `--severity`", &[Patches]), EXCEPTIONS, SLA],
    },
    Calls {
        commands: &["compliance top"],
        usual: &[Inventory, PatchStates, ResourceSummaries, Patches],
        sometimes: &[OUTSIDE, RELEASED],
    },
    Calls {
        commands: &["compliance diff"],
        usual: &[Inventory, PatchStates, ResourceSummaries, Patches],
        sometimes: &[OUTSIDE],
    },
    Calls {
        commands: &["compliance check"],
        usual: &FLEET,
        sometimes: &[
            OUTSIDE,
            ("with `--grace`", &[Instances]),
            ("with `--fail-on-severity`", &[Patches]),
            EXCEPTIONS,
            SLA,
        ],
    },
    Calls {
        commands: &["compliance summary"],
        usual: &[Inventory, PatchStates, ResourceSummaries, Summaries],
        sometimes: &[OUTSIDE, EXCEPTIONS],
    },
    Calls {
        commands: &["compliance patches"],
        usual: &[Inventory, PatchStates, ResourceSummaries, Patches],
        sometimes: &[OUTSIDE],
    },
    Calls {
        commands: &["compliance missing"],
        usual: &[Inventory, PatchStates, ResourceSummaries, Patches],
        sometimes: &[
            OUTSIDE,
            ("for an advisory", &[Properties, AvailablePatches]),
        ],
    },
    Calls {
        commands: &["compliance associations"],
        usual: &[
            Inventory,
            PatchStates,
            ResourceSummaries,
            Items,
            Associations,
        ],
        sometimes: &[OUTSIDE],
    },
    Calls {
        commands: &["override match"],
        usual: &[Inventory, PatchStates, ResourceSummaries, Patches],
        sometimes: &[("where an installed patch is rejected", &[Baselines])],
    },
    Calls {
        commands: &["override generate"],
        usual: &[Inventory, PatchStates, ResourceSummaries, Patches],
        sometimes: &[],
    },
    Calls {
        commands: &["baseline list"],
        usual: &[Baselines],
        sometimes: &[],
    },
    Calls {
        commands: &["baseline lint"],
        usual: &[Baselines, Baseline],
        sometimes: &[UNLISTED],
    },
    Calls {
        commands: &["baseline show"],
        usual: &[Baselines, Baseline, Tags],
        sometimes: &[],
    },
    Calls {
        commands: &["baseline diff"],
        usual: &[Baselines, Baseline, Groups],
        sometimes: &[UNLISTED, ("where a document names tags", &[Tags])],
    },
    Calls {
        commands: &["baseline export"],
        usual: &[Baselines, Baseline, Groups, Tags],
        sometimes: &[],
    },
    Calls {
        commands: &["baseline preview"],
        usual: &[Baselines, Baseline, Properties, AvailablePatches],
        sometimes: &[
            ("for a Windows baseline", &[EffectivePatches]),
            (
                "with `--node`",
                &[Inventory, PatchStates, ResourceSummaries, Patches],
            ),
        ],
    },
    Calls {
        commands: &["baseline resolve"],
        usual: &[
            Inventory,
            PatchStates,
            ResourceSummaries,
            Baselines,
            Groups,
            NodeAssociations,
            Association,
            TaggedResources,
            Tags,
        ],
        sometimes: &[],
    },
    Calls {
        commands: &["baseline create"],
        usual: &[
            Baselines,
            Groups,
            CreateBaseline,
            RegisterGroup,
            RegisterDefault,
        ],
        sometimes: &[UNLISTED],
    },
    Calls {
        commands: &["baseline update"],
        usual: &[Baselines, Baseline, UpdateBaseline],
        sometimes: &[UNLISTED],
    },
    Calls {
        commands: &["baseline apply"],
        usual: &[
            Baselines,
            Baseline,
            Groups,
            Tags,
            CreateBaseline,
            RegisterGroup,
            DeregisterGroup,
            RegisterDefault,
            DeleteBaseline,
        ],
        sometimes: &[
            UNLISTED,
            (
                "as the plan needs them",
                &[UpdateBaseline, AddTags, RemoveTags],
            ),
        ],
    },
    Calls {
        commands: &["baseline delete"],
        usual: &[Baselines, Groups, DeregisterGroup, DeleteBaseline],
        sometimes: &[("when it is the default", &[RegisterDefault])],
    },
    Calls {
        commands: &["baseline set-default"],
        usual: &[Baselines, RegisterDefault],
        sometimes: &[],
    },
    Calls {
        commands: &["group list"],
        usual: &[Groups],
        sometimes: &[],
    },
    Calls {
        commands: &["group show"],
        usual: &[Groups, GroupState, Inventory],
        sometimes: &[],
    },
    Calls {
        commands: &["group state"],
        usual: &[Groups, GroupState],
        sometimes: &[],
    },
    Calls {
        commands: &["group lint"],
        usual: &[Groups, Inventory, TaggedResources, Tags],
        sometimes: &[],
    },
    Calls {
        commands: &["group register"],
        usual: &[Baselines, Groups, RegisterGroup, DeregisterGroup],
        sometimes: &[],
    },
    Calls {
        commands: &["group deregister"],
        usual: &[Groups, DeregisterGroup],
        sometimes: &[("with `--baseline`", &[Baselines])],
    },
    Calls {
        commands: &["group add"],
        usual: &[Inventory, TaggedResources, Tags, TagResources, AddTags],
        sometimes: &[],
    },
    Calls {
        commands: &["group remove"],
        usual: &[Inventory, TaggedResources, UntagResources],
        sometimes: &[("for hybrid nodes", &[Tags, RemoveTags])],
    },
    Calls {
        commands: &["override upload"],
        usual: &[HeadBucket, PutObject],
        sometimes: &[("after a lost answer", &[HeadObject])],
    },
    Calls {
        commands: &["report csv"],
        usual: &FLEET,
        sometimes: &[
            ("with `--detail`", &[Items]),
            ("with `--instance-name tag`", &[TaggedResources]),
            OUTSIDE,
            OBJECT,
        ],
    },
    Calls {
        commands: &["report html"],
        usual: &[Inventory, PatchStates, ResourceSummaries, Patches],
        sometimes: &[OUTSIDE, RELEASED, OBJECT],
    },
    Calls {
        commands: &["report asff"],
        usual: &FLEET,
        sometimes: &[
            OUTSIDE,
            OBJECT,
            ("with `--import`", &[Action::ImportFindings]),
        ],
    },
    Calls {
        commands: &["report quicksight-manifest"],
        usual: &[HeadBucket, GetObject],
        sometimes: &[("for a prefix", &[ListObjects]), OBJECT],
    },
    Calls {
        commands: &["report run"],
        usual: &[StartAutomation, Automation, HeadBucket, ListObjects],
        sometimes: &[
            ("with --node", &[Inventory]),
            ("after a lost answer", &[Automations]),
        ],
    },
    Calls {
        commands: &["report schedule create"],
        usual: &[Associations, CreateAssociation],
        sometimes: &[("with --node", &[Inventory])],
    },
    Calls {
        commands: &["report schedule list"],
        usual: &[
            Associations,
            Association,
            RulesByTarget,
            Rule,
            RuleTargets,
            Automations,
            Automation,
        ],
        sometimes: &[],
    },
    Calls {
        commands: &["report schedule delete"],
        usual: &[Associations, Association, DeleteAssociation],
        sometimes: &[(
            "when no association has the name",
            &[RulesByTarget, Rule, RuleTargets],
        )],
    },
    Calls {
        commands: &["patch-now plan"],
        usual: &PLAN,
        sometimes: &PLAN_SOMETIMES,
    },
    Calls {
        commands: &[
            "patch-now install",
            "patch-now scan",
            "patch-now apply",
            "patch-now retry",
        ],
        usual: &RUN,
        sometimes: &RUN_SOMETIMES,
    },
    Calls {
        commands: &["window run"],
        usual: &[
            Windows,
            Window,
            WindowTargets,
            WindowTasks,
            WindowTask,
            Inventory,
            PatchStates,
            ResourceSummaries,
            Baselines,
            Baseline,
            Groups,
            TaggedResources,
            Commands,
            Automations,
            Associations,
            WindowsForTarget,
            SendCommand,
            Invocations,
        ],
        sometimes: &RUN_SOMETIMES,
    },
    Calls {
        commands: &["patch-now resume"],
        usual: &[
            Inventory,
            PatchStates,
            Baselines,
            Baseline,
            Groups,
            TaggedResources,
            Commands,
            Automations,
            Invocations,
            SendCommand,
        ],
        sometimes: &[
            ("with hooks", &[Document]),
            ("with `--resource-group`", &[GroupMembers]),
            ("with an override list in S3", &[GetObject]),
            ("for hybrid nodes", &[Tags]),
            ("where patches are named", &[Patches]),
            RECORD,
            (
                "after too many failures, and after Ctrl-C",
                &[CancelCommand],
            ),
        ],
    },
    Calls {
        commands: &["patch-now list"],
        usual: &[Commands, Automations],
        sometimes: &[RECORD_READ],
    },
    Calls {
        commands: &["patch-now show"],
        usual: &[Commands],
        sometimes: &[("for an automation", &[Automation]), RECORD_READ],
    },
    Calls {
        commands: &["patch-now wait"],
        usual: &[Commands, Invocations, PatchStates],
        sometimes: &[
            ("where patches are named", &[Patches]),
            ("for an automation", &[Automation]),
            RECORD_READ,
        ],
    },
    Calls {
        commands: &["patch-now cancel"],
        usual: &[Commands, Invocations, PatchStates, CancelCommand],
        sometimes: &[
            ("where patches are named", &[Patches]),
            ("for an automation", &[Automation, StopAutomation]),
            RECORD,
            RECORD_READ,
        ],
    },
    Calls {
        commands: &["patch-now logs"],
        usual: &[Commands, Invocations, Invocation],
        sometimes: &[
            ("where the output is in S3", &[ListObjects, GetObject]),
            RECORD_READ,
        ],
    },
    Calls {
        commands: &["patch-now asg", "patch-now with-rollback"],
        usual: &[
            Inventory,
            PatchStates,
            ResourceSummaries,
            Commands,
            Automations,
            StartAutomation,
            Automation,
            Invocations,
        ],
        sometimes: &[],
    },
];

/// What each command calls.
pub fn every() -> impl Iterator<Item = &'static Calls> {
    CALLS.iter().chain(METHODS)
}

/// The table of the README.
pub fn table() -> String {
    let mut table = "| command | IAM actions |\n|---|---|\n".to_owned();
    for calls in std::iter::once(&ALL).chain(every()) {
        table.push_str(&calls.row());
        table.push('\n');
    }
    table
}
