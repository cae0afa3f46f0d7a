//! Who signs: a profile and the environment, in the order of the AWS CLI (botocore,
//! `create_credential_resolver`). The SDK's own chain has another order, sends no MFA code and
//! takes no notice of `duration_seconds`.

use aws_config::SdkConfig;
use aws_config::environment::EnvironmentVariableCredentialsProvider;
use aws_config::profile::{Profile, ProfileFileCredentialsProvider, ProfileSet};
use aws_config::provider_config::ProviderConfig;
use aws_config::web_identity_token::WebIdentityTokenCredentialsProvider;
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;

use super::printable::Printable;
use super::roles::{Mfa, Order, RoleCredentials, session};
use super::sign_in::{Method, SignIn};
use super::signing::with_own_cache;
use super::surroundings::{self, Surroundings};
use super::way::Way;
use crate::error::{Error, Result};
use crate::process::env::Env;

/// The first credentials, before any role.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    /// Keys in a profile.
    Keys(Credentials),
    /// Keys in the environment.
    Environment,
    /// A token file that the environment names.
    TokenOfEnvironment,
    /// What a profile says of signing in: SSO, `aws login`, a process, a token file.
    SignIn(String, Method),
    /// The container.
    Container,
    /// The machine.
    Machine,
    /// The container, else the machine.
    Surroundings,
}

/// The profiles of AWS's configuration files.
#[derive(Clone, Debug)]
pub(super) struct Profiles {
    /// As both files together have them.
    pub(super) all: ProfileSet,
    /// What the credentials file alone says: its keys are stronger than those of the config file.
    pub(super) shared: ProfileSet,
}

/// How the credentials of an identity come about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chain {
    source: Source,
    /// The roles to assume one after the other.
    roles: Vec<Order>,
}

/// Whether a profile was chosen on purpose, and is therefore stronger than keys in the environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// By a flag or a setting of ours.
    ByName,
    /// By a variable of AWS, or not at all.
    ByEnvironment,
}

impl Chain {
    /// Finds out how; asks nobody.
    ///
    /// # Errors
    /// A failure of credentials for profiles that cannot work.
    pub(super) fn of(profiles: &Profiles, name: &str, chosen: Chosen, env: &Env) -> Result<Self> {
        let by_environment = chosen == Chosen::ByEnvironment;
        if by_environment && env.get("AWS_ACCESS_KEY_ID").is_some() {
            if env.get("AWS_SECRET_ACCESS_KEY").is_none() {
                return Err(Error::credentials(
                    "AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not",
                ));
            }
            return Ok(Self::from(Source::Environment));
        }
        let profile = profiles.all.get_profile(name);
        if let Some(profile) = profile.filter(|profile| has_role(profile)) {
            let chain = with_roles(profiles, profile, &session(env.get("USER")))?;
            if chain.source == Source::Container {
                surroundings::check(env)?;
            }
            return Ok(chain);
        }
        let token = env.get("AWS_WEB_IDENTITY_TOKEN_FILE");
        if by_environment && token.is_some() {
            // Whoever set it does not mean the keys of a profile.
            if env.get("AWS_ROLE_ARN").is_none() {
                return Err(Error::credentials(
                    "AWS_WEB_IDENTITY_TOKEN_FILE is set, and AWS_ROLE_ARN is not",
                ));
            }
            return Ok(Self::from(Source::TokenOfEnvironment));
        }
        let own = |profile| own_source(profiles, profile);
        if let Some(own) = profile.map(own).transpose()?.flatten() {
            return Ok(Self::from(own));
        }
        surroundings::check(env)?;
        Ok(Self::from(Source::Surroundings))
    }

    /// The provider. `config` has everything but credentials; its Region is where roles are assumed.
    pub(super) fn provider(self, config: &SdkConfig, way: &Way, mfa: Mfa) -> Provider {
        let found = Printable(self.source.provider(config, way));
        let mut provider = SharedCredentialsProvider::new(found);
        for order in self.roles {
            let base = config.to_builder().credentials_provider(provider);
            let base = with_own_cache(base).build();
            provider = SharedCredentialsProvider::new(RoleCredentials::later(&base, order, mfa));
        }
        provider
    }
}

