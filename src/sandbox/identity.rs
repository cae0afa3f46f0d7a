//! Who calls: access keys, roles that were assumed, and what they may not do.

use http::request::Parts;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::denial::denies;
use super::derive::{capitals, digest, hex_id};
use super::regions;
use super::signature::Claim;
use super::wire::{Protocol, WireError};
use super::world::{Account, Role, World};
use crate::domain::id::Scope;
use crate::process::clock::Clock;

/// The caller of a request.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub(super) account: String,
    pub(super) arn: String,
    pub(super) user_id: String,
    /// The Region that the request was signed for; empty where nobody signed.
    pub(super) region: String,
    deny: Vec<String>,
}

/// A role that was assumed; the session token carries it, so that nothing is stored.
#[derive(Debug, Serialize, Deserialize)]
struct Session {
    key: String,
    account: String,
    role: String,
    name: String,
    expires: i64,
}

/// Temporary credentials.
pub(super) struct Credentials {
    pub(super) access_key: String,
    pub(super) secret: String,
    pub(super) token: String,
    pub(super) expires: Timestamp,
    pub(super) caller: Caller,
}

impl Caller {
    /// Systems Manager itself, acting for an account by its service-linked role.
    pub(super) fn service(scope: &Scope) -> Self {
        let account = scope.account.as_str();
        let partition = regions::partition(scope.region.as_str());
        Self {
            account: account.to_owned(),
            arn: format!(
                "arn:{partition}:sts::{account}:assumed-role/AWSServiceRoleForAmazonSSM/StateManagerService"
            ),
            user_id: String::new(),
            region: String::new(),
            deny: Vec::new(),
        }
    }

    /// Refuses an action that the account or the role denies.
    pub(super) fn may(&self, action: &str, resource: &str) -> Result<(), WireError> {
        let mut deny = self.deny.iter();
        if deny.any(|rule| denies(rule, action, &self.region)) {
            Err(self.denied(action, resource))
        } else {
            Ok(())
        }
    }

    /// AWS's sentence for an action that is not allowed.
    pub(super) fn denied(&self, action: &str, resource: &str) -> WireError {
        let Self { arn, .. } = self;
        let message = format!(
            "User: {arn} is not authorized to perform: {action} on resource: {resource} because no identity-based policy allows the {action} action"
        );
        WireError::new("AccessDeniedException", message)
    }
}

/// The secret that belongs to an access key; `None` for a key that the sandbox does not know.
pub(super) fn secret_of(world: &World, access_key: &str) -> Option<String> {
    if access_key.starts_with("ASIA") {
        return Some(session_secret(world, access_key));
    }
    world
        .accounts
        .iter()
        .any(|account| account.access_key == access_key)
        .then(|| world.secret.clone())
}

/// Finds the caller of a signed request, without looking at the signature.
pub(super) fn caller(
    world: &World,
    now: Timestamp,
    access_key: &str,
    token: Option<&str>,
    protocol: Protocol,
) -> Result<Caller, WireError> {
    // A key of an account; every other caller has a token.
    let Some(token) = token else {
        let account = world
            .accounts
            .iter()
            .find(|account| account.access_key == access_key && !account.suspended);
        return account
            .map(|account| user(world, account))
            .ok_or_else(|| unknown_key(protocol));
    };

    let session = Session::read(world, token)
        .filter(|session| session.key == access_key)
        .ok_or_else(|| unknown_key(protocol))?;
    // After the key: only who holds a session learns that it is over.
    if session.expires <= now.as_second() {
        return Err(expired(protocol));
    }

    let account = world
        .account(&session.account)
        .ok_or_else(|| unknown_key(protocol))?;
    Ok(session.caller(world, account))
}

/// Checks who calls and the signature, and that the Region answers this account.
pub(super) fn authenticate(
    world: &World,
    now: Timestamp,
    claim: &Claim,
    parts: &Parts,
    body: &[u8],
    protocol: Protocol,
) -> Result<Caller, WireError> {
    let token = parts
        .headers
        .get("x-amz-security-token")
        .and_then(|value| value.to_str().ok());
    let mut caller = caller(world, now, &claim.access_key, token, protocol)?;
    caller.region.clone_from(&claim.region);

    let secret = secret_of(world, &claim.access_key).ok_or_else(|| unknown_key(protocol))?;
    claim
        .check_form(parts)
        .map_err(|why| badly_signed(protocol, &why))?;
    if !claim.verify(parts, body, &secret) {
        let message = "The request signature we calculated does not match the signature you provided. \
                       Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
        return Err(badly_signed(protocol, message));
    }
    in_time(parts, protocol)?;

    // Credentials are of one partition and of Regions that are enabled: elsewhere they are unknown.
    region_answers(world, &caller.account, &claim.region)
        .then_some(caller)
        .ok_or_else(|| unknown_key(protocol))
}

