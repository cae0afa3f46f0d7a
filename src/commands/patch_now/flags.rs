//! The options that the verbs of `patch-now` share.

use clap::Args;
use jiff::SignedDuration;

use crate::args::targets::TargetArgs;
use crate::args::wait::WaitArgs;
use crate::domain::fleet::selection::Selection;
use crate::domain::id::uuid;
use crate::domain::run::amount::Amount;
use crate::domain::run::hooks::Hooks;
use crate::domain::run::name::RunName;
use crate::domain::run::output_place::OutputPlace;
use crate::domain::run::reference::DocumentRef;
use crate::domain::run::wave::{WaveGate, WaveSize};
use crate::domain::text::age;
use crate::error::{Error, Result};

/// Which nodes; never all of them unless that is said.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Targets")]
pub struct RunTargets {
    #[command(flatten)]
    targets: TargetArgs,
    /// Only the nodes of this resource group, by name or ARN (can be repeated)
    #[arg(long, value_name = "GROUP", conflicts_with = "all")]
    resource_group: Vec<String>,
    /// Only nodes whose last report violates their baseline
    #[arg(long)]
    only_noncompliant: bool,
    /// Refuse (exit 8) when more nodes than this are meant; above confirm_above (50) an install with
    /// --yes needs it, unless the nodes are named one by one
    #[arg(long, value_name = "N")]
    pub expect_nodes: Option<usize>,
}

impl RunTargets {
    /// The selection that a plan keeps; reads `--from-file`.
    ///
    /// # Errors
    /// A usage error when nothing chooses nodes, or for values that cannot be.
    pub fn selection(&self) -> Result<Selection> {
        let chosen = self.targets.narrows_to_some() || !self.resource_group.is_empty();
        if !chosen && !self.targets.all {
            return Err(Error::usage("choose the nodes: --node, --name, --tag, --group, --resource-group, --os or --from-file")
                .hint("--all means every node of the scope; patching never means that by itself"));
        }
        // A group of resources is found out in each Region by itself, so that it is no part of the
        // selection of nodes.
        Ok(Selection {
            resource_groups: self.resource_group.clone(),
            only_noncompliant: self.only_noncompliant,
            ..self.targets.selection()?
        })
    }
}

/// How carefully.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Pace")]
pub struct PaceArgs {
    /// Patch so many nodes at once, such as 3 or 10% [default: as the console: 1 below 25 nodes,
    /// then 5%, 8%, 10%]
    #[arg(long, value_name = "N|P%", value_parser = Amount::concurrency)]
    pub max_concurrency: Option<Amount>,
    /// Begin no further node of a wave after more failures than this, such as 0 or 10% [default: as
    /// the console: 1, 5 or 10]
    #[arg(long, value_name = "N|P%")]
    pub max_errors: Option<Amount>,
    /// Go in waves of these sizes, such as 1,10%,rest
    #[arg(long, value_name = "SIZES", value_delimiter = ',')]
    pub wave: Vec<WaveSize>,
    /// Go on to the next wave only when this holds, such as failed=0,noncompliant=5% [default:
    /// failed=0]
    #[arg(long, value_name = "CONDITIONS")]
    pub gate: Option<WaveGate>,
    /// Wait so long between waves, such as 15m
    #[arg(long, value_name = "DURATION", value_parser = age::parse)]
    pub pause: Option<SignedDuration>,
    /// Leave out nodes on which another patching command runs, which else refuses the whole run
    #[arg(long)]
    pub skip_busy: bool,
    /// Accept that nodes are left out that cannot be patched (offline, agent too old, gone meanwhile
    /// and so on), which else ends in exit 5
    #[arg(long)]
    pub skip_unable: bool,
}

impl PaceArgs {
    /// Refuses what only waves have where there are none.
    ///
    /// # Errors
    /// A usage error that names the option.
    pub fn check(&self) -> Result<()> {
        let only = [
            ("--gate", self.gate.is_some()),
            ("--pause", self.pause.is_some()),
        ];
        // Passed over in silence an option of safety would be trusted, and do nothing.
        match only
            .into_iter()
            .find(|(_, given)| *given && self.wave.is_empty())
        {
            Some((option, _)) => Err(Error::usage(format!(
                "{option} is for what comes between waves, and there is one wave only"
            ))
            .hint("add --wave, such as --wave 1,10%,rest")),
            None => Ok(()),
        }
    }
}

/// What is kept of a run, and for how long it is waited for.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Run")]
pub struct RunArgs {
    /// Why; it is kept in the receipt
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Call the run by this name, which must be new, rather than by the time
    #[arg(long, value_name = "NAME", value_parser = RunName::chosen)]
    pub run_name: Option<RunName>,
    /// Use this patch snapshot (a UUID) rather than a new one
    #[arg(long, value_name = "UUID", value_parser = uuid::parse)]
    pub snapshot_id: Option<String>,
    /// Put the whole output of the nodes here; the nodes write it, with their own permissions
    #[arg(long, value_name = "S3_URI")]
    pub output_s3: Option<OutputPlace>,
    /// Give a node so many seconds to begin (30 to 2592000)
    #[arg(long, value_name = "SECONDS", default_value = "600", value_parser = clap::value_parser!(u32).range(30..=2_592_000))]
    pub delivery_timeout: u32,
    /// Give a node so many seconds to finish (1 to 36000); hook documents have limits of their own
    #[arg(long, value_name = "SECONDS", default_value = "10800", value_parser = clap::value_parser!(u32).range(1..=36_000))]
    pub step_timeout: u32,
    /// For how long.
    #[command(flatten)]
    pub wait: WaitArgs,
}

/// Everything that an installation is asked with, or the plan of one.
#[derive(Clone, Debug, Args)]
pub struct OrderArgs {
    /// Which nodes.
    #[command(flatten)]
    pub targets: RunTargets,
    /// What is done there.
    #[command(flatten)]
    pub installation: InstallationArgs,
    /// How carefully.
    #[command(flatten)]
    pub pace: PaceArgs,
    /// What is kept.
    #[command(flatten)]
    pub run: RunArgs,
}

/// What only an installation has.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Installation")]
pub struct InstallationArgs {
    /// Reboot if-needed, never, or at TIME (RFC 3339, or HH:MM in local time); if-needed reboots
    /// every node on which anything was installed
    #[arg(long, value_name = "WHEN", num_args = 1..=2, value_names = ["if-needed|never|at", "TIME"])]
    pub reboot: Option<Vec<String>>,
    /// Run this Command document before the installation, on nodes where there is something to do
    #[arg(long, value_name = "DOC[:VERSION]")]
    pub hook_pre: Option<DocumentRef>,
    /// Run this Command document after the installation, before a reboot of it
    #[arg(long, value_name = "DOC[:VERSION]")]
    pub hook_post: Option<DocumentRef>,
    /// Run this Command document at the end of the installation, also after a failure and where
    /// nothing was missing
    #[arg(long, value_name = "DOC[:VERSION]")]
    pub hook_exit: Option<DocumentRef>,
    /// With --reboot at, run this Command document after that reboot, also when that failed
    #[arg(long, value_name = "DOC")]
    pub hook_after_reboot: Option<DocumentRef>,
    /// Install only what this list names, by its s3:// or https:// URL
    #[arg(long, value_name = "URL")]
    pub override_list: Option<String>,
}

impl InstallationArgs {
    /// The hooks.
    pub fn hooks(&self) -> Hooks {
        Hooks {
            pre: self.hook_pre.clone(),
            post: self.hook_post.clone(),
            exit: self.hook_exit.clone(),
            after_reboot: self.hook_after_reboot.clone(),
        }
    }
}
