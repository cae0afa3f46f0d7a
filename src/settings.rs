//! Settings: flag, then `PATCHCTL_*`, then the config file, then AWS's own configuration, then the
//! default. Each remembers its origin.

use std::fmt;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use jiff::SignedDuration;
use serde::Deserialize;

use crate::args::global::GlobalArgs;
use crate::domain::id::Region;
use crate::domain::text::age;
use crate::error::{Error, Result};
use crate::output::format::Format;
use crate::output::terminal::ColorChoice;
use crate::process::env::Env;
use crate::process::input;

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

/// A value and its origin.
#[derive(Clone, Debug)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

/// Where the sandbox of this command is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SandboxChoice {
    /// No sandbox: AWS.
    Off,
    /// The sandbox in its usual folder.
    Usual,
    /// The sandbox in this folder.
    At(PathBuf),
}

/// Which sources of settings are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sources {
    /// The command line, the environment and the config file.
    All,
    /// All but the config file, so that a broken one keeps nobody from help.
    WithoutFile,
}

/// All settings of one invocation.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The config file that was looked for, whether or not it exists.
    pub config_file: PathBuf,
    /// AWS profiles; empty means whatever AWS's own chain finds.
    pub profiles: Setting<Vec<String>>,
    /// Regions; empty means the Region of each profile.
    pub regions: Setting<Vec<Region>>,
    /// The endpoint for every service.
    pub endpoint_url: Setting<Option<String>>,
    /// A PEM file with the certificate authorities to trust.
    pub ca_bundle: Setting<Option<PathBuf>>,
    /// How long a connection may take to open.
    pub connect_timeout: Setting<std::time::Duration>,
    /// How long an answer may take.
    pub read_timeout: Setting<std::time::Duration>,
    /// The output format.
    pub output: Setting<Format>,
    /// When to use colour.
    pub color: Setting<ColorChoice>,
    /// How old a report may be before its node is STALE.
    pub max_age: Setting<SignedDuration>,
    /// The sandbox.
    pub sandbox: Setting<SandboxChoice>,
}

/// The largest config file that is read, in bytes.
const LARGEST_FILE: u64 = 1024 * 1024;
/// How long a connection may take to open, unless set.
const CONNECT_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(10);
/// How long an answer may take, unless set.
const READ_TIMEOUT: std::time::Duration = std::time::Duration::from_mins(1);
/// How old a report may be, unless set.
const MAX_AGE: SignedDuration = SignedDuration::from_hours(7 * 24);

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ConfigFile {
    profile: Option<OneOrMany>,
    region: Option<OneOrMany>,
    endpoint_url: Option<String>,
    ca_bundle: Option<String>,
    connect_timeout: Option<u64>,
    read_timeout: Option<u64>,
    output: Option<String>,
    color: Option<String>,
    max_age: Option<String>,
    sandbox: Option<YesOrText>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum YesOrText {
    Yes(bool),
    Text(String),
}

/// Where one setting can be given, besides the config file.
struct Key {
    name: &'static str,
    flag: &'static str,
    environment: &'static [&'static str],
}

/// Picks the strongest source of each setting; all sources are text, so that all are judged by the
/// same parser.
struct Resolver<'a> {
    env: &'a Env,
    path: &'a Path,
}

impl Resolver<'_> {
    fn pick<T>(
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

    fn seconds(
        &self,
        key: &Key,
        flag: Option<u64>,
        file: Option<u64>,
        default: std::time::Duration,
    ) -> Result<Setting<std::time::Duration>> {
        let flag = flag.map(|seconds| seconds.to_string());
        let file = file.map(|seconds| seconds.to_string());
        self.pick(key, flag, file, default, parse_seconds)
    }

    fn profiles(&self, args: &GlobalArgs, file: Option<OneOrMany>) -> Result<Setting<Vec<String>>> {
        let (flag, file) = (joined(&args.aws.profile), file.map(join_many));
        self.pick(&PROFILE, flag, file, Vec::new(), |text| Ok(split(text)))
    }

    fn regions(&self, args: &GlobalArgs, file: Option<OneOrMany>) -> Result<Setting<Vec<Region>>> {
        let (flag, file) = (joined(&args.aws.region), file.map(join_many));
        self.pick(&REGION, flag, file, Vec::new(), parse_regions)
    }

    fn endpoint_url(
        &self,
        args: &GlobalArgs,
        file: Option<String>,
    ) -> Result<Setting<Option<String>>> {
        let flag = args.aws.endpoint_url.clone();
        self.pick(&ENDPOINT, flag, file, None, parse_endpoint)
    }

    fn ca_bundle(
        &self,
        args: &GlobalArgs,
        file: Option<String>,
    ) -> Result<Setting<Option<PathBuf>>> {
        let flag = args.aws.ca_bundle.as_ref();
        let flag = flag.map(|path| path.display().to_string());
        self.pick(&CA_BUNDLE, flag, file, None, |text| Ok(Some(text.into())))
    }

    fn sandbox(
        &self,
        args: &GlobalArgs,
        file: Option<YesOrText>,
    ) -> Result<Setting<SandboxChoice>> {
        let (flag, key) = if args.sandbox.no_sandbox {
            (Some("no".to_owned()), &NO_SANDBOX)
        } else {
            // `--sandbox` without a folder is an empty text, which means the usual one.
            let flag = args.sandbox.sandbox.clone();
            (flag.map(Option::unwrap_or_default), &SANDBOX)
        };

        let file = file.map(yes_or_text);
        self.pick(key, flag, file, SandboxChoice::Off, |text| {
            Ok(sandbox_choice(text))
        })
    }
}

