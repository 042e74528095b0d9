//! A page from its text, section by section.

use super::markdown::{Block, BlockKind, blocks, trim};
use super::sample::sample;
use super::table::{self, TableKind, table_kind};
use super::{
    FrontMatter, HttpLine, Page, Query, RequestBody, Response, Sample, Section, Structure, Table,
    TypeLabel,
};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span, Spanned, include_target};

/// Reads one operation's page.
///
/// Every line is either part of the page or named in a diagnostic. There is no
/// page when something that every operation needs is missing.
pub fn parse(file: &SourceFile) -> (Option<Page>, Vec<Diagnostic>) {
    let blocks = blocks(&file.text);
    let mut context = Context {
        file,
        blocks: &blocks,
        next: 0,
        diagnostics: Vec::new(),
        structure: Structure::default(),
    };
    let page = page(&mut context);
    let diagnostics = context.diagnostics;
    (page, diagnostics)
}

/// The blocks still to read, and what was found wrong so far.
pub(super) struct Context<'a> {
    file: &'a SourceFile,
    blocks: &'a [Block],
    next: usize,
    diagnostics: Vec<Diagnostic>,
    structure: Structure,
}

fn page(context: &mut Context<'_>) -> Option<Page> {
    let front = front_matter(context);
    let heading = context
        .take_if(|_, block| block.kind == BlockKind::Heading(1))
        .map(|block| heading_text(context, block));
    let http = http_line(context);
    if front.is_none() {
        context.missing(
            "missing-front-matter",
            "the page has no front matter with a `title` and a `uid`",
        );
    }
    if heading.is_none() {
        context.missing(
            "missing-heading",
            "the page has no top heading, `# METHOD path`",
        );
    }
    if http.is_none() {
        context.missing(
            "missing-http-line",
            "the page has no fence `http` with a line `METHOD /api/…`",
        );
    }
    let prose = context.text_until(|context, block| {
        table_kind(context.text(), block) == Some(TableKind::Path)
            || context.section(block).is_some_and(|name| {
                is(name, "Query String Parameters") || is(name, "Request Headers")
            })
    });
    let path_parameters = context
        .tables(TableKind::Path, table::parameters)
        .unwrap_or_default();
    let query = query(context);
    let headers = section(
        context,
        "Request Headers",
        TableKind::Headers,
        table::headers,
    );
    if headers.is_none() {
        context.missing(
            "missing-headers",
            "the page has no section `## Request Headers` with its table",
        );
    }
    let request = request(context);
    let response = response(context);
    let (sample_request, sample_response) = samples(context);
    context.report_rest();
    Some(Page {
        front: front?,
        heading: heading?,
        http: http?,
        prose,
        path_parameters,
        query,
        headers: headers?,
        request,
        response: response?,
        sample_request,
        sample_response,
        structure: std::mem::take(&mut context.structure),
    })
}

fn front_matter(context: &mut Context<'_>) -> Option<FrontMatter> {
    let block = context.take_if(|_, block| block.kind == BlockKind::FrontMatter)?;
    let value = |keys: [&str; 2]| {
        lines(context.text(), block.span).find_map(|line| {
            let (key, value) = line.value.split_once(':')?;
            let value = value.trim();
            let start = line.span.end() - line.value.trim_end_matches(' ').len().min(value.len());
            keys.contains(&key).then(|| {
                Spanned::new(
                    value.trim_matches('"').to_owned(),
                    Span::new(start.min(line.span.end()), line.span.end()),
                )
            })
        })
    };
    Some(FrontMatter {
        title: value(["title"; 2])?,
        uid: value(["uid", "id"])?,
        block: block.span.into(),
    })
}

