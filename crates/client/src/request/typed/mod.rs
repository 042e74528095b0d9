//! One call of one operation, as a value.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use http::header::{IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE};

use crate::body::{Content, JsonBody};
use crate::call::{Body, Parts, QueryForm};
use crate::carrier::JsonText;
use crate::client::Client;
use crate::error::Error;
use crate::request::{ConditionalRead, ConditionalWrite, Parameter, Plain, TakesSelect};
use crate::response::{Download, FromResponse, IfModified, LastModified, Response};
use crate::settings::{Language, TimeZone};

mod collection;
mod construction;
mod query;

pub use self::query::{Query, QueryParameters};

/// One call of one operation: what to send, and the type `T` of the response.
///
/// The functions of the bindings make requests; [`send`](Request::send) hands them to a
/// [`Client`]. A request is plain owned data that has touched no network yet, so it can be
/// kept, cloned, or moved to another thread.
///
/// `Options` says which of the service's `$` options the operation has:
/// [`Plain`] none, [`Selectable`](crate::request::Selectable) `$select`,
/// [`Collection`](crate::request::Collection) all of them. [`ConditionalRead`] and
/// [`ConditionalWrite`] stand around them where the service knows when an entity was changed.
///
/// `Query` is the type of the operation's optional query parameters, which
/// [`with`](Request::with) sets; `()` if it has none.
///
/// ```no_run
/// # async fn example(client: &client::Client) -> Result<(), client::Error> {
/// use client::request::Selectable;
/// use client::Request;
///
/// // What a function of the bindings returns:
/// fn get_name(id: i32) -> Request<String, Selectable> {
///     Request::get("v1ContactEntity_GetName", "v1/Contact/{id}/Name").path("id", &id)
/// }
///
/// let name = get_name(17).select(["Name"]).language("en").send(client).await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a request does nothing until it is sent"]
pub struct Request<T, Options = Plain, Query = ()> {
    parts: Box<Parts>,
    types: PhantomData<Types<T, Options, Query>>,
}

/// `fn() ->` keeps the request `Send` and `Sync` whatever `T` is: it holds no `T`.
type Types<T, Options, Query> = fn() -> (T, Options, Query);

impl<T, Options, Query> Request<T, Options, Query> {
    fn from_parts(parts: Box<Parts>) -> Self {
        Self {
            parts,
            types: PhantomData,
        }
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.parts
    }
}

/// Arguments. A mistake here, such as an empty path argument, is reported by
/// [`send`](Request::send), before anything goes over the network.
impl<T, Options, Query> Request<T, Options, Query> {
    /// Fills `{name}` of the path with the percent-encoded `value`, which must have exactly one
    /// text that is neither empty nor a `.` or `..` segment of its own.
    pub fn path(mut self, name: &str, value: &dyn Parameter) -> Self {
        self.parts.fill(name, value);
        self
    }

    /// Adds `value` to the query: nothing for `None`, the name once per element for a list.
    pub fn query(mut self, name: &str, value: &dyn Parameter) -> Self {
        self.parts.add_query(name, value);
        self
    }

    /// Sends `body` as JSON. An [`Upload`](crate::body::Upload) in it is read and encoded while it
    /// is sent.
    pub fn json(mut self, body: &dyn JsonBody) -> Self {
        self.parts.body = Body::json(body.json());
        self
    }

    /// Sends a JSON object whose only property is `name`, as [`json`](Self::json) does.
    ///
    /// ```
    /// use client::Request;
    ///
    /// // What a function of the bindings returns:
    /// fn accept(appointment_id: i32) -> Request<()> {
    ///     Request::post("v1Example_Accept", "v1/Example/Accept")
    ///         .json_property("AppointmentId", &appointment_id)
    /// }
    /// ```
    pub fn json_property(mut self, name: &str, value: &dyn JsonBody) -> Self {
        self.parts.body = Body::json(JsonText::object([(name, &value.json())]));
        self
    }

    /// Sends `content` as it is, under its own media type.
    pub fn content(mut self, content: Content) -> Self {
        self.parts.body = Body::Content(content);
        self
    }

    /// Sends `content` as a file in a form, whose only field is `name`: by `multipart/form-data`,
    /// piece by piece as by [`content`](Request::content).
    ///
    /// The service also gets a file name: that of [`Content::with_file_name`], else that of
    /// [`Upload::from_file`](crate::body::Upload::from_file), else `name` with an extension that
    /// fits the media type if that is one of an image.
    ///
    /// ```
    /// use client::body::Content;
    /// use client::Request;
    ///
    /// // What a function of the bindings returns:
    /// fn save_image(id: i32, image: Content) -> Request<()> {
    ///     Request::put("v1Example_SaveImage", "v1/Example/{id}/Image")
    ///         .path("id", &id)
    ///         .file("image", image)
    /// }
    ///
    /// let image = Content::new("image/png", vec![0x89, b'P', b'N', b'G']);
    /// let request = save_image(17, image.with_file_name("face.png"));
    /// ```
    pub fn file(mut self, name: &str, content: Content) -> Self {
        self.parts.set_file(name, content);
        self
    }

    /// Sends the query as a form in the body instead of in the address, which is too short for
    /// long filters. The operation has to be one that takes it there, and only reads.
    pub fn form(mut self) -> Self {
        self.parts.form = QueryForm::Always;
        self
    }

    /// Sends the query as a form in the body if the address would be too long for it: by `POST` to
    /// the same path, where it is the operation `operation`.
    pub fn form_if_long(mut self, operation: &'static str) -> Self {
        self.parts.form = QueryForm::IfLong(operation);
        self
    }

    /// Sets a `$` option, in place of an earlier value of the same option.
    pub(crate) fn option(mut self, name: &str, value: String) -> Self {
        self.parts.set_query(name, value);
        self
    }
}

