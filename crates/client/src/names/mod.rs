//! Things by their names, which the service is asked for once.

mod archive_columns;
mod cache;
mod checked;
mod custom_field_layout;
mod mdo_list;
mod named;

pub use self::archive_columns::{ArchiveColumn, ArchiveColumns};
pub use self::cache::{Cache, Snapshot};
pub use self::custom_field_layout::{CustomFieldInfo, CustomFieldLayout};
pub use self::mdo_list::{MdoList, MdoLists};