fn http_line(context: &mut Context<'_>) -> Option<Spanned<HttpLine>> {
    let block = context.take_if(
        |_, block| matches!(&block.kind, BlockKind::Fence { info, .. } if info == "http"),
    )?;
    let BlockKind::Fence { content, .. } = block.kind else {
        return None;
    };
    context.structure.0.push(block.span);
    let mut lines = lines(context.text(), content);
    let line = lines.next()?;
    let extra = lines.next();
    if let Some(extra) = extra {
        context.error(
            "extra-http-line",
            extra.span,
            "the fence holds more than one line".into(),
            "keep the line with the operation's method and path",
        );
    }
    let (method, path) = line.value.split_once(' ')?;
    if !matches!(method, "GET" | "PUT" | "POST" | "DELETE" | "PATCH") || !path.starts_with("/api/")
    {
        context.error(
            "invalid-http-line",
            line.span,
            format!("`{}` is not a method and a path", line.value),
            "write a line such as `GET /api/v1/Contact/{id}`",
        );
        return None;
    }
    Some(Spanned::new(
        HttpLine {
            method: method.into(),
            path: path.trim().into(),
        },
        line.span,
    ))
}

fn query(context: &mut Context<'_>) -> Option<Query> {
    let section = section(
        context,
        "Query String Parameters",
        TableKind::Query,
        table::parameters,
    )?;
    let mut examples = Vec::new();
    if let Some(block) = context
        .take_if(|_, block| matches!(&block.kind, BlockKind::Fence { info, .. } if info == "http"))
        && let BlockKind::Fence { content, .. } = block.kind
    {
        context.structure.0.extend(fence_lines(block.span, content));
        examples.extend(
            lines(context.text(), content)
                .map(|line| Spanned::new(line.value.to_owned(), line.span)),
        );
    }
    Some(Query { section, examples })
}

