//! Which calls are repeated, how often, and when.

use std::time::{Duration, SystemTime};

use client::body::Content;
use client::error::TransportErrorKind;
use client::http::Method;
use client::settings::{RateLimit, Retry};
use client::transport::SendError;
use client::{Client, Error, Request};

use crate::scripted::{self, response};
use crate::server::{Server, ServerResponse, nowhere};
use crate::upload::pieces;
use crate::{builder, many, ping};

const TRANSIENT: [&str; 4] = [
    "429 Too Many Requests",
    "502 Bad Gateway",
    "503 Service Unavailable",
    "504 Gateway Timeout",
];

#[tokio::test]
async fn an_overloaded_server_is_asked_again() {
    for status in TRANSIENT {
        let server = Server::script([
            ServerResponse::new(status),
            ServerResponse::new(status),
            ServerResponse::nothing(),
        ]);
        ping().send(&quick(&server, 2)).await.expect(status);
        assert_eq!(count(&server), 3);
    }
}

#[tokio::test]
async fn the_last_error_surfaces() {
    for (times, requests) in [(0, 1), (1, 2), (3, 4)] {
        let mut asked = 0;
        let server = Server::respond(move |_| {
            asked += 1;
            let text = format!("response {asked}");
            ServerResponse::new("503 Service Unavailable").with_body("text/plain", text)
        });
        let error = ping().send(&quick(&server, times)).await.unwrap_err();
        let message = error.server().expect("a response").message();
        assert_eq!(message, Some(&*format!("response {requests}")));
        assert_eq!(count(&server), requests);
    }
}

#[tokio::test]
async fn other_errors_are_final() {
    for status in [
        "400 Bad Request",
        "403 Forbidden",
        "404 Not Found",
        "409 Conflict",
        "421 Misdirected Request",
        "500 Internal Server Error",
        "501 Not Implemented",
    ] {
        let server = Server::start(ServerResponse::new(status));
        ping().send(&quick(&server, 2)).await.unwrap_err();
        assert_eq!(count(&server), 1, "{status}");
    }
}

#[tokio::test]
async fn only_what_does_no_harm_twice_is_repeated() {
    let cases: [(Request<()>, usize); 8] = [
        (Request::get("v1Test", "v1/Test"), 2),
        (Request::put("v1Test", "v1/Test").json(&1), 2),
        (Request::delete("v1Test", "v1/Test"), 2),
        (Request::post("v1Test", "v1/Test").json(&1), 1),
        (Request::patch("v1Test", "v1/Test").json(&1), 1),
        (Request::post("v1Test", "v1/Test").json(&1).idempotent(), 2),
        (Request::patch("v1Test", "v1/Test").json(&1).idempotent(), 2),
        // A stream is gone once it has been sent.
        (
            Request::put("v1Test", "v1/Test")
                .content(stream())
                .idempotent(),
            1,
        ),
    ];
    for (request, requests) in cases {
        let server = Server::start(ServerResponse::new("503 Service Unavailable"));
        let has_body = !matches!(*request.method(), Method::GET | Method::DELETE);
        let description = format!("{request:?}");
        let error = request.send(&quick(&server, 1)).await.unwrap_err();
        assert_eq!(error.status().expect("a status").as_u16(), 503);
        for _ in 0..requests {
            let received = server.received();
            assert!(received.is_complete, "{description}");
            assert_eq!(!received.body.is_empty(), has_body, "{description}");
        }
        assert!(server.is_untouched(), "{description}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_cannot_be_reached_is_tried_again() {
    for (request, requests) in [
        (ping(), 3),
        // The server has not seen the call.
        (Request::post("v1Test", "v1/Test"), 3),
        (Request::patch("v1Test", "v1/Test").json(&1), 3),
        // A stream is gone once it has been handed over.
        (Request::put("v1Test", "v1/Test").content(stream()), 1),
    ] {
        let kind = TransportErrorKind::Connect;
        let (builder, times) = scripted::builder(move |_| Err(SendError::new(kind, "no")));
        let client = builder.build().expect("a client");
        let error = request.send(&client).await.unwrap_err();
        assert!(
            matches!(&error, Error::Transport(error) if error.kind() == kind),
            "{error:?}"
        );
        assert_eq!(times.count(), requests);
    }
}

#[tokio::test]
async fn a_port_where_nobody_listens_is_no_connection() {
    let address = nowhere();
    let client = Client::builder(format!("http://{address}/Cust12345"))
        .no_proxy()
        .retry(Retry::never())
        .build()
        .expect("a client");
    let error = ping().send(&client).await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if error.kind() == TransportErrorKind::Connect),
        "{error:?}"
    );
}

