//! Finds the carriers: first in tables, then in samples.

use std::collections::{HashMap, HashSet};

use super::amendment::Dissent;
use super::draft_id::DraftId;
use super::drafts::Drafts;
use super::property::DraftProperty;
use super::samples::SampleWalk;
use super::settle::settle;
use super::table::{NamedTables, PropertyTable, majority, named_tables, response_name};
use super::terms::{singular, subject, type_name};
use super::verdict::Words;
use crate::diagnostic::Diagnostic;
use crate::first::first_of_each;
use crate::model::{Naming, is_patch_step};
use crate::page::{
    Documentation, PageFile, Placeholders, PropertyRow, RequestBody, SourcePage, TypeLabel,
    TypePage,
};
use crate::source::{Place, Spanned};

/// The carriers that the pages show, and which of them are bodies.
#[derive(Debug, Default)]
pub(crate) struct Discovery<'p> {
    pub(crate) drafts: Drafts<'p>,
    /// The carrier of a response: the body, its elements or its values.
    pub(crate) responses: HashMap<&'p str, DraftId>,
    /// The carrier of a request body: the body or its elements.
    pub(crate) requests: HashMap<&'p str, DraftId>,
    /// The arguments of operations whose request body is theirs alone.
    pub(crate) arguments: HashMap<&'p str, Vec<DraftProperty<'p>>>,
    /// The types that pages of their own give to bodies without a table.
    pub(crate) bodies: HashMap<&'p str, (&'p TypeLabel, Place)>,
}

/// Finds every carrier.
///
/// `pages` describe the operations; `older` only show more of them.
pub(crate) fn discover<'p>(
    pages: &[&'p SourcePage],
    older: &[&'p SourcePage],
    documentation: &'p Documentation,
    placeholders: &Placeholders,
    diagnostics: &mut Vec<Diagnostic>,
) -> Discovery<'p> {
    let (mut discovery, dissents) = described(pages, documentation, placeholders, diagnostics);
    diagnostics.extend(dissents.into_iter().map(|dissent| dissent.diagnostic));
    let uids = uids(pages);
    let bodies: HashMap<&str, &RequestBody> = pages
        .iter()
        .filter_map(|page| Some((page.uid(), page.page.request.as_ref()?)))
        .collect();
    for source in &documentation.types {
        if !uids.contains(source.page.name.as_str()) {
            continue;
        }
        let body = bodies.get(source.page.name.as_str()).copied();
        discovery.request_page(source, body, diagnostics);
    }
    let older_responses: HashMap<&str, DraftId> = older
        .iter()
        .filter_map(|page| Some((page.uid(), discovery.older_response(page, placeholders)?)))
        .collect();
    let mut samples = SampleWalk::new(&mut discovery.drafts, pages, placeholders);
    for (pages, responses) in [(pages, &discovery.responses), (older, &older_responses)] {
        for &page in pages {
            let uid = page.uid();
            samples.response(page, responses.get(uid).copied());
            let request = discovery.requests.get(uid).copied();
            samples.request(page, request, discovery.arguments.get_mut(uid));
        }
    }
    discovery
}

/// Finds the carriers that tables and pages of their own describe, and the tables that do not agree.
pub(crate) fn described<'p>(
    pages: &[&'p SourcePage],
    documentation: &'p Documentation,
    placeholders: &Placeholders,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Discovery<'p>, Vec<Dissent>) {
    let mut discovery = Discovery::default();
    for group in named_tables(pages, placeholders) {
        discovery.named(group);
    }
    let uids = uids(pages);
    for source in &documentation.types {
        if !uids.contains(source.page.name.as_str()) {
            discovery.type_page(source, diagnostics);
        }
    }
    for &page in pages {
        discovery.unnamed_response(page);
    }
    for &page in pages {
        discovery.request(page);
    }
    let words = words(&discovery, documentation, placeholders);
    let mut dissents = Vec::new();
    settle(&mut discovery.drafts, &words, &mut dissents);
    (discovery, dissents)
}

