//! What two documentation sets differ in, as plain data.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::{Serialize, Serializer};

/// All changes from one documentation set to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The older side, as the user named it.
    pub old: String,
    /// The newer side, as the user named it.
    pub new: String,
    /// How much has changed.
    pub summary: Summary,
    /// The changes by area, operations first, each area in the order of names.
    pub changes: Vec<Change>,
}

/// One change of the API.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// The area, such as `agents/Ticket` or `rest/Ticket`; `types` where several areas are concerned.
    pub area: String,
    /// What has changed.
    pub item: Item,
    /// Its name: an operation's identifier, `Carrier.Property`, `uid.parameter`, `Enum.Member`.
    pub name: String,
    /// What has become of it.
    #[serde(rename = "change")]
    pub kind: ChangeKind,
    /// What it means for a program that uses the bindings.
    pub class: Class,
    /// Why it means that.
    pub why: &'static str,
    /// What the older pages say, such as a type.
    pub before: Option<String>,
    /// What the newer pages say.
    pub after: Option<String>,
    /// The identifiers of the operations concerned, in order.
    pub operations: Vec<String>,
    /// Where it is in the older pages.
    pub old: Option<FileLine>,
    /// Where it is in the newer pages.
    pub new: Option<FileLine>,
}

/// A file and a line in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct FileLine {
    /// The file, as the user named its folder; behind `REV:` if it is of a revision.
    #[serde(serialize_with = "lossy")]
    pub file: PathBuf,
    /// Line, from 1.
    pub line: usize,
}

/// What can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Item {
    /// An operation as a whole.
    Operation,
    /// A path or query parameter.
    Parameter,
    /// A request body as a whole.
    RequestBody,
    /// A response body as a whole.
    ResponseBody,
    /// A property of a carrier or of an operation's arguments.
    Property,
    /// A status of a response.
    Status,
    /// A carrier with a page of its own.
    Type,
    /// An enum with a page of its own.
    Enum,
    /// A member of an enum.
    Member,
}

/// What can become of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another name: an operation with the same method and path, a path parameter in the same place.
    Renamed,
    /// An operation with the same identifier has another method or path; a required parameter another place.
    Moved,
    /// It has another type.
    Retyped,
    /// A call without it is no longer valid.
    Required,
    /// A call without it has become valid.
    Optional,
    /// It has become deprecated or obsolete.
    Deprecated,
    /// It no longer is.
    Undeprecated,
    /// It is newly, or in another way, restricted.
    Restricted,
    /// It no longer is.
    Unrestricted,
    /// Something else that its description states.
    Described,
    /// It has a type, which the older pages leave out.
    Typed,
    /// It has none: the newer pages leave it out.
    Untyped,
}

/// What a change means for a program that uses the bindings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// A program that compiled can fail to.
    Breaking,
    /// There is more than before, or a warning; every program still compiles.
    Addition,
    /// Nothing but documentation differs.
    Documentation,
}

/// The step of the version that changes ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// Nothing has changed.
    #[default]
    None,
    /// The last number.
    Patch,
    /// The middle number.
    Minor,
    /// The first number.
    Major,
}

/// Counts of changes.
///
/// An operation with another identifier is often another operation in the same place, so
/// what else such a one differs in is listed but not counted, except by its class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Operations that only the newer side has.
    pub operations_added: usize,
    /// Operations that only the older side has.
    pub operations_removed: usize,
    /// Operations with another identifier for the same method and path.
    pub operations_renamed: usize,
    /// Operations that differ in more than their documentation.
    pub operations_changed: usize,
    /// Operations of which only the documentation differs.
    pub operations_described: usize,
    /// Operations whose response has other properties.
    pub response_property_sets: usize,
    /// Operations whose request body has other properties.
    pub request_property_sets: usize,
    /// Operations with another method or path.
    pub paths: usize,
    /// Parameters that were added, removed or have another name, place or type, or have become required or optional.
    pub parameters: usize,
    /// Statuses that were added or removed.
    pub statuses: usize,
    /// Bodies, and properties of bodies, with another type.
    pub retyped: usize,
    /// Changes of pages about types and enums, and of members.
    pub types: usize,
    /// Types of values, and names of types, that differ because the pages of a side leave them out.
    pub left_out: usize,
    /// Changes that are breaking.
    pub breaking: usize,
    /// Changes that are additions.
    pub additions: usize,
    /// Changes of documentation.
    pub documentation: usize,
}

impl Report {
    /// The step of the version that follows from the changes.
    pub fn step(&self) -> Step {
        let steps = self.changes.iter().map(|change| change.class.step());
        steps.max().unwrap_or_default()
    }
}

impl Class {
    /// The step of the version that a change of this class asks for.
    pub fn step(self) -> Step {
        match self {
            Self::Breaking => Step::Major,
            Self::Addition => Step::Minor,
            Self::Documentation => Step::Patch,
        }
    }
}

macro_rules! words {
    ($($ty:ident { $($variant:ident: $word:literal),* $(,)? })*) => {$(
        impl fmt::Display for $ty {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(match self {
                    $(Self::$variant => $word),*
                })
            }
        }
    )*};
}

words! {
    Class { Breaking: "breaking", Addition: "addition", Documentation: "documentation" }
    Step { None: "none", Patch: "patch", Minor: "minor", Major: "major" }
    Item {
        Operation: "operation",
        Parameter: "parameter",
        RequestBody: "request body",
        ResponseBody: "response body",
        Property: "property",
        Status: "status",
        Type: "type",
        Enum: "enum",
        Member: "member",
    }
    ChangeKind {
        Added: "added",
        Removed: "removed",
        Renamed: "renamed",
        Moved: "moved",
        Retyped: "retyped",
        Required: "required",
        Optional: "optional",
        Deprecated: "deprecated",
        Undeprecated: "undeprecated",
        Restricted: "restricted",
        Unrestricted: "unrestricted",
        Described: "described",
        Typed: "typed",
        Untyped: "untyped",
    }
}

impl fmt::Display for FileLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file.display(), self.line)
    }
}

/// A path as text, whatever it holds.
fn lossy<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&path.display())
}
