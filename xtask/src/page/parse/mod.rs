//! Pages from their text.

mod body;
mod cursor;
mod findings;
mod front;
mod glossary;
mod head;
mod http;
mod keys;
mod message;
mod near_miss;
mod operation;
mod rows;
mod samples;
mod type_page;

pub use glossary::parse_glossary;
pub(crate) use http::METHODS;
pub use operation::parse;
pub use type_page::{parse_enum, parse_type};
