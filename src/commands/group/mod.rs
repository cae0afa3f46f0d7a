//! `patchctl group`.

pub mod deregister;
pub mod lint;
pub mod list;
pub mod members;
pub mod nodes;
pub mod register;
pub mod show;
pub mod state;
pub mod tagging;

use clap::Subcommand;

use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `group`.
#[derive(Debug, Subcommand)]
pub enum GroupCommand {
    /// List patch groups with their baselines, one row for each operating system
    List(list::ListArgs),
    /// Show a group: its baselines, its nodes and their state
    Show(show::ShowArgs),
    /// Count the nodes of groups by the state of their patches
    State(state::StateArgs),
    /// List the nodes of a group
    Nodes(nodes::NodesArgs),
    /// Give a group a baseline
    Register(register::RegisterArgs),
    /// Take a group from its baseline
    Deregister(deregister::DeregisterArgs),
    /// Put nodes into a group, by their tag
    Add(members::AddArgs),
    /// Take nodes out of a group, by their tag
    Remove(members::RemoveArgs),
    /// Find groups without baseline or nodes, near misses and nodes with both tag keys
    Lint(lint::LintArgs),
}

/// Runs a verb.
///
/// # Errors
/// Whatever the verb reports.
pub async fn run(context: &Context, command: &GroupCommand) -> Result<ExitCode> {
    match command {
        GroupCommand::List(args) => list::run(context, args).await,
        GroupCommand::Show(args) => show::run(context, args).await,
        GroupCommand::State(args) => state::run(context, args).await,
        GroupCommand::Nodes(args) => nodes::run(context, args).await,
        GroupCommand::Register(args) => register::run(context, args).await,
        GroupCommand::Deregister(args) => deregister::run(context, args).await,
        GroupCommand::Add(args) => members::add(context, args).await,
        GroupCommand::Remove(args) => members::remove(context, args).await,
        GroupCommand::Lint(args) => lint::run(context, args).await,
    }
}
