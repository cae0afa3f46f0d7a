//! Checks what a document says of a window before any call: bounds and patterns of the API (shapes
//! of `CreateMaintenanceWindow` and its likes), and what can never work.

use jiff::Timestamp;

use super::definition::{Definition, moment};
use super::targets::TargetSet;
use super::task::{DOCUMENTS, Task};
use crate::domain::id::{NodeId, is_tag_text};
use crate::domain::override_list::url;
use crate::domain::run::amount::Amount;
use crate::domain::run::operation::Operation;
use crate::domain::run::output_place::OutputPlace;
use crate::domain::run::reference::DocumentRef;
use crate::domain::schedule::{self, Schedule, Service};
use crate::domain::text::violation::{Path, Violation};
use crate::domain::text::words::nearest;

/// The most targets of a window, and of a task (AWS General Reference, quotas of Systems Manager).
pub const MOST_TARGETS: usize = 100;
/// The same for one task.
const MOST_TASK_TARGETS: usize = 10;
/// The most conditions of a registration, and the most values of a condition (SSM API, shape
/// `Targets`).
const MOST_CONDITIONS: usize = 5;
/// The same for its values.
const MOST_VALUES: usize = 50;

/// Everything that is wrong with a definition; `at` is its place in a document.
pub fn check(definition: &Definition, at: &Path) -> Vec<Violation> {
    // In the order of the keys of a document.
    let mut check = Check { found: Vec::new() };
    check.name(
        &at.key("name"),
        "the name of a window",
        Some(&definition.name),
    );
    check.description(at, definition.description.as_deref());
    check.schedule(definition, at);
    check.dates(definition, at);
    check.hours(definition, at);

    let sets = definition.targets.as_deref().unwrap_or_default();
    check.targets(sets, &at.key("targets"));
    if let Some(task) = &definition.task {
        check.task(task, &at.key("task"));
        check.task_targets(definition, task, at);
    }
    check.found
}

/// Whether a text has the form of a name (SSM API, shape `MaintenanceWindowName`).
fn is_name(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    (3..=128).contains(&text.len()) && text.bytes().all(allowed)
}

struct Check {
    found: Vec<Violation>,
}

impl Check {
    fn wrong(&mut self, at: &Path, message: impl Into<String>) {
        self.found.push(Violation::new(at.clone(), message));
    }

    fn name(&mut self, at: &Path, what: &str, name: Option<&str>) {
        if name.is_some_and(|name| !is_name(name)) {
            self.wrong(
                at,
                format!("{what} is 3 to 128 letters, digits, dots, underscores and hyphens"),
            );
        }
    }

    fn description(&mut self, at: &Path, text: Option<&str>) {
        self.length(&at.key("description"), "a description", text, 1, 128);
    }

    fn length(&mut self, at: &Path, what: &str, text: Option<&str>, least: usize, most: usize) {
        let length = text.map(|text| text.chars().count());
        if length.is_some_and(|length| !(least..=most).contains(&length)) {
            self.wrong(at, format!("{what} has {least} to {most} characters"));
        }
    }

    fn schedule(&mut self, definition: &Definition, at: &Path) {
        // Zone, offset and expression each by itself: one look shows every mistake.
        if let Some(name) = &definition.timezone
            && let Err(why) = schedule::zone(name)
        {
            self.wrong(&at.key("timezone"), why);
        }
        let offset = at.key("offset");
        if definition
            .offset
            .is_some_and(|days| !(1..=6).contains(&days))
        {
            self.wrong(&offset, "an offset is 1 to 6 days");
        }

        match Schedule::read(&definition.schedule, Service::Window) {
            Err(why) => self.wrong(&at.key("schedule"), why),
            // SSM API reference, CreateMaintenanceWindow.
            Ok(schedule) if definition.offset.is_some() && !schedule.is_cron() => {
                self.wrong(&offset, "an offset is for cron expressions only");
            }
            Ok(_) => {}
        }
    }

    fn dates(&mut self, definition: &Definition, at: &Path) {
        // A window with a wrong zone is told of that, and read as if in UTC.
        let zone = definition.zone();
        let start = self.date(
            &at.key("start_date"),
            definition.start_date.as_deref(),
            &zone,
        );
        let end_at = at.key("end_date");
        let end = self.date(&end_at, definition.end_date.as_deref(), &zone);

        if let (Some(start), Some(end)) = (start, end)
            && end <= start
        {
            self.wrong(&end_at, "the end is not after the start");
        }
    }

    fn date(
        &mut self,
        at: &Path,
        text: Option<&str>,
        zone: &jiff::tz::TimeZone,
    ) -> Option<Timestamp> {
        // In the zone of the window where it names no offset of its own.
        let text = text?;
        let found = moment(text, zone);

        if found.is_none() {
            let shown = text.escape_debug();
            self.wrong(
                at,
                format!("`{shown}` is not a time such as 2027-01-31T02:00:00Z"),
            );
        }
        found
    }

