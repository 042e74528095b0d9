use std::time::Duration;

use client::time::{TimeSpan, TimeSpanError};
use client::{decode, encode};

use crate::{again, parameter};

const SECOND: i64 = 10_000_000;

#[test]
fn strings() {
    // The text, its ticks, and the text that the ticks become if that is another.
    let cases = [
        ("00:00:00", 0, None),
        ("-00:00:00", 0, Some("00:00:00")),
        ("00:00:01", SECOND, None),
        ("-00:00:01", -SECOND, None),
        ("23:59:59", 86_399 * SECOND, None),
        ("1.02:03:04", 93_784 * SECOND, None),
        ("0.02:00:00", 7200 * SECOND, Some("02:00:00")),
        ("00:00:00.0000001", 1, None),
        ("00:00:00.5", SECOND / 2, Some("00:00:00.5000000")),
        ("-1.00:00:00.1230000", -86_400 * SECOND - 1_230_000, None),
        ("10675199.02:48:05.4775807", i64::MAX, None),
        ("-10675199.02:48:05.4775808", i64::MIN, None),
    ];
    for (text, ticks, canonical) in cases {
        let span: TimeSpan = text.parse().unwrap();
        assert_eq!(span.ticks(), Some(ticks), "{text}");
        assert_eq!(span.as_str(), text);
        assert_eq!(
            TimeSpan::from_ticks(ticks).as_str(),
            canonical.unwrap_or(text)
        );
        assert_eq!(span == TimeSpan::from_ticks(ticks), canonical.is_none());
        assert_eq!(encode(&span), format!("\"{text}\"").as_bytes());
    }
    assert_eq!(TimeSpan::default(), "00:00:00".parse().unwrap());
    assert_eq!(format!("{:?}", TimeSpan::default()), "TimeSpan(00:00:00)");
    assert_eq!(format!("{:9}|", TimeSpan::default()), "00:00:00 |");
    assert_eq!(
        parameter(&TimeSpan::default()),
        "ParameterValues([\"00:00:00\"])"
    );
    assert_eq!(
        decode::<Vec<TimeSpan>>(b"[null]").unwrap(),
        [TimeSpan::default()]
    );
}

#[test]
fn odd_texts_are_kept_but_not_parsed() {
    let odd = [
        "",
        "x",
        "1",
        "00:00",
        "00:00:00:00",
        "24:00:00",
        "00:60:00",
        "00:00:60",
        "0:00:00",
        "00:00:00.",
        "00:00:00.00000000",
        "1:00:00:00",
        "+00:00:00",
        "--00:00:00",
        "00:-1:00",
        ".00:00:00",
        "00:00:00.-1",
        "\u{664}0:00:00",
        "10675199.02:48:05.4775808",
        "123456789.00:00:00",
    ];
    for text in odd {
        assert_eq!(
            text.parse::<TimeSpan>(),
            Err(TimeSpanError::NotATimeSpan),
            "{text}"
        );
        let json = serde_json::json!(text).to_string();
        assert_eq!(again::<TimeSpan>(&json), json);
        let span: TimeSpan = decode(json.as_bytes()).unwrap();
        assert_eq!(span.ticks(), None);
        assert_eq!(Duration::try_from(&span), Err(TimeSpanError::NotATimeSpan));
    }
    assert!(decode::<TimeSpan>(b"5").is_err());
}

#[test]
fn durations_of_iso_8601() {
    // The text, and what it becomes.
    let cases = [
        ("PT15M", "00:15:00"),
        ("P0D", "00:00:00"),
        ("PT0S", "00:00:00"),
        ("P1DT2H", "1.02:00:00"),
        ("PT26H30M5S", "1.02:30:05"),
        ("P2W", "14.00:00:00"),
        ("P1W1D", "8.00:00:00"),
        ("PT0.5S", "00:00:00.5000000"),
        ("PT1,0000001S", "00:00:01.0000001"),
        ("-PT1.5S", "-00:00:01.5000000"),
        ("-P1DT1M", "-1.00:01:00"),
        ("PT922337203685.4775807S", "10675199.02:48:05.4775807"),
    ];
    for (text, expected) in cases {
        assert_eq!(text.parse(), Ok(span(expected)), "{text}");
        assert_eq!(
            again::<TimeSpan>(&format!("\"{text}\"")),
            format!("\"{expected}\"")
        );
    }
    let odd = [
        "P",
        "-P",
        "PT",
        "P1DT",
        "P1Y",
        "P1M",
        "P1",
        "PD",
        "PT1",
        "PT1D",
        "P1H",
        "PT1M1H",
        "PT1M1M",
        "PT1.5M",
        "PT1.S",
        "PT.5S",
        "PT1.12345678S",
        "PT-1S",
        "+PT1S",
        "pt1s",
        "P1DT1HT1M",
        "PT1å",
        "PT1234567890123456S",
        "PT922337203685.4775808S",
        "P999999999999999W",
    ];
    for text in odd {
        assert!(text.parse::<TimeSpan>().is_err(), "{text}");
        let json = format!("\"{text}\"");
        assert_eq!(again::<TimeSpan>(&json), json);
    }
}

#[test]
fn durations() {
    let day = Duration::from_secs(86_400);
    for (duration, text) in [
        (Duration::ZERO, "00:00:00"),
        (day + Duration::from_nanos(100), "1.00:00:00.0000001"),
        (day * 10_000, "10000.00:00:00"),
    ] {
        let span = TimeSpan::try_from(duration).unwrap();
        assert_eq!(span.as_str(), text);
        assert_eq!(Duration::try_from(&span), Ok(duration));
    }
    let cut: TimeSpan = Duration::from_nanos(199).try_into().unwrap();
    assert_eq!(cut.ticks(), Some(1));
    assert_eq!(
        TimeSpan::try_from(Duration::MAX),
        Err(TimeSpanError::OutOfRange)
    );
    let negative: TimeSpan = "-00:00:01".parse().unwrap();
    assert_eq!(
        Duration::try_from(&negative),
        Err(TimeSpanError::OutOfRange)
    );
}

fn span(text: &str) -> TimeSpan {
    decode(format!("\"{text}\"").as_bytes()).unwrap()
}
