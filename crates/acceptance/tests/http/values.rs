//! What is read and saved again arrives at the server as it came from there, to the byte.

use bindings::types::{AppointmentType, ETableRight};
use bindings::{agents, rest};
use client::body::Saveable;
use client::custom_fields::CustomFields;
use client::time::{Date, TimeSpan};

use crate::server::ServerResponse;
use crate::{Sent, exchange};

/// Values that other clients lose: times with and without a zone, the ends of time, lengths of
/// days, members and properties that no page lists, sets in three spellings.
const APPOINTMENT: &str = r#"{"CreatedDate":"2019-12-19T10:44:12","AppointmentId":17,"StartDate":"2000-10-16T14:19:02.6177097+02:00","EndDate":"2018-12-24T07:34:45-0500","Type":"NotOnAnyPage","UpdatedDate":"2019-12-19T10:44:12Z","Links":[],"AlarmLeadTime":"1.02:00:00","LagTime":"-00:15:00","LeadTime":"00:00:00.0000001","ActiveDate":"0001-01-01T01:00:00+01:00","PublishEventDate":"0001-01-01T00:00:00","PublishTo":"9999-12-31T23:59:59Z","TableRight":{"Mask":"FULL","Reason":null},"CustomFields":{"x_date":"[D:05/05/1999 00:00:00.0000000]","x_flag":"[I:1]","x_flag:DisplayText":"Yes","x_none":null,"x_odd":"[ZZ:?]"},"NoPageHasThis":{"a":[1.5,null]}}"#;

fn saved(text: &str) -> Sent<'_> {
    Sent::json("PUT /v1/Appointment/17", text)
}

async fn read() -> bindings::types::AppointmentEntityWithLinks {
    exchange(
        rest::appointment::get_appointment_entity(17),
        ServerResponse::json(APPOINTMENT),
        Sent::nothing("GET /v1/Appointment/17"),
    )
    .await
}

async fn save(appointment: &impl Saveable<bindings::types::AppointmentEntity>, expected: &str) {
    let request = rest::appointment::put_appointment_entity(17, appointment);
    exchange(request, ServerResponse::json("{}"), saved(expected)).await;
}

