//! What the words of an operation are made from.

use super::split::words;

/// An operation, as far as its words depend on it.
pub(super) struct Call<'a> {
    /// Whether it belongs to a REST resource.
    pub(super) is_rest: bool,
    /// The agent or the resource.
    pub(super) area: &'a str,
    /// Its name in the area.
    pub(super) name: &'a str,
    /// The names of what it needs: path parameters, required ones of the query, those in the body.
    pub(super) arguments: Vec<&'a str>,
    /// Whether the body is a list of numbers.
    pub(super) takes_ids: bool,
    /// Whether it gives rows.
    pub(super) gives_rows: bool,
}

/// An argument that says which entity is meant.
pub(super) struct Key {
    /// The entity, in words; none if it is the area's own.
    pub(super) of: Vec<String>,
    /// Whether several are meant.
    pub(super) many: bool,
    /// Whether it is not the number of a row but a name that no other has.
    pub(super) unique: bool,
}

impl Call<'_> {
    /// What the area is about, in words: one of them.
    pub(super) fn entity(&self) -> Vec<String> {
        let area = self.area.strip_suffix("List").filter(|_| self.is_list());
        let area = area.unwrap_or(self.area);
        let mut entity = without_entity(words(area));
        if entity.is_empty() {
            entity.push("entity".to_owned());
        }
        if let Some(last) = entity.last_mut() {
            *last = super::noun::singular(last);
        }
        entity
    }

    /// Whether the area is one of the lists that each have a resource.
    pub(super) fn is_list(&self) -> bool {
        let is_entity = matches!(self.area, "List" | "MDOList" | "PriceList");
        self.is_rest && self.area.ends_with("List") && !is_entity
    }

    /// The arguments that say which entities are meant.
    pub(super) fn keys(&self) -> Vec<Key> {
        let list = self.takes_ids.then(|| Key {
            of: Vec::new(),
            many: true,
            unique: false,
        });
        let named = self.arguments.iter().filter_map(|name| {
            let mut of = words(name);
            let many = match of.pop()?.as_str() {
                "id" => false,
                "ids" => true,
                _ => return None,
            };
            let unique = of.last().is_some_and(|word| word == "unique");
            if unique {
                of.pop();
            }
            // An email is stored as an item of its folder.
            if of == ["email", "item"] {
                of.pop();
            }
            if self.is_list() && matches!(of.join(" ").as_str(), "item" | "list item") {
                of.clear();
            }
            Some(Key {
                of: without_entity(of),
                many,
                unique,
            })
        });
        list.into_iter().chain(named).collect()
    }

    /// Whether an argument has this name, in words.
    pub(super) fn has_argument(&self, said: &[String]) -> bool {
        self.arguments.iter().any(|name| words(name) == said)
    }
}

/// Words that need `entities` behind them to be a thing.
const ADJECTIVES: [&str; 5] = ["allowed", "available", "chosen", "desired", "selected"];

/// `contact entity` is a contact.
pub(super) fn without_entity(mut said: Vec<String>) -> Vec<String> {
    if said.len() > 1 && ADJECTIVES.contains(&said[said.len() - 2].as_str()) {
        return said;
    }
    match said.last().map(String::as_str) {
        Some("entity") if said.len() > 1 => {
            said.pop();
        }
        Some("entities") if said.len() > 1 => {
            said.pop();
            if let Some(last) = said.last_mut() {
                *last = super::noun::plural(last);
            }
        }
        _ => {}
    }
    said
}
