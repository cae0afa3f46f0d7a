//! Roles in other accounts.

use std::sync::Mutex;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_config::SdkConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::{self, ProvideCredentials, error::CredentialsError, future};

use super::actions::Action;
use super::fault;
use super::signing::sts;
use crate::domain::id::AccountId;
use crate::error::{Error, Kind, Result};
use crate::output::plan::ask;

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
            session: session(user),
        })
    }

    /// The ARN of this role in an account.
    pub fn arn(&self, partition: &str, account: &AccountId) -> String {
        format!("arn:{partition}:iam::{account}:role/{}", self.name)
    }

    /// What to ask for in an account.
    pub fn order(&self, partition: &str, account: &AccountId) -> Order {
        Order {
            arn: self.arn(partition, account),
            external_id: self.external_id.clone(),
            session: self.session.clone(),
            seconds: None,
            mfa_serial: None,
            profile: None,
        }
    }
}

/// A request for the credentials of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The ARN of the role.
    pub arn: String,
    /// The external id that the role's trust policy asks for.
    pub external_id: Option<String>,
    /// The session name, which `CloudTrail` shows.
    pub session: String,
    /// How long the credentials are good; AWS says an hour where it is not said.
    pub seconds: Option<i32>,
    /// The device whose code the role's trust policy asks for.
    pub mfa_serial: Option<String>,
    /// The profile that says so.
    pub profile: Option<String>,
}

/// Whether somebody can be asked for the code of an MFA device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mfa {
    /// At the terminal.
    Asked,
    /// Nobody is there.
    Nobody,
}

/// What IAM allows in the name of a role and STS in that of a session, but for the slash.
fn is_allowed(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_+=,.@-".contains(c)
}

/// The session name of a user.
pub(super) fn session(user: Option<&str>) -> String {
    // STS takes 64 characters (STS API, `RoleSessionName`); ours take 9 of them.
    let user = user.unwrap_or_default();
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
    order: Order,
    mfa: Mfa,
    held: Mutex<Held>,
}

/// What is kept between two requests.
#[derive(Debug, Default)]
struct Held {
    first: Option<Credentials>,
    /// Whether a code was asked for: one is good for one request.
    asked: bool,
}

impl RoleCredentials {
    /// Becomes the role: the first credentials at once, so that a refusal is seen here, and fresh
    /// ones whenever they expire.
    pub async fn now(base: &SdkConfig, order: Order) -> Result<Self> {
        let provider = Self::later(base, order, Mfa::Nobody);
        // Kept for the first call, so that asking early costs no second request.
        let first = provider.request().await?;
        provider.held().first = Some(first);
        Ok(provider)
    }

    /// Becomes the role when credentials are needed.
    pub fn later(base: &SdkConfig, order: Order, mfa: Mfa) -> Self {
        Self {
            sts: sts(base),
            order,
            mfa,
            held: Mutex::default(),
        }
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Held> {
        self.held
            .lock()
            .expect("nobody panics while holding the lock")
    }

    async fn request(&self) -> Result<Credentials> {
        let order = &self.order;
        let code = self.code().await?;
        let call = self
            .sts
            .assume_role()
            .role_arn(&order.arn)
            .role_session_name(&order.session)
            .set_duration_seconds(order.seconds)
            .set_serial_number(code.as_ref().and(order.mfa_serial.clone()))
            .set_token_code(code)
            .set_external_id(order.external_id.clone());
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

    /// The code of the MFA device, where one is asked for.
    async fn code(&self) -> Result<Option<String>> {
        let Some(serial) = &self.order.mfa_serial else {
            return Ok(None);
        };
        // Whoever answered once may be gone when the credentials expire in a long run.
        let again = std::mem::replace(&mut self.held().asked, true);
        if again || self.mfa == Mfa::Nobody {
            return Err(self.no_code(serial, again));
        }

        let answer = ask(&format!("MFA code for {serial}:")).await?;
        let code = answer.trim();
        // Six digits (STS API, `tokenCode`): a slip of the pen costs no try at AWS.
        if code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(Some(code.to_owned()));
        }
        Err(Error::credentials("an MFA code has six digits").hint("repeat the command"))
    }

    fn no_code(&self, serial: &str, again: bool) -> Error {
        let profile = self.order.profile.as_deref().unwrap_or_default();
        let why = if again {
            "its credentials have expired, and one code serves once"
        } else {
            "nobody can be asked here, because there is no terminal"
        };
        Error::credentials(format!(
            "the AWS profile {profile} needs the code of the MFA device {serial}: {why}"
        ))
        .hint(format!(
            "at a terminal: eval \"$(aws configure export-credentials --profile {profile} --format \
             env)\", then repeat the command without --profile"
        ))
        .hint("or choose a profile that needs no code with --profile")
    }

    async fn next(&self) -> provider::Result {
        let first = self.held().first.take();
        // A long command may come to a Region only after its first credentials have expired.
        let fresh = first.filter(|credentials| {
            let expiry = credentials.expiry();
            expiry.is_none_or(|expiry| expiry > SystemTime::now())
        });

        match fresh {
            Some(credentials) => Ok(credentials),
            None => self.request().await.map_err(|error| {
                let arn = &self.order.arn;
                let what = format!("the role {arn} cannot be assumed");
                CredentialsError::provider_error(refused(error).prefixed(&what))
            }),
        }
    }
}

/// A role that AWS does not give is a matter of credentials; one that could not be asked for is not.
fn refused(error: Error) -> Error {
    let class = error.code().map(fault::classify);
    match class {
        Some(fault::Class::Denied | fault::Class::NotEnabled) => error.with_kind(Kind::Credentials),
        _ => error,
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
