//! The options that describe a window, and what they make of a definition.

use std::collections::BTreeMap;

use clap::Args;

use crate::args::schedule::ScheduleArgs;
use crate::args::words::{self, Word};
use crate::domain::baseline::check::check_tags;
use crate::domain::fleet::selection::TagCondition;
use crate::domain::run::operation::Operation;
use crate::domain::run::output_place;
use crate::domain::run::patching::{HookNames, RebootOption};
use crate::domain::schedule::Service;
use crate::domain::text::violation::Path;
use crate::domain::window::check::check;
use crate::domain::window::task::DOCUMENTS;
use crate::domain::window::{Definition, TargetSet, Task};
use crate::error::{Error, Result};

/// When a window is open.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Window")]
pub struct WindowArgs {
    /// What it is for
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// When it opens
    #[command(flatten)]
    schedule: ScheduleArgs,
    /// For how many hours it is open (1 to 24)
    #[arg(long, value_name = "HOURS", help_heading = "Window")]
    duration: Option<u32>,
    /// So many hours before its end nothing new is begun
    #[arg(long, value_name = "HOURS", help_heading = "Window")]
    cutoff: Option<u32>,
    /// It opens at or after this time only, such as 2027-01-01T00:00:00Z
    #[arg(long, value_name = "TIME", help_heading = "Window")]
    start_date: Option<String>,
    /// It opens before this time only
    #[arg(long, value_name = "TIME", help_heading = "Window")]
    end_date: Option<String>,
    /// It does not open
    #[arg(long, help_heading = "Window")]
    disabled: bool,
    /// Its task may name nodes that are not among its targets
    #[arg(long, help_heading = "Window")]
    allow_unassociated_targets: bool,
}

/// For which nodes it is. Tags are one target, nodes by id another, and a group a third.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Targets")]
pub struct TargetArgs {
    /// Nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)
    #[arg(long, value_name = "KEY=VALUE")]
    tag: Vec<TagCondition>,
    /// These nodes, by id, at most 50 (can be repeated or a comma list)
    #[arg(long, alias = "instance-ids", value_name = "ID", value_delimiter = ',')]
    node: Vec<String>,
    /// The nodes of this resource group
    #[arg(long, value_name = "GROUP")]
    resource_group: Option<String>,
    /// What stands in the events and patch states of its nodes
    #[arg(long, value_name = "TEXT")]
    owner_information: Option<String>,
}

/// What it does.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Task")]
pub struct TaskArgs {
    /// scan or install
    #[arg(long, value_name = "OPERATION")]
    operation: Option<Operation>,
    /// Whether nodes reboot after an installation, which has to say it: if-needed or never
    #[arg(long, alias = "reboot-option", value_name = "WHEN")]
    reboot: Option<RebootOption>,
    /// Run this Command document before the installation
    #[arg(long, value_name = "DOC[:VERSION]")]
    hook_pre: Option<String>,
    /// Run this Command document after the installation, before a reboot of it
    #[arg(long, value_name = "DOC[:VERSION]")]
    hook_post: Option<String>,
    /// Run this Command document at the end of the installation, also after a failure
    #[arg(long, value_name = "DOC[:VERSION]")]
    hook_exit: Option<String>,
    /// Install only what this list names, by its s3:// or https:// URL
    #[arg(long, value_name = "URL")]
    override_list: Option<String>,
    /// So many nodes at once, such as 3 or 10%
    #[arg(long, value_name = "N|P%")]
    max_concurrency: Option<String>,
    /// Begin no further node after more failures than this, such as 0 or 10%
    #[arg(long, value_name = "N|P%")]
    max_errors: Option<String>,
    /// Its place among the tasks of the window; the lowest comes first
    #[arg(long, value_name = "N")]
    priority: Option<u32>,
    /// What becomes of nodes at work at the cutoff: CONTINUE_TASK or CANCEL_TASK
    #[arg(long, value_name = "BEHAVIOR")]
    cutoff_behavior: Option<String>,
    /// The role that sends the command; without it the service-linked one
    #[arg(long, value_name = "ARN")]
    service_role_arn: Option<String>,
    /// Put the whole output of the nodes here; the nodes write it, with their own permissions
    #[arg(long, value_name = "S3_URI")]
    output_s3: Option<String>,
    /// What stands at the command
    #[arg(long, value_name = "TEXT")]
    comment: Option<String>,
    /// Give a node so many seconds to begin (30 to 2592000)
    #[arg(long, value_name = "SECONDS")]
    timeout_seconds: Option<u32>,
}

