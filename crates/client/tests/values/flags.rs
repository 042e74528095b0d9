use client::carrier::{AdditionalProperties, FlagSet};
use client::{carrier, decode, encode};
use serde_json::{from_value, json, to_value};

use crate::{again, hash, parameter};

/// Like the one of the API.
pub(crate) struct ETableRight(FlagSet);

client::flags!(ETableRight {
    NONE: "None" = 0,
    SELECT: "Select" = 1,
    UPDATE: "Update" = 2,
    INSERT: "Insert" = 4,
    DELETE: "Delete" = 8,
    FILTERING: "Filtering" = 16,
    /// Three at once.
    FULL: "FULL" = 15,
    URU: "URU" = 34,
    R: "R" = 1,
});

/// Has a member without a value, like `FULL` on the page of `EFieldRight`.
pub(crate) struct EFieldRight(FlagSet);

client::flags!(EFieldRight {
    READ: "Read" = 1,
    FULL: "FULL",
    WRITE: "Write" = 2,
});

/// Has no values.
pub(crate) struct Source(FlagSet);

client::flags!(Source { A: "a", B: "b" });

/// Has them.
pub(crate) struct Table {
    pub right: Option<ETableRight>,
    pub rights: Option<Vec<ETableRight>>,
    pub additional_properties: AdditionalProperties,
}

carrier!(Table {
    right: "Right",
    rights: "Rights"
});

#[test]
fn what_is_not_changed_is_written_as_it_was() {
    let strings = [
        "None",
        "",
        "0",
        "Select",
        "R",
        "FULL",
        "Select, Update, Insert, Delete",
        "Delete,Select",
        "Select, Select",
        " Select ",
        "Select, New",
        "New",
        "3, 4",
        "select",
    ];
    for text in strings.into_iter().filter(|text| *text != "0") {
        let json = json!(text).to_string();
        assert_eq!(again::<ETableRight>(&json), json);
        assert_eq!(again::<EFieldRight>(&json), json);
        assert_eq!(again::<Source>(&json), json);
        let value: ETableRight = decode(json.as_bytes()).unwrap();
        assert_eq!(value.as_str(), text);
        assert_eq!(encode(&value.clone()), json.as_bytes());
        assert_eq!(to_value(&value).unwrap(), json!(text));
    }
    for json in ["0", "1", "15", "1024", "-1", "-9223372036854775808"] {
        assert_eq!(again::<ETableRight>(json), json);
        assert_eq!(again::<Source>(json), json);
        // A string that is a number stands for the number.
        assert_eq!(again::<ETableRight>(&format!("\"{json}\"")), json);
    }
    assert_eq!(again::<ETableRight>("3.0"), "3");
    assert!(decode::<ETableRight>(b"1.5").is_err());
    assert!(decode::<ETableRight>(b"[]").is_err());
    assert_eq!(again::<ETableRight>("null"), "\"None\"");
    assert_eq!(again::<Vec<Source>>("[null]"), "[0]");
}

