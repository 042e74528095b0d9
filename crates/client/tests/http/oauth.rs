//! Logins of people.

use std::collections::HashMap;
use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use client::Error;
use client::auth::{OAuth, OAuthError, OAuthLogin, OAuthTokens};
use client::error::AuthorizationError;
use client::tenant::Environment;
use serde_json::{Value, json};
use url::Url;

use crate::login::{self, SERVICE};
use crate::server::{Received, Server, ServerResponse};
use crate::{builder, client, many, ping};

mod callback;
mod outages;

const SECRET: &str = "hunter22&more";

fn claims(issuer: &str) -> Value {
    json!({
        "iss": issuer,
        "aud": "application",
        "exp": login::now() + 300,
        // The service writes this one as text.
        "iat": login::now().to_string(),
        "http://schemes.superoffice.net/identity/ctx": "Cust12345",
        "http://schemes.superoffice.net/identity/webapi_url": "https://sod2.superoffice.com/Cust12345/api/",
    })
}

fn origin(received: &Received) -> String {
    format!("http://{}", received.header("Host").expect("a host"))
}

fn granted(received: &Received) -> Value {
    json!({
        "token_type": "Bearer",
        "access_token": "8A:hunter33",
        "expires_in": 3600,
        "refresh_token": "hunter44",
        "id_token": login::token(&claims(&origin(received))),
    })
}

/// A service that responds with `response` when it is asked for tokens.
fn service(mut response: impl FnMut(&Received) -> ServerResponse + Send + 'static) -> Server {
    Server::respond(move |received| match received.target() {
        "/login/common/oauth/tokens" => response(received),
        "/login/.well-known/jwks" => login::key_set(&[("1", SERVICE)]),
        _ => ServerResponse::nothing(),
    })
}

fn oauth(server: &Server) -> OAuth {
    let environment = Environment::Custom(server.origin());
    OAuth::new(
        environment,
        "application",
        SECRET,
        "https://app.example.com/back",
    )
}

fn response_to(login: &OAuthLogin) -> String {
    format!(
        "https://app.example.com/back?code=hunter55&state={}",
        login.state()
    )
}

async fn exchange(server: &Server) -> Result<OAuthTokens, AuthorizationError> {
    let oauth = oauth(server);
    let login = oauth.login(None).expect("a login");
    oauth
        .exchange(&login, &response_to(&login), client(server).transport())
        .await
}

fn form(received: &Received) -> HashMap<String, String> {
    url::form_urlencoded::parse(&received.body)
        .into_owned()
        .collect()
}

#[test]
fn the_address_of_a_login_says_what_is_asked_for() {
    let oauth = OAuth::new(
        Environment::Sod,
        "an id",
        SECRET,
        "https://app.example.com/back?a=b",
    );
    let login = oauth.login(Some("Cust123")).expect("a login");
    let url = Url::parse(login.url()).expect("an address");
    assert_eq!(
        url.origin().ascii_serialization(),
        "https://sod.superoffice.com"
    );
    assert_eq!(url.path(), "/login/common/oauth/authorize");
    let query: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, login.verifier().as_bytes()));
    let expected = [
        ("response_type", "code"),
        ("client_id", "an id"),
        ("redirect_uri", "https://app.example.com/back?a=b"),
        ("scope", "openid"),
        ("state", login.state()),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
        ("acr_values", "tenant:Cust123"),
    ];
    assert_eq!(
        query,
        expected.map(|(name, value)| (name.into(), value.into()))
    );
    assert_eq!(login.verifier().len(), 43);

    let other = oauth.login(None).expect("a login");
    assert!(!other.url().contains("acr_values"));
    assert_ne!(login.state(), other.state());
    assert_ne!(login.verifier(), other.verifier());
    assert_ne!(login.verifier(), login.state());
}

