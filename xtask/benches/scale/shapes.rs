//! Pages of a size that nobody writes.

use std::fmt::Write;
use std::path::Path;

/// Writes such pages to a folder, with so many of something on or among them.
pub(crate) type Plant = fn(&Path, usize);

/// What is many, by name.
pub(crate) const SHAPES: [(&str, Plant); 16] = [
    ("properties", |folder, count| {
        page(
            folder,
            Parts {
                response: table(count, |n| format!("| Leaf{n} | int32 | Its number. |")),
                ..whole()
            },
        );
    }),
    ("arguments", |folder, count| {
        page(
            folder,
            Parts {
                request: table(count, |n| format!("| Leaf{n} | Integer | |")),
                ..whole()
            },
        );
    }),
    ("parameters", |folder, count| {
        page(
            folder,
            Parts {
                query: table(count, |n| format!("| leaf{n} | int32 | |")),
                ..whole()
            },
        );
    }),
    ("required parameters", |folder, count| {
        page(
            folder,
            Parts {
                query: table(count, |n| format!("| leaf{n} | int32 | **Required** |")),
                ..whole()
            },
        );
    }),
    ("statuses", |folder, count| {
        page(
            folder,
            Parts {
                statuses: table(count, |n| format!("| {} | OK |", 100 + n % 500)),
                ..whole()
            },
        );
    }),
    ("members", |folder, count| {
        page(
            folder,
            Parts {
                response: "| Kind | string | |\n".into(),
                ..whole()
            },
        );
        of_enum(
            folder,
            &table(count, |n| format!("|Leaf{n}|{n}||")),
            "* Property TreeEntity.Kind\n",
        );
    }),
    ("usages", |folder, count| {
        page(
            folder,
            Parts {
                response: table(count, |n| format!("| Leaf{n} | string | |")),
                ..whole()
            },
        );
        of_enum(
            folder,
            "|Green|1||\n",
            &table(count, |n| format!("* Property TreeEntity.Leaf{n}")),
        );
    }),
    ("bad rows", |folder, count| {
        page(
            folder,
            Parts {
                response: table(count, |n| format!("| Leaf{n} | no type | |")),
                ..whole()
            },
        );
    }),
    ("equal rows", |folder, count| {
        page(
            folder,
            Parts {
                response: table(count, |_| "| Leaf | int32 | |".into()),
                ..whole()
            },
        );
    }),
    ("names alike", |folder, count| {
        let dotted = |n: usize| {
            format!("{n:b}")
                .chars()
                .flat_map(|bit| [bit, '.'])
                .collect::<String>()
        };
        let name = |n| dotted(n).replace("0.", "a.b-").replace("1.", "a-b.");
        page(
            folder,
            Parts {
                response: table(count, |n| format!("| {} | int32 | |", name(n))),
                ..whole()
            },
        );
    }),
    ("signs", |folder, count| {
        page(
            folder,
            Parts {
                prose: "<".repeat(count * 10),
                ..whole()
            },
        );
    }),
    ("tags", |folder, count| {
        page(
            folder,
            Parts {
                prose: "<a {b ".repeat(count * 10),
                ..whole()
            },
        );
    }),
    ("line", |folder, count| {
        let row = format!("| Leaf | int32 | {} |\n", "Word. ".repeat(count * 16));
        page(
            folder,
            Parts {
                response: row,
                ..whole()
            },
        );
    }),
    ("sample", |folder, count| {
        let elements = table(count * 5, |n| {
            format!("  {{\"Leaf\": {n}, \"Stem\": null}},")
        });
        page(
            folder,
            Parts {
                sample: format!(
                    "{{\"Leaves\": [\n{}]}}",
                    elements.trim_end().trim_end_matches(',')
                ),
                response: "| Leaves | array | |\n".into(),
                ..whole()
            },
        );
    }),
    ("forms", |folder, count| {
        let elements = table(count, |n| format!("  {{\"Leaf{n}\": {n}}},"));
        page(
            folder,
            Parts {
                sample: format!(
                    "{{\"Leaves\": [\n{}]}}",
                    elements.trim_end().trim_end_matches(',')
                ),
                response: "| Leaves | array | |\n".into(),
                ..whole()
            },
        );
    }),
    ("pages", |folder, count| {
        for n in 0..count {
            let parts = Parts {
                uid: format!("v1Tree{}Agent_Grow{n}", n / 20),
                area: format!("Tree{}", n / 20),
                operation: format!("Grow{n}"),
                ..whole()
            };
            page(&folder.join(format!("Tree{}", n / 20)), parts);
        }
    }),
];

/// The parts of a page that can be many.
struct Parts {
    uid: String,
    area: String,
    operation: String,
    prose: String,
    query: String,
    request: String,
    statuses: String,
    response: String,
    sample: String,
}

fn whole() -> Parts {
    Parts {
        uid: "v1TreeAgent_Grow".into(),
        area: "Tree".into(),
        operation: "Grow".into(),
        prose: String::new(),
        query: String::new(),
        request: "| By | Integer | |\n".into(),
        statuses: "| 200 | OK |\n".into(),
        response: "| Height | int32 | |\n".into(),
        sample: "{}".into(),
    }
}

/// A line each.
fn table(count: usize, row: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |text, n| text + &row(n) + "\n")
}

fn page(folder: &Path, parts: Parts) {
    let Parts {
        uid,
        area,
        operation,
        prose,
        query,
        request,
        statuses,
        response,
        sample,
    } = parts;
    let path = format!("POST /api/v1/Agents/{area}/{operation}");
    let mut text = format!(
        "---\ntitle: POST Agents/{area}/{operation}\nuid: {uid}\n---\n\n# POST Agents/{area}/{operation}\n\n\
         ```http\n{path}\n```\n\n{prose}\n\n"
    );
    let mut section = |heading: &str, head: &str, rows: &str| {
        let columns = head.matches('|').count() - 1;
        let line = "|---".repeat(columns);
        write!(text, "{heading}\n\n{head}\n{line}|\n{rows}\n").expect("a string takes it");
    };
    if !query.is_empty() {
        section(
            "## Query String Parameters",
            "| Parameter Name | Type | Description |",
            &query,
        );
    }
    let headers = "| Authorization | |\n| Content-Type | `application/json` |\n";
    section(
        "## Request Headers",
        "| Parameter Name | Description |",
        headers,
    );
    section(
        "## Request Body: request",
        "| Property Name | Type | Description |",
        &request,
    );
    section("## Response:", "| Response | Description |", &statuses);
    section(
        "### Response body: TreeEntity",
        "| Property Name | Type | Description |",
        &response,
    );
    write!(
        text,
        "## Sample response\n\n```http_\nHTTP/1.1 200 OK\n\n{sample}\n```\n"
    )
    .expect("a string takes it");
    put(&folder.join(format!("{uid}.md")), &text);
}

fn of_enum(folder: &Path, members: &str, usage: &str) {
    let text = format!(
        "---\ntitle: Leaf\nuid: enum-leaf\n---\n\n# Leaf Enum\n\n| Name | Value | Description |\n|---|---|---|\n\
         {members}\n## Usage\n\n{usage}"
    );
    put(&folder.join("enums/Leaf.md"), &text);
}

fn put(path: &Path, text: &str) {
    let folder = path.parent().expect("a page lies in a folder");
    std::fs::create_dir_all(folder).expect("the folder can be made");
    std::fs::write(path, text).expect("the page can be written");
}
