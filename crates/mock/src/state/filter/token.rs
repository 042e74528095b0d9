//! What a restriction is written with.

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Open,
    Close,
    Comma,
    Word(String),
    Text(String),
}

/// The tokens of a string.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, String> {
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
