//! What pages about types, and several sets of pages, say of the types of everything.

use crate::support::garden::{
    Text, documentation, enum_page, flags_page, operation, type_page, types,
};
use crate::support::report;
use xtask::diagnostic::Label;
use xtask::model::Body;
use xtask::resolve::resolve;

/// The model of one set has these lines.
fn check(pages: &[Text], expected: &[&str]) {
    check_sets(&[pages], expected);
}

/// The model of several sets has these lines; a line with `no ` in front stands nowhere.
fn check_sets(sets: &[&[Text]], expected: &[&str]) {
    let (api, diagnostics) = resolve(&documentation(sets));
    assert!(diagnostics.is_empty(), "{}", report(&diagnostics));
    let lines = types(&api);
    for line in expected {
        match line.strip_prefix("no ") {
            Some(start) => assert!(
                !lines.iter().any(|line| line.starts_with(start)),
                "{start:?} stands in {lines:#?}"
            ),
            None => assert!(
                lines.iter().any(|found| found == line),
                "{line:?} does not stand in {lines:#?}"
            ),
        }
    }
}

/// Resolving the sets finds these: the code, the file and the line it stands
/// in, then each other place that is shown.
fn finds(sets: &[&[Text]], expected: &[&str]) {
    let (_, diagnostics) = resolve(&documentation(sets));
    let place = |label: &Label| {
        let path = label.path.to_str().expect("paths of tests are text");
        format!("{path}: {}", line_of(sets, path, label.line - 1))
    };
    let found: Vec<_> = diagnostics
        .iter()
        .map(|found| {
            let places: Vec<_> = found.labels.iter().map(place).collect();
            format!("{} at {}", found.code, places.join(", "))
        })
        .collect();
    assert_eq!(found, expected, "{}", report(&diagnostics));
}

fn line_of(sets: &[&[Text]], path: &str, line: usize) -> String {
    let mut pages = sets.iter().enumerate().flat_map(|(set, pages)| {
        let path = move |page: &str| format!("set{set}/{page}");
        pages.iter().map(move |(page, text)| (path(page), text))
    });
    let (_, text) = pages
        .find(|(found, _)| found == path)
        .unwrap_or_else(|| panic!("no page {path}"));
    text.lines().nth(line).unwrap_or_default().to_owned()
}

/// An operation that gives a tree with one more property.
fn tree(row: &str, sample: &str) -> Text {
    let (name, _) = row.split_once(" |").expect("a row has a name and a type");
    operation("v1GardenAgent_GetTree")
        .response(
            "Tree",
            &["TreeId | int32", row],
            &format!("{{\"TreeId\": 3, \"{name}\": {sample}}}"),
        )
        .page()
}

const MOODS: [&str; 3] = ["Calm = 0", "Wild = 1", "Cross = -1"];

fn mood(usage: &[&str]) -> Text {
    enum_page("Mood", &MOODS, usage)
}

#[test]
fn an_enum_is_the_type_of_whatever_its_page_names() {
    check(
        &[
            tree("Mood | string", "\"Calm\""),
            mood(&["Property Tree.Mood"]),
        ],
        &[
            "Tree.Mood: Mood, EnumPage",
            "enum Mood: Calm = 0, Wild = 1, Cross = -1",
        ],
    );
    let prune = || operation("v1GardenAgent_Prune");
    check(
        &[
            prune()
                .request(&["Mood | String"], "{\"Mood\": \"Wild\"}")
                .page(),
            mood(&["Request property v1GardenAgent_Prune.Mood"]),
        ],
        &["v1GardenAgent_Prune.Mood: Mood, EnumPage"],
    );
    check(
        &[
            prune()
                .query("mood | string")
                .query("other | string")
                .page(),
            mood(&["Parameter v1GardenAgent_Prune.mood"]),
        ],
        &[
            "v1GardenAgent_Prune(mood): Mood",
            "v1GardenAgent_Prune(other): string",
        ],
    );
    check(
        &[
            operation("v1TreeEntity_Calm")
                .at("PUT /api/v1/Tree/{mood}")
                .path("mood | string")
                .page(),
            mood(&["Parameter v1TreeEntity_Calm.mood"]),
        ],
        &["v1TreeEntity_Calm(mood): Mood"],
    );
    check(
        &[
            prune().response("string", &[], "\"Wild\"").page(),
            mood(&["Response v1GardenAgent_Prune"]),
        ],
        &["v1GardenAgent_Prune gives Mood, EnumPage"],
    );
    check(
        &[
            prune().body("mood", &[], "\"Wild\"").page(),
            mood(&["Request v1GardenAgent_Prune"]),
        ],
        &["v1GardenAgent_Prune takes Mood, EnumPage"],
    );
}

