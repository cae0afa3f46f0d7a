//! The options for exceptions, and for the time that violations have.

use std::path::PathBuf;

use clap::Args;

use crate::domain::compliance::sla::Sla;

/// Which exceptions count.
#[derive(Clone, Debug, Default, Args)]
pub struct ExceptionArgs {
    /// Excuse what the exceptions of this file name, until the day that they name (`patchctl help
    /// exceptions-file`); - reads standard input
    #[arg(long, value_name = "FILE", help_heading = "Exceptions and times")]
    pub exceptions: Option<PathBuf>,
}

/// The times that violations have.
#[derive(Clone, Debug, Default, Args)]
pub struct SlaArgs {
    /// Until when violations may be there, by the severity of their publisher, counted from the day
    /// of their release: critical=14d,high=30d. What nobody publishes the day of counts as overdue
    #[arg(
        long,
        value_name = "SEVERITY=TIME,...",
        help_heading = "Exceptions and times"
    )]
    pub sla: Option<Sla>,
}
