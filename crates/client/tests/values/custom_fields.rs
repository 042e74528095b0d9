//! Fields that an installation has added, in their strings.

use client::carrier::Dictionary;
use client::custom_fields::{
    CustomField, CustomFieldError, CustomFieldValue, CustomFields, ListItem,
};
use client::time::{Date, DateTime, TimeOfDay};
use client::{decode, encode};

fn date(year: u16, month: u8, day: u8) -> Date {
    Date::new(year, month, day).unwrap()
}

fn time(hour: u8, minute: u8, second: u8) -> TimeOfDay {
    TimeOfDay::new(hour, minute, second).unwrap()
}

fn date_time(text: &str) -> DateTime {
    text.parse().unwrap()
}

fn fields(entries: &[(&str, &str)]) -> Dictionary<String> {
    let entries = entries.iter();
    entries
        .map(|(key, text)| ((*key).to_owned(), Some((*text).to_owned())))
        .collect()
}

#[test]
fn kinds() {
    use CustomField as Field;

    let other = |moniker: &str, text: &str| Field::Other {
        moniker: moniker.to_owned(),
        text: text.to_owned(),
    };
    let text = |text: &str| Field::Text(text.to_owned());
    // The text, the value, and the text that is written for it if that is another.
    let cases = [
        ("[I:3]", Field::Integer(3), None),
        ("[I:-1]", Field::Integer(-1), None),
        ("[F:4.43]", Field::Float(4.43), None),
        ("[F:4.4300]", Field::Float(4.43), Some("[F:4.43]")),
        ("[M:123.450]", Field::Money("123.450".to_owned()), None),
        ("[D:05/13/1999]", Field::Date(date(1999, 5, 13)), None),
        ("[D:01/01/0001]", Field::Date(Date::default()), None),
        (
            "[D:05/05/1999 00:00:00.0000000]",
            Field::Date(date(1999, 5, 5)),
            Some("[D:05/05/1999]"),
        ),
        (
            "[D:09.11.2017]",
            Field::Date(date(2017, 11, 9)),
            Some("[D:11/09/2017]"),
        ),
        (
            "[D:05/05/1999 10:00:00]",
            Field::DateTime(date_time("1999-05-05T10:00:00")),
            Some("[DT:05/05/1999 10:00:00.0000000]"),
        ),
        (
            "[DT:04/28/2024 20:28:37.0000000]",
            Field::DateTime(date_time("2024-04-28T20:28:37")),
            None,
        ),
        (
            "[DT:11/09/2017 14:53:18]",
            Field::DateTime(date_time("2017-11-09T14:53:18")),
            Some("[DT:11/09/2017 14:53:18.0000000]"),
        ),
        (
            "[DT:04/28/2024 20:28:37.0500000]",
            Field::DateTime(date_time("2024-04-28T20:28:37.05")),
            None,
        ),
        (
            "[DT:01/01/0001 00:00:00.0000000]",
            Field::DateTime(DateTime::default()),
            None,
        ),
        ("[T:14:52]", Field::Time(time(14, 52, 0)), None),
        ("[T:14:52:10]", Field::Time(time(14, 52, 10)), None),
        ("[TS:500]", Field::TimeSpan(500), None),
        ("[A:3,4,5]", Field::IntegerArray(vec![3, 4, 5]), None),
        ("[A:]", Field::IntegerArray(Vec::new()), None),
        ("[B:X98]", Field::Binary("X98".to_owned()), None),
        // Strings.
        ("", text(""), None),
        ("Blåbær", text("Blåbær"), None),
        ("True", text("True"), None),
        ("42", text("42"), None),
        ("[I:3", text("[I:3"), None),
        ("I:3]", text("I:3]"), None),
        ("[3]", text("[3]"), None),
        ("[:3]", text("[:3]"), None),
        ("[i:3]", text("[i:3]"), None),
        ("see [I:3]", text("see [I:3]"), None),
        ("[", text("["), None),
        ("]", text("]"), None),
        // What is not known is kept.
        ("[X:new]", other("X", "new"), None),
        ("[NB: soon]", other("NB", " soon"), None),
        ("[I:]", other("I", ""), None),
        ("[I:3.5]", other("I", "3.5"), None),
        (
            "[I:9223372036854775808]",
            other("I", "9223372036854775808"),
            None,
        ),
        ("[F:inf]", other("F", "inf"), None),
        ("[M:much]", other("M", "much"), None),
        ("[D:1234.5]", other("D", "1234.5"), None),
        ("[D:02/30/2024]", other("D", "02/30/2024"), None),
        ("[D:13/01/2024]", other("D", "13/01/2024"), None),
        ("[D:01.13.2024]", other("D", "01.13.2024"), None),
        ("[D:01/01.2024]", other("D", "01/01.2024"), None),
        (
            "[D:01/01/2024 25:00:00]",
            other("D", "01/01/2024 25:00:00"),
            None,
        ),
        (
            "[D:01/01/2024 10:00:00.]",
            other("D", "01/01/2024 10:00:00."),
            None,
        ),
        ("[D:å1/01/2024]", other("D", "å1/01/2024"), None),
        ("[T:24:00]", other("T", "24:00"), None),
        ("[T:14]", other("T", "14"), None),
        ("[T:14:52:10:1]", other("T", "14:52:10:1"), None),
        ("[A:3,x]", other("A", "3,x"), None),
    ];
    for (text, value, written) in cases {
        let read = CustomField::from_field_text(text);
        assert_eq!(read.as_ref(), Some(&value), "{text}");
        let expected = Some(written.unwrap_or(text).to_owned());
        assert_eq!(value.to_field_text(None), expected, "{text}");
        // What is not changed stays as it is.
        assert_eq!(value.to_field_text(Some(text)), Some(text.to_owned()));
        // Any string can be read as it is.
        assert_eq!(String::from_field_text(text), Some(text.to_owned()));
    }
}

