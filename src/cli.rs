//! The root parser: global options under their headings, the commands, and the one match over them.

use clap::{CommandFactory, Parser, Subcommand};

use crate::args::global::GlobalArgs;
use crate::commands::{self, Noun};

/// Operate AWS Systems Manager Patch Manager from a terminal, a cron job or a CI step
///
/// patchctl answers whether a fleet is patched, in a way that a script can trust: what could not be
/// read is never green. Without an AWS account, add --sandbox to any command.
#[derive(Debug, Parser)]
#[command(
    name = "patchctl",
    version,
    max_term_width = 110,
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
#[command(after_help = "\
Topics: patchctl help exit-codes, help states, help environment, help baseline-file, help policy-file
Start:  patchctl --sandbox compliance summary")]
pub struct Cli {
    /// Options that every command takes.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The nouns.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Manage patch baselines, as code too
    #[command(subcommand, visible_alias = "baselines")]
    Baseline(commands::baseline::BaselineCommand),
    /// Manage patch groups: their baselines and their nodes
    #[command(subcommand, visible_alias = "groups")]
    Group(commands::group::GroupCommand),
    /// Manage patch policies and host management of Quick Setup
    #[command(subcommand, visible_alias = "policies")]
    Policy(commands::policy::PolicyCommand),
    /// Manage associations of State Manager that patch
    #[command(subcommand, visible_alias = "associations")]
    Association(Box<commands::association::AssociationCommand>),
    /// Show managed nodes
    #[command(subcommand, visible_alias = "nodes")]
    Node(commands::node::NodeCommand),
    /// Manage install override lists: which patches an installation takes
    #[command(subcommand, visible_alias = "overrides")]
    Override(commands::override_list::OverrideCommand),
    /// Patch nodes now, safely, and know the truth afterwards
    #[command(subcommand)]
    PatchNow(Box<commands::patch_now::PatchNowCommand>),
    /// Manage maintenance windows with a patch task
    #[command(subcommand, visible_alias = "windows")]
    Window(commands::window::WindowCommand),
    /// Say when things run
    #[command(subcommand, visible_alias = "schedules")]
    Schedule(commands::schedule::ScheduleCommand),
    /// Tell the whole story of a node: its baseline, its last report, what is wrong, what comes next
    Why(commands::why::WhyArgs),
    /// Tell who patched or changed what: CloudTrail, receipts, commands, executions
    Audit(commands::audit::AuditArgs),
    /// Find what keeps nodes from being scanned and patched, and say what mends it
    Doctor(commands::doctor::DoctorArgs),
    /// Explain an exit code, a state, a patching document or a file on a node, without asking AWS
    Explain(commands::explain::ExplainArgs),
    /// Print the least IAM policy for commands, or for the nodes that they patch, without asking AWS
    IamPolicy(commands::iam_policy::IamPolicyArgs),
    /// Say whether the fleet is patched
    #[command(subcommand)]
    Compliance(commands::compliance::ComplianceCommand),
    /// Write reports for auditors
    #[command(subcommand, visible_alias = "reports")]
    Report(commands::report::ReportCommand),
    /// Manage the embedded sandbox
    #[cfg(feature = "sandbox")]
    #[command(subcommand)]
    Sandbox(commands::sandbox::SandboxCommand),
    /// Show settings
    #[command(subcommand)]
    Config(commands::config::ConfigCommand),
    /// Print a completion script for a shell
    Completion(commands::completion::CompletionArgs),
    /// Print or write the man pages
    Man(commands::man::ManArgs),
    /// Show help for a command or a topic
    Help(commands::help::HelpArgs),
}

impl Cli {
    /// The whole command tree, as help, completions and man pages see it.
    pub fn tree() -> clap::Command {
        Self::command()
    }
}

impl Command {
    /// What was asked for; the one place that knows every noun.
    pub fn noun(&self) -> Box<dyn Noun + '_> {
        match self {
            Self::Baseline(command) => Box::new(command),
            Self::Group(command) => Box::new(command),
            Self::Policy(command) => Box::new(command),
            Self::Association(command) => Box::new(command.as_ref()),
            Self::Node(command) => Box::new(command),
            Self::Override(command) => Box::new(command),
            Self::PatchNow(command) => Box::new(command.as_ref()),
            Self::Window(command) => Box::new(command),
            Self::Schedule(command) => Box::new(command),
            Self::Why(args) => Box::new(args),
            Self::Audit(args) => Box::new(args),
            Self::Doctor(args) => Box::new(args.with(Cli::tree())),
            Self::Explain(args) => Box::new(args),
            Self::Compliance(command) => Box::new(command),
            Self::Report(command) => Box::new(command),
            #[cfg(feature = "sandbox")]
            Self::Sandbox(command) => Box::new(command),
            Self::Config(command) => Box::new(command),
            // These describe the program, and are handed its description.
            Self::IamPolicy(args) => Box::new(args.with(Cli::tree())),
            Self::Completion(args) => Box::new(args.with(Cli::tree())),
            Self::Man(args) => Box::new(args.with(Cli::tree())),
            Self::Help(args) => Box::new(args.with(Cli::tree())),
        }
    }
}
