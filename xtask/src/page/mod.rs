//! One reference page, typed, every item with the place it was read from.
//!
//! The types say what a page says in any of the dialects that the upstream
//! documentation has had; which dialect it was written in is not part of it.

mod documentation;
mod glossary;
mod label;
mod made;
mod markdown;
mod name;
mod operation;
mod parse;
mod placeholder;
mod response_carriers;
mod sample;
mod spans;
mod structure;
mod type_page;
mod write;

pub use documentation::{Documentation, PageFile, SourcePage};
pub use glossary::{GlossaryPage, Term, TermKind};
pub use label::TypeLabel;
pub(crate) use name::is_no_part_of_a_name;
pub use operation::{
    FrontMatter, HeaderRow, HttpLine, Page, ParameterRow, PropertyRow, Query, RequestBody,
    Response, Section, StatusRow, Table,
};
pub(crate) use parse::METHODS;
pub use parse::{parse, parse_enum, parse_glossary, parse_type};
pub use placeholder::Placeholders;
pub use response_carriers::ResponseCarriers;
pub use sample::{Sample, SampleBody};
pub use structure::Structure;
pub use type_page::{EnumPage, MemberRow, TypePage, Usage, UsedBy};
pub use write::{write, write_enum, write_type};
