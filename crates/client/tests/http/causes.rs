//! Causes stand in the message, where people look for them.

use client::auth::{CredentialsProvider, CredentialsRequest};
use client::error::AuthorizationError;
use client::tenant::{Environment, Tenant};
use client::transport::BoxFuture;
use client::{Client, Credentials};

use crate::server::{Server, ServerResponse};
use crate::{builder, ping};

/// Nothing listens there.
const DEAD: &str = "http://127.0.0.1:1";

#[derive(Debug)]
struct Vault;

impl CredentialsProvider for Vault {
    fn credentials<'a>(
        &'a self,
        _: CredentialsRequest<'a>,
    ) -> BoxFuture<'a, Result<Credentials, AuthorizationError>> {
        let cause = std::io::Error::other("the vault\nis sealed.");
        let error = AuthorizationError::with_source("no token", cause);
        Box::pin(std::future::ready(Err(error)))
    }
}

#[tokio::test]
async fn of_credentials() {
    let server = Server::start(ServerResponse::nothing());
    let vault = builder(&server).authorization(Vault).build().unwrap();
    let error = ping().send(&vault).await.unwrap_err();
    assert_eq!(error.to_string(), "no token: the vault is sealed");
    assert!(server.is_untouched());

    let empty = builder(&server).authorization(Credentials::bearer(" "));
    let error = empty.build().unwrap_err().to_string();
    assert!(
        error.contains("cannot be used: a ticket or token"),
        "{error}"
    );
}

#[cfg(feature = "oauth")]
#[tokio::test]
async fn of_the_login_service() {
    let environment = Environment::Custom(DEAD.to_owned());
    let oauth = client::auth::OAuth::public(environment, "application", "https://app.example.com");
    let login = oauth.login(None).unwrap();
    let response = format!("code=abc&state={}", login.state());
    let server = Server::start(ServerResponse::nothing());
    let client = builder(&server)
        .retry(client::settings::Retry::never())
        .build()
        .unwrap();
    let error = oauth.exchange(&login, &response, client.transport()).await;
    let error = error.unwrap_err().to_string();
    assert!(error.contains("could not be reached"), "{error}");
    assert!(error.contains("onnection refused"), "{error}");
}

#[tokio::test]
async fn of_the_environment_of_a_tenant() {
    let environment = Environment::Custom(DEAD.to_owned());
    let tenant = Tenant::new(environment, "Cust12345").unwrap();
    let client = Client::builder_for(tenant)
        .no_proxy()
        .retry(client::settings::Retry::never())
        .build()
        .unwrap();
    let error = ping().send(&client).await.unwrap_err().to_string();
    assert!(error.starts_with("TenantState could not reach"), "{error}");
    assert!(error.contains("onnection refused"), "{error}");
}

#[cfg(feature = "fs")]
#[tokio::test]
async fn of_files() {
    let server = Server::start(ServerResponse::nothing());
    let missing = client::body::Upload::from_file("/nonexistent/file.txt");
    let request = ping().content(client::body::Content::new("text/plain", missing));
    let error = request.send(&crate::client(&server)).await.unwrap_err();
    assert!(matches!(error, client::Error::File(_)), "{error:?}");
    let text = error.to_string();
    assert!(
        text.contains("/nonexistent/file.txt cannot be read: "),
        "{text}"
    );
    assert!(text.contains("os error"), "{text}");
}
