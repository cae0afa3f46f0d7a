//! Roles in other accounts.

use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_config::SdkConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::{self, ProvideCredentials, error::CredentialsError, future};

use super::actions::Action;
use super::fault;
use crate::domain::id::AccountId;
use crate::error::{Error, Result};

/// Whom to become in other accounts.
#[derive(Clone, Debug)]
pub struct Role {
    /// The name of the role, with its path when it has one.
    pub name: String,
    /// The external id that the role's trust policy asks for.
    pub external_id: Option<String>,
    /// The session name, which `CloudTrail` shows.
    pub session: String,
}

impl Role {
    /// The role of the command line; the session is named after the user so that `CloudTrail` shows
    /// who it was.
    ///
    /// # Errors
    /// A usage error for a name that IAM does not allow.
    pub fn new(name: &str, external_id: Option<String>, user: Option<&str>) -> Result<Self> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
        let fits = !name.is_empty()
            && name.chars().all(|c| allowed(c) || c == '/')
            && name.split('/').all(|part| !part.is_empty());
        if !fits {
            return Err(
                Error::usage(format!("--role-name: `{name}` is not the name of a role"))
                    .hint("give the name, not the ARN"),
            );
        }
        let user: String = user
            .unwrap_or_default()
            .chars()
            .filter(|c| allowed(*c))
            .take(40)
            .collect();
        let session = if user.is_empty() {
            "patchctl".to_owned()
        } else {
            format!("patchctl-{user}")
        };
        Ok(Self {
            name: name.to_owned(),
            external_id,
            session,
        })
    }

    /// The ARN of this role in an account.
    pub fn arn(&self, partition: &str, account: &AccountId) -> String {
        format!("arn:{partition}:iam::{account}:role/{}", self.name)
    }

    /// Becomes the role: the first credentials at once, so that a refusal is seen here, and fresh
    /// ones whenever they expire.
    ///
    /// # Errors
    /// What `AssumeRole` answered.
    pub async fn assume(&self, base: &SdkConfig, arn: String) -> Result<RoleCredentials> {
        let provider = RoleCredentials {
            sts: super::client::sts(base),
            role: self.clone(),
            arn,
            first: Mutex::new(None),
        };
        let first = provider.request().await?;
        *provider
            .first
            .lock()
            .expect("nobody panics while holding the lock") = Some(first);
        Ok(provider)
    }
}

/// Credentials of an assumed role.
#[derive(Debug)]
pub struct RoleCredentials {
    sts: aws_sdk_sts::Client,
    role: Role,
    arn: String,
    first: Mutex<Option<Credentials>>,
}

impl RoleCredentials {
    async fn request(&self) -> Result<Credentials> {
        let action = Action::AssumeRole;
        let answer = self
            .sts
            .assume_role()
            .role_arn(&self.arn)
            .role_session_name(&self.role.session)
            .set_external_id(self.role.external_id.clone())
            .send()
            .await
            .map_err(|error| fault::fault(action, error))?;
        let keys = answer
            .credentials()
            .ok_or_else(|| Error::failed("sts:AssumeRole answered without credentials"))?;
        let expires = UNIX_EPOCH
            + Duration::from_secs(u64::try_from(keys.expiration().secs()).unwrap_or_default());
        Ok(Credentials::new(
            keys.access_key_id(),
            keys.secret_access_key(),
            Some(keys.session_token().to_owned()),
            Some(expires),
            "AssumeRole",
        ))
    }

    async fn next(&self) -> provider::Result {
        let first = self
            .first
            .lock()
            .expect("nobody panics while holding the lock")
            .take();
        if let Some(credentials) = first.filter(|credentials| {
            credentials
                .expiry()
                .is_none_or(|expiry| expiry > SystemTime::now())
        }) {
            return Ok(credentials);
        }
        self.request()
            .await
            .map_err(CredentialsError::provider_error)
    }
}

impl ProvideCredentials for RoleCredentials {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(self.next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_named_not_given_as_an_arn_and_its_session_names_the_user() {
        let role = Role::new("team/PatchReader", None, Some("jo smith")).expect("a role");
        assert_eq!(
            role.arn("aws", &AccountId::trusted("444455556666")),
            "arn:aws:iam::444455556666:role/team/PatchReader"
        );
        assert_eq!(role.session, "patchctl-josmith");
        for bad in ["", "a b", "arn:aws:iam::444455556666:role/x", "/x", "x/"] {
            assert!(Role::new(bad, None, None).is_err(), "{bad}");
        }
    }
}
