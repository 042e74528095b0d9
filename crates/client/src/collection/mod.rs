//! Rows of archives: how they are asked for, and how they arrive page by page.

mod cell;
mod column;
mod column_data;
mod column_days;
mod field_names;
mod filter;
mod filter_value;
mod from_row;
mod link;
mod mode;
mod operators;
mod pages;
mod period;
mod properties;
mod read;
mod row;
mod rows;
mod rows_of;

pub use self::column::{Column, column};
pub use self::column_data::ColumnData;
pub use self::filter::Filter;
pub use self::filter_value::FilterValue;
pub use self::from_row::FromRow;
pub use self::mode::{Mode, Output};
#[cfg(feature = "names")]
pub(crate) use self::pages::Check;
pub use self::pages::{Page, Pages};
pub use self::period::Period;
pub(crate) use self::properties::find;
#[cfg(feature = "webhooks")]
pub(crate) use self::properties::take;
pub use self::row::Row;
#[cfg(feature = "names")]
pub(crate) use self::row::is_own;
pub(crate) use self::row::text;
pub use self::rows::Rows;
pub use self::rows_of::RowsOf;
pub(crate) use self::rows_of::columns_of;

#[cfg(feature = "webhooks")]
pub(crate) use self::row::{decode_cell, decode_cells, field_cell};
