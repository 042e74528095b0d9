//! Coding of carriers, and the traits that the macros implement.
//!
//! This crate forbids `unsafe`, as the generated ones do.
#![forbid(unsafe_code)]

#[path = "carrier/soundness.rs"]
mod soundness;

use client::carrier::{AdditionalProperties, Base64, Dictionary, StringValue, Value};
use client::time::DateTime;
use client::{carrier, decode, encode, string_value};
use serde_json::{Value as Json, json};

/// Has a property of every type.
struct Everything {
    boolean: Option<bool>,
    int: Option<i32>,
    long: Option<i64>,
    double: Option<f64>,
    string: Option<String>,
    date_time: Option<DateTime>,
    base64: Option<Base64>,
    json: Option<Json>,
    color: Option<Color>,
    inner: Option<Inner>,
    boxed: Option<Box<Everything>>,
    ints: Option<Vec<i32>>,
    colors: Option<Vec<Color>>,
    inners: Option<Vec<Inner>>,
    lists: Option<Vec<Vec<String>>>,
    strings: Option<Dictionary<String>>,
    everythings: Option<Dictionary<Everything>>,
    additional_properties: AdditionalProperties,
}

carrier!(Everything {
    boolean: "Boolean",
    int: "Int",
    long: "Long",
    double: "Double",
    string: "String",
    date_time: "DateTime",
    base64: "Base64",
    json: "Json",
    color: "Color",
    inner: "Inner",
    boxed: "Boxed",
    ints: "Ints",
    colors: "Colors",
    inners: "Inners",
    lists: "Lists",
    strings: "Strings",
    everythings: "Everythings",
});

/// A small one, with an odd property name.
struct Inner {
    r#type: Option<String>,
    inner_id: Option<i32>,
    additional_properties: AdditionalProperties,
}

carrier!(Inner {
    r#type: "_Type",
    inner_id: "Inner-Id"
});

/// Has no declared properties.
struct Empty {
    additional_properties: AdditionalProperties,
}

carrier!(Empty {});

#[derive(Clone, Debug, Default, PartialEq)]
enum Color {
    #[default]
    Unknown,
    Red,
    Other(String),
}

impl StringValue for Color {
    fn from_string(text: &str) -> Self {
        match text {
            "Unknown" => Self::Unknown,
            "Red" => Self::Red,
            other => Self::Other(other.to_owned()),
        }
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Unknown => "Unknown",
            Self::Red => "Red",
            Self::Other(other) => other,
        }
    }
}

string_value!(Color);

/// JSON with every property, in the declared order.
fn everything() -> Json {
    json!({
        "Boolean": true,
        "Int": -5,
        "Long": 5_000_000_000_i64,
        "Double": 0.5,
        "String": "t\u{e9}xt \"quoted\"",
        "DateTime": "2019-12-19T10:44:12",
        "Base64": "AQID",
        "Json": {"any": [1, "thing", null]},
        "Color": "Red",
        "Inner": {"_Type": "a", "Inner-Id": 1, "New": {"x": 1}},
        "Boxed": {"Boxed": {"Int": 3}},
        "Ints": [1, 2, 3],
        "Colors": ["Red", "Pink"],
        "Inners": [{"Inner-Id": 2}, {}],
        "Lists": [["a"], []],
        "Strings": {"a": "b", "nothing": null},
        "Everythings": {"x": {"Int": 4}, "y": null},
        "Later": [true],
        "Other": null
    })
}

fn check<T: Value + PartialEq + std::fmt::Debug>(json: &str, expected: T) {
    assert_eq!(decode::<T>(json.as_bytes()).unwrap(), expected, "{json}");
}

fn int(int: i32) -> Everything {
    Everything {
        int: Some(int),
        ..Default::default()
    }
}

