//! What a Type column or a body heading says.

use std::fmt;

use crate::near::nearest;

/// How deep arrays and objects may lie in each other: three do.
const DEEPEST: usize = 8;

/// A type as the pages spell it, with the spellings of the dialects made one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TypeLabel {
    /// `bool`, `Boolean`
    Bool,
    /// `int32`, `Integer`
    Int32,
    /// `int64`
    Int64,
    /// `double`, `Number`
    Double,
    /// `string`, `String`
    String,
    /// `date-time`
    DateTime,
    /// `date`
    Date,
    /// `byte`: base64 in JSON, raw as a whole body
    Byte,
    /// `binary`: a whole body of raw bytes
    Binary,
    /// `array`, `Array`; the elements are not named
    Array,
    /// `object`, `Object`; the properties are not named
    Object,
    /// `array of int32`
    ArrayOf(Box<TypeLabel>),
    /// `object of FieldProperty`: keys of the user's choice
    ObjectOf(Box<TypeLabel>),
    /// `time-span`
    TimeSpan,
    /// `any`: any JSON value
    Any,
    /// `Enum: A, B, C`
    Enum(Vec<String>),
    /// A carrier's name, which can be a placeholder
    Named(String),
    /// An empty cell: the older dialect's way to write any carrier
    Blank,
}

impl TypeLabel {
    const WORDS: &str = "\
        bool boolean Boolean int32 integer Integer int64 double number Number string String \
        date-time date byte binary time-span any array object";

    /// The words that are types of their own, or begin one.
    pub fn words<'w>() -> std::str::Split<'w, char> {
        Self::WORDS.split(' ')
    }

    /// Reads a cell or the end of a heading.
    ///
    /// # Errors
    /// What is wrong, when the text is no type of any dialect.
    pub fn parse(text: &str) -> Result<Self, String> {
        Self::nested(text, 0)
    }

    fn nested(text: &str, depth: usize) -> Result<Self, String> {
        if depth > DEEPEST {
            return Err(format!(
                "an array or object of others goes {DEEPEST} levels deep at most"
            ));
        }
        Ok(match text {
            "" => Self::Blank,
            "bool" | "boolean" | "Boolean" => Self::Bool,
            "int32" | "integer" | "Integer" => Self::Int32,
            "int64" => Self::Int64,
            "double" | "number" | "Number" => Self::Double,
            "string" | "String" => Self::String,
            "date-time" => Self::DateTime,
            "date" => Self::Date,
            "byte" => Self::Byte,
            "binary" => Self::Binary,
            "time-span" => Self::TimeSpan,
            "any" => Self::Any,
            "array" | "Array" => Self::Array,
            "object" | "Object" => Self::Object,
            _ => {
                let behind = |starts: [&str; 2]| starts.iter().find_map(|it| text.strip_prefix(it));
                if let Some(element) = behind(["array of ", "Array of "]) {
                    Self::ArrayOf(Box::new(Self::inner(element, depth)?))
                } else if let Some(value) = behind(["object of ", "Object of "]) {
                    Self::ObjectOf(Box::new(Self::inner(value, depth)?))
                } else if let Some(members) = text.strip_prefix("Enum:") {
                    let members: Vec<_> = members
                        .split(',')
                        .map(|member| member.trim().to_owned())
                        .collect();
                    if members.iter().any(|member| !is_member(member)) {
                        return Err(
                            "the members of an `Enum:` are names with commas between them".into(),
                        );
                    }
                    Self::Enum(members)
                } else if is_word(text) && text.starts_with(|c: char| c.is_ascii_uppercase()) {
                    Self::Named(text.to_owned())
                } else {
                    let text = &*short(text);
                    let first = text.split(' ').next().unwrap_or_default();
                    let is_known = Self::words().any(|word| word == first);
                    return Err(match nearest(first, Self::words()) {
                        Some(word) if !is_known => {
                            let meant = text.replacen(first, word, 1);
                            format!("`{text}` is no type; did you mean `{meant}`?")
                        }
                        _ => format!("`{text}` is no type"),
                    });
                }
            }
        })
    }

    fn inner(text: &str, depth: usize) -> Result<Self, String> {
        match Self::nested(text, depth + 1)? {
            Self::Blank => Err("the type of the elements is missing".into()),
            label => Ok(label),
        }
    }

    /// The spelling of response, path and query tables and of response headings.
    pub fn lower(&self) -> impl fmt::Display + '_ {
        Spelling(self, false)
    }

    /// The spelling of request tables.
    pub fn capitalized(&self) -> impl fmt::Display + '_ {
        Spelling(self, true)
    }

    /// Whether a page about a type may say this where the page of an operation says that.
    pub fn refines(&self, other: &Self) -> bool {
        match (other, self) {
            (a, b) if a == b => true,
            (Self::Array, Self::ArrayOf(_)) | (Self::Object, Self::ObjectOf(_)) => true,
            (Self::Object, Self::Any) | (Self::DateTime, Self::Date) => true,
            // An empty cell and a placeholder say nothing; a name may be one.
            (Self::Blank | Self::Named(_), _) => true,
            (
                Self::String,
                Self::TimeSpan
                | Self::DateTime
                | Self::Date
                | Self::Byte
                | Self::Named(_)
                | Self::Enum(_),
            ) => true,
            _ => false,
        }
    }

    /// The innermost label of arrays and dictionaries.
    pub fn leaf(&self) -> &Self {
        match self {
            Self::ArrayOf(inner) | Self::ObjectOf(inner) => inner.leaf(),
            other => other,
        }
    }

    /// Whether the label is a word of the type language, not a carrier's name.
    pub fn is_keyword(&self) -> bool {
        !matches!(self, Self::Named(_) | Self::Blank)
    }
}

struct Spelling<'a>(&'a TypeLabel, bool);

impl fmt::Display for Spelling<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Spelling(label, capital) = self;
        let pick = |lower, upper| if *capital { upper } else { lower };
        let within = |label| Spelling(label, *capital);
        f.write_str(match label {
            TypeLabel::Bool => pick("bool", "Boolean"),
            TypeLabel::Int32 => pick("int32", "Integer"),
            TypeLabel::Int64 => "int64",
            TypeLabel::Double => pick("double", "Number"),
            TypeLabel::String => pick("string", "String"),
            TypeLabel::DateTime => "date-time",
            TypeLabel::Date => "date",
            TypeLabel::Byte => "byte",
            TypeLabel::Binary => "binary",
            TypeLabel::Array => pick("array", "Array"),
            TypeLabel::Object => pick("object", "Object"),
            TypeLabel::Named(name) => name,
            TypeLabel::Blank => "",
            TypeLabel::TimeSpan => "time-span",
            TypeLabel::Any => "any",
            TypeLabel::ArrayOf(element) => {
                return write!(f, "{} of {}", pick("array", "Array"), within(element));
            }
            TypeLabel::ObjectOf(value) => {
                return write!(f, "{} of {}", pick("object", "Object"), within(value));
            }
            TypeLabel::Enum(members) => {
                return write!(f, "Enum: {}", members.join(", "));
            }
        })
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The start of a text that may have any length.
fn short(text: &str) -> std::borrow::Cow<'_, str> {
    const LONGEST: usize = 100;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// A word of any script, or signs alone.
fn is_member(text: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let is_sign = |c: char| {
        !is_letter(c)
            && !c.is_whitespace()
            && !c.is_control()
            && !matches!(c, '`' | '"' | '\\' | '|')
    };
    !text.is_empty() && (text.chars().all(is_letter) || text.chars().all(is_sign))
}
