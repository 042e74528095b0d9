//! What an operation does with what is kept.

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Read,
    Create,
    Replace,
    Patch,
    Delete,
    /// All rows.
    Rows,
    /// The rows of another kind, of those that refer to the entity.
    RowsOf(usize),
    /// An entity that is not kept yet.
    Default,
    ReadContent,
    WriteContent,
    /// As agents read: `null` if there is none.
    Find,
    /// As agents save: a new one if it has no number.
    Save,
    /// All entities, in an array.
    All,
    /// Those whose numbers are given, in an array.
    Some,
    /// Those that refer to an entity of another kind, in an array.
    AllOf(usize),
    /// An array of entities is saved.
    SaveAll,
    DeleteAll,
    /// The items of a list, as they are chosen from.
    Choices,
}
