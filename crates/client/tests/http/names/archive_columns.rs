//! Columns that an archive does not have.

use client::collection::column;
use client::error::NameErrorKind;
use client::http::StatusCode;
use client::names::{ArchiveColumns, Cache};
use client::request::{Collection, PlainRows};
use client::testing::{FakeResponse, FakeTransport};
use client::{Error, Json, Request};
use serde::Deserialize;

const DESCRIPTION: &str = r#"{"odata.metadata":"x",
    "contactId":{"DisplayName":"Company ID","DisplayType":"int","CanOrderBy":true,"Name":"contactId"},
    "name":{"CanOrderBy":true}, "nameDepartment":{}, "amount":{"CanRestrictBy":false},
    "registered":{}, "category":{"RestrictionListName":"category"}, "contactUdef/SuperOffice:1":{}}"#;

fn service() -> FakeTransport {
    let service = FakeTransport::new();
    service
        .respond("v1Test_Metadata", FakeResponse::json(DESCRIPTION))
        .respond("v1Test_Contacts", FakeResponse::rows([]));
    service
}

fn columns(service: &FakeTransport) -> Cache<ArchiveColumns> {
    let metadata: Request<Json, PlainRows> =
        Request::get("v1Test_Metadata", "v1/Archive/Contact/$metadata");
    ArchiveColumns::cached(&service.client(), metadata)
}

fn contacts() -> Request<Json, Collection> {
    Request::get("v1Test_Contacts", "v1/Contact")
}

#[tokio::test]
async fn a_description_says_what_columns_are_good_for() {
    let service = service();
    let columns = columns(&service).get().await.unwrap();
    let names: Vec<_> = columns.iter().map(|column| &*column.name).collect();
    let expected = [
        "contactId",
        "name",
        "nameDepartment",
        "amount",
        "registered",
        "category",
        "contactUdef/SuperOffice:1",
    ];
    assert_eq!(names, expected);
    let id = columns.get("CONTACTID").unwrap();
    assert_eq!(id.display_name.as_deref(), Some("Company ID"));
    assert_eq!(id.display_type.as_deref(), Some("int"));
    assert_eq!((id.can_order_by, id.can_restrict_by), (Some(true), None));
    let category = columns.get("category").unwrap();
    assert_eq!(category.restriction_list_name.as_deref(), Some("category"));
}

