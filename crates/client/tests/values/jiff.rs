use client::decode;
use client::time::{DateTime, DateTimeError, TimeSpan, TimeSpanError};
use jiff::{
    SignedDuration, Timestamp, Zoned,
    civil::{Date, date},
    tz::{Offset, TimeZone},
};

fn time(text: &str) -> DateTime {
    decode(format!("\"{text}\"").as_bytes()).unwrap()
}

#[test]
fn times_with_an_offset() {
    // The text, the point in time, the time as written, and the offset in minutes.
    let cases = [
        (
            "2019-12-19T10:44:12Z",
            "2019-12-19T10:44:12Z",
            "2019-12-19T10:44:12",
            0,
        ),
        (
            "2019-12-19T10:44:12+01:00",
            "2019-12-19T09:44:12Z",
            "2019-12-19T10:44:12",
            60,
        ),
        (
            "2018-12-24T07:34:45-0500",
            "2018-12-24T12:34:45Z",
            "2018-12-24T07:34:45",
            -300,
        ),
        (
            "2000-10-16T14:19:02.6177097+02:00",
            "2000-10-16T12:19:02.6177097Z",
            "2000-10-16T14:19:02.6177097",
            120,
        ),
        (
            "2020-05-13T17:49:37.123456789Z",
            "2020-05-13T17:49:37.123456789Z",
            "2020-05-13T17:49:37.123456789",
            0,
        ),
        (
            "2020-01-01T00:00:00.05+05:30",
            "2019-12-31T18:30:00.05Z",
            "2020-01-01T00:00:00.05",
            330,
        ),
        (
            "0001-01-01T01:00:00+01:00",
            "0001-01-01T00:00:00Z",
            "0001-01-01T01:00:00",
            60,
        ),
        (
            "0001-01-01T00:00:00+01:00",
            "0000-12-31T23:00:00Z",
            "0001-01-01T00:00:00",
            60,
        ),
        (
            "9999-12-30T22:00:00Z",
            "9999-12-30T22:00:00Z",
            "9999-12-30T22:00:00",
            0,
        ),
    ];
    for (text, timestamp, civil, minutes) in cases {
        let time = time(text);
        let timestamp: Timestamp = timestamp.parse().unwrap();
        assert_eq!(time.to_timestamp(), Ok(timestamp), "{text}");
        assert_eq!(time.to_timestamp_saturating(), Ok(timestamp), "{text}");
        assert_eq!(time.to_civil(), Ok(civil.parse().unwrap()), "{text}");
        assert_eq!(time.to_date(), Ok(civil[..10].parse().unwrap()), "{text}");
        assert_eq!(
            time.offset(),
            Some(Offset::from_seconds(minutes * 60).unwrap())
        );
    }
}

#[test]
fn times_without_an_offset() {
    for text in [
        "2019-12-19T10:44:12",
        "2019-12-19",
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59",
    ] {
        let time = time(text);
        assert_eq!(time.to_timestamp(), Err(DateTimeError::NoOffset), "{text}");
        assert_eq!(time.to_timestamp_saturating(), Err(DateTimeError::NoOffset));
        assert_eq!(time.offset(), None);
        assert_eq!(time.to_civil(), Ok(text.parse().unwrap()));
        assert_eq!(time.to_date(), Ok(text[..10].parse::<Date>().unwrap()));
    }
}

#[test]
fn odd_texts() {
    for text in [
        "",
        "today",
        "2019-02-29T00:00:00Z",
        "2019-12-19T10:44:12.Z",
        "2019-12-19T10:44:12+15:00",
    ] {
        let time = time(text);
        assert_eq!(time.to_timestamp(), Err(DateTimeError::NotATime), "{text}");
        assert_eq!(time.to_timestamp_saturating(), Err(DateTimeError::NotATime));
        assert_eq!(time.to_civil(), Err(DateTimeError::NotATime));
        assert_eq!(time.to_date(), Err(DateTimeError::NotATime));
        assert_eq!(time.offset(), None);
    }
}

