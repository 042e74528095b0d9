//! Responses that are compressed.

use client::Request;
use client::bytes::Bytes;

use crate::client;
use crate::server::{Server, ServerResponse};

/// `[1,2,3]`
const GZIP: [u8; 27] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 139, 54, 212, 49, 210, 49, 142, 5, 0, 233, 179, 109, 253, 7,
    0, 0, 0,
];

fn compressed() -> Server {
    let response = ServerResponse::new("200 OK").with_header("Content-Encoding: gzip");
    Server::start(response.with_body("application/json", GZIP))
}

#[cfg(feature = "compression")]
#[tokio::test]
async fn compressed_responses_are_asked_for_and_decoded() {
    let server = compressed();
    let client = client(&server);
    let request: Request<Vec<i32>> = Request::get("v1Test", "v1/Test");
    let list = request.send(&client).await.expect("a response");
    assert_eq!(list, [1, 2, 3]);
    assert_eq!(server.received().header("Accept-Encoding"), Some("gzip,br"));

    let request: Request<Bytes> = Request::get("v1Test", "v1/Test");
    let download = request.download(&client).await.expect("a response");
    // The length on the wire is not that of the bytes.
    assert_eq!(download.content_length(), None);
    assert_eq!(download.bytes().await.expect("the bytes"), "[1,2,3]");
}

#[cfg(not(feature = "compression"))]
#[tokio::test]
async fn without_the_feature_nothing_is_asked_for_or_decoded() {
    let server = compressed();
    let request: Request<Bytes> = Request::get("v1Test", "v1/Test");
    let bytes = request.send(&client(&server)).await.expect("a response");
    assert_eq!(bytes, GZIP.as_slice());
    assert_eq!(server.received().header("Accept-Encoding"), None);
}

#[cfg(feature = "compression")]
#[tokio::test]
async fn responses_by_brotli_are_decoded() {
    // `[1,2]`, stored without being compressed.
    let brotli = [0x0b, 0x02, 0x80, b'[', b'1', b',', b'2', b']', 0x03];
    let response = ServerResponse::new("200 OK").with_header("Content-Encoding: br");
    let server = Server::start(response.with_body("application/json", brotli));
    let request: Request<Vec<i32>> = Request::get("v1Test", "v1/Test");
    let list = request.send(&client(&server)).await.expect("a response");
    assert_eq!(list, [1, 2]);
}
