//! Exchanges that go on whether somebody polls them or not, from the moment that they connect.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::task::JoinHandle;
use tower_layer::Layer;
use tower_service::Service;

use super::BoxFuture;

thread_local! {
    /// Whether a connection was begun since somebody looked.
    static CONNECTS: Cell<bool> = const { Cell::new(false) };
}

/// A request that is sent, up to the head of its response. It ends when it is dropped.
///
/// Others can wait for a connection: the server, which has accepted it, and with HTTP/2 further
/// requests. So whoever begins one finishes it in a task of its own. Over a connection that was
/// kept nobody waits, and no task is needed.
pub(super) struct Exchange<F: Future> {
    /// Until it goes on in the task.
    here: Option<F>,
    task: Option<JoinHandle<F::Output>>,
}

impl<F> Exchange<F>
where
    F: Future<Output: Send + 'static> + Send + Unpin + 'static,
{
    /// An exchange of a client that has [`Connections`] as a layer of its connector.
    pub(super) fn watched(exchange: F) -> Self {
        Self {
            here: Some(exchange),
            task: None,
        }
    }

    /// An exchange of any client.
    pub(super) fn spawned(exchange: F) -> Self {
        Self {
            here: None,
            task: Some(tokio::spawn(exchange)),
        }
    }
}

impl<F> Future for Exchange<F>
where
    F: Future<Output: Send + 'static> + Send + Unpin + 'static,
{
    /// None if the runtime is shut down.
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let Some(exchange) = &mut self.here {
            CONNECTS.set(false);
            let polled = Pin::new(exchange).poll(context);
            if polled.is_ready() || !CONNECTS.get() {
                return polled.map(Some);
            }
            self.task = self.here.take().map(tokio::spawn);
        }
        let Some(task) = &mut self.task else {
            return Poll::Pending;
        };
        Pin::new(task).poll(context).map(|joined| match joined {
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            joined => joined.ok(),
        })
    }
}

impl<F: Future> Drop for Exchange<F> {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

/// Notes that connections are begun.
#[derive(Clone, Copy)]
pub(super) struct Connections;

/// It is copied for every request, connection or not, so what it holds is shared.
pub(super) struct Noting<S>(Arc<S>);

impl<S> Layer<S> for Connections {
    type Service = Noting<S>;

    fn layer(&self, inner: S) -> Noting<S> {
        Noting(Arc::new(inner))
    }
}

impl<S> Clone for Noting<S> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<S, Request> Service<Request> for Noting<S>
where
    S: Service<Request, Future: Send> + Clone + Send + 'static,
    Request: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<S::Response, S::Error>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        CONNECTS.set(true);
        let mut inner = S::clone(&self.0);
        Box::pin(async move {
            poll_fn(|context| inner.poll_ready(context)).await?;
            inner.call(request).await
        })
    }
}
