//! How SDK clients are made: credentials, Region, endpoint, retries, timeouts, and the way to the
//! sandbox.

use std::path::Path;

use aws_config::profile::{ProfileFileCredentialsProvider, ProfileSet};
use aws_config::provider_config::ProviderConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
use aws_smithy_http_client::tls;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::app_name::AppName;
use aws_types::os_shim_internal::{Env as SdkEnv, Fs};

use super::attempts;
use super::limiter::{self, Guarded, Patience, Traffic};
use crate::context::Context;
use crate::domain::id::Region;
use crate::domain::text::words::near_miss;
use crate::error::{Error, Result};
use crate::process::env::Env;
use crate::process::input;
use crate::sandbox;
use crate::settings::Origin;

/// The largest file of certificates that is read, in bytes; the usual ones have 250 KiB.
const LARGEST_BUNDLE: u64 = 16 * 1024 * 1024;
/// How a certificate begins in PEM (RFC 7468).
const CERTIFICATE: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// Makes SDK configurations for profiles and Regions.
#[derive(Debug)]
pub struct Connector {
    http: SharedHttpClient,
    endpoint_url: Option<String>,
    timeouts: TimeoutConfig,
    patience: Patience,
    /// `AWS_MAX_ATTEMPTS`, which is stronger than what a profile says.
    env_attempts: Option<u32>,
    profiles: ProfileSet,
    in_sandbox: bool,
    env_region: Option<(Region, &'static str)>,
    env_profile: Option<String>,
}

impl Connector {
    /// Reads AWS's configuration files, or the sandbox's own ones; calls nothing.
    ///
    /// # Errors
    /// A usage error for files that cannot be read or parsed.
    pub async fn new(context: &Context) -> Result<Self> {
        let settings = &context.settings;
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(settings.connect_timeout.value)
            .read_timeout(settings.read_timeout.value)
            .build();
        let profiles = profiles(context).await?;
        let read_timeout = settings.read_timeout.value;
        let http = match &context.sandbox {
            Some(sandbox) => sandbox::connector::http_client(sandbox.clone()),
            None => https_client(settings.ca_bundle.value.as_deref())?,
        };
        let patience = match &context.sandbox {
            Some(_) => Patience::with_sandbox(read_timeout),
            None => Patience::with_aws(read_timeout),
        };

        // What was set for AWS says nothing to the sandbox: its Regions, profiles and endpoint are
        // its own.
        let own_env = context.sandbox.is_none();
        let env_region = if own_env { env_region(context)? } else { None };
        let env_profile = context.env.get("AWS_PROFILE").filter(|_| own_env);
        Ok(Self {
            http: SharedHttpClient::new(Traffic::new(http, patience)),
            endpoint_url: settings.endpoint_url.value.clone().filter(|_| own_env),
            timeouts,
            patience,
            env_attempts: if own_env {
                attempts::of_environment(&context.env)?
            } else {
                None
            },
            profiles,
            in_sandbox: !own_env,
            env_region,
            env_profile: env_profile.map(str::to_owned),
        })
    }

