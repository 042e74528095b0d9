//! Tenants behind a transport that plays the service, in a time that tests move.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use client::bytes::Bytes;
use client::error::{TenantErrorKind, TransportErrorKind};
use client::settings::{RateLimit, Retry};
use client::tenant::{Environment, Tenant};
use client::transport::{Operation, RequestBody, ResponseFuture, SendError, Transport};
use client::{Client, ClientBuilder, Error};

use crate::ping;

const API: &str = "https://sod2.superoffice.com/Cust12345/api";
const STATE: &str = "https://sod.superoffice.com/api/state/Cust12345";
const PING: &str = "https://sod2.superoffice.com/Cust12345/api/v1/Test/Ping";

#[tokio::test(start_paused = true)]
async fn a_response_is_used_as_long_as_it_is_valid() {
    let hours = |hours: u64| after(Duration::from_secs(hours * 60 * 60));
    let year = 24 * 365;
    // What the service says, and for how many seconds the response is used at least and at most.
    let cases = [
        (Some(hours(2)), 7_100, 7_200),
        (Some(hours(year)), 86_399, 86_400),
        (Some("9999-12-31T23:59:59Z".to_owned()), 86_399, 86_400),
        (Some("2020-05-13T17:49:37.2652758Z".to_owned()), 59, 60),
        (Some("0001-01-01T00:00:00".to_owned()), 59, 60),
        (Some("soon".to_owned()), 599, 600),
        (None, 599, 600),
    ];
    for (valid_until, least, most) in cases {
        let service = Service::default();
        let response = StateResponse::running(API, valid_until.as_deref());
        service.responses(STATE, [response.clone(), response]);
        let client = service.client().build().expect("a client");
        ping().send(&client).await.expect("a response");
        tokio::time::advance(Duration::from_secs(least)).await;
        ping().send(&client).await.expect("a response");
        assert_eq!(service.seen(), [STATE, PING, PING], "{valid_until:?}");
        tokio::time::advance(Duration::from_secs(most - least + 1)).await;
        ping().send(&client).await.expect("a response");
        assert_eq!(service.seen(), [STATE, PING], "{valid_until:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_is_not_reached_is_asked_again() {
    let service = Service::default();
    let busy = StateResponse::Status(503);
    let response = StateResponse::running(API, None);
    service.responses(STATE, [StateResponse::Unreachable, busy, response]);
    let client = service.client().build().expect("a client");
    ping().send(&client).await.expect("a response");
    assert_eq!(service.seen(), [STATE, STATE, STATE, PING]);
}

/// What was known is as good as before if nobody can be asked, but not if there is a response.
#[tokio::test(start_paused = true)]
async fn an_address_is_used_while_the_environment_is_down() {
    let service = Service::default();
    let suspended = StateResponse::Json(r#"{"State":"Suspended"}"#.to_owned());
    let down = [const { StateResponse::Unreachable }; 3];
    service.responses(
        STATE,
        [StateResponse::running(API, None)]
            .into_iter()
            .chain(down)
            .chain([suspended]),
    );
    let client = service.client().build().expect("a client");
    ping().send(&client).await.expect("a response");
    assert_eq!(service.seen(), [STATE, PING]);

    tokio::time::advance(Duration::from_secs(601)).await;
    for seen in [&[STATE, STATE, STATE, PING][..], &[PING]] {
        ping().send(&client).await.expect("a response");
        assert_eq!(service.seen(), seen);
    }
    tokio::time::advance(Duration::from_secs(10)).await;
    let error = ping().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Tenant(_)), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn a_service_that_is_never_reached_is_a_transport_error() {
    let service = Service::default();
    service.responses(
        STATE,
        [StateResponse::Unreachable, StateResponse::Unreachable],
    );
    let client = service.client().retry(Retry::default().max_retries(1));
    let client = client.build().expect("a client");
    let error = ping().send(&client).await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error)
            if error.kind() == TransportErrorKind::Connect && error.operation() == "TenantState"),
        "{error:?}"
    );
    let source = std::error::Error::source(&error).expect("a cause");
    assert_eq!(source.to_string(), "nobody listens");
    assert_eq!(service.seen(), [STATE, STATE]);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_to_an_address_that_can_be_listened_to() {
    let service = Service::default();
    let insecure = "http://sod2.superoffice.com/Cust12345/api";
    service.responses(STATE, [StateResponse::running(insecure, None)]);
    let client = service.client().build().expect("a client");
    let error = ping().send(&client).await.unwrap_err();
    assert!(
        matches!(&error, Error::Tenant(error) if error.kind() == &TenantErrorKind::InsecureAddress),
        "{error:?}"
    );
    assert!(error.to_string().contains("not https"), "{error}");
    assert_eq!(service.seen(), [STATE]);
}

#[tokio::test(start_paused = true)]
async fn questions_do_not_count_for_the_rate_limit() {
    let service = Service::default();
    let client = service.client().rate_limit(RateLimit::per_second(1));
    let client = client.build().expect("a client");
    let started = tokio::time::Instant::now();
    service.responses(STATE, [StateResponse::running(API, None)]);
    ping().send(&client).await.expect("a response");
    assert_eq!(started.elapsed(), Duration::ZERO);
    ping().send(&client).await.expect("a response");
    assert!(started.elapsed() >= Duration::from_secs(1));
}

/// Plays the service: the state of the tenant from a script, and nothing to all else.
#[derive(Clone, Default)]
struct Service(Arc<Mutex<Script>>);

#[derive(Default)]
struct Script {
    address: &'static str,
    responses: VecDeque<StateResponse>,
    seen: Vec<String>,
}

#[derive(Clone)]
enum StateResponse {
    Json(String),
    Status(u16),
    Unreachable,
}

impl StateResponse {
    fn running(api: &str, valid_until: Option<&str>) -> Self {
        let valid_until = valid_until.map_or("null".to_owned(), |text| format!("{text:?}"));
        Self::Json(format!(
            r#"{{"State":"Running","Api":"{api}","ValidUntil":{valid_until}}}"#
        ))
    }
}

impl Service {
    fn responses(&self, address: &'static str, responses: impl IntoIterator<Item = StateResponse>) {
        let mut script = self.0.lock().expect("a script");
        script.address = address;
        script.responses = responses.into_iter().collect();
    }

    /// The addresses that were called since the last time.
    fn seen(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().expect("a script").seen)
    }

    fn client(&self) -> ClientBuilder {
        let tenant = Tenant::new(Environment::Sod, "Cust12345").expect("a tenant");
        Client::builder_for(tenant).transport(self.clone())
    }
}

