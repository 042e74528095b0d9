//! JSON Patch, which the API takes from some operations.

/// Whether these are the properties of one step of a patch.
pub fn is_patch_step<'n>(names: impl IntoIterator<Item = &'n str>) -> bool {
    names.into_iter().eq(["op", "path", "value"])
}
