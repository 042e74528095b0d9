//! What JSON says that a value cannot hold.

use serde_json::{Number, Value as Json};

/// What the JSON of one property said that its value cannot hold: which elements of its lists are
/// `null`, and the digits of numbers that are longer than any type of number.
///
/// A value and its parts are numbered as they are written: it is 0, and each element of a list and
/// each entry of a dictionary in it, whatever it is in, is the next. Carriers are not looked into;
/// they keep their own.
#[derive(Clone, Default)]
pub(crate) struct Spelling {
    /// By the number of the part.
    parts: Vec<(u32, SpelledValue)>,
}

#[derive(Clone)]
enum SpelledValue {
    /// `null`, in the place of which there is a value that is written like this.
    Null(Box<[u8]>),
    /// This text.
    Text(Box<str>),
}

/// Numbers the parts of a value while it is walked.
#[derive(Default)]
pub(super) struct Walk(u32);

impl Walk {
    /// Goes on to the next part.
    pub(super) fn step(&mut self) {
        self.0 = self.0.saturating_add(1);
    }
}

impl Spelling {
    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Keeps that a part is `null`, although its type cannot be, and how the value is written that
    /// stands in its place.
    pub(super) fn keep_null(&mut self, part: &Walk, value: Vec<u8>) {
        self.parts.push((part.0, SpelledValue::Null(value.into())));
    }

    /// Keeps the text of a part, if a number in it would not come back as it is.
    pub(super) fn keep_digits(&mut self, part: &Walk, json: &str) {
        if has_other_digits(json) {
            self.parts.push((part.0, SpelledValue::Text(json.into())));
        }
    }

    /// How a part is written that was `null`, as long as nobody has given it a value.
    pub(super) fn null(&self, part: &Walk) -> Option<&[u8]> {
        match self.said(part)? {
            SpelledValue::Null(value) => Some(value),
            SpelledValue::Text(_) => None,
        }
    }

    /// The text of a part that still says what `value` does.
    pub(super) fn of(&self, part: &Walk, value: &Json) -> Option<&str> {
        let SpelledValue::Text(text) = self.said(part)? else {
            return None;
        };
        let said: Json = serde_json::from_str(text).ok()?;
        (said == *value).then_some(&**text)
    }

    fn said(&self, part: &Walk) -> Option<&SpelledValue> {
        let index = self
            .parts
            .binary_search_by_key(&part.0, |(number, _)| *number);
        Some(&self.parts[index.ok()?].1)
    }
}

/// Whether a number in a JSON text is written otherwise than it would be after it was read.
fn has_other_digits(json: &str) -> bool {
    let mut rest = json;
    while let Some(at) = rest.find(|c: char| c == '"' || c == '-' || c.is_ascii_digit()) {
        rest = &rest[at..];
        if let Some(text) = rest.strip_prefix('"') {
            rest = after_string(text);
            continue;
        }
        let in_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
        let end = rest.find(|c| !in_number(c)).unwrap_or(rest.len());
        let (number, after) = rest.split_at(end);
        let is_short = number.len() < 19 && number.bytes().all(|byte| byte.is_ascii_digit());
        if !is_short
            && serde_json::from_str::<Number>(number).is_ok_and(|read| read.to_string() != number)
        {
            return true;
        }
        rest = after;
    }
    false
}

/// What comes after the end of a string that has begun.
fn after_string(text: &str) -> &str {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes[at..]
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\\'))
    {
        at += found + 1;
        if bytes[at - 1] == b'"' {
            return &text[at..];
        }
        // What is escaped ends nothing. All that follows is in the text, for the text is JSON.
        at = (at + 1).min(bytes.len());
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::has_other_digits;

    #[test]
    fn digits_that_a_number_would_lose_are_found() {
        let kept = [
            "1",
            "-5",
            "18446744073709551615",
            "1.5",
            "1e+300",
            "{\"a\":[1.25,\"1.50\"]}",
            r#""a \" 1.50 \\""#,
            "true",
            "[]",
        ];
        for json in kept {
            assert!(!has_other_digits(json), "{json}");
        }
        let lost = [
            "18446744073709551616",
            "1.50",
            "1E5",
            "-0",
            "0.1000000000000000055511151231257827",
            "{\"a\":[{\"b\":12345678901234567890123}]}",
            r#"["\\",1.0e0]"#,
        ];
        for json in lost {
            assert!(has_other_digits(json), "{json}");
        }
    }
}
