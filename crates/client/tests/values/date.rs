use client::time::{Date, DateTime};
use client::{decode, encode};

use crate::{again, parameter};

fn read(text: &str) -> Date {
    decode(format!("\"{text}\"").as_bytes()).unwrap()
}

fn parts(day: &Date) -> Option<(u16, u8, u8)> {
    Some((day.year()?, day.month()?, day.day()?))
}

#[test]
fn strings() {
    let cases = [
        ("1999-05-13", (1999, 5, 13)),
        ("1999-05-13T00:00:00", (1999, 5, 13)),
        ("1999-05-13T00:00:00Z", (1999, 5, 13)),
        ("1999-05-13T00:00:00+14:00", (1999, 5, 13)),
        ("1999-05-13T00:00:00-0500", (1999, 5, 13)),
        ("1999-05-13T23:59:59.9999999Z", (1999, 5, 13)),
        ("2000-02-29T00:00:00", (2000, 2, 29)),
        ("0001-01-01T00:00:00", (1, 1, 1)),
        ("0001-01-01T01:00:00+01:00", (1, 1, 1)),
        ("9999-12-31T23:59:59Z", (9999, 12, 31)),
    ];
    for (text, (year, month, day)) in cases {
        let date = read(text);
        assert_eq!(parts(&date), Some((year, month, day)), "{text}");
        assert_eq!(date.as_str(), text);
        assert_eq!(text.parse(), Ok(date.clone()));
        let json = format!("\"{text}\"");
        assert_eq!(again::<Date>(&json), json);
        assert_eq!(parameter(&date), format!("ParameterValues([{text:?}])"));
        assert_eq!(date.is_unset(), year == 1);

        let new = Date::new(year, month, day).unwrap();
        assert!(new.is_same_day(&date) && date.is_same_day(&new));
        let midnight = format!("\"{year:04}-{month:02}-{day:02}T00:00:00\"");
        assert_eq!(encode(&new), midnight.as_bytes());
        assert_eq!(new == date, json == midnight);

        let time: DateTime = text.parse().unwrap();
        assert_eq!(Date::from(time.clone()), date);
        assert_eq!(DateTime::from(date), time);
    }
    assert!(Date::default().is_unset());
    assert_eq!(Date::default(), Date::new(1, 1, 1).unwrap());
    assert_eq!(decode::<Vec<Date>>(b"[null]").unwrap(), [Date::default()]);
    assert_eq!(
        format!("{:?}", Date::default()),
        "Date(0001-01-01T00:00:00)"
    );
    assert!(Date::new(1999, 12, 31).unwrap() < Date::new(2000, 1, 1).unwrap());
    assert!(!read("1999-05-13").is_same_day(&read("1999-05-14")));
}

#[test]
fn texts_that_are_no_days() {
    for text in [
        "",
        "soon",
        "1999-02-29",
        "1999-5-13",
        "13.05.1999",
        "1999-05-13T",
    ] {
        assert!(text.parse::<Date>().is_err(), "{text}");
        let date = read(text);
        assert_eq!(parts(&date), None);
        assert!(!date.is_same_day(&date));
        // It is kept nevertheless.
        assert_eq!(encode(&date), format!("\"{text}\"").as_bytes());
    }
    assert!(decode::<Date>(b"5").is_err());
    for (year, month, day) in [
        (0, 1, 1),
        (10_000, 1, 1),
        (1999, 0, 1),
        (1999, 13, 1),
        (1999, 2, 29),
        (1999, 1, 0),
        (1999, 1, 32),
    ] {
        assert!(Date::new(year, month, day).is_err(), "{year} {month} {day}");
    }
    assert_eq!(
        Date::new(1999, 2, 29).unwrap_err().to_string(),
        "`1999-02-29` is not a day of the years 1 to 9999: expected `YYYY-MM-DD`, \
         or a time that starts like that"
    );
}

#[cfg(feature = "jiff")]
#[test]
fn jiff() {
    use jiff::civil;

    let day = Date::try_from(civil::date(1999, 5, 13)).unwrap();
    assert_eq!(day.as_str(), "1999-05-13T00:00:00");
    for text in ["1999-05-13T00:00:00-12:00", "1999-05-13T00:00:00Z"] {
        assert_eq!(
            civil::Date::try_from(&read(text)),
            Ok(civil::date(1999, 5, 13))
        );
    }
    assert!(civil::Date::try_from(&read("soon")).is_err());
    for year in [0, -1, -9999] {
        assert!(Date::try_from(civil::date(year, 1, 1)).is_err());
    }
    let last = civil::Date::MAX;
    assert_eq!(
        civil::Date::try_from(&Date::try_from(last).unwrap()),
        Ok(last)
    );
}

#[test]
fn days_are_ordered_as_days() {
    let ordered = [
        "never",
        "1999-05-12T23:00:00Z",
        "1999-05-13",
        "1999-05-13T00:00:00",
        "1999-05-13T00:00:00+02:00",
        "1999-05-14T00:00:00+14:00",
        "2000-01-01",
    ]
    .map(<Date as client::carrier::StringValue>::from_string);
    let mut shuffled = ordered.to_vec();
    shuffled.reverse();
    shuffled.sort();
    assert_eq!(shuffled, ordered);
    assert!(Date::new(2024, 2, 9).unwrap() < Date::new(2024, 10, 1).unwrap());
}
