//! The response to a call, and the reading of its body.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, StatusCode};

use crate::auth::{CredentialHeaders, redact};
use crate::base_url::BaseUrl;
use crate::error::{Error, ResponseError, ServerError, TransportError, TransportErrorKind};
use crate::response::{ExpectedBody, RawResponse, is_error_object};
use crate::service::silence::{Interruption, Watch};
use crate::service::{self};
use crate::suspect::{self, Suspect};
use crate::transport::{BoxError, ByteStream, SendError, TooLargeError};

/// A response of success whose body is yet to come.
pub(crate) struct OpenResponse {
    pub(crate) operation: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: ByteStream,
    /// Ends what takes too long.
    pub(super) watch: Watch,
    /// How many bytes of it may be read into memory.
    pub(crate) max_size: u64,
    /// To cut secrets out of the body, should it be an error.
    pub(super) authorized: Arc<CredentialHeaders>,
    pub(super) secrets: Arc<[String]>,
    /// The address that responded.
    pub(super) base: Arc<BaseUrl>,
}

impl OpenResponse {
    /// The next piece of the body; `None` at the end and after an error.
    pub(crate) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Error>>> {
        match ready!(self.watch.poll_piece(&mut self.body, context)) {
            Ok(Some(piece)) => Poll::Ready(Some(Ok(piece))),
            Ok(None) => {
                self.end();
                Poll::Ready(None)
            }
            Err(interruption) => {
                self.end();
                Poll::Ready(Some(Err(self.interrupted(interruption))))
            }
        }
    }

    /// Expects nothing more, so that nothing can be late.
    fn end(&mut self) {
        self.body = ByteStream::empty();
        self.watch = Watch::new(Duration::MAX, None);
    }

    /// Reads the whole body, which can be an error nevertheless.
    pub(super) async fn read(mut self, expected: ExpectedBody) -> Result<RawResponse, Error> {
        let body = self.collect().await?;
        if matches!(expected, ExpectedBody::Bytes) {
            self.check_file(&body)?;
        } else if self.status.is_success() && is_error_object(&body, expected) {
            return Err(self.error(body));
        }
        Ok(RawResponse {
            operation: self.operation,
            status: self.status,
            headers: self.headers,
            body,
            base: self.base,
        })
    }

    /// The same response, once its start has shown that it is what was asked for.
    pub(super) async fn checked(mut self) -> Result<Self, Error> {
        let Some(suspect) = Suspect::from_headers(&self.headers) else {
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
        let rest = std::mem::replace(&mut self.body, ByteStream::empty());
        self.body = ByteStream::joined([start.into(), rest]);
        Ok(self)
    }

    /// Fails for an error or a page in the place of a file, of which this is the start.
    fn check_file(&mut self, start: &Bytes) -> Result<(), Error> {
        match Suspect::from_headers(&self.headers) {
            Some(Suspect::Json) if is_error_object(start, ExpectedBody::Bytes) => {
                Err(self.error(start.clone()))
            }
            Some(Suspect::Html) if suspect::is_page(start) => {
                let unexpected = ResponseError::page(self.operation, &self.headers);
                Err(Error::Decode(Box::new(unexpected)))
            }
            _ => Ok(()),
        }
    }

    async fn collect(&mut self) -> Result<Bytes, Error> {
        let body = std::mem::replace(&mut self.body, ByteStream::empty());
        let collected = service::collect(body, self.max_size, &mut self.watch).await;
        collected.map_err(|interruption| self.interrupted(interruption))
    }

    /// The error that this response is. A body that breaks off is no body.
    pub(super) async fn into_error(mut self) -> Error {
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

    fn interrupted(&self, interruption: Interruption) -> Error {
        match interruption {
            Interruption::TooLong => timed_out(self.operation),
            Interruption::Broken(source) => self.broken(source),
        }
    }

    pub(crate) fn broken(&self, source: BoxError) -> Error {
        let kind = if source.is::<TooLargeError>() {
            TransportErrorKind::TooLarge
        } else {
            TransportErrorKind::Other
        };
        failed(self.operation, SendError::new(kind, source))
    }
}

pub(super) fn failed(operation: &'static str, failure: SendError) -> Error {
    let error = TransportError::new(operation, failure.kind, failure.source);
    Error::Transport(Box::new(error))
}

pub(super) fn timed_out(operation: &'static str) -> Error {
    let kind = TransportErrorKind::Timeout;
    failed(operation, SendError::new(kind, "timed out"))
}
