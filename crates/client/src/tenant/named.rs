//! Names that the service writes as words or as numbers.

/// An enum of names with the number that the service may write instead, and of any other string.
macro_rules! named {
    (
        $(#[$docs:meta])*
        $name:ident {
            $($(#[$variant_docs:meta])* $variant:ident = $number:literal,)*
        } else {
            $(#[$other_docs:meta])* $other:ident
        }
    ) => {
        $(#[$docs])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_docs])* $variant,)*
            $(#[$other_docs])*
            $other(String),
        }

        impl $name {
            /// The name.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => stringify!($variant),)*
                    Self::$other(name) => name,
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(&$crate::one_line::one_line(self.as_str()))
            }
        }

        /// Reads the name, in capitals or not, or its number.
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                $(
                    if text == stringify!($number) || text.eq_ignore_ascii_case(stringify!($variant)) {
                        return Self::$variant;
                    }
                )*
                Self::$other(text.to_owned())
            }
        }
    };
}

pub(crate) use named;