#[test]
fn no_time_and_no_end() {
    for (text, unset, forever) in [
        ("0001-01-01T00:00:00", true, false),
        ("0001-01-01T00:00:00Z", true, false),
        ("0001-01-01T01:00:00+01:00", true, false),
        ("0001-01-01", true, false),
        ("9999-12-31T23:59:59", false, true),
        ("9999-12-31T23:59:59Z", false, true),
        ("9999-12-31T23:59:59+01:00", false, true),
        ("9999-12-30T23:59:59Z", false, false),
        ("2019-12-19T10:44:12Z", false, false),
    ] {
        let time = time(text);
        assert_eq!(
            (time.is_unset(), time.is_forever()),
            (unset, forever),
            "{text}"
        );
        if time.is_forever() && time.offset().is_some() {
            assert_eq!(time.to_timestamp(), Err(DateTimeError::OutOfRange));
            assert_eq!(time.to_timestamp_saturating(), Ok(Timestamp::MAX));
        }
    }
    assert!(DateTime::default().is_unset());
}

#[test]
fn from_jiff() {
    let text = |time: Result<DateTime, DateTimeError>| time.map(|time| time.to_string());
    let timestamp: Timestamp = "2020-05-13T17:49:37.123456789Z".parse().unwrap();
    assert_eq!(
        text(timestamp.try_into()),
        Ok("2020-05-13T17:49:37.1234567Z".to_owned())
    );
    let timestamp: Timestamp = "0001-01-01T00:00:00.05Z".parse().unwrap();
    assert_eq!(
        text(timestamp.try_into()),
        Ok("0001-01-01T00:00:00.05Z".to_owned())
    );
    assert_eq!(
        text(Timestamp::MIN.try_into()),
        Err(DateTimeError::OutOfRange)
    );

    let day = date(2020, 2, 3);
    assert_eq!(text(day.try_into()), Ok("2020-02-03T00:00:00".to_owned()));
    assert_eq!(
        text(day.at(4, 5, 6, 99).try_into()),
        Ok("2020-02-03T04:05:06".to_owned())
    );
    assert_eq!(
        text(date(0, 12, 31).try_into()),
        Err(DateTimeError::OutOfRange)
    );

    for (seconds, expected) in [
        (0, Ok("2020-02-03T04:05:06+00:00")),
        (5400, Ok("2020-02-03T04:05:06+01:30")),
        (-1800, Ok("2020-02-03T04:05:06-00:30")),
        (14 * 3600, Ok("2020-02-03T04:05:06+14:00")),
        (14 * 3600 + 60, Err(DateTimeError::OutOfRange)),
        (1, Err(DateTimeError::OutOfRange)),
    ] {
        let zone = TimeZone::fixed(Offset::from_seconds(seconds).unwrap());
        let zoned: Zoned = day.at(4, 5, 6, 0).to_zoned(zone).unwrap();
        let time = DateTime::try_from(&zoned);
        assert_eq!(text(time.clone()), expected.map(str::to_owned));
        if let Ok(time) = time {
            assert_eq!(time.to_timestamp(), Ok(zoned.timestamp()));
            assert_eq!(time.as_str().parse(), Ok(time));
        }
    }
}

#[test]
fn signed_durations() {
    for (duration, text) in [
        (SignedDuration::ZERO, "00:00:00"),
        (SignedDuration::from_secs(-90), "-00:01:30"),
        (SignedDuration::new(86_400, 100), "1.00:00:00.0000001"),
    ] {
        let span = TimeSpan::try_from(duration).unwrap();
        assert_eq!(span.as_str(), text);
        assert_eq!(SignedDuration::try_from(&span), Ok(duration));
    }
    // Towards zero.
    for nanoseconds in [-199, 199] {
        let span = TimeSpan::try_from(SignedDuration::from_nanos(nanoseconds)).unwrap();
        assert_eq!(span.ticks(), Some(nanoseconds.signum()));
    }
    for duration in [SignedDuration::MIN, SignedDuration::MAX] {
        assert_eq!(TimeSpan::try_from(duration), Err(TimeSpanError::OutOfRange));
    }
    for ticks in [i64::MIN, i64::MAX] {
        let duration = SignedDuration::try_from(&TimeSpan::from_ticks(ticks)).unwrap();
        assert_eq!(duration.as_nanos(), i128::from(ticks) * 100);
    }
    assert_eq!(
        SignedDuration::try_from(&decode::<TimeSpan>(b"\"x\"").unwrap()),
        Err(TimeSpanError::NotATimeSpan)
    );
}
