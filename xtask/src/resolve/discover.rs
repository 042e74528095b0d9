//! Finds the carriers: first in tables, then in samples.

use std::collections::{HashMap, HashSet};

use super::draft::{DraftId, DraftProperty, Drafts};
use super::placeholder::Placeholders;
use super::samples::Samples;
use super::text::{carrier_in_text, singular, subject, type_name};
use super::{SourcePage, Sourced, place};
use crate::diagnostic::Diagnostic;
use crate::model::{Naming, Place};
use crate::page::{PropertyRow, RequestBody, TypeLabel, TypePage};
use crate::source::Spanned;

/// The carriers that the pages show, and which of them are bodies.
#[derive(Debug, Default)]
pub(super) struct Discovery<'p> {
    pub(super) drafts: Drafts<'p>,
    /// The carrier of a response: the body, its elements or its values.
    pub(super) responses: HashMap<&'p str, DraftId>,
    /// The carrier of a request body: the body or its elements.
    pub(super) requests: HashMap<&'p str, DraftId>,
    /// The arguments of operations whose request body is theirs alone.
    pub(super) arguments: HashMap<&'p str, Vec<DraftProperty<'p>>>,
    /// The types that pages of their own give to bodies without a table.
    pub(super) bodies: HashMap<&'p str, (&'p TypeLabel, Place)>,
}

/// Finds every carrier.
///
/// `pages` describe the operations; `older` only show more of them.
pub(super) fn discover<'p>(
    pages: &[&'p SourcePage],
    older: &[&'p SourcePage],
    types: &'p [Sourced<TypePage>],
    placeholders: &Placeholders,
    diagnostics: &mut Vec<Diagnostic>,
) -> Discovery<'p> {
    let mut discovery = Discovery::default();
    for &page in pages {
        discovery.named_response(page, placeholders, diagnostics);
    }
    let uids: HashSet<&str> = pages.iter().map(|page| page.uid()).collect();
    let (of_operations, of_carriers): (Vec<_>, Vec<_>) = types
        .iter()
        .partition(|source| uids.contains(source.page.name.as_str()));
    for source in of_carriers {
        discovery.type_page(source, diagnostics);
    }
    for &page in pages {
        discovery.unnamed_response(page);
    }
    for &page in pages {
        discovery.request(page, diagnostics);
    }
    let bodies: HashMap<&str, &RequestBody> = pages
        .iter()
        .filter_map(|page| Some((page.uid(), page.page.request.as_ref()?)))
        .collect();
    for source in of_operations {
        let body = bodies.get(source.page.name.as_str()).copied();
        discovery.request_page(source, body, diagnostics);
    }
    let older_responses: HashMap<&str, DraftId> = older
        .iter()
        .filter_map(|page| Some((page.uid(), discovery.older_response(page, placeholders)?)))
        .collect();
    let mut samples = Samples::new(&mut discovery.drafts, pages, placeholders);
    for &page in pages {
        samples.response(page, discovery.responses.get(page.uid()).copied());
        samples.request(
            page,
            discovery.requests.get(page.uid()).copied(),
            discovery.arguments.get_mut(page.uid()),
        );
    }
    for &page in older {
        samples.response(page, older_responses.get(page.uid()).copied());
        samples.request(
            page,
            discovery.requests.get(page.uid()).copied(),
            discovery.arguments.get_mut(page.uid()),
        );
    }
    discovery
}

impl<'p> Discovery<'p> {
    /// Tables under a name that can be relied on.
    fn named_response(
        &mut self,
        page: &'p SourcePage,
        placeholders: &Placeholders,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let (Some(rows), Some(label)) = (response_rows(page), &page.page.response.body) else {
            return;
        };
        let Some((naming, name)) = response_name(page, placeholders) else {
            return;
        };
        let id = match self.drafts.named(&name) {
            Some(id) => {
                self.compare(id, &name, page, rows, diagnostics);
                id
            }
            None => self.drafts.add(Some((naming, &name)), names(rows)),
        };
        self.drafts[id].add_rows(page, rows, false);
        self.drafts[id].origins.push(page.place(label.span));
        self.responses.insert(page.uid(), id);
    }

