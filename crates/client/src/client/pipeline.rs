//! A call from its request to its response, with everything that may be tried again.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode};
use tokio::time::{Instant, Sleep, sleep_until, timeout_at};

use super::middleware::Next;
use super::{Shared, message};
use crate::authorization::{Authorized, redact};
use crate::base_url::BaseUrl;
use crate::call::Parts;
use crate::error::RequestFaultKind;
use crate::error::{Error, ServerError, TransportError, TransportErrorKind, UnexpectedAnswer};
#[cfg(feature = "fs")]
use crate::error::{FileAction, FileError};
use crate::header;
use crate::reply::{Expected, Undecoded, is_error_object};
use crate::service::silence;
use crate::single_flight::Fault;
use crate::stream::{BoxError, ByteStream, TooLarge};
use crate::suspect::{self, Suspect};
use crate::tenant::{STATE_OPERATION, Tenant, TenantStatus, look_up};
use crate::trace;
use crate::transport::{Fate, Operation, RequestBody, TransportFailure};
use crate::upload::OpenFailure;

/// A response of success whose body is yet to come.
pub(crate) struct Received {
    pub(crate) operation: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: ByteStream,
    /// When the whole call has to be over.
    deadline: Instant,
    /// How long the server may be silent.
    read_timeout: Duration,
    /// How many bytes of it may be read into memory.
    pub(crate) max_size: u64,
    /// Runs while the server is silent.
    silence: Option<Pin<Box<Sleep>>>,
    /// To cut secrets out of the body, should it be an error.
    authorized: Arc<Authorized>,
    secrets: Arc<[String]>,
    /// The address that answered.
    base: Arc<BaseUrl>,
}

/// What came of an attempt.
type Outcome = Result<http::Response<ByteStream>, TransportFailure>;

/// What an attempt says of the address and the credentials.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Somebody,
    /// The credentials were refused.
    Refused,
    /// The tenant is somewhere else.
    Moved,
    /// There was nobody to send the request to.
    Nobody,
    Silence,
}

impl Found {
    fn of(outcome: &Outcome) -> Self {
        match outcome.as_ref().map(http::Response::status) {
            Ok(StatusCode::UNAUTHORIZED) => Self::Refused,
            Ok(StatusCode::MISDIRECTED_REQUEST) => Self::Moved,
            Ok(_) => Self::Somebody,
            Err(failure) if failure.fate == Fate::Unsent => Self::Nobody,
            Err(_) => Self::Silence,
        }
    }
}

/// A timeout of years is none.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// What has been tried in a call that is tried only once.
#[derive(Default)]
struct Tried {
    other_credentials: bool,
    other_address: bool,
    look_up: bool,
}

impl Shared {
    /// Sends a request and reads the response.
    pub(super) async fn call(
        &self,
        parts: Box<Parts>,
        expected: Expected,
    ) -> Result<Undecoded, Error> {
        let answer = async {
            let received = self.begin(&parts, expected.accept()).await?;
            received.read(expected).await
        };
        trace::traced(operation(&parts), &parts.method, answer, |it| it.status).await
    }

    /// Sends a request until there is a response of success, or nothing left to try.
    pub(super) async fn open(
        &self,
        parts: Box<Parts>,
        expected: Expected,
    ) -> Result<Received, Error> {
        let head = async {
            let received = self.begin(&parts, expected.accept()).await?;
            received.checked().await
        };
        trace::traced(operation(&parts), &parts.method, head, |it| it.status).await
    }

    async fn begin(&self, parts: &Parts, accept: &'static str) -> Result<Received, Error> {
        let timeout = parts.timeout.unwrap_or(self.timeout);
        let deadline = Instant::now() + timeout.min(LONGEST);
        timeout_at(deadline, self.attempts(parts, accept, deadline))
            .await
            .unwrap_or_else(|_| Err(timed_out(parts.operation)))
    }