#[test]
fn the_same_flags_are_equal() {
    let groups: [&[&str]; 7] = [
        &[
            r#""FULL""#,
            r#""Select, Update, Insert, Delete""#,
            r#""Delete,Insert,R,Update""#,
            "15",
            r#""15""#,
        ],
        &[r#""None""#, r#""""#, "0", "null"],
        &[
            r#""Select""#,
            r#""R""#,
            "1",
            r#""R, Select""#,
            r#""None, R""#,
        ],
        &[r#""Select, New, Newer""#, r#""Newer, 1, New""#],
        &[r#""New""#, r#""New, New""#],
        &[r#""New, Newer""#, r#""Newer,New""#],
        &[r#""1, 1024""#, "1025"],
    ];
    for (index, group) in groups.iter().enumerate() {
        for (other_index, other_group) in groups.iter().enumerate() {
            for (left, right) in group
                .iter()
                .flat_map(|left| other_group.iter().map(move |right| (left, right)))
            {
                let [left, right]: [ETableRight; 2] =
                    [left, right].map(|json| decode(json.as_bytes()).unwrap());
                assert_eq!(left == right, index == other_index, "{left:?} {right:?}");
                if left == right {
                    assert_eq!(hash(&left), hash(&right));
                }
                // Inside a carrier the codec compares.
                let [left, right] = [left, right].map(|right| Table {
                    right: Some(right),
                    ..Table::default()
                });
                assert_eq!(left == right, index == other_index, "{left:?} {right:?}");
            }
        }
    }
    // A name without a value is not its bits.
    assert_ne!(EFieldRight::FULL, EFieldRight::READ | EFieldRight::WRITE);
    assert_eq!(
        EFieldRight::from("Read, FULL"),
        EFieldRight::FULL | EFieldRight::READ
    );
    assert_ne!(Source::A, Source::B);
    assert_ne!(Source::A, Source::default());
}

/// One property comes in all of these forms.
#[test]
fn forms_of_the_service() {
    // The JSON, the flags it has, and the number if all of them have one.
    let cases: [(&str, &[&str], Option<i64>); 6] = [
        (r#""Select, Update, Insert, Delete""#, &[], Some(15)),
        (r#""FULL""#, &[], Some(15)),
        ("15", &[], Some(15)),
        ("1", &["R"], Some(1)),
        (r#""Update, Nullable""#, &["Update", "Nullable"], None),
        ("65538", &["Update", "65536"], Some(65_538)),
    ];
    for (json, flags, bits) in cases {
        let set: ETableRight = decode(json.as_bytes()).unwrap();
        assert_eq!(set.bits(), bits, "{json}");
        if bits == Some(15) {
            assert_eq!(set, ETableRight::FULL);
            assert!(set.contains(&(ETableRight::SELECT | ETableRight::UPDATE)));
        } else {
            let expected = flags.iter().fold(ETableRight::default(), |set, flag| {
                set | ETableRight::from(*flag)
            });
            assert_eq!(set, expected, "{json}");
        }
        // Saving what was read changes nothing.
        assert_eq!(encode(&set), json.as_bytes());
    }
}

#[test]
fn canonical_texts() {
    let cases = [
        (0, "None"),
        (1, "Select"),
        (3, "Select, Update"),
        (15, "Select, Update, Insert, Delete"),
        (16, "Filtering"),
        // 32 has no name of its own.
        (34, "Update, URU"),
        (32, "32"),
        (1024, "1024"),
        (1025, "1025"),
        (-1, "-1"),
    ];
    for (bits, text) in cases {
        let set = ETableRight::from(bits);
        assert_eq!(set.as_str(), text);
        assert_eq!(set.to_string(), text);
        assert_eq!(set.as_ref(), text);
        assert_eq!(set.bits(), Some(bits));
        assert_eq!(ETableRight::from(text), set);
        assert_eq!(ETableRight::from(text.to_owned()), set);
        assert_eq!(text.parse::<ETableRight>().unwrap(), set);
        assert_eq!(parameter(&set), format!("ParameterValues([{text:?}])"));
    }
    assert_eq!(EFieldRight::default().as_str(), "0");
    assert_eq!((Source::B | Source::A | "new".into()).as_str(), "b, a, new");
    assert_eq!(
        (EFieldRight::FULL | EFieldRight::READ | 8.into()).as_str(),
        "Read, 8, FULL"
    );
    assert_eq!(
        format!("{:?}", ETableRight::from(3)),
        "ETableRight(\"Select, Update\")"
    );
}

#[test]
fn operators() {
    let (select, update) = (ETableRight::SELECT, ETableRight::UPDATE);
    let mut set = select.clone() | update.clone();
    assert!(set.contains(&select) && set.contains(&update) && set.contains(&set));
    assert!(!set.contains(&ETableRight::DELETE) && !set.contains(&ETableRight::FULL));
    assert!(set.contains(&ETableRight::NONE) && ETableRight::FULL.contains(&set));
    assert_eq!(set.clone() & update.clone(), update);
    assert_eq!(set.clone() - update.clone(), select);
    assert_eq!(set.without(&select), update);
    assert_eq!(set.without(&ETableRight::FULL), ETableRight::default());
    set |= "New".into();
    assert_eq!((set.as_str(), set.bits()), ("Select, Update, New", None));
    assert!(set.contains(&"New".into()) && !set.contains(&"Newer".into()));
    assert_eq!(
        set.clone() & "Newer, New, Select".into(),
        "Select, New".into()
    );
    assert_eq!(set.clone() | "New".into(), set);
    set -= select | update;
    assert_eq!(set.as_str(), "New");
    assert!(!set.is_empty());
    set -= "New".into();
    assert!(set.is_empty() && ETableRight::NONE.is_empty() && ETableRight::default().is_empty());
    assert!(!ETableRight::R.is_empty() && !Source::A.is_empty() && Source::default().is_empty());
}

#[test]
fn flags_one_by_one() {
    let flags = |text: &str| -> Vec<String> {
        ETableRight::from(text)
            .iter()
            .map(|flag| flag.to_string())
            .collect()
    };
    assert_eq!(flags("FULL"), ["Select", "Update", "Insert", "Delete"]);
    assert_eq!(flags("New, R, New, Newer"), ["Select", "New", "Newer"]);
    assert_eq!(flags("URU"), ["Update", "URU"]);
    assert_eq!(flags("1025"), ["1025"]);
    for empty in ["", "None", "0"] {
        assert!(flags(empty).is_empty());
    }
    let names: Vec<_> = ETableRight::members()
        .iter()
        .map(ETableRight::as_str)
        .collect();
    assert_eq!(
        names,
        [
            "None",
            "Select",
            "Update",
            "Insert",
            "Delete",
            "Filtering",
            "FULL",
            "URU",
            "R"
        ]
    );
    assert_eq!(Source::members(), [Source::A, Source::B]);
}

#[test]
fn in_carriers() {
    let json = json!({"Right": 1, "Rights": ["FULL", 15, "New, Select", ""]});
    let table: Table = from_value(json.clone()).unwrap();
    assert_eq!(encode(&table), json.to_string().as_bytes());
    assert_eq!(encode(&table.clone()), json.to_string().as_bytes());
    assert_eq!(table.right, Some(ETableRight::SELECT));
    assert_eq!(
        format!("{table:?}"),
        "Table { right: Some(\"1\"), rights: Some([\"FULL\", \"15\", \"New, Select\", \"\"]) }"
    );
    let mut changed = table.clone();
    *changed.right.as_mut().unwrap() |= ETableRight::INSERT;
    assert_ne!(changed, table);
    assert_eq!(
        to_value(&changed).unwrap()["Right"],
        json!("Select, Insert")
    );
}
