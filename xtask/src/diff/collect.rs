//! Changes as they are found: what is the same for many operations becomes one.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Spot;
use super::report::{Change, Class, Item, Kind, Place, Summary};

/// Whose property or member has changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    /// The change names itself: an operation, a carrier, an enum.
    Itself,
    /// A carrier or an enum.
    Named(String),
    /// Something without a name: all that have this form change together. The name
    /// begins with the first operation's, and goes on with this word.
    Nameless(Vec<String>, String),
    /// One operation, and which part of it.
    Operation(String, &'static str),
}

/// What has changed, where and for whom.
pub(super) struct Found<'a> {
    pub(super) owner: Owner,
    pub(super) item: Item,
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) class: (Class, &'static str),
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    pub(super) old: Option<Spot<'a>>,
    pub(super) new: Option<Spot<'a>>,
}

/// The operation that is compared: its area and identifier.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) area: String,
    pub(super) uid: String,
}

/// The changes found so far.
#[derive(Default)]
pub(super) struct Changes<'a> {
    found: BTreeMap<Key, Merged<'a>>,
    pub(super) summary: Summary,
}

type Key = (Item, Owner, String, Kind, Option<String>, Option<String>);

struct Merged<'a> {
    class: (Class, &'static str),
    operations: BTreeSet<String>,
    areas: BTreeSet<String>,
    old: Option<Spot<'a>>,
    new: Option<Spot<'a>>,
}

/// The area of what is nobody's alone.
const TYPES: &str = "types";

impl<'a> Changes<'a> {
    /// Adds a change that was found on the page of an operation, or on a page about a type.
    pub(super) fn add(&mut self, subject: Option<&Subject>, found: Found<'a>) {
        let Found {
            owner,
            item,
            name,
            kind,
            class,
            before,
            after,
            old,
            new,
        } = found;
        let key = (item, owner, name, kind, before, after);
        let merged = self.found.entry(key).or_insert_with(|| Merged {
            class,
            operations: BTreeSet::new(),
            areas: BTreeSet::new(),
            old,
            new,
        });
        if let Some(subject) = subject {
            merged.operations.insert(subject.uid.clone());
            merged.areas.insert(subject.area.clone());
        }
    }

    /// Whether something has been found to be there on one side alone, or to have another type.
    pub(super) fn has_other_type(&self, item: Item, owner: &Owner, name: &str) -> bool {
        self.found.keys().any(|(found, whose, what, kind, ..)| {
            (*found, whose, what.as_str()) == (item, owner, name)
                && matches!(kind, Kind::Added | Kind::Removed | Kind::Retyped)
        })
    }

    /// The changes in order.
    pub(super) fn finish(self) -> (Summary, Vec<Change>) {
        let mut summary = self.summary;
        let mut changes: Vec<Change> = self.found.into_iter().map(change).collect();
        changes.sort_by(|a, b| {
            let is_shared = |change: &Change| change.area == TYPES;
            (is_shared(a), a).cmp(&(is_shared(b), b))
        });
        for change in &changes {
            summary.count(change);
        }
        (summary, changes)
    }
}

fn change((key, merged): (Key, Merged<'_>)) -> Change {
    let (item, owner, name, kind, before, after) = key;
    let first = merged.operations.first().map_or("", String::as_str);
    let name = match owner {
        Owner::Itself => name,
        Owner::Named(owner) => format!("{owner}.{name}"),
        Owner::Nameless(_, part) if part.is_empty() => format!("{first}.{name}"),
        Owner::Nameless(_, part) => format!("{first}.{part}.{name}"),
        Owner::Operation(uid, "") => format!("{uid}.{name}"),
        Owner::Operation(uid, part) => format!("{uid}.{part}.{name}"),
    };
    let area = match merged.areas.first() {
        Some(area) if merged.areas.len() == 1 => area.clone(),
        _ => TYPES.into(),
    };
    let (class, why) = merged.class;
    Change {
        area,
        item,
        name,
        kind,
        class,
        why,
        before,
        after,
        operations: merged.operations.into_iter().collect(),
        old: merged.old.map(place),
        new: merged.new.map(place),
    }
}

fn place(spot: Spot<'_>) -> Place {
    let location = spot.file.locate(spot.span.start());
    Place {
        file: location.path,
        line: location.line,
    }
}

impl Summary {
    /// Counts what has changed in one operation.
    pub(super) fn count_in_operation(&mut self, item: Item, kind: Kind) {
        match (item, kind) {
            (Item::Operation, Kind::Moved) => self.paths += 1,
            (Item::Parameter, Kind::Described | Kind::Deprecated | Kind::Undeprecated) => {}
            (Item::Parameter, _) => self.parameters += 1,
            (Item::Status, _) => self.statuses += 1,
            (Item::Property | Item::RequestBody | Item::ResponseBody, Kind::Retyped) => {
                self.retyped += 1;
            }
            _ => {}
        }
    }

    fn count(&mut self, change: &Change) {
        match change.class {
            Class::Breaking => self.breaking += 1,
            Class::Addition => self.additions += 1,
            Class::Documentation => self.documentation += 1,
        }
        match (change.item, change.kind) {
            (Item::Operation, Kind::Added) => self.operations_added += 1,
            (Item::Operation, Kind::Removed) => self.operations_removed += 1,
            (Item::Operation, Kind::Renamed) => self.operations_renamed += 1,
            (Item::Type | Item::Enum | Item::Member, _) => self.types += 1,
            // A page about a carrier says it, and no operation.
            (Item::Property, _) if change.operations.is_empty() => self.types += 1,
            _ => {}
        }
    }
}
