//! A decoded response with its head, and one that is not decoded yet.

use std::ops::Deref;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::LastModified;
use super::from_response::{FromResponse, Unreadable};
use crate::base_url::BaseUrl;
use crate::error::{Error, ResponseError};
use crate::settings::SO_TIME_ZONE;

/// A decoded response, with the status and the headers it came with.
///
/// It dereferences to the value.
#[derive(Clone, Debug)]
pub struct Response<T> {
    status: StatusCode,
    headers: HeaderMap,
    value: T,
}

impl<T> Response<T> {
    /// The status: one of success, 304 if an entity is not modified, 404 if an optional one does
    /// not exist.
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
        LastModified::from_headers(&self.headers)
    }

    /// The time zone of the date-times in the response, if the server says it.
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
pub(crate) struct RawResponse {
    pub(crate) operation: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The address that responded.
    pub(crate) base: Arc<BaseUrl>,
}

impl RawResponse {
    pub(crate) fn decode<T: FromResponse>(self) -> Result<T, Error> {
        T::read(self.status, &self.body).map_err(|unreadable| self.unreadable(unreadable))
    }

    pub(crate) fn decode_with_head<T: FromResponse>(self) -> Result<Response<T>, Error> {
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
                let unexpected = ResponseError::new(self.operation, Some(&self.headers), error);
                Error::Decode(Box::new(unexpected))
            }
        }
    }
}
