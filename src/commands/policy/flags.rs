//! The flags that describe a policy, for `create` and `update`.

use std::collections::BTreeMap;

use clap::{Args, ValueEnum};

use crate::args::schedule::ScheduleArgs;
use crate::args::words::Word;
use crate::domain::policy::selected::{Choice, Defaults, Selected};
use crate::domain::policy::{
    Definition, Host, Kind, Logs, Operation, Reboot, Roles, Targets, Timing,
};
use crate::domain::run::output_place::OutputPlace;
use crate::domain::schedule::Service;
use crate::error::{Error, Result};

/// What a policy is to be. What is not named stays as it is, or at AWS's default for a new one.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Policy")]
pub struct DefinitionArgs {
    /// Describe it
    #[arg(long, value_name = "TEXT")]
    description: Option<String>,
    /// What it does: scan, or scan-and-install
    #[arg(
        long,
        value_name = "OPERATION",
        value_enum,
        hide_possible_values = true
    )]
    operation: Option<OperationWord>,
    /// When it scans, as AWS writes it, in UTC
    #[arg(long, value_name = "EXPR")]
    scan_schedule: Option<String>,
    /// Whether it scans as soon as it is deployed, and not by its schedule only: true or false
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", hide_possible_values = true)]
    scan_at_once: Option<bool>,
    /// When it installs, as AWS writes it, in UTC
    #[arg(long, value_name = "EXPR")]
    install_schedule: Option<String>,
    /// Whether it installs as soon as it is deployed: true or false
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", hide_possible_values = true)]
    install_at_once: Option<bool>,
    /// Install so many days after each Patch Tuesday: 0, 7 or 14, because a policy has no offset
    #[arg(long, value_name = "DAYS", conflicts_with = "install_schedule")]
    after_patch_tuesday: Option<u8>,
    /// At this time of that day; 00:00 without it
    #[arg(long, value_name = "HH:MM", requires = "after_patch_tuesday", value_parser = crate::domain::text::moment::time_of_day)]
    at: Option<jiff::civil::Time>,
    /// Whether nodes reboot after an installation: if-needed or never
    #[arg(long, value_name = "WHEN", value_enum, hide_possible_values = true)]
    reboot: Option<RebootWord>,
    /// The baseline for an operating system, by name, id or ARN, such as
    /// AMAZON_LINUX_2023=prod-al2023 (can be repeated)
    #[arg(long, value_name = "OS=BASELINE", value_parser = pair)]
    baseline: Vec<(String, String)>,
    /// The defaults of the account as they are now
    #[arg(long, conflicts_with = "baseline")]
    default_baselines: bool,
    /// The Region of the baselines; the one where the policy is kept without it
    #[arg(long, value_name = "REGION")]
    baseline_region: Option<String>,
    /// On how many nodes at once: a number or a percentage
    #[arg(long, value_name = "AMOUNT")]
    max_concurrency: Option<String>,
    /// After how many errors no further nodes are begun: a number or a percentage
    #[arg(long, value_name = "AMOUNT")]
    max_errors: Option<String>,
    /// Let Quick Setup attach what nodes need to instance profiles that exist: true or false
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", hide_possible_values = true)]
    attach_policies: Option<bool>,
    /// Put what nodes print into this bucket
    #[arg(long, value_name = "S3_URI", requires = "output_region")]
    output_s3: Option<OutputPlace>,
    /// The Region of that bucket
    #[arg(long, value_name = "REGION", requires = "output_s3")]
    output_region: Option<String>,
    #[command(flatten)]
    reach: ReachArgs,
}

