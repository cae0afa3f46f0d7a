//! From flags to scopes: which accounts and Regions are meant, and which of them can be reached.

use std::collections::BTreeSet;

use aws_config::SdkConfig;
use aws_credential_types::provider::SharedCredentialsProvider;
use futures::future::join_all;

use super::accounts::Organization;
use super::actions::{Action, Service};
use super::client::Connector;
use super::convert::text;
use super::endpoint;
use super::fault;
use super::regions;
use super::roles::Role;
use super::site::Site;
use crate::context::Context;
use crate::domain::fleet::place::Place;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::{AccountId, Region, Scope};
use crate::error::{Error, Kind, Result};
use crate::settings::Origin;

/// What the scope flags came to.
#[derive(Debug)]
pub struct Reach {
    /// The scopes that can be asked, sorted.
    pub sites: Vec<Site>,
    /// Those that cannot.
    pub unreadable: Vec<Unreadable>,
    /// Whether Regions that turn out not to be enabled are left out (`--all-regions`) rather than
    /// reported.
    pub skip_disabled: bool,
    /// The configuration of the first identity itself, for what is not a scope: the report's
    /// bucket.
    pub home: SdkConfig,
    /// `aws`, `sandbox`, or the URL of another endpoint.
    pub endpoint: String,
    /// The ARNs of the identities that ask, without session names of roles that are assumed on the
    /// way.
    pub callers: Vec<String>,
    /// Whether buckets are addressed by path, as every endpoint but AWS's own understands it.
    pub path_style: bool,
    /// How long an answer may take.
    pub read_timeout: std::time::Duration,
}

/// Who an identity is.
struct Caller {
    arn: String,
    account: AccountId,
    partition: String,
}

/// One identity of the command line.
struct Identity {
    label: String,
    config: SdkConfig,
    regions: Vec<Region>,
    caller: Caller,
}

impl Identity {
    /// The scopes of an account that this identity reads.
    fn scopes(&self, account: &AccountId) -> impl Iterator<Item = Scope> {
        self.regions.iter().map(|region| Scope {
            account: account.clone(),
            region: region.clone(),
        })
    }
}

impl Reach {
    /// Finds out which scopes are meant and who we are there.
    ///
    /// # Errors
    /// A usage error for flags that do not fit or names that do not exist; a failure of credentials
    /// when no identity works at all.
    pub async fn open(context: &Context) -> Result<Self> {
        // On the heap, because every command holds this future.
        Box::pin(Self::find(context)).await
    }

    async fn find(context: &Context) -> Result<Self> {
        check_flags(context)?;
        let connector = Connector::new(context).await?;
        let asked = asked(&connector, context).await?;

        // Before the first request: whoever reads an error must know whose it is.
        let configs: Vec<&SdkConfig> = asked.iter().map(|(_, asked)| &asked.config).collect();
        endpoint::announce(context, &configs)?;
        let endpoint = endpoint::name(context, &configs);

        let (identities, mut failures) = identities(&connector, asked).await?;
        let Some(first) = identities.first() else {
            let (_, error) = failures.swap_remove(0);
            return Err(error);
        };
        let mut reach = Self::of(context, first, endpoint);
        reach.callers = identities
            .iter()
            .map(|identity| identity.caller.arn.clone())
            .collect();
        let failures = failures.into_iter();
        reach.unreadable = failures
            .map(|(label, error)| fault::unreadable(label, None, None, &error))
            .collect();

        reach.add_identities(context, &identities).await?;
        reach.tidy();
        context.ui.set_place(reach.place());
        Ok(reach)
    }

    /// A reach without scopes, at home with the first identity.
    fn of(context: &Context, first: &Identity, endpoint: String) -> Self {
        let home = first.config.clone();
        let elsewhere = endpoint::of_service(&home, Service::S3).is_some();
        Self {
            sites: Vec::new(),
            unreadable: Vec::new(),
            skip_disabled: context.aws.all_regions,
            endpoint,
            callers: Vec::new(),
            path_style: context.sandbox.is_some() || elsewhere,
            read_timeout: context.settings.read_timeout.value,
            home,
        }
    }

