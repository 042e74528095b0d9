//! Changes as they are found, and how many there are.

use std::collections::{BTreeMap, BTreeSet};

use super::class::{self, Classification};
use super::report::{Change, ChangeKind, Class, FileLine, Item, Summary};
use super::rows::Spot;

/// What the two sides have, where they have it.
pub(super) type Sides<T> = (Option<T>, Option<T>);

/// What has changed, and where.
pub(super) struct Difference<'a> {
    pub(super) item: Item,
    pub(super) name: String,
    pub(super) kind: ChangeKind,
    pub(super) class: Classification,
    /// What the pages say before and after.
    pub(super) texts: Sides<String>,
    pub(super) spots: Sides<Spot<'a>>,
    /// Whether a page about a type says it, and no operation's.
    pub(super) by_page: bool,
}

/// An operation that a change concerns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Subject<'a> {
    pub(super) uid: &'a str,
    pub(super) area: String,
    /// Whether it has another identifier: then it is listed but not counted.
    pub(super) is_renamed: bool,
}

/// The changes found so far.
#[derive(Default)]
pub(super) struct Changes<'a> {
    found: Vec<(Difference<'a>, BTreeSet<Subject<'a>>)>,
    pub(super) response_property_sets: usize,
    pub(super) request_property_sets: usize,
    /// Operations whose function has another type because samples have other values.
    pub(super) agreed: BTreeSet<&'a str>,
}

/// The area of what is nobody's alone.
const TYPES: &str = "types";

impl<'a> Changes<'a> {
    pub(super) fn add(
        &mut self,
        subjects: impl IntoIterator<Item = Subject<'a>>,
        found: Difference<'a>,
    ) {
        self.found.push((found, subjects.into_iter().collect()));
    }

    /// The operations that stand in a breaking change.
    pub(super) fn broken(&self) -> BTreeSet<&'a str> {
        let subjects = self.breaking().flat_map(|(.., subjects)| subjects);
        subjects.map(|subject| subject.uid).collect()
    }

    /// The breaking changes, each with its place among all and the operations that it concerns.
    pub(super) fn breaking(
        &self,
    ) -> impl Iterator<Item = (usize, &Difference<'a>, &BTreeSet<Subject<'a>>)> {
        let found = self.found.iter().enumerate();
        found
            .filter(|(_, (found, _))| found.class.0 == Class::Breaking)
            .map(|(place, (found, subjects))| (place, found, subjects))
    }

    /// Says that the change at a place concerns one more operation.
    pub(super) fn extend(&mut self, place: usize, subject: Subject<'a>) {
        self.found[place].1.insert(subject);
    }

    /// The changes in order.
    pub(super) fn finish(self) -> (Summary, Vec<Change>) {
        let summary = self.summary();
        let mut changes: Vec<Change> = self.found.into_iter().map(change).collect();
        changes.sort_by(|a, b| {
            let is_shared = |change: &Change| change.area == TYPES;
            (is_shared(a), a).cmp(&(is_shared(b), b))
        });
        (summary, changes)
    }

    fn summary(&self) -> Summary {
        let mut summary = Summary {
            response_property_sets: self.response_property_sets,
            request_property_sets: self.request_property_sets,
            ..Summary::default()
        };
        let mut worst: BTreeMap<&str, Class> = BTreeMap::new();
        for (found, subjects) in &self.found {
            summary.count(found, subjects);
            let is_whole = matches!(
                (found.item, found.kind),
                (Item::Operation, ChangeKind::Added | ChangeKind::Removed)
            );
            if found.is_left_out() || is_whole {
                continue;
            }
            for subject in subjects.iter().filter(|subject| !subject.is_renamed) {
                let class = found.class.0;
                let known = worst.entry(subject.uid).or_insert(class);
                *known = class.min(*known);
            }
        }
        let described = worst
            .values()
            .filter(|class| **class == Class::Documentation);
        summary.operations_described = described.count();
        summary.operations_changed = worst.len() - summary.operations_described;
        summary
    }
}

impl Difference<'_> {
    /// What is known by what has changed.
    pub(super) fn new(item: Item, name: impl Into<String>, kind: ChangeKind) -> Self {
        Self {
            item,
            name: name.into(),
            kind,
            class: class::plain(item, kind),
            texts: (None, None),
            spots: (None, None),
            by_page: false,
        }
    }

    /// Whether it differs because of what the pages of a side leave out.
    fn is_left_out(&self) -> bool {
        is_left_out(self.item, self.kind)
    }
}

/// Whether such a change comes from what the pages of a side leave out.
pub(super) fn is_left_out(item: Item, kind: ChangeKind) -> bool {
    match kind {
        ChangeKind::Typed | ChangeKind::Untyped => true,
        ChangeKind::Renamed => matches!(item, Item::Type | Item::Enum),
        _ => false,
    }
}

fn change((found, subjects): (Difference<'_>, BTreeSet<Subject<'_>>)) -> Change {
    let areas: BTreeSet<_> = subjects.iter().map(|subject| &subject.area).collect();
    let area = match areas.first() {
        Some(area) if areas.len() == 1 => area.to_string(),
        _ => TYPES.into(),
    };
    let (class, why) = found.class;
    let ((before, after), (old, new)) = (found.texts, found.spots);
    Change {
        area,
        item: found.item,
        name: found.name,
        kind: found.kind,
        class,
        why,
        before,
        after,
        operations: subjects
            .into_iter()
            .map(|subject| subject.uid.to_owned())
            .collect(),
        old: old.map(place),
        new: new.map(place),
    }
}

fn place(spot: Spot<'_>) -> FileLine {
    let location = spot.file.locate(spot.span.start());
    FileLine {
        file: location.path,
        line: location.line,
    }
}

impl Summary {
    fn count(&mut self, found: &Difference<'_>, subjects: &BTreeSet<Subject<'_>>) {
        match found.class.0 {
            Class::Breaking => self.breaking += 1,
            Class::Addition => self.additions += 1,
            Class::Documentation => self.documentation += 1,
        }
        let counted = subjects.iter().filter(|subject| !subject.is_renamed);
        let counted = counted.count();
        match (found.item, found.kind) {
            _ if found.is_left_out() => self.left_out += 1,
            (Item::Operation, ChangeKind::Added) => self.operations_added += 1,
            (Item::Operation, ChangeKind::Removed) => self.operations_removed += 1,
            (Item::Operation, ChangeKind::Renamed) => self.operations_renamed += 1,
            (Item::Operation, ChangeKind::Moved) => self.paths += counted,
            (Item::Type | Item::Enum | Item::Member, _) => self.types += 1,
            (Item::Property, _) if found.by_page || subjects.is_empty() => self.types += 1,
            (
                Item::Parameter,
                ChangeKind::Described | ChangeKind::Deprecated | ChangeKind::Undeprecated,
            ) => {}
            (Item::Parameter, _) => self.parameters += counted.min(1),
            (Item::Status, _) => self.statuses += counted,
            (Item::Property | Item::RequestBody | Item::ResponseBody, ChangeKind::Retyped) => {
                self.retyped += counted;
            }
            _ => {}
        }
    }
}
