//! Values of carriers as programs write them.

use super::{Base64, Dictionary, Value};
use crate::body::Upload;

/// Makes a carrier of the properties that are named; all others are `None`.
///
/// ```
/// use client::time::DateTime;
/// use client::object;
///
/// # struct Person { person_id: Option<i32>, firstname: Option<String>, emails: Option<Vec<Email>>, employer: Option<Contact>, additional_properties: client::carrier::AdditionalProperties }
/// # client::carrier!(Person { person_id: "PersonId", firstname: "Firstname", emails: "Emails", employer: "Employer" });
/// # struct Email { value: Option<String>, additional_properties: client::carrier::AdditionalProperties }
/// # client::carrier!(Email { value: "Value" });
/// # struct Contact { contact_id: Option<i32>, name: Option<String>, additional_properties: client::carrier::AdditionalProperties }
/// # client::carrier!(Contact { contact_id: "ContactId", name: "Name" });
/// let person = object!(Person {
///     firstname: "Ida",
///     employer: Contact { contact_id: 17 },
///     emails: [Email { value: "ida@example.com" }],
/// });
/// assert_eq!(person.firstname.as_deref(), Some("Ida"));
/// assert_eq!(person.person_id, None);
///
/// // Like a struct literal, it can be based on another value, and take variables of the same name.
/// let person_id = Some(5);
/// let saved = object!(Person { person_id, firstname: None, ..person });
/// assert_eq!(saved.emails.unwrap()[0].value.as_deref(), Some("ida@example.com"));
/// ```
///
/// It expands to a struct literal, so the compiler knows all names and types. What a property takes
/// besides its own type, [`IntoProperty`] says: most of all strings as `&str`, arrays for lists,
/// and values with or without `Some`. Carriers within it are written the same way; where they stand
/// elsewhere, as in the arms of a `match`, they need an `object!` of their own.
///
/// ```compile_fail,E0560
/// # struct Contact { name: Option<String>, additional_properties: client::carrier::AdditionalProperties }
/// # client::carrier!(Contact { name: "Name" });
/// client::object!(Contact { nmae: "Ida Ltd" });
/// ```
///
/// ```compile_fail,E0277
/// # struct Contact { name: Option<String>, additional_properties: client::carrier::AdditionalProperties }
/// # client::carrier!(Contact { name: "Name" });
/// client::object!(Contact { name: 17 });
/// ```
#[macro_export]
macro_rules! object {
    // What is left of the fields, after those that are written already.
    (@ [$($carrier:tt)+] [$($done:tt)*]) => {
        $($carrier)+ { $($done)* ..$crate::__private::Default::default() }
    };
    (@ [$($carrier:tt)+] [$($done:tt)*] ..$base:expr) => {
        $($carrier)+ { $($done)* ..$base }
    };
    (@ [$($carrier:tt)+] [$($done:tt)*] $field:ident: None $(, $($rest:tt)*)?) => {
        $crate::object!(@ [$($carrier)+] [$($done)* $field: $crate::__private::None,] $($($rest)*)?)
    };
    (@ [$($carrier:tt)+] [$($done:tt)*] $field:ident: $($inner:ident)::+ { $($fields:tt)* } $(, $($rest:tt)*)?) => {
        $crate::object!(@ [$($carrier)+] [$($done)* $field: $crate::carrier::IntoProperty::into_property(
            $crate::object!($($inner)::+ { $($fields)* })
        ),] $($($rest)*)?)
    };
    (@ [$($carrier:tt)+] [$($done:tt)*] $field:ident: [$($($inner:ident)::+ { $($fields:tt)* }),+ $(,)?] $(, $($rest:tt)*)?) => {
        $crate::object!(@ [$($carrier)+] [$($done)* $field: $crate::carrier::IntoProperty::into_property(
            [$($crate::object!($($inner)::+ { $($fields)* })),+]
        ),] $($($rest)*)?)
    };
    (@ [$($carrier:tt)+] [$($done:tt)*] $field:ident: $value:expr $(, $($rest:tt)*)?) => {
        $crate::object!(@ [$($carrier)+] [$($done)* $field: $crate::carrier::IntoProperty::into_property($value),] $($($rest)*)?)
    };
    (@ [$($carrier:tt)+] [$($done:tt)*] $field:ident $(, $($rest:tt)*)?) => {
        $crate::object!(@ [$($carrier)+] [$($done)* $field: $crate::carrier::IntoProperty::into_property($field),] $($($rest)*)?)
    };
    ($($carrier:ident)::+ { $($fields:tt)* }) => {
        $crate::object!(@ [$($carrier)::+] [] $($fields)*)
    };
}

