//! What each page says of a property or parameter, and whether the pages agree.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::check::duplicates::duplicates;
use super::check::usual;
use super::evidence::draft::CarrierDraft;
use super::evidence::sets::by_set;
use super::evidence::table::{PropertyTable, by_presence, of_first_set};
use super::evidence::verdict::{Majority, Words, witnesses};
use super::evidence::{discover, enums, naming};
use crate::page::{Documentation, Placeholders, PropertyRow, SourcePage, TypeLabel};
use crate::source::{Place, SourceFile, Span, Spanned};

/// What one page says of the type of a property or parameter.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Where: the Type cell, or what names the body if the row is missing.
    pub place: Place,
    /// What the cell says, which can be nothing; none if the row is missing.
    pub says: Option<String>,
    /// Whether that is what most pages say, or no more than a gap in it.
    pub agrees: bool,
}

/// By the name of a property, an argument or a parameter, all that pages say of it.
pub type Statements = BTreeMap<String, Vec<Statement>>;

/// All that pages say of a carrier's properties, or of an operation's arguments and parameters.
pub fn statements(documentation: &Documentation, owner: &str) -> Statements {
    if !duplicates(&documentation.operations).is_empty() {
        return Statements::new();
    }
    let (pages, older) = by_set(&documentation.operations);
    if let Some(page) = pages.iter().find(|page| page.uid() == owner) {
        return of_operation(page, &pages, documentation);
    }
    let placeholders = Placeholders::detect(&documentation.operations);
    let mut found = discover::discover(
        &pages,
        &older,
        documentation,
        &placeholders,
        &mut Vec::new(),
    );
    let mut enums = enums::collect(documentation, &pages);
    naming::name(&mut found.drafts, &mut enums);
    let mut ids = found.drafts.ids();
    match ids.find(|id| *found.drafts[*id].type_name() == *owner) {
        Some(id) => {
            let words = discover::words(&found, documentation, &placeholders);
            of_carrier(&found.drafts[id], owner, documentation, &words)
        }
        None => Statements::new(),
    }
}

/// The page's own, what pages about types say of its arguments, and all that other operations say of
/// parameters and arguments with these names.
fn of_operation(
    page: &SourcePage,
    pages: &[&SourcePage],
    documentation: &Documentation,
) -> Statements {
    let mut all = Statements::new();
    let (own, others): (Vec<_>, Vec<_>) = usual::beside(pages, page)
        .into_iter()
        .partition(|(_, claim, _)| claim.page.uid() == page.uid());
    for (name, claim, agrees) in &own {
        let list = all.entry((*name).to_owned()).or_default();
        list.push(said(&page.file, claim.label, *agrees));
        for (file, row) in on_type_pages(documentation, page.uid(), name) {
            list.push(said(file, &row.label, fits(row, Some(claim.label))));
        }
    }
    for (name, claim, agrees) in others {
        let list = all.entry(name.to_owned()).or_default();
        list.push(said(&claim.page.file, claim.label, agrees));
    }
    all
}

fn of_carrier(
    draft: &CarrierDraft<'_>,
    owner: &str,
    documentation: &Documentation,
    words: &Words<'_>,
) -> Statements {
    let own = of_first_set(&draft.tables);
    let tables: Vec<&PropertyTable<'_>> = draft.tables.iter().collect();
    let mut all = Statements::new();
    for (position, property) in draft.properties.iter().enumerate() {
        let name = property.name;
        let first = witnesses(&own, name, position);
        let verdict = Majority::new(&first, words);
        let stated = witnesses(&tables, name, position);
        let stated = stated.iter().map(|witness| {
            let agrees = verdict.is_settled() && verdict.admits(witness, words);
            said(&witness.table.page.file, &witness.row.label, agrees)
        });
        let mut list: Vec<_> = stated.collect();
        let (having, lacking) = by_presence(&own, name);
        let lacking = lacking.into_iter().filter(|_| !having.is_empty());
        list.extend(lacking.map(|table| Statement {
            place: table.place(),
            says: None,
            agrees: false,
        }));
        for (file, row) in on_type_pages(documentation, owner, name) {
            let agrees = fits(row, verdict.label());
            list.push(said(file, &row.label, agrees));
        }
        all.insert(name.to_owned(), list);
    }
    all
}

fn said(file: &Arc<SourceFile>, label: &Spanned<TypeLabel>, agrees: bool) -> Statement {
    Statement {
        place: at(file, label.span),
        says: Some(label.lower().to_string()),
        agrees,
    }
}

fn at(file: &Arc<SourceFile>, span: Span) -> Place {
    Place::new(file, span)
}

/// The rows of a property on pages about a type or about an operation's arguments.
fn on_type_pages<'d>(
    documentation: &'d Documentation,
    owner: &'d str,
    name: &'d str,
) -> impl Iterator<Item = (&'d Arc<SourceFile>, &'d PropertyRow)> {
    let pages = documentation.types.iter();
    let pages = pages.filter(move |source| *source.page.name == owner);
    pages.filter_map(move |source| {
        let mut rows = source.page.properties.rows.iter();
        let row = rows.find(|row| *row.name == name)?;
        Some((&source.file, &row.value))
    })
}

/// Whether a page about a type may say this beside what pages of operations do.
fn fits(row: &PropertyRow, label: Option<&TypeLabel>) -> bool {
    let own = &row.label.value;
    *own == TypeLabel::Blank || label.is_none_or(|label| own.refines(label))
}
