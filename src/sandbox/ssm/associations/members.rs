//! The members of `CreateAssociation` and `UpdateAssociation`: their shapes, and what State Manager
//! refuses of them.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Map, Value};

use crate::domain::schedule::{Schedule, Service};
use crate::sandbox::call::Call;
use crate::sandbox::constraint::{Member, Pattern, Shape, is_made_of, items, text};
use crate::sandbox::ssm::documents::{DOCUMENT_NAME, DOCUMENT_VERSION, lookup};
use crate::sandbox::ssm::exports;
use crate::sandbox::ssm::send::{CONCURRENCY, ERRORS, check_override, parameters};
use crate::sandbox::ssm::shapes::{INSTANCE_ID, TAGS};
use crate::sandbox::ssm::targets;
use crate::sandbox::wire::WireError;
use crate::sandbox::world::documents::{Definition, DocumentKind};

const ASSOCIATION_NAME: Pattern = Pattern {
    text: "^[a-zA-Z0-9_\\-.]{3,128}$",
    matches: |text| is_made_of(text, 3..=128, b"_-."),
};

static ROLE_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\Aarn:aws(-[^:]+)?:iam::[0-9]{12}:role/.+\z").expect("the pattern is valid")
});
const ROLE: Pattern = Pattern {
    text: "arn:aws(-[^:]+)?:iam::[0-9]{12}:role/.+",
    matches: |text| ROLE_TEXT.is_match(text),
};

static VALUES: Shape = Shape::list(0, usize::MAX, &Shape::TEXT);
static S3: [Member; 3] = [
    Member::optional("OutputS3Region", Shape::text(3, 20)),
    Member::optional("OutputS3BucketName", Shape::text(3, 63)),
    Member::optional("OutputS3KeyPrefix", Shape::text(0, 500)),
];
static OUTPUT: [Member; 1] = [Member::optional("S3Location", Shape::Structure(&S3))];

const PARAMETERS: Member = Member::optional(
    "Parameters",
    Shape::Map {
        min: 0,
        max: usize::MAX,
        key: &Shape::TEXT,
        value: &VALUES,
    },
);
const VERSION: Member = Member::optional("DocumentVersion", DOCUMENT_VERSION);
const TARGETS: Member = Member::optional("Targets", targets::TARGETS);
const SCHEDULE: Member = Member::optional("ScheduleExpression", Shape::text(1, 256));
const LOCATION: Member = Member::optional("OutputLocation", Shape::Structure(&OUTPUT));
const NAME: Member = Member::optional(
    "AssociationName",
    Shape::pattern(0, usize::MAX, ASSOCIATION_NAME),
);
const MAX_ERRORS: Member = Member::optional("MaxErrors", Shape::pattern(1, 7, ERRORS));
const MAX_CONCURRENCY: Member =
    Member::optional("MaxConcurrency", Shape::pattern(1, 7, CONCURRENCY));
const SEVERITY: Member = Member::optional(
    "ComplianceSeverity",
    Shape::one_of(&["CRITICAL", "HIGH", "MEDIUM", "LOW", "UNSPECIFIED"]),
);
const SYNC: Member = Member::optional("SyncCompliance", Shape::one_of(&["AUTO", "MANUAL"]));
const WAITS: Member = Member::optional("ApplyOnlyAtCronInterval", Shape::Flag);
const OFFSET: Member = Member::optional("ScheduleOffset", Shape::Number { min: 1, max: 6 });
const DURATION: Member = Member::optional("Duration", Shape::Number { min: 1, max: 24 });
const ASSUMED: Member = Member::optional(
    "AssociationDispatchAssumeRole",
    Shape::pattern(1, 512, ROLE),
);

pub(super) static CREATE: [Member; 17] = [
    Member::required("Name", DOCUMENT_NAME),
    Member::optional("InstanceId", INSTANCE_ID),
    PARAMETERS,
    VERSION,
    TARGETS,
    SCHEDULE,
    LOCATION,
    NAME,
    MAX_ERRORS,
    MAX_CONCURRENCY,
    SEVERITY,
    SYNC,
    WAITS,
    OFFSET,
    DURATION,
    ASSUMED,
    Member::optional("Tags", TAGS),
];
pub(super) static UPDATE: [Member; 17] = [
    Member::required("AssociationId", super::ids::ASSOCIATION_ID),
    Member::optional("AssociationVersion", super::ids::ASSOCIATION_VERSION),
    Member::optional("Name", DOCUMENT_NAME),
    PARAMETERS,
    VERSION,
    TARGETS,
    SCHEDULE,
    LOCATION,
    NAME,
    MAX_ERRORS,
    MAX_CONCURRENCY,
    SEVERITY,
    SYNC,
    WAITS,
    OFFSET,
    DURATION,
    ASSUMED,
];

/// The members that an association keeps.
const KEPT: [&str; 15] = [
    "Name",
    "Parameters",
    "DocumentVersion",
    "Targets",
    "ScheduleExpression",
    "OutputLocation",
    "AssociationName",
    "MaxErrors",
    "MaxConcurrency",
    "ComplianceSeverity",
    "SyncCompliance",
    "ApplyOnlyAtCronInterval",
    "ScheduleOffset",
    "Duration",
    "AssociationDispatchAssumeRole",
];

/// What the sandbox does not do; it is refused rather than left out.
const UNSUPPORTED: [&str; 5] = [
    "AutomationTargetParameterName",
    "CalendarNames",
    "TargetLocations",
    "TargetMaps",
    "AlarmConfiguration",
];

