//! Enums of names, which other versions of the server may have more of.

use std::fmt;

use crate::carrier::number;

/// Makes an enum of wire names a [`Value`](crate::carrier::Value).
///
/// The enum has a variant per name and one with a `String`, for the names that
/// it does not list. A name can have the number that stands for it. The macro
/// implements `Clone`, `Debug`, `Default`, `Display`, `PartialEq`, `Eq`,
/// `Hash`, the conversions from and to strings, `Serialize`, `Deserialize`,
/// [`StringValue`](crate::carrier::StringValue), `Value` and [`Parameter`](crate::request::Parameter),
/// and the methods `as_str` and `members`.
///
/// ```
/// /// What a task is.
/// pub enum TaskType {
///     Unknown,
///     InDiary,
///     /// Any other member, by its wire name.
///     Other(String),
/// }
///
/// client::open_enum!(TaskType {
///     Unknown: "Unknown" = 0,
///     InDiary: "inDiary",
/// } else Other);
///
/// let types: Vec<TaskType> = client::decode(br#"["inDiary", 0, "New", 17]"#)?;
/// assert_eq!(
///     types,
///     [
///         TaskType::InDiary,
///         TaskType::Unknown,
///         TaskType::Other("New".to_owned()),
///         TaskType::Other("17".to_owned()),
///     ]
/// );
/// assert_eq!(client::encode(&types), br#"["inDiary","Unknown","New",17]"#);
/// assert_eq!(TaskType::from("inDiary").to_string(), "inDiary");
/// assert_eq!(TaskType::members(), [TaskType::Unknown, TaskType::InDiary]);
/// # Ok::<(), client::error::DecodeError>(())
/// ```
///
/// Names are compared exactly. A whole number, in JSON or as text, stands for
/// the first member with that number. One that stands for no member is kept as
/// text, and written as a JSON number again.
///
/// Values are equal if their wire names are. The default is the empty name.
#[macro_export]
macro_rules! open_enum {
    ($name:ident {
        $($variant:ident: $wire:literal $(= $value:literal)?),* $(,)?
    } else $other:ident) => {
        impl $name {
            /// The wire name.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::$other(other) => other,
                }
            }

            /// The members that this version lists, in their order.
            #[inline]
            #[must_use]
            pub fn members() -> &'static [Self] {
                const MEMBERS: &[$name] = &[$($name::$variant),*];
                MEMBERS
            }
        }

        impl $crate::carrier::StringValue for $name {
            #[inline]
            fn from_string(text: &str) -> Self {
                match $crate::__private::member_name(text, &[$(($wire, &[$($value)?])),*]) {
                    $($wire => Self::$variant,)*
                    other => Self::$other($crate::__private::String::from(other)),
                }
            }

            #[inline]
            fn as_str(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::__private::Default for $name {
            #[inline]
            fn default() -> Self {
                Self::$other($crate::__private::String::new())
            }
        }

        impl $crate::__private::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl $crate::__private::Hash for $name {
            #[inline]
            fn hash<H: $crate::__private::Hasher>(&self, hasher: &mut H) {
                self.as_str().hash(hasher);
            }
        }

        $crate::__symbol!($name, $crate::__private::same);
    };
}

/// What names and sets of names have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! __symbol {
    ($name:ident, $same:expr) => {
        impl $crate::__private::Value for $name {
            const TYPE: &'static $crate::__private::TypeOf<Self> =
                &$crate::__private::TypeOf::symbol($same);
        }

        impl $crate::__private::Clone for $name {
            #[inline]
            fn clone(&self) -> Self {
                $crate::carrier::StringValue::from_string(self.as_str())
            }
        }

        impl $crate::__private::Eq for $name {}

        impl $crate::__private::fmt::Debug for $name {
            #[inline]
            fn fmt(
                &self,
                formatter: &mut $crate::__private::fmt::Formatter<'_>,
            ) -> $crate::__private::fmt::Result {
                $crate::__private::debug_symbol(stringify!($name), self.as_str(), formatter)
            }
        }

        impl $crate::__private::fmt::Display for $name {
            #[inline]
            fn fmt(
                &self,
                formatter: &mut $crate::__private::fmt::Formatter<'_>,
            ) -> $crate::__private::fmt::Result {
                formatter.pad(self.as_str())
            }
        }

        impl $crate::__private::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::__private::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                $crate::carrier::StringValue::from_string(text)
            }
        }

        impl $crate::__private::From<$crate::__private::String> for $name {
            #[inline]
            fn from(text: $crate::__private::String) -> Self {
                $crate::carrier::StringValue::from_string(&text)
            }
        }

        impl $crate::__private::FromStr for $name {
            type Err = $crate::__private::Infallible;

            #[inline]
            fn from_str(text: &str) -> $crate::__private::Result<Self, Self::Err> {
                $crate::__private::Result::Ok($crate::carrier::StringValue::from_string(text))
            }
        }

        $crate::__filter_value!($name);

        impl $crate::request::Parameter for $name {
            #[inline]
            fn write(&self, values: &mut $crate::request::ParameterValues) {
                values.push(self.as_str());
            }
        }

        $crate::__serde!($name);
    };
}

/// The names of an enum, each with no value or one.
pub type Members = [(&'static str, &'static [i64])];

/// The name of the member that has the number `text`; any other string as it is.
pub fn member_name<'a>(text: &'a str, members: &'static Members) -> &'a str {
    let Some(number) = number(text) else {
        return text;
    };
    let member = members.iter().find(|(_, value)| *value == [number]);
    member.map_or(text, |(name, _)| name)
}

/// `Debug::fmt` of a name or a set of names.
pub fn debug_symbol(name: &str, text: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(formatter, "{name}({text:?})")
}
