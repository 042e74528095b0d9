//! The API as plain data: areas, operations, parameters, types. It knows neither Markdown nor Rust.

mod closure;
mod count;
mod decisions;
mod glossary;
mod patch;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::area::AreaKind;
use crate::facts::{Facts, OperationFacts};
use crate::source::Place;

pub use closure::{Closure, closures};
pub use count::{Counts, UntypedLeaf};
pub use decisions::{TypeEntry, Value, decisions, decisions_of};
pub use glossary::Glossary;
pub use patch::is_patch_step;

/// Everything the pages say about the API.
#[derive(Debug, Default)]
pub struct Api {
    /// The areas, agents before REST, each by name.
    pub areas: Vec<Area>,
    /// The types that bodies and properties refer to.
    pub carriers: BTreeMap<TypeName, Carrier>,
    /// The enums that parameters refer to.
    pub enums: BTreeMap<TypeName, Enumeration>,
    /// What words mean.
    pub glossary: Arc<Glossary>,
}

impl Api {
    /// The operations of all areas.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> + Clone {
        self.areas.iter().flat_map(|area| &area.operations)
    }

    /// The operations by identifier.
    pub(crate) fn operations_by_uid(&self) -> HashMap<&str, &Operation> {
        let operations = self.operations();
        let pairs = operations.map(|operation| (operation.uid.as_str(), operation));
        pairs.collect()
    }
}

/// The name of a carrier or an enum, unique among both.
pub type TypeName = Arc<str>;

/// Operations that belong together: an agent, or a REST resource.
#[derive(Debug, Hash)]
pub struct Area {
    /// Agent or REST.
    pub kind: AreaKind,
    /// Name without suffix, such as `Appointment`.
    pub name: String,
    /// The operations, by identifier.
    pub operations: Vec<Operation>,
}

impl Area {
    /// `agents/Ticket`: an agent and a resource can have the same name.
    pub fn path(&self) -> String {
        format!("{}/{}", self.kind.word(), self.name)
    }
}

/// One operation.
#[derive(Debug, Hash)]
pub struct Operation {
    /// Identifier, unique in the API, such as `v1AppointmentAgent_Accept`.
    pub uid: String,
    /// The part of the identifier that names the operation in its area.
    pub name: String,
    /// `GET`, `PUT`, `POST`, `DELETE` or `PATCH`.
    pub method: String,
    /// Path template from `/api/`.
    pub path: String,
    /// What the prose states.
    pub facts: OperationFacts,
    /// The paragraphs of the prose, where it says more than the facts; else none.
    pub text: Vec<String>,
    /// Path parameters, in the order of the path.
    pub path_parameters: Vec<Parameter>,
    /// Query parameters, in the order of the page.
    pub query_parameters: Vec<Parameter>,
    /// The request body.
    pub request: Option<Body>,
    /// What the request body is, where the page says more than its facts.
    pub request_text: Option<String>,
    /// The response body.
    pub response: ResponseBody,
    /// Status codes with the page's words for them.
    pub statuses: Vec<(u16, String)>,
    /// The media types that the request can be sent in.
    pub media_types: Vec<String>,
    /// The page.
    pub origin: Place,
}

/// A path or query parameter.
#[derive(Debug, Hash)]
pub struct Parameter {
    /// Wire name.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Whether a call without it is invalid.
    pub required: bool,
    /// What its description states.
    pub facts: Facts,
    /// The description, where it says more than the facts.
    pub text: Option<String>,
    /// Where it is described.
    pub origin: Place,
}

/// A request body.
#[derive(Debug, Hash)]
pub enum Body {
    /// The arguments of one operation, as an object of its own.
    Arguments(Vec<Property>),
    /// A value of a type that is used elsewhere too.
    Json(Type, Evidence),
    /// Bytes in a media type of the caller's choice.
    Content,
    /// The same as the one file of a form, by the name of its field.
    File(String),
}

/// A response body.
#[derive(Debug, Hash)]
pub enum ResponseBody {
    /// None.
    Nothing,
    /// A JSON value.
    Json(Type, Evidence),
    /// Bytes.
    Bytes,
}

/// A structured type.
#[derive(Debug, Hash)]
pub struct Carrier {
    /// Its name.
    pub name: TypeName,
    /// Where the name comes from.
    pub naming: Naming,
    /// The release that brought it.
    pub since: Option<String>,
    /// What its page says of it, where that is more than the release.
    pub text: Option<String>,
    /// The properties in the order of the table or sample.
    pub properties: Vec<Property>,
    /// The tables and samples that show it; the first decided the order.
    pub origins: Vec<Place>,
}

/// Where a carrier's name comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Naming {
    /// A body heading or a Type column names it.
    Heading,
    /// It has a page of its own.
    Page,
    /// A description names it.
    Description,
    /// A property that holds it.
    Property,
    /// The operation that responds with it.
    Operation,
}

/// A property of a carrier or of an operation's arguments.
#[derive(Debug, Hash)]
pub struct Property {
    /// Wire name.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// What its description states.
    pub facts: Facts,
    /// The description, where it says more than the facts.
    pub text: Option<String>,
    /// How the type was decided.
    pub evidence: Evidence,
}

