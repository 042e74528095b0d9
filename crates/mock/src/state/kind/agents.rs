//! What the operations of agents do.

use super::{Action, Kind, Kinds, LIST_ITEM, base};
use crate::catalog::{Body, Item, Operation, Response, Type};

impl Kinds {
    /// What an operation of an agent does.
    pub(super) fn agent_action(
        &self,
        operation: &Operation,
        name: &str,
    ) -> Option<(usize, Action)> {
        if let Some(verb) = of_list(name) {
            return Some((self.of_made_lists(), self.list_verb(verb)?));
        }
        match operation.response() {
            Response::Json(Type::Named(carrier)) => self.about_one(operation, name, carrier),
            Response::Json(Type::List(element)) => match *element {
                Type::Named(carrier) => self.about_many(operation, name, carrier),
                _ => None,
            },
            Response::Nothing => {
                let kind = self.of_carrier(name.strip_prefix("Delete")?)?;
                is_numbered(operation).then_some((kind, Action::Delete))
            }
            Response::Bytes => {
                let stream = name.strip_prefix("Get")?;
                let stream = stream.strip_suffix("FromEntity").unwrap_or(stream);
                Some((self.of_stream(stream)?, Action::ReadContent))
            }
            Response::Json(_) => None,
        }
    }

    fn about_one(
        &self,
        operation: &Operation,
        name: &str,
        carrier: &'static str,
    ) -> Option<(usize, Action)> {
        let kind = self.of_carrier(carrier)?;
        let is = |verb: &str| name.strip_prefix(verb) == Some(carrier);
        let is_stream = || {
            let stream = name.strip_prefix("Set")?;
            let stream = stream.strip_suffix("FromId").unwrap_or(stream);
            self.of_stream(stream).filter(|found| *found == kind)
        };
        let action = match () {
            () if is("Get") && is_numbered(operation) => Action::Find,
            () if name.starts_with("Save") && saves(operation, carrier) => Action::Save,
            () if is("CreateDefault") => Action::Default,
            () if is_stream().is_some() => Action::WriteContent,
            () => return None,
        };
        Some((kind, action))
    }

    fn about_many(
        &self,
        operation: &Operation,
        name: &str,
        carrier: &'static str,
    ) -> Option<(usize, Action)> {
        let kind = self.of_carrier(carrier)?;
        let rest = name.strip_prefix("Get")?;
        // `Business` is there as `Businesses`, and `Country` as `Countries`.
        let stem = &carrier[..carrier.len() - 1];
        let is_all = rest.starts_with("All") || rest.starts_with(stem);
        let numbers = Type::List(Box::new(Type::Int32));
        let arguments = match operation.request() {
            Body::Json(ty) if ty == numbers => return Some((kind, Action::Some)),
            Body::Arguments(items) => items,
            _ => Vec::new(),
        };
        let others: Vec<_> = arguments
            .iter()
            .filter(|item| item.name != "IncludeDeleted")
            .collect();
        let action = match &others[..] {
            [] if is_all => Action::All,
            [.., item] if item.ty == numbers && is_all => Action::Some,
            [item] if item.ty == Type::Int32 => Action::AllOf(self.named_by(item)?),
            _ => return None,
        };
        Some((kind, action))
    }

    /// The kind whose number an argument is, such as `ContactId`.
    fn named_by(&self, item: &Item) -> Option<usize> {
        let is_key = |kind: &Kind| format!("{}Id", kind.short) == item.name;
        self.all.iter().position(is_key)
    }

    /// The kind of `DocumentStream`.
    fn of_stream(&self, name: &str) -> Option<usize> {
        let kind = self.by_name(name.strip_suffix("Stream")?)?;
        let content = format!("v1/{}/", self.get(kind).area);
        let mut operations = crate::catalog::catalog().operations.iter();
        let has_content = operations.any(|operation| {
            operation.template.starts_with(&content) && operation.template.ends_with("}/Content")
        });
        has_content.then_some(kind)
    }

    /// What is done with the items of a list that an argument names.
    fn list_verb(&self, verb: &str) -> Option<Action> {
        Some(match verb {
            "Add" => Action::Create,
            "Get" => Action::Find,
            "Save" => Action::Replace,
            "Delete" => Action::Delete,
            "GetAll" => Action::All,
            "SaveAll" => Action::SaveAll,
            "DeleteAll" => Action::DeleteAll,
            _ => return None,
        })
    }
}

/// `GetAll` of `GetAllFromListName`.
fn of_list(name: &str) -> Option<&str> {
    let verb = name.strip_suffix("FromListName");
    verb.or_else(|| name.strip_suffix("FromListDefinition"))
}

/// Whether the only thing that is asked for is one number.
fn is_numbered(operation: &Operation) -> bool {
    let is_number = |item: &Item| item.ty == Type::Int32;
    match operation.request() {
        Body::None => operation
            .query()
            .any(|item| item.is_required && is_number(&item)),
        Body::Arguments(items) => matches!(&items[..], [item] if is_number(item)),
        _ => false,
    }
}

/// Whether an entity is sent, with whatever else.
fn saves(operation: &Operation, carrier: &str) -> bool {
    let is_entity = |ty: &Type| matches!(ty, Type::Named(name) if base(name) == base(carrier));
    match operation.request() {
        Body::Json(ty) => is_entity(&ty),
        Body::Arguments(items) => {
            let entities = items.iter().filter(|item| is_entity(&item.ty));
            entities.count() == 1 && carrier != LIST_ITEM
        }
        _ => false,
    }
}