/// The server may have carried out the call.
#[tokio::test(start_paused = true)]
async fn a_broken_connection_is_final() {
    for kind in [TransportErrorKind::Other, TransportErrorKind::Timeout] {
        let (builder, times) = scripted::builder(move |_| Err(SendError::new(kind, "no")));
        let client = builder.build().expect("a client");
        ping().send(&client).await.unwrap_err();
        assert_eq!(times.count(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn pauses_double_up_to_the_longest() {
    let (builder, times) = scripted::builder(|_| response(503, None));
    let [first, longest] = [1, 5].map(Duration::from_secs);
    let retry = Retry::default().max_retries(5).backoff(first, longest);
    let client = builder.retry(retry).build().expect("a client");
    ping().send(&client).await.unwrap_err();
    for (pause, full) in times.pauses().into_iter().zip([1, 2, 4, 5, 5]) {
        let full = Duration::from_secs(full);
        // The timer of tokio rounds up to milliseconds.
        assert!(
            pause >= full / 2 && pause <= full + Duration::from_millis(2),
            "{pause:?} of {full:?}"
        );
    }
    assert_eq!(times.count(), 6);
}

#[tokio::test(start_paused = true)]
async fn the_server_says_how_long_to_wait() {
    let date = |seconds| httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(seconds));
    // What the server says, and between which seconds the second request comes, if it comes.
    let cases = [
        ("20".to_owned(), Some(20..=20)),
        (" 20 ".to_owned(), Some(20..=20)),
        ("0".to_owned(), Some(0..=1)),
        (date(3000), Some(2900..=3000)),
        ("Sat, 31 Jan 1998 14:19:10 GMT".to_owned(), Some(0..=1)),
        // Nothing that anybody can read.
        ("soon".to_owned(), Some(0..=1)),
        ("-5".to_owned(), Some(0..=1)),
        // Longer than the longest pause.
        ("99999999999999999999999".to_owned(), None),
        ("1e300".to_owned(), None),
        ("3601".to_owned(), None),
        (date(9000), None),
    ];
    for (text, expected) in cases {
        let said = text.clone();
        let (builder, times) = scripted::builder(move |number| match number {
            0 => response(429, Some(("retry-after", &*said))),
            _ => response(204, None),
        });
        let hour = Duration::from_secs(3600);
        let client = builder
            .retry(
                Retry::default()
                    .max_retries(1)
                    .backoff(Duration::from_millis(500), hour),
            )
            .timeout(2 * hour)
            .build()
            .expect("a client");
        let result = ping().send(&client).await;
        match expected {
            Some(seconds) => {
                result.expect(&text);
                let pause = times.pauses()[0].as_secs();
                assert!(seconds.contains(&pause), "{text}: {pause}");
            }
            None => {
                assert_eq!(result.unwrap_err().status().unwrap().as_u16(), 429);
                assert_eq!(times.count(), 1, "{text}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn those_who_were_told_to_wait_do_not_come_back_at_once() {
    for (status, header) in [
        (429, Some(("retry-after", "5"))),
        (503, Some(("retry-after", "5"))),
        (503, None),
    ] {
        let (builder, times) = scripted::builder(move |number| match number {
            0..50 => response(status, header),
            _ => response(204, None),
        });
        let client = builder.rate_limit(RateLimit::unlimited()).build();
        let client = client.expect("a client");
        let start = tokio::time::Instant::now();
        for result in many(&client, 50).await {
            result.expect("a response");
        }
        let mut times = times.since(start);
        let mut again = times.split_off(50);
        assert!(times.iter().all(Duration::is_zero));
        if header.is_some() {
            assert!(again.iter().all(|time| time.as_secs() == 5), "{again:?}");
        }
        again.dedup();
        assert!(again.len() > 25, "{again:?}");
    }
}

/// The service has done nothing.
#[tokio::test]
async fn a_refusal_because_of_too_many_requests_is_repeated_for_every_method() {
    let requests: [Request<()>; 3] = [
        Request::post("v1Test", "v1/Test").json(&1),
        Request::patch("v1Test", "v1/Test").json(&1),
        Request::put("v1Test", "v1/Test").json(&1),
    ];
    for request in requests {
        let server = Server::script([ServerResponse::new(TRANSIENT[0]), ServerResponse::nothing()]);
        let description = format!("{request:?}");
        request.send(&quick(&server, 1)).await.expect(&description);
        assert_eq!(server.received().body, server.received().body);
    }
}

#[tokio::test(start_paused = true)]
async fn an_outage_is_not_multiplied() {
    const CALLS: usize = 1000;
    // The settings, the status, and how many requests there are at least and at most.
    let cases = [
        (Retry::default(), 503, 1200..=1250),
        (Retry::default().budget(0, 0), 503, CALLS..=CALLS),
        (Retry::default().budget(10, 0), 503, CALLS + 10..=CALLS + 10),
        (Retry::default().budget(0, 20), 503, 1200..=1200),
        // A full reserve takes no more.
        (Retry::default().budget(10, 20), 503, 1209..=1210),
        (Retry::default().budget(0, 100), 503, 1999..=2000),
        (
            Retry::default().budget(u32::MAX, u32::MAX),
            503,
            3000..=3000,
        ),
        (Retry::default().budget(u32::MAX, 0), 503, 3000..=3000),
        // The service asks for these itself.
        (Retry::default().budget(0, 0), 429, 3000..=3000),
        (Retry::never(), 503, CALLS..=CALLS),
    ];
    for (retry, status, expected) in cases {
        let (builder, times) = scripted::builder(move |_| response(status, None));
        let client = builder
            .rate_limit(RateLimit::unlimited())
            .retry(retry)
            .build();
        let client = client.expect("a client");
        for result in many(&client, CALLS).await {
            result.unwrap_err();
        }
        assert!(
            expected.contains(&times.count()),
            "{retry:?}: {}",
            times.count()
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_reserve_for_retries_comes_back() {
    // Ten calls during an outage have the two retries of the reserve, and so have the next ten.
    let is_outage = |number: usize| !(12..212).contains(&number);
    let (builder, times) = scripted::builder(move |number| match is_outage(number) {
        true => response(503, None),
        false => response(204, None),
    });
    let retry = Retry::default().budget(2, 1).max_retries(1);
    let client = builder.rate_limit(RateLimit::unlimited()).retry(retry);
    let client = client.build().expect("a client");
    for number in 0..220 {
        let result = ping().send(&client).await;
        assert_eq!(result.is_ok(), (10..210).contains(&number), "{number}");
    }
    assert_eq!(times.count(), 224);
}

#[tokio::test]
async fn an_attempt_can_have_a_timeout_of_its_own() {
    let cases: [(Request<()>, bool); 3] = [
        (ping(), true),
        (Request::post("v1Test", "v1/Test"), false),
        (Request::post("v1Test", "v1/Test").idempotent(), true),
    ];
    for (request, is_idempotent) in cases {
        let server = Server::script([
            ServerResponse::nothing().delayed(Duration::from_millis(500)),
            ServerResponse::nothing(),
        ]);
        let retry = Retry::default().attempt_timeout(Duration::from_millis(200));
        let client = builder(&server).retry(retry).build().expect("a client");
        let description = format!("{request:?}");
        let result = request.send(&client).await;
        if is_idempotent {
            result.expect(&description);
            server.received();
        } else {
            assert!(result.expect_err(&description).is_timeout());
        }
    }
}

/// The error of the server says more than a timeout, and comes sooner.
#[tokio::test(start_paused = true)]
async fn a_pause_beyond_the_timeout_is_not_made() {
    let (builder, times) = scripted::builder(|_| response(503, Some(("retry-after", "20"))));
    let retry = Retry::default().max_retries(10);
    let client = builder.retry(retry).build().expect("a client");
    let started = tokio::time::Instant::now();
    let request = ping().timeout(Duration::from_secs(50));
    let error = request.send(&client).await.unwrap_err();
    assert_eq!(error.status().expect("a status").as_u16(), 503);
    assert_eq!(times.count(), 3);
    assert_eq!(started.elapsed().as_secs(), 40);
}

fn quick(server: &Server, times: u32) -> Client {
    let pause = Duration::from_millis(1);
    builder(server)
        .retry(Retry::default().max_retries(times).backoff(pause, pause))
        .build()
        .expect("a client")
}

fn count(server: &Server) -> usize {
    let mut count = 0;
    while !server.is_untouched() {
        count += 1;
    }
    count
}

fn stream() -> Content {
    Content::new("text/plain", pieces(&["piece"]))
}
