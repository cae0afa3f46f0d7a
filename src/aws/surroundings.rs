//! Credentials that lie beside the program: of the container, and of the machine.

use aws_config::ecs::EcsCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{self, ProvideCredentials, future};

use super::way::Unreached;
use crate::error::{Error, Result};
use crate::process::env::Env;

/// The variables that lead to the credentials of a container; the first counts.
const CONTAINER: [&str; 2] = [
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
];

/// Refuses variables of a container with which the SDK stops the whole program.
///
/// # Errors
/// A failure of credentials that names the variable.
pub(super) fn check(env: &Env) -> Result<()> {
    let set = |name: &'static str| Some((name, env.get(name)?));
    let Some((name, value)) = CONTAINER.into_iter().find_map(set) else {
        return Ok(());
    };
    let fits = if name == CONTAINER[0] {
        value.starts_with('/') && value.parse::<http::uri::PathAndQuery>().is_ok()
    } else {
        crate::settings::parse_endpoint(value).is_ok()
    };
    if fits {
        return Ok(());
    }
    Err(
        Error::credentials(format!("{name} is `{value}`, which leads nowhere"))
            .hint("correct or unset the variable; usually the container sets it"),
    )
}

/// Where to look.
#[derive(Debug)]
pub(super) enum Surroundings {
    /// In the container alone, because a profile says so.
    Container(EcsCredentialsProvider),
    /// On the machine alone, because a profile says so.
    Machine(ImdsCredentialsProvider),
    /// In the container, and then on the machine, because nothing else has any.
    Anywhere(EcsCredentialsProvider, ImdsCredentialsProvider),
}

impl Surroundings {
    pub(super) fn container(conf: &ProviderConfig) -> Self {
        Self::Container(EcsCredentialsProvider::builder().configure(conf).build())
    }

    pub(super) fn machine(conf: &ProviderConfig) -> Self {
        Self::Machine(ImdsCredentialsProvider::builder().configure(conf).build())
    }

    pub(super) fn anywhere(conf: &ProviderConfig) -> Self {
        Self::Anywhere(
            EcsCredentialsProvider::builder().configure(conf).build(),
            ImdsCredentialsProvider::builder().configure(conf).build(),
        )
    }

    async fn find(&self) -> provider::Result {
        match self {
            Self::Container(container) => container.provide_credentials().await,
            // To the SDK a machine that does not answer is none; here it was named.
            Self::Machine(machine) => machine.provide_credentials().await.map_err(|error| {
                if Unreached::among(&error).is_some() {
                    CredentialsError::provider_error(error)
                } else {
                    error
                }
            }),
            Self::Anywhere(container, machine) => match container.provide_credentials().await {
                Err(CredentialsError::CredentialsNotLoaded(_)) => {
                    machine.provide_credentials().await.map_err(nowhere)
                }
                answer => answer,
            },
        }
    }
}

/// The machine was the last place to look at; whoever has none of the others reads all of them.
fn nowhere(error: CredentialsError) -> CredentialsError {
    if !matches!(error, CredentialsError::CredentialsNotLoaded(_)) {
        return error;
    }
    let machine = match Unreached::among(&error) {
        Some(way) => format!("the machine's metadata service ({way}) does not answer"),
        None => "the machine has no role".to_owned(),
    };
    CredentialsError::not_loaded(format!(
        "the environment, the profile and the container have none, and {machine}"
    ))
}

impl ProvideCredentials for Surroundings {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.find())
    }
}
