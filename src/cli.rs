//! The root parser: global options under their headings, the commands, and the one match over them.

use std::path::PathBuf;

use clap::{ArgAction, Args, CommandFactory, Parser, Subcommand};

use crate::commands;
use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::format::Format;
use crate::output::terminal::ColorChoice;

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
Topics: patchctl help exit-codes, help states, help environment, help baseline-file
Start:  patchctl --sandbox compliance summary")]
pub struct Cli {
    /// Options that every command takes.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command takes.
#[derive(Debug, Args)]
pub struct GlobalArgs {
    /// Which accounts and Regions.
    #[command(flatten)]
    pub aws: AwsArgs,
    /// How results look.
    #[command(flatten)]
    pub output: OutputArgs,
    /// The sandbox.
    #[command(flatten)]
    pub sandbox: SandboxArgs,
    /// How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]
    #[arg(
        long,
        global = true,
        value_name = "DURATION",
        help_heading = "Judgement"
    )]
    pub max_age: Option<String>,
}

/// Which accounts and Regions, and how they are reached.
#[derive(Debug, Args)]
#[command(next_help_heading = "AWS")]
pub struct AwsArgs {
    /// Use this AWS profile (can be repeated or a comma list)
    #[arg(long, global = true, value_name = "NAME", value_delimiter = ',')]
    pub profile: Vec<String>,
    /// Use this Region (can be repeated or a comma list)
    #[arg(long, global = true, value_name = "REGION", value_delimiter = ',')]
    pub region: Vec<String>,
    /// Use every Region that is enabled for the account
    #[arg(long, global = true, conflicts_with = "region")]
    pub all_regions: bool,
    /// Assume this role in the accounts of --accounts or --organization
    #[arg(long, global = true, value_name = "ROLE")]
    pub role_name: Option<String>,
    /// Use these accounts (can be repeated or a comma list); needs --role-name
    #[arg(
        long,
        global = true,
        value_name = "ID",
        value_delimiter = ',',
        conflicts_with = "organization"
    )]
    pub accounts: Vec<String>,
    /// Use every active account of the organization; needs --role-name
    #[arg(long, global = true)]
    pub organization: bool,
    /// Use only the accounts below this organizational unit (can be repeated or a comma list);
    /// needs --organization
    #[arg(long, global = true, value_name = "OU", value_delimiter = ',')]
    pub ou: Vec<String>,
    /// Pass this external id when a role is assumed
    #[arg(long, global = true, value_name = "ID")]
    pub external_id: Option<String>,
    /// Send every request to this URL
    #[arg(long, global = true, value_name = "URL")]
    pub endpoint_url: Option<String>,
    /// Trust the certificate authorities in this PEM file
    #[arg(long, global = true, value_name = "FILE")]
    pub ca_bundle: Option<PathBuf>,
    /// Give up when a connection does not open in this many seconds [default: 10]
    #[arg(long, global = true, value_name = "SECONDS")]
    pub connect_timeout: Option<u64>,
    /// Give up when an answer does not come in this many seconds [default: 60]
    #[arg(long, global = true, value_name = "SECONDS")]
    pub read_timeout: Option<u64>,
}

/// How results and messages look.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// Write the result in this format [default: table]
    #[arg(
        short,
        long,
        global = true,
        value_name = "FORMAT",
        value_enum,
        hide_possible_values = true,
        long_help = "Write the result in this format: table, json, jsonl, yaml, csv or ids; `compliance check` also writes junit, markdown and github, `override validate` sarif and github [default: table]"
    )]
    pub output: Option<Format>,
    /// Select from the whole result with a JMESPath expression
    #[arg(long, global = true, value_name = "EXPRESSION")]
    pub query: Option<String>,
    /// Show these columns of a table or CSV (a comma list, or all)
    #[arg(long, global = true, value_name = "COLUMNS", value_delimiter = ',')]
    pub columns: Option<Vec<String>>,
    /// Sort by these columns (a comma list; -NAME for descending)
    #[arg(
        long,
        global = true,
        value_name = "COLUMNS",
        allow_hyphen_values = true
    )]
    pub sort: Option<String>,
    /// Use colour: auto, always or never [default: auto]
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        hide_possible_values = true
    )]
    pub color: Option<ColorChoice>,
    /// Show only results, warnings and errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more about what is done (-vv for still more)
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    /// Log every request and answer, without secrets
    #[arg(long, global = true)]
    pub debug: bool,
}

/// The sandbox instead of AWS.
#[derive(Debug, Args)]
#[command(next_help_heading = "Sandbox")]
pub struct SandboxArgs {
    /// Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder
    #[arg(long, global = true, value_name = "DIR", num_args = 0..=1, require_equals = true)]
    pub sandbox: Option<Option<String>>,
    /// Run against AWS, whatever PATCHCTL_SANDBOX or the config file says
    #[arg(long, global = true, conflicts_with = "sandbox")]
    pub no_sandbox: bool,
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
    /// Show managed nodes
    #[command(subcommand, visible_alias = "nodes")]
    Node(commands::node::NodeCommand),
    /// Manage install override lists: which patches an installation takes
    #[command(subcommand, visible_alias = "overrides")]
    Override(commands::override_list::OverrideCommand),
    /// Patch nodes now, safely, and know the truth afterwards
    #[command(subcommand)]
    PatchNow(Box<commands::patch_now::PatchNowCommand>),
    /// Explain an exit code of a patch operation, or a state, without asking AWS
    Explain(commands::explain::ExplainArgs),
    /// Say whether the fleet is patched
    #[command(subcommand)]
    Compliance(commands::compliance::ComplianceCommand),
    /// Write reports for auditors
    #[command(subcommand, visible_alias = "reports")]
    Report(commands::report::ReportCommand),
    /// Manage the embedded sandbox
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

/// Runs a command; the one place that knows them all.
///
/// # Errors
/// Whatever the command reports.
pub async fn dispatch(context: &Context, command: &Command) -> Result<ExitCode> {
    match command {
        Command::Baseline(command) => commands::baseline::run(context, command).await,
        Command::Group(command) => commands::group::run(context, command).await,
        Command::Node(command) => commands::node::run(context, command).await,
        Command::Override(command) => commands::override_list::run(context, command).await,
        Command::PatchNow(command) => Box::pin(commands::patch_now::run(context, command)).await,
        Command::Explain(args) => commands::explain::run(context, args),
        Command::Compliance(command) => commands::compliance::run(context, command).await,
        Command::Report(command) => commands::report::run(context, command).await,
        Command::Sandbox(command) => commands::sandbox::run(context, command).await,
        Command::Config(command) => commands::config::run(context, command).await,
        Command::Completion(args) => commands::completion::run(context, args),
        Command::Man(args) => commands::man::run(context, args),
        Command::Help(args) => commands::help::run(context, args),
    }
}
