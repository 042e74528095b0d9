//! Which operations are about entities that are kept, and what they do with them.
//!
//! Next to nothing here is about one entity: a kind is a REST resource whose entities can be read by
//! number and be made, or the items of a list, and its operations are told by their paths and types.

mod action;
mod agents;
mod rest;

use std::collections::HashMap;
use std::sync::LazyLock;

pub(crate) use self::action::Action;
use crate::catalog::{Operation, Response, Type, catalog};

/// The carrier of the items of most lists.
const LIST_ITEM: &str = "ListItemEntity";

/// A kind of entity.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The resource, such as `Contact` or `List/Business/Items`.
    pub(crate) area: &'static str,
    /// What rows and events call it, such as `contact` or `list.business`.
    pub(crate) name: String,
    /// The carrier of what is kept: `ContactEntityWithLinks`.
    pub(crate) carrier: &'static str,
    /// The short carrier that other entities hold: `Contact`.
    pub(crate) short: &'static str,
    /// The property that numbers the entities: `ContactId`.
    pub(crate) key: String,
}

/// All kinds, and the operations about them by their identifiers.
pub(crate) struct Kinds {
    all: Vec<Kind>,
    /// The kind of the items of each list, by its name.
    lists: Vec<(&'static str, usize)>,
    actions: HashMap<&'static str, (usize, Action)>,
}

/// The kinds, found when they are first asked for.
pub(crate) fn kinds() -> &'static Kinds {
    static KINDS: LazyLock<Kinds> = LazyLock::new(Kinds::find);
    &KINDS
}

impl Kinds {
    fn find() -> Self {
        let operations = &catalog().operations;
        let mut all: Vec<_> = operations.iter().filter_map(Kind::of_read).collect();
        all.push(Kind::new("Preference", "Preference", "UserPreferenceId"));
        all.push(Kind::new(
            "UserDefinedFieldInfo",
            "UserDefinedFieldInfo",
            "UDefFieldId",
        ));
        // Of lists that users have made, which have no path of their own.
        all.push(Kind::new("ListItem", LIST_ITEM, "Id"));
        let mut lists = Vec::new();
        for (list, kind) in operations.iter().filter_map(Kind::of_list) {
            let is_same = |known: &Kind| {
                kind.carrier != LIST_ITEM && base(known.carrier) == base(kind.carrier)
            };
            let index = all.iter().position(is_same).unwrap_or_else(|| {
                all.push(kind);
                all.len() - 1
            });
            lists.push((list, index));
        }
        let mut kinds = Self {
            all,
            lists,
            actions: HashMap::new(),
        };
        for operation in operations {
            if let Some(action) = kinds.action(operation) {
                kinds.actions.insert(operation.id, action);
            }
        }
        kinds
    }

    fn action(&self, operation: &Operation) -> Option<(usize, Action)> {
        let segments: Vec<_> = operation.template.split('/').skip(1).collect();
        match *segments {
            ["Agents", _, name] => self.agent_action(operation, name),
            _ => self.rest_action(operation, &segments),
        }
    }

    /// What an operation does, and with which kind.
    pub(crate) fn of(&self, operation: &Operation) -> Option<(usize, Action)> {
        self.actions.get(operation.id).copied()
    }

    pub(crate) fn get(&self, index: usize) -> &Kind {
        &self.all[index]
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &Kind)> {
        self.all.iter().enumerate()
    }