/// What other clients change: an unset time became the last hour of the year 0, and a length of a
/// day and two hours no number at all.
#[tokio::test]
async fn what_was_read_is_saved_to_the_byte() {
    let appointment = read().await;
    let read = serde_json::from_str::<serde_json::Value>(APPOINTMENT).expect("JSON");
    let written = client::encode(&appointment);
    let written = serde_json::from_slice::<serde_json::Value>(&written).expect("JSON");
    assert_eq!(written, without_nulls(read));
    let text = String::from_utf8(client::encode(&appointment)).expect("UTF-8");
    save(&appointment, &text).await;
    for part in [
        r#""CreatedDate":"2019-12-19T10:44:12""#,
        r#""StartDate":"2000-10-16T14:19:02.6177097+02:00""#,
        r#""EndDate":"2018-12-24T07:34:45-0500""#,
        r#""ActiveDate":"0001-01-01T01:00:00+01:00""#,
        r#""PublishEventDate":"0001-01-01T00:00:00""#,
        r#""PublishTo":"9999-12-31T23:59:59Z""#,
        r#""AlarmLeadTime":"1.02:00:00""#,
        r#""LagTime":"-00:15:00""#,
        r#""LeadTime":"00:00:00.0000001""#,
        r#""Type":"NotOnAnyPage""#,
        r#""Mask":"FULL""#,
        r#""x_odd":"[ZZ:?]""#,
        r#""x_none":null"#,
        r#""NoPageHasThis":{"a":[1.5,null]}"#,
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

#[tokio::test]
async fn values_are_rust_values_in_between() {
    let mut appointment = read().await;
    let created = appointment.created_date.as_ref().expect("a time");
    assert!(!created.is_unset());
    assert!(
        appointment
            .publish_event_date
            .as_ref()
            .expect("a time")
            .is_unset()
    );
    assert!(
        appointment
            .publish_to
            .as_ref()
            .expect("a time")
            .is_forever()
    );
    let alarm = appointment.alarm_lead_time.as_ref().expect("a length");
    assert_eq!(alarm.ticks(), Some(26 * 60 * 60 * 10_000_000));
    let kind = appointment.type_.as_ref().expect("a member");
    assert_eq!(*kind, AppointmentType::Other("NotOnAnyPage".into()));
    let mask = appointment
        .table_right
        .as_ref()
        .and_then(|right| right.mask.clone());
    let mask = mask.expect("a set");
    assert!(mask.contains(&ETableRight::UPDATE));
    assert_eq!(mask, "Select, Update, Insert, Delete".parse().unwrap());
    let fields = appointment.custom_fields.as_ref().expect("fields");
    assert_eq!(
        fields.read::<Date>("x_date").unwrap(),
        Some(Date::new(1999, 5, 5).unwrap())
    );
    assert_eq!(fields.read::<bool>("x_flag").unwrap(), Some(true));
    assert_eq!(fields.read::<i64>("x_none").unwrap(), None);

    // Only what is changed changes.
    appointment.additional_properties = Default::default();
    appointment.custom_fields = None;
    appointment.custom_fields.write("x_flag", false).unwrap();
    appointment.custom_fields.write_null("x_date");
    appointment.alarm_lead_time = Some(TimeSpan::from_ticks(15 * 60 * 10_000_000));
    let text = String::from_utf8(client::encode(&appointment)).expect("UTF-8");
    assert!(text.contains(r#""AlarmLeadTime":"00:15:00""#), "{text}");
    assert!(
        text.contains(r#""CustomFields":{"x_date":null,"x_flag":"#),
        "{text}"
    );
    save(&appointment, &text).await;
}

/// The same set as the server writes it in full rows, and with a member that no page lists.
#[tokio::test]
async fn sets_are_read_in_each_spelling() {
    for (spelling, updates) in [
        ("\"Select, Update\"", true),
        ("\"Update, Nullable\"", true),
        ("3", true),
        ("1", false),
        ("\"RI\"", false),
        ("\"None\"", false),
    ] {
        let right: bindings::types::TableRight =
            client::decode(format!(r#"{{"Mask":{spelling}}}"#).as_bytes()).expect("a set");
        let mask = right.mask.as_ref().expect("a set");
        assert_eq!(mask.contains(&ETableRight::UPDATE), updates, "{spelling}");
        let written = String::from_utf8(client::encode(&right)).expect("UTF-8");
        assert!(
            written.contains(spelling) || spelling.parse::<i64>().is_ok(),
            "{written}"
        );
    }
}

#[tokio::test]
async fn an_agent_that_finds_nothing_gives_none() {
    let found = exchange(
        agents::appointment::get_appointment_entity(17),
        ServerResponse::json("null"),
        Sent::nothing("POST /v1/Agents/Appointment/GetAppointmentEntity?appointmentEntityId=17"),
    )
    .await;
    assert!(found.is_none());
}

#[tokio::test]
async fn a_day_stays_a_day() {
    let text = r#"{"BirthDate":"1999-05-13T00:00:00Z","PersonId":5}"#;
    let person = exchange(
        rest::person::get_person_entity(5),
        ServerResponse::json(text),
        Sent::nothing("GET /v1/Person/5"),
    )
    .await;
    let day = person.birth_date.as_ref().expect("a day");
    assert_eq!(
        (day.year(), day.month(), day.day()),
        (Some(1999), Some(5), Some(13))
    );
    let written = String::from_utf8(client::encode(&person)).expect("UTF-8");
    assert!(
        written.contains(r#""BirthDate":"1999-05-13T00:00:00Z""#),
        "{written}"
    );
    exchange(
        rest::person::put_person_entity(5, &person),
        ServerResponse::json("{}"),
        Sent::json("PUT /v1/Person/5", &written),
    )
    .await;
}

fn without_nulls(mut json: serde_json::Value) -> serde_json::Value {
    // A property of a carrier that is null is not written.
    json["TableRight"]
        .as_object_mut()
        .expect("an object")
        .remove("Reason");
    json
}

#[test]
fn debug_output_shows_no_secret() {
    use bindings::types::{SmsConfig, TokenManagementInfo, Webhook, WebhookWithLinks};

    let secret = || Some("s3cr3t".to_owned());
    let settings = || Some([("k".to_owned(), Some("s3cr3t".to_owned()))].into());
    let webhook = Webhook {
        name: Some("New sales".into()),
        secret: secret(),
        headers: settings(),
        ..Default::default()
    };
    let shown = format!("{webhook:?}");
    let expected = "Webhook { name: Some(\"New sales\"), secret: [redacted], headers: [redacted] }";
    assert_eq!(shown, expected);

    let shown = [
        format!(
            "{:?}",
            WebhookWithLinks {
                secret: secret(),
                ..Default::default()
            }
        ),
        format!(
            "{:?}",
            SmsConfig {
                ns_plugin_config: settings(),
                ..Default::default()
            }
        ),
        format!(
            "{:?}",
            TokenManagementInfo {
                access_token: secret(),
                refresh_token: secret(),
                ..Default::default()
            }
        ),
        format!(
            "{:?}",
            agents::user::ChangePasswordRequest {
                old_password: secret(),
                new_password: secret(),
                ..Default::default()
            }
        ),
    ];
    for shown in shown {
        assert!(shown.contains("[redacted]"), "{shown}");
        assert!(!shown.contains("s3cr3t"), "{shown}");
    }
}
