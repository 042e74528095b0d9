//! What a call tells to whoever traces it.

use std::cell::RefCell;
use std::fmt::{Debug, Write};
use std::sync::Once;
use std::time::Duration;

use client::settings::Retry;
use client::{Client, Credentials, Request};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::builder;
use crate::server::{Server, ServerResponse};

const SECRET: &str = "hunter22";

thread_local! {
    /// What was recorded in this thread, which is that of one test.
    static LINES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Writes down all that is recorded, one line for each new span, record and event.
///
/// It listens to all threads. If it listened to one only, the others would settle that nobody
/// listens to what they come across first.
struct Recorder;

struct Fields(String);

impl Recorder {
    fn start() {
        static STARTED: Once = Once::new();
        STARTED.call_once(|| {
            tracing::subscriber::set_global_default(Self).expect("the only one");
            tracing::callsite::rebuild_interest_cache();
        });
    }

    fn add(what: &str, record: impl FnOnce(&mut Fields)) {
        let mut fields = Fields(what.to_owned());
        record(&mut fields);
        LINES.with_borrow_mut(|lines| lines.push(fields.0));
    }
}

impl Subscriber for Recorder {
    /// The HTTP library has its own traces, which are not this crate's business.
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "superoffice"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let name = span.metadata().name();
        Self::add(&format!("span {name}"), |fields| span.record(fields));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        Self::add("record", |fields| values.record(fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let level = event.metadata().level();
        Self::add(&format!("event {level}"), |fields| event.record(fields));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        // How long it takes is another each time.
        match field.name() {
            "elapsed_ms" => self.0.push_str(" elapsed_ms"),
            name => write!(self.0, " {name}={value:?}").expect("memory"),
        }
    }
}

#[tokio::test]
async fn a_call_is_one_span() {
    let server = Server::start(ServerResponse::json(&format!("\"{SECRET}\"")));
    assert_eq!(
        traced(&client(&server), request()).await,
        [
            "span superoffice operation=\"v1Test_Find\" method=\"POST\" template=\"v1/Test/{id}\"",
            "record elapsed_ms",
            "record status=200",
            "event DEBUG message=responded",
        ]
    );
}

#[tokio::test]
async fn retries_are_events() {
    let server = Server::script([
        ServerResponse::new("503 Service Unavailable"),
        ServerResponse::json("\"name\""),
    ]);
    assert_eq!(
        traced(&client(&server), request().idempotent()).await[1..],
        [
            "event DEBUG message=retrying reason=\"the server could not be reached or is overloaded\"",
            "record elapsed_ms",
            "record status=200",
            "event DEBUG message=responded",
        ]
    );
}

#[tokio::test]
async fn errors_are_named_and_not_quoted() {
    let json = |status, body: &str| ServerResponse::new(status).with_body("application/json", body);
    let message = format!(r#"{{"Error":true,"ErrorType":"{SECRET}","Message":"{SECRET}"}}"#);
    let cases = [
        (json("404 Not Found", &message), "404", "not found"),
        (json("401 Unauthorized", &message), "401", "unauthorized"),
        (json("500 Internal Server Error", SECRET), "500", "server"),
        (json("409 Conflict", &message), "409", "conflict"),
        // Under a status of success.
        (json("200 OK", &message), "200", "server"),
    ];
    for (response, status, kind) in cases {
        let cookie = format!("Set-Cookie: session={SECRET}");
        let server = Server::start(response.with_header(&cookie));
        assert_eq!(
            traced(&client(&server), request()).await[1..],
            [
                "record elapsed_ms".to_owned(),
                format!("record status={status}"),
                format!("event WARN message=failed error={kind:?}"),
            ]
        );
    }
}

#[tokio::test]
async fn failures_to_get_a_response_have_no_status() {
    let server = Server::start(ServerResponse::json("\"name\"").broken_off(2));
    let slow = Server::start(ServerResponse::nothing().delayed(Duration::from_millis(100)));
    let cases = [
        (&server, request(), "connection broken"),
        (
            &slow,
            request().timeout(Duration::from_millis(5)),
            "timeout",
        ),
        (&server, request().header("Host", SECRET), "request"),
    ];
    for (server, request, kind) in cases {
        assert_eq!(
            traced(&client(server), request).await[1..],
            [
                "record elapsed_ms".to_owned(),
                format!("event WARN message=failed error={kind:?}"),
            ]
        );
    }
}

/// All that is recorded while `request` is sent, none of which is secret.
async fn traced(client: &Client, request: Request<String>) -> Vec<String> {
    Recorder::start();
    LINES.take();
    let _ = request.send(client).await;
    let lines = LINES.take();
    assert!(!lines.concat().contains(SECRET), "{lines:?}");
    lines
}

fn request() -> Request<String> {
    Request::post("v1Test_Find", "v1/Test/{id}")
        .path("id", &SECRET)
        .query("name", &SECRET)
        .header("X-Own", SECRET)
        .json(&SECRET)
}

fn client(server: &Server) -> Client {
    let pause = Duration::from_millis(1);
    builder(server)
        .authorization(Credentials::ticket(SECRET, SECRET))
        .retry(Retry::default().max_retries(1).backoff(pause, pause))
        .build()
        .expect("a client")
}
