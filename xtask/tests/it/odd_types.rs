//! Types that are not like the others.

use crate::support::garden::{Text, documentation, enum_page, operation, type_page};
use crate::support::report;
use xtask::resolve::resolve;

const MEMBERS: [&str; 5] = ["Calm = 0", "Glad = 1", "Sad = 2", "Wild = 3", "Odd = 4"];

/// What operations give.
const TREE: [&str; 5] = [
    "Mood | Mood",
    "Leaf | Leaf",
    "Root | Root",
    "Twig | Twig",
    "TreeId | int32",
];

/// What requests leave out.
const BOTH: [&str; 2] = [
    "TableRight | TableRight",
    "FieldProperties | object of string",
];

const KEY: &str = "Key | string | Secret.";

/// Pages enough to tell what is usual.
struct Pages {
    members: Vec<&'static str>,
    leaf: Vec<&'static str>,
    /// What the first operation gives, with the properties of a tree.
    gives: &'static str,
    /// Other pages about types.
    more: Vec<Text>,
}

impl Pages {
    fn new() -> Self {
        Self {
            members: MEMBERS.to_vec(),
            leaf: [&[KEY], &BOTH[..]].concat(),
            gives: "Tree",
            more: Vec::new(),
        }
    }

    /// The codes of what is found, and the texts.
    fn found(&self) -> (Vec<&'static str>, String) {
        let give = |number: usize| {
            let name = if number == 0 { self.gives } else { "Tree" };
            let uid = format!("v1GardenAgent_Give{number:03}");
            operation(&uid).response(name, &TREE, "").page()
        };
        let others = [
            enum_page("Mood", &self.members, &[]),
            type_page("Leaf", &self.leaf, &[]),
            type_page("Root", &[&[KEY], &BOTH[..]].concat(), &[]),
            type_page("Twig", &[KEY, "Sap | string"], &[]),
            type_page("TableRight", &["Mask | int32"], &[]),
        ];
        let pages = (0..100).map(give).chain(others);
        let mut pages: Vec<Text> = pages.chain(self.more.iter().cloned()).collect();
        pages.sort();
        let (_, found) = resolve(&documentation(&[&pages]));
        let codes = found.iter().map(|found| found.code).collect();
        (codes, report(&found))
    }
}

#[test]
fn a_number_stands_where_it_belongs() {
    let found = |members: &[&'static str]| {
        let members = members.to_vec();
        Pages {
            members,
            ..Pages::new()
        }
        .found()
    };
    for (at, put) in [
        (0, "Calm = 3"),
        (2, "Sad = 22"),
        (2, "Sad = 0"),
        (4, "Odd = 1"),
    ] {
        let mut members = MEMBERS;
        members[at] = put;
        let (codes, text) = found(&members);
        assert_eq!(codes, ["unusual-number"], "{put}: {text}");
        assert!(text.contains("enums/Mood.md"), "{text}");
    }
    for fine in [
        &MEMBERS[..],
        &["A = 0", "B = 1", "C = 3", "D = 4", "E = 5"],
        &["A = 1", "B = 2", "C = 4", "D = 8", "All = -1"],
        &["A = 0", "B = 1", "C = 3", "D = 2", "E = 4"],
        &["A = 0", "B = 1", "C = 2", "D = 3", "Last = 99"],
        &["A = 0", "B = 0", "C = 1"],
        &["A", "B = 7", "C", "D", "E"],
    ] {
        let (codes, text) = found(fine);
        assert!(codes.is_empty(), "{fine:?}: {text}");
    }
}

#[test]
fn a_carrier_has_both_of_what_requests_leave_out() {
    for gone in [1, 2] {
        let mut pages = Pages::new();
        pages.leaf.remove(gone);
        let (codes, text) = pages.found();
        assert_eq!(codes, ["conflicting-carrier"], "{text}");
        assert!(
            text.contains("`Leaf` has") && text.contains("types/Leaf.md"),
            "{text}"
        );
    }
    let mut pages = Pages::new();
    pages.leaf.truncate(1);
    assert!(pages.found().0.is_empty());
}

#[test]
fn a_secret_is_one_everywhere() {
    let mut pages = Pages::new();
    pages.leaf[0] = "Key | string";
    let (codes, text) = pages.found();
    assert_eq!(codes, ["conflicting-description"], "{text}");
    assert!(
        text.contains("types/Leaf.md") && text.contains("types/Root.md"),
        "{text}"
    );
    // Another type is another thing.
    pages.leaf[0] = "Key | int32";
    let (codes, text) = pages.found();
    assert!(codes.is_empty(), "{text}");
}

#[test]
fn a_name_that_nobody_else_knows_is_no_second_one_of_a_carrier() {
    let mut pages = Pages::new();
    pages.gives = "Bush";
    let (codes, text) = pages.found();
    assert_eq!(codes, ["unknown-type-name"], "{text}");
    assert!(text.contains("write `Tree`"), "{text}");
}

#[test]
fn a_name_with_a_page_of_its_own_is_known() {
    // The pages stand before and after the one that uses the name.
    for (name, row) in [("Bark", "Shell | Bark"), ("Trunk", "Stem | Trunk")] {
        let mut pages = Pages::new();
        pages.leaf.push(row);
        pages
            .more
            .push(type_page(name, &[KEY, "Sap | string"], &[]));
        let (codes, text) = pages.found();
        assert!(codes.is_empty(), "{text}");
        pages.more.clear();
        let (codes, text) = pages.found();
        assert_eq!(codes, ["unknown-type-name"], "{text}");
    }
}
