//! `patchctl sandbox`.

pub mod advance;
pub mod catalog;
mod open;
pub mod reset;
pub mod seed;
pub mod serve;
pub mod status;

use async_trait::async_trait;
use clap::Subcommand;

use crate::commands::Noun;
use crate::context::{Context, Needs};
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::settings::{Origin, SandboxChoice};

/// The verbs of `sandbox`.
#[derive(Debug, Subcommand)]
pub enum SandboxCommand {
    /// Offer the sandbox on loopback to any AWS client
    Serve(serve::ServeArgs),
    /// Fill the sandbox with the example fleet, your own, a generated one, or this machine
    Seed(seed::SeedArgs),
    /// Remove the sandbox with everything in it
    Reset(reset::ResetArgs),
    /// Show what the sandbox holds
    Status(status::StatusArgs),
    /// Move the sandbox's clock
    Advance(advance::AdvanceArgs),
    /// Fill and show the catalogues of patches
    #[command(subcommand)]
    Catalog(catalog::CatalogCommand),
}

#[async_trait(?Send)]
impl Noun for SandboxCommand {
    fn needs(&self) -> Needs {
        Needs::Settings
    }

    fn is_server(&self) -> bool {
        true
    }

    async fn run(&self, context: &Context) -> Result<ExitCode> {
        let sandbox = &context.settings.sandbox;
        if let (SandboxChoice::Off, Origin::Flag(_)) = (&sandbox.value, &sandbox.origin) {
            return Err(Error::usage(
                "--no-sandbox and `patchctl sandbox` contradict each other",
            ));
        }
        match self {
            Self::Serve(args) => serve::run(context, args).await,
            Self::Seed(args) => seed::run(context, args).await,
            Self::Reset(args) => reset::run(context, args).await,
            Self::Status(args) => status::run(context, args),
            Self::Advance(args) => advance::run(context, args),
            Self::Catalog(command) => catalog::run(context, command).await,
        }
    }
}
