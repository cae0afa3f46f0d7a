//! `patchctl patch-now`.

pub mod apply;
pub mod automation;
mod between;
mod busy;
pub mod cancel;
pub mod columns;
pub mod drive;
pub mod finishing;
pub mod flags;
pub mod install;
mod journal;
pub mod judging;
pub mod leaving;
pub mod list;
pub mod locks;
pub mod logs;
pub mod lookup;
pub mod override_list;
mod pausing;
pub mod plan;
pub mod plan_text;
pub mod planning;
mod printed;
mod reboot_choice;
mod rebooting;
pub mod receipts;
pub mod resume;
pub mod retry;
pub mod scan;
pub mod sending;
mod settling;
pub mod show;
pub mod starting;
mod sweeping;
pub mod wait;
pub mod wanted;

use async_trait::async_trait;
use clap::Subcommand;

use crate::aws::reach::Reach;
use crate::commands::Noun;
use crate::context::Context;
use crate::domain::run::name::RunName;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::read::propose;

/// How often in a row AWS may fail to answer before following ends.
const PATIENCE: u32 = 5;

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
    Asg(automation::AsgArgs),
    /// Patch one instance, and restore its root volume when that fails
    /// (AWS-PatchInstanceWithRollback)
    WithRollback(automation::WithRollbackArgs),
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
            Self::Asg(args) => automation::asg(context, args).await,
            Self::WithRollback(args) => automation::with_rollback(context, args).await,
        }
    }
}

/// `patchctl … patch-now VERB RUN`, with the flags of this invocation and every Region that it
/// looks at.
pub fn again(context: &Context, reach: &Reach, verb: &str, run: &RunName) -> String {
    propose::propose_everywhere(context, &format!("patch-now {verb} {run}"), reach)
}