#[tokio::test]
async fn an_application_without_a_secret_sends_none() {
    let server = service(|received| ServerResponse::json(&granted(received).to_string()));
    let environment = || Environment::Custom(server.origin());
    let redirect = "https://app.example.com/back";
    for oauth in [
        OAuth::public(environment(), "application", redirect),
        OAuth::new(environment(), "application", "", redirect),
        OAuth::new(environment(), " application ", " ", redirect),
    ] {
        let login = oauth.login(None).expect("a login");
        let client = client(&server);
        let response = response_to(&login);
        let tokens = oauth.exchange(&login, &response, client.transport());
        let tokens = tokens.await.expect("tokens");
        let body = form(&server.received());
        assert_eq!(body["client_id"], "application");
        assert_eq!(body["code_verifier"], login.verifier());
        assert_eq!(body.get("client_secret"), None);
        // The keys, which each application asks for.
        server.received();
        let refreshed = oauth.refresh(&tokens, client.transport());
        refreshed.await.expect("tokens");
        let body = form(&server.received());
        assert_eq!(body["grant_type"], "refresh_token");
        assert_eq!(body.get("client_secret"), None);
    }
}

#[test]
fn spaces_around_tokens_are_no_part_of_them() {
    let tokens = OAuthTokens::new(" 8A:a ", Some("r ".to_owned()), SystemTime::now());
    assert_eq!(tokens.access_token(), "8A:a");
    assert_eq!(tokens.refresh_token(), Some("r"));
}

