//! What a call says.

use std::fmt;
use std::ops::Range;
use std::time::Duration;

use http::{HeaderMap, HeaderName, Method, StatusCode};

use super::form::QueryForm;
use super::form_file::FormFile;
use super::{Body, Paging, name, uri};
use crate::body::Content;
use crate::error::{RequestError, RequestErrorKind};
use crate::header;
use crate::request::{Parameter, ParameterValues};
use crate::service::attempts::Resending;
use crate::settings::Locale;

/// Everything of a request but the types of its response and options.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) operation: &'static str,
    pub(crate) method: Method,
    pub(crate) template: &'static str,
    /// The template as far as it has been filled.
    pub(super) path: String,
    pub(super) query: Vec<(String, String)>,
    /// The columns of the filter in the query, as far as they are known.
    pub(crate) filtered: Vec<String>,
    pub(crate) paging: Paging,
    /// Whether the query goes in the body.
    pub(crate) form: QueryForm,
    pub(crate) body: Body,
    pub(crate) locale: Locale,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Option<Duration>,
    /// How many bytes of the response may be read into memory.
    pub(crate) max_response_size: Option<u64>,
    /// Whether it does no harm to send the request twice, although its method does not say so.
    pub(crate) idempotent: bool,
    /// Whether a response of 304 is expected.
    pub(crate) conditional: bool,
    /// Whether a response of 404 is expected.
    pub(crate) optional: bool,
    /// What stands behind the address of the client instead of path and query, if the server has
    /// said where to go on.
    pub(crate) link: Option<String>,
    /// The first mistake, kept for `send` so that building a request needs no `Result`.
    pub(super) fault: Option<RequestError>,
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
            filtered: Vec::new(),
            paging: Paging::default(),
            form: QueryForm::default(),
            body: Body::None,
            locale: Locale::default(),
            headers: HeaderMap::new(),
            timeout: None,
            max_response_size: None,
            idempotent: false,
            conditional: false,
            optional: false,
            link: None,
            fault: None,
        })
    }

    /// A call whose operation and template are made at run time.
    pub(crate) fn named(method: Method, operation: &str, template: &str) -> Box<Self> {
        let template = template.trim_start_matches('/');
        let path = template.strip_prefix("api/").unwrap_or(template);
        let mut parts = Self::new(method, name::operation(operation), name::template(path));
        if parts.path != path {
            path.clone_into(&mut parts.path);
        }
        if path.is_empty() || path.contains(['?', '#']) {
            parts.fail(RequestErrorKind::PathTemplate, "");
        }
        parts
    }

    pub(crate) fn fill(&mut self, name: &str, value: &dyn Parameter) {
        if placeholder(&self.path, name).is_none() {
            return self.fail(RequestErrorKind::UnknownPathArgument, name);
        }
        match ParameterValues::from_parameter(value).as_slice() {
            [] => self.fail(RequestErrorKind::EmptyPathArgument, name),
            [text] if text.is_empty() => self.fail(RequestErrorKind::EmptyPathArgument, name),
            [text] => {
                // An encoded value brings no new braces: a placeholder is always the template's.
                let text = uri::encode_path_argument(text);
                while let Some(place) = placeholder(&self.path, name) {
                    self.path.replace_range(place, &text);
                }
            }
            [_, _, ..] => self.fail(RequestErrorKind::RepeatedPathArgument, name),
        }
    }

    pub(crate) fn add_query(&mut self, name: &str, value: &dyn Parameter) {
        self.add_strings(name, ParameterValues::from_parameter(value));
    }

    /// Sets an argument, in place of all its earlier values.
    pub(crate) fn set_strings(&mut self, name: &str, strings: Vec<String>) {
        self.query.retain(|(existing, _)| existing != name);
        self.add_strings(name, strings);
    }

    fn add_strings(&mut self, name: &str, strings: Vec<String>) {
        self.query
            .extend(strings.into_iter().map(|text| (name.to_owned(), text)));
    }

    /// An empty value is none.
    pub(crate) fn set_query(&mut self, name: &str, value: String) {
        let mut pairs = self.query.iter_mut();
        match pairs.find(|(existing, _)| existing == name) {
            Some(pair) if !value.is_empty() => pair.1 = value,
            Some(_) => self.query.retain(|(existing, _)| existing != name),
            None if value.is_empty() => {}
            None => self.query.push((name.to_owned(), value)),
        }
    }

    /// The value of an argument in the query.
    pub(crate) fn query_of(&self, name: &str) -> Option<&str> {
        let mut pairs = self.query.iter();
        let (_, value) = pairs.find(|(existing, _)| existing == name)?;
        Some(value)
    }

    /// Asks for the page that comes after `taken` rows.
    pub(crate) fn set_page(&mut self, taken: u64) {
        let asked = self.paging.asked(taken);
        let skip = u64::from(self.paging.skip).saturating_add(taken);
        let text = |number: u64| number.to_string();
        self.set_query("$top", asked.map(text).unwrap_or_default());
        if taken > 0 {
            self.set_query("$skip", text(skip));
        }
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        let (Ok(name), Some(value)) = (
            HeaderName::from_bytes(name.as_bytes()),
            header::sensitive(value),
        ) else {
            return self.fail(RequestErrorKind::Header, name);
        };
        self.headers.insert(name, value);
    }

    pub(crate) fn set_file(&mut self, name: &str, content: Content) {
        let media_type = content.media_type.clone();
        match FormFile::new(name, content) {
            Some(file) => self.body = Body::File(file),
            None => self.fail(RequestErrorKind::MediaType, &media_type),
        }
    }

    pub(crate) fn fail(&mut self, kind: RequestErrorKind, name: &str) {
        if self.fault.is_none() {
            self.fault = Some(RequestError::new(self.operation, kind, name));
        }
    }

    /// The path and the query, encoded, without a leading slash.
    pub(crate) fn path_and_query(&self) -> Result<String, RequestError> {
        self.address("")
    }

    /// The path and the query, encoded, behind `base`.
    pub(crate) fn address(&self, base: &str) -> Result<String, RequestError> {
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        if let Some(link) = &self.link {
            return Ok(format!("{base}{link}"));
        }
        if let Some((_, rest)) = self.path.split_once('{') {
            let name = rest.split('}').next().unwrap_or(rest);
            return Err(self.fault(RequestErrorKind::MissingPathArgument, name));
        }
        // A URL parser removes these segments, even percent-encoded, and changes the path.
        if self
            .path
            .split('/')
            .any(|segment| matches!(segment, "." | ".."))
        {
            return Err(self.fault(RequestErrorKind::DotPathArgument, ""));
        }
        Ok(uri::address(base, &self.path, &self.query))
    }

    /// Whether a response of `status` is one that the caller expects.
    pub(crate) fn expects(&self, status: StatusCode) -> bool {
        status.is_success()
            || (self.conditional && status == StatusCode::NOT_MODIFIED)
            || (self.optional && status == StatusCode::NOT_FOUND)
    }

    /// Whether the request can be sent twice.
    pub(crate) fn resending(&self) -> Resending {
        Resending {
            is_idempotent: self.idempotent || self.method.is_idempotent(),
            is_possible: self.body.can_be_sent_again(),
        }
    }

    pub(crate) fn fault(&self, kind: RequestErrorKind, name: &str) -> RequestError {
        RequestError::new(self.operation, kind, name)
    }
}

/// Where `{name}` stands in a path.
fn placeholder(path: &str, name: &str) -> Option<Range<usize>> {
    path.match_indices('{').find_map(|(start, _)| {
        let rest = path[start + 1..].strip_prefix(name)?;
        let end = start + name.len() + 2;
        rest.starts_with('}').then_some(start..end)
    })
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
