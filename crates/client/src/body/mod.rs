//! What a request carries: JSON, a document or an image, from memory, a file or a stream.

mod content;
mod json;
pub(crate) mod upload;

pub use self::content::Content;
pub use self::json::{JsonBody, Saveable};
pub use self::upload::Upload;
