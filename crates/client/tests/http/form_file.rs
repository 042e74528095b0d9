//! Files that are the only field of a form.

mod form;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use client::auth::{CredentialsProvider, CredentialsRequest};
use client::body::{Content, Upload};
use client::bytes::Bytes;
use client::error::{AuthorizationError, RequestErrorKind, TransportErrorKind};
use client::settings::Retry;
use client::testing::{FakeRequest, FakeResponse, FakeTransport};
use client::transport::{BoxFuture, ByteStream, RequestBody, ResponseFuture, Transport};
use client::{Credentials, Error, Request};

use self::form::Form;
use crate::server::{Server, ServerResponse};
use crate::upload::pieces;
use crate::{builder, client};

fn put(content: Content) -> Request<()> {
    Request::put("v1Test_SaveImage", "v1/Test/Image").file("image", content)
}

fn png(upload: impl Into<Upload>) -> Content {
    Content::new("image/png", upload)
}

#[tokio::test]
async fn a_form_has_the_bytes_and_the_length_of_any_upload() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    let long = vec![7; 200_000];
    // What looks like the end of headers, of a form or of a line is content.
    let tricky = "\r\n--\r\n\r\n--boundary--\r\nContent-Type: a/b\r\n\r\n\"\r";
    let cases: [(Upload, bool, &[u8]); 9] = [
        ("\u{89}PNG\0".into(), true, "\u{89}PNG\0".as_bytes()),
        ("".into(), true, b""),
        (tricky.into(), true, tricky.as_bytes()),
        (
            Upload::from(long.clone()).on_progress(|_, _| {}),
            true,
            &long,
        ),
        (pieces(&["ab", "", "c"]), false, b"abc"),
        (pieces(&[]), false, b""),
        (pieces(&["ab", "c"]).with_length(3), true, b"abc"),
        (pieces(&[]).with_length(0), true, b""),
        (ByteStream::from(b"abc".to_vec()).into(), false, b"abc"),
    ];
    for (upload, has_length, content) in cases {
        let case = format!("{upload:?}");
        put(png(upload)).send(&client).await.expect("a response");
        let received = server.received();
        assert!(received.is_complete, "{case}");
        assert_eq!(received.line, "PUT /Cust12345/api/v1/Test/Image HTTP/1.1");
        let length = has_length.then(|| received.body.len().to_string());
        assert_eq!(received.header("Content-Length"), length.as_deref());
        let chunked = (!has_length).then_some("chunked");
        assert_eq!(received.header("Transfer-Encoding"), chunked, "{case}");
        let form = Form::read(&received);
        assert!(form.content == content, "{case}");
        assert_eq!(form.name, "image");
        assert_eq!(form.file_name, "image.png");
        assert_eq!(form.media_type, "image/png");
    }
}

#[tokio::test]
async fn names_cannot_leave_their_quotes() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    let cases = [
        ("image", "image"),
        ("an image", "an image"),
        ("b\u{e5}de", "b\u{e5}de"),
        ("a;b=c", "a;b=c"),
        (r"C:\a", r"C:\a"),
        ("50%22", "50%22"),
        (r#"a"; name="b"#, "a%22; name=%22b"),
        ("a\r\nX: b", "a%0D%0AX: b"),
    ];
    for (name, expected) in cases {
        let request: Request<()> = Request::post("v1Test", "v1/Test");
        let request = request.file(name, png("abc").with_file_name(name));
        request.send(&client).await.expect("a response");
        let form = Form::read(&server.received());
        assert_eq!(form.name, expected);
        assert_eq!(form.file_name, expected);
        assert_eq!(form.content, b"abc");
    }
    // Only the names of fields have their line breaks completed.
    for (name, field, file_name) in [
        ("a\rb", "a%0D%0Ab", "a%0Db"),
        ("a\nb", "a%0D%0Ab", "a%0Ab"),
        ("a\n\rb", "a%0D%0A%0D%0Ab", "a%0A%0Db"),
    ] {
        let request: Request<()> = Request::post("v1Test", "v1/Test");
        let request = request.file(name, png("abc").with_file_name(name));
        request.send(&client).await.expect("a response");
        let form = Form::read(&server.received());
        assert_eq!((&*form.name, &*form.file_name), (field, file_name));
    }
}

