//! Carriers in the making: what all pages together show of each.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use super::shape::SameShape;
use super::table::Table;
use crate::area::AreaKind;
use crate::facts::{Facts, plain, since, since_sentence};
use crate::model::{Carrier, Evidence, Naming, Property, Type, TypeName};
use crate::page::{PropertyRow, SourcePage, TypeLabel};
use crate::resolve::rules::Decisions;
use crate::source::{Place, SourceFile, Spanned};

/// Two properties that upstream leaves out of request tables and samples.
pub const OMITTED_IN_REQUESTS: [&str; 2] = ["TableRight", "FieldProperties"];

/// Index of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct DraftId(usize);

/// A carrier in the making.
#[derive(Debug)]
pub(crate) struct Draft<'p> {
    pub(crate) name: Option<(Naming, TypeName)>,
    pub(crate) properties: Vec<DraftProperty<'p>>,
    /// The first property of each name.
    indices: HashMap<&'p str, usize>,
    pub(crate) origins: Vec<Place>,
    /// The tables that describe it.
    pub(crate) tables: Vec<Table<'p>>,
    /// What its own page says of it.
    pub(crate) prose: Option<&'p str>,
    /// Names that were seen on it: of properties that hold it, of operations that answer with it.
    pub(crate) candidates: BTreeMap<(Naming, String), BTreeSet<String>>,
}

/// A property in the making.
#[derive(Debug)]
pub(crate) struct DraftProperty<'p> {
    pub(crate) name: &'p str,
    pub(crate) labels: Vec<Label<'p>>,
    pub(crate) description: Option<&'p str>,
    /// What pages about the type say of it: facts in addition to those of operations' pages.
    page_descriptions: Vec<&'p str>,
    pub(crate) samples: Vec<Sampled<'p>>,
    /// The carriers that its samples hold, directly or as elements or values.
    pub(crate) children: Vec<DraftId>,
    known_children: HashSet<DraftId>,
    /// Whether a sample shows keys of the user's choice.
    pub(crate) dictionary: bool,
}

/// A Type cell, and on which pages it has its meaning.
#[derive(Clone, Debug)]
pub(crate) struct Label<'p> {
    pub(crate) label: &'p TypeLabel,
    /// The kind of operation page, or none for a page about the carrier.
    pub(crate) kind: Option<AreaKind>,
    pub(crate) request: bool,
    pub(crate) place: Place,
}

/// A value in a sample.
#[derive(Clone, Debug)]
pub(crate) struct Sampled<'p> {
    pub(crate) value: &'p Value,
    pub(crate) place: Place,
}

/// All drafts, found by name or by the names of their properties.
#[derive(Debug, Default)]
pub(crate) struct Drafts<'p> {
    all: Vec<Draft<'p>>,
    by_name: HashMap<String, DraftId>,
    by_shape: HashMap<String, SameShape>,
    by_reduced_shape: HashMap<String, SameShape>,
}

impl<'p> Drafts<'p> {
    /// The draft with this name.
    pub(crate) fn named(&self, name: &str) -> Option<DraftId> {
        self.by_name.get(name).copied()
    }

