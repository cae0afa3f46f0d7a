//! Checks what a document says of an association before any call: bounds and patterns of the API
//! (shapes of `CreateAssociation`), and what can never work.

use super::baseline_tags::BaselineTags;
use super::parameters::{ASSOCIATION_ID, BASELINE_TAGS, others_of};
use super::{DOCUMENTS, Definition, Maker, Sync, Targets, runs};
use crate::domain::id::arn::is_role;
use crate::domain::id::{NodeId, is_tag_text};
use crate::domain::override_list::url;
use crate::domain::run::amount::Amount;
use crate::domain::run::operation::Operation;
use crate::domain::run::output_place::OutputPlace;
use crate::domain::run::patching::{LIST, OPERATION, REBOOT};
use crate::domain::run::reference::DocumentRef;
use crate::domain::schedule::{Schedule, Service};
use crate::domain::text::violation::{Path, Violation};
use crate::domain::text::words::{is_digits, nearest};

/// The most associations of an account in a Region (AWS General Reference, quotas of Systems
/// Manager).
pub const MOST: usize = 2000;
/// The most conditions of an association, and the most values of one (SSM API, shape `Targets`).
const MOST_CONDITIONS: usize = 5;
/// The same for the values.
const MOST_VALUES: usize = 50;
/// The words for the severity (SSM API, shape `AssociationComplianceSeverity`).
const SEVERITIES: [&str; 5] = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "UNSPECIFIED"];

/// Everything that is wrong with a definition; `at` is its place in a document.
pub fn check(definition: &Definition, at: &Path) -> Vec<Violation> {
    let mut check = Check { found: Vec::new() };
    // In the order in which the help lists the keys.
    check.name(&definition.name, &at.key("name"));
    check.document(definition, at);
    check.operation(definition, at);
    check.hooks(definition, at);
    check.parameters(definition, &at.key("parameters"));
    check.targets(&definition.targets, &at.key("targets"));
    check.hybrid(definition, at);
    check.schedule(definition, at);
    check.amounts(definition, at);
    check.compliance(definition, at);
    check.output(definition, at);
    check.found
}

/// Whether a text can be the name of an association (SSM API, shape `AssociationName`).
pub fn is_name(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    (3..=128).contains(&text.len()) && text.bytes().all(fits)
}

struct Check {
    found: Vec<Violation>,
}

impl Check {
    fn wrong(&mut self, at: &Path, message: impl Into<String>) {
        self.found.push(Violation::new(at.clone(), message));
    }

    fn name(&mut self, name: &str, at: &Path) {
        if !is_name(name) {
            self.wrong(
                at,
                "the name of an association is 3 to 128 letters, digits, dots, underscores and hyphens",
            );
        }

        // Whoever took such a name could not be told from what AWS made.
        if let Some(maker) = Maker::of(name) {
            self.wrong(at, format!("this is a name of {maker}"));
        }
    }

    fn document(&mut self, definition: &Definition, at: &Path) {
        let document = definition.document.as_str();
        if !DOCUMENTS.iter().any(|name| runs(document, name)) {
            let near = nearest(document, DOCUMENTS);
            let message = format!("an association patches with {}", DOCUMENTS.join(", "));
            let help = near.map(|near| format!("did you mean {near}?"));
            self.found
                .push(Violation::new(at.key("document"), message).maybe_help(help));
        }

        let version = definition.document_version.as_deref();
        if version.is_some_and(|version| !is_version(version)) {
            self.wrong(
                &at.key("document_version"),
                "a version is a number, $DEFAULT or $LATEST",
            );
        }
    }

    fn operation(&mut self, definition: &Definition, at: &Path) {
        // Left out, AWS reboots (all three documents): nobody gets that by saying nothing.
        if definition.operation == Operation::Install && definition.reboot_option.is_none() {
            let message = "an installation says whether it reboots: `reboot_option: RebootIfNeeded` or `reboot_option: NoReboot`";
            self.wrong(at, message);
        }

        if let Some(tags) = &definition.baseline_tags {
            let at = at.key("baseline_tags");
            if !definition.reports_apart() {
                self.wrong(
                    &at,
                    format!("only {} picks a baseline by tags", DOCUMENTS[0]),
                );
            } else if let Err(why) = tags.parse::<BaselineTags>() {
                self.wrong(&at, why);
            }
        }
        let Some(list) = &definition.override_list else {
            return;
        };

        // The documents take a list where it does nothing, or end on the nodes: neither is meant.
        let at = at.key("override_list");
        if let Err(why) = url::check(list) {
            self.wrong(&at, why);
        } else if definition.has_hooks_document() {
            self.wrong(&at, format!("{} takes no override list", DOCUMENTS[2]));
        } else if definition.operation == Operation::Scan {
            self.wrong(&at, "a scan uses no override list");
        } else if definition.parameters.contains_key("BaselineOverride") {
            // The payload ends with 167 when both are given.
            self.wrong(
                &at,
                "it goes with no BaselineOverride: nodes end with exit code 167",
            );
        }
    }