    /// The same name has the same properties on all its pages; if not, the pages disagree.
    fn compare(
        &self,
        id: DraftId,
        name: &str,
        page: &SourcePage,
        rows: &[Spanned<PropertyRow>],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let draft = &self.drafts[id];
        let Some(row) = rows
            .iter()
            .find(|row| draft.position(&row.name, 0).is_none())
        else {
            return;
        };
        let mut diagnostic = Diagnostic::warning(
            "conflicting-carrier",
            format!(
                "`{name}` has the property `{}` here, but not on another page",
                *row.name
            ),
        )
        .at(&page.file, row.name.span)
        .help("bring the tables together; the bindings have the properties of both");
        if let Some(first) = draft.origins.first() {
            diagnostic = diagnostic.label(&first.file, first.span, "described here without it");
        }
        diagnostics.push(diagnostic);
    }

    /// A page about a carrier describes one that no operation page does, or
    /// says more about some properties of one that they do describe.
    fn type_page(&mut self, source: &'p Sourced<TypePage>, diagnostics: &mut Vec<Diagnostic>) {
        let page = &source.page;
        let rows = &page.properties.rows;
        let place = place(&source.file, page.name.span);
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
        for row in rows
            .iter()
            .filter(|row| draft.position(&row.name, 0).is_none())
        {
            if source.file.set > 0 {
                continue;
            }
            let mut diagnostic = Diagnostic::error(
                "unknown-property",
                format!(
                    "`{}` has no property `{}` on the pages of its operations",
                    *page.name, *row.name
                ),
            )
            .at(&source.file, row.name.span)
            .help("correct the name, or remove the row");
            if let Some(first) = draft.origins.first() {
                diagnostic = diagnostic.label(&first.file, first.span, "described here");
            }
            diagnostics.push(diagnostic);
        }
        self.drafts[id].add_page_rows(&source.file, rows);
        self.drafts[id].prose = self.drafts[id].prose.or(prose);
        self.drafts[id].origins.push(place);
    }