#[test]
fn an_enum_stays_within_its_arrays_and_dictionaries() {
    let usage = ["Property Tree.Moods"];
    check(
        &[tree("Moods | array", "[\"Calm\", \"Wild\"]"), mood(&usage)],
        &["Tree.Moods: array of Mood, EnumPage"],
    );
    check(
        &[tree("Moods | array", "[]"), mood(&usage)],
        &["Tree.Moods: array of Mood, EnumPage"],
    );
    check(
        &[
            tree("Moods | object", "{\"Moods1\": \"Calm\"}"),
            mood(&usage),
        ],
        &["Tree.Moods: object of Mood, EnumPage"],
    );
    check(
        &[
            tree("Moods | array", "[[\"Calm\"], [\"Wild\"]]"),
            mood(&usage),
        ],
        &["Tree.Moods: array of array of Mood, EnumPage"],
    );
    check(
        &[
            operation("v1GardenAgent_GetMoods")
                .response("array", &[], "[\"Calm\"]")
                .page(),
            mood(&["Response v1GardenAgent_GetMoods"]),
        ],
        &["v1GardenAgent_GetMoods gives array of Mood, EnumPage"],
    );
}

#[test]
fn members_that_a_parameter_lists_are_those_of_the_page_that_names_it() {
    let by = |row: &str| operation("v1GardenAgent_Prune").query(row).page();
    // The page knows more members than the table.
    check(
        &[
            by("by | Enum: Calm, Wild"),
            mood(&["Parameter v1GardenAgent_Prune.by"]),
        ],
        &[
            "v1GardenAgent_Prune(by): Mood",
            "enum Mood: Calm = 0, Wild = 1, Cross = -1",
            "no enum By",
        ],
    );
    // Without the usage, the same members do.
    check(
        &[by("by | Enum: Calm, Wild, Cross"), mood(&[])],
        &["v1GardenAgent_Prune(by): Mood", "no enum By"],
    );
    check(
        &[by("by | Enum: Calm, Wild"), mood(&[])],
        &[
            "v1GardenAgent_Prune(by): By",
            "enum By: Calm, Wild",
            "no enum Mood",
        ],
    );
}

#[test]
fn flags_have_members_that_can_be_combined() {
    let page = flags_page(
        "Care",
        &["None = 0", "Water = 1", "Shade = 2", "Feed"],
        &["Property Tree.Care"],
    );
    for sample in [
        "\"Water\"",
        "\"Water, Shade\"",
        "\"Water,Feed\"",
        "3",
        "null",
    ] {
        check(
            &[tree("Care | string", sample), page.clone()],
            &["flags Care: None = 0, Water = 1, Shade = 2, Feed"],
        );
    }
    check(
        &[tree("Care | string", "\"Water, Shade\""), page],
        &["Tree.Care: Care, EnumPage"],
    );
}

