//! A request to what is kept, and what it says.

use std::sync::LazyLock;
use std::time::SystemTime;

use axum::body::Body;
use client::testing::FakeRequest;
use http::{Response, StatusCode};
use serde_json::{Value as Json, json};

use super::column::{self, property};
use super::kind::{Kind, kinds};
use super::table::Record;
use super::{Entity, Store, rows};
use crate::address::origin;
use crate::catalog::{self, Item, MatchedOperation, Type, catalog};
use crate::check::{CheckedRequest, RequestContent};
use crate::problem::{Problem, json_response};
use crate::respond;

/// The arguments that name a list that users have made.
const LISTS: [&str; 2] = ["udListDefinitionId", "udListDefinitionName"];

static EMPTY: LazyLock<Entity> = LazyLock::new(Entity::new);

/// One request to what is kept.
pub(crate) struct Call<'a> {
    pub(super) found: &'a MatchedOperation,
    pub(super) request: &'a FakeRequest,
    pub(super) checked: &'a CheckedRequest,
    pub(super) kind: usize,
    /// The list that users have made, if it is about the items of one.
    pub(super) list: Option<i32>,
    pub(super) now: SystemTime,
}

impl Call<'_> {
    pub(super) fn kind(&self) -> &'static Kind {
        kinds().get(self.kind)
    }

    /// An argument by its name: of the path, the query or the body. Those of the path and the query
    /// are strings.
    pub(super) fn argument(&self, name: &str) -> Option<Json> {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        let parameters = self.found.operation.path_parameters();
        let mut in_path = parameters.zip(&self.found.arguments);
        let in_path = in_path.find(|(item, _)| is(&item.name));
        let mut pairs = self.checked.query.iter();
        let in_query = || pairs.find(|(known, _)| is(known)).map(|(_, text)| text);
        let text = in_path.map(|(_, text)| text).or_else(in_query);
        match (text, &self.checked.body) {
            (Some(text), _) => Some(json!(text)),
            (None, RequestContent::Json(Json::Object(arguments))) => {
                property(arguments, name).cloned()
            }
            _ => None,
        }
    }

    pub(super) fn text(&self, name: &str) -> String {
        match self.argument(name) {
            Some(Json::String(text)) => text,
            Some(Json::Null) | None => String::new(),
            Some(other) => other.to_string(),
        }
    }

    pub(super) fn number(&self, name: &str) -> Option<i32> {
        self.text(name).parse().ok()
    }

    /// How many are asked for at most; all of them if it is not said.
    pub(super) fn count(&self) -> usize {
        let count = self.number("Count").unwrap_or_default();
        usize::try_from(count)
            .ok()
            .filter(|count| *count > 0)
            .unwrap_or(usize::MAX)
    }

    /// The numbers of a list: the body, or an argument.
    pub(super) fn numbers(&self, name: &str) -> Vec<i32> {
        let numbers = match &self.checked.body {
            RequestContent::Json(Json::Array(items)) => items.clone(),
            _ => match self.argument(name) {
                Some(Json::Array(items)) => items,
                _ => Vec::new(),
            },
        };
        let number = |json: &Json| json.as_i64()?.try_into().ok();
        numbers.iter().filter_map(number).collect()
    }

    /// The number of the entity: an argument of the path, the query or the body.
    pub(super) fn id(&self) -> Result<i32, Problem> {
        let is_list = |name: &str| LISTS.iter().any(|list| list.eq_ignore_ascii_case(name));
        let is_number = |item: &Item| item.ty == Type::Int32 && !is_list(&item.name);
        let operation = self.found.operation;
        let mut in_path = operation
            .path_parameters()
            .filter(|item| !is_list(&item.name));
        let in_query = || {
            operation
                .query()
                .find(|item| item.is_required && is_number(item))
        };
        let in_body = || match operation.request() {
            catalog::Body::Arguments(items) => items.into_iter().find(is_number),
            _ => None,
        };
        let item = in_path.next().or_else(in_query).or_else(in_body);
        let text = match item {
            Some(item) => self.text(&item.name),
            // Of an entity that is sent it is the number.
            None => {
                let id = column::number(self.body()?, &self.kind().key);
                id.map_or_else(String::new, |id| id.to_string())
            }
        };
        let invalid = |_| Problem::invalid(format!("`{text}` is no number of an entity."));
        text.parse().map_err(invalid)
    }

    /// Finds the list whose items the request is about: one with a kind of its own, or one that
    /// users have made.
    pub(super) fn find_list(&mut self, store: &Store) -> Result<(), Problem> {
        if self.kind != kinds().of_made_lists() {
            return Ok(());
        }
        let list = LISTS.iter().find_map(|name| self.argument(name));
        let list = list.unwrap_or_default();
        let text = list
            .as_str()
            .map_or_else(|| list.to_string(), str::to_owned);
        let missing = || Problem::NotFound(format!("There is no list `{text}`."));
        let lists = kinds().by_name("List").ok_or_else(missing)?;
        let is_named = |entity: &&Entity| {
            let name = property(entity, "Name").and_then(Json::as_str);
            name.is_some_and(|name| name.eq_ignore_ascii_case(&text))
        };
        let by_number = || store.get(lists, text.parse().ok()?).map(|it| &it.entity);
        let mut entities = store.entities(lists);
        let found = by_number().or_else(|| entities.find(is_named));
        let found = found.ok_or_else(missing)?;
        match kinds().by_list(column::text(found, "Name")) {
            Some(kind) => self.kind = kind,
            None => self.list = column::number(found, "Id"),
        }
        Ok(())
    }

    /// Whether the entity is of the list that the request is about.
    pub(super) fn is_of_list(&self, entity: &Entity) -> bool {
        let list = || column::number(entity, "UdListDefinitionId");
        self.list.is_none_or(|number| list() == Some(number))
    }

    pub(super) fn record<'s>(&self, store: &'s Store) -> Result<&'s Record, Problem> {
        let record = store.get(self.kind, self.id()?);
        let record = record.filter(|record| self.is_of_list(&record.entity));
        record.ok_or_else(|| self.missing())
    }

    pub(super) fn missing(&self) -> Problem {
        missing(self.kind(), self.id().unwrap_or_default())
    }

    /// Whether nobody has changed the entity since the time that the request names.
    pub(super) fn unchanged(&self, store: &Store) -> Result<(), Problem> {
        let record = self.record(store)?;
        match respond::is_outdated(self.found, self.request, record.changed) {
            true => Err(Problem::PreconditionFailed),
            false => Ok(()),
        }
    }

    /// The entity that is sent: the body, or the argument that is one. An argument that is null or
    /// missing has no properties.
    pub(super) fn body(&self) -> Result<&Entity, Problem> {
        let none = || Problem::invalid("The body is no entity.");
        let RequestContent::Json(Json::Object(body)) = &self.checked.body else {
            return Err(none());
        };
        let catalog::Body::Arguments(items) = self.found.operation.request() else {
            return Ok(body);
        };
        let is_carrier = |item: &&Item| match item.ty {
            Type::Named(name) => catalog().properties(name).is_some(),
            _ => false,
        };
        let item = items.iter().find(is_carrier).ok_or_else(none)?;
        match property(body, &item.name) {
            None | Some(Json::Null) => Ok(&EMPTY),
            Some(value) => value.as_object().ok_or_else(none),
        }
    }

    /// The entities that are sent: the body, or the argument that is an array.
    pub(super) fn bodies(&self) -> Vec<&Entity> {
        let array = match &self.checked.body {
            RequestContent::Json(Json::Array(items)) => Some(items),
            RequestContent::Json(Json::Object(arguments)) => {
                arguments.values().find_map(Json::as_array)
            }
            _ => None,
        };
        array
            .into_iter()
            .flatten()
            .filter_map(Json::as_object)
            .collect()
    }

    /// The entity as the carrier that the operation responds with.
    pub(super) fn entity(
        &self,
        entity: &Entity,
        changed: Option<SystemTime>,
    ) -> Result<Response<Body>, Problem> {
        let carrier = match self.found.operation.response() {
            catalog::Response::Json(Type::Named(carrier)) => carrier,
            _ => return Ok(respond::success(self.found)),
        };
        let value = column::short(entity, carrier, &self.kind().key).into();
        let mut response = respond::json(self.found, self.checked, value);
        if let Some(changed) = changed.filter(|_| self.has_status(304) || self.has_status(412)) {
            respond::set_changed(&mut response, changed);
        }
        Ok(response)
    }

    /// Entities as an array of the carrier that the operation responds with.
    pub(super) fn array<'s>(
        &self,
        entities: impl Iterator<Item = &'s Entity>,
    ) -> Result<Response<Body>, Problem> {
        let key = &self.kind().key;
        let value = match self.found.operation.response() {
            catalog::Response::Json(Type::List(element)) => match *element {
                Type::Named(carrier) => entities
                    .map(|entity| Json::from(column::short(entity, carrier, key)))
                    .collect(),
                _ => Json::Null,
            },
            _ => return Ok(respond::success(self.found)),
        };
        Ok(respond::json(self.found, self.checked, value))
    }

    /// Any value, with the status of success.
    pub(super) fn value(&self, value: Json) -> Response<Body> {
        match self.found.operation.response() {
            catalog::Response::Nothing => respond::success(self.found),
            _ => respond::json(self.found, self.checked, value),
        }
    }

    pub(super) fn rows<'s>(
        &self,
        kind: usize,
        entities: impl Iterator<Item = &'s Entity>,
    ) -> Result<Response<Body>, Problem> {
        let address = origin(self.request) + self.request.uri().path();
        let page = rows::page(kinds().get(kind), entities, &self.checked.query, &address)?;
        Ok(json_response(StatusCode::OK, &page))
    }

    fn has_status(&self, status: u16) -> bool {
        self.found.operation.has_status(status)
    }
}

/// There is no entity of the kind with the number.
pub(super) fn missing(kind: &Kind, id: i32) -> Problem {
    Problem::NotFound(format!("There is no {} with the number {id}.", kind.area))
}
