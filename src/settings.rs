//! Settings: flag, then `PATCHCTL_*`, then the config file, then AWS's own configuration, then the
//! default. Each remembers its origin.

mod scopes;
mod source;

use std::path::PathBuf;

use etcetera::BaseStrategy;
use jiff::SignedDuration;

use crate::args::global::GlobalArgs;
use crate::domain::id::Region;
use crate::domain::run::output_place::OutputPlace;
use crate::domain::text::age;
use crate::domain::text::url::without_any_password;
use crate::error::{Error, Result};
use crate::output::format::Format;
use crate::output::terminal::ColorChoice;
use crate::process::env::Env;

pub use scopes::ScopeSettings;
use source::{ConfigFile, Key, OneOrMany, Resolver, YesOrText};
pub use source::{Origin, Setting};
use source::{join_many, joined, parse_regions, read, split};

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
    /// Which accounts, and which of the Regions.
    pub scopes: ScopeSettings,
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
    /// Above so many nodes an installation is confirmed by their number.
    pub confirm_above: Setting<usize>,
    /// The folder in S3 for the records of runs.
    pub run_records: Setting<Option<OutputPlace>>,
    /// The sandbox.
    pub sandbox: Setting<SandboxChoice>,
}

/// How long a connection may take to open, unless set.
const CONNECT_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(10);
/// How long an answer may take, unless set.
const READ_TIMEOUT: std::time::Duration = std::time::Duration::from_mins(1);
/// How old a report may be, unless set.
const MAX_AGE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Above how many nodes an installation is confirmed by their number, unless set: one command takes
/// so many.
const CONFIRM_ABOVE: usize = 50;

impl Resolver<'_> {
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
const CONFIRM: Key = Key {
    name: "confirm_above",
    flag: "",
    environment: &["PATCHCTL_CONFIRM_ABOVE"],
};
const RECORDS: Key = Key {
    name: "run_records",
    flag: "",
    environment: &["PATCHCTL_RUN_RECORDS"],
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
        let mut file = match sources {
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
        let profiles = from.profiles(args, file.profile.take())?;
        let mut regions = from.regions(args, file.region.take())?;
        let mut scopes = from.scopes(args, &mut file)?;
        scopes.settle(&mut regions)?;
        Ok(Self {
            profiles,
            regions,
            scopes,
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
            confirm_above: from.pick(
                &CONFIRM,
                None,
                file.confirm_above.map(|nodes| nodes.to_string()),
                CONFIRM_ABOVE,
                parse_nodes,
            )?,
            run_records: from.pick(&RECORDS, None, file.run_records, None, parse_records)?,
            sandbox: from.sandbox(args, file.sandbox)?,
            config_file: config_file.clone(),
        })
    }
}

/// Reads the folder of records; an empty text is none.
fn parse_records(text: &str) -> std::result::Result<Option<OutputPlace>, String> {
    match text.trim() {
        "" => Ok(None),
        place => place.parse().map(Some),
    }
}

fn parse_nodes(text: &str) -> std::result::Result<usize, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("`{text}` is not a number of nodes"))
}

fn parse_seconds(text: &str) -> std::result::Result<std::time::Duration, String> {
    match text.parse::<u64>() {
        Ok(seconds @ 1..=86_400) => Ok(std::time::Duration::from_secs(seconds)),
        _ => Err(format!(
            "`{text}` is not a number of seconds from 1 to 86400"
        )),
    }
}

/// Reads the URL of an endpoint.
pub fn parse_endpoint(text: &str) -> std::result::Result<Option<String>, String> {
    match text.parse::<http::Uri>() {
        Ok(uri)
            if matches!(uri.scheme_str(), Some("http" | "https"))
                && uri.host().is_some_and(|host| !host.is_empty()) =>
        {
            Ok(Some(text.to_owned()))
        }
        _ => {
            let shown = without_any_password(text);
            Err(format!("`{shown}` is not an http:// or https:// URL"))
        }
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