#[test]
fn a_type_page_names_enums_and_carriers() {
    check(
        &[
            operation("v1GardenAgent_GetTree")
                .response("Tree", &["Leaf | Leaf"], "{\"Leaf\": null}")
                .page(),
            type_page(
                "Leaf",
                &[
                    "Mood | Mood",
                    "Moods | array of Mood",
                    "ByMonth | object of Mood",
                    "Age | time-span",
                    "Ages | array of time-span",
                    "Rows | array of array of string",
                    "More | object of any",
                    "Parent | Leaf",
                ],
                &[],
            ),
            mood(&[]),
        ],
        &[
            "Tree.Leaf: Leaf, Table",
            "Leaf by Page",
            "Leaf.Mood: Mood, TypePage",
            "Leaf.Moods: array of Mood, TypePage",
            "Leaf.ByMonth: object of Mood, TypePage",
            "Leaf.Age: time-span, TypePage",
            "Leaf.Ages: array of time-span, TypePage",
            "Leaf.Rows: array of array of string, TypePage",
            "Leaf.More: object of any, TypePage",
            "Leaf.Parent: Leaf, TypePage",
        ],
    );
}

#[test]
fn pages_that_nothing_leads_to_give_no_types() {
    check(
        &[
            tree("Height | int32", "3"),
            type_page("Leaf", &["Mood | Mood"], &[]),
            mood(&[]),
        ],
        &["no Leaf", "no enum Mood"],
    );
}

#[test]
fn a_type_page_gives_a_shape_its_name() {
    let nested = operation("v1GardenAgent_GetTree")
        .response(
            "Tree",
            &["Foliage | Compost"],
            "{\"Foliage\": {\"Width\": 3, \"Colour\": \"red\"}}",
        )
        .page();
    let void = operation("v1GardenAgent_Rest").page();
    check(
        &[nested.clone(), void.clone()],
        &["Tree.Foliage: Foliage, Sample", "Foliage by Property"],
    );
    check(
        &[
            nested,
            void.clone(),
            type_page("Leaf", &["Width | int64", "Colour | string"], &[]),
        ],
        &[
            "Tree.Foliage: Leaf, Shape",
            "Leaf by Page",
            "Leaf.Width: int64, TypePage",
            "no Foliage",
        ],
    );
    // A body without a name, and the elements of an array.
    for body in ["array", "Compost"] {
        let sample = if body == "array" {
            "[{\"Width\": 3}]"
        } else {
            "{\"Width\": 3}"
        };
        let list = operation("v1GardenAgent_FindLeaves")
            .response(body, &["Width | int32"], sample)
            .page();
        let gives = if body == "array" {
            "array of Leaf, Shape"
        } else {
            "Leaf, Table"
        };
        check(
            &[
                list,
                void.clone(),
                type_page("Leaf", &["Width | int32"], &[]),
            ],
            &[&format!("v1GardenAgent_FindLeaves gives {gives}")],
        );
    }
}

#[test]
fn usage_fills_what_a_placeholder_hides() {
    let void = operation("v1GardenAgent_Rest").page();
    let leaf = |usage: &[&str]| type_page("Leaf", &["Width | int32"], usage);
    check(
        &[tree("Foliage | Compost", "null"), void.clone(), leaf(&[])],
        &["Tree.Foliage: any, Unknown", "no Leaf"],
    );
    check(
        &[
            tree("Foliage | Compost", "null"),
            void.clone(),
            leaf(&["Property Tree.Foliage"]),
        ],
        &[
            "Tree.Foliage: Leaf, TypePage",
            "Leaf.Width: int32, TypePage",
        ],
    );
    check(
        &[
            operation("v1GardenAgent_Prune")
                .request(&["What | Compost"], "{\"What\": null}")
                .page(),
            void.clone(),
            leaf(&["Request property v1GardenAgent_Prune.What"]),
        ],
        &["v1GardenAgent_Prune.What: Leaf, TypePage"],
    );
    check(
        &[
            operation("v1GardenAgent_Prune")
                .response("Compost", &[], "null")
                .page(),
            void.clone(),
            operation("v1GardenAgent_Dig").page(),
            leaf(&["Response v1GardenAgent_Prune"]),
        ],
        &["v1GardenAgent_Prune gives Leaf, TypePage"],
    );
    check(
        &[
            tree("Foliage | Compost", "null"),
            void,
            mood(&["Property Tree.Foliage"]),
        ],
        &["Tree.Foliage: Mood, EnumPage"],
    );
}

