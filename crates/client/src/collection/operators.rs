//! How operators become methods of columns.

/// Defines operators that take no value.
macro_rules! without_value {
    ($($(#[$doc:meta])* $method:ident = $operator:literal;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $method(self) -> Filter {
            self.unary($operator)
        }
    )*};
}

/// Defines operators that take one value.
macro_rules! with_value {
    ($($(#[$doc:meta])* $method:ident = $operator:literal;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $method(self, value: impl Into<FilterValue>) -> Filter {
            self.term($operator, vec![value.into()], false)
        }
    )*};
}

/// Defines operators that take a list of values.
macro_rules! with_list {
    ($($(#[$doc:meta])* $method:ident = $operator:literal;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $method(self, values: impl IntoIterator<Item: Into<FilterValue>>) -> Filter {
            self.list($operator, values)
        }
    )*};
}

pub(super) use {with_list, with_value, without_value};
