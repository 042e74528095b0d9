//! The part of a call that depends on no type.
//!
//! The functions of the bindings run this code through thin generic wrappers, so it is compiled
//! once instead of thousands of times.

mod parts;
mod uri;

pub(crate) use self::parts::{Body, Parts};
