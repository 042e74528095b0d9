//! Language, culture and time zone.

use client::error::RequestErrorKind;
use client::settings::{Language, TimeZone};
use client::{Client, Error, Request};

use crate::server::{Received, Server, ServerResponse};
use crate::{builder, client, ping};

#[tokio::test]
async fn nothing_is_sent_by_default() {
    let server = Server::start(ServerResponse::nothing());
    ping().send(&client(&server)).await.expect("a response");
    assert_eq!(headers(&server.received()), [None; 4]);
}

#[tokio::test]
async fn settings_of_a_call_replace_those_of_the_client_for_this_call() {
    let server = Server::start(ServerResponse::nothing());
    let client = builder(&server)
        .language("en")
        .culture("sv")
        .time_zone("NO")
        .build()
        .expect("a client");
    let defaults = [Some("en"), Some("en"), Some("sv"), Some("NO")];
    let cases: [(Request<()>, [Option<&str>; 4]); 6] = [
        (ping(), defaults),
        (
            ping().language("nb-no"),
            [Some("nb-no"), Some("nb-no"), Some("sv"), Some("NO")],
        ),
        // A proxy may add the header that caches know, but the service looks at its own first.
        (
            ping().language(Language::raw()),
            [Some("*"), None, Some("sv"), Some("NO")],
        ),
        (
            ping().culture("da"),
            [Some("en"), Some("en"), Some("da"), Some("NO")],
        ),
        (
            ping().time_zone(TimeZone::new("UTC").include_offset()),
            [
                Some("en"),
                Some("en"),
                Some("sv"),
                Some("UTC,includeTZOffset"),
            ],
        ),
        (ping(), defaults),
    ];
    for (request, expected) in cases {
        request.send(&client).await.expect("a response");
        assert_eq!(headers(&server.received()), expected);
    }
}

#[tokio::test]
async fn settings_of_a_call_do_not_stay_with_the_client() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    let request = ping().language("en").culture("sv").time_zone("261");
    request.send(&client).await.expect("a response");
    assert_eq!(
        headers(&server.received()),
        [Some("en"), Some("en"), Some("sv"), Some("261")]
    );

    ping().send(&client).await.expect("a response");
    assert_eq!(headers(&server.received()), [None; 4]);
}

#[tokio::test]
async fn an_offset_needs_no_zone() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    for zone in [
        TimeZone::offset_only(),
        TimeZone::new("").include_offset(),
        TimeZone::new(" ").include_offset(),
    ] {
        ping()
            .time_zone(zone)
            .send(&client)
            .await
            .expect("a response");
        let received = server.received();
        assert_eq!(received.header("SO-TimeZone"), Some("includeTZOffset"));
    }
}

#[tokio::test]
async fn a_culture_needs_a_language() {
    let error = Client::builder("https://localhost/Cust1")
        .culture("sv")
        .build()
        .unwrap_err();
    assert!(matches!(error, Error::Configuration(_)), "{error:?}");

    let server = Server::start(ServerResponse::nothing());
    let error = ping()
        .culture("sv")
        .send(&client(&server))
        .await
        .unwrap_err();
    assert!(
        matches!(&error, Error::Request(fault)
            if fault.kind() == RequestErrorKind::CultureWithoutLanguage),
        "{error:?}"
    );
    assert!(server.is_untouched());

    let english = builder(&server).language("en").build().expect("a client");
    ping()
        .culture("sv")
        .send(&english)
        .await
        .expect("a response");
    assert_eq!(
        headers(&server.received()),
        [Some("en"), Some("en"), Some("sv"), None]
    );
}

#[tokio::test]
async fn settings_that_cannot_be_sent_are_refused() {
    for text in ["", "e\nn", "språk"] {
        let error = Client::builder("https://localhost/Cust1")
            .language(text)
            .build()
            .unwrap_err();
        assert!(error.to_string().contains("`SO-Language`"), "{error}");

        let server = Server::start(ServerResponse::nothing());
        let error = ping().time_zone(text).send(&client(&server)).await;
        // An empty zone is an empty string, a zone of other characters is no header.
        let error = error.unwrap_err();
        assert!(error.to_string().contains("`SO-TimeZone`"), "{error}");
    }
}

#[tokio::test]
async fn the_zone_of_a_response_can_be_asked_for() {
    for (header, expected) in [("SO-TimeZone: NO", Some("NO")), ("X-Other: NO", None)] {
        let server = Server::start(ServerResponse::nothing().with_header(header));
        let response = ping().send_with_response(&client(&server)).await;
        assert_eq!(response.expect("a response").time_zone(), expected);
    }
}

/// The offset of the machine that the client runs on is nobody's business, so it is sent by no
/// call.
fn headers(received: &Received) -> [Option<&str>; 4] {
    assert_eq!(received.header("SO-Browser-TZ-Offset"), None);
    [
        "SO-Language",
        "Accept-Language",
        "SO-Culture",
        "SO-TimeZone",
    ]
    .map(|name| received.header(name))
}
