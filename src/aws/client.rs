//! How SDK clients are made: credentials, Region, endpoint, retries, timeouts, and the way to the
//! sandbox.

use std::path::{Path, PathBuf};

use aws_config::imds::region::ImdsRegionProvider;
use aws_config::profile::ProfileSet;
use aws_config::provider_config::ProviderConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::app_name::AppName;
use aws_types::os_shim_internal::{Env as SdkEnv, Fs};

use super::attempts;
use super::credentials::{Chain, Chosen, Profiles};
use super::limiter::{self, Patience, Traffic};
use super::proxies::Proxies;
use super::roles::Mfa;
use super::signing::with_own_cache;
use super::variables;
use super::way::Way;
use crate::context::Context;
use crate::domain::id::Region;
use crate::domain::text::words::near_miss;
use crate::error::{Error, Result};
use crate::process::env::Env;
use crate::process::input;
use crate::sandbox;
use crate::settings::{Origin, Setting};

/// The largest configuration file of AWS that is read, in bytes. Ten thousand profiles have 2 MiB.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// Makes SDK configurations for profiles and Regions.
#[derive(Debug)]
pub struct Connector {
    proxies: Proxies,
    ca_bundle: Setting<Option<PathBuf>>,
    endpoint_url: Option<String>,
    timeouts: TimeoutConfig,
    patience: Patience,
    /// `AWS_MAX_ATTEMPTS`, which is stronger than what a profile says.
    env_attempts: Option<u32>,
    profiles: Profiles,
    sandbox: Option<Way>,
    env: Env,
    env_region: Option<(Region, &'static str)>,
    env_profile: Option<(String, &'static str)>,
    mfa: Mfa,
}

/// Who is there to type the code of an MFA device.
fn mfa(context: &Context) -> Mfa {
    if context.ui.can_ask() {
        Mfa::Asked
    } else {
        Mfa::Nobody
    }
}

impl Connector {
    /// Reads AWS's configuration files, or the sandbox's own ones; calls nothing.
    ///
    /// # Errors
    /// A usage error for files that cannot be read or parsed, and for proxies that are none.
    pub async fn new(context: &Context) -> Result<Self> {
        let settings = &context.settings;
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(settings.connect_timeout.value)
            .read_timeout(settings.read_timeout.value)
            .build();
        let profiles = profiles(context).await?;
        let read_timeout = settings.read_timeout.value;
        let sandbox = context.sandbox.clone();
        let sandbox = sandbox.map(|it| Way::within(sandbox::connector::http_client(it)));
        let patience = match &sandbox {
            Some(_) => Patience::with_sandbox(read_timeout),
            None => Patience::with_aws(read_timeout),
        };

        // What was set for AWS says nothing to the sandbox: its Regions, profiles, proxies and
        // endpoint are its own.
        let own_env = sandbox.is_none();
        let env = if own_env {
            context.env.clone()
        } else {
            Env::default()
        };
        let endpoint_url = settings.endpoint_url.value.clone().filter(|_| own_env);
        Ok(Self {
            proxies: Proxies::of(&env)?,
            ca_bundle: settings.ca_bundle.clone(),
            endpoint_url,
            timeouts,
            patience,
            env_attempts: attempts::of_environment(&env)?,
            profiles,
            sandbox,
            env_region: variables::region(&env)?,
            env_profile: variables::profile(&env),
            env,
            mfa: mfa(context),
        })
    }

    /// Refuses a profile that is not in AWS's configuration files.
    ///
    /// # Errors
    /// A usage error with the nearest name.
    pub fn check_profile(&self, name: &str) -> Result<()> {
        if self.profiles.all.get_profile(name).is_some() {
            return Ok(());
        }

        // The set is a hash map: without sorting the message would change from run to run.
        let mut known: Vec<&str> = self.profiles.all.profiles().collect();
        known.sort_unstable();
        let list = if known.is_empty() {
            "there are no profiles".to_owned()
        } else {
            format!("profiles: {}", known.join(", "))
        };
        let near = near_miss(name, known.iter().copied())
            .map(|near| format!("did you mean --profile {near}?"));
        Err(Error::usage(format!("there is no AWS profile `{name}`"))
            .maybe_hint(near)
            .hint(list))
    }

    /// Refuses a profile of the environment that does not exist, unless keys in the environment are
    /// stronger anyway.
    pub fn check_environment(&self) -> Result<()> {
        let Some((name, variable)) = &self.env_profile else {
            return Ok(());
        };
        if self.env.get("AWS_ACCESS_KEY_ID").is_some() {
            return Ok(());
        }
        self.check_profile(name).map_err(|error| {
            error.hint(format!(
                "the name came from: environment variable {variable}"
            ))
        })
    }

    /// The profile that counts: one that was named, one of the environment, or `default`.
    pub fn profile<'a>(&'a self, named: Option<&'a str>) -> (&'a str, Origin) {
        match (named, &self.env_profile) {
            (Some(name), _) => (name, Origin::AwsProfile(name.to_owned())),
            (None, Some((name, variable))) => (name, Origin::Environment(variable)),
            (None, None) => ("default", Origin::Default),
        }
    }

    /// A sentence when the environment names two profiles.
    pub fn doubt(&self) -> Option<String> {
        variables::doubt(&self.env)
    }

    /// The file of certificates to trust: of our settings, else of the profile, else the one that
    /// the AWS CLI takes from another program (botocore, `EndpointCreator`).
    pub fn ca_bundle(&self, named: Option<&str>) -> Setting<Option<PathBuf>> {
        if self.ca_bundle.value.is_some() || self.sandbox.is_some() {
            return self.ca_bundle.clone();
        }
        let (name, _) = self.profile(named);
        let profile = self.profiles.all.get_profile(name);
        if let Some(path) = profile.and_then(|profile| profile.get("ca_bundle")) {
            return Setting {
                value: Some(PathBuf::from(path)),
                origin: Origin::AwsProfile(name.to_owned()),
            };
        }
        match self.env.get("REQUESTS_CA_BUNDLE") {
            Some(path) => Setting {
                value: Some(PathBuf::from(path)),
                origin: Origin::Environment("REQUESTS_CA_BUNDLE"),
            },
            None => self.ca_bundle.clone(),
        }
    }

    /// Refuses what a profile says of attempts when nobody can understand it.
    ///
    /// # Errors
    /// A usage error that names the profile and the setting.
    pub fn check_attempts(&self, profile: Option<&str>) -> Result<()> {
        self.profile_attempts(profile).map(drop)
    }

    fn profile_attempts(&self, profile: Option<&str>) -> Result<Option<u32>> {
        let (name, _) = self.profile(profile);
        attempts::of_profile(name, self.profiles.all.get_profile(name))
    }

    /// How often a call is tried.
    fn attempts(&self, profile: Option<&str>) -> u32 {
        let of_profile = || self.profile_attempts(profile).ok().flatten();
        self.env_attempts
            .or_else(of_profile)
            .unwrap_or(limiter::ATTEMPTS)
    }

    /// The Region that a profile means when none is asked for: `AWS_REGION`, `AWS_DEFAULT_REGION`,
    /// then the profile's own.
    ///
    /// # Errors
    /// A usage error for what is no Region.
    pub fn default_region(&self, named: Option<&str>) -> Result<Option<(Region, Origin)>> {
        if let Some((region, variable)) = &self.env_region {
            return Ok(Some((region.clone(), Origin::Environment(variable))));
        }

        let (name, _) = self.profile(named);
        let profile = self.profiles.all.get_profile(name);
        let Some(region) = profile.and_then(|profile| profile.get("region")) else {
            return Ok(None);
        };
        let region = region.parse().map_err(|error| {
            Error::usage(format!("the Region of profile {name} is wrong")).with_source(error)
        })?;
        Ok(Some((region, Origin::AwsProfile(name.to_owned()))))
    }

    /// The Region of the machine, which the AWS CLI (version 2) takes when nobody names one; asks
    /// its metadata service, unless `AWS_EC2_METADATA_DISABLED` says no.
    pub async fn machine_region(&self) -> Option<Region> {
        if self.sandbox.is_some() {
            return None;
        }
        let way = Way::new(None, Proxies::default()).ok()?;
        let conf = ProviderConfig::without_region().with_http_client(way.nearby());
        let machine = ImdsRegionProvider::builder().configure(&conf).build();
        machine.region().await?.as_ref().parse().ok()
    }

    /// The way to AWS with the certificates of a profile.
    fn way(&self, named: Option<&str>) -> Result<Way> {
        let bundle = self.ca_bundle(named);
        Way::new(bundle.value.as_deref(), self.proxies.clone())
            .map_err(|error| error.hint(format!("the file came from: {}", bundle.origin)))
    }

    /// The configuration for a profile in a Region. An explicit profile is stronger than keys in
    /// the environment, as in the AWS CLI.
    ///
    /// # Errors
    /// A usage error for certificates that cannot be read; a failure of credentials for a profile
    /// that cannot work.
    pub async fn config(&self, named: Option<&str>, region: &Region) -> Result<SdkConfig> {
        let region = aws_config::Region::new(region.to_string());
        if let Some(way) = &self.sandbox {
            return Ok(self.sandbox_config(way, named, region));
        }

        let (name, _) = self.profile(named);
        let way = self.way(named)?;
        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .region(region)
            .http_client(Traffic::new(
                SharedHttpClient::new(way.clone()),
                self.patience,
            ))
            .timeout_config(self.timeouts.clone())
            .retry_config(self.patience.retries(self.attempts(named)))
            .app_name(app_name())
            .profile_name(name)
            .no_credentials();
        if let Some(url) = &self.endpoint_url {
            loader = loader.endpoint_url(url);
        }
        let mut config = loader.load().await;
        if config.endpoint_url().is_some() {
            // One that is named is asked as it is, as by the AWS CLI; the SDK refuses the two
            // together.
            let builder = config.to_builder().use_fips(false).use_dual_stack(false);
            config = builder.build();
        }

        let chosen = match named {
            Some(_) => Chosen::ByName,
            None => Chosen::ByEnvironment,
        };
        let chain = Chain::of(&self.profiles, name, chosen, &self.env)?;
        let provider = chain.provider(&config, &way, self.mfa);
        let builder = config.to_builder().credentials_provider(provider);
        Ok(with_own_cache(builder).build())
    }

    /// The sandbox has its own profiles and takes nothing from the environment, so that real
    /// credentials are never even read.
    fn sandbox_config(
        &self,
        way: &Way,
        profile: Option<&str>,
        region: aws_config::Region,
    ) -> SdkConfig {
        let profile = self.profiles.all.get_profile(profile.unwrap_or("default"));
        let value = |key: &str| {
            profile
                .and_then(|profile| profile.get(key))
                .unwrap_or_default()
        };
        let (id, secret) = (value("aws_access_key_id"), value("aws_secret_access_key"));
        let credentials = Credentials::new(id, secret, None, None, "sandbox");

        // Built and not loaded: the SDK's loader would look at the environment.
        SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(region)
            .http_client(Traffic::new(
                SharedHttpClient::new(way.clone()),
                self.patience,
            ))
            .timeout_config(self.timeouts.clone())
            .retry_config(self.patience.retries(limiter::ATTEMPTS))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .app_name(app_name())
            .build()
    }
}

/// Refuses files of AWS's settings that are larger than any can be: the SDK reads them whole,
/// and again for each client.
fn check_size(env: &Env) -> Result<()> {
    for variable in [
        "AWS_CONFIG_FILE",
        "AWS_SHARED_CREDENTIALS_FILE",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    ] {
        let Some(path) = env.get(variable) else {
            continue;
        };
        // What cannot be read the SDK passes over, as the AWS CLI does.
        if input::read(Path::new(path), LARGEST_FILE).is_ok_and(|file| file.is_too_large()) {
            let most = LARGEST_FILE / (1024 * 1024);
            return Err(
                Error::usage(format!("{path} is larger than {most} MiB")).hint(format!(
                    "the file came from: environment variable {variable}"
                )),
            );
        }
    }
    Ok(())
}

async fn profiles(context: &Context) -> Result<Profiles> {
    if context.sandbox.is_none() {
        check_size(&context.env)?;
    }
    let (both, shared) = if context.sandbox.is_some() {
        let files = sandbox_profile_files(&context.sandbox_dir()?);
        (files.clone(), files)
    } else {
        let shared = EnvConfigFiles::builder().include_default_credentials_file(true);
        (EnvConfigFiles::default(), shared.build())
    };
    Ok(Profiles {
        all: loaded(&both).await?,
        shared: loaded(&shared).await?,
    })
}

async fn loaded(files: &EnvConfigFiles) -> Result<ProfileSet> {
    aws_config::profile::load(&Fs::real(), &SdkEnv::real(), files, None)
        .await
        .map_err(|error| {
            Error::usage("AWS's configuration files cannot be read").with_source(error)
        })
}

fn sandbox_profile_files(dir: &Path) -> EnvConfigFiles {
    let credentials = sandbox::credentials_file(dir);
    EnvConfigFiles::builder()
        .with_file(EnvConfigFileKind::Config, sandbox::aws_config_file(dir))
        .with_file(EnvConfigFileKind::Credentials, credentials)
        .build()
}

fn app_name() -> AppName {
    AppName::new(concat!("patchctl-", env!("CARGO_PKG_VERSION")))
        .expect("the name has only allowed characters")
}
