//! How much rows tell.

/// How much each row of a collection tells: `$mode`.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The display values only.
    Slim,
    /// The documentation names this mode without describing it.
    Wide,
    /// Raw value, display value and hints of each column.
    Full,
}

/// How values read in [`Mode::Slim`]: `$output`.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// `true` and `false` for booleans.
    Logical,
    /// Icon hints for booleans.
    Display,
}
