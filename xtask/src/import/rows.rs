//! Rows of tables by their names.

use std::collections::HashMap;

use crate::page::{MemberRow, PropertyRow};
use crate::source::Spanned;

/// The first row of each name.
pub(super) fn first_rows<Row: HasName>(rows: &[Spanned<Row>]) -> HashMap<&str, &Spanned<Row>> {
    let mut first = HashMap::with_capacity(rows.len());
    for row in rows {
        first.entry(row.value.name()).or_insert(row);
    }
    first
}

/// The index of the first row of each name.
pub(super) fn indices<Row: HasName>(rows: &[Spanned<Row>]) -> HashMap<String, usize> {
    let mut indices = HashMap::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        let name = row.value.name().to_owned();
        indices.entry(name).or_insert(index);
    }
    indices
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
