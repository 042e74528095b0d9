//! Pages about one type: an enum with its members, or a carrier with its properties. They hold what
//! operation pages leave out, and say where the type is used.

use std::fmt;

use serde_json::{Map, Value};

use super::{FrontMatter, PropertyRow, Structure, Table};
use crate::source::Spanned;

/// A page that lists the members of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumPage {
    /// Title and identifier.
    pub front: FrontMatter,
    /// Whether members can be combined: `flags: true` in the front matter.
    pub flags: bool,
    /// Whether an import wrote the page, and may write it again: `generated: true`.
    pub generated: bool,
    /// The name in the heading, `# Name Enum`.
    pub name: Spanned<String>,
    /// Free Markdown above the table.
    pub prose: Option<Spanned<String>>,
    /// The members and their numbers once more, in JSON.
    pub sample: Option<Spanned<Value>>,
    /// The members.
    pub members: Table<MemberRow>,
    /// Where the enum is used.
    pub usage: Usage,
}

/// A member of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberRow {
    /// Wire name.
    pub name: Spanned<String>,
    /// The number that stands for it, where it is known.
    pub value: Spanned<Option<i64>>,
    /// The description.
    pub description: Spanned<String>,
}

impl EnumPage {
    /// What the page's sample has to show: each member with its number, and how two are combined,
    /// where they can be.
    pub fn shown(&self) -> Map<String, Value> {
        let rows = || {
            self.members
                .rows
                .iter()
                .map(|row| (&row.name, row.value.value.value))
        };
        let is_flag = |value: Option<i64>| value.is_some_and(|value| value.count_ones() == 1);
        let mut flags: Vec<_> = rows().filter(|(_, value)| is_flag(*value)).collect();
        if flags.len() < 2 {
            flags = rows().collect();
        }
        let mut shown: Map<_, _> = rows()
            .map(|(name, value)| (name.value.clone(), value.into()))
            .collect();
        if let (true, [(one, a), (other, b), ..]) = (self.flags, &flags[..]) {
            let both = a.zip(*b).map(|(a, b)| a | b);
            shown.insert(format!("{}, {}", one.value, other.value), both.into());
        }
        shown
    }
}

/// A page that lists the properties of a carrier.
#[derive(Clone, Debug, PartialEq)]
pub struct TypePage {
    /// Title and identifier.
    pub front: FrontMatter,
    /// Whether an import wrote the page, and may write it again: `generated: true`.
    pub generated: bool,
    /// The name in the heading, `# Name Type`.
    pub name: Spanned<String>,
    /// Free Markdown above the table.
    pub prose: Option<Spanned<String>>,
    /// The carrier as it is sent, with a value for each property.
    pub sample: Option<Spanned<Value>>,
    /// The properties.
    pub properties: Table<PropertyRow>,
    /// Where the carrier is used.
    pub usage: Usage,
}

/// The list below `## Usage`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Usage {
    /// The heading.
    pub heading: Structure,
    /// One place a line.
    pub lines: Vec<Spanned<UsedBy>>,
}

/// A place that has the type.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UsedBy {
    /// `* Property AppointmentEntity.Type`
    Property {
        /// The carrier.
        carrier: String,
        /// Its property.
        property: String,
    },
    /// `* Request property v1AppointmentAgent_Accept.UpdateMode`
    Argument {
        /// The operation.
        uid: String,
        /// The property of its arguments.
        property: String,
    },
    /// `* Parameter v1Batch_GetBatchTaskInfosByState.state`
    Parameter {
        /// The operation.
        uid: String,
        /// Its path or query parameter.
        parameter: String,
    },
    /// `* Request v1Batch_Save`
    Request {
        /// The operation.
        uid: String,
    },
    /// `* Response v1AppointmentAgent_ToggleActivity`
    Response {
        /// The operation.
        uid: String,
    },
    /// Upstream's own lines, which name columns of the database.
    Column(String),
}

impl UsedBy {
    /// Reads what stands after the bullet.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(line: &str) -> Result<Self, String> {
        if line.starts_with('[') {
            return Ok(Self::Column(line.to_owned()));
        }
        let parts = [
            ("Property ", Self::property as fn(&str, &str) -> Self),
            ("Request property ", Self::argument),
            ("Parameter ", Self::parameter),
        ];
        let part = parts.iter().find_map(|(start, place)| {
            let (owner, member) = line.strip_prefix(start)?.split_once('.')?;
            let is_place = is_owner(owner) && !member.is_empty();
            is_place.then(|| place(owner, member))
        });
        let wholes = [
            ("Request ", Self::request as fn(&str) -> Self),
            ("Response ", Self::response),
        ];
        let whole = wholes.iter().find_map(|(start, place)| {
            let uid = line.strip_prefix(start)?;
            is_owner(uid).then(|| place(uid))
        });
        part.or(whole)
            .ok_or_else(|| format!("`{line}` names no place that can have a type"))
    }
}

impl fmt::Display for UsedBy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property { carrier, property } => write!(f, "Property {carrier}.{property}"),
            Self::Argument { uid, property } => write!(f, "Request property {uid}.{property}"),
            Self::Parameter { uid, parameter } => write!(f, "Parameter {uid}.{parameter}"),
            Self::Request { uid } => write!(f, "Request {uid}"),
            Self::Response { uid } => write!(f, "Response {uid}"),
            Self::Column(line) => f.write_str(line),
        }
    }
}

/// A carrier's name, or an identifier, which may be of any script.
fn is_owner(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}
