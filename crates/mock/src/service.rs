//! From a request to a response, whatever carries them.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use axum::body::{Body, Bytes};
use client::tenant::TenantState;
use client::testing::{FakeRequest, FakeTransport};
use client::transport::Operation;
use http::{Request, Response, StatusCode};

use crate::catalog::{Route, catalog};
use crate::check::check;
use crate::fault::Fault;
use crate::journal::Journal;
use crate::page::{self, RecentCall};
use crate::problem::{Problem, json_response, respond as page_of};
use crate::state::{self, Change, Store};
use crate::{control, respond, tenant};

/// The header that asks for a failure.
const FAULT: &str = "Mock-Fault";

/// The largest body that is taken.
pub(crate) const LARGEST: usize = 256 << 20;

/// How many calls the page for the browser shows.
const SHOWN: usize = 100;

/// What the service knows and keeps.
#[derive(Debug)]
pub(crate) struct Service {
    /// What users have said that responses are.
    pub(crate) given: FakeTransport,
    state: Mutex<State>,
    /// Made when it is first asked for, unless it comes from a file.
    store: OnceLock<Mutex<Store>>,
    #[cfg(feature = "store")]
    disk: Option<crate::disk::Disk>,
    #[cfg(feature = "login")]
    pub(crate) login: crate::login::Login,
    #[cfg(feature = "webhooks")]
    webhooks: crate::webhooks::Caller,
}

#[derive(Debug)]
struct State {
    requests: Journal,
    /// The last calls, the newest first.
    calls: VecDeque<RecentCall>,
    /// How the next calls fail.
    next: VecDeque<Fault>,
    /// How all calls fail.
    all: Option<Fault>,
    tenants: TenantState,
}

impl Default for Service {
    fn default() -> Self {
        Self {
            given: FakeTransport::default(),
            state: Mutex::new(State {
                requests: Journal::default(),
                calls: VecDeque::new(),
                next: VecDeque::new(),
                all: None,
                tenants: TenantState::Running,
            }),
            store: OnceLock::new(),
            #[cfg(feature = "store")]
            disk: None,
            #[cfg(feature = "login")]
            login: crate::login::Login::default(),
            #[cfg(feature = "webhooks")]
            webhooks: crate::webhooks::Caller::default(),
        }
    }
}

impl Service {
    /// A service that keeps what it is told in a file.
    #[cfg(feature = "store")]
    pub(crate) fn open(path: &std::path::Path) -> Result<Self, crate::disk::StoreError> {
        let (disk, store) = crate::disk::Disk::open(path)?;
        Ok(Self {
            store: OnceLock::from(Mutex::new(store)),
            disk: Some(disk),
            ..Self::default()
        })
    }

    /// The last requests, the oldest first.
    pub(crate) fn received(&self) -> Vec<FakeRequest> {
        self.state().requests.requests()
    }

    pub(crate) fn fail_next(&self, fault: Fault) {
        self.state().next.push_back(fault);
    }

    pub(crate) fn fail_all(&self, fault: Option<Fault>) {
        self.state().all = fault;
    }

    pub(crate) fn set_tenant_state(&self, state: TenantState) {
        self.state().tenants = state;
    }

    /// Responds to a request.
    pub(crate) async fn respond(&self, request: Request<Body>) -> Response<Body> {
        let (head, body) = request.into_parts();
        let Ok(body) = axum::body::to_bytes(body, LARGEST).await else {
            return Problem::TooLarge.into_response();
        };
        match (head.method.as_str(), head.uri.path()) {
            ("GET", "/") => return html_page(),
            ("GET", "/calls") => {
                let calls = page::calls(self.state().calls.iter());
                return json_response(StatusCode::OK, &calls);
            }
            (method, path) => {
                if let Some(response) = control::respond(self, method, path, &body) {
                    return response;
                }
            }
        }
        let route = route(head.method.as_str(), head.uri.path());
        let mut call = RecentCall {
            method: head.method.to_string(),
            uri: head.uri.to_string(),
            operation: route.operation().map(|operation| operation.id),
            status: 0,
        };
        let handled = self.handle(route, Request::from_parts(head, body)).await;
        let response = handled.unwrap_or_else(Problem::into_response);
        call.status = response.status().as_u16();
        let mut state = self.state();
        state.calls.push_front(call);
        state.calls.truncate(SHOWN);
        response
    }

