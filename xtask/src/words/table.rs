//! Tables of names and what they say, each in a file of its own.

/// The lines of a table: `Agent.EMail.Send = Sends emails.`
pub(super) fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter_map(|line| line.split_once(" = "))
}