#[test]
fn a_type_page_of_a_described_carrier_refines_what_it_lists() {
    let described = operation("v1GardenAgent_GetTree")
        .response(
            "Tree",
            &[
                "TreeId | int32",
                "Age | string",
                "Rows | array",
                "Map | object",
                "Mood | string",
            ],
            "{\"TreeId\": 3, \"Age\": \"text\", \"Rows\": [], \"Map\": {}, \"Mood\": \"Calm\"}",
        )
        .page();
    check(
        &[
            described.clone(),
            type_page("Tree", &["Age | time-span"], &[]),
        ],
        &[
            "Tree by Heading",
            "Tree.TreeId: int32, Table",
            "Tree.Age: time-span, TypePage",
            "Tree.Mood: string, Table",
        ],
    );
    check(
        &[
            described,
            type_page(
                "Tree",
                &[
                    "TreeId | int32",
                    "Rows | array of array of string",
                    "Map | object of any",
                    "Mood | Mood",
                ],
                &[],
            ),
            mood(&[]),
        ],
        &[
            "Tree.TreeId: int32, TypePage",
            "Tree.Age: string, Table",
            "Tree.Rows: array of array of string, TypePage",
            "Tree.Map: object of any, TypePage",
            "Tree.Mood: Mood, TypePage",
        ],
    );
}

#[test]
fn facts_of_pages_about_types_reach_properties_and_arguments() {
    let facts = |pages: &[Text]| -> Vec<String> {
        let (api, diagnostics) = resolve(&documentation(&[pages]));
        assert!(diagnostics.is_empty(), "{}", report(&diagnostics));
        let carriers = api
            .carriers
            .values()
            .flat_map(|carrier| &carrier.properties);
        let operations = api.areas.iter().flat_map(|area| &area.operations);
        let arguments = operations.filter_map(|operation| match &operation.request {
            Some(Body::Arguments(arguments)) => Some(arguments),
            _ => None,
        });
        let properties = carriers.chain(arguments.flatten());
        properties
            .map(|found| format!("{}: {}, {}", found.name, found.ty, found.facts))
            .collect()
    };
    let page = operation("v1GardenAgent_GetTree")
        .request(&["Key | String", "Place | String | It can be null."], "")
        .response(
            "Tree",
            &[
                "TreeId | int32",
                "Pin | string | The property is read-only.",
            ],
            r#"{"TreeId": 3, "Pin": "text"}"#,
        )
        .page();
    let of_carrier = type_page("Tree", &["Pin | | Secret."], &[]);
    let of_arguments = type_page(
        "v1GardenAgent_GetTree",
        &["Key | | Secret.", "Place | | Secret."],
        &[],
    );
    assert_eq!(
        facts(&[page, of_carrier, of_arguments]),
        [
            "TreeId: int32, ",
            "Pin: string, The property is read-only. Secret.",
            "Key: string, Secret.",
            "Place: string, Secret. It can be null.",
        ]
    );
    // A carrier without a name, which is found by its shape.
    let list = operation("v1GardenAgent_GetTrees")
        .response(
            "array",
            &["TreeId | int32", "Pin | string | It can be null."],
            r#"[{"TreeId": 3, "Pin": "text"}]"#,
        )
        .page();
    let of_shape = type_page("Tree", &["TreeId | int32", "Pin | string | Secret."], &[]);
    assert_eq!(
        facts(&[list, of_shape]),
        ["TreeId: int32, ", "Pin: string, Secret. It can be null."]
    );
}

