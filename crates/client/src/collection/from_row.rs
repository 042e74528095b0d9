//! Types that rows are read as.

use serde::de::DeserializeOwned;

use super::field_names::field_names;
use super::row::Row;
use crate::error::Error;

/// A type that a row of a collection can be read as.
///
/// Structs that derive serde's `Deserialize` are such types: a field for each column, with the name
/// of the column, which `#[serde(rename = "…")]` sets. Where the whole struct is made from
/// something else, as by `#[serde(flatten)]`, its fields are not known.
///
/// Without serde, a type says itself how it is made:
///
/// ```
/// use client::collection::{FromRow, Row};
/// use client::Error;
///
/// struct Company {
///     id: i32,
///     department: Option<String>,
/// }
///
/// impl FromRow for Company {
///     fn columns() -> Option<&'static [&'static str]> {
///         Some(&["contactId", "department"])
///     }
///
///     fn from_row(row: Row) -> Result<Self, Error> {
///         Ok(Self {
///             id: row.required("contactId")?,
///             department: row.value("department")?,
///         })
///     }
/// }
/// ```
pub trait FromRow: Sized {
    /// The columns that it is made of; `None` if it does not know them before there is a row.
    fn columns() -> Option<&'static [&'static str]>;

    /// Reads a row.
    ///
    /// # Errors
    ///
    /// If a column is missing or has another type.
    fn from_row(row: Row) -> Result<Self, Error>;
}

/// The fields of the struct, also those of `#[serde(alias = "…")]`, and [`Row::deserialize`].
impl<T: DeserializeOwned> FromRow for T {
    fn columns() -> Option<&'static [&'static str]> {
        field_names::<T>()
    }

    fn from_row(row: Row) -> Result<Self, Error> {
        row.deserialize()
    }
}

/// The row as it is.
impl FromRow for Row {
    fn columns() -> Option<&'static [&'static str]> {
        None
    }

    fn from_row(row: Row) -> Result<Self, Error> {
        Ok(row)
    }
}