/// What [`object!`](crate::object!) takes for a property whose field has the type `Field`.
///
/// * For any field its own value, with or without `Some`.
/// * For a string `&str`, for a list an array, a slice or a list of `&str`.
/// * For a dictionary an array of names and values.
/// * For an `i64` or an `f64` an `i32` too, so that numbers need no suffix.
/// * For bytes a `Vec<u8>` or an [`Upload`].
///
/// Strings are not read as times, since that can fail: `"2026-06-02T10:00:00".parse()?` is a
/// [`DateTime`](crate::time::DateTime).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of a property of the type `{Field}`",
    label = "the property is an `{Field}`",
    note = "a string is no time and no member of an enum: parse it, or write the member"
)]
pub trait IntoProperty<Field> {
    /// The value of the field.
    fn into_property(self) -> Field;
}

impl<T: Value> IntoProperty<Option<T>> for T {
    #[inline]
    fn into_property(self) -> Option<T> {
        Some(self)
    }
}

impl<T: Value> IntoProperty<Option<T>> for Option<T> {
    #[inline]
    fn into_property(self) -> Option<T> {
        self
    }
}

/// A carrier that leads back to itself is in a box.
impl<T: Value> IntoProperty<Option<Box<T>>> for T {
    #[inline]
    fn into_property(self) -> Option<Box<T>> {
        Some(Box::new(self))
    }
}

impl IntoProperty<Option<String>> for Option<&str> {
    #[inline]
    fn into_property(self) -> Option<String> {
        self.map(str::to_owned)
    }
}

macro_rules! converted {
    ($($given:ty => $value:ty),+) => {$(
        impl IntoProperty<Option<$value>> for $given {
            #[inline]
            fn into_property(self) -> Option<$value> {
                Some(self.into())
            }
        }
    )+};
}

converted!(&str => String, &String => String, i32 => i64, i32 => f64);
converted!(Vec<u8> => Base64, Upload => Base64);

impl<T: Value, const N: usize> IntoProperty<Option<Vec<T>>> for [T; N] {
    #[inline]
    fn into_property(self) -> Option<Vec<T>> {
        Some(self.into())
    }
}

impl<T: Value + Clone> IntoProperty<Option<Vec<T>>> for &[T] {
    #[inline]
    fn into_property(self) -> Option<Vec<T>> {
        Some(self.to_vec())
    }
}

impl<const N: usize> IntoProperty<Option<Vec<String>>> for [&str; N] {
    #[inline]
    fn into_property(self) -> Option<Vec<String>> {
        self.as_slice().into_property()
    }
}

impl IntoProperty<Option<Vec<String>>> for &[&str] {
    #[inline]
    fn into_property(self) -> Option<Vec<String>> {
        Some(crate::request::strings(self))
    }
}

impl IntoProperty<Option<Vec<String>>> for Vec<&str> {
    #[inline]
    fn into_property(self) -> Option<Vec<String>> {
        self.as_slice().into_property()
    }
}

impl<Name, V, T, const N: usize> IntoProperty<Option<Dictionary<T>>> for [(Name, V); N]
where
    Name: Into<String>,
    V: IntoProperty<Option<T>>,
{
    #[inline]
    fn into_property(self) -> Option<Dictionary<T>> {
        let pairs = self.into_iter();
        Some(
            pairs
                .map(|(name, value)| (name.into(), value.into_property()))
                .collect(),
        )
    }
}