#[test]
fn contradictions_are_named_with_both_places() {
    let tree = || tree("Height | int32", "3");
    finds(
        &[&[tree(), type_page("Tree", &["Height | string"], &[])]],
        &[
            "conflicting-type at set0/types/Tree.md: | Height | string | |, set0/operations/v1GardenAgent_GetTree.md: | Height | int32 | |",
        ],
    );
    finds(
        &[&[tree(), mood(&["Property Tree.Height"])]],
        &[
            "conflicting-type at set0/enums/Mood.md: * Property Tree.Height, set0/operations/v1GardenAgent_GetTree.md: | Height | int32 | |",
        ],
    );
    finds(
        &[&[
            tree(),
            type_page("Leaf", &["Width | int32"], &["Property Tree.Height"]),
        ]],
        &[
            "conflicting-type at set0/types/Leaf.md: * Property Tree.Height, set0/operations/v1GardenAgent_GetTree.md: | Height | int32 | |",
        ],
    );
    finds(
        &[&[tree(), type_page("Tree", &["Width | int32"], &[])]],
        &[
            "unknown-property at set0/types/Tree.md: | Width | int32 | |, set0/operations/v1GardenAgent_GetTree.md: ### Response body: Tree",
        ],
    );
    let prune = || {
        operation("v1GardenAgent_Prune")
            .request(&["Height | Integer"], "{\"Height\": 3}")
            .page()
    };
    finds(
        &[&[
            prune(),
            type_page("v1GardenAgent_Prune", &["Width | int32"], &[]),
        ]],
        &["unknown-property at set0/types/v1GardenAgent_Prune.md: | Width | int32 | |"],
    );
    finds(
        &[&[
            prune(),
            type_page("v1GardenAgent_Prune", &["Height | string"], &[]),
        ]],
        &[
            "conflicting-type at set0/types/v1GardenAgent_Prune.md: | Height | string | |, set0/operations/v1GardenAgent_Prune.md: | Height | Integer | |",
        ],
    );
    finds(
        &[&[
            prune(),
            mood(&["Request property v1GardenAgent_Prune.Height"]),
        ]],
        &[
            "conflicting-type at set0/enums/Mood.md: * Request property v1GardenAgent_Prune.Height, set0/operations/v1GardenAgent_Prune.md: | Height | Integer | |",
        ],
    );
}

/// What the first set says of its types holds, whatever an older one shows.
#[test]
fn an_older_set_contradicts_nothing() {
    let void = operation("v1GardenAgent_Rest").page();
    check_sets(
        &[
            &[
                tree("Leaf | Compost", "null"),
                void.clone(),
                type_page("Bark", &["Colour | string"], &["Property Tree.Leaf"]),
            ],
            &[tree("Leaf | ", "{\"Width\": 3}"), void],
        ],
        &["Tree.Leaf: Bark, TypePage", "Bark.Colour: string, TypePage"],
    );
}

#[test]
fn two_pages_about_one_place_are_named_both() {
    let other = enum_page("Temper", &["Calm"], &["Property Tree.Mood"]);
    finds(
        &[&[
            tree("Mood | string", "\"Calm\""),
            mood(&["Property Tree.Mood"]),
            other,
        ]],
        &[
            "conflicting-usage at set0/enums/Temper.md: * Property Tree.Mood, set0/enums/Mood.md: * Property Tree.Mood",
        ],
    );
}

#[test]
fn samples_show_members_alone() {
    let page = || mood(&["Property Tree.Mood"]);
    let place = "set0/operations/v1GardenAgent_GetTree.md: {\"TreeId\": 3, \"Mood\":";
    for (row, sample) in [
        ("string", "\"Gloomy\""),
        ("string", "\"calm\""),
        ("string", "\"Calm, Wild\""),
        ("array", "[\"Calm\", \"Gloomy\"]"),
    ] {
        finds(
            &[&[tree(&format!("Mood | {row}"), sample), page()]],
            &[&format!(
                "sample-is-no-member at {place} {sample}}}, set0/enums/Mood.md: * Property Tree.Mood"
            )],
        );
    }
    for sample in ["\"Calm\"", "1", "null"] {
        finds(&[&[tree("Mood | string", sample), page()]], &[]);
    }
    // An older set shows members that are gone by now.
    finds(
        &[
            &[tree("Mood | string", "\"Calm\""), page()],
            &[tree("Mood | string", "\"Gloomy\"")],
        ],
        &[],
    );
}

