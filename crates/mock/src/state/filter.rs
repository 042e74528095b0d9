//! `$filter`: the language of restrictions.

use std::cmp::Ordering;

use serde_json::Value as Json;

/// A restriction.
#[derive(Debug, PartialEq)]
pub(crate) enum Filter {
    And(Box<Filter>, Box<Filter>),
    Or(Box<Filter>, Box<Filter>),
    Not(Box<Filter>),
    Term {
        column: String,
        operator: Operator,
        values: Vec<String>,
    },
}

/// How a column is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    Different,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Begins,
    NotBegins,
    Contains,
    NotContains,
    Ends,
    Between,
    OneOf,
    NotOneOf,
    Set,
    Null,
    NotNull,
}

/// What operators are called, in any case.
const OPERATORS: [(&str, Operator); 28] = [
    ("eq", Operator::Equal),
    ("equals", Operator::Equal),
    ("is", Operator::Equal),
    ("on", Operator::Equal),
    ("ne", Operator::Different),
    ("notequals", Operator::Different),
    ("isnot", Operator::Different),
    ("lt", Operator::Less),
    ("before", Operator::Less),
    ("beforetime", Operator::Less),
    ("le", Operator::LessOrEqual),
    ("gt", Operator::Greater),
    ("after", Operator::Greater),
    ("aftertime", Operator::Greater),
    ("ge", Operator::GreaterOrEqual),
    ("begins", Operator::Begins),
    ("startswith", Operator::Begins),
    ("notbegins", Operator::NotBegins),
    ("contains", Operator::Contains),
    ("notcontains", Operator::NotContains),
    ("ends", Operator::Ends),
    ("endswith", Operator::Ends),
    ("between", Operator::Between),
    ("oneof", Operator::OneOf),
    ("in", Operator::OneOf),
    ("notoneof", Operator::NotOneOf),
    ("set", Operator::Set),
    ("isnull", Operator::Null),
];

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Open,
    Close,
    Comma,
    Word(String),
    Text(String),
}

impl Filter {
    /// Reads a restriction such as `name begins 'Nord' and (category eq 1 or deleted eq 0)`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut tokens = tokens(text)?;
        tokens.reverse();
        let mut parser = Parser { tokens };
        let filter = parser.alternatives()?;
        match parser.tokens.last() {
            None => Ok(filter),
            Some(token) => Err(format!("{token} is one too many")),
        }
    }

    /// Whether a row is one of those that are meant.
    pub(crate) fn matches(&self, value: &dyn Fn(&str) -> Json) -> bool {
        match self {
            Self::And(left, right) => left.matches(value) && right.matches(value),
            Self::Or(left, right) => left.matches(value) || right.matches(value),
            Self::Not(inner) => !inner.matches(value),
            Self::Term {
                column,
                operator,
                values,
            } => operator.holds(&value(column), values),
        }
    }
}

impl Operator {
    fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let mut known = OPERATORS.iter().chain(&[("isnotnull", Self::NotNull)]);
        known
            .find(|(known, _)| *known == name)
            .map(|(_, operator)| *operator)
    }

    /// How many values it takes: least and most.
    fn takes(self) -> (usize, usize) {
        match self {
            Self::Null | Self::NotNull => (0, 0),
            Self::Between => (2, 2),
            Self::OneOf | Self::NotOneOf => (1, usize::MAX),
            _ => (1, 1),
        }
    }

    fn holds(self, value: &Json, values: &[String]) -> bool {
        let first = values.first().map_or("", |text| text);
        let text = text(value).to_lowercase();
        let order = |other: &str| compare(value, other);
        let is = |orders: &[Ordering]| order(first).is_some_and(|found| orders.contains(&found));
        let is_one = || {
            values
                .iter()
                .any(|other| order(other) == Some(Ordering::Equal))
        };
        match self {
            Self::Equal => is(&[Ordering::Equal]),
            Self::Different => !is(&[Ordering::Equal]),
            Self::Less => is(&[Ordering::Less]),
            Self::LessOrEqual => is(&[Ordering::Less, Ordering::Equal]),
            Self::Greater => is(&[Ordering::Greater]),
            Self::GreaterOrEqual => is(&[Ordering::Greater, Ordering::Equal]),
            Self::Begins => text.starts_with(&first.to_lowercase()),
            Self::NotBegins => !text.starts_with(&first.to_lowercase()),
            Self::Contains => text.contains(&first.to_lowercase()),
            Self::NotContains => !text.contains(&first.to_lowercase()),
            Self::Ends => text.ends_with(&first.to_lowercase()),
            Self::Between => {
                let least = order(first).is_some_and(Ordering::is_ge);
                let most = values.get(1).and_then(|most| order(most));
                least && most.is_some_and(Ordering::is_le)
            }
            Self::OneOf => is_one(),
            Self::NotOneOf => !is_one(),
            Self::Set => is_set(value) == first.eq_ignore_ascii_case("true"),
            Self::Null => value.is_null(),
            Self::NotNull => !value.is_null(),
        }
    }
}

/// How a value of a row stands to one of a restriction. Numbers are compared as numbers, all else as
/// text in any case; times are such texts that this is right for them.
fn compare(value: &Json, other: &str) -> Option<Ordering> {
    match value {
        Json::Null => None,
        Json::Number(number) => number.as_f64()?.partial_cmp(&other.parse().ok()?),
        value => Some(text(value).to_lowercase().cmp(&other.to_lowercase())),
    }
}