/// For whom a policy is.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Reach")]
struct ReachArgs {
    /// Only nodes with this tag; KEY alone for any value
    #[arg(long, value_name = "KEY=VALUE", conflicts_with_all = ["node", "resource_group"])]
    tag: Option<String>,
    /// Only these EC2 instances, at most 25 (can be repeated or a comma list)
    #[arg(
        long,
        value_name = "ID",
        value_delimiter = ',',
        conflicts_with = "resource_group"
    )]
    node: Vec<String>,
    /// Only the nodes of this resource group
    #[arg(long, value_name = "NAME")]
    resource_group: Option<String>,
    /// Every node of the accounts and Regions
    #[arg(long, conflicts_with_all = ["tag", "node", "resource_group"])]
    all_nodes: bool,
    /// The Regions to which it is deployed (a comma list)
    #[arg(long, value_name = "REGION", value_delimiter = ',')]
    target_regions: Vec<String>,
    /// The organizational units, or the root; the account itself without it (a comma list)
    #[arg(long, value_name = "UNIT", value_delimiter = ',')]
    organizational_units: Vec<String>,
    /// The role that CloudFormation assumes, by its ARN; the usual one without it
    #[arg(long, value_name = "ARN")]
    administration_role: Option<String>,
    /// The role in each account, by its name; the usual one without it
    #[arg(long, value_name = "NAME")]
    execution_role: Option<String>,
}