fn section<Row>(
    context: &mut Context<'_>,
    name: &str,
    kind: TableKind,
    read: fn(&mut Context<'_>, &Block) -> Table<Row>,
) -> Option<Section<Row>> {
    let heading = context
        .take_if(|context, block| context.section(block).is_some_and(|found| is(found, name)))?;
    match context.tables(kind, read) {
        Some(table) => Some(Section {
            heading: heading.span.into(),
            table,
        }),
        None => {
            context.error(
                "missing-table",
                heading.span,
                format!("no table follows `## {name}`"),
                "add the table, or remove the heading",
            );
            None
        }
    }
}

fn request(context: &mut Context<'_>) -> Option<RequestBody> {
    let heading = context.take_if(|context, block| {
        context
            .section(block)
            .is_some_and(|name| prefix(name, "Request Body").is_some())
    })?;
    let named = heading_text(context, heading.clone());
    let words = after_colon(&named);
    let (name, format) = match words.value.split_once(' ') {
        Some((name, format)) => (name, Some(format.trim())),
        None => (&*words.value, None),
    };
    let start = words.span.start();
    let name_span = Span::new(start, start + name.len());
    let name = Spanned::new(name.to_owned(), name_span);
    let format = format.map(|format| {
        Spanned::new(
            format.to_owned(),
            Span::new(words.span.end() - format.len(), words.span.end()),
        )
    });
    let text = context.text_until(|context, block| {
        table_kind(context.text(), block) == Some(TableKind::Property)
            || context
                .section(block)
                .is_some_and(|name| prefix(name, "Response").is_some())
    });
    let properties = context.tables(TableKind::Property, table::properties);
    Some(RequestBody {
        heading: heading.span.into(),
        name,
        format,
        text,
        properties,
    })
}

fn response(context: &mut Context<'_>) -> Option<Response> {
    let heading = context.take_if(|context, block| {
        context.section(block).is_some_and(|name| {
            prefix(name, "Response").is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
        })
    });
    let Some(heading) = heading else {
        context.missing("missing-response", "the page has no section `## Response:`");
        return None;
    };
    let text = context
        .text_until(|context, block| table_kind(context.text(), block) == Some(TableKind::Status));
    let Some(statuses) = context.tables(TableKind::Status, table::statuses) else {
        context.error(
            "missing-statuses",
            heading.span,
            "the response has no table of statuses".into(),
            "add a table `| Response | Description |` with a row for each status",
        );
        return None;
    };
    let body_heading = context.take_if(|context, block| match block.kind {
        BlockKind::Heading(_) => context
            .section(block)
            .is_some_and(|name| prefix(name, "Response body").is_some()),
        BlockKind::Text => prefix(&context.text()[block.span.range()], "Response body:").is_some(),
        _ => false,
    });
    let properties = context.tables(TableKind::Property, table::properties);
    let named = heading_text(
        context,
        body_heading.clone().unwrap_or_else(|| heading.clone()),
    );
    let named = after_colon(&named);
    let mut response = Response {
        heading: heading.span.into(),
        text,
        statuses,
        body_heading: body_heading
            .map(|block| block.span.into())
            .unwrap_or_default(),
        body: None,
        properties,
    };
    response.body = match TypeLabel::parse(&named.value) {
        Ok(TypeLabel::Blank) if response.is_void() => None,
        Ok(TypeLabel::Blank) if response.properties.is_some() => {
            Some(Spanned::new(TypeLabel::Object, named.span))
        }
        Ok(TypeLabel::Blank) => Some(Spanned::new(TypeLabel::Byte, named.span)),
        Ok(label) => Some(Spanned::new(label, named.span)),
        Err(reason) => {
            context.error(
                "unknown-type",
                named.span,
                reason,
                "write a scalar such as `int32`, `array`, `object`, or a carrier's name",
            );
            None
        }
    };
    Some(response)
}

fn samples(context: &mut Context<'_>) -> (Option<Sample>, Option<Sample>) {
    let (mut request, mut response) = (None, None);
    while let Some(block) = context.peek().cloned() {
        let heading = context
            .section(&block)
            .filter(|name| is(name, "Sample request") || is(name, "Sample response"));
        let is_heading = heading.is_some();
        let fence = if is_heading {
            context.blocks.get(context.next + 1).cloned()
        } else {
            Some(block.clone())
        };
        let Some(fence) = fence else {
            context.structure.0.push(block.span);
            context.next += 1;
            break;
        };
        let slot = match &fence.kind {
            BlockKind::Fence { info, .. } if info == "http!" => &mut request,
            BlockKind::Fence { info, .. } if info == "http_" => &mut response,
            BlockKind::Text
                if is_heading && include_target(&context.text()[fence.span.range()]).is_some() =>
            {
                context.structure.0.extend([block.span, fence.span]);
                context.next += 2;
                continue;
            }
            _ if is_heading => {
                context.structure.0.push(block.span);
                context.next += 1;
                continue;
            }
            _ => break,
        };
        if slot.is_some() {
            break;
        }
        context.next += if is_heading { 2 } else { 1 };
        *slot = sample(context, &fence);
        if let (Some(sample), true) = (slot, is_heading) {
            sample.heading = block.span.into();
        }
    }
    (request, response)
}

impl<'a> Context<'a> {
    pub(super) fn text(&self) -> &'a str {
        &self.file.text
    }

    pub(super) fn error(&mut self, code: &'static str, span: Span, message: String, help: &str) {
        self.diagnostics.push(
            Diagnostic::error(code, message)
                .at(self.file, span)
                .help(help),
        );
    }

    pub(super) fn duplicate(&mut self, span: Span, first: Span, name: &str) {
        self.diagnostics.push(
            Diagnostic::error(
                "duplicate-row",
                format!("`{name}` stands twice in one table"),
            )
            .at(self.file, span)
            .label(self.file, first, "first here")
            .help("remove one of the rows"),
        );
    }

    fn missing(&mut self, code: &'static str, message: &str) {
        let at = self
            .peek()
            .map_or(self.text().trim_end().len(), |block| block.span.start());
        let end = self.text()[at..]
            .find('\n')
            .map_or(self.text().len(), |newline| at + newline);
        self.error(
            code,
            Span::new(at, end),
            message.into(),
            "add it here, in the form of the other pages",
        );
    }

    fn peek(&self) -> Option<&'a Block> {
        self.blocks.get(self.next)
    }

    fn take_if(&mut self, test: impl Fn(&Self, &Block) -> bool) -> Option<Block> {
        let block = self.peek().filter(|block| test(self, block))?;
        self.next += 1;
        Some(block.clone())
    }

    /// The name of a heading below the top one.
    fn section(&self, block: &Block) -> Option<&'a str> {
        matches!(block.kind, BlockKind::Heading(2..))
            .then(|| bare_heading(&self.text()[block.span.range()]))
    }

    /// Free Markdown up to a block that passes `end`; nothing is taken if none does.
    fn text_until(&mut self, end: impl Fn(&Self, &Block) -> bool) -> Option<Spanned<String>> {
        let count = self.blocks[self.next..]
            .iter()
            .position(|block| end(self, block))?;
        let taken = &self.blocks[self.next..self.next + count];
        self.next += count;
        let span = taken.first()?.span.to(taken.last()?.span);
        Some(Spanned::new(self.text()[span.range()].to_owned(), span))
    }

    /// One table, or several of the same kind in a row, which upstream makes of a broken one.
    fn tables<Row>(
        &mut self,
        kind: TableKind,
        read: fn(&mut Self, &Block) -> Table<Row>,
    ) -> Option<Table<Row>> {
        let mut merged: Option<Table<Row>> = None;
        while let Some(block) =
            self.take_if(|context, block| table_kind(context.text(), block) == Some(kind))
        {
            let table = read(self, &block);
            match &mut merged {
                None => merged = Some(table),
                Some(merged) => {
                    merged.head.0.extend(table.head.0);
                    merged.rows.extend(table.rows);
                }
            }
        }
        merged
    }

    /// Names every block that no section took.
    fn report_rest(&mut self) {
        while let Some(block) = self.peek() {
            self.next += 1;
            let first_line = lines(self.text(), block.span)
                .next()
                .map_or(block.span, |line| line.span);
            self.error(
                "unexpected-content",
                first_line,
                "this is no part of a reference page, or stands in the wrong place".into(),
                "the order is: HTTP line, prose, path table, Query String Parameters, Request Headers, Request Body, Response, Response body, Sample request, Sample response",
            );
        }
    }
}