#[tokio::test]
async fn a_file_always_has_a_name() {
    let service = FakeTransport::new();
    service.respond("v1Test_SaveImage", FakeResponse::default());
    let client = service.client();
    let cases = [
        ("image/png", "image.png"),
        (" IMAGE/PNG ; a=b", "image.png"),
        ("image/jpeg", "image.jpg"),
        ("image/jpg", "image.jpg"),
        ("image/gif", "image.gif"),
        ("image/bmp", "image.bmp"),
        ("image/tiff", "image.tiff"),
        ("image/webp", "image.webp"),
        ("image/svg+xml", "image.svg"),
        ("image/x-unknown", "image"),
        ("application/pdf", "image"),
    ];
    for (media_type, expected) in cases {
        // An empty name is none.
        for content in [
            Content::new(media_type, "abc"),
            Content::new(media_type, "abc").with_file_name(""),
        ] {
            put(content).send(&client).await.expect("a response");
        }
        for request in service.requests().iter().rev().take(2) {
            let file = request.file().expect("a file");
            assert_eq!(file.file_name(), expected, "{media_type}");
            assert_eq!(file.media_type(), media_type.trim());
        }
    }
}

#[tokio::test]
async fn a_service_in_memory_shows_the_file() {
    let service = FakeTransport::new();
    service.respond("v1Test_SaveImage", FakeResponse::default());
    let client = service.client();
    let content = "\r\n\r\n--\"";
    for upload in [Upload::from(content), pieces(&["\r\n\r", "\n--\""])] {
        let request = put(png(upload).with_file_name("my face.png"));
        request.send(&client).await.expect("a response");
    }
    let json = put(png("")).json(&"text");
    json.send(&client).await.expect("a response");
    let requests = service.requests();
    let [first, second, json] = &requests[..] else {
        panic!("{requests:?}")
    };
    let file = first.file().expect("a file");
    assert_eq!(file.name(), "image");
    assert_eq!(file.file_name(), "my face.png");
    assert_eq!(file.media_type(), "image/png");
    assert_eq!(file.content(), content.as_bytes());
    assert_eq!(second.file(), Some(file.clone()));
    assert_eq!(json.file(), None);
    assert_eq!(
        format!("{file:?}"),
        r#"FakeFile { name: "image", file_name: "my face.png", media_type: "image/png", content: 7 bytes }"#
    );
}

#[tokio::test]
async fn progress_counts_the_bytes_of_the_file() {
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
        put(png(upload)).send(&client).await.expect("a response");
        assert_eq!(*seen.lock().expect("no panic"), expected);
    }
}

/// Notes how long the pieces of each body are.
#[derive(Clone, Default)]
struct Pieces(Arc<Mutex<Vec<usize>>>);

impl Transport for Pieces {
    fn send(&self, request: http::Request<RequestBody>) -> ResponseFuture<'_> {
        Box::pin(async move {
            let RequestBody::Stream { mut stream, length } = request.into_body() else {
                panic!("not piece by piece")
            };
            let mut lengths = Vec::new();
            while let Some(piece) = stream.next().await {
                lengths.push(piece.expect("a piece").len());
            }
            let sum: usize = lengths.iter().sum();
            assert_eq!(length, u64::try_from(sum).ok());
            *self.0.lock().expect("no panic") = lengths;
            Ok(http::Response::new(Bytes::new().into()))
        })
    }
}

#[tokio::test]
async fn a_form_is_sent_piece_by_piece() {
    let transport = Pieces::default();
    let client = client::Client::builder("https://localhost/Cust1")
        .transport(transport.clone())
        .build()
        .expect("valid settings");
    let request = put(png(vec![0; 3_000_000]));
    request.send(&client).await.expect("a response");
    let lengths = transport.0.lock().expect("no panic").clone();
    assert!(lengths.len() > 60, "{lengths:?}");
    assert!(lengths.iter().all(|length| *length <= 49_152));
    // The lines before the file are no part of its pieces.
    assert!(lengths[0] < 1_000, "{lengths:?}");
}

/// Gives `token1`, `token2` and so on.
#[derive(Debug, Default)]
struct Tokens(AtomicUsize);

