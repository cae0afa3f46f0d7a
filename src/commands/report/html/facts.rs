//! What stands at the top of a page: where it is from, from when, and what is not in it.

use crate::context::Context;
use crate::domain::compliance::NodeCompliance;
use crate::domain::compliance::summary::Totals;
use crate::domain::fleet::place::{AWS, SANDBOX};
use crate::domain::fleet::unreadable::{Unreadable, outages};
use crate::domain::text::words::count;
use crate::output::time::rfc3339;
use crate::read::fleet::Fleet;

/// Who answered, where that was not AWS; and a fleet without a node, which must not look like a good
/// one.
pub fn warning(fleet: &Fleet) -> Option<String> {
    let from = match fleet.place.endpoint.as_str() {
        AWS => None,
        SANDBOX => Some("These numbers are from a sandbox, not from AWS.".to_owned()),
        url => Some(format!("These numbers are from {url}, not from AWS.")),
    };

    let nobody = fleet
        .nodes
        .is_empty()
        .then(|| "There is no node.".to_owned());
    let parts: Vec<String> = from.into_iter().chain(nobody).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// What could not be read, one sentence for all nodes that lack the same for one reason.
pub fn unread(faults: &[Unreadable]) -> Vec<String> {
    // As standard error tells it: a thousand nodes that one denial took are one sentence.
    let outages = outages(faults);
    let sentences = outages.iter().map(|outage| {
        let hint = outage.first.hint.as_ref();
        let hint = hint.map_or_else(String::new, |hint| format!(" ({hint})"));
        format!("{}: {}{hint}", outage.place(), outage.first.reason)
    });
    sentences.collect()
}

/// Names and values.
pub fn facts(context: &Context, fleet: &Fleet, totals: &Totals) -> Vec<(&'static str, String)> {
    let filter = if fleet.filter.is_empty() {
        "every node".to_owned()
    } else {
        fleet.filter.clone()
    };

    let pending = count(totals.pending_reboot_nodes, "node");
    let verb = if totals.pending_reboot_nodes == 1 {
        "waits"
    } else {
        "wait"
    };

    // The place and the time first: a page is kept and read years later.
    vec![
        ("From", fleet.place.to_string()),
        ("Selected", filter),
        ("Read at", rfc3339(context.clock.now())),
        ("Reports", reports(&fleet.nodes)),
        ("Nodes", nodes(fleet, totals)),
        (
            "Patches",
            format!(
                "{} missing and {} failed on all nodes together; {pending} {verb} for a reboot",
                totals.missing_patches, totals.failed_patches
            ),
        ),
        (
            "Written by",
            concat!("patchctl ", env!("CARGO_PKG_VERSION")).to_owned(),
        ),
    ]
}

fn nodes(fleet: &Fleet, totals: &Totals) -> String {
    let not_green = totals.nodes - totals.compliant;
    let gone = match totals.gone {
        0 => String::new(),
        gone => format!("; {gone} more gone, and not counted"),
    };
    format!("{}, {not_green} not COMPLIANT{gone}", fleet.size())
}

/// From when to when the reports are; the nodes without one are named, because a span says nothing of
/// them.
fn reports(nodes: &[NodeCompliance]) -> String {
    let reports = nodes.iter().filter_map(|node| node.report.as_ref());
    let times = reports.filter_map(|report| report.ended_at);
    // By the clocks of the nodes: a time in the future is shown as it is.
    let (first, last) = (times.clone().min(), times.max());
    let silent = nodes.iter().filter(|node| node.report.is_none()).count();
    let without = match silent {
        0 => String::new(),
        silent => format!("; {} without one", count(silent, "node")),
    };
    match (first, last) {
        (Some(first), Some(last)) => {
            format!("{} to {}{without}", rfc3339(first), rfc3339(last))
        }
        _ => format!("none with a time{without}"),
    }
}
