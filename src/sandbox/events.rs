//! EventBridge: the rules of the fleet file, which start exports of reports as those of the console
//! do. They are shown and do not fire.

use serde_json::json;

use super::call::{Call, unknown};
use super::constraint::{self, Member, Pattern, Shape, text};
use super::fleet::file::EventRuleFile;
use super::paging;
use super::regions;
use super::wire::{Answer, WireError, json as write};

const NAME: Pattern = Pattern {
    text: "[\\.\\-_A-Za-z0-9]+",
    matches: |text| {
        text.chars()
            .all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c))
    },
};
const RULE: Shape = Shape::pattern(1, 64, NAME);
const BUS: Member = Member::optional("EventBusName", Shape::text(1, 1600));
const LIMIT: Member = Member::optional("Limit", Shape::Number { min: 1, max: 100 });
const TOKEN: Member = Member::optional("NextToken", Shape::text(1, 2048));

static BY_TARGET: [Member; 4] = [
    Member::required("TargetArn", Shape::text(1, 1600)),
    BUS,
    LIMIT,
    TOKEN,
];
static DESCRIBE: [Member; 2] = [Member::required("Name", RULE), BUS];
static TARGETS: [Member; 4] = [Member::required("Rule", RULE), BUS, LIMIT, TOKEN];

/// Answers a call to EventBridge.
pub(super) fn answer(call: &Call<'_>) -> Answer {
    let (operation, members): (fn(&Call<'_>) -> Answer, &'static [Member]) = match call.operation {
        "ListRuleNamesByTarget" => (list_rule_names_by_target, &BY_TARGET),
        "DescribeRule" => (describe_rule, &DESCRIBE),
        "ListTargetsByRule" => (list_targets_by_rule, &TARGETS),
        operation => return Err(unknown("events", operation)),
    };
    call.allowed("events")?;
    constraint::check(&call.input, members)?;
    if !matches!(text(&call.input, "EventBusName"), "" | "default") {
        return Err(absent(&format!(
            "Event bus {} does not exist.",
            text(&call.input, "EventBusName")
        )));
    }
    operation(call)
}

fn absent(message: &str) -> WireError {
    WireError::new("ResourceNotFoundException", message)
}

fn own<'a>(call: &'a Call<'_>) -> impl Iterator<Item = &'a EventRuleFile> {
    let rules = call.snapshot.world.event_rules.get(&call.scope);
    rules.into_iter().flatten()
}

fn list_rule_names_by_target(call: &Call<'_>) -> Answer {
    let wanted = text(&call.input, "TargetArn");
    // Whole ARNs are compared, as EventBridge does.
    let mut names: Vec<&str> = own(call)
        .filter(|rule| target(call, rule) == wanted)
        .map(|rule| rule.name.as_str())
        .collect();
    names.sort_unstable();
    page(call, "RuleNames", &names)
}

fn page<T: serde::Serialize>(call: &Call<'_>, list: &str, all: &[T]) -> Answer {
    let words = ("NextToken", "Limit");
    let (page, next_token) = paging::cut_by(call, words, all, (100, 100), "ValidationException")?;
    let mut output = json!({ list: page });
    if let Some(token) = next_token {
        output["NextToken"] = json!(token);
    }
    write(&output)
}

fn named<'a>(call: &'a Call<'_>, member: &str) -> Result<&'a EventRuleFile, WireError> {
    let name = text(&call.input, member);
    let found = own(call).find(|rule| rule.name == name);
    found.ok_or_else(|| absent(&format!("Rule {name} does not exist on EventBus default.")))
}

fn describe_rule(call: &Call<'_>) -> Answer {
    let rule = named(call, "Name")?;
    let partition = regions::partition(call.scope.region.as_str());
    write(&json!({
        "Name": rule.name,
        "Arn": format!("arn:{partition}:events:{}:{}:rule/{}", call.scope.region, call.scope.account, rule.name),
        "ScheduleExpression": rule.schedule,
        "State": if rule.enabled { "ENABLED" } else { "DISABLED" },
        "EventBusName": "default",
        "CreatedBy": call.scope.account,
    }))
}

fn list_targets_by_rule(call: &Call<'_>) -> Answer {
    let rule = named(call, "Rule")?;
    let partition = regions::partition(call.scope.region.as_str());
    let input = json!({
        "assumeRole": [rule.role],
        "reportName": [rule.report_name],
        "s3BucketName": [rule.bucket],
        "targets": [rule.targets],
    });
    let targets = [json!({
        "Id": "Target1",
        "Arn": target(call, rule),
        "RoleArn": format!("arn:{partition}:iam::{}:role/service-role/AWS-EventBridge-Start-SSMAutomationRole", call.scope.account),
        "Input": input.to_string(),
    })];
    page(call, "Targets", &targets)
}

/// The runbook, with its version or without: both are in use.
fn target(call: &Call<'_>, rule: &EventRuleFile) -> String {
    let partition = regions::partition(call.scope.region.as_str());
    let version = if rule.with_version { ":$DEFAULT" } else { "" };
    format!(
        "arn:{partition}:ssm:{}::automation-definition/AWS-ExportPatchReportToS3{version}",
        call.scope.region
    )
}
