//! A service in memory in place of the network.

use client::auth::{CredentialsProvider, CredentialsRequest};
use client::collection::column;
use client::error::{AuthorizationError, TransportErrorKind};
use client::http::StatusCode;
use client::request::Collection;
use client::tenant::{Environment, Tenant, TenantState};
use client::testing::{FakeResponse, FakeRow, FakeTransport};
use client::transport::{BoxFuture, RequestBody};
use client::{Client, Credentials, Error, Json, Request, http};

use crate::{Contact, ping};

fn contact() -> Request<Contact> {
    Request::get("v1Test_Contact", "v1/Test/Contact")
}

#[tokio::test]
async fn responses_come_one_after_the_other() {
    let service = FakeTransport::new();
    service
        .respond("v1Test_Contact", FakeResponse::json(r#"{"Name":"Ada"}"#))
        .respond("v1Test_Contact", FakeResponse::null());
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
    service.respond("v1Test_Save", FakeResponse::default());
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
        .respond(
            "v1Test_Ping",
            FakeResponse::error(StatusCode::CONFLICT, "no"),
        )
        .respond(
            "v1Test_Ping",
            FakeResponse::failure(TransportErrorKind::Timeout),
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
async fn an_operation_without_a_response_is_named() {
    let error = ping()
        .send(&FakeTransport::new().client())
        .await
        .unwrap_err();
    let source = std::error::Error::source(&error).expect("a source");
    assert!(
        source.to_string().contains("no response for `v1Test_Ping`"),
        "{source}"
    );
    // Nobody looks for it among the sources.
    assert!(
        error.to_string().contains("no response for `v1Test_Ping`"),
        "{error}"
    );
}

fn contacts() -> Request<Json, Collection> {
    Request::get("v1Test_Contacts", "v1/Contact")
}

#[tokio::test]
async fn pages_of_rows() {
    let service = FakeTransport::new();
    let row = |key: i64, name: &str| {
        FakeRow::new("contact", key)
            .column("name", name)
            .column("isOwner", true)
            .column("category", Json::Null)
    };
    service
        .respond(
            "v1Test_Contacts",
            FakeResponse::rows([row(1, "Ada"), row(2, "Ida")]).with_next_link("Contact?$skip=2"),
        )
        .respond(
            "v1Test_Contacts",
            FakeResponse::rows([row(3, "Eva")]).with_header("X-Page", "2"),
        );
    let rows = contacts().rows(&service.client()).all().await.unwrap();
    let names: Vec<_> = rows.iter().map(|row| row.get("name").unwrap()).collect();
    assert_eq!(names, ["Ada", "Ida", "Eva"]);
    assert_eq!(rows[2].primary_key(), Some("3"));
    assert_eq!(rows[2].entity_name(), Some("contact"));
    assert_eq!(rows[2].value::<bool>("isOwner").unwrap(), Some(true));
    assert_eq!(rows[2].value::<i32>("category").unwrap(), None);
    let uris: Vec<_> = service
        .requests()
        .iter()
        .map(|it| it.uri().to_string())
        .collect();
    assert_eq!(
        uris,
        [
            "https://fake.invalid/Cust12345/api/v1/Contact",
            "https://fake.invalid/Cust12345/api/v1/Contact?$skip=2",
        ]
    );
}

#[tokio::test]
async fn rows_with_texts_to_show() {
    let service = FakeTransport::new();
    let row = FakeRow::new("sale", 5)
        .column_with_display("type/id", 3, "Three")
        .column("amount", 1.5)
        .column("gone", Json::Null);
    service.respond("v1Test_Contacts", FakeResponse::rows([row]));
    let rows = contacts().rows(&service.client()).all().await.unwrap();
    assert_eq!(rows[0].primary_key(), Some("5"));
    assert_eq!(rows[0].value::<i32>("type/id").unwrap(), Some(3));
    assert_eq!(rows[0].display("type/id"), Some("Three"));
    assert_eq!(rows[0].display("amount"), Some("1.5"));
    assert_eq!(rows[0].display("gone"), None);

    let service = FakeTransport::new();
    service.respond("v1Test_Contacts", FakeResponse::rows([]));
    let rows = contacts().rows(&service.client()).all().await.unwrap();
    assert_eq!(rows, []);
}

#[tokio::test]
async fn tenants() {
    let service = FakeTransport::new();
    service
        .respond(
            "TenantState",
            FakeResponse::tenant("Cust12345", "https://fake2.invalid/Cust12345/api"),
        )
        .respond(
            "TenantState",
            FakeResponse::tenant_state("Cust12345", &TenantState::Suspended),
        )
        .respond("v1Test_Ping", FakeResponse::default());
    let tenant = Tenant::new(Environment::Sod, "Cust12345").unwrap();
    let client = || {
        let builder = Client::builder_for(tenant.clone()).transport(service.clone());
        builder.build().unwrap()
    };
    ping().send(&client()).await.unwrap();
    assert_eq!(
        service.requests()[1].uri(),
        "https://fake2.invalid/Cust12345/api/v1/Test/Ping"
    );
    let error = ping().send(&client()).await.unwrap_err();
    let Error::Tenant(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!(error.state(), Some(&TenantState::Suspended));
}

#[derive(Debug)]
struct Vault;

impl CredentialsProvider for Vault {
    fn credentials<'a>(
        &'a self,
        request: CredentialsRequest<'a>,
    ) -> BoxFuture<'a, Result<Credentials, AuthorizationError>> {
        Box::pin(async move {
            let question = http::Request::post("https://vault.invalid/v1/token?a=b");
            let question = question.body(RequestBody::empty()).unwrap();
            let response = request.transport.send(question).await;
            let response =
                response.map_err(|it| AuthorizationError::with_source("no vault", it))?;
            let token = response.into_body().collect().await.unwrap();
            Ok(Credentials::bearer(String::from_utf8_lossy(&token)))
        })
    }
}

#[tokio::test]
async fn what_is_no_operation_goes_by_its_method_and_path() {
    let service = FakeTransport::new();
    service.respond("v1Test_Ping", FakeResponse::default());
    let client = Client::builder("https://fake.invalid/Cust12345")
        .authorization(Vault)
        .transport(service.clone())
        .build()
        .unwrap();
    let error = ping().send(&client).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("no response for `POST /v1/token`"),
        "{error}"
    );
    service.respond(
        "POST /v1/token",
        FakeResponse::content("text/plain", "8A:x"),
    );
    ping().send(&client).await.unwrap();
    let requests = service.requests();
    let last = requests.last().unwrap();
    assert_eq!(last.header("Authorization"), Some("Bearer 8A:x"));
}

#[tokio::test]
async fn responses_from_files() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    file("v1Test_Contact.json", r#"{"Name":"Grace"}"#);
    file("notes.txt", "not a response");
    let service = FakeTransport::new();
    service.respond_from(folder.path()).unwrap();

    let contact = contact().send(&service.client()).await.unwrap();
    assert_eq!(contact.name.as_deref(), Some("Grace"));
    assert!(service.respond_from(folder.path().join("missing")).is_err());
}

#[tokio::test]
async fn content_with_headers() {
    let service = FakeTransport::new();
    let content = FakeResponse::content("image/png", vec![1, 2, 3]).with_header("X-Size", "3");
    service.respond("v1Test_Image", content);

    let image: Request<client::bytes::Bytes> = Request::get("v1Test_Image", "v1/Test/Image");
    let response = image.send_with_response(&service.client()).await.unwrap();
    assert_eq!(response.headers()["x-size"], "3");
    assert_eq!(&response.into_value()[..], [1, 2, 3]);
}

fn name_of(id: i32) -> Request<String> {
    Request::get("v1Test_Name", "v1/Test/{id}/Name").path("id", &id)
}

fn save(contact: &Contact) -> Request<()> {
    Request::post("v1Test_Save", "v1/Test").json(contact)
}

#[tokio::test]
async fn responses_belong_to_the_requests_that_they_were_given_for() {
    let service = FakeTransport::new();
    service
        .given(name_of(17))
        .respond("Ada".into())
        .respond("Ida".into());
    let gone = FakeResponse::status(StatusCode::GONE);
    service
        .given(name_of(0))
        .with_any_arguments()
        .respond_with(gone);
    let client = service.client();

    for expected in ["Ada", "Ida", "Ida"] {
        assert_eq!(name_of(17).send(&client).await.unwrap(), expected);
    }
    let spelt: Request<String> = Request::get("v1Test_Name", "v1/test/17/name");
    assert_eq!(spelt.send(&client).await.unwrap(), "Ida");
    let error = name_of(18).send(&client).await.unwrap_err();
    assert!(
        matches!(&error, Error::Server(error) if error.status() == StatusCode::GONE),
        "{error}"
    );
}

#[tokio::test]
async fn arguments_in_query_body_and_headers_are_compared() {
    let service = FakeTransport::new();
    let named = |name: &str| Contact {
        name: Some(name.into()),
        ..Contact::default()
    };
    let asked = |name: &str| name_of(1).query("fk", &true).query("of", &name);
    service.given(asked("a b&c")).respond("Ada".into());
    service.given(save(&named("Ada"))).respond(());
    service
        .given(name_of(2).header("X-Of", "Ida"))
        .respond("Ida".into());
    let client = service.client();

    let more = asked("a b&c").query("more", &1);
    assert_eq!(more.send(&client).await.unwrap(), "Ada");
    assert!(asked("a b").send(&client).await.is_err());
    assert!(name_of(1).send(&client).await.is_err());
    save(&named("Ada")).send(&client).await.unwrap();
    assert!(save(&named("Ida")).send(&client).await.is_err());
    assert!(name_of(2).send(&client).await.is_err());
    let sent = name_of(2).header("X-Of", "Ida").send(&client).await;
    assert_eq!(sent.unwrap(), "Ida");
}

/// A query that is too long for an address goes in a form, to another operation.
#[tokio::test]
async fn a_request_is_expected_however_its_query_is_sent() {
    let service = FakeTransport::new();
    let long = column("id").in_(1000..1500);
    let asked = |filter| {
        let request: Request<Json, Collection> = Request::get("v1Test_GetRows", "v1/Row");
        request.form_if_long("v1Test_PostRows").filter(filter)
    };
    service
        .given(asked(long.clone()))
        .rows([FakeRow::new("row", 7)]);
    let found = asked(long).send(&service.client()).await;
    found.expect("it was given");
    let sent = &service.requests()[0];
    assert_eq!(
        sent.operation().map(|sent| sent.id),
        Some("v1Test_PostRows")
    );
    let other = asked(column("id").in_(2000..2500));
    let error = other.send(&service.client()).await;
    let error = error.expect_err("nothing was given for it");
    let source = std::error::Error::source(&error).map(ToString::to_string);
    let source = source.unwrap_or_default();
    assert!(source.contains("with these arguments"), "{source}");
}

#[tokio::test]
async fn every_kind_of_response_can_be_given() {
    let service = FakeTransport::new();
    let maybe = || contact().optional();
    let bytes = || Request::<client::bytes::Bytes>::get("v1Test_Bytes", "v1/Test/Bytes");
    let rows = || Request::<Json, Collection>::get("v1Test_Rows", "v1/Test/Rows");
    service
        .given(maybe())
        .respond(None)
        .respond(Some(Contact::default()));
    service.given(bytes()).respond("content".into());
    service.given(rows()).rows([FakeRow::new("contact", 7)]);
    let client = service.client();

    assert!(maybe().send(&client).await.unwrap().is_none());
    assert!(maybe().send(&client).await.unwrap().is_some());
    assert_eq!(bytes().send(&client).await.unwrap(), "content");
    let found = rows().rows(&client).all().await.unwrap();
    assert_eq!(found[0].primary_key(), Some("7"));
}

#[tokio::test]
async fn a_call_with_other_arguments_says_so() {
    let service = FakeTransport::new();
    service.given(name_of(17)).respond("Ada".into());
    let error = name_of(18).send(&service.client()).await.unwrap_err();
    let causes: String = std::iter::successors(Some(&error as &dyn std::error::Error), |error| {
        error.source()
    })
    .map(ToString::to_string)
    .collect();
    assert!(
        causes.contains("`v1Test_Name` with these arguments"),
        "{causes}"
    );
}

#[test]
#[should_panic(expected = "no client can send this request")]
fn a_request_that_cannot_be_sent_cannot_be_expected() {
    let empty: Request<String> = Request::get("v1Test_Name", "v1/Test/{id}").path("id", &"");
    let _ = FakeTransport::new().given(empty);
}
