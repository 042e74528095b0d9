//! The page: its sections, in the order in which they are read.

use super::coverage::{AreaRow, OperationRow, areas, rules};
use super::html::{Column, data, number, numbers, share, table, text, words};
use std::collections::BTreeMap;

use super::{Contents, History};
use crate::console::count;
use crate::diagnostic::Diagnostic;
use crate::diff::{Change, Class, Report};
use crate::lint::RULES;
use crate::model::{Api, UntypedLeaf};

use serde_json::{Value, json};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The whole page.
pub fn page(contents: &Contents<'_>) -> String {
    let api = contents.api;
    let (area_rows, operations) = areas(api);
    let typed = area_rows.iter().map(|area| area.typed).sum();
    let findings = findings_section(&contents.findings);
    // The identifier of each, its title and what it holds.
    let sections = [
        ("operations", "Operations", operations_section()),
        ("coverage", "Coverage", coverage_section(&area_rows)),
        ("evidence", "How types were decided", evidence_section(api)),
        ("findings", "Defects of the documentation", findings),
        (
            "changes",
            "What changed last",
            changes_section(&contents.history),
        ),
    ];
    let area_data = area_rows
        .iter()
        .map(|area| json!([area.name, area.feature]))
        .collect();
    let rows = operations.iter().map(OperationRow::json).collect();
    let mut html = head();
    html.push_str("<header>\n<h1>SuperOffice WebAPI for Rust</h1>\n");
    html.push_str("<p>What is known of the API, and why.</p>\n");
    html.push_str(&tiles(api, operations.len(), typed));
    html.push_str("<nav aria-label=\"Sections\"><ul>\n");
    for (id, title, _) in &sections {
        html.push_str(&format!("<li><a href=\"#{id}\">{title}</a></li>\n"));
    }
    html.push_str("</ul></nav>\n</header>\n<main>\n");
    for (id, title, body) in &sections {
        html.push_str(&format!(
            "<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{title}</h2>\n{body}</section>\n"
        ));
    }
    html.push_str("</main>\n");
    html.push_str(&data("areas", &area_data));
    html.push_str(&data("rustdoc", &json!(contents.rustdoc)));
    html.push_str(&data("operation-rows", &rows));
    if !contents.findings.is_empty() {
        html.push_str(&data("finding-rows", &finding_rows(&contents.findings)));
    }
    match &contents.history {
        History::Changes(report) if !report.changes.is_empty() => {
            html.push_str(&data("change-rows", &change_rows(report)));
        }
        _ => {}
    }
    html.push_str(&format!("<script>\n{SCRIPT}</script>\n</body>\n</html>\n"));
    html
}

/// The policy lets nothing be fetched, whatever the texts of the documentation are.
fn head() -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <title>SuperOffice WebAPI for Rust</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
    )
}

fn tiles(api: &Api, operations: usize, typed: usize) -> String {
    let counts = api.counts();
    let tiles = [
        (number(operations), "operations"),
        (number(typed), "of them wholly typed"),
        (number(api.carriers.len()), "carriers"),
        (number(api.enums.len()), "enums"),
        (number(counts.properties), "properties"),
        (number(counts.untyped.len()), "values without a type"),
    ];
    let tile =
        |(number, word): (String, &str)| format!("<div><dt>{word}</dt><dd>{number}</dd></div>\n");
    format!("<dl class=\"tiles\">\n{}</dl>\n", tiles.map(tile).concat())
}

fn operations_section() -> String {
    let columns = [
        words("Operation"),
        words("Call"),
        words("Takes"),
        words("Gives"),
        numbers("Untyped"),
        words("In Rust"),
    ];
    let table = table("operation-table", "Operations", &columns, &[]);
    format!(
        "<form class=\"filter\" role=\"search\">\n\
         <p class=\"wide\"><label for=\"q\">Search</label>\n\
         <input id=\"q\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" placeholder=\"words, uid, path, function, feature, carrier or parameter\"></p>\n\
         <p><label for=\"style\">Style</label>\n\
         <select id=\"style\"><option value=\"\">all</option><option value=\"agents/\">Agents</option><option value=\"rest/\">REST</option></select></p>\n\
         <p><label for=\"typed\">Types</label>\n\
         <select id=\"typed\"><option value=\"\">all</option><option value=\"typed\">typed</option><option value=\"untyped\">untyped</option></select></p>\n\
         </form>\n\
         <p id=\"operation-count\" role=\"status\"></p>\n\
         <noscript><p>The list of operations needs JavaScript; the other tables do not.</p></noscript>\n\
         {table}\
         <p><button type=\"button\" class=\"more\" id=\"operation-more\" hidden>Show more</button></p>\n"
    )
}

fn coverage_section(rows: &[AreaRow]) -> String {
    let columns = [
        words("Area"),
        words("Feature"),
        numbers("Operations"),
        numbers("Typed"),
        numbers("Untyped"),
        numbers("Share typed"),
        numbers("Types needed"),
    ];
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let name = text(&row.name);
            vec![
                format!("<a href=\"#q=area:{name}\">{name}</a>"),
                format!("<code>{}</code>", text(&row.feature)),
                number(row.operations),
                number(row.typed),
                number(row.operations - row.typed),
                share(row.typed, row.operations),
                number(row.types),
            ]
        })
        .collect();
    format!(
        "<p>An operation is typed when every value that it takes and gives is, down to the last property.</p>\n{}",
        table("area-table", "Areas of the API", &columns, &rows)
    )
}

