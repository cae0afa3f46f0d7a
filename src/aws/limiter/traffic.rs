//! The way of every request, and what happens on it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use tokio::sync::Semaphore;
use tokio::time::Instant;

use super::body::{allowance, collect};
use super::doubt::Doubt;
use super::kept::Kept;
use super::lost::{How, Lost};
use super::patience::Patience;
use super::ticket::Ticket;
use super::turns::Limiter;
use super::verdict::Heard;
use crate::aws::actions::Action;
use crate::aws::log::{self, Took};
use crate::aws::proof::lacks;

/// How many requests are under way at once, over all scopes. A process may hold 1024 open files
/// where nobody raised the limit, and each request holds a connection.
const UNDER_WAY: usize = 256;
/// For how long a connection that was refused is tried again. An endpoint or proxy that is being
/// restarted is back by then; a wrong address never is.
const REFUSED: Duration = Duration::from_secs(2);
/// How long is waited before each of these attempts.
const PAUSES: [Duration; 4] = [
    Duration::from_millis(200),
    Duration::from_millis(400),
    Duration::from_millis(600),
    Duration::from_millis(700),
];
/// The steps in which the time for sending grows, in bytes: each has connections of its own.
const SENDING_STEP: u64 = 1024 * 1024;

/// All requests of one invocation.
#[derive(Clone, Debug)]
pub(in super::super) struct Traffic(Arc<Shared>);

/// What has a limiter of its own.
type Key = (Arc<str>, Action);

#[derive(Debug)]
struct Shared {
    inner: SharedHttpClient,
    patience: Patience,
    limiters: Mutex<HashMap<Key, Arc<Limiter>>>,
    under_way: Semaphore,
}

impl Traffic {
    /// Requests that go by way of `inner`.
    pub(in super::super) fn new(inner: SharedHttpClient, patience: Patience) -> Self {
        Self(Arc::new(Shared {
            inner,
            patience,
            limiters: Mutex::default(),
            under_way: Semaphore::new(UNDER_WAY),
        }))
    }

    fn limiter(&self, ticket: &Ticket) -> Arc<Limiter> {
        let key = (Arc::clone(&ticket.place), ticket.action);
        let mut limiters = self
            .0
            .limiters
            .lock()
            .expect("nobody panics while holding the lock");
        let most = ticket.action.most_per_second();
        let new = || Arc::new(Limiter::new(self.0.patience.pace, most));
        Arc::clone(limiters.entry(key).or_insert_with(new))
    }
}

impl HttpClient for Traffic {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Way {
            traffic: self.clone(),
            settings: settings.clone(),
            components: components.clone(),
        })
    }
}

/// The way of one attempt.
#[derive(Clone, Debug)]
struct Way {
    traffic: Traffic,
    settings: HttpConnectorSettings,
    components: RuntimeComponents,
}

impl HttpConnector for Way {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let way = self.clone();
        HttpConnectorFuture::new(async move {
            let outcome = match request.extension::<Ticket>().cloned() {
                Some(ticket) => way.with_ticket(request, ticket).await,
                // Credentials are fetched by the SDK itself, which has no tickets.
                None => way.send(request, None).await,
            };
            outcome.map_err(ConnectorError::from)
        })
    }
}

impl Way {
    async fn with_ticket(
        &self,
        request: HttpRequest,
        ticket: Ticket,
    ) -> Result<HttpResponse, Lost> {
        let patience = self.traffic.0.patience;
        let limiter = self.traffic.limiter(&ticket);
        if let Some(end) = limiter.outage(patience.same_breath) {
            return end.told_again();
        }

        limiter.turn().await;
        // Whoever stood in line may have learnt of an outage there.
        if let Some(end) = limiter.outage(patience.same_breath) {
            return end.told_again();
        }
        let doubt = request.extension::<Doubt>().cloned();
        let outcome = self.send(request, Some(&ticket)).await;
        // Whoever writes has to know whether an attempt without an answer may have worked.
        if let Some(doubt) = doubt {
            doubt.learn(outcome.as_ref());
        }
        match outcome {
            Ok(mut response) => {
                response.add_extension(Heard::new(limiter, ticket, patience));
                Ok(response)
            }
            Err(mut lost) => {
                lost.is_last |= lost.how == How::Refused || ticket.is_last(&patience);
                if lost.is_last && lost.is_outage() {
                    let end = Kept::Lost(lost.clone());
                    limiter.gave_up(end, ticket.began, patience.same_breath);
                }
                Err(lost)
            }
        }
    }

    /// Sends a request; again as long as nobody was there to take it.
    async fn send(
        &self,
        request: HttpRequest,
        ticket: Option<&Ticket>,
    ) -> Result<HttpResponse, Lost> {
        // One attempt is one attempt.
        let may_repeat = ticket.is_none_or(|ticket| ticket.attempts > 1);
        let mut pauses = PAUSES.iter().filter(|_| may_repeat);
        let end = Instant::now() + REFUSED;
        loop {
            // A body that comes from elsewhere can be sent once only.
            let Some(copy) = request.try_clone() else {
                return self.once(request, ticket).await;
            };
            let refused = match self.once(copy, ticket).await {
                Err(lost) if lost.how == How::Refused => lost,
                outcome => return outcome,
            };
            match pauses.next() {
                // The resolver may have taken its time.
                Some(pause) if Instant::now() + *pause <= end => tokio::time::sleep(*pause).await,
                _ => return Err(refused),
            }
        }
    }

    async fn once(
        &self,
        request: HttpRequest,
        ticket: Option<&Ticket>,
    ) -> Result<HttpResponse, Lost> {
        let shared = &self.traffic.0;
        let _place = shared.under_way.acquire().await;
        let began = Instant::now();
        let connector = self.connector(&request);
        let url = request.uri().to_owned();
        log::sent(&request);
        let mut response = connector.call(request).await.map_err(|error| {
            let lost = Lost::of(error);
            log::lost(&url, &lost);
            lost
        })?;

        // An object is read while it comes, by whoever knows how large it may be.
        let is_object = ticket.is_some_and(|ticket| ticket.action == Action::GetObject);
        if !(is_object && response.status().is_success()) {
            let body = collect(response.take_body(), shared.patience.answer).await?;
            *response.body_mut() = SdkBody::from(body);
        }
        response.add_extension(Took(began.elapsed()));
        let lacking = ticket.and_then(|ticket| lacks(ticket.action.proof(), &response));
        match lacking {
            Some(what) => Err(Lost::new(How::NoProof, what)),
            None => Ok(response),
        }
    }

    /// The connector for a request: the time until an answer begins contains that of sending, which
    /// grows with the size.
    fn connector(&self, request: &HttpRequest) -> SharedHttpConnector {
        let size = request.body().content_length().unwrap_or_default();
        let steps = size / SENDING_STEP;
        let extra = allowance(steps * SENDING_STEP);
        let mut settings = HttpConnectorSettings::builder();
        settings
            .set_connect_timeout(self.settings.connect_timeout())
            .set_read_timeout(self.settings.read_timeout().map(|read| read + extra));
        let inner = &self.traffic.0.inner;
        inner.http_connector(&settings.build(), &self.components)
    }
}
