//! Values that are text in JSON.

/// A text with a meaning, such as a date or one of a set of names.
///
/// With [`text!`](crate::text!) such a type becomes a [`Value`](crate::Value).
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
///         client::Text::from_text("")
///     }
/// }
///
/// impl client::Text for Color {
///     fn from_text(text: &str) -> Self {
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
/// client::text!(Color);
///
/// let colors: Vec<Color> = client::decode(br#"["Red", "Pink"]"#)?;
/// assert_eq!(colors, [Color::Red, Color::Other("Pink".to_owned())]);
/// # Ok::<(), client::DecodeError>(())
/// ```
///
/// Two values with the same text are equal, and a value is cloned through its
/// text, when they are inside a carrier.
pub trait Text {
    /// The value that `text` stands for. Every text stands for one.
    fn from_text(text: &str) -> Self;

    /// The text that stands for the value.
    fn as_str(&self) -> &str;
}
