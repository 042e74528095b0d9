//! Which fields of a request are invalid.

use std::fmt;

use serde_json::Value;

use crate::one_line::one_line;

/// A field of a request that the server does not accept.
#[derive(Clone, PartialEq, Eq)]
pub struct InvalidField {
    name: String,
    messages: Vec<String>,
}

impl InvalidField {
    /// The path of the field, such as `entity.StartDate`, as the server writes it; empty if it is
    /// the request as a whole.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is wrong with it.
    pub fn messages(&self) -> &[String] {
        &self.messages
    }

    /// The same with other strings.
    pub(super) fn map(self, change: impl Fn(String) -> String) -> Self {
        Self {
            name: change(self.name),
            messages: self.messages.into_iter().map(change).collect(),
        }
    }
}

impl fmt::Display for InvalidField {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let messages = self.messages.join(" ");
        match &*self.name {
            "" => formatter.write_str(&one_line(&messages)),
            name => write!(formatter, "{}: {}", one_line(name), one_line(&messages)),
        }
    }
}

impl fmt::Debug for InvalidField {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.to_string())
    }
}

/// The fields of a `ModelState`.
pub(super) fn invalid_fields(state: &Value) -> Vec<InvalidField> {
    let fields = state.as_object().into_iter().flatten();
    let fields = fields.map(|(name, reasons)| InvalidField {
        name: name.clone(),
        messages: messages(reasons),
    });
    fields.filter(|field| !field.messages.is_empty()).collect()
}

/// The strings in it: there is a list of them, or of objects with a message each, or with an
/// exception where there is no message.
fn messages(reasons: &Value) -> Vec<String> {
    match reasons {
        Value::String(text) if !text.trim().is_empty() => vec![text.trim().to_owned()],
        Value::Array(reasons) => reasons.iter().flat_map(messages).collect(),
        Value::Object(reason) => {
            let of = |name: &str| {
                let mut members = reason.iter();
                let (_, value) = members.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
                Some(messages(value)).filter(|messages| !messages.is_empty())
            };
            let names = ["errors", "errormessage", "message", "exception"];
            names.into_iter().find_map(of).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}
