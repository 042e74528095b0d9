//! Whether a type implements `Drop` itself.

use std::marker::PhantomData;

/// Tells whether a type implements `Drop` itself: then it has an `IS_THERE` of its own, which comes
/// before that of [`NoDrop`].
pub struct DropOf<T>(PhantomData<T>);

#[expect(
    drop_bounds,
    reason = "whether the type itself implements it is the question"
)]
impl<T: Drop> DropOf<T> {
    /// It does.
    pub const IS_THERE: bool = true;
}

/// What [`DropOf`] says of all other types.
pub trait NoDrop {
    /// It does not.
    const IS_THERE: bool = false;
}

impl<T> NoDrop for DropOf<T> {}