    fn hours(&mut self, definition: &Definition, at: &Path) {
        // Bounds of the SSM API; that the cutoff is less than the duration is in its documentation.
        let (duration, cutoff) = (definition.duration, definition.cutoff);

        if !(1..=24).contains(&duration) {
            self.wrong(&at.key("duration"), "a window is open for 1 to 24 hours");
        } else if cutoff >= duration {
            self.wrong(
                &at.key("cutoff"),
                format!("{cutoff} of {duration} hours leave no time in which anything could begin"),
            );
        }
    }

    fn targets(&mut self, sets: &[TargetSet], at: &Path) {
        if sets.len() > MOST_TARGETS {
            let message = format!(
                "{} targets; a window has at most {MOST_TARGETS}",
                sets.len()
            );
            self.wrong(at, message);
        }

        for (index, set) in sets.iter().enumerate() {
            let at = at.index(index);
            // Twice the same would be two registrations that nobody can tell apart.
            self.target(set, &at);
            if sets[..index].iter().any(|other| other.is_same(set)) {
                self.wrong(&at, "the same target is listed twice");
            }
        }
    }

    fn target(&mut self, set: &TargetSet, at: &Path) {
        let conditions = set.conditions();
        let number = conditions.len();
        // Nothing at all would mean nobody, and is more likely a key that was left out.
        if number == 0 {
            self.wrong(
                at,
                "a target needs `tags`, `tag_keys`, `nodes` or `resource_group`",
            );
        } else if number > MOST_CONDITIONS {
            let message = format!("{number} conditions; a target has at most {MOST_CONDITIONS}");
            self.wrong(at, message);
        }
        // A group is a selection by itself (User Guide, "Register targets with the maintenance
        // window"): it goes with its types and with nothing else.
        let with_types = 1 + usize::from(!set.resource_types.is_empty());
        if set.is_group() && number > with_types {
            self.wrong(
                &at.key("resource_group"),
                "a group goes with no other condition",
            );
        }
        if !set.is_group() && !set.resource_types.is_empty() {
            self.wrong(
                &at.key("resource_types"),
                "types belong to a `resource_group`",
            );
        }

        for (key, values) in &conditions {
            if values.len() > MOST_VALUES {
                let message = format!(
                    "{} values of {key}; at most {MOST_VALUES} are allowed: write a second target",
                    values.len()
                );
                self.wrong(at, message);
            }
        }
        self.tags(set, at);
        self.nodes(&at.key("nodes"), &set.nodes);
        self.name(&at.key("name"), "the name of a target", set.name.as_deref());
        self.description(at, set.description.as_deref());
        self.length(&at.key("owner"), "an owner", set.owner.as_deref(), 1, 128);
    }

    fn tags(&mut self, set: &TargetSet, at: &Path) {
        // The shapes of tags: what no tag can be is found on no node.
        for (key, values) in &set.tags {
            let at = at.key("tags").key(key);
            if !(1..=128).contains(&key.chars().count()) || !is_tag_text(key) {
                self.wrong(
                    &at,
                    "a tag key has 1 to 128 letters, digits, spaces and _.:/=+-@",
                );
            }
            if values.iter().any(|value| !is_tag_text(value)) {
                self.wrong(
                    &at,
                    "a tag value has only letters, digits, spaces and _.:/=+-@",
                );
            }
        }
    }

    fn nodes(&mut self, at: &Path, nodes: &[String]) {
        for (index, node) in nodes.iter().enumerate() {
            if let Err(bad) = node.parse::<NodeId>() {
                self.wrong(&at.index(index), bad.to_string());
            }
        }
    }

    fn task(&mut self, task: &Task, at: &Path) {
        if !Task::is_document(&task.document) {
            let message = format!("a window patches with {} or {}", DOCUMENTS[0], DOCUMENTS[1]);
            self.wrong(&at.key("document"), message);
        }
        self.operation(task, at);
        self.hooks(task, at);
        self.parameters(task, &at.key("parameters"));

        if let Err(why) = Amount::concurrency(&task.max_concurrency) {
            self.wrong(&at.key("max_concurrency"), why);
        }
        if let Err(why) = task.max_errors.parse::<Amount>() {
            self.wrong(&at.key("max_errors"), why);
        }

        // Words of AWS, as they are: what is shown elsewhere is the same.
        let behavior = task.cutoff_behavior.as_deref();
        if !matches!(behavior, None | Some("CONTINUE_TASK" | "CANCEL_TASK")) {
            self.wrong(
                &at.key("cutoff_behavior"),
                "it is CONTINUE_TASK or CANCEL_TASK",
            );
        }
        self.command(task, at);
    }

