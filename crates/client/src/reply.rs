//! The body of a response, and how it becomes a value.

use std::ops::Deref;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::IgnoredAny;

use crate::base_url::BaseUrl;
use crate::carrier::{DecodeError, Type, Value, without_mark};
use crate::conditional::{IfModified, LastModified};
use crate::error::{Error, UnexpectedAnswer};
use crate::locale::SO_TIME_ZONE;
use crate::selected::Selected;

mod error_object;

pub(crate) use self::error_object::is_error_object;

const JSON: &str = "application/json";
const OCTET_STREAM: &str = "application/octet-stream";

/// A type that an answer can be read as.
///
/// | type | answer |
/// |---|---|
/// | `Vec` of a [`Value`] | JSON; `null` is an empty list, an empty body an error |
/// | another [`Value`] | JSON; `null` and an empty body are errors |
/// | `Option` of a [`Value`] | JSON; `null` and an empty body are `None` |
/// | [`Selected`] of a [`Value`] | the same as of the value |
/// | [`IfModified`] of any of these | the value, or nothing and a status of 304 |
/// | `()` | nothing, or JSON, which is ignored |
/// | [`Bytes`] | the raw body |
///
/// The trait cannot be implemented elsewhere. Types become a [`Value`] by
/// [`carrier!`](crate::carrier!) and [`text!`](crate::text!).
pub trait Reply: sealed::Sealed + Sized {
    /// What to ask for.
    #[doc(hidden)]
    const EXPECTED: Expected;

    /// The type of the answer when some of its properties are left out.
    type Selected;

    /// What a service responds with, for [`Given::reply`](crate::Given::reply).
    type Whole;

    /// The body of such a response; none for nothing.
    #[doc(hidden)]
    fn write(whole: &Self::Whole) -> Option<Bytes>;

    /// Reads the response: one of success, or another status that the request asked for.
    #[doc(hidden)]
    fn read(status: StatusCode, body: &Bytes) -> Result<Self, Unreadable>;
}

/// What a response is expected to hold.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum Expected {
    /// JSON of this type.
    Json(&'static Type),
    /// A page of rows, as JSON.
    Rows,
    /// Nothing, or JSON that does not matter.
    Nothing,
    /// Bytes of any kind.
    Bytes,
}

/// The properties of a page of rows.
const PAGE: [&str; 3] = ["odata.metadata", "odata.nextLink", "value"];

impl Expected {
    /// The media type to ask for.
    pub(crate) fn accept(self) -> &'static str {
        match self {
            Self::Bytes => OCTET_STREAM,
            Self::Json(_) | Self::Rows | Self::Nothing => JSON,
        }
    }

    /// Whether an object with any properties can be meant.
    pub(crate) fn is_open(self) -> bool {
        match self {
            Self::Json(type_) => type_.is_open(),
            Self::Rows | Self::Nothing | Self::Bytes => false,
        }
    }

    /// Whether what is expected has a property of this name.
    pub(crate) fn has_property(self, name: &str) -> bool {
        match self {
            Self::Json(type_) => type_.has_property(name),
            Self::Rows => PAGE.iter().any(|known| known.eq_ignore_ascii_case(name)),
            Self::Nothing | Self::Bytes => false,
        }
    }
}

/// Why a body is not the expected value.
#[doc(hidden)]
#[derive(Debug)]
pub enum Unreadable {
    Empty,
    Null,
    Malformed(DecodeError),
}

impl<T: Value> Reply for T {
    const EXPECTED: Expected = Expected::Json(T::TYPE);
    type Selected = Selected<T>;
    type Whole = Self;

    fn write(whole: &Self::Whole) -> Option<Bytes> {
        Some(crate::encode(whole).into())
    }

    fn read(_: StatusCode, body: &Bytes) -> Result<Self, Unreadable> {
        match without_mark(body).trim_ascii() {
            b"" => Err(Unreadable::Empty),
            // The service means an empty list; for all else `null` says that there is no value.
            b"null" if !T::TYPE.is_list() => Err(Unreadable::Null),
            json => crate::decode(json).map_err(Unreadable::Malformed),
        }
    }
}

impl<T: Value> Reply for Selected<T> {
    const EXPECTED: Expected = T::EXPECTED;
    type Selected = Self;
    type Whole = T;

    fn write(whole: &Self::Whole) -> Option<Bytes> {
        T::write(whole)
    }

    fn read(status: StatusCode, body: &Bytes) -> Result<Self, Unreadable> {
        T::read(status, body).map(Selected::new)
    }
}

impl<T: Value> Reply for Option<T> {
    const EXPECTED: Expected = T::EXPECTED;
    type Selected = Option<Selected<T>>;
    type Whole = Self;

    fn write(whole: &Self::Whole) -> Option<Bytes> {
        match whole {
            Some(value) => T::write(value),
            None => Some(Bytes::from_static(b"null")),
        }
    }