impl WindowArgs {
    /// A new window as the options describe it.
    ///
    /// # Errors
    /// A usage error when what every window has is missing.
    pub fn new_window(&self, name: &str) -> Result<Definition> {
        let (Some(duration), Some(cutoff)) = (self.duration, self.cutoff) else {
            return Err(Error::usage("--duration and --cutoff are needed")
                .hint("such as --duration 3 --cutoff 1: open for three hours, nothing new in the last one"));
        };

        // As AWS makes a window of which nothing more is said.
        let mut definition = Definition {
            name: name.to_owned(),
            description: None,
            schedule: String::new(),
            timezone: None,
            offset: None,
            start_date: None,
            end_date: None,
            duration,
            cutoff,
            enabled: true,
            allow_unassociated_targets: false,
            targets: None,
            task: None,
        };
        self.put_into(&mut definition)?;
        if definition.schedule.is_empty() {
            return Err(
                Error::usage("--schedule or --after-patch-tuesday is needed")
                    .hint("such as --schedule 'cron(0 2 ? * SUN *)' --timezone Europe/Berlin"),
            );
        }
        Ok(definition)
    }

    /// Puts what was named into a definition.
    ///
    /// # Errors
    /// A usage error for a schedule that windows do not take.
    pub fn put_into(&self, definition: &mut Definition) -> Result<()> {
        let given = self.schedule.read(None, Service::Window)?;
        definition.offset = self
            .schedule
            .offset_after(definition.offset, given.as_ref())?;
        if let Some(given) = given {
            definition.schedule = given.schedule.to_string();
        }
        let zone = self.schedule.zone_name().map(str::to_owned);
        definition.timezone = zone.or(definition.timezone.take());

        put(&mut definition.description, self.description.as_ref());
        put(&mut definition.start_date, self.start_date.as_ref());
        put(&mut definition.end_date, self.end_date.as_ref());
        definition.duration = self.duration.unwrap_or(definition.duration);
        definition.cutoff = self.cutoff.unwrap_or(definition.cutoff);
        definition.enabled &= !self.disabled;
        definition.allow_unassociated_targets |= self.allow_unassociated_targets;
        Ok(())
    }
}

fn put<T: Clone>(place: &mut Option<T>, named: Option<&T>) {
    if let Some(named) = named {
        *place = Some(named.clone());
    }
}

impl TargetArgs {
    /// The registrations that the options describe; `None` when none of them was given. One in the
    /// place of another keeps its name, description and owner.
    ///
    /// # Errors
    /// A usage error when a key is given twice, or an owner without a target.
    pub fn sets(&self, present: &[TargetSet]) -> Result<Option<Vec<TargetSet>>> {
        // Each kind is a registration of its own: within one every condition has to hold.
        let mut sets = Vec::new();
        if !self.tag.is_empty() {
            let mut tags = BTreeMap::new();
            for condition in &self.tag {
                let values = condition.values.clone();
                if tags.insert(condition.key.clone(), values).is_some() {
                    let key = &condition.key;
                    return Err(Error::usage(format!("--tag: `{key}` is given twice"))
                        .hint("KEY=ONE,TWO means either value"));
                }
            }
            sets.push(TargetSet {
                tags,
                ..TargetSet::default()
            });
        }
        if !self.node.is_empty() {
            sets.push(TargetSet {
                nodes: self.node.clone(),
                ..TargetSet::default()
            });
        }
        sets.extend(self.resource_group.iter().map(|group| TargetSet {
            resource_group: Some(group.clone()),
            ..TargetSet::default()
        }));

        if sets.is_empty() && self.owner_information.is_some() {
            return Err(Error::usage("--owner-information belongs to a target")
                .hint("name it with --tag, --node or --resource-group"));
        }
        if let ([set], [before]) = (&mut sets[..], present) {
            set.name.clone_from(&before.name);
            set.description.clone_from(&before.description);
            set.owner.clone_from(&before.owner);
        }
        for set in &mut sets {
            put(&mut set.owner, self.owner_information.as_ref());
        }
        Ok((!sets.is_empty()).then_some(sets))
    }
}

impl TaskArgs {
    /// What the options make of a task; `None` when there is none and none of them was given.
    ///
    /// # Errors
    /// A usage error when a new task lacks what every task has.
    pub fn task(&self, there: Option<&Task>) -> Result<Option<Task>> {
        // Of what is not named that of the task stays; a new one has AWS's defaults.
        let mut task = match there {
            Some(task) => task.clone(),
            None if self.is_silent() => return Ok(None),
            None => self.new_task()?,
        };
        task.operation = self.operation.unwrap_or(task.operation);
        task.reboot_option = self.reboot.or(task.reboot_option);
        task.priority = self.priority.unwrap_or(task.priority);

        put(&mut task.hooks.pre, self.hook_pre.as_ref());
        put(&mut task.hooks.post, self.hook_post.as_ref());
        put(&mut task.hooks.exit, self.hook_exit.as_ref());
        task.hooks = task.hooks.settled();
        put(&mut task.override_list, self.override_list.as_ref());
        put(&mut task.cutoff_behavior, self.cutoff_behavior.as_ref());
        put(&mut task.service_role_arn, self.service_role_arn.as_ref());
        put(
            &mut task.output_s3,
            self.output_s3.as_deref().map(output_place::kept).as_ref(),
        );
        put(&mut task.comment, self.comment.as_ref());
        put(&mut task.timeout_seconds, self.timeout_seconds.as_ref());
        if let Some(concurrency) = &self.max_concurrency {
            task.max_concurrency.clone_from(concurrency);
        }
        if let Some(errors) = &self.max_errors {
            task.max_errors.clone_from(errors);
        }
        // Hooks are parameters of another document.
        if task.hooks.any() && task.document == DOCUMENTS[0] {
            DOCUMENTS[1].clone_into(&mut task.document);
        }
        Ok(Some(task))
    }

