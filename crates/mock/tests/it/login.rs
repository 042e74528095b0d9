//! Logins at the stand-in, by the client's own authorizers: within the program, and at a stand-in
//! that is another process.

use std::time::{Duration, SystemTime};

use bindings::client::auth::{OAuth, OAuthTokens, PrivateKey, SystemUser, TokenVerifier};
use bindings::client::error::AuthorizationError;
use bindings::client::http::StatusCode;
use bindings::client::settings::Retry;
use bindings::client::tenant::{Environment, Tenant, TenantState};
use bindings::client::{Client, Credentials, Error, Request, reqwest};
use bindings::rest::contact;
use bindings::types::ContactEntityWithLinks;
use mock::MockServer;

use super::served::Served;

const REDIRECT: &str = "https://app.example/callback";

fn get() -> Request<ContactEntityWithLinks, impl Sized, impl Sized> {
    contact::get_contact_entity(17)
}

async fn required() -> MockServer {
    let server = MockServer::start().await.expect("a port is free");
    server.require_login();
    server
}

fn oauth(server: &MockServer) -> OAuth {
    let application = server.application();
    let (id, secret) = (application.client_id(), application.client_secret());
    OAuth::new(server.environment(), id, secret, REDIRECT)
}

async fn logged_in(server: &MockServer, oauth: &OAuth) -> OAuthTokens {
    let login = oauth.login(Some("Cust7")).expect("random numbers");
    let response = server.log_in(&login);
    let client = server.client();
    let tokens = oauth.exchange(&login, &response, client.transport()).await;
    tokens.expect("a login")
}

fn system_user(server: &MockServer, key: PrivateKey, secret: &str) -> SystemUser {
    let token = server.application().system_user_token();
    SystemUser::new(server.environment(), "Cust12345", token, secret, key)
}

fn told(error: Result<impl Sized, AuthorizationError>) -> String {
    error.err().expect("it is refused").to_string()
}

#[tokio::test]
async fn a_person_logs_in_and_stays() {
    let server = required().await;
    assert!(matches!(
        get().send(&server.client()).await,
        Err(Error::Unauthorized(_))
    ));
    let oauth = oauth(&server);
    let tokens = logged_in(&server, &oauth).await;
    let claims = tokens.claims().expect("it is verified");
    assert_eq!(claims.context(), Some("Cust7"));
    let address = claims.webapi_url().expect("where the tenant is").to_owned();
    let session = oauth.session(tokens.clone());
    let client = Client::builder(address).no_proxy().authorization(session);
    let client = client.build().expect("settings");
    get().send(&client).await.expect("logged in");

    // The token has expired by the server's clock alone: the client refreshes it.
    server.expire_logins();
    get().send(&client).await.expect("refreshed");
    let refreshed = oauth.refresh(&tokens, server.client().transport()).await;
    let refreshed = refreshed.expect("it is good again and again");
    assert_eq!(refreshed.refresh_token(), tokens.refresh_token());

    server.revoke_logins();
    server.expire_logins();
    let ended = get().send(&client).await.expect_err("it is over");
    assert!(matches!(ended, Error::Authorization(_)), "{ended}");
    let text = told(oauth.refresh(&tokens, server.client().transport()).await);
    assert!(text.contains("revoked"), "{text}");
}

#[tokio::test]
async fn a_login_that_is_not_as_it_was_started_is_refused() {
    let server = required().await;
    let client = server.client();
    let right = oauth(&server);
    let login = right.login(None).expect("random numbers");
    let response = server.log_in(&login);
    let id = server.application().client_id();

    let wrong = OAuth::new(server.environment(), id, "another-one", REDIRECT);
    let text = told(wrong.exchange(&login, &response, client.transport()).await);
    assert!(
        text.contains("secret of the application is wrong"),
        "{text}"
    );
    let unknown = OAuth::new(server.environment(), "other", "another-one", REDIRECT);
    let text = told(
        unknown
            .exchange(&login, &response, client.transport())
            .await,
    );
    assert!(text.contains("no such application"), "{text}");
    // A wrong secret has not used the code up; the first exchange does.
    let exchanged = right.exchange(&login, &response, client.transport()).await;
    exchanged.expect("a login");
    let text = told(right.exchange(&login, &response, client.transport()).await);
    assert!(text.contains("used"), "{text}");

    let elsewhere = OAuth::new(
        server.environment(),
        id,
        "stand-in-secret",
        "https://b.example/",
    );
    let response = server.log_in(&login);
    let text = told(
        elsewhere
            .exchange(&login, &response, client.transport())
            .await,
    );
    assert!(text.contains("redirect address"), "{text}");

    // The proof of another login.
    let other = right.login(None).expect("random numbers");
    let response = server.log_in(&login);
    let resumed = bindings::client::auth::OAuthLogin::resume(login.state(), other.verifier());
    let text = told(
        right
            .exchange(&resumed, &response, client.transport())
            .await,
    );
    assert!(text.contains("verifier"), "{text}");

    // Without a secret the proof is enough.
    let public = OAuth::public(server.environment(), id, REDIRECT);
    let login = public.login(None).expect("random numbers");
    let response = server.log_in(&login);
    let tokens = public.exchange(&login, &response, client.transport()).await;
    let tokens = tokens.expect("a login");
    let refreshed = public.refresh(&tokens, client.transport()).await;
    refreshed.expect("refreshed");
    let tokens = logged_in(&server, &right).await;
    let text = told(public.refresh(&tokens, client.transport()).await);
    assert!(
        text.contains("secret of the application is missing"),
        "{text}"
    );
}

