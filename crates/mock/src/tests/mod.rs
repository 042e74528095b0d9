//! Every operation of the reference, called as its description says, and against it.

mod agents;
mod edges;
mod kept;
mod lists;
mod own;
mod versions;

use axum::body::Body;
use http::{Request, Response, StatusCode};
use serde_json::{Value as Json, json};

use crate::catalog::{self, Item, Operation, Type, catalog};
use crate::check;
use crate::sample::sample;
use crate::service::Service;

#[tokio::test]
async fn every_operation_responds_as_it_is_described() {
    let mut failures = Vec::new();
    for operation in &catalog().operations {
        // What one call changes is not there for the next one.
        let service = Service::default();
        if let Err(failure) = is_as_described(&service, operation).await {
            failures.push(format!("{}: {failure}", operation.id));
        }
    }
    assert_eq!(failures, Vec::<String>::new());
}

async fn is_as_described(service: &Service, operation: &Operation) -> Result<(), String> {
    let response = service.respond(request(operation)).await;
    let status = response.status().as_u16();
    let body = body(response).await;
    let called = service.received()[0].operation().map(|called| called.id);
    if called != Some(operation.id) {
        return Err(format!("the address leads to {called:?}"));
    }
    if status != operation.success() {
        return Err(format!("{status} {}", String::from_utf8_lossy(&body)));
    }
    match operation.response() {
        catalog::Response::Nothing if body.is_empty() => Ok(()),
        catalog::Response::Bytes if !body.is_empty() => Ok(()),
        catalog::Response::Json(ty) => {
            let json: Json = serde_json::from_slice(&body).map_err(|error| error.to_string())?;
            let mut violations = Vec::new();
            check::value(&json, &ty, "", &mut violations);
            match violations.is_empty() && !json.is_null() || ty == Type::Any {
                true => Ok(()),
                false => Err(format!("{json}: {violations:?}")),
            }
        }
        _ => Err(format!("a body of {} bytes", body.len())),
    }
}

#[tokio::test]
async fn every_argument_of_a_wrong_type_is_refused() {
    let service = Service::default();
    let mut checked = 0;
    for operation in &catalog().operations {
        let catalog::Body::Arguments(items) = operation.request() else {
            continue;
        };
        for item in items.iter().filter(|item| item.ty != Type::Any) {
            let wrong = match &item.ty {
                Type::Bool => json!("true, or not"),
                _ => json!(true),
            };
            let body = json!({ &*item.name: wrong });
            let response = service.respond(with_body(operation, &body)).await;
            assert_eq!(
                response.status(),
                StatusCode::BAD_REQUEST,
                "{}",
                operation.id
            );
            let refusal: Json = serde_json::from_slice(&self::body(response).await).expect("JSON");
            let state = &refusal["ModelState"][&*item.name];
            assert!(state.is_array(), "{}: {refusal}", operation.id);
            checked += 1;
        }
    }
    assert!(checked > 2000, "{checked} arguments");
}

/// What an argument has to be to name something that is there.
fn known(argument: &str) -> Option<&'static str> {
    match argument {
        "udListDefinitionName" | "UdListDefinitionName" => Some("Moorings"),
        "progidOrLabel" => Some("Season"),
        _ => None,
    }
}

/// The least that an operation takes.
fn request(operation: &Operation) -> Request<Body> {
    use catalog::Body as Takes;
    match operation.request() {
        Takes::None => build(operation, "", Body::empty()),
        Takes::Json(_) if operation.method == "PATCH" => with_body(operation, &json!([])),
        Takes::Json(ty) => with_body(operation, &sample(&ty, "entity")),
        Takes::Arguments(items) => {
            let argument = |item: &Item| {
                let value = known(&item.name).map(|known| json!(known));
                let value = value.unwrap_or_else(|| sample(&item.ty, &item.name));
                (item.name.to_string(), value)
            };
            let arguments = items.iter().map(argument);
            with_body(operation, &Json::Object(arguments.collect()))
        }
        Takes::Content(media_types) => {
            let first = media_types.first().map_or("image/png", |name| name);
            build(operation, first, Body::from("content"))
        }
        Takes::File(field) => {
            let form = format!(
                "--b\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"a.png\"\r\n\
                 Content-Type: image/png\r\n\r\ncontent\r\n--b--\r\n"
            );
            build(
                operation,
                "multipart/form-data; boundary=b",
                Body::from(form),
            )
        }
    }
}

fn with_body(operation: &Operation, json: &Json) -> Request<Body> {
    // A webhook that is tried out must not be called elsewhere.
    let mut json = json.clone();
    let targets = ["/TargetUrl", "/Webhook/TargetUrl"];
    for target in targets {
        if let Some(target) = json.pointer_mut(target) {
            *target = "http://127.0.0.1:9/".into();
        }
    }
    build(operation, "application/json", Body::from(json.to_string()))
}