/// What names in tables mean.
pub(crate) fn words<'a>(
    discovery: &Discovery<'_>,
    documentation: &Documentation,
    placeholders: &'a Placeholders,
) -> Words<'a> {
    let carriers = discovery.drafts.names().map(str::to_owned);
    let enums = documentation.enums.iter();
    let enums = enums.map(|source| source.page.name.value.clone());
    Words {
        placeholders,
        described: carriers.chain(enums).collect(),
    }
}

fn uids<'p>(pages: &[&'p SourcePage]) -> HashSet<&'p str> {
    pages.iter().map(|page| page.uid()).collect()
}

impl<'p> Discovery<'p> {
    /// Tables under a name that can be relied on: the carrier has the properties that most of them
    /// have.
    fn named(&mut self, group: NamedTables<'p>) {
        let NamedTables {
            naming,
            name,
            tables,
        } = group;
        let id = self
            .drafts
            .add(Some((naming, &name)), majority(&tables).into_iter());
        for table in tables {
            let bodies = match table.request {
                true => &mut self.requests,
                false => &mut self.responses,
            };
            bodies.insert(table.page.uid(), id);
            self.drafts[id].add_table(table);
        }
    }

    /// A page about a carrier describes one that no operation page does, or
    /// says more about some properties of one that they do describe.
    fn type_page(&mut self, source: &'p PageFile<TypePage>, diagnostics: &mut Vec<Diagnostic>) {
        let page = &source.page;
        let rows = &page.properties.rows;
        let place = Place::new(&source.file, page.name.span);
        let prose = page.prose.as_ref().map(|prose| prose.value.as_str());
        let Some(id) = self.drafts.named(&page.name) else {
            let id = self
                .drafts
                .add(Some((Naming::Page, &page.name)), names(rows));
            self.drafts[id].add_page_rows(&source.file, rows);
            self.drafts[id].prose = prose;
            self.drafts[id].origins.push(place);
            return;
        };
        let draft = &self.drafts[id];
        let is_unknown = |row: &&Spanned<PropertyRow>| draft.position(&row.name, 0).is_none();
        let unknown = rows.iter().filter(is_unknown);
        diagnostics.extend(unknown.filter(|_| source.file.set == 0).map(|row| {
            let message = format!(
                "`{}` has no property `{}` on the pages of its operations",
                *page.name, *row.name
            );
            Diagnostic::error("unknown-property", message)
                .at(&source.file, row.name.span)
                .beside(draft.origins.first(), "described here")
                .help("correct the name, or remove the row")
        }));
        self.drafts[id].add_page_rows(&source.file, rows);
        self.drafts[id].prose = self.drafts[id].prose.or(prose);
        self.drafts[id].origins.push(place);
    }

    /// A page with an operation's name says more about its arguments, or gives
    /// its whole body a type, in a row with the body's name.
    fn request_page(
        &mut self,
        source: &'p PageFile<TypePage>,
        body: Option<&RequestBody>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let uid = source.page.name.as_str();
        let arguments = self.arguments.get_mut(uid).into_iter().flatten();
        let mut arguments = first_of_each(arguments.map(|argument| (argument.name, argument)));
        for row in &source.page.properties.rows {
            let place = Place::new(&source.file, row.label.span);
            if let Some(argument) = arguments.get_mut(row.name.value.as_str()) {
                argument.add_page_row(row, place, true, true);
                continue;
            }
            if body.is_some_and(|body| body.properties.is_none() && body.name == row.name) {
                self.bodies.entry(uid).or_insert((&row.label.value, place));
            } else if source.file.set == 0 {
                diagnostics.push(
                    Diagnostic::error(
                        "unknown-property",
                        format!("the request of `{uid}` has no `{}`", *row.name),
                    )
                    .at(&source.file, row.name.span)
                    .help("correct the name, or remove the row"),
                );
            }
        }
    }

