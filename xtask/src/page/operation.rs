//! The page of an operation.

use super::{Sample, Structure, TypeLabel};
use crate::source::Spanned;

/// A page that describes one operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// `title` and `uid` (or `id`) of the front matter.
    pub front: FrontMatter,
    /// The top heading.
    pub heading: Spanned<String>,
    /// Method and path template.
    pub http: Spanned<HttpLine>,
    /// Free Markdown between the HTTP line and the first table.
    pub prose: Option<Spanned<String>>,
    /// The table of path parameters.
    pub path_parameters: Table<ParameterRow>,
    /// The query string section.
    pub query: Option<Query>,
    /// The table of request headers.
    pub headers: Section<HeaderRow>,
    /// The request body section.
    pub request: Option<RequestBody>,
    /// The response section.
    pub response: Response,
    /// The sample request.
    pub sample_request: Option<Sample>,
    /// The sample response.
    pub sample_response: Option<Sample>,
    /// Places of Markdown that carries no fact: headings without a name, fences, includes that led nowhere.
    pub structure: Structure,
}

impl Page {
    /// The rows of the path table, then those of the query table.
    pub fn parameters(&self) -> impl Iterator<Item = &Spanned<ParameterRow>> {
        self.path_parameters
            .rows
            .iter()
            .chain(self.query_parameters())
    }

    /// The same, to be changed.
    pub(crate) fn parameters_mut(&mut self) -> impl Iterator<Item = &mut Spanned<ParameterRow>> {
        let query = self.query.iter_mut();
        let query = query.flat_map(|query| &mut query.section.table.rows);
        self.path_parameters.rows.iter_mut().chain(query)
    }

    /// The rows of the request's properties, then those of the response's.
    pub fn properties(&self) -> impl Iterator<Item = &Spanned<PropertyRow>> {
        let request = self.request.iter().flat_map(RequestBody::rows);
        let response = self.response.properties.iter();
        request.chain(response.flat_map(|table| &table.rows))
    }

    /// The same, to be changed.
    pub(crate) fn properties_mut(&mut self) -> impl Iterator<Item = &mut Spanned<PropertyRow>> {
        let request = self.request.iter_mut();
        let request = request.flat_map(|request| &mut request.properties);
        let tables = request.chain(&mut self.response.properties);
        tables.flat_map(|table| &mut table.rows)
    }

    /// What the page says of the types of bodies and their properties.
    pub fn labels(&self) -> impl Iterator<Item = &Spanned<TypeLabel>> {
        let request = self.request.iter().flat_map(|request| &request.label);
        let bodies = request.chain(&self.response.body);
        self.properties().map(|row| &row.label).chain(bodies)
    }

    /// The media types between backticks in the row of the Content-Type header.
    pub(crate) fn media_types(&self) -> Vec<String> {
        let rows = &self.headers.table.rows;
        let row = rows
            .iter()
            .find(|row| row.name.eq_ignore_ascii_case("Content-Type"));
        let types = row
            .into_iter()
            .flat_map(|row| row.description.split('`').skip(1).step_by(2));
        types.map(str::to_owned).collect()
    }

    /// The rows of the query table.
    pub fn query_parameters(&self) -> impl Iterator<Item = &Spanned<ParameterRow>> {
        self.query
            .iter()
            .flat_map(|query| &query.section.table.rows)
    }
}

/// Identity of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct FrontMatter {
    /// All of it, with its fences.
    pub block: Structure,
    /// The page's title.
    pub title: Spanned<String>,
    /// The operation's identifier, unique in the documentation.
    pub uid: Spanned<String>,
}

/// `POST /api/v1/Agents/Appointment/Accept`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpLine {
    /// `GET`, `PUT`, `POST`, `DELETE` or `PATCH`.
    pub method: String,
    /// The path template, from `/api/`.
    pub path: String,
}

impl HttpLine {
    /// The path as titles have it, from below `/api/v1/`.
    pub fn short_path(&self) -> &str {
        self.path.trim_start_matches("/api/v1/")
    }

    /// The names between braces in the path template.
    pub(crate) fn template_names(&self) -> impl Iterator<Item = &str> {
        let parts = self.path.split('{').skip(1);
        parts.filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
    }
}

/// A table: the places of its header and its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<Row> {
    /// Header and separator rows.
    pub head: Structure,
    /// The rows.
    pub rows: Vec<Spanned<Row>>,
}

impl<Row> Default for Table<Row> {
    fn default() -> Self {
        Self {
            head: Structure::default(),
            rows: Vec::new(),
        }
    }
}

/// A heading with the table below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Section<Row> {
    /// The heading.
    pub heading: Structure,
    /// The table.
    pub table: Table<Row>,
}

impl<Row> Default for Section<Row> {
    fn default() -> Self {
        Self {
            heading: Structure::default(),
            table: Table::default(),
        }
    }
}

/// A path or query parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct ParameterRow {
    /// Wire name.
    pub name: Spanned<String>,
    /// What the Type column says.
    pub label: Spanned<TypeLabel>,
    /// Whether the description is marked `**Required**`.
    pub required: bool,
    /// The description without that mark.
    pub description: Spanned<String>,
}

/// A request header.
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderRow {
    /// Header name.
    pub name: Spanned<String>,
    /// The description.
    pub description: Spanned<String>,
}

/// A property of a request or response body.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyRow {
    /// Wire name.
    pub name: Spanned<String>,
    /// What the Type column says.
    pub label: Spanned<TypeLabel>,
    /// The description.
    pub description: Spanned<String>,
}

/// A status of the response.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusRow {
    /// The status code.
    pub code: Spanned<u16>,
    /// The description.
    pub description: Spanned<String>,
}

impl StatusRow {
    /// Whether it is the status of a success.
    pub fn is_success(&self) -> bool {
        matches!(*self.code, 200..=299)
    }
}

/// The query string section.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The parameters.
    pub section: Section<ParameterRow>,
    /// One example line a parameter, each a method and a path with query.
    pub examples: Vec<Spanned<String>>,
}

/// The request body section.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// The heading.
    pub heading: Structure,
    /// The name in the heading, such as `request` or `image`.
    pub name: Spanned<String>,
    /// What stands after the name: `binary`, `string`, `array` for an array of what the table
    /// describes, or any type.
    pub label: Option<Spanned<TypeLabel>>,
    /// Free Markdown between the heading and the table.
    pub text: Option<Spanned<String>>,
    /// The properties, when the body is described by a table.
    pub properties: Option<Table<PropertyRow>>,
}

impl RequestBody {
    /// The rows of its properties.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Spanned<PropertyRow>> {
        self.properties.iter().flat_map(|table| &table.rows)
    }
}

/// The response section.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// The heading.
    pub heading: Structure,
    /// Free Markdown between the heading and the status table.
    pub text: Option<Spanned<String>>,
    /// The statuses.
    pub statuses: Table<StatusRow>,
    /// The heading or paragraph that names the body.
    pub body_heading: Structure,
    /// What the body is: a carrier's name, `array`, `string`, …
    pub body: Option<Spanned<TypeLabel>>,
    /// The properties, when the body is described by a table.
    pub properties: Option<Table<PropertyRow>>,
}

impl Response {
    /// Whether the only success the page lists is 204.
    pub fn is_void(&self) -> bool {
        !self
            .statuses
            .rows
            .iter()
            .any(|row| matches!(*row.code, 200..=203 | 205..=299))
    }
}