    async fn add_identities(&mut self, context: &Context, identities: &[Identity]) -> Result<()> {
        let opened = identities
            .iter()
            .map(|identity| accounts_of(context, identity));
        let opened = join_all(opened).await;

        for (identity, accounts) in identities.iter().zip(opened) {
            match accounts {
                Ok(accounts) => self.add(accounts, identity),
                // One identity that may not read its organization must not silence the others.
                Err(error) if identities.len() > 1 && error.kind() != Kind::Usage => {
                    let label = identity.label.clone();
                    let fault = fault::unreadable(label, None, None, &error);
                    self.unreadable.push(fault);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Adds accounts in their order, so that what cannot be reached is told in the same order each
    /// time.
    fn add(&mut self, accounts: Vec<(AccountId, Result<SdkConfig>)>, identity: &Identity) {
        for (account, config) in accounts {
            match config {
                Ok(config) => self.add_account(&account, &config, identity),
                Err(error) => self.add_unreadable(&account, &error, identity),
            }
        }
    }

    /// Where the answers are from.
    pub fn place(&self) -> Place {
        let unreadable = self.unreadable.iter();
        let unreadable = unreadable.filter_map(|fault| fault.scope.as_ref());
        let known = self.sites.iter().map(|site| &site.scope).chain(unreadable);
        let mut place = Place::of(&self.endpoint, known);

        // Whoever asked two accounts and got one of them must not read that it was about that one.
        let nameless = self.unreadable.iter().find(|fault| fault.scope.is_none());
        if let (Some(_), Some(fault)) = (&place.account, nameless) {
            place.account = None;
            place.account_reason = Some(format!("not known for {}", fault.place));
        }
        place
    }

    fn add_account(&mut self, account: &AccountId, config: &SdkConfig, identity: &Identity) {
        for scope in identity.scopes(account) {
            // One set of credentials serves every Region of an account.
            let config = config
                .to_builder()
                .region(aws_config::Region::new(scope.region.to_string()))
                .build();
            self.sites.push(Site::new(scope, config));
        }
    }

    fn add_unreadable(&mut self, account: &AccountId, error: &Error, identity: &Identity) {
        for scope in identity.scopes(account) {
            self.unreadable.push(fault::unreadable_scope(&scope, error));
        }
    }

    /// Two profiles may mean the same account: a scope counts once.
    fn tidy(&mut self) {
        self.sites.sort_by(|a, b| a.scope.cmp(&b.scope));
        self.sites.dedup_by(|a, b| a.scope == b.scope);

        // A scope that one profile can read is read, whatever another one may not.
        let readable: BTreeSet<&Scope> = self.sites.iter().map(|site| &site.scope).collect();
        self.unreadable.retain(|fault| {
            let scope = fault.scope.as_ref();
            scope.is_none_or(|scope| !readable.contains(scope))
        });
    }

    /// The site of a scope.
    pub fn site(&self, scope: &Scope) -> Option<&Site> {
        self.sites.iter().find(|site| site.scope == *scope)
    }

    /// Whether an error only says that a Region of `--all-regions` is not enabled, which is no
    /// fault.
    pub fn is_disabled_region(&self, site: &Site, error: &Error) -> bool {
        let code = error.code().map(fault::classify);
        self.skip_disabled
            && regions::is_known_opt_in(&site.scope.region)
            && code == Some(fault::Class::NotEnabled)
    }
}

/// The accounts of an identity, and how each is reached.
async fn accounts_of(
    context: &Context,
    identity: &Identity,
) -> Result<Vec<(AccountId, Result<SdkConfig>)>> {
    let Some(name) = &context.aws.role_name else {
        let own = identity.caller.account.clone();
        return Ok(vec![(own, Ok(identity.config.clone()))]);
    };
    let user = context.env.get("USER");
    let role = Role::new(name, context.aws.external_id.clone(), user)?;
    let accounts = named_accounts(context, identity).await?;

    let configs = accounts
        .iter()
        .map(|account| become_role(identity, &role, account));
    let configs = join_all(configs).await;
    Ok(accounts.into_iter().zip(configs).collect())
}

/// The accounts that the flags name for an identity.
async fn named_accounts(context: &Context, identity: &Identity) -> Result<BTreeSet<AccountId>> {
    let aws = &context.aws;
    if !aws.organization {
        let ids = aws.accounts.iter().map(|id| id.trim().parse::<AccountId>());
        return ids
            .collect::<std::result::Result<_, _>>()
            .map_err(|error| Error::usage(format!("--accounts: {error}")));
    }

    // All of them before the first call, so that a slip of the pen costs no walk through the
    // organization.
    for unit in &aws.ou {
        check_unit(unit)?;
    }
    let organization = Organization::new(&identity.config, &identity.regions[0]);
    let accounts = organization.accounts(&aws.ou).await?;

    if !accounts.inactive.is_empty() {
        let ids: Vec<String> = accounts.inactive.iter().map(ToString::to_string).collect();
        let ids = ids.join(", ");
        context
            .ui
            .note(&format!("left out, because they are not active: {ids}"));
    }
    Ok(accounts.active)
}

fn check_flags(context: &Context) -> Result<()> {
    let aws = &context.aws;
    let wants_accounts = !aws.accounts.is_empty() || aws.organization;

    // The keys of one account say nothing in another: only a role leads there.
    if wants_accounts && aws.role_name.is_none() {
        return Err(
            Error::usage("--accounts and --organization need a role to assume there")
                .hint("add --role-name ROLE"),
        );
    }

    if aws.role_name.is_some() && !wants_accounts {
        return Err(Error::usage("--role-name needs to know in which accounts")
            .hint("add --accounts ID,… or --organization"));
    }

    if !aws.ou.is_empty() && !aws.organization {
        return Err(Error::usage("--ou is a part of an organization").hint("add --organization"));
    }
    Ok(())
}

/// What looks like an id must be one; anything else is a name.
fn check_unit(unit: &str) -> Result<()> {
    // The shapes of the Organizations API: `ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}`, `r-[0-9a-z]{4,32}`.
    let fits = match (unit.strip_prefix("ou-"), unit.strip_prefix("r-")) {
        (Some(rest), _) => rest
            .split_once('-')
            .is_some_and(|(root, id)| is_id_part(root, 4) && is_id_part(id, 8)),
        (_, Some(rest)) => is_id_part(rest, 4),
        _ => !unit.is_empty(),
    };
    if fits {
        return Ok(());
    }
    Err(Error::usage(format!(
        "--ou: `{unit}` is not the id of an organizational unit"
    ))
    .hint("give an id such as ou-ab12-cdef3456, or a name"))
}

/// Whether a text has `least` to 32 small letters and digits.
fn is_id_part(text: &str, least: usize) -> bool {
    (least..=32).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

fn label(profile: Option<&str>) -> String {
    profile.map_or_else(
        || "the default profile".to_owned(),
        |name| format!("profile {name}"),
    )
}

/// A profile that was given for AWS says nothing to a sandbox that a variable or the config file
/// chose.
fn foreign_sandbox(context: &Context, error: Error) -> Error {
    let settings = &context.settings;
    let named_profile = matches!(settings.profiles.origin, Origin::Flag(_));
    let named_sandbox = matches!(settings.sandbox.origin, Origin::Flag(_));
    // Who typed both knows about both.
    if context.sandbox.is_none() || named_sandbox || !named_profile {
        return error;
    }

    let origin = &settings.sandbox.origin;
    let place = format!("the sandbox ({origin}) is in the place of AWS");
    context.sandbox_ways_out(error.prefixed(&place))
}

/// What is known of an identity before anybody is asked: the Regions that it is for, and how it
/// gets there.
struct Asked {
    regions: Vec<Region>,
    /// The Region in which it is asked who it is.
    first: Region,
    config: SdkConfig,
}

impl Asked {
    async fn new(connector: &Connector, context: &Context, profile: Option<&str>) -> Result<Self> {
        let regions = regions_of(connector, context, profile)?;
        // A Region that is always enabled knows every key; another one may call good keys unknown.
        let first = regions
            .iter()
            .find(|region| !regions::is_opt_in(region))
            .unwrap_or(&regions[0])
            .clone();

        connector.check_attempts(profile)?;
        let config = connector.config(profile, &first).await;
        Ok(Self {
            regions,
            first,
            config,
        })
    }
}

/// The identities of the command line, before anybody is asked.
async fn asked<'a>(
    connector: &Connector,
    context: &'a Context,
) -> Result<Vec<(Option<&'a str>, Asked)>> {
    let named = &context.settings.profiles.value;
    for name in named {
        let known = connector.check_profile(name);
        known.map_err(|error| foreign_sandbox(context, error))?;
    }

    // Without a name AWS's own chain decides, in which `AWS_PROFILE` has a say.
    let profiles: Vec<Option<&str>> = if named.is_empty() {
        connector.check_environment(&context.env)?;
        vec![None]
    } else {
        named.iter().map(|name| Some(name.as_str())).collect()
    };
    let mut asked = Vec::new();
    for profile in profiles {
        asked.push((profile, Asked::new(connector, context, profile).await?));
    }
    Ok(asked)
}

/// Those who could be identified, and the labels of the others with why not.
async fn identities(
    connector: &Connector,
    asked: Vec<(Option<&str>, Asked)>,
) -> Result<(Vec<Identity>, Vec<(String, Error)>)> {
    let (mut identities, mut failures) = (Vec::new(), Vec::new());
    // Side by side, and told in the order of the command line.
    let (profiles, asked): (Vec<_>, Vec<_>) = asked.into_iter().unzip();
    let answers = profiles.iter().zip(asked);
    let answers = answers.map(|(profile, asked)| identify(connector, *profile, asked));
    for (profile, answer) in profiles.iter().zip(join_all(answers).await) {
        match answer {
            Ok(identity) => identities.push(identity),
            // A mistake on the command line is no scope that could not be read.
            Err(error) if error.kind() == Kind::Usage => return Err(error),
            Err(error) => failures.push((label(*profile), error)),
        }
    }
    Ok((identities, failures))
}

fn regions_of(
    connector: &Connector,
    context: &Context,
    profile: Option<&str>,
) -> Result<Vec<Region>> {
    let wanted = &context.settings.regions.value;
    if !context.aws.all_regions {
        return if wanted.is_empty() {
            Ok(vec![connector.default_region(profile)?.0])
        } else {
            Ok(wanted.clone())
        };
    }

    // All Regions of a partition: any Region of it tells which, and without one it is AWS's own.
    let near = match wanted.first() {
        Some(region) => region.clone(),
        None => connector
            .default_region(profile)
            .map_or_else(|_| Region::trusted("us-east-1"), |(region, _)| region),
    };
    Ok(regions::all_of_partition(&near))
}

async fn identify(connector: &Connector, profile: Option<&str>, asked: Asked) -> Result<Identity> {
    let Asked {
        regions,
        first,
        config,
    } = asked;
    let mut answer = caller(&config).await;
    if let Err(error) = &answer
        && regions::is_opt_in(&first)
        && error.code().map(fault::classify) == Some(fault::Class::NotEnabled)
    {
        // The keys may be good and only the Region not enabled: the partition's first Region
        // knows them if they are.
        let config = connector.config(profile, &regions::global(&first)).await;
        answer = caller(&config).await;
    }

    Ok(Identity {
        label: label(profile),
        config,
        regions,
        caller: answer.map_err(not_known)?,
    })
}

/// Keys that STS does not know are no credentials.
fn not_known(error: Error) -> Error {
    match error.code().map(fault::classify) {
        Some(fault::Class::NotEnabled) => {
            let code = error.code().unwrap_or_default().to_owned();
            Error::credentials(error.message().to_owned())
                .with_code(code)
                .hint("the access key is not valid; sign in again, or choose --profile")
        }
        _ => error,
    }
}

async fn caller(config: &SdkConfig) -> Result<Caller> {
    let call = super::client::sts(config).get_caller_identity();
    let answer = call.send().await.map_err(fault::of(Action::Caller))?;
    let account = answer
        .account()
        .ok_or_else(|| Error::failed("sts:GetCallerIdentity answered without an account"))?;

    // The second part of an ARN; ARNs of roles elsewhere must name the same partition.
    let partition = answer.arn().and_then(|arn| arn.split(':').nth(1));
    Ok(Caller {
        arn: text(answer.arn()),
        account: AccountId::trusted(account),
        partition: partition.unwrap_or("aws").to_owned(),
    })
}

/// In its own account an identity stays itself: the management account rarely has the role that it
/// assumes elsewhere.
async fn become_role(identity: &Identity, role: &Role, account: &AccountId) -> Result<SdkConfig> {
    let config = &identity.config;
    if *account == identity.caller.account {
        return Ok(config.clone());
    }

    let arn = role.arn(&identity.caller.partition, account);
    let credentials = role.assume(config, arn).await.map_err(|error| {
        let (role, label) = (&role.name, &identity.label);
        error.first_hint(format!(
            "does the role {role} exist in {account}, and does it trust {label}?"
        ))
    })?;

    // A cache of its own: the one of the configuration holds the credentials of the base identity.
    let builder = config
        .to_builder()
        .credentials_provider(SharedCredentialsProvider::new(credentials));
    let cache = aws_config::identity::IdentityCache::lazy().build();
    Ok(builder.identity_cache(cache).build())
}
