//! Requests at the edge of what is taken.

use axum::body::Body;
use http::Request;
use serde_json::{Value as Json, json};

use super::{body, call};
use crate::service::Service;

async fn form(service: &Service, path: &str, form: &str) -> (u16, Json) {
    let request = Request::post(format!("/Cust12345/api/{path}"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Content-Length", form.len())
        .body(Body::from(form.to_owned()));
    let response = service.respond(request.expect("a request")).await;
    let status = response.status().as_u16();
    let body = body(response).await;
    (status, serde_json::from_slice(&body).expect("JSON"))
}

#[tokio::test]
async fn an_archive_takes_its_options_in_a_form() {
    let service = Service::default();
    let asked = "$select=name&$filter=name+begins+'Hav'&$orderBy=name&$top=5";
    let (status, posted) = form(&service, "v1/Archive/FindContact", asked).await;
    assert_eq!(status, 200, "{posted}");
    assert_eq!(posted["value"][0]["name"], "Havblikk Seil");
    assert_eq!(posted["value"].as_array().map(Vec::len), Some(1));
    let line = format!("GET v1/Archive/FindContact?{asked}");
    let (_, got) = call(&service, &line, json!(null)).await;
    assert_eq!(posted, got);

    let (status, refused) = form(&service, "v1/Archive/FindContact", "$colour=red").await;
    assert_eq!(status, 400, "{refused}");
    let detail = refused["MessageDetail"].as_str().expect("a string");
    assert!(detail.contains("no parameter `$colour`"), "{detail}");
}

#[tokio::test]
async fn a_filter_that_is_nested_too_deep_is_refused() {
    let service = Service::default();
    let filter = format!("$filter={}name eq 'x'", "(".repeat(60_000));
    let (status, refused) = form(&service, "v1/Archive/FindContact", &filter).await;
    assert_eq!(status, 400);
    assert!(refused.to_string().contains("deeper than 100"), "{refused}");
}

#[tokio::test]
async fn a_page_of_no_rows_leads_nowhere() {
    let service = Service::default();
    let (status, page) = call(&service, "GET v1/Contact?$top=0", json!(null)).await;
    assert_eq!((status, &page["value"]), (200, &json!([])));
    assert_eq!(page["odata.nextLink"], json!(null));
    for option in ["$top=-1", "$skip=-1"] {
        let (status, refused) =
            call(&service, &format!("GET v1/Contact?{option}"), json!(null)).await;
        assert_eq!(status, 400, "{option}: {refused}");
    }
}

#[tokio::test]
async fn what_is_missing_is_named_by_its_number() {
    let service = Service::default();
    let agents = "v1/Agents/Contact/DeleteContactEntity?contactEntityId=404";
    for line in ["DELETE v1/Contact/404", &format!("POST {agents}")] {
        let (status, missing) = call(&service, line, json!(null)).await;
        assert_eq!(status, 404, "{line}");
        let message = missing["ErrorMessage"].as_str().expect("a string");
        assert_eq!(message, "There is no Contact with the number 404.");
    }
}

#[tokio::test]
async fn a_number_is_never_used_again() {
    let service = Service::default();
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let (_, made) = call(&service, "POST v1/Contact", json!({ "Name": "Ida Ltd" })).await;
        numbers.push(made["ContactId"].clone());
        let line = format!("DELETE v1/Contact/{}", made["ContactId"]);
        assert_eq!(call(&service, &line, json!(null)).await.0, 204);
    }
    assert_eq!(numbers, [18, 19]);
}

#[tokio::test]
async fn a_parameter_is_the_same_in_any_case() {
    let service = Service::default();
    let (status, refused) = call(&service, "GET v1/Contact?$top=1&$TOP=2", json!(null)).await;
    assert_eq!(status, 400);
    assert!(refused.to_string().contains("given twice"), "{refused}");
}