#[test]
fn usage_names_what_is_there() {
    let pages = |line: &str| {
        [
            tree("Mood | string", "\"Calm\""),
            operation("v1GardenAgent_Rest")
                .query("mood | string")
                .request(&["Mood | String"], "{}")
                .page(),
            mood(&[line]),
        ]
    };
    for line in [
        "Property Shrub.Mood",
        "Property Tree.Temper",
        "Request property v1GardenAgent_GetTree.Mood",
        "Request property v1GardenAgent_Rest.Temper",
        "Request property v1GardenAgent_Sleep.Mood",
        "Parameter v1GardenAgent_Rest.temper",
        "Parameter v1GardenAgent_Sleep.mood",
        "Request v1GardenAgent_GetTree",
        "Request v1GardenAgent_Sleep",
        "Response v1GardenAgent_Rest",
        "Response v1GardenAgent_Sleep",
    ] {
        let set = pages(line);
        finds(
            &[&set],
            &[&format!("unknown-usage at set0/enums/Mood.md: * {line}")],
        );
        // An older set may have what the newer one dropped.
        let newer = [tree("Mood | string", "\"Calm\"")];
        finds(&[&newer, &[mood(&[line])]], &[]);
    }
    for line in [
        "Property Tree.Mood",
        "Parameter v1GardenAgent_Rest.mood",
        "Request property v1GardenAgent_Rest.Mood",
        "[trees](../trees.md).mood - Upstream's own",
    ] {
        finds(&[&pages(line)], &[]);
    }
}

#[test]
fn a_page_with_an_operations_identifier_types_its_request() {
    let insert = operation("v1GardenAgent_Insert")
        .request(
            &["Table | String", "Rows | Array"],
            "{\"Table\": \"text\", \"Rows\": [[\"text\"]]}",
        )
        .page();
    check(
        &[
            insert,
            type_page(
                "v1GardenAgent_Insert",
                &["Rows | array of array of int32"],
                &[],
            ),
        ],
        &[
            "v1GardenAgent_Insert.Table: string, Table",
            "v1GardenAgent_Insert.Rows: array of array of int32, TypePage",
            "no v1GardenAgent_Insert by",
        ],
    );
    let script = operation("v1TreeEntity_Script")
        .body("parameters", &[], "{}")
        .page();
    check(
        &[
            script.clone(),
            type_page(
                "v1TreeEntity_Script",
                &["parameters | object of string"],
                &[],
            ),
        ],
        &["v1TreeEntity_Script takes object of string, TypePage"],
    );
    check(
        &[
            script,
            type_page("v1TreeEntity_Script", &["parameters | array of Leaf"], &[]),
            type_page("Leaf", &["Mood | Mood"], &[]),
            mood(&[]),
        ],
        &[
            "v1TreeEntity_Script takes array of Leaf, TypePage",
            "Leaf.Mood: Mood, TypePage",
        ],
    );
}

/// The pages of an operation as two sets show it: the newer one says nothing of
/// what the older one shows.
fn newer_and_older() -> (Text, Text) {
    let rows = ["TreeId | int32", "Leaf | Compost", "Rings | array"];
    let get = |rows: &[&str], sample| {
        operation("v1GardenAgent_GetTree")
            .response("Tree", rows, sample)
            .page()
    };
    (
        get(&rows, "{\"TreeId\": 3, \"Leaf\": null, \"Rings\": []}"),
        get(
            &[
                "TreeId | string",
                "Leaf | ",
                "Rings | Array",
                "Gone | int32",
            ],
            "{\"TreeId\": 3, \"Leaf\": {\"Width\": 3}, \"Rings\": [4], \"Gone\": 1}",
        ),
    )
}

#[test]
fn a_later_set_fills_what_the_first_leaves_out() {
    let (newer, older) = newer_and_older();
    let void = operation("v1GardenAgent_Rest").page();
    check(
        &[newer.clone(), void.clone()],
        &[
            "Tree.TreeId: int32, Table",
            "Tree.Leaf: any, Unknown",
            "Tree.Rings: array of any, Unknown",
        ],
    );
    check_sets(
        &[&[newer, void.clone()], &[older, void]],
        &[
            "Tree.TreeId: int32, Table",
            "Tree.Leaf: Leaf, Sample",
            "Leaf.Width: int32, Sample",
            "Tree.Rings: array of int32, Sample",
            // What the first set does not have is gone.
            "no Tree.Gone",
        ],
    );
}

