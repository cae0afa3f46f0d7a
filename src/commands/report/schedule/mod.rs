//! `patchctl report schedule`.

pub mod create;
pub mod delete;
pub mod list;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
use crate::context::Context;
use crate::error::Result;
use crate::exit::ExitCode;

/// The verbs of `report schedule`.
#[derive(Debug, Subcommand)]
pub enum ScheduleCommand {
    /// Have AWS write a report to S3 by a schedule
    Create(create::CreateArgs),
    /// List what exports reports by a schedule, also what the console made
    List(list::ListArgs),
    /// Delete a schedule that is an association
    Delete(delete::DeleteArgs),
}

#[async_trait(?Send)]
impl Noun for ScheduleCommand {
    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::Create(args) => create::run(context, args).await,
            Self::List(args) => list::run(context, args).await,
            Self::Delete(args) => delete::run(context, args).await,
        }
    }
}
