//! Pages as they are in the responses.

use serde_json::{Map, Value as Json};

use super::properties::{find, take};
use crate::carrier::decode;
use crate::error::DecodeError;

/// A row as it is in a response.
pub(super) type Columns = Map<String, Json>;

/// What a page of rows calls the link to the next one.
const NEXT_LINK: [&str; 2] = ["odata.nextLink", "@odata.nextLink"];
const VALUE: &str = "value";
/// What the description of a column calls it.
const NAME: &str = "Name";

/// The rows and the link to the next page in the body of a response.
///
/// The description of an archive, which goes by `$metadata`, is an object of columns: each of them
/// is a row.
pub(super) fn read(body: &[u8]) -> Result<(Vec<Columns>, Option<String>), DecodeError> {
    let Json::Object(mut page) = decode(body)? else {
        return Err(DecodeError::mismatch(".", "an object"));
    };
    let link = match take(&mut page, &NEXT_LINK) {
        None | Some(Json::Null) => None,
        Some(Json::String(link)) if link.trim().is_empty() => None,
        Some(Json::String(link)) => Some(link),
        Some(_) => return Err(DecodeError::mismatch(NEXT_LINK[0], "a string")),
    };
    let rows = match take(&mut page, &[VALUE]) {
        Some(Json::Null) => Vec::new(),
        Some(Json::Array(rows)) => rows,
        Some(_) => return Err(DecodeError::mismatch(VALUE, "an array")),
        None => return Ok((described(page)?, link)),
    };
    let rows = rows.into_iter().enumerate().map(|(index, row)| match row {
        Json::Object(properties) => Ok(properties),
        _ => Err(DecodeError::mismatch(
            &format!("value[{index}]"),
            "an object",
        )),
    });
    Ok((rows.collect::<Result<_, _>>()?, link))
}

/// The columns that a description of an archive has; none in an object without anything.
fn described(page: Map<String, Json>) -> Result<Vec<Columns>, DecodeError> {
    let entries = page.into_iter();
    let entries = entries.filter(|(name, _)| !name.trim_start_matches('@').starts_with("odata."));
    let columns = entries.map(|(name, description)| match description {
        Json::Object(mut column) => {
            if find(&column, NAME).is_none_or(Json::is_null) {
                column.insert(NAME.to_owned(), name.into());
            }
            Ok(column)
        }
        _ => Err(DecodeError::mismatch(VALUE, "an array")),
    });
    columns.collect()
}
