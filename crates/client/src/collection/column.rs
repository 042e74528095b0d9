//! Terms of filters: a column, an operator and its values.

use super::operators::{with_list, with_value, without_value};
use super::{Filter, FilterValue};

/// The column called `name`, such as `name` or `contact/category`, to make terms of a [`Filter`].
pub fn column(name: impl Into<String>) -> Column {
    Column(name.into())
}

/// A column of a collection, as the function [`column()`](column()) names it.
///
/// Which operators a column has depends on its type. Those that are not here, or that only some
/// archives know, are reached by [`operator`](Self::operator) and [`function`](Self::function).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column(String);

/// Numbers, and dates as far as they are compared like numbers.
impl Column {
    with_value! {
        /// The value is `value`.
        eq = "eq";
        /// The value is another than `value`.
        ne = "ne";
        /// The value is greater than `value`.
        gt = "gt";
        /// The value is less than `value`.
        lt = "lt";
        /// The value is `value` or greater. Some versions of the service are known to refuse it.
        ge = "ge";
        /// The value is `value` or less. Some versions of the service are known to refuse it.
        le = "le";
    }

    /// The value lies between both, or is one of them.
    #[must_use]
    pub fn between(self, least: impl Into<FilterValue>, most: impl Into<FilterValue>) -> Filter {
        self.list("between", [least.into(), most.into()])
    }

    /// There is a value, or none; or a checkbox is set, or not.
    #[must_use]
    pub fn set(self, is_set: bool) -> Filter {
        self.term("set", vec![is_set.into()], false)
    }

    without_value! {
        /// There is no value.
        is_null = "isNull";
        /// There is a value.
        is_not_null = "isNotNull";
    }
}

/// Strings.
impl Column {
    with_value! {
        /// The string is `value`.
        is = "is";
        /// The string is another than `value`.
        is_not = "isNot";
        /// The string begins with `value`.
        begins = "begins";
        /// The string does not begin with `value`.
        not_begins = "notBegins";
        /// The string has `value` in it.
        contains = "contains";
        /// The string does not have `value` in it.
        not_contains = "notContains";
    }

    /// The string ends with `value`.
    #[must_use]
    pub fn ends(self, value: impl Into<FilterValue>) -> Filter {
        self.function("endswith", [value])
    }
}

/// Lists and hierarchies, whose items are named by their identifiers. A list without values is an
/// error when the request is sent.
impl Column {
    with_list! {
        /// The value is one of `values`.
        one_of = "oneOf";
        /// The value is none of `values`.
        not_one_of = "NotOneOf";
        /// The value is one of `values`, also where the column is no item of a list, such as a
        /// primary key.
        in_ = "in";
        /// The array has all of `values`, such as the tags of a ticket.
        array_all_of = "intArrayAllOf";
        /// The array lacks at least one of `values`.
        array_not_all_of = "intArrayNotAllOf";
        /// The array has at least one of `values`.
        array_one_of = "intArrayOneOf";
        /// The array has none of `values`.
        array_not_any_of = "intArrayNotAnyOf";
    }

    /// The value is none of `values`: the same as [`not_one_of`](Self::not_one_of), the only
    /// opposite of `in` that the service has.
    #[must_use]
    pub fn not_in(self, values: impl IntoIterator<Item: Into<FilterValue>>) -> Filter {
        self.not_one_of(values)
    }
}

/// Associates.
impl Column {
    with_list! {
        /// The associate is one of `values`, which are identifiers.
        associate_is_one_of = "associateIsOneOf";
        /// The associate is none of `values`, which are identifiers.
        associate_is_not_one_of = "associateIsNotOneOf";
    }

    without_value! {
        /// The associate is who asks.
        current_associate = "currentAssociate";
    }
}

/// Everything else.
impl Column {
    /// Any operator that takes no value, as in `registeredDate thisMonth`.
    #[must_use]
    pub fn unary(self, operator: &str) -> Filter {
        self.term(operator, Vec::new(), false)
    }

    /// Any operator with its values: none as in `registeredDate thisMonth`, one as in
    /// `category gt 1`, or more as in `category between (1,3)`. One value has brackets too if the
    /// operator is known to take a list, as in `category in (1)`.
    #[must_use]
    pub fn operator(
        self,
        name: &str,
        values: impl IntoIterator<Item: Into<FilterValue>>,
    ) -> Filter {
        let values: Vec<FilterValue> = values.into_iter().map(Into::into).collect();
        let is_list = values.len() > 1 || takes_a_list(name);
        self.term(name, values, is_list)
    }

    /// Any operator that takes a list of values, as in `category in (1)`.
    #[must_use]
    pub fn list(
        self,
        operator: &str,
        values: impl IntoIterator<Item: Into<FilterValue>>,
    ) -> Filter {
        self.term(operator, values.into_iter().map(Into::into).collect(), true)
    }

    /// Any function of the column and values, as in `endswith(name,'Ltd')`.
    #[must_use]
    pub fn function(
        self,
        name: &str,
        values: impl IntoIterator<Item: Into<FilterValue>>,
    ) -> Filter {
        let (values, fault) = self.joined(values.into_iter().map(Into::into).collect());
        let comma = if values.is_empty() { "" } else { "," };
        let text = format!("{name}({}{comma}{values})", self.0);
        Filter::term(self.0, text, fault)
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

    pub(super) fn term(self, operator: &str, values: Vec<FilterValue>, is_list: bool) -> Filter {
        let is_empty = values.is_empty();
        let (values, fault) = self.joined(values);
        let empty_list = (is_list && is_empty)
            .then(|| format!("`{} {operator}` has a list without values", self.0));
        let name = &self.0;
        let text = match (is_list, is_empty) {
            (true, _) => format!("{name} {operator} ({values})"),
            (false, true) => format!("{name} {operator}"),
            (false, false) => format!("{name} {operator} {values}"),
        };
        Filter::term(self.0, text, fault.or(empty_list))
    }

    /// The values, and what is wrong with the column or one of them.
    fn joined(&self, values: Vec<FilterValue>) -> (String, Option<String>) {
        let mut fault = self
            .0
            .trim()
            .is_empty()
            .then(|| "a column has no name".to_owned());
        let mut text = String::new();
        for value in values {
            let (value, wrong) = value.into_parts();
            if !text.is_empty() {
                text.push(',');
            }
            text.push_str(&value);
            fault = fault.or_else(|| Some(format!("`{}` is compared with {}", self.0, wrong?)));
        }
        (text, fault)
    }
}

/// Whether an operator takes a list also where there is one value.
fn takes_a_list(operator: &str) -> bool {
    let operator = operator.to_ascii_lowercase();
    operator == "in"
        || ["oneof", "allof", "anyof"]
            .iter()
            .any(|end| operator.ends_with(end))
}
