//! `patchctl policy`: patch policies and host management of Quick Setup.

pub mod apply;
pub mod create;
pub mod delete;
mod deploying;
pub mod diff;
pub mod export;
mod flags;
pub mod list;
pub mod logs;
pub mod nodes;
pub mod show;
pub mod status;
pub mod update;

use async_trait::async_trait;
use clap::Subcommand;

use crate::aws::site::Site;
use crate::commands::Noun;
use crate::context::Context;
use crate::document::policy;
use crate::domain::policy::Definition;
use crate::domain::policy::doubts::{Known, doubts};
use crate::domain::policy::manager::{Standing, Status};
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::files::documents::Text;
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
    /// List the nodes that a policy is for, and which of them it cannot patch
    Nodes(nodes::NodesArgs),
    /// Show what nodes printed when a policy scanned or installed last
    Logs(logs::LogsArgs),
    /// Make a policy, and follow its deployment
    Create(Box<create::CreateArgs>),
    /// Change a policy, and follow its deployment
    Update(Box<update::UpdateArgs>),
    /// Delete a policy and what it deployed
    Delete(delete::DeleteArgs),
    /// Make policies as documents describe them
    Apply(apply::ApplyArgs),
    /// Compare documents with what is there
    Diff(diff::DiffArgs),
    /// Write policies as documents, for Terraform or for CloudFormation
    Export(export::ExportArgs),
}

#[async_trait(?Send)]
impl Noun for PolicyCommand {
    async fn run(&self, context: &Context) -> Result<ExitCode> {
        match self {
            Self::List(args) => list::run(context, args).await,
            Self::Show(args) => show::run(context, args).await,
            Self::Status(args) => status::run(context, args).await,
            Self::Nodes(args) => nodes::run(context, args).await,
            Self::Logs(args) => Box::pin(logs::run(context, args)).await,
            Self::Create(args) => create::run(context, args).await,
            Self::Update(args) => update::run(context, args).await,
            Self::Delete(args) => delete::run(context, args).await,
            Self::Apply(args) => apply::run(context, args).await,
            Self::Diff(args) => diff::run(context, args).await,
            Self::Export(args) => export::run(context, args).await,
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
    let word = match status.word.as_str() {
        "" => "UNKNOWN",
        word => word,
    };
    Cell::State(word.to_owned(), tone)
}

/// The definitions in some files; a name stands once over all of them.
fn definitions(texts: &[Text], color: bool) -> Result<Vec<Definition>> {
    let mut all: Vec<Definition> = Vec::new();
    for text in texts {
        for (_, definition) in policy::read(text.source(color))? {
            if all.iter().any(|other| other.name == definition.name) {
                return Err(Error::usage(format!(
                    "`{}`: {} is described in another file too",
                    text.name, definition.name
                )));
            }
            all.push(definition);
        }
    }
    Ok(all)
}

/// Says what is true of a policy and surprises, before it is sent; of organizational units also which
/// accounts they reach.
async fn tell(context: &Context, site: &Site, definition: &Definition) -> Result<()> {
    let mut known = Known::default();
    if definition.is_for_organization() {
        let accounts = site.accounts_below(&definition.organizational_units).await;
        let accounts = accounts.map_err(|error| {
            error.first_hint(
                "organizational units need the management account of the organization: a delegated administrator may not deploy patch policies",
            )
        })?;
        known.management = true;
        context.ui.note(&format!(
            "{}: the organizational units hold {}",
            definition.name,
            crate::domain::text::words::count(accounts, "active account")
        ));
    }
    for doubt in doubts(definition, known) {
        context.ui.warn(&format!("{}: {doubt}", definition.name));
    }
    Ok(())
}
