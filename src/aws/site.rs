//! One account in one Region: the place where calls go.

use std::sync::OnceLock;

use aws_config::SdkConfig;
use aws_sdk_ssm::config::retry::RetryConfig;

use super::actions::{Action, Retries};
use super::convert::Texts;
use super::limiter::Guarded;
use super::paste::{AwsLine, Paste};
use crate::context::Pace;
use crate::domain::id::{AccountId, Region, Scope};
use crate::error::{Error, Result};

/// How many calls of one kind are under way at once in one scope. AWS publishes no rates for these
/// APIs; more only earns throttling.
pub const CALLS_AT_ONCE: usize = 4;

/// A scope and the clients that reach it; clients are made on first use.
#[derive(Debug)]
pub struct Site {
    /// The account and Region.
    pub scope: Scope,
    /// Who reads it, in words.
    pub(super) identity: String,
    pub(super) config: SdkConfig,
    /// How time passes while something is looked up here.
    pub(super) pace: Pace,
    pub(super) texts: Texts,
    /// How lines look here that somebody pastes.
    pub paste: Paste,
    ssm: [OnceLock<aws_sdk_ssm::Client>; Action::COUNT],
}

impl Site {
    /// A site that is reached with `config`, whose Region must be the scope's.
    pub fn new(
        scope: Scope,
        config: SdkConfig,
        identity: String,
        paste: Paste,
        pace: Pace,
    ) -> Self {
        Self {
            scope,
            identity,
            config,
            pace,
            texts: Texts::default(),
            paste,
            ssm: std::array::from_fn(|_| OnceLock::new()),
        }
    }

    /// The same account in another Region, by the same credentials.
    pub fn in_region(&self, region: &Region) -> Self {
        let config = self
            .config
            .to_builder()
            .region(aws_config::Region::new(region.to_string()))
            .build();
        let scope = Scope {
            account: self.scope.account.clone(),
            region: region.clone(),
        };
        let (identity, paste) = (self.identity.clone(), self.paste.clone());
        Self::new(scope, config, identity, paste, self.pace.clone())
    }

    /// A line of the AWS CLI that looks here.
    pub fn aws_line(&self, rest: &str) -> AwsLine {
        self.paste.aws(rest, &self.scope)
    }

    /// The account, for what names it: ARNs, and documents for some accounts only.
    ///
    /// # Errors
    /// A failure when nobody said which it is.
    pub fn account(&self) -> Result<&AccountId> {
        let account = &self.scope.account;
        if account.is_known() {
            return Ok(account);
        }
        Err(Error::failed("this needs the account, which is not known")
            .hint("say which it is with --accounts ID"))
    }

    /// The client for one operation.
    pub(super) async fn ssm(&self, action: Action) -> &aws_sdk_ssm::Client {
        // The sandbox answers without waiting; whoever listens to signals must have a turn
        // nevertheless.
        tokio::task::yield_now().await;
        self.ssm[action.index()].get_or_init(|| {
            let builder = aws_sdk_ssm::config::Builder::from(&self.config);
            let mut builder = builder.guarded(&self.place());
            if action.retries() == Retries::Never {
                // It has no client token: to send it again could patch a node twice. Whoever sends
                // looks it up first.
                builder = builder.retry_config(RetryConfig::disabled());
            }
            aws_sdk_ssm::Client::from_conf(builder.build())
        })
    }

    /// What has limits of its own at AWS.
    pub(super) fn place(&self) -> String {
        self.scope.to_string()
    }
}
