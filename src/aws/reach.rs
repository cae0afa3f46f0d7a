//! From flags to scopes: which accounts and Regions are meant, and which of them can be reached.

use std::collections::BTreeSet;

use aws_config::SdkConfig;
use aws_credential_types::provider::SharedCredentialsProvider;
use futures::stream::{self, StreamExt};

use super::accounts::Organization;
use super::actions::{Action, Service};
use super::client::Connector;
use super::endpoint;
use super::fault;
use super::regions;
use super::roles::Role;
use super::site::Site;
use crate::context::Context;
use crate::domain::fleet::place::Place;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::{AccountId, Region, Scope};
use crate::error::{Error, Result};
use crate::settings::Origin;

/// How many scopes are opened or read at once.
pub const SCOPES_AT_ONCE: usize = 8;

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
        let named = &context.settings.profiles.value;
        named
            .iter()
            .try_for_each(|name| connector.check_profile(name))
            .map_err(|error| foreign_sandbox(context, error))?;
        if named.is_empty() {
            connector.check_environment(&context.env)?;
        }
        let profiles: Vec<Option<&str>> = if named.is_empty() {
            vec![None]
        } else {
            named.iter().map(|name| Some(name.as_str())).collect()
        };

        let mut asked = Vec::new();
        for profile in profiles {
            asked.push((profile, Asked::new(&connector, context, profile).await?));
        }
        let configs: Vec<&SdkConfig> = asked.iter().map(|(_, asked)| &asked.config).collect();
        endpoint::announce(context, &configs)?;
        let endpoint = endpoint::name(context, &configs);

        let mut identities = Vec::new();
        let mut failures = Vec::new();
        for (profile, asked) in asked {
            match identify(&connector, profile, asked).await {
                Ok(identity) => identities.push(identity),
                Err(error) if error.kind() == crate::error::Kind::Usage => return Err(error),
                Err(error) => failures.push((label(profile), error)),
            }
        }
        let Some(first) = identities.first() else {
            let (_, error) = failures.swap_remove(0);
            return Err(error);
        };
        let home = first.config.clone();
        let path_style =
            context.sandbox.is_some() || endpoint::of_service(&home, Service::S3).is_some();
        let unreadable = failures
            .iter()
            .map(|(label, error)| fault::unreadable(label.clone(), None, None, error))
            .collect();
        let mut reach = Self {
            sites: Vec::new(),
            unreadable,
            skip_disabled: context.aws.all_regions,
            home,
            endpoint,
            callers: identities
                .iter()
                .map(|identity| identity.caller.arn.clone())
                .collect(),
            path_style,
        };
        for identity in &identities {
            match reach.add(context, identity).await {
                // One identity that may not read its organization must not silence the others.
                Err(error) if identities.len() > 1 && error.kind() != crate::error::Kind::Usage => {
                    reach.unreadable.push(fault::unreadable(
                        identity.label.clone(),
                        None,
                        None,
                        &error,
                    ));
                }
                other => other?,
            }
        }
        reach.tidy();
        context.ui.set_place(reach.place());
        Ok(reach)
    }

    /// Where the answers are from.
    pub fn place(&self) -> Place {
        let unreadable = self
            .unreadable
            .iter()
            .filter_map(|fault| fault.scope.as_ref());
        Place::of(
            &self.endpoint,
            self.sites.iter().map(|site| &site.scope).chain(unreadable),
        )
    }

    async fn add(&mut self, context: &Context, identity: &Identity) -> Result<()> {
        let Some(name) = &context.aws.role_name else {
            self.add_account(&identity.caller.account, &identity.config, identity);
            return Ok(());
        };
        let role = Role::new(
            name,
            context.aws.external_id.clone(),
            context.env.get("USER"),
        )?;
        let accounts = self.accounts(context, identity).await?;
        let opened: Vec<(AccountId, Result<SdkConfig>)> = stream::iter(accounts)
            .map(|account| async {
                let config = become_role(identity, &role, &account).await;
                (account, config)
            })
            .buffered(SCOPES_AT_ONCE)
            .collect()
            .await;
        for (account, config) in opened {
            match config {
                Ok(config) => self.add_account(&account, &config, identity),
                Err(error) => self.add_unreadable(&account, &error, identity),
            }
        }
        Ok(())
    }

    async fn accounts(
        &self,
        context: &Context,
        identity: &Identity,
    ) -> Result<BTreeSet<AccountId>> {
        if !context.aws.organization {
            let ids = context
                .aws
                .accounts
                .iter()
                .map(|id| id.trim().parse::<AccountId>());
            return ids
                .collect::<std::result::Result<_, _>>()
                .map_err(|error| Error::usage(format!("--accounts: {error}")));
        }
        for unit in &context.aws.ou {
            check_unit(unit)?;
        }
        let organization = Organization::new(&identity.config, &identity.regions[0]);
        let accounts = organization.accounts(&context.aws.ou).await?;
        if !accounts.inactive.is_empty() {
            let ids: Vec<String> = accounts.inactive.iter().map(ToString::to_string).collect();
            context.ui.note(&format!(
                "left out, because they are not active: {}",
                ids.join(", ")
            ));
        }
        Ok(accounts.active)
    }

    fn add_account(&mut self, account: &AccountId, config: &SdkConfig, identity: &Identity) {
        for region in &identity.regions {
            let scope = Scope {
                account: account.clone(),
                region: region.clone(),
            };
            let config = config
                .to_builder()
                .region(aws_config::Region::new(region.to_string()))
                .build();
            self.sites.push(Site::new(scope, config));
        }
    }

    fn add_unreadable(&mut self, account: &AccountId, error: &Error, identity: &Identity) {
        for region in &identity.regions {
            let scope = Scope {
                account: account.clone(),
                region: region.clone(),
            };
            self.unreadable.push(fault::unreadable_scope(&scope, error));
        }
    }

    /// Two profiles may mean the same account: a scope counts once.
    fn tidy(&mut self) {
        self.sites.sort_by(|a, b| a.scope.cmp(&b.scope));
        self.sites.dedup_by(|a, b| a.scope == b.scope);
        let readable: BTreeSet<&Scope> = self.sites.iter().map(|site| &site.scope).collect();
        self.unreadable.retain(|fault| {
            fault
                .scope
                .as_ref()
                .is_none_or(|scope| !readable.contains(scope))
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

fn check_flags(context: &Context) -> Result<()> {
    let aws = &context.aws;
    let wants_accounts = !aws.accounts.is_empty() || aws.organization;
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
    let lower = |text: &str, most: usize, least: usize| {
        (least..=most).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    let fits = match (unit.strip_prefix("ou-"), unit.strip_prefix("r-")) {
        (Some(rest), _) => rest
            .split_once('-')
            .is_some_and(|(root, id)| lower(root, 32, 4) && lower(id, 32, 8)),
        (_, Some(rest)) => lower(rest, 32, 4),
        _ => !unit.is_empty(),
    };
    if fits {
        Ok(())
    } else {
        Err(Error::usage(format!(
            "--ou: `{unit}` is not the id of an organizational unit"
        ))
        .hint("give an id such as ou-ab12-cdef3456, or a name"))
    }
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
    let chosen_here = |origin: &Origin| matches!(origin, Origin::Flag(_));
    let settings = &context.settings;
    if context.sandbox.is_none()
        || chosen_here(&settings.sandbox.origin)
        || !chosen_here(&settings.profiles.origin)
    {
        return error;
    }
    let place = format!(
        "the sandbox ({}) is in the place of AWS",
        settings.sandbox.origin
    );
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
        let first = regions
            .iter()
            .find(|region| !regions::is_opt_in(region))
            .unwrap_or(&regions[0])
            .clone();
        let config = connector.config(profile, &first).await;
        Ok(Self {
            regions,
            first,
            config,
        })
    }
}

fn regions_of(
    connector: &Connector,
    context: &Context,
    profile: Option<&str>,
) -> Result<Vec<Region>> {
    let wanted = &context.settings.regions.value;
    Ok(if context.aws.all_regions {
        let near = match wanted.first() {
            Some(region) => region.clone(),
            None => connector
                .default_region(profile)
                .map_or_else(|_| Region::trusted("us-east-1"), |(region, _)| region),
        };
        regions::all_of_partition(&near)
    } else if wanted.is_empty() {
        vec![connector.default_region(profile)?.0]
    } else {
        wanted.clone()
    })
}

async fn identify(connector: &Connector, profile: Option<&str>, asked: Asked) -> Result<Identity> {
    let Asked {
        regions,
        first,
        config,
    } = asked;
    let caller = match caller(&config).await {
        Err(error)
            if regions::is_opt_in(&first)
                && error.code().map(fault::classify) == Some(fault::Class::NotEnabled) =>
        {
            // The keys may be good and only the Region not enabled: the partition's first Region
            // knows them if they are.
            caller(&connector.config(profile, &regions::global(&first)).await).await
        }
        answer => answer,
    };
    let caller = caller.map_err(not_known)?;
    Ok(Identity {
        label: label(profile),
        config,
        regions,
        caller,
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
    let answer = super::client::sts(config)
        .get_caller_identity()
        .send()
        .await
        .map_err(|error| fault::fault(Action::Caller, error))?;
    let account = answer
        .account()
        .ok_or_else(|| Error::failed("sts:GetCallerIdentity answered without an account"))?;
    let partition = answer
        .arn()
        .and_then(|arn| arn.split(':').nth(1))
        .unwrap_or("aws")
        .to_owned();
    let arn = answer.arn().unwrap_or_default().to_owned();
    Ok(Caller {
        arn,
        account: AccountId::trusted(account),
        partition,
    })
}

/// In its own account an identity stays itself: the management account rarely has the role that it
/// assumes elsewhere.
async fn become_role(identity: &Identity, role: &Role, account: &AccountId) -> Result<SdkConfig> {
    if *account == identity.caller.account {
        return Ok(identity.config.clone());
    }
    let arn = role.arn(&identity.caller.partition, account);
    let credentials = role.assume(&identity.config, arn).await.map_err(|error| {
        let hint = format!(
            "does the role {} exist in {account}, and does it trust {}?",
            role.name, identity.label
        );
        error.first_hint(hint)
    })?;
    let builder = identity
        .config
        .to_builder()
        .credentials_provider(SharedCredentialsProvider::new(credentials));
    Ok(builder
        .identity_cache(aws_config::identity::IdentityCache::lazy().build())
        .build())
}
