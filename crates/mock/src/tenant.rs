//! What the service says about tenants.

use axum::body::Body;
use client::tenant::TenantState;
use client::testing::{FakeRequest, FakeResponse};
use http::Response;

use crate::address::origin;
use crate::respond;

/// Responds to a request for the state of a tenant, whichever it is; none if it is another request.
pub(crate) fn status(request: &FakeRequest, state: &TenantState) -> Option<Response<Body>> {
    const PATH: &str = "/api/state/";

    let path = request.uri().path();
    let start = path.get(..PATH.len())?;
    let customer_id = path[start.len()..].trim_end_matches('/');
    if !start.eq_ignore_ascii_case(PATH) || customer_id.is_empty() || request.method() != "GET" {
        return None;
    }
    let api = format!("{}/{customer_id}/api", origin(request));
    Some(respond::given(match state {
        TenantState::Running => FakeResponse::tenant(customer_id, &api),
        state => FakeResponse::tenant_state(customer_id, state),
    }))
}