    async fn handle(
        &self,
        route: Route,
        request: Request<Bytes>,
    ) -> Result<Response<Body>, Problem> {
        let operation = route.operation();
        let operation = operation.map(|known| Operation::new(known.id, known.template));
        let request = FakeRequest::new(request, operation);
        self.state().requests.push(request.clone());
        if let Some(fault) = self.fault(&request)? {
            if let Fault::Slow(time) = fault {
                tokio::time::sleep(time).await;
            }
            if let Some(response) = fault.response() {
                return Ok(response);
            }
        }
        if let Some(response) = self.given.response_to(&request) {
            return Ok(respond::given(response));
        }
        if let Some(response) = self.besides(&request) {
            return Ok(response);
        }
        match route {
            Route::Operation(found) => {
                self.admit(&request)?;
                let checked = check(&found, &request)?;
                #[cfg(feature = "webhooks")]
                if let Some(webhook) = state::tried(&found, &checked) {
                    let result = self.webhooks.try_out(&webhook).await;
                    return Ok(respond::json(&found, &checked, result));
                }
                let Some(subject) = state::subject(&found) else {
                    return respond::documented(&found, &request, &checked);
                };
                let mut store = self.store();
                let response = state::respond(&mut store, subject, &found, &request, &checked);
                let changes = store.take_changes();
                self.save(&mut store)?;
                self.tell(&store, &changes);
                drop(store);
                match response? {
                    Some(response) => Ok(response),
                    None => respond::documented(&found, &request, &checked),
                }
            }
            Route::OtherMethods(allowed) => Err(Problem::OtherMethods {
                method: request.method().to_string(),
                allowed,
            }),
            Route::Unknown => Err(Problem::NoOperation(request.uri().path().to_owned())),
        }
    }

    /// The response to what is no operation: what clients ask about logins and tenants.
    fn besides(&self, request: &FakeRequest) -> Option<Response<Body>> {
        #[cfg(feature = "login")]
        if let Some(response) = self.login.respond(request) {
            return Some(response);
        }
        let state = self.state().tenants.clone();
        tenant::status(request, &state)
    }

    #[cfg(feature = "login")]
    fn admit(&self, request: &FakeRequest) -> Result<(), Problem> {
        match self.login.admits(request) {
            true => Ok(()),
            false => Err(Problem::Unauthorized),
        }
    }

    #[cfg(not(feature = "login"))]
    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "logins are not there"
    )]
    fn admit(&self, _: &FakeRequest) -> Result<(), Problem> {
        Ok(())
    }

    /// How the request is to fail: as it says itself, else as was said of it or of all.
    fn fault(&self, request: &FakeRequest) -> Result<Option<Fault>, Problem> {
        if let Some(text) = request.header(FAULT) {
            let fault = text.parse::<Fault>();
            return fault
                .map(Some)
                .map_err(|error| Problem::invalid(error.to_string()));
        }
        let mut state = self.state();
        let next = state.next.pop_front();
        Ok(next.or_else(|| state.all.clone()))
    }

    /// Writes what was changed, before anybody hears that it was.
    #[cfg(feature = "store")]
    fn save(&self, store: &mut Store) -> Result<(), Problem> {
        match &self.disk {
            Some(disk) => disk.save(store).map_err(|error| {
                Problem::Internal(format!(
                    "The file of the stand-in cannot be written: {error}."
                ))
            }),
            None => Ok(()),
        }
    }

    #[cfg(not(feature = "store"))]
    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "there is no file"
    )]
    fn save(&self, _: &mut Store) -> Result<(), Problem> {
        Ok(())
    }

    /// Calls the webhooks that are for these changes.
    #[cfg(feature = "webhooks")]
    fn tell(&self, store: &Store, changes: &[Change]) {
        if !changes.is_empty() {
            self.webhooks.tell(&store.webhooks(), changes);
        }
    }

    #[cfg(not(feature = "webhooks"))]
    fn tell(&self, _: &Store, _: &[Change]) {}

    fn store(&self) -> MutexGuard<'_, Store> {
        let store = self.store.get_or_init(|| Mutex::new(Store::seeded()));
        store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn html_page() -> Response<Body> {
    page_of(StatusCode::OK, "text/html; charset=utf-8", page::page())
}

/// The operation of an address. What stands before `/api/` names the tenant, whichever it is.
fn route(method: &str, path: &str) -> Route {
    let start = path.to_ascii_lowercase().find("/api/");
    match start {
        Some(start) => catalog().find(method, &path[start + "/api/".len()..]),
        None => Route::Unknown,
    }
}
