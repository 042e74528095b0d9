//! The text of one Rust file, item by item.

use std::borrow::Cow;

use proc_macro2::TokenStream;

use super::GENERATED;
use crate::visible::visible;

/// A file in the making.
#[derive(Debug)]
pub(super) struct SourceText(String);

impl SourceText {
    /// A file with the marker alone.
    pub(super) fn new() -> Self {
        Self(format!("{GENERATED}\n"))
    }

    /// Lets a function add to it.
    pub(super) fn with(mut self, add: impl FnOnce(&mut Self)) -> Self {
        add(&mut self);
        self
    }

    /// Adds items, formatted, after a blank line.
    pub(super) fn items(&mut self, tokens: TokenStream) {
        // The emitter writes whole items; tokens that are none are its own mistake.
        let file = syn::parse2(tokens.clone())
            .unwrap_or_else(|error| panic!("generated code does not parse: {error}\n{tokens}"));
        self.text(&prettyplease::unparse(&file));
    }

    /// Adds text that is formatted already, after a blank line.
    pub(super) fn text(&mut self, text: &str) {
        self.0.push('\n');
        self.0.push_str(text);
    }

    /// The whole text. In a literal the number of a hidden character stands for it, in a comment
    /// it shows it.
    pub(super) fn finish(self) -> String {
        match visible(&self.0) {
            Cow::Borrowed(_) => self.0,
            Cow::Owned(text) => text,
        }
    }
}
