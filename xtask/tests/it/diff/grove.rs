//! An API with entities that are read with links and saved without, and what changes break there.

use super::cases::{Case, Edit::In};
use crate::support::garden::{Text, enum_page, operation};

const TREE: [&str; 3] = ["TreeId | int32", "Name | string", "Season | string"];

const LINKED: [&str; 4] = [
    "TreeId | int32",
    "Name | string",
    "Season | string",
    "_Links | object",
];

const SAMPLE: &str = "{\n  \"TreeId\": 1,\n  \"Name\": \"text\",\n  \"Season\": \"Spring\"\n}";

const LINKED_SAMPLE: &str = "{\n  \"TreeId\": 1,\n  \"Name\": \"text\",\n  \"Season\": \"Spring\",\n  \"_Links\": {\n    \"Self\": \"text\"\n  }\n}";

/// The pages as they were.
pub(crate) fn pages() -> Vec<Text> {
    vec![
        operation("v1TreeEntity_DefaultTreeEntity")
            .at("GET /api/v1/Tree/default")
            .query("$select | string")
            .response("TreeEntity", &TREE, SAMPLE)
            .page(),
        operation("v1TreeEntity_GetTreeEntity")
            .at("GET /api/v1/Tree/{id}")
            .path("id | int32")
            .query("$select | string")
            .response("TreeEntityWithLinks", &LINKED, LINKED_SAMPLE)
            .page(),
        operation("v1TreeEntity_PutTreeEntity")
            .at("PUT /api/v1/Tree/{id}")
            .path("id | int32")
            .body("entity", &TREE, SAMPLE)
            .response("TreeEntityWithLinks", &LINKED, LINKED_SAMPLE)
            .page(),
        enum_page(
            "Season",
            &["Spring = 1", "Autumn = 2"],
            &[
                "Property TreeEntity.Season",
                "Property TreeEntityWithLinks.Season",
            ],
        ),
    ]
}

/// Changes of the pages that say little, and what they mean for the program.
pub(crate) const CASES: [Case; 3] = [
    Case {
        name: "the entity alone has one more property",
        edits: &[
            In(
                "_DefaultTreeEntity.md",
                "| Name | string | |\n",
                "| Name | string | |\n| Girth | int32 | |\n",
            ),
            In(
                "_DefaultTreeEntity.md",
                "  \"Name\": \"text\",\n",
                "  \"Name\": \"text\",\n  \"Girth\": 1,\n",
            ),
        ],
        forth: (
            &[
                "addition property TreeEntity.Girth added",
                "breaking type TreeEntityWithLinks retyped",
            ],
            "major",
        ),
        back: (
            &[
                "breaking property TreeEntity.Girth removed",
                "addition type TreeEntityWithLinks described",
            ],
            "major",
        ),
    },
    Case {
        name: "both entities have one more property, and the request does not",
        edits: &[
            In(
                "_DefaultTreeEntity.md",
                "| Name | string | |\n",
                "| Name | string | |\n| Girth | int32 | |\n",
            ),
            In(
                "_DefaultTreeEntity.md",
                "  \"Name\": \"text\",\n",
                "  \"Name\": \"text\",\n  \"Girth\": 1,\n",
            ),
            In(
                "_GetTreeEntity.md",
                "| Name | string | |\n",
                "| Name | string | |\n| Girth | int32 | |\n",
            ),
            In(
                "_GetTreeEntity.md",
                "  \"Name\": \"text\",\n",
                "  \"Name\": \"text\",\n  \"Girth\": 1,\n",
            ),
            In(
                "_PutTreeEntity.md",
                "| Season | string | |\n| _Links | object | |\n",
                "| Girth | int32 | |\n| Season | string | |\n| _Links | object | |\n",
            ),
        ],
        forth: (
            &[
                "addition property TreeEntity.Girth added",
                "addition property TreeEntityWithLinks.Girth added",
            ],
            "minor",
        ),
        back: (
            &[
                "breaking property TreeEntity.Girth removed",
                "breaking property TreeEntityWithLinks.Girth removed",
            ],
            "major",
        ),
    },
    Case {
        name: "a member has the name of the variant for all others",
        edits: &[In(
            "Season.md",
            "|Autumn|2||\n",
            "|Autumn|2||\n|Other|3||\n",
        )],
        forth: (
            &[
                "addition member Season.Other added",
                "breaking member Season.Unlisted renamed",
            ],
            "major",
        ),
        back: (
            &[
                "breaking member Season.Other removed",
                "breaking member Season.Other renamed",
            ],
            "major",
        ),
    },
];
