//! The options that every command takes.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue};
use clap::{Arg, ArgAction, Args, Command};

use crate::output::format::Format;
use crate::output::terminal::ColorChoice;

/// Options that every command takes.
#[derive(Debug, Args)]
pub struct GlobalArgs {
    /// Which accounts and Regions.
    #[command(flatten)]
    pub aws: AwsArgs,
    /// How results look.
    #[command(flatten)]
    pub output: OutputArgs,
    /// The sandbox.
    #[command(flatten)]
    pub sandbox: SandboxArgs,
    /// How old a patch report may be before its node is STALE, such as 7d or 36h [default: 7d]
    #[arg(
        long,
        global = true,
        value_name = "DURATION",
        help_heading = "Judgement"
    )]
    pub max_age: Option<String>,
}

/// Which accounts and Regions, and how they are reached.
#[derive(Debug, Args)]
#[command(next_help_heading = "AWS")]
pub struct AwsArgs {
    /// Use this AWS profile (can be repeated or a comma list)
    #[arg(long, global = true, value_name = "NAME", value_delimiter = ',')]
    pub profile: Vec<String>,
    /// Use this Region (can be repeated or a comma list)
    #[arg(long, global = true, value_name = "REGION", value_delimiter = ',')]
    pub region: Vec<String>,
    /// Use every Region that is enabled for the account
    #[arg(long, global = true, conflicts_with = "region")]
    pub all_regions: bool,
    /// Leave out this Region (can be repeated or a comma list)
    #[arg(long, global = true, value_name = "REGION", value_delimiter = ',')]
    pub exclude_region: Vec<String>,
    /// Assume this role in the accounts of --accounts or --organization
    #[arg(long, global = true, value_name = "ROLE")]
    pub role_name: Option<String>,
    /// Use these accounts (can be repeated or a comma list); others than one's own need --role-name
    #[arg(
        long,
        global = true,
        value_name = "ID",
        value_delimiter = ',',
        conflicts_with = "organization"
    )]
    pub accounts: Vec<String>,
    /// Use every active account of the organization; needs --role-name
    #[arg(long, global = true)]
    pub organization: bool,
    /// Use only the accounts below this organizational unit (can be repeated or a comma list);
    /// needs --organization
    #[arg(long, global = true, value_name = "OU", value_delimiter = ',')]
    pub ou: Vec<String>,
    /// Pass this external id when a role is assumed
    #[arg(long, global = true, value_name = "ID")]
    pub external_id: Option<String>,
    /// Send every request to this URL
    #[arg(long, global = true, value_name = "URL")]
    pub endpoint_url: Option<String>,
    /// Trust the certificate authorities in this PEM file
    #[arg(long, global = true, value_name = "FILE")]
    pub ca_bundle: Option<PathBuf>,
    /// Give up when a connection does not open in this many seconds [default: 10]
    #[arg(long, global = true, value_name = "SECONDS")]
    pub connect_timeout: Option<u64>,
    /// Give up when an answer does not come in this many seconds [default: 60]
    #[arg(long, global = true, value_name = "SECONDS")]
    pub read_timeout: Option<u64>,
}

/// How results and messages look.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct OutputArgs {
    /// Write the result in this format [default: table]
    #[arg(
        short,
        long,
        global = true,
        value_name = "FORMAT",
        value_parser = FormatParser,
        hide_possible_values = true,
        long_help = "Write the result in this format: table, json, jsonl, yaml, csv or ids; `compliance check` also writes junit, markdown and github, `compliance diff` and `report diff` markdown, `override validate` sarif and github [default: table]"
    )]
    pub output: Option<Format>,
    /// Select from the whole result with a JMESPath expression
    #[arg(long, global = true, value_name = "EXPRESSION")]
    pub query: Option<String>,
    /// Show these columns of a table or CSV (a comma list, or all)
    #[arg(long, global = true, value_name = "COLUMNS", value_delimiter = ',')]
    pub columns: Option<Vec<String>>,
    /// Sort by these columns (a comma list; -NAME for descending)
    #[arg(
        long,
        global = true,
        value_name = "COLUMNS",
        allow_hyphen_values = true
    )]
    pub sort: Option<String>,
    /// Use colour: auto, always or never [default: auto]
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_parser = color_parser(),
        hide_possible_values = true
    )]
    pub color: Option<ColorChoice>,
    /// Show only results, warnings and errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more about what is done (-vv for still more)
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    /// Log every request and answer, without secrets
    #[arg(long, global = true)]
    pub debug: bool,
}

impl OutputArgs {
    /// The format that arguments ask for which make no sense otherwise, as far as clap can tell.
    ///
    /// Clap stops at the first mistake, also where it is told to ignore errors, and `-o` may stand
    /// behind that: what is left is read again from each argument on.
    pub fn format_of(args: &[OsString]) -> Option<Format> {
        let command = Self::augment_args(Command::new("patchctl").no_binary_name(true));
        let command = command.ignore_errors(true);
        (0..args.len()).find_map(|first| {
            let parsed = command.clone().try_get_matches_from(&args[first..]).ok()?;
            parsed.get_one::<Format>("output").copied()
        })
    }
}

/// The sandbox instead of AWS.
#[derive(Debug, Args)]
#[command(next_help_heading = "Sandbox")]
pub struct SandboxArgs {
    /// Run against the embedded sandbox instead of AWS; --sandbox=DIR keeps it in that folder
    #[arg(long, global = true, value_name = "DIR", num_args = 0..=1, require_equals = true)]
    #[expect(
        clippy::option_option,
        reason = "clap's form of a flag whose value may be left out"
    )]
    pub sandbox: Option<Option<String>>,
    /// Run against AWS, whatever PATCHCTL_SANDBOX or the config file says
    #[arg(long, global = true, conflicts_with = "sandbox")]
    pub no_sandbox: bool,
}

/// Reads `-o`, and names the way out where a file is meant: other programs take one there.
#[derive(Clone)]
struct FormatParser;

impl FormatParser {
    fn names() -> impl Iterator<Item = PossibleValue> {
        let value = |format: Format| PossibleValue::new(format.name()).help(format.meaning());
        Format::ALL.into_iter().map(value)
    }
}

impl TypedValueParser for FormatParser {
    type Value = Format;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Format, clap::Error> {
        let name = PossibleValuesParser::new(Self::names()).parse_ref(command, arg, value);
        let name = name.map_err(|error| with_hint(error, &value.to_string_lossy()))?;
        name.parse()
            .map_err(|why| clap::Error::raw(clap::error::ErrorKind::InvalidValue, why))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Self::names()))
    }
}

/// Says where a file is named, when `value` looks like one.
fn with_hint(mut error: clap::Error, value: &str) -> clap::Error {
    if value.contains(['.', '/']) {
        let hint = format!("-o is a format; a plan is written to a file with --to {value}");
        error.insert(
            ContextKind::Suggested,
            ContextValue::StyledStrs(vec![hint.into()]),
        );
    }
    error
}

/// Reads `--color`.
fn color_parser() -> impl TypedValueParser<Value = ColorChoice> {
    let value = |choice: ColorChoice| PossibleValue::new(choice.name()).help(choice.meaning());
    PossibleValuesParser::new(ColorChoice::ALL.map(value))
        .try_map(|name| name.parse::<ColorChoice>())
}