    /// The names of those that have one.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// The drafts with just these properties in this order; in requests those
    /// that differ in the omitted ones only, if there are no others.
    pub(crate) fn with_shape<'n>(
        &self,
        names: impl Iterator<Item = &'n str> + Clone,
        request: bool,
    ) -> Option<&SameShape> {
        let exact = self.by_shape.get(&shape(names.clone()));
        exact.or_else(|| {
            request
                .then(|| self.by_reduced_shape.get(&reduced_shape(names)))
                .flatten()
        })
    }

    /// Adds a draft; its properties are known from now on.
    pub(crate) fn add(
        &mut self,
        name: Option<(Naming, &str)>,
        names: impl Iterator<Item = &'p str>,
    ) -> DraftId {
        let id = DraftId(self.all.len());
        let properties: Vec<_> = names.map(DraftProperty::new).collect();
        let keys = || properties.iter().map(|property| property.name);
        let (exact, reduced) = (shape(keys()), reduced_shape(keys()));
        for (shapes, shape) in [
            (&mut self.by_shape, exact),
            (&mut self.by_reduced_shape, reduced),
        ] {
            let name = name.map(|(_, name)| name);
            shapes.entry(shape).or_default().add(id, name);
        }
        if let Some((_, name)) = name {
            self.by_name.insert(name.to_owned(), id);
        }
        let name = name.map(|(naming, name)| (naming, TypeName::from(name)));
        let mut indices = HashMap::with_capacity(properties.len());
        for (index, property) in properties.iter().enumerate() {
            indices.entry(property.name).or_insert(index);
        }
        self.all.push(Draft {
            name,
            properties,
            indices,
            origins: Vec::new(),
            tables: Vec::new(),
            prose: None,
            candidates: BTreeMap::new(),
        });
        id
    }

    /// All of them.
    pub(crate) fn ids(&self) -> impl Iterator<Item = DraftId> + use<> {
        (0..self.all.len()).map(DraftId)
    }

    /// The models of the drafts, once every property has a type.
    pub(crate) fn finish(&self, decisions: &Decisions) -> BTreeMap<TypeName, Carrier> {
        let carrier = |id: DraftId| {
            let draft = &self[id];
            let (naming, name) = draft.name.clone()?;
            let property = |(index, property): (usize, &DraftProperty<'p>)| {
                property.model(decisions.property(id, index))
            };
            let properties = draft.properties.iter().enumerate().map(property).collect();
            let (since, text) = introduced(draft.prose.unwrap_or_default());
            Some((
                name.clone(),
                Carrier {
                    name,
                    naming,
                    since,
                    text,
                    properties,
                    origins: draft.origins.clone(),
                },
            ))
        };
        self.ids().filter_map(carrier).collect()
    }
}

impl<'p> std::ops::Index<DraftId> for Drafts<'p> {
    type Output = Draft<'p>;
    fn index(&self, id: DraftId) -> &Draft<'p> {
        &self.all[id.0]
    }
}

impl<'p> std::ops::IndexMut<DraftId> for Drafts<'p> {
    fn index_mut(&mut self, id: DraftId) -> &mut Draft<'p> {
        &mut self.all[id.0]
    }
}

impl<'p> Draft<'p> {
    /// The name; drafts have one after the naming step.
    pub(crate) fn type_name(&self) -> TypeName {
        self.name
            .as_ref()
            .map_or_else(|| TypeName::from(""), |(_, name)| Arc::clone(name))
    }

    /// Whether nothing but samples tells what it consists of.
    pub(crate) fn is_shown_only(&self) -> bool {
        self.tables.is_empty() && !matches!(self.name, Some((Naming::Page, _)))
    }

    /// Whether most of the properties of this and of a table are those of the other.
    pub(crate) fn shares_most_with(&self, rows: &[Spanned<PropertyRow>]) -> bool {
        let is_shared = |row: &&Spanned<PropertyRow>| self.position(&row.name, 0).is_some();
        let shared = rows.iter().filter(is_shared).count();
        shared * 4 >= rows.len().max(self.properties.len()) * 3
    }

    /// Adds a table that describes it.
    pub(crate) fn add_table(&mut self, table: Table<'p>) {
        self.origins.push(table.place());
        self.tables.push(table);
    }

    /// Brings the properties into this order; those that it does not name go.
    pub(crate) fn arrange(&mut self, names: &[&'p str]) {
        let own = self.properties.iter().map(|property| property.name);
        if own.eq(names.iter().copied()) {
            return;
        }
        let own = self.properties.drain(..);
        let mut known: HashMap<&str, DraftProperty<'p>> =
            own.map(|property| (property.name, property)).collect();
        let property = |name: &&'p str| {
            let known = known.remove(*name);
            known.unwrap_or_else(|| DraftProperty::new(name))
        };
        self.properties = names.iter().map(property).collect();
        let indices = self.properties.iter().enumerate();
        self.indices = indices
            .map(|(index, property)| (property.name, index))
            .collect();
    }

    /// Adds what a page about the carrier says; it knows best.
    pub(crate) fn add_page_rows(
        &mut self,
        file: &Arc<SourceFile>,
        rows: &'p [Spanned<PropertyRow>],
    ) {
        for (position, row) in rows.iter().enumerate() {
            let Some(index) = self.position(&row.name, position) else {
                continue;
            };
            // What tables say of the type is added later.
            let is_described = !self.tables.is_empty();
            let property = &mut self.properties[index];
            property.add_page_row(row, Place::new(file, row.label.span), false, is_described);
        }
    }

