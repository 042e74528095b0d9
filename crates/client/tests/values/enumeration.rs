use client::carrier::{AdditionalProperties, Dictionary};
use client::error::DecodeError;
use client::{carrier, decode, encode};
use serde_json::{from_value, json, to_value};

use crate::{again, hash, parameter};

/// Has values, one of them twice, and a member without.
pub(crate) enum TaskType {
    Unknown,
    InDiary,
    Alias,
    NoValue,
    r#Type,
    Escalated,
    Other(String),
}

client::open_enum!(TaskType {
    Unknown: "Unknown" = 0,
    InDiary: "inDiary" = 3,
    Alias: "Alias" = 3,
    NoValue: "No value",
    r#Type: "Type",
    Escalated: "escalated" = -1,
} else Other);

/// Lists nothing.
pub(crate) enum Empty {
    Unlisted(String),
}

client::open_enum!(Empty {} else Unlisted);

/// Has them everywhere.
pub(crate) struct Task {
    pub kind: Option<TaskType>,
    pub kinds: Option<Vec<TaskType>>,
    pub by_name: Option<Dictionary<TaskType>>,
    pub additional_properties: AdditionalProperties,
}

carrier!(Task {
    kind: "Kind",
    kinds: "Kinds",
    by_name: "ByName"
});

#[test]
fn wire_forms() {
    // JSON, the value, and the JSON that it becomes.
    let cases = [
        (r#""Unknown""#, TaskType::Unknown, r#""Unknown""#),
        (r#""inDiary""#, TaskType::InDiary, r#""inDiary""#),
        (r#""No value""#, TaskType::NoValue, r#""No value""#),
        (r#""Type""#, TaskType::r#Type, r#""Type""#),
        (r#""Alias""#, TaskType::Alias, r#""Alias""#),
        ("0", TaskType::Unknown, r#""Unknown""#),
        ("3", TaskType::InDiary, r#""inDiary""#),
        ("3.0", TaskType::InDiary, r#""inDiary""#),
        ("-1", TaskType::Escalated, r#""escalated""#),
        (r#""3""#, TaskType::InDiary, r#""inDiary""#),
        ("17", other("17"), "17"),
        ("-17", other("-17"), "-17"),
        (
            "9223372036854775807",
            other("9223372036854775807"),
            "9223372036854775807",
        ),
        (r#""17""#, other("17"), "17"),
        // Not how a number is spelled.
        (r#""017""#, other("017"), r#""017""#),
        (r#""+3""#, other("+3"), r#""+3""#),
        (r#""-0""#, other("-0"), r#""-0""#),
        // Exact spelling.
        (r#""InDiary""#, other("InDiary"), r#""InDiary""#),
        (r#"" inDiary""#, other(" inDiary"), r#"" inDiary""#),
        (
            r#""inDiary, Alias""#,
            other("inDiary, Alias"),
            r#""inDiary, Alias""#,
        ),
        (r#""""#, TaskType::default(), r#""""#),
        ("null", TaskType::default(), r#""""#),
    ];
    for (json, value, encoded) in cases {
        let decoded: TaskType = decode(json.as_bytes()).unwrap();
        assert_eq!(decoded, value, "{json}");
        assert_eq!(
            std::mem::discriminant(&decoded),
            std::mem::discriminant(&value)
        );
        assert_eq!(again::<TaskType>(json), encoded, "{json}");
        // Through serde, from something that is not text.
        let json: serde_json::Value = serde_json::from_str(json).unwrap();
        if !json.is_null() {
            assert_eq!(from_value::<TaskType>(json).unwrap(), value);
        }
        assert_eq!(to_value(&value).unwrap().to_string(), encoded);
    }
    assert_eq!(again::<Empty>("[\"a\"]".trim_matches(['[', ']'])), "\"a\"");
    assert_eq!(again::<Empty>("5"), "5");
    assert!(Empty::members().is_empty());
}

#[test]
fn errors() {
    let cases = [
        (
            "1.5",
            "floating point `1.5`, expected a string or an integer",
        ),
        ("9223372036854775808", "expected a string or an integer"),
        ("true", "boolean `true`, expected a string or an integer"),
        ("{}", "map, expected a string or an integer"),
    ];
    for (json, message) in cases {
        let error: DecodeError = decode::<TaskType>(json.as_bytes()).err().unwrap();
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains(message), "{json}: {source}");
    }
}

#[test]
fn conversions() {
    for member in TaskType::members() {
        let text = member.as_str();
        assert_eq!(&TaskType::from(text), member);
        assert_eq!(&TaskType::from(text.to_owned()), member);
        assert_eq!(&text.parse::<TaskType>().unwrap(), member);
        assert_eq!(member.to_string(), text);
        assert_eq!(member.as_ref(), text);
        assert_eq!(&member.clone(), member);
        assert_eq!(
            std::mem::discriminant(&member.clone()),
            std::mem::discriminant(member)
        );
        assert_eq!(parameter(member), format!("ParameterValues([{text:?}])"));
    }
    let names: Vec<_> = TaskType::members().iter().map(TaskType::as_str).collect();
    assert_eq!(
        names,
        [
            "Unknown",
            "inDiary",
            "Alias",
            "No value",
            "Type",
            "escalated"
        ]
    );
    assert_eq!(format!("{:>8}|", TaskType::Alias), "   Alias|");
    assert_eq!(format!("{:?}", TaskType::InDiary), "TaskType(\"inDiary\")");
    assert_eq!(other("New").clone(), other("New"));
}

#[test]
fn the_wire_name_decides_equality() {
    assert_eq!(other("inDiary"), TaskType::InDiary);
    assert_eq!(hash(&other("inDiary")), hash(&TaskType::InDiary));
    assert_ne!(TaskType::Alias, TaskType::InDiary);
    assert_ne!(hash(&TaskType::Alias), hash(&TaskType::InDiary));
    assert_ne!(other("a"), other("b"));
}

#[test]
fn in_carriers() {
    let json = json!({
        "Kind": 17,
        "Kinds": ["inDiary", "New", 5],
        "ByName": {"a": "Type", "b": null, "c": 9}
    });
    let task: Task = from_value(json.clone()).unwrap();
    assert_eq!(task.kind, Some(other("17")));
    assert_eq!(encode(&task), json.to_string().as_bytes());
    assert_eq!(encode(&task.clone()), json.to_string().as_bytes());
    assert_eq!(task.clone(), task);
    let changed = Task {
        kind: Some(TaskType::Type),
        ..task.clone()
    };
    assert_ne!(changed, task);
    assert_eq!(
        format!("{changed:?}"),
        "Task { kind: Some(\"Type\"), kinds: Some([\"inDiary\", \"New\", \"5\"]), \
         by_name: Some({\"a\": Some(\"Type\"), \"b\": None, \"c\": Some(\"9\")}) }"
    );
    let twice: Task = decode(br#"{"Kind": "New", "Kind": "Type", "Kinds": null}"#).unwrap();
    assert_eq!(twice.kind, Some(TaskType::Type));
}

fn other(text: &str) -> TaskType {
    TaskType::Other(text.to_owned())
}
