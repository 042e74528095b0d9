//! What tells the rows of a table apart.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::findings::Findings;
use crate::page::{HeaderRow, MemberRow, ParameterRow, PropertyRow, StatusRow, Table};
use crate::source::Span;

/// Rows are told apart by their first cell.
pub(super) trait HasKey {
    /// What tells the row from others, and where it stands.
    fn key(&self) -> (Cow<'_, str>, Span);
}

macro_rules! named {
    ($($row:ty),*) => {$(
        impl HasKey for $row {
            fn key(&self) -> (Cow<'_, str>, Span) {
                (self.name.as_str().into(), self.name.span)
            }
        }
    )*};
}

named!(ParameterRow, HeaderRow, PropertyRow, MemberRow);

impl HasKey for StatusRow {
    fn key(&self) -> (Cow<'_, str>, Span) {
        (self.code.to_string().into(), self.code.span)
    }
}

/// Names the rows of a table that stand twice.
pub(super) fn check_unique<Row: HasKey>(found: &mut Findings<'_>, table: &Table<Row>) {
    let mut first: HashMap<Cow<'_, str>, Span> = HashMap::new();
    for row in &table.rows {
        let (key, span) = row.key();
        match first.entry(key) {
            Entry::Occupied(first) => found.duplicate(span, *first.get(), first.key()),
            Entry::Vacant(first) => {
                first.insert(row.span);
            }
        }
    }
}
