//! The options that describe an association, and what they make of a definition.

use std::collections::BTreeMap;

use clap::Args;

use crate::args::schedule::ScheduleArgs;
use crate::args::words::{self, Word};
use crate::domain::association::check::check;
use crate::domain::association::{DOCUMENTS, Definition, Sync, Targets};
use crate::domain::baseline::check::check_tags;
use crate::domain::fleet::selection::TagCondition;
use crate::domain::run::operation::Operation;
use crate::domain::run::output_place;
use crate::domain::run::patching::{HookNames, RebootOption};
use crate::domain::schedule::Service;
use crate::domain::text::violation::Path;
use crate::error::{Error, Result};

/// What it does, and when.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Association")]
pub struct DefinitionArgs {
    /// scan or install
    #[arg(long, value_name = "OPERATION")]
    operation: Option<Operation>,
    /// Whether nodes reboot after an installation, which has to say it: if-needed or never
    #[arg(long, alias = "reboot-option", value_name = "WHEN")]
    reboot: Option<RebootOption>,
    /// Patch with this document: AWS-RunPatchBaselineAssociation, which is what is meant without it,
    /// AWS-RunPatchBaseline or AWS-RunPatchBaselineWithHooks
    #[arg(long, value_name = "DOC")]
    document: Option<String>,
    /// Its version: a number, $DEFAULT or $LATEST
    #[arg(long, value_name = "VERSION")]
    document_version: Option<String>,
    /// Use the baseline with these tags: Key=KEY,Values=VALUE or Key=KEY,Values=VALUE1,VALUE2
    #[arg(long, value_name = "TAGS")]
    baseline_tags: Option<String>,
    /// Install only what this list names, by its s3:// or https:// URL
    #[arg(long, value_name = "URL")]
    override_list: Option<String>,
    /// Run this Command document before the installation
    #[arg(long, value_name = "DOC[:VERSION]")]
    hook_pre: Option<String>,
    /// Run this Command document after the installation, before a reboot of it
    #[arg(long, value_name = "DOC[:VERSION]")]
    hook_post: Option<String>,
    /// Run this Command document at the end of the installation, also after a failure
    #[arg(long, value_name = "DOC[:VERSION]")]
    hook_exit: Option<String>,
    /// When it runs
    #[command(flatten)]
    schedule: ScheduleArgs,
    /// Run also as soon as it is made or changed, and on every new node; an installation with a time
    /// waits for it otherwise
    #[arg(long, help_heading = "Schedule")]
    at_once: bool,
    /// Run by the schedule only
    #[arg(long, conflicts_with = "at_once", help_heading = "Schedule")]
    wait: bool,
    /// Stop it after so many hours (1 to 24)
    #[arg(long, value_name = "HOURS", help_heading = "Schedule")]
    duration: Option<u32>,
    /// Run only while this change calendar is open (can be repeated)
    #[arg(long, value_name = "NAME", help_heading = "Schedule")]
    calendar: Vec<String>,
    /// So many nodes at once, such as 3 or 10%
    #[arg(long, value_name = "N|P%", help_heading = "Association")]
    max_concurrency: Option<String>,
    /// Begin no further node after more failures than this, such as 0 or 10%
    #[arg(long, value_name = "N|P%", help_heading = "Association")]
    max_errors: Option<String>,
    /// How grave it is when a node does not comply: CRITICAL, HIGH, MEDIUM, LOW or UNSPECIFIED
    #[arg(long, value_name = "SEVERITY", help_heading = "Association")]
    compliance_severity: Option<String>,
    /// Who says whether nodes comply: AUTO (State Manager) or MANUAL (the document), which
    /// AWS-RunPatchBaselineAssociation needs
    #[arg(long, value_name = "WHO", help_heading = "Association")]
    sync_compliance: Option<Sync>,
    /// Put the whole output of the nodes here; the nodes write it, with their own permissions
    #[arg(long, value_name = "S3_URI", help_heading = "Association")]
    output_s3: Option<String>,
    /// The Region of that bucket
    #[arg(long, value_name = "REGION", help_heading = "Association")]
    output_region: Option<String>,
    /// The role that runs it; without it the service-linked one
    #[arg(long, value_name = "ARN", help_heading = "Association")]
    role_arn: Option<String>,
}

/// For which nodes it is.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Targets")]
pub struct TargetArgs {
    /// Every managed node of the account and Region, also those to come
    #[arg(long, conflicts_with_all = ["tag", "node", "resource_group"])]
    all: bool,
    /// Nodes with this tag: KEY=VALUE, KEY=ONE,TWO for either, KEY for any value (repeat for and)
    #[arg(long, value_name = "KEY=VALUE")]
    tag: Vec<TagCondition>,
    /// These nodes, by id, at most 50 (can be repeated or a comma list)
    #[arg(long, alias = "instance-ids", value_name = "ID", value_delimiter = ',')]
    node: Vec<String>,
    /// The nodes of this resource group
    #[arg(long, value_name = "GROUP")]
    resource_group: Option<String>,
}

