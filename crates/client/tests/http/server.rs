//! A server that keeps the exact bytes of the requests it gets.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use tokio::net::TcpSocket;

pub(crate) struct Server {
    address: SocketAddr,
    requests: Receiver<Received>,
}

/// A request as it was on the wire.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) line: String,
    pub(crate) headers: Vec<(String, String)>,
    /// The body, without the framing of chunks.
    pub(crate) body: Vec<u8>,
    /// Whether the head and the body came to their ends.
    pub(crate) is_complete: bool,
}

/// What the server responds with.
#[derive(Clone)]
pub(crate) struct ServerResponse {
    status: &'static str,
    headers: Vec<String>,
    body: Vec<u8>,
    /// After how many bytes of the body the server stops, and whether it hangs up then.
    stop: Option<(usize, bool)>,
    delay: Duration,
}

impl Server {
    /// Starts a server that gives `response` to every request.
    pub(crate) fn start(response: ServerResponse) -> Self {
        Self::respond(move |_| response.clone())
    }

    /// Starts a server that gives one of `responses` after the other, and the last of them again
    /// and again.
    pub(crate) fn script(responses: impl IntoIterator<Item = ServerResponse>) -> Self {
        let mut responses: VecDeque<ServerResponse> = responses.into_iter().collect();
        Self::respond(move |_| match responses.len() {
            1 => responses[0].clone(),
            _ => responses.pop_front().expect("a response"),
        })
    }

    /// Starts a server that looks at each request to respond to it.
    pub(crate) fn respond(
        mut respond: impl FnMut(&Received) -> ServerResponse + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("a bound socket");
        let (sender, requests) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                let received = Received::read(&stream);
                let response = respond(&received);
                // The test is over when nobody listens.
                if sender.send(received).is_err() {
                    break;
                }
                response.write(&mut stream);
            }
        });
        Self { address, requests }
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://{}/Cust12345", self.address)
    }

    /// The address without the tenant.
    #[allow(dead_code, reason = "only the tests of some features need it")]
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The next request, which the client has sent already.
    pub(crate) fn received(&self) -> Received {
        self.requests.try_recv().expect("a request")
    }

    /// The next request, which can be one that the client has broken off: the server sees that
    /// later than the client.
    pub(crate) async fn received_late(&self) -> Received {
        loop {
            if let Ok(received) = self.requests.try_recv() {
                return received;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// The next request, if there was one more.
    pub(crate) fn next_received(&self) -> Option<Received> {
        self.requests.try_recv().ok()
    }

    pub(crate) fn is_untouched(&self) -> bool {
        self.requests.try_recv().is_err()
    }
}

/// An address that refuses connections as long as the process runs.
///
/// A port that was free a moment ago will not do: another test's server can get it meanwhile.
pub(crate) fn nowhere() -> SocketAddr {
    let socket = TcpSocket::new_v4().expect("a socket");
    let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    socket.bind(any).expect("a free port");
    let address = socket.local_addr().expect("a bound socket");
    // It is bound and does not listen.
    std::mem::forget(socket);
    address
}

impl Received {
    /// The target of the request line.
    pub(crate) fn target(&self) -> &str {
        self.line.split(' ').nth(1).expect("a request line")
    }

    /// The value of a header; a header that comes twice fails the test.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self
            .headers
            .iter()
            .filter(|(key, _)| key.eq_ignore_ascii_case(name));
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "{name} comes twice");
        value
    }

    /// All values of a header, however often it comes.
    pub(crate) fn values(&self, name: &str) -> Vec<&str> {
        let headers = self.headers.iter();
        headers
            .filter(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
            .collect()
    }

    fn read(stream: &TcpStream) -> Self {
        let mut reader = BufReader::new(stream);
        let mut lines = Vec::new();
        let mut is_complete = true;
        loop {
            let mut line = String::new();
            let _ = reader.read_line(&mut line);
            is_complete &= line.ends_with('\n');
            let line = line.trim_end().to_owned();
            if line.is_empty() {
                break;
            }
            lines.push(line);
        }
        let mut lines = lines.into_iter();
        let mut received = Self {
            line: lines.next().unwrap_or_default(),
            headers: lines
                .map(|line| {
                    let (name, value) = line.split_once(':').expect("a header");
                    (name.to_owned(), value.trim().to_owned())
                })
                .collect(),
            body: Vec::new(),
            is_complete,
        };
        if received.header("Transfer-Encoding") == Some("chunked") {
            received.is_complete &= read_chunks(&mut reader, &mut received.body).is_some();
        } else {
            let length: u64 = received
                .header("Content-Length")
                .map_or(0, |length| length.parse().expect("a length"));
            // A client that breaks off can also reset the connection.
            let _ = reader.take(length).read_to_end(&mut received.body);
            received.is_complete &= received.body.len() as u64 == length;
        }
        received
    }
}

/// Reads up to the empty chunk; `None` if it does not come.
fn read_chunks(reader: &mut impl BufRead, body: &mut Vec<u8>) -> Option<()> {
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let length = u64::from_str_radix(line.strip_suffix("\r\n")?, 16).expect("a length");
        let start = body.len();
        reader.take(length).read_to_end(body).ok()?;
        let mut end = [0; 2];
        reader.read_exact(&mut end).ok()?;
        assert_eq!(end, *b"\r\n");
        assert_eq!((body.len() - start) as u64, length);
        if length == 0 {
            return Some(());
        }
    }
}

impl ServerResponse {
    pub(crate) fn new(status: &'static str) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Vec::new(),
            stop: None,
            delay: Duration::ZERO,
        }
    }

    /// The response of an operation without a result.
    pub(crate) fn nothing() -> Self {
        Self::new("204 No Content")
    }

    pub(crate) fn json(json: &str) -> Self {
        Self::new("200 OK").with_body("application/json; charset=utf-8", json)
    }

    pub(crate) fn with_body(self, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            body: body.into(),
            ..self.with_header(&format!("Content-Type: {media_type}"))
        }
    }

    pub(crate) fn with_header(mut self, header: &str) -> Self {
        self.headers.push(header.to_owned());
        self
    }

    pub(crate) fn delayed(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// The server closes the connection after so many bytes of the body.
    pub(crate) fn broken_off(self, after: usize) -> Self {
        Self {
            stop: Some((after, true)),
            ..self
        }
    }

    /// The server sends so many bytes of the body, and then nothing until the client has gone.
    pub(crate) fn stuck(self, after: usize) -> Self {
        Self {
            stop: Some((after, false)),
            ..self
        }
    }

    fn write(&self, stream: &mut TcpStream) {
        thread::sleep(self.delay);
        let mut head = format!("HTTP/1.1 {}\r\nConnection: close\r\n", self.status);
        for header in &self.headers {
            head += &format!("{header}\r\n");
        }
        if !self.status.starts_with("204") {
            head += &format!("Content-Length: {}\r\n", self.body.len());
        }
        let end = self.stop.map_or(self.body.len(), |(after, _)| after);
        // A client that gave up has closed the connection.
        let _ = stream
            .write_all(format!("{head}\r\n").as_bytes())
            .and_then(|()| stream.write_all(&self.body[..end]));
        if let Some((_, false)) = self.stop {
            let _ = stream.read(&mut [0]);
        }
    }
}
