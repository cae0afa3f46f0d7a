//! Which accounts and Regions, as flags, `PATCHCTL_*` and the config file say it. Two of these
//! settings exclude each other in pairs; there the nearer to the command line wins.

use super::source::{
    ConfigFile, Key, OneOrMany, Origin, Resolver, Setting, join_many, joined, parse_regions, split,
};
use crate::args::global::GlobalArgs;
use crate::domain::id::{AccountId, Region};
use crate::error::{Error, Result};

/// Which accounts, and which of the Regions.
#[derive(Clone, Debug)]
pub struct ScopeSettings {
    /// Every Region that is enabled, in place of named ones.
    pub all_regions: Setting<bool>,
    /// Regions that are left out.
    pub exclude_regions: Setting<Vec<Region>>,
    /// The role to assume in the accounts.
    pub role_name: Setting<Option<String>>,
    /// The accounts.
    pub accounts: Setting<Vec<AccountId>>,
    /// Every active account of the organization, in place of named ones.
    pub organization: Setting<bool>,
    /// Only the accounts below these organizational units.
    pub ou: Setting<Vec<String>>,
    /// The external id for assuming the role.
    pub external_id: Setting<Option<String>>,
}

const ALL_REGIONS: Key = Key {
    name: "all_regions",
    flag: "--all-regions",
    environment: &["PATCHCTL_ALL_REGIONS"],
};
const EXCLUDE_REGION: Key = Key {
    name: "exclude_region",
    flag: "--exclude-region",
    environment: &["PATCHCTL_EXCLUDE_REGION"],
};
const ROLE_NAME: Key = Key {
    name: "role_name",
    flag: "--role-name",
    environment: &["PATCHCTL_ROLE_NAME"],
};
const ACCOUNTS: Key = Key {
    name: "accounts",
    flag: "--accounts",
    environment: &["PATCHCTL_ACCOUNTS"],
};
const ORGANIZATION: Key = Key {
    name: "organization",
    flag: "--organization",
    environment: &["PATCHCTL_ORGANIZATION"],
};
const OU: Key = Key {
    name: "ou",
    flag: "--ou",
    environment: &["PATCHCTL_OU"],
};
const EXTERNAL_ID: Key = Key {
    name: "external_id",
    flag: "--external-id",
    environment: &["PATCHCTL_EXTERNAL_ID"],
};

impl Resolver<'_> {
    pub(super) fn scopes(&self, args: &GlobalArgs, file: &mut ConfigFile) -> Result<ScopeSettings> {
        let args = &args.aws;
        Ok(ScopeSettings {
            all_regions: self.switch(&ALL_REGIONS, args.all_regions, file.all_regions.take())?,
            exclude_regions: self.list(
                &EXCLUDE_REGION,
                &args.exclude_region,
                file.exclude_region.take(),
                parse_regions,
            )?,
            role_name: self.text(&ROLE_NAME, args.role_name.clone(), file.role_name.take())?,
            accounts: self.list(
                &ACCOUNTS,
                &args.accounts,
                file.accounts.take(),
                parse_accounts,
            )?,
            organization: self.switch(
                &ORGANIZATION,
                args.organization,
                file.organization.take(),
            )?,
            ou: self.list(&OU, &args.ou, file.ou.take(), |text| Ok(split(text)))?,
            external_id: self.text(
                &EXTERNAL_ID,
                args.external_id.clone(),
                file.external_id.take(),
            )?,
        })
    }

    fn switch(&self, key: &Key, flag: bool, file: Option<bool>) -> Result<Setting<bool>> {
        let flag = flag.then(|| "yes".to_owned());
        let file = file.map(|yes| yes.to_string());
        self.pick(key, flag, file, false, parse_switch)
    }

    fn list<T>(
        &self,
        key: &Key,
        flag: &[String],
        file: Option<OneOrMany>,
        parse: impl Fn(&str) -> std::result::Result<Vec<T>, String>,
    ) -> Result<Setting<Vec<T>>> {
        self.pick(key, joined(flag), file.map(join_many), Vec::new(), parse)
    }

    fn text(
        &self,
        key: &Key,
        flag: Option<String>,
        file: Option<String>,
    ) -> Result<Setting<Option<String>>> {
        self.pick(key, flag, file, None, |text| Ok(Some(text.to_owned())))
    }
}

