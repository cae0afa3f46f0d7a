//! What Quick Setup would refuse, or would deploy into a failure, found before anything is sent.

use super::selected::{Choice, Selected};
use super::{Definition, Kind, Targets, Timing};
use crate::domain::baseline::check::check_tags;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::id::baseline::BaselineId;
use crate::domain::id::{AccountId, NodeId};
use crate::domain::run::amount::Amount;
use crate::domain::schedule::{Schedule, Service};
use crate::domain::text::violation::{Path, Violation};
use crate::domain::text::words::near_miss;

/// Where both types can be deployed (User Guide, "Quick Setup"; the type documents). Osaka is not
/// among them.
pub const REGIONS: [&str; 16] = [
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

/// The most nodes that can be chosen by hand (User Guide, "Automate organization-wide patching").
const MOST_NODES: usize = 25;

/// Everything that is wrong with a definition; `at` is its place in a document.
pub fn check(definition: &Definition, at: &Path) -> Vec<Violation> {
    let mut check = Check {
        definition,
        at,
        found: Vec::new(),
    };
    check.names();
    match definition.kind {
        Kind::PatchPolicy => check.policy(),
        Kind::HostManagement => check.host(),
    }
    check.targets();
    check.reach();
    check.roles();
    check.parameters();
    if let Some(tags) = &definition.tags {
        check.found.extend(check_tags(tags, &at.key("tags")));
    }
    check.found
}

struct Check<'d> {
    definition: &'d Definition,
    at: &'d Path,
    found: Vec<Violation>,
}

