//! Entities that are kept: made, read, changed and removed as by the service.

mod archive;
mod call;
mod choices;
mod column;
mod diary;
mod fields;
mod filter;
mod keep;
mod kind;
mod members;
mod own;
mod patch;
mod preferences;
mod rows;
mod seed;
mod table;
mod versions;
mod webhook;
#[cfg(feature = "store")]
mod written;

use std::time::SystemTime;

use axum::body::Body;
use client::testing::FakeRequest;
use http::Response;
use serde_json::{Map, Value as Json};

use self::call::Call;
use self::kind::{Action, kinds};
pub(crate) use self::table::{Change, Store};
#[cfg(feature = "webhooks")]
pub(crate) use self::webhook::{Webhook, tried};
#[cfg(feature = "store")]
pub(crate) use self::written::WrittenEntity;
use crate::catalog::MatchedOperation;
use crate::check::CheckedRequest;
use crate::problem::Problem;

type Entity = Map<String, Json>;

/// What responds to an operation that is unlike all others; none if it knows no more than the
/// reference.
type Special = fn(&Call<'_>, &mut Store) -> OperationResult;

/// A response, if there is one, or why the request is refused.
type OperationResult = Result<Option<Response<Body>>, Problem>;

/// What a request is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject {
    Kept { kind: usize, action: Action },
    Special(Special),
}

/// What a request is about; nothing if it is about nothing kept.
pub(crate) fn subject(found: &MatchedOperation) -> Option<Subject> {
    let known = special(found.operation.id)
        .or_else(|| archive::special(found.operation))
        .or_else(|| diary::special(found.operation))
        .or_else(|| fields::special(found.operation));
    let kept = || {
        let (kind, action) = kinds().of(found.operation)?;
        Some(Subject::Kept { kind, action })
    };
    known.map(Subject::Special).or_else(kept)
}

fn special(operation: &str) -> Option<Special> {
    let all = [
        preferences::special,
        members::special,
        choices::special,
        webhook::special,
        own::special,
        versions::special,
    ];
    all.iter().find_map(|special| special(operation))
}

/// Responds to a request about something that is kept; none if it is about nothing kept after all.
pub(crate) fn respond(
    store: &mut Store,
    subject: Subject,
    found: &MatchedOperation,
    request: &FakeRequest,
    checked: &CheckedRequest,
) -> OperationResult {
    let mut call = Call {
        found,
        request,
        checked,
        kind: 0,
        list: None,
        now: SystemTime::now(),
    };
    match subject {
        Subject::Special(special) => special(&call, store),
        Subject::Kept { kind, action } => {
            call.kind = kind;
            call.find_list(store)?;
            call.respond(store, action).map(Some)
        }
    }
}
