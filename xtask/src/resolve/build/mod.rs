//! The model, once all types are decided.

pub(crate) mod glossary;
pub(crate) mod operations;
pub(crate) mod parameters;