impl Check<'_> {
    fn wrong(&mut self, key: &str, message: impl Into<String>) {
        let at = self.at.key(key);
        self.found.push(Violation::new(at, message));
    }

    fn names(&mut self) {
        let name = &self.definition.name;
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '_' | '-');
        // An empty one is allowed by the model, and nobody could name the policy again.
        if name.trim().is_empty() || name.len() > 120 || !name.chars().all(allowed) {
            self.wrong(
                "name",
                "a name has 1 to 120 letters, digits, blanks and ._-",
            );
        }
        let description = self.definition.description.as_deref().unwrap_or_default();
        if description.chars().count() > 512 || description.contains('\n') {
            self.wrong(
                "description",
                "a description is one line of at most 512 characters",
            );
        }
    }

    /// What belongs to the other kind is a mistake, and not to be passed over.
    fn only_for(&mut self, kind: Kind, given: &[(&str, bool)]) {
        for (key, given) in given {
            if *given {
                self.wrong(key, format!("this is for a {kind} only"));
            }
        }
    }

    fn policy(&mut self) {
        let definition = self.definition;
        self.only_for(Kind::HostManagement, &[("host", definition.host.is_some())]);
        if definition.operation.is_none() {
            self.wrong("operation", "say what it does: scan or scan-and-install");
        }
        self.timings();
        self.baselines();
        for (key, amount) in [
            ("max_concurrency", &definition.max_concurrency),
            ("max_errors", &definition.max_errors),
        ] {
            let Some(text) = amount else { continue };
            let read = match key {
                "max_errors" => text.parse::<Amount>(),
                _ => Amount::concurrency(text),
            };
            if let Err(why) = read {
                self.wrong(key, why);
            }
        }
        self.logs();
    }

    fn timings(&mut self) {
        let definition = self.definition;
        if let Some(scan) = &definition.scan {
            self.timing("scan", scan);
        }
        match (&definition.install, definition.installs()) {
            (Some(install), true) => self.timing("install", install),
            (None, true) => self.wrong(
                "install",
                "scan-and-install needs a schedule for installs; without one it cannot be deployed",
            ),
            (Some(_), false) => self.wrong(
                "install",
                "the operation is scan, so that this schedule would never be used",
            ),
            (None, false) => {}
        }
        // AWS's default is never, that of the document that patches is always: it has to be said.
        if definition.installs() && definition.reboot.is_none() {
            self.wrong(
                "reboot",
                "say whether nodes reboot after an installation: if-needed or never",
            );
        }
    }

    fn timing(&mut self, key: &str, timing: &Timing) {
        let place = self.at.key(key);
        let schedule = match Schedule::read(&timing.schedule, Service::Policy) {
            Ok(schedule) => schedule,
            Err(why) => {
                self.found.push(Violation::new(place.key("schedule"), why));
                return;
            }
        };
        // To wait becomes ApplyOnlyAtCronInterval, which is not supported for rates. Where it is not
        // said the template decides, which has false for scans and true for installs.
        let waits = match timing.at_once {
            Some(at_once) => !at_once,
            None => key == "install",
        };
        if schedule.is_rate() && waits {
            let message = "a rate cannot wait for its next interval: the deployment would fail; \
                           write a cron expression, or at_once: true";
            self.found
                .push(Violation::new(place.key("at_once"), message));
        }
    }

    fn baselines(&mut self) {
        let definition = self.definition;
        let Some(baselines) = &definition.baselines else {
            self.wrong(
                "baselines",
                "name a baseline for each operating system, or write `defaults`",
            );
            return;
        };
        match definition.baseline_region.as_deref() {
            None | Some("") => self.wrong(
                "baseline_region",
                "say in which Region the baselines are: without it nodes get none",
            ),
            Some(region) => self.region("baseline_region", region),
        }
        let Selected::Each(each) = baselines else {
            return;
        };
        if each.is_empty() {
            self.wrong("baselines", "there is no baseline");
        }
        for (os, choice) in each {
            self.baseline(os, choice);
        }
    }

    /// One operating system with what it is given.
    fn baseline(&mut self, os: &str, choice: &Choice) {
        let place = self.at.key("baselines").key(os);
        let known = || OperatingSystem::ALL.iter().map(|os| os.as_str());
        if known().all(|known| known != os) {
            let near = near_miss(os, known()).map(|near| format!("did you mean {near}?"));
            let message = format!("`{os}` is no operating system of Patch Manager");
            self.found
                .push(Violation::new(place.clone(), message).maybe_help(near));
        }

        let (value, is_entry) = match choice {
            Choice::Named(name) => (name, false),
            Choice::Entry(entry) => (&entry.value, true),
        };
        if value.is_empty() {
            self.found
                .push(Violation::new(place.clone(), "this names no baseline"));
        }
        // A name is looked up; an entry is sent as it stands.
        if is_entry && value.parse::<BaselineId>().is_err() {
            let message = format!("`{value}` is neither an id nor an ARN");
            self.found.push(Violation::new(place, message));
        }
    }

    fn logs(&mut self) {
        let Some(logs) = &self.definition.logs else {
            return;
        };
        if logs.bucket.is_empty() || logs.bucket.len() > 63 {
            self.wrong("logs", "a bucket has 3 to 63 letters, digits and .-");
        }
        if logs.region.is_empty() {
            self.wrong("logs", "say in which Region the bucket is");
        }
    }

    fn host(&mut self) {
        let definition = self.definition;
        self.only_for(
            Kind::PatchPolicy,
            &[
                ("operation", definition.operation.is_some()),
                ("scan", definition.scan.is_some()),
                ("install", definition.install.is_some()),
                ("reboot", definition.reboot.is_some()),
                ("baselines", definition.baselines.is_some()),
                ("baseline_region", definition.baseline_region.is_some()),
                ("max_concurrency", definition.max_concurrency.is_some()),
                ("max_errors", definition.max_errors.is_some()),
                ("logs", definition.logs.is_some()),
            ],
        );
    }

    fn targets(&mut self) {
        match &self.definition.targets {
            Targets::All => {}
            Targets::Tag(tags) => {
                if tags.len() != 1 || tags.keys().any(String::is_empty) {
                    self.wrong("targets", "a policy takes one tag, with its key");
                }
            }
            Targets::ResourceGroup(group) => {
                if group.is_empty() {
                    self.wrong("targets", "the resource group has no name");
                }
                if self.definition.is_for_organization() {
                    self.wrong(
                        "targets",
                        "a resource group can be targeted in one account only, and not in organizational units",
                    );
                }
            }
            Targets::Nodes(nodes) => self.nodes(nodes),
        }
    }

    fn nodes(&mut self, nodes: &[String]) {
        if nodes.is_empty() {
            self.wrong("targets", "there is no node");
        }
        if nodes.len() > MOST_NODES {
            let message = format!(
                "{} nodes; at most {MOST_NODES} can be named: use a tag",
                nodes.len()
            );
            self.wrong("targets", message);
        }
        let place = self.at.key("targets").key("nodes");
        for (index, node) in nodes.iter().enumerate() {
            let message = match node.parse::<NodeId>() {
                Err(_) => format!("`{node}` is no instance id"),
                Ok(id) if id.as_str().starts_with("mi-") => {
                    format!("{node} is no EC2 instance; hybrid nodes need a tag or all nodes")
                }
                Ok(_) => continue,
            };
            self.found.push(Violation::new(place.index(index), message));
        }
    }

    fn reach(&mut self) {
        let definition = self.definition;
        match (
            definition.accounts.is_empty(),
            definition.organizational_units.is_empty(),
        ) {
            (true, true) => self.wrong(
                "accounts",
                "say for whom it is: the account, or organizational_units",
            ),
            (false, false) => self.wrong(
                "organizational_units",
                "it is either for an account or for organizational units",
            ),
            _ => {}
        }
        self.accounts();

        if definition.regions.is_empty() {
            self.wrong("regions", "say to which Regions it is deployed");
        }
        for (index, region) in definition.regions.iter().enumerate() {
            self.region("regions", region);
            if definition.regions[..index].contains(region) {
                self.wrong("regions", format!("{region} stands twice"));
            }
        }
    }

    /// The accounts and organizational units by their forms.
    fn accounts(&mut self) {
        let definition = self.definition;
        if definition.accounts.len() > 1 {
            self.wrong(
                "accounts",
                "one account at most, that of the caller; several are reached by organizational_units",
            );
        }
        for account in &definition.accounts {
            if account.parse::<AccountId>().is_err() {
                self.wrong(
                    "accounts",
                    format!("`{account}` is no account id of 12 digits"),
                );
            }
        }
        for unit in &definition.organizational_units {
            if !unit.starts_with("ou-") && !unit.starts_with("r-") {
                let message = format!("`{unit}` is neither a unit (ou-…) nor the root (r-…)");
                self.wrong("organizational_units", message);
            }
        }
    }

    fn region(&mut self, key: &str, region: &str) {
        if REGIONS.contains(&region) {
            return;
        }
        let near = near_miss(region, REGIONS).map(|near| format!("did you mean {near}?"));
        let message = format!("Quick Setup is not in `{region}`");
        let at = self.at.key(key);
        self.found.push(
            Violation::new(at, message)
                .help(format!("it is in {}", REGIONS.join(", ")))
                .maybe_help(near),
        );
    }

    fn roles(&mut self) {
        let Some(roles) = &self.definition.roles else {
            return;
        };
        let administration = roles.administration.as_deref().unwrap_or_default();
        let arn = administration.starts_with("arn:") && administration.contains(":role/");
        if !administration.is_empty() && !arn {
            self.wrong(
                "roles",
                "the administration role is an ARN such as arn:aws:iam::111122223333:role/NAME",
            );
        }
        // The model knows the plain name only.
        let execution = roles.execution.as_deref().unwrap_or_default();
        let plain = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
        if execution.len() > 64 || !execution.chars().all(plain) {
            self.wrong(
                "roles",
                "the execution role is a name of at most 64 characters",
            );
        }
    }

    fn parameters(&mut self) {
        let both = self
            .definition
            .without_parameters
            .iter()
            .find(|name| self.definition.parameters.contains_key(*name));
        if let Some(name) = both {
            let message = format!("{name} is sent and left out at once");
            self.wrong("without_parameters", message);
        }
        for (name, value) in &self.definition.parameters {
            let allowed = |c: char| c.is_ascii_alphanumeric() || "+=@_/ -".contains(c);
            if name.is_empty() || name.len() > 256 || !name.chars().all(allowed) {
                self.wrong("parameters", format!("`{name}` is no name of a parameter"));
            }
            if value.chars().count() > 40_960 {
                self.wrong("parameters", format!("{name} is too long"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::selected::Defaults;
    use super::super::{Logs, Operation, Reboot};
    use super::*;

    type Change = Box<dyn Fn(&mut Definition)>;

    fn timing(schedule: &str, at_once: Option<bool>) -> Timing {
        Timing {
            schedule: schedule.to_owned(),
            at_once,
        }
    }

    fn sound() -> Definition {
        Definition {
            name: "nightly".to_owned(),
            operation: Some(Operation::Scan),
            baselines: Some(Selected::Word(Defaults::Defaults)),
            baseline_region: Some("us-east-1".to_owned()),
            accounts: vec!["111122223333".to_owned()],
            regions: vec!["us-east-1".to_owned()],
            ..Definition::default()
        }
    }

    fn places(definition: &Definition) -> Vec<String> {
        let found = check(definition, &Path::default());
        found.iter().map(Violation::place).collect()
    }

    #[test]
    fn a_sound_policy_has_no_mistake() {
        assert_eq!(places(&sound()), Vec::<String>::new());
    }

    #[test]
    fn what_aws_refuses_or_cannot_deploy_is_found_at_its_place() {
        let install = |definition: &mut Definition| {
            definition.operation = Some(Operation::ScanAndInstall);
            definition.reboot = Some(Reboot::Never);
        };
        let table: Vec<(Change, &str)> = vec![
            (
                Box::new(|d| d.scan = Some(timing("rate(1 day)", Some(false)))),
                "scan.at_once",
            ),
            (
                Box::new(move |d| {
                    install(d);
                    d.install = Some(timing("rate(7 days)", None));
                }),
                "install.at_once",
            ),
            (
                Box::new(|d| d.scan = Some(timing("at(2030-01-01T00:00:00)", None))),
                "scan.schedule",
            ),
            (Box::new(install), "install"),
            (
                Box::new(|d| d.install = Some(timing("cron(0 2 ? * SUN *)", None))),
                "install",
            ),
            (Box::new(|d| d.accounts.clear()), "accounts"),
            (
                Box::new(|d| d.organizational_units = vec!["ou-ab12-11111111".to_owned()]),
                "organizational_units",
            ),
            (
                Box::new(|d| {
                    d.accounts.clear();
                    d.organizational_units = vec!["r-ab12".to_owned()];
                    d.targets = Targets::ResourceGroup("web".to_owned());
                }),
                "targets",
            ),
            (
                Box::new(|d| {
                    d.targets = Targets::Nodes(vec!["i-0123456789abcdef0".to_owned(); 26]);
                }),
                "targets",
            ),
            (
                Box::new(|d| {
                    d.targets = Targets::Nodes(vec!["mi-0123456789abcdef0".to_owned()]);
                }),
                "targets.nodes[0]",
            ),
            (
                Box::new(|d| d.regions = vec!["ap-northeast-3".to_owned()]),
                "regions",
            ),
            (Box::new(|d| d.baseline_region = None), "baseline_region"),
            (Box::new(|d| d.baselines = None), "baselines"),
            (
                Box::new(|d| {
                    d.logs = Some(Logs {
                        bucket: "logs".to_owned(),
                        region: String::new(),
                        prefix: None,
                    });
                }),
                "logs",
            ),
            (
                Box::new(|d| d.max_concurrency = Some("0".to_owned())),
                "max_concurrency",
            ),
            (
                Box::new(|d| d.host = Some(super::super::Host::default())),
                "host",
            ),
            (Box::new(|d| d.operation = None), "operation"),
        ];
        for (change, place) in table {
            let mut definition = sound();
            change(&mut definition);
            assert_eq!(places(&definition), [place], "{definition:?}");
        }
    }
}
