//! What a page says otherwise than most others, and how it is brought together with them.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Diagnostic;
use crate::page::{
    HeaderRow, Page, ParameterRow, PropertyRow, Query, Section, StatusRow, Table, TypeLabel,
};
use crate::source::{Span, Spanned};

/// A page that does not agree with others that describe the same, or operations like its own.
#[derive(Clone, Debug)]
pub struct Dissent {
    /// The error that shows both places.
    pub diagnostic: Diagnostic,
    /// What makes the page say what most others do; nothing if as many say the one as the other.
    pub amendments: Vec<Amendment>,
}

/// A change of one row of a page.
#[derive(Clone, Debug)]
pub struct Amendment {
    /// The identifier of the page's operation.
    pub(crate) uid: String,
    /// Whether the row is one of the request's table.
    pub(crate) request: bool,
    /// The name in the row, where the change does not hold it.
    pub(crate) property: String,
    pub(crate) change: RowChange,
}

impl Amendment {
    /// A change of the row that the change itself holds.
    pub(crate) fn new(uid: &str, change: RowChange) -> Self {
        Self::of_row(uid, false, "", change)
    }

    /// A change of the row with a name, in the request's table or another.
    pub(crate) fn of_row(uid: &str, request: bool, property: &str, change: RowChange) -> Self {
        Self {
            uid: uid.to_owned(),
            request,
            property: property.to_owned(),
            change,
        }
    }
}

/// What changes of a row.
#[derive(Clone, Debug)]
pub(crate) enum RowChange {
    Type(TypeLabel),
    /// The type of a parameter, which stands in the table of the path or of the query.
    Parameter(TypeLabel),
    Description(String),
    Remove,
    /// The row comes after the one of another property, or is the first.
    Add {
        row: PropertyRow,
        after: Option<String>,
    },
    AddStatus(StatusRow),
    RemoveStatus(u16),
    AddHeader {
        row: HeaderRow,
        at: usize,
    },
    RemoveHeader(String),
    /// The example is that of a query, without the path in front.
    AddQuery {
        row: ParameterRow,
        at: usize,
        example: Option<String>,
    },
}

/// The amendments of each operation's page, by its identifier.
pub fn by_page(dissents: &[Dissent]) -> HashMap<&str, Vec<&Amendment>> {
    let mut pages: HashMap<&str, Vec<&Amendment>> = HashMap::new();
    for amendment in dissents.iter().flat_map(|dissent| &dissent.amendments) {
        pages.entry(&amendment.uid).or_default().push(amendment);
    }
    pages
}

/// Makes a page say what most others do.
pub fn amend(page: &mut Page, amendments: &[&Amendment]) {
    for amendment in amendments {
        amend_lists(page, &amendment.change);
    }
    for row in page.parameters_mut() {
        for amendment in amendments {
            if let RowChange::Parameter(label) = &amendment.change
                && amendment.property == *row.name
            {
                row.value.label.value = label.clone();
            }
        }
    }
    let request = page.request.as_mut();
    let request = request.and_then(|request| request.properties.as_mut());
    let response = page.response.properties.as_mut();
    for (table, is_request) in [(request, true), (response, false)] {
        let own = amendments.iter().copied();
        let own: Vec<_> = own.filter(|found| found.request == is_request).collect();
        if let Some(table) = table.filter(|_| !own.is_empty()) {
            amend_table(table, &own);
        }
    }
}

/// Statuses, headers and parameters of the query.
fn amend_lists(page: &mut Page, change: &RowChange) {
    let statuses = &mut page.response.statuses;
    let headers = &mut page.headers.table;
    match change {
        RowChange::AddStatus(row) => {
            let later = statuses.rows.iter().position(|own| *own.code > *row.code);
            let at = later.unwrap_or(statuses.rows.len());
            let row = placed(statuses.head.span(), row);
            statuses.rows.insert(at, row);
        }
        RowChange::RemoveStatus(code) => statuses.rows.retain(|row| *row.code != *code),
        RowChange::AddHeader { row, at } => {
            let row = placed(headers.head.span(), row);
            headers.rows.insert((*at).min(headers.rows.len()), row);
        }
        RowChange::RemoveHeader(name) => headers.rows.retain(|row| *row.name != *name),
        RowChange::AddQuery { row, at, example } => {
            let query = page.query.get_or_insert_with(|| Query {
                section: Section::default(),
                examples: Vec::new(),
            });
            let rows = &mut query.section.table.rows;
            let is_first = rows.is_empty();
            let row = placed(query.section.heading.span(), row);
            rows.insert((*at).min(rows.len()), row);
            let http = &page.http;
            if let Some(example) = example
                && (is_first || !query.examples.is_empty())
            {
                let example = format!("{} {}?{example}", http.method, http.path);
                query.examples.push(Spanned::new(example, http.span));
            }
        }
        RowChange::Type(_)
        | RowChange::Parameter(_)
        | RowChange::Description(_)
        | RowChange::Remove
        | RowChange::Add { .. } => {}
    }
}

/// A row of another page, which has no place on this one but the table's.
fn placed<Row: Clone>(place: Span, row: &Row) -> Spanned<Row> {
    Spanned::new(row.clone(), place)
}

fn amend_table(table: &mut Table<PropertyRow>, amendments: &[&Amendment]) {
    let mut removed = HashSet::new();
    let mut labels = HashMap::new();
    let mut descriptions = HashMap::new();
    let mut added = AddedRows::new();
    for amendment in amendments {
        let property = amendment.property.as_str();
        match &amendment.change {
            RowChange::Type(label) => {
                labels.insert(property, label);
            }
            RowChange::Description(text) => {
                descriptions.insert(property, text);
            }
            RowChange::Parameter(_)
            | RowChange::AddStatus(_)
            | RowChange::RemoveStatus(_)
            | RowChange::AddHeader { .. }
            | RowChange::RemoveHeader(_)
            | RowChange::AddQuery { .. } => {}
            RowChange::Remove => {
                removed.insert(property);
            }
            RowChange::Add { row, after } => {
                let after = after.as_deref().unwrap_or_default();
                added.entry(after).or_default().push(row);
            }
        }
    }
    let head = table.head.span();
    let rows = std::mem::take(&mut table.rows);
    add_after("", &mut added, head, &mut table.rows);
    for mut row in rows {
        let name = row.name.value.clone();
        if removed.contains(name.as_str()) {
            continue;
        }
        if let Some(&label) = labels.get(name.as_str()) {
            row.value.label.value = label.clone();
        }
        if let Some(&text) = descriptions.get(name.as_str()) {
            row.value.description.value.clone_from(text);
        }
        table.rows.push(row);
        add_after(&name, &mut added, head, &mut table.rows);
    }
}

/// Rows by the property that they come after; no property has an empty name.
type AddedRows<'a> = HashMap<&'a str, Vec<&'a PropertyRow>>;

/// Adds the rows that come after one, those that come after these, and so on.
fn add_after(
    after: &str,
    added: &mut AddedRows<'_>,
    head: Span,
    rows: &mut Vec<Spanned<PropertyRow>>,
) {
    let mut waiting: Vec<&PropertyRow> = added.remove(after).unwrap_or_default();
    while let Some(row) = waiting.pop() {
        // Rows of other pages have no place on this one but the table's.
        let row = PropertyRow {
            name: Spanned::new(row.name.value.clone(), head),
            label: Spanned::new(row.label.value.clone(), head),
            description: Spanned::new(row.description.value.clone(), head),
        };
        waiting.extend(added.remove(row.name.as_str()).unwrap_or_default());
        rows.push(Spanned::new(row, head));
    }
}
