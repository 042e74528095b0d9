//! Finds the carriers: first in tables, then in samples.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::SourcePage;
use super::draft::{DraftId, DraftProperty, Drafts, Sampled};
use super::placeholder::Placeholders;
use super::text::{carrier_in_text, singular, subject, type_name};
use crate::diagnostic::Diagnostic;
use crate::model::{Naming, Place};
use crate::page::{PropertyRow, TypeLabel};
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
}

/// Finds every carrier.
pub(super) fn discover<'p>(
    pages: &[&'p SourcePage],
    placeholders: &Placeholders,
    diagnostics: &mut Vec<Diagnostic>,
) -> Discovery<'p> {
    let mut discovery = Discovery::default();
    for &page in pages {
        discovery.named_response(page, placeholders, diagnostics);
    }
    for &page in pages {
        discovery.unnamed_response(page);
    }
    for &page in pages {
        discovery.request(page);
    }
    let mut samples = Samples {
        dictionaries: dictionary_names(pages),
        drafts: &mut discovery.drafts,
    };
    for &page in pages {
        samples.response(page, discovery.responses.get(page.uid()).copied());
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
        let response = &page.page.response;
        let (Some(rows), Some(label)) = (response_rows(page), &response.body) else {
            return;
        };
        let in_text = || {
            response
                .text
                .as_deref()
                .and_then(|text| carrier_in_text(text))
        };
        let name = match &label.value {
            TypeLabel::Named(name) if !placeholders.is_wrong(page, name) => {
                Some((Naming::Heading, name.clone()))
            }
            TypeLabel::Named(_) | TypeLabel::Object => {
                in_text().map(|name| (Naming::Description, name))
            }
            _ => None,
        };
        let Some((naming, name)) = name else { return };
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
        let hint = if is_patch(&table.rows) {
            "PatchOperation".into()
        } else {
            type_name(&singular(&request.name))
        };
        let id = self.by_table(page, &table.rows, true, &hint, Naming::Property);
        self.requests.insert(page.uid(), id);
    }

    fn by_table(
        &mut self,
        page: &'p SourcePage,
        rows: &'p [Spanned<PropertyRow>],
        request: bool,
        hint: &str,
        naming: Naming,
    ) -> DraftId {
        let found = choose(
            &self.drafts,
            self.drafts.with_shape(names(rows), request),
            hint,
        );
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

/// Goes through sample values and notes what they show.
struct Samples<'a, 'p> {
    drafts: &'a mut Drafts<'p>,
    /// Properties whose labelled rows all say `object`.
    dictionaries: HashMap<&'p str, bool>,
}

/// On which page a value was met, and in which direction it goes.
#[derive(Clone, Copy)]
struct Met<'a, 'p> {
    page: &'p SourcePage,
    place: &'a Place,
    request: bool,
}

impl<'p> Samples<'_, 'p> {
    fn response(&mut self, page: &'p SourcePage, draft: Option<DraftId>) {
        let Some(sample) = &page.page.sample_response else {
            return;
        };
        let (Some(value), Some(body)) = (sample.json(), &sample.body) else {
            return;
        };
        let place = page.place(body.span);
        let met = Met {
            page,
            place: &place,
            request: false,
        };
        let Some(id) = draft else { return };
        let is_object = page.page.response.body.as_deref() == Some(&TypeLabel::Object);
        match value {
            Value::Array(elements) => elements
                .iter()
                .for_each(|element| self.visit(id, element, met)),
            Value::Object(entries) if is_object && !self.has_shape(id, entries) => {
                entries
                    .values()
                    .for_each(|value| self.visit(id, value, met));
            }
            value => self.visit(id, value, met),
        }
    }

    fn request(
        &mut self,
        page: &'p SourcePage,
        draft: Option<DraftId>,
        arguments: Option<&mut Vec<DraftProperty<'p>>>,
    ) {
        let Some(sample) = &page.page.sample_request else {
            return;
        };
        let (Some(value), Some(body)) = (sample.json(), &sample.body) else {
            return;
        };
        let place = page.place(body.span);
        let met = Met {
            page,
            place: &place,
            request: true,
        };
        if let (Some(arguments), Value::Object(entries)) = (arguments, value) {
            for property in arguments.iter_mut() {
                if let Some(value) = entries.get(property.name) {
                    let owner = page.uid().to_owned();
                    self.property(property, &owner, value, met);
                }
            }
        }
        let Some(id) = draft else { return };
        match value {
            Value::Array(elements) => elements
                .iter()
                .for_each(|element| self.visit(id, element, met)),
            value => self.visit(id, value, met),
        }
    }

    fn visit(&mut self, id: DraftId, value: &'p Value, met: Met<'_, 'p>) {
        let Value::Object(entries) = value else {
            return;
        };
        // Owners are counted, so carriers without a name have to differ too.
        let unnamed = || format!("{}_{id:?}", met.page.area());
        let owner = self.drafts[id]
            .name
            .as_ref()
            .map_or_else(unnamed, |(_, name)| name.to_string());
        for (position, (key, value)) in entries.iter().enumerate() {
            let Some(index) = self.drafts[id].position(key, position) else {
                continue;
            };
            // The property leaves its draft while other drafts change.
            let mut property = std::mem::replace(
                &mut self.drafts[id].properties[index],
                DraftProperty::new(key),
            );
            self.property(&mut property, &owner, value, met);
            let slot = &mut self.drafts[id].properties[index];
            for sample in slot.samples.drain(..) {
                property.samples.push(sample);
            }
            for child in slot.children.drain(..) {
                property.add_child(child);
            }
            property.dictionary |= slot.dictionary;
            *slot = property;
        }
    }

    fn property(
        &mut self,
        property: &mut DraftProperty<'p>,
        owner: &str,
        value: &'p Value,
        met: Met<'_, 'p>,
    ) {
        property.samples.push(Sampled {
            value,
            place: met.place.clone(),
        });
        match value {
            Value::Object(entries) if !entries.is_empty() => {
                if self.is_dictionary(property, entries) {
                    property.dictionary = true;
                    let hint = type_name(&singular(property.name));
                    for value in entries.values() {
                        self.child(property, &hint, owner, value, met);
                    }
                } else {
                    self.child(property, &type_name(property.name), owner, value, met);
                }
            }
            Value::Array(elements) if property.name != "value" => {
                let hint = type_name(&singular(property.name));
                let flat = elements.iter().flat_map(|element| match element {
                    Value::Array(inner) => inner.as_slice(),
                    other => std::slice::from_ref(other),
                });
                for element in flat {
                    self.child(property, &hint, owner, element, met);
                }
            }
            _ => {}
        }
    }

    fn child(
        &mut self,
        property: &mut DraftProperty<'p>,
        hint: &str,
        owner: &str,
        value: &'p Value,
        met: Met<'_, 'p>,
    ) {
        let Value::Object(entries) = value else {
            return;
        };
        if entries.is_empty() {
            return;
        }
        let description = property.description.and_then(carrier_in_text);
        let hint = description.as_deref().unwrap_or(hint);
        let found = choose(
            self.drafts,
            self.drafts.with_shape(keys(entries), met.request),
            hint,
        );
        let id = found.unwrap_or_else(|| {
            let id = self.drafts.add(None, keys(entries));
            self.drafts[id].origins.push(met.place.clone());
            id
        });
        let naming = if description.is_some() {
            Naming::Description
        } else {
            Naming::Property
        };
        self.drafts[id].suggest(naming, hint.to_owned(), owner);
        property.add_child(id);
        self.visit(id, value, met);
    }

    /// Whether an object's keys are the user's, not the carrier's.
    fn is_dictionary(&self, property: &DraftProperty<'_>, entries: &Map<String, Value>) -> bool {
        let labels = || property.labels.iter().map(|label| label.label);
        if labels().any(|label| *label == TypeLabel::Object) {
            return true;
        }
        if labels().any(|label| *label == TypeLabel::Blank) {
            return false;
        }
        for label in labels() {
            if let TypeLabel::Named(name) = label {
                return self
                    .drafts
                    .named(name)
                    .map_or(has_sample_keys(property.name, entries), |id| {
                        !self.has_shape(id, entries)
                    });
            }
        }
        match self.dictionaries.get(property.name) {
            Some(&dictionary) => dictionary,
            None => has_sample_keys(property.name, entries),
        }
    }

    fn has_shape(&self, id: DraftId, entries: &Map<String, Value>) -> bool {
        let draft = &self.drafts[id];
        entries
            .iter()
            .enumerate()
            .all(|(position, (key, _))| draft.position(key, position).is_some())
    }
}