#[tokio::test]
async fn a_system_user_gets_a_ticket() {
    let server = required().await;
    let application = server.application();
    let (key, secret) = (application.private_key(), application.client_secret());
    let user = system_user(&server, key.clone(), secret);
    let client = server.client_builder().authorization(user);
    let client = client.build().expect("settings");
    get().send(&client).await.expect("a ticket");
    get().send(&client).await.expect("the same ticket");
    server.expire_logins();
    get().send(&client).await.expect("a new ticket");
    let paths = server.received();
    let asked = paths
        .iter()
        .filter(|request| request.uri().path().starts_with("/Login/"));
    assert_eq!(asked.count(), 2);

    let ask = async |user: SystemUser| {
        let client = server.client();
        told(user.authenticate(client.transport()).await)
    };
    let other = PrivateKey::generate().expect("a key");
    let text = ask(system_user(&server, other, secret)).await;
    assert!(text.contains("InvalidSignature"), "{text}");
    let text = ask(system_user(&server, key.clone(), "another-one")).await;
    assert!(text.contains("application token is unknown"), "{text}");
    let user = SystemUser::new(server.environment(), "Cust12345", "Other-user", secret, key);
    let text = ask(user).await;
    assert!(text.contains("system user token is unknown"), "{text}");
}

#[tokio::test]
async fn a_ticket_needs_the_token_of_its_application() {
    let server = MockServer::start().await.expect("a port is free");
    let application = server.application();
    let user = system_user(
        &server,
        application.private_key(),
        application.client_secret(),
    );
    user.authenticate(server.client().transport())
        .await
        .expect("a ticket");
    let ticket = "7T:Cust12345.stand-in-1";
    for (token, is_good) in [(application.client_secret(), true), ("other", false)] {
        let credentials = Credentials::ticket(ticket, token);
        let client = server.client_builder().authorization(credentials);
        let client = client.build().expect("settings");
        assert_eq!(get().send(&client).await.is_ok(), is_good, "{token}");
    }
    // What was issued elsewhere passes as long as no login is required.
    let client = server
        .client_builder()
        .authorization(Credentials::bearer("8A:Cust12345.secret"));
    get()
        .send(&client.build().expect("settings"))
        .await
        .expect("it is let through");
}

