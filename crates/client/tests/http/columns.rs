//! Columns of rows, as whatever the service writes for them.

use client::carrier::Dictionary;
use client::collection::{ColumnData, Row};
use client::custom_fields::CustomField;
use client::request::SelectableRows;
use client::time::{Date, DateTime, TimeOfDay, TimeSpan};
use client::{Error, Json, Request};
use serde::Deserialize;

use crate::client;
use crate::server::{Server, ServerResponse};

async fn row(columns: &str) -> Row {
    let json = format!(
        r#"{{"odata.nextLink":null,"value":[{{"PrimaryKey":"1","EntityName":"contact",{columns}}}]}}"#
    );
    let server = Server::start(ServerResponse::json(&json));
    let request: Request<Json, SelectableRows> = Request::get("v1Test_Rows", "v1/Rows");
    let rows = request.rows(&client(&server)).all().await;
    rows.unwrap().remove(0)
}

const COLUMNS: &str = r#""contactUdef/SuperOffice:1":"[I:123]","contactExtra/x_date":"[D:05/13/1999]",
    "contactExtra/x_time":"[DT:04/28/2024 20:28:37.0000000]","contactExtra/x_minute":"[DT:04/28/2024 20:28]",
    "contactExtra/x_clock":"[T:14:52]","contactExtra/x_long":"[TS:500]","contactExtra/x_sum":"[M:123.45]",
    "contactExtra/x_float":"[F:3.0]","contactExtra/x_check":"[I:1]","contactExtra/x_list":"[A:3,4,5]",
    "contactExtra/x_empty":"","contactExtra/x_word":"True","contactExtra/x_bare":"42","Name":"B",
    "contactExtra/x_iso":"2024-05-13","contactExtra/x_short":"2024-05-13T14:52","contactExtra/x_null":null"#;

#[tokio::test]
async fn columns_that_users_have_added_have_values() {
    let row = row(COLUMNS).await;
    let column = |name: &str| format!("contactExtra/{name}");
    assert_eq!(
        row.value::<i32>("contactUdef/SuperOffice:1").unwrap(),
        Some(123)
    );
    assert_eq!(
        row.value::<i64>("contactUdef/SuperOffice:1").unwrap(),
        Some(123)
    );
    assert_eq!(
        row.value::<f64>("contactUdef/SuperOffice:1").unwrap(),
        Some(123.0)
    );
    let text = row.value::<String>("contactUdef/SuperOffice:1").unwrap();
    assert_eq!(text.as_deref(), Some("[I:123]"), "the text itself");
    let json = row.value::<Json>("contactUdef/SuperOffice:1").unwrap();
    assert_eq!(json, Some("[I:123]".into()));

    let day: Date = row.value(&column("x_date")).unwrap().unwrap();
    assert_eq!(day, Date::new(1999, 5, 13).unwrap());
    let time = |name: &str| row.value::<DateTime>(&column(name)).unwrap().unwrap();
    assert_eq!(time("x_time").as_str(), "2024-04-28T20:28:37");
    assert_eq!(time("x_minute").as_str(), "2024-04-28T20:28:00");
    assert_eq!(time("x_short").as_str(), "2024-05-13T14:52:00");
    assert_eq!(time("x_iso").as_str(), "2024-05-13");
    let day: Date = row.value(&column("x_iso")).unwrap().unwrap();
    assert!(day.is_same_day(&Date::new(2024, 5, 13).unwrap()));
    let long: TimeSpan = row.value(&column("x_long")).unwrap().unwrap();
    assert_eq!(long.as_str(), "00:08:20");
    assert_eq!(row.value::<i32>(&column("x_long")).unwrap(), Some(500));
    assert_eq!(row.value::<f64>(&column("x_sum")).unwrap(), Some(123.45));
    assert_eq!(row.value::<i32>(&column("x_float")).unwrap(), Some(3));
    assert_eq!(row.value::<bool>(&column("x_check")).unwrap(), Some(true));
    assert_eq!(row.value::<bool>(&column("x_word")).unwrap(), Some(true));
    assert_eq!(row.value::<i32>(&column("x_bare")).unwrap(), Some(42));
    let list = row.value::<Vec<i32>>(&column("x_list")).unwrap();
    assert_eq!(list, Some(vec![3, 4, 5]));
    assert_eq!(row.value::<i32>(&column("x_empty")).unwrap(), None);
    assert_eq!(row.value::<i32>(&column("x_null")).unwrap(), None);
    assert_eq!(row.value::<i32>(&column("x_missing")).unwrap(), None);

    let error = row.value::<i32>(&column("x_date")).unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    let error = row.value::<bool>("contactUdef/SuperOffice:1").unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
}

