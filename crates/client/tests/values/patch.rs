//! Bodies that say what to change.

use client::body::{JsonBody, Upload};
use client::carrier::{AdditionalProperties, Base64, Dictionary, FlagSet, Value};
use client::time::DateTime;
use client::{Json, Patch, carrier, decode, encode};
use serde_json::json;

pub(crate) struct Right(FlagSet);

client::flags!(Right {
    SELECT: "Select" = 1,
    UPDATE: "Update" = 2,
    FULL: "FULL" = 3,
});

pub(crate) struct Address {
    pub street: Option<String>,
    pub city: Option<String>,
    pub additional_properties: AdditionalProperties,
}

carrier!(Address {
    street: "Street",
    city: "City"
});

/// Has a property of each kind.
pub(crate) struct Contact {
    pub name: Option<String>,
    pub source: Option<i32>,
    pub updated: Option<DateTime>,
    pub right: Option<Right>,
    pub address: Option<Address>,
    pub domains: Option<Vec<String>>,
    pub custom_fields: Option<Dictionary<String>>,
    pub image: Option<Base64>,
    pub additional_properties: AdditionalProperties,
}

carrier!(Contact {
    name: "Name",
    source: "Source",
    updated: "Updated/At~",
    right: "Right",
    address: "Address",
    domains: "Domains",
    custom_fields: "CustomFields",
    image: "Image",
});

fn contact(json: &str) -> Contact {
    decode(json.as_bytes()).unwrap()
}

fn json(body: &impl JsonBody) -> String {
    String::from_utf8(body.to_json()).unwrap()
}

#[test]
fn operations() {
    let address = Address {
        city: Some("Oslo".to_owned()),
        ..Address::default()
    };
    let patch = Patch::operations()
        .test("/Name", "Old \"name\"")
        .replace("Name", "Blåbær".to_owned())
        .replace("/Address", address)
        .replace("/Source", 5)
        .replace("/Xstop", true)
        .replace("/ActiveErpLinks", Some(1.5))
        .replace("/Department", None::<String>)
        .replace("/OrgNr", None::<&str>)
        .replace("/Kananame", Some("kana"))
        .add("/Domains/-", json!({"any": [null]}))
        .add("/Domains", vec!["a".to_owned()])
        .remove("/Urls/0");
    let expected = [
        r#"{"op":"test","path":"/Name","value":"Old \"name\""}"#,
        r#"{"op":"replace","path":"Name","value":"Blåbær"}"#,
        r#"{"op":"replace","path":"/Address","value":{"City":"Oslo"}}"#,
        r#"{"op":"replace","path":"/Source","value":5}"#,
        r#"{"op":"replace","path":"/Xstop","value":true}"#,
        r#"{"op":"replace","path":"/ActiveErpLinks","value":1.5}"#,
        r#"{"op":"replace","path":"/Department","value":null}"#,
        r#"{"op":"replace","path":"/OrgNr","value":null}"#,
        r#"{"op":"replace","path":"/Kananame","value":"kana"}"#,
        r#"{"op":"add","path":"/Domains/-","value":{"any":[null]}}"#,
        r#"{"op":"add","path":"/Domains","value":["a"]}"#,
        r#"{"op":"remove","path":"/Urls/0"}"#,
    ];
    assert_eq!(json(&patch), format!("[{}]", expected.join(",")));
    assert!(!patch.is_empty());
    assert!(Patch::operations().is_empty());
    assert_eq!(json(&Patch::operations()), "[]");
    assert_eq!(
        format!("{:?}", Patch::operations().remove("/Name")),
        r#"Patch([{"op":"remove","path":"/Name"}])"#
    );
}

#[test]
fn merge() {
    let patch = Patch::merge()
        .set("Name", "first")
        .clear("Department")
        .set(
            "Address",
            Patch::merge()
                .set("Street \"1\"", "Kirkegata")
                .set("Empty", Patch::merge()),
        )
        .set("Domains", vec!["a".to_owned()])
        .set("Source", None::<i32>)
        // The last one counts.
        .set("Name", "Blåbær");
    assert_eq!(
        json(&patch),
        r#"{"Name":"Blåbær","Department":null,"Address":{"Street \"1\"":"Kirkegata","Empty":{}},"Domains":["a"],"Source":null}"#
    );
    assert!(!patch.is_empty());
    assert!(Patch::merge().is_empty());
    assert_eq!(json(&Patch::merge()), "{}");
    assert_eq!(
        format!("{:?}", Patch::merge().clear("A").clone()),
        r#"Patch({"A":null})"#
    );
}

