//! Asking a service, with timeouts and retries.
//!
//! Calls, the state of a tenant and logins all go through here.

use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::StatusCode;
use tokio::time::{Instant, sleep_until, timeout};

use crate::error::TransportErrorKind;
use crate::settings::{Budget, Retry, is_transient};
use crate::trace;
use crate::transport::{ByteStream, TooLargeError};
use crate::transport::{Fate, RequestBody, SendError, Transport};

pub(crate) mod silence;

use self::silence::{Interruption, Movement, Watch};

/// A timeout of years is none.
pub(crate) const LONGEST_TIMEOUT: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// How a service is asked.
#[derive(Clone, Copy)]
pub(crate) struct Service<'a> {
    pub(crate) transport: &'a dyn Transport,
    /// How long the service may be silent.
    pub(crate) read_timeout: Duration,
    retry: Retry,
    budget: Option<&'a Budget>,
}

/// A [`Service`] that tasks of their own can keep.
#[derive(Clone)]
pub(crate) struct SharedService(Arc<Settings>);

struct Settings {
    transport: Box<dyn Transport>,
    read_timeout: Duration,
    retry: Retry,
    budget: Budget,
}

/// What is still to try for one request.
pub(crate) struct Attempts<'a> {
    service: Service<'a>,
    deadline: Option<Instant>,
    retries: u32,
}

/// Whether a request can be sent twice.
#[derive(Clone, Copy)]
pub(crate) struct Resending {
    /// Whether it does no harm if it is carried out twice.
    pub(crate) is_idempotent: bool,
    /// Whether what was sent is still there.
    pub(crate) is_possible: bool,
}

/// How many bytes of the response to a question are read: it is small.
const MAX_SIZE: u64 = 1024 * 1024;

const BUSY: &str = "the server could not be reached or is overloaded";

/// How long the service may be silent if nobody says it.
const READ_TIMEOUT: Duration = Duration::from_secs(60);

impl SharedService {
    pub(crate) fn new(transport: Box<dyn Transport>, read_timeout: Duration, retry: Retry) -> Self {
        Self(Arc::new(Settings {
            transport,
            read_timeout,
            retry,
            budget: retry.new_budget(),
        }))
    }

    pub(crate) fn get(&self) -> Service<'_> {
        Service {
            transport: &*self.0.transport,
            read_timeout: self.0.read_timeout,
            retry: self.0.retry,
            budget: Some(&self.0.budget),
        }
    }
}

impl<'a> Service<'a> {
    /// With the settings that clients have if not set.
    #[cfg_attr(
        not(feature = "tokens"),
        expect(dead_code, reason = "only logins have no client")
    )]
    pub(crate) fn over(transport: &'a dyn Transport) -> Self {
        Self {
            transport,
            read_timeout: READ_TIMEOUT,
            retry: Retry::default(),
            budget: None,
        }
    }

    /// Asks with a request that does no harm twice, and reads the whole response.
    pub(crate) async fn ask(
        self,
        request: impl Fn() -> http::Request<RequestBody>,
        deadline: Option<Instant>,
    ) -> Result<http::Response<Bytes>, SendError> {
        let mut attempts = self.attempts(deadline);
        let resending = Resending {
            is_idempotent: true,
            is_possible: true,
        };
        loop {
            let exchange = async {
                let mut watch = Watch::new(self.read_timeout, None);
                let sending = self.transport.send(request());
                let response = self.attempt(&mut watch, None, sending).await?;
                let (head, body) = response.into_parts();
                let body = collect(body, MAX_SIZE, &mut watch)
                    .await
                    .map_err(interrupted)?;
                Ok(http::Response::from_parts(head, body))
            };
            let outcome = exchange.await;
            match attempts.next(outcome.as_ref(), resending) {
                Some(time) => sleep_until(time).await,
                None => return outcome,
            }
        }
    }

    /// What there is to try for a request.
    pub(crate) fn attempts(self, deadline: Option<Instant>) -> Attempts<'a> {
        if let Some(budget) = self.budget {
            budget.deposit();
        }
        Attempts {
            service: self,
            deadline,
            retries: 0,
        }
    }

    /// Waits for the response to a request that is being sent, as long as there is reason to.
    pub(crate) async fn attempt(
        self,
        watch: &mut Watch,
        movement: Option<Movement>,
        sending: impl Future<Output = Result<http::Response<ByteStream>, SendError>>,
    ) -> Result<http::Response<ByteStream>, SendError> {
        let limited = watch.limited(movement, sending);
        let response = match self.retry.longest_attempt() {
            None => limited.await,
            Some(longest) => match timeout(longest, limited).await {
                Ok(response) => response,
                Err(_) => return Err(silent().closed()),
            },
        };
        response.unwrap_or_else(|| Err(silent()))
    }
}

impl Attempts<'_> {
    /// When there will be another attempt after one with `outcome`; `None` if there is none, or no
    /// time for it.
    pub(crate) fn next<B>(
        &mut self,
        outcome: Result<&http::Response<B>, &SendError>,
        resending: Resending,
    ) -> Option<Instant> {
        let (is_harmless, reason) = match outcome.map(http::Response::status) {
            Ok(StatusCode::TOO_MANY_REQUESTS) => (true, BUSY),
            Ok(status) if is_transient(status) => (resending.is_idempotent, BUSY),
            Ok(_) => return None,
            Err(failure) => match failure.fate {
                Fate::Unsent => (true, BUSY),
                Fate::Lost => (resending.is_idempotent, "there was no response"),
                Fate::Unknown => return None,
            },
        };
        if !is_harmless || !resending.is_possible {
            return None;
        }
        let headers = outcome.ok().map(http::Response::headers);
        let pause = self.service.retry.pause(self.retries, headers)?;
        // What the server responded with says more than that it timed out during the pause.
        let time = Instant::now() + pause;
        if self.deadline.is_some_and(|deadline| time >= deadline) {
            return None;
        }
        let is_refusal = outcome.is_ok_and(|it| it.status() == StatusCode::TOO_MANY_REQUESTS);
        let is_affordable = || self.service.budget.is_none_or(Budget::withdraw);
        if !is_refusal && !is_affordable() {
            return None;
        }
        trace::repeated(reason);
        self.retries += 1;
        Some(time)
    }
}

/// All pieces of a body, of up to `max_size` bytes, in one.
pub(crate) async fn collect(
    mut body: ByteStream,
    max_size: u64,
    watch: &mut Watch,
) -> Result<Bytes, Interruption> {
    let mut first = Bytes::new();
    // Most bodies come in one piece, which needs no copy.
    let mut all = BytesMut::new();
    let mut size = 0;
    while let Some(piece) = poll_fn(|context| watch.poll_piece(&mut body, context)).await? {
        size += piece.len() as u64;
        if size > max_size {
            return Err(Interruption::Broken(TooLargeError::new(max_size).into()));
        }
        if first.is_empty() && all.is_empty() {
            first = piece;
            continue;
        }
        if all.is_empty() {
            all.extend_from_slice(&std::mem::take(&mut first));
        }
        all.extend_from_slice(&piece);
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}

fn interrupted(interruption: Interruption) -> SendError {
    match interruption {
        Interruption::TooLong => silent(),
        Interruption::Broken(source) if source.is::<TooLargeError>() => {
            SendError::new(TransportErrorKind::TooLarge, source)
        }
        Interruption::Broken(source) => SendError::new(TransportErrorKind::Other, source).closed(),
    }
}

fn silent() -> SendError {
    SendError::new(TransportErrorKind::Timeout, "timed out")
}
