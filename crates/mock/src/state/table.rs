//! Where entities are kept.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use serde_json::{Map, Value as Json};

use super::Entity;
use super::column::{number, property, short};
use super::kind::{Kind, kinds};
use super::versions::History;
use crate::catalog::{Type, catalog};

/// All entities, by kind and number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    /// Shared with other stores until something changes.
    tables: HashMap<usize, Arc<BTreeMap<i32, Record>>>,
    /// The highest number that an entity of a kind has had.
    last: HashMap<usize, i32>,
    changes: Vec<Change>,
    /// What has been changed since it was last written, if it is written.
    #[cfg(feature = "store")]
    pub(super) unwritten: Option<std::collections::BTreeSet<(usize, i32)>>,
}

/// What has happened to an entity, as webhooks tell it.
#[derive(Clone, Debug)]
#[cfg_attr(
    not(feature = "webhooks"),
    expect(dead_code, reason = "webhooks tell it")
)]
pub(crate) struct Change {
    /// What rows call its kind: `contact`.
    pub(crate) entity: String,
    pub(crate) id: i32,
    /// `created`, `changed` or `deleted`.
    pub(crate) what: String,
    /// In UTC, such as `2026-05-13T09:30:00`.
    pub(crate) time: String,
}

#[cfg(feature = "webhooks")]
impl Change {
    /// What a webhook is tried out with.
    pub(crate) fn test() -> Self {
        Self {
            entity: "test".to_owned(),
            id: 0,
            what: String::new(),
            time: local(SystemTime::now()),
        }
    }
}

/// An entity.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) entity: Entity,
    /// When it was changed last, in whole seconds as headers say it.
    pub(super) changed: SystemTime,
    /// The bytes of a document.
    pub(super) content: Option<Bytes>,
    /// The numbers of the members of a selection.
    pub(super) members: Vec<i32>,
    /// Who has a document, and which versions it has.
    pub(super) history: History,
}

impl Store {
    pub(super) fn get(&self, kind: usize, id: i32) -> Option<&Record> {
        self.tables.get(&kind)?.get(&id)
    }

    pub(super) fn entities(&self, kind: usize) -> impl Iterator<Item = &Entity> {
        let records = self.tables.get(&kind).into_iter();
        let records = records.flat_map(|table| table.values());
        records.map(|record| &record.entity)
    }

    /// The numbers of all entities of a kind.
    pub(super) fn numbers(&self, kind: usize) -> impl Iterator<Item = i32> {
        let tables = self.tables.get(&kind).into_iter();
        tables.flat_map(|table| table.keys().copied())
    }

    /// A number that no entity of the kind has had.
    pub(super) fn next(&self, kind: usize) -> i32 {
        let last = self.last.get(&kind);
        last.map_or(1, |last| last.saturating_add(1))
    }

    /// An entity that says nothing: its lists are empty.
    pub(super) fn fresh(&self, kind: usize) -> Entity {
        let Kind { carrier, .. } = kinds().get(kind);
        let properties = catalog().properties(carrier).unwrap_or_default();
        let values = properties.into_iter().map(|item| {
            let value = match item.ty {
                Type::List(_) => Json::Array(Vec::new()),
                Type::Dictionary(_) => Json::Object(Map::new()),
                _ => Json::Null,
            };
            (item.name.into_owned(), value)
        });
        values.collect()
    }

    /// An entity that says what is given, as far as its kind has such properties.
    pub(super) fn filled(&self, kind: usize, given: &Entity) -> Entity {
        let mut entity = self.fresh(kind);
        for (name, value) in &mut entity {
            if let Some(given) = property(given, name) {
                *value = given.clone();
            }
        }
        entity
    }

    /// Keeps an entity under a number. What it refers to is filled in, and when it was changed.
    pub(super) fn put(
        &mut self,
        kind: usize,
        id: i32,
        mut entity: Entity,
        now: SystemTime,
    ) -> &Record {
        let key = &kinds().get(kind).key;
        entity.insert(key.clone(), id.into());
        self.complete(kind, &mut entity);
        self.reserve(kind, id);
        let is_new = self.get(kind, id).is_none();
        self.note(kind, id, if is_new { "created" } else { "changed" }, now);
        let table = self.table(kind);
        let record = match table.remove(&id) {
            Some(old) => Record { entity, ..old },
            None => Record {
                entity,
                changed: now,
                content: None,
                members: Vec::new(),
                history: History::default(),
            },
        };
        let record = table.entry(id).or_insert(record);
        record.stamp(now);
        record
    }

    /// The record of an entity, as one that is changed.
    pub(super) fn change(&mut self, kind: usize, id: i32, now: SystemTime) -> Option<&mut Record> {
        self.get(kind, id)?;
        self.note(kind, id, "changed", now);
        let record = self.table(kind).get_mut(&id)?;
        record.stamp(now);
        Some(record)
    }

