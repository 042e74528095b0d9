//! Entities that are kept: made, read, changed and removed as by the service.

mod column;
mod filter;
mod kind;
mod patch;
mod rows;
mod table;
#[cfg(feature = "webhooks")]
mod webhook;

use std::time::SystemTime;

use axum::body::Body;
use client::FakeRequest;
use http::{Response, StatusCode};
use serde_json::{Map, Value as Json};

use self::kind::{Action, Kind, kinds};
use self::patch::{Refusal, patch};
pub(crate) use self::table::{Change, Store};
use self::table::{Record, is_reference};
#[cfg(feature = "webhooks")]
pub(crate) use self::webhook::Webhook;
use crate::address::origin;
use crate::catalog::{self, Found, Item, Type};
use crate::check::{self, Checked, Given, Violation};
use crate::problem::{Problem, empty, json_response};
use crate::respond;

type Entity = Map<String, Json>;

/// One request to what is kept.
struct Call<'a> {
    found: &'a Found,
    request: &'a FakeRequest,
    checked: &'a Checked,
    kind: usize,
    now: SystemTime,
}

/// The kind that a request is about, and what is to be done; nothing if it is about nothing kept.
pub(crate) fn subject(found: &Found) -> Option<Subject> {
    let known = kinds().of(found.operation);
    let known = known.or_else(|| Some((archive(found)?, Action::Rows)));
    known.map(|(kind, action)| Subject { kind, action })
}

/// What a request is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject {
    kind: usize,
    action: Action,
}

/// Responds to a request about something that is kept.
pub(crate) fn respond(
    store: &mut Store,
    subject: Subject,
    found: &Found,
    request: &FakeRequest,
    checked: &Checked,
) -> Result<Response<Body>, Problem> {
    let call = Call {
        found,
        request,
        checked,
        kind: subject.kind,
        now: SystemTime::now(),
    };
    call.respond(store, subject.action)
}

/// The kind that an archive is about, by the name of its provider.
fn archive(found: &Found) -> Option<usize> {
    let provider = found.arguments.first()?.to_ascii_lowercase();
    let is_archive = found.operation.template == "v1/Archive/{archiveProviderName}";
    let named = |(index, kind): (usize, &Kind)| {
        provider
            .contains(&kind.name)
            .then_some((kind.name.len(), index))
    };
    let longest = kinds().iter().filter_map(named).max();
    longest.filter(|_| is_archive).map(|(_, index)| index)
}