fn evidence_section(api: &Api) -> String {
    let columns = [
        words("Decided by"),
        numbers("Properties"),
        numbers("Arguments"),
        numbers("Bodies"),
        numbers("All"),
        numbers("Share"),
    ];
    let rules = rules(api);
    let all = rules.iter().map(|(_, rule)| rule.sum()).sum();
    let rows: Vec<_> = rules
        .iter()
        .map(|(word, rule)| {
            vec![
                text(word),
                number(rule.properties),
                number(rule.arguments),
                number(rule.bodies),
                number(rule.sum()),
                share(rule.sum(), all),
            ]
        })
        .collect();
    let untyped = api.counts().untyped;
    let leaf = |leaf: &UntypedLeaf| format!("<li><code>{}</code></li>\n", text(&leaf.to_string()));
    let leaves: String = untyped.iter().map(leaf).collect();
    let leaves = if untyped.is_empty() {
        "<p>Every value has a type.</p>\n".into()
    } else {
        format!("<ul class=\"leaves\">\n{leaves}</ul>\n")
    };
    format!(
        "<p><code>cargo xtask stats --evidence NAME</code> shows the places that decided one type.</p>\n\
         {}<h3>Values without a type</h3>\n{leaves}",
        table(
            "rule-table",
            "Rules, and how often each decided",
            &columns,
            &rows
        )
    )
}

fn findings_section(findings: &[Diagnostic]) -> String {
    if findings.is_empty() {
        return "<p>None: <code>cargo xtask lint</code> finds nothing.</p>\n".into();
    }
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *rules.entry(finding.code).or_default() += 1;
    }
    let summary = |code: &str| Some(RULES.iter().find(|rule| rule.id == code)?.summary);
    let rows: Vec<_> = rules
        .iter()
        .map(|(code, count)| {
            vec![
                format!("<code>{}</code>", text(code)),
                text(summary(code).unwrap_or_default()),
                number(*count),
            ]
        })
        .collect();
    let rules = [words("Rule"), words("What is wrong"), numbers("Findings")];
    let columns = [
        words("Where"),
        words("Rule"),
        words("What"),
        words("What to do"),
    ];
    format!(
        "<p><code>cargo xtask lint</code> shows each with the lines of the page.</p>\n{}{}",
        table("finding-rule-table", "Findings by rule", &rules, &rows),
        listing("finding", "Findings", "findings", &columns)
    )
}

fn finding_rows(findings: &[Diagnostic]) -> Value {
    let row = |finding: &Diagnostic| {
        let place = finding.labels.first();
        let place = place.map(|label| format!("{}:{}", label.shown_path(), label.line));
        json!([
            place.unwrap_or_default(),
            finding.code,
            finding.message,
            finding.help.as_deref().unwrap_or_default(),
        ])
    };
    findings.iter().map(row).collect()
}

fn changes_section(history: &History) -> String {
    let report = match history {
        History::None(reason) => return format!("<p>{}</p>\n", text(reason)),
        History::Changes(report) => report,
    };
    let compared = format!(
        "<p><code>{}</code> against <code>{}</code>.</p>\n",
        text(&report.old),
        text(&report.new)
    );
    if report.changes.is_empty() {
        return format!("{compared}<p>Nothing has changed in the API.</p>\n");
    }
    let summary = &report.summary;
    let columns = [
        words("Name"),
        words("What"),
        words("Before and after"),
        words("For programs"),
        words("Where"),
    ];
    format!(
        "{compared}<p>{}, {}, {}. The step of the version that follows: <strong>{}</strong>.</p>\n{}",
        count(summary.breaking, "breaking change"),
        count(summary.additions, "addition"),
        count(summary.documentation, "change") + " of documentation",
        report.step(),
        listing("change", "Changes", "changes", &columns)
    )
}

fn change_rows(report: &Report) -> Value {
    let row = |change: &Change| {
        let place = change.new.as_ref().or(change.old.as_ref());
        json!([
            change.name,
            format!("{} {}", change.item, change.kind),
            values(change),
            match change.class {
                Class::Documentation => change.class.to_string(),
                _ => format!("{}: {}", change.class, change.why),
            },
            place.map(ToString::to_string).unwrap_or_default(),
        ])
    };
    report.changes.iter().map(row).collect()
}

/// What the pages say of it: `int32 → string`, or one of the two.
fn values(change: &Change) -> String {
    let values = [&change.before, &change.after].into_iter().flatten();
    values.map(String::as_str).collect::<Vec<_>>().join(" → ")
}

/// A table whose rows the script makes, with a search of its own.
fn listing(id: &str, caption: &str, plural: &str, columns: &[Column]) -> String {
    format!(
        "<form class=\"filter\" role=\"search\">\n\
         <p class=\"wide\"><label for=\"{id}-q\">Search {plural}</label>\n\
         <input id=\"{id}-q\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\"></p>\n\
         </form>\n\
         <p id=\"{id}-count\" role=\"status\" data-plural=\"{plural}\"></p>\n\
         <noscript><p>This list needs JavaScript.</p></noscript>\n\
         {}\
         <p><button type=\"button\" class=\"more\" id=\"{id}-more\" hidden>Show more</button></p>\n",
        table(&format!("{id}-table"), caption, columns, &[])
    )
}
