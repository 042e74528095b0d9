//! How long nothing may move while a request is sent and its answer is waited for.

use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use tokio::time::{Instant, timeout};

use crate::stream::{BoxError, ByteStream};
use crate::transport::RequestBody;

/// When the last piece of an upload was handed to the connection.
#[derive(Clone)]
pub(crate) struct Movement(Arc<Mutex<Instant>>);

/// Bytes that are more than this are handed over piece by piece, to see that they move.
const PIECE: usize = 256 * 1024;

/// Watches the pieces of `body`, if it has any.
pub(crate) fn watched(body: RequestBody) -> (RequestBody, Option<Movement>) {
    match body {
        RequestBody::Bytes(bytes) if bytes.len() > PIECE => {
            let length = u64::try_from(bytes.len()).ok();
            let stream = ByteStream::new(Pieces(bytes));
            watched(RequestBody::Stream { stream, length })
        }
        RequestBody::Bytes(_) => (body, None),
        RequestBody::Stream { stream, length } => {
            let movement = Movement(Arc::new(Mutex::new(Instant::now())));
            let stream = ByteStream::new(Watched {
                stream,
                movement: movement.clone(),
            });
            (RequestBody::Stream { stream, length }, Some(movement))
        }
    }
}

/// What `future` gives; `None` if nothing moves for longer than `limit`.
pub(crate) async fn limited<T>(
    limit: Duration,
    movement: Option<Movement>,
    future: impl Future<Output = T>,
) -> Option<T> {
    let mut future = pin!(future);
    let mut left = limit;
    loop {
        if let Ok(result) = timeout(left, &mut future).await {
            return Some(result);
        }
        // A long upload is no silence.
        left = limit.saturating_sub(movement.as_ref()?.last().elapsed());
        if left.is_zero() {
            return None;
        }
    }
}

impl Movement {
    fn last(&self) -> Instant {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }
}

struct Watched {
    stream: ByteStream,
    movement: Movement,
}

impl Stream for Watched {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(self.stream.poll(context));
        self.movement.note();
        Poll::Ready(piece)
    }
}

/// Bytes in memory, piece by piece.
struct Pieces(Bytes);

impl Stream for Pieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let length = self.0.len().min(PIECE);
        let piece = (length > 0).then(|| self.0.split_to(length));
        Poll::Ready(piece.map(Ok))
    }
}