/// The lines of a span that are not blank, each trimmed.
pub(super) fn lines(text: &str, span: Span) -> impl Iterator<Item = Spanned<&str>> {
    let mut at = span.start();
    text[span.range()]
        .split_inclusive('\n')
        .filter_map(move |line| {
            let trimmed = trim(text, Span::new(at, at + line.len()));
            at += line.len();
            (!trimmed.range().is_empty()).then(|| Spanned::new(&text[trimmed.range()], trimmed))
        })
}

/// The opening and the closing line of a fence.
pub(super) fn fence_lines(fence: Span, content: Span) -> [Span; 2] {
    [
        Span::new(fence.start(), content.start()),
        Span::new(content.end(), fence.end()),
    ]
}

fn heading_text(context: &Context<'_>, block: Block) -> Spanned<String> {
    let raw = &context.text()[block.span.range()];
    let bare = bare_heading(raw);
    let start = block.span.start() + raw.find(bare).unwrap_or(0);
    Spanned::new(bare.to_owned(), Span::new(start, start + bare.len()))
}

fn bare_heading(raw: &str) -> &str {
    raw.trim_start_matches('#').trim()
}

fn after_colon(text: &Spanned<String>) -> Spanned<String> {
    let value = text
        .value
        .split_once(':')
        .map_or("", |(_, rest)| rest.trim());
    Spanned::new(
        value.to_owned(),
        Span::new(text.span.end() - value.len(), text.span.end()),
    )
}

/// Dialects differ in the capitals of their headings.
fn is(found: &str, name: &str) -> bool {
    found.eq_ignore_ascii_case(name)
}

fn prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    is(head, prefix).then_some(rest.trim_start())
}
