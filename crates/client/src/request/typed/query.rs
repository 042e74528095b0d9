//! Optional query parameters.

use std::fmt;

use super::Request;
use crate::request::{Parameter, ParameterValues};

/// The optional query parameters of one operation, a method each.
///
/// The bindings have such a type for each operation with optional query parameters, and
/// [`Request::with`] lends it out:
///
/// ```
/// use client::Request;
/// use client::request::{Plain, Query, QueryParameters};
///
/// // What the bindings have:
/// #[derive(Default)]
/// struct GetImageQuery(QueryParameters);
///
/// impl GetImageQuery {
///     fn width(self, width: i32) -> Self {
///         Self(self.0.set("w", &width))
///     }
/// }
///
/// impl Query for GetImageQuery {
///     fn into_parameters(self) -> QueryParameters {
///         self.0
///     }
/// }
///
/// fn get_image(id: i32) -> Request<client::bytes::Bytes, Plain, GetImageQuery> {
///     Request::get("v1Example_GetImage", "v1/Example/{id}/Image").path("id", &id)
/// }
///
/// let request = get_image(17).with(|query| query.width(100));
/// ```
#[diagnostic::on_unimplemented(
    message = "the operation has no optional query parameters",
    note = "`Request::query` adds a parameter that the bindings do not know"
)]
pub trait Query: Default {
    /// The parameters that were set.
    fn into_parameters(self) -> QueryParameters;
}

/// Names and strings of query parameters.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct QueryParameters(Vec<(&'static str, Vec<String>)>);

impl QueryParameters {
    /// Sets the parameter `name`, in place of an earlier value: once per element for a list, and
    /// not at all for `None`.
    #[must_use]
    pub fn set(mut self, name: &'static str, value: &dyn Parameter) -> Self {
        self.0.retain(|(existing, _)| *existing != name);
        self.0.push((name, ParameterValues::from_parameter(value)));
        self
    }
}

/// Names only: the values can be personal.
impl fmt::Debug for QueryParameters {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.iter().map(|(name, _)| name);
        formatter.debug_list().entries(names).finish()
    }
}

/// Optional query parameters.
impl<T, Options, Parameters> Request<T, Options, Parameters> {
    /// Sets optional query parameters, by the methods of the operation's own [`Query`] type. Those
    /// that were set before and are not named stay.
    ///
    /// ```ignore
    /// contact::get_image(17).with(|query| query.w(100).h(80)).send(&client).await?;
    /// ```
    ///
    /// A parameter that the operation does not have does not compile:
    ///
    /// ```compile_fail,E0599
    /// # use client::Request;
    /// use client::request::{Plain, Query, QueryParameters};
    /// # #[derive(Default)]
    /// # struct GetImageQuery(QueryParameters);
    /// # impl Query for GetImageQuery {
    /// #     fn into_parameters(self) -> QueryParameters { self.0 }
    /// # }
    /// # fn get_image() -> Request<(), Plain, GetImageQuery> { Request::get("v1Example", "v1/Example") }
    /// get_image().with(|query| query.depth(3));
    /// ```
    ///
    /// Neither does any for an operation without optional parameters:
    ///
    /// ```compile_fail,E0277
    /// # use client::Request;
    /// # fn get_name() -> Request<()> { Request::get("v1Example", "v1/Example") }
    /// get_name().with(|query| query);
    /// ```
    pub fn with(mut self, set: impl FnOnce(Parameters) -> Parameters) -> Self
    where
        Parameters: Query,
    {
        let QueryParameters(parameters) = set(Parameters::default()).into_parameters();
        for (name, strings) in parameters {
            self.parts.set_strings(name, strings);
        }
        self
    }
}
