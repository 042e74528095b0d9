//! Rows of archives: how they are asked for, and how they arrive page by page.

mod cell;
mod column;
mod column_data;
mod column_days;
mod filter;
mod filter_value;
mod link;
mod operators;
mod pages;
mod period;
mod read;
mod row;

pub use self::column::{Column, column};
pub use self::column_data::ColumnData;
pub use self::filter::Filter;
pub use self::filter_value::FilterValue;
pub use self::pages::{Page, Pages, Rows};
pub use self::period::Period;
pub use self::row::Row;
