//! Pages about one type: an enum with its members, or a carrier with its
//! properties. They hold what operation pages leave out, and say where the type
//! is used.

use std::fmt::{self, Write};

use super::markdown::{BlockKind, blocks};
use super::parse::{Context, bullet_lines, front_matter, heading};
use super::table::{self, TableKind, members, properties, table_kind};
use super::{FrontMatter, PropertyRow, Structure, Table};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span, Spanned};

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

/// Reads an enum's page.
pub fn parse_enum(file: &SourceFile) -> (Option<EnumPage>, Vec<Diagnostic>) {
    read(file, |context| {
        let head = head(context, "Enum", TableKind::Members)?;
        let flags = front_flag(context, &head.front, "flags");
        let generated = front_flag(context, &head.front, "generated");
        // Upstream has pages that say what an enum is for and nothing more.
        let members = context
            .tables(TableKind::Members, members)
            .unwrap_or_default();
        let Head { front, name, prose } = head;
        Some(EnumPage {
            front,
            flags,
            generated,
            name,
            prose,
            members,
            usage: usage(context),
        })
    })
}

/// Reads a carrier's page.
pub fn parse_type(file: &SourceFile) -> (Option<TypePage>, Vec<Diagnostic>) {
    read(file, |context| {
        let head = head(context, "Type", TableKind::Property)?;
        let Some(properties) = context.tables(TableKind::Property, properties) else {
            context.missing(
                "missing-properties",
                "the page has no table `| Property Name | Type | Description |`",
            );
            return None;
        };
        let generated = front_flag(context, &head.front, "generated");
        let Head { front, name, prose } = head;
        Some(TypePage {
            front,
            generated,
            name,
            prose,
            properties,
            usage: usage(context),
        })
    })
}

/// The page as Markdown. Reading it again gives the same page.
pub fn write_enum(page: &EnumPage) -> String {
    let mut out = front(&page.front, page.flags, page.generated);
    let mut write = || -> fmt::Result {
        writeln!(out, "# {} Enum\n", *page.name)?;
        if let Some(prose) = &page.prose {
            writeln!(out, "{}\n", **prose)?;
        }
        if !page.members.rows.is_empty() {
            out.push_str("| Name | Value | Description |\n|------|-------|-------------|\n");
        }
        for row in &page.members.rows {
            let value = row
                .value
                .value
                .map(|value| value.to_string())
                .unwrap_or_default();
            writeln!(out, "|{}|{value}|{}|", *row.name, *row.description)?;
        }
        write_usage(&mut out, &page.usage)
    };
    write().expect("writing to a string cannot fail");
    out
}

/// The page as Markdown. Reading it again gives the same page.
pub fn write_type(page: &TypePage) -> String {
    let mut out = front(&page.front, false, page.generated);
    let mut write = || -> fmt::Result {
        writeln!(out, "# {} Type\n", *page.name)?;
        if let Some(prose) = &page.prose {
            writeln!(out, "{}\n", **prose)?;
        }
        out.push_str(table::PROPERTY_HEAD);
        for row in &page.properties.rows {
            writeln!(
                out,
                "| {} | {} | {} |",
                *row.name,
                row.label.lower(),
                *row.description
            )?;
        }
        write_usage(&mut out, &page.usage)
    };
    write().expect("writing to a string cannot fail");
    out
}

