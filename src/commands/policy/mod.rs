//! `patchctl policy`: patch policies and host management of Quick Setup.

pub mod list;
pub mod show;
pub mod status;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
use crate::context::Context;
use crate::domain::policy::manager::{Standing, Status};
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::cell::{Cell, Tone};

/// The verbs of `policy`.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// List policies with what they do, where, and how they are deployed
    List(list::ListArgs),
    /// Show a policy: in words, its exact parameters, and what surprises
    Show(show::ShowArgs),
    /// Check that policies are deployed in every account and Region
    Status(status::StatusArgs),
}

#[async_trait(?Send)]
impl Noun for PolicyCommand {
    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::List(args) => list::run(context, args).await,
            Self::Show(args) => show::run(context, args).await,
            Self::Status(args) => status::run(context, args).await,
        }
    }
}

/// A status of AWS, with the tone that fits.
fn status_cell(status: &Status) -> Cell {
    let tone = match status.standing() {
        Standing::Done => Tone::Good,
        Standing::Failed => Tone::Bad,
        Standing::Working => Tone::Quiet,
        Standing::Unknown => Tone::Warning,
    };
    let word = match status.status.as_str() {
        "" => "UNKNOWN",
        word => word,
    };
    Cell::State(word.to_owned(), tone)
}