impl Transport for Service {
    fn send(&self, request: http::Request<RequestBody>) -> ResponseFuture<'_> {
        let mut script = self.0.lock().expect("a script");
        let address = request.uri().to_string();
        let operation = request
            .extensions()
            .get::<Operation>()
            .expect("an operation");
        let response = if address == script.address {
            assert_eq!(operation.id, "TenantState");
            script.responses.pop_front().expect("one more response")
        } else {
            StateResponse::Status(204)
        };
        script.seen.push(address);
        let (status, body) = match response {
            StateResponse::Json(json) => (200, json),
            StateResponse::Status(status) => (status, String::new()),
            StateResponse::Unreachable => {
                let failure = SendError::new(TransportErrorKind::Connect, "nobody listens");
                return Box::pin(async { Err(failure) });
            }
        };
        let mut response = http::Response::new(Bytes::from(body).into());
        *response.status_mut() = status.try_into().expect("a status");
        Box::pin(async { Ok(response) })
    }
}

/// The time in `duration`, as the service writes it.
fn after(duration: Duration) -> String {
    let end = SystemTime::now() + duration;
    let since = end.duration_since(SystemTime::UNIX_EPOCH);
    let seconds = since.expect("a time after 1970").as_secs();
    let seconds = i64::try_from(seconds).expect("a time of this age");
    let time = jiff::Timestamp::from_second(seconds).expect("a time of this age");
    time.to_string()
}