#[tokio::test]
async fn a_code_is_exchanged_in_the_body() {
    let server = service(|received| ServerResponse::json(&granted(received).to_string()));
    let oauth = oauth(&server);
    let login = oauth.login(None).expect("a login");
    let later = OAuthLogin::resume(login.state(), login.verifier());
    let before = SystemTime::now();
    let tokens = oauth
        .exchange(&later, &response_to(&login), client(&server).transport())
        .await
        .expect("tokens");
    assert_eq!(tokens.access_token(), "8A:hunter33");
    assert_eq!(tokens.refresh_token(), Some("hunter44"));
    assert!(tokens.expires_at() >= before + Duration::from_secs(3600));
    let claims = tokens.claims().expect("claims");
    assert_eq!(claims.context(), Some("Cust12345"));
    assert_eq!(
        claims.webapi_url(),
        Some("https://sod2.superoffice.com/Cust12345/api/")
    );

    let received = server.received();
    assert_eq!(received.line, "POST /login/common/oauth/tokens HTTP/1.1");
    assert_eq!(
        received.header("Content-Type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(received.header("Authorization"), None);
    let expected = [
        ("grant_type", "authorization_code"),
        ("code", "hunter55"),
        ("redirect_uri", "https://app.example.com/back"),
        ("code_verifier", login.verifier()),
        ("client_id", "application"),
        ("client_secret", SECRET),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(form(&received), HashMap::from(expected));
}

#[tokio::test]
async fn responses_that_are_not_to_the_login_are_refused_before_anything_is_sent() {
    let server = service(|received| ServerResponse::json(&granted(received).to_string()));
    let oauth = oauth(&server);
    let login = oauth.login(None).expect("a login");
    let state = login.state();
    let other = "the response does not belong to this login";
    let cases = [
        ("code=hunter55&state=other".to_owned(), other),
        ("code=hunter55&state=".to_owned(), other),
        ("code=hunter55".to_owned(), other),
        (String::new(), other),
        (
            format!("code=hunter55&state=other&state={state}"),
            "the parameter `state` twice",
        ),
        (format!("state={state}"), "no `code`"),
        (format!("code=&state={state}"), "no `code`"),
        // The error of another login does not end this one as a refusal.
        ("error=access_denied&state=other".to_owned(), other),
    ];
    for (response, expected) in cases {
        let error = oauth
            .exchange(&login, &response, client(&server).transport())
            .await
            .unwrap_err();
        assert!(error.to_string().contains(expected), "{response}: {error}");
    }
    let without = OAuthLogin::resume("", "verifier");
    let client = client(&server);
    let response = oauth.exchange(&without, "code=a&state=", client.transport());
    assert!(response.await.is_err());
    assert!(server.is_untouched());
}

#[tokio::test]
async fn refusals_can_be_told_apart() {
    let cases = [
        ("0", OAuthError::NoError),
        ("1", OAuthError::Revoked),
        ("2", OAuthError::InvalidRedirectUrl),
        ("3", OAuthError::Expired),
        ("4", OAuthError::Denied),
        ("5", OAuthError::NeedsReapproval),
        ("6", OAuthError::InvalidTimestamp),
        ("7", OAuthError::InvalidSignature),
        ("8", OAuthError::Other("8".into())),
        ("NeedsReapproval", OAuthError::NeedsReapproval),
        ("access_denied", OAuthError::Denied),
        ("server_error", OAuthError::Other("server_error".into())),
    ];
    let server = service(|received| ServerResponse::json(&granted(received).to_string()));
    let oauth = oauth(&server);
    let login = oauth.login(None).expect("a login");
    for (code, expected) in cases {
        let response = format!(
            "error={code}&error_description=Not+now&state={}",
            login.state()
        );
        let error = oauth
            .exchange(&login, &response, client(&server).transport())
            .await
            .unwrap_err();
        let refusal = error.source().expect("a source").downcast_ref();
        assert_eq!(refusal, Some(&expected));
        assert!(error.to_string().ends_with(": Not now"), "{error}");
    }
    assert!(server.is_untouched());
}

#[tokio::test]
async fn forged_tokens_are_refused() {
    let token = Arc::new(Mutex::new(String::new()));
    let sent = Arc::clone(&token);
    let server = service(move |_| {
        let response =
            json!({"access_token": "8A:hunter33", "id_token": *sent.lock().expect("a lock")});
        ServerResponse::json(&response.to_string())
    });
    let claims = claims(&server.origin());
    *token.lock().expect("a lock") = login::token(&claims);
    exchange(&server).await.expect("tokens");
    for (forgery, expected) in login::forgeries(&claims) {
        *token.lock().expect("a lock") = forgery;
        let error = exchange(&server).await.expect_err("a forgery");
        assert!(
            error.to_string().contains(expected),
            "{error}, not {expected}"
        );
        assert!(!format!("{error:?}").contains("hunter"), "{error:?}");
    }
}

#[tokio::test]
async fn refused_exchanges_say_why_without_secrets() {
    let without = |name: &'static str| {
        move |received: &Received| {
            let mut response = granted(received);
            response.as_object_mut().expect("an object").remove(name);
            ServerResponse::json(&response.to_string())
        }
    };
    let repeated = |received: &Received| {
        let form = form(received);
        let description = format!(
            "{} {} {}",
            form["code"], form["client_secret"], form["code_verifier"]
        );
        let response = json!({"error": "invalid_grant", "error_description": description});
        ServerResponse::new("400 Bad Request").with_body("application/json", response.to_string())
    };
    let servers = [
        (service(without("id_token")), "without an `id_token`"),
        (
            service(without("access_token")),
            "without an `access_token`",
        ),
        (
            service(|_| ServerResponse::json(r#"{"error":"invalid_grant"}"#)),
            "200 OK: invalid_grant",
        ),
        (
            service(repeated),
            "400 Bad Request: invalid_grant: [redacted] [redacted] [redacted]",
        ),
    ];
    for (server, expected) in servers {
        let error = exchange(&server).await.expect_err("a refusal");
        assert!(
            error.to_string().contains(expected),
            "{error}, not {expected}"
        );
        assert!(!format!("{error:?}").contains("hunter"), "{error:?}");
    }
}

#[tokio::test]
async fn a_refused_token_is_refreshed_and_the_rest_kept() {
    let server = Server::respond(|received| match received.target() {
        "/login/common/oauth/tokens" => {
            ServerResponse::json(r#"{"access_token":"8A:new","expires_in":"3600"}"#)
        }
        _ => match received.header("Authorization") {
            Some("Bearer 8A:new") => ServerResponse::nothing(),
            _ => ServerResponse::new("401 Unauthorized"),
        },
    });
    let kept = Arc::new(Mutex::new(Vec::new()));
    let hook = Arc::clone(&kept);
    let in_an_hour = SystemTime::now() + Duration::from_secs(3600);
    let tokens = OAuthTokens::new("8A:old", Some("hunter44".to_owned()), in_an_hour);
    let session = oauth(&server)
        .session(tokens)
        .on_refresh(move |tokens| hook.lock().expect("a lock").push(tokens.clone()));
    let client = builder(&server)
        .authorization(session)
        .build()
        .expect("a client");
    for _ in 0..2 {
        ping().send(&client).await.expect("a response");
    }
    assert_eq!(
        server.received().header("Authorization"),
        Some("Bearer 8A:old")
    );
    let expected = [
        ("grant_type", "refresh_token"),
        ("refresh_token", "hunter44"),
        ("redirect_uri", "https://app.example.com/back"),
        ("client_id", "application"),
        ("client_secret", SECRET),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let refresh = server.received();
    assert_eq!(refresh.target(), "/login/common/oauth/tokens");
    assert_eq!(form(&refresh), HashMap::from(expected));
    for _ in 0..2 {
        assert_eq!(
            server.received().header("Authorization"),
            Some("Bearer 8A:new")
        );
    }
    assert!(server.is_untouched());
    let kept = kept.lock().expect("a lock");
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].access_token(), "8A:new");
    assert_eq!(kept[0].refresh_token(), Some("hunter44"));
}

#[tokio::test]
async fn an_expired_token_is_refreshed_before_it_is_sent() {
    let server = service(|received| ServerResponse::json(&granted(received).to_string()));
    let tokens = OAuthTokens::new("8A:old", Some("old".to_owned()), SystemTime::UNIX_EPOCH);
    let client = builder(&server)
        .authorization(oauth(&server).session(tokens))
        .rate_limit(client::settings::RateLimit::unlimited())
        .build()
        .expect("a client");
    for result in many(&client, 50).await {
        result.expect("a response");
    }
    assert_eq!(server.received().target(), "/login/common/oauth/tokens");
    assert_eq!(server.received().target(), "/login/.well-known/jwks");
    for _ in 0..50 {
        let call = server.received();
        assert_eq!(call.header("Authorization"), Some("Bearer 8A:hunter33"));
    }
    assert!(server.is_untouched());
}

#[tokio::test]
async fn a_new_refresh_token_takes_the_place_of_the_old_one() {
    let server = service(|_| {
        ServerResponse::json(r#"{"access_token":"8A:new","expires_in":0,"refresh_token":"second"}"#)
    });
    let first = OAuthTokens::new("8A:old", Some("first".to_owned()), SystemTime::UNIX_EPOCH);
    let client = client(&server);
    let second = oauth(&server).refresh(&first, client.transport()).await;
    let second = second.expect("tokens");
    assert_eq!(second.refresh_token(), Some("second"));

    // A token that is used up when it comes must not make the client ask for ever.
    let client = builder(&server)
        .authorization(oauth(&server).session(second))
        .build()
        .expect("a client");
    let error = ping().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Authorization(_)), "{error:?}");
    assert!(error.to_string().contains("has expired"), "{error}");
    assert_eq!(form(&server.received())["refresh_token"], "first");
    assert_eq!(form(&server.received())["refresh_token"], "second");
    assert!(server.is_untouched());
}

#[tokio::test]
async fn without_a_refresh_token_one_has_to_log_in_again() {
    let server = Server::start(ServerResponse::nothing());
    let tokens = OAuthTokens::new("8A:old", None, SystemTime::UNIX_EPOCH);
    let client = builder(&server)
        .authorization(oauth(&server).session(tokens))
        .build()
        .expect("a client");
    let error = ping().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Authorization(_)), "{error:?}");
    assert!(error.to_string().contains("log in again"), "{error}");
    assert!(server.is_untouched());
}

#[tokio::test]
async fn nothing_prints_secrets() {
    let server = service(|received| ServerResponse::json(&granted(received).to_string()));
    let tokens = exchange(&server).await.expect("tokens");
    let oauth = oauth(&server);
    let login = oauth.login(None).expect("a login");
    let text = format!(
        "{oauth:?} {login:?} {tokens:?} {:?}",
        oauth.session(tokens.clone())
    );
    for secret in ["hunter", login.state(), login.verifier()] {
        assert!(!text.contains(secret), "{text}");
    }
}
