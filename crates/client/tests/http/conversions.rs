//! Errors beside calls, which become those of calls by `?`.

use client::Error;
use client::carrier::Dictionary;
use client::custom_fields::CustomFields;
use client::error::ValueError;
use client::time::{Date, DateTime, TimeSpan};
use client::transport::Transport;

use crate::{builder, server};

fn field(fields: &Dictionary<String>) -> Result<Option<i32>, Error> {
    Ok(fields.read("x_score")?)
}

fn values(day: &str, time: &str, span: &str) -> Result<(), Error> {
    let _: Date = day.parse()?;
    let _: DateTime = time.parse()?;
    let _: TimeSpan = span.parse()?;
    Ok(())
}

fn json(text: &[u8]) -> Result<Dictionary<i32>, Error> {
    Ok(client::decode(text)?)
}

/// The value can be personal, so it is asked for.
fn check(error: &Error, expected: &str) {
    let text = error.to_string();
    assert!(text.contains(expected), "{text}");
    assert!(
        !format!("{error} {error:?}").contains("hunter22"),
        "{error:?}"
    );
    assert!(std::error::Error::source(error).is_none());
}

#[test]
fn values_that_are_something_else() {
    let fields = client::decode(br#"{"x_score":"hunter22"}"#).unwrap();
    let error = field(&fields).unwrap_err();
    check(
        &error,
        "the value of the field `x_score` is not a whole number",
    );
    let Error::Value(value) = &error else {
        panic!("{error:?}")
    };
    let ValueError::CustomField(inner) = &**value else {
        panic!("{value:?}")
    };
    assert_eq!(inner.text(), Some("hunter22"));

    let (day, time, span) = ("2024-05-13", "2024-05-13T14:52:00", "00:15:00");
    values(day, time, span).unwrap();
    check(&values("hunter22", time, span).unwrap_err(), "no day");
    check(&values(day, "hunter22", span).unwrap_err(), "no time");
    check(
        &values(day, time, "hunter22").unwrap_err(),
        "no length of time",
    );
    let error = json(br#"{"a":{"b":"hunter22"}}"#).unwrap_err();
    check(&error, "the JSON cannot be read at `a`: expected i32");
}

#[cfg(feature = "jiff")]
#[test]
fn times_that_cannot_be_converted() {
    fn timestamp(time: &DateTime) -> Result<jiff::Timestamp, Error> {
        Ok(time.to_timestamp()?)
    }
    let error = timestamp(&"2024-05-13T14:52:00".parse().unwrap()).unwrap_err();
    check(&error, "no offset");
}

#[tokio::test]
async fn failures_of_a_transport() {
    let request = || {
        let request = client::http::Request::get("http://127.0.0.1:1/");
        request
            .body(client::transport::RequestBody::empty())
            .unwrap()
    };
    async fn send(
        transport: &dyn Transport,
        request: client::http::Request<client::transport::RequestBody>,
    ) -> Result<(), Error> {
        transport.send(request).await?;
        Ok(())
    }
    let server = server::Server::start(server::ServerResponse::nothing());
    let client = builder(&server).build().unwrap();
    let error = send(client.transport(), request()).await.unwrap_err();
    let Error::Transport(_) = &error else {
        panic!("{error:?}")
    };
    assert!(error.to_string().contains("refused"), "{error}");
}
