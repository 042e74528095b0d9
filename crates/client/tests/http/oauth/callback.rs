//! What the redirect address is called with.

use std::error::Error as _;

use client::Client;
use client::auth::{OAuthCallback, OAuthError, OAuthLogin};

use super::{granted, oauth, service};
use crate::server::ServerResponse;
use crate::{builder, client, ping};

fn query(query: &str) -> OAuthCallback {
    OAuthCallback::from_query(query).expect("a callback")
}

#[tokio::test]
async fn a_callback_becomes_a_session() {
    let server = service(|received| match received.target() {
        "/login/common/oauth/tokens" => ServerResponse::json(&granted(received).to_string()),
        _ => ServerResponse::nothing(),
    });
    let oauth = oauth(&server);
    let login = oauth.login(None).expect("a login");
    let state = login.state();
    let form = format!("code=hunter55&state={state}&id_token=abc");
    let by_get = query(&format!("https://app.example.com/back?{form}#part"));
    let by_post = OAuthCallback::from_form(form.as_bytes()).expect("a callback");
    assert_eq!(by_get, by_post);
    for callback in [by_get, by_post, query(&format!("?{form}")), query(&form)] {
        assert_eq!(
            (callback.state(), callback.id_token()),
            (Some(state), Some("abc"))
        );
        assert_eq!(callback.error(), None);
        let service = client(&server);
        let session = oauth.accept(&login, &callback, service.transport()).await;
        let session = session.expect("a session");
        assert_eq!(session.tokens().access_token(), "8A:hunter33");
        let claims = session.claims().expect("claims");
        assert_eq!(claims.context(), Some("Cust12345"));
        let received = std::iter::from_fn(|| server.next_received());
        let targets: Vec<String> = received.map(|it| it.target().to_owned()).collect();
        assert_eq!(targets[0], "/login/common/oauth/tokens");
        let client: Client = builder(&server)
            .authorization(session)
            .build()
            .expect("a client");
        ping().send(&client).await.expect("a response");
        let call = server.received();
        assert_eq!(call.header("Authorization"), Some("Bearer 8A:hunter33"));
    }
}

#[tokio::test]
async fn a_callback_that_belongs_to_no_login_is_refused() {
    let server = service(|_| ServerResponse::nothing());
    let oauth = oauth(&server);
    let login = oauth.login(None).expect("a login");
    let state = login.state();
    let other = "the response does not belong to this login: its `state` is another";
    for (response, expected) in [
        (String::new(), other),
        ("code=hunter55".to_owned(), other),
        ("code=hunter55&state=".to_owned(), other),
        ("code=hunter55&state=other".to_owned(), other),
        (format!("code=hunter55&state={state}x"), other),
        (format!("code=hunter55&State={state}"), other),
        (
            format!("state={state}"),
            "the response to the login has no `code`",
        ),
        (
            format!("code=&state={state}"),
            "the response to the login has no `code`",
        ),
        // What another login was refused for is no business of this one.
        ("error=access_denied&state=other".to_owned(), other),
        (
            format!("error=access_denied&code=hunter55&state={state}"),
            "the login service refused the login: the application was not approved",
        ),
        (
            format!("error=4&error_description=Not+now%0A{state}&state={state}"),
            "the login service refused the login: the application was not approved: Not now [redacted]",
        ),
    ] {
        let callback = query(&response);
        let service = client(&server);
        let error = oauth.accept(&login, &callback, service.transport()).await;
        assert_eq!(error.unwrap_err().to_string(), expected, "{response}");
        assert_eq!(format!("{callback:?}"), "OAuthCallback");
    }
    // A login without a state takes no callback without one.
    let none = OAuthLogin::resume("", "verifier");
    let service = client(&server);
    let error = oauth
        .accept(&none, &query("code=a&state="), service.transport())
        .await;
    assert_eq!(error.unwrap_err().to_string(), other);
    assert!(server.is_untouched());
}

#[test]
fn a_parameter_that_is_there_twice_is_an_error() {
    for name in ["state", "code", "error", "error_description", "id_token"] {
        let expected = format!("the callback of the login has the parameter `{name}` twice");
        let form = format!("{name}=a&other=b&{name}=hunter66");
        for callback in [
            OAuthCallback::from_form(form.as_bytes()),
            OAuthCallback::from_query(&form),
        ] {
            let error = callback.unwrap_err();
            assert_eq!(error.to_string(), expected);
            assert!(error.source().is_none());
        }
        // One without a value is none.
        assert!(OAuthCallback::from_form(format!("{name}=&{name}=a").as_bytes()).is_ok());
    }
    assert!(OAuthCallback::from_form(b"other=a&other=b").is_ok());
}

#[test]
fn whatever_comes_is_read() {
    let broken =
        OAuthCallback::from_form(b"state=%zz%ff&code=\xff\xfe&&==&error=%34").expect("one");
    assert!(broken.state().expect("a state").starts_with("%zz"));
    assert_eq!(broken.error(), Some(OAuthError::Denied));
    let plus = query("state=a+b%2Bc%26d");
    assert_eq!(plus.state(), Some("a b+c&d"));
    // In a body these separate nothing.
    let body = OAuthCallback::from_form(b"state=a?b#c").expect("one");
    assert_eq!(body.state(), Some("a?b#c"));
}