    fn hooks(&mut self, definition: &Definition, at: &Path) {
        if definition.hooks.any() && !definition.has_hooks_document() {
            self.wrong(
                &at.key("hooks"),
                format!("hooks need `document: {}`", DOCUMENTS[2]),
            );
        }
        for (place, _, hook) in definition.hooks.each() {
            if let Some(Err(why)) = hook.map(|hook| hook.parse::<DocumentRef>()) {
                self.wrong(&at.key("hooks").key(place), why);
            }
        }
    }

    /// The other parameters: those that the document has, and none that has a word of its own.
    fn parameters(&mut self, definition: &Definition, at: &Path) {
        let known = others_of(&definition.document);
        for name in definition.parameters.keys() {
            let message = match name.as_str() {
                name if known.contains(&name) => continue,
                OPERATION => "write `operation`".to_owned(),
                REBOOT => "write `reboot_option`".to_owned(),
                LIST => "write `override_list`".to_owned(),
                BASELINE_TAGS => "write `baseline_tags`".to_owned(),
                ASSOCIATION_ID => "State Manager fills it in".to_owned(),
                name if name.ends_with("HookDocName") => "write `hooks`".to_owned(),
                name => format!("{} has no parameter {name}", definition.document),
            };

            // A typed name is nearer to one of its document than to any other.
            let near = nearest(name, known.iter().copied());
            let help = near.map(|near| format!("did you mean {near}?"));
            self.found
                .push(Violation::new(at.key(name), message).maybe_help(help));
        }
    }

    fn targets(&mut self, targets: &Targets, at: &Path) {
        let conditions = targets.conditions();
        if conditions.is_empty() {
            self.wrong(
                at,
                "an association needs `all: true`, `tags`, `tag_keys`, `nodes` or `resource_group`",
            );
        } else if conditions.len() > MOST_CONDITIONS {
            let message = format!(
                "{} conditions; an association has at most {MOST_CONDITIONS}",
                conditions.len()
            );
            self.wrong(at, message);
        }

        // The console and the examples name nodes by one way only; what several would mean is
        // written nowhere but for tags, which all have to hold (User Guide, "Targets and rate
        // controls in State Manager").
        if targets.ways() > 1 {
            self.wrong(
                at,
                "nodes are named by one way: all, ids, tags or a resource group",
            );
        }
        for condition in &conditions {
            if condition.values.len() > MOST_VALUES {
                let message = format!(
                    "{} values of {}; at most {MOST_VALUES} are allowed",
                    condition.values.len(),
                    condition.key
                );
                self.wrong(at, message);
            }
        }

        self.tags(targets, &at.key("tags"));
        for (index, node) in targets.nodes.iter().enumerate() {
            if let Err(bad) = node.parse::<NodeId>() {
                self.wrong(&at.key("nodes").index(index), bad.to_string());
            }
        }
    }

    /// The characters are those of tags (SSM API, shape `Tag`); others would match nothing.
    fn tags(&mut self, targets: &Targets, at: &Path) {
        for (key, values) in &targets.tags {
            let at = at.key(key);
            if !(1..=128).contains(&key.chars().count()) || !is_tag_text(key) {
                self.wrong(
                    &at,
                    "a tag key has 1 to 128 letters, digits, spaces and _.:/=+-@",
                );
            }

            // An empty value is one that a tag can have.
            if values.iter().any(|value| !is_tag_text(value)) {
                self.wrong(
                    &at,
                    "a tag value has only letters, digits, spaces and _.:/=+-@",
                );
            }
        }
    }

    /// "This document supports EC2 instances only" (User Guide, "About the
    /// AWS-RunPatchBaselineAssociation SSM document": no hybrid nodes).
    fn hybrid(&mut self, definition: &Definition, at: &Path) {
        if !definition.reports_apart() {
            return;
        }

        // Those that tags reach are found where the nodes are known.
        for (index, node) in definition.targets.nodes.iter().enumerate() {
            if node.starts_with("mi-") {
                let message = format!(
                    "{node} is a hybrid node, and {} supports EC2 instances only; use {}",
                    DOCUMENTS[0], DOCUMENTS[1]
                );
                self.wrong(&at.key("targets").key("nodes").index(index), message);
            }
        }
    }

