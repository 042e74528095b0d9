//! Receives webhooks with axum:
//! `cargo run -p acceptance --example webhooks -- 127.0.0.1:8080 SECRET`.
//!
//! SuperOffice asks for HTTPS, so in production there is a proxy in front of it.

use std::collections::HashSet;

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::post;
use bindings::client::webhooks::{Notification, WebhookVerifier};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{self, Receiver, Sender};

type Failure = Box<dyn std::error::Error>;

#[derive(Clone)]
struct Receiving {
    verifier: WebhookVerifier,
    queue: Sender<Notification>,
}

impl FromRef<Receiving> for WebhookVerifier {
    fn from_ref(receiving: &Receiving) -> Self {
        receiving.verifier.clone()
    }
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let (Some(address), Some(secret)) = (arguments.next(), arguments.next()) else {
        return Err("give an address to listen at and the secret of the webhook".into());
    };
    let listener = TcpListener::bind(address).await?;
    println!("listening at {}", listener.local_addr()?);
    let (router, notifications) = receiver(WebhookVerifier::new(secret)?);
    tokio::spawn(work(notifications, |notification| {
        let Notification {
            event,
            primary_key,
            changes,
            ..
        } = notification;
        println!("{event} {primary_key:?} {changes:?}");
    }));
    axum::serve(listener, router).await?;
    Ok(())
}

/// What responds, and what is left to do. A real program keeps the queue where it outlives the
/// program.
pub(crate) fn receiver(verifier: WebhookVerifier) -> (Router, Receiver<Notification>) {
    let (queue, notifications) = mpsc::channel(1_000);
    let state = Receiving { verifier, queue };
    let router = Router::new().route("/superoffice", post(receive));
    (router.with_state(state), notifications)
}

/// Responds at once, and leaves the work to others.
async fn receive(State(receiving): State<Receiving>, notification: Notification) -> StatusCode {
    if notification.is_test() {
        return StatusCode::OK;
    }
    match receiving.queue.try_send(notification) {
        Ok(()) => StatusCode::OK,
        // SuperOffice sends it again.
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Does what is to do, once for each event however often it was sent.
pub(crate) async fn work(
    mut notifications: Receiver<Notification>,
    mut act: impl FnMut(Notification),
) {
    let mut done = HashSet::new();
    while let Some(notification) = notifications.recv().await {
        let is_new = notification
            .event_id
            .clone()
            .is_none_or(|id| done.insert(id));
        if is_new {
            act(notification);
        }
    }
}
