//! Types that a response can be read as.

use bytes::Bytes;
use http::StatusCode;
use serde::de::IgnoredAny;

use super::{IfModified, Partial};
use crate::carrier::{Type, Value, decode, encode, without_mark};
use crate::error::DecodeError;

const JSON: &str = "application/json";
const OCTET_STREAM: &str = "application/octet-stream";

/// A type that a response can be read as.
///
/// | type | response |
/// |---|---|
/// | `Vec` of a [`Value`] | JSON; `null` is an empty list, an empty body an error |
/// | another [`Value`] | JSON; `null` and an empty body are errors |
/// | `Option` of a [`Value`] | JSON; `null` and an empty body are `None` |
/// | [`Partial`] of a [`Value`] | the same as of the value |
/// | [`IfModified`] of any of these | the value, or nothing and a status of 304 |
/// | `()` | nothing, or JSON, which is ignored |
/// | [`Bytes`] | the raw body |
///
/// The trait cannot be implemented elsewhere. Types become a [`Value`] by
/// [`carrier!`](crate::carrier!) and [`string_value!`](crate::string_value!).
pub trait FromResponse: sealed::Sealed + Sized {
    /// What to ask for.
    #[doc(hidden)]
    const EXPECTED: ExpectedBody;

    /// The type of the response when some of its properties are left out.
    type Partial;

    /// What a service responds with, for
    /// [`Expectation::respond`](crate::testing::Expectation::respond).
    type Complete;

    /// The body of such a response; none for nothing.
    #[doc(hidden)]
    fn write(whole: &Self::Complete) -> Option<Bytes>;

    /// Reads the response: one of success, or another status that the request asked for.
    #[doc(hidden)]
    fn read(status: StatusCode, body: &Bytes) -> Result<Self, Unreadable>;
}

/// What a response is expected to hold.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum ExpectedBody {
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

impl ExpectedBody {
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

impl<T: Value> FromResponse for T {
    const EXPECTED: ExpectedBody = ExpectedBody::Json(T::TYPE.erased());
    type Partial = Partial<T>;
    type Complete = Self;

    fn write(whole: &Self::Complete) -> Option<Bytes> {
        Some(encode(whole).into())
    }

    fn read(_: StatusCode, body: &Bytes) -> Result<Self, Unreadable> {
        match without_mark(body).trim_ascii() {
            b"" => Err(Unreadable::Empty),
            // The service means an empty list; for all else `null` says that there is no value.
            b"null" if !T::TYPE.erased().is_list() => Err(Unreadable::Null),
            json => decode(json).map_err(Unreadable::Malformed),
        }
    }
}

impl<T: Value> FromResponse for Partial<T> {
    const EXPECTED: ExpectedBody = T::EXPECTED;
    type Partial = Self;
    type Complete = T;

    fn write(whole: &Self::Complete) -> Option<Bytes> {
        T::write(whole)
    }

    fn read(status: StatusCode, body: &Bytes) -> Result<Self, Unreadable> {
        T::read(status, body).map(Partial::new)
    }
}

impl<T: Value> FromResponse for Option<T> {
    const EXPECTED: ExpectedBody = T::EXPECTED;
    type Partial = Option<Partial<T>>;
    type Complete = Self;

    fn write(whole: &Self::Complete) -> Option<Bytes> {
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
            json => decode(json).map(Some).map_err(Unreadable::Malformed),
        }
    }
}

impl<T: Value> FromResponse for Option<Partial<T>> {
    const EXPECTED: ExpectedBody = T::EXPECTED;
    type Partial = Self;
    type Complete = Option<T>;

    fn write(whole: &Self::Complete) -> Option<Bytes> {
        Option::<T>::write(whole)
    }

    fn read(status: StatusCode, body: &Bytes) -> Result<Self, Unreadable> {
        Ok(Option::<T>::read(status, body)?.map(Partial::new))
    }
}

impl<T: FromResponse> FromResponse for IfModified<T> {
    const EXPECTED: ExpectedBody = T::EXPECTED;
    type Partial = IfModified<T::Partial>;
    type Complete = T::Complete;

    fn write(whole: &Self::Complete) -> Option<Bytes> {
        T::write(whole)
    }

    fn read(status: StatusCode, body: &Bytes) -> Result<Self, Unreadable> {
        if status == StatusCode::NOT_MODIFIED {
            return Ok(Self::NotModified);
        }
        T::read(status, body).map(Self::Modified)
    }
}

impl FromResponse for () {
    const EXPECTED: ExpectedBody = ExpectedBody::Nothing;
    type Partial = Self;
    type Complete = Self;

    fn write(whole: &Self::Complete) -> Option<Bytes> {
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
            Err(error) => Err(Unreadable::Malformed(DecodeError::malformed(".", error))),
        }
    }
}

impl FromResponse for Bytes {
    const EXPECTED: ExpectedBody = ExpectedBody::Bytes;
    type Partial = Self;
    type Complete = Self;

    fn write(whole: &Self::Complete) -> Option<Bytes> {
        Some(whole.clone())
    }

    fn read(_: StatusCode, body: &Bytes) -> Result<Self, Unreadable> {
        Ok(body.clone())
    }
}

mod sealed {
    pub trait Sealed {}

    impl<T: super::Value> Sealed for T {}
    impl<T: super::Value> Sealed for super::Partial<T> {}
    impl<T: super::Value> Sealed for Option<T> {}
    impl<T: super::Value> Sealed for Option<super::Partial<T>> {}
    impl<T: super::FromResponse> Sealed for super::IfModified<T> {}
    impl Sealed for () {}
    impl Sealed for super::Bytes {}
}
