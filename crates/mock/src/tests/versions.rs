//! Documents that are checked out and in.

use http::HeaderValue;
use http::header::ACCEPT;
use serde_json::{Value as Json, json};

use super::{body, build_call, call};
use crate::service::Service;

const LOCK: &str = "v1/Document/1/Lock";
const NONE: Json = Json::Null;

async fn content(service: &Service) -> Vec<u8> {
    let mut request = build_call("GET v1/Document/1/Content", NONE);
    let bytes = HeaderValue::from_static("application/octet-stream");
    request.headers_mut().insert(ACCEPT, bytes);
    body(service.respond(request).await).await
}

/// Calls an operation, and says whether it has succeeded.
async fn succeeds(service: &Service, line: &str, json: Json) -> bool {
    let (status, response) = call(service, line, json).await;
    assert_eq!(status, 200, "{line}: {response}");
    response["Success"].as_bool().expect("it says so")
}

async fn write(service: &Service, stream: &str) {
    let line = "POST v1/Agents/Document/SetDocumentStreamFromId";
    let body = json!({ "DocumentId": 1, "Stream": stream });
    assert_eq!(call(service, line, body).await.0, 200);
}

#[tokio::test]
async fn a_document_has_the_versions_that_were_checked_in() {
    let service = Service::default();
    let state = async || call(&service, &format!("GET {LOCK}"), NONE).await.1["State"].clone();
    let versions = async || call(&service, "GET v1/Document/1/Version", NONE).await.1;
    assert_eq!(
        (state().await, versions().await),
        (json!("NotCheckedOut"), json!([]))
    );
    assert!(!succeeds(&service, &format!("PUT {LOCK}"), NONE).await);

    assert!(succeeds(&service, &format!("POST {LOCK}"), NONE).await);
    assert!(succeeds(&service, &format!("POST {LOCK}"), NONE).await);
    assert_eq!(state().await, "CheckedOutOwn");
    write(&service, "SGF2Ymxpa2s=").await;
    let checkin = format!("PUT {LOCK}?versionDescription=Better&versionExtraFields=a,b");
    assert!(succeeds(&service, &checkin, NONE).await);
    assert_eq!(state().await, "NotCheckedOut");

    // The agent knows of the same.
    let agent = |name: &str| format!("POST v1/Agents/Document/{name}");
    let id = || json!({ "DocumentId": 1 });
    assert!(succeeds(&service, &agent("CheckoutDocument"), id()).await);
    let mut second = id();
    second["VersionDescription"] = json!("Best");
    assert!(succeeds(&service, &agent("CheckinDocument"), second).await);
    let listed = call(&service, &agent("GetVersionList"), id()).await.1;
    assert_eq!(listed, versions().await);
    let told = |index: usize, name: &str| listed[index][name].clone();
    assert_eq!(
        (told(0, "VersionId"), told(1, "VersionId")),
        (json!("1"), json!("2"))
    );
    assert_eq!(
        (told(0, "Description"), told(1, "Description")),
        (json!("Better"), json!("Best"))
    );
    assert_eq!(told(0, "ExtraFields"), json!(["a", "b"]));
    assert_eq!(told(0, "CheckedInByName"), "Marit Solheim");
    assert_eq!(content(&service).await, b"Havblikk");

    let missing = call(&service, "POST v1/Document/404/Lock", NONE).await;
    assert_eq!(missing.0, 404);
}

#[tokio::test]
async fn what_was_written_since_the_checkout_can_be_undone() {
    let service = Service::default();
    let before = content(&service).await;
    assert!(!succeeds(&service, &format!("DELETE {LOCK}"), NONE).await);
    assert!(succeeds(&service, &format!("POST {LOCK}"), NONE).await);
    write(&service, "SGF2Ymxpa2s=").await;
    // What is said of the document has nothing to do with its lock.
    let change = json!({ "Header": "New" });
    assert_eq!(call(&service, "PATCH v1/Document/1", change).await.0, 200);
    assert_eq!(content(&service).await, b"Havblikk");
    assert!(succeeds(&service, &format!("DELETE {LOCK}"), NONE).await);
    assert_eq!(content(&service).await, before);
    let versions = call(&service, "GET v1/Document/1/Version", NONE).await.1;
    assert_eq!(versions, json!([]));
}
