//! What is wrong with a fleet file so far, and the questions that every part of it is asked.

use std::collections::HashMap;

use super::catalogue::Catalogue;
use super::file::{AccountFile, FleetFile};
use super::when::When;
use crate::document::{Path, Violation, nearest};
use crate::sandbox::constraint::is_made_of;
use crate::sandbox::regions;

/// A fleet file that is being checked.
pub(super) struct Check<'a> {
    pub(super) fleet: &'a FleetFile,
    pub(super) violations: Vec<Violation>,
    pub(super) catalogues: HashMap<&'a str, Catalogue>,
}

impl<'a> Check<'a> {
    pub(super) fn wrong(&mut self, at: &Path, message: impl Into<String>) {
        self.violations.push(Violation::new(at.clone(), message));
    }

    /// A value that must be one of a list; a near miss is offered.
    pub(super) fn one_of(&mut self, at: &Path, found: &str, allowed: &[&str]) {
        if allowed.contains(&found) {
            return;
        }

        let violation = Violation::new(
            at.clone(),
            format!(
                "`{}` is none of {}",
                found.escape_debug(),
                allowed.join(", ")
            ),
        );

        // A list is told in full; a slip of the pen is offered besides.
        self.violations
            .push(match nearest(found, allowed.iter().copied()) {
                Some(near) => violation.help(format!("did you mean `{near}`?")),
                None => violation,
            });
    }

    pub(super) fn optional_one_of(&mut self, at: &Path, found: Option<&String>, allowed: &[&str]) {
        if let Some(found) = found {
            self.one_of(at, found, allowed);
        }
    }

    /// A reference to an account, by id or name.
    pub(super) fn account(&mut self, at: &Path, reference: &str) -> Option<&'a AccountFile> {
        // Users write either; ids and names are one set (see `accounts`).
        let found = self
            .fleet
            .accounts
            .iter()
            .find(|account| account.id == reference || account.name == reference);

        if found.is_none() {
            let names: Vec<&str> = self
                .fleet
                .accounts
                .iter()
                .map(|account| account.name.as_str())
                .collect();

            let violation = Violation::new(
                at.clone(),
                format!("there is no account `{}`", reference.escape_debug()),
            );
            let help = match nearest(reference, names.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the accounts are {}", names.join(", ")),
            };
            self.violations.push(violation.help(help));
        }
        found
    }

    /// A Region, and that an account has it: one that AWS added since 2019 has to be enabled first
    /// (AWS General Reference, "Managing AWS Regions").
    pub(super) fn region(&mut self, at: &Path, region: &str, account: Option<&AccountFile>) {
        let own = self.fleet.regions.first();
        let own = regions::partition(own.map_or("", String::as_str));

        // The gravest first: what is no Region has no partition, and cannot be enabled.
        if !regions::exists(region) {
            self.wrong(
                at,
                format!("`{}` is not an AWS Region", region.escape_debug()),
            );
        } else if regions::partition(region) != own {
            self.wrong(
                at,
                format!(
                    "`{region}` is of the partition {}, and the Regions of this fleet are of {own}",
                    regions::partition(region)
                ),
            );
        } else if let Some(account) = account
            && regions::is_opt_in(region)
            && !account
                .enabled_regions
                .iter()
                .any(|enabled| enabled == region)
        {
            self.wrong(
                at,
                format!(
                    "account `{}` has to enable `{region}` first (enabled_regions)",
                    account.name
                ),
            );
        }
    }

    pub(super) fn when(&mut self, at: &Path, text: &str) {
        if let Err(message) = When::parse(text) {
            self.wrong(at, message);
        }
    }

    /// Whether a catalogue has a patch; one that could not be read may have it.
    pub(super) fn knows_patch(&self, catalogue: &str, name: &str) -> bool {
        self.catalogues
            .get(catalogue)
            .is_none_or(|catalogue| catalogue.knows(name))
    }

    pub(super) fn optional_when(&mut self, at: &Path, text: Option<&String>) {
        if let Some(text) = text {
            self.when(at, text);
        }
    }
}

/// Whether a name has the length, and only ASCII letters, digits and `_-.`, as the SSM API takes
/// the names of most things.
pub(super) fn is_name(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    is_made_of(text, length, b"_-.")
}