impl UsedBy {
    /// Reads what stands after the bullet.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(line: &str) -> Result<Self, String> {
        let pair = |text: &str| {
            let (owner, member) = text
                .split_once('.')
                .filter(|(owner, member)| is_owner(owner) && !member.is_empty())?;
            Some((owner.to_owned(), member.to_owned()))
        };
        let wrong = || format!("`{line}` names no place that can have a type");
        if line.starts_with('[') {
            return Ok(Self::Column(line.to_owned()));
        }
        if let Some(rest) = line.strip_prefix("Property ") {
            return pair(rest)
                .map(|(carrier, property)| Self::Property { carrier, property })
                .ok_or_else(wrong);
        }
        if let Some(rest) = line.strip_prefix("Request property ") {
            return pair(rest)
                .map(|(uid, property)| Self::Argument { uid, property })
                .ok_or_else(wrong);
        }
        if let Some(rest) = line.strip_prefix("Parameter ") {
            return pair(rest)
                .map(|(uid, parameter)| Self::Parameter { uid, parameter })
                .ok_or_else(wrong);
        }
        let uid = |rest: &str| is_owner(rest).then(|| rest.to_owned()).ok_or_else(wrong);
        if let Some(rest) = line.strip_prefix("Request ") {
            return Ok(Self::Request { uid: uid(rest)? });
        }
        if let Some(rest) = line.strip_prefix("Response ") {
            return Ok(Self::Response { uid: uid(rest)? });
        }
        Err(wrong())
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

struct Head {
    front: FrontMatter,
    name: Spanned<String>,
    prose: Option<Spanned<String>>,
}

fn read<Page>(
    file: &SourceFile,
    page: impl FnOnce(&mut Context<'_>) -> Option<Page>,
) -> (Option<Page>, Vec<Diagnostic>) {
    let blocks = blocks(&file.text);
    let mut context = Context::new(file, &blocks);
    let page = page(&mut context);
    context.report_rest("heading, prose, table, Usage");
    (page, context.diagnostics)
}

fn head(context: &mut Context<'_>, kind: &str, table: TableKind) -> Option<Head> {
    let front = front_matter(context);
    if front.is_none() {
        context.missing(
            "missing-front-matter",
            "the page has no front matter with a `title` and a `uid`",
        );
    }
    let name = heading(context).filter(|heading| heading.ends_with(kind));
    let Some(name) = name else {
        context.missing(
            "missing-heading",
            &format!("the page has no top heading `# Name {kind}`"),
        );
        return None;
    };
    let bare = name.value.trim_end_matches(kind).trim().to_owned();
    let span = Span::new(name.span.start(), name.span.start() + bare.len());
    if !is_name(&bare) {
        context.error(
            "invalid-type-name",
            span,
            format!("`{bare}` cannot be a type's name"),
            "write one word of letters and digits",
        );
        return None;
    }
    let prose = context.text_until(|context, block| {
        table_kind(context.text(), block) == Some(table) || context.section(block).is_some()
    });
    Some(Head {
        front: front?,
        name: Spanned::new(bare, span),
        prose,
    })
}

fn front_flag(context: &Context<'_>, front: &FrontMatter, key: &str) -> bool {
    let mut lines = context.text()[front.block.span().range()].lines();
    lines.any(|line| {
        line.split_once(':')
            .is_some_and(|(found, value)| found == key && value.trim() == "true")
    })
}

fn usage(context: &mut Context<'_>) -> Usage {
    let heading = context.take_if(|context, block| {
        context
            .section(block)
            .is_some_and(|name| name.eq_ignore_ascii_case("Usage"))
    });
    let Some(heading) = heading else {
        return Usage::default();
    };
    let mut usage = Usage {
        heading: heading.span.into(),
        lines: Vec::new(),
    };
    while let Some(block) = context.take_if(|_, block| block.kind == BlockKind::Text) {
        for line in bullet_lines(context.text(), block.span) {
            match UsedBy::parse(line.value) {
                Ok(used_by) => usage.lines.push(Spanned::new(used_by, line.span)),
                Err(reason) => context.error(
                    "invalid-usage",
                    line.span,
                    reason,
                    "write `* Property Carrier.Property`, `* Request property uid.Property`, `* Parameter uid.name`, `* Request uid` or `* Response uid`",
                ),
            }
        }
    }
    usage
}

fn front(front: &FrontMatter, flags: bool, generated: bool) -> String {
    let flags = if flags { "flags: true\n" } else { "" };
    let generated = if generated { "generated: true\n" } else { "" };
    format!(
        "---\ntitle: {}\nuid: {}\n{flags}{generated}---\n\n",
        *front.title, *front.uid
    )
}

fn write_usage(out: &mut String, usage: &Usage) -> fmt::Result {
    if usage.lines.is_empty() {
        return Ok(());
    }
    out.push_str("\n## Usage\n\n");
    usage
        .lines
        .iter()
        .try_for_each(|line| writeln!(out, "* {}", **line))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// A carrier's name, or an identifier, which may be of any script.
fn is_owner(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}
