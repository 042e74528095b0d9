//! Types of values.

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Bool,
    Int32,
    Int64,
    Double,
    String,
    DateTime,
    Date,
    TimeSpan,
    /// Base64 in JSON.
    Bytes,
    /// Any JSON.
    Any,
    List(Box<Type>),
    Dictionary(Box<Type>),
    /// A carrier or an enum.
    Named(&'static str),
}

impl Type {
    pub(super) fn read(text: &'static str) -> Self {
        if let Some(element) = text.strip_prefix("[]") {
            return Self::List(Box::new(Self::read(element)));
        }
        if let Some(value) = text.strip_prefix("{}") {
            return Self::Dictionary(Box::new(Self::read(value)));
        }
        match text {
            "bool" => Self::Bool,
            "int32" => Self::Int32,
            "int64" => Self::Int64,
            "double" => Self::Double,
            "string" => Self::String,
            "date-time" => Self::DateTime,
            "date" => Self::Date,
            "time-span" => Self::TimeSpan,
            "byte" => Self::Bytes,
            "any" => Self::Any,
            name => Self::Named(name),
        }
    }

    /// The innermost type of lists and dictionaries.
    #[cfg(test)]
    pub(super) fn leaf(&self) -> &Self {
        match self {
            Self::List(inner) | Self::Dictionary(inner) => inner.leaf(),
            other => other,
        }
    }
}
