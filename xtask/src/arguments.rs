//! What can be said on the command line.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use xtask::diagnostic::MessageFormat;
use xtask::{console, diff, import, lint, openapi, serve, stats, update, workspace};

/// Keeps the bindings of the SuperOffice WebAPI in step with its documentation.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, after_help = FIRST)]
pub(crate) struct Arguments {
    /// How diagnostics are written.
    #[arg(long, global = true, value_enum, default_value_t)]
    pub(crate) message_format: MessageFormat,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Writes the bindings crate from the reference pages.
    #[command(after_help = "Examples:\n  cargo xtask gen\n  cargo xtask gen --check")]
    Gen {
        #[command(flatten)]
        places: PagesAndCrate,
        /// Write nothing; fail if the crate is not up to date
        #[arg(long)]
        check: bool,
        /// With `--check`: how it is said whether the crate is up to date
        #[arg(long, value_enum, default_value_t, requires = "check")]
        format: console::Format,
        /// Go on even if more than half of the files that were generated before are removed
        #[arg(long)]
        remove: bool,
    },
    /// Writes the bindings crate again whenever a page changes; Ctrl-C ends it.
    ///
    /// A build for debugging first builds the program for speed, which takes minutes once, and goes
    /// on with that one.
    #[command(
        after_help = "Examples:\n  cargo xtask watch\n  cargo xtask watch --docs my-docs --out my-bindings"
    )]
    Watch {
        #[command(flatten)]
        places: PagesAndCrate,
        /// Do not build this program for speed first: watch with the one that runs
        #[arg(long)]
        as_built: bool,
    },
    /// Counts operations and types, and says what decided each type.
    #[command(
        after_help = "Examples:\n  cargo xtask stats\n  cargo xtask stats --evidence AppointmentEntity.Links"
    )]
    Stats(stats::Options),
    /// Writes one page for a browser: what of the API has a type, and why.
    #[command(
        after_help = "Examples:\n  cargo xtask report\n  cargo xtask report --since v0.1.0 --format json"
    )]
    Report {
        /// A folder of reference pages, or one page; of several the first wins, and the others
        /// show what it leaves out [default: docs/reference]
        #[arg(
            long,
            value_name = "PATH",
            default_values_os_t = [workspace::reference()],
            hide_default_value = true
        )]
        docs: Vec<PathBuf>,
        /// The file to write [default: target/report.html]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// The git revision to compare the pages with [default: the one before they last changed]
        #[arg(long, value_name = "REV")]
        since: Option<String>,
        /// A page for people, or the same for programs [default file: target/report.json]
        #[arg(long, value_enum, default_value_t)]
        format: console::Format,
    },
    /// Says what has changed in the API, and what that means for a program that uses the bindings.
    #[command(
        after_help = "Examples:\n  cargo xtask diff HEAD:docs/reference docs/reference\n  cargo xtask diff --format md old-docs new-docs"
    )]
    Diff {
        #[command(flatten)]
        sides: diff::Options,
        /// How the changes are written
        #[arg(long, value_enum, default_value_t)]
        format: diff::Format,
    },
    /// Finds the documentation's own defects; docs/lint has a page for each rule.
    #[command(
        after_help = "Examples:\n  cargo xtask lint --docs ../superoffice-docs\n  cargo xtask lint --format sarif"
    )]
    Lint(lint::Options),
    /// Writes the API as an OpenAPI 3.1 document.
    #[command(
        after_help = "Examples:\n  cargo xtask openapi --out target/openapi.json\n  cargo xtask openapi --docs my-docs --api-version 12.2"
    )]
    Openapi(openapi::Options),
    /// Starts a stand-in for the service on this machine; Ctrl-C ends it.
    ///
    /// It keeps what is made, has a login service, and calls the webhooks that are registered with
    /// it.
    #[command(
        after_help = "Examples:\n  cargo xtask serve\n  cargo xtask serve --port 9000 --require-login\n  cargo xtask serve --store stand-in.redb"
    )]
    Serve(serve::Options),
    /// Brings upstream's pages into docs/reference.
    #[command(
        after_help = "Examples:\n  cargo xtask import --from ../superoffice-docs\n  cargo xtask import --from ../superoffice-docs --to my-docs --prose full"
    )]
    Import(import::Options),
    /// Imports, generates and writes the changelog in one go; all of it, or nothing.
    #[command(
        after_help = "Examples:\n  cargo xtask update --from ../superoffice-docs --dry-run\n  cargo xtask update --from ../superoffice-docs --release 12.3"
    )]
    Update(update::Options),
}

/// Pages, and the crate that is made of them.
#[derive(Args)]
pub(crate) struct PagesAndCrate {
    /// A folder of reference pages, or one page; of several the first wins, and the others
    /// show what it leaves out [default: docs/reference]
    #[arg(
        long,
        value_name = "PATH",
        default_values_os_t = [workspace::reference()],
        hide_default_value = true
    )]
    pub(crate) docs: Vec<PathBuf>,
    /// The folder of the crate [default: crates/bindings; of a single page
    /// target/bindings/NAME_OF_THE_PAGE]
    #[arg(long, value_name = "CRATE_DIR")]
    out: Option<PathBuf>,
}

impl PagesAndCrate {
    /// Where bindings go: those of single pages not to those of all, unless somebody says it.
    pub(crate) fn out(&self) -> PathBuf {
        let is_document = |end: &OsStr| end == "json" || end == "zip";
        let is_page = |path: &PathBuf| path.is_file() && !path.extension().is_some_and(is_document);
        match (&self.out, &*self.docs) {
            (Some(out), _) => out.clone(),
            (None, [page, ..]) if self.docs.iter().all(is_page) => workspace::bindings_of(page),
            _ => workspace::bindings(),
        }
    }
}

/// What a newcomer does first.
const FIRST: &str = "\
Examples:
  cargo xtask gen                             # pages to bindings; does nothing if nothing changed
  cargo xtask update --from ../superoffice-docs --dry-run

`cargo xtask help COMMAND` says more.";