#[test]
fn every_type_survives_a_round_trip() {
    let json = everything();
    let text = json.to_string();
    let value: Everything = decode(text.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(encode(&value)).unwrap(), text);
    assert_eq!(value.inner.as_ref().unwrap().r#type.as_deref(), Some("a"));
    assert_eq!(value.boxed.as_ref().unwrap().boxed, Some(Box::new(int(3))));
    assert_eq!(value.base64.as_deref(), Some(&[1, 2, 3][..]));
    assert_eq!(
        value.colors,
        Some(vec![Color::Red, Color::Other("Pink".to_owned())])
    );
    assert_eq!(value.everythings.as_ref().unwrap()["y"], None);
    assert_eq!(
        value.additional_properties.get("Later"),
        Some(&json!([true]))
    );

    // The same through serde, from and to something that is not text.
    assert_eq!(
        serde_json::from_value::<Everything>(json.clone()).unwrap(),
        value
    );
    assert_eq!(serde_json::to_value(&value).unwrap(), json);
    assert_eq!(
        serde_json::from_reader::<_, Everything>(text.as_bytes()).unwrap(),
        value
    );
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    assert_eq!(serde_json::from_str::<Everything>(&pretty).unwrap(), value);
}

#[test]
fn null_and_missing_are_none() {
    let Json::Object(properties) = everything() else {
        unreachable!()
    };
    for name in properties
        .keys()
        .filter(|name| !["Later", "Other"].contains(&name.as_str()))
    {
        check(&json!({ name: null }).to_string(), Everything::default());
        // The last one counts, for null as well.
        let twice = format!("{{\"{name}\": {}, \"{name}\": null}}", properties[name]);
        check(&twice, Everything::default());
    }
    check("{}", Everything::default());
    assert_eq!(encode(&Everything::default()), b"{}");
}

#[test]
fn null_elsewhere() {
    check("null", Everything::default());
    check("null", Vec::<i32>::new());
    check("[1, null]", vec![1, 0]);
    check("[null]", vec![Color::Unknown]);
    check("[null]", vec![DateTime::default()]);
    check("[null, {\"Int\": 1}]", vec![Everything::default(), int(1)]);
    check(
        "{\"a\": null}",
        Dictionary::<i32>::from([("a".to_owned(), None)]),
    );
    check("{\"Json\": null}", Everything::default());
    assert_eq!(serde_json::from_str::<Option<Inner>>("null").unwrap(), None);
}

#[test]
fn the_last_of_two_properties_counts() {
    check(r#"{"Int": 1, "Int": 2}"#, int(2));
    check(
        r#"{"Inner": {"Inner-Id": 1, "_Type": "a"}, "Inner": {"_Type": "b"}}"#,
        Everything {
            inner: Some(Inner {
                r#type: Some("b".to_owned()),
                ..Default::default()
            }),
            ..Default::default()
        },
    );
    check(
        r#"{"Ints": [1], "Ints": [2]}"#,
        Everything {
            ints: Some(vec![2]),
            ..Default::default()
        },
    );
    check(
        r#"{"a": 1, "b": 2, "a": null}"#,
        Dictionary::from([("a".to_owned(), None), ("b".to_owned(), Some(2))]),
    );
}

#[test]
fn properties_in_any_order() {
    let Json::Object(properties) = everything() else {
        unreachable!()
    };
    let reversed: serde_json::Map<_, _> = properties.clone().into_iter().rev().collect();
    let decoded: Everything = decode(Json::Object(reversed).to_string().as_bytes()).unwrap();
    for name in properties.keys() {
        assert_eq!(
            serde_json::to_value(&decoded).unwrap()[name],
            properties[name],
            "{name}"
        );
    }
}

#[test]
fn property_names_match_exactly_but_for_their_case() {
    let value: Everything = decode(br#"{"Int_": 1, "In": 2, "Int ": 3}"#).unwrap();
    assert_eq!(value.int, None);
    assert_eq!(value.additional_properties.len(), 3);
    // An escaped name is the same name.
    check(r#"{"\u0049nt": 1}"#, int(1));
}

#[test]
fn numbers() {
    for (json, expected) in [
        ("1", 1),
        ("1.0", 1),
        ("-2e3", -2000),
        ("2147483647", i32::MAX),
    ] {
        check(json, expected);
        check(json, i64::from(expected));
    }
    for json in ["9223372036854775807", "-9223372036854775808"] {
        check(json, json.parse::<i64>().unwrap());
    }
    for (json, expected) in [("1", 1.0), ("-1", -1.0), ("1.5", 1.5), ("1e300", 1e300)] {
        check(json, expected);
    }
    assert_eq!(
        encode(&vec![1.0, f64::NAN, f64::INFINITY, 1e21]),
        b"[1.0,null,null,1e+21]"
    );
}

#[test]
fn errors_say_where_and_what() {
    let cases = [
        (
            r#"{"Int": 2147483648}"#,
            "Int",
            "integer `2147483648`, expected i32",
        ),
        (
            r#"{"Int": -2147483649}"#,
            "Int",
            "integer `-2147483649`, expected i32",
        ),
        (
            r#"{"Int": 1.5}"#,
            "Int",
            "floating point `1.5`, expected i32",
        ),
        (
            r#"{"Int": "1"}"#,
            "Int",
            "invalid type: string \"1\", expected i32",
        ),
        (
            r#"{"Long": 9223372036854775808}"#,
            "Long",
            "integer `9223372036854775808`, expected i64",
        ),
        (
            r#"{"Long": 1e19}"#,
            "Long",
            "floating point `1e+19`, expected i64",
        ),
        (
            r#"{"Double": "1"}"#,
            "Double",
            "invalid type: string \"1\", expected f64",
        ),
        (
            r#"{"Boolean": 0}"#,
            "Boolean",
            "invalid type: integer `0`, expected a boolean",
        ),
        (
            r#"{"String": 1}"#,
            "String",
            "invalid type: integer `1`, expected a string",
        ),
        (
            r#"{"DateTime": 1}"#,
            "DateTime",
            "invalid type: integer `1`, expected a string",
        ),
        (
            r#"{"Base64": "?"}"#,
            "Base64",
            "string \"?\", expected a string in Base64",
        ),
        (
            r#"{"Inner": 1}"#,
            "Inner",
            "invalid type: integer `1`, expected an object (Inner)",
        ),
        (
            r#"{"Inner": []}"#,
            "Inner",
            "invalid type: sequence, expected an object (Inner)",
        ),
        (
            r#"{"Ints": {}}"#,
            "Ints",
            "invalid type: map, expected an array",
        ),
        (
            r#"{"Strings": 1}"#,
            "Strings",
            "invalid type: integer `1`, expected an object",
        ),
        (
            r#"{"Lists": [[], ["a", 1]]}"#,
            "Lists[1][1]",
            "integer `1`, expected a string",
        ),
        (
            r#"{"Everythings": {"key": {"Boxed": {"Inners": [{}, {"_Type": 1}]}}}}"#,
            "Everythings.key.Boxed.Inners[1]._Type",
            "invalid type: integer `1`, expected a string at line 1 column 61",
        ),
        (r#"{"Int": 1"#, "?", "EOF while parsing an object"),
        (r#"{} x"#, ".", "trailing characters"),
        ("", ".", "EOF while parsing a value"),
    ];
    for (json, path, message) in cases {
        let error = decode::<Everything>(json.as_bytes()).unwrap_err();
        assert_eq!(error.path(), path, "{json}");
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains(message), "{json}: {source}");
        assert!(error.to_string().contains(path));
        let expected = message.split_once(", expected ").map(|(_, expected)| {
            let place = expected.find(" at line ");
            &expected[..place.unwrap_or(expected.len())]
        });
        assert_eq!(error.expected(), expected, "{json}");
    }
}

/// Miri would see memory that is lost, or freed twice.
#[test]
fn an_error_half_way_drops_what_was_decoded() {
    let text = everything().to_string();
    // Miri is slow.
    for end in (0..text.len()).step_by(if cfg!(miri) { 29 } else { 1 }) {
        assert!(decode::<Everything>(&text.as_bytes()[..end]).is_err());
    }
    assert!(decode::<Vec<Everything>>(format!("[{text}, {text}, 1]").as_bytes()).is_err());
    assert!(decode::<Dictionary<Everything>>(format!("{{\"a\":{text}, 1}}").as_bytes()).is_err());
}

#[test]
fn deep_nesting_is_an_error() {
    for (open, close) in [("{\"Boxed\":", "}"), ("{\"Everythings\":{\"a\":", "}}")] {
        let nested = |depth| format!("{}{{}}{}", open.repeat(depth), close.repeat(depth));
        assert!(decode::<Everything>(nested(60).as_bytes()).is_ok());
        let error = decode::<Everything>(nested(1_000).as_bytes()).unwrap_err();
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.starts_with("recursion limit exceeded"), "{source}");
    }
}

#[test]
fn clones_are_equal_and_separate() {
    let value: Everything = decode(everything().to_string().as_bytes()).unwrap();
    let mut copy = value.clone();
    assert_eq!(copy, value);
    copy.boxed.as_mut().unwrap().boxed.as_mut().unwrap().int = None;
    assert_ne!(copy, value);
    drop(value);
    assert_eq!(copy.inners.unwrap()[0].inner_id, Some(2));
}

#[test]
fn every_property_counts_for_equality() {
    let Json::Object(properties) = everything() else {
        unreachable!()
    };
    let value: Everything = decode(everything().to_string().as_bytes()).unwrap();
    for name in properties.keys().filter(|name| *name != "Other") {
        let mut other = properties.clone();
        other.remove(name);
        let other: Everything = serde_json::from_value(Json::Object(other)).unwrap();
        assert_ne!(other, value, "{name}");
    }
    let nan = Everything {
        double: Some(f64::NAN),
        ..Default::default()
    };
    assert_ne!(nan.clone(), nan);
}

#[test]
fn debug_leaves_out_what_is_not_there() {
    let value: Everything =
        decode(br#"{"Int": 1, "Color": "Red", "Inners": [{"_Type": "x"}, {}], "New": 1}"#).unwrap();
    assert_eq!(
        format!("{value:?}"),
        "Everything { int: Some(1), color: Some(\"Red\"), inners: Some([Inner { type: Some(\"x\") }, \
         Inner]), additional_properties: {\"New\": Number(1)} }"
    );
    assert_eq!(format!("{:?}", Everything::default()), "Everything");
    let dictionary = Everything {
        strings: Some(Dictionary::from([("a".to_owned(), None)])),
        ..Default::default()
    };
    assert_eq!(
        format!("{dictionary:#?}"),
        "Everything {\n    strings: Some(\n        {\n            \"a\": None,\n        },\n    ),\n}"
    );
}

#[test]
fn additional_properties() {
    assert_eq!(size_of::<AdditionalProperties>(), size_of::<usize>());
    let mut value: Empty = decode(br#"{"a": 1, "b": {"c": null}}"#).unwrap();
    let properties = &mut value.additional_properties;
    assert_eq!(properties.get("a"), Some(&json!(1)));
    assert_eq!(properties.insert("a", 2), Some(json!(1)));
    assert_eq!(properties.remove("b"), Some(json!({"c": null})));
    assert_eq!(properties.remove("b"), None);
    properties.insert("d", "x");
    assert_eq!(
        properties.iter().collect::<Vec<_>>(),
        [("a", &json!(2)), ("d", &json!("x"))]
    );
    assert_eq!(encode(&value), br#"{"a":2,"d":"x"}"#);
    value.additional_properties.remove("a");
    value.additional_properties.remove("d");
    assert!(value.additional_properties.is_empty());
    assert_eq!(value, Empty::default());
}

#[test]
fn date_times_keep_their_text() {
    let valid = [
        "2019-12-19",
        "2019-12-19T10:44:12",
        "2019-12-19T10:44:12Z",
        "2019-12-19T10:44:12+01:00",
        "2019-12-19T10:44:12-0500",
        "2019-12-19T10:44:12.1234567Z",
        "2020-02-29T00:00:00",
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59Z",
    ];
    for text in valid {
        let time: DateTime = text.parse().unwrap();
        assert_eq!((time.as_str(), time.to_string().as_str()), (text, text));
        check(&format!("\"{text}\""), time);
    }
    let invalid = [
        "",
        "2019",
        "2019-13-01",
        "2019-02-29",
        "2019-12-19 10:44:12",
        "2019-12-19T10:44",
        "2019-12-19T24:00:00",
        "2019-12-19T10:44:12.",
        "2019-12-19T10:44:12.1234567890",
        "2019-12-19T10:44:12+1",
        "2019-12-19T10:44:12Zulu",
        "2019-12-19Z",
        "\u{661}019-12-19",
    ];
    for text in invalid {
        let error = text.parse::<DateTime>().unwrap_err().to_string();
        assert!(
            error.starts_with(&format!("`{text}` is not a time")),
            "{error}"
        );
        // The server may write what it likes.
        let decoded: DateTime = decode(json!(text).to_string().as_bytes()).unwrap();
        assert_eq!(decoded.as_str(), text);
    }
    assert_eq!(DateTime::default().as_str(), "0001-01-01T00:00:00");
}

#[test]
fn base64_is_bytes() {
    for (json, bytes) in [
        ("\"\"", &b""[..]),
        ("\"AA==\"", b"\0"),
        ("\"+/8=\"", b"\xfb\xff"),
    ] {
        let value = Base64::from(bytes.to_vec());
        assert_eq!(&*value, bytes);
        assert_eq!(encode(&value), json.as_bytes());
        check(json, value);
    }
    assert_eq!(
        format!("{:?}", Base64::from(vec![7; 300])),
        "Base64(300 bytes)"
    );
}

#[test]
fn nothing_changes_on_its_way_through() {
    let unchanged = [
        // Elements of lists that are null, at any depth.
        r#"{"Ints":[1,null,0,null]}"#,
        r#"{"Colors":[null,"Red","Unknown"]}"#,
        r#"{"Inners":[null,{"_Type":"x"},{}]}"#,
        r#"{"Lists":[["a",null],null,["",null]]}"#,
        r#"{"Everythings":{"x":null,"y":{"Ints":[null]}}}"#,
        // Numbers of any length in properties that are not declared, and in any JSON.
        r#"{"New":12345678901234567890123.45678901234567890}"#,
        r#"{"New":{"a":[1.50,1E5,-0,"1.50"],"b":{}}}"#,
        r#"{"Json":{"a":0.10}}"#,
        r#"{"Int":1,"New":1.0,"Other":18446744073709551616}"#,
    ];
    for json in unchanged {
        let value: Everything = decode(json.as_bytes()).unwrap();
        assert_eq!(String::from_utf8_lossy(&encode(&value)), json);
        assert_eq!(encode(&value.clone()), json.as_bytes(), "a copy");
    }
    // In lists of carriers that stand alone, too.
    let json = r#"[null,{"Int":1}]"#;
    let values: Vec<Everything> = decode(json.as_bytes()).unwrap();
    assert_eq!(encode(&values), json.as_bytes());
    // Serializers of others write `null` as well.
    let json = json!({"Ints": [1, null], "Lists": [null, ["a", null]], "Inners": [null, {}]});
    let value: Everything = decode(json.to_string().as_bytes()).unwrap();
    assert_eq!(serde_json::to_value(&value).unwrap(), json);
}

#[test]
fn what_was_spelled_otherwise_ends_with_its_value() {
    let mut value: Everything =
        decode(br#"{"Ints":[1,null,null],"Inners":[null],"New":1.50,"Other":2.50}"#).unwrap();
    let ints = value.ints.as_mut().unwrap();
    assert_eq!(*ints, [1, 0, 0]);
    ints[1] = 7;
    ints.push(0);
    value.inners.as_mut().unwrap()[0].r#type = Some("x".to_owned());
    value.additional_properties.insert("New", 3);
    value.additional_properties.remove("Other");
    assert_eq!(
        String::from_utf8_lossy(&encode(&value)),
        r#"{"Ints":[1,7,null,0],"Inners":[{"_Type":"x"}],"New":3}"#
    );
    // Nor does it count when values are compared.
    assert_eq!(
        decode::<Everything>(br#"{"Ints":[null],"New":1.50}"#).unwrap(),
        decode::<Everything>(br#"{"Ints":[0],"New":1.5}"#).unwrap()
    );
    // The last one counts.
    let twice: Everything = decode(br#"{"Ints":[null],"Ints":[0],"New":1.50,"New":1}"#).unwrap();
    assert_eq!(encode(&twice), br#"{"Ints":[0],"New":1}"#);
}

/// Has two properties whose names differ in their case alone.
struct Cases {
    lower: Option<i32>,
    upper: Option<i32>,
    other: Option<Box<Cases>>,
    additional_properties: AdditionalProperties,
}

carrier!(Cases {
    lower: "name",
    upper: "NAME",
    other: "OtherName"
});

#[test]
fn names_are_read_exactly_and_then_in_any_case() {
    let read_as = |json: &str, expected: &str| {
        let value: Cases = decode(json.as_bytes()).unwrap();
        assert_eq!(String::from_utf8_lossy(&encode(&value)), expected, "{json}");
        // And by serde, from what is no string.
        let value: Cases = serde_json::from_value(serde_json::from_str(json).unwrap()).unwrap();
        assert_eq!(String::from_utf8_lossy(&encode(&value)), expected, "{json}");
    };
    // Written as declared.
    read_as(
        r#"{"otherName":{"othername":{}}}"#,
        r#"{"OtherName":{"OtherName":{}}}"#,
    );
    read_as(r#"{"NAME":1,"name":2}"#, r#"{"name":2,"NAME":1}"#);
    read_as(r#"{"name":2,"NAME":1}"#, r#"{"name":2,"NAME":1}"#);
    read_as(r#"{"Name":1}"#, r#"{"name":1}"#);
    // A second one loses nothing.
    read_as(
        r#"{"OtherName":{},"otherName":5}"#,
        r#"{"OtherName":{},"otherName":5}"#,
    );
    read_as(
        r#"{"Other":1,"ÖTHERNAME":2}"#,
        r#"{"Other":1,"ÖTHERNAME":2}"#,
    );
}

#[test]
fn a_byte_order_mark_is_skipped() {
    check("\u{feff}{\"Int\": 1}", int(1));
    assert!(decode::<Everything>("\u{feff}\u{feff}{}".as_bytes()).is_err());
}

/// Has names that JSON has to escape.
struct Odd {
    quote: Option<String>,
    control: Option<i32>,
    additional_properties: AdditionalProperties,
}

carrier!(Odd {
    quote: "a\"b\\",
    control: "\u{1}"
});

#[test]
fn names_and_texts_are_escaped_where_they_must_be() {
    for text in [
        "",
        "a",
        "1234567",
        "12345678",
        "123456789012345",
        "é\u{7f}\u{80}日本",
    ] {
        for special in ["", "\"", "\\", "\u{0}", "\u{1f}", "\n"] {
            for whole in [format!("{text}{special}"), format!("{special}{text}")] {
                let odd = Odd {
                    quote: Some(whole.clone()),
                    control: Some(1),
                    ..Default::default()
                };
                let json: Json = serde_json::from_slice(&encode(&odd)).unwrap();
                assert_eq!(json, json!({"a\"b\\": whole, "\u{1}": 1}));
                let odd = Odd {
                    control: Some(1),
                    ..Default::default()
                };
                assert_eq!(encode(&odd), br#"{"\u0001":1}"#);
            }
        }
    }
}
