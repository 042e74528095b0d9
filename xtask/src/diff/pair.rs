//! Two descriptions of one operation, and what both have to do with every change.

use super::class;
use super::collect::{Changes, Found, Owner, Subject};
use super::facts::Operation;
use super::report::{Class, Item, Kind};
use crate::model::AreaKind;

/// Two descriptions of one operation.
pub(super) struct Pair<'f, 'a> {
    pub(super) old: &'f Operation<'a>,
    pub(super) new: &'f Operation<'a>,
    pub(super) subject: Subject,
    pub(super) changes: &'f mut Changes<'a>,
    /// The worst that has been found, if it counts.
    pub(super) class: Option<Class>,
}

impl<'a> Pair<'_, 'a> {
    pub(super) fn add(&mut self, found: Found<'a>) {
        if !self.is_renamed() {
            let summary = &mut self.changes.summary;
            summary.count_in_operation(found.item, found.kind);
            let class = found.class.0;
            self.class = Some(self.class.map_or(class, |worst| worst.min(class)));
        }
        self.changes.add(Some(&self.subject), found);
    }

    pub(super) fn is_renamed(&self) -> bool {
        self.old.page.uid() != self.new.page.uid()
    }

    /// Counts an operation that has other properties in a body.
    pub(super) fn count_set(&mut self, item: Item) {
        if self.is_renamed() {
            return;
        }
        let summary = &mut self.changes.summary;
        match item {
            Item::RequestBody => summary.request_property_sets += 1,
            _ => summary.response_property_sets += 1,
        }
    }

    /// A change of the operation as a whole.
    pub(super) fn whole(&self, item: Item, kind: Kind) -> Found<'a> {
        Found {
            owner: Owner::Itself,
            item,
            name: self.subject.uid.clone(),
            kind,
            class: class::plain(item, kind),
            before: None,
            after: None,
            old: Some(self.old.spot()),
            new: Some(self.new.spot()),
        }
    }
}

/// What the changes of an operation belong to.
pub(super) fn subject(operation: &Operation<'_>) -> Subject {
    let page = operation.page;
    let kind = match page.kind() {
        AreaKind::Agent => "agents",
        AreaKind::Rest => "rest",
    };
    Subject {
        area: format!("{kind}/{}", page.area()),
        uid: page.uid().to_owned(),
    }
}

/// `GET /api/v1/Tree/{id}`
pub(super) fn route(operation: &Operation<'_>) -> String {
    let http = &operation.page.page.http;
    format!("{} {}", http.method, http.path)
}
