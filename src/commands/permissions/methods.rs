//! What the commands call that are about what patches by itself: policies, associations, windows.

use super::calls::{Calls, OUTSIDE};
use crate::aws::actions::Action;
use Action::{
    AddTags, Association, Associations, Automation, Automations, Baselines, Commands,
    Configurations, CreateAssociation, CreateManager, CreateWindow, DeleteAssociation,
    DeleteManager, DeleteWindow, DeregisterWindowTarget, ExecutionTargets, Executions, GetObject,
    GroupMembers, Groups, HeadBucket, InstanceProfile, Instances, Inventory, Invocation,
    Invocations, Items, ListObjects, LookupEvents, Manager, Managers, NodeAssociations,
    PatchStates, Patches, RecorderStatus, Recorders, RegisterWindowTarget, RegisterWindowTask,
    RemoveTags, ResourceSummaries, Role, SendCommand, ServiceSetting, Simulation,
    StartAssociations, TagManager, TaggedResources, Tags, UntagManager, UpdateAssociation,
    UpdateDefinition, UpdateManager, UpdateWindow, UpdateWindowTarget, UpdateWindowTask,
    VpcEndpoints, Window, WindowExecutionTasks, WindowExecutions, WindowInvocations,
    WindowSchedule, WindowTargets, WindowTask, WindowTasks, Windows,
};

/// How a window becomes what is wanted.
const WINDOW_STEPS: (&str, &[Action]) = (
    "as the plan needs them",
    &[
        Tags,
        RegisterWindowTarget,
        UpdateWindowTarget,
        DeregisterWindowTarget,
        RegisterWindowTask,
        UpdateWindowTask,
        AddTags,
        RemoveTags,
    ],
);

/// How many nodes a window is for.
const WINDOW_NODES: (&str, &[Action]) = (
    "to warn of a window that is too short for its nodes",
    &[Inventory, Instances, TaggedResources, GroupMembers],
);

/// For the warning that a policy is for nobody.
const POLICY_NODES: (&str, &[Action]) =
    ("for its nodes", &[Inventory, TaggedResources, GroupMembers]);

/// What the nodes of an association are found with.
const ASSOCIATION_NODES: (&str, &[Action]) = (
    "to look at its nodes",
    &[Instances, TaggedResources, GroupMembers],
);

/// What is asked about the baselines that an association picks.
const ASSOCIATION_BASELINES: (&str, &[Action]) = ("with `BaselineTags`", &[Baselines, Tags]);

/// What is asked about other associations that patch the same nodes.
const ASSOCIATION_OTHERS: (&str, &[Action]) = ("where others patch the same nodes", &[Association]);

/// The nodes that targets mean.
const METHOD_NODES: (&str, &[Action]) = (
    "where targets name tags or a resource group",
    &[TaggedResources, GroupMembers],
);

/// What the nodes put into a bucket.
const LOG_BUCKET: (&str, &[Action]) = (
    "where the output is in S3",
    &[HeadBucket, ListObjects, GetObject],
);

