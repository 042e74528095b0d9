//! A server that gives one response to every request, over connections that it keeps.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Starts the server in a thread of its own.
pub(crate) fn start(json: &str) -> SocketAddr {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n";
    let response = format!("{head}Content-Length: {}\r\n\r\n{json}", json.len());
    let response: Arc<[u8]> = response.into_bytes().into();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let listener = runtime
        .block_on(TcpListener::bind("127.0.0.1:0"))
        .expect("a free port");
    let address = listener.local_addr().expect("a bound socket");
    thread::spawn(move || {
        runtime.block_on(async move {
            loop {
                let (stream, _) = listener.accept().await.expect("a connection");
                tokio::spawn(serve(stream, response.clone()));
            }
        });
    });
    address
}

/// Responds to requests without bodies until the client closes the connection.
async fn serve(mut stream: TcpStream, response: Arc<[u8]>) {
    stream.set_nodelay(true).expect("a socket");
    let mut received = Vec::with_capacity(4096);
    while stream.read_buf(&mut received).await.is_ok_and(|n| n > 0) {
        if received.ends_with(b"\r\n\r\n") {
            received.clear();
            if stream.write_all(&response).await.is_err() {
                return;
            }
        }
    }
}