impl Call<'_> {
    fn respond(&self, store: &mut Store, action: Action) -> Result<Response<Body>, Problem> {
        match action {
            Action::Rows => self.rows(self.kind, store.entities(self.kind)),
            Action::RowsOf(others) => {
                let id = self.id()?;
                self.record(store)?;
                let key = self.kind();
                let all = store.entities(others);
                self.rows(others, all.filter(|entity| is_reference(entity, key, id)))
            }
            Action::Default => self.entity(&store.fresh(self.kind), None),
            Action::Read => {
                let record = self.record(store)?;
                if respond::is_known(self.found, self.request, record.changed) {
                    return Ok(empty(StatusCode::NOT_MODIFIED));
                }
                self.entity(&record.entity, Some(record.changed))
            }
            Action::Find => match self.record(store) {
                Ok(record) => self.entity(&record.entity, None),
                Err(_) => Ok(json_response(StatusCode::OK, &Json::Null)),
            },
            Action::Create => self.save(store, None),
            Action::Save => {
                let id = column::number(self.body()?, &self.kind().key);
                self.save(store, id.filter(|id| store.get(self.kind, *id).is_some()))
            }
            Action::Replace => {
                self.unchanged(store)?;
                self.save(store, Some(self.id()?))
            }
            Action::Patch => self.patch(store),
            Action::Delete => {
                self.unchanged(store)?;
                store.remove(self.kind, self.id()?, self.now);
                Ok(empty(StatusCode::NO_CONTENT))
            }
            Action::ReadContent => match &self.record(store)?.content {
                Some(content) => Ok(respond::bytes(self.request, content)),
                None => Err(Problem::NotFound("There is no content yet.".to_owned())),
            },
            Action::WriteContent => {
                let Given::Bytes(content) = &self.checked.body else {
                    return Err(Problem::invalid("There is no content."));
                };
                let record = store.change(self.kind, self.id()?, self.now);
                let record = record.ok_or_else(|| self.missing())?;
                record.content = Some(content.clone());
                self.entity(&record.entity, None)
            }
        }
    }

    fn kind(&self) -> &'static Kind {
        kinds().get(self.kind)
    }

    /// The number of the entity: the first argument.
    fn id(&self) -> Result<i32, Problem> {
        let in_path = self.found.arguments.first();
        let is_number = |item: &Item| item.is_required && item.ty == Type::Int32;
        let in_query = || {
            let item = self.found.operation.query().find(is_number)?;
            let mut pairs = self.checked.query.iter();
            let pair = pairs.find(|(name, _)| item.name.eq_ignore_ascii_case(name));
            pair.map(|(_, value)| value)
        };
        let text = in_path.or_else(in_query).map_or("", |text| text);
        let invalid = |_| Problem::invalid(format!("`{text}` is no number of an entity."));
        text.parse().map_err(invalid)
    }

    fn record<'s>(&self, store: &'s Store) -> Result<&'s Record, Problem> {
        let record = store.get(self.kind, self.id()?);
        record.ok_or_else(|| self.missing())
    }

    fn missing(&self) -> Problem {
        let Kind { area, .. } = self.kind();
        let id = self.id().unwrap_or_default();
        Problem::NotFound(format!("There is no {area} with the number {id}."))
    }

    /// Whether nobody has changed the entity since the time that the request names.
    fn unchanged(&self, store: &Store) -> Result<(), Problem> {
        let record = self.record(store)?;
        match respond::is_outdated(self.found, self.request, record.changed) {
            true => Err(Problem::PreconditionFailed),
            false => Ok(()),
        }
    }

    fn has_status(&self, status: u16) -> bool {
        self.found.operation.has_status(status)
    }

    fn body(&self) -> Result<&Entity, Problem> {
        match &self.checked.body {
            Given::Json(Json::Object(entity)) => Ok(entity),
            _ => Err(Problem::invalid("The body is no entity.")),
        }
    }

    fn save(&self, store: &mut Store, id: Option<i32>) -> Result<Response<Body>, Problem> {
        let body = self.body()?;
        let mut entity = store.fresh(self.kind);
        for (name, value) in &mut entity {
            if let Some(given) = column::property(body, name) {
                *value = given.clone();
            }
        }
        let id = id.unwrap_or_else(|| store.next(self.kind));
        let record = store.put(self.kind, id, entity, self.now);
        self.entity(&record.entity, Some(record.changed))
    }

    fn patch(&self, store: &mut Store) -> Result<Response<Body>, Problem> {
        self.unchanged(store)?;
        let id = self.id()?;
        let mut entity = self.record(store)?.entity.clone();
        let Given::Json(steps) = &self.checked.body else {
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

    /// The entity as the carrier that the operation responds with.
    fn entity(
        &self,
        entity: &Entity,
        changed: Option<SystemTime>,
    ) -> Result<Response<Body>, Problem> {
        let carrier = match self.found.operation.response() {
            catalog::Response::Json(Type::Named(carrier)) => carrier,
            _ => self.kind().carrier,
        };
        let value = column::short(entity, carrier).into();
        let mut response = respond::json(self.found, self.checked, value);
        if let Some(changed) = changed.filter(|_| self.has_status(304) || self.has_status(412)) {
            respond::set_changed(&mut response, changed);
        }
        Ok(response)
    }

    fn rows<'s>(
        &self,
        kind: usize,
        entities: impl Iterator<Item = &'s Entity>,
    ) -> Result<Response<Body>, Problem> {
        let address = origin(self.request) + self.request.uri().path();
        let page = rows::page(kinds().get(kind), entities, &self.checked.query, &address)?;
        Ok(json_response(StatusCode::OK, &page))
    }
}
