//! The commands: `<noun>/<verb>.rs`. The only place where arguments, gateway, domain and output
//! meet.

pub mod association;
pub mod audit;
pub mod baseline;
pub mod changes;
pub mod completion;
pub mod compliance;
pub mod config;
pub mod described;
pub mod doctor;
pub mod explain;
pub mod group;
pub mod help;
pub mod iam_policy;
pub mod man;
pub mod node;
pub mod override_list;
pub mod patch_now;
pub mod permissions;
pub mod policy;
pub mod printed;
pub mod report;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod schedule;
pub mod verdicts;
pub mod why;
pub mod window;
pub mod write;

use async_trait::async_trait;

use crate::context::{Context, Needs};
use crate::error::Result;
use crate::exit::ExitCode;
use crate::output::format::Format;

/// Whether a result is told in lines for people: a table that nobody selects from. Whoever queries
/// or chooses columns wants rows.
pub fn in_lines(context: &Context) -> bool {
    let ui = &context.ui;
    ui.format() == Format::Table && !ui.is_querying() && !ui.has_columns()
}

/// The exit code of a check: 0 for yes, 3 for no.
pub const fn check_code(passes: bool) -> ExitCode {
    if passes {
        ExitCode::Done
    } else {
        ExitCode::CheckFailed
    }
}

/// A noun of the command line with what was asked of it.
#[async_trait(?Send)]
pub trait Noun {
    /// What must be there before it runs.
    fn needs(&self) -> Needs {
        Needs::Aws
    }

    /// Whether it answers many requests at once, so that several threads have work.
    fn is_server(&self) -> bool {
        false
    }

    /// Does what was asked.
    async fn run(&self, context: &Context) -> Result<ExitCode>;
}

#[async_trait(?Send)]
impl<T: Noun> Noun for &T {
    fn needs(&self) -> Needs {
        (**self).needs()
    }

    fn is_server(&self) -> bool {
        (**self).is_server()
    }

    async fn run(&self, context: &Context) -> Result<ExitCode> {
        (**self).run(context).await
    }
}
