//! From tokens to a restriction.

use super::token::{Token, tokens};
use super::{Filter, Operator};

/// How deep parentheses and `not` may stand in one another. A restriction is read and held to rows
/// by functions that call themselves, so a deeper one could use up the stack.
const DEEPEST: usize = 100;

/// Reads a restriction.
pub(super) fn parse(text: &str) -> Result<Filter, String> {
    let mut tokens = tokens(text)?;
    tokens.reverse();
    let mut parser = Parser { tokens, depth: 0 };
    let filter = parser.alternatives()?;
    match parser.tokens.last() {
        None => Ok(filter),
        Some(token) => Err(format!("{token} is one too many")),
    }
}

/// The tokens that are left, the next one last.
struct Parser {
    tokens: Vec<Token>,
    depth: usize,
}

impl Parser {
    fn alternatives(&mut self) -> Result<Filter, String> {
        let first = self.conditions()?;
        let mut all = vec![first];
        while self.takes_word("or") {
            all.push(self.conditions()?);
        }
        Ok(one_or(all, Filter::Or))
    }

    fn conditions(&mut self) -> Result<Filter, String> {
        let first = self.condition()?;
        let mut all = vec![first];
        while self.takes_word("and") {
            all.push(self.condition()?);
        }
        Ok(one_or(all, Filter::And))
    }

    /// A condition within another one.
    fn nested<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, String>,
    ) -> Result<T, String> {
        if self.depth == DEEPEST {
            return Err(format!("it is nested deeper than {DEEPEST}"));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn condition(&mut self) -> Result<Filter, String> {
        match self.tokens.pop() {
            Some(Token::Open) => {
                let filter = self.nested(Self::alternatives)?;
                self.expect(&Token::Close)?;
                Ok(filter)
            }
            Some(Token::Word(word)) if word.eq_ignore_ascii_case("not") => {
                Ok(Filter::Not(Box::new(self.nested(Self::condition)?)))
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

/// The only one, or all of them joined.
fn one_or(mut all: Vec<Filter>, join: fn(Vec<Filter>) -> Filter) -> Filter {
    match all.len() {
        1 => all.remove(0),
        _ => join(all),
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
