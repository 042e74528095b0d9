//! Which operations are about entities that are kept, and what they do with them.
//!
//! Nothing here is about one entity: a kind is a REST resource whose entities can be read by number
//! and be made, and its operations are told by their paths and types.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::catalog::{Body, Operation, Response, Type, catalog};

/// A kind of entity.
#[derive(Debug)]
pub(crate) struct Kind {
    /// The resource, such as `Contact`.
    pub(crate) area: &'static str,
    /// What rows call it, such as `contact`.
    pub(crate) name: String,
    /// The carrier of what is kept: `ContactEntityWithLinks`.
    pub(crate) carrier: &'static str,
    /// The short carrier that other entities hold: `Contact`.
    pub(crate) short: &'static str,
    /// The property that numbers the entities: `ContactId`.
    pub(crate) key: String,
}

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Read,
    Create,
    Replace,
    Patch,
    Delete,
    /// All rows.
    Rows,
    /// The rows of another kind, of those that refer to the entity.
    RowsOf(usize),
    /// An entity that is not kept yet.
    Default,
    ReadContent,
    WriteContent,
    /// As agents read: `null` if there is none.
    Find,
    /// As agents save: a new one if it has no number.
    Save,
}

/// All kinds, and the operations about them by their identifiers.
pub(crate) struct Kinds {
    all: Vec<Kind>,
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
        let all: Vec<_> = operations.iter().filter_map(Kind::of_read).collect();
        let is_made = |kind: &Kind| {
            let path = format!("v1/{}", kind.area);
            let mut operations = operations.iter();
            operations.any(|operation| operation.method == "POST" && operation.template == path)
        };
        let mut kinds = Self {
            all: all.into_iter().filter(is_made).collect(),
            actions: HashMap::new(),
        };
        for operation in operations {
            if let Some(action) = kinds.action(operation) {
                kinds.actions.insert(operation.id, action);
            }
        }
        kinds
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

    /// Whether entities of a kind have content.
    pub(crate) fn have_content(&self, index: usize) -> bool {
        let mut actions = self.actions.values();
        actions.any(|action| *action == (index, Action::ReadContent))
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

    fn action(&self, operation: &Operation) -> Option<(usize, Action)> {
        let segments: Vec<_> = operation.template.split('/').skip(1).collect();
        match *segments {
            ["Agents", _, name] => self.agent_action(operation, name),
            [area, ref rest @ ..] => {
                let kind = self.by_name(area)?;
                Some((kind, self.rest_action(kind, operation, rest)?))
            }
            [] => None,
        }
    }

    fn rest_action(&self, kind: usize, operation: &Operation, rest: &[&str]) -> Option<Action> {
        let by_number = || {
            operation
                .path_parameters()
                .all(|item| item.ty == Type::Int32)
        };
        let is_about = |ty: &Type| matches!(ty, Type::Named(name) if base(name) == base(self.all[kind].carrier));
        let responds = || matches!(operation.response(), Response::Json(ty) if is_about(&ty));
        let is_rows = || matches!(operation.response(), Response::Json(ty) if ty == Type::Named("ODataSlimResponse"));
        let is_nothing = || matches!(operation.response(), Response::Nothing);
        let is_bytes = || matches!(operation.response(), Response::Bytes);
        let is_argument = |text: &str| text.starts_with('{') && by_number();
        match (operation.method, rest) {
            ("GET", []) if is_rows() => Some(Action::Rows),
            ("POST", []) if responds() => Some(Action::Create),
            ("GET", ["default"]) if responds() => Some(Action::Default),
            ("GET", [id]) if is_argument(id) && responds() => Some(Action::Read),
            ("PUT", [id]) if is_argument(id) && responds() => Some(Action::Replace),
            ("PATCH", [id]) if is_argument(id) && responds() => Some(Action::Patch),
            ("DELETE", [id]) if is_argument(id) && is_nothing() => Some(Action::Delete),
            ("GET", [id, "Simple"]) if is_argument(id) && responds() => Some(Action::Read),
            ("GET", [id, "Content"]) if is_argument(id) && is_bytes() => Some(Action::ReadContent),
            ("PUT", [id, "Content"]) if is_argument(id) && responds() => Some(Action::WriteContent),
            ("GET", [id, rows]) if is_argument(id) && is_rows() => {
                let others = self.by_name(rows.trim_end_matches('s'))?;
                Some(Action::RowsOf(others))
            }
            _ => None,
        }
    }

    fn agent_action(&self, operation: &Operation, name: &str) -> Option<(usize, Action)> {
        let carrier = match (operation.response(), operation.request()) {
            (Response::Json(Type::Named(carrier)), _) => carrier,
            (Response::Nothing, Body::None) => name.strip_prefix("Delete")?,
            _ => return None,
        };
        let is_kind = |kind: &Kind| base(carrier) == base(kind.carrier) || carrier == kind.short;
        let kind = self.all.iter().position(is_kind)?;
        let is = |verb: &str| name.strip_prefix(verb) == Some(carrier);
        let mut query = operation.query();
        let has_number = query.any(|item| item.is_required && item.ty == Type::Int32);
        let action = match () {
            () if is("Get") && has_number => Action::Find,
            () if is("Save") && matches!(operation.request(), Body::Json(_)) => Action::Save,
            () if is("Delete") && has_number => Action::Delete,
            () if is("CreateDefault") => Action::Default,
            () => return None,
        };
        Some((kind, action))
    }
}

impl Kind {
    /// The kind that an operation reads by number.
    fn of_read(operation: &'static Operation) -> Option<Self> {
        let area = operation
            .template
            .strip_prefix("v1/")?
            .strip_suffix("/{id}")?;
        if operation.method != "GET" || area.contains('/') {
            return None;
        }
        let Response::Json(Type::Named(carrier)) = operation.response() else {
            return None;
        };
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
        Some(Self {
            area,
            name: base(carrier).to_ascii_lowercase(),
            carrier,
            short: base(carrier),
            key: key.name.to_string(),
        })
    }
}

/// `Contact` of `ContactEntityWithLinks`, `ContactEntity` and `Contact`.
fn base(carrier: &str) -> &str {
    let carrier = carrier.strip_suffix("WithLinks").unwrap_or(carrier);
    carrier.strip_suffix("Entity").unwrap_or(carrier)
}
