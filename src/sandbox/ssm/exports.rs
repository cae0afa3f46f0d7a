//! `AWS-ExportPatchReportToS3`: which exports come to nothing, and why.
//!
//! The script of the runbook is not public: the file name, the key and the words of its errors are
//! unverified.

use std::collections::BTreeMap;

use crate::sandbox::call::Call;
use crate::sandbox::denial::denies;
use crate::sandbox::world::automations::Automation;
use crate::sandbox::world::{Account, Role, World};

/// The runbook.
pub(in crate::sandbox) const RUNBOOK: &str = "AWS-ExportPatchReportToS3";

/// What the script calls with the role that it assumes.
const CALLED: [&str; 4] = [
    "ssm:DescribeInstanceInformation",
    "ssm:DescribeInstancePatchStates",
    "ssm:ListResourceComplianceSummaries",
    "s3:PutObject",
];

/// The same for a bucket that is not there.
const NO_BUCKET: &str = "An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist";

/// An export that begins now, when so many automations were started that the world does not know.
pub(in crate::sandbox) fn automation(
    call: &Call<'_>,
    world: &World,
    given: BTreeMap<String, Vec<String>>,
    taken: u64,
) -> Automation {
    let (number, id) = world.free_automation(&call.scope, call.now, taken);
    // It patches nothing, and so sends no command.
    let mut automation = Automation {
        id,
        number,
        started: call.now,
        document: RUNBOOK.to_owned(),
        version: "1".to_owned(),
        parameters: given,
        by: call.caller.arn.clone(),
        association: None,
        failure: None,
        command: String::new(),
        token: None,
        stopped: None,
    };

    // Found now, so that what the script does needs nothing that runs in between.
    automation.failure = obstacle(call, world, &automation);
    automation
}

/// Why the script fails.
fn obstacle(call: &Call<'_>, world: &World, automation: &Automation) -> Option<String> {
    let account = world.account(call.scope.account.as_str())?;
    let arn = automation.parameter("assumeRole");
    let Some(role) = role(account, arn) else {
        return Some("The defined assume role is unable to be assumed.".to_owned());
    };

    // What is denied first is what the script meets first.
    let mut denied = CALLED.iter().filter(|action| {
        let mut rules = account.deny.iter().chain(&role.deny);
        rules.any(|rule| denies(rule, action, call.scope.region.as_str()))
    });
    if let Some(action) = denied.next() {
        let name = action.split_once(':').map_or(*action, |(_, name)| name);
        return Some(refused(name));
    }

    // The role is of the account, and so must be the bucket.
    match world.buckets.get(automation.parameter("s3BucketName")) {
        None => Some(NO_BUCKET.to_owned()),
        Some(bucket) if bucket.account != account.id => Some(refused("PutObject")),
        Some(_) => None,
    }
}

/// The role of an ARN, with its path.
fn role<'a>(account: &'a Account, arn: &str) -> Option<&'a Role> {
    let (_, path) = arn.split_once(&format!(":iam::{}:role", account.id))?;
    let mut roles = account.roles.iter();
    roles.find(|role| format!("{}{}", role.path, role.name) == path)
}

/// As boto3 words it, which the script uses.
fn refused(operation: &str) -> String {
    format!(
        "An error occurred (AccessDenied) when calling the {operation} operation: Access Denied"
    )
}