    fn schedule(&mut self, definition: &Definition, at: &Path) {
        let offset = at.key("offset");
        if definition
            .offset
            .is_some_and(|days| !(1..=6).contains(&days))
        {
            self.wrong(&offset, "an offset is 1 to 6 days");
        }
        if definition
            .duration
            .is_some_and(|hours| !(1..=24).contains(&hours))
        {
            self.wrong(&at.key("duration"), "a duration is 1 to 24 hours");
        }

        // Without a time of its own it runs once, when it is made.
        let Some(text) = &definition.schedule else {
            let waits = [
                (!definition.at_once, "at_once"),
                (definition.offset.is_some(), "offset"),
                (definition.duration.is_some(), "duration"),
            ];
            for (is, key) in waits {
                if is {
                    self.wrong(
                        &at.key(key),
                        "without a schedule there is nothing to wait for",
                    );
                }
            }
            return;
        };

        match Schedule::read(text, Service::Association) {
            Err(why) => self.wrong(&at.key("schedule"), why),
            Ok(schedule) => self.waiting(definition, &schedule, at),
        }
    }

    /// What goes with which schedule (SSM API reference, `CreateAssociation`).
    fn waiting(&mut self, definition: &Definition, schedule: &Schedule, at: &Path) {
        if schedule.is_rate() && !definition.at_once {
            self.wrong(
                &at.key("at_once"),
                "with a rate it always runs at once: to wait is for cron and at schedules",
            );
        }

        // It counts from the day of an expression, and only what waits has one.
        if definition.offset.is_some() {
            let offset = at.key("offset");
            if !schedule.is_cron() {
                self.wrong(&offset, "an offset is for cron expressions only");
            } else if definition.at_once {
                self.wrong(&offset, "an offset needs `at_once: false`");
            }
        }
        if definition.duration.is_some() && definition.at_once {
            self.wrong(&at.key("duration"), "a duration needs `at_once: false`");
        }
    }

    fn amounts(&mut self, definition: &Definition, at: &Path) {
        if let Some(Err(why)) = definition
            .max_concurrency
            .as_deref()
            .map(Amount::concurrency)
        {
            self.wrong(&at.key("max_concurrency"), why);
        }
        let errors = definition.max_errors.as_ref();
        if let Some(Err(why)) = errors.map(|text| text.parse::<Amount>()) {
            self.wrong(&at.key("max_errors"), why);
        }
    }

    fn compliance(&mut self, definition: &Definition, at: &Path) {
        let severity = definition.compliance_severity.as_deref();
        if severity.is_some_and(|word| !SEVERITIES.contains(&word)) {
            self.wrong(
                &at.key("compliance_severity"),
                format!("it is one of {}", SEVERITIES.join(", ")),
            );
        }

        // User Guide, "About the AWS-RunPatchBaselineAssociation SSM document".
        if definition.reports_apart() && definition.sync_compliance == Sync::Auto {
            let message = format!(
                "{} needs MANUAL: with AUTO State Manager writes over what the nodes report",
                DOCUMENTS[0]
            );
            self.wrong(&at.key("sync_compliance"), message);
        }
    }

    fn output(&mut self, definition: &Definition, at: &Path) {
        if let Some(Err(why)) = definition
            .output_s3
            .as_ref()
            .map(|text| text.parse::<OutputPlace>())
        {
            self.wrong(&at.key("output_s3"), why);
        }

        // A Region alone says where nothing goes.
        let region = &definition.output_region;
        if region.is_some() && definition.output_s3.is_none() {
            self.wrong(&at.key("output_region"), "it belongs to `output_s3`");
        }
        if region
            .as_ref()
            .is_some_and(|region| !(3..=20).contains(&region.len()))
        {
            self.wrong(&at.key("output_region"), "a Region has 3 to 20 characters");
        }

        let role = definition.role_arn.as_deref();
        if role.is_some_and(|role| !is_role(role)) {
            self.wrong(
                &at.key("role_arn"),
                "a role is named by its ARN, such as arn:aws:iam::111122223333:role/Associations",
            );
        }
    }
}

/// Whether a text is a version of a document (SSM API, shape `DocumentVersion`).
fn is_version(text: &str) -> bool {
    let number = is_digits(text) && !text.starts_with('0');
    number || matches!(text, "$LATEST" | "$DEFAULT")
}

#[cfg(test)]
#[path = "check_tests.rs"]
pub(super) mod tests;
