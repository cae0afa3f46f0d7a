//! `patchctl node`.

pub mod list;
pub mod show;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `node`.
#[derive(Debug, Subcommand)]
pub enum NodeCommand {
    /// List managed nodes
    List(list::ListArgs),
    /// Show one node: inventory, tags, patches and verdict
    #[command(visible_aliases = ["get", "describe"])]
    Show(show::ShowArgs),
}

#[async_trait(?Send)]
impl Noun for NodeCommand {
    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::List(args) => list::run(context, args).await,
            Self::Show(args) => show::run(context, args).await,
        }
    }
}
