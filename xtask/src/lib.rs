//! Reads the SuperOffice WebAPI reference pages and writes the bindings crate.
//!
//! The stages, each with types of its own: [`read`] files, parse them into
//! [`page`]s, [`resolve`] those into the [`model`], [`emit`] Rust from it, write
//! the [`output`]. [`generate`] is the recipe.

pub mod area;
pub mod catalog;
pub mod console;
pub mod corrections;
pub mod diagnostic;
pub mod diff;
pub mod emit;
pub mod facts;
mod first;
pub mod generate;
pub mod import;
pub mod lint;
pub mod load;
pub mod model;
pub mod near;
pub mod openapi;
pub mod optimized;
pub mod output;
pub mod page;
pub mod read;
pub mod report;
pub mod resolve;
pub mod serve;
pub mod source;
pub mod stats;
pub mod swagger;
pub mod update;
pub mod visible;
pub mod watch;
pub mod words;
pub mod workspace;
