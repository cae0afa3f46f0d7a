//! `patchctl patch-now with-rollback`.

use clap::Args;

use super::automation::{self, AutomationArgs};
use crate::context::Context;
use crate::domain::run::automation::WITH_ROLLBACK;
use crate::error::Result;
use crate::exit::ExitCode;

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

/// Patches an instance that is restored when that fails.
///
/// # Errors
/// Refused without a yes, or for a node that cannot be patched so; what AWS answered.
pub async fn run(context: &Context, args: &WithRollbackArgs) -> Result<ExitCode> {
    let (role, bucket) = (args.lambda_role.as_ref(), args.report_bucket.as_ref());
    let lambda = role.map(|role| ("LambdaAssumeRole", role.clone()));
    let bucket = bucket.map(|bucket| ("ReportS3Bucket", bucket.clone()));
    let more = lambda.into_iter().chain(bucket).collect();
    automation::start(context, &args.common, WITH_ROLLBACK, more).await
}
