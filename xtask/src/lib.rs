//! Reads the SuperOffice WebAPI reference pages and writes the bindings crate.

pub mod diagnostic;
pub mod emit;
pub mod facts;
pub mod model;
pub mod page;
pub mod read;
pub mod resolve;
pub mod source;
