//! What notifications say.

use client::custom_fields::CustomField;
use client::http::StatusCode;
use client::time::{DateTime, TimeOfDay};
use client::webhooks::{EventName, FieldValues, Notification};
use serde::Deserialize;
use serde_json::{Value, json};

use super::vectors::{NOTIFICATION, SECRET, SIGNATURE};
use super::{headers, read, sign, verifier};

fn notification() -> Notification {
    read(NOTIFICATION).expect("a notification")
}

fn values(values: &Value) -> FieldValues {
    let body = json!({ "Event": "contact.changed", "FieldValues": values });
    read(&body.to_string())
        .expect("a notification")
        .field_values
}

#[test]
fn all_properties_are_there() {
    let mut headers = headers(&[SIGNATURE]);
    headers.insert("X-SuperOffice-Retry", "2".parse().expect("a header"));
    let read = verifier(SECRET).verify(&headers, NOTIFICATION.as_bytes());
    let read = read.expect("a notification");
    assert_eq!(
        read.event_id.as_deref(),
        Some("0d5f0c3e-52d1-4d0e-9a57-7f0c9d1f6a10")
    );
    let time = read.timestamp.as_ref().map(DateTime::as_str);
    assert_eq!(time, Some("2026-03-14T15:09:26.5358979Z"));
    assert_eq!(read.event, EventName::CONTACT_CHANGED);
    assert_eq!(read.entity, "contact");
    assert_eq!(read.primary_key, Some(17));
    assert_eq!(
        read.changes,
        ["name", "department", "contactUdef/SuperOffice:1"]
    );
    assert_eq!(read.context_identifier.as_deref(), Some("Cust12345"));
    assert_eq!(read.changed_by_associate_id, Some(3));
    assert_eq!(read.webhook_name.as_deref(), Some("Ærlig talt"));
    assert_eq!(read.retry, Some(2));
    assert_eq!(read.field_values.len(), 7);
    let region = read.additional_properties.get("Region");
    assert_eq!(region, Some(&json!({ "name": "hunter22" })));
    assert_eq!(read.additional_properties.len(), 1);
    assert!(!read.is_test());
}

/// Servers differ in what they leave out, and in the case of names.
#[test]
fn only_the_event_has_to_be_there() {
    let least = read(r#"{"Event":"list.category.softdeleted"}"#).expect("a notification");
    assert_eq!(least.entity, "list.category");
    assert_eq!(
        (least.event_id, least.timestamp, least.retry),
        (None, None, None)
    );
    assert_eq!(
        (least.primary_key, least.changed_by_associate_id),
        (None, None)
    );
    assert!(least.changes.is_empty() && least.field_values.is_empty());
    let nulls = r#"{"event":"webhook.errors","ENTITY":null,"primarykey":66.0,"Changes":null,
        "FieldValues":null,"EventId":null,"Timestamp":null,"ContextIdentifier":null}"#;
    let nulls = read(nulls).expect("a notification");
    assert_eq!((&*nulls.entity, nulls.primary_key), ("webhook", Some(66)));
    assert!(nulls.additional_properties.is_empty());
    assert!(nulls.field_values.is_empty());
}

#[test]
fn what_is_no_notification_says_where() {
    for (body, message) in [
        ("{}", "at `Event`: expected the name of an event"),
        (
            r#"{"Event":""}"#,
            "at `Event`: expected the name of an event",
        ),
        (
            r#"{"Event":null}"#,
            "at `Event`: expected the name of an event",
        ),
        (r#"{"Event":5}"#, "at `Event`: expected a string"),
        ("[]", "at `.`: expected an object"),
        ("null", "at `.`: expected an object"),
        (
            r#"{"Event":"test"} {}"#,
            "at `.`: it is not the expected JSON",
        ),
        // As in samples of the documentation.
        (
            r#"{"Event":"test",}"#,
            "at `.`: it is not the expected JSON",
        ),
        (
            r#"{"Event":"test","PrimaryKey":"5"}"#,
            "at `PrimaryKey`: expected i32",
        ),
        (
            r#"{"Event":"test","PrimaryKey":3000000000}"#,
            "at `PrimaryKey`: expected i32",
        ),
        (
            r#"{"Event":"test","Changes":"name"}"#,
            "at `Changes`: expected an array",
        ),
        (
            r#"{"Event":"test","Changes":["a",5]}"#,
            "at `Changes[1]`: expected a string",
        ),
        (
            r#"{"Event":"test","FieldValues":[]}"#,
            "at `FieldValues`: expected an object",
        ),
    ] {
        let error = read(body).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("the body of the webhook cannot be read {message}"),
            "{body}"
        );
        assert_eq!(error.status(), StatusCode::BAD_REQUEST);
    }
}

/// What is signed says that it is a test, whatever the header says.
#[test]
fn tests_are_told_apart() {
    let body = r#"{"EventId":"a","Changes":[],"Event":"test","PrimaryKey":0,"Entity":"test","ContextIdentifier":"Default"}"#;
    let test = read(body).expect("a test");
    assert!(test.is_test());
    assert_eq!((test.primary_key, test.event.action()), (Some(0), ""));
    let mut headers = headers(&[&sign(NOTIFICATION)]);
    headers.insert("X-Hook-Test", "true".parse().expect("a header"));
    let read = verifier(SECRET).verify(&headers, NOTIFICATION.as_bytes());
    assert!(!read.expect("a notification").is_test());
}

