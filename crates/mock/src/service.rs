//! From a request to a response, whatever carries them.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::{Body, Bytes};
use client::{FakeRequest, FakeTransport, Operation};
use http::{Request, Response};

use crate::catalog::{Found, Route, catalog};
use crate::check::check;
use crate::fault::Fault;
use crate::problem::Problem;
use crate::respond;

/// The header that asks for a failure.
const FAULT: &str = "Mock-Fault";

/// The largest body that is taken.
pub(crate) const LARGEST: usize = 256 << 20;

/// What the service knows and keeps.
#[derive(Debug, Default)]
pub(crate) struct Service {
    /// What users have said that responses are.
    pub(crate) given: FakeTransport,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    requests: Vec<FakeRequest>,
    /// How the next calls fail.
    next: VecDeque<Fault>,
    /// How all calls fail.
    all: Option<Fault>,
}

impl Service {
    /// The requests so far, the oldest first.
    pub(crate) fn received(&self) -> Vec<FakeRequest> {
        self.state().requests.clone()
    }

    pub(crate) fn fail_next(&self, fault: Fault) {
        self.state().next.push_back(fault);
    }

    pub(crate) fn fail_all(&self, fault: Option<Fault>) {
        self.state().all = fault;
    }

    /// Responds to a request.
    pub(crate) async fn respond(&self, request: Request<Body>) -> Response<Body> {
        let (head, body) = request.into_parts();
        let Ok(body) = axum::body::to_bytes(body, LARGEST).await else {
            return Problem::TooLarge.into_response();
        };
        let request = Request::from_parts(head, body);
        match self.handle(request).await {
            Ok(response) => response,
            Err(problem) => problem.into_response(),
        }
    }

    async fn handle(&self, request: Request<Bytes>) -> Result<Response<Body>, Problem> {
        let route = route(request.method().as_str(), request.uri().path());
        let operation = match &route {
            Route::Found(found) => {
                let Found { operation, .. } = found;
                Some(Operation::new(operation.id, operation.template))
            }
            _ => None,
        };
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
        if let Some(answer) = self.given.answer_to(&request) {
            return Ok(respond::given(answer));
        }
        match route {
            Route::Found(found) => {
                let checked = check(&found, &request)?;
                respond::documented(&found, &request, &checked)
            }
            Route::OtherMethods(allowed) => Err(Problem::OtherMethods {
                method: request.method().to_string(),
                allowed,
            }),
            Route::Unknown => Err(Problem::NoOperation(request.uri().path().to_owned())),
        }
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

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The operation of an address. What stands before `/api/` names the tenant, whichever it is.
fn route(method: &str, path: &str) -> Route {
    let start = path.to_ascii_lowercase().find("/api/");
    match start {
        Some(start) => catalog().find(method, &path[start + "/api/".len()..]),
        None => Route::Unknown,
    }
}
