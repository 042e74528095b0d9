//! A service in memory in place of the network.

use client::{
    Credentials, Error, FakeAnswer, FakeTransport, Request, StatusCode, TransportErrorKind,
};

use crate::{Contact, ping};

fn contact() -> Request<Contact> {
    Request::get("v1Test_Contact", "v1/Test/Contact")
}

#[tokio::test]
async fn answers_come_one_after_the_other() {
    let service = FakeTransport::new();
    service
        .answer("v1Test_Contact", FakeAnswer::json(r#"{"Name":"Ada"}"#))
        .answer("v1Test_Contact", FakeAnswer::null());
    let client = service.client();

    let first = contact().optional().send(&client).await.unwrap();
    assert_eq!(first.unwrap().name.as_deref(), Some("Ada"));
    for _ in 0..2 {
        let later = contact().optional().send(&client).await.unwrap();
        assert!(later.is_none());
    }
}

#[tokio::test]
async fn requests_are_kept_as_they_were_sent() {
    let service = FakeTransport::new();
    service.answer("v1Test_Save", FakeAnswer::default());
    let client = client::Client::builder("https://example.com/Cust12345")
        .authorization(Credentials::bearer("8A:Cust12345.secret"))
        .transport(service.clone())
        .build()
        .unwrap();

    let save: Request<()> = Request::post("v1Test_Save", "v1/Test/{id}").path("id", &7);
    save.query("$select", &"Name")
        .json(&5)
        .send(&client)
        .await
        .unwrap();

    let requests = service.requests();
    let [request] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(request.operation().unwrap().id, "v1Test_Save");
    assert_eq!(request.operation().unwrap().template, "v1/Test/{id}");
    assert_eq!(request.method(), "POST");
    assert_eq!(
        request.uri(),
        "https://example.com/Cust12345/api/v1/Test/7?$select=Name"
    );
    assert_eq!(request.json(), Some(5.into()));
    assert_eq!(
        request.header("authorization"),
        Some("Bearer 8A:Cust12345.secret")
    );
    assert!(!format!("{service:?}").contains("secret"));
}

#[tokio::test]
async fn errors_and_failures() {
    let service = FakeTransport::new();
    service
        .answer("v1Test_Ping", FakeAnswer::error(StatusCode::CONFLICT, "no"))
        .answer(
            "v1Test_Ping",
            FakeAnswer::failure(TransportErrorKind::Timeout),
        );
    let client = service.client();

    let error = ping().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Conflict(_)), "{error:?}");
    let error = ping().send(&client).await.unwrap_err();
    let Error::Transport(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.kind(), TransportErrorKind::Timeout);
}

#[tokio::test]
async fn an_operation_without_an_answer_is_named() {
    let error = ping()
        .send(&FakeTransport::new().client())
        .await
        .unwrap_err();
    let source = std::error::Error::source(&error).expect("a source");
    assert!(
        source.to_string().contains("no answer for `v1Test_Ping`"),
        "{source}"
    );
}

#[tokio::test]
async fn answers_from_files() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    file("v1Test_Contact.json", r#"{"Name":"Grace"}"#);
    file("notes.txt", "not an answer");
    let service = FakeTransport::new();
    service.answer_from(folder.path()).unwrap();

    let contact = contact().send(&service.client()).await.unwrap();
    assert_eq!(contact.name.as_deref(), Some("Grace"));
    assert!(service.answer_from(folder.path().join("missing")).is_err());
}

#[tokio::test]
async fn content_with_headers() {
    let service = FakeTransport::new();
    let content = FakeAnswer::content("image/png", vec![1, 2, 3]).with_header("X-Size", "3");
    service.answer("v1Test_Image", content);

    let image: Request<client::Bytes> = Request::get("v1Test_Image", "v1/Test/Image");
    let response = image.send_with_response(&service.client()).await.unwrap();
    assert_eq!(response.headers()["x-size"], "3");
    assert_eq!(&response.into_value()[..], [1, 2, 3]);
}
