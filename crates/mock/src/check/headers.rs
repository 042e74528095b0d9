//! Headers that a request has to have, or to spell right.

use client::testing::FakeRequest;

use crate::problem::Problem;

/// Checks what can be wrong with headers. A request without credentials is taken; one with some has
/// to have them in a form that the service knows.
pub(super) fn check(request: &FakeRequest) -> Result<(), Problem> {
    let has = |name: &str| request.headers().contains_key(name);
    let takes_body = matches!(request.method().as_str(), "POST" | "PUT" | "PATCH");
    if takes_body && !has("Content-Length") && !has("Transfer-Encoding") {
        return Err(Problem::LengthRequired);
    }
    let Some(credentials) = request.header("Authorization") else {
        return Ok(());
    };
    let (scheme, rest) = credentials.split_once(' ').unwrap_or((credentials, ""));
    let is = |known: &str| scheme.eq_ignore_ascii_case(known);
    let is_known = is("Basic") || is("Bearer") || is("SOTicket");
    if !is_known || rest.trim().is_empty() || (is("SOTicket") && !has("SO-AppToken")) {
        return Err(Problem::Unauthorized);
    }
    Ok(())
}
