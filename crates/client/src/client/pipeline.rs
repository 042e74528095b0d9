//! A call from its request to its response, with everything that may be tried again.

use std::sync::Arc;

use futures_util::FutureExt;
use http::StatusCode;
use tokio::time::{Instant, sleep_until, timeout_at};

use super::received::{OpenResponse, failed, timed_out};
use super::{ClientState, message};
use crate::auth::CredentialHeaders;
use crate::base_url::BaseUrl;
use crate::body::upload::OpenFailure;
use crate::call::Parts;
use crate::error::{Error, RequestErrorKind, TransportErrorKind};
#[cfg(feature = "fs")]
use crate::error::{FileAction, FileError};
use crate::response::{ExpectedBody, RawResponse};
use crate::service::LONGEST_TIMEOUT;
use crate::service::silence::{self, Watch};
use crate::single_flight::Fault;
use crate::tenant::{STATE_OPERATION, Tenant, TenantStatus, look_up};
use crate::transport::{ByteStream, Fate, Next, Operation, RequestBody, SendError};
use crate::{header, trace};

/// What came of an attempt.
type Outcome = Result<http::Response<ByteStream>, SendError>;

/// What an attempt says of the address and the credentials.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Finding {
    Somebody,
    /// The credentials were refused.
    Refused,
    /// The tenant is somewhere else.
    Moved,
    /// There was nobody to send the request to.
    Nobody,
    Silence,
}

impl Finding {
    fn from_outcome(outcome: &Outcome) -> Self {
        match outcome.as_ref().map(http::Response::status) {
            Ok(StatusCode::UNAUTHORIZED) => Self::Refused,
            Ok(StatusCode::MISDIRECTED_REQUEST) => Self::Moved,
            Ok(_) => Self::Somebody,
            Err(failure) if failure.fate == Fate::Unsent => Self::Nobody,
            Err(_) => Self::Silence,
        }
    }
}

/// Where a request goes, and with which credentials.
struct Way {
    base: Arc<BaseUrl>,
    authorized: Arc<CredentialHeaders>,
}

/// What has been tried in a call that is tried only once.
#[derive(Default)]
struct AttemptState {
    other_credentials: bool,
    other_address: bool,
    look_up: bool,
}

impl ClientState {
    /// Sends a request and reads the response.
    pub(super) async fn call(
        &self,
        parts: Box<Parts>,
        expected: ExpectedBody,
    ) -> Result<RawResponse, Error> {
        trace::traced(
            operation(&parts),
            &parts.method,
            async {
                let received = self.begin(&parts, expected.accept()).await?;
                received.read(expected).await
            },
            |it| it.status,
        )
        .await
    }

    /// Sends a request until there is a response of success, or nothing left to try.
    pub(super) async fn open(
        &self,
        parts: Box<Parts>,
        expected: ExpectedBody,
    ) -> Result<OpenResponse, Error> {
        trace::traced(
            operation(&parts),
            &parts.method,
            async {
                let received = self.begin(&parts, expected.accept()).await?;
                received.checked().await
            },
            |it| it.status,
        )
        .await
    }

    async fn begin(&self, parts: &Parts, accept: &'static str) -> Result<OpenResponse, Error> {
        let timeout = parts.timeout.unwrap_or(self.timeout);
        let deadline = Instant::now() + timeout.min(LONGEST_TIMEOUT);
        let service = self.service.get();
        let mut attempts = service.attempts(Some(deadline));
        let mut watch = Watch::new(service.read_timeout, Some(deadline));
        let mut tried = AttemptState::default();
        let mut way = in_time(parts, deadline, self.way(deadline)).await?;
        loop {
            let parts = &*parts.fitted(way.base.as_str(), self.defaults.longest_address);
            let (credentials, defaults) = (&way.authorized.headers, &self.defaults);
            let request = message::request(parts, &way.base, credentials, defaults, accept)?;
            let body = in_time(parts, deadline, self.turn(parts)).await?;
            let (body, movement) = silence::watched(body);
            let request = request.map(|()| body);
            let sending = Next::new(&self.middleware, service.transport).send(request);
            let outcome = service.attempt(&mut watch, movement, sending).await;
            let found = Finding::from_outcome(&outcome);
            if found == Finding::Somebody {
                self.address.note_response();
            } else {
                let other = self.other_way(parts, &mut way, found, &mut tried, deadline);
                // It is rare, and would make every call larger.
                if in_time(parts, deadline, Box::pin(other)).await? {
                    continue;
                }
            }
            if let Some(time) = attempts.next(outcome.as_ref(), parts.resending()) {
                sleep_until(time).await;
                way = in_time(parts, deadline, self.way(deadline)).await?;
                continue;
            }
            let response = outcome.map_err(|failure| failed(parts.operation, failure))?;
            return self.received(parts, response, watch, way).await;
        }
    }

