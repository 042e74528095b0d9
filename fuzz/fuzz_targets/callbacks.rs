//! What the login service calls an application with: nothing is believed that it has not signed.
#![no_main]

use client::webhooks::TenantChange;
use client::auth::{OAuth, OAuthCallback, OAuthLogin, TokenVerifier};
use client::tenant::Environment;
use client::testing::{FakeLogin, FakeTransport};
use libfuzzer_sys::fuzz_target;

const STATE: &str = "a state that nobody guesses";

fuzz_target!(|body: &[u8]| {
    let (service, login) = (FakeTransport::new(), FakeLogin::new());
    service.respond("LoginKeys", login.keys());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .expect("a runtime");
    let oauth = OAuth::public(Environment::Sod, "App-abc", "https://localhost/");
    let verifier = TokenVerifier::new(Environment::Sod, "App-abc");
    let started = OAuthLogin::resume(STATE, "verifier");
    let by_get = std::str::from_utf8(body).ok().map(OAuthCallback::from_query);
    for callback in [Some(OAuthCallback::from_form(body)), by_get] {
        let Some(Ok(callback)) = callback else {
            continue;
        };
        let _ = callback.error();
        if callback.state() != Some(STATE) {
            let accepted = runtime.block_on(oauth.accept(&started, &callback, &service));
            assert!(accepted.is_err(), "the callback of no login is accepted");
        }
        if let Some(token) = callback.id_token() {
            let claims = runtime.block_on(verifier.verify_id_token(token, &service));
            assert!(claims.is_err(), "a token that nobody signed is accepted");
        }
    }
    let change = runtime.block_on(TenantChange::verify(body, &verifier, &service));
    assert!(change.is_err(), "a message that nobody signed is accepted");
});
