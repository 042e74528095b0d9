//! What upstream's documentation leaves out or gets wrong, each with the reason.
//!
//! `corrections.toml` is the one home of these facts. It is part of the program, so that an import
//! needs nothing beside it.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::page::{EnumPage, FrontMatter, MemberRow, Structure, Table, Usage, UsedBy};
use crate::source::{Span, Spanned};

/// The facts.
#[derive(Debug)]
pub struct Corrections {
    enums: Vec<EnumFacts>,
    by_place: HashMap<UsedBy, usize>,
    time_spans: Vec<(String, String)>,
    days: Vec<(String, String)>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    #[serde(default)]
    time_spans: Vec<String>,
    #[serde(default)]
    days: Vec<String>,
    #[serde(default)]
    r#enum: Vec<EnumFacts>,
}

/// What is known of an enum.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct EnumFacts {
    name: String,
    #[serde(default)]
    flags: bool,
    /// Members with their numbers.
    #[serde(default)]
    members: toml::map::Map<String, toml::Value>,
    /// Where it is used, in the words of a page's usage list.
    #[serde(default)]
    at: Vec<String>,
}

static SHIPPED: LazyLock<Corrections> = LazyLock::new(|| {
    Corrections::parse(include_str!("../../corrections.toml")).expect("a test reads the file")
});

impl Corrections {
    /// Those that are part of the program.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads them.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut by_place = HashMap::new();
        for (index, facts) in file.r#enum.iter().enumerate() {
            for place in &facts.at {
                if by_place.insert(UsedBy::parse(place)?, index).is_some() {
                    return Err(format!("`{place}` stands twice"));
                }
            }
        }
        let pair = |text: &String| {
            let (carrier, property) = text
                .split_once('.')
                .ok_or_else(|| format!("`{text}` is no property of a carrier"))?;
            Ok::<_, String>((carrier.to_owned(), property.to_owned()))
        };
        Ok(Self {
            time_spans: file.time_spans.iter().map(pair).collect::<Result<_, _>>()?,
            days: file.days.iter().map(pair).collect::<Result<_, _>>()?,
            enums: file.r#enum,
            by_place,
        })
    }

    /// The enum at a place.
    pub fn enum_at(&self, place: &UsedBy) -> Option<&str> {
        let &index = self.by_place.get(place)?;
        Some(&self.enums[index].name)
    }

    /// The enums whose members can be combined.
    pub fn flags(&self) -> impl Iterator<Item = &str> {
        self.enums
            .iter()
            .filter(|facts| facts.flags)
            .map(|facts| facts.name.as_str())
    }

    /// The properties that are lengths of time.
    pub fn time_spans(&self) -> impl Iterator<Item = (&str, &str)> {
        self.time_spans
            .iter()
            .map(|(carrier, property)| (carrier.as_str(), property.as_str()))
    }

    /// The properties that are days, which the documents show as points in time.
    pub fn days(&self) -> impl Iterator<Item = (&str, &str)> {
        self.days
            .iter()
            .map(|(carrier, property)| (carrier.as_str(), property.as_str()))
    }

    /// The enums whose members are known, as pages.
    pub fn enum_pages(&self) -> impl Iterator<Item = EnumPage> {
        let known = self.enums.iter().filter(|facts| !facts.members.is_empty());
        known.map(EnumFacts::page)
    }
}

impl EnumFacts {
    fn page(&self) -> EnumPage {
        let row = |(name, value): (&String, &toml::Value)| {
            spanned(MemberRow {
                name: spanned(name.clone()),
                value: spanned(value.as_integer()),
                description: spanned(String::new()),
            })
        };
        EnumPage {
            front: FrontMatter {
                block: Structure::default(),
                title: spanned(self.name.clone()),
                uid: spanned(format!("enum-{}", self.name.to_ascii_lowercase())),
            },
            flags: self.flags,
            generated: true,
            name: spanned(self.name.clone()),
            prose: None,
            members: Table {
                head: Structure::default(),
                rows: self.members.iter().map(row).collect(),
            },
            usage: Usage::default(),
        }
    }
}

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, Span::default())
}