    /// Takes the response, or makes the error of it that it is.
    async fn received(
        &self,
        parts: &Parts,
        response: http::Response<ByteStream>,
        watch: Watch,
        way: Way,
    ) -> Result<OpenResponse, Error> {
        let (mut head, body) = response.into_parts();
        header::hide_cookies(&mut head.headers);
        let received = OpenResponse {
            operation: parts.operation,
            status: head.status,
            headers: head.headers,
            body,
            watch,
            max_size: parts
                .max_response_size
                .unwrap_or(self.defaults.max_response_size),
            authorized: way.authorized,
            secrets: self.defaults.secrets.clone(),
            base: way.base,
        };
        if parts.expects(head.status) {
            return Ok(received);
        }
        let mut error = Box::pin(received.into_error()).await;
        if let (StatusCode::MISDIRECTED_REQUEST, Error::Server(error)) = (head.status, &mut error) {
            let was_tried = parts.resending().is_possible;
            error.advise(self.address.advice_if_misdirected(was_tried));
        }
        Err(error)
    }

    /// Where the next request goes, and with which credentials.
    async fn way(&self, deadline: Instant) -> Result<Way, Error> {
        Ok(Way {
            base: self.address.current(&self.service, deadline).await?,
            authorized: self.credentials.current(&self.service, deadline).await?,
        })
    }

    /// Waits for the turn of a request, and opens what it sends.
    async fn turn(&self, parts: &Parts) -> Result<RequestBody, Error> {
        self.rate_limit.acquire().await;
        open(parts).await
    }

    /// Asks for the state of a tenant.
    pub(super) async fn tenant_status(&self, tenant: &Tenant) -> Result<TenantStatus, Error> {
        let timeout = self.timeout.min(LONGEST_TIMEOUT);
        match tokio::time::timeout(timeout, look_up(tenant, self.service.get())).await {
            Ok(status) => Ok(status?),
            Err(_) => Err(timed_out(STATE_OPERATION.id)),
        }
    }

    /// Changes the way, if the service has refused it and there is another one. What cannot be sent
    /// again leaves that to the next call.
    async fn other_way(
        &self,
        parts: &Parts,
        way: &mut Way,
        found: Finding,
        tried: &mut AttemptState,
        deadline: Instant,
    ) -> Result<bool, Error> {
        let was_tried = match found {
            Finding::Refused => &mut tried.other_credentials,
            Finding::Moved => &mut tried.other_address,
            Finding::Nobody => &mut tried.look_up,
            Finding::Somebody | Finding::Silence => return Ok(false),
        };
        let is_refused = found == Finding::Refused;
        if is_refused {
            self.address.note_response();
        }
        if std::mem::replace(was_tried, true) {
            return Ok(false);
        }
        match found {
            Finding::Refused => self.credentials.note_refusal(&way.authorized),
            Finding::Moved => self.address.note(&way.base, Fault::Refused),
            _ => self.address.note(&way.base, Fault::Doubtful),
        }
        if !parts.resending().is_possible {
            return Ok(false);
        }
        let service = &self.service;
        if is_refused {
            let other = self
                .credentials
                .replacement(&way.authorized, service, deadline);
            let Some(other) = other.await? else {
                return Ok(false);
            };
            trace::repeated("the credentials were refused");
            way.authorized = other;
        } else {
            let other = self.address.replacement(&way.base, service, deadline);
            let Some(other) = other.await? else {
                return Ok(false);
            };
            trace::repeated("the tenant has moved");
            way.base = other;
        }
        Ok(true)
    }
}

fn operation(parts: &Parts) -> Operation {
    Operation {
        id: parts.operation,
        template: parts.template,
    }
}

fn in_time<T>(
    parts: &Parts,
    deadline: Instant,
    step: impl Future<Output = Result<T, Error>>,
) -> impl Future<Output = Result<T, Error>> {
    let operation = parts.operation;
    timeout_at(deadline, step).map(move |done| done.unwrap_or_else(|_| Err(timed_out(operation))))
}

/// The bytes to send, once more from the first.
async fn open(parts: &Parts) -> Result<RequestBody, Error> {
    parts.body.open().await.map_err(|failure| match failure {
        OpenFailure::Used => parts.fault(RequestErrorKind::UsedStream, "").into(),
        #[cfg(feature = "fs")]
        OpenFailure::File(path, error) => {
            let error = FileError::new(parts.operation, path, FileAction::Read, error);
            Error::File(Box::new(error))
        }
        OpenFailure::Source(source) => {
            let kind = TransportErrorKind::Body;
            failed(parts.operation, SendError::new(kind, source))
        }
    })
}
