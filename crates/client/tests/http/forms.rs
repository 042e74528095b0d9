//! Filters that are too long for an address.

use client::collection::{Filter, column};
use client::error::RequestErrorKind;
use client::request::Collection;
use client::{Error, Json, Request};

use crate::client;
use crate::server::{Server, ServerResponse};

fn contacts() -> Request<Json, Collection> {
    Request::get("v1Test_Contacts", "v1/Contact")
}

/// So many identifiers make an address longer than servers take.
fn long() -> Filter {
    column("id").in_(1000..1500)
}

#[tokio::test]
async fn an_address_that_is_too_long_is_not_sent() {
    let server = Server::start(ServerResponse::json(r#"{"value":[]}"#));
    let error = contacts().filter(long()).send(&client(&server)).await;
    let error = error.unwrap_err();
    let Error::Request(fault) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(fault.kind(), RequestErrorKind::Address);
    let text = error.to_string();
    assert!(text.contains("more than the 2000"), "{text}");
    assert!(text.contains("narrow the filter"), "{text}");
    assert!(!text.contains("1000"), "{text}");
    assert!(server.is_untouched());

    let patient = crate::builder(&server).max_url_length(5_000).build();
    let response = contacts().filter(long()).send(&patient.unwrap()).await;
    response.unwrap();
    assert!(server.received().target().len() > 2_000);
}

#[tokio::test]
async fn a_long_filter_goes_in_a_form_where_the_service_takes_one() {
    let server = Server::start(ServerResponse::json(r#"{"value":[{"PrimaryKey":"1"}]}"#));
    let client = client(&server);
    let request = || contacts().form_if_long("v1Test_PostContacts");
    request().filter("id eq 1").send(&client).await.unwrap();
    let short = server.received();
    assert!(short.line.starts_with("GET "), "{}", short.line);
    assert_eq!(short.header("Content-Type"), None);

    let filter = long().and(column("name").is("L'Oréal & Co"));
    let expected: Vec<_> = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("$filter", filter.as_str())
        .append_pair("$top", "2")
        .finish()
        .into();
    let rows = request().filter(filter).page_size(2).rows(&client);
    assert_eq!(rows.all().await.unwrap().len(), 1);
    let received = server.received();
    assert_eq!(received.line, "POST /Cust12345/api/v1/Contact HTTP/1.1");
    assert_eq!(
        received.header("Content-Type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(received.body, expected);

    // It only reads, so it may be sent again.
    let server = Server::script([
        ServerResponse::new("503 Service Unavailable").with_header("Retry-After: 0"),
        ServerResponse::json(r#"{"value":[{"PrimaryKey":"1"}]}"#),
    ]);
    let client = crate::client(&server);
    let form: Request<Json, Collection> = Request::post("v1Test_PostContacts", "v1/Contact");
    let rows = form.form().filter("a eq 1").top(1).rows(&client);
    rows.all().await.unwrap();
    for _ in 0..2 {
        assert_eq!(server.received().body, b"%24filter=a+eq+1&%24top=1");
    }
}
