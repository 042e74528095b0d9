//! What is set on one call is seen by no other.

use std::time::{Duration, SystemTime};

use client::request::{ConditionalRead, Plain};
use client::settings::TimeZone;
use client::{Credentials, Request};

use crate::server::{Received, Server, ServerResponse};
use crate::{builder, ping};

const OF_A_CALL: [&str; 7] = [
    "If-Modified-Since",
    "SO-Language",
    "Accept-Language",
    "SO-Culture",
    "SO-TimeZone",
    "X-Extra",
    "Content-Type",
];

#[tokio::test]
async fn headers_of_a_call_do_not_stay() {
    // The mistake was seen with these credentials, whose headers were shared by all calls.
    let credentials = [
        Credentials::ticket("7T:ticket", "application"),
        Credentials::bearer("8A:token"),
        Credentials::session_with_cookies("xsrf", "a=b"),
    ];
    for credentials in credentials {
        let server = Server::start(ServerResponse::nothing());
        let client = builder(&server).authorization(credentials).build();
        let client = client.expect("a client");
        let clone = client.clone();
        ping().send(&client).await.expect("a response");
        let before = server.received();

        everything().send(&client).await.expect("a response");
        let received = server.received();
        for name in OF_A_CALL {
            assert!(received.header(name).is_some(), "{name}");
        }

        for client in [&client, &clone, &client.clone()] {
            ping().send(client).await.expect("a response");
            assert_eq!(all(&server.received()), all(&before));
        }
    }
}

#[tokio::test]
async fn calls_at_the_same_time_do_not_mix() {
    let server = Server::start(ServerResponse::nothing().delayed(Duration::from_millis(5)));
    let client = builder(&server).build().expect("a client");
    let (one, other) = tokio::join!(everything().send(&client), ping().send(&client));
    one.expect("a response");
    other.expect("a response");
    let mut found = [server.received(), server.received()];
    found.sort_by_key(|received| all(received).len());
    for name in OF_A_CALL {
        assert!(found[0].header(name).is_none(), "{name}");
        assert!(found[1].header(name).is_some(), "{name}");
    }
}

/// A request that sets whatever can be set.
fn everything() -> Request<client::response::IfModified<()>, ConditionalRead<Plain>> {
    let request: Request<(), ConditionalRead<Plain>> = Request::put("v1Test", "v1/Test");
    request
        .json(&1)
        .language("nb-no")
        .culture("sv")
        .time_zone(TimeZone::new("NO").include_offset())
        .header("X-Extra", "extra")
        .header("Authorization", "Other authorization")
        .timeout(Duration::from_secs(50))
        .if_modified_since(SystemTime::UNIX_EPOCH)
}

fn all(received: &Received) -> Vec<(String, String)> {
    let mut headers = received.headers.clone();
    headers.sort();
    headers
}
