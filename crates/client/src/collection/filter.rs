//! Expressions that restrict the rows of a collection.

use std::fmt;

/// An expression that restricts the rows of a collection: `$filter`.
///
/// Terms about a [`column()`](crate::collection::column()) are joined by [`and`](Self::and) and
/// [`or`](Self::or), with brackets where they are needed. Values are quoted.
///
/// ```
/// use client::collection::{Filter, Period, column};
///
/// let filter = column("department")
///     .contains("Bob's")
///     .or(column("category").one_of([3, 6]))
///     .and(column("registeredDate").this_and_previous(2, Period::Week));
/// assert_eq!(
///     filter.as_str(),
///     r"(department contains 'Bob\'s' or category oneOf (3,6)) and thisAndPrevious(registeredDate,2,'weeks')"
/// );
///
/// // What this builder does not know can be written as text, which is taken as it is.
/// let filter = Filter::from("registeredDate thisMonth");
/// ```
///
/// A term that no service can read, such as a list without values, is an error when the request is
/// sent, before anything goes over the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    text: String,
    kind: OperatorKind,
    /// The columns of its terms, as far as they are no string.
    columns: Vec<String>,
    /// The first mistake, kept for the request so that building a filter needs no `Result`.
    fault: Option<String>,
}

/// What the outermost operator of an expression is; text of the caller can have any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OperatorKind {
    Term,
    And,
    Or,
    Text,
}

impl Filter {
    /// Both have to hold.
    #[must_use]
    pub fn and(self, other: impl Into<Filter>) -> Self {
        self.joined("and", OperatorKind::And, other.into())
    }

    /// One of both has to hold.
    #[must_use]
    pub fn or(self, other: impl Into<Filter>) -> Self {
        self.joined("or", OperatorKind::Or, other.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// A term about `column`.
    pub(super) fn term(column: String, text: String, fault: Option<String>) -> Self {
        Self {
            text,
            kind: OperatorKind::Term,
            columns: vec![column],
            fault,
        }
    }

    /// The text and the columns in it, as far as they are known, or what is wrong with it.
    pub(crate) fn into_parts(self) -> Result<(String, Vec<String>), String> {
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok((self.text, self.columns)),
        }
    }

    /// An empty expression restricts nothing.
    fn joined(mut self, operator: &str, kind: OperatorKind, mut other: Self) -> Self {
        if self.text.is_empty() {
            return other;
        }
        if other.text.is_empty() {
            return self;
        }
        let fault = self.fault.take().or_else(|| other.fault.take());
        let mut columns = std::mem::take(&mut self.columns);
        columns.append(&mut other.columns);
        let (left, right) = (self.operand(kind), other.operand(kind));
        Self {
            text: format!("{left} {operator} {right}"),
            kind,
            columns,
            fault,
        }
    }

    /// The expression as a part of one whose operator is `kind`.
    fn operand(self, kind: OperatorKind) -> String {
        if self.kind == OperatorKind::Term || self.kind == kind {
            self.text
        } else {
            format!("({})", self.text)
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl From<String> for Filter {
    fn from(text: String) -> Self {
        Self {
            text,
            kind: OperatorKind::Text,
            columns: Vec::new(),
            fault: None,
        }
    }
}

impl From<&String> for Filter {
    fn from(text: &String) -> Self {
        text.clone().into()
    }
}

impl From<&str> for Filter {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}
