//! Who asks: the identities of the command line, and what STS says of each. Who somebody is, is nice
//! to know and no condition: what can be read is read without it.

use aws_config::SdkConfig;
use aws_config::retry::RetryConfig;
use futures::stream::{self, StreamExt};

use super::actions::{Action, Service};
use super::client::Connector;
use super::endpoint;
use super::fault::{self, Class};
use super::regions::{self, Partition};
use super::signing::sts;
use super::way::Unreached;
use crate::context::Context;
use crate::domain::id::{AccountId, Region, Scope};
use crate::error::{Error, Kind, Result};
use crate::settings::Origin;

/// Who an identity is.
#[derive(Debug)]
pub(super) struct Caller {
    /// Its ARN, when STS gave it.
    pub(super) arn: Option<String>,
    /// Its account; one that is not known has the name of the identity.
    pub(super) account: AccountId,
    /// Why the account is not known, or only said by `--accounts`.
    pub(super) doubt: Option<String>,
    partition: String,
}

/// One identity of the command line.
#[derive(Debug)]
pub(super) struct Identity {
    /// `profile prod`.
    pub(super) label: String,
    /// The profile, when one was named.
    pub(super) profile: Option<String>,
    /// Where it signs in, assumes roles, and asks who it is.
    pub(super) config: SdkConfig,
    /// The Regions that it reads.
    pub(super) regions: Vec<Region>,
    /// Who it is.
    pub(super) caller: Caller,
}

impl Identity {
    /// The scopes of an account that this identity reads.
    pub(super) fn scopes(&self, account: &AccountId) -> impl Iterator<Item = Scope> {
        self.regions.iter().map(|region| Scope {
            account: account.clone(),
            region: region.clone(),
        })
    }

    /// The partition of its ARNs.
    pub(super) fn partition(&self) -> &str {
        &self.caller.partition
    }
}

/// What is known of an identity before anybody is asked: how it gets there.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    profile: Option<&'a str>,
    /// The Region in which it signs in: of the profile or the environment, whatever Regions are
    /// read. A list of Regions may begin with one that is not enabled.
    home: Region,
    /// Its configuration there.
    pub(super) config: SdkConfig,
}

