//! Failures on demand.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::stream;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, Response, StatusCode};

use crate::problem::{Problem, error_object, html, json_response, text};

/// A failure of the stand-in, as the service, the network or something between them fails.
///
/// [`MockServer`](crate::MockServer) fails so when it is told to, and for a single request when
/// that has the header `Mock-Fault` with the text of the failure:
///
/// | text | failure |
/// |---|---|
/// | `401` | [`Unauthorized`](Fault::Unauthorized) |
/// | `421` | [`Misdirected`](Fault::Misdirected) |
/// | `429`, or `429 after 7` | [`RateLimited`](Fault::RateLimited), to try again after so many seconds |
/// | `500`, `503` and other statuses | [`Status`](Fault::Status) |
/// | `slow 2.5` | [`Slow`](Fault::Slow), by so many seconds |
/// | `broken` | [`Broken`](Fault::Broken) |
/// | `html` | [`Html`](Fault::Html) |
/// | `error object` | [`ErrorObject`](Fault::ErrorObject) |
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// A status of 401: the credentials are refused.
    Unauthorized,
    /// A status of 421: the tenant is at another address.
    Misdirected,
    /// A status of 429 with `Retry-After`.
    RateLimited {
        /// How long the client is to wait; it is sent in whole seconds.
        retry_after: Duration,
    },
    /// Any other status, with the error object of the service.
    Status(StatusCode),
    /// The response comes, but so much later.
    Slow(Duration),
    /// The connection ends within the body of the response.
    Broken,
    /// A status of 200 with a page of HTML, as a login page or a proxy sends it.
    Html,
    /// A status of 200 with the error object of the service, as agents send it.
    ErrorObject,
}

impl Fault {
    /// The response; none if it is the usual one.
    pub(crate) fn response(&self) -> Option<Response<Body>> {
        Some(match self {
            Self::Slow(_) => return None,
            Self::Unauthorized => Problem::Unauthorized.into_response(),
            Self::Misdirected => text(
                StatusCode::MISDIRECTED_REQUEST,
                "Wrong subdomain used to access tenant",
            ),
            Self::RateLimited { retry_after } => {
                let status = StatusCode::TOO_MANY_REQUESTS;
                let object = error_object("RateLimitException", "Too many requests.");
                let mut response = json_response(status, &object.into());
                let seconds = HeaderValue::from(retry_after.as_secs());
                response.headers_mut().insert(RETRY_AFTER, seconds);
                response
            }
            Self::Status(status) => {
                let message = status
                    .canonical_reason()
                    .unwrap_or("The stand-in was told to fail");
                json_response(*status, &error_object("Exception", message).into())
            }
            Self::Broken => broken(),
            Self::Html => html(StatusCode::OK, "Log in to go on."),
            Self::ErrorObject => {
                let object = error_object("Exception", "The stand-in was told to fail.");
                json_response(StatusCode::OK, &object.into())
            }
        })
    }
}

/// Begins a body, and lacks the rest of it.
fn broken() -> Response<Body> {
    let parts = stream::iter([
        Ok(Bytes::from_static(b"{\"Name\":")),
        Err(std::io::Error::other("the stand-in was told to break off")),
    ]);
    let mut response = Response::new(Body::from_stream(parts));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from_static("1000"));
    response
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unauthorized => formatter.write_str("401"),
            Self::Misdirected => formatter.write_str("421"),
            Self::RateLimited { retry_after } => {
                write!(formatter, "429 after {}", retry_after.as_secs())
            }
            Self::Status(status) => write!(formatter, "{}", status.as_u16()),
            Self::Slow(time) => write!(formatter, "slow {}", time.as_secs_f64()),
            Self::Broken => formatter.write_str("broken"),
            Self::Html => formatter.write_str("html"),
            Self::ErrorObject => formatter.write_str("error object"),
        }
    }
}

/// A string that names no [`Fault`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseFaultError(String);

impl fmt::Display for ParseFaultError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{}` is no failure: write `401`, `421`, `429`, `429 after 7`, another status from 400 \
             on, `slow 2.5`, `broken`, `html` or `error object`",
            self.0
        )
    }
}

impl std::error::Error for ParseFaultError {}

impl FromStr for Fault {
    type Err = ParseFaultError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || ParseFaultError(text.to_owned());
        let words: Vec<_> = text.split_ascii_whitespace().collect();
        let fault = match *words {
            ["401"] => Self::Unauthorized,
            ["421"] => Self::Misdirected,
            ["429"] => Self::RateLimited {
                retry_after: Duration::from_secs(1),
            },
            ["429", "after", seconds] => Self::RateLimited {
                retry_after: Duration::from_secs(seconds.parse().map_err(|_| unknown())?),
            },
            ["slow", seconds] => {
                let seconds: f64 = seconds.parse().map_err(|_| unknown())?;
                Self::Slow(Duration::try_from_secs_f64(seconds).map_err(|_| unknown())?)
            }
            ["broken"] => Self::Broken,
            ["html"] => Self::Html,
            ["error", "object"] => Self::ErrorObject,
            [status] => match status.parse() {
                Ok(code @ 400..=599) => {
                    Self::Status(StatusCode::from_u16(code).map_err(|_| unknown())?)
                }
                _ => return Err(unknown()),
            },
            _ => return Err(unknown()),
        };
        Ok(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_name_failures() {
        let faults = [
            Fault::Unauthorized,
            Fault::Misdirected,
            Fault::RateLimited {
                retry_after: Duration::from_secs(7),
            },
            Fault::Status(StatusCode::SERVICE_UNAVAILABLE),
            Fault::Slow(Duration::from_millis(2500)),
            Fault::Broken,
            Fault::Html,
            Fault::ErrorObject,
        ];
        for fault in faults {
            assert_eq!(fault.to_string().parse(), Ok(fault));
        }
        for text in [
            "",
            "200",
            "999",
            "slow",
            "slow -1",
            "slow NaN",
            "429 after x",
            "brokenly",
        ] {
            let error = text.parse::<Fault>().expect_err(text);
            assert!(error.to_string().contains("`429 after 7`"), "{error}");
        }
    }
}
