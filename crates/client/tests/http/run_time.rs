//! Operations that become known when the program runs.

use client::error::RequestErrorKind;
use client::http::Method;
use client::testing::{FakeResponse, FakeTransport};
use client::{Error, Json, Request};

use crate::client;
use crate::server::{Server, ServerResponse};

#[tokio::test]
async fn names_can_be_made_at_run_time() {
    let server = Server::start(ServerResponse::json(r#"{"a":1}"#));
    let client = client(&server);
    for (area, path) in [
        ("One", String::from("v1/One/{id}")),
        ("Two", String::from("/v1/Two/{id}")),
        ("Three", String::from("/api/v1/Three/{id}")),
    ] {
        let operation = format!("v1{area}_Get");
        let request: Request<Json> = Request::new(Method::GET, &operation, &path);
        let argument = String::from("id");
        let option = format!("of{area}");
        let request = request.path(&argument, &5).query(&option, &"a b");
        assert_eq!(request.operation(), operation);
        assert_eq!(request.send(&client).await.unwrap()["a"], 1);
        assert_eq!(
            server.received().target(),
            format!("/Cust12345/api/v1/{area}/5?of{area}=a%20b")
        );
    }
}

#[tokio::test]
async fn they_go_by_their_names_like_others() {
    let service = FakeTransport::new();
    let name = format!("v1{}_Count", "New");
    service.respond(name.clone(), FakeResponse::null());
    let request: Request<Json> = Request::new(Method::DELETE, &name, &format!("v1/{}", "New"));
    let error = request.send(&service.client()).await.unwrap_err();
    assert!(error.is_not_found(), "{error:?}");
    assert!(error.to_string().contains(&name), "{error}");
    let operation = service.requests()[0].operation().unwrap();
    assert_eq!(operation.id, name);
    assert_eq!(operation.template, "v1/New");
    assert_eq!(service.requests()[0].method(), "DELETE");
}

#[tokio::test]
async fn a_path_is_only_a_path() {
    let client = FakeTransport::new().client();
    for path in ["", "/", "v1/New?secret=1", "v1/New#x"] {
        let request: Request<Json> = Request::new(Method::GET, "v1New", path);
        let error = request.send(&client).await.unwrap_err();
        let Error::Request(fault) = &error else {
            panic!("{error:?}")
        };
        assert_eq!(fault.kind(), RequestErrorKind::PathTemplate, "{path}");
        assert!(!error.to_string().contains("secret"));
    }
}
