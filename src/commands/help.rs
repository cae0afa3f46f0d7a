//! `patchctl help`: help for a command, or a topic.

use async_trait::async_trait;
use clap::{Args, Command};

use crate::commands::Noun;
use crate::context::{Context, Needs};
use crate::domain::baseline::vocabulary;
use crate::domain::compliance::Verdict;
use crate::domain::fleet::platform::OperatingSystem;
use crate::domain::patch::state::PatchState;
use crate::domain::run::standing::Standing;
use crate::domain::run::verdict::Outcome;
use crate::domain::text::words::near_miss;
use crate::error::{Error, Result};
use crate::exit::ExitCode;

/// Arguments of `help`.
#[derive(Debug, Args)]
#[command(
    after_help = "Topics: exit-codes, states, environment, baseline-file, policy-file, association-file, window-file, exceptions-file"
)]
pub struct HelpArgs {
    /// A command, such as `compliance check`, or a topic
    #[arg(value_name = "COMMAND|TOPIC")]
    words: Vec<String>,
}

/// The topics.
const TOPICS: [&str; 8] = [
    "exit-codes",
    "states",
    "environment",
    "baseline-file",
    "policy-file",
    "association-file",
    "window-file",
    "exceptions-file",
];

impl HelpArgs {
    /// The help for this program.
    pub fn with(&self, tree: Command) -> Help<'_> {
        Help { args: self, tree }
    }
}

/// What was asked, with the description of the program.
pub struct Help<'a> {
    args: &'a HelpArgs,
    tree: Command,
}

#[async_trait(?Send)]
impl Noun for Help<'_> {
    fn needs(&self) -> Needs {
        Needs::Nothing
    }

    async fn run(&self, context: &Context) -> Result<ExitCode> {
        let words: Vec<&str> = self.args.words.iter().map(String::as_str).collect();
        // A topic goes before a command of the same name, of which there is none.
        let text = match words.as_slice() {
            ["exit-codes"] => exit_codes(),
            ["states"] => states(),
            ["environment"] => environment(),
            ["baseline-file"] => baseline_file(),
            ["policy-file"] => POLICY_FILE.to_owned(),
            ["association-file"] => ASSOCIATION_FILE.to_owned(),
            ["window-file"] => WINDOW_FILE.to_owned(),
            ["exceptions-file"] => EXCEPTIONS_FILE.to_owned(),
            path => command_help(self.tree.clone(), path)?,
        };
        context.ui.write_raw(&text)?;
        Ok(ExitCode::Done)
    }
}

// Its near misses are topics too: nobody knows which of the two a word is.
fn command_help(mut tree: Command, path: &[&str]) -> Result<String> {
    tree.build();
    let mut command = &mut tree;

    for word in path {
        let mut names: Vec<String> = command
            .get_subcommands()
            .map(|child| child.get_name().to_owned())
            .collect();
        names.extend(TOPICS.map(str::to_owned));
        command = command.find_subcommand_mut(word).ok_or_else(|| {
            let near = near_miss(word, names.iter().map(String::as_str))
                .map(|near| format!("did you mean `{near}`?"));
            Error::usage(format!("there is no command or topic `{word}`"))
                .maybe_hint(near)
                .hint(format!("topics: {}", TOPICS.join(", ")))
        })?;
    }
    Ok(command.render_long_help().to_string())
}

/// The exit codes, made from the one list.
pub fn exit_codes() -> String {
    let mut text = "Exit codes\n\n".to_owned();
    for code in ExitCode::ALL {
        text.push_str(&format!("  {:>3}  {}\n", code.number(), code.meaning()));
    }
    text.push_str("\nWhen several apply, the first of 2, 4, 8, 1, 6, 3, 5, 7, 0 is given. A count is never an exit code, and a closed pipe\nis no error.\n");
    text
}

/// The verdicts and patch states, made from the lists in `domain`.
pub fn states() -> String {
    let mut text =
        "Verdicts: each node of the inventory gets exactly one, the first that applies.\n\n"
            .to_owned();
    // In the order in which they are looked at, which is not that of their gravity.
    for verdict in [
        Verdict::NotReported,
        Verdict::NonCompliant,
        Verdict::Unreachable,
        Verdict::Stale,
        Verdict::Compliant,
    ] {
        push(&mut text, 14, verdict.as_str(), verdict.meaning());
    }
    text.push_str("\nAWS's own status stands beside the verdict, unchanged; where the two disagree about violations, both are shown.\n");

    text.push_str("\nPatch states, as AWS reports them for one patch on one node\n\n");
    for state in PatchState::ALL {
        push(&mut text, 24, state.as_str(), state.meaning());
    }
    text.push_str("\nOutcomes of patch-now: what became of one node in a run, the worst first\n\n");
    for outcome in Outcome::ALL {
        push(&mut text, 15, outcome.as_str(), outcome.meaning());
    }
    text.push_str("\nHow a run stands in patch-now list\n\n");
    for standing in Standing::ALL {
        push(&mut text, 15, standing.as_str(), standing.meaning());
    }

    text.push_str(
        "\nThe words of Run Command, and the exit codes of its documents: patchctl explain\n",
    );
    text.push_str("\nOnly compliance of type Patch counts. Association compliance (host management scans) is shown apart.\n");
    text
}

