//! Which findings are allowed.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result};
use toml::de::{DeTable, DeValue};

use super::rule::{LintRule, RULES};
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};

/// Which findings are allowed: the `[allow]` of a `lint.toml`.
#[derive(Debug, Default)]
pub struct Config {
    file: Option<SourceFile>,
    allowances: Vec<Allowance>,
}

/// A rule that may be broken, everywhere or on some pages.
#[derive(Debug)]
struct Allowance {
    rule: LintRule,
    /// A page or a folder below the documentation folder; empty for all of it.
    folder: String,
    span: Span,
    used: AtomicBool,
}

impl Config {
    /// Reads a configuration.
    ///
    /// # Errors
    /// The file cannot be read. What is wrong in it is among the diagnostics.
    pub fn read(path: &Path) -> Result<(Self, Vec<Diagnostic>)> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.display().to_string();
        Ok(Self::parse(SourceFile::new(path, name, text)))
    }

    /// Takes what can be understood of a configuration, and says what cannot.
    pub fn parse(file: SourceFile) -> (Self, Vec<Diagnostic>) {
        let mut allowances = Vec::new();
        let mut diagnostics = Vec::new();
        match DeTable::parse(&file.text) {
            Ok(table) => {
                for (key, value) in table.get_ref() {
                    match value.get_ref() {
                        DeValue::Table(rules) if key.get_ref() == "allow" => {
                            for (id, paths) in rules {
                                let name = id.get_ref().as_ref();
                                match LintRule::named(name) {
                                    Some(rule) => {
                                        allow(rule, paths, &file, &mut allowances, &mut diagnostics)
                                    }
                                    None => diagnostics.push(unknown_rule(name, &file, id.span())),
                                }
                            }
                        }
                        _ => diagnostics.push(invalid(
                            &file,
                            key.span(),
                            format!("`{}` is no setting", key.get_ref()),
                            "the only one is the table `[allow]`",
                        )),
                    }
                }
            }
            Err(error) => diagnostics.push(invalid(
                &file,
                error.span().unwrap_or_default(),
                error.message().to_owned(),
                "correct the syntax: the file is TOML",
            )),
        }
        let config = Self {
            file: Some(file),
            allowances,
        };
        (config, diagnostics)
    }

    /// Whether a finding of `rule` on the page at `relative` is allowed.
    pub(super) fn allows(&self, rule: LintRule, relative: &str) -> bool {
        let mut allowed = false;
        for allowance in &self.allowances {
            if allowance.rule == rule && lies_in(relative, &allowance.folder) {
                allowance.used.store(true, Ordering::Relaxed);
                allowed = true;
            }
        }
        allowed
    }

    /// Warnings of allowances that nothing needed.
    pub(super) fn unused(&self) -> Vec<Diagnostic> {
        let Some(file) = &self.file else {
            return Vec::new();
        };
        let unused = self
            .allowances
            .iter()
            .filter(|allowance| !allowance.used.load(Ordering::Relaxed));
        let warning = |allowance: &Allowance| {
            let message = format!("no finding of `{}` is allowed by this", allowance.rule.id);
            Diagnostic::warning("unused-allowance", message)
                .at(file, allowance.span)
                .help("remove it")
        };
        unused.map(warning).collect()
    }
}

fn allow(
    rule: LintRule,
    paths: &toml::Spanned<DeValue<'_>>,
    file: &SourceFile,
    allowances: &mut Vec<Allowance>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut add = |folder: &str, range: std::ops::Range<usize>| {
        allowances.push(Allowance {
            rule,
            folder: folder.trim_end_matches('/').to_owned(),
            span: range.into(),
            used: AtomicBool::new(false),
        });
    };
    match paths.get_ref() {
        DeValue::Boolean(true) => return add("", paths.span()),
        DeValue::Array(paths) => {
            let texts: Option<Vec<_>> = paths
                .iter()
                .map(|path| match path.get_ref() {
                    DeValue::String(text) if !text.is_empty() => Some((text, path.span())),
                    _ => None,
                })
                .collect();
            if let Some(texts) = texts.filter(|texts| !texts.is_empty()) {
                texts
                    .into_iter()
                    .for_each(|(folder, range)| add(folder, range));
                return;
            }
        }
        _ => {}
    }
    diagnostics.push(invalid(
        file,
        paths.span(),
        format!("this does not say where `{}` is allowed", rule.id),
        "write `true` for everywhere, or a list of folders and pages such as [\"rest/Ticket\"]",
    ));
}

/// Whether a page lies in a folder, or is the page. In a checkout of upstream the folders of the
/// reference lie below others.
fn lies_in(relative: &str, folder: &str) -> bool {
    let (relative, folder) = (format!("/{relative}/"), format!("/{folder}/"));
    folder == "//" || relative.contains(&folder)
}

fn unknown_rule(name: &str, file: &SourceFile, range: std::ops::Range<usize>) -> Diagnostic {
    let ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
    let help = format!("the rules are {}", ids.join(", "));
    invalid(file, range, format!("there is no rule `{name}`"), &help)
}

fn invalid(
    file: &SourceFile,
    range: std::ops::Range<usize>,
    message: String,
    help: &str,
) -> Diagnostic {
    Diagnostic::error("invalid-lint-config", message)
        .at(file, range.into())
        .help(help)
}
