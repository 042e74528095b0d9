//! A transport without a network, for tests in which time stands still.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use client::bytes::Bytes;
use client::http::StatusCode;
use client::transport::{BoxFuture, ByteStream, RequestBody, SendError, Transport};
use client::{Client, ClientBuilder};
use tokio::time::Instant;

pub(crate) type Outcome = Result<http::Response<ByteStream>, SendError>;

/// Responds at once, and notes when each request came.
pub(crate) struct Scripted<F> {
    times: Times,
    response: F,
}

/// When the requests came.
#[derive(Clone, Default)]
pub(crate) struct Times(Arc<Mutex<Vec<Instant>>>);

/// A builder whose requests get what `respond` gives for their number.
pub(crate) fn builder(
    response: impl Fn(usize) -> Outcome + Send + Sync + 'static,
) -> (ClientBuilder, Times) {
    let times = Times::default();
    let transport = Scripted {
        times: times.clone(),
        response,
    };
    let builder = Client::builder("http://localhost/Cust12345").transport(transport);
    (builder, times)
}

pub(crate) fn response(status: u16, header: Option<(&'static str, &str)>) -> Outcome {
    let mut response = http::Response::builder().status(StatusCode::from_u16(status).unwrap());
    if let Some((name, value)) = header {
        response = response.header(name, value);
    }
    Ok(response.body(Bytes::new().into()).unwrap())
}

impl<F: Fn(usize) -> Outcome + Send + Sync + 'static> Transport for Scripted<F> {
    fn send(&self, _: http::Request<RequestBody>) -> BoxFuture<'_, Outcome> {
        let number = self.times.count();
        self.times.0.lock().unwrap().push(Instant::now());
        Box::pin(std::future::ready((self.response)(number)))
    }
}

impl Times {
    pub(crate) fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    /// The pauses between the requests.
    pub(crate) fn pauses(&self) -> Vec<Duration> {
        let times = self.0.lock().unwrap();
        times.windows(2).map(|pair| pair[1] - pair[0]).collect()
    }

    /// How long after `start` each request came.
    pub(crate) fn since(&self, start: Instant) -> Vec<Duration> {
        let times = self.0.lock().unwrap();
        times.iter().map(|time| *time - start).collect()
    }
}
