//! Types that keep their string.

/// What a struct around a `Cow<'static, str>` has in common with the others: `as_str`, `Default`,
/// which is the string given here, `Debug`, `Display`, `AsRef<str>`, and serde's traits.
macro_rules! string_type {
    ($(#[$default_docs:meta])* $name:ident, $default:literal) => {
        impl $name {
            /// The string, as it was written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        $(#[$default_docs])*
        impl Default for $name {
            fn default() -> Self {
                Self(std::borrow::Cow::Borrowed($default))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "{}({})", stringify!($name), self.0)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.pad(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        crate::__serde!($name);
    };
}

pub(super) use string_type;