#[test]
fn differences() {
    // Before, after, and the changes with the tests before them.
    let cases = [
        ("{}", "{}", vec![], vec![]),
        (r#"{"Name":"a"}"#, r#"{"Name":"a"}"#, vec![], vec![]),
        (
            r#"{"Name":"a"}"#,
            r#"{"Name":"b"}"#,
            vec![r#"{"op":"test","path":"/Name","value":"a"}"#],
            vec![r#"{"op":"replace","path":"/Name","value":"b"}"#],
        ),
        (
            "{}",
            r#"{"Name":"b"}"#,
            vec![r#"{"op":"test","path":"/Name","value":null}"#],
            vec![r#"{"op":"add","path":"/Name","value":"b"}"#],
        ),
        (
            r#"{"Name":"a"}"#,
            "{}",
            vec![r#"{"op":"test","path":"/Name","value":"a"}"#],
            vec![r#"{"op":"remove","path":"/Name"}"#],
        ),
        // Another spelling of the same.
        (r#"{"Right":"FULL"}"#, r#"{"Right":3}"#, vec![], vec![]),
        // Complete objects, complete lists.
        (
            r#"{"Address":{"Street":"a","City":"c"},"Domains":["a","b"]}"#,
            r#"{"Address":{"Street":"b","City":"c"},"Domains":["a","c"]}"#,
            vec![
                r#"{"op":"test","path":"/Address","value":{"Street":"a","City":"c"}}"#,
                r#"{"op":"test","path":"/Domains","value":["a","b"]}"#,
            ],
            vec![
                r#"{"op":"replace","path":"/Address","value":{"Street":"b","City":"c"}}"#,
                r#"{"op":"replace","path":"/Domains","value":["a","c"]}"#,
            ],
        ),
        // Only what is different in a dictionary.
        (
            r#"{"CustomFields":{"a/~":"1","b":"2","c":"3","d":null,"e":null}}"#,
            r#"{"CustomFields":{"a/~":"9","b":"2","d":"4","f":null,"g":"5"}}"#,
            vec![
                r#"{"op":"test","path":"/CustomFields/a~1~0","value":"1"}"#,
                r#"{"op":"test","path":"/CustomFields/c","value":"3"}"#,
            ],
            vec![
                r#"{"op":"replace","path":"/CustomFields","value":{"a/~":"9","c":null,"d":"4","g":"5"}}"#,
            ],
        ),
        (
            r#"{"CustomFields":{"a":"1"}}"#,
            "{}",
            vec![r#"{"op":"test","path":"/CustomFields/a","value":"1"}"#],
            vec![r#"{"op":"replace","path":"/CustomFields","value":{"a":null}}"#],
        ),
        (
            "{}",
            r#"{"CustomFields":{"a":"1"}}"#,
            vec![],
            vec![r#"{"op":"replace","path":"/CustomFields","value":{"a":"1"}}"#],
        ),
        ("{}", r#"{"CustomFields":{}}"#, vec![], vec![]),
        // Names are escaped, the order is that of the properties, unknown ones come last.
        (
            r#"{"Z":1,"Y":{"a":[1]},"X":null,"Updated/At~":"2019-12-19T10:44:12","Name":"a"}"#,
            r#"{"W":2,"Y":{"a":[2]},"X":null,"Updated/At~":"2019-12-19T10:44:12Z","Name":"b"}"#,
            vec![
                r#"{"op":"test","path":"/Name","value":"a"}"#,
                r#"{"op":"test","path":"/Updated~1At~0","value":"2019-12-19T10:44:12"}"#,
                r#"{"op":"test","path":"/Z","value":1}"#,
                r#"{"op":"test","path":"/Y","value":{"a":[1]}}"#,
                r#"{"op":"test","path":"/W","value":null}"#,
            ],
            vec![
                r#"{"op":"replace","path":"/Name","value":"b"}"#,
                r#"{"op":"replace","path":"/Updated~1At~0","value":"2019-12-19T10:44:12Z"}"#,
                r#"{"op":"remove","path":"/Z"}"#,
                r#"{"op":"replace","path":"/Y","value":{"a":[2]}}"#,
                r#"{"op":"add","path":"/W","value":2}"#,
            ],
        ),
    ];
    for (before, after, tests, changes) in cases {
        let (before, after) = (contact(before), contact(after));
        let patch = Patch::between(&before, &after);
        assert_eq!(json(&patch), format!("[{}]", changes.join(",")));
        assert_eq!(patch.is_empty(), changes.is_empty());
        let all = [tests, changes].concat();
        let guarded = Patch::between_guarded(&before, &after);
        assert_eq!(json(&guarded), format!("[{}]", all.join(",")));
    }
}

#[test]
fn differences_of_values_that_are_no_carriers() {
    let change = r#"[{"op":"replace","path":"","value":[2]}]"#;
    assert_eq!(json(&Patch::between(&vec![1], &vec![2])), change);
    assert!(Patch::between(&vec![1], &vec![1]).is_empty());
    let before = Dictionary::from([("a".to_owned(), Some(1)), ("b".to_owned(), None)]);
    let after = Dictionary::from([("b".to_owned(), Some(2))]);
    let changes = r#"[{"op":"remove","path":"/a"},{"op":"add","path":"/b","value":2}]"#;
    assert_eq!(json(&Patch::between(&before, &after)), changes);
}

#[test]
fn an_upload_is_no_text() {
    let image = |upload: Upload| Contact {
        image: Some(Base64::from_upload(upload)),
        ..Contact::default()
    };
    let patch = Patch::between(&Contact::default(), &image(Upload::from(vec![1])));
    let change = r#"[{"op":"add","path":"/Image","value":null}]"#;
    assert_eq!(json(&patch), change);
}

/// States of which each can become any other.
const STATES: [&str; 14] = [
    "{}",
    r#"{"Name":""}"#,
    r#"{"Name":"a","Source":0}"#,
    r#"{"Name":"b","Source":-1,"Updated/At~":"2019-12-19T10:44:12"}"#,
    r#"{"Right":"FULL","Address":{}}"#,
    r#"{"Right":1,"Address":{"Street":"a","City":"b"}}"#,
    r#"{"Address":{"Street":"a"},"Domains":[]}"#,
    r#"{"Address":{"Street":"a","Zip":"1"},"Domains":["a"]}"#,
    r#"{"Domains":["a","b"],"CustomFields":{}}"#,
    r#"{"Domains":["b","a"],"CustomFields":{"x":"1"}}"#,
    r#"{"CustomFields":{"x":null,"y":"[I:2]","z/~":"3"}}"#,
    r#"{"CustomFields":{"x":"2","z/~":null},"New":null}"#,
    r#"{"New":{"a":[1,2],"b":null},"Image":"AAEC"}"#,
    r#"{"New":{"a":[1]},"Newer":"~/","Image":"/w=="}"#,
];

#[test]
fn what_is_between_leads_from_one_to_the_other() {
    for before in STATES {
        for after in STATES {
            let (from, to) = (contact(before), contact(after));
            for patch in [
                Patch::between(&from, &to),
                Patch::between_guarded(&from, &to),
            ] {
                let result = apply(&patch, &from).expect("an applicable patch");
                assert_eq!(
                    without_nulls(result),
                    without_nulls(to.clone()),
                    "{patch:?}"
                );
            }
            assert_eq!(Patch::between(&from, &to).is_empty(), {
                without_nulls(from) == without_nulls(to)
            });
        }
    }
}

#[test]
fn a_guard_finds_changes_of_others() {
    let before = contact(r#"{"Name":"a","Source":1,"CustomFields":{"x":"1","y":"1"}}"#);
    let mut after = before.clone();
    after.name = None;
    after.updated = Some("2019-12-19T10:44:12Z".parse().unwrap());
    after.custom_fields.as_mut().unwrap().remove("x");
    let guarded = Patch::between_guarded(&before, &after);
    // The state that the service has, and whether it is a conflict.
    let cases = [
        (
            r#"{"Name":"a","Source":1,"CustomFields":{"x":"1","y":"1"}}"#,
            false,
        ),
        (
            r#"{"Name":"b","Source":1,"CustomFields":{"x":"1","y":"1"}}"#,
            true,
        ),
        (
            r#"{"Name":"a","Source":1,"CustomFields":{"x":"2","y":"1"}}"#,
            true,
        ),
        (r#"{"Name":"a","Source":1,"CustomFields":{"y":"1"}}"#, true),
        (
            r#"{"Name":"a","Updated/At~":"2019-12-19T10:44:13Z","CustomFields":{"x":"1"}}"#,
            true,
        ),
        // What is not changed does not matter.
        (
            r#"{"Name":"a","Source":2,"CustomFields":{"x":"1","y":"2"}}"#,
            false,
        ),
    ];
    for (state, is_conflict) in cases {
        let result = apply(&guarded, &contact(state));
        assert_eq!(result.is_err(), is_conflict, "{state}");
        assert!(apply(&Patch::between(&before, &after), &contact(state)).is_ok());
    }
}

/// An entry of a dictionary that is null is like none, and a dictionary without entries too.
fn without_nulls(mut contact: Contact) -> Contact {
    if let Some(mut fields) = contact.custom_fields.take() {
        fields.retain(|_, value| value.is_some());
        contact.custom_fields = Some(fields).filter(|fields| !fields.is_empty());
    }
    contact
}

/// What the service does: RFC 6902, but a dictionary keeps the entries that are not named.
fn apply<T: Value>(patch: &Patch, value: &T) -> Result<T, String> {
    let mut document: Json = serde_json::from_slice(&encode(value)).unwrap();
    let operations: Vec<Json> = serde_json::from_slice(&patch.to_json()).unwrap();
    for operation in &operations {
        step(&mut document, operation).ok_or_else(|| operation.to_string())?;
    }
    Ok(decode(document.to_string().as_bytes()).unwrap())
}

fn step(document: &mut Json, operation: &Json) -> Option<()> {
    let path = operation["path"].as_str()?;
    let (parent, name) = path.rsplit_once('/')?;
    let name = name.replace("~1", "/").replace("~0", "~");
    if operation["op"] == "test" {
        let found = document.pointer(path).unwrap_or(&Json::Null);
        return (*found == operation["value"]).then_some(());
    }
    let object = document.pointer_mut(parent)?.as_object_mut()?;
    match operation["op"].as_str()? {
        "replace" if name == "CustomFields" => {
            let entries = object.entry(name).or_insert(json!({})).as_object_mut()?;
            entries.extend(operation["value"].as_object()?.clone());
        }
        "replace" => *object.get_mut(&name)? = operation["value"].clone(),
        "add" => {
            object.insert(name, operation.get("value")?.clone());
        }
        "remove" => {
            object.remove(&name)?;
        }
        _ => return None,
    }
    Some(())
}

#[test]
fn debug_output_leaves_out_values() {
    let operations = Patch::operations()
        .test("/Name", "s3cr3t")
        .replace("/Secret", "s3cr3t")
        .add("/Phones/-", None::<&str>);
    assert_eq!(
        format!("{operations:?}"),
        r#"Patch([{"op":"test","path":"/Name","value":"[redacted]"},{"op":"replace","path":"/Secret","value":"[redacted]"},{"op":"add","path":"/Phones/-","value":null}])"#
    );
    let merge = Patch::merge().set("Secret", "s3cr3t");
    assert_eq!(format!("{merge:?}"), r#"Patch({"Secret":"[redacted]"})"#);
}

#[test]
fn nulls_in_lists_stay_null_in_patches() {
    let before: Contact = decode(br#"{"Domains":["a",null,"b"],"New":1.50}"#).unwrap();
    let mut after = before.clone();
    after.domains.as_mut().unwrap()[2] = "c".to_owned();
    assert_eq!(
        json(&Patch::between_guarded(&before, &after)),
        r#"[{"op":"test","path":"/Domains","value":["a",null,"b"]},{"op":"replace","path":"/Domains","value":["a",null,"c"]}]"#
    );
    after.domains.clone_from(&before.domains);
    after.additional_properties.insert("New", 2);
    assert_eq!(
        json(&Patch::between_guarded(&before, &after)),
        r#"[{"op":"test","path":"/New","value":1.50},{"op":"replace","path":"/New","value":2}]"#
    );
}