/// Adds a word, in a column of this width, with what it means.
fn push(text: &mut String, width: usize, word: &str, meaning: &str) {
    text.push_str(&format!("  {word:<width$} {meaning}\n"));
}

/// The fields of a baseline document, with the filters of each operating system out of the
/// vocabulary.
fn baseline_file() -> String {
    let mut text = "\
Baseline documents, for baseline lint, diff, apply and preview

YAML or JSON; a file may hold many documents. Anchors, aliases, unknown keys and keys given twice are refused: what a reviewer reads is what
is applied. A baseline is found by its name and operating system. examples/baselines.yaml is a file to start from; `patchctl baseline import`
makes such files of AWS's own shapes. Values that no list below has are refused, and products are checked against tables per operating system.

  name                                  3 to 128 letters, digits, _, - or .; a name of AWS's stands for that baseline,
                                        which can be given groups and be the default, nothing else
  operating_system                      such as AMAZON_LINUX_2023; it cannot change
  regions, accounts                     only there; everywhere when absent
  description                           1 to 1024 characters
  default                               true: the default for its operating system; false: not; absent: as it is
  patch_groups                          exactly these groups use it (at most 25); absent: as they are
  tags                                  exactly these tags; absent: as they are
  global_filters                        filters before every rule, at most 4
  approval_rules                        at most 10, each with
    filters                             KEY: [VALUE, ...], at most 4; every one must hold, and one of its values; \"*\" for any
    approve_after_days                  0 to 360 whole UTC days after release, or
    approve_until_date                  released until this UTC day
    compliance_level                    CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL or UNSPECIFIED
    enable_non_security                 true: also outside the security repositories (Linux)
  approved_patches, rejected_patches    at most 50 names each; rejected wins
  approved_patches_compliance_level, approved_patches_enable_non_security
  rejected_patches_action               ALLOW_AS_DEPENDENCY or BLOCK
  sources                               Linux: name, products and configuration of other repositories, at most 20
  available_security_updates_compliance_status
                                        Windows: COMPLIANT or NON_COMPLIANT

Filters by operating system

"
    .to_owned();
    // From the vocabulary and not from this text, so that a new key or value is in the help at
    // once.
    for os in OperatingSystem::ALL {
        let keys = vocabulary::keys(os)
            .iter()
            .map(|key| match vocabulary::values(os, *key) {
                Some(values) => format!("{} ({})", key.as_str(), values.join(" ")),
                None => key.as_str().to_owned(),
            });
        text.push_str(&format!("  {}\n", os.as_str()));
        for key in keys {
            text.push_str(&format!("    {key}\n"));
        }
    }
    text.push_str("\nProducts and sections are open lists; before it writes, patchctl asks AWS for the products that it knows.\n");
    text
}

/// The keys of a file of exceptions.
const EXCEPTIONS_FILE: &str = "\
Files of exceptions, for compliance check, nodes and summary --exceptions

A YAML or JSON list. Anchors, aliases, unknown keys and keys given twice are refused. examples/exceptions.yaml is a file to start from, and
`patchctl compliance exceptions FILE` checks one. An exception excuses the violations that it names, of nodes that reported; a node passes
when all its violations are excused and it would be COMPLIANT without them. What is excused is shown in every format.

  node | tag | group  exactly one: a node id; KEY=VALUE, KEY=ONE,TWO or KEY, as for --tag; the value of the patch group tag, as for --group
  patch | cve         exactly one: a pattern over the forms of a package that override lists have, or a KB number; a CVE id, which finds
                      only what nodes report it for (missing and failed, and nothing of the Debian family)
  reason              why, for whoever reads the report
  ticket              where that was agreed
  until               the last day that it holds, YYYY-MM-DD in UTC; after it the violation counts again, and the exception is named
";

/// The fields of an association document.
const ASSOCIATION_FILE: &str = "\
Association documents, for association diff and apply