    pub(super) fn remove(&mut self, kind: usize, id: i32, now: SystemTime) {
        if self.table(kind).remove(&id).is_some() {
            self.note(kind, id, "deleted", now);
        }
    }

    pub(super) fn table(&mut self, kind: usize) -> &mut BTreeMap<i32, Record> {
        Arc::make_mut(self.tables.entry(kind).or_default())
    }

    /// Keeps an entity as it is.
    #[cfg(feature = "store")]
    pub(super) fn insert(&mut self, kind: usize, id: i32, record: Record) {
        self.reserve(kind, id);
        self.table(kind).insert(id, record);
    }

    /// Takes over all entities of a kind.
    #[cfg(feature = "store")]
    pub(super) fn take_over(&mut self, kind: usize, other: &Self) {
        if let (Some(table), Some(last)) = (other.tables.get(&kind), other.last.get(&kind)) {
            self.tables.insert(kind, Arc::clone(table));
            self.last.insert(kind, *last);
        }
    }

    /// Says that an entity of a kind has had a number.
    pub(super) fn reserve(&mut self, kind: usize, id: i32) {
        let last = self.last.entry(kind).or_default();
        *last = id.max(*last);
    }

    fn note(&mut self, kind: usize, id: i32, what: &str, now: SystemTime) {
        self.signal(&kinds().get(kind).name, what, id, now);
        #[cfg(feature = "store")]
        if let Some(unwritten) = &mut self.unwritten {
            unwritten.insert((kind, id));
        }
    }

    /// Says that something has happened to an entity.
    pub(super) fn signal(&mut self, entity: &str, what: &str, id: i32, now: SystemTime) {
        self.changes.push(Change {
            entity: entity.to_owned(),
            id,
            what: what.to_owned(),
            time: local(now),
        });
    }

    /// What has happened since this was last asked for.
    pub(crate) fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    /// Fills in short carriers that hold a number alone, and the whole name of a person.
    fn complete(&self, kind: usize, entity: &mut Entity) {
        let properties = catalog().properties(kinds().get(kind).carrier);
        for item in properties.unwrap_or_default() {
            let Type::Named(carrier) = item.ty else {
                continue;
            };
            let known = kinds().by_short(carrier).and_then(|other| {
                let held = entity.get(&*item.name)?.as_object()?;
                let key = &kinds().get(other).key;
                Some((self.get(other, held_number(held, key)?)?, key))
            });
            if let Some((record, key)) = known {
                let held = short(&record.entity, carrier, key);
                entity.insert(item.name.into_owned(), held.into());
            }
        }
        let names = ["Firstname", "MiddleName", "Lastname"];
        if entity.contains_key("FullName") && entity.contains_key("Lastname") {
            let parts = names.iter().filter_map(|name| entity.get(*name)?.as_str());
            let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
            let name = parts.join(" ");
            entity.insert("FullName".to_owned(), name.into());
        }
    }
}

impl Record {
    /// Says when it was made, if nobody has, and when it was changed.
    fn stamp(&mut self, now: SystemTime) {
        self.changed = whole_seconds(now);
        let text = Json::from(local(now));
        for (made, changed) in [("CreatedDate", "UpdatedDate"), ("Registered", "Updated")] {
            if let Some(made) = self.entity.get_mut(made).filter(|made| made.is_null()) {
                *made = text.clone();
            }
            if let Some(changed) = self.entity.get_mut(changed) {
                *changed = text.clone();
            }
        }
    }
}

/// The number of an entity in the short carrier of it: those of the items of lists have it as `Id`.
pub(super) fn held_number(held: &Entity, key: &str) -> Option<i32> {
    number(held, key).or_else(|| number(held, "Id"))
}

/// Whether an entity holds the short carrier of another one.
pub(super) fn is_reference(entity: &Entity, kind: &Kind, id: i32) -> bool {
    let held = property(entity, kind.short).and_then(Json::as_object);
    held.and_then(|held| number(held, &kind.key)) == Some(id)
}

fn whole_seconds(time: SystemTime) -> SystemTime {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    UNIX_EPOCH + Duration::from_secs(since.as_secs())
}

/// A time as the service writes it without a time zone: `2026-05-13T09:30:00`.
pub(super) fn local(time: SystemTime) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let text = httpdate::fmt_http_date(time);
    let words: Vec<_> = text.split(' ').collect();
    let month = MONTHS.iter().position(|month| words.get(2) == Some(month));
    let word = |index: usize| words.get(index).copied().unwrap_or_default();
    let month = month.map_or(1, |month| month + 1);
    format!("{}-{month:02}-{}T{}", word(3), word(1), word(4))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::respond::changed;

    #[test]
    fn times_read_as_the_service_writes_them() {
        assert_eq!(local(changed()), "2026-05-13T09:30:00");
        assert_eq!(local(UNIX_EPOCH), "1970-01-01T00:00:00");
    }
}