    fn read(status: StatusCode, body: &Bytes) -> Result<Self, Unreadable> {
        if status == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        match without_mark(body).trim_ascii() {
            b"" | b"null" => Ok(None),
            json => crate::decode(json).map(Some).map_err(Unreadable::Malformed),
        }
    }
}

impl<T: Value> Reply for Option<Selected<T>> {
    const EXPECTED: Expected = T::EXPECTED;
    type Selected = Self;
    type Whole = Option<T>;

    fn write(whole: &Self::Whole) -> Option<Bytes> {
        Option::<T>::write(whole)
    }

    fn read(status: StatusCode, body: &Bytes) -> Result<Self, Unreadable> {
        Ok(Option::<T>::read(status, body)?.map(Selected::new))
    }
}

impl<T: Reply> Reply for IfModified<T> {
    const EXPECTED: Expected = T::EXPECTED;
    type Selected = IfModified<T::Selected>;
    type Whole = T::Whole;

    fn write(whole: &Self::Whole) -> Option<Bytes> {
        T::write(whole)
    }

    fn read(status: StatusCode, body: &Bytes) -> Result<Self, Unreadable> {
        if status == StatusCode::NOT_MODIFIED {
            return Ok(Self::NotModified);
        }
        T::read(status, body).map(Self::Modified)
    }
}

impl Reply for () {
    const EXPECTED: Expected = Expected::Nothing;
    type Selected = Self;
    type Whole = Self;

    fn write(whole: &Self::Whole) -> Option<Bytes> {
        let () = whole;
        None
    }

    fn read(_: StatusCode, body: &Bytes) -> Result<Self, Unreadable> {
        let json = without_mark(body).trim_ascii();
        if json.is_empty() {
            return Ok(());
        }
        // Anything else comes from a proxy, or from another service.
        match serde_json::from_slice::<IgnoredAny>(json) {
            Ok(IgnoredAny) => Ok(()),
            Err(error) => Err(Unreadable::Malformed(DecodeError::new(".".into(), error))),
        }
    }
}

impl Reply for Bytes {
    const EXPECTED: Expected = Expected::Bytes;
    type Selected = Self;
    type Whole = Self;

    fn write(whole: &Self::Whole) -> Option<Bytes> {
        Some(whole.clone())
    }

    fn read(_: StatusCode, body: &Bytes) -> Result<Self, Unreadable> {
        Ok(body.clone())
    }
}

mod sealed {
    pub trait Sealed {}

    impl<T: super::Value> Sealed for T {}
    impl<T: super::Value> Sealed for super::Selected<T> {}
    impl<T: super::Value> Sealed for Option<T> {}
    impl<T: super::Value> Sealed for Option<super::Selected<T>> {}
    impl<T: super::Reply> Sealed for super::IfModified<T> {}
    impl Sealed for () {}
    impl Sealed for super::Bytes {}
}

/// A decoded answer, with the status and the headers it came with.
///
/// It dereferences to the value.
#[derive(Clone, Debug)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    value: T,
}

impl<T> Response<T> {
    /// The status: one of success, 304 if an entity is not modified, 404 if an optional one does not
    /// exist.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// When the entity was changed last, as the server words it, for
    /// [`if_modified_since`](crate::Request::if_modified_since) and
    /// [`if_unmodified_since`](crate::Request::if_unmodified_since).
    pub fn last_modified(&self) -> Option<LastModified> {
        LastModified::of(&self.headers)
    }

    /// The time zone of the date-times in the answer, if the server says it.
    pub fn time_zone(&self) -> Option<&str> {
        self.headers.get(SO_TIME_ZONE)?.to_str().ok()
    }

    /// The decoded body.
    pub fn into_value(self) -> T {
        self.value
    }
}

/// The value.
impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A successful response that is not decoded yet.
pub(crate) struct Undecoded {
    pub(crate) operation: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The address that answered.
    pub(crate) base: Arc<BaseUrl>,
}

impl Undecoded {
    pub(crate) fn decode<T: Reply>(self) -> Result<T, Error> {
        T::read(self.status, &self.body).map_err(|unreadable| self.unreadable(unreadable))
    }

    pub(crate) fn decode_with_head<T: Reply>(self) -> Result<Response<T>, Error> {
        match T::read(self.status, &self.body) {
            Ok(value) => Ok(Response {
                status: self.status,
                headers: self.headers,
                value,
            }),
            Err(unreadable) => Err(self.unreadable(unreadable)),
        }
    }

    #[inline(never)]
    fn unreadable(self, unreadable: Unreadable) -> Error {
        match unreadable {
            Unreadable::Empty => Error::Empty {
                operation: self.operation,
            },
            Unreadable::Null => Error::Null {
                operation: self.operation,
            },
            Unreadable::Malformed(error) => {
                let unexpected = UnexpectedAnswer::new(self.operation, Some(&self.headers), error);
                Error::Decode(Box::new(unexpected))
            }
        }
    }
}
