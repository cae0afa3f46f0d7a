//! What is known of an attempt before it is on its way.

use std::sync::Arc;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextMut;
use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_runtime_api::client::retries::RequestAttempts;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::{ConfigBag, Storable, StoreReplace};
use aws_smithy_types::retry::RetryConfig;
use tokio::time::Instant;

use super::patience::Patience;
use crate::aws::actions::Action;

/// One attempt of one call.
#[derive(Clone, Debug)]
pub(super) struct Ticket {
    /// The scope, or whatever has limits of its own.
    pub(super) place: Arc<str>,
    /// What is asked.
    pub(super) action: Action,
    /// Which attempt it is, from 1.
    pub(super) attempt: u32,
    /// How many there may be.
    pub(super) attempts: u32,
    /// When the call began.
    pub(super) began: Instant,
}

impl Ticket {
    /// Whether no attempt follows.
    pub(super) fn is_last(&self, patience: &Patience) -> bool {
        self.attempt >= self.attempts || self.began.elapsed() >= patience.deadline
    }
}

/// Gives each attempt its ticket.
#[derive(Debug)]
pub(in super::super) struct Tickets {
    place: Arc<str>,
}

impl Tickets {
    /// Tickets of one place.
    pub(in super::super) fn new(place: &str) -> Self {
        Self {
            place: place.into(),
        }
    }
}

/// When a call began, which all of its attempts share.
#[derive(Debug)]
struct Began(Instant);

impl Storable for Began {
    type Storer = StoreReplace<Self>;
}

impl Intercept for Tickets {
    fn name(&self) -> &'static str {
        "Tickets"
    }

    fn modify_before_retry_loop(
        &self,
        _context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let began = Began(Instant::now());
        config.interceptor_state().store_put(began);
        Ok(())
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let call = config.load::<Metadata>();
        // What stands not in the registry has no limiter; a test of each command sees to it that
        // everything stands there.
        let Some(action) = call.and_then(|call| Action::named(call.service(), call.name())) else {
            return Ok(());
        };

        let attempt = config.load::<RequestAttempts>();
        let attempts = config.load::<RetryConfig>();
        let began = config.load::<Began>();
        let ticket = Ticket {
            place: Arc::clone(&self.place),
            action,
            attempt: attempt.map_or(1, RequestAttempts::attempts),
            attempts: attempts.map_or(1, RetryConfig::max_attempts),
            began: began.map_or_else(Instant::now, |began| began.0),
        };
        context.request_mut().add_extension(ticket);
        Ok(())
    }
}
