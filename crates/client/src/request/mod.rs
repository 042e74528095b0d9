//! What a call sends: the kinds of requests, by the options that their operations have, and the
//! values of arguments.
//!
//! [`Request`] is the call itself.

mod options;
mod parameter;
pub(crate) mod typed;

pub(crate) use self::options::join;
pub use self::options::{
    Collection, ConditionalRead, ConditionalWrite, Plain, PlainRows, ReturnsRows, Selectable,
    SelectableRows, TakesSelect,
};
pub use self::parameter::{Parameter, ParameterValues, strings};
pub(crate) use self::typed::Request;
pub use self::typed::{Query, QueryParameters};