/// Settings of this one call. They take precedence over those of the [`Client`].
impl<T, Options, Query> Request<T, Options, Query> {
    /// Asks for text in `language`, such as `"en"` or `"nb-no"`.
    pub fn language(mut self, language: impl Into<Language>) -> Self {
        self.parts.locale.language = Some(language.into());
        self
    }

    /// Asks for numbers and dates in text to be formatted as in `culture`, such as `"sv"`.
    /// A language must be set too, here or in the client: the service ignores a lone culture.
    pub fn culture(mut self, culture: impl Into<String>) -> Self {
        self.parts.locale.culture = Some(culture.into());
        self
    }

    /// Asks for date-times in `time_zone`, such as `"NO"` or `"UTC"`.
    pub fn time_zone(mut self, time_zone: impl Into<TimeZone>) -> Self {
        self.parts.locale.time_zone = Some(time_zone.into());
        self
    }

    /// Sends the header `name` with `value`, in place of any header that the client would send
    /// under that name. The value is taken for a secret and appears in no debug output.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.parts.set_header(name, value);
        self
    }

    /// Gives up when the whole response has not arrived within `timeout`.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.parts.timeout = Some(timeout);
        self
    }

    /// Takes responses of so many bytes into memory, in place of what the client
    /// [allows](crate::ClientBuilder::max_response_size).
    pub fn max_response_size(mut self, bytes: u64) -> Self {
        self.parts.max_response_size = Some(bytes);
        self
    }

    /// Says that it does no harm if the service gets the request twice, so that the client may
    /// retry it as its [`Retry`](crate::settings::Retry) says. Requests by `GET`, `PUT` and
    /// `DELETE` are known to be so. Many agents only read, although all are called by `POST`.
    pub fn idempotent(mut self) -> Self {
        self.parts.idempotent = true;
        self
    }

    /// Takes an entity that does not exist for `None` instead of an error: REST operations respond with
    /// with a status of 404 then, agents with `null`.
    ///
    /// A wrong base URL leads to a status of 404 as well.
    pub fn optional(mut self) -> Request<Option<T>, Options, Query> {
        self.parts.optional = true;
        Request::from_parts(self.parts)
    }
}

/// Conditions.
impl<T, Options, Query> Request<T, ConditionalRead<Options>, Query> {
    /// Asks for the entity only if it was changed after `time`.
    pub fn if_modified_since(
        mut self,
        time: impl Into<LastModified>,
    ) -> Request<IfModified<T>, ConditionalRead<Options>, Query> {
        self.parts.conditional = true;
        time.into()
            .write(IF_MODIFIED_SINCE, &mut self.parts.headers);
        Request::from_parts(self.parts)
    }
}

/// Conditions.
impl<T, Options, Query> Request<T, ConditionalWrite<Options>, Query> {
    /// Changes the entity only if it was not changed after `time`. If it was, the call ends with
    /// [`Error::PreconditionFailed`].
    pub fn if_unmodified_since(mut self, time: impl Into<LastModified>) -> Self {
        time.into()
            .write(IF_UNMODIFIED_SINCE, &mut self.parts.headers);
        self
    }
}

/// `$select`.
impl<T: FromResponse, Options: TakesSelect, Query> Request<T, Options, Query> {
    /// Asks for the named properties only; the service leaves the others null.
    ///
    /// The response is a [`Partial`](crate::response::Partial) then, which can be read like the
    /// entity, but not be saved: that would erase the properties that were left out.
    pub fn select(
        self,
        names: impl IntoIterator<Item: AsRef<str>>,
    ) -> Request<T::Partial, Options, Query> {
        let names = crate::request::join(names);
        Request::from_parts(self.option("$select", names).parts)
    }
}

/// What the request is.
impl<T, Options, Query> Request<T, Options, Query> {
    /// The identifier of the operation in the reference documentation.
    pub fn operation(&self) -> &'static str {
        self.parts.operation
    }

    /// The HTTP method.
    pub fn method(&self) -> &Method {
        &self.parts.method
    }
}

/// Sending.
impl<T: FromResponse, Options, Query> Request<T, Options, Query> {
    /// Sends the request and returns the decoded response.
    ///
    /// # Errors
    ///
    /// See the variants of [`Error`].
    pub async fn send(self, client: &Client) -> Result<T, Error> {
        // Only the decoding depends on `T`. This function is compiled once per `T` in the
        // caller's crate, so everything else stays behind `call`.
        client.call(self.parts, T::EXPECTED).await?.decode()
    }

    /// Like [`send`](Self::send), and also returns the status and the headers of the response.
    ///
    /// # Errors
    ///
    /// See the variants of [`Error`].
    pub async fn send_with_response(self, client: &Client) -> Result<Response<T>, Error> {
        client
            .call(self.parts, T::EXPECTED)
            .await?
            .decode_with_head()
    }
}

/// Downloads.
impl<Options, Query> Request<Bytes, Options, Query> {
    /// Sends the request and returns as soon as the head of the response is there. The bytes are
    /// read piece by piece, or saved as a file.
    ///
    /// # Errors
    ///
    /// See the variants of [`Error`].
    pub async fn download(self, client: &Client) -> Result<Download, Error> {
        let received = client
            .open(self.parts, <Bytes as FromResponse>::EXPECTED)
            .await?;
        Ok(Download::new(received))
    }
}

impl<T, Options, Query> Clone for Request<T, Options, Query> {
    fn clone(&self) -> Self {
        Self::from_parts(self.parts.clone())
    }
}

impl<T, Options, Query> fmt::Debug for Request<T, Options, Query> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.parts, formatter)
    }
}
