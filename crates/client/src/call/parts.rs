//! What a call says.

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, Method, StatusCode};

use super::uri;
use crate::body::Content;
use crate::carrier::JsonPart;
use crate::error::{RequestFault, RequestFaultKind};
use crate::header;
use crate::locale::Locale;
use crate::parameter::{Parameter, Values};
use crate::stream::ByteStream;
use crate::transport::RequestBody;
use crate::upload::{self, OpenFailure, Opened};

/// Everything of a request but the types of its answer and options.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) operation: &'static str,
    pub(crate) method: Method,
    pub(crate) template: &'static str,
    /// The template as far as it has been filled.
    path: String,
    query: Vec<(&'static str, String)>,
    pub(crate) body: Body,
    pub(crate) locale: Locale,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Option<Duration>,
    /// Whether it does no harm to send the request twice, although its method does not say so.
    pub(crate) repeatable: bool,
    /// Whether an answer of 304 is expected.
    pub(crate) conditional: bool,
    /// Whether an answer of 404 is expected.
    pub(crate) optional: bool,
    /// What stands behind the address of the client instead of path and query, if the server has
    /// said where to go on.
    pub(crate) link: Option<String>,
    /// The first mistake, kept for `send` so that building a request needs no `Result`.
    fault: Option<RequestFault>,
}

/// The body of a request.
#[derive(Clone)]
pub(crate) enum Body {
    None,
    Json(Bytes),
    /// JSON with uploads.
    JsonParts(Vec<JsonPart>),
    Content(Content),
}

impl Parts {
    #[inline(never)]
    pub(crate) fn new(
        method: Method,
        operation: &'static str,
        template: &'static str,
    ) -> Box<Self> {
        Box::new(Self {
            operation,
            method,
            template,
            path: template.to_owned(),
            query: Vec::new(),
            body: Body::None,
            locale: Locale::default(),
            headers: HeaderMap::new(),
            timeout: None,
            repeatable: false,
            conditional: false,
            optional: false,
            link: None,
            fault: None,
        })
    }

    pub(crate) fn fill(&mut self, name: &'static str, value: &dyn Parameter) {
        // Values are encoded, so they bring no new braces: a placeholder is always the template's.
        let placeholder = format!("{{{name}}}");
        if !self.path.contains(&placeholder) {
            return self.fail(RequestFaultKind::UnknownPathArgument, name);
        }
        match Values::of(value).as_slice() {
            [] => self.fail(RequestFaultKind::EmptyPathArgument, name),
            [text] if text.is_empty() => self.fail(RequestFaultKind::EmptyPathArgument, name),
            [text] => {
                self.path = self
                    .path
                    .replace(&placeholder, &uri::encode_path_argument(text));
            }
            [_, _, ..] => self.fail(RequestFaultKind::RepeatedPathArgument, name),
        }
    }

    pub(crate) fn add_query(&mut self, name: &'static str, value: &dyn Parameter) {
        let values = Values::of(value);
        self.query
            .extend(values.into_iter().map(|text| (name, text)));
    }

    pub(crate) fn set_query(&mut self, name: &'static str, value: String) {
        self.query.retain(|(existing, _)| *existing != name);
        if !value.is_empty() {
            self.query.push((name, value));
        }
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        let (Ok(name), Some(value)) = (
            HeaderName::from_bytes(name.as_bytes()),
            header::sensitive(value),
        ) else {
            return self.fail(RequestFaultKind::Header, name);
        };
        self.headers.insert(name, value);
    }

    fn fail(&mut self, kind: RequestFaultKind, name: &str) {
        if self.fault.is_none() {
            self.fault = Some(RequestFault::new(self.operation, kind, name));
        }
    }

