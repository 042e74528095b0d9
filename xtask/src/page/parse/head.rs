//! The heads of tables, by which they are told apart.

use crate::page::markdown::{Block, BlockKind};

/// The tables a page can hold, told apart by their header row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableKind {
    Path,
    Query,
    Headers,
    Status,
    Property,
    Members,
}

/// Which table a block is, if it is one of the five.
pub(super) fn table_kind(text: &str, block: &Block) -> Option<TableKind> {
    let names = header(text, block)?;
    let is_it = |(head, _): &&(&[&str], TableKind)| *head == names.as_slice();
    HEADS.iter().find(is_it).map(|(_, kind)| *kind)
}

/// The header rows that are read.
pub(super) const HEADS: [(&[&str], TableKind); 6] = [
    (&["Path Part", "Type", "Description"], TableKind::Path),
    (&["Parameter Name", "Type", "Description"], TableKind::Query),
    (&["Parameter Name", "Description"], TableKind::Headers),
    (&["Response", "Description"], TableKind::Status),
    (
        &["Property Name", "Type", "Description"],
        TableKind::Property,
    ),
    (&["Name", "Value", "Description"], TableKind::Members),
];

/// The cells of a table's header row.
pub(super) fn header<'t>(text: &'t str, block: &Block) -> Option<Vec<&'t str>> {
    let BlockKind::Table { .. } = block.kind else {
        return None;
    };
    let header = text[block.span.range()].lines().next()?;
    let names = header.trim().trim_matches('|').split('|');
    Some(names.map(str::trim).collect())
}
