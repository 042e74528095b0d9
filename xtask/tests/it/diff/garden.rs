//! A small API whose pages the tests change.

use crate::support::edit;
use crate::support::garden::{Text, enum_page, flags_page, operation, type_page};

const PLANT: [&str; 6] = [
    "PlantId | int32",
    "Label | string",
    "Sown | date-time",
    "Bed | Bed",
    "Marks | array",
    "Crops | array",
];

const PLANT_SAMPLE: &str = r#"{
  "PlantId": 1,
  "Label": "text",
  "Sown": "2024-01-31T12:00:00Z",
  "Bed": null,
  "Marks": ["Rare"],
  "Crops": [{"Kind": "text", "Weight": 1}]
}"#;

const TREE: [&str; 3] = ["TreeId | int32", "Height | int32", "Season | string"];

const TREE_SAMPLE: &str = r#"{
  "TreeId": 1,
  "Height": 2,
  "Season": "Spring"
}"#;

/// The pages as they were.
pub(crate) fn pages() -> Vec<Text> {
    vec![
        operation("v1GardenAgent_Plant")
            .request(
                &["Name | String", "Depth | Integer", "Until | String"],
                "{\n  \"Name\": \"text\",\n  \"Depth\": 1,\n  \"Until\": \"2024-01-31T12:00:00Z\"\n}",
            )
            .response("Plant", &PLANT, PLANT_SAMPLE)
            .page(),
        operation("v1GardenAgent_GetPlant")
            .request(&["Id | Integer"], "{\n  \"Id\": 1\n}")
            .response("Plant", &PLANT, PLANT_SAMPLE)
            .page(),
        operation("v1GardenAgent_Dig").page(),
        operation("v1GardenAgent_Rake").page(),
        operation("v1TreeEntity_GetTree")
            .at("GET /api/v1/Tree/{id}")
            .path("id | int32")
            .query("$select | string")
            .query("depth | int32")
            .query("light | Enum: Sun, Shade")
            .response("Tree", &TREE, TREE_SAMPLE)
            .page(),
        operation("v1TreeEntity_SaveTree")
            .at("PUT /api/v1/Tree/{id}")
            .path("id | int32")
            .body("entity", &TREE, TREE_SAMPLE)
            .response("Tree", &TREE, TREE_SAMPLE)
            .page(),
        operation("v1TreeEntity_Prune")
            .at("POST /api/v1/Tree/{id}/Prune")
            .path("id | int32")
            .query("height | int32")
            .query("saw | string")
            .page(),
        operation("v1TreeEntity_Names")
            .at("GET /api/v1/Tree/Names")
            .response("array", &[], "[\"text\"]")
            .page(),
        operation("v1TreeEntity_Count")
            .at("GET /api/v1/Tree/Count")
            .response("int32", &[], "1")
            .page(),
        pick(),
        enum_page(
            "Season",
            &["Spring = 1", "Autumn = 2"],
            &["Property Tree.Season"],
        ),
        flags_page("Marks", &["Rare = 1", "Old = 2"], &["Property Plant.Marks"]),
        type_page(
            "Bed",
            &["BedId | int32", "Soil | string"],
            &["Property Plant.Bed"],
        ),
    ]
}

/// A page with what the others do not have: required parameters, a restriction, a second status.
fn pick() -> Text {
    let (path, page) = operation("v1TreeEntity_Pick")
        .at("POST /api/v1/Tree/{id}/Pick")
        .path("id | int32")
        .query("count | int32")
        .query("from | int64")
        .page();
    let page = [
        ("| count | int32 | |", "| count | int32 | **Required** |"),
        ("| from | int64 | |", "| from | int64 | **Required** |"),
        ("| 204 | Nothing |", "| 204 | Nothing |\n| 409 | Taken |"),
        (
            "Pick\n```\n\n| Path",
            "Pick\n```\n\nRestricted online: on-site installations only.\n\n| Path",
        ),
    ]
    .iter()
    .fold(page, |page, (find, put)| edit(&page, find, put));
    (path, page)
}
