use client::carrier::AdditionalProperties;
use client::time::DateTime;
use client::{carrier, decode};

use crate::again;

/// Has times everywhere.
struct Appointment {
    start: Option<DateTime>,
    moves: Option<Vec<DateTime>>,
    additional_properties: AdditionalProperties,
}

carrier!(Appointment {
    start: "Start",
    moves: "Moves"
});

#[derive(Debug, PartialEq)]
enum Special {
    No,
    Unset,
    Forever,
    TimeOnly,
}

/// What servers write, and the tests and samples of other clients.
const TEXTS: [(&str, Special); 20] = [
    ("2019-12-19T10:44:12", Special::No),
    ("2019-12-19T10:44:12Z", Special::No),
    ("2019-12-19T10:44:12+01:00", Special::No),
    ("2018-12-24T07:34:45-0500", Special::No),
    ("2018-12-24T07:34:45+0530", Special::No),
    ("2000-10-16T14:19:02.6177097+02:00", Special::No),
    ("2000-10-16T14:19:02.617709+02:00", Special::No),
    ("2000-10-16T14:19:02.61770+02:00", Special::No),
    ("2020-05-13T17:49:37.2652758Z", Special::No),
    ("1999-05-13T00:00:00Z", Special::No),
    ("9999-12-30T23:59:59Z", Special::No),
    ("0001-01-01T00:00:00", Special::Unset),
    ("0001-01-01T00:00:00Z", Special::Unset),
    ("0001-01-01T01:00:00+01:00", Special::Unset),
    ("9999-12-31T23:59:59", Special::Forever),
    ("9999-12-31T23:59:59Z", Special::Forever),
    ("9999-12-31T23:59:59+01:00", Special::Forever),
    ("9999-12-31T23:59:59-05:00", Special::Forever),
    ("1760-01-01T09:34:44", Special::TimeOnly),
    ("1760-01-01T09:34:44+01:00", Special::TimeOnly),
];

#[test]
fn texts_are_written_as_they_were_read() {
    for (text, special) in TEXTS {
        let json = format!("\"{text}\"");
        assert_eq!(again::<DateTime>(&json), json);
        let json = format!(r#"{{"Start":"{text}","Moves":["{text}"]}}"#);
        assert_eq!(again::<Appointment>(&json), json);
        let appointment: Appointment = decode(json.as_bytes()).unwrap();
        let time: DateTime = text.parse().unwrap();
        assert_eq!(appointment.start.as_ref(), Some(&time));
        assert_eq!(client::encode(&appointment.clone()), json.as_bytes());

        assert_eq!(time.is_unset(), special == Special::Unset, "{text}");
        assert_eq!(time.is_forever(), special == Special::Forever, "{text}");
        assert_eq!(time.is_time_only(), special == Special::TimeOnly, "{text}");
    }
}

#[test]
fn texts_that_are_no_times() {
    for text in [
        "",
        "soon",
        "2019-12-19T",
        "2019-12-19T10:44",
        "2019-12-19 10:44:12",
        "2019-12-19T10:44:12+",
        "2019-12-19T10:44:12-5",
        "2019-12-19T10:44:12-05:",
        "2019-12-19T10:44:12-050",
        "2019-12-19T10:44:12-05000",
        "2019-13-19T10:44:12",
        "2019-12-19T10:44:12.1234567890Z",
    ] {
        assert!(text.parse::<DateTime>().is_err(), "{text}");
        // It is kept nevertheless.
        let json = format!("\"{text}\"");
        assert_eq!(again::<DateTime>(&json), json);
    }
}

/// All of this program's tests have to pass wherever they run.
#[test]
fn the_zone_of_the_host_does_not_matter() {
    let tests = std::env::current_exe().unwrap();
    for zone in ["UTC", "Europe/Oslo", "America/New_York", "XXX-14", "YYY+12"] {
        let output = std::process::Command::new(&tests)
            .args(["--skip", "the_zone_of_the_host_does_not_matter"])
            .env("TZ", zone)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{zone}: {text}");
        assert!(text.contains("texts_are_written_as_they_were_read ... ok"));
    }
}

#[test]
fn times_are_ordered_by_the_point_in_time() {
    let ordered = [
        // No times.
        "",
        "soon",
        "0001-01-01T00:00:00",
        "1999-12-31T23:59:59",
        "2024-06-01T12:00:00+02:00",
        "2024-06-01T10:00:00.0000001Z",
        "2024-06-01T12:59:59.9999999+02:00",
        "2024-06-01T11:00:00Z",
        "2024-06-01T06:30:00-0500",
        // Where it would be with a `Z`.
        "2024-06-01T11:45:00",
        "2024-06-01T12:00:00Z",
        "2024-06-01T13:00:00",
        "2024-06-02",
        "9999-12-31T23:59:59Z",
    ]
    .map(<DateTime as client::carrier::StringValue>::from_string);
    for (index, time) in ordered.iter().enumerate() {
        for (other_index, other) in ordered.iter().enumerate() {
            assert_eq!(time.cmp(other), index.cmp(&other_index), "{time} {other}");
            assert_eq!(time < other, index < other_index);
        }
    }
    let mut shuffled = ordered.to_vec();
    shuffled.reverse();
    shuffled.sort();
    assert_eq!(shuffled, ordered);
    assert_eq!(ordered.iter().max(), ordered.last());

    // One point in other words is another value, with a place of its own.
    let [z, plus] = ["2024-06-01T10:00:00Z", "2024-06-01T12:00:00+02:00"].map(|text| {
        let time: DateTime = text.parse().unwrap();
        time
    });
    assert_ne!(z, plus);
    assert_eq!(z.cmp(&plus), std::cmp::Ordering::Less);
    assert_eq!(plus.cmp(&z), std::cmp::Ordering::Greater);
}
