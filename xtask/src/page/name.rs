//! What names are written with.

/// Whether a character would break a name out of its code span in documentation.
pub(crate) fn is_no_part_of_a_name(c: char) -> bool {
    c.is_control() || matches!(c, '`' | '"' | '\\')
}