    /// A page with an operation's name says more about its arguments, or gives
    /// its whole body a type, in a row with the body's name.
    fn request_page(
        &mut self,
        source: &'p Sourced<TypePage>,
        body: Option<&RequestBody>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let uid = source.page.name.as_str();
        let mut arguments: HashMap<&str, &mut DraftProperty<'p>> = HashMap::new();
        for argument in self.arguments.get_mut(uid).into_iter().flatten() {
            arguments.entry(argument.name).or_insert(argument);
        }
        for row in &source.page.properties.rows {
            let place = place(&source.file, row.label.span);
            if let Some(argument) = arguments.get_mut(row.name.value.as_str()) {
                argument.add_page_row(row, place, true);
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
        let rows = response_rows(page)?;
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
        let Some(rows) = response_rows(page) else {
            return;
        };
        let subject = subject(page.operation_name());
        let id = self.by_table(page, rows, false, &subject, Naming::Operation);
        self.responses.insert(page.uid(), id);
    }

    fn request(&mut self, page: &'p SourcePage, diagnostics: &mut Vec<Diagnostic>) {
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
        let id = match request.label.as_deref().map(TypeLabel::leaf) {
            Some(TypeLabel::Named(name)) => {
                self.named_request(page, &table.rows, name, diagnostics)
            }
            _ => self.unnamed_request(page, &request.name, &table.rows, diagnostics),
        };
        self.requests.insert(page.uid(), id);
    }

    /// A table under a name.
    fn named_request(
        &mut self,
        page: &'p SourcePage,
        rows: &'p [Spanned<PropertyRow>],
        name: &'p str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> DraftId {
        let place = rows.first().map(|row| page.place(row.span));
        match self.drafts.named(name) {
            Some(id) => {
                self.compare(id, name, page, rows, diagnostics);
                self.drafts[id].origins.extend(place);
                id
            }
            None => {
                let id = self.drafts.add(Some((Naming::Heading, name)), names(rows));
                self.drafts[id].add_rows(page, rows, true);
                self.drafts[id].origins.extend(place);
                id
            }
        }
    }

    /// A table under the name of a body: a carrier with just these properties, or the one that the
    /// names of the body and the operation speak of.
    fn unnamed_request(
        &mut self,
        page: &'p SourcePage,
        body: &str,
        rows: &'p [Spanned<PropertyRow>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> DraftId {
        let hint = if is_patch(rows) {
            "PatchOperation".into()
        } else {
            type_name(&singular(body))
        };
        if self.drafts.with_shape(names(rows), true).is_none()
            && let Some(id) = self.similar(page, rows, &hint)
        {
            let name = self.drafts[id].type_name();
            self.compare(id, &name, page, rows, diagnostics);
            let place = rows.first().map(|row| page.place(row.span));
            self.drafts[id].origins.extend(place);
            return id;
        }
        self.by_table(page, rows, true, &hint, Naming::Property)
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
        candidates.find(|id| {
            let draft = &self.drafts[*id];
            let shared = names(rows).filter(|name| draft.position(name, 0).is_some());
            let shared = shared.count();
            let all = rows.len().max(draft.properties.len());
            shared * 4 >= all * 3
        })
    }

    fn by_table(
        &mut self,
        page: &'p SourcePage,
        rows: &'p [Spanned<PropertyRow>],
        request: bool,
        hint: &str,
        naming: Naming,
    ) -> DraftId {
        let same = self.drafts.with_shape(names(rows), request);
        let found = same.and_then(|same| same.choose(hint));
        let id = found.unwrap_or_else(|| self.drafts.add(None, names(rows)));
        let draft = &mut self.drafts[id];
        draft.suggest(naming, hint.to_owned(), page.uid());
        // A carrier that a response describes is not made better by a request:
        // request tables know fewer types.
        if !request || draft.name.is_none() {
            draft.add_rows(page, rows, request);
        }
        let place = rows.first().map(|row| page.place(row.span));
        draft.origins.extend(place);
        id
    }
}

/// Whether a table describes a JSON Patch operation.
pub(super) fn is_patch(rows: &[Spanned<PropertyRow>]) -> bool {
    names(rows).eq(["op", "path", "value"])
}

fn response_rows(page: &SourcePage) -> Option<&[Spanned<PropertyRow>]> {
    if page.page.response.is_void() {
        return None;
    }
    page.page
        .response
        .properties
        .as_ref()
        .map(|table| table.rows.as_slice())
        .filter(|rows| !rows.is_empty())
}

pub(super) fn names(rows: &[Spanned<PropertyRow>]) -> impl Iterator<Item = &str> + Clone {
    rows.iter().map(|row| row.name.as_str())
}

/// The name of a response's carrier, where it can be relied on.
fn response_name(page: &SourcePage, placeholders: &Placeholders) -> Option<(Naming, String)> {
    let response = &page.page.response;
    let label = &response.body.as_ref()?.value;
    match label {
        TypeLabel::ArrayOf(_) | TypeLabel::ObjectOf(_) => match label.leaf() {
            TypeLabel::Named(name) => Some((Naming::Heading, name.clone())),
            _ => None,
        },
        TypeLabel::Named(name) if !placeholders.is_wrong(page, name) => {
            Some((Naming::Heading, name.clone()))
        }
        TypeLabel::Named(_) | TypeLabel::Object => {
            let name = carrier_in_text(response.text.as_ref()?)?;
            Some((Naming::Description, name))
        }
        _ => None,
    }
}
