//! From flags to scopes: which accounts and Regions are meant, and which of them can be reached.

use std::collections::BTreeSet;

use aws_config::SdkConfig;
use aws_credential_types::provider::SharedCredentialsProvider;
use futures::future::join_all;

use super::accounts::Organization;
use super::actions::Service;
use super::client::Connector;
use super::endpoint;
use super::fault;
use super::identity::{self, Identity};
use super::paste::Paste;
use super::regions;
use super::rivals;
use super::roles::{Role, RoleCredentials};
use super::signing::with_own_cache;
use super::site::Site;
use super::variables;
use crate::context::{Context, Pace};
use crate::domain::fleet::place::Place;
use crate::domain::fleet::unreadable::Unreadable;
use crate::domain::id::{AccountId, Scope};
use crate::error::{Error, Kind, Result};

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
    /// The profiles that were named, if any were.
    pub profile: Option<String>,
    /// The ARNs of the identities that ask, without session names of roles that are assumed on the
    /// way.
    pub callers: Vec<String>,
    /// How lines look that somebody pastes, by the first identity.
    pub paste: Paste,
    /// Why an account is not known.
    doubt: Option<String>,
    /// How time passes while something is looked up.
    pace: Pace,
    /// Whether buckets are addressed by path, as every endpoint but AWS's own understands it.
    pub path_style: bool,
    /// How long an answer may take.
    pub read_timeout: std::time::Duration,
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
        let (asked, mut failures) = identity::asked(&connector, context).await?;

        // Before the first request: whoever reads an error must know whose it is.
        let configs: Vec<&SdkConfig> = asked.iter().map(|asked| &asked.config).collect();
        endpoint::announce(context, &configs)?;
        let endpoint = endpoint::name(context, &configs);
        if let (Some(doubt), true) = (
            connector.doubt(),
            context.settings.profiles.value.is_empty(),
        ) {
            context.ui.warn(&doubt);
        }

        let (identities, others) = identity::identities(&connector, context, asked).await?;
        failures.extend(others);
        let Some(first) = identities.first() else {
            let (_, error) = failures.swap_remove(0);
            return Err(error);
        };
        let mut reach = Self::of(context, first, endpoint);
        reach.callers = identities
            .iter()
            .filter_map(|identity| identity.caller.arn.clone())
            .collect();
        let failures = failures.into_iter();
        reach.unreadable = failures
            .map(|(label, error)| fault::unreadable(label, None, None, &error))
            .collect();

        reach.tell_doubts(context, &identities);

        reach.add_identities(context, &identities).await?;
        reach.tidy().await;
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
            skip_disabled: context.settings.scopes.all_regions.value,
            endpoint,
            profile: named_profile(context),
            paste: Paste::of(context).by(first.profile.as_deref()),
            callers: Vec::new(),
            doubt: None,
            pace: context.pace(),
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
        let mut place = Place::of(&self.endpoint, known, self.doubt.as_deref());

        // Whoever asked two accounts and got one of them must not read that it was about that one.
        let nameless = self.unreadable.iter().find(|fault| fault.scope.is_none());
        if let (Some(_), Some(fault)) = (&place.account, nameless) {
            place.account = None;
            place.account_reason = Some(format!("not known for {}", fault.place));
        }
        place.profile.clone_from(&self.profile);
        place
    }

    fn add_account(&mut self, account: &AccountId, config: &SdkConfig, identity: &Identity) {
        for scope in identity.scopes(account) {
            // One set of credentials serves every Region of an account.
            let config = config
                .to_builder()
                .region(aws_config::Region::new(scope.region.to_string()))
                .build();
            let (label, pace) = (identity.label.clone(), self.pace.clone());
            let paste = self.paste.by(identity.profile.as_deref());
            self.sites
                .push(Site::new(scope, config, label, paste, pace));
        }
    }

    fn add_unreadable(&mut self, account: &AccountId, error: &Error, identity: &Identity) {
        for scope in identity.scopes(account) {
            self.unreadable.push(fault::unreadable_scope(&scope, error));
        }
    }

    /// Two profiles may mean the same account: a scope counts once, and is read by the one that may
    /// read more of it. The order of the profiles decides nothing.
    async fn tidy(&mut self) {
        let mut sites = std::mem::take(&mut self.sites);
        sites.sort_by(|a, b| (&a.scope, &a.identity).cmp(&(&b.scope, &b.identity)));
        let mut sites = sites.into_iter().peekable();
        while let Some(site) = sites.next() {
            let mut rivals = vec![site];
            while let Some(rival) = sites.next_if(|next| next.scope == rivals[0].scope) {
                rivals.push(rival);
            }
            self.sites.push(rivals::best(rivals).await);
        }

        // A scope that one profile can read is read, whatever another one may not.
        let readable: BTreeSet<&Scope> = self.sites.iter().map(|site| &site.scope).collect();
        self.unreadable.retain(|fault| {
            let scope = fault.scope.as_ref();
            scope.is_none_or(|scope| !readable.contains(scope))
        });
    }

    /// Says for whom it is not known who they are.
    fn tell_doubts(&mut self, context: &Context, identities: &[Identity]) {
        for identity in identities {
            let Some(why) = &identity.caller.doubt else {
                continue;
            };
            let account = &identity.caller.account;
            let told = if account.is_known() {
                format!(
                    "that {} is of account {account} is not confirmed: {why}",
                    identity.label
                )
            } else {
                self.doubt = Some(why.clone());
                format!("the account of {} is not known: {why}", identity.label)
            };
            context.ui.note(&told);
        }
    }

    /// The site of a scope.
    pub fn site(&self, scope: &Scope) -> Option<&Site> {
        let exact = self.sites.iter().find(|site| site.scope == *scope);
        if scope.account.is_known() {
            return exact;
        }
        // What was written down of an account that was not known has no name any more.
        let mut nameless = self
            .sites
            .iter()
            .filter(|site| !site.scope.account.is_known() && site.scope.region == scope.region);
        exact.or(match (nameless.next(), nameless.next()) {
            (only, None) => only,
            _ => None,
        })
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

/// The profiles of this invocation by name, in their order.
fn named_profile(context: &Context) -> Option<String> {
    let named = &context.settings.profiles.value;
    if !named.is_empty() {
        return Some(named.join(", "));
    }
    // The sandbox takes nothing from AWS's variables.
    let chosen = variables::profile(&context.env).filter(|_| context.sandbox.is_none());
    chosen.map(|(name, _)| name)
}

/// The accounts of an identity, and how each is reached.
async fn accounts_of(
    context: &Context,
    identity: &Identity,
) -> Result<Vec<(AccountId, Result<SdkConfig>)>> {
    let scopes = &context.settings.scopes;
    let Some(name) = &scopes.role_name.value else {
        let own = identity.caller.account.clone();
        return Ok(vec![(own, Ok(identity.config.clone()))]);
    };
    let user = context.env.get("USER");
    let role = Role::new(name, scopes.external_id.value.clone(), user)?;
    let accounts = named_accounts(context, identity).await?;

    let configs = accounts
        .iter()
        .map(|account| become_role(identity, &role, account));
    let configs = join_all(configs).await;
    Ok(accounts.into_iter().zip(configs).collect())
}

/// The accounts that the settings name for an identity.
async fn named_accounts(context: &Context, identity: &Identity) -> Result<BTreeSet<AccountId>> {
    let scopes = &context.settings.scopes;
    if !scopes.organization.value {
        return Ok(scopes.accounts.value.iter().cloned().collect());
    }

    // All of them before the first call, so that a slip of the pen costs no walk through the
    // organization.
    for unit in &scopes.ou.value {
        check_unit(unit)?;
    }
    let organization = Organization::new(&identity.config, &identity.regions[0]);
    let accounts = organization.accounts(&scopes.ou.value).await?;

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
    let scopes = &context.settings.scopes;
    let organization = scopes.organization.value;
    let has_role = scopes.role_name.value.is_some();

    // The keys of one account say nothing in another: only a role leads there.
    if organization && !has_role {
        return Err(Error::usage("--organization needs a role to assume there")
            .hint("add --role-name ROLE"));
    }

    if has_role && !organization && scopes.accounts.value.is_empty() {
        return Err(Error::usage("--role-name needs to know in which accounts")
            .hint("add --accounts ID,… or --organization"));
    }

    if !scopes.ou.value.is_empty() && !organization {
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

/// In its own account an identity stays itself: the management account rarely has the role that it
/// assumes elsewhere.
async fn become_role(identity: &Identity, role: &Role, account: &AccountId) -> Result<SdkConfig> {
    let config = &identity.config;
    if *account == identity.caller.account {
        return Ok(config.clone());
    }

    let order = role.order(identity.partition(), account);
    let credentials = RoleCredentials::now(config, order).await.map_err(|error| {
        let (role, label) = (&role.name, &identity.label);
        error.first_hint(format!(
            "does the role {role} exist in {account}, and does it trust {label}?"
        ))
    })?;

    let builder = config
        .to_builder()
        .credentials_provider(SharedCredentialsProvider::new(credentials));
    Ok(with_own_cache(builder).build())
}