    /// The path and the query, encoded, without a leading slash.
    pub(crate) fn path_and_query(&self) -> Result<String, RequestFault> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        if let Some(link) = &self.link {
            return Ok(link.clone());
        }
        if let Some((_, rest)) = self.path.split_once('{') {
            let name = rest.split('}').next().unwrap_or(rest);
            return Err(self.fault(RequestFaultKind::MissingPathArgument, name));
        }
        // A URL parser removes these segments, even percent-encoded, and changes the path.
        if self
            .path
            .split('/')
            .any(|segment| matches!(segment, "." | ".."))
        {
            return Err(self.fault(RequestFaultKind::DotPathArgument, ""));
        }
        Ok(uri::path_and_query(&self.path, &self.query))
    }

    /// Whether a response of `status` is one that the caller expects.
    pub(crate) fn expects(&self, status: StatusCode) -> bool {
        status.is_success()
            || (self.conditional && status == StatusCode::NOT_MODIFIED)
            || (self.optional && status == StatusCode::NOT_FOUND)
    }

    pub(crate) fn fault(&self, kind: RequestFaultKind, name: &str) -> RequestFault {
        RequestFault::new(self.operation, kind, name)
    }
}

/// Names only: the values of arguments and headers can be personal or secret.
impl fmt::Debug for Parts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query: Vec<_> = self.query.iter().map(|(name, _)| name).collect();
        let headers: Vec<_> = self.headers.keys().collect();
        formatter
            .debug_struct("Request")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.template)
            .field("query", &query)
            .field("body", &self.body)
            .field("locale", &self.locale)
            .field("headers", &headers)
            .field("timeout", &self.timeout)
            .finish()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => formatter.write_str("None"),
            Self::Json(json) => write!(formatter, "Json({} bytes)", json.len()),
            Self::JsonParts(_) => formatter.write_str("Json with uploads"),
            Self::Content(content) => fmt::Debug::fmt(content, formatter),
        }
    }
}

impl Body {
    /// A JSON body. Without uploads it is text in memory.
    pub(crate) fn json(parts: Vec<JsonPart>) -> Self {
        let mut text = Vec::new();
        if let [JsonPart::Text(text)] = &*parts {
            return Self::Json(text.clone());
        }
        for part in &parts {
            match part {
                JsonPart::Text(part) => text.extend_from_slice(part),
                JsonPart::Base64(_) => return Self::JsonParts(parts),
            }
        }
        Self::Json(text.into())
    }

    /// The bytes to send, once more from the first.
    pub(crate) async fn open(&self) -> Result<RequestBody, OpenFailure> {
        match self {
            Self::None => Ok(RequestBody::empty()),
            Self::Json(json) => Ok(RequestBody::Bytes(json.clone())),
            Self::JsonParts(parts) => {
                let mut streams = VecDeque::new();
                let mut length = Some(0_u64);
                for part in parts {
                    let (stream, added) = match part {
                        JsonPart::Text(text) => {
                            (text.clone().into(), u64::try_from(text.len()).ok())
                        }
                        JsonPart::Base64(upload) => {
                            let opened = upload.open().await?;
                            let length = opened.length.and_then(upload::encoded_length);
                            (upload::encoded(opened.stream), length)
                        }
                    };
                    streams.push_back(stream);
                    length = length
                        .zip(added)
                        .and_then(|(sum, added)| sum.checked_add(added));
                }
                let stream = ByteStream::joined(streams);
                Ok(RequestBody::Stream { stream, length })
            }
            Self::Content(content) => match content.data.as_plain_bytes() {
                Some(bytes) => Ok(RequestBody::Bytes(bytes.clone())),
                None => match content.data.open().await? {
                    Opened {
                        length: Some(0), ..
                    } => Ok(RequestBody::empty()),
                    Opened { stream, length } => Ok(RequestBody::Stream { stream, length }),
                },
            },
        }
    }

    /// Whether the body is still there after it has been sent.
    pub(crate) fn can_be_sent_again(&self) -> bool {
        match self {
            Self::None | Self::Json(_) => true,
            Self::JsonParts(parts) => parts.iter().all(|part| match part {
                JsonPart::Text(_) => true,
                JsonPart::Base64(upload) => upload.can_be_sent_again(),
            }),
            Self::Content(content) => content.data.can_be_sent_again(),
        }
    }
}
