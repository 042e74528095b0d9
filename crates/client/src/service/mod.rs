//! Asking a service, with timeouts and retries.
//!
//! Calls, the state of a tenant and logins all go through here.

use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::time::{Instant, sleep_until, timeout};

use crate::error::TransportErrorKind;
use crate::settings::{Budget, Retry};
use crate::transport::{ByteStream, RequestBody, SendError, TooLargeError, Transport};

pub(crate) mod attempts;
pub(crate) mod silence;

use self::attempts::{Attempts, Resending};
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

/// How many bytes of the response to a question are read: it is small.
const MAX_SIZE: u64 = 1024 * 1024;

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
        Attempts::new(self.retry, self.budget, deadline)
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