#[test]
fn values_are_read_as_what_they_stand_for() {
    let values = notification().field_values;
    assert_eq!(
        values.value::<i32>("category_idx").expect("a number"),
        Some(4)
    );
    assert_eq!(
        values.value::<i64>("CATEGORY_IDX").expect("a number"),
        Some(4)
    );
    assert_eq!(values.value::<f64>("ratio").expect("a number"), Some(2.5));
    assert_eq!(values.value::<i32>("x_score").expect("a number"), Some(42));
    let text = values.value::<String>("x_score").expect("a string");
    assert_eq!(text.as_deref(), Some("[I:42]"));
    let time = values.value::<DateTime>("registered").expect("a time");
    assert_eq!(
        time.as_ref().map(DateTime::as_str),
        Some("2020-02-16T17:50:17")
    );
    let time = values.value::<DateTime>("x_since").expect("a time");
    assert_eq!(
        time.as_ref().map(DateTime::as_str),
        Some("2025-03-01T14:22:14")
    );
    let field = values.field::<CustomField>("x_score").expect("a field");
    assert_eq!(field, Some(CustomField::Integer(42)));
    assert_eq!(values.value::<i32>("other").expect("nothing"), None);
    let error = values.value::<i32>("name").unwrap_err();
    assert_eq!(error.path(), "name");
    assert!(values.field::<TimeOfDay>("name").is_err());
    let names: Vec<&str> = values.iter().map(|(name, _)| name).collect();
    assert_eq!((names[0], names[6]), ("category_idx", "ratio"));
}

#[test]
fn values_are_read_as_a_struct() {
    #[derive(Debug, Deserialize, PartialEq)]
    struct Car {
        id: i32,
        x_doors: Option<u8>,
        last_changed: DateTime,
    }

    let written = ["[I:6]", "[DT:09/16/2025 14:22:14.0000000]"];
    let read: Car =
        values(&json!({ "Id": written[0], "X_Doors": null, "last_changed": written[1] }))
            .deserialize()
            .expect("a car");
    let last_changed = "2025-09-16T14:22:14".parse().expect("a time");
    let expected = Car {
        id: 6,
        x_doors: None,
        last_changed,
    };
    assert_eq!(read, expected);
    let plain = json!({ "id": 6, "last_changed": "2025-09-16T14:22:14" });
    assert_eq!(
        values(&plain).deserialize::<Car>().expect("a car"),
        expected
    );
    let error = values(&json!({ "id": "six" }))
        .deserialize::<Car>()
        .unwrap_err();
    assert_eq!(error.path(), "id");
}

/// A queue can keep it.
#[test]
fn it_is_written_as_it_was_read() {
    let read = notification();
    let written = serde_json::to_string(&read).expect("JSON");
    let original: Value = serde_json::from_str(NOTIFICATION).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Value>(&written).expect("JSON"),
        original
    );
    assert_eq!(
        serde_json::from_str::<Notification>(&written).expect("JSON"),
        read
    );
    let error = serde_json::from_str::<Notification>(r#"{"Event":5}"#).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("at `Event`: expected a string"),
        "{error}"
    );
}

/// They can be settings of the webhook.
#[test]
fn values_of_additional_properties_are_not_printed() {
    let shown = format!("{:?}", notification());
    assert!(
        shown.contains(r#"additional_properties: ["Region"]"#),
        "{shown}"
    );
    assert!(!shown.contains(SECRET), "{shown}");
}

#[test]
fn names_of_events_have_parts() {
    for (name, entity, action, webhook) in [
        ("contact.changed", "contact", "changed", None),
        (
            "list.category.softdeleted",
            "list.category",
            "softdeleted",
            None,
        ),
        ("list.110.created", "list.110", "created", None),
        ("y_car.deleted", "y_car", "deleted", None),
        ("webhook.errors", "webhook", "errors", None),
        ("webhook123.errors", "webhook", "errors", Some(123)),
        (
            "webhook99999999999.errors",
            "webhook99999999999",
            "errors",
            None,
        ),
        ("webhookx1.errors", "webhookx1", "errors", None),
        ("test", "test", "", None),
        ("webhook1", "webhook", "", Some(1)),
        (".", "", "", None),
        ("", "", "", None),
    ] {
        let event = EventName::from(name);
        assert_eq!((event.entity(), event.action()), (entity, action), "{name}");
        assert_eq!(event.webhook_id(), webhook, "{name}");
        assert_eq!((event.to_string(), event.as_str()), (name.to_owned(), name));
    }
    let known = EventName::members();
    assert_eq!(known.len(), 50);
    assert!(known.contains(&EventName::from("sale.sold".to_owned())));
    assert!(EventName::TEST == "test" && EventName::TEST != *"tests");
    assert_eq!(
        serde_json::to_string(&known[0]).expect("JSON"),
        r#""activity.created""#
    );
    let read: EventName = serde_json::from_str(r#""y_car.created""#).expect("JSON");
    assert_eq!(String::from(read), "y_car.created");
}
