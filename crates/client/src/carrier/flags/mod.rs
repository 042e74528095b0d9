//! Sets of names that the API writes as one string.

mod set;

pub use self::set::FlagSet;

/// Makes a struct around a [`FlagSet`] a set of named flags.
///
/// Every flag becomes a constant of the struct: a set of one. A flag can have
/// the number that stands for it, which may be several bits. The macro
/// implements `Clone`, `Debug`, `Default`, `Display`, `PartialEq`, `Eq`,
/// `Hash`, the conversions from text and from numbers, the operators `|`, `&`
/// and `-`, `Serialize`, `Deserialize`, [`StringValue`](crate::carrier::StringValue),
/// [`Value`](crate::carrier::Value) and [`Parameter`](crate::request::Parameter), and the
/// methods of this example:
///
/// ```
/// /// What may be done to a table.
/// pub struct TableRight(client::carrier::FlagSet);
///
/// client::flags!(TableRight {
///     NONE: "None" = 0,
///     SELECT: "Select" = 1,
///     UPDATE: "Update" = 2,
///     FULL: "FULL" = 3,
///     OWN: "Own",
/// });
///
/// let full = TableRight::SELECT | TableRight::UPDATE;
/// assert_eq!(full, TableRight::FULL);
/// assert_eq!(full.as_str(), "Select, Update");
/// assert_eq!(full.bits(), Some(3));
/// assert!(full.contains(&TableRight::UPDATE));
/// assert_eq!(full.without(&TableRight::UPDATE), TableRight::SELECT);
/// assert!(TableRight::default().is_empty());
/// assert_eq!(TableRight::members().len(), 5);
///
/// // What is read and not changed is written as it was.
/// let rights: Vec<TableRight> = client::decode(br#"["FULL", 3, "Select, New"]"#)?;
/// assert_eq!(client::encode(&rights), br#"["FULL",3,"Select, New"]"#);
/// assert_eq!(rights[0], rights[1]);
/// assert!(rights[2].iter().eq([TableRight::SELECT, "New".into()]));
/// # Ok::<(), client::error::DecodeError>(())
/// ```
///
/// Sets with the same flags are equal, whatever their strings and the order are.
/// A flag without a number, and a name that is not listed, is a flag of its
/// own: it equals nothing but the same name, and `bits` is `None` for a set
/// that has one. The default is the empty set.
///
/// The text of a set that was not read is canonical: the names of its bits in
/// the declared order, those of one bit first; a name of several bits is only
/// used for bits that no other name has. Without a name for a bit the text is
/// the number of the set, as for the empty set without a name for 0. A string
/// that is a number is a number in JSON.
#[macro_export]
macro_rules! flags {
    ($name:ident {
        $($(#[$attribute:meta])* $flag:ident: $wire:literal $(= $value:literal)?),* $(,)?
    }) => {
        impl $name {
            $(
                #[doc = concat!("`", $wire, "`", $(" = ", $value,)? "\n\n")]
                $(#[$attribute])*
                pub const $flag: Self =
                    Self($crate::carrier::FlagSet::member($wire, &[$($value)?]));
            )*

            const __MEMBERS: &'static $crate::__private::Members =
                &[$(($wire, &[$($value)?])),*];

            /// The flags that this version lists, in their order.
            #[inline]
            #[must_use]
            pub fn members() -> &'static [Self] {
                const MEMBERS: &[$name] = &[$($name::$flag),*];
                MEMBERS
            }

            /// The text that the set was read from, or the canonical one.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// The set as a number, if all of its flags have one.
            #[inline]
            #[must_use]
            pub fn bits(&self) -> $crate::__private::Option<i64> {
                self.0.bits()
            }

            /// Whether no flag is in the set.
            #[inline]
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }

            /// Whether all flags of `other` are in the set.
            #[inline]
            #[must_use]
            pub fn contains(&self, other: &Self) -> bool {
                self.0.contains(&other.0, Self::__MEMBERS)
            }

            /// The flags that are not in `other`.
            #[inline]
            #[must_use]
            pub fn without(&self, other: &Self) -> Self {
                Self(self.0.difference(&other.0, Self::__MEMBERS))
            }

            /// The flags of the set one by one, as the canonical text has them.
            #[inline]
            pub fn iter(&self) -> impl $crate::__private::Iterator<Item = Self> + use<> {
                let flags = self.0.parts(Self::__MEMBERS);
                $crate::__private::Iterator::map(
                    $crate::__private::IntoIterator::into_iter(flags),
                    Self,
                )
            }
        }

        impl $crate::carrier::StringValue for $name {
            #[inline]
            fn from_string(text: &str) -> Self {
                Self($crate::carrier::FlagSet::parse(text, Self::__MEMBERS))
            }

            #[inline]
            fn as_str(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::__private::Default for $name {
            #[inline]
            fn default() -> Self {
                $crate::__private::From::from(0)
            }
        }

        impl $crate::__private::PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.0.same(&other.0, Self::__MEMBERS)
            }
        }

        impl $crate::__private::Hash for $name {
            #[inline]
            fn hash<H: $crate::__private::Hasher>(&self, hasher: &mut H) {
                self.0.hash_into(hasher);
            }
        }

        impl $crate::__private::From<i64> for $name {
            #[inline]
            fn from(bits: i64) -> Self {
                Self($crate::carrier::FlagSet::from_bits(bits, Self::__MEMBERS))
            }
        }

        impl $crate::__private::BitOr for $name {
            type Output = Self;

            #[inline]
            fn bitor(self, other: Self) -> Self {
                Self(self.0.union(&other.0, Self::__MEMBERS))
            }
        }

        impl $crate::__private::BitOrAssign for $name {
            #[inline]
            fn bitor_assign(&mut self, other: Self) {
                self.0 = self.0.union(&other.0, Self::__MEMBERS);
            }
        }

        impl $crate::__private::BitAnd for $name {
            type Output = Self;

            #[inline]
            fn bitand(self, other: Self) -> Self {
                Self(self.0.intersection(&other.0, Self::__MEMBERS))
            }
        }

        impl $crate::__private::Sub for $name {
            type Output = Self;

            #[inline]
            fn sub(self, other: Self) -> Self {
                self.without(&other)
            }
        }

        impl $crate::__private::SubAssign for $name {
            #[inline]
            fn sub_assign(&mut self, other: Self) {
                *self = self.without(&other);
            }
        }

        $crate::__symbol!($name, |left, right| {
            $crate::carrier::FlagSet::same_text(left, right, $name::__MEMBERS)
        });
    };
}