/// A switch of host management.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Host management")]
pub struct HostArgs {
    /// Scan daily for missing patches: true or false
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", hide_possible_values = true)]
    scan: Option<bool>,
    /// Collect the inventory every 30 minutes: true or false
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", hide_possible_values = true)]
    inventory: Option<bool>,
    /// Update the SSM Agent every two weeks: true or false
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true", hide_possible_values = true)]
    update_agent: Option<bool>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum OperationWord {
    Scan,
    ScanAndInstall,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RebootWord {
    IfNeeded,
    Never,
}

fn pair(text: &str) -> std::result::Result<(String, String), String> {
    let (key, value) = text
        .split_once('=')
        .ok_or_else(|| format!("`{text}` is not OS=BASELINE, such as WINDOWS=prod-windows"))?;
    Ok((key.trim().to_uppercase(), value.trim().to_owned()))
}

impl DefinitionArgs {
    /// Puts what was named into a definition.
    ///
    /// # Errors
    /// A usage error for a schedule that cannot be said.
    pub fn put_into(&self, definition: &mut Definition) -> Result<()> {
        if let Some(description) = &self.description {
            definition.description = Some(description.clone()).filter(|text| !text.is_empty());
        }
        if let Some(operation) = self.operation {
            definition.operation = Some(match operation {
                OperationWord::Scan => Operation::Scan,
                OperationWord::ScanAndInstall => Operation::ScanAndInstall,
            });
        }
        put_timing(
            &mut definition.scan,
            self.scan_schedule.clone(),
            self.scan_at_once,
            "scan",
        )?;
        put_timing(
            &mut definition.install,
            self.install_schedule()?,
            self.install_at_once,
            "install",
        )?;
        // An install schedule of a policy that only scans would never be used: what stood there goes,
        // and what is given now is refused by the check.
        let given = self.install_schedule.is_some()
            || self.after_patch_tuesday.is_some()
            || self.install_at_once.is_some();
        if matches!(self.operation, Some(OperationWord::Scan)) && !given {
            definition.install = None;
        }
        if let Some(reboot) = self.reboot {
            definition.reboot = Some(match reboot {
                RebootWord::IfNeeded => Reboot::IfNeeded,
                RebootWord::Never => Reboot::Never,
            });
        }
        self.put_baselines(definition);
        self.put_rest(definition);
        self.reach.put_into(definition);
        Ok(())
    }

    /// Limits, what may be attached to roles, and where the output goes.
    fn put_rest(&self, definition: &mut Definition) {
        for (place, given) in [
            (&mut definition.max_concurrency, &self.max_concurrency),
            (&mut definition.max_errors, &self.max_errors),
            (&mut definition.baseline_region, &self.baseline_region),
        ] {
            if given.is_some() {
                place.clone_from(given);
            }
        }

        // A word that was not given leaves what is there.
        if self.attach_policies.is_some() {
            definition.attach_policies = self.attach_policies;
        }
        if let Some(bucket) = &self.output_s3 {
            definition.logs = Some(Logs {
                bucket: bucket.bucket.clone(),
                region: self.output_region.clone().unwrap_or_default(),
                prefix: Some(bucket.prefix.clone()).filter(|prefix| !prefix.is_empty()),
            });
        }
    }

    fn install_schedule(&self) -> Result<Option<String>> {
        let Some(days) = self.after_patch_tuesday else {
            return Ok(self.install_schedule.clone());
        };
        let given = ScheduleArgs::after(days, self.at).read(None, Service::Policy)?;
        Ok(given.map(|given| given.schedule.to_string()))
    }

    fn put_baselines(&self, definition: &mut Definition) {
        if self.default_baselines {
            definition.baselines = Some(Selected::Word(Defaults::Defaults));
        }
        if self.baseline.is_empty() {
            return;
        }
        // Named ones take the place of those for the same system; the others stay.
        let mut each: BTreeMap<String, Choice> = match definition.baselines.take() {
            Some(Selected::Each(each)) => each,
            _ => BTreeMap::new(),
        };
        for (os, name) in &self.baseline {
            each.insert(os.clone(), Choice::Named(name.clone()));
        }
        definition.baselines = Some(Selected::Each(each));
    }
}

fn put_timing(
    place: &mut Option<Timing>,
    schedule: Option<String>,
    at_once: Option<bool>,
    what: &str,
) -> Result<()> {
    if let Some(schedule) = schedule {
        let before = place.take().and_then(|timing| timing.at_once);
        *place = Some(Timing {
            schedule,
            at_once: before,
        });
    }

    // A moment without a schedule to leave out says nothing.
    match (place, at_once) {
        (Some(timing), Some(at_once)) => timing.at_once = Some(at_once),
        (None, Some(_)) => {
            return Err(Error::usage(format!(
                "--{what}-at-once needs --{what}-schedule"
            )));
        }
        (_, None) => {}
    }
    Ok(())
}

impl ReachArgs {
    fn put_into(&self, definition: &mut Definition) {
        if let Some(tag) = &self.tag {
            // Without a value any value will do.
            let (key, value) = tag.split_once('=').unwrap_or((tag, ""));
            definition.targets = Targets::Tag([(key.to_owned(), value.to_owned())].into());
        } else if !self.node.is_empty() {
            definition.targets = Targets::Nodes(self.node.clone());
        } else if let Some(group) = &self.resource_group {
            definition.targets = Targets::ResourceGroup(group.clone());
        } else if self.all_nodes {
            definition.targets = Targets::All;
        }
        if !self.target_regions.is_empty() {
            definition.regions.clone_from(&self.target_regions);
        }
        if !self.organizational_units.is_empty() {
            // It is for units or for an account, and never for both.
            definition.accounts.clear();
            definition
                .organizational_units
                .clone_from(&self.organizational_units);
        }
        if self.administration_role.is_some() || self.execution_role.is_some() {
            let before = definition.roles.take().unwrap_or_default();
            definition.roles = Some(Roles {
                administration: self.administration_role.clone().or(before.administration),
                execution: self.execution_role.clone().or(before.execution),
            });
        }
    }
}

impl HostArgs {
    /// Puts what was named into a definition of host management.
    ///
    /// # Errors
    /// A usage error for a patch policy, which has none of it.
    pub fn put_into(&self, definition: &mut Definition) -> Result<()> {
        let given = [self.scan, self.inventory, self.update_agent];
        if given.iter().all(Option::is_none) {
            return Ok(());
        }
        if definition.kind != Kind::HostManagement {
            return Err(Error::usage(
                "--scan, --inventory and --update-agent are for host management; a patch policy has --operation",
            ));
        }

        // What was switched before stays.
        let mut host: Host = definition.host.clone().unwrap_or_default();
        for (place, given) in [
            (&mut host.scan, self.scan),
            (&mut host.inventory, self.inventory),
            (&mut host.update_agent, self.update_agent),
        ] {
            *place = given.unwrap_or(*place);
        }
        definition.host = Some(host);
        Ok(())
    }
}

/// What documents call what has another name here.
pub const WORDS: &[Word] = &[
    ("scan.", "--scan-schedule"),
    ("install.", "--install-schedule"),
    ("defaults", "--default-baselines"),
    ("baselines.", "--baseline"),
    ("regions.", "--target-regions"),
    ("targets.", "--tag, --node or --resource-group"),
    ("accounts.", "the account"),
    ("logs.", "--output-s3"),
    ("roles.", "--administration-role, --execution-role"),
    ("tags.", "--policy-tag"),
    ("name", "the name"),
];