impl CredentialsProvider for Tokens {
    fn credentials<'a>(
        &'a self,
        _: CredentialsRequest<'a>,
    ) -> BoxFuture<'a, Result<Credentials, AuthorizationError>> {
        let number = self.0.fetch_add(1, Ordering::SeqCst) + 1;
        Box::pin(async move { Ok(Credentials::bearer(format!("token{number}"))) })
    }
}

#[tokio::test]
async fn a_form_that_was_refused_is_sent_again_if_its_upload_can_be() {
    let server = Server::respond(|request| match request.header("Authorization") {
        Some("Bearer token2") => ServerResponse::nothing(),
        _ => ServerResponse::new("401 Unauthorized"),
    });
    let authorized = || {
        let builder = builder(&server).authorization(Tokens::default());
        builder.build().expect("valid settings")
    };
    let request = put(png(Upload::from("abc").on_progress(|_, _| {})));
    request.send(&authorized()).await.expect("a response");
    let forms = [(); 2].map(|()| Form::read(&server.received()));
    assert_eq!(forms[0].content, b"abc");
    assert_eq!(forms[0], forms[1]);
    assert!(server.is_untouched());

    let error = put(png(pieces(&["abc"]))).send(&authorized()).await;
    assert!(matches!(error, Err(Error::Unauthorized(_))), "{error:?}");
    assert_eq!(Form::read(&server.received()).content, b"abc");
    assert!(server.is_untouched());
}

#[tokio::test]
async fn a_form_with_a_stream_is_sent_once() {
    let server = Server::start(ServerResponse::new("503 Service Unavailable"));
    let client = builder(&server)
        .retry(
            Retry::default()
                .max_retries(2)
                .backoff(Duration::ZERO, Duration::ZERO),
        )
        .build()
        .expect("valid settings");
    let request = put(png(pieces(&["a"])));
    request.clone().send(&client).await.unwrap_err();
    server.received();
    assert!(server.is_untouched());
    let error = request.send(&client).await.unwrap_err();
    check_fault(&error, RequestErrorKind::UsedStream);
    assert!(server.is_untouched());

    put(png("a")).send(&client).await.unwrap_err();
    let forms = [(); 3].map(|()| Form::read(&server.received()));
    assert_eq!(forms[0], forms[1]);
    assert_eq!(forms[0], forms[2]);
    assert!(server.is_untouched());
}

#[tokio::test]
async fn a_source_that_is_not_as_said_leaves_the_form_incomplete() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    for length in [1, 4, u64::MAX] {
        let upload = pieces(&["ab", "c"]).with_length(length);
        let error = put(png(upload)).send(&client).await.unwrap_err();
        let kind = TransportErrorKind::Body;
        assert!(
            matches!(&error, Error::Transport(error) if error.kind() == kind),
            "{error:?}"
        );
        let received = server.received_late().await;
        assert!(!received.is_complete, "{length}");
    }
    let upload = pieces(&["a"]).with_length(0);
    put(png(upload)).send(&client).await.unwrap_err();
    assert!(server.is_untouched());
}

#[tokio::test]
async fn each_form_has_a_boundary_of_its_own() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    let mut boundaries = Vec::new();
    for _ in 0..20 {
        put(png("abc")).send(&client).await.expect("a response");
        boundaries.push(Form::read(&server.received()).boundary);
    }
    boundaries.sort();
    boundaries.dedup();
    assert_eq!(boundaries.len(), 20);
}

#[tokio::test]
async fn a_form_that_no_server_could_read_is_not_sent() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    for media_type in [
        "",
        "image",
        "image/",
        "/png",
        "im age/png",
        "image/png\n",
        "image/png\r\nX-Test: a",
        "image/png; a=\u{e5}",
    ] {
        let error = put(Content::new(media_type, "")).send(&client).await;
        check_fault(&error.unwrap_err(), RequestErrorKind::MediaType);
    }
    let request = put(png("abc")).header("Content-Type", "image/png");
    let error = request.send(&client).await.unwrap_err();
    check_fault(&error, RequestErrorKind::ReservedHeader);
    assert!(server.is_untouched());
}