fn build(operation: &Operation, media_type: &str, body: Body) -> Request<Body> {
    let mut path = operation.template.to_owned();
    for item in operation.path_parameters() {
        let known = known(&item.name).map(str::to_owned);
        let argument = known.unwrap_or_else(|| argument(&item.ty));
        path = path.replace(&format!("{{{}}}", item.name), &argument);
    }
    let required = operation.query().filter(|item| item.is_required);
    let query: Vec<_> = required
        .map(|item| format!("{}={}", item.name, argument(&item.ty)))
        .collect();
    Request::builder()
        .method(operation.method)
        .uri(format!("/Cust12345/api/{path}?{}", query.join("&")))
        .header("Content-Type", media_type)
        .header("Content-Length", "1")
        .header("Accept", "application/octet-stream")
        .body(body)
        .expect("it is a request")
}

fn argument(ty: &Type) -> String {
    match ty {
        Type::String => "some-text".to_owned(),
        Type::List(element) => argument(element),
        ty => sample(ty, "").to_string().replace('"', ""),
    }
}

/// Calls `GET v1/Contact/17` and the like, with JSON unless it is null.
async fn call(service: &Service, line: &str, json: Json) -> (u16, Json) {
    let response = service.respond(build_call(line, json)).await;
    let status = response.status().as_u16();
    let body = self::body(response).await;
    (status, serde_json::from_slice(&body).unwrap_or_default())
}

fn build_call(line: &str, json: Json) -> Request<Body> {
    let (method, path) = line.split_once(' ').expect("a method and a path");
    let body = match json {
        Json::Null => String::new(),
        json => json.to_string(),
    };
    let request = Request::builder()
        .method(method)
        .uri(format!("/Cust12345/api/{}", path.replace(' ', "%20")))
        .header("Content-Type", "application/json")
        .header("Content-Length", body.len())
        .body(Body::from(body));
    request.expect("a request")
}

async fn body(response: Response<Body>) -> Vec<u8> {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX).await;
    bytes.expect("it does not break off").to_vec()
}

#[tokio::test]
async fn what_the_reference_does_not_describe_is_refused() {
    let cases = [
        ("GET", "/Cust12345/api/v1/Nothing", 404),
        ("GET", "/Cust12345/v1/Contact/17", 404),
        ("PUT", "/Cust12345/api/v1/Contact", 405),
        ("GET", "/Cust12345/api/v1/Contact/seventeen", 400),
        ("GET", "/Cust12345/api/v1/Contact/17?fk=perhaps", 400),
        ("GET", "/Cust12345/api/v1/Contact/17?colour=red", 400),
        ("GET", "/Cust12345/api/v1/Contact?$top=ten", 400),
        ("GET", "/Cust12345/api/v1/Contact?$top=1&$top=2", 400),
        (
            "POST",
            "/Cust12345/api/v1/Agents/Contact/GetContactEntity",
            400,
        ),
        ("POST", "/Cust12345/api/v1/Contact", 400),
        // The same, spelt otherwise.
        ("GET", "/api/v1/contact/17?FK=true", 200),
        ("GET", "/A/B/api/v1/CONTACT?$Top=1&$orderby=name", 200),
    ];
    let service = Service::default();
    for (method, uri, expected) in cases {
        let request = Request::builder().method(method).uri(uri);
        let request = request.header("Content-Length", "0").body(Body::empty());
        let response = service.respond(request.expect("a request")).await;
        assert_eq!(response.status(), expected, "{method} {uri}");
        if expected != 200 {
            let text = body(response).await;
            let json: Json = serde_json::from_slice(&text).expect("JSON");
            assert!(json["Message"].is_string(), "{method} {uri}: {json}");
        }
    }
}

#[tokio::test]
async fn headers_are_checked() {
    const SAVE: &str = "/Cust12345/api/v1/Contact";
    type Headers<'a> = &'a [(&'a str, &'a str)];
    let cases: [(&str, Headers, u16); 7] = [
        ("POST", &[("Content-Type", "application/json")], 411),
        (
            "POST",
            &[("Content-Length", "2"), ("Content-Type", "text/plain")],
            415,
        ),
        (
            "POST",
            &[("Content-Length", "2"), ("Content-Type", "text/json")],
            200,
        ),
        ("GET", &[("Authorization", "Nonsense abc")], 401),
        ("GET", &[("Authorization", "Bearer")], 401),
        ("GET", &[("Authorization", "SOTicket 7T:abc")], 401),
        (
            "GET",
            &[("Authorization", "SoTicket 7T:abc"), ("SO-AppToken", "x")],
            200,
        ),
    ];
    let service = Service::default();
    for (method, headers, expected) in cases {
        let mut request = Request::builder().method(method).uri(SAVE);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from("{}")).expect("a request");
        let response = service.respond(request).await;
        assert_eq!(response.status(), expected, "{method} {headers:?}");
        let is_challenged = response.headers().contains_key("WWW-Authenticate");
        assert_eq!(is_challenged, expected == 401, "{method} {headers:?}");
    }
}
