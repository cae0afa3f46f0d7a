//! Signing in as a profile says: what goes wrong is told with the command that signs in again. The
//! SDK's own words name its layers, and not the profile.

use std::panic::AssertUnwindSafe;

use aws_config::profile::Profile;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{
    ProvideCredentials, Result, SharedCredentialsProvider, future,
};
use futures::FutureExt;

use super::way::Unreached;
use crate::domain::text::shell::quoted;
use crate::error::Error;

/// How a profile signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Method {
    /// `aws login`.
    Login,
    /// `aws sso login`.
    Sso,
    /// A process or a token file, which need nobody.
    Unattended,
}

impl Method {
    /// By the keys of a profile, the strongest first (botocore, `create_credential_resolver`).
    pub(super) fn of(profile: &Profile) -> Option<Self> {
        let has = |key: &str| profile.get(key).is_some();
        if has("web_identity_token_file") {
            Some(Self::Unattended)
        } else if has("sso_account_id") || has("sso_role_name") {
            Some(Self::Sso)
        } else if has("login_session") {
            Some(Self::Login)
        } else {
            has("credential_process").then_some(Self::Unattended)
        }
    }

    /// What signs in anew.
    fn command(self, profile: &str) -> Option<String> {
        let command = match self {
            Self::Login => "aws login",
            Self::Sso => "aws sso login",
            Self::Unattended => return None,
        };
        Some(format!("{command} --profile {}", quoted(profile)))
    }
}

/// Gives what a profile's way of signing in gives.
#[derive(Debug)]
pub(super) struct SignIn {
    pub(super) inner: SharedCredentialsProvider,
    pub(super) profile: String,
    pub(super) method: Method,
}

impl SignIn {
    async fn sign_in(&self) -> Result {
        let given = AssertUnwindSafe(self.inner.provide_credentials());
        // The SDK ends the program over an answer or a file that lacks what it expects.
        let given = given.catch_unwind().await.unwrap_or_else(|_| {
            Err(CredentialsError::invalid_configuration(
                "what the sign-in left behind or answered is not complete",
            ))
        });
        given.map_err(|error| self.explained(error))
    }

    fn explained(&self, error: CredentialsError) -> CredentialsError {
        let Some(command) = self.method.command(&self.profile) else {
            return error;
        };
        // The network is what is wrong, and no sign-in.
        if Unreached::among(&error).is_some() {
            return error;
        }
        let said = format!("the AWS profile {} is not signed in", self.profile);
        let told = Error::credentials(said).with_source(causes(&error));
        CredentialsError::provider_error(told.hint(command))
    }
}

/// The causes, one after the other, but for those that only repeat.
fn causes(error: &CredentialsError) -> String {
    let mut told: Vec<String> = Vec::new();
    let mut cause = std::error::Error::source(error);
    while let Some(current) = cause {
        let text = current.to_string();
        let text = text.trim_end_matches('.');
        if !text.is_empty() && !told.iter().any(|earlier| earlier.contains(text)) {
            told.push(text.to_owned());
        }
        cause = current.source();
    }
    told.join(": ")
}

impl ProvideCredentials for SignIn {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.sign_in())
    }

    fn fallback_on_interrupt(&self) -> Option<Credentials> {
        self.inner.fallback_on_interrupt()
    }
}
