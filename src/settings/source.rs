//! The sources of settings: where each can be given, the config file, and which source wins.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::document::depth;
use crate::domain::id::Region;
use crate::error::{Error, Result};
use crate::process::env::Env;
use crate::process::input;

/// The largest config file that is read, in bytes.
const LARGEST_FILE: u64 = 1024 * 1024;
/// Where the value of a setting came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A flag on the command line.
    Flag(&'static str),
    /// An environment variable.
    Environment(&'static str),
    /// Our config file.
    File(PathBuf),
    /// A profile of AWS's configuration files.
    AwsProfile(String),
    /// Nobody set it.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(f, "flag {name}"),
            Self::Environment(name) => write!(f, "environment variable {name}"),
            Self::File(path) => write!(f, "config file {}", path.display()),
            Self::AwsProfile(name) => write!(f, "AWS profile {name}"),
            Self::Default => f.write_str("default"),
        }
    }
}

impl Origin {
    /// How strong a source is: the nearer to the command line, the stronger.
    pub(super) fn strength(&self) -> u8 {
        match self {
            Self::Flag(_) => 4,
            Self::Environment(_) => 3,
            Self::File(_) => 2,
            Self::AwsProfile(_) => 1,
            Self::Default => 0,
        }
    }
}

/// A value and its origin.
#[derive(Clone, Debug)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ConfigFile {
    pub(super) profile: Option<OneOrMany>,
    pub(super) region: Option<OneOrMany>,
    pub(super) all_regions: Option<bool>,
    pub(super) exclude_region: Option<OneOrMany>,
    pub(super) role_name: Option<String>,
    pub(super) accounts: Option<OneOrMany>,
    pub(super) organization: Option<bool>,
    pub(super) ou: Option<OneOrMany>,
    pub(super) external_id: Option<String>,
    pub(super) endpoint_url: Option<String>,
    pub(super) ca_bundle: Option<String>,
    pub(super) connect_timeout: Option<u64>,
    pub(super) read_timeout: Option<u64>,
    pub(super) output: Option<String>,
    pub(super) color: Option<String>,
    pub(super) max_age: Option<String>,
    pub(super) confirm_above: Option<u64>,
    pub(super) run_records: Option<String>,
    pub(super) sandbox: Option<YesOrText>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(Word),
    Many(Vec<Word>),
}

/// A word that YAML may take for a number: an account id.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Word {
    Text(String),
    Number(u64),
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum YesOrText {
    Yes(bool),
    Text(String),
}

/// Where one setting can be given, besides the config file.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) flag: &'static str,
    pub(super) environment: &'static [&'static str],
}

/// Picks the strongest source of each setting; all sources are text, so that all are judged by the
/// same parser.
pub(super) struct Resolver<'a> {
    pub(super) env: &'a Env,
    pub(super) path: &'a Path,
}

impl Resolver<'_> {
    pub(super) fn pick<T>(
        &self,
        key: &Key,
        flag: Option<String>,
        file: Option<String>,
        default: T,
        parse: impl Fn(&str) -> std::result::Result<T, String>,
    ) -> Result<Setting<T>> {
        let variable = key
            .environment
            .iter()
            .find_map(|name| Some((*name, self.env.get(name)?.to_owned())));

        // The nearer to the command line, the stronger; as in the AWS CLI.
        let (text, origin) = match (flag, variable, file) {
            (Some(text), _, _) => (text, Origin::Flag(key.flag)),
            (None, Some((variable, text)), _) => (text, Origin::Environment(variable)),
            (None, None, Some(text)) => (text, Origin::File(self.path.to_owned())),
            (None, None, None) => {
                return Ok(Setting {
                    value: default,
                    origin: Origin::Default,
                });
            }
        };

        // A weaker source is not asked in place of a value that is wrong: it is an error.
        let value = parse(&text).map_err(|why| {
            Error::usage(format!("{}: {why}", key.name))
                .hint(format!("the value came from: {origin}"))
        })?;
        Ok(Setting { value, origin })
    }
}

pub(super) fn parse_regions(text: &str) -> std::result::Result<Vec<Region>, String> {
    split(text)
        .iter()
        .map(|name| name.parse::<Region>().map_err(|why| why.to_string()))
        .collect()
}

pub(super) fn join_many(value: OneOrMany) -> String {
    match value {
        OneOrMany::One(word) => word.to_string(),
        OneOrMany::Many(words) => {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            words.join(",")
        }
    }
}

pub(super) fn joined(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.join(","))
}

/// The parts of a comma list, without repeats.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    // A place that is named twice would be asked, counted and patched twice.
    for part in text.split(',').map(str::trim) {
        if !part.is_empty() && !parts.iter().any(|earlier| earlier == part) {
            parts.push(part.to_owned());
        }
    }
    parts
}

pub(super) fn read(path: &Path, env: &Env) -> Result<ConfigFile> {
    let text = match input::read_text(path, LARGEST_FILE) {
        Ok(text) => text,
        // Nobody needs a config file; only one that was named must be there.
        Err(error)
            if error.kind() == std::io::ErrorKind::NotFound
                && env.get("PATCHCTL_CONFIG").is_none() =>
        {
            return Ok(ConfigFile::default());
        }
        Err(error) => {
            let name = path.display();
            return Err(Error::usage(format!("cannot read the config file {name}"))
                .with_source(error)
                .hint("unset PATCHCTL_CONFIG, or create the file"));
        }
    };
    if text.trim().is_empty() {
        return Ok(ConfigFile::default());
    }

    // Asked first: the reader takes minutes where it is deep.
    let mistake = || Error::usage(format!("the config file {} has a mistake", path.display()));
    depth::check(&text).map_err(|deep| mistake().with_source(deep))?;

    // A file of comments alone is the null of YAML, and that is no mistake.
    serde_yaml::from_str::<Option<ConfigFile>>(&text)
        .map(Option::unwrap_or_default)
        .map_err(|error| {
            mistake()
                .with_source(error)
                .hint("patchctl help environment lists the settings")
        })
}
