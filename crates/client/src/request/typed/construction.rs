//! How requests are made.

use http::Method;

use super::Request;
use crate::call::Parts;

/// Construction. `operation` is the identifier of the operation in the reference documentation
/// and names the call in errors; `path` is relative to `…/api/`, with `{name}` for each argument
/// to be filled in by [`path`](Request::path).
impl<T, Options, Query> Request<T, Options, Query> {
    /// A request of an operation that becomes known when the program runs, such as one that the
    /// bindings lack.
    ///
    /// ```
    /// use client::http::Method;
    /// use client::{Json, Request};
    ///
    /// fn count(area: &str) -> Request<Json> {
    ///     let path = format!("v1/{area}/{{id}}/Count");
    ///     Request::new(Method::GET, &format!("v1{area}_Count"), &path)
    /// }
    ///
    /// let request = count("Example").path("id", &17);
    /// assert_eq!(request.operation(), "v1Example_Count");
    /// ```
    ///
    /// The program keeps each operation and each path once, for as long as it runs. So leave to
    /// [`path`](Request::path) and [`query`](Request::query) what differs from call to call.
    pub fn new(method: Method, operation: &str, path: &str) -> Self {
        Self::from_parts(Parts::named(method, operation, path))
    }

    /// A `GET` request.
    pub fn get(operation: &'static str, path: &'static str) -> Self {
        Self::from_parts(Parts::new(Method::GET, operation, path))
    }

    /// A `POST` request.
    pub fn post(operation: &'static str, path: &'static str) -> Self {
        Self::from_parts(Parts::new(Method::POST, operation, path))
    }

    /// A `PUT` request.
    pub fn put(operation: &'static str, path: &'static str) -> Self {
        Self::from_parts(Parts::new(Method::PUT, operation, path))
    }

    /// A `PATCH` request.
    pub fn patch(operation: &'static str, path: &'static str) -> Self {
        Self::from_parts(Parts::new(Method::PATCH, operation, path))
    }

    /// A `DELETE` request.
    pub fn delete(operation: &'static str, path: &'static str) -> Self {
        Self::from_parts(Parts::new(Method::DELETE, operation, path))
    }

    /// What is sent.
    #[cfg(feature = "names")]
    pub(crate) fn into_parts(self) -> Box<Parts> {
        self.parts
    }
}
