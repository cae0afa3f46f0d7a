//! The parameters of AWS's types, exactly, and back from what anybody sent.
//!
//! What our words do not say, or would say otherwise, stands beside them: [`Definition::parameters`]
//! and [`Definition::without_parameters`]. So every map of parameters becomes a definition that gives
//! the same map again.

use std::collections::{BTreeMap, BTreeSet};

use super::selected::{Defaults, Entries, Selected, of_parameter, to_parameter};
use super::{Definition, Host, Kind, Logs, Operation, Reboot, Targets, Timing};

/// Parameters by name; all values are texts.
pub type Parameters = BTreeMap<String, String>;

/// The parameters that this version has words for; others are kept as they are.
pub const KNOWN: [&str; 33] = [
    "PatchPolicyName",
    "SelectedPatchBaselines",
    "PatchBaselineUseDefault",
    "PatchBaselineRegion",
    "ConfigurationOptionsPatchOperation",
    "ConfigurationOptionsScanValue",
    "ConfigurationOptionsScanNextInterval",
    "ConfigurationOptionsInstallValue",
    "ConfigurationOptionsInstallNextInterval",
    "RebootOption",
    "RateControlConcurrency",
    "RateControlErrorThreshold",
    "IsPolicyAttachAllowed",
    "OutputLogEnableS3",
    "OutputBucketRegion",
    "OutputS3BucketRegion",
    "OutputS3BucketName",
    "OutputS3KeyPrefix",
    "TargetType",
    "TargetInstances",
    "TargetTagKey",
    "TargetTagValue",
    "ResourceGroupName",
    "TargetAccounts",
    "TargetOrganizationalUnits",
    "TargetRegions",
    "ScanInstances",
    "CollectInventory",
    "UpdateSsmAgent",
    "UpdateSSMAgent",
    "UpdateEc2LaunchAgent",
    "InstallCloudWatchAgent",
    "UpdateCloudWatchAgent",
];

/// The parameters of a definition. `entries` are its baselines as AWS has them.
pub fn to_parameters(definition: &Definition, entries: &Entries) -> Parameters {
    let mut parameters = own_parameters(definition, entries);
    parameters.extend(definition.parameters.clone());
    for name in &definition.without_parameters {
        parameters.remove(name);
    }
    parameters
}

/// What our words become.
fn own_parameters(definition: &Definition, entries: &Entries) -> Parameters {
    let mut to = Writer::default();
    match definition.kind {
        Kind::PatchPolicy => policy(definition, entries, &mut to),
        Kind::HostManagement => host(definition, &mut to),
    }
    if let Some(attach) = definition.attach_policies {
        to.switch("IsPolicyAttachAllowed", attach);
    }
    targets(definition, &mut to);
    to.list("TargetAccounts", &definition.accounts);
    to.list(
        "TargetOrganizationalUnits",
        &definition.organizational_units,
    );
    to.list("TargetRegions", &definition.regions);
    to.0
}

#[derive(Default)]
struct Writer(Parameters);

impl Writer {
    fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn switch(&mut self, name: &str, on: bool) {
        self.set(name, if on { "true" } else { "false" });
    }

    fn list(&mut self, name: &str, values: &[String]) {
        if !values.is_empty() {
            self.set(name, values.join(","));
        }
    }
}

fn policy(definition: &Definition, entries: &Entries, to: &mut Writer) {
    to.set("PatchPolicyName", &definition.name);
    to.set("SelectedPatchBaselines", to_parameter(entries));
    let defaults = definition.baselines == Some(Selected::Word(Defaults::Defaults));
    to.set(
        "PatchBaselineUseDefault",
        if defaults { "default" } else { "custom" },
    );
    if let Some(region) = &definition.baseline_region {
        to.set("PatchBaselineRegion", region);
    }
    let operation = match definition.operation {
        Some(Operation::ScanAndInstall) => "ScanAndInstall",
        Some(Operation::Scan) | None => "Scan",
    };
    to.set("ConfigurationOptionsPatchOperation", operation);

    timings(definition, to);
    match definition.reboot {
        Some(Reboot::IfNeeded) => to.set("RebootOption", "RebootIfNeeded"),
        Some(Reboot::Never) => to.set("RebootOption", "NoReboot"),
        None => {}
    }
    if let Some(concurrency) = &definition.max_concurrency {
        to.set("RateControlConcurrency", concurrency);
    }
    if let Some(errors) = &definition.max_errors {
        to.set("RateControlErrorThreshold", errors);
    }
    logs(definition, to);
}

