//! Rows of archives: how they are asked for, and how they arrive page by page.

mod filter;
mod link;
mod pages;
mod row;

pub use self::filter::{Column, Filter, FilterValue, column};
pub use self::pages::{Page, Pages, Rows};
pub use self::row::Row;
