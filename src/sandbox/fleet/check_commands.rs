//! Checks what a fleet file says of commands: how nodes take them, documents, maintenance windows
//! and resource groups.

use std::collections::HashSet;

use super::file::{DocumentFile, EventRuleFile, FleetFile, GroupFile, NodeFile, WindowFile};
use super::mistakes::{Check, is_name};
use super::patching::Of;
use crate::document::Path;
use crate::sandbox::world::documents::{OF_AWS, Refused};

pub(super) fn check(check: &mut Check<'_>) {
    let top = Path::default();
    if let Some(patching) = &check.fleet.patching {
        patching.check(&top.key("patching"), Of::Fleet, &mut check.violations);
        let hooks = patching.hooks.iter().map(|hook| hook.document.as_str());
        documents_exist(check, &top.key("patching"), hooks);
    }
    documents(check, &top.key("documents"));
    windows(check, &top.key("windows"));
    groups(check, &top.key("resource_groups"));
    rules(check, &top.key("event_rules"));
    vpc_endpoints(check, &top.key("vpc_endpoints"));
}

/// `patching` of a node.
pub(super) fn node(check: &mut Check<'_>, at: &Path, node: &NodeFile) {
    let Some(patching) = &node.patching else {
        return;
    };
    let at = at.key("patching");

    patching.check(&at, Of::Node, &mut check.violations);
    documents_exist(
        check,
        &at,
        patching.hooks.iter().map(|hook| hook.document.as_str()),
    );

    for (index, fail) in patching.fails.iter().enumerate() {
        if !check.knows_patch(&node.catalogue, &fail.patch) {
            let message = format!(
                "catalogue `{}` has no patch `{}`",
                node.catalogue,
                fail.patch.escape_debug()
            );
            check.wrong(&at.key("fails").index(index).key("patch"), message);
        }
    }

    // Who is online cannot come back; a time there would be a mistake that nobody sees.
    if patching.back.is_some()
        && !matches!(node.ping.as_deref(), Some("ConnectionLost" | "Inactive"))
    {
        check.wrong(
            &at.key("back"),
            "only a node whose ping is ConnectionLost or Inactive can come back",
        );
    }
}

/// Documents that are created later may be named too, but not AWS's that the sandbox does not have.
fn documents_exist<'a>(check: &mut Check<'_>, at: &Path, names: impl Iterator<Item = &'a str>) {
    for (index, name) in names.enumerate() {
        if name.starts_with("AWS-") && !OF_AWS.iter().any(|known| known.name() == name) {
            let names: Vec<&str> = OF_AWS.iter().map(|known| known.name()).collect();
            check.one_of(&at.key("hooks").index(index).key("document"), name, &names);
        }
    }
}

fn documents(check: &mut Check<'_>, at: &Path) {
    let fleet = check.fleet;
    // Within an account and Region: the same document may be in several.
    let mut seen = HashSet::new();
    for (index, file) in fleet.documents.iter().enumerate() {
        let at = at.index(index);

        document(check, &at, file);
        for region in &file.regions {
            if !seen.insert((&file.account, region, &file.name)) {
                check.wrong(
                    &at.key("name"),
                    format!("`{}` is used twice in {region}", file.name.escape_debug()),
                );
            }
        }
    }
}

fn document(check: &mut Check<'_>, at: &Path, file: &DocumentFile) {
    let account = check.account(&at.key("account"), &file.account);
    if file.regions.is_empty() {
        check.wrong(&at.key("regions"), "a document needs at least one Region");
    }
    for (index, region) in file.regions.iter().enumerate() {
        check.region(&at.key("regions").index(index), region, account);
    }

    // The names of documents that AWS keeps for itself (SSM API reference, CreateDocument).
    let lowercase = file.name.to_lowercase();
    let reserved = ["aws", "amazon", "amzn"]
        .iter()
        .any(|prefix| lowercase.starts_with(prefix));
    if !is_name(&file.name, 3..=128) || reserved {
        check.wrong(&at.key("name"), "a document name is 3 to 128 letters, digits and _-., and does not begin with aws, amazon or amzn");
    }
    check.optional_one_of(
        &at.key("type"),
        file.kind.as_ref(),
        &["Command", "Automation"],
    );
    if let Err(Refused::Content(why) | Refused::Schema(why)) =
        file.read(jiff::Timestamp::UNIX_EPOCH)
    {
        check.wrong(&at.key("content"), why);
    }
}

fn vpc_endpoints(check: &mut Check<'_>, at: &Path) {
    for (index, file) in check.fleet.vpc_endpoints.iter().enumerate() {
        let at = at.index(index);
        let account = check.account(&at.key("account"), &file.account);
        check.region(&at.key("region"), &file.region, account);
        if file.services.is_empty() {
            check.wrong(
                &at.key("services"),
                "name at least one service, such as ssm",
            );
        }
    }
}

