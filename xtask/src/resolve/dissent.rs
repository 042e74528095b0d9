//! How tables that do not agree are told of.

use super::draft::Draft;
use super::settle::Witness;
use super::table::{Table, by_presence};
use crate::diagnostic::Diagnostic;
use crate::near::nearest;
use crate::page::PropertyRow;

/// Tables that have another set of properties than most.
pub(super) fn properties(
    owner: &str,
    draft: &Draft<'_>,
    own: &[&Table<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_property = |name: &str| draft.position(name, 0).is_some();
    for table in own {
        let is_whole = table.rows.len() == draft.properties.len()
            && table
                .names()
                .eq(draft.properties.iter().map(|property| property.name));
        if is_whole {
            continue;
        }
        let more: Vec<&PropertyRow> = table
            .rows
            .iter()
            .map(|row| &row.value)
            .filter(|row| !is_property(&row.name))
            .collect();
        let lacks: Vec<&str> = draft
            .properties
            .iter()
            .map(|property| property.name)
            .filter(|name| table.row(name, 0).is_none() && !table.may_lack(name))
            .filter(|name| !by_presence(own, name).0.is_empty())
            .collect();
        diagnostics.extend(too_many(owner, table, own, &more, &lacks));
        diagnostics.extend(too_few(owner, table, own, &more, &lacks));
    }
}

/// Properties that most others do not have.
fn too_many(
    owner: &str,
    table: &Table<'_>,
    own: &[&Table<'_>],
    more: &[&PropertyRow],
    lacks: &[&str],
) -> Option<Diagnostic> {
    let first = more.first()?;
    let (_, others) = by_presence(own, &first.name);
    let meant = nearest(&first.name, lacks.iter().copied());
    let message = format!(
        "`{owner}` has {} here, but not on {}",
        listed(more.iter().map(|row| row.name.as_str())),
        pages(others.len())
    );
    let help = match meant {
        Some(name) => format!("did you mean `{name}`, as on the other pages?"),
        None => "remove the row, or add it to the tables of the other pages".into(),
    };
    let mut found = Diagnostic::error("conflicting-carrier", message)
        .at(&table.page.file, first.name.span)
        .help(help);
    if let Some(other) = others.first() {
        let row = meant.and_then(|name| other.row(name, 0));
        let (span, text) = match row {
            Some(row) => (row.name.span, "called so here"),
            None => (other.head, "described here without it"),
        };
        found = found.label(&other.page.file, span, text);
    }
    Some(found)
}

/// Properties that most others have.
fn too_few(
    owner: &str,
    table: &Table<'_>,
    own: &[&Table<'_>],
    more: &[&PropertyRow],
    lacks: &[&str],
) -> Option<Diagnostic> {
    // A row with a name that is nearly right is told of once.
    let told = more
        .first()
        .and_then(|first| nearest(&first.name, lacks.iter().copied()));
    let lacks: Vec<_> = lacks
        .iter()
        .copied()
        .filter(|name| told != Some(*name))
        .collect();
    let first = lacks.first()?;
    let (having, _) = by_presence(own, first);
    let message = format!(
        "`{owner}` lacks {} here, which {} {}",
        listed(lacks.iter().copied()),
        pages(having.len()),
        if having.len() == 1 { "has" } else { "have" }
    );
    let mut found = Diagnostic::error("conflicting-carrier", message)
        .at(&table.page.file, table.head)
        .help("add the row, or remove it from the tables of the other pages");
    if let Some((other, row)) = having
        .iter()
        .find_map(|other| Some((other, other.row(first, 0)?)))
    {
        found = found.label(&other.page.file, row.name.span, "described here with it");
    }
    Some(found)
}

/// A type that most tables say otherwise.
pub(super) fn minority(
    owner: &str,
    property: &str,
    one: Witness<'_, '_>,
    most: Witness<'_, '_>,
    count: usize,
) -> Diagnostic {
    let (label, other) = (one.row.label.lower(), most.row.label.lower());
    let message = format!(
        "`{owner}.{property}` is `{label}` here and `{other}` on {}",
        pages(count)
    );
    Diagnostic::error("conflicting-type", message)
        .at(&one.table.page.file, one.row.label.span)
        .label(
            &most.table.page.file,
            most.row.label.span,
            format!("`{other}` here"),
        )
        .help(format!("write `{other}`, or correct the other pages"))
}

/// Two types, each of which as many tables say.
pub(super) fn split(
    owner: &str,
    property: &str,
    one: Witness<'_, '_>,
    other: Witness<'_, '_>,
) -> Diagnostic {
    let (label, rival) = (one.row.label.lower(), other.row.label.lower());
    let message =
        format!("`{owner}.{property}` is `{label}` here and `{rival}` on as many other pages");
    Diagnostic::error("conflicting-type", message)
        .at(&one.table.page.file, one.row.label.span)
        .label(
            &other.table.page.file,
            other.row.label.span,
            format!("`{rival}` here"),
        )
        .help("correct the one that is wrong")
}

/// Facts that most tables state otherwise.
pub(super) fn description(
    owner: &str,
    property: &str,
    one: Witness<'_, '_>,
    most: Witness<'_, '_>,
    count: usize,
) -> Diagnostic {
    let message = format!(
        "`{owner}.{property}` is described with other facts here than on {}",
        pages(count)
    );
    Diagnostic::error("conflicting-description", message)
        .at(&one.table.page.file, one.row.description.span)
        .label(
            &most.table.page.file,
            most.row.description.span,
            "described so there",
        )
        .help("bring the descriptions together")
}

/// The first few of many names.
fn listed<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    const SHOWN: usize = 3;
    let count = names.len();
    let shown: Vec<_> = names.take(SHOWN).map(|name| format!("`{name}`")).collect();
    match count.saturating_sub(SHOWN) {
        0 => shown.join(", "),
        rest => format!("{} and {rest} more", shown.join(", ")),
    }
}

fn pages(count: usize) -> String {
    match count {
        1 => "another page".into(),
        count => format!("{count} other pages"),
    }
}
