//! A policy in a few words: what it does and when, and where.

use super::{Definition, Kind, Operation};
use crate::domain::schedule::{Schedule, Service};

/// When a patch policy scans that does not say it (AWS's template).
pub const USUAL_SCAN: &str = "cron(0 1 * * ? *)";

/// What it does and when.
pub fn does(definition: &Definition) -> String {
    if definition.kind == Kind::HostManagement {
        let scans = definition.host.clone().unwrap_or_default().scan;
        return if scans {
            "scans once a day"
        } else {
            "scans nothing"
        }
        .to_owned();
    }
    let scan = definition.scan.as_ref().map(|scan| scan.schedule.as_str());
    let scan = when("scans", scan.unwrap_or(USUAL_SCAN));
    let install = definition.install.as_ref();
    match (definition.operation, install) {
        (Some(Operation::ScanAndInstall), Some(install)) => {
            format!("{scan}; {}", when("installs", &install.schedule))
        }
        (Some(Operation::ScanAndInstall), None) => format!("{scan}; installs by no schedule"),
        _ => scan,
    }
}

fn when(verb: &str, text: &str) -> String {
    match Schedule::read(text, Service::Policy) {
        Ok(schedule) => format!("{verb} {}", schedule.in_words()),
        Err(_) => format!("{verb} on {text}"),
    }
}

/// For whom it is, and where.
pub fn deployed_to(definition: &Definition) -> String {
    let whom = if definition.is_for_organization() {
        &definition.organizational_units
    } else {
        &definition.accounts
    };
    format!("{} in {}", whom.join(", "), definition.regions.join(", "))
}
