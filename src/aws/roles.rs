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
        // A role may have a path (IAM API, `RoleName` and `Path`), but neither an empty part nor
        // the colons of an ARN.
        let fits = !name.is_empty()
            && name.chars().all(|c| is_allowed(c) || c == '/')
            && name.split('/').all(|part| !part.is_empty());
        if !fits {
            return Err(
                Error::usage(format!("--role-name: `{name}` is not the name of a role"))
                    .hint("give the name, not the ARN"),
            );
        }

        Ok(Self {
            name: name.to_owned(),
            external_id,
            session: session(user.unwrap_or_default()),
        })
    }

    /// The ARN of this role in an account.
    pub fn arn(&self, partition: &str, account: &AccountId) -> String {
        format!("arn:{partition}:iam::{account}:role/{}", self.name)
    }

    /// Becomes the role: the first credentials at once, so that a refusal is seen here, and fresh
    /// ones whenever they expire.
    pub async fn assume(&self, base: &SdkConfig, arn: String) -> Result<RoleCredentials> {
        let provider = RoleCredentials {
            sts: super::client::sts(base),
            role: self.clone(),
            arn,
            first: Mutex::new(None),
        };

        // Kept for the first call, so that asking early costs no second request.
        let first = provider.request().await?;
        *provider
            .first
            .lock()
            .expect("nobody panics while holding the lock") = Some(first);
        Ok(provider)
    }
}

/// What IAM allows in the name of a role and STS in that of a session, but for the slash.
fn is_allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_+=,.@-".contains(c)
}

fn session(user: &str) -> String {
    // STS takes 64 characters (STS API, `RoleSessionName`); ours take 9 of them.
    let user: String = user.chars().filter(|c| is_allowed(*c)).take(40).collect();
    if user.is_empty() {
        "patchctl".to_owned()
    } else {
        format!("patchctl-{user}")
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
        let call = self
            .sts
            .assume_role()
            .role_arn(&self.arn)
            .role_session_name(&self.role.session)
            .set_external_id(self.role.external_id.clone());
        let answer = call.send().await.map_err(fault::of(Action::AssumeRole))?;
        let keys = answer
            .credentials()
            .ok_or_else(|| Error::failed("sts:AssumeRole answered without credentials"))?;

        // A moment before 1970 makes no sense; such keys count as expired.
        let seconds = u64::try_from(keys.expiration().secs()).unwrap_or_default();
        let expires = UNIX_EPOCH + Duration::from_secs(seconds);
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
        // A long command may come to a Region only after its first credentials have expired.
        let fresh = first.filter(|credentials| {
            let expiry = credentials.expiry();
            expiry.is_none_or(|expiry| expiry > SystemTime::now())
        });

        match fresh {
            Some(credentials) => Ok(credentials),
            None => self
                .request()
                .await
                .map_err(CredentialsError::provider_error),
        }
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
