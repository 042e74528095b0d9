//! What is there from the start.

use std::sync::LazyLock;

use bytes::Bytes;
use serde_json::{Value as Json, json};

use super::column::{number, short};
use super::kind::kinds;
use super::table::held_number;
use super::{Entity, Store};
use crate::catalog::{Type, catalog};
use crate::respond::changed;
use crate::sample::sample;

/// The entities that are there from the start: a small company's.
const SEED: &str = include_str!("../../data/seed.json");

/// The list that somebody has made.
const MADE_LIST: &str = "Moorings";

/// What is in the documents.
const CONTENT: &[u8] = b"Made up by the stand-in.\n";

impl Store {
    /// The entities that are there from the start. Of a kind without a number 1 there is one
    /// that is made up.
    pub(crate) fn seeded() -> Self {
        static STORE: LazyLock<Store> = LazyLock::new(|| {
            let mut store = Store::default();
            let seed: Json = serde_json::from_str(SEED).expect("data/seed.json is JSON");
            for (name, entities) in seed.as_object().into_iter().flatten() {
                let kind = kinds().by_name(name).expect("data/seed.json names kinds");
                let entities = entities.as_array().into_iter().flatten();
                for given in entities.filter_map(Json::as_object) {
                    store.seed(kind, given);
                }
            }
            store.seed_lists();
            for (index, kind) in kinds().iter() {
                if store.get(index, 1).is_some() {
                    continue;
                }
                if let Json::Object(mut given) = sample(&Type::Named(kind.carrier), "entity") {
                    given.insert(kind.key.clone(), 1.into());
                    store.seed(index, &given);
                }
            }
            store.take_changes();
            for (index, _) in kinds()
                .iter()
                .filter(|(index, _)| kinds().have_content(*index))
            {
                for record in store.table(index).values_mut() {
                    record.content = Some(Bytes::from_static(CONTENT));
                }
            }
            store
        });
        STORE.clone()
    }

    fn seed(&mut self, kind: usize, given: &Entity) {
        self.seed_items(kind, given);
        let mut entity = self.fresh(kind);
        entity.extend(given.clone());
        let id = number(given, &kinds().get(kind).key);
        let id = id.unwrap_or_else(|| self.next(kind));
        self.put(kind, id, entity, changed());
    }

    /// Makes the lists that have a path of their own, and one that somebody has made.
    fn seed_lists(&mut self) {
        let lists = kinds().resource("List");
        let mut seed = |kind, entity: Json| {
            self.seed(kind, entity.as_object().expect("it is an object"));
        };
        for (name, _) in kinds().lists() {
            seed(
                lists,
                json!({ "Name": name, "ListType": name, "IsMDOList": true }),
            );
        }
        let id = kinds().lists().len() + 1;
        seed(
            lists,
            json!({ "Name": MADE_LIST, "IsCustomList": true, "IsMDOList": true }),
        );
        let item = json!({ "Id": 1, "Name": "Buoy", "UdListDefinitionId": id });
        seed(kinds().of_made_lists(), item);
    }

    /// Makes the items of lists that an entity holds.
    fn seed_items(&mut self, kind: usize, given: &Entity) {
        let properties = catalog().properties(kinds().get(kind).carrier);
        for item in properties.unwrap_or_default() {
            let Type::Named(carrier) = item.ty else {
                continue;
            };
            let list = kinds().by_short(carrier);
            let list = list.filter(|list| kinds().is_of_list(*list));
            let held = given.get(&*item.name).and_then(Json::as_object);
            let (Some(list), Some(held)) = (list, held) else {
                continue;
            };
            let key = &kinds().get(list).key;
            if let Some(id) = held_number(held, key)
                && self.get(list, id).is_none()
            {
                let mut entity = self.fresh(list);
                let own = short(held, kinds().get(list).carrier, key);
                entity.extend(own.into_iter().filter(|(_, value)| !value.is_null()));
                self.put(list, id, entity, changed());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;

    #[test]
    fn what_is_there_from_the_start_has_its_types() {
        let store = Store::seeded();
        for (index, kind) in kinds().iter() {
            let names: Vec<_> = store.fresh(index).keys().cloned().collect();
            let mut count = 0;
            for entity in store.entities(index) {
                let mut violations = Vec::new();
                let value = Json::from(entity.clone());
                check::value(
                    &value,
                    &Type::Named(kind.carrier),
                    kind.area,
                    &mut violations,
                );
                assert_eq!(violations, []);
                let unknown: Vec<_> = entity.keys().filter(|name| !names.contains(name)).collect();
                assert!(unknown.is_empty(), "{}: {unknown:?}", kind.area);
                count += 1;
            }
            assert!(count > 0, "{}", kind.area);
        }
    }

    #[test]
    fn what_integrations_touch_is_kept() {
        let names: Vec<_> = kinds().iter().map(|(_, kind)| kind.area).collect();
        for area in [
            "Appointment",
            "Contact",
            "Document",
            "List",
            "Person",
            "Project",
            "Sale",
            "Selection",
            "Ticket",
            "User",
            "Webhook",
        ] {
            assert!(names.contains(&area), "{area} of {names:?}");
        }
    }
}