const PROFILE: Key = Key {
    name: "profile",
    flag: "--profile",
    environment: &["PATCHCTL_PROFILE"],
};
const REGION: Key = Key {
    name: "region",
    flag: "--region",
    environment: &["PATCHCTL_REGION"],
};
const ENDPOINT: Key = Key {
    name: "endpoint_url",
    flag: "--endpoint-url",
    environment: &["PATCHCTL_ENDPOINT_URL"],
};
const CA_BUNDLE: Key = Key {
    name: "ca_bundle",
    flag: "--ca-bundle",
    environment: &["PATCHCTL_CA_BUNDLE", "AWS_CA_BUNDLE"],
};
const CONNECT: Key = Key {
    name: "connect_timeout",
    flag: "--connect-timeout",
    environment: &["PATCHCTL_CONNECT_TIMEOUT"],
};
const READ: Key = Key {
    name: "read_timeout",
    flag: "--read-timeout",
    environment: &["PATCHCTL_READ_TIMEOUT"],
};
const OUTPUT: Key = Key {
    name: "output",
    flag: "--output",
    environment: &["PATCHCTL_OUTPUT"],
};
const COLOR: Key = Key {
    name: "color",
    flag: "--color",
    environment: &["PATCHCTL_COLOR"],
};
const AGE: Key = Key {
    name: "max_age",
    flag: "--max-age",
    environment: &["PATCHCTL_MAX_AGE"],
};
const SANDBOX: Key = Key {
    name: "sandbox",
    flag: "--sandbox",
    environment: &["PATCHCTL_SANDBOX"],
};
const NO_SANDBOX: Key = Key {
    flag: "--no-sandbox",
    ..SANDBOX
};

impl Settings {
    /// Resolves every setting; reads the config file where `sources` says so, and nothing else.
    ///
    /// # Errors
    /// A usage error that names the setting, its value and where it came from.
    pub fn resolve(args: &GlobalArgs, env: &Env, sources: Sources) -> Result<Self> {
        let config_file = config_path(env)?;
        let file = match sources {
            Sources::All => read(&config_file, env)?,
            Sources::WithoutFile => ConfigFile::default(),
        };
        let from = Resolver {
            env,
            path: &config_file,
        };

        // What was a value of its own on the command line is text again: all sources of a setting
        // are judged by one parser.
        let (connect, read) = (args.aws.connect_timeout, args.aws.read_timeout);
        let format = args.output.output.map(|format| format.name().to_owned());
        let color = args.output.color.map(|choice| choice.name().to_owned());
        let max_age = args.max_age.clone();

        // In this order: of several mistakes the first is told.
        Ok(Self {
            profiles: from.profiles(args, file.profile)?,
            regions: from.regions(args, file.region)?,
            endpoint_url: from.endpoint_url(args, file.endpoint_url)?,
            ca_bundle: from.ca_bundle(args, file.ca_bundle)?,
            connect_timeout: from.seconds(
                &CONNECT,
                connect,
                file.connect_timeout,
                CONNECT_TIMEOUT,
            )?,
            read_timeout: from.seconds(&READ, read, file.read_timeout, READ_TIMEOUT)?,
            output: from.pick(&OUTPUT, format, file.output, Format::Table, str::parse)?,
            color: from.pick(&COLOR, color, file.color, ColorChoice::Auto, str::parse)?,
            max_age: from.pick(&AGE, max_age, file.max_age, MAX_AGE, age::parse)?,
            sandbox: from.sandbox(args, file.sandbox)?,
            config_file: config_file.clone(),
        })
    }
}

fn parse_seconds(text: &str) -> std::result::Result<std::time::Duration, String> {
    match text.parse::<u64>() {
        Ok(seconds @ 1..=86_400) => Ok(std::time::Duration::from_secs(seconds)),
        _ => Err(format!(
            "`{text}` is not a number of seconds from 1 to 86400"
        )),
    }
}