#[tokio::test]
async fn a_wrong_column_is_an_error_with_those_that_are_near() {
    let service = service();
    let columns = columns(&service).get().await.unwrap();
    for (wrong, near) in [
        ("nmae", &["name"][..]),
        ("department", &["nameDepartment"]),
        ("contactid2", &["contactId"]),
        ("contactUdef/SuperOffice:2", &["contactUdef/SuperOffice:1"]),
        ("Sum(amuont):Footer", &["amount"]),
        (
            "GroupBy(DatePart(registerd):YearMonth):Header",
            &["registered"],
        ),
        ("sum amount", &["amount"]),
        ("xyz", &[]),
        ("", &[]),
    ] {
        let error = columns.check(["name", wrong]).unwrap_err();
        assert_eq!(error.near(), near, "{wrong}");
        assert_eq!(error.kind(), NameErrorKind::Column);
        assert!(!error.is_ambiguous());
    }
    let error = columns.check(["nmae"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no column of the archive is called `nmae`: did you mean `name`?"
    );
    let error = columns.check(["x\u{202e}\ny"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "no column of the archive is called `x y` or similarly; if it is new, refresh what is kept"
    );
}

/// The names that are near to `wrong` among those of columns.
async fn near(wrong: &str, known: &[&str]) -> Vec<String> {
    let service = FakeTransport::new();
    let known = known
        .iter()
        .map(|name| ((*name).to_owned(), Json::Object(Default::default())));
    let description = Json::Object(known.collect()).to_string();
    service.respond("v1Test_Metadata", FakeResponse::json(description));
    let columns = columns(&service).get().await.unwrap();
    columns.get(wrong).unwrap_err().near().to_vec()
}

#[tokio::test]
async fn names_with_little_wrong_are_near() {
    let known = [
        "contactId",
        "name",
        "nameDepartment",
        "orgNr",
        "id",
        "\u{c6}ra",
    ];
    for (wrong, expected) in [
        ("nmae", &["name"][..]),
        ("NMAE", &["name"]),
        ("CONTCTID", &["contactId"]),
        ("contct_id", &["contactId"]),
        ("departmnt", &[]),
        ("department", &["nameDepartment"]),
        ("contact", &["contactId"]),
        ("contactIds", &["contactId"]),
        ("\u{e6}ro", &["\u{c6}ra"]),
        ("i", &["id"]),
        ("Nr", &["orgNr"]),
        ("x", &[]),
        ("", &[]),
        ("somebody", &[]),
    ] {
        assert_eq!(near(wrong, &known).await, expected, "{wrong}");
    }
    // The nearest first, and at most three.
    assert_eq!(near("nam", &known).await, ["name", "nameDepartment"]);
    let known = ["name1", "name2", "name3", "name4"];
    assert_eq!(near("name", &known).await, ["name1", "name2", "name3"]);
    assert_eq!(near("a", &["", " "]).await, [""; 0]);
}

#[tokio::test]
async fn functions_of_columns_are_columns() {
    let service = service();
    let columns = columns(&service).get().await.unwrap();
    for right in [
        "Name",
        " name ",
        "PrimaryKey",
        "entityName",
        "contactUdef/SuperOffice:1",
        "contactUdef/SuperOffice:1:Footer",
        "Sum(amount):Footer",
        "Count(category):HideDetail:Footer",
        "GroupBy(DatePart(registered):YearMonth):Header",
    ] {
        columns.check([right]).expect(right);
    }
}

#[tokio::test]
async fn rows_are_checked_before_they_are_asked_for() {
    #[derive(Deserialize)]
    struct Company {
        #[serde(rename = "contactId")]
        _id: i32,
        #[serde(rename = "fullNmae")]
        _name: String,
    }
    #[derive(Deserialize)]
    struct Name {
        #[serde(rename = "name")]
        _name: String,
    }

    let service = service();
    let (client, columns) = (service.client(), columns(&service));
    let mut wrong = contacts().rows_of::<Company>(&client).checked_by(&columns);
    let Some(Err(Error::Name(error))) = wrong.next().await else {
        panic!("the column is wrong")
    };
    assert_eq!(error.name(), "fullNmae");
    assert!(wrong.next().await.is_none(), "an error is the end");

    let sorted = contacts().select(["name"]).order_by(["name desc", "id"]);
    let error = sorted.rows(&client).checked_by(&columns).all().await;
    let error = error.unwrap_err().to_string();
    assert!(error.contains("`id`: did you mean `contactId`?"), "{error}");
    let filter = column("name").begins("A").or(column("contact").this_week());
    let filtered = contacts().filter(column("amount").gt(3).and(filter));
    let error = filtered.rows(&client).checked_by(&columns).all().await;
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("`contact`: did you mean `contactId`"),
        "{error}"
    );
    let operations = |service: &FakeTransport| -> Vec<String> {
        let requests = service.requests();
        requests
            .iter()
            .map(|it| it.uri().path().to_owned())
            .collect()
    };
    assert_eq!(operations(&service).len(), 1, "only the description");

    let right = contacts().order_by(["name desc", "contactid"]);
    let right = right
        .filter(column("contact").gt(1))
        .filter(column("Amount").gt(1));
    let right = right.rows_of::<Name>(&client).checked_by(&columns);
    assert_eq!(right.all().await.unwrap().len(), 0);
    let mut pages = contacts().pages(&client).checked_by(&columns);
    assert!(pages.next().await.unwrap().unwrap().rows.is_empty());
    let operations = operations(&service);
    assert!(
        operations[0].ends_with("/Contact/$metadata"),
        "{operations:?}"
    );
    assert_eq!(operations.len(), 3, "the description is asked for once");
}

#[tokio::test]
async fn without_a_description_nothing_is_asked_for() {
    let service = FakeTransport::new();
    service
        .respond(
            "v1Test_Metadata",
            FakeResponse::error(StatusCode::NOT_FOUND, "no such archive"),
        )
        .respond("v1Test_Contacts", FakeResponse::rows([]));
    let rows = contacts().select(["name"]).rows(&service.client());
    let error = rows.checked_by(&columns(&service)).all().await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(service.requests().len(), 1);
}
