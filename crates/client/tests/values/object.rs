//! Carriers as programs write them.

use client::body::Upload;
use client::carrier::{AdditionalProperties, Base64, Dictionary};
use client::time::DateTime;
use client::{Json, object};

struct Visit {
    visit_id: Option<i32>,
    number: Option<i64>,
    amount: Option<f64>,
    paid: Option<bool>,
    title: Option<String>,
    start: Option<DateTime>,
    image: Option<Base64>,
    tags: Option<Vec<String>>,
    ids: Option<Vec<i32>>,
    fields: Option<Dictionary<String>>,
    any: Option<Json>,
    guests: Option<Vec<Guest>>,
    host: Option<Guest>,
    parent: Option<Box<Visit>>,
    additional_properties: AdditionalProperties,
}

client::carrier!(Visit {
    visit_id: "VisitId",
    number: "Number",
    amount: "Amount",
    paid: "Paid",
    title: "Title",
    start: "Start",
    image: "Image",
    tags: "Tags",
    ids: "Ids",
    fields: "Fields",
    any: "Any",
    guests: "Guests",
    host: "Host",
    parent: "Parent",
});

mod people {
    use super::AdditionalProperties;

    pub(crate) struct Guest {
        pub(crate) name: Option<String>,
        pub(crate) additional_properties: AdditionalProperties,
    }

    client::carrier!(Guest { name: "Name" });
}

use people::Guest;

fn json<T: client::carrier::Value>(value: &T) -> Json {
    serde_json::from_slice(&client::encode(value)).expect("it is JSON")
}

#[test]
fn properties_take_values_with_and_without_some() {
    let start: DateTime = "2026-06-02T10:00:00".parse().expect("a time");
    let name = String::from("Ida");
    let number = 7_i64;
    let visit = object!(Visit {
        visit_id: 17,
        number,
        amount: 12.5,
        paid: Some(true),
        title: &name,
        start: start,
        image: b"abc".to_vec(),
        tags: ["a", "b"],
        ids: vec![1, 2],
        fields: [("x", "one"), ("y", "two")],
        any: serde_json::json!({"free": true}),
        guests: None,
    });
    let expected = serde_json::json!({
        "VisitId": 17, "Number": 7, "Amount": 12.5, "Paid": true, "Title": "Ida",
        "Start": "2026-06-02T10:00:00", "Image": "YWJj", "Tags": ["a", "b"], "Ids": [1, 2],
        "Fields": {"x": "one", "y": "two"}, "Any": {"free": true},
    });
    assert_eq!(json(&visit), expected);
}

#[test]
fn numbers_and_options_of_other_kinds_fit() {
    let missing: Option<&str> = None;
    let words = vec!["a"];
    let visit = object!(Visit {
        number: 1,
        amount: 2,
        title: Some("text"),
        tags: words,
        ids: [1, 2].as_slice(),
        image: Upload::from("abc"),
        fields: [("x", None), ("y", Some("two"))],
    });
    assert_eq!((visit.number, visit.amount), (Some(1), Some(2.0)));
    assert_eq!(visit.title.as_deref(), Some("text"));
    assert_eq!(visit.ids, Some(vec![1, 2]));
    let fields = visit.fields.expect("it was set");
    assert_eq!((&fields["x"], fields["y"].as_deref()), (&None, Some("two")));
    let visit = object!(Visit {
        title: missing,
        tags: &["a", "b"][..],
        number: Some(3)
    });
    assert_eq!(
        json(&visit),
        serde_json::json!({"Number": 3, "Tags": ["a", "b"]})
    );
}

#[test]
fn carriers_stand_in_each_other() {
    let ready = object!(Guest { name: "Bo" });
    let visit = object!(Visit {
        host: people::Guest { name: "Ida" },
        guests: [Guest { name: "Ada" }, people::Guest {},],
        parent: Visit {
            parent: Visit { visit_id: 3 },
            host: ready,
        },
    });
    let expected = serde_json::json!({
        "Host": {"Name": "Ida"}, "Guests": [{"Name": "Ada"}, {}],
        "Parent": {"Parent": {"VisitId": 3}, "Host": {"Name": "Bo"}},
    });
    assert_eq!(json(&visit), expected);
}

#[test]
fn the_rest_is_nothing_or_that_of_another_value() {
    assert_eq!(object!(Guest {}), Guest::default());
    assert_eq!(object!(people::Guest { name: None }), Guest::default());
    let before = object!(Visit {
        visit_id: 1,
        title: "old",
        paid: true
    });
    let title = "new";
    let after = object!(Visit {
        title,
        paid: None,
        ..before
    });
    assert_eq!(
        json(&after),
        serde_json::json!({"VisitId": 1, "Title": "new"})
    );
    let after = object!(Visit { ..after });
    assert_eq!(after.visit_id, Some(1));
}

#[test]
fn any_expression_is_a_value() {
    let is_long = true;
    let visit = object!(Visit {
        title: if is_long { "long" } else { "short" },
        paid: 1 < 2,
        ids: (1..3).collect::<Vec<_>>(),
        host: match is_long {
            true => object!(Guest { name: "Ida" }),
            false => Guest::default(),
        },
        visit_id: {
            let id = 4;
            id + 1
        },
    });
    let expected = serde_json::json!({
        "Title": "long", "Paid": true, "Ids": [1, 2], "Host": {"Name": "Ida"}, "VisitId": 5,
    });
    assert_eq!(json(&visit), expected);
}