impl DefinitionArgs {
    /// A new association as the options describe it.
    ///
    /// # Errors
    /// A usage error when what every association has is missing.
    pub fn new_association(&self, name: &str, targets: Option<Targets>) -> Result<Definition> {
        let operation = self.operation.ok_or_else(|| {
            Error::usage("--operation is needed")
                .hint("such as --operation scan, or --operation install --reboot NoReboot")
        })?;

        // Hooks are parameters of another document.
        let hooks = self.hook_pre.is_some() || self.hook_post.is_some() || self.hook_exit.is_some();
        let usual = if hooks { DOCUMENTS[2] } else { DOCUMENTS[0] };
        let document = self.document.clone().unwrap_or_else(|| usual.to_owned());
        let mut definition = Definition {
            name: name.to_owned(),
            sync_compliance: Sync::of_document(&document),
            document,
            document_version: None,
            operation,
            reboot_option: None,
            baseline_tags: None,
            override_list: None,
            hooks: HookNames::default(),
            parameters: BTreeMap::new(),
            targets: targets.unwrap_or_default(),
            schedule: None,
            at_once: true,
            offset: None,
            duration: None,
            calendar_names: Vec::new(),
            // What Quick Setup has for its policies; AWS's own documents do not agree on what holds
            // without them.
            max_concurrency: Some("10%".to_owned()),
            max_errors: Some("2%".to_owned()),
            compliance_severity: None,
            output_s3: None,
            output_region: None,
            role_arn: None,
        };

        self.put_into(&mut definition)?;
        if !self.at_once && !self.wait {
            // An offset counts from a time, so that there is one to wait for.
            let waits = definition.offset.is_some() || definition.duration.is_some();
            definition.at_once = definition.usual_at_once() && !waits;
        }
        Ok(definition)
    }

    /// Puts what was named into a definition.
    ///
    /// # Errors
    /// A usage error for a schedule that associations do not take.
    pub fn put_into(&self, definition: &mut Definition) -> Result<()> {
        let given = self.schedule.read(None, Service::Association)?;
        definition.offset = self
            .schedule
            .offset_after(definition.offset, given.as_ref())?;
        definition.schedule = given
            .map(|given| given.schedule.to_string())
            .or(definition.schedule.take());
        if self.at_once || self.wait {
            definition.at_once = self.at_once;
        }

        definition.operation = self.operation.unwrap_or(definition.operation);
        definition.reboot_option = self.reboot.or(definition.reboot_option);
        if let Some(document) = &self.document {
            definition.document.clone_from(document);
            // Each document needs another one of the two.
            definition.sync_compliance = Sync::of_document(document);
        }
        definition.sync_compliance = self.sync_compliance.unwrap_or(definition.sync_compliance);
        definition.duration = self.duration.or(definition.duration);
        if !self.calendar.is_empty() {
            definition.calendar_names.clone_from(&self.calendar);
        }
        self.put_texts_into(definition);
        Ok(())
    }

    fn put_texts_into(&self, definition: &mut Definition) {
        for (place, named) in [
            (&mut definition.document_version, &self.document_version),
            (&mut definition.baseline_tags, &self.baseline_tags),
            (&mut definition.override_list, &self.override_list),
            (&mut definition.hooks.pre, &self.hook_pre),
            (&mut definition.hooks.post, &self.hook_post),
            (&mut definition.hooks.exit, &self.hook_exit),
            (&mut definition.max_concurrency, &self.max_concurrency),
            (&mut definition.max_errors, &self.max_errors),
            (
                &mut definition.compliance_severity,
                &self.compliance_severity,
            ),
            (
                &mut definition.output_s3,
                &self.output_s3.as_deref().map(output_place::kept),
            ),
            (&mut definition.output_region, &self.output_region),
            (&mut definition.role_arn, &self.role_arn),
        ] {
            // What is not named stays.
            if named.is_some() {
                place.clone_from(named);
            }
        }

        definition.hooks = std::mem::take(&mut definition.hooks).settled();

        // Words for what AWS has without one: kept, they would differ from what it answers.
        definition.document_version.take_if(|it| it == "$DEFAULT");
        definition
            .compliance_severity
            .take_if(|it| it == "UNSPECIFIED");
    }
}

impl TargetArgs {
    /// The targets that the options describe; `None` when none of them was given.
    ///
    /// # Errors
    /// A usage error when a key is given twice, or when several keys may have any value.
    pub fn targets(&self) -> Result<Option<Targets>> {
        let mut targets = Targets {
            all: self.all,
            nodes: self.node.clone(),
            resource_group: self.resource_group.clone(),
            ..Targets::default()
        };

        for condition in &self.tag {
            // A key with any value is a condition of its own kind.
            if condition.values.is_empty() {
                targets.tag_keys.push(condition.key.clone());
                continue;
            }
            let values = condition.values.clone();
            if targets.tags.insert(condition.key.clone(), values).is_some() {
                let key = &condition.key;
                return Err(Error::usage(format!("--tag: `{key}` is given twice"))
                    .hint("KEY=ONE,TWO means either value"));
            }
        }
        // Of several keys without values one is enough for AWS, and every one was meant here.
        if targets.tag_keys.len() > 1 {
            return Err(Error::usage(
                "--tag: only one key can be given without a value; AWS takes several for either of them",
            )
            .hint("write a document with tag_keys, if either is meant"));
        }
        Ok((targets != Targets::default()).then_some(targets))
    }
}

/// What documents call what has another name here.
pub const WORDS: &[Word] = &[
    ("targets.tags", "--tag"),
    ("targets.tag_keys", "--tag"),
    ("targets.nodes", "--node"),
    ("targets.resource_group", "--resource-group"),
    ("targets.all", "--all"),
    ("targets.", "--tag, --node, --resource-group or --all"),
    ("hooks.pre", "--hook-pre"),
    ("hooks.post", "--hook-post"),
    ("hooks.exit", "--hook-exit"),
    ("hooks.", "--hook-pre, --hook-post or --hook-exit"),
    ("calendar_names.", "--calendar"),
    ("all: true", "--all"),
    ("at_once: false", "--wait"),
    ("reboot_option: RebootIfNeeded", "--reboot if-needed"),
    ("reboot_option: NoReboot", "--reboot never"),
    ("reboot_option", "--reboot"),
    ("tags.", "--association-tag"),
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