/// A provider that clients share, and with it what it gave.
pub(super) type Provider = SharedCredentialsProvider;

impl From<Source> for Chain {
    fn from(source: Source) -> Self {
        Self {
            source,
            roles: Vec::new(),
        }
    }
}

impl Source {
    fn provider(self, config: &SdkConfig, way: &Way) -> Provider {
        // Those calls go the same way as ours, with the same certificates and time limits.
        let conf = ProviderConfig::without_region()
            .with_region(config.region().cloned())
            .with_use_fips(config.use_fips())
            .with_use_dual_stack(config.use_dual_stack());
        let conf = match config.retry_config() {
            Some(retry) => conf.with_retry_config(retry.clone()),
            None => conf,
        };
        let conf = match config.timeout_config() {
            Some(timeouts) => conf.with_timeout_config(timeouts.clone()),
            None => conf,
        };
        // One that is wrong was refused with the settings.
        let instead = config
            .endpoint_url()
            .filter(|_| config.get_origin("endpoint_url").is_client_config());
        let instead = instead.and_then(|url| url.parse().ok());
        let far = conf.clone().with_http_client(way.signing_in(instead));
        let near = conf.with_http_client(way.nearby());

        match self {
            Self::Keys(keys) => Provider::new(keys),
            Self::Environment => Provider::new(EnvironmentVariableCredentialsProvider::new()),
            Self::TokenOfEnvironment => {
                let builder = WebIdentityTokenCredentialsProvider::builder().configure(&far);
                Provider::new(builder.build())
            }
            Self::SignIn(profile, method) => {
                let builder = ProfileFileCredentialsProvider::builder().configure(&far);
                let inner = Provider::new(builder.profile_name(&profile).build());
                Provider::new(SignIn {
                    inner,
                    profile,
                    method,
                })
            }
            Self::Container => Provider::new(Surroundings::container(&near)),
            Self::Machine => Provider::new(Surroundings::machine(&near)),
            Self::Surroundings => Provider::new(Surroundings::anywhere(&near)),
        }
    }
}

/// Whether a profile assumes a role with other credentials; one with a token file is its own source.
fn has_role(profile: &Profile) -> bool {
    profile.get("role_arn").is_some() && !has_token_file(profile)
}

fn has_keys(profile: &Profile) -> bool {
    let keys = ["aws_access_key_id", "aws_secret_access_key"];
    keys.iter().any(|key| profile.get(key).is_some())
}

/// Follows `source_profile` from role to role.
fn with_roles<'a>(profiles: &'a Profiles, top: &'a Profile, session: &str) -> Result<Chain> {
    let mut orders = Vec::new();
    let mut seen = Vec::new();
    let mut profile = top;
    let source = loop {
        let name = profile.name();
        seen.push(name);
        orders.push(order(profile, session)?);
        let next = match (
            profile.get("source_profile"),
            profile.get("credential_source"),
        ) {
            (Some(next), None) => next,
            (None, Some(source)) => break named_source(name, source)?,
            (Some(_), Some(_)) => {
                return Err(wrong(name, "has both source_profile and credential_source"));
            }
            (None, None) => {
                return Err(wrong(
                    name,
                    "has a role_arn, but neither source_profile nor credential_source",
                ));
            }
        };

        let Some(source) = profiles.all.get_profile(next) else {
            return Err(wrong(
                name,
                &format!("has the source_profile {next}, which is not there"),
            ));
        };
        // Keys are stronger than a role in a source, so that a profile can be its own.
        if has_keys(source) {
            break Source::Keys(keys(source)?);
        }
        if seen.contains(&next) {
            seen.push(next);
            return Err(wrong(
                name,
                &format!("goes in a circle: {}", seen.join(" → ")),
            ));
        }
        if !has_role(source) {
            let own = own_source(profiles, source)?;
            break own.ok_or_else(|| wrong(next, "has no credentials, but is a source_profile"))?;
        }
        profile = source;
    };
    orders.reverse();
    Ok(Chain {
        source,
        roles: orders,
    })
}

