//! The forms of a [`Patch`]: what to change in an entity.

mod between;
pub(crate) mod document;
mod merge;
mod operations;

pub(crate) use self::document::Patch;
pub use self::merge::MergePatch;
pub use self::operations::JsonPatch;

/// What a [`Patch`] can be: [`JsonPatch`] or [`MergePatch`].
///
/// The trait cannot be implemented elsewhere.
pub trait Form: private::Form {}

impl<T: private::Form> Form for T {}

mod private {
    use crate::carrier::JsonText;

    /// How a patch is written.
    pub trait Form {
        fn json(&self) -> JsonText;
    }
}
