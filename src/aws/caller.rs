//! Who asks in a scope, and for how long.

use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use aws_runtime::auth::sigv4::SCHEME_ID;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::identity::ResolveCachedIdentity as _;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context;
use aws_smithy_runtime_api::client::runtime_components::{
    GetIdentityResolver as _, RuntimeComponents,
};
use aws_smithy_types::config_bag::ConfigBag;
use futures::FutureExt as _;
use jiff::Timestamp;

use super::actions::Action;
use super::fault;
use super::regions;
use super::signing::sts;
use super::site::Site;
use crate::domain::doctor::caller::Caller;
use crate::error::{Error, Result};

impl Site {
    /// Who asks here, and until when its credentials are good.
    ///
    /// # Errors
    /// When STS cannot be asked.
    pub async fn caller(&self) -> Result<Caller> {
        let expiry = Expiry::default();

        // A Region that an account must enable first may not know its keys; STS is one for all.
        let region = &self.scope.region;
        let near = if regions::is_opt_in(region) {
            self.in_region(&regions::global(region))
        } else {
            self.in_region(region)
        };
        let call = sts(&near.config).get_caller_identity().customize();
        let call = call.interceptor(expiry.clone()).send().await;
        let answer = call.map_err(fault::of(Action::Caller))?;
        let arn = answer.arn().map(str::to_owned);
        let arn =
            arn.ok_or_else(|| Error::failed("sts:GetCallerIdentity answered without an ARN"))?;

        // The account is the one that is read, whatever the ARN says.
        Ok(Caller {
            account: self.scope.account.clone(),
            arn,
            ends: expiry.read(),
        })
    }
}

/// Takes the end of the credentials out of what a request was signed with: to ask the provider once
/// more could ask a person for a second code.
#[derive(Clone, Debug, Default)]
struct Expiry(Arc<OnceLock<SystemTime>>);

impl Expiry {
    fn read(&self) -> Option<Timestamp> {
        let time = *self.0.get()?;
        Timestamp::try_from(time).ok()
    }
}

impl Intercept for Expiry {
    fn name(&self) -> &'static str {
        "Expiry"
    }

    fn read_after_signing(
        &self,
        _context: &context::BeforeTransmitInterceptorContextRef<'_>,
        components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> std::result::Result<(), BoxError> {
        // It was loaded a moment ago, so that the cache answers at once or not at all.
        let identity = components
            .identity_resolver(SCHEME_ID)
            .and_then(|resolver| {
                let cache = components.identity_cache();
                cache
                    .resolve_cached_identity(resolver, components, config)
                    .now_or_never()
            });
        if let Some(end) = identity
            .and_then(std::result::Result::ok)
            .and_then(|one| one.expiration())
        {
            let _first = self.0.set(end);
        }
        Ok(())
    }
}