fn rules(check: &mut Check<'_>, at: &Path) {
    let fleet = check.fleet;
    for (index, file) in fleet.event_rules.iter().enumerate() {
        let at = at.index(index);
        let account = check.account(&at.key("account"), &file.account);
        check.region(&at.key("region"), &file.region, account);
        if !is_name(&file.name, 1..=64) {
            check.wrong(
                &at.key("name"),
                "a rule name is 1 to 64 letters, digits and _-.",
            );
        }
        let place =
            |one: &EventRuleFile| (one.account.clone(), one.region.clone(), one.name.clone());
        if fleet.event_rules[..index]
            .iter()
            .any(|other| place(other) == place(file))
        {
            let used = format!("`{}` is used twice", file.name.escape_debug());
            check.wrong(&at.key("name"), used);
        }
    }
}

fn windows(check: &mut Check<'_>, at: &Path) {
    let fleet = check.fleet;
    for (index, file) in fleet.windows.iter().enumerate() {
        let at = at.index(index);
        let account = check.account(&at.key("account"), &file.account);
        check.region(&at.key("region"), &file.region, account);
        check.when(&at.key("next"), &file.next);
        window(check, &at, file);
        nodes_exist(check, &at, &file.account, &file.region, &file.nodes);

        // A window without a target would never concern a node.
        if file.tags.is_empty() && file.nodes.is_empty() {
            check.wrong(&at, "a window needs `tags` or `nodes`");
        }
        if fleet.windows[..index].iter().any(|other| {
            (&other.account, &other.region, &other.name)
                == (&file.account, &file.region, &file.name)
        }) {
            check.wrong(
                &at.key("name"),
                format!("`{}` is used twice", file.name.escape_debug()),
            );
        }
    }
}

fn window(check: &mut Check<'_>, at: &Path, file: &WindowFile) {
    if !is_name(&file.name, 3..=128) {
        check.wrong(
            &at.key("name"),
            "a window name is 3 to 128 letters, digits and _-.",
        );
    }

    // Only the form: what is inside is shown, and never worked out.
    let scheduled = ["cron(", "rate(", "at("]
        .iter()
        .any(|form| file.schedule.starts_with(form))
        && file.schedule.ends_with(')');
    if !scheduled || file.schedule.len() > 256 {
        check.wrong(
            &at.key("schedule"),
            "write a schedule as AWS does, such as cron(0 2 ? * SUN *)",
        );
    }

    // Bounds of the SSM API (CreateMaintenanceWindow): the window closes to new tasks before it ends.
    if !(1..=24).contains(&file.duration) {
        check.wrong(&at.key("duration"), "a window is open for 1 to 24 hours");
    }
    if file.cutoff >= file.duration {
        check.wrong(&at.key("cutoff"), "the cutoff is less than the duration");
    }
}

fn groups(check: &mut Check<'_>, at: &Path) {
    let fleet = check.fleet;
    for (index, file) in fleet.resource_groups.iter().enumerate() {
        let at = at.index(index);
        let account = check.account(&at.key("account"), &file.account);
        check.region(&at.key("region"), &file.region, account);
        if !is_name(&file.name, 1..=300) {
            check.wrong(&at.key("name"), "a group name is letters, digits and _-.");
        }

        // A group of AWS is made by a query or by a list, too.
        if file.tags.is_empty() == file.nodes.is_empty() {
            check.wrong(&at, "a resource group has either `tags` or `nodes`");
        }
        for (key, values) in file.tags.iter().filter(|(_, values)| values.is_empty()) {
            let _ = values;
            check.wrong(&at.key("tags").key(key), "a tag needs at least one value");
        }
        nodes_exist(check, &at, &file.account, &file.region, &file.nodes);

        let earlier = &fleet.resource_groups[..index];
        if earlier.iter().any(|other| place(other) == place(file)) {
            check.wrong(
                &at.key("name"),
                format!("`{}` is used twice", file.name.escape_debug()),
            );
        }
    }
}

fn place(file: &GroupFile) -> (&str, &str, &str) {
    (&file.account, &file.region, &file.name)
}

fn nodes_exist(check: &mut Check<'_>, at: &Path, account: &str, region: &str, nodes: &[String]) {
    let fleet = check.fleet;
    for (index, id) in nodes.iter().enumerate() {
        // The two may name the account in different ways.
        let known = fleet.nodes.iter().any(|node| {
            node.id == *id
                && node.region == region
                && account_id(fleet, &node.account) == account_id(fleet, account)
        });

        if !known {
            check.wrong(
                &at.key("nodes").index(index),
                format!(
                    "there is no node `{}` in this account and Region",
                    id.escape_debug()
                ),
            );
        }
    }
}

/// The id of the account that a reference means, by id or name.
fn account_id<'f>(fleet: &'f FleetFile, reference: &str) -> Option<&'f str> {
    fleet
        .accounts
        .iter()
        .find(|account| account.id == reference || account.name == reference)
        .map(|account| account.id.as_str())
}