fn parse_regions(text: &str) -> std::result::Result<Vec<Region>, String> {
    split(text)
        .iter()
        .map(|name| name.parse::<Region>().map_err(|why| why.to_string()))
        .collect()
}

fn parse_endpoint(text: &str) -> std::result::Result<Option<String>, String> {
    match text.parse::<http::Uri>() {
        Ok(uri)
            if matches!(uri.scheme_str(), Some("http" | "https"))
                && uri.host().is_some_and(|host| !host.is_empty()) =>
        {
            Ok(Some(text.to_owned()))
        }
        _ => Err(format!("`{text}` is not an http:// or https:// URL")),
    }
}

fn sandbox_choice(text: &str) -> SandboxChoice {
    match text {
        "" | "1" | "true" | "yes" => SandboxChoice::Usual,
        "0" | "false" | "no" => SandboxChoice::Off,
        dir => SandboxChoice::At(PathBuf::from(dir)),
    }
}

fn yes_or_text(choice: YesOrText) -> String {
    match choice {
        YesOrText::Yes(yes) => yes.to_string(),
        YesOrText::Text(text) => text,
    }
}

fn join_many(value: OneOrMany) -> String {
    match value {
        OneOrMany::One(text) => text,
        OneOrMany::Many(texts) => texts.join(","),
    }
}

fn joined(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.join(","))
}

/// The parts of a comma list, without repeats.
fn split(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    // A place that is named twice would be asked, counted and patched twice.
    for part in text.split(',').map(str::trim) {
        if !part.is_empty() && !parts.iter().any(|earlier| earlier == part) {
            parts.push(part.to_owned());
        }
    }
    parts
}

fn config_path(env: &Env) -> Result<PathBuf> {
    if let Some(path) = env.get("PATCHCTL_CONFIG") {
        return Ok(PathBuf::from(path));
    }
    Ok(folders()?.config_dir().join("patchctl").join("config.yaml"))
}

/// The folder in which the sandbox lives unless another is named.
///
/// # Errors
/// When the home folder is not known.
pub fn usual_sandbox_dir() -> Result<PathBuf> {
    Ok(state_dir()?.join("sandbox"))
}

/// The folder in which what outlives a command is kept, such as the receipts of patch runs.
///
/// # Errors
/// When the home folder is not known.
pub fn state_dir() -> Result<PathBuf> {
    let base = folders()?;
    Ok(base
        .state_dir()
        .unwrap_or_else(|| base.data_dir())
        .join("patchctl"))
}

fn folders() -> Result<impl BaseStrategy> {
    etcetera::choose_base_strategy().map_err(|error| {
        Error::failed("the home folder is not known")
            .with_source(error)
            .hint("set HOME")
    })
}

fn read(path: &Path, env: &Env) -> Result<ConfigFile> {
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

    // A file of comments alone is the null of YAML, and that is no mistake.
    serde_yaml::from_str::<Option<ConfigFile>>(&text)
        .map(Option::unwrap_or_default)
        .map_err(|error| {
            Error::usage(format!("the config file {} has a mistake", path.display()))
                .with_source(error)
                .hint("patchctl help environment lists the settings")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_lose_repeats_but_keep_their_order() {
        assert_eq!(split("b, a,b,,c"), ["b", "a", "c"]);
    }

    #[test]
    fn a_stronger_source_wins_and_is_remembered() {
        let env = Env::from_pairs([("PATCHCTL_MAX_AGE", "3d")]);
        let path = PathBuf::from("config.yaml");
        let from = Resolver {
            env: &env,
            path: &path,
        };
        let pick = |flag: Option<&str>, file: Option<&str>| {
            from.pick(
                &AGE,
                flag.map(str::to_owned),
                file.map(str::to_owned),
                MAX_AGE,
                age::parse,
            )
            .expect("a duration")
        };
        assert_eq!(
            pick(Some("1d"), Some("9d")).origin,
            Origin::Flag("--max-age")
        );
        assert_eq!(pick(None, Some("9d")).value, SignedDuration::from_hours(72));
        let silent = Env::default();
        let from = Resolver {
            env: &silent,
            path: &path,
        };
        assert_eq!(
            from.pick(&AGE, None, Some("9d".to_owned()), MAX_AGE, age::parse)
                .expect("a duration")
                .origin,
            Origin::File(path.clone())
        );
        assert!(
            from.pick(&AGE, None, Some("soon".to_owned()), MAX_AGE, age::parse)
                .is_err()
        );
    }

    #[test]
    fn endpoints_must_be_urls() {
        assert!(parse_endpoint("http://127.0.0.1:4566").is_ok());
        for bad in ["127.0.0.1:4566", "ftp://x", "http://", ""] {
            assert!(parse_endpoint(bad).is_err(), "{bad}");
        }
    }
}