fn is_set(value: &Json) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(value) => *value,
        Json::Number(number) => number.as_f64() != Some(0.0),
        Json::String(text) => !text.is_empty(),
        Json::Array(items) => !items.is_empty(),
        Json::Object(_) => true,
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

/// The tokens that are left, the next one last.
struct Parser {
    tokens: Vec<Token>,
}

impl Parser {
    fn alternatives(&mut self) -> Result<Filter, String> {
        let mut filter = self.conditions()?;
        while self.takes_word("or") {
            filter = Filter::Or(Box::new(filter), Box::new(self.conditions()?));
        }
        Ok(filter)
    }

    fn conditions(&mut self) -> Result<Filter, String> {
        let mut filter = self.condition()?;
        while self.takes_word("and") {
            filter = Filter::And(Box::new(filter), Box::new(self.condition()?));
        }
        Ok(filter)
    }

    fn condition(&mut self) -> Result<Filter, String> {
        match self.tokens.pop() {
            Some(Token::Open) => {
                let filter = self.alternatives()?;
                self.expect(&Token::Close)?;
                Ok(filter)
            }
            Some(Token::Word(word)) if word.eq_ignore_ascii_case("not") => {
                Ok(Filter::Not(Box::new(self.condition()?)))
            }
            Some(Token::Word(word)) if self.tokens.last() == Some(&Token::Open) => {
                let operator = operator(&word)?;
                let mut arguments = self.list()?;
                if arguments.is_empty() {
                    return Err(format!("`{word}` has no column"));
                }
                let column = arguments.remove(0);
                term(column, operator, arguments)
            }
            Some(Token::Word(column)) => {
                let Some(Token::Word(name)) = self.tokens.pop() else {
                    return Err(format!("`{column}` has no operator"));
                };
                let values = self.values()?;
                term(column, operator(&name)?, values)
            }
            Some(token) => Err(format!("{token} stands where a column has to")),
            None => Err("it ends where a column has to stand".to_owned()),
        }
    }

    /// A list, a single value, or none.
    fn values(&mut self) -> Result<Vec<String>, String> {
        let is_end = |word: &str| {
            ["and", "or"]
                .iter()
                .any(|end| word.eq_ignore_ascii_case(end))
        };
        match self.tokens.last() {
            Some(Token::Open) => self.list(),
            Some(Token::Word(word)) if is_end(word) => Ok(Vec::new()),
            Some(Token::Word(_) | Token::Text(_)) => Ok(vec![self.value()?]),
            _ => Ok(Vec::new()),
        }
    }

    fn list(&mut self) -> Result<Vec<String>, String> {
        self.expect(&Token::Open)?;
        let mut values = vec![self.value()?];
        while self.tokens.last() == Some(&Token::Comma) {
            self.tokens.pop();
            values.push(self.value()?);
        }
        self.expect(&Token::Close)?;
        Ok(values)
    }

    fn value(&mut self) -> Result<String, String> {
        match self.tokens.pop() {
            Some(Token::Word(text) | Token::Text(text)) => Ok(text),
            Some(token) => Err(format!("{token} stands where a value has to")),
            None => Err("it ends where a value has to stand".to_owned()),
        }
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let next = self.tokens.last();
        let is_next = matches!(next, Some(Token::Word(next)) if next.eq_ignore_ascii_case(word));
        if is_next {
            self.tokens.pop();
        }
        is_next
    }

    fn expect(&mut self, token: &Token) -> Result<(), String> {
        match self.tokens.pop() {
            Some(found) if found == *token => Ok(()),
            Some(found) => Err(format!("{found} stands where {token} has to")),
            None => Err(format!("it ends where {token} has to stand")),
        }
    }
}

fn operator(name: &str) -> Result<Operator, String> {
    Operator::named(name).ok_or_else(|| format!("`{name}` is no operator that the stand-in knows"))
}

fn term(column: String, operator: Operator, values: Vec<String>) -> Result<Filter, String> {
    let (least, most) = operator.takes();
    if values.len() < least || values.len() > most {
        return Err(format!(
            "`{column}` is compared with {} values, which are too few or too many",
            values.len()
        ));
    }
    Ok(Filter::Term {
        column,
        operator,
        values,
    })
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            ' ' | '\t' | '\n' | '\r' => {}
            '(' => tokens.push(Token::Open),
            ')' => tokens.push(Token::Close),
            ',' => tokens.push(Token::Comma),
            '\'' => {
                let mut value = String::new();
                loop {
                    match characters.next() {
                        Some('\\') => value.extend(characters.next()),
                        Some('\'') => break,
                        Some(other) => value.push(other),
                        None => return Err("a quote is not closed".to_owned()),
                    }
                }
                tokens.push(Token::Text(value));
            }
            first => {
                let mut word = String::from(first);
                let is_more = |next: &char| !matches!(next, ' ' | '(' | ')' | ',' | '\'');
                while let Some(next) = characters.next_if(is_more) {
                    word.push(next);
                }
                tokens.push(Token::Word(word));
            }
        }
    }
    Ok(tokens)
}

impl std::fmt::Display for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Open => formatter.write_str("`(`"),
            Self::Close => formatter.write_str("`)`"),
            Self::Comma => formatter.write_str("`,`"),
            Self::Word(word) => write!(formatter, "`{word}`"),
            Self::Text(text) => write!(formatter, "`'{text}'`"),
        }
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
}
