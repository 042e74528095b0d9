//! What a call returns: entities and parts of them, only if they were changed, or bytes piece by
//! piece.
//!
//! [`Response`] is the value together with the status and the headers.

mod conditional;
mod download;
mod error_object;
mod from_response;
mod partial;
pub(crate) mod typed;

pub use self::conditional::{IfModified, LastModified};
pub use self::download::Download;
pub(crate) use self::error_object::is_error_object;
pub(crate) use self::from_response::ExpectedBody;
pub use self::from_response::FromResponse;
pub use self::partial::Partial;
pub(crate) use self::typed::{RawResponse, Response};
