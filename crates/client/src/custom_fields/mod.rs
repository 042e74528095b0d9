//! Fields that the users of an installation have added to its entities.

mod codec;
mod error;
mod field;
mod value;

pub use self::error::CustomFieldError;
pub use self::field::CustomField;
pub use self::value::CustomFieldValue;

pub(crate) use self::codec::plain_text;

use self::error::Problem;
use crate::carrier::Dictionary;

/// The fields that the users of an installation have added to an entity: its property
/// `CustomFields`, and the older `UserDefinedFields` and `ExtraFields`.
///
/// The API writes them as a dictionary of strings, in which a number is `[I:42]` and a day
/// `[D:05/13/1999]`. This reads and writes the values in such strings. The names of the fields are
/// those of the installation, like `x_priority` or `SuperOffice:1`.
///
/// ```
/// use client::carrier::Dictionary;
/// use client::custom_fields::CustomFields;
/// use client::time::Date;
///
/// let json = br#"{"x_score": "[I:42]", "x_since": "[DT:05/13/1999 00:00:00.0000000]", "x_note": null}"#;
/// let mut fields: Dictionary<String> = client::decode(json)?;
///
/// assert_eq!(fields.read::<i64>("x_score")?, Some(42));
/// assert_eq!(fields.read::<Date>("x_since")?, Some(Date::new(1999, 5, 13)?));
/// assert_eq!(fields.read::<String>("x_note")?, None);
/// let error = fields.read::<bool>("x_since").unwrap_err();
/// assert_eq!(error.key(), "x_since");
///
/// fields.write("x_score", 43)?;
/// fields.write_null("x_since");
/// assert_eq!(client::encode(&fields), br#"{"x_note":null,"x_score":"[I:43]","x_since":null}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The service adds entries for people to read, for example `SuperOffice:1:DisplayText`, the name
/// of the item of a list. They stay as they are when a field is written.
pub trait CustomFields {
    /// The strings; `None` if the entity has no such property.
    fn fields(&self) -> Option<&Dictionary<String>>;

    /// The strings, of which there are none if the entity had no such property.
    fn fields_mut(&mut self) -> &mut Dictionary<String>;

    /// The value of the field `key`; `None` if it is null or not there, and also if it is an empty
    /// string where something else is asked for.
    ///
    /// Any field can be read as a `String`, which is the text as it is, and as a [`CustomField`].
    ///
    /// # Errors
    ///
    /// If the field has another kind of value.
    fn read<T: CustomFieldValue>(&self, key: &str) -> Result<Option<T>, CustomFieldError> {
        match text(self.fields(), key) {
            Some(text) => read_field(key, text),
            None => Ok(None),
        }
    }

    /// Gives the field `key` a value.
    ///
    /// The text is of the kind that the field has already, where it has one: a checkbox that is
    /// `True` becomes `False` and one that is `[I:1]` becomes `[I:0]`. If the value is the one that
    /// the field has, its text stays exactly as it is.
    ///
    /// # Errors
    ///
    /// If there is no string for the value, like for a time with an offset. The field keeps its
    /// value.
    fn write<T: CustomFieldValue>(&mut self, key: &str, value: T) -> Result<(), CustomFieldError> {
        let current = text(self.fields(), key);
        let Some(text) = value.to_field_text(current) else {
            return Err(CustomFieldError::new(key, Problem::Unwritable(T::EXPECTED)));
        };
        if current != Some(&text) {
            self.fields_mut().insert(key.to_owned(), Some(text));
        }
        Ok(())
    }

    /// Makes the field `key` null. The service knows such fields since version 10.1.2.
    fn write_null(&mut self, key: &str) {
        self.fields_mut().insert(key.to_owned(), None);
    }

    /// The original value of the field `key`, from the entry `KEY:org`. Only `CustomFields` have
    /// such entries.
    ///
    /// # Errors
    ///
    /// If the entry has another kind of value.
    fn original<T: CustomFieldValue>(&self, key: &str) -> Result<Option<T>, CustomFieldError> {
        self.read(&format!("{key}:org"))
    }

    /// The value of the field `key` as text for people, from the entry `KEY:DisplayText`.
    fn display_text(&self, key: &str) -> Option<&str> {
        text(self.fields(), &format!("{key}:DisplayText"))
    }

    /// What explains the value of the field `key` to people, from the entry `KEY:DisplayTooltip`.
    fn display_tooltip(&self, key: &str) -> Option<&str> {
        text(self.fields(), &format!("{key}:DisplayTooltip"))
    }

    /// The item that is chosen in the field `key`, which refers to a list.
    ///
    /// # Errors
    ///
    /// If the field has no number.
    fn list_item(&self, key: &str) -> Result<Option<ListItem>, CustomFieldError> {
        let owned = |text: Option<&str>| text.unwrap_or_default().to_owned();
        Ok(self.read(key)?.map(|id| ListItem {
            id,
            text: owned(self.display_text(key)),
            tooltip: owned(self.display_tooltip(key)),
        }))
    }
}

/// An item of a list that a field refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListItem {
    /// The identifier; 0 if no item is chosen.
    pub id: i32,
    /// The name in the language of the request; empty if the service did not say it.
    pub text: String,
    /// The explanation in the language of the request; empty if the service did not say it.
    pub tooltip: String,
}

impl CustomFields for Dictionary<String> {
    fn fields(&self) -> Option<&Dictionary<String>> {
        Some(self)
    }

    fn fields_mut(&mut self) -> &mut Dictionary<String> {
        self
    }
}

/// The property of an entity.
impl CustomFields for Option<Dictionary<String>> {
    fn fields(&self) -> Option<&Dictionary<String>> {
        self.as_ref()
    }

    fn fields_mut(&mut self) -> &mut Dictionary<String> {
        self.get_or_insert_default()
    }
}

/// The value of the field `key`, whose text is `text`.
pub(crate) fn read_field<T: CustomFieldValue>(
    key: &str,
    text: &str,
) -> Result<Option<T>, CustomFieldError> {
    match T::from_field_text(text) {
        Some(value) => Ok(Some(value)),
        None if text.is_empty() => Ok(None),
        None => Err(CustomFieldError::new(
            key,
            Problem::Unreadable(text.to_owned(), T::EXPECTED),
        )),
    }
}

fn text<'a>(fields: Option<&'a Dictionary<String>>, key: &str) -> Option<&'a str> {
    fields?.get(key)?.as_deref()
}
