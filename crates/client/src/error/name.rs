//! Names that stand for nothing.

use std::fmt;

use super::near::near;
use crate::one_line::one_line;

/// A name by which nothing was found, or more than one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameError {
    kind: NameErrorKind,
    name: String,
    near: Vec<String>,
    is_ambiguous: bool,
}

/// What was looked for.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameErrorKind {
    /// A column of an archive.
    Column,
    /// A custom field, by its label or its key.
    CustomField,
    /// An item of a list.
    ListItem,
}

impl NameError {
    /// Nothing has the name `name`, but one of `known`.
    pub(crate) fn unknown<'n>(
        kind: NameErrorKind,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            near: near(name, known),
            is_ambiguous: false,
        }
    }

    /// Several things have the name `name`; `shown` is what tells them apart.
    pub(crate) fn ambiguous<'n>(
        kind: NameErrorKind,
        name: &str,
        shown: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            near: shown.into_iter().map(str::to_owned).collect(),
            is_ambiguous: true,
        }
    }

    /// What was looked for.
    #[must_use]
    pub fn kind(&self) -> NameErrorKind {
        self.kind
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Up to three names that are like it, the nearest first; if it stands for several things, what
    /// tells all of them apart.
    #[must_use]
    pub fn near(&self) -> &[String] {
        &self.near
    }

    /// Whether it stands for several things.
    #[must_use]
    pub fn is_ambiguous(&self) -> bool {
        self.is_ambiguous
    }
}

impl NameErrorKind {
    /// One of them, and several.
    fn nouns(self) -> (&'static str, &'static str) {
        match self {
            Self::Column => ("column of the archive", "columns of the archive"),
            Self::CustomField => ("custom field", "custom fields"),
            Self::ListItem => ("item of the list", "items of the list"),
        }
    }
}

/// How many names stand in a message.
const SHOWN: usize = 10;

impl fmt::Display for NameError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ((one, several), name) = (self.kind.nouns(), one_line(&self.name));
        let near: Vec<String> = self.near.iter().take(SHOWN).map(|it| quoted(it)).collect();
        if self.is_ambiguous {
            let more = if self.near.len() > SHOWN { ", …" } else { "" };
            let near = near.join(", ");
            return write!(
                formatter,
                "several {several} are called `{name}`: {near}{more}"
            );
        }
        write!(formatter, "no {one} is called `{name}`")?;
        match near.split_last() {
            None => formatter.write_str(" or similarly; if it is new, refresh what is kept"),
            Some((last, [])) => write!(formatter, ": did you mean {last}?"),
            Some((last, others)) => {
                write!(formatter, ": did you mean {} or {last}?", others.join(", "))
            }
        }
    }
}

fn quoted(name: &str) -> String {
    format!("`{}`", one_line(name))
}

impl std::error::Error for NameError {}
