//! How tables that do not agree are told of.

use super::amendment::{Amendment, Dissent, RowChange};
use super::draft::CarrierDraft;
use super::table::{PropertyTable, by_presence};
use super::verdict::Witness;
use crate::diagnostic::Diagnostic;
use crate::near::nearest;
use crate::page::PropertyRow;

/// Tables that have another set of properties than most.
pub(crate) fn properties(
    owner: &str,
    draft: &CarrierDraft<'_>,
    own: &[&PropertyTable<'_>],
    dissents: &mut Vec<Dissent>,
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
        // A row with a name that is nearly right is told of once.
        let meant = more
            .first()
            .and_then(|first| nearest(&first.name, lacks.iter().copied()));
        if let Some(diagnostic) = too_many(owner, table, own, &more, meant) {
            let rare = more.iter().filter(|row| !is_common(own, &row.name));
            let removed = rare.map(|row| table.amended(&row.name, RowChange::Remove));
            let added = meant.and_then(|name| addition(draft, table, own, name));
            dissents.push(Dissent {
                diagnostic,
                amendments: removed.chain(added).collect(),
            });
        }
        let others = lacks.iter().copied().filter(|name| meant != Some(*name));
        let others: Vec<&str> = others.collect();
        if let Some(diagnostic) = too_few(owner, table, own, &others) {
            let added = others.iter();
            let added = added.filter_map(|name| addition(draft, table, own, name));
            dissents.push(Dissent {
                diagnostic,
                amendments: added.collect(),
            });
        }
    }
}

/// Whether more tables have a property than lack it where they should not.
fn is_common(own: &[&PropertyTable<'_>], name: &str) -> bool {
    let (having, lacking) = by_presence(own, name);
    having.len() > lacking.len()
}

/// The row of a property that a table lacks, as most others have it.
fn addition(
    draft: &CarrierDraft<'_>,
    table: &PropertyTable<'_>,
    own: &[&PropertyTable<'_>],
    name: &str,
) -> Option<Amendment> {
    let (having, lacking) = by_presence(own, name);
    if having.len() <= lacking.len() {
        return None;
    }
    let same_kind = |other: &&&PropertyTable<'_>| other.request == table.request;
    let has_same_kind = having.iter().any(|other| same_kind(&other));
    let others = having
        .iter()
        .filter(|other| !has_same_kind || same_kind(other));
    let mut rows: Vec<(&PropertyRow, usize)> = Vec::new();
    for row in others.filter_map(|other| other.row(name, 0)) {
        match rows.iter_mut().find(|(known, _)| *known == row) {
            Some((_, count)) => *count += 1,
            None => rows.push((row, 1)),
        }
    }
    rows.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let (row, _) = rows.first()?;
    let before = draft.properties[..draft.position(name, 0)?].iter().rev();
    let before = before.map(|property| property.name);
    let is_added = |name: &str| !table.may_lack(name) && is_common(own, name);
    let after = before
        .into_iter()
        .find(|name| table.row(name, 0).is_some() || is_added(name));
    let change = RowChange::Add {
        row: (*row).clone(),
        after: after.map(str::to_owned),
    };
    Some(table.amended(name, change))
}

/// Properties that most others do not have.
fn too_many(
    owner: &str,
    table: &PropertyTable<'_>,
    own: &[&PropertyTable<'_>],
    more: &[&PropertyRow],
    meant: Option<&str>,
) -> Option<Diagnostic> {
    let first = more.first()?;
    let (_, others) = by_presence(own, &first.name);
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
    table: &PropertyTable<'_>,
    own: &[&PropertyTable<'_>],
    lacks: &[&str],
) -> Option<Diagnostic> {
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
pub(crate) fn minority(
    owner: &str,
    property: &str,
    one: Witness<'_, '_>,
    most: Witness<'_, '_>,
    count: usize,
) -> Dissent {
    let other = most.row.label.lower();
    let diagnostic = two_types(owner, property, one, most, &pages(count))
        .help(format!("write `{other}`, or correct the other pages"));
    let change = RowChange::Type(most.row.label.value.clone());
    Dissent {
        diagnostic,
        amendments: vec![one.table.amended(property, change)],
    }
}

/// Two types, each of which as many tables say.
pub(crate) fn split(
    owner: &str,
    property: &str,
    one: Witness<'_, '_>,
    other: Witness<'_, '_>,
) -> Dissent {
    let found = two_types(owner, property, one, other, "as many other pages");
    Dissent {
        diagnostic: found.help("correct the one that is wrong"),
        amendments: Vec::new(),
    }
}

fn two_types(
    owner: &str,
    property: &str,
    one: Witness<'_, '_>,
    other: Witness<'_, '_>,
    others: &str,
) -> Diagnostic {
    let (label, rival) = (one.row.label.lower(), other.row.label.lower());
    let message = format!("`{owner}.{property}` is `{label}` here and `{rival}` on {others}");
    Diagnostic::error("conflicting-type", message)
        .at(&one.table.page.file, one.row.label.span)
        .label(
            &other.table.page.file,
            other.row.label.span,
            format!("`{rival}` here"),
        )
}

/// Facts that most tables state otherwise, or as many.
pub(crate) fn description(
    owner: &str,
    property: &str,
    one: Witness<'_, '_>,
    most: Witness<'_, '_>,
    count: usize,
    is_settled: bool,
) -> Dissent {
    let message = format!(
        "`{owner}.{property}` is described with other facts here than on {}",
        pages(count)
    );
    let diagnostic = Diagnostic::error("conflicting-description", message)
        .at(&one.table.page.file, one.row.description.span)
        .label(
            &most.table.page.file,
            most.row.description.span,
            "described so there",
        )
        .help("bring the descriptions together");
    let text = || most.row.description.value.clone();
    let amended = || one.table.amended(property, RowChange::Description(text()));
    Dissent {
        diagnostic,
        amendments: is_settled.then(amended).into_iter().collect(),
    }
}

/// The first few of many names.
pub(crate) fn listed<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
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
