//! Paths and queries.

use client::collection::{Mode, Output};
use client::error::RequestErrorKind;
use client::request::{Collection, Parameter, Selectable};
use client::time::DateTime;
use client::{Error, Request};

use crate::client;
use crate::server::{Server, ServerResponse};

#[tokio::test]
async fn path_arguments_stay_in_their_segment() {
    let cases: [(&dyn Parameter, &str); 11] = [
        (&17, "17"),
        (&-5_i64, "-5"),
        (&"en-US_1.2~", "en-US_1.2~"),
        (&"a/b", "a%2Fb"),
        (&"a b", "a%20b"),
        (&"100%", "100%25"),
        (&"%2F", "%252F"),
        (&"a?b#c", "a%3Fb%23c"),
        (&"blåbær", "bl%C3%A5b%C3%A6r"),
        (&"{id}", "%7Bid%7D"),
        (&"..\\x", "..%5Cx"),
    ];
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    for (value, expected) in cases {
        let request: Request<()> = Request::get("v1Test", "v1/Test/{id}/Name");
        request
            .path("id", value)
            .send(&client)
            .await
            .expect(expected);
        let expected = format!("/Cust12345/api/v1/Test/{expected}/Name");
        assert_eq!(server.received().target(), expected);
    }
}

#[tokio::test]
async fn a_path_argument_is_not_filled_into_another() {
    let server = Server::start(ServerResponse::nothing());
    let request: Request<()> = Request::get("v1Test", "v1/Test/{a}/{b}.{c}");
    let request = request.path("a", &"{b}").path("c", &true).path("b", &1.5);
    request.send(&client(&server)).await.expect("a response");
    assert_eq!(
        server.received().target(),
        "/Cust12345/api/v1/Test/%7Bb%7D/1.5.true"
    );
}

#[tokio::test]
async fn unusable_path_arguments_are_not_sent() {
    use RequestErrorKind as Kind;

    let cases: [(&str, &dyn Parameter, Kind); 8] = [
        ("id", &"", Kind::EmptyPathArgument),
        ("id", &None::<i32>, Kind::EmptyPathArgument),
        ("id", &Vec::<i32>::new(), Kind::EmptyPathArgument),
        ("id", &vec![1, 2], Kind::RepeatedPathArgument),
        ("id", &".", Kind::DotPathArgument),
        ("id", &"..", Kind::DotPathArgument),
        ("ID", &1, Kind::UnknownPathArgument),
        ("{id", &1, Kind::UnknownPathArgument),
    ];
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    for (name, value, expected) in cases {
        let name: &'static str = name;
        let request: Request<()> = Request::delete("v1Test", "v1/Test/{id}");
        let error = request.path(name, value).send(&client).await.unwrap_err();
        assert!(
            matches!(&error, Error::Request(fault) if fault.kind() == expected),
            "{error:?}"
        );
        assert!(
            error.to_string().starts_with("v1Test was not sent: "),
            "{error}"
        );
    }

    let request: Request<()> = Request::get("v1Test", "v1/Test/{id}/{name}");
    let error = request.path("id", &1).send(&client).await.unwrap_err();
    assert!(
        matches!(&error, Error::Request(fault)
            if fault.kind() == Kind::MissingPathArgument && fault.name() == "name"),
        "{error:?}"
    );
    assert!(server.is_untouched());
}