/// Reads a string as another type of value.
fn check<T: CustomFieldValue + PartialEq + std::fmt::Debug>(text: &str, expected: Option<T>) {
    assert_eq!(T::from_field_text(text), expected, "{text}");
}

#[test]
fn types() {
    check("[I:3]", Some(3_i64));
    check("[TS:500]", Some(500_i64));
    check("42", Some(42_i64));
    check("[F:3.00]", Some(3_i64));
    check("[M:-3.0]", Some(-3_i64));
    check("[F:3.5]", None::<i64>);
    check("[D:05/13/1999]", None::<i64>);
    check("[I:2147483648]", Some(2_147_483_648_i64));
    check("[I:2147483648]", None::<i32>);
    check("[F:4.43]", Some(4.43));
    check("[M:123.45]", Some(123.45));
    check("[I:3]", Some(3.0));
    check("4.5", Some(4.5));
    check("NaN", None::<f64>);
    check("[TS:500]", None::<f64>);
    for text in ["[I:1]", "True", "true", "1"] {
        check(text, Some(true));
    }
    for text in ["[I:0]", "False", "FALSE", "0"] {
        check(text, Some(false));
    }
    for text in ["[I:2]", "2", "yes", "[I:True]", ""] {
        check(text, None::<bool>);
    }
    for text in [
        "[D:05/13/1999]",
        "[D:13.05.1999]",
        "[DT:05/13/1999 00:00:00.0000000]",
        "05/13/1999",
    ] {
        check(text, Some(date(1999, 5, 13)));
        check(text, Some(date_time("1999-05-13T00:00:00")));
    }
    check("[DT:05/13/1999 00:00:00.0000001]", None::<Date>);
    check("[I:3]", None::<Date>);
    check("[T:14:52]", Some(time(14, 52, 0)));
    check("14:52:10", Some(time(14, 52, 10)));
    check("[DT:01/01/1760 09:34:44.0000000]", Some(time(9, 34, 44)));
    check("[DT:01/01/1761 09:34:44.0000000]", None::<TimeOfDay>);
    check("[A:3,4]", Some(vec![3_i64, 4]));
    check("[I:3]", None::<Vec<i64>>);
    check("3,4", None::<Vec<i64>>);

    let time_only = DateTime::from_field_text("[DT:01/01/1760 09:34:44.0000000]").unwrap();
    assert!(time_only.is_time_only());
    assert!(
        DateTime::from_field_text("[D:01/01/0001]")
            .unwrap()
            .is_unset()
    );
    assert!(Date::from_field_text("[D:01/01/0001]").unwrap().is_unset());
}

