//! Rows: how they are asked for, and how they arrive page by page.

use client::collection::{Mode, Row, column};
use client::error::LinkErrorKind;
use client::request::{Collection, SelectableRows};
use client::{Credentials, Error, Json, Request};
use serde::Deserialize;

use crate::server::{Server, ServerResponse};
use crate::{builder, client};

fn contacts() -> Request<Json, Collection> {
    Request::get("v1Test_Contacts", "v1/Contact")
}

#[tokio::test]
async fn options_are_on_the_wire_as_the_service_reads_them() {
    let server = Server::start(ServerResponse::json(r#"{"value":[]}"#));
    let rows = contacts()
        .select(["name", "contact/category"])
        .filter(
            column("name")
                .begins("L'Oréal & Co")
                .and(column("id").one_of([1, 2])),
        )
        .order_by([column("category").descending(), column("name").ascending()])
        .top(10)
        .mode(Mode::Full)
        .rows(&client(&server))
        .all()
        .await
        .unwrap();
    assert_eq!(rows, []);
    assert_eq!(
        server.received().target(),
        "/Cust12345/api/v1/Contact?$select=name,contact/category\
         &$filter=name%20begins%20%27L%5C%27Or%C3%A9al%20%26%20Co%27%20and%20id%20oneOf%20(1,2)\
         &$orderBy=category%20desc,name%20asc&$top=10&$mode=Full"
    );
}

fn page(key: u32, link: &str) -> ServerResponse {
    let link = serde_json::to_string(link).unwrap();
    ServerResponse::json(&format!(
        r#"{{"odata.metadata":"x","odata.nextLink":{link},"value":[{{"PrimaryKey":"{key}","EntityName":"contact"}}]}}"#
    ))
}

fn keys(rows: &[Row]) -> Vec<&str> {
    rows.iter().filter_map(Row::primary_key).collect()
}

#[tokio::test]
async fn rows_come_from_all_pages() {
    let server = Server::script([
        // As the server sees itself behind a proxy.
        page(
            1,
            "https://internal:443/cust12345/API/v1/Contact?$skip=1&$filter=a%20eq%20'x'",
        ),
        page(2, "/Cust12345/api/v1/Contact?$skiptoken=Zm9v%2B"),
        ServerResponse::json(r#"{"odata.nextLink":"v1/Contact?$skip=3"}"#),
        ServerResponse::json(r#"{"odata.nextLink":null,"value":[{"PrimaryKey":4}]}"#),
    ]);
    let client = builder(&server)
        .authorization(Credentials::bearer("8A:Cust12345.secret"))
        .build()
        .unwrap();
    let rows = contacts().language("en").header("X-Own", "1").rows(&client);
    let rows = rows.all().await.unwrap();
    assert_eq!(keys(&rows), ["1", "2", "4"]);
    for target in [
        "/Cust12345/api/v1/Contact",
        "/Cust12345/api/v1/Contact?$skip=1&$filter=a%20eq%20%27x%27",
        "/Cust12345/api/v1/Contact?$skiptoken=Zm9v%2B",
        "/Cust12345/api/v1/Contact?$skip=3",
    ] {
        let received = server.received();
        assert_eq!(received.target(), target);
        let host = server.base_url();
        assert_eq!(received.header("Host"), host.split('/').nth(2));
        assert_eq!(received.header("SO-Language"), Some("en"));
        assert_eq!(received.header("X-Own"), Some("1"));
        assert_eq!(
            received.header("Authorization"),
            Some("Bearer 8A:Cust12345.secret")
        );
    }
}

#[tokio::test]
async fn a_page_is_asked_for_when_it_is_taken() {
    let server = Server::script([page(1, "/Cust12345/api/v1/Contact?$skip=1"), page(2, "")]);
    let client = client(&server);
    let mut pages = contacts().pages(&client);
    assert!(server.is_untouched());
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(keys(&first.rows), ["1"]);
    server.received();
    assert!(server.is_untouched());
    let second = pages.next().await.unwrap().unwrap();
    assert_eq!(keys(&second.rows), ["2"]);
    for _ in 0..2 {
        assert!(pages.next().await.is_none());
    }
}

#[tokio::test]
async fn links_that_lead_elsewhere_are_refused() {
    for (link, kind, shown) in [
        (
            "https://evil.example/Cust2/api/v1/Contact?q=secret",
            LinkErrorKind::Elsewhere,
            "https://evil.example/Cust2/api/v1/Contact",
        ),
        (
            "http://evil.example/v1/Contact",
            LinkErrorKind::Elsewhere,
            "http://evil.example/v1/Contact",
        ),
        (
            "/Cust12345/api/../../Cust2/api/v1/Contact",
            LinkErrorKind::Elsewhere,
            "/Cust2/api/v1/Contact",
        ),
        (
            "https://me:pw@sod.superoffice.com/Cust12345/api/v1/Contact",
            LinkErrorKind::Elsewhere,
            "https://sod.superoffice.com/Cust12345/api/v1/Contact",
        ),
        (
            "mailto:a@example.com",
            LinkErrorKind::Elsewhere,
            "nulla@example.com",
        ),
        ("https://[", LinkErrorKind::Unreadable, ""),
        (
            "/Cust12345/api/v1/Contact",
            LinkErrorKind::Loop,
            "v1/Contact",
        ),
    ] {
        let server = Server::start(page(1, link));
        let client = client(&server);
        let mut rows = contacts().rows(&client);
        // The rows of a page count even if what follows cannot be read.
        rows.next().await.unwrap().unwrap();
        let error = rows.next().await.unwrap().unwrap_err();
        let Error::Link(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.kind(), kind, "{link}");
        assert!(error.link().ends_with(shown), "{link}: {}", error.link());
        assert!(!format!("{error} {error:?}").contains("secret"));
        assert!(!format!("{error} {error:?}").contains("pw"));
        server.received();
        assert!(server.is_untouched(), "{link}");
        assert!(rows.next().await.is_none());
    }
}

#[tokio::test]
async fn a_ring_of_pages_ends() {
    let server = Server::respond(|received| {
        let other = if received.target().ends_with("=1") {
            2
        } else {
            1
        };
        page(other, &format!("/Cust12345/api/v1/Contact?$skip={other}"))
    });
    let client = client(&server);
    let error = contacts().rows(&client).all().await.unwrap_err();
    assert!(matches!(error, Error::Link(_)), "{error:?}");
}

#[tokio::test]
async fn an_error_of_a_later_page_is_not_lost() {
    let server = Server::script([
        page(1, "/Cust12345/api/v1/Contact?$skip=1"),
        ServerResponse::new("400 Bad Request").with_body("application/json", r#"{"Message":"no"}"#),
    ]);
    let client = client(&server);
    let mut rows = contacts().rows(&client);
    assert_eq!(rows.next().await.unwrap().unwrap().primary_key(), Some("1"));
    let error = rows.next().await.unwrap().unwrap_err();
    assert_eq!(error.status().unwrap(), 400);
    assert!(rows.next().await.is_none());
}

async fn rows(json: &str) -> Result<Vec<Row>, Error> {
    let server = Server::start(ServerResponse::json(json));
    let request: Request<Json, SelectableRows> = Request::get("v1Test_Rows", "v1/Rows");
    request.select(["a"]).rows(&client(&server)).all().await
}

#[derive(Debug, Deserialize, PartialEq)]
struct Project {
    #[serde(rename = "PrimaryKey")]
    key: i32,
    name: String,
    #[serde(rename = "type/id")]
    kind: Option<i32>,
}

#[tokio::test]
async fn slim_and_full_rows_read_alike() {
    let slim = r#"{"value":[{"PrimaryKey":"25","EntityName":"project","name":"A","type/id":3}]}"#;
    let full = r#"{"value":[{"PrimaryKey":25,"EntityName":"project","StyleHint":"","LinkHint":"main",
        "TableRight":{"Mask":1},"Column":{
            "name":{"RawValue":"A","DisplayValue":"The A","LinkHint":"project?id=25","TooltipHint":"tip"},
            "type/id":{"RawValue":3,"DisplayValue":"Three"}}}]}"#;
    for (json, display) in [(slim, "A"), (full, "The A")] {
        let rows = rows(json).await.unwrap();
        let row = &rows[0];
        assert_eq!(row.primary_key(), Some("25"));
        assert_eq!(row.entity_name(), Some("project"));
        assert_eq!(row.get("name").unwrap(), "A");
        assert_eq!(row.display("name"), Some(display));
        assert_eq!(row.value::<i32>("type/id").unwrap(), Some(3));
        assert_eq!(row.value::<i32>("other").unwrap(), None);
        let names: Vec<_> = row.columns().map(|(name, _)| name).collect();
        assert_eq!(names, ["name", "type/id"]);
        let project: Project = row.clone().deserialize().unwrap();
        let (key, name, kind) = (25, "A".to_owned(), Some(3));
        assert_eq!(project, Project { key, name, kind });
    }
    let full = &rows(full).await.unwrap()[0];
    assert_eq!(full.link_hint("name"), Some("project?id=25"));
    assert_eq!(full.tooltip_hint("name"), Some("tip"));
    assert_eq!(full.tooltip_hint("type/id"), None);
}

#[tokio::test]
async fn rows_of_any_entity_with_any_columns() {
    let json = r#"{"value":[{"EntityName":"neverHeardOf","z":1,"a":{"b":[]}},{}]}"#;
    let rows = rows(json).await.unwrap();
    assert_eq!(rows[0].entity_name(), Some("neverHeardOf"));
    let names: Vec<_> = rows[0].columns().map(|(name, _)| name).collect();
    assert_eq!(names, ["z", "a"], "in the order of the server");
    assert_eq!(rows[1].primary_key(), None);
}

#[tokio::test]
async fn what_does_not_fit_is_named() {
    let row = || async {
        rows(r#"{"value":[{"PrimaryKey":"x1","name":7,"type/id":"x"}]}"#)
            .await
            .unwrap()
            .remove(0)
    };
    let check = |error: Error, expected: &str| assert_eq!(error.to_string(), expected);
    check(
        row().await.deserialize::<Project>().unwrap_err(),
        "the response of v1Test_Rows cannot be read at `PrimaryKey`: expected i32",
    );
    check(
        row().await.value::<String>("name").unwrap_err(),
        "the response of v1Test_Rows cannot be read at `name`: expected a string",
    );
    check(
        row().await.value::<Vec<i32>>("type/id").unwrap_err(),
        "the response of v1Test_Rows cannot be read at `type/id`: expected an array",
    );
    for (json, path) in [
        ("[]", "."),
        (r#"{"value":1}"#, "value"),
        (r#"{"value":[{},2]}"#, "value[1]"),
        (r#"{"odata.nextLink":1}"#, "odata.nextLink"),
    ] {
        let Error::Decode(error) = rows(json).await.unwrap_err() else {
            panic!("{json}")
        };
        assert_eq!(error.path(), path);
    }
}
