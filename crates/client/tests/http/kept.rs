//! Connections that are kept, and servers that close them.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use client::error::TransportErrorKind;
use client::settings::{RateLimit, Retry};
use client::{Client, Error, Request};
use tokio::sync::watch;

use crate::ping;

/// A server that keeps its connections as long as `act` says.
pub(crate) struct Kept {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    closed: watch::Receiver<usize>,
}

/// A request that the server got.
#[derive(Clone)]
pub(crate) struct Seen {
    pub(crate) line: String,
    pub(crate) body: Vec<u8>,
    /// How many requests came before it over the same connection.
    pub(crate) on_connection: usize,
}

#[derive(Clone, Copy)]
pub(crate) enum Action {
    Respond,
    RespondAndClose,
    Close,
}

impl Kept {
    pub(crate) fn start(act: impl Fn(&Seen) -> Action + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a bound socket");
        let seen = Arc::<Mutex<Vec<Seen>>>::default();
        let (sender, closed) = watch::channel(0);
        let (log, act, sender) = (seen.clone(), Arc::new(act), Arc::new(sender));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.expect("a connection");
                let (log, act, sender) = (log.clone(), act.clone(), sender.clone());
                thread::spawn(move || {
                    serve(stream, &log, &*act);
                    sender.send_modify(|closed| *closed += 1);
                });
            }
        });
        Self {
            address,
            seen,
            closed,
        }
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}/Cust12345", self.address)
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().expect("a log").clone()
    }

    /// Waits until the server has closed so many connections.
    async fn closed(&mut self, connections: usize) {
        let closed = self.closed.wait_for(|closed| *closed >= connections);
        closed.await.expect("a server");
    }

    fn client(&self) -> Client {
        let pause = std::time::Duration::from_millis(1);
        Client::builder(self.base_url())
            .no_proxy()
            .rate_limit(RateLimit::unlimited())
            .retry(Retry::default().backoff(pause, pause))
            .build()
            .expect("a client")
    }
}

fn serve(mut stream: TcpStream, log: &Mutex<Vec<Seen>>, act: &dyn Fn(&Seen) -> Action) {
    let mut reader = BufReader::new(stream.try_clone().expect("a socket"));
    for on_connection in 0.. {
        let Some((line, body)) = read(&mut reader) else {
            return;
        };
        let seen = {
            let seen = Seen {
                line,
                body,
                on_connection,
            };
            log.lock().expect("a log").push(seen.clone());
            seen
        };
        let action = act(&seen);
        if !matches!(action, Action::Close) {
            let response = b"HTTP/1.1 204 No Content\r\n\r\n";
            // A client that gave up has closed the connection.
            let _ = stream.write_all(response);
        }
        if !matches!(action, Action::Respond) {
            return;
        }
    }
}

/// The line and the body of a request; `None` if the client has closed the connection.
fn read(reader: &mut impl BufRead) -> Option<(String, Vec<u8>)> {
    let mut first = String::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
        if first.is_empty() {
            first = line.to_owned();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((first, body))
}

fn requests() -> [(Request<()>, bool); 6] {
    [
        (Request::get("v1Test", "v1/Test"), true),
        (Request::put("v1Test", "v1/Test").json(&1), true),
        (Request::delete("v1Test", "v1/Test"), true),
        (Request::post("v1Test", "v1/Test").json(&1), false),
        (Request::patch("v1Test", "v1/Test").json(&1), false),
        (
            Request::post("v1Test", "v1/Test").json(&1).idempotent(),
            true,
        ),
    ]
}

/// The server may have carried out the call before it closed the connection.
#[tokio::test]
async fn idempotent_calls_survive_a_connection_that_is_closed_just_then() {
    for (request, is_idempotent) in requests() {
        // It gets the second request of a connection, and closes the connection.
        let server = Kept::start(|seen| match seen.on_connection {
            0 => Action::Respond,
            _ => Action::Close,
        });
        let client = server.client();
        ping().send(&client).await.expect("a response");
        let description = format!("{request:?}");
        let result = request.send(&client).await;
        if is_idempotent {
            result.expect(&description);
        } else {
            let error = result.expect_err(&description);
            assert!(
                matches!(&error, Error::Transport(error)
                    if error.kind() == TransportErrorKind::Other),
                "{error:?}"
            );
        }
        let seen = server.seen();
        assert_eq!(seen.len(), 2 + usize::from(is_idempotent), "{description}");
        let sent = &seen[1];
        assert!(
            seen[1..]
                .iter()
                .all(|again| again.line == sent.line && again.body == sent.body),
            "{description}"
        );
    }
}

#[tokio::test]
async fn a_server_that_closes_every_connection_is_asked_no_more_than_the_settings_say() {
    let server = Kept::start(|_| Action::Close);
    let error = ping().send(&server.client()).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(server.seen().len(), 3);
}

/// Nothing can be written to such a connection, so every call can be sent over another one.
#[tokio::test]
async fn no_call_fails_because_its_connection_was_closed_before() {
    for (request, _) in requests() {
        let mut server = Kept::start(|_| Action::RespondAndClose);
        let client = server.client();
        for number in 1..=10 {
            let description = format!("{request:?}");
            request.clone().send(&client).await.expect(&description);
            server.closed(number).await;
            // Until the runtime has heard of it.
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!(server.seen().len(), 10);
    }
}