    /// The index of a property; `expected` is looked at first.
    pub(crate) fn position(&self, name: &str, expected: usize) -> Option<usize> {
        let here = self
            .properties
            .get(expected)
            .is_some_and(|property| property.name == name);
        if here {
            Some(expected)
        } else {
            self.indices.get(name).copied()
        }
    }

    /// Notes a name that the draft could have, and where.
    pub(crate) fn suggest(&mut self, naming: Naming, name: String, owner: &str) {
        if self.name.is_none() {
            self.candidates
                .entry((naming, name))
                .or_default()
                .insert(owner.to_owned());
        }
    }
}

impl<'p> DraftProperty<'p> {
    pub(crate) fn new(name: &'p str) -> Self {
        Self {
            name,
            labels: Vec::new(),
            description: None,
            page_descriptions: Vec::new(),
            samples: Vec::new(),
            children: Vec::new(),
            known_children: HashSet::new(),
            dictionary: false,
        }
    }

    pub(crate) fn add_row(&mut self, page: &'p SourcePage, row: &'p PropertyRow, request: bool) {
        self.add_label(Label {
            label: &row.label.value,
            kind: Some(page.kind()),
            request,
            place: page.place(row.label.span),
        });
        if self.description.is_none() && !row.description.is_empty() {
            self.description = Some(&row.description.value);
        }
    }

    /// Adds what a table says of the type, unless another one of its kind says it already.
    pub(crate) fn add_label(&mut self, new: Label<'p>) {
        let known = |label: &Label<'_>| {
            label.label == new.label && label.kind == new.kind && label.request == new.request
        };
        if !self.labels.iter().any(known) {
            self.labels.push(new);
        }
    }

    /// The model of the property, with the type that was decided.
    pub(crate) fn model(&self, (ty, evidence): (Type, Evidence)) -> Property {
        let (facts, text) = self.describe();
        Property {
            name: self.name.to_owned(),
            ty,
            facts,
            text,
            evidence,
        }
    }

    /// The facts of all descriptions, and the text of the first where that says more than they do.
    fn describe(&self) -> (Facts, Option<String>) {
        let mut descriptions = self.description.iter().chain(&self.page_descriptions);
        let (mut facts, mut text) = describe(descriptions.next().copied().unwrap_or_default());
        for description in descriptions {
            let more = Facts::read(description);
            let all = facts.clone().and(more.clone());
            if let Some(text) = text.as_mut().filter(|_| all != facts) {
                // The text includes the facts of its own description alone.
                *text = format!("{text} {more}");
            }
            facts = all;
        }
        (facts, text)
    }

    /// Adds a row of a page about the type: before what other pages say, and
    /// after what such pages of earlier sets do. An empty type says nothing.
    pub(crate) fn add_page_row(
        &mut self,
        row: &'p PropertyRow,
        place: Place,
        request: bool,
        is_described: bool,
    ) {
        if *row.label != TypeLabel::Blank || !is_described {
            self.add_page_label(&row.label, place, request);
        }
        if !row.description.is_empty() {
            self.page_descriptions.push(&row.description.value);
        }
    }

    fn add_page_label(&mut self, label: &'p TypeLabel, place: Place, request: bool) {
        let at = self.labels.iter().take_while(|label| label.kind.is_none());
        let label = Label {
            label,
            kind: None,
            request,
            place,
        };
        self.labels.insert(at.count(), label);
    }

    pub(crate) fn add_child(&mut self, child: DraftId) {
        if self.known_children.insert(child) {
            self.children.push(child);
        }
    }
}

/// The facts of a description, and its text where that says more than they do.
pub(crate) fn describe(description: &str) -> (Facts, Option<String>) {
    let facts = Facts::read(description);
    let text = plain(description);
    let says_more = !text.is_empty() && text != facts.to_string();
    (facts, says_more.then_some(text))
}

/// The release that a type's or a member's description names, and the text where that says more.
pub(crate) fn introduced(description: &str) -> (Option<String>, Option<String>) {
    let since = since(description);
    let text = plain(description);
    let sentence = since.as_deref().map(since_sentence).unwrap_or_default();
    let says_more = text != sentence;
    (since, says_more.then_some(text))
}

fn shape<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.fold(String::new(), |mut shape, name| {
        shape.push_str(name);
        shape.push('\n');
        shape
    })
}

fn reduced_shape<'n>(names: impl Iterator<Item = &'n str>) -> String {
    shape(names.filter(|name| !OMITTED_IN_REQUESTS.contains(name)))
}
