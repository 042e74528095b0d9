//! OAuth login in a small axum application. A visitor who is not known is sent to SuperOffice, with a
//! state and a PKCE challenge, and comes back to `/callback` with a code. The application exchanges
//! it for tokens and calls the service as this person. At the end the program visits itself.
//!
//! `cargo run -p examples --example oauth_login`

mod browser;

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{Router, get};
use bindings::client::Client;
use bindings::client::auth::{OAuth, OAuthCallback, OAuthLogin};
use bindings::rest::user;
use mock::MockServer;
use tokio::net::TcpListener;
use tokio::sync::Mutex;

type App = State<Arc<Application>>;

/// By the cookies of browsers.
type Known<T> = Mutex<HashMap<String, T>>;

struct Application {
    oauth: OAuth,
    /// What the login service is asked by.
    service: Client,
    logins: Known<OAuthLogin>,
    people: Known<Client>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = MockServer::start().await?;
    server.require_login();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let (known, back) = (server.application(), format!("{address}/callback"));
    let (id, secret) = (known.client_id(), known.client_secret());
    let application = Application {
        oauth: OAuth::new(server.environment(), id, secret, back),
        service: server.client(),
        logins: Mutex::default(),
        people: Mutex::default(),
    };
    let router = Router::new().route("/", get(home));
    let router = router.route("/callback", get(callback));
    let app = axum::serve(listener, router.with_state(Arc::new(application)));
    tokio::spawn(app.into_future());

    println!("{}", browser::browse(&address).await?);
    Ok(())
}

/// Who the person is, or the way to the login.
async fn home(State(app): App, headers: HeaderMap) -> Result<Response, Refusal> {
    let Some(client) = app.people.lock().await.get(cookie(&headers)).cloned() else {
        let login = app.oauth.login(None)?;
        let redirect = Redirect::to(login.url());
        return Ok((keep(&app.logins, login).await?, redirect).into_response());
    };
    let person = user::get_current_associate().send(&client).await?;
    let name = person.full_name.unwrap_or_default();
    Ok(format!("You are logged in as {name}").into_response())
}

/// The browser is back with a code, or the reason why there is none. `accept` checks the state.
async fn callback(
    State(app): App,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<impl IntoResponse, Refusal> {
    let login = app.logins.lock().await.remove(cookie(&headers));
    let login = login.ok_or("no login of this browser")?;
    let callback = OAuthCallback::from_query(&query.unwrap_or_default())?;
    let transport = app.service.transport();
    let session = app.oauth.accept(&login, &callback, transport).await?;
    let claims = session.claims().ok_or("no claims")?;
    let address = claims.webapi_url().ok_or("where is the tenant?")?;
    let client = Client::builder(address).no_proxy().authorization(session);
    let cookie = keep(&app.people, client.build()?).await?;
    Ok((cookie, Redirect::to("/")))
}

/// A cookie for a browser: another one for each login, and another one after it.
async fn keep<T>(known: &Known<T>, value: T) -> Result<[(HeaderName, String); 1], Refusal> {
    let mut random = [0; 16];
    getrandom::fill(&mut random)?;
    let id = format!("session={:032x}", u128::from_ne_bytes(random));
    let cookie = format!("{id}; HttpOnly; SameSite=Lax; Path=/");
    known.lock().await.insert(id, value);
    Ok([(SET_COOKIE, cookie)])
}

fn cookie(headers: &HeaderMap) -> &str {
    let cookie = headers.get(COOKIE).and_then(|it| it.to_str().ok());
    cookie.unwrap_or_default()
}

/// An error as a page.
struct Refusal(String);

impl<E: ToString> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (StatusCode::BAD_GATEWAY, self.0).into_response()
    }
}