    fn new_task(&self) -> Result<Task> {
        match (self.operation, &self.max_concurrency, &self.max_errors) {
            (Some(operation), Some(concurrency), Some(errors)) => {
                Ok(Task::new(operation, concurrency.clone(), errors.clone()))
            }
            // AWS requires both for a task with targets (SSM API, RegisterTaskWithMaintenanceWindow).
            _ => Err(
                Error::usage("a task needs --operation, --max-concurrency and --max-errors")
                    .hint("such as --operation scan --max-concurrency 10% --max-errors 0"),
            ),
        }
    }

    fn is_silent(&self) -> bool {
        let hooks = HookNames {
            pre: self.hook_pre.clone(),
            post: self.hook_post.clone(),
            exit: self.hook_exit.clone(),
        };

        // Whatever is named asks for a task, and a new one needs more than that.
        let texts = [
            &self.override_list,
            &self.max_concurrency,
            &self.max_errors,
            &self.cutoff_behavior,
            &self.service_role_arn,
            &self.output_s3,
            &self.comment,
        ];
        self.operation.is_none()
            && self.reboot.is_none()
            && self.priority.is_none()
            && self.timeout_seconds.is_none()
            && !hooks.any()
            && texts.iter().all(|text| text.is_none())
    }
}

/// What documents call what has another name here.
pub const WORDS: &[Word] = &[
    ("targets.tags", "--tag"),
    ("targets.tag_keys", "--tag"),
    ("targets.nodes", "--node"),
    ("targets.resource_group", "--resource-group"),
    ("targets.owner", "--owner-information"),
    ("targets.", "--tag, --node or --resource-group"),
    ("task.hooks.pre", "--hook-pre"),
    ("task.hooks.post", "--hook-post"),
    ("task.hooks.exit", "--hook-exit"),
    ("hooks.", "--hook-pre, --hook-post or --hook-exit"),
    (
        "allow_unassociated_targets: true",
        "--allow-unassociated-targets",
    ),
    ("reboot_option: RebootIfNeeded", "--reboot if-needed"),
    ("reboot_option: NoReboot", "--reboot never"),
    ("reboot_option", "--reboot"),
    ("task", "the task"),
    ("task.document", "the task"),
    ("tags.", "--window-tag"),
    ("tags", "--tag KEY=VALUE"),
    ("tag_keys", "--tag KEY"),
    ("nodes", "--node"),
    ("resource_group", "--resource-group"),
    ("name", "the name"),
];

/// Refuses a definition that cannot be.
///
/// # Errors
/// A usage error with every mistake.
pub fn refuse(definition: &Definition, tags: &BTreeMap<String, String>) -> Result<()> {
    let mut violations = check(definition, &Path::default());
    violations.extend(check_tags(tags, &Path::default().key("tags")));
    words::refuse(&violations, WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(tags: &[&str], owner: Option<&str>) -> TargetArgs {
        TargetArgs {
            tag: tags.iter().map(|tag| tag.parse().expect("a tag")).collect(),
            node: Vec::new(),
            resource_group: None,
            owner_information: owner.map(str::to_owned),
        }
    }

    #[test]
    fn one_target_in_the_place_of_another_keeps_what_is_not_named() {
        let before = TargetSet {
            name: Some("web servers".to_owned()),
            owner: Some("team web".to_owned()),
            nodes: vec!["i-00000000000000001".to_owned()],
            ..TargetSet::default()
        };
        let one = |args: TargetArgs, present: &[TargetSet]| {
            let sets = args.sets(present).expect("targets").expect("some");
            let [set] = &sets[..] else { panic!("{sets:?}") };
            (set.name.clone(), set.owner.clone(), set.nodes.len())
        };
        let text = |text: &str| Some(text.to_owned());
        let there = std::slice::from_ref(&before);
        assert_eq!(
            one(args(&["Env=prod"], None), there),
            (text("web servers"), text("team web"), 0)
        );
        assert_eq!(
            one(args(&["Env=prod"], Some("team db")), there),
            (text("web servers"), text("team db"), 0)
        );
        // Of two nobody knows whose place it takes.
        let two = [before.clone(), before.clone()];
        assert_eq!(one(args(&["Env=prod"], None), &two), (None, None, 0));
    }
}
