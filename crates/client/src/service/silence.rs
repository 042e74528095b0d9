//! How long a call may take, and how long nothing may move meanwhile.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use tokio::time::{Instant, Sleep, sleep_until};

use crate::lock::lock;
use crate::transport::{BoxError, ByteStream, RequestBody};

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
            let stream = ByteStream::sliced(bytes, PIECE);
            watched(RequestBody::Stream { stream, length })
        }
        RequestBody::Bytes(_) => (body, None),
        RequestBody::Stream { mut stream, length } => {
            let movement = Movement(Arc::new(Mutex::new(Instant::now())));
            let noted = movement.clone();
            let stream = ByteStream::new(stream::poll_fn(move |context| {
                let piece = ready!(stream.poll(context));
                *lock(&noted.0) = Instant::now();
                Poll::Ready(piece)
            }));
            (RequestBody::Stream { stream, length }, Some(movement))
        }
    }
}

/// Ends what takes too long: as a whole, or because nothing moves.
///
/// One timer does for all that a call waits for, since making one takes a lock that all calls
/// share.
pub(crate) struct Watch {
    /// How long nothing may move.
    limit: Duration,
    /// When it has to be over.
    deadline: Option<Instant>,
    /// Since when it is waited for.
    since: Option<Instant>,
    /// Rings at the end, or earlier and is set again.
    timer: Option<Pin<Box<Sleep>>>,
}

/// Why there are no more pieces of a body, although it has not ended.
pub(crate) enum Interruption {
    TooLong,
    Broken(BoxError),
}

impl Watch {
    pub(crate) fn new(limit: Duration, deadline: Option<Instant>) -> Self {
        Self {
            limit,
            deadline,
            since: None,
            timer: None,
        }
    }

    /// Notes that something has moved.
    fn note(&mut self) {
        self.since = None;
    }

    /// The next piece of `body`; `None` at its end.
    pub(crate) fn poll_piece(
        &mut self,
        body: &mut ByteStream,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Bytes>, Interruption>> {
        // A server that never stops sending is late as well.
        let is_late = self.deadline.is_some_and(|end| end <= Instant::now());
        if !is_late && let Poll::Ready(piece) = body.poll(context) {
            self.note();
            return Poll::Ready(piece.transpose().map_err(Interruption::Broken));
        }
        self.poll(context).map(|()| Err(Interruption::TooLong))
    }

    /// Ready when it takes too long. Called while nothing moves.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let since = *self.since.get_or_insert_with(Instant::now);
        let end = since.checked_add(self.limit);
        let Some(end) = end.into_iter().chain(self.deadline).min() else {
            return Poll::Pending;
        };
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(end)));
        loop {
            ready!(timer.as_mut().poll(context));
            if end <= Instant::now() {
                return Poll::Ready(());
            }
            timer.as_mut().reset(end);
        }
    }

    /// What `future` gives; `None` if nothing moves for too long.
    pub(crate) async fn limited<T>(
        &mut self,
        movement: Option<Movement>,
        future: impl Future<Output = T>,
    ) -> Option<T> {
        let mut future = pin!(future);
        self.note();
        poll_fn(|context| {
            if let Poll::Ready(result) = future.as_mut().poll(context) {
                return Poll::Ready(Some(result));
            }
            if let Some(movement) = &movement {
                // A long upload is no silence.
                self.since = Some(*lock(&movement.0));
            }
            self.poll(context).map(|()| None)
        })
        .await
    }
}