#[tokio::test]
async fn columns_are_read_like_custom_fields() {
    let row = row(COLUMNS).await;
    let clock: TimeOfDay = row.field("contactExtra/x_clock").unwrap().unwrap();
    assert_eq!((clock.hour(), clock.minute()), (14, 52));
    let sum: CustomField = row.field("contactExtra/x_sum").unwrap().unwrap();
    assert_eq!(sum, CustomField::Money("123.45".to_owned()));
    let day: Date = row.field("contactExtra/x_iso").unwrap().unwrap();
    assert_eq!(day, Date::new(2024, 5, 13).unwrap());
    let time: DateTime = row.field("contactExtra/x_short").unwrap().unwrap();
    assert_eq!(time.as_str(), "2024-05-13T14:52:00");
    assert_eq!(row.field::<i64>("contactExtra/x_empty").unwrap(), None);
    assert_eq!(row.field::<i64>("contactExtra/x_null").unwrap(), None);
    let error = row.field::<i64>("contactExtra/x_date").unwrap_err();
    assert_eq!(error.key(), "contactExtra/x_date");
}

#[derive(Debug, Deserialize, PartialEq)]
struct Company {
    #[serde(rename = "PrimaryKey")]
    key: i64,
    name: String,
    #[serde(rename = "contactudef/superoffice:1")]
    score: Option<i32>,
    #[serde(rename = "contactExtra/x_date")]
    since: Date,
    #[serde(rename = "contactExtra/x_list")]
    list: Vec<i64>,
}

#[tokio::test]
async fn columns_are_found_in_any_case() {
    let row = row(COLUMNS).await;
    assert_eq!(row.get("name").unwrap(), "B");
    assert_eq!(row.get("NAME").unwrap(), "B");
    assert_eq!(row.display("nAME"), Some("B"));
    assert_eq!(
        row.value::<i32>("CONTACTUDEF/superoffice:1").unwrap(),
        Some(123)
    );
    let company: Company = row.deserialize().unwrap();
    assert_eq!(
        company,
        Company {
            key: 1,
            name: "B".to_owned(),
            score: Some(123),
            since: Date::new(1999, 5, 13).unwrap(),
            list: vec![3, 4, 5],
        }
    );

    let both = self::row(r#""name":"exact","Name":"other""#).await;
    assert_eq!(both.get("Name").unwrap(), "other");
    assert_eq!(both.get("name").unwrap(), "exact");
    assert_eq!(both.get("NAME").unwrap(), "exact", "the first of them");
}

#[tokio::test]
async fn names_of_a_server_that_writes_them_small() {
    let json = r#"{"Value":[{"primaryKey":7,"entityName":"sale","column":{
        "Heading":{"rawValue":"[I:3]","displayValue":"Three","tooltipHint":"tip"}}}]}"#;
    let server = Server::start(ServerResponse::json(json));
    let request: Request<Json, SelectableRows> = Request::get("v1Test_Rows", "v1/Rows");
    let rows = request.rows(&client(&server)).all().await.unwrap();
    assert_eq!(rows[0].primary_key(), Some("7"));
    assert_eq!(rows[0].entity_name(), Some("sale"));
    assert_eq!(rows[0].value::<i32>("heading").unwrap(), Some(3));
    assert_eq!(rows[0].display("heading"), Some("Three"));
    assert_eq!(rows[0].tooltip_hint("heading"), Some("tip"));
}

/// As the archive agent gives it.
struct Column {
    display_value: Option<String>,
    additional_properties: client::carrier::AdditionalProperties,
}

client::carrier!(Column {
    display_value: "DisplayValue",
});

struct Item {
    column_data: Option<Dictionary<Column>>,
    additional_properties: client::carrier::AdditionalProperties,
}

client::carrier!(Item {
    column_data: "ColumnData",
});

#[test]
fn columns_of_the_archive_agent_have_values_too() {
    let json = br#"{"ColumnData":{
        "contactUdef/SuperOffice:1":{"DisplayValue":"[I:123]"},
        "registeredDate":{"DisplayValue":"[D:05/13/1999]"},
        "raw":{"DisplayValue":"One hundred","RawValue":100},
        "name":{"DisplayValue":"B"},"nothing":{"DisplayValue":null},"gone":null}}"#;
    let item: Item = client::decode(json).unwrap();
    let columns = &item.column_data;
    assert_eq!(
        columns.value::<i32>("contactUdef/SuperOffice:1").unwrap(),
        Some(123)
    );
    assert_eq!(
        columns.value::<i32>("contactudef/superoffice:1").unwrap(),
        Some(123)
    );
    let day: Date = columns.value("RegisteredDate").unwrap().unwrap();
    assert_eq!(day, Date::new(1999, 5, 13).unwrap());
    assert_eq!(columns.value::<i32>("raw").unwrap(), Some(100));
    assert_eq!(
        columns.value::<String>("name").unwrap().as_deref(),
        Some("B")
    );
    for name in ["nothing", "gone", "missing"] {
        assert_eq!(columns.value::<String>(name).unwrap(), None, "{name}");
    }
    assert_eq!(columns.value::<i32>("name").unwrap_err().path(), "name");
    assert_eq!(
        None::<Dictionary<Column>>.value::<i32>("name").unwrap(),
        None
    );
}
