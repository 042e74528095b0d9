//! The model, once all types are decided.

pub(crate) mod carriers;
pub(crate) mod context;
pub(crate) mod glossary;
pub(crate) mod operations;
mod parameters;
