//! What the operations on tasks of windows take: the constraints of the model.

use super::common::{CLIENT_TOKEN, DESCRIPTION, NAME, REGISTERED_ID, REPLACE, WINDOW_ID};
use crate::sandbox::constraint::{Member, Pattern, Shape};
use crate::sandbox::ssm::documents::DOCUMENT_VERSION;
use crate::sandbox::ssm::send::{CONCURRENCY, ERRORS};
use crate::sandbox::ssm::targets::TARGETS;

pub(super) const TASK_ID: Member = Member::required("WindowTaskId", REGISTERED_ID);

static VALUES: Shape = Shape::list(0, usize::MAX, &Shape::TEXT);
static EVENTS: Shape = Shape::one_of(&[
    "All",
    "InProgress",
    "Success",
    "TimedOut",
    "Cancelled",
    "Failed",
]);
static NOTIFICATION: [Member; 3] = [
    Member::optional("NotificationArn", Shape::TEXT),
    Member::optional("NotificationEvents", Shape::list(0, usize::MAX, &EVENTS)),
    Member::optional(
        "NotificationType",
        Shape::one_of(&["Command", "Invocation"]),
    ),
];
static CLOUD_WATCH: [Member; 2] = [
    Member::optional("CloudWatchLogGroupName", Shape::text(1, 512)),
    Member::optional("CloudWatchOutputEnabled", Shape::Flag),
];
static RUN_COMMAND: [Member; 11] = [
    Member::optional("Comment", Shape::text(0, 100)),
    Member::optional("CloudWatchOutputConfig", Shape::Structure(&CLOUD_WATCH)),
    Member::optional("DocumentHash", Shape::text(0, 256)),
    Member::optional("DocumentHashType", Shape::one_of(&["Sha256", "Sha1"])),
    Member::optional("DocumentVersion", DOCUMENT_VERSION),
    Member::optional("NotificationConfig", Shape::Structure(&NOTIFICATION)),
    Member::optional("OutputS3BucketName", Shape::text(3, 63)),
    Member::optional("OutputS3KeyPrefix", Shape::text(0, 500)),
    Member::optional(
        "Parameters",
        Shape::Map {
            min: 0,
            max: usize::MAX,
            key: &Shape::TEXT,
            value: &VALUES,
        },
    ),
    Member::optional("ServiceRoleArn", Shape::TEXT),
    Member::optional(
        "TimeoutSeconds",
        Shape::Number {
            min: 30,
            max: 2_592_000,
        },
    ),
];

static AUTOMATION_VALUE: Shape = Shape::text(1, 512);
static AUTOMATION_VALUES: Shape = Shape::list(0, 50, &AUTOMATION_VALUE);
static AUTOMATION_KEY: Shape = Shape::text(1, 50);
static AUTOMATION: [Member; 2] = [
    Member::optional("DocumentVersion", DOCUMENT_VERSION),
    Member::optional(
        "Parameters",
        Shape::Map {
            min: 1,
            max: 200,
            key: &AUTOMATION_KEY,
            value: &AUTOMATION_VALUES,
        },
    ),
];
static STEP_FUNCTIONS: [Member; 2] = [
    Member::optional("Input", Shape::text(0, 4096)),
    Member::optional("Name", Shape::text(1, 80)),
];
static LAMBDA: [Member; 3] = [
    Member::optional("ClientContext", Shape::text(1, 8000)),
    Member::optional("Qualifier", Shape::text(1, 128)),
    // A blob, which is a text on the wire.
    Member::optional("Payload", Shape::TEXT),
];
static INVOCATION: [Member; 4] = [
    Member::optional("RunCommand", Shape::Structure(&RUN_COMMAND)),
    Member::optional("Automation", Shape::Structure(&AUTOMATION)),
    Member::optional("StepFunctions", Shape::Structure(&STEP_FUNCTIONS)),
    Member::optional("Lambda", Shape::Structure(&LAMBDA)),
];

