//! The page that says what the words of the API mean: a sentence for each agent, resource, type and
//! property.

use std::collections::HashMap;

use super::markdown::{Block, BlockKind, blocks};
use super::parse::Context;
use super::table::{header, rows};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span, Spanned};

/// A page of terms with their meanings.
#[derive(Clone, Debug, PartialEq)]
pub struct GlossaryPage {
    /// The terms, in the order of the page.
    pub terms: Vec<Term>,
}

/// A term and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it names.
    pub kind: TermKind,
    /// The name; that of a property of one type alone follows that of the type and a dot.
    pub name: Spanned<String>,
    /// A sentence or several.
    pub meaning: Spanned<String>,
}

/// What a term names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TermKind {
    /// An agent.
    Agent,
    /// A REST resource.
    Resource,
    /// A carrier or an enum.
    Type,
    /// A property.
    Property,
}

impl TermKind {
    const ALL: [Self; 4] = [Self::Agent, Self::Resource, Self::Type, Self::Property];

    /// The head of the first column, which tells the tables apart.
    pub fn head(self) -> &'static str {
        match self {
            Self::Agent => "Agent",
            Self::Resource => "Resource",
            Self::Type => "Type",
            Self::Property => "Property",
        }
    }
}

/// Reads the page.
pub fn parse_glossary(file: &SourceFile) -> (Option<GlossaryPage>, Vec<Diagnostic>) {
    let blocks = blocks(&file.text);
    let mut context = Context::new(file, &blocks);
    let mut terms = Vec::new();
    let mut first: HashMap<(TermKind, String), Span> = HashMap::new();
    while let Some(block) = context.take_if(|_, _| true) {
        if !matches!(block.kind, BlockKind::Table { .. }) {
            continue;
        }
        let Some(kind) = kind(&mut context, &block) else {
            continue;
        };
        for term in table(&mut context, &block, kind) {
            let key = (kind, term.name.value.clone());
            match first.get(&key) {
                Some(known) => {
                    let message = format!("`{}` stands twice", *term.name);
                    let found = Diagnostic::error("duplicate-row", message);
                    let found = found.at(file, term.name.span);
                    let found = found.label(file, *known, "first here");
                    context
                        .diagnostics
                        .push(found.help("remove one of the rows"));
                }
                None => {
                    first.insert(key, term.name.span);
                }
            }
            terms.push(term);
        }
    }
    if terms.is_empty() && context.diagnostics.is_empty() {
        context.error(
            "missing-terms",
            Span::new(0, file.text.lines().next().map_or(0, str::len)),
            "the glossary has no term".into(),
            "add a table `| Property | Meaning |`, or remove the page",
        );
    }
    (Some(GlossaryPage { terms }), context.diagnostics)
}

/// What the terms of a table name.
fn kind(context: &mut Context<'_>, block: &Block) -> Option<TermKind> {
    let head = header(context.text(), block).unwrap_or_default();
    let mut kinds = TermKind::ALL.into_iter();
    let found = kinds.find(|kind| head == [kind.head(), "Meaning"]);
    if found.is_none() {
        let line = context.text()[block.span.range()].lines().next();
        let start = block.span.start();
        let span = Span::new(start, start + line.map_or(0, str::len));
        context.error(
            "unknown-table",
            span,
            "this is no table of a glossary".into(),
            "begin it with `| Agent | Meaning |`, `| Resource | Meaning |`, `| Type | Meaning |` or \
             `| Property | Meaning |`",
        );
    }
    found
}

fn table(context: &mut Context<'_>, block: &Block, kind: TermKind) -> Vec<Term> {
    let table = rows(context, block, |context, [name, meaning]| {
        let text = meaning.value;
        let is_sentence = text.ends_with(['.', '?', '!']) && !text.starts_with(char::is_lowercase);
        if !is_sentence {
            context.error(
                "no-sentence",
                if text.is_empty() {
                    name.span
                } else {
                    meaning.span
                },
                format!("what `{}` means is no sentence", name.value),
                "begin with a capital and end with a full stop",
            );
            return None;
        }
        Some(Term {
            kind,
            name: Spanned::new(name.value.to_owned(), name.span),
            meaning: Spanned::new(text.replace("\\|", "|"), meaning.span),
        })
    });
    table.rows.into_iter().map(|row| row.value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Vec<Term>, Vec<String>) {
        let file = SourceFile::new("glossary.md", "glossary.md", text);
        let (page, diagnostics) = parse_glossary(&file);
        let told = diagnostics.iter().map(|found| {
            let label = &found.labels[0];
            format!("{}:{} {}", label.line, label.column, found.code)
        });
        (
            page.map(|page| page.terms).unwrap_or_default(),
            told.collect(),
        )
    }

    #[test]
    fn terms_are_read_with_their_meanings() {
        let (terms, told) = parse(
            "# Glossary\n\nWords.\n\n| Agent | Meaning |\n|---|---|\n| Tree | Trees. |\n\n\
             | Property | Meaning |\n|---|---|\n| Tree.Height | In meters \\| feet. |\n| Height | How high? |\n",
        );
        assert!(told.is_empty(), "{told:?}");
        let said: Vec<_> = terms
            .iter()
            .map(|term| format!("{} {}: {}", term.kind.head(), *term.name, *term.meaning))
            .collect();
        assert_eq!(
            said,
            [
                "Agent Tree: Trees.",
                "Property Tree.Height: In meters | feet.",
                "Property Height: How high?",
            ]
        );
    }

    #[test]
    fn a_page_that_breaks_off_never_stops_the_program() {
        let text =
            "---\nuid: glossary\n---\n\n| Agent | Meaning |\n|---|---|\n| Größe | Ü \\| `x`. |\n";
        for (at, _) in text.char_indices() {
            parse(&text[..at]);
            parse(&text[at..]);
        }
    }

    #[test]
    fn bad_rows_are_told_with_their_places() {
        let check = |rows: &str, expected: &[&str]| {
            let (_, told) = parse(&format!("| Property | Meaning |\n|---|---|\n{rows}"));
            assert_eq!(told, expected, "{rows}");
        };
        check("| A | One. |\n| A | Two. |\n", &["4:3 duplicate-row"]);
        check(
            "| A | One. |\n\n| Property | Meaning |\n|---|---|\n| A | Two. |\n",
            &["7:3 duplicate-row"],
        );
        check("| A | One. | more |\n", &["3:1 wrong-cell-count"]);
        check("| A | |\n", &["3:3 no-sentence"]);
        check("| A | one. |\n", &["3:7 no-sentence"]);
        check("| A | One |\n", &["3:7 no-sentence"]);
        check("| | One. |\n", &["3:1 empty-name"]);
        check("", &["1:1 missing-terms"]);
        let (_, told) = parse("| Proprety | Meaning |\n|---|---|\n| A | One. |\n");
        assert_eq!(told, ["1:1 unknown-table"]);
    }
}
