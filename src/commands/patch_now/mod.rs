//! `patchctl patch-now`.

pub mod apply;
pub mod asg;
mod asking;
mod automation;
pub mod cancel;
pub mod flags;
pub mod install;
pub mod list;
mod live;
pub mod logs;
pub mod order;
pub mod plan;
mod reboot_choice;
pub mod resume;
pub mod retry;
pub mod scan;
pub mod show;
pub mod start;
pub mod view;
pub mod wait;
pub mod with_rollback;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `patch-now`.
#[derive(Debug, Subcommand)]
pub enum PatchNowCommand {
    /// Show what a run would do, and write it to a file that can be reviewed
    Plan(plan::PlanArgs),
    /// Let nodes report what is missing
    Scan(scan::ScanArgs),
    /// Install what is missing
    Install(install::InstallArgs),
    /// Carry out a plan that was written to a file, unless things have changed since
    Apply(apply::ApplyArgs),
    /// List runs: those of this machine, and those that AWS knows
    List(list::ListArgs),
    /// Show the receipt of a run
    Show(show::ShowArgs),
    /// Wait for a run, and judge it
    Wait(wait::WaitRunArgs),
    /// Show what the nodes of a run printed
    Logs(logs::LogsArgs),
    /// Cancel a run
    Cancel(cancel::CancelArgs),
    /// Go on with a run that stopped between waves or was left
    Resume(resume::ResumeArgs),
    /// Try the failed nodes of a run again, as a new run
    Retry(retry::RetryArgs),
    /// Patch one instance of an Auto Scaling group while it is in standby (AWS-PatchAsgInstance)
    Asg(asg::AsgArgs),
    /// Patch one instance, and restore its root volume when that fails
    /// (AWS-PatchInstanceWithRollback)
    WithRollback(with_rollback::WithRollbackArgs),
}

#[async_trait(?Send)]
impl Noun for PatchNowCommand {
    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::Plan(args) => Box::pin(plan::run(context, args)).await,
            Self::Scan(args) => Box::pin(scan::run(context, args)).await,
            Self::Install(args) => Box::pin(install::run(context, args)).await,
            Self::Apply(args) => Box::pin(apply::run(context, args)).await,
            Self::List(args) => Box::pin(list::run(context, args)).await,
            Self::Show(args) => Box::pin(show::run(context, args)).await,
            Self::Wait(args) => Box::pin(wait::run(context, args)).await,
            Self::Logs(args) => Box::pin(logs::run(context, args)).await,
            Self::Cancel(args) => Box::pin(cancel::run(context, args)).await,
            Self::Resume(args) => Box::pin(resume::run(context, args)).await,
            Self::Retry(args) => Box::pin(retry::run(context, args)).await,
            Self::Asg(args) => asg::run(context, args).await,
            Self::WithRollback(args) => with_rollback::run(context, args).await,
        }
    }
}
