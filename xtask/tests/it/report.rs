//! The report as text; `report_browser` opens it.

use std::path::Path;

use crate::support::{copy, fixture, git, model, pages, xtask};
use xtask::model::Api;
use xtask::report::{Contents, History, page};

fn garden() -> Api {
    let (pages, diagnostics) = pages(&fixture("d2"));
    assert!(diagnostics.is_empty());
    model(&pages)
}

fn html(api: &Api) -> String {
    page(&Contents {
        api,
        findings: Vec::new(),
        history: History::None("nothing is known".into()),
        rustdoc: None,
    })
}

/// The texts of a table's cells, a line a row.
fn table(html: &str, id: &str) -> Vec<String> {
    let (_, table) = html
        .split_once(&format!("<table id=\"{id}\">"))
        .expect("the table is there");
    let (table, _) = table.split_once("</tbody>").expect("it ends");
    let (_, body) = table.split_once("<tbody>").expect("it has rows");
    let cells = |row: &str| {
        let cells = row.replace("</th>", "\u{1f}").replace("</td>", "\u{1f}");
        let mut text = String::new();
        let mut inside = false;
        for character in cells.chars() {
            match character {
                '<' => inside = true,
                '>' => inside = false,
                '\u{1f}' => text.push_str(" | "),
                _ if !inside => text.push(character),
                _ => {}
            }
        }
        text.trim().trim_end_matches(" |").to_owned()
    };
    body.split("</tr>")
        .map(cells)
        .filter(|row| !row.is_empty())
        .collect()
}

#[test]
fn areas_and_rules_are_counted() {
    let html = html(&garden());
    assert_eq!(
        table(&html, "area-table"),
        [
            "Agents/Garden | agents-garden | 5 | 3 | 2 | 60.0&nbsp;% | 7",
            "REST/Tree | rest-tree | 10 | 7 | 3 | 70.0&nbsp;% | 9",
        ]
    );
    let rules = table(&html, "rule-table");
    assert!(rules.len() > 3, "{rules:#?}");
    let sum = |column: usize| -> usize {
        let cell = |row: &String| row.split(" | ").nth(column)?.parse::<usize>().ok();
        rules.iter().map(|row| cell(row).expect("a number")).sum()
    };
    assert_eq!(sum(1) + sum(2) + sum(3), sum(4));
}

#[test]
fn a_value_without_a_type_makes_its_operations_untyped() {
    let mut api = garden();
    let tree = api.carriers.get_mut("Branch").expect("it is a carrier");
    let property = &mut tree.properties[0];
    property.ty = xtask::model::Type::Json;
    property.evidence.rule = xtask::model::Rule::Unknown;
    let html = html(&api);
    let areas = table(&html, "area-table");
    assert_eq!(
        areas[1],
        "REST/Tree | rest-tree | 10 | 6 | 4 | 60.0&nbsp;% | 9"
    );
    assert!(html.contains("<li><code>Branch.BranchId</code></li>"));
    // Trees hold branches.
    let row = html.split("[1,\"v1TreeEntity_GetTreeEntity\"").nth(1);
    let row = row
        .and_then(|row| row.split("]]").next())
        .unwrap_or_default();
    assert!(row.contains("[\"Branch.BranchId\","), "{row}");
}

#[test]
fn every_finding_of_lint_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let docs = fixture("d2").display().to_string();
    let run = |arguments: &[&str]| {
        let output = xtask(arguments, folder.path());
        String::from_utf8(output.stdout).expect("the output is text")
    };
    run(&["report", "--docs", &docs, "--out", "report.html"]);
    let html = std::fs::read_to_string(folder.path().join("report.html")).expect("it is there");
    let lint = run(&["lint", "--docs", &docs, "--format", "json"]);
    let lint: serde_json::Value = serde_json::from_str(&lint).expect("it is JSON");
    let expected = lint["findings"].as_array().expect("findings are listed");
    let (_, rows) = html
        .split_once("id=\"finding-rows\">")
        .expect("there are findings");
    let rows = rows.split("</script>").next().unwrap_or_default();
    let rows: Vec<Vec<String>> = serde_json::from_str(rows).expect("the rows are JSON");
    assert!(!rows.is_empty());
    for (row, expected) in rows.iter().zip(expected) {
        let (file, line) = row[0].rsplit_once(':').expect("file and line");
        let file = crate::support::workspace().join(file).display().to_string();
        assert_eq!(
            [&*file, line],
            [&expected["file"], &expected["line"]]
                .map(|value| value.to_string().trim_matches('"').to_owned())
        );
        for (cell, key) in row[1..].iter().zip(["rule", "message", "proposal"]) {
            assert_eq!(*cell, expected[key], "{key}");
        }
    }
    assert_eq!(rows.len(), expected.len());
    let counted = table(&html, "finding-rule-table");
    let counted = counted.iter().filter_map(|row| row.rsplit(" | ").next());
    let counted: usize = counted
        .map(|count| count.parse::<usize>().expect("a number"))
        .sum();
    assert_eq!(counted, rows.len());
}