/// When it scans and installs. The template asks whether to wait; we say whether to begin at once.
fn timings(definition: &Definition, to: &mut Writer) {
    for (name, timing) in [("Scan", &definition.scan), ("Install", &definition.install)] {
        let Some(timing) = timing else { continue };
        to.set(
            &format!("ConfigurationOptions{name}Value"),
            &timing.schedule,
        );
        if let Some(at_once) = timing.at_once {
            to.switch(&format!("ConfigurationOptions{name}NextInterval"), !at_once);
        }
    }
}

/// Where the nodes put what they print.
fn logs(definition: &Definition, to: &mut Writer) {
    // Always said: left out, it is true, and a bucket without a name is then no bucket.
    to.switch("OutputLogEnableS3", definition.logs.is_some());
    if let Some(logs) = &definition.logs {
        to.set("OutputS3BucketName", &logs.bucket);
        to.set("OutputBucketRegion", &logs.region);
        if let Some(prefix) = &logs.prefix {
            to.set("OutputS3KeyPrefix", prefix);
        }
    }
}

fn host(definition: &Definition, to: &mut Writer) {
    let Some(host) = &definition.host else {
        return;
    };
    for (name, on) in switches(host) {
        to.switch(name, on);
    }
}

/// The switches of host management with their names in the template.
const fn switches(host: &Host) -> [(&'static str, bool); 6] {
    [
        ("ScanInstances", host.scan),
        ("CollectInventory", host.inventory),
        ("UpdateSsmAgent", host.update_agent),
        ("UpdateEc2LaunchAgent", host.update_launch_agent),
        ("InstallCloudWatchAgent", host.cloudwatch_agent),
        ("UpdateCloudWatchAgent", host.update_cloudwatch_agent),
    ]
}

fn targets(definition: &Definition, to: &mut Writer) {
    match &definition.targets {
        // All of an organization is said by leaving the type out; in one account both are needed,
        // because "all" hangs on the instances (the template).
        Targets::All if definition.is_for_organization() => {}
        Targets::All => {
            to.set("TargetType", "*");
            to.set("TargetInstances", "*");
        }
        Targets::Tag(tags) => {
            to.set("TargetType", "Tags");
            for (key, value) in tags {
                to.set("TargetTagKey", key);
                to.set("TargetTagValue", value);
            }
        }
        Targets::Nodes(nodes) => {
            to.set("TargetType", "InstanceIds");
            to.list("TargetInstances", nodes);
        }
        Targets::ResourceGroup(group) => {
            to.set("TargetType", "ResourceGroups");
            to.set("ResourceGroupName", group);
        }
    }
}

/// The definition that gives these parameters again.
pub fn of_parameters(kind: Kind, name: &str, parameters: &Parameters) -> Definition {
    let from = Reader(parameters);
    let mut definition = Definition {
        name: name.to_owned(),
        kind,
        targets: from.targets(),
        accounts: from.list("TargetAccounts"),
        organizational_units: from.list("TargetOrganizationalUnits"),
        regions: from.list("TargetRegions"),
        attach_policies: from.switch("IsPolicyAttachAllowed"),
        ..Definition::default()
    };
    match kind {
        Kind::PatchPolicy => from.policy(&mut definition),
        Kind::HostManagement => definition.host = from.host(),
    }

    let entries = definition.baselines.as_ref().and_then(Selected::entries);
    let ours = own_parameters(&definition, &entries.unwrap_or_default());
    definition.parameters = parameters
        .iter()
        .filter(|(name, value)| !is_same(name, ours.get(*name), value))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let sent: BTreeSet<&String> = parameters.keys().collect();
    let unsent = ours.keys().filter(|name| !sent.contains(name));
    definition.without_parameters = unsent.cloned().collect();
    definition
}

/// Whether two values mean the same: of the baselines the JSON counts, not its blanks.
pub(super) fn is_same(name: &str, ours: Option<&String>, theirs: &str) -> bool {
    let Some(ours) = ours else {
        return false;
    };
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    ours == theirs
        || (name == "SelectedPatchBaselines"
            && json(theirs).is_some()
            && json(ours) == json(theirs))
}

/// Whether two maps mean the same to AWS.
pub fn are_same(left: &Parameters, right: &Parameters) -> bool {
    left.len() == right.len()
        && left
            .iter()
            .all(|(name, value)| is_same(name, right.get(name), value))
}

struct Reader<'p>(&'p Parameters);

