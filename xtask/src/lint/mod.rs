//! The documentation's own defects: what can be read, but misleads whoever reads it.

mod bodies;
mod config;
mod form;
mod render;
mod rule;
mod samples;
mod sarif;

use std::collections::HashMap;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::console::Console;
use crate::diagnostic::{Diagnostic, Severity, any_error};
use crate::load::PageCache;
use crate::page::{Placeholders, ResponseCarriers, SourcePage};
use crate::read::{DocumentationFolder, Sources, read_sets};
use crate::resolve::{Dissent, dissents};
use crate::source::Span;
use crate::workspace;

pub use config::Config;
pub use render::Format;
pub use rule::{LintRule, RULES};

/// What to look at, and how to show what is found.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A folder of reference pages in any dialect, or one page [default: docs/reference]
    #[arg(
        long,
        value_name = "PATH",
        default_value_os_t = workspace::reference(),
        hide_default_value = true
    )]
    pub docs: PathBuf,
    /// What is allowed [default: lint.toml in the folder, if there is one]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Show every finding, and not only the first of each kind
    #[arg(long)]
    pub all: bool,
}

/// What was found.
#[derive(Debug)]
pub struct Outcome {
    /// The findings in the chosen format.
    pub text: String,
    /// How many there are.
    pub findings: usize,
}

/// Finds the defects of documentation.
///
/// # Errors
/// The folder or the configuration cannot be read.
pub fn lint(options: &Options, console: &Console) -> Result<Outcome> {
    let config = config(options, console)?;
    let sources = read_sets(std::slice::from_ref(&options.docs))?;
    let findings = findings(sources, &config, console);
    console.report(&config.unused());
    Ok(Outcome {
        text: render::render(&findings, options.format, options.all),
        findings: findings.len(),
    })
}

/// What the options allow.
///
/// # Errors
/// The configuration cannot be read.
pub fn config(options: &Options, console: &Console) -> Result<Config> {
    let folder = match options.docs.parent() {
        Some(parent) if options.docs.is_file() => parent,
        _ => &options.docs,
    };
    let beside = folder.join("lint.toml");
    let path = match &options.config {
        Some(path) => path,
        None if beside.is_file() => {
            // What is wrong in it is shown, so it has to be a file of the documentation.
            let files = DocumentationFolder::new(folder, u64::MAX);
            if files.is_ok_and(|files| files.real(&beside).is_err()) {
                bail!(
                    "{}: the link leads out of the documentation; name the file with `--config`",
                    beside.display()
                );
            }
            &beside
        }
        None => return Ok(Config::default()),
    };
    let (config, diagnostics) = Config::read(path)?;
    console.report(&diagnostics);
    if any_error(&diagnostics) {
        bail!("{} cannot be used", path.display());
    }
    Ok(config)
}

/// The findings on all pages that the configuration does not allow, by place. The code of each is
/// the name of its rule.
pub fn findings(sources: Sources, config: &Config, console: &Console) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let mut found = |relative: &str, rule: LintRule, finding: Diagnostic| {
        if !config.allows(rule, relative) {
            findings.push(finding);
        }
    };
    for file in &sources.operations {
        for span in form::restarted(file) {
            let rule = rule::RESTARTED_TABLE;
            let finding = Diagnostic::warning(rule.id, "a table begins again with a second head")
                .at(file, span)
                .help("join both parts under the first head, and look whether a row is missing between them");
            found(&file.relative, rule, finding);
        }
    }
    let relative: HashMap<_, _> = sources
        .files()
        .map(|file| (file.path.clone(), file.relative.clone()))
        .collect();
    let mut kept = PageCache::default();
    // What lies among the pages and is none, such as an editor's lock, is nothing to correct in them.
    let (odd, wrong): (Vec<_>, Vec<_>) = kept
        .update(sources, console)
        .into_iter()
        .partition(|found| found.code == "odd-file");
    console.report(&odd);
    for diagnostic in wrong {
        let finding = Diagnostic {
            severity: Severity::Warning,
            code: rule::UNREADABLE_PAGE.id,
            ..diagnostic
        };
        let path = finding.labels.first().map(|label| &label.path);
        let relative = path.and_then(|path| relative.get(path));
        let relative = relative.cloned().unwrap_or_default();
        found(&relative, rule::UNREADABLE_PAGE, finding);
    }
    let pages = &kept.documentation.operations;
    let placeholders = Placeholders::detect(pages);
    let described = ResponseCarriers::new(pages);
    for source in pages {
        let mut page = PageFindings {
            source,
            findings: Vec::new(),
        };
        form::check(&mut page);
        bodies::check(&mut page, &placeholders, &described);
        samples::check(&mut page);
        for (rule, finding) in page.findings {
            found(&source.file.relative, rule, finding);
        }
    }
    let operations = pages.iter();
    let relative: HashMap<_, _> = operations
        .map(|source| (source.file.path.as_path(), source.file.relative.as_str()))
        .collect();
    for Dissent { diagnostic, .. } in dissents(&kept.documentation) {
        let path = diagnostic.labels.first().map(|label| label.path.as_path());
        let relative = path.and_then(|path| relative.get(path));
        if let Some(rule) = LintRule::named(diagnostic.code) {
            let relative = relative.copied().unwrap_or_default();
            let severity = Severity::Warning;
            found(
                relative,
                rule,
                Diagnostic {
                    severity,
                    ..diagnostic.clone()
                },
            );
        }
    }
    let place = |finding: &Diagnostic| {
        let label = finding.labels.first();
        label.map(|label| (label.path.clone(), label.line, label.column))
    };
    findings.sort_by(|one, other| {
        (place(one), one.code, &one.message).cmp(&(place(other), other.code, &other.message))
    });
    findings
}

/// A page, and what was found on it.
struct PageFindings<'a> {
    source: &'a SourcePage,
    findings: Vec<(LintRule, Diagnostic)>,
}

impl PageFindings<'_> {
    fn find(&mut self, rule: LintRule, span: Span, message: String, help: &str) {
        let finding = Diagnostic::warning(rule.id, message)
            .at(&self.source.file, span)
            .help(help);
        self.findings.push((rule, finding));
    }

    /// With a second place.
    fn find_with(
        &mut self,
        rule: LintRule,
        span: Span,
        message: String,
        help: &str,
        (other, text): (Span, &str),
    ) {
        let first_line = self.source.file.text[other.range()].lines().next();
        let end = other.start() + first_line.unwrap_or_default().len();
        let finding = Diagnostic::warning(rule.id, message)
            .at(&self.source.file, span)
            .label(&self.source.file, Span::new(other.start(), end), text)
            .help(help);
        self.findings.push((rule, finding));
    }
}