fn badly_signed(protocol: Protocol, message: &str) -> WireError {
    match protocol {
        Protocol::Json | Protocol::Rest => WireError::new("InvalidSignatureException", message),
        Protocol::Query(_) | Protocol::S3 => {
            WireError::new("SignatureDoesNotMatch", message).status(403)
        }
        Protocol::Ec2 => WireError::new("AuthFailure", message).status(401),
    }
}

/// How far the clock of a caller may be off (IAM User Guide, "Signature Version 4"; S3 allows 15
/// minutes).
const SKEW: SignedDuration = SignedDuration::from_mins(5);

/// Refuses a request that was signed by a clock that is wrong. The clock of this machine counts: a
/// clock that was advanced in the sandbox is not the one that signs.
fn in_time(parts: &Parts, protocol: Protocol) -> Result<(), WireError> {
    let stamp = parts.headers.get("x-amz-date");
    let stamp = stamp.and_then(|stamp| stamp.to_str().ok());
    let signed = stamp.and_then(|stamp| {
        let civil = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", stamp).ok()?;
        Some(civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
    });
    // Without a time that can be read there is no skew; the signature fails for it elsewhere.
    let Some(signed) = signed else { return Ok(()) };

    let now = Clock::system().now();
    let off = now.duration_since(signed);
    if off.abs() <= SKEW || (protocol == Protocol::S3 && off.abs() <= SKEW * 3) {
        return Ok(());
    }
    let word = if off.is_positive() {
        "expired"
    } else {
        "not yet current"
    };
    let message = format!("Signature {word}: {signed} is not within 5 min. of {now}");
    Err(match protocol {
        Protocol::Json | Protocol::Rest => WireError::new("InvalidSignatureException", message),
        Protocol::Query(_) => WireError::new("SignatureDoesNotMatch", message).status(403),
        Protocol::Ec2 => WireError::new("RequestExpired", message),
        Protocol::S3 => WireError::new("RequestTimeTooSkewed", message).status(403),
    })
}

/// Whether a Region answers an account: it exists, and is enabled.
pub(super) fn region_answers(world: &World, account: &str, region: &str) -> bool {
    let enabled = world.account(account).is_some_and(|account| {
        account
            .enabled_regions
            .iter()
            .any(|enabled| enabled == region)
    });
    let own = regions::partition(region) == world.partition();
    own && (regions::is_default(region) || (regions::is_opt_in(region) && enabled))
}

fn unknown_key(protocol: Protocol) -> WireError {
    let message = "The security token included in the request is invalid.";
    match protocol {
        Protocol::Json | Protocol::Rest => WireError::new("UnrecognizedClientException", message),
        Protocol::Query(_) => WireError::new("InvalidClientTokenId", message).status(403),
        Protocol::Ec2 => WireError::new("AuthFailure", message).status(401),
        Protocol::S3 => WireError::new(
            "InvalidAccessKeyId",
            "The AWS Access Key Id you provided does not exist in our records.",
        )
        .status(403),
    }
}

/// The answer to credentials whose time is over.
pub(super) fn expired(protocol: Protocol) -> WireError {
    let message = "The security token included in the request is expired";
    match protocol {
        Protocol::Json | Protocol::Rest => WireError::new("ExpiredTokenException", message),
        Protocol::Query(_) => WireError::new("ExpiredToken", message).status(403),
        Protocol::Ec2 => WireError::new("RequestExpired", message),
        Protocol::S3 => WireError::new("ExpiredToken", "The provided token has expired."),
    }
}

/// The answer to a request without a signature.
pub(super) fn unsigned(protocol: Protocol) -> WireError {
    match protocol {
        Protocol::Json | Protocol::Rest => WireError::new(
            "MissingAuthenticationTokenException",
            "Missing Authentication Token",
        ),
        Protocol::Query(_) | Protocol::Ec2 => WireError::new(
            "MissingAuthenticationToken",
            "Request is missing Authentication Token",
        )
        .status(403),
        Protocol::S3 => WireError::new("AccessDenied", "Access Denied").status(403),
    }
}

fn user(world: &World, account: &Account) -> Caller {
    Caller {
        account: account.id.clone(),
        arn: format!("arn:{}:iam::{}:user/sandbox", world.partition(), account.id),
        user_id: format!("AIDA{}", capitals(&["user", &account.id], 17)),
        region: String::new(),
        deny: account.deny.clone(),
    }
}

/// Assumes a role: the account must know it, and must trust the caller's account.
pub(super) fn assume(
    world: &World,
    now: Timestamp,
    caller: &Caller,
    role_arn: &str,
    name: &str,
    duration: SignedDuration,
) -> Result<Credentials, WireError> {
    let (account, role) =
        trusting(world, caller, role_arn).ok_or_else(|| not_assumed(caller, role_arn))?;

    // Whole seconds, as the answer and the session have them.
    let expires = now.checked_add(duration).unwrap_or(now);
    let expires = Timestamp::from_second(expires.as_second()).unwrap_or(expires);
    let parts = [
        &account.id,
        &role.name,
        name,
        &caller.arn,
        &expires.to_string(),
    ];
    let session = Session {
        key: format!("ASIA{}", capitals(&parts, 16)),
        account: account.id.clone(),
        role: role.name.clone(),
        name: name.to_owned(),
        expires: expires.as_second(),
    };
    Ok(Credentials {
        secret: session_secret(world, &session.key),
        token: session.token(world),
        expires,
        caller: session.caller(world, account),
        access_key: session.key,
    })
}

/// The role of an ARN and its account, when both are there and trust the caller.
fn trusting<'w>(
    world: &'w World,
    caller: &Caller,
    role_arn: &str,
) -> Option<(&'w Account, &'w Role)> {
    let mut parts = role_arn.splitn(6, ':');
    // A role of another partition is none of these accounts'.
    if parts.by_ref().nth(1)? != world.partition() {
        return None;
    }
    let mut parts = parts.skip(2);
    let account = world.account(parts.next()?)?;
    // With its path: the name alone is no ARN of a role that has one.
    let path = parts.next()?.strip_prefix("role")?;
    let mut roles = account.roles.iter();
    let role = roles.find(|role| format!("{}{}", role.path, role.name) == path)?;

    // The roles of a suspended account are not assumed any more.
    (!account.suspended && role.trusts.contains(&caller.account)).then_some((account, role))
}

