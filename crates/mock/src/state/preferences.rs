//! Preferences: kept by their section and key.

use serde_json::{Map, Value as Json, json};

use super::call::Call;
use super::column::{property, text};
use super::kind::kinds;
use super::{Entity, Special, Store};

/// The level of a preference that is kept without one.
const LEVEL: &str = "Individual";

pub(super) fn special(operation: &str) -> Option<Special> {
    Some(match operation {
        "v1Preference_GetSections" => |call, store| {
            let sections = entities(store).map(|entity| spec(entity).0).collect();
            Ok(Some(call.value(items(sections))))
        },
        "v1Preference_GetKeysInSection" => |call, store| {
            let section = call.text("section");
            let specs = entities(store).map(spec);
            let specs = specs.filter(|(known, _)| known.eq_ignore_ascii_case(&section));
            let keys = specs.map(|(_, key)| key).collect();
            Ok(Some(call.value(items(keys))))
        },
        "v1Preference_GetPrefValue" => |call, store| {
            let preference = get(store, &call.text("section"), &call.text("key"));
            Ok(Some(call.value(preference.into())))
        },
        "v1Preference_GetPrefValueAtLevel" => |call, store| {
            let preference = get(store, &call.text("section"), &call.text("key"));
            Ok(Some(call.value(preference["RawValue"].clone())))
        },
        "v1Preference_SetPrefValue" | "v1Preference_SetPrefValue_POST" => |call, store| {
            let (section, key) = (call.text("section"), call.text("key"));
            set(call, store, (&section, &key), call.body()?.clone());
            Ok(Some(call.value(Json::Null)))
        },
        "v1Preference_SetPrefValueAtLevel" | "v1Preference_SetPrefValueAtLevel_POST" => {
            |call, store| {
                let (section, key) = (call.text("section"), call.text("key"));
                let mut given = Map::new();
                given.insert("RawValue".to_owned(), call.text("value").into());
                given.insert("Level".to_owned(), call.text("prefLevel").into());
                set(call, store, (&section, &key), given);
                Ok(Some(call.value(Json::Null)))
            }
        }
        "v1PreferenceAgent_GetPreferenceByName" | "v1PreferenceAgent_GetPreferenceByNameAndId" => {
            |call, store| {
                let preference = get(store, &call.text("PrefSection"), &call.text("PrefKey"));
                Ok(Some(call.value(preference.into())))
            }
        }
        "v1PreferenceAgent_GetPreferences"
        | "v1PreferenceAgent_GetPreferencesWithDisplayValues" => |call, store| {
            let specs = call.bodies();
            let found = specs.iter().map(|spec| {
                let (section, key) = (text(spec, "Section"), text(spec, "Key"));
                Json::from(get(store, section, key))
            });
            Ok(Some(call.value(found.collect())))
        },
        "v1PreferenceAgent_SavePreference" | "v1PreferenceAgent_SavePreferenceEntity" => {
            |call, store| {
                let saved = save(call, store, call.body()?);
                Ok(Some(call.value(saved.into())))
            }
        }
        "v1PreferenceAgent_SavePreferences" | "v1PreferenceAgent_SavePreferenceEntities" => {
            |call, store| {
                for preference in call.bodies() {
                    save(call, store, preference);
                }
                Ok(Some(call.value(Json::Null)))
            }
        }
        _ => return None,
    })
}

fn kind() -> usize {
    kinds().by_name("Preference").expect("it was added")
}

fn entities(store: &Store) -> impl Iterator<Item = &Entity> {
    store.entities(kind())
}

fn find<'s>(store: &'s Store, section: &str, key: &str) -> Option<&'s Entity> {
    entities(store).find(|entity| {
        let (known_section, known_key) = spec(entity);
        known_section.eq_ignore_ascii_case(section) && known_key.eq_ignore_ascii_case(key)
    })
}

/// A preference; one without a value if there is none.
fn get(store: &Store, section: &str, key: &str) -> Entity {
    find(store, section, key).cloned().unwrap_or_else(|| {
        let mut entity = store.fresh(kind());
        entity.insert("RawValue".to_owned(), "".into());
        entity.insert("Level".to_owned(), "Undefined".into());
        entity.insert("Specification".to_owned(), specification(section, key));
        entity
    })
}

fn save(call: &Call<'_>, store: &mut Store, given: &Entity) -> Entity {
    let (section, key) = spec(given);
    set(call, store, (&section, &key), given.clone())
}

/// Keeps a preference. What it says no more about stays as it was.
fn set(call: &Call<'_>, store: &mut Store, (section, key): (&str, &str), given: Entity) -> Entity {
    let known = find(store, section, key);
    let id = known.and_then(|known| super::column::number(known, "UserPreferenceId"));
    let mut entity = get(store, section, key);
    entity.insert("Level".to_owned(), LEVEL.into());
    for (name, value) in &mut entity {
        if let Some(given) = property(&given, name).filter(|given| !given.is_null()) {
            *value = given.clone();
        }
    }
    entity.insert("DisplayValue".to_owned(), entity["RawValue"].clone());
    entity.insert("Specification".to_owned(), specification(section, key));
    let id = id.unwrap_or_else(|| store.next(kind()));
    store.put(kind(), id, entity, call.now).entity.clone()
}

fn specification(section: &str, key: &str) -> Json {
    json!({ "Section": section, "Key": key })
}

/// The section and the key of a preference.
fn spec(entity: &Entity) -> (String, String) {
    let spec = property(entity, "Specification").and_then(Json::as_object);
    let text = |name| spec.map_or("", |spec| text(spec, name)).to_owned();
    (text("Section"), text("Key"))
}

/// Names as the items of a list, each once.
fn items(mut names: Vec<String>) -> Json {
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup_by(|left, right| left.eq_ignore_ascii_case(right));
    let items = names.iter().enumerate();
    items
        .map(|(index, name)| json!({ "Id": index + 1, "Name": name }))
        .collect()
}
