//! Servers that are slow, and calls that are given up.

use std::time::Duration;

use client::bytes::Bytes;
use client::error::TransportErrorKind;
use client::settings::Retry;
use client::{Client, ClientBuilder, Error, Request};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use crate::ping;
use crate::server::{Server, ServerResponse};

const SHORT: Duration = Duration::from_millis(50);
const LONG: Duration = Duration::from_secs(600);

#[tokio::test]
async fn each_limit_surfaces_as_a_timeout_of_the_operation() {
    // The server is silent before the head of its response, or in the middle of the body.
    for response in [
        None,
        Some("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n\"piece"),
    ] {
        let limits = [
            (SHORT, LONG, None),
            (LONG, SHORT, None),
            // What the call says takes precedence.
            (LONG, LONG, Some(SHORT)),
        ];
        for (total, read, of_call) in limits {
            let (address, _) = silent(response).await;
            let client = builder(&address).timeout(total).read_timeout(read).build();
            let mut request: Request<String> = Request::get("v1Test_Slow", "v1/Test/Slow");
            if let Some(timeout) = of_call {
                request = request.timeout(timeout);
            }
            let error = request.send(&client.expect("a client")).await.unwrap_err();
            assert_timeout(&error, "v1Test_Slow");
        }
    }
}

#[tokio::test]
async fn a_longer_timeout_of_the_call_takes_precedence_too() {
    let server = Server::start(ServerResponse::nothing().delayed(2 * SHORT));
    let client = builder(&server.base_url()).timeout(SHORT).build();
    let client = client.expect("a client");
    ping()
        .timeout(LONG)
        .send(&client)
        .await
        .expect("a response");
}

#[tokio::test]
async fn a_download_can_be_late_after_its_head() {
    let (address, _) = silent(Some("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npiece")).await;
    let client = builder(&address)
        .read_timeout(SHORT)
        .build()
        .expect("a client");
    let request: Request<Bytes> = Request::get("v1Test_Slow", "v1/Test/Slow");
    let mut download = request.download(&client).await.expect("a head");
    assert_eq!(
        download.next().await.expect("a piece").expect("a piece"),
        "piece"
    );
    assert_timeout(
        &download.next().await.expect("an error").unwrap_err(),
        "v1Test_Slow",
    );
    assert!(download.next().await.is_none());
}

#[tokio::test]
async fn connecting_has_a_limit_of_its_own() {
    // Nobody takes the connections of this queue, so it is full after a few of them.
    let socket = TcpSocket::new_v4().expect("a socket");
    socket
        .bind("127.0.0.1:0".parse().expect("an address"))
        .expect("a free port");
    let listener = socket.listen(1).expect("a queue");
    let address = listener.local_addr().expect("a bound socket");
    let mut queue = JoinSet::new();
    for _ in 0..16 {
        queue.spawn(TcpStream::connect(address));
    }
    let mut connected = Vec::new();
    while let Ok(next) = tokio::time::timeout(4 * SHORT, queue.join_next()).await {
        connected.push(next.expect("room in the queue").expect("a connection"));
    }

    let client = builder(&format!("http://{address}/Cust12345"))
        .connect_timeout(SHORT)
        .build()
        .expect("a client");
    let error = ping().send(&client).await.unwrap_err();
    assert_timeout(&error, "v1Test_Ping");
}

#[tokio::test]
async fn a_call_that_is_dropped_closes_its_connection() {
    for response in [
        None,
        Some("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npiece"),
    ] {
        let (address, mut closed) = silent(response).await;
        let client = builder(&address).build().expect("a client");
        let request: Request<String> = Request::get("v1Test_Slow", "v1/Test/Slow");
        let result = tokio::time::timeout(SHORT, request.send(&client)).await;
        assert!(result.is_err());
        // The client is still there, so it is the call that held the connection.
        (&mut closed).await.expect("a closed connection");
        drop(client);
    }
}

/// A server that sends `response` when it has a request, and nothing more. It tells when the
/// client has closed the connection.
async fn silent(response: Option<&'static str>) -> (String, oneshot::Receiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound socket");
    let (sender, closed) = oneshot::channel();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut buffer = [0; 4096];
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            let length = stream.read(&mut buffer).await.expect("a request");
            assert_ne!(length, 0, "the request ends too early");
            request.extend_from_slice(&buffer[..length]);
        }
        if let Some(response) = response {
            stream
                .write_all(response.as_bytes())
                .await
                .expect("a client");
        }
        // An end or a reset, either of which is the client's.
        let rest = stream.read(&mut buffer).await;
        assert!(matches!(rest, Ok(0) | Err(_)), "{rest:?}");
        // Most tests do not wait for it.
        let _ = sender.send(());
    });
    (format!("http://{address}/Cust12345"), closed)
}

fn builder(address: &str) -> ClientBuilder {
    Client::builder(address).no_proxy().retry(Retry::never())
}

#[track_caller]
fn assert_timeout(error: &Error, operation: &str) {
    let Error::Transport(transport) = error else {
        panic!("{error:?}");
    };
    assert_eq!(transport.kind(), TransportErrorKind::Timeout);
    assert_eq!(transport.operation(), operation);
    assert!(error.is_timeout());
    assert!(error.to_string().contains(operation), "{error}");
}
