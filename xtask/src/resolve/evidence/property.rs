//! Properties in the making: all that pages say and show of one.

use std::collections::HashSet;

use serde_json::Value;

use super::draft_id::DraftId;
use crate::area::AreaKind;
use crate::facts::{Facts, describe};
use crate::page::{PropertyRow, SourcePage, TypeLabel};
use crate::source::Place;

/// A property in the making.
#[derive(Debug)]
pub(crate) struct DraftProperty<'p> {
    pub(crate) name: &'p str,
    pub(crate) labels: Vec<TypeCell<'p>>,
    pub(crate) description: Option<&'p str>,
    /// What pages about the type say of it: facts in addition to those of operations' pages.
    page_descriptions: Vec<&'p str>,
    pub(crate) samples: Vec<SampleValue<'p>>,
    /// The carriers that its samples hold, directly or as elements or values.
    pub(crate) children: Vec<DraftId>,
    known_children: HashSet<DraftId>,
    /// Whether a sample shows keys of the user's choice.
    pub(crate) dictionary: bool,
}

/// A Type cell, and on which pages it has its meaning.
#[derive(Clone, Debug)]
pub(crate) struct TypeCell<'p> {
    pub(crate) label: &'p TypeLabel,
    /// The kind of operation page, or none for a page about the carrier.
    pub(crate) kind: Option<AreaKind>,
    pub(crate) request: bool,
    pub(crate) place: Place,
}

/// A value in a sample.
#[derive(Clone, Debug)]
pub(crate) struct SampleValue<'p> {
    pub(crate) value: &'p Value,
    pub(crate) place: Place,
}

impl<'p> TypeCell<'p> {
    /// The cell of a row on the page of an operation.
    pub(crate) fn new(page: &'p SourcePage, row: &'p PropertyRow, request: bool) -> Self {
        Self {
            label: &row.label.value,
            kind: Some(page.kind()),
            request,
            place: page.place(row.label.span),
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
        self.add_label(TypeCell::new(page, row, request));
        if self.description.is_none() && !row.description.is_empty() {
            self.description = Some(&row.description.value);
        }
    }

    /// Adds what a table says of the type, unless another one of its kind says it already.
    pub(crate) fn add_label(&mut self, new: TypeCell<'p>) {
        let known = |label: &TypeCell<'_>| {
            label.label == new.label && label.kind == new.kind && label.request == new.request
        };
        if !self.labels.iter().any(known) {
            self.labels.push(new);
        }
    }

    /// The facts of all descriptions, and the text of the first where that says more than they do.
    pub(crate) fn describe(&self) -> (Facts, Option<String>) {
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
        let label = TypeCell {
            label,
            kind: None,
            request,
            place,
        };
        self.labels.insert(at.count(), label);
    }

    /// Where tables say something of the type.
    pub(crate) fn label_places(&self) -> Vec<Place> {
        let places = self.labels.iter().map(|label| label.place.clone());
        places.collect()
    }

    /// Where samples show it: the first are enough to look at.
    pub(crate) fn sample_places(&self) -> Vec<Place> {
        let shown = self.samples.iter();
        let shown = shown.filter(|sample| !sample.value.is_null());
        shown.map(|sample| sample.place.clone()).take(3).collect()
    }

    pub(crate) fn add_child(&mut self, child: DraftId) {
        if self.known_children.insert(child) {
            self.children.push(child);
        }
    }
}
