//! Pages of servers that give links, of those that do not, and of those that change their mind.

use std::sync::{Arc, Mutex};

use client::collection::Row;
use client::error::{LinkErrorKind, RequestErrorKind};
use client::request::Collection;
use client::{Error, Json, Request};

use crate::client;
use crate::server::{Received, Server, ServerResponse};

fn contacts() -> Request<Json, Collection> {
    Request::get("v1Test_Contacts", "v1/Contact")
}

fn number(received: &Received, name: &str) -> Option<usize> {
    let query = received.target().split_once('?')?.1;
    let pair = query.split('&').find_map(|pair| pair.strip_prefix(name));
    Some(pair?.strip_prefix('=')?.parse().expect("a number"))
}

/// Where the pages of a server have a link.
type Links = fn(usize) -> bool;

/// A server of so many rows, which gives links on some pages, and pages of at most so many rows.
fn server(rows: usize, most: usize, has_link: Links) -> (Server, Arc<Mutex<Vec<String>>>) {
    let targets = Arc::<Mutex<Vec<String>>>::default();
    let seen = targets.clone();
    let mut page = 0;
    let server = Server::respond(move |received| {
        seen.lock().unwrap().push(received.target().to_owned());
        let top = number(received, "$top").unwrap_or(most).min(most);
        let skip = number(received, "$skip").unwrap_or(0);
        let end = rows.min(skip + top);
        let found =
            (skip..end).map(|key| format!(r#"{{"PrimaryKey":"{key}","EntityName":"contact"}}"#));
        let found: Vec<_> = found.collect();
        page += 1;
        let link = match end < rows && has_link(page) {
            true => format!(r#""?$top={top}&$skip={end}""#),
            false => "null".to_owned(),
        };
        ServerResponse::json(&format!(
            r#"{{"odata.nextLink":{link},"value":[{}]}}"#,
            found.join(",")
        ))
    });
    (server, targets)
}

fn keys(rows: &[Row]) -> Vec<usize> {
    let keys = rows.iter().map(|row| row.primary_key().expect("a key"));
    keys.map(|key| key.parse().expect("a number")).collect()
}

#[tokio::test]
async fn all_kinds_of_servers_give_the_rows_that_are_wanted() {
    let kinds: [(&str, Links); 4] = [
        ("links", |_| true),
        ("no links", |_| false),
        ("links at first", |page| page == 1),
        ("links at last", |page| page > 1),
    ];
    for (kind, has_link) in kinds {
        for rows in [0, 1, 2, 4, 5, 6] {
            for (top, skip) in [
                (None, 0),
                (Some(0), 0),
                (Some(3), 0),
                (Some(4), 1),
                (Some(9), 2),
            ] {
                let (server, _) = server(rows, 100, has_link);
                let client = client(&server);
                let mut request = contacts().page_size(2);
                if let Some(top) = top {
                    request = request.top(top);
                }
                if skip > 0 {
                    request = request.skip(skip);
                }
                let found = request.rows(&client).all().await.unwrap();
                let expected = (0..rows).skip(skip as usize);
                let expected: Vec<_> = match top {
                    Some(top) => expected.take(top as usize).collect(),
                    None => expected.collect(),
                };
                assert_eq!(keys(&found), expected, "{kind}: {rows} {top:?} {skip}");
            }
        }
    }
}

#[tokio::test]
async fn pages_are_asked_for_by_size_and_the_last_by_what_is_left() {
    let (server, targets) = server(10, 100, |_| false);
    let client = client(&server);
    let rows = contacts().page_size(2).top(5).skip(1).rows(&client);
    assert_eq!(keys(&rows.all().await.unwrap()), [1, 2, 3, 4, 5]);
    let base = "/Cust12345/api/v1/Contact?";
    assert_eq!(
        *targets.lock().unwrap(),
        [
            format!("{base}$top=2&$skip=1"),
            format!("{base}$top=2&$skip=3"),
            format!("{base}$top=1&$skip=5"),
        ]
    );
}

#[tokio::test]
async fn top_is_the_number_of_rows_however_long_the_pages_are() {
    let (server, targets) = server(100, 4, |_| true);
    let client = client(&server);
    let mut pages = contacts().top(10).pages(&client);
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.unwrap().rows.len());
    }
    assert_eq!(sizes, [4, 4, 2]);
    assert_eq!(targets.lock().unwrap().len(), 3);
}

/// A server that gives shorter pages than it was asked for stops giving links.
#[tokio::test]
async fn a_page_is_full_by_what_the_server_takes_for_a_page() {
    let (server, _) = server(7, 2, |page| page == 1);
    let rows = contacts().page_size(1_000).rows(&client(&server));
    assert_eq!(keys(&rows.all().await.unwrap()), [0, 1, 2, 3, 4, 5, 6]);
}

#[tokio::test]
async fn a_full_page_without_a_link_is_not_the_end() {
    let full = r#"{"odata.metadata":null,"odata.nextLink":null,"value":[
        {"PrimaryKey":"1","EntityName":"contact","contactId":1},
        {"PrimaryKey":"2","EntityName":"contact","contactId":2}]}"#;
    let short = r#"{"odata.nextLink":null,"value":[{"PrimaryKey":"3","EntityName":"contact"}]}"#;
    let server = Server::script([ServerResponse::json(full), ServerResponse::json(short)]);
    let rows = contacts().page_size(2).rows(&client(&server));
    assert_eq!(keys(&rows.all().await.unwrap()), [1, 2, 3]);
}