YAML or JSON; a file may hold many documents. Anchors, aliases, unknown keys and keys given twice are refused: what a reviewer reads is what
is applied. An association is found by its name. examples/associations.yaml is a file to start from, and `patchctl association export` writes
what is there. What no document says of an association (other accounts, target maps, alarms) stays as it is.

  name                          3 to 128 letters, digits, _, - or .; none of Quick Setup and Patch now
  regions, accounts             only there; everywhere when absent
  document                      AWS-RunPatchBaselineAssociation when absent, AWS-RunPatchBaseline, or AWS-RunPatchBaselineWithHooks
  document_version              a number, $DEFAULT or $LATEST
  operation                     Scan or Install
  reboot_option                 RebootIfNeeded or NoReboot; an installation has to say it
  baseline_tags                 Key=KEY,Values=VALUE or Key=KEY,Values=VALUE1,VALUE2: the own baseline of the system of a node that is
                                tagged so; with several the node ends with exit code 142 (AWS-RunPatchBaselineAssociation only)
  override_list                 s3:// or https:// URL of an install override list
  hooks                         pre, post and exit: NAME[:VERSION] (AWS-RunPatchBaselineWithHooks only)
  parameters                    other parameters of the document: NAME: [VALUE]; AssociationId is filled in by State Manager
  targets                       exactly one of
    all                         true: every managed node, also those to come
    tags                        KEY: [VALUE, ...]; every key must be there with one of its values; with
    tag_keys                    [KEY, ...]; one of them must be there
    nodes                       at most 50 ids; no mi-... with AWS-RunPatchBaselineAssociation, which is for EC2 instances
    resource_group              the name of a group
  schedule                      cron(...), rate(...) or at(...) in UTC, as `patchctl schedule explain --service association` reads it;
                                absent: it runs once
  at_once                       true: it runs also when it is made or changed, and on new nodes; false: by its schedule only, which a rate
                                cannot; absent: false for an installation with a cron or an at, true else
  offset                        1 to 6 days after the day of a cron expression; needs at_once: false
  duration                      1 to 24 hours, after which it is stopped; needs at_once: false
  calendar_names                change calendars: it runs only while they are open
  max_concurrency, max_errors   numbers of nodes, or shares such as 10%
  compliance_severity           CRITICAL, HIGH, MEDIUM, LOW or UNSPECIFIED
  sync_compliance               AUTO, or MANUAL, which AWS-RunPatchBaselineAssociation needs and has when absent
  output_s3, output_region      s3://BUCKET/PREFIX, and the Region of the bucket
  role_arn                      the role that runs it; the service-linked one when absent
  tags                          exactly these tags; absent: as they are
";

/// The fields of a window document.
const WINDOW_FILE: &str = "\
Window documents, for window diff and apply

YAML or JSON; a file may hold many documents. Anchors, aliases, unknown keys and keys given twice are refused: what a reviewer reads is what
is applied. A window is found by its name. examples/windows.yaml is a file to start from, and `patchctl window export` writes what is there.

  name                          3 to 128 letters, digits, _, - or .
  regions, accounts             only there; everywhere when absent
  description                   1 to 128 characters
  schedule                      cron(...), rate(...) or at(...), as `patchctl schedule explain --service window` reads it
  timezone                      such as Europe/Berlin; UTC when absent
  offset                        1 to 6 days after the day of a cron expression
  start_date, end_date          ISO 8601; with an offset, or in the zone of the window
  duration, cutoff              hours: 1 to 24, and fewer of them in which nothing new is begun
  enabled                       false: it does not open; true when absent
  allow_unassociated_targets    true: the task may name nodes that are not among the targets
  targets                       exactly these (at most 100); absent: as they are; each with
    tags                        KEY: [VALUE, ...]; every key must be there with one of its values
    tag_keys                    [KEY, ...]; one of them must be there
    nodes                       at most 50 ids
    resource_group              a group by itself, with resource_types to narrow it
    name, description, owner    owner is the OwnerInformation of events and patch states
    task                        false: the task does not run on it (it runs on at most 10 targets)
  task                          absent: as it is; tasks of other kinds are never touched
    operation                   Scan or Install
    reboot_option               RebootIfNeeded or NoReboot; an installation has to say it
    document                    AWS-RunPatchBaseline when absent, or AWS-RunPatchBaselineWithHooks, which hooks need
    document_version            a number, $DEFAULT or $LATEST
    hooks                       pre, post and exit: NAME[:VERSION]
    override_list               s3:// or https:// URL of an install override list
    parameters                  other parameters of the document: NAME: [VALUE]; SnapshotId is the window's own
    nodes                       ids beside the targets
    max_concurrency, max_errors numbers of nodes, or shares such as 10%
    priority                    0 when absent; the lowest comes first
    cutoff_behavior             CONTINUE_TASK or CANCEL_TASK
    service_role_arn            the service-linked role when absent
    output_s3                   s3://BUCKET/PREFIX
    comment, timeout_seconds, name, description
  tags                          exactly these tags; absent: as they are
";

