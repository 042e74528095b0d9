//! Bytes that are read and encoded while they are sent.

use std::collections::VecDeque;
use std::error::Error as _;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use client::body::{Content, Upload};
use client::bytes::Bytes;
use client::carrier::{AdditionalProperties, Base64};
use client::error::{RequestErrorKind, TransportErrorKind};
use client::settings::Retry;
use client::transport::{BoxError, ByteStream, RequestBody, ResponseFuture, Transport};
use client::{Error, Request};
use futures_core::Stream;

use crate::server::{Server, ServerResponse};
use crate::{builder, client};

struct Document {
    document_id: Option<i32>,
    stream: Option<Base64>,
    pages: Option<Vec<Document>>,
    additional_properties: AdditionalProperties,
}

client::carrier!(Document {
    document_id: "DocumentId",
    stream: "Stream",
    pages: "Pages",
});

/// Gives its pieces, and then an error if there is one.
struct Pieces(VecDeque<Vec<u8>>, Option<&'static str>);

impl Stream for Pieces {
    type Item = Result<Vec<u8>, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = self.0.pop_front().map(Ok);
        Poll::Ready(piece.or_else(|| self.1.take().map(|message| Err(message.into()))))
    }
}

pub(crate) fn pieces(pieces: &[&str]) -> Upload {
    Upload::from_stream(Pieces(
        pieces
            .iter()
            .map(|piece| piece.as_bytes().to_vec())
            .collect(),
        None,
    ))
}

fn failing(first: &str) -> Upload {
    Upload::from_stream(Pieces([first.into()].into(), Some("the disk is gone")))
}

fn put(upload: impl Into<Upload>) -> Request<()> {
    Request::put("v1Test_SetFile", "v1/Test/File").content(Content::new("image/png", upload))
}

fn post(document: &Document) -> Request<()> {
    Request::post("v1Test_Save", "v1/Test").json(document)
}

fn document(upload: impl Into<Upload>) -> Document {
    Document {
        document_id: Some(5),
        stream: Some(Base64::from_upload(upload)),
        ..Document::default()
    }
}

#[tokio::test]
async fn a_property_alone_can_be_an_upload() {
    let server = Server::start(ServerResponse::nothing());
    let request: Request<()> = Request::post("v1Test_Import", "v1/Test/Import");
    let image = Base64::from_upload(pieces(&["ab", "c"]).with_length(3));
    let request = request.json_property("Image", &image);
    request.send(&client(&server)).await.expect("a response");
    let received = server.received();
    assert_eq!(received.body, br#"{"Image":"YWJj"}"#);
    assert_eq!(received.header("Content-Length"), Some("16"));
}

#[tokio::test]
async fn raw_bytes_are_sent_with_their_length_or_in_chunks() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    let long = vec![7; 200_000];
    let cases = [
        (Upload::from("content"), Some("7"), b"content".to_vec()),
        (
            Upload::from(long.clone()).on_progress(|_, _| {}),
            Some("200000"),
            long,
        ),
        (Upload::from("").with_length(0), Some("0"), Vec::new()),
        (pieces(&["ab", "", "c"]), None, b"abc".to_vec()),
        (pieces(&[]), None, Vec::new()),
        (
            pieces(&["ab", "c"]).with_length(3),
            Some("3"),
            b"abc".to_vec(),
        ),
        (pieces(&[]).with_length(0), Some("0"), Vec::new()),
        (
            ByteStream::from(b"abc".to_vec()).into(),
            None,
            b"abc".to_vec(),
        ),
    ];
    for (upload, length, body) in cases {
        let case = format!("{upload:?}");
        put(upload).send(&client).await.expect("a response");
        let received = server.received();
        assert!(received.is_complete, "{case}");
        assert_eq!(received.header("Content-Length"), length, "{case}");
        let chunked = length.is_none().then_some("chunked");
        assert_eq!(received.header("Transfer-Encoding"), chunked, "{case}");
        assert_eq!(received.header("Content-Type"), Some("image/png"), "{case}");
        assert!(received.body == body, "{case}");
    }
}

