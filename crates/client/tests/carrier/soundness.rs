//! What code of users can do inside of the walks over carriers: panic, drop, recurse; and values
//! without a size, with a large one, and with an alignment of their own. Miri watches.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};

use client::carrier::{AdditionalProperties, Dictionary, StringValue};
use client::{carrier, decode, encode, string_value};

thread_local! {
    /// How many strings may still be made, copied or dropped before one panics.
    static FUSE: Cell<usize> = const { Cell::new(usize::MAX) };
    /// How many fuses are alive.
    static ALIVE: Cell<isize> = const { Cell::new(0) };
    /// What was dropped.
    static DROPPED: RefCell<Vec<i32>> = const { RefCell::new(Vec::new()) };
}

fn burn(what: &str) {
    let left = FUSE.get();
    FUSE.set(left.wrapping_sub(1));
    assert!(left != 0 || std::thread::panicking(), "{what}");
}

/// Panics when the fuse has burnt down.
struct Fuse(String);

impl Fuse {
    fn new(text: &str) -> Self {
        burn("new");
        ALIVE.set(ALIVE.get() + 1);
        Self(text.to_owned())
    }
}

impl Default for Fuse {
    fn default() -> Self {
        Self::new("")
    }
}

impl Drop for Fuse {
    fn drop(&mut self) {
        ALIVE.set(ALIVE.get() - 1);
        burn("drop");
    }
}

impl StringValue for Fuse {
    fn from_string(text: &str) -> Self {
        Self::new(text)
    }

    fn as_str(&self) -> &str {
        burn("as_str");
        &self.0
    }
}

string_value!(Fuse);

/// Has the fuse at every kind of place.
struct Fused {
    fuse: Option<Fuse>,
    list: Option<Vec<Fuse>>,
    inner: Option<Box<Fused>>,
    all: Option<Vec<Fused>>,
    named: Option<Dictionary<Fuse>>,
    last: Option<Plain>,
    additional_properties: AdditionalProperties,
}

carrier!(Fused {
    fuse: "Fuse",
    list: "List",
    inner: "Inner",
    all: "All",
    named: "Named",
    last: "Last",
});

/// A carrier in place, whose fields are dropped one by one.
struct Plain {
    first: Option<Fuse>,
    second: Option<Fuse>,
    additional_properties: AdditionalProperties,
}

carrier!(Plain {
    first: "First",
    second: "Second"
});

/// Each property twice, so that values are dropped while others are decoded.
const FUSED: &str = r#"{
    "Fuse": "a", "Fuse": "b", "List": ["c", "d"], "List": ["e"], "Inner": {"Fuse": "f"},
    "Inner": {"Last": {"First": "g"}}, "All": [{"Fuse": "h"}, {"List": ["i"]}],
    "Named": {"j": "k", "l": null, "j": "m"}, "Last": {"First": "n", "Second": "o"},
    "Last": {"Second": "p"}, "More": [1]
}"#;

/// Does something again and again, each time with a panic one step later, until there is none. No
/// value may be there twice or no longer; one that a panic in its neighbour's `drop` leaves behind
/// may be lost.
fn with_each_panic(work: impl Fn()) {
    // Miri is slow.
    for left in (0..).step_by(if cfg!(miri) { 7 } else { 1 }) {
        FUSE.set(left);
        let ended = catch_unwind(AssertUnwindSafe(&work)).is_ok();
        FUSE.set(usize::MAX);
        assert!(ALIVE.get() >= 0, "a value was dropped twice");
        if ended {
            assert!(left > 5, "a fuse was lit");
            return;
        }
    }
}

#[test]
fn a_panic_in_code_of_users_leaves_whole_values() {
    with_each_panic(|| drop(decode::<Fused>(FUSED.as_bytes())));
    let value: Fused = decode(FUSED.as_bytes()).unwrap();
    with_each_panic(|| drop(value.clone()));
    with_each_panic(|| assert!(value == value));
    with_each_panic(|| drop(encode(&value)));
    with_each_panic(|| drop(format!("{value:?}")));
    let text = String::from_utf8(encode(&value)).unwrap();
    assert!(text.contains(r#""Named":{"j":"m","l":null}"#), "{text}");
}

#[test]
fn nothing_is_lost_without_a_panic() {
    let before = ALIVE.get();
    let value: Fused = decode(FUSED.as_bytes()).unwrap();
    drop((value.clone(), value));
    assert!(decode::<Fused>(&FUSED.as_bytes()[..FUSED.len() - 1]).is_err());
    assert_eq!(ALIVE.get(), before);
}

/// Says when it is dropped.
struct Told {
    id: Option<i32>,
    inner: Option<Box<Told>>,
    additional_properties: AdditionalProperties,
}

carrier!(Told {
    id: "Id",
    inner: "Inner"
});

impl Drop for Told {
    fn drop(&mut self) {
        DROPPED.with_borrow_mut(|dropped| dropped.extend(self.id));
    }
}

/// Holds one in place.
struct Teller {
    told: Option<Told>,
    additional_properties: AdditionalProperties,
}

carrier!(Teller { told: "Told" });

/// Holds one that holds one.
struct Outer {
    teller: Option<Teller>,
    additional_properties: AdditionalProperties,
}

carrier!(Outer { teller: "Teller" });

#[test]
fn carriers_that_implement_drop_are_dropped() {
    let twice = r#"{"Teller": {"Told": {"Id": 1, "Inner": {"Id": 2}}, "Told": {"Id": 3}},
                    "Teller": {"Told": {"Id": 4}}, "Teller": null}"#;
    let value: Outer = decode(twice.as_bytes()).unwrap();
    assert!(value.teller.is_none());
    drop(value.clone());
    drop(value);
    let dropped = DROPPED.with_borrow(|dropped| dropped.clone());
    assert_eq!(dropped, [1, 2, 3, 4]);
}

/// Has no size.
#[derive(Clone, Debug, Default, PartialEq)]
struct Nothing;

impl StringValue for Nothing {
    fn from_string(_: &str) -> Self {
        Self
    }

    fn as_str(&self) -> &str {
        "nothing"
    }
}

string_value!(Nothing);

/// Is large, and aligned more than anything else.
#[derive(Clone, Debug, PartialEq)]
#[repr(align(4096))]
struct Large([u8; 65_536]);

impl Default for Large {
    fn default() -> Self {
        Self([b'-'; 65_536])
    }
}

impl StringValue for Large {
    fn from_string(text: &str) -> Self {
        let mut large = Self::default();
        large.0[..text.len()].copy_from_slice(text.as_bytes());
        large
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0[..4]).unwrap()
    }
}

