//! HTTP clients with settings of their own.

use client::{Client, Credentials, reqwest};

use crate::ping;
use crate::server::{Server, ServerResponse};

#[tokio::test]
async fn a_proxy_gets_the_whole_address() {
    let proxy = Server::start(ServerResponse::nothing());
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

/// The tests below run in a process of their own, whose environment names a proxy.
fn in_environment(test: &str, proxy: &str) {
    let program = std::env::current_exe().expect("a program");
    let output = std::process::Command::new(program)
        .args([&format!("proxy::{test}"), "--exact", "--ignored"])
        .env("ALL_PROXY", proxy)
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .output()
        .expect("a process");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    assert!(text.contains("1 passed"), "{text}");
}

async fn error_behind_a_proxy() -> String {
    let client = Client::builder("http://tenant.invalid/Cust12345").build();
    let error = ping().send(&client.expect("a client")).await.unwrap_err();
    error.to_string()
}

#[test]
fn a_proxy_that_does_not_listen_is_named() {
    in_environment("behind_a_dead_proxy", "http://user:hunter22@127.0.0.1:1");
}

#[tokio::test]
#[ignore = "is run by a_proxy_that_does_not_listen_is_named"]
async fn behind_a_dead_proxy() {
    let error = error_behind_a_proxy().await;
    assert!(
        error.contains("through the proxy http://127.0.0.1:1 failed"),
        "{error}"
    );
    assert!(error.contains("refused"), "{error}");
    assert!(!error.contains("hunter22"), "{error}");
}

#[test]
fn a_proxy_that_speaks_socks_is_named() {
    in_environment("behind_a_socks_proxy", "socks5://user:hunter22@127.0.0.1:1");
}

#[tokio::test]
#[ignore = "is run by a_proxy_that_speaks_socks_is_named"]
async fn behind_a_socks_proxy() {
    let error = error_behind_a_proxy().await;
    assert!(
        error.contains("through the proxy socks5://127.0.0.1:1 failed"),
        "{error}"
    );
    let needs_feature = error.contains("turn on the feature `socks`");
    assert_eq!(needs_feature, !cfg!(feature = "socks"), "{error}");
    assert!(!error.contains("hunter22"), "{error}");
}
