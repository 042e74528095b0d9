//! Pages as Markdown.

mod operation;
mod type_page;

pub use operation::write;
pub use type_page::{write_enum, write_type};
