//! `$filter`: the language of restrictions.

mod operator;
mod parse;
mod token;

use serde_json::Value as Json;

use self::operator::Operator;

/// A restriction.
#[derive(Debug, PartialEq)]
pub(crate) enum Filter {
    And(Vec<Filter>),
    Or(Vec<Filter>),
    Not(Box<Filter>),
    Term {
        column: String,
        operator: Operator,
        values: Vec<String>,
    },
}

impl Filter {
    /// Reads a restriction such as `name begins 'Nord' and (category eq 1 or deleted eq 0)`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        parse::parse(text)
    }

    /// Whether a row is one of those that are meant.
    pub(crate) fn matches(&self, value: &dyn Fn(&str) -> Json) -> bool {
        match self {
            Self::And(all) => all.iter().all(|filter| filter.matches(value)),
            Self::Or(all) => all.iter().any(|filter| filter.matches(value)),
            Self::Not(inner) => !inner.matches(value),
            Self::Term {
                column,
                operator,
                values,
            } => operator.holds(&value(column), values),
        }
    }
}

/// A value as it is shown.
pub(super) fn text(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn holds(filter: &str) -> bool {
        let row = json!({
            "name": "L'Oréal Nordic", "contactId": 7, "deleted": false, "orgNr": null,
            "registered": "2026-05-13T09:30:00",
        });
        let filter = Filter::parse(filter).unwrap_or_else(|error| panic!("{filter}: {error}"));
        filter.matches(&|column| row[column].clone())
    }

    #[test]
    fn restrictions_hold_or_do_not() {
        for filter in [
            r"name begins 'l\'or' and contactId eq 7",
            "contactId gt 6 and contactId lt 8 and contactId ge 7 and contactId le 7",
            "contactId oneOf (3,7) and contactId notOneOf (3, 8)",
            "contactId between (6,8)",
            "name contains 'nord' or contactId eq 1",
            "not (name contains 'south') and (deleted eq false)",
            "contains(name,'Nordic') and endswith(name,'c') and startsWith(name, 'L')",
            "orgNr isNull and name isNotNull",
            "registered after '2026-05-12' and registered before '2026-05-14T00:00:00'",
            "orgNr set false and name set true",
            "name ne 'Ida'",
        ] {
            assert!(holds(filter), "{filter}");
        }
        for filter in [
            "name begins 'nord'",
            "contactId eq 8",
            "orgNr eq ''",
            "contactId eq 7 and (contactId eq 8 or contactId eq 9)",
            "deleted set true",
        ] {
            assert!(!holds(filter), "{filter}");
        }
    }

    #[test]
    fn mistakes_are_told() {
        for (filter, expected) in [
            ("", "it ends where a column"),
            ("name", "`name` has no operator"),
            ("name like 'x'", "`like` is no operator"),
            ("name eq", "too few"),
            ("name eq 'x", "a quote is not closed"),
            ("(name eq 'x'", "it ends where `)`"),
            ("name eq 'x' name", "`name` is one too many"),
            ("contactId between (1)", "too few"),
        ] {
            let error = Filter::parse(filter).expect_err(filter);
            assert!(error.contains(expected), "{filter}: {error}");
        }
    }

    #[test]
    fn what_is_nested_too_deep_is_refused() {
        const MANY: usize = 50_000;
        let nested =
            |open: &str, count| format!("{}name eq 'x'{}", open.repeat(count), close(open, count));
        for open in ["(", "not ", "not ("] {
            let filter = nested(open, 40);
            assert!(Filter::parse(&filter).is_ok(), "{filter}");
            let error = Filter::parse(&nested(open, MANY)).expect_err(open);
            assert!(error.contains("deeper than 100"), "{error}");
        }
        let long = vec!["name eq 'x'"; MANY];
        for word in [" and ", " or "] {
            let filter = Filter::parse(&long.join(word)).expect("it is not deep");
            assert!(!filter.matches(&|_| Json::Null));
        }
    }

    fn close(open: &str, count: usize) -> String {
        match open.contains('(') {
            true => ")".repeat(count),
            false => String::new(),
        }
    }
}