impl Reader<'_> {
    /// A parameter that says something.
    fn text(&self, name: &str) -> Option<&str> {
        let value = self.0.get(name).map(String::as_str);
        value.filter(|value| !value.is_empty())
    }

    fn owned(&self, name: &str) -> Option<String> {
        self.text(name).map(str::to_owned)
    }

    fn list(&self, name: &str) -> Vec<String> {
        let values = self.text(name).into_iter().flat_map(|text| text.split(','));
        values.map(|value| value.trim().to_owned()).collect()
    }

    fn switch(&self, name: &str) -> Option<bool> {
        match self.text(name) {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => None,
        }
    }

    fn targets(&self) -> Targets {
        match self.text("TargetType") {
            Some("Tags") => {
                let value = self.0.get("TargetTagValue").cloned();
                let key = self.owned("TargetTagKey").unwrap_or_default();
                Targets::Tag([(key, value.unwrap_or_default())].into())
            }
            Some("ResourceGroups") => {
                Targets::ResourceGroup(self.owned("ResourceGroupName").unwrap_or_default())
            }
            Some("InstanceIds") => Targets::Nodes(self.list("TargetInstances")),
            _ => Targets::All,
        }
    }

    fn policy(&self, definition: &mut Definition) {
        definition.operation = match self.text("ConfigurationOptionsPatchOperation") {
            Some("ScanAndInstall") => Some(Operation::ScanAndInstall),
            _ => Some(Operation::Scan),
        };
        definition.scan = self.timing("Scan");
        definition.install = self.timing("Install");
        definition.reboot = match self.text("RebootOption") {
            Some("RebootIfNeeded") => Some(Reboot::IfNeeded),
            Some("NoReboot") => Some(Reboot::Never),
            _ => None,
        };
        let entries = self.text("SelectedPatchBaselines").and_then(of_parameter);
        definition.baselines = entries.map(|entries| {
            let each = entries.into_iter();
            Selected::Each(
                each.map(|(os, entry)| (os, super::selected::Choice::Entry(entry)))
                    .collect(),
            )
        });
        definition.baseline_region = self.owned("PatchBaselineRegion");
        definition.max_concurrency = self.owned("RateControlConcurrency");
        definition.max_errors = self.owned("RateControlErrorThreshold");
        definition.logs = self.logs();
    }

    fn timing(&self, name: &str) -> Option<Timing> {
        let waits = self.switch(&format!("ConfigurationOptions{name}NextInterval"));
        Some(Timing {
            schedule: self.owned(&format!("ConfigurationOptions{name}Value"))?,
            at_once: waits.map(|waits| !waits),
        })
    }

    /// Both spellings of the Region are read; the one of the template wins.
    fn logs(&self) -> Option<Logs> {
        if self.switch("OutputLogEnableS3") != Some(true) {
            return None;
        }
        let region = self
            .owned("OutputBucketRegion")
            .or_else(|| self.owned("OutputS3BucketRegion"));
        Some(Logs {
            bucket: self.owned("OutputS3BucketName")?,
            region: region.unwrap_or_default(),
            prefix: self.owned("OutputS3KeyPrefix"),
        })
    }

    fn host(&self) -> Option<Host> {
        let usual = Host::default();
        let on = |name: &str, usual: bool| self.switch(name).unwrap_or(usual);
        // `UpdateSSMAgent` is the name in the models of SDKs.
        let agent = self.switch("UpdateSsmAgent");
        let host = Host {
            scan: on("ScanInstances", usual.scan),
            inventory: on("CollectInventory", usual.inventory),
            update_agent: agent.unwrap_or_else(|| on("UpdateSSMAgent", usual.update_agent)),
            update_launch_agent: on("UpdateEc2LaunchAgent", usual.update_launch_agent),
            cloudwatch_agent: on("InstallCloudWatchAgent", usual.cloudwatch_agent),
            update_cloudwatch_agent: on("UpdateCloudWatchAgent", usual.update_cloudwatch_agent),
        };
        let said = switches(&host)
            .iter()
            .any(|(name, _)| self.0.contains_key(*name));
        (said || host != usual).then_some(host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(pairs: &[(&str, &str)]) -> Parameters {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    fn again(kind: Kind, parameters: &Parameters) -> Parameters {
        let definition = of_parameters(kind, "nightly", parameters);
        let entries = definition.baselines.as_ref().and_then(Selected::entries);
        to_parameters(&definition, &entries.unwrap_or_default())
    }

    const SELECTED: &str = "{\"WINDOWS\": {\"value\": \"pb-0123456789abcdef0\", \"label\": \"w\", \"disabled\": false, \"more\": [1]}}";

    #[test]
    fn any_map_of_parameters_comes_back_the_same() {
        let table = [
            map(&[]),
            map(&[("PatchPolicyName", "other than the manager")]),
            map(&[
                ("TargetType", "*"),
                ("TargetRegions", "us-east-1, eu-west-1"),
            ]),
            map(&[
                ("OutputBucketRegion", ""),
                ("OutputLogEnableS3", "false"),
                ("OutputS3BucketName", ""),
                ("HasDeletedBaseline", "false"),
                ("RebootOption", ""),
                ("TargetInstances", ""),
                ("TargetType", "Tags"),
                ("TargetTagKey", "env"),
                ("TargetTagValue", ""),
            ]),
            map(&[
                ("OutputLogEnableS3", "true"),
                ("OutputS3BucketName", "b"),
                ("OutputS3BucketRegion", "us-east-1"),
                ("NoSuchParameter", "x"),
                ("SelectedPatchBaselines", SELECTED),
                ("ConfigurationOptionsScanNextInterval", "maybe"),
            ]),
            map(&[("SelectedPatchBaselines", "no JSON")]),
        ];
        for parameters in table {
            let back = again(Kind::PatchPolicy, &parameters);
            assert!(are_same(&parameters, &back), "{parameters:?}\n{back:?}");
        }
        let host = map(&[
            ("UpdateSSMAgent", "false"),
            ("TargetRegions", "us-east-1"),
            ("ScanInstances", "yes"),
        ]);
        assert!(are_same(&host, &again(Kind::HostManagement, &host)));
    }

    #[test]
    fn our_words_become_the_strings_of_the_template() {
        let definition = Definition {
            name: "nightly".to_owned(),
            operation: Some(Operation::ScanAndInstall),
            scan: Some(Timing {
                schedule: "cron(0 0 * * ? *)".to_owned(),
                at_once: Some(true),
            }),
            install: Some(Timing {
                schedule: "cron(0 2 ? * SUN *)".to_owned(),
                at_once: Some(false),
            }),
            reboot: Some(Reboot::Never),
            baselines: Some(Selected::Word(Defaults::Defaults)),
            baseline_region: Some("us-east-1".to_owned()),
            accounts: vec!["111122223333".to_owned()],
            regions: vec!["us-east-1".to_owned(), "eu-west-1".to_owned()],
            ..Definition::default()
        };
        let expected = map(&[
            ("PatchPolicyName", "nightly"),
            ("SelectedPatchBaselines", "{}"),
            ("PatchBaselineUseDefault", "default"),
            ("PatchBaselineRegion", "us-east-1"),
            ("ConfigurationOptionsPatchOperation", "ScanAndInstall"),
            ("ConfigurationOptionsScanValue", "cron(0 0 * * ? *)"),
            ("ConfigurationOptionsScanNextInterval", "false"),
            ("ConfigurationOptionsInstallValue", "cron(0 2 ? * SUN *)"),
            ("ConfigurationOptionsInstallNextInterval", "true"),
            ("RebootOption", "NoReboot"),
            ("OutputLogEnableS3", "false"),
            ("TargetType", "*"),
            ("TargetInstances", "*"),
            ("TargetAccounts", "111122223333"),
            ("TargetRegions", "us-east-1,eu-west-1"),
        ]);
        assert_eq!(to_parameters(&definition, &Entries::new()), expected);
    }
}
