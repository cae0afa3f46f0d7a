//! `patchctl group`.

pub mod add;
pub mod deregister;
pub mod lint;
pub mod list;
mod members;
pub mod nodes;
pub mod register;
pub mod remove;
pub mod show;
pub mod state;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
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
    Add(add::AddArgs),
    /// Take nodes out of a group, by their tag
    Remove(remove::RemoveArgs),
    /// Find groups without baseline or nodes, near misses and nodes with both tag keys
    Lint(lint::LintArgs),
}

#[async_trait(?Send)]
impl Noun for GroupCommand {
    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::List(args) => list::run(context, args).await,
            Self::Show(args) => show::run(context, args).await,
            Self::State(args) => state::run(context, args).await,
            Self::Nodes(args) => nodes::run(context, args).await,
            Self::Register(args) => register::run(context, args).await,
            Self::Deregister(args) => deregister::run(context, args).await,
            Self::Add(args) => add::run(context, args).await,
            Self::Remove(args) => remove::run(context, args).await,
            Self::Lint(args) => lint::run(context, args).await,
        }
    }
}
