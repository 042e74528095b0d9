//! The facts that descriptions state, apart from how they state them.
//!
//! Upstream says a thing in many ways; this project says it in one. Both are
//! read, and reading what [`Display`](std::fmt::Display) writes gives the same facts.

mod body;
mod description;
mod operation;
mod prose;
mod values;

pub use body::BodyFact;
pub use description::{describe, introduced};
pub use operation::{Audience, OperationFacts, Restriction, RestrictionReason, ServiceCall};
pub use prose::{paragraphs, plain};

use std::fmt;

use values::values;

/// What the description of a parameter or property states.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Facts {
    /// Deprecated, and what to use instead.
    pub deprecated: Option<String>,
    /// Obsolete, without a replacement.
    pub obsolete: bool,
    /// The server ignores what is written here.
    pub read_only: bool,
    /// The value is a password, a token or the like, which no log may show.
    pub secret: bool,
    /// The list that gives the valid items.
    pub mdo_list: Option<String>,
    /// The time is in UTC, whatever the time zone header says.
    pub utc: bool,
    /// `null` is a valid value.
    pub nullable: bool,
    /// Number and name, where a number stands for a choice.
    pub values: Vec<(i64, String)>,
    /// The release that brought it, such as `12.2`.
    pub since: Option<String>,
}

impl Facts {
    /// Reads a description, upstream's or ours.
    pub fn read(text: &str) -> Self {
        if text.is_empty() {
            return Self::default();
        }
        Self {
            deprecated: deprecated(text),
            obsolete: text.starts_with("Obsolete"),
            read_only: READ_ONLY.iter().any(|phrase| text.contains(phrase))
                || text.starts_with("Read-only"),
            secret: has_sentence(text, SECRET),
            mdo_list: between(text, "Use MDO List name \"", "\"")
                .or_else(|| between(text, "MDO list: `", "`"))
                .filter(|list| !list.contains('`'))
                .map(str::to_owned),
            utc: contains_word(text, "in UTC"),
            nullable: NULLABLE.iter().any(|phrase| text.contains(phrase)),
            values: values(text),
            since: since(text),
        }
    }

    /// What this and another description of the same thing state together. Where both name a
    /// replacement, a list or values, this one counts.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let values = if self.values.is_empty() {
            other.values
        } else {
            self.values
        };
        Self {
            deprecated: self.deprecated.or(other.deprecated),
            obsolete: self.obsolete || other.obsolete,
            read_only: self.read_only || other.read_only,
            secret: self.secret || other.secret,
            since: self.since.or(other.since),
            mdo_list: self.mdo_list.or(other.mdo_list),
            utc: self.utc || other.utc,
            nullable: self.nullable || other.nullable,
            values,
        }
    }

    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut sentences = Vec::new();
        if let Some(replacement) = &self.deprecated {
            sentences.push(format!("Deprecated: use `{replacement}`."));
        }
        if self.obsolete {
            // Stands first, as upstream has it, unless the property is deprecated too.
            sentences.insert(0, "Obsolete.".into());
        }
        if self.read_only {
            sentences.push("The property is read-only.".into());
        }
        if self.secret {
            sentences.push(SECRET.into());
        }
        if self.utc {
            sentences.push("Time in UTC.".into());
        }
        if self.nullable {
            sentences.push("It can be null.".into());
        }
        if let Some(list) = &self.mdo_list {
            sentences.push(format!("MDO list: `{list}`."));
        }
        if !self.values.is_empty() {
            let values: Vec<_> = self
                .values
                .iter()
                .map(|(number, name)| format!("{number} = {name}"))
                .collect();
            sentences.push(format!("Values: {}.", values.join(", ")));
        }
        if let Some(release) = &self.since {
            sentences.push(since_sentence(release));
        }
        f.write_str(&sentences.join(" "))
    }
}

const READ_ONLY: [&str; 7] = [
    "The property is read-only.",
    "(Read-only)",
    "ead-only field",
    "ead-only property",
    "ead-only member",
    "eadonly field",
    "eadonly property",
];

/// Upstream says it of no property: a person does, on a page about the type.
const SECRET: &str = "Secret.";

const NULLABLE: [&str; 4] = [
    "may be null",
    "can be null",
    "may also be null",
    "can also be null",
];

fn deprecated(text: &str) -> Option<String> {
    let target = between(text, "Deprecated: Use {", "} instead.")
        .or_else(|| between(text, "Deprecated: use `", "`."))?;
    let name = target.rsplit('.').next().unwrap_or(target);
    // A name is shown as code, which a backtick would end.
    (!name.contains('`')).then(|| name.to_owned())
}

/// The release that a text of ours names: `Since release 12.2.`
pub fn since(text: &str) -> Option<String> {
    let release = between(text, "Since release ", ". ")
        .or_else(|| between(text, "Since release ", ".\n"))
        .or_else(|| text.split_once("Since release ")?.1.strip_suffix('.'))?;
    is_release(release).then(|| release.to_owned())
}

/// `Since release 12.2.`
pub fn since_sentence(release: &str) -> String {
    format!("Since release {release}.")
}

/// Whether a text is the number of a release: digits with dots between them.
pub fn is_release(text: &str) -> bool {
    text.split('.')
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a word of a text can be the name of a type or a member.
pub fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The text between two others.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let start = text.find(before)? + before.len();
    let end = text[start..].find(after)?;
    Some(&text[start..start + end])
}

/// Whether a sentence of the text is this one.
fn has_sentence(text: &str, sentence: &str) -> bool {
    text.match_indices(sentence).any(|(at, _)| {
        let after = &text[at + sentence.len()..];
        (at == 0 || text[..at].ends_with(". ")) && (after.is_empty() || after.starts_with(' '))
    })
}

fn contains_word(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| !text[at + word.len()..].starts_with(|c: char| c.is_alphanumeric()))
}
