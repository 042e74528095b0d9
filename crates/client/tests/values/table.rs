//! Values of tables, and the strings that stand for them.

use client::Error;
use client::custom_fields::CustomField;
use client::error::{TableError, TableErrorKind, ValueError};
use client::table::{TableRows, TableValue, TableValueError};
use client::time::{Date, DateTime, TimeOfDay};

struct InsertRequest {
    table_name: Option<String>,
    columns: Option<Vec<String>>,
    data: Option<Vec<Vec<String>>>,
    return_row_status: Option<bool>,
    additional_properties: client::carrier::AdditionalProperties,
}

client::carrier!(InsertRequest {
    table_name: "TableName",
    columns: "Columns",
    data: "Data",
    return_row_status: "ReturnRowStatus",
});

/// The text in a body; empty for `null`.
fn text(value: &dyn TableValue) -> String {
    value.to_table_text().unwrap().unwrap_or_default()
}

#[test]
fn each_type_has_the_moniker_that_the_documentation_gives_it() {
    let time: DateTime = "2024-04-28T20:28:37".parse().unwrap();
    for (value, expected) in [
        (&"cat" as &dyn TableValue, "cat"),
        (&"in \"a\" hat\n".to_owned(), "in \"a\" hat\n"),
        (&"", ""),
        (&"[I:3]", "[I:3]"),
        (&true, "[I:1]"),
        (&false, "[I:0]"),
        (&123_i32, "[I:123]"),
        (&-5_i16, "[I:-5]"),
        (&7_u16, "[I:7]"),
        (&u32::MAX, "[I:4294967295]"),
        (&i64::MIN, "[I:-9223372036854775808]"),
        (&321.4, "[F:321.4]"),
        (&3.0, "[F:3]"),
        (&Date::new(1999, 5, 13).unwrap(), "[D:05/13/1999]"),
        (&time, "[DT:04/28/2024 20:28:37.0000000]"),
        (&TimeOfDay::new(14, 52, 0).unwrap(), "[T:14:52]"),
        (&vec![3_i64, 4, 5], "[A:3,4,5]"),
        (&CustomField::Money("123.45".to_owned()), "[M:123.45]"),
        (&CustomField::Binary("X98".to_owned()), "[B:X98]"),
        (&CustomField::TimeSpan(500), "[TS:500]"),
        (&Some(5), "[I:5]"),
        (&&Some("x"), "x"),
    ] {
        assert_eq!(text(value), expected);
    }
    for none in [
        &None::<i32> as &dyn TableValue,
        &None::<&str>,
        &Some(None::<bool>),
    ] {
        assert_eq!(none.to_table_text(), Ok(None));
    }
}

#[test]
fn a_body_has_the_rows_and_what_else_it_is_given() {
    let mut rows = TableRows::new("y_rental", ["x_start", "x_note"]);
    assert!(rows.is_empty());
    rows.push(&[&Date::new(2024, 5, 28).unwrap(), &"Zwölf \"Räder\""])
        .unwrap();
    rows.push(&[&None::<Date>, &None::<&str>]).unwrap();
    assert_eq!(rows.len(), 2);
    let body = InsertRequest {
        return_row_status: Some(true),
        ..rows.into_body().unwrap()
    };
    let json: serde_json::Value = serde_json::from_slice(&client::encode(&body)).unwrap();
    let expected = serde_json::json!({
        "TableName": "y_rental",
        "Columns": ["x_start", "x_note"],
        "Data": [["[D:05/28/2024]", "Zwölf \"Räder\""], [null, null]],
        "ReturnRowStatus": true,
    });
    assert_eq!(json, expected);
}

#[test]
fn rows_that_do_not_fit_are_errors_and_are_not_added() {
    let mut rows = TableRows::new("contact", ["contact_id", "name", "score"]);
    rows.push(&[&0, &"Ida", &1.5]).unwrap();
    let error = rows.push(&[&0, &"Ada"]).unwrap_err();
    let kind = TableErrorKind::Count {
        values: 2,
        columns: 3,
    };
    assert_eq!(
        (error.table(), error.row(), error.kind()),
        ("contact", 1, kind)
    );
    assert_eq!(
        error.to_string(),
        "row 2 for the table `contact` has 2 values for 3 columns"
    );
    let error = rows.push(&[&0, &"Ada", &f64::NAN]).unwrap_err();
    assert_eq!((error.column(), error.row()), ("score", 1));
    assert_eq!(
        error.to_string(),
        "row 2 for the table `contact` cannot be written: the value for `score` is not a finite \
         number"
    );
    let zoned: DateTime = "2024-05-13T14:52:00Z".parse().unwrap();
    let error = rows.push(&[&0, &Some(zoned), &None::<f64>]).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("`name` is not a date and time without an offset")
    );
    assert_eq!(rows.len(), 1);
}

#[test]
fn columns_have_names_and_no_name_twice() {
    let body = |columns: &[&str]| {
        let rows = TableRows::new("contact", columns.iter().copied());
        rows.into_body::<InsertRequest>().map(|_| ())
    };
    let kind = |columns: &[&str]| -> TableErrorKind {
        match body(columns) {
            Err(Error::Value(error)) => match *error {
                ValueError::Table(error) => TableError::kind(&error),
                other => panic!("{other}"),
            },
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(kind(&[]), TableErrorKind::NoColumns);
    assert_eq!(kind(&["name", " "]), TableErrorKind::EmptyColumn);
    assert_eq!(
        kind(&["name", "id", "Name"]),
        TableErrorKind::RepeatedColumn
    );
    assert!(body(&["name"]).is_ok());
    let error = body(&["name", "name"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the rows for the table `contact` have the column `name` twice"
    );
}

#[test]
fn a_body_of_another_operation_is_refused() {
    struct DeleteRequest {
        table_name: Option<String>,
        ids: Option<Vec<i32>>,
        additional_properties: client::carrier::AdditionalProperties,
    }

    client::carrier!(DeleteRequest {
        table_name: "TableName",
        ids: "IDs",
    });

    let rows = TableRows::new("contact", ["name"]);
    let error = rows.into_body::<DeleteRequest>().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the rows for the table `contact` cannot be in a body without `TableName`, `Columns` and \
         `Data`"
    );
}

#[test]
fn types_of_ones_own_are_values() {
    struct Even(i32);

    impl TableValue for Even {
        fn to_table_text(&self) -> Result<Option<String>, TableValueError> {
            match self.0 % 2 {
                0 => self.0.to_table_text(),
                _ => Err(TableValueError::new("an even number")),
            }
        }
    }

    let mut rows = TableRows::new("contact", ["score"]);
    rows.push(&[&Even(4)]).unwrap();
    let error = rows.push(&[&Even(5)]).unwrap_err();
    assert_eq!(error.kind(), TableErrorKind::Value("an even number"));
}