#[tokio::test]
async fn one_call_gives_one_page() {
    let (server, _) = server(10, 100, |_| false);
    let client = client(&server);
    for (request, expected) in [
        (contacts().page_size(3), "$top=3"),
        (contacts().page_size(3).top(2), "$top=2"),
        (contacts().top(2).page_size(3), "$top=2"),
        (contacts().top(20).page_size(3), "$top=3"),
        (contacts().top(5).top(4), "$top=4"),
    ] {
        request.send(&client).await.unwrap();
        let received = server.received();
        assert_eq!(
            received.target(),
            format!("/Cust12345/api/v1/Contact?{expected}")
        );
    }
    let error = contacts().page_size(0).send(&client).await.unwrap_err();
    assert!(
        matches!(&error, Error::Request(fault) if fault.kind() == RequestErrorKind::PageSize),
        "{error:?}"
    );
}

/// It would never come to an end.
#[tokio::test]
async fn a_server_that_does_not_skip_is_an_error() {
    let page = r#"{"value":[{"PrimaryKey":1,"name":"a"},{"PrimaryKey":2,"name":"b"}]}"#;
    let server = Server::start(ServerResponse::json(page));
    let client = client(&server);
    let mut rows = contacts().page_size(2).rows(&client);
    for _ in 0..2 {
        rows.next().await.unwrap().unwrap();
    }
    let error = rows.next().await.unwrap().unwrap_err();
    let Error::Link(link) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(link.kind(), LinkErrorKind::Repeated);
    assert!(error.to_string().contains("$skip"), "{error}");
    assert!(rows.next().await.is_none());
}

#[tokio::test]
async fn links_are_relative_to_the_page_that_they_stand_on() {
    for (link, expected) in [
        ("Contact?$skip=1", "/Cust12345/api/v1/Contact?$skip=1"),
        ("?$skip=1", "/Cust12345/api/v1/Contact?$skip=1"),
        ("./Contact?$skip=1", "/Cust12345/api/v1/Contact?$skip=1"),
        ("../v1/Contact?$skip=1", "/Cust12345/api/v1/Contact?$skip=1"),
        ("v1/Contact?$skip=1", "/Cust12345/api/v1/Contact?$skip=1"),
        (
            "api/v1/Contact?$skip=1",
            "/Cust12345/api/v1/Contact?$skip=1",
        ),
        (
            "/Cust12345/api/v1/Contact?$skip=1",
            "/Cust12345/api/v1/Contact?$skip=1",
        ),
    ] {
        let first = format!(r#"{{"odata.nextLink":"{link}","value":[{{"PrimaryKey":1}}]}}"#);
        let server = Server::script([
            ServerResponse::json(&first),
            ServerResponse::json(r#"{"value":[]}"#),
        ]);
        let rows = contacts().rows(&client(&server));
        assert_eq!(rows.all().await.unwrap().len(), 1);
        server.received();
        assert_eq!(server.received().target(), expected, "{link}");
    }
}

#[tokio::test]
async fn the_description_of_an_archive_has_a_row_for_each_column() {
    #[derive(serde::Deserialize)]
    struct Column {
        #[serde(rename = "Name")]
        name: String,
        #[serde(rename = "CanOrderBy")]
        can_order_by: bool,
    }

    let description = r#"{"odata.metadata":"http://server/api/v1/archive/$metadata",
        "contactId":{"DisplayName":"Company ID","CanOrderBy":true,"Name":"contactId","RestrictionType":"int"},
        "name":{"DisplayName":"Company","CanOrderBy":false}}"#;
    let server = Server::start(ServerResponse::json(description));
    let client = client(&server);
    let request: Request<Json, Collection> = Request::get(
        "v1Archive_GetArchive_GET",
        "v1/Archive/{archiveProviderName}",
    );
    let request = request.path("archiveProviderName", &"findcontact$metadata");
    let rows = request.rows(&client).all().await.unwrap();
    assert_eq!(
        server.received().target(),
        "/Cust12345/api/v1/Archive/findcontact%24metadata"
    );
    assert_eq!(rows[0].get("RestrictionType").unwrap(), "int");
    let columns: Result<Vec<Column>, _> = rows.into_iter().map(Row::deserialize).collect();
    let columns = columns.unwrap();
    let names: Vec<_> = columns.iter().map(|column| &*column.name).collect();
    assert_eq!(names, ["contactId", "name"]);
    assert_eq!(
        columns
            .iter()
            .map(|column| column.can_order_by)
            .collect::<Vec<_>>(),
        [true, false]
    );
}

#[tokio::test]
async fn what_is_neither_rows_nor_columns_is_an_error() {
    for json in [r#"{"foo":1}"#, r#"{"a":{},"b":[]}"#] {
        let server = Server::start(ServerResponse::json(json));
        let error = contacts().rows(&client(&server)).all().await.unwrap_err();
        let Error::Decode(error) = error else {
            panic!("{error:?}")
        };
        assert_eq!(error.path(), "value");
    }
    let server = Server::start(ServerResponse::json("{}"));
    let rows = contacts().rows(&client(&server)).all().await.unwrap();
    assert_eq!(rows, []);
}