/// What each of them calls.
pub(super) const METHODS: &[Calls] = &[
    Calls {
        commands: &["association list"],
        usual: &[Associations, Association],
        sometimes: &[],
    },
    Calls {
        commands: &["association show"],
        usual: &[Associations, Association, Tags, Inventory],
        sometimes: &[ASSOCIATION_NODES, ASSOCIATION_BASELINES],
    },
    Calls {
        commands: &["association create"],
        usual: &[Associations, Inventory, CreateAssociation],
        sometimes: &[ASSOCIATION_NODES, ASSOCIATION_BASELINES, ASSOCIATION_OTHERS],
    },
    Calls {
        commands: &["association update"],
        usual: &[Associations, Association, Inventory, UpdateAssociation],
        sometimes: &[
            ("for tags", &[Tags, AddTags, RemoveTags]),
            ASSOCIATION_NODES,
            ASSOCIATION_BASELINES,
        ],
    },
    Calls {
        commands: &["association delete"],
        usual: &[Associations, Association, DeleteAssociation],
        sometimes: &[],
    },
    Calls {
        commands: &["association apply"],
        usual: &[
            Associations,
            Association,
            Inventory,
            CreateAssociation,
            UpdateAssociation,
        ],
        sometimes: &[
            ("for tags", &[Tags, AddTags, RemoveTags]),
            ("with `--prune`", &[DeleteAssociation]),
            ASSOCIATION_NODES,
            ASSOCIATION_BASELINES,
        ],
    },
    Calls {
        commands: &["association diff"],
        usual: &[Associations, Association],
        sometimes: &[("for tags", &[Tags])],
    },
    Calls {
        commands: &["association export"],
        usual: &[Associations, Association, Tags],
        sometimes: &[],
    },
    Calls {
        commands: &["association run"],
        usual: &[
            Associations,
            Association,
            Inventory,
            Commands,
            Automations,
            StartAssociations,
            Executions,
            ExecutionTargets,
            Invocations,
            PatchStates,
            Items,
        ],
        sometimes: &[
            ("while something else runs", &[Automation]),
            ASSOCIATION_NODES,
            ASSOCIATION_BASELINES,
        ],
    },
    Calls {
        commands: &["association executions"],
        usual: &[Associations, Executions, ExecutionTargets],
        sometimes: &[],
    },
    Calls {
        commands: &["association logs"],
        usual: &[
            Associations,
            Association,
            Executions,
            ExecutionTargets,
            Invocations,
            Invocation,
        ],
        sometimes: &[LOG_BUCKET],
    },
    Calls {
        commands: &["policy list", "policy show", "policy export"],
        usual: &[Managers, Manager],
        sometimes: &[],
    },
    Calls {
        commands: &["policy logs"],
        usual: &[
            Managers,
            Manager,
            Associations,
            Association,
            Executions,
            ExecutionTargets,
            Invocations,
            Invocation,
        ],
        sometimes: &[LOG_BUCKET],
    },
    Calls {
        commands: &["policy status"],
        usual: &[Managers, Manager, Configurations],
        sometimes: &[],
    },
    Calls {
        commands: &["policy nodes"],
        usual: &[Managers, Manager, Inventory, Instances],
        sometimes: &[
            ("for a policy of a tag", &[TaggedResources]),
            ("for a policy of a resource group", &[GroupMembers]),
        ],
    },
    Calls {
        commands: &["policy diff"],
        usual: &[Managers, Manager, Baselines],
        sometimes: &[],
    },
    Calls {
        commands: &["policy create"],
        usual: &[Managers, Manager, Baselines, CreateManager, Configurations],
        sometimes: &[POLICY_NODES],
    },
    Calls {
        commands: &["policy update"],
        usual: &[
            Managers,
            Manager,
            UpdateManager,
            UpdateDefinition,
            Configurations,
        ],
        sometimes: &[("with baselines", &[Baselines]), POLICY_NODES],
    },
    Calls {
        commands: &["policy delete"],
        usual: &[Managers, Manager, DeleteManager, Configurations],
        sometimes: &[],
    },
    Calls {
        commands: &["policy apply"],
        usual: &[Managers, Manager, Baselines, CreateManager, Configurations],
        sometimes: &[
            (
                "as the plan needs them",
                &[UpdateManager, UpdateDefinition, TagManager, UntagManager],
            ),
            ("with `--prune`", &[DeleteManager]),
            POLICY_NODES,
        ],
    },
    Calls {
        commands: &["window list"],
        usual: &[Windows],
        sometimes: &[],
    },
    Calls {
        commands: &["window executions"],
        usual: &[Windows, WindowExecutions],
        sometimes: &[(
            "of one execution",
            &[WindowExecutionTasks, WindowInvocations],
        )],
    },
    Calls {
        commands: &["window logs"],
        usual: &[
            Windows,
            Window,
            WindowTargets,
            WindowTasks,
            WindowTask,
            WindowExecutions,
            WindowExecutionTasks,
            WindowInvocations,
            Invocations,
            Invocation,
        ],
        sometimes: &[LOG_BUCKET],
    },
    Calls {
        commands: &["window next"],
        usual: &[Windows, WindowSchedule],
        sometimes: &[],
    },
    Calls {
        commands: &["window show", "window export"],
        usual: &[
            Windows,
            Window,
            WindowTargets,
            WindowTasks,
            WindowTask,
            Tags,
        ],
        sometimes: &[],
    },
    Calls {
        commands: &["window diff"],
        usual: &[Windows, Window, WindowTargets, WindowTasks, WindowTask],
        sometimes: &[("for tags", &[Tags])],
    },
    Calls {
        commands: &["window create"],
        usual: &[
            Windows,
            Window,
            WindowTargets,
            WindowTasks,
            CreateWindow,
            RegisterWindowTarget,
            RegisterWindowTask,
        ],
        sometimes: &[("with `--disabled`", &[UpdateWindow]), WINDOW_NODES],
    },
    Calls {
        commands: &["window update"],
        usual: &[
            Windows,
            Window,
            WindowTargets,
            WindowTasks,
            WindowTask,
            UpdateWindow,
            UpdateWindowTask,
        ],
        sometimes: &[WINDOW_STEPS, WINDOW_NODES],
    },
    Calls {
        commands: &["window apply"],
        usual: &[
            Windows,
            Window,
            WindowTargets,
            WindowTasks,
            WindowTask,
            CreateWindow,
            UpdateWindow,
            RegisterWindowTarget,
            RegisterWindowTask,
        ],
        sometimes: &[
            WINDOW_STEPS,
            ("with `--prune`", &[DeleteWindow]),
            WINDOW_NODES,
        ],
    },
    Calls {
        commands: &["window delete"],
        usual: &[Windows, Window, WindowTargets, WindowTasks, DeleteWindow],
        sometimes: &[("when it has a patch task", &[WindowTask])],
    },
    Calls {
        commands: &["schedule show"],
        usual: &[
            Associations,
            Association,
            Windows,
            Window,
            WindowTargets,
            WindowTasks,
            WindowTask,
            Inventory,
            Managers,
            Manager,
        ],
        sometimes: &[
            ("with a node", &[PatchStates, ResourceSummaries]),
            OUTSIDE,
            METHOD_NODES,
        ],
    },
    Calls {
        commands: &["doctor"],
        usual: &[
            Inventory,
            PatchStates,
            ResourceSummaries,
            Instances,
            Associations,
            Association,
            Windows,
            Window,
            WindowTargets,
            WindowTasks,
            Groups,
            TaggedResources,
            Recorders,
            RecorderStatus,
            Simulation,
        ],
        sometimes: &[
            ("for windows with a patch task", &[WindowTask]),
            ("with a role", &[Role]),
            (
                "where an instance is not managed, a policy is for the nodes, or nodes write logs",
                &[ServiceSetting, InstanceProfile, Role],
            ),
            ("where nodes write logs", &[HeadBucket]),
            ("with `--deep`", &[SendCommand, Invocations, VpcEndpoints]),
            ("with patch policies", &[Managers, Manager]),
            METHOD_NODES,
            ("for hybrid nodes", &[Tags]),
        ],
    },
    Calls {
        commands: &["audit"],
        usual: &[
            LookupEvents,
            Commands,
            Automations,
            Associations,
            Association,
            Executions,
            ExecutionTargets,
            Windows,
            Window,
            WindowTargets,
            WindowTasks,
            WindowTask,
            WindowExecutions,
            WindowExecutionTasks,
            WindowInvocations,
        ],
        sometimes: &[("for each automation that patched", &[Automation])],
    },
    Calls {
        commands: &["why"],
        usual: &[
            Inventory,
            PatchStates,
            ResourceSummaries,
            Associations,
            Association,
            Windows,
            Window,
            WindowTargets,
            WindowTasks,
            WindowTask,
            Managers,
            Manager,
            NodeAssociations,
            Baselines,
            Groups,
            TaggedResources,
            Commands,
            Invocations,
            Executions,
            ExecutionTargets,
        ],
        sometimes: &[
            ("where something violates the baseline", &[Patches]),
            (
                "where a window may have sent the last command",
                &[WindowExecutions, WindowExecutionTasks, WindowInvocations],
            ),
            OUTSIDE,
            METHOD_NODES,
            ASSOCIATION_BASELINES,
            ("for hybrid nodes", &[Tags]),
        ],
    },
];