/// The identities of the command line, before anybody is asked, and those that cannot be one.
pub(super) async fn asked<'a>(
    connector: &Connector,
    context: &'a Context,
) -> Result<(Vec<Asked<'a>>, Vec<(String, Error)>)> {
    let named = &context.settings.profiles.value;
    for name in named {
        let known = connector.check_profile(name);
        known.map_err(|error| foreign_sandbox(context, error))?;
    }

    // Without a name the order of the AWS CLI decides, in which the environment has a say.
    let profiles: Vec<Option<&str>> = if named.is_empty() {
        connector.check_environment()?;
        vec![None]
    } else {
        named.iter().map(|name| Some(name.as_str())).collect()
    };
    let (mut asked, mut failures) = (Vec::new(), Vec::new());
    for profile in profiles {
        connector.check_attempts(profile)?;
        let home = home(connector, context, profile).await?;
        match connector.config(profile, &home).await {
            Ok(config) => asked.push(Asked {
                profile,
                home,
                config,
            }),
            Err(error) if error.kind() == Kind::Usage => return Err(error),
            Err(error) => failures.push((label(profile), error)),
        }
    }
    Ok((asked, failures))
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

/// Those who may go on, and the labels of the others with why not.
pub(super) async fn identities(
    connector: &Connector,
    context: &Context,
    asked: Vec<Asked<'_>>,
) -> Result<(Vec<Identity>, Vec<(String, Error)>)> {
    let (mut identities, mut failures) = (Vec::new(), Vec::new());
    // Side by side, unless a person may be asked for codes: two questions at once have one answer.
    // Told in the order of the command line.
    let at_once = if context.ui.can_ask() {
        1
    } else {
        asked.len().max(1)
    };
    let profiles: Vec<Option<&str>> = asked.iter().map(|asked| asked.profile).collect();
    let answers = asked.into_iter();
    let answers = answers.map(|asked| identify(connector, context, asked));
    let answers: Vec<Result<Identity>> = stream::iter(answers).buffered(at_once).collect().await;
    for (profile, answer) in profiles.into_iter().zip(answers) {
        match answer {
            Ok(identity) => identities.push(identity),
            // A mistake on the command line is no scope that could not be read.
            Err(error) if error.kind() == Kind::Usage => return Err(error),
            Err(error) => failures.push((label(profile), error)),
        }
    }
    Ok((identities, failures))
}

fn label(profile: Option<&str>) -> String {
    profile.map_or_else(
        || "the default profile".to_owned(),
        |name| format!("profile {name}"),
    )
}

/// The Region in which an identity signs in.
async fn home(connector: &Connector, context: &Context, profile: Option<&str>) -> Result<Region> {
    let settings = &context.settings;
    let wanted = &settings.regions.value;
    let own = connector.default_region(profile)?.map(|(region, _)| region);
    if let Some(first) = wanted.first() {
        // Keys are of one partition: whoever names Regions of another one means keys of that.
        let own = own.filter(|own| Partition::of(own) == Partition::of(first));
        let sure = wanted.iter().find(|region| !regions::is_opt_in(region));
        return Ok(own.unwrap_or_else(|| sure.unwrap_or(first).clone()));
    }
    if let Some(own) = own {
        return Ok(own);
    }
    if let Some(region) = connector.machine_region().await {
        return Ok(region);
    }
    // All Regions, and nothing says of which partition: it is AWS's own.
    if settings.scopes.all_regions.value {
        return Ok(Region::trusted("us-east-1"));
    }
    // No Region is made up: a fleet that is looked for in the wrong one seems to be empty.
    Err(Error::usage("no Region is set")
        .hint("add --region REGION, set AWS_REGION, or write `region` into the profile"))
}

async fn identify(connector: &Connector, context: &Context, asked: Asked<'_>) -> Result<Identity> {
    let mut answer = caller(&asked.config).await;
    if let Err(error) = &answer
        && regions::is_opt_in(&asked.home)
        && error.code().map(fault::classify) == Some(Class::NotEnabled)
    {
        // The keys may be good and only the Region not enabled: the partition's first Region
        // knows them if they are.
        let global = regions::global(&asked.home);
        answer = caller(&connector.config(asked.profile, &global).await?).await;
    }

    let label = label(asked.profile);
    let caller = match answer {
        Ok(caller) => caller,
        Err(error) => nameless(context, &asked, &label, error).await?,
    };
    let caller = checked(context, caller)?;
    let regions = regions_of(context, &asked.home, &caller)?;
    Ok(Identity {
        label,
        profile: asked.profile.map(str::to_owned),
        config: asked.config,
        regions,
        caller,
    })
}

/// The Regions that an identity reads.
fn regions_of(context: &Context, home: &Region, caller: &Caller) -> Result<Vec<Region>> {
    let settings = &context.settings;
    let wanted = &settings.regions.value;
    let regions = if settings.scopes.all_regions.value {
        // What STS says of the partition is stronger than what the name of a Region looks like.
        if caller.arn.is_none() && Partition::of(home).is_none() {
            regions::all_of(&format!("of the Region {home}"))?
        } else {
            regions::all_of(&caller.partition)?
        }
    } else if wanted.is_empty() {
        vec![home.clone()]
    } else {
        wanted.clone()
    };
    let excluded = &settings.scopes.exclude_regions.value;
    if excluded.is_empty() {
        return Ok(regions);
    }
    regions::without(regions, excluded)
}

async fn caller(config: &SdkConfig) -> Result<Caller> {
    let call = sts(config).get_caller_identity();
    let answer = call.send().await.map_err(fault::of(Action::Caller))?;
    let account = answer
        .account()
        .ok_or_else(|| Error::failed("sts:GetCallerIdentity answered without an account"))?;

    // The second part of an ARN; ARNs of roles elsewhere must name the same partition.
    let partition = answer.arn().and_then(|arn| arn.split(':').nth(1));
    Ok(Caller {
        arn: answer.arn().map(str::to_owned),
        account: AccountId::trusted(account),
        doubt: None,
        partition: partition.unwrap_or("aws").to_owned(),
    })
}

/// The caller of whom STS says nothing, unless nothing else would say anything either.
async fn nameless(
    context: &Context,
    asked: &Asked<'_>,
    label: &str,
    error: Error,
) -> Result<Caller> {
    let class = error.code().map(fault::classify);
    // Keys that STS does not know are no credentials.
    if class == Some(Class::NotEnabled) {
        let code = error.code().unwrap_or_default().to_owned();
        return Err(Error::credentials(error.message().to_owned())
            .with_code(code)
            .hint("the access key is not valid; sign in again, or choose --profile"));
    }
    if error.kind() == Kind::Credentials {
        return Err(error);
    }
    // A closed network may have an endpoint for Systems Manager and none for STS; where the one is
    // silent as well there is nothing to go on with. A denial is an answer, and enough.
    if class != Some(Class::Denied) {
        let of_aws = error.code().is_some_and(|code| !code.starts_with("HTTP "));
        let at = |service| endpoint::of_service(&asked.config, service);
        let sts = at(Service::Sts);
        let same = sts.is_some() && sts == at(Service::Ssm);
        if (same && !of_aws) || !answers(context, asked).await {
            return Err(error);
        }
    }

    Ok(Caller {
        arn: None,
        account: AccountId::unknown(label),
        doubt: Some(error.one_line()),
        partition: regions::partition(&asked.home).to_owned(),
    })
}

/// Whether Systems Manager answers at all where STS could not be reached.
async fn answers(context: &Context, asked: &Asked<'_>) -> bool {
    let wanted = &context.settings.regions.value;
    let region = wanted.first().unwrap_or(&asked.home);
    let region = aws_config::Region::new(region.to_string());
    // One try: STS was tried as often as anything is.
    let config = asked.config.to_builder().region(region);
    let config = config.retry_config(RetryConfig::disabled()).build();
    let call = aws_sdk_ssm::Client::new(&config)
        .describe_instance_information()
        .max_results(5);
    match call.send().await {
        Ok(_) => true,
        Err(error) => Unreached::among(&error).is_none() && error.raw_response().is_some(),
    }
}

/// What `--accounts` without a role says of the identity's own account: that it is this one.
fn checked(context: &Context, caller: Caller) -> Result<Caller> {
    let scopes = &context.settings.scopes;
    let said = &scopes.accounts.value;
    if said.is_empty() || scopes.role_name.value.is_some() {
        return Ok(caller);
    }
    if caller.account.is_known() {
        // The keys of one account say nothing in another: only a role leads there.
        return if said.iter().all(|account| *account == caller.account) {
            Ok(caller)
        } else {
            let own = &caller.account;
            Err(Error::usage(format!(
                "--accounts needs a role to assume there; the identity is of account {own}"
            ))
            .hint("add --role-name ROLE"))
        };
    }
    let [account] = said.as_slice() else {
        return Err(Error::usage(
            "--accounts names several accounts, and which of them the identity is of is not known",
        )
        .hint("name the one, or add --role-name ROLE"));
    };
    Ok(Caller {
        account: account.clone(),
        ..caller
    })
}