/// The same JSON as from bytes in memory, whatever the pieces are.
#[tokio::test]
async fn base64_is_encoded_while_it_is_sent() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    let long = "0123456789".repeat(20_001);
    let cases: [&[&str]; 8] = [
        &[],
        &["a"],
        &["ab"],
        &["a", "b", "c"],
        &["ab", "cd", "", "efgh"],
        &["abcdefg", "h"],
        &[&long],
        &["x", &long, "yz", &long],
    ];
    for parts in cases {
        let bytes = parts.concat().into_bytes();
        let plain = |stream| Document {
            document_id: Some(5),
            stream,
            ..Document::default()
        };
        let expected = client::encode(&plain(Some(bytes.clone().into())));
        let length = bytes.len() as u64;
        let uploads = [
            (pieces(parts), false),
            (pieces(parts).with_length(length), true),
            (Upload::from(bytes), true),
        ];
        for (upload, has_length) in uploads {
            post(&document(upload))
                .send(&client)
                .await
                .expect("a response");
            let received = server.received();
            assert!(received.body == expected, "{length}");
            let expected_length = has_length.then(|| expected.len().to_string());
            assert_eq!(
                received.header("Content-Length"),
                expected_length.as_deref()
            );
            assert_eq!(received.header("Content-Type"), Some("application/json"));
        }
    }
}

#[tokio::test]
async fn uploads_can_be_anywhere_in_a_body() {
    let server = Server::start(ServerResponse::nothing());
    let mut outer = Document {
        pages: Some(vec![
            Document::default(),
            document(pieces(&["b"])),
            Document {
                stream: Some(b"c".to_vec().into()),
                ..Document::default()
            },
        ]),
        ..document(pieces(&["a"]))
    };
    outer.additional_properties.insert("New \"1\"", "x");
    let request: Request<()> = Request::post("v1Test_Save", "v1/Test");
    let request = request.json(&[document("d"), outer].as_slice());
    request.send(&client(&server)).await.expect("a response");
    assert_eq!(
        String::from_utf8(server.received().body).expect("UTF-8"),
        concat!(
            r#"[{"DocumentId":5,"Stream":"ZA=="},{"DocumentId":5,"Stream":"YQ==","Pages":[{},"#,
            r#"{"DocumentId":5,"Stream":"Yg=="},{"Stream":"Yw=="}],"New \"1\"":"x"}]"#
        )
    );
}

#[tokio::test]
async fn progress_counts_the_bytes_of_the_upload() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    type Seen = Vec<(u64, Option<u64>)>;
    let cases: [(Upload, Seen); 4] = [
        (pieces(&["ab", "c"]), vec![(2, None), (3, None)]),
        (
            pieces(&["ab", "c"]).with_length(3),
            vec![(2, Some(3)), (3, Some(3))],
        ),
        (pieces(&[]), vec![]),
        (
            Upload::from(vec![0; 100_000]),
            vec![
                (49_152, Some(100_000)),
                (98_304, Some(100_000)),
                (100_000, Some(100_000)),
            ],
        ),
    ];
    for (upload, expected) in cases {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let noted = seen.clone();
        let upload = upload.on_progress(move |done, all| {
            noted.lock().expect("no panic").push((done, all));
        });
        post(&document(upload))
            .send(&client)
            .await
            .expect("a response");
        assert_eq!(*seen.lock().expect("no panic"), expected);
    }
}

#[tokio::test]
async fn a_source_that_fails_leaves_the_request_incomplete() {
    type Make = fn() -> Upload;
    let cases: [(Make, &str); 6] = [
        (|| failing("abc"), "the disk is gone"),
        (|| failing("abc").with_length(9), "the disk is gone"),
        (|| failing("abc").with_length(3), "the disk is gone"),
        (|| pieces(&["abc"]).with_length(4), "after 3 of its 4 bytes"),
        (
            || pieces(&["ab", "cd"]).with_length(3),
            "more than its 3 bytes",
        ),
        (
            || pieces(&["ab", "c"]).with_length(2),
            "more than its 2 bytes",
        ),
    ];
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    for (upload, cause) in cases {
        for request in [put(upload()), post(&document(upload()))] {
            let error = request.send(&client).await.expect_err("an error");
            check_broken_off(&error, cause);
            let received = server.received_late().await;
            assert!(!received.is_complete, "{cause}: {:?}", received.body);
        }
    }
}