#[tokio::test]
async fn tokens_are_verified_by_the_keys_of_the_stand_in() {
    let server = required().await;
    let client = server.client();
    let oauth = oauth(&server);
    let login = oauth.login(None).expect("random numbers");
    let response = server.log_in(&login);
    let code = response
        .split("code=")
        .nth(1)
        .and_then(|rest| rest.split('&').next());
    let form = format!(
        "grant_type=authorization_code&code={}&redirect_uri={REDIRECT}&code_verifier={}",
        code.expect("a code"),
        login.verifier()
    );
    let response = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client")
        .post(format!(
            "{}/login/common/oauth/tokens",
            server.environment().url()
        ))
        .basic_auth("stand-in", Some("stand-in-secret"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body(form)
        .send();
    let text = response.await.expect("a response").text().await;
    let tokens: bindings::client::Json =
        serde_json::from_str(&text.expect("a string")).expect("JSON");
    let token = tokens["id_token"].as_str().expect("a token");

    let verifier = |id| TokenVerifier::new(server.environment(), id);
    let claims = verifier("stand-in")
        .verify_id_token(token, client.transport())
        .await;
    assert_eq!(claims.expect("signed").context(), Some("Cust12345"));
    let other = verifier("other")
        .verify_id_token(token, client.transport())
        .await;
    assert!(told(other).contains("for somebody else"));
    let changed = format!("{}AAAA", &token[..token.len() - 4]);
    let changed = verifier("stand-in")
        .verify_id_token(&changed, client.transport())
        .await;
    assert!(told(changed).contains("was not signed by the service"));
}

#[tokio::test]
async fn tenants_have_an_address_and_a_state() {
    let server = MockServer::start().await.expect("a port is free");
    let client = || {
        let tenant = Tenant::new(server.environment(), "Cust7").expect("a name");
        Client::builder_for(tenant)
            .no_proxy()
            .retry(Retry::never())
            .build()
    };
    let client = |()| client().expect("settings");
    get().send(&client(())).await.expect("found");
    let paths = server.received();
    assert_eq!(paths[1].uri().path(), "/Cust7/api/v1/Contact/17");
    server.set_tenant_state(TenantState::Suspended);
    let suspended = get().send(&client(())).await;
    assert!(matches!(suspended, Err(Error::Tenant(_))), "{suspended:?}");
}

/// Asks a stand-in that is another process: the status, and where it leads to or what it says.
async fn ask(served: &Served, method: &str, path: &str) -> (StatusCode, String) {
    let client = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client");
    let method = method.parse().expect("a method");
    let request = client.request(method, format!("{}{path}", origin(served)));
    let response = request.header("Content-Length", 0).send().await;
    let response = response.expect("a response");
    let place = response.headers().get("Location").cloned();
    let status = response.status();
    let text = match place {
        Some(place) => place.to_str().expect("an address").to_owned(),
        None => response.text().await.expect("a string"),
    };
    (status, text)
}

fn origin(served: &Served) -> &str {
    served.base_url().trim_end_matches("/Cust12345")
}

#[tokio::test]
async fn a_program_outside_logs_in_as_well() {
    let served = Served::start(&[]);
    let (_, text) = ask(&served, "GET", "/stand-in/application").await;
    let application: bindings::client::Json = serde_json::from_str(&text).expect("JSON");
    let text = |name: &str| application[name].as_str().expect(name).to_owned();
    let environment = Environment::Custom(origin(&served).to_owned());
    assert_eq!(
        ask(&served, "POST", "/stand-in/require-login").await.0,
        StatusCode::NO_CONTENT
    );

    let (_, document) = ask(&served, "GET", "/login/.well-known/openid-configuration").await;
    assert!(
        document.contains("/login/common/oauth/authorize"),
        "{document}"
    );
    let oauth = OAuth::new(
        environment.clone(),
        text("ClientId"),
        text("ClientSecret"),
        REDIRECT,
    );
    let login = oauth.login(None).expect("random numbers");
    let (status, response) = ask(&served, "GET", &login.url()[origin(&served).len()..]).await;
    assert_eq!(status, StatusCode::FOUND, "{response}");
    let service = served.client();
    let tokens = oauth.exchange(&login, &response, service.transport()).await;
    let session = oauth.session(tokens.expect("a login"));

    let key = PrivateKey::from_pem(&text("PrivateKey")).expect("a key");
    let user = SystemUser::new(
        environment,
        "Cust12345",
        text("SystemUserToken"),
        text("ClientSecret"),
        key,
    );
    let builder = || served.client_builder();
    let person = builder().authorization(session).build().expect("settings");
    let program = builder().authorization(user).build().expect("settings");
    get().send(&person).await.expect("logged in");
    get().send(&program).await.expect("a ticket");
    assert!(get().send(&service).await.is_err());

    ask(&served, "POST", "/stand-in/expire-logins").await;
    get().send(&person).await.expect("refreshed");
    get().send(&program).await.expect("a new ticket");
    ask(&served, "POST", "/stand-in/revoke-logins").await;
    ask(&served, "POST", "/stand-in/expire-logins").await;
    assert!(get().send(&person).await.is_err());
    get().send(&program).await.expect("a system user stays");
    let (status, _) = ask(&served, "POST", "/stand-in/nonsense").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn tokens_that_were_kept_are_good_until_they_expire() {
    let server = required().await;
    let tokens = logged_in(&server, &oauth(&server)).await;
    let left = tokens.expires_at().duration_since(SystemTime::now());
    assert!(left.expect("an hour") > Duration::from_secs(3500));
}
