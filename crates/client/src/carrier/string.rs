//! Values that are text in JSON.

/// A string with a meaning, such as a date or one of a set of names.
///
/// With [`string_value!`](crate::string_value!) such a type becomes a
/// [`Value`](crate::carrier::Value).
///
/// ```
/// #[derive(Clone, Debug, PartialEq)]
/// pub enum Color {
///     Red,
///     /// One that this version does not know.
///     Other(String),
/// }
///
/// impl Default for Color {
///     fn default() -> Self {
///         client::carrier::StringValue::from_string("")
///     }
/// }
///
/// impl client::carrier::StringValue for Color {
///     fn from_string(text: &str) -> Self {
///         match text {
///             "Red" => Self::Red,
///             other => Self::Other(other.to_owned()),
///         }
///     }
///
///     fn as_str(&self) -> &str {
///         match self {
///             Self::Red => "Red",
///             Self::Other(other) => other,
///         }
///     }
/// }
///
/// client::string_value!(Color);
///
/// let colors: Vec<Color> = client::decode(br#"["Red", "Pink"]"#)?;
/// assert_eq!(colors, [Color::Red, Color::Other("Pink".to_owned())]);
/// # Ok::<(), client::error::DecodeError>(())
/// ```
///
/// Two values with the same string are equal, and a value is cloned through its
/// text, when they are inside a carrier.
pub trait StringValue {
    /// The value that `text` stands for. Every text stands for one.
    fn from_string(text: &str) -> Self;

    /// The text that stands for the value.
    fn as_str(&self) -> &str;
}
