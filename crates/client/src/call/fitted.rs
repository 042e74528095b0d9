//! Queries that go in the body, as a form.

use std::borrow::Cow;

use http::Method;
use url::form_urlencoded::Serializer;

use super::{Body, Parts, QueryForm};
use crate::body::Content;

const MEDIA_TYPE: &str = "application/x-www-form-urlencoded";

impl Parts {
    /// The call as it is sent, to an address that begins with `base` and may have `longest`
    /// characters.
    pub(crate) fn fitted(&self, base: &str, longest: usize) -> Cow<'_, Self> {
        match self.form {
            // A link is followed as the server made it.
            QueryForm::Always if self.link.is_some() => Cow::Owned(self.following()),
            QueryForm::Always => Cow::Owned(self.as_form(self.operation)),
            QueryForm::IfLong(operation)
                if self.link.is_none() && self.is_longer(base, longest) =>
            {
                Cow::Owned(self.as_form(operation))
            }
            QueryForm::IfLong(_) | QueryForm::Never => Cow::Borrowed(self),
        }
    }

    fn is_longer(&self, base: &str, longest: usize) -> bool {
        // What is wrong with the path is told when the request is made.
        let path = self.path_and_query();
        path.is_ok_and(|path| base.len() + path.len() > longest)
    }

    fn as_form(&self, operation: &'static str) -> Self {
        let mut form = Serializer::new(String::new());
        form.extend_pairs(&self.query);
        Self {
            operation,
            method: Method::POST,
            query: Vec::new(),
            body: Body::Content(Content::new(MEDIA_TYPE, form.finish().into_bytes())),
            // It asks for the same as the query would, and changes nothing.
            idempotent: true,
            ..self.clone()
        }
    }

    fn following(&self) -> Self {
        Self {
            method: Method::GET,
            body: Body::None,
            ..self.clone()
        }
    }
}