    /// The carrier that a page of a later set shows, if the first set has it.
    fn older_response(&self, page: &SourcePage, placeholders: &Placeholders) -> Option<DraftId> {
        let rows = PropertyTable::of_response(page)?.rows;
        let name = response_name(page, placeholders).and_then(|(_, name)| self.drafts.named(&name));
        let by_shape = || {
            let same = self.drafts.with_shape(names(rows), false)?;
            same.choose(&subject(page.operation_name()))
        };
        let same_page = || self.responses.get(page.uid()).copied();
        name.or_else(by_shape).or_else(same_page)
    }

    /// Tables of arrays, of bodies under a placeholder, of dictionary values.
    fn unnamed_response(&mut self, page: &'p SourcePage) {
        if self.responses.contains_key(page.uid()) {
            return;
        }
        let Some(table) = PropertyTable::of_response(page) else {
            return;
        };
        let subject = subject(page.operation_name());
        let id = self.by_table(table, &subject, Naming::Operation);
        self.responses.insert(page.uid(), id);
    }

    fn request(&mut self, page: &'p SourcePage) {
        let Some(request) = &page.page.request else {
            return;
        };
        let Some(table) = &request.properties else {
            return;
        };
        if *request.name == "request" {
            let property = |row: &'p Spanned<PropertyRow>| {
                let mut property = DraftProperty::new(&row.name);
                property.add_row(page, row, true);
                property
            };
            self.arguments
                .insert(page.uid(), table.rows.iter().map(property).collect());
            return;
        }
        if !self.requests.contains_key(page.uid()) {
            let id = self.unnamed_request(page, &request.name, &table.rows);
            self.requests.insert(page.uid(), id);
        }
    }

    /// A table under the name of a body: a carrier with just these properties, or the one that the
    /// names of the body and the operation speak of.
    fn unnamed_request(
        &mut self,
        page: &'p SourcePage,
        body: &'p Spanned<String>,
        rows: &'p [Spanned<PropertyRow>],
    ) -> DraftId {
        let hint = if is_patch_step(names(rows)) {
            "PatchOperation".into()
        } else {
            type_name(&singular(body))
        };
        let table = PropertyTable::of_unnamed_request(page, rows, body.span);
        if self.drafts.with_shape(names(rows), true).is_none()
            && let Some(id) = self.similar(page, rows, &hint)
        {
            self.drafts[id].add_table(table);
            return id;
        }
        self.by_table(table, &hint, Naming::Property)
    }

    /// The carrier that names speak of, if it has most of the properties of a table and lacks few:
    /// one property more on one side is no other carrier.
    fn similar(
        &self,
        page: &SourcePage,
        rows: &[Spanned<PropertyRow>],
        hint: &str,
    ) -> Option<DraftId> {
        let uid = page.uid();
        let prefix = uid.split_once('_').map_or(uid, |(prefix, _)| prefix);
        let entity = prefix
            .trim_start_matches('v')
            .trim_start_matches(|c: char| c.is_ascii_digit());
        let by_name = [hint, entity].map(|name| self.drafts.named(name));
        let response = self.responses.get(uid).copied();
        let mut candidates = by_name.into_iter().chain([response]).flatten();
        candidates.find(|id| self.drafts[*id].shares_most_with(rows))
    }

    fn by_table(&mut self, table: PropertyTable<'p>, hint: &str, naming: Naming) -> DraftId {
        let same = self.drafts.with_shape(names(table.rows), table.request);
        let found = same.and_then(|same| same.choose(hint));
        let id = found.unwrap_or_else(|| self.drafts.add(None, names(table.rows)));
        let draft = &mut self.drafts[id];
        draft.suggest(naming, hint.to_owned(), table.page.uid());
        draft.add_table(table);
        id
    }
}

/// The names in the rows of a table.
pub(crate) fn names(rows: &[Spanned<PropertyRow>]) -> impl Iterator<Item = &str> + Clone {
    rows.iter().map(|row| row.name.as_str())
}