    async fn attempts(
        &self,
        parts: &Parts,
        accept: &'static str,
        deadline: Instant,
    ) -> Result<Received, Error> {
        let mut base = self.address.current(&self.service, deadline).await?;
        let mut authorized = self.credentials.current(&self.service, deadline).await?;
        let service = self.service.get();
        let mut attempts = service.attempts(Some(deadline));
        let mut tried = Tried::default();
        loop {
            let parts = &*parts.fitted(base.as_str(), self.defaults.longest_address);
            let defaults = &self.defaults;
            let request = message::request(parts, &base, &authorized.headers, defaults, accept)?;
            self.rate_limit.acquire().await;
            let (body, movement) = silence::watched(open(parts).await?);
            let request = request.map(|()| body);
            let sending = Next::new(&self.middleware, service.transport).send(request);
            let outcome = service.attempt(movement, sending).await;
            let found = Found::of(&outcome);
            if let Some(other) = self
                .other_credentials(parts, &authorized, found, &mut tried, deadline)
                .await?
            {
                trace::repeated("the credentials were refused");
                authorized = other;
                continue;
            }
            if let Some(other) = self
                .other_address(parts, &base, found, &mut tried, deadline)
                .await?
            {
                trace::repeated("the tenant has moved");
                base = other;
                continue;
            }
            if let Some(time) = attempts.next(outcome.as_ref(), parts.resending()) {
                sleep_until(time).await;
                base = self.address.current(&self.service, deadline).await?;
                authorized = self.credentials.current(&self.service, deadline).await?;
                continue;
            }
            let response = outcome.map_err(|failure| failed(parts.operation, failure))?;
            let status = response.status();
            let (mut head, body) = response.into_parts();
            header::hide_cookies(&mut head.headers);
            let received = Received {
                operation: parts.operation,
                status: head.status,
                headers: head.headers,
                body,
                deadline,
                read_timeout: service.read_timeout,
                max_size: parts
                    .max_response_size
                    .unwrap_or(self.defaults.max_response_size),
                silence: None,
                authorized,
                secrets: self.defaults.secrets.clone(),
                base,
            };
            if parts.expects(status) {
                return Ok(received);
            }
            let mut error = received.into_error().await;
            if let (StatusCode::MISDIRECTED_REQUEST, Error::Server(error)) = (status, &mut error) {
                error.advise(
                    self.address
                        .advice_if_misdirected(parts.resending().is_possible),
                );
            }
            return Err(error);
        }
    }

    /// Asks for the state of a tenant.
    pub(super) async fn tenant_status(&self, tenant: &Tenant) -> Result<TenantStatus, Error> {
        let timeout = self.timeout.min(LONGEST);
        match tokio::time::timeout(timeout, look_up(tenant, self.service.get())).await {
            Ok(status) => Ok(status?),
            Err(_) => Err(timed_out(STATE_OPERATION.id)),
        }
    }

    /// Other credentials, if those of the request were refused. What cannot be sent again leaves them
    /// to the next call.
    async fn other_credentials(
        &self,
        parts: &Parts,
        authorized: &Arc<Authorized>,
        found: Found,
        tried: &mut Tried,
        deadline: Instant,
    ) -> Result<Option<Arc<Authorized>>, Error> {
        if found != Found::Refused || std::mem::replace(&mut tried.other_credentials, true) {
            return Ok(None);
        }
        self.credentials.note_refusal(authorized);
        if !parts.resending().is_possible {
            return Ok(None);
        }
        let replacement = self
            .credentials
            .replacement(authorized, &self.service, deadline);
        Ok(replacement.await?)
    }

    /// Another address, if the tenant is not at that of the request, or nobody is. What cannot be
    /// sent again leaves it to the next call.
    async fn other_address(
        &self,
        parts: &Parts,
        base: &Arc<BaseUrl>,
        found: Found,
        tried: &mut Tried,
        deadline: Instant,
    ) -> Result<Option<Arc<BaseUrl>>, Error> {
        let (fault, was_tried) = match found {
            Found::Moved => (Fault::Refused, &mut tried.other_address),
            Found::Nobody => (Fault::Doubtful, &mut tried.look_up),
            Found::Somebody | Found::Refused => {
                self.address.note_response();
                return Ok(None);
            }
            Found::Silence => return Ok(None),
        };
        if std::mem::replace(was_tried, true) {
            return Ok(None);
        }
        self.address.note(base, fault);
        if !parts.resending().is_possible {
            return Ok(None);
        }
        self.address
            .replacement(base, &self.service, deadline)
            .await
    }
}