    /// The lists with a path of their own, and the kinds of their items.
    pub(crate) fn lists(&self) -> &[(&'static str, usize)] {
        &self.lists
    }

    /// Whether entities of a kind have content.
    pub(crate) fn have_content(&self, index: usize) -> bool {
        let mut actions = self.actions.values();
        actions.any(|action| *action == (index, Action::ReadContent))
    }

    /// Whether a kind is that of the items of a list.
    pub(crate) fn is_of_list(&self, index: usize) -> bool {
        self.lists.iter().any(|(_, kind)| *kind == index)
    }

    /// The kind whose short carrier is this one.
    pub(crate) fn by_short(&self, carrier: &str) -> Option<usize> {
        self.all.iter().position(|kind| kind.short == carrier)
    }

    /// The kind of a resource, or what rows call it.
    pub(crate) fn by_name(&self, name: &str) -> Option<usize> {
        let is_named = |kind: &Kind| {
            kind.name.eq_ignore_ascii_case(name) || kind.area.eq_ignore_ascii_case(name)
        };
        self.all.iter().position(is_named)
    }

    /// The kind of a resource that the reference has for certain.
    pub(crate) fn resource(&self, name: &str) -> usize {
        self.by_name(name).expect("it is a resource")
    }

    /// The kind of the items of a list.
    pub(crate) fn by_list(&self, name: &str) -> Option<usize> {
        let mut lists = self.lists.iter();
        let found = lists.find(|(list, _)| list.eq_ignore_ascii_case(name));
        found.map(|(_, kind)| *kind)
    }

    /// The kind of the items of lists that users have made.
    pub(crate) fn of_made_lists(&self) -> usize {
        self.by_name("ListItem").expect("it was added")
    }

    /// The kind that a carrier is of. The items of lists share one, which tells nothing.
    fn of_carrier(&self, carrier: &str) -> Option<usize> {
        let is_kind = |kind: &Kind| {
            let is_same = base(carrier) == base(kind.carrier) && kind.carrier != LIST_ITEM;
            is_same || carrier == kind.short
        };
        let found = self.all.iter().position(is_kind);
        found.filter(|_| base(carrier) != base(LIST_ITEM))
    }
}

impl Kind {
    fn new(area: &'static str, carrier: &'static str, key: &str) -> Self {
        Self {
            area,
            name: area.to_ascii_lowercase(),
            carrier,
            short: base(carrier),
            key: key.to_owned(),
        }
    }

    /// The kind that an operation reads by number, if its entities can be made.
    fn of_read(operation: &'static Operation) -> Option<Self> {
        let area = operation
            .template
            .strip_prefix("v1/")?
            .strip_suffix("/{id}")?;
        let carrier = read_carrier(operation)?;
        let is_kind = !area.contains('/') && is_made(area);
        let mut kind = is_kind.then(|| Self::new(area, carrier, ""))?;
        kind.name = base(carrier).to_ascii_lowercase();
        kind.key = key(carrier)?;
        Some(kind)
    }

    /// The kind of the items that an operation reads by number, and the name of their list.
    fn of_list(operation: &'static Operation) -> Option<(&'static str, Self)> {
        let area = operation
            .template
            .strip_prefix("v1/")?
            .strip_suffix("/{id}")?;
        let list = area.strip_prefix("List/")?.strip_suffix("/Items")?;
        let carrier = read_carrier(operation)?;
        let is_kind = !list.contains(['/', '{']) && is_made(area);
        let mut kind = is_kind.then(|| Self::new(area, carrier, ""))?;
        kind.name = format!("list.{}", list.to_ascii_lowercase());
        kind.key = key(carrier)?;
        if catalog().properties(list).is_some() {
            kind.short = list;
        }
        Some((list, kind))
    }
}

/// The carrier that an operation reads.
fn read_carrier(operation: &'static Operation) -> Option<&'static str> {
    match operation.response() {
        Response::Json(Type::Named(carrier)) if operation.method == "GET" => Some(carrier),
        _ => None,
    }
}

/// Whether entities of a resource can be made.
fn is_made(area: &str) -> bool {
    let path = format!("v1/{area}");
    let mut operations = catalog().operations.iter();
    operations.any(|operation| operation.method == "POST" && operation.template == path)
}

/// The property that numbers the entities of a carrier.
fn key(carrier: &str) -> Option<String> {
    let properties = catalog().properties(carrier)?;
    let numbers: Vec<_> = properties
        .iter()
        .filter(|item| item.ty == Type::Int32)
        .collect();
    let is_named = |name: &str| {
        let mut numbers = numbers.iter();
        numbers.find(|item| item.name.eq_ignore_ascii_case(name))
    };
    let own = format!("{}Id", base(carrier));
    let key = is_named(&own)
        .or_else(|| is_named("Id"))
        .or_else(|| numbers.iter().find(|item| item.name.ends_with("Id")))?;
    Some(key.name.to_string())
}

/// `Contact` of `ContactEntityWithLinks`, `ContactEntity` and `Contact`.
fn base(carrier: &str) -> &str {
    let carrier = carrier.strip_suffix("WithLinks").unwrap_or(carrier);
    carrier.strip_suffix("Entity").unwrap_or(carrier)
}
