//! The accounts of an organization.

use std::collections::BTreeSet;

use aws_config::SdkConfig;
use aws_sdk_organizations::Client;
use aws_sdk_organizations::types::{Account, AccountState, OrganizationalUnit};

use super::actions::Action;
use super::fault;
use super::limiter::Guarded;
use super::pages::Tokens;
use super::regions;
use super::site::Site;
use crate::domain::id::{AccountId, Region};
use crate::domain::text::words::near_miss;
use crate::error::{Error, Result};

/// Reads the organization; only its management account or a delegated administrator may.
#[derive(Debug)]
pub struct Organization {
    client: Client,
}

/// What `--organization` found.
#[derive(Debug, Default)]
pub struct Accounts {
    /// Accounts that can be used.
    pub active: BTreeSet<AccountId>,
    /// Accounts that are suspended or closing, which are left out.
    pub inactive: BTreeSet<AccountId>,
}

impl Accounts {
    fn add(&mut self, account: &Account) {
        let Some(id) = account.id() else { return };

        // `State` is the newer member and knows more words than `Status` (Organizations API,
        // `Account`). An account with neither proves nothing and is not asked.
        let active = match (account.state(), account.status()) {
            (Some(state), _) => *state == AccountState::Active,
            (None, Some(status)) => status.as_str() == "ACTIVE",
            (None, None) => false,
        };

        let list = if active {
            &mut self.active
        } else {
            &mut self.inactive
        };
        list.insert(AccountId::trusted(id));
    }
}

impl Site {
    /// How many active accounts stand below some organizational units.
    ///
    /// # Errors
    /// What Organizations answered: only the management account and delegated administrators may
    /// ask.
    pub async fn accounts_below(&self, units: &[String]) -> Result<BTreeSet<AccountId>> {
        let organization = Organization::new(&self.config, &self.scope.region);
        Ok(organization.accounts(units).await?.active)
    }
}

impl Organization {
    /// The organization of the identity in `base`. The service answers in one Region of each
    /// partition.
    pub fn new(base: &SdkConfig, near: &Region) -> Self {
        let region = aws_sdk_organizations::config::Region::new(regions::global(near).to_string());
        let config = aws_sdk_organizations::config::Builder::from(base)
            .region(region)
            .guarded("Organizations")
            .build();
        Self {
            client: Client::from_conf(config),
        }
    }

    /// Every account, or only those below some organizational units, given by id or by name.
    ///
    /// # Errors
    /// What Organizations answered, or a usage error for a unit that does not exist.
    pub async fn accounts(&self, units: &[String]) -> Result<Accounts> {
        let mut accounts = Accounts::default();
        if units.is_empty() {
            self.add_every(&mut accounts).await?;
            return Ok(accounts);
        }

        for unit in units {
            // The ids of units and roots have beginnings of their own (Organizations API,
            // `ParentId`); only a name costs a walk through the tree.
            let id = if unit.starts_with("ou-") || unit.starts_with("r-") {
                unit.clone()
            } else {
                self.find_unit(unit).await?
            };
            self.add_below(id, &mut accounts).await?;
        }
        Ok(accounts)
    }

    async fn add_every(&self, accounts: &mut Accounts) -> Result<()> {
        let mut pages = self.client.list_accounts().into_paginator().send();
        let mut tokens = Tokens::default();
        while let Some(page) = pages.next().await {
            let page = page.map_err(fault::of(Action::OrgAccounts))?;
            // The SDK itself ends only where one token repeats at once.
            tokens.next::<()>(Action::OrgAccounts, &[], page.next_token.clone())?;
            page.accounts()
                .iter()
                .for_each(|account| accounts.add(account));
        }
        Ok(())
    }

    async fn add_below(&self, unit: String, accounts: &mut Accounts) -> Result<()> {
        let mut open = vec![unit];
        while let Some(parent) = open.pop() {
            let call = self.client.list_accounts_for_parent().parent_id(&parent);
            let mut pages = call.into_paginator().send();
            let mut tokens = Tokens::default();
            while let Some(page) = pages.next().await {
                let page = page.map_err(fault::of(Action::OrgAccountsBelow))?;
                // The SDK itself ends only where one token repeats at once.
                tokens.next::<()>(Action::OrgAccountsBelow, &[], page.next_token.clone())?;
                page.accounts()
                    .iter()
                    .for_each(|account| accounts.add(account));
            }

            // The call gives the accounts that stand directly in the unit (Organizations API), so
            // that each unit below is asked as well.
            let children = self.children(&parent).await?;
            let ids = children.into_iter().map(|unit| unit.id);
            open.extend(fault::named(Action::OrgUnits, ids)?);
        }
        Ok(())
    }

    async fn children(&self, parent: &str) -> Result<Vec<OrganizationalUnit>> {
        let call = self
            .client
            .list_organizational_units_for_parent()
            .parent_id(parent);
        let mut pages = call.into_paginator().send();
        let mut tokens = Tokens::default();

        let mut units = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.map_err(fault::of(Action::OrgUnits))?;
            // The SDK itself ends only where one token repeats at once.
            tokens.next::<()>(Action::OrgUnits, &[], page.next_token.clone())?;
            units.extend(page.organizational_units.unwrap_or_default());
        }
        Ok(units)
    }

    /// The id of the one unit of this name.
    async fn find_unit(&self, name: &str) -> Result<String> {
        let known = self.units().await?;

        // Names are unique below one parent only (Organizations API), so that a name can mean two
        // units. Which of them is meant decides who is patched: nobody guesses that.
        let mut found = known.iter().filter(|(known, _)| known == name);
        match (found.next(), found.next()) {
            (Some((_, id)), None) => Ok(id.clone()),
            (Some(_), Some(_)) => Err(Error::usage(format!(
                "--ou: several organizational units are called `{name}`"
            ))
            .hint("give the id (ou-…)")),
            (None, _) => Err(no_unit(name, &known)),
        }
    }

    /// The names and ids of every unit.
    async fn units(&self) -> Result<Vec<(String, String)>> {
        let mut open = self.roots().await?;
        let mut known = Vec::new();
        while let Some(parent) = open.pop() {
            for unit in self.children(&parent).await? {
                let named = unit.id.zip(unit.name);
                let (id, name) = named.ok_or_else(|| fault::nameless(Action::OrgUnits))?;
                open.push(id.clone());
                known.push((name, id));
            }
        }
        Ok(known)
    }

    async fn roots(&self) -> Result<Vec<String>> {
        let mut roots = Vec::new();
        let mut pages = self.client.list_roots().into_paginator().send();
        let mut tokens = Tokens::default();
        while let Some(page) = pages.next().await {
            let page = page.map_err(fault::of(Action::OrgRoots))?;
            // The SDK itself ends only where one token repeats at once.
            tokens.next::<()>(Action::OrgRoots, &[], page.next_token.clone())?;
            let ids = page.roots.unwrap_or_default().into_iter();
            roots.extend(fault::named(Action::OrgRoots, ids.map(|root| root.id))?);
        }
        Ok(roots)
    }
}

fn no_unit(name: &str, known: &[(String, String)]) -> Error {
    let near = near_miss(name, known.iter().map(|(name, _)| name.as_str()))
        .map(|near| format!("did you mean --ou {near}?"));
    Error::usage(format!("--ou: there is no organizational unit `{name}`")).maybe_hint(near)
}
