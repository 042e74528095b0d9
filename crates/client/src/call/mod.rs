//! The part of a call that depends on no type.
//!
//! The functions of the bindings run this code through thin generic wrappers, so it is compiled
//! once instead of thousands of times.

mod body;
mod fitted;
mod form;
mod form_file;
mod name;
mod paging;
mod parts;
mod pieces;
mod uri;

pub(crate) use self::body::Body;
pub(crate) use self::form::QueryForm;
pub(crate) use self::paging::Paging;
pub(crate) use self::parts::Parts;
