//! The accounts and Regions of a run, as far as this invocation reaches them.

use std::collections::BTreeSet;

use crate::aws::reach::Reach;
use crate::aws::site::Site;
use crate::domain::id::Scope;
use crate::domain::run::record::{Record, Sending};
use crate::error::{Error, Result};

/// The site of a scope.
///
/// # Errors
/// When the flags of this invocation do not reach it.
pub fn site<'a>(reach: &'a Reach, scope: &Scope) -> Result<&'a Site> {
    reach.site(scope).ok_or_else(|| {
        Error::failed(format!(
            "this command does not look at account {}, Region {}",
            scope.account, scope.region
        ))
        .hint(format!(
            "add --region {}, and the --profile or --role-name of the run",
            scope.region
        ))
    })
}

/// Whether this invocation reaches every account and Region of a run: a verdict on a part of it
/// would be none.
///
/// # Errors
/// When one is out of reach; the message names it.
pub fn check_reach(reach: &Reach, record: &Record) -> Result<()> {
    // What was refused or dropped never ran anywhere, and has no verdict.
    let scopes: BTreeSet<&Scope> = record
        .commands
        .iter()
        .filter(|command| !matches!(command.sending, Sending::Refused { .. } | Sending::Dropped))
        .map(|command| &command.command.scope)
        .collect();
    let missing: Vec<String> = scopes
        .iter()
        .filter(|scope| reach.site(scope).is_none())
        .map(ToString::to_string)
        .collect();

    if missing.is_empty() {
        return Ok(());
    }

    let regions: BTreeSet<&str> = scopes.iter().map(|scope| scope.region.as_str()).collect();
    let regions: Vec<&str> = regions.into_iter().collect();
    let message = format!(
        "{} also has commands in {}, where this command does not look",
        record.run,
        missing.join(" and in ")
    );
    Err(Error::failed(message).hint(format!(
        "add --region {}, and the --profile or --role-name of the run",
        regions.join(",")
    )))
}
