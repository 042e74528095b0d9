//! Exchanges that go on whether somebody polls them or not, from the moment that they connect.

use std::cell::Cell;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::task::JoinHandle;
use tower_layer::Layer;
use tower_service::Service;

thread_local! {
    /// Whether a connection was begun since somebody looked.
    static CONNECTS: Cell<bool> = const { Cell::new(false) };
}

/// A request that is sent, up to the head of its response. It ends when it is dropped.
///
/// Others can wait for a connection: the server, which has accepted it, and with HTTP/2 further
/// requests. So whoever begins one finishes it in a task of its own. Over a connection that was kept
/// nobody waits, and no task is needed.
pub(super) enum Exchange<T> {
    Here(Pin<Box<dyn Future<Output = T> + Send>>),
    Running(JoinHandle<T>),
}

impl<T: Send + 'static> Exchange<T> {
    /// An exchange of a client that has [`Connections`] as a layer of its connector.
    pub(super) fn watched(exchange: impl Future<Output = T> + Send + 'static) -> Self {
        Self::Here(Box::pin(exchange))
    }

    /// An exchange of any client.
    pub(super) fn spawned(exchange: impl Future<Output = T> + Send + 'static) -> Self {
        Self::Running(tokio::spawn(exchange))
    }
}

impl<T: Send + 'static> Future for Exchange<T> {
    /// None if the runtime is shut down.
    type Output = Option<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<T>> {
        if let Self::Here(exchange) = &mut *self {
            CONNECTS.set(false);
            let polled = exchange.as_mut().poll(context);
            if polled.is_ready() || !CONNECTS.get() {
                return polled.map(Some);
            }
            let exchange = std::mem::replace(exchange, Box::pin(std::future::pending()));
            *self = Self::spawned(exchange);
        }
        let Self::Running(task) = &mut *self else {
            return Poll::Pending;
        };
        Pin::new(task).poll(context).map(|joined| match joined {
            Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            joined => joined.ok(),
        })
    }
}

impl<T> Drop for Exchange<T> {
    fn drop(&mut self) {
        if let Self::Running(task) = self {
            task.abort();
        }
    }
}

/// Notes that connections are begun.
#[derive(Clone, Copy)]
pub(super) struct Connections;

#[derive(Clone)]
pub(super) struct Noting<S>(S);

impl<S> Layer<S> for Connections {
    type Service = Noting<S>;

    fn layer(&self, inner: S) -> Noting<S> {
        Noting(inner)
    }
}

impl<S: Service<Request>, Request> Service<Request> for Noting<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> S::Future {
        CONNECTS.set(true);
        self.0.call(request)
    }
}