/// What a request says of an association, checked as State Manager checks it. Which code it has for
/// what the model does not describe is unverified.
pub(super) fn read(call: &Call<'_>) -> Result<Value, WireError> {
    let input = &call.input;
    check_supported(call)?;
    let definition = document(call)?;
    let mut parameters = parameters(input);
    // State Manager fills it in: AWS's own associations do not name it.
    if definition.takes("AssociationId") {
        let empty = || vec![String::new()];
        parameters
            .entry("AssociationId".to_owned())
            .or_insert_with(empty);
    }
    definition
        .check(&parameters)
        .map_err(|why| WireError::new("InvalidParameters", why))?;
    check_override(&definition, &parameters)?;
    // A runbook that is not run for each of its targets has none (Automation User Guide, "Scheduling
    // automations with State Manager associations").
    if definition.stored.kind == DocumentKind::Command {
        check_targets(input)?;
    }
    check_schedule(input)?;
    check_location(input)?;

    let given = KEPT.iter().filter_map(|name| {
        let value = input.get(*name).filter(|value| !value.is_null())?;
        Some(((*name).to_owned(), value.clone()))
    });
    Ok(Value::Object(given.collect::<Map<String, Value>>()))
}

/// Nothing, an empty list and an empty text are the same to AWS.
fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::String(text) => !text.is_empty(),
        _ => true,
    }
}

fn check_supported(call: &Call<'_>) -> Result<(), WireError> {
    match UNSUPPORTED
        .iter()
        .find(|member| says_something(&call.input[**member]))
    {
        Some(member) => Err(WireError::validation(format!(
            "The patchctl sandbox does not implement {member} of {}.",
            call.operation
        ))),
        None => Ok(()),
    }
}

fn document(call: &Call<'_>) -> Result<std::sync::Arc<Definition>, WireError> {
    let name = text(&call.input, "Name");
    let definition = lookup(call, name).ok_or_else(|| {
        WireError::new(
            "InvalidDocument",
            format!("Document {name} does not exist."),
        )
    })?;
    if definition.stored.kind != DocumentKind::Command && name != exports::RUNBOOK {
        return Err(WireError::validation(
            "The patchctl sandbox has associations of Command documents and of AWS-ExportPatchReportToS3 only.",
        ));
    }

    // There is one version of each.
    if !matches!(
        text(&call.input, "DocumentVersion"),
        "" | "1" | "$LATEST" | "$DEFAULT"
    ) {
        return Err(WireError::new(
            "InvalidDocumentVersion",
            "The document version is not valid or doesn't exist.",
        ));
    }
    // Documents of schema 2.0 and later take targets only (User Guide, "Working with targets").
    if call.input.get("InstanceId").is_some_and(|id| !id.is_null()) {
        return Err(WireError::new(
            "InvalidParameters",
            "InstanceId cannot be used with a document of schema version 2.0 or later; use Targets.",
        ));
    }
    Ok(definition)
}

fn check_targets(input: &Value) -> Result<(), WireError> {
    let given = items(input, "Targets");
    if given.is_empty() {
        return Err(invalid_target("Targets must be specified."));
    }
    targets::check_each(given).map_err(|error| invalid_target(&error.message))?;
    let ids = given.iter().find(|one| text(one, "Key") == "InstanceIds");
    if ids.is_some() && given.len() > 1 {
        return Err(invalid_target(
            "InstanceIds cannot be combined with other targets.",
        ));
    }
    Ok(())
}

fn invalid_target(why: &str) -> WireError {
    WireError::new("InvalidTarget", why)
}

fn check_schedule(input: &Value) -> Result<(), WireError> {
    let refused = |why: String| WireError::new("InvalidSchedule", why);
    let waits = input.get("ApplyOnlyAtCronInterval") == Some(&Value::Bool(true));
    let offset = input.get("ScheduleOffset").is_some_and(Value::is_number);
    let expression = text(input, "ScheduleExpression");

    // Nothing is to be waited for.
    if expression.is_empty() {
        return if waits || offset {
            Err(refused(
                "A ScheduleExpression is required for ApplyOnlyAtCronInterval and ScheduleOffset."
                    .to_owned(),
            ))
        } else {
            Ok(())
        };
    }
    let schedule = Schedule::read(expression, Service::Association).map_err(refused)?;
    if waits && schedule.is_rate() {
        return Err(refused(
            "ApplyOnlyAtCronInterval isn't supported for rate expressions.".to_owned(),
        ));
    }
    if offset && !(schedule.is_cron() && waits) {
        return Err(refused(
            "ScheduleOffset needs a cron expression and ApplyOnlyAtCronInterval.".to_owned(),
        ));
    }
    if input.get("Duration").is_some_and(Value::is_number) && !waits {
        return Err(refused(
            "Duration needs ApplyOnlyAtCronInterval.".to_owned(),
        ));
    }
    Ok(())
}

fn check_location(input: &Value) -> Result<(), WireError> {
    let Some(location) = input.get("OutputLocation").filter(|one| !one.is_null()) else {
        return Ok(());
    };
    let bucket = &location["S3Location"];
    if text(bucket, "OutputS3BucketName").is_empty() {
        return Err(WireError::new(
            "InvalidOutputLocation",
            "The output location is not valid or doesn't exist.",
        ));
    }
    Ok(())
}