fn environment() -> String {
    "\
Environment

  PATCHCTL_PROFILE, PATCHCTL_REGION     as --profile and --region
  PATCHCTL_ALL_REGIONS, PATCHCTL_EXCLUDE_REGION
                                        as --all-regions (yes or no) and --exclude-region
  PATCHCTL_ROLE_NAME, PATCHCTL_ACCOUNTS, PATCHCTL_ORGANIZATION, PATCHCTL_OU, PATCHCTL_EXTERNAL_ID
                                        as --role-name, --accounts, --organization (yes or no), --ou and --external-id
  PATCHCTL_OUTPUT, PATCHCTL_COLOR       as --output and --color
  PATCHCTL_MAX_AGE                      as --max-age
  PATCHCTL_CONFIRM_ABOVE                above so many nodes (50) patch-now install has their number typed, or --expect-nodes
  PATCHCTL_RUN_RECORDS                  s3://BUCKET/PREFIX: where patch-now puts the record of each run, for other machines
  PATCHCTL_ENDPOINT_URL                 as --endpoint-url
  PATCHCTL_CA_BUNDLE                    as --ca-bundle
  PATCHCTL_CONNECT_TIMEOUT, PATCHCTL_READ_TIMEOUT
                                        as --connect-timeout and --read-timeout
  PATCHCTL_SANDBOX                      1 for the sandbox in its usual folder, or its folder
  PATCHCTL_CONFIG                       the config file
  PATCHCTL_NOW                          stops the sandbox's clock at this RFC 3339 time, for tests
  AWS_*                                 the standard variables of AWS: AWS_PROFILE, AWS_DEFAULT_PROFILE, AWS_REGION,
                                        AWS_ACCESS_KEY_ID, AWS_CONFIG_FILE, AWS_ENDPOINT_URL, AWS_CA_BUNDLE, AWS_MAX_ATTEMPTS (10 within two minutes) and the others
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY     the proxies, and the hosts that are reached without them; as the AWS CLI reads them
  NO_COLOR, CLICOLOR, CLICOLOR_FORCE    when to use colour

The sandbox takes nothing from AWS_*, so that real credentials are never even read. The first line on standard error says when a
sandbox or another endpoint answers in the place of AWS; --no-sandbox leaves a sandbox that PATCHCTL_SANDBOX or the config file chose.

Config file: $XDG_CONFIG_HOME/patchctl/config.yaml, with any of these

  profile, region, exclude_region       a name or a list
  all_regions, organization             true or false
  accounts, ou                          an id or a list
  role_name, external_id                as the flags
  output, color, max_age                as the flags
  confirm_above                         a number of nodes
  run_records                           s3://BUCKET/PREFIX
  endpoint_url, ca_bundle               as the flags
  connect_timeout, read_timeout         seconds
  sandbox                               true, or a folder

A flag is stronger than PATCHCTL_*, that than the config file, that than AWS's own configuration, that than the default.
Of region and all_regions, and of accounts and organization, the nearer to the command line counts.
`patchctl config show --origin` tells where each value came from.
"
    .to_owned()
}

/// The format of policy documents.
const POLICY_FILE: &str = "\
Policy documents

One document for each policy, in YAML or JSON; a file may hold many, with --- between them. The parameters that AWS gets are shown before they
are sent. examples/policies.yaml has one of each kind.

  name                   the name of the configuration manager
  type                   patch-policy (without it) or host-management
  description            one line
  operation              scan or scan-and-install
  scan, install          when: {schedule: cron(…) or rate(…), in UTC; at_once: true or false}. at_once says whether it runs as soon as it is
                         deployed too; AWS has true for scans and false for installs. A rate cannot wait (at_once: false)
  reboot                 if-needed or never; has to be said for scan-and-install
  baselines              defaults, or a baseline for each operating system by name, id or ARN: {WINDOWS: prod-windows}
  baseline_region        the Region in which they are
  targets                {tag: {KEY: VALUE}}, {nodes: [i-…]} (25 at most) or {resource_group: NAME}; all nodes without it
  accounts               [the account], or
  organizational_units   [ou-…, r-…], from the management account only
  regions                the Regions to which it is deployed
  max_concurrency        on how many nodes at once: a number or a percentage
  max_errors             after how many errors no further nodes are begun
  attach_policies        true lets Quick Setup add to instance profiles what nodes need to read the baselines
  logs                   {bucket: NAME, region: REGION, prefix: TEXT}
  roles                  {administration: ARN, execution: NAME}, where they are not the usual ones
  host                   of host-management: {scan, inventory, update_agent, update_launch_agent, cloudwatch_agent, update_cloudwatch_agent}
  tags                   the tags of the policy; without it they stay as they are
  parameters             parameters of AWS that are sent as they stand here, whatever the rest says
  without_parameters     parameters of AWS that are not sent although the rest would send them
";
