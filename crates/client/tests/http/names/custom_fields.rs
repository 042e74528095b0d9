//! Custom fields by the names that people know them by.

use client::carrier::Dictionary;
use client::custom_fields::CustomFields;
use client::error::NameErrorKind;
use client::http::StatusCode;
use client::names::{Cache, CustomFieldInfo, CustomFieldLayout};
use client::testing::{FakeResponse, FakeTransport};
use client::{Error, Json, Request};

/// As the service describes fields of both kinds.
const FIELDS: &str = r#"[
    {"FieldType":"Integer","FieldName":"SuperOffice:1","DisplayName":"Score","Description":"From 1 to 100",
     "ShortLabel":"Sc.","IsMandatory":true,"IsReadOnly":false},
    {"FieldType":"MdoList","FieldName":"SuperOffice:2","DisplayName":"Segment","MdoListName":"udlist::Segment"},
    {"FieldName":"x_since","DisplayName":"Since"}, {"FieldName":"x_since2","DisplayName":"since"},
    {"FieldName":"x_one","DisplayName":"Twice"}, {"FieldName":"x_two","DisplayName":"Twice"},
    {"FieldName":"x_silent","DisplayName":""}, {"FieldName":null,"DisplayName":"A heading"}]"#;

/// As the service describes fields in a layout.
const LAYOUT: &str = r#"[{"FieldLabel":" Ärea ","ProgId":"SuperOffice:7","Tooltip":"In m²",
    "FieldType":"Decimal","MdoListName":"","ShortLabel":null}]"#;

fn layout(service: &FakeTransport) -> Cache<CustomFieldLayout> {
    let request: Request<Vec<Json>> = Request::get("v1Test_Fields", "v1/Fields");
    CustomFieldLayout::cached(&service.client(), request)
}

async fn of(json: &str) -> CustomFieldLayout {
    let service = FakeTransport::new();
    service.respond("v1Test_Fields", FakeResponse::json(json.to_owned()));
    CustomFieldLayout::clone(&layout(&service).get().await.unwrap())
}

#[tokio::test]
async fn fields_are_read_and_written_by_their_labels() {
    let layout = of(FIELDS).await;
    let json = br#"{"SuperOffice:1":"[I:42]","x_since":"[D:05/13/1999]"}"#;
    let mut fields: Dictionary<String> = client::decode(json).unwrap();
    let score = &layout.by_label("Score").unwrap().key;
    assert_eq!(fields.read::<i64>(score).unwrap(), Some(42));
    fields.write(score, 43).unwrap();
    let since = &layout.by_label("Since").unwrap().key;
    fields.write_null(since);
    assert_eq!(
        client::encode(&fields),
        br#"{"SuperOffice:1":"[I:43]","x_since":null}"#
    );
}

#[tokio::test]
async fn fields_are_described() {
    let layout = of(FIELDS).await;
    let keys: Vec<&str> = layout.iter().map(|field| &*field.key).collect();
    let expected = [
        "SuperOffice:1",
        "SuperOffice:2",
        "x_since",
        "x_since2",
        "x_one",
        "x_two",
        "x_silent",
    ];
    assert_eq!(keys, expected, "a heading is no field");
    let score = layout.by_key("superoffice:1").unwrap();
    assert_eq!((&*score.label, &*score.short_label), ("Score", "Sc."));
    assert_eq!(score.tooltip, "From 1 to 100");
    assert_eq!(score.field_type.as_deref(), Some("Integer"));
    assert_eq!(
        (score.is_mandatory, score.is_read_only),
        (Some(true), Some(false))
    );
    let segment = layout.by_label("segment").unwrap();
    assert_eq!(segment.list_name.as_deref(), Some("udlist::Segment"));

    let layout = of(LAYOUT).await;
    let area: &CustomFieldInfo = layout.by_label("ärea").unwrap();
    assert_eq!((&*area.key, &*area.tooltip), ("SuperOffice:7", "In m²"));
    assert_eq!((&*area.short_label, area.list_name.as_deref()), ("", None));
    assert_eq!(layout.by_key("SuperOffice:7").unwrap(), area);
}

#[tokio::test]
async fn a_label_that_is_not_there_is_an_error_with_those_that_are_near() {
    let layout = of(FIELDS).await;
    let error = layout.by_label("Scoer").unwrap_err();
    assert_eq!(
        (error.kind(), error.name()),
        (NameErrorKind::CustomField, "Scoer")
    );
    assert_eq!(error.near(), ["Score"]);
    assert_eq!(
        Error::from(error).to_string(),
        "no custom field is called `Scoer`: did you mean `Score`?"
    );
    let error = layout.by_key("x_sinc").unwrap_err();
    assert_eq!(
        error.to_string(),
        "no custom field is called `x_sinc`: did you mean `x_since` or `x_since2`?"
    );
    for unknown in ["", " ", "A heading", "Umsatz"] {
        let error = layout.by_label(unknown).unwrap_err();
        assert!(
            error.near().is_empty() && !error.is_ambiguous(),
            "{unknown}"
        );
    }
}

#[tokio::test]
async fn a_label_of_several_fields_is_an_error_with_their_keys() {
    let layout = of(FIELDS).await;
    let error = layout.by_label("Twice").unwrap_err();
    assert!(error.is_ambiguous());
    assert_eq!(error.near(), ["x_one", "x_two"]);
    assert_eq!(
        error.to_string(),
        "several custom fields are called `Twice`: `x_one`, `x_two`"
    );
    assert_eq!(
        layout.by_label("since").unwrap().key,
        "x_since2",
        "the exact one"
    );
    assert!(layout.by_label("SINCE").unwrap_err().is_ambiguous());
    assert_eq!(layout.by_key("x_two").unwrap().label, "Twice");
}

#[tokio::test]
async fn the_layout_is_asked_for_once() {
    let service = FakeTransport::new();
    service
        .respond(
            "v1Test_Fields",
            FakeResponse::error(StatusCode::SERVICE_UNAVAILABLE, "soon"),
        )
        .respond("v1Test_Fields", FakeResponse::json(FIELDS))
        .respond("v1Test_Fields", FakeResponse::json(LAYOUT));
    let layout = layout(&service);
    let error = layout.get().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    for _ in 0..3 {
        layout.get().await.unwrap().by_label("Score").unwrap();
    }
    assert_eq!(service.requests().len(), 2);
    layout.refresh().await.unwrap().by_label("Ärea").unwrap();
    layout.get().await.unwrap().by_label("Score").unwrap_err();
    assert_eq!(service.requests().len(), 3);
}

#[tokio::test]
async fn a_response_of_another_kind_is_an_error() {
    let service = FakeTransport::new();
    let page = FakeResponse::json(r#"{"Message":"no","MessageDetail":"no such table"}"#);
    service.respond("v1Test_Fields", page);
    let error = layout(&service).get().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::OK));
}
