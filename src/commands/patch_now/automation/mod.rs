//! `patchctl patch-now asg` and `patch-now with-rollback`: automation executions that patch one
//! instance.

mod following;
mod starting;
mod view;

use clap::Args;

pub use following::{cancel, wait};
pub use view::show;

use crate::args::wait::{StartArgs, WaitArgs};
use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::context::Context;
use crate::domain::id::NodeId;
use crate::domain::id::uuid;
use crate::domain::run::automation;
use crate::domain::run::automation::{AutomationRecord, Execution};
use crate::domain::run::name::RunName;
use crate::error::{Error, Kind, Result};
use crate::exit::ExitCode;
use crate::read::{fleet, propose};

use super::receipts::Receipts;

/// Arguments of `patch-now asg`.
#[derive(Debug, Args)]
#[command(after_help = "\
The automation puts the instance into standby, installs with a reboot if needed, and puts it back into service. It goes on after a failed
installation; patchctl counts that as a failure all the same.
Exit codes: 0 patched, 6 the automation or a step of it failed, 7 still running at the deadline, 8 refused.

Examples:
  patchctl patch-now asg i-0123456789abcdef0 --dry-run
  patchctl patch-now asg i-0123456789abcdef0 --automation-role arn:aws:iam::111122223333:role/Automation --yes")]
pub struct AsgArgs {
    #[command(flatten)]
    common: AutomationArgs,
    /// The role that runs the automation's Lambda functions
    #[arg(long, value_name = "ARN")]
    lambda_role: Option<String>,
}

/// Arguments of `patch-now with-rollback`.
#[derive(Debug, Args)]
#[command(after_help = "\
The automation takes a snapshot of the root volume, installs with a reboot if needed, and restores the volume when the instance is not
compliant afterwards.
Exit codes: 0 patched, 6 the automation or a step of it failed, 7 still running at the deadline, 8 refused.

Examples:
  patchctl patch-now with-rollback i-0123456789abcdef0 --dry-run
  patchctl patch-now with-rollback i-0123456789abcdef0 --report-bucket my-reports --yes")]
pub struct WithRollbackArgs {
    #[command(flatten)]
    common: AutomationArgs,
    /// The role that runs the automation's Lambda functions
    #[arg(long, value_name = "ARN")]
    lambda_role: Option<String>,
    /// Put the compliance report into this bucket
    #[arg(long, value_name = "BUCKET")]
    report_bucket: Option<String>,
}

/// What both have.
#[derive(Debug, Args)]
pub struct AutomationArgs {
    /// The instance
    #[arg(value_name = "NODE")]
    node: NodeId,
    /// The role that the automation assumes
    #[arg(long, value_name = "ARN")]
    automation_role: Option<String>,
    /// Why; it is kept in the receipt
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[command(flatten)]
    wait: WaitArgs,
    #[command(flatten)]
    start: StartArgs,
}

/// Whether a name is the id of an automation execution: a UUID.
pub fn is_execution(name: &RunName) -> bool {
    uuid::is_uuid(name.as_str())
}

/// Patches an instance of an Auto Scaling group.
///
/// # Errors
/// Refused without a yes, or for a node that cannot be patched so; what AWS answered.
pub async fn asg(context: &Context, args: &AsgArgs) -> Result<ExitCode> {
    let lambda = args
        .lambda_role
        .as_ref()
        .map(|role| ("LambdaRoleArn", role.clone()));
    starting::start(
        context,
        &args.common,
        automation::ASG,
        lambda.into_iter().collect(),
    )
    .await
}

/// Patches an instance that is restored when that fails.
///
/// # Errors
/// As [`asg`].
pub async fn with_rollback(context: &Context, args: &WithRollbackArgs) -> Result<ExitCode> {
    let lambda = args
        .lambda_role
        .as_ref()
        .map(|role| ("LambdaAssumeRole", role.clone()));
    let bucket = args
        .report_bucket
        .as_ref()
        .map(|bucket| ("ReportS3Bucket", bucket.clone()));
    starting::start(
        context,
        &args.common,
        automation::WITH_ROLLBACK,
        lambda.into_iter().chain(bucket).collect(),
    )
    .await
}

fn again(context: &Context, reach: &Reach, verb: &str, id: &str) -> String {
    propose::propose_everywhere(context, &format!("patch-now {verb} {id}"), reach)
}

/// The execution in the scope that knows it.
async fn find<'a>(context: &Context, reach: &'a Reach, id: &str) -> Result<(&'a Site, Execution)> {
    let gathered = reach
        .gather(|site| async move { Ok((site, site.automation(id).await?)) })
        .await;
    let (unreadable, answers) = fleet::settle(context, gathered);
    if let Some((site, execution)) = answers
        .into_iter()
        .find_map(|(_, (site, execution))| Some((site, execution?)))
    {
        return Ok((site, execution));
    }
    if !unreadable.is_empty() {
        return Err(Error::new(
            Kind::Incomplete,
            format!("the automation execution {id} was not found where AWS could be asked"),
        ));
    }
    Err(Error::failed(format!(
        "there is no automation execution {id} in these accounts and Regions"
    ))
    .hint("--region, --profile and --all-regions widen the scope"))
}

/// The receipt, or what the execution itself tells.
fn record_of(
    context: &Context,
    receipts: &Receipts,
    site: &Site,
    execution: &Execution,
) -> Result<AutomationRecord> {
    if let Some(record) = receipts.automation(&execution.id)? {
        return Ok(record);
    }
    AutomationRecord::of_execution(
        &site.scope,
        execution,
        receipts.endpoint(),
        context.clock.now(),
    )
    .ok_or_else(|| {
        Error::failed(format!(
            "the execution {} ({}) patches no single instance",
            execution.id, execution.document
        ))
    })
}
