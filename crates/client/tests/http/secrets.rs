//! Secrets and personal data stay out of everything that is printed.

use std::fmt::{Debug, Display};

use client::{Client, Content, Credentials, Request};

use crate::server::{Answer, Server};
use crate::{builder, ping};

const SECRET: &str = "hunter22";

fn authorizations() -> [Credentials; 6] {
    [
        Credentials::basic("user", SECRET),
        Credentials::ticket(SECRET, "application"),
        Credentials::ticket("7T:abc", SECRET),
        Credentials::bearer(SECRET),
        Credentials::session(SECRET),
        Credentials::session_with_cookies("xsrf", format!("a={SECRET}")),
    ]
}

#[test]
fn settings_print_no_secrets() {
    for authorization in authorizations() {
        assert_clean(&authorization);
        let base_url = "https://localhost/Cust1";
        let builder = Client::builder(base_url).authorization(authorization);
        assert_clean(&builder);
        assert_clean(&builder.build().expect("a client"));
    }
    assert_clean(&Client::builder(format!(
        "https://user:{SECRET}@localhost/"
    )));
    let authorization = Credentials::bearer(format!("{SECRET}\n"));
    let builder = Client::builder("https://localhost/").authorization(authorization);
    assert_clean_error(&builder.build().unwrap_err());
}

#[test]
fn requests_print_no_arguments() {
    let request: Request<()> = Request::post("v1Test", "v1/Test/{id}");
    let request = request
        .path("id", &SECRET)
        .query("q", &SECRET)
        .header("X-Secret", SECRET)
        .json(&SECRET);
    assert_clean(&request);
    assert_clean(&request.content(Content::new("text/plain", SECRET)));
}

#[tokio::test]
async fn messages_of_servers_are_cleaned_of_secrets() {
    let body = format!(
        r#"{{"Message":"{SECRET} is wrong","ErrorType":"{SECRET}","MessageDetail":"a={SECRET}."}}"#
    );
    let server = Server::start(
        Answer::new("401 Unauthorized")
            .with_header(&format!("Set-Cookie: a={SECRET}"))
            .with_body("application/json", body),
    );
    // A cookie is a secret as a whole: of it, only the whole is recognised.
    for authorization in &authorizations()[..5] {
        let client = builder(&server)
            .authorization(authorization.clone())
            .build()
            .expect("a client");
        assert_clean_error(&ping().send(&client).await.unwrap_err());
    }
}

#[tokio::test]
async fn responses_print_no_cookies() {
    let answer = Answer::nothing().with_header(&format!("Set-Cookie: a={SECRET}"));
    let server = Server::start(answer);
    let client = builder(&server).build().expect("a client");
    assert_clean(
        &ping()
            .send_with_response(&client)
            .await
            .expect("a response"),
    );
}

#[track_caller]
fn assert_clean(value: &dyn Debug) {
    let text = format!("{value:?} {value:#?}");
    assert!(!text.contains(SECRET), "{text}");
}

#[track_caller]
fn assert_clean_error<E: Debug + Display>(error: &E) {
    assert_clean(error);
    let text = error.to_string();
    assert!(!text.contains(SECRET), "{text}");
}
