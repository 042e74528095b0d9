//! JSON web tokens of the login service: none that it has not signed is accepted.
#![no_main]

use std::time::SystemTime;

use client::auth::{OAuth, OAuthTokens};
use client::tenant::Environment;
use client::testing::{FakeLogin, FakeResponse, FakeTransport};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|token: String| {
    let (service, login) = (FakeTransport::new(), FakeLogin::new());
    let answer = serde_json::json!({
        "token_type": "Bearer", "access_token": "a", "expires_in": 3600, "id_token": token,
    });
    service.respond("LoginKeys", login.keys());
    service.respond("OAuthTokens", FakeResponse::json(answer.to_string()));
    let oauth = OAuth::public(Environment::Sod, "App-abc", "https://localhost/");
    let tokens = OAuthTokens::new("a", Some("b".to_owned()), SystemTime::now());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build();
    let result = runtime
        .expect("a runtime")
        .block_on(oauth.refresh(&tokens, &service));
    assert!(result.is_err(), "a token that nobody signed is accepted");
});