/// The same for a role that is not there and for one that does not trust: STS tells no stranger
/// which roles there are.
fn not_assumed(caller: &Caller, role_arn: &str) -> WireError {
    let message = format!(
        "User: {} is not authorized to perform: sts:AssumeRole on resource: {role_arn}",
        caller.arn
    );
    WireError::new("AccessDenied", message).status(403)
}

fn session_secret(world: &World, access_key: &str) -> String {
    hex_id(&["session secret", &world.secret, access_key], 40)
}

impl Session {
    fn token(&self, world: &World) -> String {
        let body = serde_json::to_string(self).expect("strings and numbers become JSON");
        format!(
            "PatchctlSandbox{}{}",
            seal(world, &body),
            hex::encode(body.as_bytes())
        )
    }

    fn read(world: &World, token: &str) -> Option<Self> {
        let (sealed, body) = token
            .strip_prefix("PatchctlSandbox")?
            .split_at_checked(32)?;
        let bytes: Option<Vec<u8>> = (0..body.len() / 2)
            .map(|index| u8::from_str_radix(body.get(index * 2..index * 2 + 2)?, 16).ok())
            .collect();
        let body = String::from_utf8(bytes?).ok()?;

        // Sealed, so that nobody makes a session by hand that the sandbox did not give.
        (seal(world, &body) == sealed)
            .then(|| serde_json::from_str(&body).ok())
            .flatten()
    }

    fn caller(&self, world: &World, account: &Account) -> Caller {
        let role = account.roles.iter().find(|role| role.name == self.role);
        let own = role.map(|role| role.deny.as_slice()).unwrap_or_default();

        // What the account denies its role cannot have.
        Caller {
            account: self.account.clone(),
            arn: format!(
                "arn:{}:sts::{}:assumed-role/{}/{}",
                world.partition(),
                self.account,
                self.role,
                self.name
            ),
            user_id: format!(
                "AROA{}:{}",
                capitals(&["role", &self.account, &self.role], 17),
                self.name
            ),
            region: String::new(),
            deny: account.deny.iter().chain(own).cloned().collect(),
        }
    }
}

fn seal(world: &World, body: &str) -> String {
    hex::encode(&digest(&["session token", &world.secret, body])[..16])
}
