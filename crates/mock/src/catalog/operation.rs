//! Operations.

use std::borrow::Cow;

use super::item::words;
use super::{Item, Type, decoded, items};

/// An operation. Its fields are read when they are asked for.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The identifier in the reference.
    pub(crate) id: &'static str,
    pub(crate) method: &'static str,
    /// The path from below `/api/`, with `{parts}`.
    pub(crate) template: &'static str,
    path: &'static str,
    query: &'static str,
    request: &'static str,
    response: &'static str,
    statuses: &'static str,
}

/// What an operation takes as its body.
#[derive(Debug)]
pub(crate) enum Body {
    None,
    Json(Type),
    Arguments(Vec<Item>),
    /// Bytes of one of these media types; of any if there are none.
    Content(Vec<Cow<'static, str>>),
    /// A form whose only field is a file.
    File(Cow<'static, str>),
}

/// What an operation responds with.
#[derive(Debug)]
pub(crate) enum Response {
    Nothing,
    Bytes,
    Json(Type),
}

impl Operation {
    pub(super) fn read(fields: &'static str) -> Self {
        let mut fields = fields.split('\t');
        let mut field = || fields.next().unwrap_or_default();
        Self {
            id: field(),
            method: field(),
            template: field().trim_start_matches("/api/"),
            path: field(),
            query: field(),
            request: field(),
            response: field(),
            statuses: field(),
        }
    }

    /// The parts of the path that are arguments.
    pub(crate) fn path_parameters(&self) -> impl Iterator<Item = Item> + use<> {
        items(self.path)
    }

    /// The parameters of the query.
    pub(crate) fn query(&self) -> impl Iterator<Item = Item> + use<> {
        items(self.query)
    }

    /// The body of the request.
    pub(crate) fn request(&self) -> Body {
        let (kind, rest) = self.request.split_once(' ').unwrap_or((self.request, ""));
        match kind {
            "json" => Body::Json(Type::read(rest)),
            "arguments" => Body::Arguments(items(rest).collect()),
            "content" => Body::Content(words(rest).map(decoded).collect()),
            "file" => Body::File(decoded(rest)),
            _ => Body::None,
        }
    }

    /// The arguments in the body of the request.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = Item> + use<> {
        let body = self.request.strip_prefix("arguments ");
        items(body.unwrap_or_default())
    }

    /// The body of the response.
    pub(crate) fn response(&self) -> Response {
        match self.response.split_once(' ') {
            Some((_, ty)) => Response::Json(Type::read(ty)),
            None if self.response == "bytes" => Response::Bytes,
            None => Response::Nothing,
        }
    }

    /// Whether the reference lists a status.
    pub(crate) fn has_status(&self, status: u16) -> bool {
        self.statuses().any(|known| known == status)
    }

    /// The status of success. Two pages list failures alone.
    pub(crate) fn success(&self) -> u16 {
        let by_body = match self.response() {
            Response::Nothing => 204,
            Response::Bytes | Response::Json(_) => 200,
        };
        let mut statuses = self.statuses();
        let documented = statuses.find(|status| (200..300).contains(status));
        documented.unwrap_or(by_body)
    }

    fn statuses(&self) -> impl Iterator<Item = u16> {
        words(self.statuses).filter_map(|status| status.parse().ok())
    }
}