/// A type of the API.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// `true` or `false`
    Bool,
    /// 32-bit integer
    Int32,
    /// 64-bit integer
    Int64,
    /// Floating point number
    Double,
    /// Text
    String,
    /// Point in time
    DateTime,
    /// Day, without a time
    Date,
    /// Length of time
    TimeSpan,
    /// Base64 in JSON
    Bytes,
    /// Any JSON value: the pages do not say more
    Json,
    /// Array
    List(Box<Type>),
    /// Object with keys of the user's choice
    Dictionary(Box<Type>),
    /// Object with known properties
    Carrier(TypeName),
    /// One of a list of names
    Enum(TypeName),
}

/// An enum, by the names of its members.
#[derive(Debug, Hash)]
pub struct Enumeration {
    /// Its name.
    pub name: TypeName,
    /// Whether members can be combined.
    pub flags: bool,
    /// The release that brought it.
    pub since: Option<String>,
    /// What its page says of it, where that is more than the release.
    pub text: Option<String>,
    /// The members in the order of the page.
    pub members: Vec<Member>,
    /// The page of the enum, and the parameters that list its members.
    pub origins: Vec<Place>,
}

/// A member of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Member {
    /// Wire name.
    pub name: String,
    /// The number that stands for it, where the pages say it.
    pub value: Option<i64>,
    /// The release that brought it.
    pub since: Option<String>,
    /// What the page says of it, where that is more than the release.
    pub text: Option<String>,
}

/// How a type was decided, and by what.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The rule.
    pub rule: Rule,
    /// The rows and samples that it rests on.
    pub places: Vec<Place>,
}

/// What a type rests on can be elsewhere without the type being another one.
impl Hash for Evidence {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.rule.hash(state);
    }
}

/// The rules that decide a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The Type column or the body heading says it.
    Table,
    /// A nested object or an element has exactly the properties of one carrier.
    Shape,
    /// The sample shows it.
    Sample,
    /// The property has the name of a carrier, and something else agrees.
    Name,
    /// The description says it.
    Description,
    /// The page of a carrier says it.
    TypePage,
    /// The page of an enum says it.
    EnumPage,
    /// Rows whose columns the caller chooses.
    DynamicColumns,
    /// A JSON Patch value, which can be anything.
    PatchValue,
    /// Nothing says it.
    Unknown,
}

impl Type {
    /// The innermost type of arrays and dictionaries.
    pub fn leaf(&self) -> &Type {
        match self {
            Type::List(inner) | Type::Dictionary(inner) => inner.leaf(),
            other => other,
        }
    }

    /// The same arrays and dictionaries around another innermost type.
    pub fn with_leaf(&self, leaf: Type) -> Type {
        match self {
            Type::List(inner) => Type::List(Box::new(inner.with_leaf(leaf))),
            Type::Dictionary(inner) => Type::Dictionary(Box::new(inner.with_leaf(leaf))),
            _ => leaf,
        }
    }

    /// The carrier or enum within, if any.
    pub fn reference(&self) -> Option<&TypeName> {
        match self.leaf() {
            Type::Carrier(name) | Type::Enum(name) => Some(name),
            _ => None,
        }
    }
}

/// In the words of a Type column.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Type::Bool => f.write_str("bool"),
            Type::Int32 => f.write_str("int32"),
            Type::Int64 => f.write_str("int64"),
            Type::Double => f.write_str("double"),
            Type::String => f.write_str("string"),
            Type::DateTime => f.write_str("date-time"),
            Type::Date => f.write_str("date"),
            Type::TimeSpan => f.write_str("time-span"),
            Type::Bytes => f.write_str("byte"),
            Type::Json => f.write_str("any"),
            Type::List(element) => write!(f, "array of {element}"),
            Type::Dictionary(value) => write!(f, "object of {value}"),
            Type::Carrier(name) | Type::Enum(name) => f.write_str(name),
        }
    }
}

impl Operation {
    /// The properties of a body that is the operation's own; none if it has another body, or none.
    pub fn arguments(&self) -> &[Property] {
        match &self.request {
            Some(Body::Arguments(properties)) => properties,
            _ => &[],
        }
    }

    /// Whether `null` is a response: an agent's way to say that there is no such entity.
    pub fn may_find_nothing(&self, kind: AreaKind) -> bool {
        const VERBS: [&str; 3] = ["Get", "Read", "Resolve"];

        let is_entity = matches!(self.response, ResponseBody::Json(Type::Carrier(_), _));
        let mut verbs = VERBS.iter().filter_map(|verb| self.name.strip_prefix(verb));
        let is_word = |rest: &str| !rest.starts_with(|next: char| next.is_ascii_lowercase());
        kind == AreaKind::Agent && is_entity && verbs.any(is_word)
    }

    /// The parameters, those of the path first.
    pub fn parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.path_parameters.iter().chain(&self.query_parameters)
    }

    /// The types that a caller of the operation needs, arguments included.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let parameters = self.parameters().map(|parameter| &parameter.ty);
        let arguments = self.arguments();
        let body = match &self.request {
            Some(Body::Json(ty, _)) => Some(ty),
            _ => None,
        };
        let response = match &self.response {
            ResponseBody::Json(ty, _) => Some(ty),
            _ => None,
        };
        parameters
            .chain(arguments.iter().map(|property| &property.ty))
            .chain(body)
            .chain(response)
    }
}
