//! The macros that turn declarations into [`Value`](crate::carrier::Value)s.

/// Makes a struct a carrier, by the names of its JSON properties.
///
/// The struct has an `Option` of a [`Value`](crate::carrier::Value) per property, and
/// last the field `additional_properties`. The macro implements `Clone`,
/// `Debug`, `Default`, `PartialEq`, `Serialize`, `Deserialize` and `Value`.
///
/// ```
/// /// A person or a company.
/// pub struct Customer {
///     pub customer_id: Option<i32>,
///     pub name: Option<String>,
///     pub parent: Option<Box<Customer>>,
///     pub additional_properties: client::carrier::AdditionalProperties,
/// }
///
/// client::carrier!(Customer {
///     customer_id: "CustomerId",
///     name: "Name",
///     parent: "Parent",
/// });
///
/// let customer: Customer = client::decode(br#"{"CustomerId": 5}"#)?;
/// assert_eq!(customer, Customer { customer_id: Some(5), ..Default::default() });
/// # Ok::<(), client::error::DecodeError>(())
/// ```
///
/// What is marked as `secret`, such as a password, is not shown by `Debug`:
///
/// ```
/// pub struct Login {
///     pub name: Option<String>,
///     pub password: Option<String>,
///     pub additional_properties: client::carrier::AdditionalProperties,
/// }
///
/// client::carrier!(Login { name: "Name", password: "Password" secret });
///
/// let login: Login = client::decode(br#"{"Name": "Ada", "Password": "hunter2"}"#)?;
/// assert_eq!(format!("{login:?}"), r#"Login { name: Some("Ada"), password: [redacted] }"#);
/// # Ok::<(), client::error::DecodeError>(())
/// ```
///
/// A field that is left out does not compile, nor does one whose type is not
/// an `Option` of a `Value`:
///
/// ```compile_fail
/// pub struct Customer {
///     pub customer_id: Option<u8>,
///     pub additional_properties: client::carrier::AdditionalProperties,
/// }
///
/// client::carrier!(Customer { customer_id: "CustomerId" });
/// ```
///
/// Fields are borrowed where they are, so the struct cannot be `packed` more tightly than they are
/// aligned:
///
/// ```compile_fail,E0080
/// #[repr(packed)]
/// pub struct Customer {
///     pub customer_id: Option<i32>,
///     pub additional_properties: client::carrier::AdditionalProperties,
/// }
///
/// client::carrier!(Customer { customer_id: "CustomerId" });
/// ```
///
/// The impls are `inline`, so that a crate with many carriers is quick to
/// build: only what a program uses is compiled, with the program.
#[macro_export]
macro_rules! carrier {
    ($carrier:ident { $($field:ident: $property:literal $($mark:ident)?),* $(,)? }) => {
        impl $crate::__private::Value for $carrier {
            const TYPE: &'static $crate::__private::TypeOf<Self> =
                $crate::__carrier_type!($carrier { $($field: $property $($mark)?),* });
        }

        impl $crate::__private::Default for $carrier {
            #[inline]
            fn default() -> Self {
                const EMPTY: $carrier = $carrier {
                    $($field: $crate::__private::None,)*
                    additional_properties: $crate::carrier::AdditionalProperties::new(),
                };
                EMPTY
            }
        }

        impl $crate::__private::Clone for $carrier {
            #[inline]
            fn clone(&self) -> Self {
                $crate::__private::clone(self)
            }
        }

        impl $crate::__private::PartialEq for $carrier {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal(self, other)
            }
        }

        impl $crate::__private::fmt::Debug for $carrier {
            #[inline]
            fn fmt(
                &self,
                formatter: &mut $crate::__private::fmt::Formatter<'_>,
            ) -> $crate::__private::fmt::Result {
                $crate::__private::debug(self, formatter)
            }
        }

        $crate::__serde!($carrier);
    };
}

/// Makes a type that implements [`StringValue`](crate::carrier::StringValue) and `Default` a
/// [`Value`](crate::carrier::Value): a JSON string.
///
/// The macro implements `Serialize`, `Deserialize`, `Value` and
/// [`Parameter`](crate::request::Parameter).
#[macro_export]
macro_rules! string_value {
    ($text:ident) => {
        impl $crate::__private::Value for $text {
            const TYPE: &'static $crate::__private::TypeOf<Self> =
                &$crate::__private::TypeOf::text();
        }

        impl $crate::request::Parameter for $text {
            fn write(&self, values: &mut $crate::request::ParameterValues) {
                values.push($crate::carrier::StringValue::as_str(self));
            }
        }

        $crate::__serde!($text);
    };
}

/// Lets serde code a [`Value`](crate::carrier::Value).
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($value:ident) => {
        impl $crate::__private::Serialize for $value {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::__private::Result<S::Ok, S::Error> {
                $crate::__private::serialize(self, serializer)
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $value {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}