#[test]
fn texts_of_pages_are_no_code() {
    let mut api = garden();
    let bad = "</script><script>alert('&\"')</script><!--";
    api.areas[0].name = bad.into();
    api.areas[0].operations[0].path = bad.into();
    api.areas[0].operations[0].uid = bad.into();
    let html = html(&api);
    assert!(!html.contains("<script>alert"), "a script was put in");
    assert!(!html.contains("<!--"), "a comment was put in");
    assert!(table(&html, "area-table")[0].contains("&lt;script&gt;alert("));
    let scripts = html.matches("</script>").count();
    assert_eq!(scripts, 4, "three with data and the page's own");
}

#[test]
fn the_page_asks_for_nothing() {
    let html = html(&garden());
    for word in [" src=", "url(", "@import", "fetch(", "http://", "<iframe"] {
        assert!(!html.contains(word), "{word}");
    }
    // Links lead to the official site, and nothing else does.
    for (at, _) in html.match_indices("https://") {
        assert!(html[at..].starts_with("https://docs.superoffice.com/"));
    }
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    assert!(html(&garden()) == html(&garden()));
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let docs = fixture("d2").display().to_string();
    let mut texts = Vec::new();
    for out in ["one.html", "folder/two.html"] {
        let output = xtask(&["report", "--docs", &docs, "--out", out], folder.path());
        assert!(output.status.success());
        let said = String::from_utf8(output.stdout).expect("the output is text");
        assert!(
            said.starts_with(&format!("{out}: 15 operations, ")),
            "{said}"
        );
        texts.push(std::fs::read(folder.path().join(out)).expect("it was written"));
    }
    assert_eq!(texts[0], texts[1]);
}

/// The section about changes, in a folder where the report is made of `docs`.
fn changes(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let arguments = [
        &["report", "--docs", "docs", "--out", "report.html"],
        arguments,
    ]
    .concat();
    let output = xtask(&arguments, folder);
    if !output.status.success() {
        return Err(String::from_utf8(output.stderr).expect("the output is text"));
    }
    let html = std::fs::read_to_string(folder.join("report.html")).expect("it was written");
    let (_, section) = html
        .split_once("<section id=\"changes\"")
        .expect("it is there");
    let (section, rest) = section.split_once("</section>").expect("it ends");
    let rows = rest.split_once("id=\"change-rows\">").map(|(_, rows)| rows);
    let rows = rows.and_then(|rows| rows.split("</script>").next());
    Ok(format!("{section}{}", rows.unwrap_or_default()))
}

#[test]
fn the_history_of_the_pages_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = folder.path();
    copy(&fixture("d2"), &folder.join("docs"));
    let tells = |arguments: &[&str], expected: &[&str]| {
        let section = changes(folder, arguments).expect("the pages are good");
        for text in expected {
            assert!(section.contains(text), "{text:?} stands not in {section}");
        }
    };
    let commit = |message: &str| {
        git(folder, &["add", "--all"]);
        git(folder, &["commit", "--quiet", "--message", message]);
    };
    tells(&[], &["The pages lie in no git repository"]);
    git(folder, &["init", "--quiet"]);
    tells(&[], &["No commit of the repository has the pages."]);
    commit("Pages");
    git(folder, &["tag", "first"]);
    tells(
        &[],
        &["The history of the repository begins with the pages"],
    );
    let error = changes(folder, &["--since", "never"]).expect_err("there is no such revision");
    assert!(error.contains("no revision `never`"), "{error}");

    let gone = "docs/rest/Tree/v1TreeEntity_GetNames.md";
    std::fs::remove_file(folder.join(gone)).expect("it is ours");
    commit("One page less");
    std::fs::write(folder.join("notes.txt"), "mine").expect("it is ours");
    commit("Something else");
    let removed = [
        ":docs</code> against <code>docs</code>",
        "1 breaking change, 0 additions, 0 changes of documentation",
        "<strong>major</strong>",
        "[\"v1TreeEntity_GetNames\",\"operation removed\",\"GET /api/v1/Tree/{id}/Names\",\"breaking: ",
    ];
    tells(&[], &removed);
    tells(&["--since", "first"], &removed);
    tells(&["--since", "HEAD"], &["Nothing has changed in the API."]);

    // What is wrong with pages of the past is compared all the same, where they can be read.
    let page = folder.join("docs/rest/Tree/v1TreeEntity_PutTreeEntity.md");
    let good = std::fs::read_to_string(&page).expect("it is there");
    let commit_page = |text: &str| {
        std::fs::write(&page, text).expect("it is ours");
        commit("A page");
    };
    let (request, response) = good.split_once("## Response").expect("it is there");
    let contradiction = response.replacen("| int32 |", "| bool |", 1);
    assert_ne!(response, contradiction);
    commit_page(&format!("{request}## Response{contradiction}"));
    assert!(changes(folder, &[]).is_err());
    commit_page(&good);
    tells(&[], &["Nothing has changed in the API."]);
    commit_page("Not a page.\n");
    commit_page(&good);
    tells(&[], &["There is nothing to compare with: some pages of "]);
}
