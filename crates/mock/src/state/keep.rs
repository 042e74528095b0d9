//! What is done with entities.

use axum::body::Body;
use http::{Response, StatusCode};
use serde_json::Value as Json;

use super::call::Call;
use super::kind::{Action, kinds};
use super::patch::{Refusal, patch};
use super::table::is_reference;
use super::{Entity, Store, choices, column, own};
use crate::catalog::Type;
use crate::check::{self, RequestContent, Violation};
use crate::problem::{Problem, empty, json_response};
use crate::respond;

impl Call<'_> {
    pub(super) fn respond(
        &self,
        store: &mut Store,
        action: Action,
    ) -> Result<Response<Body>, Problem> {
        match action {
            Action::Rows => self.rows(self.kind, store.entities(self.kind)),
            Action::RowsOf(others) => {
                let id = self.id()?;
                self.record(store)?;
                let key = self.kind();
                let all = store.entities(others);
                self.rows(others, all.filter(|entity| is_reference(entity, key, id)))
            }
            Action::Default => {
                let mut entity = store.fresh(self.kind);
                own::claim(store, &mut entity);
                self.entity(&entity, None)
            }
            Action::Read => {
                let record = self.record(store)?;
                if respond::is_known(self.found, self.request, record.changed) {
                    return Ok(empty(StatusCode::NOT_MODIFIED));
                }
                self.entity(&record.entity, Some(record.changed))
            }
            Action::Find => match self.record(store) {
                Ok(record) => self.entity(&record.entity, None),
                Err(Problem::NotFound(_)) => Ok(json_response(StatusCode::OK, &Json::Null)),
                Err(problem) => Err(problem),
            },
            Action::Create => self.save(store, None),
            Action::Save => {
                let id = self.known_id(store, self.body()?);
                self.save(store, id)
            }
            Action::Replace => {
                self.unchanged(store)?;
                self.save(store, Some(self.id()?))
            }
            Action::Patch => self.patch(store),
            Action::Delete => {
                self.unchanged(store)?;
                store.remove(self.kind, self.id()?, self.now);
                Ok(respond::success(self.found))
            }
            Action::ReadContent => match &self.record(store)?.content {
                Some(content) => Ok(respond::bytes(self.request, content)),
                None => Err(Problem::NotFound("There is no content yet.".to_owned())),
            },
            Action::WriteContent => self.write_content(store),
            Action::All => {
                let all = store.entities(self.kind);
                self.array(all.filter(|entity| self.is_of_list(entity)))
            }
            Action::Some => {
                let name = self.found.operation.arguments().last();
                let numbers = self.numbers(name.as_ref().map_or("", |item| &item.name));
                let found = numbers.iter().filter_map(|id| store.get(self.kind, *id));
                self.array(found.map(|record| &record.entity))
            }
            Action::AllOf(other) => {
                let (id, key) = (self.id()?, kinds().get(other));
                let all = store.entities(self.kind);
                self.array(all.filter(|entity| is_reference(entity, key, id)))
            }
            Action::SaveAll => {
                let mut saved = Vec::new();
                for body in self.bodies() {
                    let id = self.known_id(store, body);
                    saved.push(self.put(store, body, id));
                }
                self.array(
                    saved
                        .iter()
                        .filter_map(|id| Some(&store.get(self.kind, *id)?.entity)),
                )
            }
            Action::DeleteAll => {
                let all = store.entities(self.kind);
                let all = all.filter(|entity| self.is_of_list(entity));
                let ids: Vec<_> = all
                    .filter_map(|entity| column::number(entity, &self.kind().key))
                    .collect();
                for id in ids {
                    store.remove(self.kind, id, self.now);
                }
                Ok(respond::success(self.found))
            }
            Action::Choices => Ok(self.value(choices::of(store, self.kind, "MDOListItem"))),
        }
    }

    /// The number that an entity says, if there is one with it already.
    fn known_id(&self, store: &Store, entity: &Entity) -> Option<i32> {
        let id = column::number(entity, &self.kind().key);
        id.filter(|id| store.get(self.kind, *id).is_some())
    }

    fn save(&self, store: &mut Store, id: Option<i32>) -> Result<Response<Body>, Problem> {
        let id = self.put(store, self.body()?, id);
        let record = store.get(self.kind, id).ok_or_else(|| self.missing())?;
        self.entity(&record.entity, Some(record.changed))
    }

    /// Keeps what is sent, and returns its number.
    fn put(&self, store: &mut Store, body: &Entity, id: Option<i32>) -> i32 {
        let mut entity = store.filled(self.kind, body);
        if let Some(list) = self.list {
            entity.insert("UdListDefinitionId".to_owned(), list.into());
        }
        let id = id.unwrap_or_else(|| {
            own::claim(store, &mut entity);
            store.next(self.kind)
        });
        store.put(self.kind, id, entity, self.now);
        id
    }

    fn write_content(&self, store: &mut Store) -> Result<Response<Body>, Problem> {
        let content = match &self.checked.body {
            RequestContent::Bytes(content) => content.clone(),
            // Agents take it as Base64.
            RequestContent::Json(_) => {
                let text = Json::from(self.text("Stream"));
                let bytes = client::decode::<client::carrier::Base64>(text.to_string().as_bytes());
                let invalid = |_| Problem::invalid("The content is no Base64.");
                Vec::from(bytes.map_err(invalid)?).into()
            }
            _ => return Err(Problem::invalid("There is no content.")),
        };
        let record = store.change(self.kind, self.id()?, self.now);
        let record = record.ok_or_else(|| self.missing())?;
        record.content = Some(content);
        self.entity(&record.entity, None)
    }

    fn patch(&self, store: &mut Store) -> Result<Response<Body>, Problem> {
        self.unchanged(store)?;
        let id = self.id()?;
        let mut entity = self.record(store)?.entity.clone();
        let RequestContent::Json(steps) = &self.checked.body else {
            return Err(Problem::invalid("There is no patch."));
        };
        patch(&mut entity, steps).map_err(|refusal| match refusal {
            Refusal::Conflict(message) => Problem::Conflict(message),
            Refusal::Invalid(message) => Problem::Invalid(message),
        })?;
        let mut violations = Vec::<Violation>::new();
        let ty = Type::Named(self.kind().carrier);
        check::value(&entity.clone().into(), &ty, "entity", &mut violations);
        if !violations.is_empty() {
            return Err(Problem::State(violations));
        }
        let record = store.put(self.kind, id, entity, self.now);
        self.entity(&record.entity, Some(record.changed))
    }
}