fn check_fault(error: &Error, kind: RequestErrorKind) {
    assert!(
        matches!(error, Error::Request(fault) if fault.kind() == kind),
        "{error:?}"
    );
}

#[test]
fn debug_output_has_no_content_and_no_name_of_a_file() {
    let request = put(png("secret").with_file_name("face.png"));
    let debug = format!("{request:?}");
    assert!(
        debug.contains("File(image, Content(image/png, 6 bytes))"),
        "{debug}"
    );
    assert_ne!(png("a"), png("a").with_file_name("b"));
}

#[cfg(feature = "fs")]
#[tokio::test]
async fn files_go_by_their_own_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("b\u{e5}de \"1\".png");
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    let missing = put(png(Upload::from_file(&path))).send(&client).await;
    assert!(matches!(missing, Err(Error::File(_))), "{missing:?}");
    assert!(server.is_untouched());

    for content in [vec![7; 200_000], Vec::new()] {
        std::fs::write(&path, &content).expect("a file");
        put(png(Upload::from_file(&path)))
            .send(&client)
            .await
            .unwrap();
        let received = server.received();
        let length = received.body.len().to_string();
        assert_eq!(received.header("Content-Length"), Some(&*length));
        let form = Form::read(&received);
        assert_eq!(form.file_name, "b\u{e5}de %221%22.png");
        assert!(form.content == content);
    }
    let named = png(Upload::from_file(&path)).with_file_name("face.png");
    put(named).send(&client).await.unwrap();
    assert_eq!(Form::read(&server.received()).file_name, "face.png");
}

/// Such files say that they are empty.
#[cfg(all(feature = "fs", target_os = "linux"))]
#[tokio::test]
async fn files_without_a_length_are_sent_in_chunks() {
    let server = Server::start(ServerResponse::nothing());
    let request = put(Content::new(
        "text/plain",
        Upload::from_file("/proc/version"),
    ));
    request.send(&client(&server)).await.expect("a response");
    let received = server.received();
    assert_eq!(received.header("Transfer-Encoding"), Some("chunked"));
    let form = Form::read(&received);
    let expected = std::fs::read("/proc/version").expect("the file");
    assert_eq!(form.content, expected);
    assert_eq!(form.file_name, "version");
}

/// The file that a request is a form with: its names, its media type and its content.
fn read(media_type: &str, body: &'static str) -> Option<[String; 4]> {
    let request = client::http::Request::put("/api/v1/Test/Image")
        .header("Content-Type", media_type)
        .body(Bytes::from_static(body.as_bytes()));
    let file = FakeRequest::new(request.expect("a request"), None).file()?;
    let content = String::from_utf8_lossy(file.content());
    Some([file.name(), file.file_name(), file.media_type(), &*content].map(str::to_owned))
}

#[test]
fn a_service_in_memory_reads_forms_however_they_are_written() {
    let file =
        |media_type: &str| Some(["image", "a; b.png", media_type, "a\r\nb"].map(str::to_owned));
    let form = "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a; b.png\"\r\n\
                Content-Type: image/png\r\n\r\na\r\nb\r\n--x--\r\n";
    assert_eq!(
        read("multipart/form-data; boundary=x", form),
        file("image/png")
    );
    // Another order, quoted and without types, as libraries write it.
    let form = "--x y\r\ncontent-length: 4\r\n\
                content-disposition: form-data; filename=\"a; b.png\"; name=image\r\n\r\n\
                a\r\nb\r\n--x y--";
    let media_type = "Multipart/Form-Data; charset=utf-8; boundary=\"x y\"";
    assert_eq!(read(media_type, form), file("text/plain"));
}

#[test]
fn what_is_no_form_with_a_file_is_none() {
    let part = "--x\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\nb\r\n--x--\r\n";
    assert_eq!(read("multipart/form-data; boundary=x", part), None);
    assert_eq!(read("multipart/form-data; boundary=y", part), None);
    assert_eq!(read("multipart/mixed; boundary=x", part), None);
    assert_eq!(read("multipart/form-data", part), None);
    assert_eq!(read("multipart/form-data; boundary=x", "--x\r\n"), None);
    assert_eq!(read("multipart/form-data; boundary=\"x", part), None);
}
