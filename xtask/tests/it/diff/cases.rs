//! Changes of the garden, one at a time, with what they mean in each direction.

/// One change of the pages.
pub(crate) struct Case {
    /// What is changed.
    pub(crate) name: &'static str,
    pub(crate) edits: &'static [Edit],
    /// The changes from the old pages to the new ones, and the step of the version.
    pub(crate) forth: (&'static [&'static str], &'static str),
    /// The changes from the new pages to the old ones, and the step of the version.
    pub(crate) back: (&'static [&'static str], &'static str),
}

pub(crate) enum Edit {
    /// On every page whose path ends so, this text becomes that one.
    In(&'static str, &'static str, &'static str),
    /// The page is gone.
    Without(&'static str),
}

use Edit::{In, Without};

const fn case(
    name: &'static str,
    edits: &'static [Edit],
    forth: (&'static [&'static str], &'static str),
    back: (&'static [&'static str], &'static str),
) -> Case {
    Case {
        name,
        edits,
        forth,
        back,
    }
}

pub(crate) const CASES: [Case; 76] = [
    case(
        "an operation of an agent goes",
        &[Without("_Dig.md")],
        (&["breaking operation v1GardenAgent_Dig removed"], "major"),
        (&["addition operation v1GardenAgent_Dig added"], "minor"),
    ),
    case(
        "an operation of a resource goes",
        &[Without("_Names.md")],
        (&["breaking operation v1TreeEntity_Names removed"], "major"),
        (&["addition operation v1TreeEntity_Names added"], "minor"),
    ),
    case(
        "an operation gets another name",
        &[In(
            "_Dig.md",
            "uid: v1GardenAgent_Dig",
            "uid: v1GardenAgent_DigUp",
        )],
        (&["breaking operation v1GardenAgent_DigUp renamed"], "major"),
        (&["breaking operation v1GardenAgent_Dig renamed"], "major"),
    ),
    case(
        "an operation gets the name of another version",
        &[In(
            "_Rake.md",
            "uid: v1GardenAgent_Rake",
            "uid: v2GardenAgent_Rake",
        )],
        (
            &["documentation operation v2GardenAgent_Rake renamed"],
            "patch",
        ),
        (
            &["documentation operation v1GardenAgent_Rake renamed"],
            "patch",
        ),
    ),
    case(
        "an operation moves to another resource",
        &[In(
            "_Names.md",
            "uid: v1TreeEntity_Names",
            "uid: v1BushEntity_Names",
        )],
        (&["breaking operation v1BushEntity_Names renamed"], "major"),
        (&["breaking operation v1TreeEntity_Names renamed"], "major"),
    ),
    case(
        "an operation has another path",
        &[In(
            "_Dig.md",
            "\nPOST /api/v1/Agents/Garden/Dig\n```\n\n##",
            "\nPOST /api/v1/Agents/Garden/DigUp\n```\n\n##",
        )],
        (
            &["documentation operation v1GardenAgent_Dig moved"],
            "patch",
        ),
        (
            &["documentation operation v1GardenAgent_Dig moved"],
            "patch",
        ),
    ),
    case(
        "an operation has gone to the agents",
        &[In(
            "_Names.md",
            "GET /api/v1/Tree/Names\n```\n\n##",
            "GET /api/v1/Agents/Tree/Names\n```\n\n##",
        )],
        (&["breaking operation v1TreeEntity_Names moved"], "major"),
        (&["breaking operation v1TreeEntity_Names moved"], "major"),
    ),
    case(
        "an operation has another method",
        &[In(
            "_Names.md",
            "GET /api/v1/Tree/Names\n```\n\n##",
            "POST /api/v1/Tree/Names\n```\n\n##",
        )],
        (
            &["documentation operation v1TreeEntity_Names moved"],
            "patch",
        ),
        (
            &["documentation operation v1TreeEntity_Names moved"],
            "patch",
        ),
    ),
    case(
        "a path parameter has another name",
        &[
            In(
                "_Prune.md",
                "/api/v1/Tree/{id}/Prune\n```\n\n|",
                "/api/v1/Tree/{treeId}/Prune\n```\n\n|",
            ),
            In("_Prune.md", "| id | int32 |", "| treeId | int32 |"),
        ],
        (
            &[
                "documentation operation v1TreeEntity_Prune moved",
                "documentation parameter v1TreeEntity_Prune.treeId renamed",
            ],
            "patch",
        ),
        (
            &[
                "documentation operation v1TreeEntity_Prune moved",
                "documentation parameter v1TreeEntity_Prune.id renamed",
            ],
            "patch",
        ),
    ),
    case(
        "a path parameter has another type",
        &[In("_SaveTree.md", "| id | int32 |", "| id | string |")],
        (
            &["breaking parameter v1TreeEntity_SaveTree.id retyped"],
            "major",
        ),
        (
            &["breaking parameter v1TreeEntity_SaveTree.id retyped"],
            "major",
        ),
    ),
    case(
        "a path parameter goes",
        &[In(
            "_SaveTree.md",
            "PUT /api/v1/Tree/{id}\n```\n\n| Path Part | Type | Description |\n|---|---|---|\n| id | int32 | **Required** |\n",
            "PUT /api/v1/Tree\n```\n",
        )],
        (
            &[
                "documentation operation v1TreeEntity_SaveTree moved",
                "breaking parameter v1TreeEntity_SaveTree.id removed",
            ],
            "major",
        ),
        (
            &[
                "documentation operation v1TreeEntity_SaveTree moved",
                "breaking parameter v1TreeEntity_SaveTree.id added",
            ],
            "major",
        ),
    ),
    case(
        "one optional parameter of several goes",
        &[In("_Prune.md", "| saw | string | |\n", "")],
        (
            &["breaking parameter v1TreeEntity_Prune.saw removed"],
            "major",
        ),
        (
            &["addition parameter v1TreeEntity_Prune.saw added"],
            "minor",
        ),
    ),
    case(
        "one more optional parameter",
        &[In(
            "_GetTree.md",
            "| depth | int32 | |\n",
            "| depth | int32 | |\n| width | int32 | |\n",
        )],
        (
            &["addition parameter v1TreeEntity_GetTree.width added"],
            "minor",
        ),
        (
            &["breaking parameter v1TreeEntity_GetTree.width removed"],
            "major",
        ),
    ),
    case(
        "all optional parameters go",
        &[In(
            "_Prune.md",
            "## Query String Parameters\n\n| Parameter Name | Type | Description |\n|---|---|---|\n| height | int32 | |\n| saw | string | |\n",
            "",
        )],
        (
            &[
                "breaking parameter v1TreeEntity_Prune.height removed",
                "breaking parameter v1TreeEntity_Prune.saw removed",
            ],
            "major",
        ),
        (
            &[
                "breaking parameter v1TreeEntity_Prune.height added",
                "breaking parameter v1TreeEntity_Prune.saw added",
            ],
            "major",
        ),
    ),
    case(
        "the first optional parameter",
        &[In(
            "_Count.md",
            "## Request Headers",
            "## Query String Parameters\n\n| Parameter Name | Type | Description |\n|---|---|---|\n| kind | string | |\n\n## Request Headers",
        )],
        (
            &["breaking parameter v1TreeEntity_Count.kind added"],
            "major",
        ),
        (
            &["breaking parameter v1TreeEntity_Count.kind removed"],
            "major",
        ),
    ),
    case(
        "the properties of a response can no longer be chosen",
        &[In("_GetTree.md", "| $select | string | |\n", "")],
        (
            &["breaking parameter v1TreeEntity_GetTree.$select removed"],
            "major",
        ),
        (
            &["breaking parameter v1TreeEntity_GetTree.$select added"],
            "major",
        ),
    ),
    case(
        "the properties of a response can be chosen",
        &[In(
            "_Names.md",
            "## Request Headers",
            "## Query String Parameters\n\n| Parameter Name | Type | Description |\n|---|---|---|\n| $select | string | |\n\n## Request Headers",
        )],
        (
            &["breaking parameter v1TreeEntity_Names.$select added"],
            "major",
        ),
        (
            &["breaking parameter v1TreeEntity_Names.$select removed"],
            "major",
        ),
    ),
    case(
        "an optional parameter has another type",
        &[In(
            "_Prune.md",
            "| height | int32 | |",
            "| height | double | |",
        )],
        (
            &["breaking parameter v1TreeEntity_Prune.height retyped"],
            "major",
        ),
        (
            &["breaking parameter v1TreeEntity_Prune.height retyped"],
            "major",
        ),
    ),
    case(
        "a text becomes a list of members",
        &[In(
            "_Prune.md",
            "| saw | string | |",
            "| saw | Enum: Hand, Chain | |",
        )],
        (
            &["breaking parameter v1TreeEntity_Prune.saw retyped"],
            "major",
        ),
        (
            &["breaking parameter v1TreeEntity_Prune.saw retyped"],
            "major",
        ),
    ),
    case(
        "a parameter becomes required",
        &[In(
            "_Prune.md",
            "| height | int32 | |",
            "| height | int32 | **Required** |",
        )],
        (
            &["breaking parameter v1TreeEntity_Prune.height required"],
            "major",
        ),
        (
            &["breaking parameter v1TreeEntity_Prune.height optional"],
            "major",
        ),
    ),
    case(
        "one of two parameters becomes required",
        &[In(
            "_GetTree.md",
            "| depth | int32 | |",
            "| depth | int32 | **Required** |",
        )],
        (
            &["breaking parameter v1TreeEntity_GetTree.depth required"],
            "major",
        ),
        (
            &["breaking parameter v1TreeEntity_GetTree.depth optional"],
            "major",
        ),
    ),
    case(
        "a required parameter goes",
        &[In("_Pick.md", "| count | int32 | **Required** |\n", "")],
        (
            &["breaking parameter v1TreeEntity_Pick.count removed"],
            "major",
        ),
        (
            &["breaking parameter v1TreeEntity_Pick.count added"],
            "major",
        ),
    ),
    case(
        "required parameters have another order",
        &[In(
            "_Pick.md",
            "| count | int32 | **Required** |\n| from | int64 | **Required** |\n",
            "| from | int64 | **Required** |\n| count | int32 | **Required** |\n",
        )],
        (
            &[
                "breaking parameter v1TreeEntity_Pick.count moved",
                "breaking parameter v1TreeEntity_Pick.from moved",
            ],
            "major",
        ),
        (
            &[
                "breaking parameter v1TreeEntity_Pick.count moved",
                "breaking parameter v1TreeEntity_Pick.from moved",
            ],
            "major",
        ),
    ),
    case(
        "a parameter has one more member",
        &[In(
            "_GetTree.md",
            "Enum: Sun, Shade",
            "Enum: Sun, Shade, Dusk",
        )],
        (
            &["addition member v1TreeEntity_GetTree.light.Dusk added"],
            "minor",
        ),
        (
            &["breaking member v1TreeEntity_GetTree.light.Dusk removed"],
            "major",
        ),
    ),
    case(
        "a parameter has one member less",
        &[In("_GetTree.md", "Enum: Sun, Shade", "Enum: Sun")],
        (
            &["breaking member v1TreeEntity_GetTree.light.Shade removed"],
            "major",
        ),
        (
            &["addition member v1TreeEntity_GetTree.light.Shade added"],
            "minor",
        ),
    ),
    case(
        "an argument goes",
        &[
            In("_Plant.md", "| Depth | Integer | |\n", ""),
            In("_Plant.md", "  \"Depth\": 1,\n", ""),
        ],
        (
            &["breaking property v1GardenAgent_Plant.request.Depth removed"],
            "major",
        ),
        (
            &["addition property v1GardenAgent_Plant.request.Depth added"],
            "minor",
        ),
    ),
    case(
        "one more argument",
        &[
            In(
                "_Plant.md",
                "| Depth | Integer | |\n",
                "| Depth | Integer | |\n| Old | Boolean | |\n",
            ),
            In(
                "_Plant.md",
                "  \"Depth\": 1,\n",
                "  \"Depth\": 1,\n  \"Old\": true,\n",
            ),
        ],
        (
            &["addition property v1GardenAgent_Plant.request.Old added"],
            "minor",
        ),
        (
            &["breaking property v1GardenAgent_Plant.request.Old removed"],
            "major",
        ),
    ),
    case(
        "the only argument gets another name",
        &[
            In("_GetPlant.md", "| Id | Integer | |", "| Key | Integer | |"),
            In("_GetPlant.md", "  \"Id\": 1\n", "  \"Key\": 1\n"),
        ],
        (
            &["documentation property v1GardenAgent_GetPlant.request.Key renamed"],
            "patch",
        ),
        (
            &["documentation property v1GardenAgent_GetPlant.request.Id renamed"],
            "patch",
        ),
    ),
    case(
        "the only argument has another type",
        &[
            In("_GetPlant.md", "| Id | Integer | |", "| Id | String | |"),
            In("_GetPlant.md", "  \"Id\": 1\n", "  \"Id\": \"text\"\n"),
        ],
        (
            &["breaking property v1GardenAgent_GetPlant.request.Id retyped"],
            "major",
        ),
        (
            &["breaking property v1GardenAgent_GetPlant.request.Id retyped"],
            "major",
        ),
    ),
    case(
        "the only argument has a replacement",
        &[In(
            "_GetPlant.md",
            "| Id | Integer | |",
            "| Id | Integer | Deprecated: use `Key`. |",
        )],
        (
            &["documentation property v1GardenAgent_GetPlant.request.Id deprecated"],
            "patch",
        ),
        (
            &["documentation property v1GardenAgent_GetPlant.request.Id undeprecated"],
            "patch",
        ),
    ),
    case(
        "the only argument is no longer alone",
        &[
            In(
                "_GetPlant.md",
                "| Id | Integer | |\n",
                "| Id | Integer | |\n| Old | Boolean | |\n",
            ),
            In(
                "_GetPlant.md",
                "  \"Id\": 1\n",
                "  \"Id\": 1,\n  \"Old\": true\n",
            ),
        ],
        (
            &["breaking property v1GardenAgent_GetPlant.request.Old added"],
            "major",
        ),
        (
            &["breaking property v1GardenAgent_GetPlant.request.Old removed"],
            "major",
        ),
    ),
    case(
        "an argument has another type",
        &[In(
            "_Plant.md",
            "| Depth | Integer | |",
            "| Depth | Number | |",
        )],
        (
            &["breaking property v1GardenAgent_Plant.request.Depth retyped"],
            "major",
        ),
        (
            &["breaking property v1GardenAgent_Plant.request.Depth retyped"],
            "major",
        ),
    ),
    case(
        "an argument is no longer a time",
        &[In(
            "_Plant.md",
            "\"Until\": \"2024-01-31T12:00:00Z\"",
            "\"Until\": \"text\"",
        )],
        (
            &["breaking property v1GardenAgent_Plant.request.Until retyped"],
            "major",
        ),
        (
            &["breaking property v1GardenAgent_Plant.request.Until retyped"],
            "major",
        ),
    ),
    case(
        "a property goes",
        &[
            In("Plant.md", "| Label | string | |\n", ""),
            In("Plant.md", "  \"Label\": \"text\",\n", ""),
        ],
        (&["breaking property Plant.Label removed"], "major"),
        (&["addition property Plant.Label added"], "minor"),
    ),
    case(
        "one more property",
        &[
            In(
                "Tree.md",
                "| Height | int32 | |\n",
                "| Height | int32 | |\n| Width | int32 | |\n",
            ),
            In(
                "Tree.md",
                "  \"Height\": 2,\n",
                "  \"Height\": 2,\n  \"Width\": 2,\n",
            ),
        ],
        (&["addition property Tree.Width added"], "minor"),
        (&["breaking property Tree.Width removed"], "major"),
    ),
    case(
        "a property has another type",
        &[In(
            "Plant.md",
            "| PlantId | int32 | |",
            "| PlantId | int64 | |",
        )],
        (&["breaking property Plant.PlantId retyped"], "major"),
        (&["breaking property Plant.PlantId retyped"], "major"),
    ),
    case(
        "a property holds another carrier",
        &[
            In("Plant.md", "| Bed | Bed | |", "| Bed | Plot | |"),
            In("types/Bed.md", "# Bed Type", "# Plot Type"),
        ],
        (
            &[
                "breaking property Plant.Bed retyped",
                "breaking type Bed removed",
                "addition type Plot added",
            ],
            "major",
        ),
        (
            &[
                "breaking property Plant.Bed retyped",
                "addition type Bed added",
                "breaking type Plot removed",
            ],
            "major",
        ),
    ),
    case(
        "an array has other elements",
        &[In("_Names.md", "[\"text\"]", "[1]")],
        (
            &["breaking response body v1TreeEntity_Names retyped"],
            "major",
        ),
        (
            &["breaking response body v1TreeEntity_Names retyped"],
            "major",
        ),
    ),
    case(
        "an element that only samples show has one property less",
        &[In("Plant.md", ", \"Weight\": 1", "")],
        (
            &["breaking property v1GardenAgent_GetPlant.Crops.Weight removed"],
            "major",
        ),
        (
            &["addition property v1GardenAgent_GetPlant.Crops.Weight added"],
            "minor",
        ),
    ),
    case(
        "an element that only samples show has one more property",
        &[In(
            "Plant.md",
            "\"Weight\": 1",
            "\"Weight\": 1, \"Ripe\": true",
        )],
        (
            &["addition property v1GardenAgent_GetPlant.Crops.Ripe added"],
            "minor",
        ),
        (
            &["breaking property v1GardenAgent_GetPlant.Crops.Ripe removed"],
            "major",
        ),
    ),
    case(
        "an array has texts in the place of objects",
        &[In(
            "Plant.md",
            "[{\"Kind\": \"text\", \"Weight\": 1}]",
            "[\"text\"]",
        )],
        (&["breaking property Plant.Crops retyped"], "major"),
        (&["breaking property Plant.Crops retyped"], "major"),
    ),
    case(
        "a request has a body",
        &[
            In(
                "_Rake.md",
                "## Response:",
                "## Request Body: request\n\n| Property Name | Type |  Description |\n|---|---|---|\n| Area | Integer | |\n\n## Response:",
            ),
            In(
                "_Rake.md",
                "Garden/Rake\n\n\n```",
                "Garden/Rake\n\n{\n  \"Area\": 1\n}\n```",
            ),
        ],
        (&["breaking request body v1GardenAgent_Rake added"], "major"),
        (
            &["breaking request body v1GardenAgent_Rake removed"],
            "major",
        ),
    ),
    case(
        "a request has no body",
        &[
            In(
                "_SaveTree.md",
                "## Request Body: entity\n\n| Property Name | Type |  Description |\n|---|---|---|\n| TreeId | int32 | |\n| Height | int32 | |\n| Season | string | |\n",
                "",
            ),
            In(
                "_SaveTree.md",
                "Tree/{id}\n\n{\n  \"TreeId\": 1,\n  \"Height\": 2,\n  \"Season\": \"Spring\"\n}\n",
                "Tree/{id}\n\n\n",
            ),
        ],
        (
            &["breaking request body v1TreeEntity_SaveTree removed"],
            "major",
        ),
        (
            &["breaking request body v1TreeEntity_SaveTree added"],
            "major",
        ),
    ),
    case(
        "a request takes an array",
        &[In(
            "_SaveTree.md",
            "Tree/{id}\n\n{\n  \"TreeId\": 1,\n  \"Height\": 2,\n  \"Season\": \"Spring\"\n}\n",
            "Tree/{id}\n\n[\n{\n  \"TreeId\": 1,\n  \"Height\": 2,\n  \"Season\": \"Spring\"\n}\n]\n",
        )],
        (
            &["breaking request body v1TreeEntity_SaveTree retyped"],
            "major",
        ),
        (
            &["breaking request body v1TreeEntity_SaveTree retyped"],
            "major",
        ),
    ),
    case(
        "a response has another type",
        &[
            In(
                "_Count.md",
                "### Response body: int32",
                "### Response body: string",
            ),
            In("_Count.md", "\n1\n", "\n\"text\"\n"),
        ],
        (
            &["breaking response body v1TreeEntity_Count retyped"],
            "major",
        ),
        (
            &["breaking response body v1TreeEntity_Count retyped"],
            "major",
        ),
    ),
    case(
        "an operation responds",
        &[
            In(
                "_Dig.md",
                "| 204 | Nothing |\n\n### Response body: Compost",
                "| 200 | OK |\n\n### Response body: int32",
            ),
            In("_Dig.md", "OK\n\n\n", "OK\n\n1\n"),
        ],
        (
            &[
                "breaking response body v1GardenAgent_Dig retyped",
                "documentation status v1GardenAgent_Dig.200 added",
                "documentation status v1GardenAgent_Dig.204 removed",
            ],
            "major",
        ),
        (
            &[
                "breaking response body v1GardenAgent_Dig retyped",
                "documentation status v1GardenAgent_Dig.200 removed",
                "documentation status v1GardenAgent_Dig.204 added",
            ],
            "major",
        ),
    ),
    case(
        "a response can be left out",
        &[In(
            "_GetTree.md",
            "| 200 | OK |\n",
            "| 200 | OK |\n| 304 | Not modified |\n",
        )],
        (&["breaking status v1TreeEntity_GetTree.304 added"], "major"),
        (
            &["breaking status v1TreeEntity_GetTree.304 removed"],
            "major",
        ),
    ),
    case(
        "saving can fail because of others",
        &[In(
            "_SaveTree.md",
            "| 200 | OK |\n",
            "| 200 | OK |\n| 412 | Changed |\n",
        )],
        (
            &["breaking status v1TreeEntity_SaveTree.412 added"],
            "major",
        ),
        (
            &["breaking status v1TreeEntity_SaveTree.412 removed"],
            "major",
        ),
    ),
    case(
        "one more status",
        &[In(
            "_Count.md",
            "| 200 | OK |\n",
            "| 200 | OK |\n| 404 | Nothing |\n",
        )],
        (
            &["documentation status v1TreeEntity_Count.404 added"],
            "patch",
        ),
        (
            &["documentation status v1TreeEntity_Count.404 removed"],
            "patch",
        ),
    ),
    case(
        "one status less",
        &[In("_Pick.md", "| 409 | Taken |\n", "")],
        (
            &["documentation status v1TreeEntity_Pick.409 removed"],
            "patch",
        ),
        (
            &["documentation status v1TreeEntity_Pick.409 added"],
            "patch",
        ),
    ),
    case(
        "a property is deprecated",
        &[In(
            "Plant.md",
            "| Label | string | |",
            "| Label | string | Deprecated: use `Name`. |",
        )],
        (&["addition property Plant.Label deprecated"], "minor"),
        (
            &["documentation property Plant.Label undeprecated"],
            "patch",
        ),
    ),
    case(
        "an argument is obsolete",
        &[In(
            "_Plant.md",
            "| Depth | Integer | |",
            "| Depth | Integer | Obsolete. |",
        )],
        (
            &["documentation property v1GardenAgent_Plant.request.Depth deprecated"],
            "patch",
        ),
        (
            &["documentation property v1GardenAgent_Plant.request.Depth undeprecated"],
            "patch",
        ),
    ),
    case(
        "a parameter is deprecated",
        &[In(
            "_Prune.md",
            "| saw | string | |",
            "| saw | string | Deprecated: use `height`. |",
        )],
        (
            &["documentation parameter v1TreeEntity_Prune.saw deprecated"],
            "patch",
        ),
        (
            &["documentation parameter v1TreeEntity_Prune.saw undeprecated"],
            "patch",
        ),
    ),
    case(
        "a property can be read alone",
        &[In(
            "Tree.md",
            "| Height | int32 | |",
            "| Height | int32 | The property is read-only. |",
        )],
        (&["documentation property Tree.Height described"], "patch"),
        (&["documentation property Tree.Height described"], "patch"),
    ),
    case(
        "an operation is restricted",
        &[In(
            "_Rake.md",
            "Rake\n```\n\n##",
            "Rake\n```\n\nRestricted online: on-site installations only.\n\n##",
        )],
        (
            &["documentation operation v1GardenAgent_Rake restricted"],
            "patch",
        ),
        (
            &["documentation operation v1GardenAgent_Rake unrestricted"],
            "patch",
        ),
    ),
    case(
        "an operation is restricted in another way",
        &[In(
            "_Pick.md",
            "Restricted online: on-site installations only.",
            "Restricted online: access must be requested for the app.",
        )],
        (
            &["documentation operation v1TreeEntity_Pick restricted"],
            "patch",
        ),
        (
            &["documentation operation v1TreeEntity_Pick restricted"],
            "patch",
        ),
    ),
    case(
        "an operation is experimental",
        &[In(
            "_Count.md",
            "Count\n```\n\n##",
            "Count\n```\n\nExperimental: subject to change.\n\n##",
        )],
        (
            &["documentation operation v1TreeEntity_Count described"],
            "patch",
        ),
        (
            &["documentation operation v1TreeEntity_Count described"],
            "patch",
        ),
    ),
    case(
        "an enum has one more member",
        &[In(
            "Season.md",
            "|Autumn|2||\n",
            "|Autumn|2||\n|Winter|3||\n",
        )],
        (&["addition member Season.Winter added"], "minor"),
        (&["breaking member Season.Winter removed"], "major"),
    ),
    case(
        "an enum has one member less",
        &[In("Season.md", "|Autumn|2||\n", "")],
        (&["breaking member Season.Autumn removed"], "major"),
        (&["addition member Season.Autumn added"], "minor"),
    ),
    case(
        "flags have one member less",
        &[In("Marks.md", "|Old|2||\n", "")],
        (&["breaking member Marks.Old removed"], "major"),
        (&["addition member Marks.Old added"], "minor"),
    ),
    case(
        "a member has another number",
        &[In("Season.md", "|Autumn|2||\n", "|Autumn|4||\n")],
        (&["documentation member Season.Autumn described"], "patch"),
        (&["documentation member Season.Autumn described"], "patch"),
    ),
    case(
        "a flag has another number",
        &[In("Marks.md", "|Old|2||\n", "|Old|4||\n")],
        (&["documentation member Marks.Old described"], "patch"),
        (&["documentation member Marks.Old described"], "patch"),
    ),
    case(
        "members can no longer be combined",
        &[In("Marks.md", "flags: true\n", "")],
        (&["breaking enum Marks retyped"], "major"),
        (&["breaking enum Marks retyped"], "major"),
    ),
    case(
        "members can be combined",
        &[In(
            "Season.md",
            "uid: enum-season\n",
            "uid: enum-season\nflags: true\n",
        )],
        (&["breaking enum Season retyped"], "major"),
        (&["breaking enum Season retyped"], "major"),
    ),
    case(
        "an enum goes",
        &[Without("Season.md")],
        (
            &[
                "breaking property Tree.Season retyped",
                "breaking enum Season removed",
            ],
            "major",
        ),
        (
            &[
                "breaking property Tree.Season retyped",
                "addition enum Season added",
            ],
            "major",
        ),
    ),
    case(
        "flags go",
        &[Without("Marks.md")],
        (
            &[
                "breaking property Plant.Marks retyped",
                "breaking enum Marks removed",
            ],
            "major",
        ),
        (
            &[
                "breaking property Plant.Marks retyped",
                "addition enum Marks added",
            ],
            "major",
        ),
    ),
    case(
        "a carrier goes",
        &[
            Without("Bed.md"),
            In("Plant.md", "| Bed | Bed | |", "| Bed | any | |"),
        ],
        (
            &[
                "breaking property Plant.Bed retyped",
                "breaking type Bed removed",
            ],
            "major",
        ),
        (
            &[
                "breaking property Plant.Bed retyped",
                "addition type Bed added",
            ],
            "major",
        ),
    ),
    case(
        "a page about a carrier has one more property",
        &[In(
            "Bed.md",
            "| Soil | string | |\n",
            "| Soil | string | |\n| Depth | int32 | |\n",
        )],
        (&["addition property Bed.Depth added"], "minor"),
        (&["breaking property Bed.Depth removed"], "major"),
    ),
    case(
        "a page about a carrier has one property less",
        &[In("Bed.md", "| Soil | string | |\n", "")],
        (&["breaking property Bed.Soil removed"], "major"),
        (&["addition property Bed.Soil added"], "minor"),
    ),
    case(
        "a page about a carrier has another type",
        &[In(
            "Bed.md",
            "| Soil | string | |\n",
            "| Soil | int32 | |\n",
        )],
        (&["breaking property Bed.Soil retyped"], "major"),
        (&["breaking property Bed.Soil retyped"], "major"),
    ),
    case(
        "names of parameters differ in case alone",
        &[
            In(
                "_Prune.md",
                "/api/v1/Tree/{id}/Prune\n```\n\n|",
                "/api/v1/Tree/{Id}/Prune\n```\n\n|",
            ),
            In("_Prune.md", "| id | int32 |", "| Id | int32 |"),
            In("_Prune.md", "| height | int32 |", "| Height | int32 |"),
            In("_Pick.md", "| count | int32 |", "| Count | int32 |"),
        ],
        (&[], "none"),
        (&[], "none"),
    ),
    case(
        "the field of a parameter has another name in another case",
        &[In("_Prune.md", "| height | int32 |", "| heiGht | int32 |")],
        (
            &["breaking parameter v1TreeEntity_Prune.heiGht renamed"],
            "major",
        ),
        (
            &["breaking parameter v1TreeEntity_Prune.height renamed"],
            "major",
        ),
    ),
    case(
        "a type is stated in tables and no longer by a usage",
        &[
            In("Tree.md", "| Season | string | |", "| Season | Season | |"),
            In("Season.md", "* Property Tree.Season\n", ""),
        ],
        (&[], "none"),
        (&[], "none"),
    ),
    case(
        "a carrier holds what holds it",
        &[In(
            "Bed.md",
            "| Soil | string | |\n",
            "| Soil | string | |\n| Plant | Plant | |\n",
        )],
        (
            &[
                "breaking property Plant.Bed retyped",
                "addition property Bed.Plant added",
            ],
            "major",
        ),
        (
            &[
                "breaking property Plant.Bed retyped",
                "breaking property Bed.Plant removed",
            ],
            "major",
        ),
    ),
    case(
        "a property takes the field's name of another one",
        &[
            In(
                "Tree.md",
                "| Height | int32 | |\n",
                "| height | string | |\n| Height | int32 | |\n",
            ),
            In(
                "Tree.md",
                "  \"Height\": 2,\n",
                "  \"height\": \"text\",\n  \"Height\": 2,\n",
            ),
        ],
        (
            &[
                "breaking property Tree.Height renamed",
                "addition property Tree.height added",
            ],
            "major",
        ),
        (
            &[
                "breaking property Tree.Height renamed",
                "breaking property Tree.height removed",
            ],
            "major",
        ),
    ),
    case(
        "the entity that is saved can no longer be read",
        &[Without("_GetTree.md")],
        (
            &[
                "breaking operation v1TreeEntity_GetTree removed",
                "breaking request body v1TreeEntity_SaveTree retyped",
            ],
            "major",
        ),
        (
            &[
                "addition operation v1TreeEntity_GetTree added",
                "breaking request body v1TreeEntity_SaveTree retyped",
            ],
            "major",
        ),
    ),
];