/// One of several carriers with the same properties: the one that has the name.
pub(super) fn choose(drafts: &Drafts<'_>, found: &[DraftId], hint: &str) -> Option<DraftId> {
    match found {
        [] => None,
        [one] => Some(*one),
        several => {
            let named = |id: &&DraftId| {
                drafts[**id]
                    .name
                    .as_ref()
                    .is_some_and(|(_, name)| **name == *hint)
            };
            let unnamed = |id: &&DraftId| drafts[**id].name.is_none();
            several
                .iter()
                .find(named)
                .or_else(|| several.iter().find(unnamed))
                .copied()
        }
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

fn names(rows: &[Spanned<PropertyRow>]) -> impl Iterator<Item = &str> + Clone {
    rows.iter().map(|row| row.name.as_str())
}

fn keys(entries: &Map<String, Value>) -> impl Iterator<Item = &str> + Clone {
    entries.keys().map(String::as_str)
}

/// Properties by name: whether each row with a type says `object`.
fn dictionary_names<'p>(pages: &[&'p SourcePage]) -> HashMap<&'p str, bool> {
    let mut names: HashMap<&str, bool> = HashMap::new();
    for page in pages {
        let request = page
            .page
            .request
            .iter()
            .filter_map(|request| request.properties.as_ref());
        let response = page.page.response.properties.iter();
        for row in request.chain(response).flat_map(|table| &table.rows) {
            let is_object = *row.label == TypeLabel::Object;
            *names.entry(&row.name).or_insert(true) &= is_object;
        }
    }
    names
}

/// The keys that upstream's sample generator makes up for dictionaries.
fn has_sample_keys(property: &str, entries: &Map<String, Value>) -> bool {
    entries.keys().all(|key| {
        let numbered = key
            .strip_prefix(property)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
        numbered || key == "fieldName" || key.contains(':')
    })
}