    /// What a command is sent with.
    fn command(&mut self, task: &Task, at: &Path) {
        // The nodes write it, at night: a bucket that cannot be shows now.
        if let Some(text) = &task.output_s3
            && let Err(why) = text.parse::<OutputPlace>()
        {
            self.wrong(&at.key("output_s3"), why);
        }
        let role = task.service_role_arn.as_deref();
        if role.is_some_and(|role| !role.starts_with("arn:") || !role.contains(":role/")) {
            self.wrong(
                &at.key("service_role_arn"),
                "a role is named by its ARN, such as arn:aws:iam::111122223333:role/Windows",
            );
        }

        let seconds = task.timeout_seconds;
        if seconds.is_some_and(|seconds| !(30..=2_592_000).contains(&seconds)) {
            self.wrong(&at.key("timeout_seconds"), "it is 30 to 2592000 seconds");
        }
        let comment = task.comment.as_deref();
        self.length(&at.key("comment"), "a comment", comment, 1, 100);
        self.name(&at.key("name"), "the name of a task", task.name.as_deref());
        self.description(at, task.description.as_deref());
        self.nodes(&at.key("nodes"), &task.nodes);
    }

    fn operation(&mut self, task: &Task, at: &Path) {
        // Left out, AWS reboots (both documents): nobody gets that by saying nothing.
        if task.operation == Operation::Install && task.reboot_option.is_none() {
            let message = "an installation says whether it reboots: `reboot_option: RebootIfNeeded` or `reboot_option: NoReboot`";
            self.wrong(at, message);
        }

        if let Some(list) = &task.override_list {
            let at = at.key("override_list");
            if let Err(why) = url::check(list) {
                self.wrong(&at, why);
            } else if task.has_hooks_document() {
                let message = format!("{} takes no override list", DOCUMENTS[1]);
                self.wrong(&at, message);
            } else if task.operation == Operation::Scan {
                self.wrong(&at, "a scan uses no override list");
            }
        }
    }

    fn hooks(&mut self, task: &Task, at: &Path) {
        // The other document would refuse the parameters, at night and not now.
        if task.hooks.any() && !task.has_hooks_document() {
            let message = format!("hooks need `document: {}`", DOCUMENTS[1]);
            self.wrong(&at.key("hooks"), message);
        }

        for (place, _, hook) in task.hooks.each() {
            if let Some(Err(why)) = hook.map(|hook| hook.parse::<DocumentRef>()) {
                self.wrong(&at.key("hooks").key(place), why);
            }
        }
    }

    /// The other parameters: those that the document has, and none that has a field of its own.
    fn parameters(&mut self, task: &Task, at: &Path) {
        const COMMON: [&str; 3] = ["AssociationId", "BaselineOverride", "StepTimeoutSeconds"];
        let known: &[&str] = if task.has_hooks_document() {
            &[]
        } else {
            &COMMON
        };

        for name in task.parameters.keys() {
            let message = match name.as_str() {
                // User Guide, "AWS-RunPatchBaseline": the id of the execution is the snapshot.
                "SnapshotId" => "a window gives its nodes a snapshot by itself".to_owned(),
                "Operation" => "write `operation`".to_owned(),
                "RebootOption" => "write `reboot_option`".to_owned(),
                "InstallOverrideList" => "write `override_list`".to_owned(),
                name if name.ends_with("HookDocName") => "write `hooks`".to_owned(),
                name if known.contains(&name) => continue,
                name => format!("{} has no parameter {name}", task.document),
            };
            let near = nearest(name, known.iter().copied());
            let help = near.map(|near| format!("did you mean {near}?"));
            self.found
                .push(Violation::new(at.key(name), message).maybe_help(help));
        }
    }

    /// On what the task runs.
    fn task_targets(&mut self, definition: &Definition, task: &Task, at: &Path) {
        let Some(sets) = &definition.targets else {
            return;
        };
        // Run Command needs targets (SSM API, RegisterTaskWithMaintenanceWindow).
        let on: Vec<&TargetSet> = sets.iter().filter(|set| set.task).collect();
        if on.is_empty() && task.nodes.is_empty() {
            self.wrong(&at.key("task"), "the task has no target that it runs on");
        }
        if on.len() > MOST_TASK_TARGETS {
            let message = format!(
                "the task runs on {} targets, and AWS allows {MOST_TASK_TARGETS}; `task: false` at a target takes it out",
                on.len()
            );
            self.wrong(&at.key("targets"), message);
        }

        // SSM API reference, CreateMaintenanceWindow.
        let registered = |node: &String| sets.iter().any(|set| set.nodes.contains(node));
        let stray = task.nodes.iter().find(|node| !registered(node));
        if let Some(node) = stray.filter(|_| !definition.allow_unassociated_targets) {
            let message = format!(
                "{node} is in no target, and the window does not say `allow_unassociated_targets: true`"
            );
            self.wrong(&at.key("task").key("nodes"), message);
        }
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
pub(super) mod tests;
