//! What sample values show: which carriers properties hold.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::draft_id::DraftId;
use super::drafts::Drafts;
use super::property::{DraftProperty, SampleValue};
use super::terms::{carrier_in_text, singular, type_name};
use crate::model::Naming;
use crate::page::{Placeholders, Sample, SourcePage, TypeLabel};
use crate::source::Place;

/// Goes through sample values and notes what they show.
pub(crate) struct SampleWalk<'a, 'p> {
    drafts: &'a mut Drafts<'p>,
    placeholders: &'a Placeholders,
    /// Properties whose labelled rows all say `object`.
    dictionaries: HashMap<&'p str, bool>,
}

/// On which page a value was met, and in which direction it goes.
#[derive(Clone, Copy)]
struct SampleSite<'a, 'p> {
    page: &'p SourcePage,
    place: &'a Place,
    request: bool,
}

impl<'a, 'p> SampleWalk<'a, 'p> {
    /// Nothing seen yet. The tables of `pages` are in the drafts already.
    pub(crate) fn new(
        drafts: &'a mut Drafts<'p>,
        pages: &[&'p SourcePage],
        placeholders: &'a Placeholders,
    ) -> Self {
        Self {
            drafts,
            placeholders,
            dictionaries: dictionary_names(pages),
        }
    }

    /// Looks at a sample response of a carrier.
    pub(crate) fn response(&mut self, page: &'p SourcePage, draft: Option<DraftId>) {
        let Some((value, place)) = body(page, page.page.sample_response.as_ref()) else {
            return;
        };
        let Some(id) = draft else { return };
        let met = SampleSite {
            page,
            place: &place,
            request: false,
        };
        let is_object = page.page.response.body.as_deref() == Some(&TypeLabel::Object);
        match value {
            Value::Object(entries) if is_object && !self.has_shape(id, entries) => {
                for value in entries.values() {
                    self.visit(id, value, met);
                }
            }
            value => self.visit_all(id, value, met),
        }
    }

    /// Looks at a sample request of a carrier or of arguments.
    pub(crate) fn request(
        &mut self,
        page: &'p SourcePage,
        draft: Option<DraftId>,
        arguments: Option<&mut Vec<DraftProperty<'p>>>,
    ) {
        let Some((value, place)) = body(page, page.page.sample_request.as_ref()) else {
            return;
        };
        let met = SampleSite {
            page,
            place: &place,
            request: true,
        };
        if let (Some(arguments), Value::Object(entries)) = (arguments, value) {
            for property in arguments.iter_mut() {
                if let Some(value) = entries.get(property.name) {
                    self.property(property, page.uid(), value, met);
                }
            }
        }
        if let Some(id) = draft {
            self.visit_all(id, value, met);
        }
    }

    /// Visits a carrier, or each carrier of an array.
    fn visit_all(&mut self, id: DraftId, value: &'p Value, met: SampleSite<'_, 'p>) {
        let elements = value
            .as_array()
            .map_or(std::slice::from_ref(value), Vec::as_slice);
        for element in elements {
            self.visit(id, element, met);
        }
    }

    fn visit(&mut self, id: DraftId, value: &'p Value, met: SampleSite<'_, 'p>) {
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
        met: SampleSite<'_, 'p>,
    ) {
        property.samples.push(SampleValue {
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
        met: SampleSite<'_, 'p>,
    ) {
        let Value::Object(entries) = value else {
            return;
        };
        if entries.is_empty() {
            return;
        }
        let id = match self.labelled_name(property) {
            Some(name) => self.named_child(&name, entries, met),
            None => self.unnamed_child(property, hint, owner, entries, met),
        };
        property.add_child(id);
        self.visit(id, value, met);
    }

    /// The carrier that the Type column names and no page describes.
    fn labelled_name(&self, property: &DraftProperty<'_>) -> Option<String> {
        let mut labels = property.labels.iter();
        labels.find_map(|label| match label.label.leaf() {
            TypeLabel::Named(name) if !self.placeholders.contains(label.kind, name) => {
                Some(name.clone())
            }
            _ => None,
        })
    }

    fn named_child(
        &mut self,
        name: &str,
        entries: &'p Map<String, Value>,
        met: SampleSite<'_, 'p>,
    ) -> DraftId {
        self.drafts.named(name).unwrap_or_else(|| {
            let id = self
                .drafts
                .add(Some((Naming::Heading, name)), keys(entries));
            self.drafts[id].origins.push(met.place.clone());
            id
        })
    }

    fn unnamed_child(
        &mut self,
        property: &DraftProperty<'p>,
        hint: &str,
        owner: &str,
        entries: &'p Map<String, Value>,
        met: SampleSite<'_, 'p>,
    ) -> DraftId {
        let description = property.description.and_then(carrier_in_text);
        let hint = description.as_deref().unwrap_or(hint);
        let same = self.drafts.with_shape(keys(entries), met.request);
        let found = same.and_then(|same| same.choose(hint));
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
        id
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
        if let Some(name) = self.labelled_name(property) {
            let known = self.drafts.named(&name);
            return known.map_or(has_sample_keys(property.name, entries), |id| {
                !self.has_shape(id, entries)
            });
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

/// A sample's JSON body, and where it stands.
fn body<'p>(page: &'p SourcePage, sample: Option<&'p Sample>) -> Option<(&'p Value, Place)> {
    let (value, span) = sample?.json_body()?;
    Some((value, page.place(span)))
}

fn keys(entries: &Map<String, Value>) -> impl Iterator<Item = &str> + Clone {
    entries.keys().map(String::as_str)
}

/// Properties by name: whether each row with a type says `object`.
fn dictionary_names<'p>(pages: &[&'p SourcePage]) -> HashMap<&'p str, bool> {
    let mut names: HashMap<&str, bool> = HashMap::new();
    for page in pages {
        for row in page.page.properties() {
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