string_value!(Large);

/// Of odd sizes, in an order that leaves gaps.
#[repr(C)]
struct Sizes {
    boolean: Option<bool>,
    nothing: Option<Nothing>,
    large: Option<Large>,
    nothings: Option<Vec<Nothing>>,
    larges: Option<Vec<Large>>,
    named: Option<Dictionary<Nothing>>,
    boxed: Option<Box<Nothing>>,
    bare: Option<Vec<Bare>>,
    additional_properties: AdditionalProperties,
}

carrier!(Sizes {
    boolean: "Boolean",
    nothing: "Nothing",
    large: "Large",
    nothings: "Nothings",
    larges: "Larges",
    named: "Named",
    boxed: "Boxed",
    bare: "Bare",
});

/// Packed, but not more than its fields are.
#[repr(C, packed(8))]
struct Bare {
    id: Option<i64>,
    additional_properties: AdditionalProperties,
}

carrier!(Bare { id: "Id" });

#[test]
fn values_of_any_size_and_alignment() {
    let json = r#"{"Boolean":true,"Nothing":"nothing","Large":"abcd","Nothings":["nothing","nothing"],"Larges":["efgh","----"],"Named":{"a":"nothing","b":null},"Boxed":"nothing","Bare":[{"Id":5,"More":1},{}]}"#;
    let value: Sizes = decode(json.as_bytes()).unwrap();
    let copy = value.clone();
    assert!(copy == value);
    assert_eq!(String::from_utf8(encode(&copy)).unwrap(), json);
    assert_eq!(value.nothings.as_ref().map(Vec::len), Some(2));
    let twice = format!(
        "[{json},{}]",
        json.replacen('}', r#","Large":"x","Large":null}"#, 1)
    );
    drop(decode::<Vec<Sizes>>(twice.as_bytes()));
}

/// A string that is made of a carrier, within which it stands.
#[derive(Debug, Default)]
struct Letter(Option<Box<Envelope>>);

impl StringValue for Letter {
    fn from_string(text: &str) -> Self {
        Self(decode(text.as_bytes()).ok().map(Box::new))
    }

    fn as_str(&self) -> &str {
        let copy = self.0.clone();
        let inner = self.0.as_ref().and_then(|inner| inner.name.as_deref());
        assert!(copy == self.0);
        inner.unwrap_or_default()
    }
}

string_value!(Letter);

struct Envelope {
    name: Option<String>,
    letter: Option<Letter>,
    letters: Option<Vec<Letter>>,
    additional_properties: AdditionalProperties,
}

carrier!(Envelope {
    name: "Name",
    letter: "Letter",
    letters: "Letters"
});

#[test]
fn walks_within_walks() {
    let inner = r#"{\"Name\": \"inner\", \"Letters\": [\"{}\", \"x\"]}"#;
    let json = format!(r#"{{"Letter": "{{}}", "Letter": "{inner}", "Letters": ["{inner}"]}}"#);
    let value: Envelope = decode(json.as_bytes()).unwrap();
    let copy = value.clone();
    let text = String::from_utf8(encode(&copy)).unwrap();
    assert_eq!(text, r#"{"Letter":"","Letters":[""]}"#);
    assert_eq!(
        String::from_utf8(encode(&value)).unwrap(),
        r#"{"Letter":"inner","Letters":["inner"]}"#
    );
}

/// Parts of a value that are moved into others of it.
#[test]
fn parts_move_within_a_value() {
    let json = br#"{"Name": "a", "Letters": ["{\"Name\": \"b\"}"]}"#;
    let mut value: Envelope = decode(json).unwrap();
    value.letter = value.letters.as_mut().and_then(Vec::pop);
    let part = value.letter.as_ref().and_then(|letter| letter.0.clone());
    let other = std::mem::replace(&mut value, *part.unwrap());
    assert_eq!(value.name.as_deref(), Some("b"));
    assert_eq!(other.letter.as_ref().map(StringValue::as_str), Some("b"));
    assert!(value != other);
}
