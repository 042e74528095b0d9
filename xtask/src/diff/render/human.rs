//! Short lines for a terminal.

use std::fmt::Write;

use super::super::report::{Change, Class, Report};
use super::{LEFT_OUT, areas, classes, detail, left_out, names, operations, subject, summary};

pub(super) fn render(report: &Report) -> String {
    let mut out = String::new();
    write(&mut out, report).expect("writing to a string cannot fail");
    out
}

fn write(out: &mut String, report: &Report) -> std::fmt::Result {
    for groups in areas(report) {
        writeln!(out, "{}", groups[0][0].area)?;
        for changes in &groups {
            match changes[..] {
                [change] => line(out, change)?,
                _ => group(out, changes)?,
            }
        }
        writeln!(out)?;
    }
    let groups = left_out(report);
    if !groups.is_empty() {
        writeln!(out, "{LEFT_OUT}")?;
        for changes in &groups {
            group(out, changes)?;
        }
        writeln!(out)?;
    }
    let Report { old, new, .. } = report;
    writeln!(out, "{old} → {new}")?;
    writeln!(out, "{}", summary(&report.summary))?;
    if !report.changes.is_empty() {
        writeln!(
            out,
            "{}; version: {}",
            classes(&report.summary),
            report.step()
        )?;
    }
    Ok(())
}

fn group(out: &mut String, changes: &[&Change]) -> std::fmt::Result {
    write!(out, "  {:13}  {}", changes[0].class, says(changes))?;
    match names(changes, str::to_owned) {
        Some(names) => writeln!(out, "\n                 {names}"),
        None => match operations(changes[0]) {
            Some(operations) => writeln!(out, " ({operations})"),
            None => writeln!(out),
        },
    }
}

/// One change in one line: `breaking: property Tree.Height retyped: int32 → string`.
pub(super) fn sentence(change: &Change) -> String {
    format!("{}: {}", change.class, says(&[change]))
}

/// `property Tree.Height retyped: int32 → string`
fn says(changes: &[&Change]) -> String {
    let subject = subject(changes, str::to_owned);
    match detail(changes[0], str::to_owned) {
        Some(detail) => format!("{subject}: {detail}"),
        None => subject,
    }
}

fn line(out: &mut String, change: &Change) -> std::fmt::Result {
    let Change { class, why, .. } = change;
    write!(out, "  {class:13}  {}", says(&[change]))?;
    if let Some(operations) = operations(change) {
        write!(out, " ({operations})")?;
    }
    writeln!(out)?;
    // The others break nothing, so nobody has to ask.
    if *class == Class::Breaking {
        writeln!(out, "                 {why}")?;
    }
    match (&change.old, &change.new) {
        (Some(old), Some(new)) => writeln!(out, "                 {old} → {new}"),
        (Some(place), None) | (None, Some(place)) => writeln!(out, "                 {place}"),
        (None, None) => Ok(()),
    }
}