/// Writes a value over a string.
fn over(value: &impl CustomFieldValue, current: Option<&str>, expected: &str) {
    let text = value.to_field_text(current);
    assert_eq!(text.as_deref(), Some(expected), "{current:?}");
}

#[test]
fn the_kind_of_a_field_stays() {
    over(&43, None, "[I:43]");
    over(&43, Some("[I:42]"), "[I:43]");
    over(&43_i64, Some("[TS:42]"), "[TS:43]");
    over(&43, Some("[F:4.5]"), "[F:43]");
    over(&43, Some("42"), "43");
    over(&42, Some("42"), "42");
    over(&42, Some("[M:42.00]"), "[M:42.00]");
    over(&43, Some(""), "[I:43]");
    over(&43, Some("[D:05/13/1999]"), "[I:43]");
    over(&4.5, None, "[F:4.5]");
    over(&4.5, Some("[M:1.10]"), "[M:4.5]");
    over(&4.5, Some("[I:1]"), "[F:4.5]");
    over(&4.0, Some("[I:1]"), "[I:4]");
    over(&4.5, Some("[TS:1]"), "[F:4.5]");
    over(&4.5, Some("1"), "4.5");
    over(&1.1, Some("[M:1.10]"), "[M:1.10]");
    over(&true, None, "[I:1]");
    over(&true, Some("[I:0]"), "[I:1]");
    over(&true, Some("False"), "True");
    over(&false, Some("True"), "False");
    over(&true, Some("true"), "true");
    over(&false, Some("1"), "0");
    over(&false, Some(""), "[I:0]");
    let day = date(1999, 5, 13);
    over(&day, None, "[D:05/13/1999]");
    over(&day, Some("[D:13.05.1999]"), "[D:13.05.1999]");
    over(&day, Some("[D:01/01/0001]"), "[D:05/13/1999]");
    over(
        &day,
        Some("[D:05/05/1999 00:00:00.0000000]"),
        "[D:05/13/1999 00:00:00.0000000]",
    );
    over(
        &day,
        Some("[DT:01/01/0001 00:00:00.0000000]"),
        "[DT:05/13/1999 00:00:00.0000000]",
    );
    // The day is the one that is written, whatever the offset is.
    let read: Date = decode(br#""1999-05-13T00:00:00+14:00""#).unwrap();
    over(&read, None, "[D:05/13/1999]");
    let at = date_time("2024-04-28T20:28:37.123456789");
    over(&at, None, "[DT:04/28/2024 20:28:37.1234567]");
    over(
        &at,
        Some("[D:01/01/0001]"),
        "[D:04/28/2024 20:28:37.1234567]",
    );
    over(&time(9, 34, 0), None, "[T:09:34]");
    over(&time(9, 34, 44), None, "[T:09:34:44]");
    over(
        &time(9, 34, 44),
        Some("[DT:01/01/1760 00:00:00.0000000]"),
        "[DT:01/01/1760 09:34:44.0000000]",
    );
    over(&vec![3_i64, 4], Some("[A:3, 4]"), "[A:3, 4]");
    over(&vec![3_i64, 5], Some("[A:3, 4]"), "[A:3,5]");
    // A string that looks like something else goes and comes back as it is.
    over(&"[I:3]".to_owned(), Some("x"), "[I:3]");
}

#[test]
fn a_dictionary() -> Result<(), CustomFieldError> {
    let json = r#"{"SuperOffice:1":"[I:23]","SuperOffice:1:DisplayText":"Gold","SuperOffice:1:DisplayTooltip":"The best","SuperOffice:1:org":"[I:22]","x_empty":"","x_null":null}"#;
    let mut fields: Dictionary<String> = decode(json.as_bytes()).unwrap();
    assert_eq!(fields.read("SuperOffice:1")?, Some(23));
    assert_eq!(fields.original("SuperOffice:1")?, Some(22));
    assert_eq!(fields.display_text("SuperOffice:1"), Some("Gold"));
    assert_eq!(fields.display_tooltip("SuperOffice:1"), Some("The best"));
    let item = ListItem {
        id: 23,
        text: "Gold".to_owned(),
        tooltip: "The best".to_owned(),
    };
    assert_eq!(fields.list_item("SuperOffice:1")?, Some(item));
    assert_eq!(fields.list_item("x_empty")?, None);
    assert_eq!(fields.read::<String>("x_empty")?, Some(String::new()));
    assert_eq!(fields.read::<Date>("x_empty")?, None);
    for key in ["x_null", "x_none"] {
        assert_eq!(fields.read::<String>(key)?, None);
        assert_eq!(fields.display_text(key), None);
    }

    // Values that are there already change no byte.
    fields.write("SuperOffice:1", 23)?;
    fields.write("x_empty", String::new())?;
    fields.write_null("x_null");
    assert_eq!(String::from_utf8(encode(&fields)).unwrap(), json);

    fields.write("x_null", true)?;
    fields.write_null("SuperOffice:1");
    assert_eq!(fields["x_null"].as_deref(), Some("[I:1]"));
    assert_eq!(fields["SuperOffice:1"], None);

    let mut property: Option<Dictionary<String>> = None;
    assert_eq!(property.read::<i64>("x")?, None);
    property.write("x", 5)?;
    assert_eq!(property.read("x")?, Some(5));
    Ok(())
}

#[test]
fn errors() {
    let mut fields = fields(&[("x_name", "Ada"), ("x_at", "[D:05/13/1999]")]);
    let error = fields.read::<i64>("x_name").unwrap_err();
    assert_eq!((error.key(), error.text()), ("x_name", Some("Ada")));
    assert_eq!(
        error.to_string(),
        "the custom field `x_name` is `Ada`, which is not a whole number"
    );
    assert!(fields.list_item("x_name").is_err());
    assert!(fields.original::<i64>("x_name").unwrap().is_none());

    let error = fields
        .write("x_at", date_time("2024-04-28T20:28:37Z"))
        .unwrap_err();
    assert_eq!((error.key(), error.text()), ("x_at", None));
    assert_eq!(
        error.to_string(),
        "the value for the custom field `x_at` cannot be written: it is not a date and time without an offset"
    );
    let unwritable: Date = decode(b"\"soon\"").unwrap();
    assert!(fields.write("x_at", unwritable).is_err());
    assert!(fields.write("x_at", f64::INFINITY).is_err());
    assert!(fields.write("x_at", CustomField::Float(f64::NAN)).is_err());
    assert_eq!(fields["x_at"].as_deref(), Some("[D:05/13/1999]"));
}

/// People and other programs write them so.
#[test]
fn bare_dates_and_times_without_seconds() {
    let json = br#"{"a":"2024-05-13","b":"2024-05-13T14:52","c":"[DT:2024-05-13T14:52:10]",
        "d":"[DT:04/28/2024 20:28]","e":"2024-05-13 14:52","f":"2024-05-13T14:52+02:00","g":"2024-13-05"}"#;
    let fields: Dictionary<String> = decode(json).unwrap();
    let day = fields.read::<Date>("a").unwrap();
    assert_eq!(day, Some(Date::new(2024, 5, 13).unwrap()));
    let time = |key: &str| fields.read::<DateTime>(key).unwrap().unwrap();
    assert_eq!(time("a").as_str(), "2024-05-13T00:00:00");
    assert_eq!(time("b").as_str(), "2024-05-13T14:52:00");
    assert_eq!(time("c").as_str(), "2024-05-13T14:52:10");
    assert_eq!(time("d").as_str(), "2024-04-28T20:28:00");
    assert_eq!(time("e").as_str(), "2024-05-13T14:52:00");
    // A field has no offset, so one that has is no value of a field.
    assert!(fields.read::<DateTime>("f").is_err());
    assert!(fields.read::<Date>("b").is_err(), "not midnight");
    assert!(fields.read::<Date>("g").is_err());
    assert_eq!(
        fields.read::<String>("a").unwrap().as_deref(),
        Some("2024-05-13")
    );
}
