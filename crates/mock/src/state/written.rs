//! What of the store goes into a file, and comes from it.

use std::collections::{BTreeSet, HashSet};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use serde_json::{Map, Value as Json, json};

use super::Store;
use super::kind::kinds;
use super::table::Record;
use super::versions::History;

/// An entity as it is written.
#[derive(Debug)]
pub(crate) struct WrittenEntity {
    /// Its kind, by the name of its resource.
    pub(crate) area: &'static str,
    pub(crate) id: i32,
    /// The entity and what else is known about it; none if it was removed.
    pub(crate) record: Option<Json>,
    pub(crate) content: Option<Bytes>,
}

impl Store {
    /// A store without anything.
    pub(crate) fn empty() -> Self {
        Self::default()
    }

    /// Adds what is there from the start of kinds that nothing was read of, not even that there is
    /// nothing. Returns whether there are such kinds.
    pub(crate) fn add_missing(&mut self, known: &HashSet<String>) -> bool {
        let missing = kinds()
            .iter()
            .filter(|(_, kind)| !known.contains(kind.area));
        let missing: Vec<_> = missing.map(|(index, _)| index).collect();
        for kind in &missing {
            self.take_over(*kind, &Self::seeded());
        }
        !missing.is_empty()
    }

    /// Says the highest number that an entity of a kind has had.
    pub(crate) fn set_last(&mut self, area: &str, last: i32) {
        if let Some(kind) = kinds().by_name(area) {
            self.reserve(kind, last);
        }
    }

    /// The highest number that an entity of each kind has had.
    pub(crate) fn last(&self) -> impl Iterator<Item = (&'static str, i32)> {
        let all = kinds().iter();
        all.map(|(index, kind)| (kind.area, self.next(index) - 1))
    }

    /// Takes in an entity that was read. One of a kind that is not known any more is left out.
    pub(crate) fn read(
        &mut self,
        area: &str,
        id: i32,
        record: &[u8],
        content: Option<Bytes>,
    ) -> Result<(), serde_json::Error> {
        let mut record: Map<String, Json> = serde_json::from_slice(record)?;
        let entity = match record.remove("Entity") {
            Some(Json::Object(entity)) => entity,
            _ => Map::new(),
        };
        let seconds = record.get("Changed").and_then(Json::as_u64);
        let members = record.get("Members").and_then(Json::as_array);
        let members = members.into_iter().flatten();
        let members = members.filter_map(|member| member.as_i64()?.try_into().ok());
        if let Some(kind) = kinds().by_name(area) {
            let record = Record {
                entity,
                changed: UNIX_EPOCH + Duration::from_secs(seconds.unwrap_or_default()),
                content,
                members: members.collect(),
                history: record.get("History").map(History::read).unwrap_or_default(),
            };
            self.insert(kind, id, record);
        }
        Ok(())
    }

    /// Begins to remember what is changed.
    pub(crate) fn remember(&mut self) {
        self.unwritten = Some(BTreeSet::new());
    }

    /// All entities.
    pub(crate) fn all(&self) -> Vec<WrittenEntity> {
        let all = kinds().iter();
        all.flat_map(|(kind, _)| self.numbers(kind).map(move |id| (kind, id)))
            .map(|(kind, id)| self.written(kind, id))
            .collect()
    }

    /// What has been changed since [`forget_changed`](Self::forget_changed).
    pub(crate) fn changed(&self) -> Vec<WrittenEntity> {
        let changed = self.unwritten.iter().flatten();
        changed.map(|(kind, id)| self.written(*kind, *id)).collect()
    }

    /// Says that what has been changed is written.
    pub(crate) fn forget_changed(&mut self) {
        if let Some(unwritten) = &mut self.unwritten {
            unwritten.clear();
        }
    }

    fn written(&self, kind: usize, id: i32) -> WrittenEntity {
        let record = self.get(kind, id);
        WrittenEntity {
            area: kinds().get(kind).area,
            id,
            record: record.map(|record| {
                json!({
                    "Entity": record.entity,
                    "Changed": seconds(record.changed),
                    "Members": record.members,
                    "History": record.history.written(),
                })
            }),
            content: record.and_then(|record| record.content.clone()),
        }
    }
}

fn seconds(time: SystemTime) -> u64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    since.as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_that_is_new_has_what_is_there_from_the_start() {
        let seeded = Store::seeded();
        let areas = seeded.last().map(|(area, _)| area.to_owned());
        let mut known: HashSet<_> = areas.collect();
        assert!(!Store::empty().add_missing(&known));
        known.remove("Contact");
        let mut store = Store::empty();
        assert!(store.add_missing(&known));
        let added: Vec<_> = store.all().iter().map(|entity| entity.area).collect();
        assert_eq!(added, ["Contact"; 6]);
    }
}