#[tokio::test]
async fn bytes_where_there_should_be_none_are_an_error() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    let error = put(pieces(&["a"]).with_length(0)).send(&client).await;
    check_broken_off(&error.expect_err("an error"), "more than its 0 bytes");
    assert!(server.is_untouched());
}

fn check_broken_off(error: &Error, cause: &str) {
    let kind = TransportErrorKind::Body;
    assert!(
        matches!(error, Error::Transport(error) if error.kind() == kind),
        "{error:?}"
    );
    let mut causes = Vec::new();
    let mut next = error.source();
    while let Some(error) = next {
        causes.push(error.to_string());
        next = error.source();
    }
    assert!(causes.iter().any(|text| text.contains(cause)), "{causes:?}");
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let server = Server::start(ServerResponse::new("503 Service Unavailable"));
    let client = builder(&server)
        .retry(
            Retry::default()
                .max_retries(2)
                .backoff(Duration::ZERO, Duration::ZERO),
        )
        .build()
        .expect("valid settings");
    for request in [
        put(pieces(&["a"])),
        post(&document(pieces(&["a"]))).idempotent(),
    ] {
        let error = request.clone().send(&client).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
        server.received();
        assert!(server.is_untouched());

        let error = request.send(&client).await.unwrap_err();
        let kind = RequestErrorKind::UsedStream;
        assert!(
            matches!(&error, Error::Request(fault) if fault.kind() == kind),
            "{error:?}"
        );
        assert!(server.is_untouched());
    }
    // What is in memory is sent each time.
    for request in [
        put(Upload::from("a").on_progress(|_, _| {})),
        post(&document("a")).idempotent(),
    ] {
        request.send(&client).await.unwrap_err();
        let bodies = [(); 3].map(|()| server.received().body);
        assert!(!bodies[0].is_empty());
        assert_eq!(bodies[0], bodies[1]);
        assert_eq!(bodies[0], bodies[2]);
        assert!(server.is_untouched());
    }
}

/// Gives a piece whenever it has slept, all in all for longer than the server may be silent.
struct Slow(Pin<Box<tokio::time::Sleep>>, u32);

impl Stream for Slow {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.1 == 0 {
            return Poll::Ready(None);
        }
        self.0.as_mut().poll(context).map(|()| {
            let next = self.0.deadline() + Duration::from_millis(100);
            self.0.as_mut().reset(next);
            self.1 -= 1;
            Some(Ok("a".into()))
        })
    }
}

