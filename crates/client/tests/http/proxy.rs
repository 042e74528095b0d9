//! HTTP clients with settings of their own.

use client::{Client, Credentials, reqwest};

use crate::ping;
use crate::server::{Answer, Server};

#[tokio::test]
async fn a_proxy_gets_the_whole_address() {
    let proxy = Server::start(Answer::nothing());
    let address = proxy.base_url();
    let http = reqwest::Client::builder()
        .proxy(reqwest::Proxy::http(&address).expect("an address"))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .user_agent("of the HTTP client")
        .build()
        .expect("an HTTP client");
    // The name does not resolve, so only the proxy can have been asked.
    let client = Client::builder("http://tenant.invalid/Cust12345")
        .authorization(Credentials::bearer("token"))
        .http_client(http)
        .build()
        .expect("a client");
    ping().send(&client).await.expect("a response");
    let received = proxy.received();
    assert_eq!(
        received.line,
        "GET http://tenant.invalid/Cust12345/api/v1/Test/Ping HTTP/1.1"
    );
    assert_eq!(received.header("Host"), Some("tenant.invalid"));
    assert_eq!(received.header("Authorization"), Some("Bearer token"));
    assert_eq!(received.header("User-Agent"), Some("of the HTTP client"));
}