    /// Refuses a profile that is not in AWS's configuration files.
    ///
    /// # Errors
    /// A usage error with the nearest name.
    pub fn check_profile(&self, name: &str) -> Result<()> {
        if self.profiles.get_profile(name).is_some() {
            return Ok(());
        }

        // The set is a hash map: without sorting the message would change from run to run.
        let mut known: Vec<&str> = self.profiles.profiles().collect();
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

    /// Refuses an `AWS_PROFILE` that does not exist, unless keys in the environment are stronger
    /// anyway.
    pub fn check_environment(&self, env: &Env) -> Result<()> {
        let Some(name) = &self.env_profile else {
            return Ok(());
        };
        if env.get("AWS_ACCESS_KEY_ID").is_some() {
            return Ok(());
        }
        self.check_profile(name)
            .map_err(|error| error.hint("the name came from: environment variable AWS_PROFILE"))
    }

    /// Refuses what a profile says of attempts when nobody can understand it.
    ///
    /// # Errors
    /// A usage error that names the profile and the setting.
    pub fn check_attempts(&self, profile: Option<&str>) -> Result<()> {
        self.profile_attempts(profile).map(drop)
    }

    fn profile_attempts(&self, profile: Option<&str>) -> Result<Option<u32>> {
        let name = profile.or(self.env_profile.as_deref()).unwrap_or("default");
        attempts::of_profile(name, self.profiles.get_profile(name))
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
    /// A usage error when there is none.
    pub fn default_region(&self, profile: Option<&str>) -> Result<(Region, Origin)> {
        if let Some((region, variable)) = &self.env_region {
            return Ok((region.clone(), Origin::Environment(variable)));
        }

        let name = profile.or(self.env_profile.as_deref()).unwrap_or("default");
        let profile = self.profiles.get_profile(name);
        let Some(region) = profile.and_then(|profile| profile.get("region")) else {
            // No Region is made up: a fleet that is looked for in the wrong one seems to be empty.
            return Err(Error::usage("no Region is set")
                .hint("add --region REGION, set AWS_REGION, or write `region` into the profile"));
        };
        let region = region.parse().map_err(|error| {
            Error::usage(format!("the Region of profile {name} is wrong")).with_source(error)
        })?;
        Ok((region, Origin::AwsProfile(name.to_owned())))
    }

    /// The configuration for a profile in a Region. An explicit profile is stronger than keys in
    /// the environment, as in the AWS CLI.
    pub async fn config(&self, profile: Option<&str>, region: &Region) -> SdkConfig {
        let region = aws_config::Region::new(region.to_string());
        if self.in_sandbox {
            return self.sandbox_config(profile, region);
        }

        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .region(region.clone())
            .http_client(self.http.clone())
            .timeout_config(self.timeouts.clone())
            .retry_config(self.patience.retries(self.attempts(profile)))
            .app_name(app_name());
        if let Some(url) = &self.endpoint_url {
            loader = loader.endpoint_url(url);
        }
        // The SDK's own chain asks the environment first; a provider of our own is what makes the
        // profile the stronger of the two.
        if let Some(name) = profile {
            let provider = self.profile_credentials(name, region);
            loader = loader.profile_name(name).credentials_provider(provider);
        }
        loader.load().await
    }

    fn profile_credentials(
        &self,
        name: &str,
        region: aws_config::Region,
    ) -> ProfileFileCredentialsProvider {
        // A profile may assume a role or sign in: those calls go the same way as ours, through the
        // same proxy and with the same certificates.
        let config = ProviderConfig::without_region()
            .with_region(Some(region))
            .with_http_client(self.http.clone());
        ProfileFileCredentialsProvider::builder()
            .configure(&config)
            .profile_name(name)
            .build()
    }

    /// The sandbox has its own profiles and takes nothing from the environment, so that real
    /// credentials are never even read.
    fn sandbox_config(&self, profile: Option<&str>, region: aws_config::Region) -> SdkConfig {
        let profile = self.profiles.get_profile(profile.unwrap_or("default"));
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
            .http_client(self.http.clone())
            .timeout_config(self.timeouts.clone())
            .retry_config(self.patience.retries(limiter::ATTEMPTS))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .app_name(app_name())
            .build()
    }
}

fn env_region(context: &Context) -> Result<Option<(Region, &'static str)>> {
    for variable in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
        if let Some(text) = context.env.get(variable) {
            let region = text
                .parse()
                .map_err(|error| Error::usage(format!("{variable} is wrong")).with_source(error))?;
            return Ok(Some((region, variable)));
        }
    }
    Ok(None)
}

async fn profiles(context: &Context) -> Result<ProfileSet> {
    let files = match &context.sandbox {
        Some(_) => sandbox_profile_files(&context.sandbox_dir()?),
        None => EnvConfigFiles::default(),
    };
    aws_config::profile::load(&Fs::real(), &SdkEnv::real(), &files, None)
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

/// A client of the Security Token Service.
pub fn sts(config: &SdkConfig) -> aws_sdk_sts::Client {
    aws_sdk_sts::Client::from_conf(
        aws_sdk_sts::config::Builder::from(config)
            .guarded(&format!(
                "STS {}",
                config.region().map_or("", AsRef::as_ref)
            ))
            .build(),
    )
}

fn app_name() -> AppName {
    AppName::new(concat!("patchctl-", env!("CARGO_PKG_VERSION")))
        .expect("the name has only allowed characters")
}

fn https_client(ca_bundle: Option<&Path>) -> Result<SharedHttpClient> {
    let provider = tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring);
    let builder = aws_smithy_http_client::Builder::new().tls_provider(provider);
    match ca_bundle {
        Some(path) => Ok(builder.tls_context(trusting(path)?).build_https()),
        None => Ok(builder.build_https()),
    }
}

/// Trusts the certificates of a bundle and no others, as the AWS CLI does.
fn trusting(bundle: &Path) -> Result<tls::TlsContext> {
    let pem = input::read(bundle, LARGEST_BUNDLE)
        .map_err(|error| bad_bundle(bundle, &error.to_string()))?;
    if pem.is_too_large() {
        return Err(bad_bundle(bundle, "it is larger than 16 MiB"));
    }

    // A file without a certificate would make an empty store, with which every connection fails
    // for a reason that names no file.
    let mut windows = pem.bytes.windows(CERTIFICATE.len());
    if !windows.any(|window| window == CERTIFICATE) {
        return Err(bad_bundle(bundle, "it holds no PEM certificate"));
    }
    tls::TlsContext::builder()
        .with_trust_store(tls::TrustStore::empty().with_pem_certificate(pem.bytes))
        .build()
        .map_err(|error| bad_bundle(bundle, &error.to_string()))
}

fn bad_bundle(path: &Path, why: &str) -> Error {
    let path = path.display();
    Error::usage(format!("the CA bundle {path} cannot be used: {why}"))
        .hint("--ca-bundle wants a PEM file")
}