#[tokio::test]
async fn a_long_upload_is_no_silence() {
    let slow = |pieces| {
        let sleep = tokio::time::sleep(Duration::from_millis(100));
        Upload::from_stream(Slow(Box::pin(sleep), pieces))
    };
    let server = Server::start(ServerResponse::nothing());
    let client = builder(&server)
        .read_timeout(Duration::from_millis(600))
        .build()
        .expect("valid settings");
    put(slow(8)).send(&client).await.expect("a response");
    assert_eq!(server.received().body, b"aaaaaaaa");

    let server = Server::start(ServerResponse::nothing().delayed(Duration::from_secs(3)));
    let client = builder(&server)
        .read_timeout(Duration::from_millis(50))
        .build()
        .expect("valid settings");
    let error = put(pieces(&["a"])).send(&client).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

/// Takes a piece each 100 milliseconds.
struct SlowConnection;

impl Transport for SlowConnection {
    fn send(&self, request: http::Request<RequestBody>) -> ResponseFuture<'_> {
        Box::pin(async move {
            let length = request.body().length();
            let mut taken = 0;
            if let RequestBody::Stream { mut stream, .. } = request.into_body() {
                while let Some(piece) = stream.next().await {
                    taken += piece.expect("a piece").len() as u64;
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
            assert_eq!(length, Some(taken));
            Ok(http::Response::new(client::bytes::Bytes::new().into()))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_long_upload_from_memory_is_no_silence() {
    let client = client::Client::builder("https://localhost/Cust1")
        .transport(SlowConnection)
        .read_timeout(Duration::from_millis(150))
        .build()
        .expect("valid settings");
    put(vec![0; 3_000_000])
        .send(&client)
        .await
        .expect("a response");
}

#[test]
fn uploads_in_base64_behave_like_values() {
    let stream = document(pieces(&["secret"]));
    assert!(stream == stream.clone());
    assert!(stream != document(pieces(&["secret"])));
    assert!(document("a") == document("a"));
    assert!(document("a") != document("b"));
    assert_eq!(
        format!("{stream:?}"),
        "Document { document_id: Some(5), stream: Some(Base64(a stream)) }"
    );
    assert_eq!(
        format!("{:?}", Base64::from_upload("abc")),
        "Base64(3 bytes)"
    );
    assert_eq!(*Base64::from_upload("abc"), *b"abc");
    assert_eq!(Base64::from_upload("abc").into_inner(), b"abc");
    assert!(Base64::from_upload(pieces(&["abc"])).is_empty());

    // It can only be sent.
    assert_eq!(
        client::encode(&stream),
        br#"{"DocumentId":5,"Stream":null}"#
    );
    let error = serde_json::to_string(&stream).unwrap_err();
    assert!(error.to_string().contains("an upload can only be sent"));
    let request = format!("{:?}", post(&stream));
    assert!(request.contains("Json with uploads"), "{request}");
}

#[cfg(feature = "fs")]
#[tokio::test]
async fn files_are_opened_each_time_they_are_sent() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.bin");
    let server = Server::start(ServerResponse::new("503 Service Unavailable"));
    let client = builder(&server)
        .retry(
            Retry::default()
                .max_retries(1)
                .backoff(Duration::ZERO, Duration::ZERO),
        )
        .build()
        .expect("valid settings");
    let raw = put(Upload::from_file(&path));
    let json = post(&document(Upload::from_file(&path))).idempotent();

    for request in [raw.clone(), json.clone()] {
        let error = request.send(&client).await.unwrap_err();
        let kind = std::io::ErrorKind::NotFound;
        assert!(
            matches!(&error, Error::File(error) if error.kind() == kind),
            "{error:?}"
        );
        let message = error.to_string();
        assert!(message.contains(path.to_str().unwrap()), "{message}");
    }
    assert!(server.is_untouched());

    for content in [vec![7; 200_000], b"abc".to_vec(), Vec::new()] {
        std::fs::write(&path, &content).expect("a file");
        let plain = Document {
            document_id: Some(5),
            stream: Some(content.clone().into()),
            ..Document::default()
        };
        for (request, expected) in [
            (raw.clone(), content),
            (json.clone(), client::encode(&plain)),
        ] {
            request.send(&client).await.unwrap_err();
            for _ in 0..2 {
                let received = server.received();
                assert!(received.body == expected);
                let length = expected.len().to_string();
                assert_eq!(received.header("Content-Length"), Some(length.as_str()));
            }
            assert!(server.is_untouched());
        }
    }
    let error = put(Upload::from_file(folder.path())).send(&client).await;
    assert!(matches!(error, Err(Error::File(_))), "{error:?}");
}

/// Such files say that they are empty.
#[cfg(all(feature = "fs", target_os = "linux"))]
#[tokio::test]
async fn files_without_a_length_are_sent_in_chunks() {
    let server = Server::start(ServerResponse::nothing());
    let request = put(Upload::from_file("/proc/version"));
    request.send(&client(&server)).await.expect("a response");
    let received = server.received();
    assert_eq!(received.header("Transfer-Encoding"), Some("chunked"));
    let expected = std::fs::read("/proc/version").expect("the file");
    assert_eq!(received.body, expected);
}