#[tokio::test]
async fn query_values_are_encoded_once() {
    let time: DateTime = "2019-12-19T10:44:12+01:00".parse().expect("a time");
    let cases: [(&dyn Parameter, &str); 18] = [
        (&true, "?q=true"),
        (&false, "?q=false"),
        (&-1, "?q=-1"),
        (&9_000_000_000_i64, "?q=9000000000"),
        (&0.25, "?q=0.25"),
        (&time, "?q=2019-12-19T10:44:12%2B01:00"),
        (&"a b", "?q=a%20b"),
        (&"a+b", "?q=a%2Bb"),
        (&"a&b=c;d", "?q=a%26b%3Dc%3Bd"),
        (&"50% #1", "?q=50%25%20%231"),
        (&"$a/b:c?d,e(f)*!@", "?q=$a/b:c?d,e(f)*!@"),
        (&"it's \"x\"", "?q=it%27s%20%22x%22"),
        (&"æ€", "?q=%C3%A6%E2%82%AC"),
        (&"", "?q="),
        (&None::<&str>, ""),
        (&Some(5), "?q=5"),
        (&[1, 2, 3].as_slice(), "?q=1&q=2&q=3"),
        (&Some(vec!["a", "b,c"]), "?q=a&q=b,c"),
    ];
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    for (value, expected) in cases {
        let request: Request<()> = Request::get("v1Test", "v1/Test");
        request
            .query("q", value)
            .send(&client)
            .await
            .expect(expected);
        let expected = format!("/Cust12345/api/v1/Test{expected}");
        assert_eq!(server.received().target(), expected);
    }
}

#[tokio::test]
async fn query_names_and_their_order_are_kept() {
    let server = Server::start(ServerResponse::nothing());
    let request: Request<()> = Request::post("v1Test", "v1/Test");
    let request = request
        .query("ticket.createdBy.type", &1)
        .query("Any", &None::<i32>)
        .query("a b", &2)
        .query("$inlineCount", &"AllPages");
    request.send(&client(&server)).await.expect("a response");
    let received = server.received();
    let (_, query) = received.target().split_once('?').expect("a query");
    assert_eq!(
        query,
        "ticket.createdBy.type=1&a%20b=2&$inlineCount=AllPages"
    );
}

#[tokio::test]
async fn select_names_the_properties() {
    let server = Server::start(ServerResponse::nothing());
    let client = client(&server);
    let request: Request<(), Selectable> = Request::get("v1Test", "v1/Test");

    let selected = request
        .clone()
        .select(["Name", "Old"])
        .select(["Name", "category/id"]);
    selected.send(&client).await.expect("a response");
    assert_eq!(
        server.received().target(),
        "/Cust12345/api/v1/Test?$select=Name,category/id"
    );

    request
        .select(Vec::<String>::new())
        .send(&client)
        .await
        .expect("a response");
    assert_eq!(server.received().target(), "/Cust12345/api/v1/Test");
}

#[tokio::test]
async fn collections_have_all_options() {
    let server = Server::start(ServerResponse::nothing());
    let request: Request<(), Collection> = Request::get("v1Test", "v1/Test");
    let request = request
        .select(["name"])
        .filter("name begins 'A' and category gt 1")
        .order_by(["name asc", "contactId"])
        .entities(["contact", "person"])
        .top(10)
        .skip(20)
        .mode(Mode::Full)
        .options("GrandTotal=true")
        .context("x")
        .format("JSON")
        .json_safe(true)
        .output(Output::Display);
    request.send(&client(&server)).await.expect("a response");
    let received = server.received();
    let (_, query) = received.target().split_once('?').expect("a query");
    let expected = [
        "$select=name",
        "$filter=name%20begins%20%27A%27%20and%20category%20gt%201",
        "$orderBy=name%20asc,contactId",
        "$entities=contact,person",
        "$top=10",
        "$skip=20",
        "$mode=Full",
        "$options=GrandTotal%3Dtrue",
        "$context=x",
        "$format=JSON",
        "$jsonSafe=true",
        "$output=Display",
    ];
    assert_eq!(query.split('&').collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn an_address_that_is_too_long_is_not_sent() {
    let server = Server::start(ServerResponse::nothing());
    let request: Request<()> = Request::get("v1Test", "v1/Test");
    let request = request.query("q", &"x".repeat(100_000));
    let error = request.send(&client(&server)).await.unwrap_err();
    assert!(
        matches!(&error, Error::Request(fault) if fault.kind() == RequestErrorKind::Address),
        "{error:?}"
    );
}
