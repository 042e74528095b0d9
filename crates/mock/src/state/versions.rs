//! Documents that are checked out and in, and their versions.

use bytes::Bytes;
use serde_json::{Value as Json, json};

use super::call::{self, Call};
use super::kind::kinds;
use super::table::{Record, local};
use super::{OperationResult, Special, Store, own};
use crate::problem::Problem;

/// What is known of a document besides its properties and its content.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    pub(super) lock: Option<Lock>,
    /// What has been checked in, as `VersionInfo`, the oldest first.
    pub(super) versions: Vec<Json>,
}

/// A document that is checked out.
#[derive(Clone, Debug)]
pub(super) struct Lock {
    /// The content that it had before.
    pub(super) content: Option<Bytes>,
}

pub(super) fn special(operation: &str) -> Option<Special> {
    Some(match operation {
        "v1DocumentEntity_GetCheckoutState" | "v1DocumentAgent_GetCheckoutState" => {
            |call, store| {
                let is_locked = record(call, store)?.history.lock.is_some();
                Ok(Some(call.value(match is_locked {
                    true => json!({
                        "State": "CheckedOutOwn",
                        "AssociateId": own::ASSOCIATE,
                        "Name": own::full_name(store),
                    }),
                    false => json!({ "State": "NotCheckedOut", "AssociateId": 0, "Name": "" }),
                })))
            }
        }
        "v1DocumentEntity_CheckoutDocument" | "v1DocumentAgent_CheckoutDocument" => {
            |call, store| {
                let record = change(call, store)?;
                let content = record.content.clone();
                // Who has it checked out may do so again.
                record.history.lock.get_or_insert(Lock { content });
                done(call, store)
            }
        }
        "v1DocumentEntity_CheckinDocument" | "v1DocumentAgent_CheckinDocument" => |call, store| {
            if record(call, store)?.history.lock.is_none() {
                return Ok(Some(call.value(not_checked_out())));
            }
            let version = version(call, store)?;
            let history = &mut change(call, store)?.history;
            history.lock = None;
            history.versions.push(version);
            done(call, store)
        },
        "v1DocumentEntity_UndoCheckoutDocument" | "v1DocumentAgent_UndoCheckoutDocument" => {
            |call, store| {
                if record(call, store)?.history.lock.is_none() {
                    return Ok(Some(call.value(not_checked_out())));
                }
                let record = change(call, store)?;
                if let Some(lock) = record.history.lock.take() {
                    record.content = lock.content;
                }
                done(call, store)
            }
        }
        "v1DocumentEntity_GetVersionList" | "v1DocumentAgent_GetVersionList" => |call, store| {
            let versions = record(call, store)?.history.versions.clone();
            Ok(Some(call.value(versions.into())))
        },
        _ => return None,
    })
}

fn kind() -> usize {
    kinds().resource("Document")
}

fn id(call: &Call<'_>) -> i32 {
    call.number("DocumentId").unwrap_or_default()
}

fn missing(call: &Call<'_>) -> Problem {
    call::missing(kinds().get(kind()), id(call))
}

fn record<'s>(call: &Call<'_>, store: &'s Store) -> Result<&'s Record, Problem> {
    store.get(kind(), id(call)).ok_or_else(|| missing(call))
}

fn change<'s>(call: &Call<'_>, store: &'s mut Store) -> Result<&'s mut Record, Problem> {
    let record = store.change(kind(), id(call), call.now);
    record.ok_or_else(|| missing(call))
}

/// The version that is checked in.
fn version(call: &Call<'_>, store: &Store) -> Result<Json, Problem> {
    let number = record(call, store)?.history.versions.len() + 1;
    let fields = call.argument("VersionExtraFields");
    // In an address they are one string.
    let fields = match fields {
        Some(Json::Array(fields)) => fields,
        Some(Json::String(fields)) => fields.split(',').map(Json::from).collect(),
        _ => Vec::new(),
    };
    let id = id(call);
    Ok(json!({
        "ExternalReference": reference(id),
        "DocumentId": id,
        "VersionId": number.to_string(),
        "CheckedInDate": local(call.now),
        "CheckedInByName": own::full_name(store),
        "CheckedInByAssociateId": own::ASSOCIATE,
        "Description": call.text("VersionDescription"),
        "DisplayText": format!("Version {number}"),
        "ExtraFields": fields,
    }))
}

fn reference(id: i32) -> String {
    format!("document-{id}")
}

fn done(call: &Call<'_>, store: &Store) -> OperationResult {
    let count = record(call, store)?.history.versions.len();
    Ok(Some(call.value(json!({
        "ExternalReference": reference(id(call)),
        "VersionId": count.to_string(),
        "Success": true,
        "Type": "None",
        "Value": "",
        "AdditionalInfo": "",
    }))))
}

fn not_checked_out() -> Json {
    json!({
        "ExternalReference": "",
        "VersionId": "",
        "Success": false,
        "Type": "Message",
        "Value": "The document is not checked out.",
        "AdditionalInfo": "",
    })
}

#[cfg(feature = "store")]
impl History {
    /// As it goes into a file.
    pub(super) fn written(&self) -> Json {
        let base64 = |content: &Bytes| json!(client::carrier::Base64::from(content.to_vec()));
        let lock = self.lock.as_ref();
        json!({
            "Lock": lock.map(|lock| json!({ "Content": lock.content.as_ref().map(base64) })),
            "Versions": self.versions,
        })
    }

    /// As it came from a file; one that says nothing of it has none.
    pub(super) fn read(written: &Json) -> Self {
        let content = |json: &Json| {
            if json.is_null() {
                return None;
            }
            let bytes = client::decode::<client::carrier::Base64>(json.to_string().as_bytes());
            bytes.ok().map(|bytes| Bytes::from(Vec::from(bytes)))
        };
        let lock = written["Lock"].as_object().map(|lock| Lock {
            content: lock.get("Content").and_then(content),
        });
        let versions = written["Versions"].as_array().cloned();
        Self {
            lock,
            versions: versions.unwrap_or_default(),
        }
    }
}

#[cfg(all(test, feature = "store"))]
mod tests {
    use super::*;

    #[test]
    fn a_history_comes_from_a_file_as_it_went_there() {
        for content in [None, Some(Bytes::from_static(b"before"))] {
            let history = History {
                lock: Some(Lock { content }),
                versions: vec![json!({ "VersionId": "1" })],
            };
            let written = history.written();
            let read = History::read(&written);
            let of = |history: History| history.lock.expect("it is checked out").content;
            assert_eq!(read.versions, history.versions);
            assert_eq!(of(read), of(history));
        }
        let none = History::read(&Json::Null);
        assert!(none.lock.is_none() && none.versions.is_empty());
    }
}
