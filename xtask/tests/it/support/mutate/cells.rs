//! Rows and cells of tables.

use super::{Draw, Kind, is_body_row, is_row};

pub(super) const KINDS: &[Kind] = &[
    ("row-removed", 6, |draw| {
        let row = draw.row()?;
        Some(draw.without_line(row))
    }),
    ("row-twice", 2, |draw| {
        let row = draw.row()?;
        Some(draw.with_lines(|lines| lines.insert(row, lines[row])))
    }),
    ("rows-swapped", 3, |draw| {
        let (a, b) = (draw.row()?, draw.row()?);
        Some(draw.with_lines(|lines| lines.swap(a, b)))
    }),
    ("row-of-another-page", 3, |draw| {
        let row = draw.row()?;
        let columns = cells(draw.line(row)).len();
        let other = draw.other;
        let rows = other.lines().enumerate();
        let rows: Vec<&str> = rows
            .filter(|(at, line)| is_body_row(other, *at) && cells(line).len() == columns)
            .map(|(_, line)| line)
            .collect();
        let new = draw.one(&rows)?;
        let replaces = draw.rng.bool();
        Some(draw.with_lines(|lines| {
            if replaces {
                lines[row] = new;
            } else {
                lines.insert(row, new);
            }
        }))
    }),
    ("cell-misspelt", 8, |draw| {
        let (row, cell) = draw.cell()?;
        let text = cells(draw.line(row))[cell].trim().to_owned();
        let new = draw.misspelt(&text)?;
        Some(draw.with_cell(row, cell, &new))
    }),
    ("cell-of-the-page", 5, |draw| {
        let (row, cell) = draw.cell()?;
        let rows = draw.rows();
        let from = draw.one(&rows)?;
        let new = cells(draw.line(from)).get(cell)?.trim().to_owned();
        Some(draw.with_cell(row, cell, &new))
    }),
    ("cell-of-another-column", 2, |draw| {
        let (row, cell) = draw.cell()?;
        let all = cells(draw.line(row)).len();
        let new = cells(draw.line(row))[draw.rng.usize(..all)]
            .trim()
            .to_owned();
        Some(draw.with_cell(row, cell, &new))
    }),
    ("cells-swapped", 2, |draw| {
        let row = draw.row()?;
        let mut all = cells(draw.line(row));
        let (a, b) = (draw.rng.usize(..all.len()), draw.rng.usize(..all.len()));
        all.swap(a, b);
        Some(draw.with_line(row, &format!("|{}|", all.join("|"))))
    }),
    ("cell-empty", 3, |draw| {
        let (row, cell) = draw.cell()?;
        Some(draw.with_cell(row, cell, ""))
    }),
    ("type-other", 8, |draw| {
        let row = draw.typed_row()?;
        let new = draw.one(&[
            "bool",
            "int32",
            "int64",
            "double",
            "string",
            "date-time",
            "date",
            "byte",
            "binary",
            "array",
            "object",
            "time-span",
            "any",
            "array of int32",
            "array of string",
            "object of string",
            "Associate",
            "Contact",
            "Priority",
            "Enum: A, B",
            "Integer",
            "String",
            "Boolean",
            "Array",
        ])?;
        Some(draw.with_cell(row, 1, new))
    }),
    ("type-wrapped", 2, |draw| {
        let row = draw.typed_row()?;
        let old = cells(draw.line(row))[1].trim().to_owned();
        let new = match old.split_once(" of ") {
            Some((_, element)) if draw.rng.bool() => element.to_owned(),
            _ if draw.rng.bool() => format!("array of {old}"),
            _ => format!("object of {old}"),
        };
        Some(draw.with_cell(row, 1, &new))
    }),
    ("status-other", 3, |draw| {
        let statuses = draw.lines_that(|line| {
            is_row(line) && cells(line)[0].trim().parse::<u16>().is_ok() && cells(line).len() == 2
        });
        let row = draw.one(&statuses)?;
        let new = draw.one(&[
            "200", "201", "202", "204", "206", "304", "400", "404", "412", "500", "20", "OK",
        ])?;
        Some(draw.with_cell(row, 0, new))
    }),
    ("status-more", 1, |draw| {
        let statuses = draw.lines_that(|line| line.starts_with("| 20") && cells(line).len() == 2);
        let row = draw.one(&statuses)?;
        let new = draw.one(&[
            "| 204 | No Content |",
            "| 304 | Not Modified |",
            "| 412 | Precondition Failed |",
        ])?;
        Some(draw.with_lines(|lines| lines.insert(row, new)))
    }),
    ("table-removed", 2, |draw| {
        let row = draw.row()?;
        Some(draw.with_lines(|lines| {
            let end = lines[row..].iter().take_while(|line| is_row(line)).count() + row;
            let start = row
                - lines[..row]
                    .iter()
                    .rev()
                    .take_while(|line| is_row(line))
                    .count();
            drop(lines.drain(start..end));
        }))
    }),
    ("head-misspelt", 3, |draw| {
        let heads = draw.lines_that(is_row);
        let text = draw.text;
        let heads: Vec<usize> = heads
            .into_iter()
            .filter(|at| !is_body_row(text, *at))
            .collect();
        let head = draw.one(&heads)?;
        let line = draw.line(head).to_owned();
        let new = draw.misspelt(&line)?;
        Some(draw.with_line(head, &new))
    }),
    ("pipe-gone", 2, |draw| {
        let row = draw.row()?;
        let line = draw.line(row).to_owned();
        let pipes: Vec<usize> = line.match_indices('|').map(|(at, _)| at).collect();
        let at = draw.one(&pipes)?;
        let new = format!("{}{}", &line[..at], &line[at + 1..]);
        Some(draw.with_line(row, &new))
    }),
];

/// The cells of a row.
fn cells(line: &str) -> Vec<&str> {
    let inner = line.strip_prefix('|').unwrap_or(line);
    inner
        .strip_suffix('|')
        .unwrap_or(inner)
        .split('|')
        .collect()
}

impl Draw<'_> {
    fn rows(&self) -> Vec<usize> {
        let text = self.text;
        let rows = self.lines_that(is_row).into_iter();
        rows.filter(|at| is_body_row(text, *at)).collect()
    }

    fn row(&mut self) -> Option<usize> {
        let rows = self.rows();
        self.one(&rows)
    }

    /// A row of a table with types.
    fn typed_row(&mut self) -> Option<usize> {
        let rows = self.rows();
        let rows: Vec<usize> = rows
            .into_iter()
            .filter(|row| cells(self.line(*row)).len() == 3)
            .collect();
        self.one(&rows)
    }

    /// A row, and which of its cells; the words of a description are chosen less often.
    fn cell(&mut self) -> Option<(usize, usize)> {
        let row = self.row()?;
        let count = cells(self.line(row)).len();
        let last = if self.rng.u8(..4) > 0 {
            count.max(2) - 1
        } else {
            count
        };
        Some((row, self.rng.usize(..last)))
    }

    fn with_cell(&self, row: usize, cell: usize, new: &str) -> String {
        let line = self.line(row);
        let mut cells = cells(line);
        let padded = format!(" {new} ");
        cells[cell] = &padded;
        self.with_line(row, &format!("|{}|", cells.join("|")))
    }
}