#[test]
fn the_first_set_wins() {
    let get = |row: &str, sample: &str| tree(row, sample);
    // Neither type nor members nor names of a later set replace those of the first.
    check_sets(
        &[
            &[
                get("Mood | string", "\"Calm\""),
                mood(&["Property Tree.Mood"]),
            ],
            &[
                get("Mood | int32", "1"),
                enum_page("Mood", &["Gloomy"], &["Property Tree.Mood"]),
                enum_page("Temper", &["Calm"], &["Property Tree.Mood"]),
            ],
        ],
        &[
            "Tree.Mood: Mood, EnumPage",
            "enum Mood: Calm = 0, Wild = 1, Cross = -1",
            "no enum Temper",
        ],
    );
    check_sets(
        &[
            &[get("Height | int32", "3")],
            &[mood(&["Property Tree.Height"])],
        ],
        &["Tree.Height: int32, Table", "no enum Mood"],
    );
    // An operation, a usage, a parameter that only the later set has.
    check_sets(
        &[
            &[get("Mood | string", "\"Calm\"")],
            &[
                get("Mood | string", "\"Gloomy\""),
                mood(&["Property Tree.Mood", "Property Shrub.Mood"]),
                operation("v1GardenAgent_Rest")
                    .query("hours | int32")
                    .page(),
            ],
        ],
        &[
            "Tree.Mood: Mood, EnumPage",
            "v1GardenAgent_Rest(hours): int32",
        ],
    );
}

#[test]
fn a_later_sets_page_about_a_type_does_not_replace_the_firsts() {
    let get = || tree("Height | int32", "3");
    check_sets(
        &[
            &[get()],
            &[type_page("Tree", &["Height | string", "Gone | int32"], &[])],
        ],
        &["Tree.Height: int32, Table", "no Tree.Gone"],
    );
    let leaf = |row: &str| type_page("Leaf", &[row], &["Property Tree.Foliage"]);
    check_sets(
        &[
            &[
                tree("Foliage | Compost", "null"),
                operation("v1GardenAgent_Rest").page(),
                leaf("Width | int32"),
            ],
            &[leaf("Width | string")],
        ],
        &[
            "Tree.Foliage: Leaf, TypePage",
            "Leaf.Width: int32, TypePage",
        ],
    );
    let script = || {
        operation("v1TreeEntity_Script")
            .body("parameters", &[], "{}")
            .page()
    };
    let body = |ty: &str| type_page("v1TreeEntity_Script", &[&format!("parameters | {ty}")], &[]);
    check_sets(
        &[
            &[script(), body("object of string")],
            &[body("array of int32")],
        ],
        &["v1TreeEntity_Script takes object of string, TypePage"],
    );
    let insert = || {
        operation("v1GardenAgent_Insert")
            .request(&["Rows | Array"], "{\"Rows\": []}")
            .page()
    };
    let rows = |ty: &str| type_page("v1GardenAgent_Insert", &[&format!("Rows | {ty}")], &[]);
    check_sets(
        &[
            &[insert(), rows("array of int32")],
            &[rows("array of string")],
        ],
        &["v1GardenAgent_Insert.Rows: array of int32, TypePage"],
    );
}

