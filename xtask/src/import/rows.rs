//! Rows of tables by their names.

use std::collections::HashMap;

use crate::first::first_of_each;
use crate::page::{MemberRow, PropertyRow};
use crate::source::Spanned;

/// The first row of each name.
pub(super) fn first_rows<Row: HasName>(rows: &[Spanned<Row>]) -> HashMap<&str, &Spanned<Row>> {
    first_of_each(rows.iter().map(|row| (row.value.name(), row)))
}

/// The index of the first row of each name.
pub(super) fn indices<Row: HasName>(rows: &[Spanned<Row>]) -> HashMap<String, usize> {
    let rows = rows.iter().enumerate();
    first_of_each(rows.map(|(index, row)| (row.value.name().to_owned(), index)))
}

/// A row that is told apart by its name.
pub(super) trait HasName {
    fn name(&self) -> &str;
}

impl HasName for PropertyRow {
    fn name(&self) -> &str {
        &self.name
    }
}

impl HasName for MemberRow {
    fn name(&self) -> &str {
        &self.name
    }
}