static EXPRESSION_VALUE: Shape = Shape::text(1, 255);
static EXPRESSION: [Member; 1] = [Member::optional(
    "Values",
    Shape::list(0, usize::MAX, &EXPRESSION_VALUE),
)];
static EXPRESSION_SHAPE: Shape = Shape::Structure(&EXPRESSION);
static PARAMETER_NAME: Shape = Shape::text(1, 255);
static LOGGING: [Member; 3] = [
    Member::required("S3BucketName", Shape::text(3, 63)),
    Member::optional("S3KeyPrefix", Shape::text(0, 500)),
    Member::required("S3Region", Shape::text(3, 20)),
];
const ALARM_NAME: Pattern = Pattern {
    text: "^(?!\\s*$).+",
    matches: |text| !text.trim().is_empty(),
};
static ALARM: [Member; 1] = [Member::required("Name", Shape::pattern(1, 255, ALARM_NAME))];
static ALARM_SHAPE: Shape = Shape::Structure(&ALARM);
static ALARMS: [Member; 2] = [
    Member::optional("IgnorePollAlarmFailure", Shape::Flag),
    Member::required("Alarms", Shape::list(1, 1, &ALARM_SHAPE)),
];

const TASK_ARN: Shape = Shape::text(1, 1600);
const TARGETS_MEMBER: Member = Member::optional("Targets", TARGETS);
const ROLE: Member = Member::optional("ServiceRoleArn", Shape::TEXT);
const PARAMETERS: Member = Member::optional(
    "TaskParameters",
    Shape::Map {
        min: 0,
        max: usize::MAX,
        key: &PARAMETER_NAME,
        value: &EXPRESSION_SHAPE,
    },
);
const INVOCATION_PARAMETERS: Member =
    Member::optional("TaskInvocationParameters", Shape::Structure(&INVOCATION));
const PRIORITY: Member = Member::optional(
    "Priority",
    Shape::Number {
        min: 0,
        max: i64::MAX,
    },
);
const MAX_CONCURRENCY: Member =
    Member::optional("MaxConcurrency", Shape::pattern(1, 7, CONCURRENCY));
const MAX_ERRORS: Member = Member::optional("MaxErrors", Shape::pattern(1, 7, ERRORS));
const LOGGING_INFO: Member = Member::optional("LoggingInfo", Shape::Structure(&LOGGING));
const TASK_NAME: Member = Member::optional("Name", NAME);
const CUTOFF: Member = Member::optional(
    "CutoffBehavior",
    Shape::one_of(&["CONTINUE_TASK", "CANCEL_TASK"]),
);
const ALARM_CONFIGURATION: Member =
    Member::optional("AlarmConfiguration", Shape::Structure(&ALARMS));

pub(super) static REGISTER: [Member; 16] = [
    WINDOW_ID,
    TARGETS_MEMBER,
    Member::required("TaskArn", TASK_ARN),
    ROLE,
    Member::required(
        "TaskType",
        Shape::one_of(&["RUN_COMMAND", "AUTOMATION", "STEP_FUNCTIONS", "LAMBDA"]),
    ),
    PARAMETERS,
    INVOCATION_PARAMETERS,
    PRIORITY,
    MAX_CONCURRENCY,
    MAX_ERRORS,
    LOGGING_INFO,
    TASK_NAME,
    DESCRIPTION,
    CLIENT_TOKEN,
    CUTOFF,
    ALARM_CONFIGURATION,
];
pub(super) static UPDATE: [Member; 16] = [
    WINDOW_ID,
    TASK_ID,
    TARGETS_MEMBER,
    Member::optional("TaskArn", TASK_ARN),
    ROLE,
    PARAMETERS,
    INVOCATION_PARAMETERS,
    PRIORITY,
    MAX_CONCURRENCY,
    MAX_ERRORS,
    LOGGING_INFO,
    TASK_NAME,
    DESCRIPTION,
    REPLACE,
    CUTOFF,
    ALARM_CONFIGURATION,
];
/// What `Replace` asks of `UpdateMaintenanceWindowTask` besides. The type cannot be sent.
pub(super) static REPLACED: [Member; 1] = [Member::required("TaskArn", TASK_ARN)];

/// The members that both operations set, each as a whole: of the invocation parameters too what is
/// not sent again is removed (SSM API reference, UpdateMaintenanceWindowTask).
pub(super) const SETTABLE: [&str; 13] = [
    "Targets",
    "TaskArn",
    "ServiceRoleArn",
    "TaskParameters",
    "TaskInvocationParameters",
    "Priority",
    "MaxConcurrency",
    "MaxErrors",
    "LoggingInfo",
    "Name",
    "Description",
    "CutoffBehavior",
    "AlarmConfiguration",
];