impl Received {
    /// The next piece of the body; `None` at the end and after an error.
    pub(crate) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        if self.deadline <= Instant::now() {
            // A server that never stops sending is late as well.
            return self.fail(timed_out(self.operation));
        }
        if let Poll::Ready(piece) = self.body.poll(context) {
            self.silence = None;
            return match piece {
                Some(Ok(piece)) => Poll::Ready(Some(Ok(piece))),
                Some(Err(source)) => self.fail(self.broken(source)),
                None => {
                    self.end();
                    Poll::Ready(None)
                }
            };
        }
        let (read_timeout, deadline) = (self.read_timeout, self.deadline);
        let silence = self.silence.get_or_insert_with(|| {
            let end = Instant::now().checked_add(read_timeout);
            Box::pin(sleep_until(end.map_or(deadline, |end| end.min(deadline))))
        });
        ready!(silence.as_mut().poll(context));
        self.fail(timed_out(self.operation))
    }

    fn fail(&mut self, error: Error) -> Poll<Option<Result<Bytes, Error>>> {
        self.end();
        Poll::Ready(Some(Err(error)))
    }

    /// Expects nothing more, so that nothing can be late.
    fn end(&mut self) {
        self.body = Bytes::new().into();
        self.deadline = Instant::now() + LONGEST;
    }

    /// Reads the whole body, which can be an error nevertheless.
    async fn read(mut self, expected: Expected) -> Result<Undecoded, Error> {
        let body = self.collect().await?;
        if matches!(expected, Expected::Bytes) {
            self.check_file(&body)?;
        } else if self.status.is_success() && is_error_object(&body, expected) {
            return Err(self.error(body));
        }
        Ok(Undecoded {
            operation: self.operation,
            status: self.status,
            headers: self.headers,
            body,
            base: self.base,
        })
    }

    /// The same response, once its start has shown that it is what was asked for.
    async fn checked(mut self) -> Result<Self, Error> {
        let Some(suspect) = Suspect::of(&self.headers) else {
            return Ok(self);
        };
        let mut start = BytesMut::new();
        while start.len() < suspect::START
            && suspect.is_possible(&start)
            && let Some(piece) = poll_fn(|context| self.poll_next(context)).await
        {
            start.extend_from_slice(&piece?);
        }
        let start = start.freeze();
        self.check_file(&start)?;
        let rest = std::mem::replace(&mut self.body, Bytes::new().into());
        self.body = ByteStream::joined([start.into(), rest]);
        Ok(self)
    }

    /// Fails for an error or a page in the place of a file, of which this is the start.
    fn check_file(&mut self, start: &Bytes) -> Result<(), Error> {
        match Suspect::of(&self.headers) {
            Some(Suspect::Json) if is_error_object(start, Expected::Bytes) => {
                Err(self.error(start.clone()))
            }
            Some(Suspect::Html) if suspect::is_page(start) => {
                let unexpected = UnexpectedAnswer::page(self.operation, &self.headers);
                Err(Error::Decode(Box::new(unexpected)))
            }
            _ => Ok(()),
        }
    }

    async fn collect(&mut self) -> Result<Bytes, Error> {
        let body = std::mem::replace(&mut self.body, Bytes::new().into());
        let body = body.limited(self.max_size);
        let silence = self.read_timeout;
        match timeout_at(self.deadline, body.collect_within(silence)).await {
            Ok(Ok(Some(body))) => Ok(body),
            Ok(Err(source)) => Err(self.broken(source)),
            Ok(Ok(None)) | Err(_) => Err(timed_out(self.operation)),
        }
    }

    /// The error that this response is. A body that breaks off is no body.
    async fn into_error(mut self) -> Error {
        let body = self.collect().await.unwrap_or_default();
        self.error(body)
    }

    fn error(&mut self, body: Bytes) -> Error {
        let mut response = http::Response::new(body);
        *response.status_mut() = self.status;
        std::mem::swap(response.headers_mut(), &mut self.headers);
        let redact = |text| redact(self.authorized.redact(text), &*self.secrets);
        Error::of_server(ServerError::new(self.operation, response, redact))
    }

    pub(crate) fn broken(&self, source: BoxError) -> Error {
        let kind = if source.is::<TooLarge>() {
            TransportErrorKind::TooLarge
        } else {
            TransportErrorKind::Other
        };
        failed(self.operation, TransportFailure::new(kind, source))
    }
}

fn operation(parts: &Parts) -> Operation {
    Operation {
        id: parts.operation,
        template: parts.template,
    }
}

/// The bytes to send, once more from the first.
async fn open(parts: &Parts) -> Result<RequestBody, Error> {
    parts.body.open().await.map_err(|failure| match failure {
        OpenFailure::Used => parts.fault(RequestFaultKind::UsedStream, "").into(),
        #[cfg(feature = "fs")]
        OpenFailure::File(path, error) => {
            let error = FileError::new(parts.operation, path, FileAction::Read, error);
            Error::File(Box::new(error))
        }
        OpenFailure::Source(source) => {
            let kind = TransportErrorKind::Body;
            failed(parts.operation, TransportFailure::new(kind, source))
        }
    })
}

fn failed(operation: &'static str, failure: TransportFailure) -> Error {
    let error = TransportError::new(operation, failure.kind, failure.source);
    Error::Transport(Box::new(error))
}

fn timed_out(operation: &'static str) -> Error {
    let kind = TransportErrorKind::Timeout;
    failed(operation, TransportFailure::new(kind, "the time is over"))
}
