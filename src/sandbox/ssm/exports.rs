//! `AWS-ExportPatchReportToS3`: which exports come to nothing, and why.
//!
//! The script of the runbook is not public: the file name, the key and the words of its errors are
//! unverified.

use std::collections::BTreeMap;

use super::automations::free_id;
use crate::sandbox::call::Call;
use crate::sandbox::identity::covers;
use crate::sandbox::world::World;
use crate::sandbox::world::automations::Automation;

/// The runbook.
pub(in crate::sandbox) const RUNBOOK: &str = "AWS-ExportPatchReportToS3";

/// What the script calls with the role that it assumes.
const CALLED: [&str; 4] = [
    "ssm:DescribeInstanceInformation",
    "ssm:DescribeInstancePatchStates",
    "ssm:ListResourceComplianceSummaries",
    "s3:PutObject",
];

/// An export that begins now, when so many automations were started that the world does not know.
pub(in crate::sandbox) fn automation(
    call: &Call<'_>,
    world: &World,
    given: BTreeMap<String, Vec<String>>,
    taken: u64,
) -> Automation {
    let (number, id) = free_id(call, world, taken);
    Automation {
        failure: obstacle(call, world, &given),
        id,
        number,
        started: call.now,
        document: RUNBOOK.to_owned(),
        version: "1".to_owned(),
        parameters: given,
        by: call.caller.arn.clone(),
        command: String::new(),
        token: None,
        stopped: None,
    }
}

/// Why the script fails.
fn obstacle(
    call: &Call<'_>,
    world: &World,
    given: &BTreeMap<String, Vec<String>>,
) -> Option<String> {
    let one = |name: &str| {
        given
            .get(name)
            .and_then(|values| values.first())
            .map_or("", String::as_str)
    };
    let account = world.account(call.scope.account.as_str())?;
    let arn = one("assumeRole");
    let path = arn
        .split_once(&format!(":iam::{}:role", account.id))
        .map(|(_, path)| path);
    let mut roles = account.roles.iter();
    let role =
        path.and_then(|path| roles.find(|role| format!("{}{}", role.path, role.name) == path));
    let Some(role) = role else {
        return Some("The defined assume role is unable to be assumed.".to_owned());
    };

    let mut denied = CALLED.iter().filter(|action| {
        let mut rules = account.deny.iter().chain(&role.deny);
        rules.any(|rule| covers(rule, action))
    });
    if let Some(action) = denied.next() {
        let name = action.split_once(':').map_or(*action, |(_, name)| name);
        return Some(format!(
            "An error occurred (AccessDenied) when calling the {name} operation: Access Denied"
        ));
    }
    match world.buckets.get(one("s3BucketName")) {
        None => Some("An error occurred (NoSuchBucket) when calling the PutObject operation: The specified bucket does not exist".to_owned()),
        Some(bucket) if bucket.account != account.id => {
            Some("An error occurred (AccessDenied) when calling the PutObject operation: Access Denied".to_owned())
        }
        Some(_) => None,
    }
}
