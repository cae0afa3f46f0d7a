//! `patchctl patch-now asg`.

use clap::Args;

use super::automation::{self, AutomationArgs};
use crate::context::Context;
use crate::domain::run::automation::ASG;
use crate::error::Result;
use crate::exit::ExitCode;

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

/// Patches an instance of an Auto Scaling group.
///
/// # Errors
/// Refused without a yes, or for a node that cannot be patched so; what AWS answered.
pub async fn run(context: &Context, args: &AsgArgs) -> Result<ExitCode> {
    let role = args.lambda_role.as_ref();
    let lambda = role.map(|role| ("LambdaRoleArn", role.clone()));
    automation::start(context, &args.common, ASG, lambda.into_iter().collect()).await
}
