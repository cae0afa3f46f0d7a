//! `patchctl iam-policy`.

mod permission;
mod told;

use async_trait::async_trait;
use clap::{Args, Command};

use crate::aws::regions::partition;
use crate::commands::Noun;
use crate::commands::permissions::names;
use crate::context::{Context, Needs};
use crate::domain::handbook::buckets::Bucket;
use crate::domain::iam::need::Width;
use crate::domain::iam::places::Places;
use crate::domain::iam::policy::{Policy, policies};
use crate::domain::id::Region;
use crate::domain::text::words::count;
use crate::error::{Error, Result};
use crate::exit::ExitCode;
use crate::output::format::Format;
use permission::Permission;
use told::{Told, Whose};

/// Arguments of `iam-policy`.
#[derive(Debug, Args)]
#[command(after_help = "\
Commands are named as they are run; a noun alone means all its verbs, and several stand one after the other, with or without commas. The
policy goes to standard output, ready for IAM, and what is worth knowing about it to standard error; -o json has both, with the condition of
each action. It holds what the commands call under a condition, too: --usual-only leaves that out. IAM takes 6,144 characters in a policy;
what is larger becomes several, a list of which --part prints one. Nothing is asked of AWS.

--role-name, --organization and --ou add what they need. --region, --accounts and --bucket stand in the ARNs of --resource-level; without
them * stands there. S3 is never allowed for more than the buckets of --bucket where a command can do without.

Examples:
  patchctl iam-policy compliance check
  patchctl iam-policy group, compliance check --resource-level --region eu-central-1
  patchctl iam-policy --node patch-now install --bucket patch-logs > node.json
  patchctl iam-policy report csv --role-name PatchctlReader --organization -o json
  patchctl iam-policy --all --resource-level --part 1")]
pub struct IamPolicyArgs {
    /// The commands, such as `compliance check`
    #[arg(value_name = "COMMAND", required_unless_present = "all")]
    commands: Vec<String>,
    /// Every command
    #[arg(long, conflicts_with = "commands")]
    all: bool,
    /// What the role of a node needs for what the commands have it do, and not who runs them
    #[arg(long)]
    node: bool,
    /// Name resources where IAM knows them for an action, and not *
    #[arg(long)]
    resource_level: bool,
    /// Leave out what the commands call under a condition only
    #[arg(long)]
    usual_only: bool,
    /// The buckets of your own that they read and write (can be repeated or a comma list)
    #[arg(long, value_name = "BUCKET", value_delimiter = ',', value_parser = bucket)]
    bucket: Vec<String>,
    /// Print only this one of several policies
    #[arg(long, value_name = "N")]
    part: Option<usize>,
}

/// Reads a bucket: a name that would mean more than one is none.
fn bucket(text: &str) -> std::result::Result<String, String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    // S3 User Guide, "Bucket naming rules".
    if (3..=63).contains(&text.len()) && text.chars().all(fits) {
        return Ok(text.to_owned());
    }
    Err("a bucket has 3 to 63 lower-case letters, digits, dots and hyphens".to_owned())
}

impl IamPolicyArgs {
    /// The policies for this program.
    pub fn with(&self, tree: Command) -> IamPolicy<'_> {
        IamPolicy { args: self, tree }
    }
}

/// What was asked, with the description of the program.
pub struct IamPolicy<'a> {
    args: &'a IamPolicyArgs,
    tree: Command,
}

#[async_trait(?Send)]
impl Noun for IamPolicy<'_> {
    fn needs(&self) -> Needs {
        Needs::Settings
    }

    async fn run(&self, context: &Context) -> Result<ExitCode> {
        let formats = [Format::Table, Format::Json, Format::Jsonl, Format::Yaml];
        if !context.ui.is_querying() {
            context.ui.format().require(&formats)?;
        }

        let commands = self.commands()?;
        let (needed, silent) = match self.whose() {
            Whose::Node => permission::of_nodes(&commands),
            Whose::Operator => permission::of_operator(&commands, &context.settings.scopes),
        };

        // An empty policy would allow nothing and look like an answer.
        let (needed, left_out) = self.kept(needed);
        if needed.is_empty() {
            return Err(self.nothing(&commands));
        }

        let places = self.places(context)?;
        let policies = policies(
            needed
                .iter()
                .map(|one| one.need.grant(self.width(), &places)),
        );
        let parts = parts(policies, self.args.part)?;
        Told {
            whose: self.whose(),
            width: self.width(),
            commands: &commands,
            needed: &needed,
            silent: &silent,
            left_out: &left_out,
            places: &places,
            parts: &parts,
        }
        .show(context)?;
        Ok(ExitCode::Done)
    }
}