/// What a profile has without assuming a role, in the order of the AWS CLI: tokens, keys of the
/// credentials file, what signs in, and last the keys of the config file (botocore,
/// `ProfileProviderBuilder`).
fn own_source(profiles: &Profiles, profile: &Profile) -> Result<Option<Source>> {
    let method = Method::of(profile);
    let by_token = has_token_file(profile) || method == Some(Method::Sso);
    let shared = profiles.shared.get_profile(profile.name());
    if let Some(shared) = shared.filter(|shared| has_keys(shared) && !by_token) {
        return Ok(Some(Source::Keys(keys(shared)?)));
    }

    // A token comes before keys: with one of them the keys of the file are not asked for.
    if let Some(method) = method {
        return Ok(Some(Source::SignIn(profile.name().to_owned(), method)));
    }
    let has_keys = has_keys(profile);
    has_keys
        .then(|| keys(profile).map(Source::Keys))
        .transpose()
}

fn has_token_file(profile: &Profile) -> bool {
    profile.get("web_identity_token_file").is_some()
}

fn keys(profile: &Profile) -> Result<Credentials> {
    let id = key(profile, "aws_access_key_id")?;
    let secret = key(profile, "aws_secret_access_key")?;
    let token = profile.get("aws_session_token").map(str::to_owned);
    Ok(Credentials::new(id, secret, token, None, "profile"))
}

fn key<'a>(profile: &'a Profile, name: &str) -> Result<&'a str> {
    let missing = || wrong(profile.name(), &format!("has keys, but no {name}"));
    profile.get(name).ok_or_else(missing)
}

fn named_source(profile: &str, source: &str) -> Result<Source> {
    // The AWS CLI takes these three words in any case (botocore, `credentials.py`).
    match source.to_ascii_lowercase().as_str() {
        "environment" => Ok(Source::Environment),
        "ec2instancemetadata" => Ok(Source::Machine),
        "ecscontainer" => Ok(Source::Container),
        _ => Err(wrong(
            profile,
            &format!(
                "has the credential_source {source}; there are Environment, Ec2InstanceMetadata \
                 and EcsContainer"
            ),
        )),
    }
}

fn order(profile: &Profile, session: &str) -> Result<Order> {
    let value = |key: &str| profile.get(key).map(str::to_owned);
    let name = profile.name();
    // Refused here, with the name of the profile: STS would only say that the number is wrong.
    let seconds = profile.get("duration_seconds").map(|text| {
        text.trim().parse::<i32>().map_err(|_| {
            wrong(
                name,
                &format!("has duration_seconds = {text}, which is no number"),
            )
        })
    });
    Ok(Order {
        arn: value("role_arn").unwrap_or_default(),
        external_id: value("external_id"),
        session: value("role_session_name").unwrap_or_else(|| session.to_owned()),
        seconds: seconds.transpose()?,
        mfa_serial: value("mfa_serial"),
        profile: Some(name.to_owned()),
    })
}

fn wrong(profile: &str, what: &str) -> Error {
    Error::credentials(format!("the AWS profile {profile} {what}"))
        .hint("mend the profile in AWS's configuration file, or choose another with --profile")
}

#[cfg(test)]
mod tests {
    use aws_runtime::env_config::file::{EnvConfigFileKind, EnvConfigFiles};
    use aws_types::os_shim_internal::{Env as SdkEnv, Fs};

    use super::*;

    const FILE: &str = "
[default]
aws_access_key_id = A
aws_secret_access_key = s
[profile role]
role_arn = arn:aws:iam::333333333333:role/reader
source_profile = default
external_id = e
duration_seconds = 900
mfa_serial = arn:aws:iam::111111111111:mfa/ops
[profile deep]
role_arn = arn:aws:iam::333333333333:role/deep
source_profile = role
[profile own]
role_arn = arn:aws:iam::333333333333:role/own
source_profile = own
aws_access_key_id = B
aws_secret_access_key = s
[profile a]
role_arn = arn:aws:iam::333333333333:role/a
source_profile = b
[profile b]
role_arn = arn:aws:iam::333333333333:role/b
source_profile = a
[profile box]
role_arn = arn:aws:iam::333333333333:role/box
credential_source = EcsContainer
[profile token]
role_arn = arn:aws:iam::333333333333:role/token
web_identity_token_file = /token
[profile half]
aws_access_key_id = A
[profile login]
login_session = arn:aws:iam::111111111111:user/ops
[profile both]
credential_process = /bin/false
aws_access_key_id = C
aws_secret_access_key = s
[profile in-both]
credential_process = /bin/false
[profile nobody]
region = us-east-1
";