impl ScopeSettings {
    /// Where two settings exclude each other, the one that is nearer to the command line counts: a
    /// flag can take back for once what a file says for every day.
    ///
    /// # Errors
    /// A usage error when one source says both.
    pub(super) fn settle(&mut self, regions: &mut Setting<Vec<Region>>) -> Result<()> {
        if self.all_regions.value && !regions.value.is_empty() {
            if stronger(&self.all_regions, regions, "all_regions", "region")? {
                forget(regions);
            } else {
                self.all_regions.value = false;
            }
        }
        if self.organization.value && !self.accounts.value.is_empty() {
            if stronger(
                &self.organization,
                &self.accounts,
                "organization",
                "accounts",
            )? {
                forget(&mut self.accounts);
            } else {
                self.organization.value = false;
            }
        }

        // Units belong to an organization: without it those of a weaker source say nothing. The same
        // holds for exclusions and Regions that were named nearer by.
        let chosen = self.accounts.origin.strength();
        if !self.organization.value && self.ou.origin.strength() < chosen {
            forget(&mut self.ou);
        }
        let named = regions
            .origin
            .strength()
            .max(self.all_regions.origin.strength());
        if self.exclude_regions.origin.strength() < named {
            forget(&mut self.exclude_regions);
        }
        Ok(())
    }
}

fn forget<T>(setting: &mut Setting<Vec<T>>) {
    setting.value.clear();
    setting.origin = Origin::Default;
}

/// Whether the first of two settings that exclude each other is nearer to the command line.
fn stronger<A, B>(a: &Setting<A>, b: &Setting<B>, first: &str, second: &str) -> Result<bool> {
    let (one, other) = (a.origin.strength(), b.origin.strength());
    if one == other {
        return Err(
            Error::usage(format!("{first} and {second} exclude each other"))
                .hint(format!("{first} came from: {}", a.origin))
                .hint(format!("{second} came from: {}", b.origin)),
        );
    }
    Ok(one > other)
}

fn parse_switch(text: &str) -> std::result::Result<bool, String> {
    match text {
        "1" | "true" | "yes" => Ok(true),
        "0" | "false" | "no" => Ok(false),
        _ => Err(format!("`{text}` is neither yes nor no")),
    }
}

fn parse_accounts(text: &str) -> std::result::Result<Vec<AccountId>, String> {
    split(text)
        .iter()
        .map(|id| id.parse::<AccountId>().map_err(|why| why.to_string()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting<T>(value: T, origin: Origin) -> Setting<T> {
        Setting { value, origin }
    }

    fn none() -> ScopeSettings {
        ScopeSettings {
            all_regions: setting(false, Origin::Default),
            exclude_regions: setting(Vec::new(), Origin::Default),
            role_name: setting(None, Origin::Default),
            accounts: setting(Vec::new(), Origin::Default),
            organization: setting(false, Origin::Default),
            ou: setting(Vec::new(), Origin::Default),
            external_id: setting(None, Origin::Default),
        }
    }

    #[test]
    fn a_flag_takes_back_what_the_file_says_and_one_source_cannot_say_both() {
        let file = || Origin::File("config.yaml".into());
        let region = || vec!["us-east-1".parse::<Region>().expect("a Region")];

        let mut scopes = none();
        scopes.all_regions = setting(true, file());
        scopes.exclude_regions = setting(region(), file());
        let mut regions = setting(region(), Origin::Flag("--region"));
        scopes.settle(&mut regions).expect("the flag counts");
        assert!(!scopes.all_regions.value && scopes.exclude_regions.value.is_empty());
        assert_eq!(regions.value, region());

        let mut scopes = none();
        scopes.all_regions = setting(true, Origin::Flag("--all-regions"));
        scopes.exclude_regions = setting(region(), Origin::Flag("--exclude-region"));
        let mut regions = setting(region(), file());
        scopes.settle(&mut regions).expect("the flag counts");
        assert!(scopes.all_regions.value && regions.value.is_empty());
        assert_eq!(scopes.exclude_regions.value, region());

        let mut scopes = none();
        scopes.organization = setting(true, file());
        scopes.accounts = setting(parse_accounts("111122223333").expect("an id"), file());
        let both = scopes.settle(&mut setting(Vec::new(), Origin::Default));
        assert!(
            both.expect_err("both")
                .message()
                .contains("exclude each other")
        );
    }
}