impl IamPolicy<'_> {
    fn commands(&self) -> Result<Vec<String>> {
        match (self.args.all, self.whose()) {
            (true, Whose::Node) => Ok(permission::on_nodes()),
            (true, Whose::Operator) => Ok(permission::asking()),
            (false, _) => names::read(&self.tree, &self.args.commands),
        }
    }

    const fn whose(&self) -> Whose {
        if self.args.node {
            Whose::Node
        } else {
            Whose::Operator
        }
    }

    const fn width(&self) -> Width {
        if self.args.resource_level {
            Width::Narrow
        } else {
            Width::Any
        }
    }

    /// What stands in the policy, and what does not because its bucket is not named.
    fn kept(&self, needed: Vec<Permission>) -> (Vec<Permission>, Vec<Permission>) {
        let asked = needed
            .into_iter()
            .filter(|one| !self.args.usual_only || one.when.is_none());
        // What a command cannot do without is allowed on any bucket, which a note says.
        asked.partition(|one| !one.own_bucket || one.when.is_none() || !self.args.bucket.is_empty())
    }

    fn nothing(&self, commands: &[String]) -> Error {
        let names = commands.join(", ");
        if self.whose() == Whose::Node {
            return Error::usage(format!("no node does anything for this: {names}")).hint(
                "nodes work for patch-now, window, association and policy: patchctl iam-policy \
                 --node patch-now install",
            );
        }
        Error::usage(format!("AWS is asked nothing for this: {names}"))
            .hint("it needs no credentials, and no policy")
    }

    /// What stands in ARNs.
    fn places(&self, context: &Context) -> Result<Places> {
        let (settings, scopes) = (&context.settings, &context.settings.scopes);
        let regions = settings.regions.value.iter();
        Ok(Places {
            regions: regions
                .map(|region| (partition(region), region.clone()))
                .collect(),
            accounts: scopes.accounts.value.clone(),
            buckets: self.args.bucket.clone(),
            patching: patching(&settings.regions.value),
            role: scopes.role_name.value.as_deref().map(role).transpose()?,
        })
    }
}

/// A role as it stands in an ARN.
fn role(name: &str) -> Result<String> {
    let is_open = name.contains(['*', '?', '$']);
    if is_open {
        return Err(Error::usage(format!(
            "`{name}` is not the name of one role"
        )));
    }
    Ok(name.trim_start_matches('/').to_owned())
}

/// The buckets of AWS that patching reads, in these Regions or in any.
fn patching(regions: &[Region]) -> Vec<String> {
    const BUCKETS: [Bucket; 4] = [
        Bucket::Modules,
        Bucket::PatchManager,
        Bucket::PatchManagerMacOs,
        Bucket::Snapshots,
    ];
    let named = |region: Option<&Region>| BUCKETS.map(|bucket| bucket.named(region).pattern());
    if regions.is_empty() {
        return named(None).to_vec();
    }
    regions
        .iter()
        .flat_map(|region| named(Some(region)))
        .collect()
}

/// The policies with their numbers, or the one that is asked for.
fn parts(policies: Vec<Policy>, part: Option<usize>) -> Result<Vec<(usize, Policy)>> {
    let number = policies.len();
    let mut parts: Vec<(usize, Policy)> = (1..).zip(policies).collect();
    if let Some(part) = part {
        parts.retain(|(number, _)| *number == part);
        if parts.is_empty() {
            let there = count(number, "policy");
            return Err(Error::usage(format!("--part {part}: there is {there}")));
        }
    }
    Ok(parts)
}