/// A heading with a type says it, with or without a table, and writing the page says it again.
#[test]
fn bodies_say_their_types_in_their_headings() {
    let with = |heading: &str, rows: &[&str], media_type: &str| {
        let (path, text) = operation("v1TreeEntity_Do").body(heading, rows, "").page();
        let row = format!("| Content-Type | `{media_type}` |\n| Accept | `application/json` |\n");
        let text = crate::support::edit(&text, "| Accept | `application/json` |\n", &row);
        let page = crate::support::parsed(&crate::support::source(&path, text));
        let text = xtask::page::write(&page);
        assert!(
            text.contains(&format!("## Request Body: {heading}\n")),
            "{text}"
        );
        (path, text)
    };
    let branch = ["BranchId | int32", "Length | double"];
    let step = ["op | string", "path | string", "value | any"];
    let json = "application/json";
    for (heading, rows, media_type, expected) in [
        (
            "ids array of int32",
            &[][..],
            json,
            "takes array of int32, Table",
        ),
        (
            "branches array of Branch",
            &branch[..],
            json,
            "takes array of Branch, Table",
        ),
        ("branch Branch", &branch[..], json, "takes Branch, Table"),
        (
            "changes array",
            &step[..],
            json,
            "takes array of PatchOperation, Table",
        ),
        (
            "labels object of string",
            &[][..],
            json,
            "takes object of string, Table",
        ),
        ("name string", &[][..], json, "takes string, Table"),
        ("mood Mood", &[][..], json, "takes Mood, Table"),
        ("stream byte", &[][..], json, "takes bytes"),
        (
            "stream byte",
            &[][..],
            "application/octet-stream",
            "takes bytes",
        ),
        ("image binary", &[][..], "image/png", "takes bytes"),
        (
            "image binary",
            &[][..],
            "multipart/form-data",
            "takes a file as image",
        ),
    ] {
        let mood = enum_page("Mood", &["Calm = 0"], &[]);
        let line = format!("v1TreeEntity_Do {expected}");
        check(&[with(heading, rows, media_type), mood], &[&line]);
    }
    for (heading, expected) in [
        ("binary", "gives bytes"),
        ("byte", "gives bytes"),
        ("array of int32", "gives array of int32, Table"),
        (
            "object of object of string",
            "gives object of object of string, Table",
        ),
    ] {
        let page = operation("v1TreeEntity_Do")
            .response(heading, &[], "")
            .page();
        check(&[page], &[&format!("v1TreeEntity_Do {expected}")]);
    }
}

#[test]
fn an_operation_that_was_renamed_is_known_by_its_route() {
    let old = operation("v1GardenAgent_FetchTree")
        .at("POST /api/v1/agents/garden/gettree")
        .query("hours | int32")
        .response(
            "Tree",
            &["TreeId | int32", "Leaf | "],
            "{\"TreeId\": 3, \"Leaf\": {\"Width\": 3}}",
        )
        .page();
    let void = operation("v1GardenAgent_Rest").page();
    check_sets(
        &[
            &[tree("Leaf | Compost", "null"), void.clone()],
            &[old, void],
        ],
        &[
            "no v1GardenAgent_FetchTree",
            "v1GardenAgent_GetTree gives Tree, Table",
            "no v1GardenAgent_GetTree(hours)",
            "Tree.Leaf: Leaf, Sample",
        ],
    );
}

#[test]
fn the_order_of_the_pages_of_a_set_does_not_matter() {
    let (newer, older) = newer_and_older();
    let mut first = vec![
        newer,
        operation("v1GardenAgent_Rest")
            .query("mood | string")
            .page(),
        operation("v1GardenAgent_Prune")
            .request(&["Mood | String", "Care | String"], "{\"Mood\": \"Calm\"}")
            .page(),
        type_page(
            "Bark",
            &["Colour | string", "Mood | Mood"],
            &["Property Tree.Leaf"],
        ),
        mood(&[
            "Request property v1GardenAgent_Prune.Mood",
            "Parameter v1GardenAgent_Rest.mood",
        ]),
        flags_page(
            "Care",
            &["Water = 1"],
            &["Request property v1GardenAgent_Prune.Care"],
        ),
    ];
    let mut expected = None;
    for _ in 0..first.len() {
        let (api, diagnostics) = resolve(&documentation(&[&first, std::slice::from_ref(&older)]));
        assert!(diagnostics.is_empty(), "{}", report(&diagnostics));
        let found = types(&api);
        assert_eq!(expected.get_or_insert_with(|| found.clone()), &found);
        first.rotate_left(1);
    }
}
