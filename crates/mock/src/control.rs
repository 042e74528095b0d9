//! What programs outside tell the stand-in: what [`MockServer`](crate::MockServer) has functions
//! for.

use axum::body::Body;
use client::tenant::TenantState;
use http::{Response, StatusCode};

use crate::fault::Fault;
use crate::problem::{Problem, empty};
use crate::service::Service;

/// Before the names of what can be told.
const PATH: &str = "/stand-in/";

/// Responds to a request to the stand-in as such; none if it is one to the service.
pub(crate) fn respond(
    service: &Service,
    method: &str,
    path: &str,
    body: &[u8],
) -> Option<Response<Body>> {
    let name = path.strip_prefix(PATH)?;
    let text = String::from_utf8_lossy(body);
    let told = tell(service, method, name, text.trim());
    Some(told.unwrap_or_else(Problem::into_response))
}

fn tell(
    service: &Service,
    method: &str,
    name: &str,
    text: &str,
) -> Result<Response<Body>, Problem> {
    let fault = || {
        let fault = text.parse::<Fault>();
        fault.map_err(|error| Problem::invalid(error.to_string()))
    };
    match (method, name) {
        ("POST", "fail-next") => service.fail_next(fault()?),
        ("POST", "fail-all") => service.fail_all(Some(fault()?)),
        ("POST", "recover") => service.fail_all(None),
        ("POST", "tenant-state") => service.set_tenant_state(TenantState::from(text)),
        #[cfg(feature = "login")]
        ("GET", "application") => {
            let application = service.login.application().to_json();
            return Ok(crate::problem::json_response(StatusCode::OK, &application));
        }
        #[cfg(feature = "login")]
        ("POST", "expire-logins") => service.login.expire(),
        #[cfg(feature = "login")]
        ("POST", "revoke-logins") => service.login.revoke(),
        #[cfg(feature = "login")]
        ("POST", "require-login") => service.login.require(),
        _ => return Err(Problem::NoOperation(format!("{PATH}{name}"))),
    }
    Ok(empty(StatusCode::NO_CONTENT))
}
