//! Webhooks that come in: an axum application takes them as typed arguments, which there are only if
//! the signature is right, responds at once, and leaves the work to a task that does it once for each
//! event. The stand-in calls it when something changes; what somebody else sends is refused.
//!
//! `cargo run -p examples --example webhooks_in`

use std::collections::HashSet;
use std::time::Duration;

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::post;
use bindings::client::webhooks::{EventName, Notification, WebhookVerifier};
use bindings::client::{Client, Error, Patch, object, reqwest};
use bindings::rest::{contact, webhook};
use bindings::types::{ContactEntity, Webhook, WebhookState};
use mock::MockServer;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{self, Receiver, Sender};

const SECRET: &str = "known to SuperOffice and to this program";

#[derive(Clone)]
struct Application {
    verifier: WebhookVerifier,
    queue: Sender<Notification>,
}

/// So that handlers can take a `Notification`.
impl FromRef<Application> for WebhookVerifier {
    fn from_ref(application: &Application) -> Self {
        application.verifier.clone()
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let target = format!("http://{}/superoffice", listener.local_addr()?);
    let (router, events) = receiver(WebhookVerifier::new(SECRET)?);
    tokio::spawn(axum::serve(listener, router).into_future());

    let server = MockServer::start().await?;
    let client = server.client();
    register(&client, &target).await?;
    println!("Webhooks go to {target}\n");

    let company = object!(ContactEntity {
        name: "Vesla Verft"
    });
    let company = contact::post_contact_entity(&company).send(&client).await?;
    let id = company.contact_id.ok_or("no number")?;
    let patch = Patch::merge().set("Department", "Slipway");
    contact::patch_contact_entity(id, &patch)
        .send(&client)
        .await?;
    let work = work(&client, events);
    let done = tokio::time::timeout(Duration::from_secs(30), work).await??;

    // Somebody else, who does not know the secret.
    let forged = reqwest::Client::builder().no_proxy().build()?.post(&target);
    let forged = forged.body(r#"{"Event":"contact.deleted","PrimaryKey":1}"#);
    let forged = forged.timeout(Duration::from_secs(30)).send();
    let status = forged.await?.status();
    println!("\nA forged call: {status}");
    if done != 2 || status != StatusCode::UNAUTHORIZED {
        return Err(format!("{done} events, and {status}").into());
    }
    Ok(())
}

/// What responds, and what is left to do. A real program keeps the queue where it outlives the
/// program.
pub(crate) fn receiver(verifier: WebhookVerifier) -> (Router, Events) {
    let (queue, notifications) = mpsc::channel(1_000);
    let router = Router::new().route("/superoffice", post(receive));
    let events = Events {
        notifications,
        known: HashSet::new(),
    };
    (router.with_state(Application { verifier, queue }), events)
}

/// What has come in.
pub(crate) struct Events {
    pub(crate) notifications: Receiver<Notification>,
    known: HashSet<String>,
}

impl Events {
    /// The next event, once however often it was sent.
    pub(crate) async fn next(&mut self) -> Option<Notification> {
        loop {
            let notification = self.notifications.recv().await?;
            let id = notification.event_id.clone();
            if id.is_none_or(|id| self.known.insert(id)) {
                return Some(notification);
            }
        }
    }
}

/// Responds before the work is done: SuperOffice does not wait for long.
async fn receive(State(application): State<Application>, notification: Notification) -> StatusCode {
    if notification.is_test() {
        return StatusCode::OK;
    }
    match application.queue.try_send(notification) {
        Ok(()) => StatusCode::OK,
        // SuperOffice sends it again.
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Asks for calls when companies are made or changed. At SuperOffice the target has to be https;
/// there `WebhookRegistration` keeps the webhook as it has to be.
async fn register(client: &Client, target: &str) -> Result<(), Error> {
    let events = [EventName::CONTACT_CREATED, EventName::CONTACT_CHANGED];
    let webhook = object!(Webhook {
        name: "Companies",
        events: events.map(|event| event.to_string()).to_vec(),
        target_url: target,
        secret: SECRET,
        state: WebhookState::Active,
    });
    webhook::post_webhook(&webhook).send(client).await?;
    Ok(())
}

/// A notification says what has happened to which company; the rest is read.
async fn work(client: &Client, mut events: Events) -> Result<usize, Error> {
    let mut done = 0;
    while done < 2
        && let Some(notification) = events.next().await
    {
        done += 1;
        let event = notification.event;
        let id = notification.primary_key.unwrap_or_default();
        let company = contact::get_contact_entity(id).send(client).await?;
        let name = company.name.unwrap_or_default();
        println!("{event}: company {id}, {name}, was {}", event.action());
    }
    Ok(done)
}
