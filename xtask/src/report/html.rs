//! Pieces of HTML; every text that goes into them is escaped here.

use pulldown_cmark_escape::escape_html;
use serde_json::Value;

use crate::visible::visible;

/// A text as the content of an element or an attribute in double quotes.
pub(super) fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = escape_html(&mut escaped, &visible(text));
    escaped
}

/// Data for the page's script, as an element that the script reads.
pub(super) fn data(id: &str, data: &Value) -> String {
    // No `</script>` and no `<!--` may stand there; in JSON `<` stands in strings alone.
    let json = shown(data).to_string().replace('<', "\\u003c");
    format!("<script type=\"application/json\" id=\"{id}\">{json}</script>\n")
}

/// The data with its texts as they can be shown.
fn shown(data: &Value) -> Value {
    match data {
        Value::String(text) => visible(text).into(),
        Value::Array(values) => values.iter().map(shown).collect(),
        Value::Object(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(key, value)| (visible(key).into_owned(), shown(value)));
            Value::Object(entries.collect())
        }
        other => other.clone(),
    }
}

/// A column of a table.
#[derive(Clone, Copy)]
pub(super) struct Column {
    pub(super) name: &'static str,
    /// Numbers stand on the right, and the largest comes first.
    pub(super) is_number: bool,
}

/// A column of texts.
pub(super) const fn words(name: &'static str) -> Column {
    Column {
        name,
        is_number: false,
    }
}

/// A column of numbers.
pub(super) const fn numbers(name: &'static str) -> Column {
    Column {
        name,
        is_number: true,
    }
}

/// A table that can be sorted by each column. Cells are HTML; the first of a row names it.
/// A table without rows gets them from the script.
pub(super) fn table(id: &str, caption: &str, columns: &[Column], rows: &[Vec<String>]) -> String {
    let class = |column: &Column| {
        if column.is_number {
            " class=\"number\""
        } else {
            ""
        }
    };
    let kind = if rows.is_empty() {
        "scroll listing"
    } else {
        "scroll"
    };
    let mut html = format!(
        "<div class=\"{kind}\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}-caption\">\n\
         <table id=\"{id}\"><caption id=\"{id}-caption\">{}</caption>\n<thead><tr>",
        text(caption)
    );
    for column in columns {
        html.push_str(&format!(
            "<th scope=\"col\"{}><button type=\"button\">{}</button></th>",
            class(column),
            text(column.name)
        ));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        html.push_str("<tr>");
        for (index, (cell, column)) in row.iter().zip(columns).enumerate() {
            let class = class(column);
            html.push_str(&match index {
                0 => format!("<th scope=\"row\"{class}>{cell}</th>"),
                _ => format!("<td{class}>{cell}</td>"),
            });
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n</div>\n");
    html
}

/// A number with a comma after each three digits.
pub(super) fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A share as a bar and in percent.
pub(super) fn share(part: usize, whole: usize) -> String {
    let percent = match whole {
        0 => 100.0,
        _ => part as f64 * 100.0 / whole as f64,
    };
    // What is not whole is not rounded up to it.
    let percent = if part < whole {
        percent.min(99.9)
    } else {
        percent
    };
    format!(
        "<span class=\"share\"><span class=\"bar\" aria-hidden=\"true\"><span style=\"width:{percent:.1}%\"></span></span>{percent:.1}&nbsp;%</span>"
    )
}
