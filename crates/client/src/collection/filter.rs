//! Expressions that restrict the rows of a collection.

use std::fmt;

use crate::{Date, DateTime};

/// An expression that restricts the rows of a collection: `$filter`.
///
/// Terms about a [`column()`] are joined by [`and`](Self::and) and [`or`](Self::or), with brackets
/// where they are needed. Values are quoted.
///
/// ```
/// use client::{Filter, column};
///
/// let filter = column("department")
///     .contains("Bob's")
///     .or(column("category").one_of([3, 6]))
///     .and(column("registeredDate").after("2024-05-28"));
/// assert_eq!(
///     filter.as_str(),
///     r"(department contains 'Bob\'s' or category oneOf (3,6)) and registeredDate after '2024-05-28'"
/// );
///
/// // What this builder does not know can be written as text, which is taken as it is.
/// let filter = Filter::from("registeredDate thisMonth");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    text: String,
    kind: Kind,
}

/// What the outermost operator of an expression is; text of the caller can have any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Term,
    And,
    Or,
    Text,
}

impl Filter {
    /// Both have to hold.
    #[must_use]
    pub fn and(self, other: impl Into<Filter>) -> Self {
        self.joined("and", Kind::And, other.into())
    }

    /// One of both has to hold.
    #[must_use]
    pub fn or(self, other: impl Into<Filter>) -> Self {
        self.joined("or", Kind::Or, other.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// An empty expression restricts nothing.
    fn joined(self, operator: &str, kind: Kind, other: Self) -> Self {
        if self.text.is_empty() {
            return other;
        }
        if other.text.is_empty() {
            return self;
        }
        let (left, right) = (self.operand(kind), other.operand(kind));
        Self {
            text: format!("{left} {operator} {right}"),
            kind,
        }
    }

    /// The expression as a part of one whose operator is `kind`.
    fn operand(self, kind: Kind) -> String {
        if self.kind == Kind::Term || self.kind == kind {
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
            kind: Kind::Text,
        }
    }
}

impl From<&str> for Filter {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

/// The column called `name`, such as `name` or `contact/category`, to make terms of a [`Filter`].
pub fn column(name: impl Into<String>) -> Column {
    Column(name.into())
}

/// A column of a collection, as the function [`column()`](column()) names it.
///
/// Which operators a column has depends on its type. Those that are not here, or that only some
/// archives know, are reached by [`operator`](Self::operator).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column(String);

/// Numbers, dates and lists.
impl Column {
    /// The value is `value`.
    #[must_use]
    pub fn eq(self, value: impl Into<FilterValue>) -> Filter {
        self.binary("eq", value)
    }

    /// The value is another than `value`.
    #[must_use]
    pub fn ne(self, value: impl Into<FilterValue>) -> Filter {
        self.binary("ne", value)
    }

    /// The value is greater than `value`.
    #[must_use]
    pub fn gt(self, value: impl Into<FilterValue>) -> Filter {
        self.binary("gt", value)
    }

    /// The value is less than `value`.
    #[must_use]
    pub fn lt(self, value: impl Into<FilterValue>) -> Filter {
        self.binary("lt", value)
    }

    /// The value is `value` or greater. Some versions of the service are known to refuse it.
    #[must_use]
    pub fn ge(self, value: impl Into<FilterValue>) -> Filter {
        self.binary("ge", value)
    }

    /// The value is `value` or less. Some versions of the service are known to refuse it.
    #[must_use]
    pub fn le(self, value: impl Into<FilterValue>) -> Filter {
        self.binary("le", value)
    }

    /// The value lies between both, or is one of them.
    #[must_use]
    pub fn between(self, least: impl Into<FilterValue>, most: impl Into<FilterValue>) -> Filter {
        self.operator("between", [least.into(), most.into()])
    }

    /// There is a value, or none.
    #[must_use]
    pub fn set(self, is_set: bool) -> Filter {
        self.binary("set", is_set)
    }

    /// The value is one of `values`. The service refuses a list without values.
    #[must_use]
    pub fn one_of<Values>(self, values: Values) -> Filter
    where
        Values: IntoIterator<Item: Into<FilterValue>>,
    {
        self.list("oneOf", values)
    }

    /// The value is none of `values`.
    #[must_use]
    pub fn not_one_of<Values>(self, values: Values) -> Filter
    where
        Values: IntoIterator<Item: Into<FilterValue>>,
    {
        self.list("NotOneOf", values)
    }

    /// The date is before `date`.
    #[must_use]
    pub fn before(self, date: impl Into<FilterValue>) -> Filter {
        self.binary("before", date)
    }

    /// The date is after `date`.
    #[must_use]
    pub fn after(self, date: impl Into<FilterValue>) -> Filter {
        self.binary("after", date)
    }
}

/// Texts.
impl Column {
    /// The text is `value`.
    #[must_use]
    pub fn is(self, value: impl Into<FilterValue>) -> Filter {
        self.binary("is", value)
    }

    /// The text is another than `value`.
    #[must_use]
    pub fn is_not(self, value: impl Into<FilterValue>) -> Filter {
        self.binary("isNot", value)
    }

    /// The text begins with `value`.
    #[must_use]
    pub fn begins(self, value: impl Into<FilterValue>) -> Filter {
        self.binary("begins", value)
    }

    /// The text does not begin with `value`.
    #[must_use]
    pub fn not_begins(self, value: impl Into<FilterValue>) -> Filter {
        self.binary("notBegins", value)
    }

    /// The text has `value` in it.
    #[must_use]
    pub fn contains(self, value: impl Into<FilterValue>) -> Filter {
        self.binary("contains", value)
    }

    /// The text does not have `value` in it.
    #[must_use]
    pub fn not_contains(self, value: impl Into<FilterValue>) -> Filter {
        self.binary("notContains", value)
    }
}

/// Everything else.
impl Column {
    /// Any operator, with its values: none as in `registeredDate thisMonth`, one as in
    /// `category gt 1`, or more as in `category between (1,3)`.
    #[must_use]
    pub fn operator<Values>(self, name: &str, values: Values) -> Filter
    where
        Values: IntoIterator<Item: Into<FilterValue>>,
    {
        let mut values: Vec<_> = values.into_iter().map(|value| value.into().0).collect();
        match values.len() {
            0 => self.term(name, ""),
            1 => self.term(name, &values.remove(0)),
            _ => self.term(name, &format!("({})", values.join(","))),
        }
    }

    /// From small to large, for [`order_by`](crate::Request::order_by).
    #[must_use]
    pub fn ascending(self) -> String {
        format!("{} asc", self.0)
    }

    /// From large to small, for [`order_by`](crate::Request::order_by).
    #[must_use]
    pub fn descending(self) -> String {
        format!("{} desc", self.0)
    }

    fn binary(self, name: &str, value: impl Into<FilterValue>) -> Filter {
        self.term(name, &value.into().0)
    }

    /// The list has brackets even around one value.
    fn list<Values>(self, name: &str, values: Values) -> Filter
    where
        Values: IntoIterator<Item: Into<FilterValue>>,
    {
        let values: Vec<_> = values.into_iter().map(|value| value.into().0).collect();
        self.term(name, &format!("({})", values.join(",")))
    }

    fn term(self, operator: &str, operand: &str) -> Filter {
        let mut text = format!("{} {operator}", self.0);
        if !operand.is_empty() {
            text.push(' ');
            text.push_str(operand);
        }
        Filter {
            text,
            kind: Kind::Term,
        }
    }
}

/// A value in a [`Filter`]: texts and dates in quotes, numbers and booleans without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterValue(String);

impl From<&str> for FilterValue {
    fn from(text: &str) -> Self {
        // What escapes a quote has to be escaped itself.
        let escaped = text.replace('\\', r"\\").replace('\'', r"\'");
        Self(format!("'{escaped}'"))
    }
}

impl From<String> for FilterValue {
    fn from(text: String) -> Self {
        (&*text).into()
    }
}

impl From<&Date> for FilterValue {
    /// The day, without a time.
    fn from(date: &Date) -> Self {
        let text = date.as_str();
        text.split_once('T').map_or(text, |(day, _)| day).into()
    }
}

impl From<&DateTime> for FilterValue {
    fn from(time: &DateTime) -> Self {
        time.as_str().into()
    }
}

macro_rules! bare {
    ($($ty:ty),*) => {$(
        impl From<$ty> for FilterValue {
            fn from(value: $ty) -> Self {
                Self(value.to_string())
            }
        }
    )*};
}

bare!(bool, i32, i64, u32, f64);
