//! Rows as structs, which say what to select.

use std::collections::BTreeMap;

use client::collection::{FromRow, Row};
use client::request::{Collection, PlainRows, SelectableRows};
use client::testing::{FakeResponse, FakeRow, FakeTransport};
use client::time::Date;
use client::{Error, Json, Request};
use futures_util::StreamExt;
use serde::Deserialize;

#[derive(Debug, PartialEq, Deserialize)]
struct Company {
    #[serde(rename = "PrimaryKey")]
    key: i64,
    #[serde(rename = "entityName")]
    entity: String,
    name: String,
    #[serde(rename = "contactUdef/SuperOffice:1")]
    score: Option<i32>,
    #[serde(default, rename = "registeredDate")]
    registered: Option<Date>,
    #[serde(skip)]
    note: String,
}

/// Made without serde.
#[derive(Debug, PartialEq)]
struct Name(String);

impl FromRow for Name {
    fn columns() -> Option<&'static [&'static str]> {
        Some(&["name"])
    }

    fn from_row(row: Row) -> Result<Self, Error> {
        row.required("name").map(Self)
    }
}

fn service(rows: impl IntoIterator<Item = FakeRow>) -> FakeTransport {
    let service = FakeTransport::new();
    service.respond("v1Test_Contacts", FakeResponse::rows(rows));
    service
}

fn ida() -> FakeRow {
    FakeRow::new("contact", 17).column("name", "Ida")
}

fn contacts() -> Request<Json, Collection> {
    Request::get("v1Test_Contacts", "v1/Contact")
}

fn query(service: &FakeTransport) -> Option<String> {
    let requests = service.requests();
    requests.last()?.uri().query().map(str::to_owned)
}

#[tokio::test]
async fn the_fields_of_a_struct_are_selected() {
    let full = ida()
        .column("contactUdef/SuperOffice:1", "[I:42]")
        .column("registeredDate", "2024-05-28T00:00:00");
    let service = service([full]);
    let rows = contacts().top(5).rows_of::<Company>(&service.client());
    let company = Company {
        key: 17,
        entity: "contact".to_owned(),
        name: "Ida".to_owned(),
        score: Some(42),
        registered: Some("2024-05-28T00:00:00".parse().unwrap()),
        note: String::new(),
    };
    assert_eq!(rows.all().await.unwrap(), [company]);
    assert_eq!(
        query(&service).unwrap(),
        "$top=5&$select=name,contactUdef/SuperOffice:1,registeredDate",
        "the service sends the key and the entity in any case"
    );
}

#[tokio::test]
async fn what_is_selected_otherwise_stays() {
    let service = service([ida()]);
    let request = contacts().select(["name", "orgNr"]);
    let names: Vec<Name> = request.rows_of(&service.client()).all().await.unwrap();
    assert_eq!(names, [Name("Ida".to_owned())]);
    assert_eq!(query(&service).unwrap(), "$select=name,orgNr");
}

#[tokio::test]
async fn types_without_serde_say_their_columns() {
    let service = service([ida()]);
    let mut names = contacts().rows_of::<Name>(&service.client());
    assert_eq!(names.next().await.unwrap().unwrap().0, "Ida");
    assert!(names.next().await.is_none());
    assert_eq!(query(&service).unwrap(), "$select=name");
}

#[tokio::test]
async fn operations_without_select_get_none() {
    let service = service([ida()]);
    let client = service.client();
    let plain: Request<Json, PlainRows> = Request::get("v1Test_Contacts", "v1/Contact");
    plain.rows_of::<Name>(&client).all().await.unwrap();
    assert_eq!(query(&service), None);
    let only: Request<Json, SelectableRows> = Request::get("v1Test_Contacts", "v1/Contact");
    only.rows_of::<Name>(&client).all().await.unwrap();
    assert_eq!(query(&service).unwrap(), "$select=name");
}

#[tokio::test]
async fn types_that_do_not_know_their_columns_select_nothing() {
    #[derive(Deserialize)]
    struct Flat {
        #[serde(rename = "name")]
        _name: String,
        #[serde(flatten)]
        others: BTreeMap<String, Json>,
    }
    #[derive(Deserialize)]
    struct Key {
        #[serde(rename = "PrimaryKey")]
        key: i32,
    }

    let service = service([ida().column("orgNr", "5")]);
    let client = service.client();
    let maps = contacts().rows_of::<BTreeMap<String, Json>>(&client);
    assert_eq!(maps.all().await.unwrap()[0]["orgNr"], "5");
    assert_eq!(query(&service), None);
    let flat = contacts().rows_of::<Flat>(&client).all().await.unwrap();
    assert_eq!(flat[0].others["orgNr"], "5");
    assert_eq!(query(&service), None);
    let rows = contacts().rows_of::<Row>(&client).all().await.unwrap();
    assert_eq!(rows[0].get("orgNr").unwrap(), "5");
    let keys = contacts().rows_of::<Key>(&client).all().await.unwrap();
    assert_eq!(keys[0].key, 17);
    assert_eq!(query(&service), None);
}

#[tokio::test]
async fn a_row_that_does_not_fit_is_an_error_of_its_own() {
    let service = service([
        ida().column("name", 5),
        FakeRow::new("contact", 18),
        ida().column("name", "Ada"),
    ]);
    let rows = contacts().rows_of::<Name>(&service.client());
    let outcomes: Vec<_> = rows
        .map(|name| name.map_err(|it| it.to_string()))
        .collect()
        .await;
    let [Err(number), Err(missing), Ok(name)] = &outcomes[..] else {
        panic!("{outcomes:?}")
    };
    let of = "the response of v1Test_Contacts cannot be read at";
    assert_eq!(*number, format!("{of} `name`: expected a string"));
    assert_eq!(*missing, format!("{of} `name`: expected a value"));
    assert_eq!(name.0, "Ada");
    let all = contacts().rows_of::<Name>(&service.client()).all().await;
    assert!(matches!(all, Err(Error::Decode(_))));
    let companies = contacts().rows_of::<Company>(&service.client()).all().await;
    let error = companies.unwrap_err().to_string();
    assert_eq!(error, format!("{of} `name`: expected a string"));
}

#[tokio::test]
async fn a_column_that_is_missing_is_named() {
    let service = service([FakeRow::new("contact", 18)]);
    let companies = contacts().rows_of::<Company>(&service.client()).all().await;
    assert_eq!(
        companies.unwrap_err().to_string(),
        "the response of v1Test_Contacts cannot be read at `.`: `name` is missing"
    );
}
