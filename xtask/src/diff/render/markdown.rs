//! Markdown for a changelog or a pull request.

use std::fmt::Write;

use super::super::report::{Change, Class, Report};
use super::{LEFT_OUT, areas, classes, detail, left_out, names, operations, subject, summary};

pub(super) fn render(report: &Report) -> String {
    let mut out = String::new();
    write(&mut out, report).expect("writing to a string cannot fail");
    out
}

fn write(out: &mut String, report: &Report) -> std::fmt::Result {
    let Report { old, new, .. } = report;
    writeln!(out, "## API changes from {} to {}\n", code(old), code(new))?;
    writeln!(out, "Summary: {}.", summary(&report.summary))?;
    if !report.changes.is_empty() {
        let classes = classes(&report.summary);
        writeln!(
            out,
            "For users of the bindings: {classes}; version step **{}**.",
            report.step()
        )?;
    }
    for groups in areas(report) {
        writeln!(out, "\n### {}\n", groups[0][0].area)?;
        for changes in &groups {
            match changes[..] {
                [change] => line(out, change)?,
                _ => group(out, changes)?,
            }
        }
    }
    let groups = left_out(report);
    if !groups.is_empty() {
        writeln!(out, "\n### {LEFT_OUT}\n")?;
        for changes in &groups {
            group(out, changes)?;
        }
    }
    Ok(())
}

fn group(out: &mut String, changes: &[&Change]) -> std::fmt::Result {
    write!(out, "{}", says(changes))?;
    if let Some(names) = names(changes, code) {
        write!(out, ": {names}")?;
    } else if let Some(operations) = operations(changes[0]) {
        write!(out, ", in {operations}")?;
    }
    writeln!(out, " – {}", changes[0].why)
}

/// `* **breaking**: property `Tree.Height` retyped, `int32` → `string``
fn says(changes: &[&Change]) -> String {
    let (class, subject) = (changes[0].class, subject(changes, code));
    let mark = if class == Class::Breaking { "**" } else { "" };
    let detail = detail(changes[0], code).map(|detail| format!(", {detail}"));
    format!(
        "* {mark}{class}{mark}: {subject}{}",
        detail.unwrap_or_default()
    )
}

fn line(out: &mut String, change: &Change) -> std::fmt::Result {
    write!(out, "{}", says(&[change]))?;
    if let Some(operations) = operations(change) {
        write!(out, ", in {operations}")?;
    }
    write!(out, " – {}", change.why)?;
    let places = [&change.old, &change.new].into_iter().flatten();
    let places: Vec<_> = places.map(|place| code(&place.to_string())).collect();
    writeln!(out, " ({})", places.join(" → "))
}

/// As code, whatever the text holds.
fn code(text: &str) -> String {
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}
