//! What the text of a request body without a table states about its form.

use std::fmt;

/// The form of a body that no table describes and no sample shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyFact {
    /// An array of primary keys.
    Keys,
    /// An array of strings.
    Strings,
    /// String values by string keys.
    StringDictionary,
    /// Bytes, sent as they are.
    Stream,
    /// An XML text, sent as it is.
    Xml,
}

impl BodyFact {
    /// Reads the heading's name and the text below it.
    ///
    /// A name alone is no evidence; it has to agree with the text.
    pub fn read(name: &str, text: &str) -> Option<Self> {
        if let Some(fact) = ALL.into_iter().find(|fact| text.contains(fact.wording())) {
            return Some(fact);
        }
        let plural_key = name == "ids" || name.ends_with("Ids");
        let several = ["primary keys", "ollection of", "rray of"]
            .iter()
            .any(|phrase| text.contains(phrase));
        if text.contains("primary keys") || (plural_key && several) {
            Some(Self::Keys)
        } else if text.contains("string names") && text.contains("array") {
            Some(Self::Strings)
        } else if text.contains("StringDictionary") || text.starts_with("Dictionary of ") {
            Some(Self::StringDictionary)
        } else if text.contains("stream") || text.starts_with("Stream ") {
            Some(Self::Stream)
        } else if text.contains("as XML") {
            Some(Self::Xml)
        } else {
            None
        }
    }

    fn wording(self) -> &'static str {
        match self {
            Self::Keys => "An array of primary keys.",
            Self::Strings => "An array of strings.",
            Self::StringDictionary => "Strings by string keys.",
            Self::Stream => "Raw bytes.",
            Self::Xml => "An XML text.",
        }
    }
}

const ALL: [BodyFact; 5] = [
    BodyFact::Keys,
    BodyFact::Strings,
    BodyFact::StringDictionary,
    BodyFact::Stream,
    BodyFact::Xml,
];

impl fmt::Display for BodyFact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.wording())
    }
}