    const SHARED: &str = "
[in-both]
aws_access_key_id = D
aws_secret_access_key = s
";

    fn loaded(files: &[(EnvConfigFileKind, &str)]) -> ProfileSet {
        let mut builder = EnvConfigFiles::builder();
        for (kind, text) in files {
            builder = builder.with_contents(*kind, *text);
        }
        let (fs, none, files) = (Fs::real(), SdkEnv::from_slice(&[]), builder.build());
        let load = aws_config::profile::load(&fs, &none, &files, None);
        let runtime = tokio::runtime::Builder::new_current_thread().build();
        let profiles = runtime.expect("a runtime").block_on(load);
        profiles.expect("profiles")
    }

    fn chain(name: &str, chosen: Chosen, env: &[(&str, &str)]) -> Result<Chain> {
        let shared = (EnvConfigFileKind::Credentials, SHARED);
        let profiles = Profiles {
            all: loaded(&[(EnvConfigFileKind::Config, FILE), shared]),
            shared: loaded(&[shared]),
        };
        Chain::of(
            &profiles,
            name,
            chosen,
            &Env::from_pairs(env.iter().copied()),
        )
    }

    fn named(name: &str) -> Result<Chain> {
        chain(name, Chosen::ByName, &[("AWS_ACCESS_KEY_ID", "E")])
    }

    #[test]
    fn a_profile_that_was_named_is_stronger_than_the_environment_and_another_is_not() {
        let keys = [("AWS_ACCESS_KEY_ID", "E"), ("AWS_SECRET_ACCESS_KEY", "s")];
        let by_variable = chain("both", Chosen::ByEnvironment, &keys).expect("keys");
        assert_eq!(by_variable.source, Source::Environment);
        let token = [("AWS_WEB_IDENTITY_TOKEN_FILE", "/t"), ("AWS_ROLE_ARN", "r")];
        let pod = chain("default", Chosen::ByEnvironment, &token).expect("a token");
        assert_eq!(pod.source, Source::TokenOfEnvironment);
        // Keys of the config file come after what signs in, those of the credentials file before.
        assert_eq!(
            named("both").expect("a process").source,
            Source::SignIn("both".to_owned(), Method::Unattended)
        );
        let shared = named("in-both").expect("keys").source;
        assert!(matches!(shared, Source::Keys(_)), "{shared:?}");
        assert_eq!(
            named("nobody").expect("a chain").source,
            Source::Surroundings
        );
        assert_eq!(
            named("token").expect("a token").source,
            Source::SignIn("token".to_owned(), Method::Unattended)
        );
    }

    #[test]
    fn roles_are_assumed_from_the_source_on() {
        let deep = named("deep").expect("roles");
        let arns: Vec<&str> = deep.roles.iter().map(|order| order.arn.as_str()).collect();
        let base = "arn:aws:iam::333333333333:role/";
        assert_eq!(arns, [format!("{base}reader"), format!("{base}deep")]);
        let inner = &deep.roles[0];
        assert_eq!(
            (inner.seconds, inner.external_id.as_deref()),
            (Some(900), Some("e"))
        );
        assert!(inner.mfa_serial.is_some());
        assert!(matches!(
            named("own").expect("itself").source,
            Source::Keys(_)
        ));
        let login = named("login").expect("a sign-in");
        let wanted = Source::SignIn("login".to_owned(), Method::Login);
        assert_eq!(login.source, wanted);
        assert_eq!(named("box").expect("a container").source, Source::Container);
    }

    #[test]
    fn profiles_that_cannot_work_are_named_with_the_reason() {
        for (name, why) in [
            ("a", "circle: a → b → a"),
            ("half", "no aws_secret_access_key"),
        ] {
            let error = named(name).expect_err(name);
            assert!(error.message().contains(why), "{error}");
            assert!(!format!("{error:?}").contains("feature"), "{error:?}");
        }
    }
}
