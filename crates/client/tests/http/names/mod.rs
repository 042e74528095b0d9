//! Things by their names, which are asked for once.

mod archive_columns;
mod custom_fields;
mod kept;
mod lists;
