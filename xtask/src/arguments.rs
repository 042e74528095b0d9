//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use xtask::diagnostic::MessageFormat;
use xtask::facts::is_release;
use xtask::import::Prose;
use xtask::{console, diff, lint};

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
        /// A folder of reference pages, or one page; of several the first wins, and the others
        /// show what it leaves out [default: docs/reference]
        #[arg(long, value_name = "PATH")]
        docs: Vec<PathBuf>,
        /// The folder of the crate [default: crates/bindings; of a single page
        /// target/bindings/NAME_OF_THE_PAGE]
        #[arg(long, value_name = "CRATE_DIR")]
        out: Option<PathBuf>,
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
        /// A folder of reference pages, or one page; of several the first wins, and the others
        /// show what it leaves out [default: docs/reference]
        #[arg(long, value_name = "PATH")]
        docs: Vec<PathBuf>,
        /// The folder of the crate [default: crates/bindings; of a single page
        /// target/bindings/NAME_OF_THE_PAGE]
        #[arg(long, value_name = "CRATE_DIR")]
        out: Option<PathBuf>,
        /// Do not build this program for speed first: watch with the one that runs
        #[arg(long)]
        as_built: bool,
    },
    /// Counts operations and types, and says what decided each type.
    #[command(
        after_help = "Examples:\n  cargo xtask stats\n  cargo xtask stats --evidence AppointmentEntity.Links"
    )]
    Stats {
        /// A folder of reference pages, or one page; of several the first wins, and the others
        /// show what it leaves out [default: docs/reference]
        #[arg(long, value_name = "PATH")]
        docs: Vec<PathBuf>,
        /// Explain one type, with the places that decided it and all that describe it:
        /// `Carrier.Property`, `uid.Argument`, `uid.parameter`, `uid.request` or `uid.response`; of
        /// a carrier or an operation, all that it has
        #[arg(long, value_name = "TYPE[.FIELD]")]
        evidence: Option<String>,
        /// How the response is written
        #[arg(long, value_enum, default_value_t)]
        format: console::Format,
    },
    /// Writes one page for a browser: what of the API has a type, and why.
    #[command(
        after_help = "Examples:\n  cargo xtask report\n  cargo xtask report --since v0.1.0 --format json"
    )]
    Report {
        /// A folder of reference pages, or one page; of several the first wins, and the others
        /// show what it leaves out [default: docs/reference]
        #[arg(long, value_name = "PATH")]
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
        /// A folder of pages, a page, or `REVISION:path` in the git repository of the current
        /// folder, such as `HEAD:docs/reference`
        old: String,
        /// The other side, in any of the same forms
        new: String,
        /// How the changes are written
        #[arg(long, value_enum, default_value_t)]
        format: diff::Format,
    },
    /// Finds the documentation's own defects; docs/lint has a page for each rule.
    #[command(
        after_help = "Examples:\n  cargo xtask lint --docs ../superoffice-docs\n  cargo xtask lint --format sarif"
    )]
    Lint {
        /// A folder of reference pages in any dialect, or one page [default: docs/reference]
        #[arg(long, value_name = "PATH")]
        docs: Option<PathBuf>,
        /// What is allowed [default: lint.toml in the folder, if there is one]
        #[arg(long, value_name = "FILE")]
        config: Option<PathBuf>,
        /// How findings are written
        #[arg(long, value_enum, default_value_t)]
        format: lint::Format,
        /// Show every finding, and not only the first of each kind
        #[arg(long)]
        all: bool,
    },
    /// Writes the API as an OpenAPI 3.1 document.
    #[command(
        after_help = "Examples:\n  cargo xtask openapi --out target/openapi.json\n  cargo xtask openapi --docs my-docs --api-version 12.2"
    )]
    Openapi {
        /// A folder of reference pages, or one page; of several the first wins, and the others
        /// show what it leaves out [default: docs/reference]
        #[arg(long, value_name = "PATH")]
        docs: Vec<PathBuf>,
        /// The file to write [default: standard output]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// What the document calls its version, such as the release that the pages describe
        #[arg(long, value_name = "VERSION", default_value = env!("CARGO_PKG_VERSION"))]
        api_version: String,
    },
    /// Starts a stand-in for the service on this machine; Ctrl-C ends it.
    ///
    /// It keeps what is made, has a login service, and calls the webhooks that are registered with
    /// it.
    #[command(
        after_help = "Examples:\n  cargo xtask serve\n  cargo xtask serve --port 9000 --require-login\n  cargo xtask serve --store stand-in.redb"
    )]
    Serve {
        /// The port to listen on
        #[arg(long, value_name = "PORT", default_value_t = 8080)]
        port: u16,
        /// Keep what is made in this file, for the next start
        #[arg(long, value_name = "FILE")]
        store: Option<PathBuf>,
        /// Refuse calls whose credentials its login service has not issued
        #[arg(long)]
        require_login: bool,
    },
    /// Brings upstream's pages into docs/reference.
    #[command(
        after_help = "Examples:\n  cargo xtask import --from ../superoffice-docs\n  cargo xtask import --from ../superoffice-docs --to my-docs --prose full"
    )]
    Import {
        /// A checkout of the upstream documentation, or a folder or page of it
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
        /// Where to write the pages [default: docs/reference]
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
        /// What becomes of descriptions: the facts in them, or all their words
        #[arg(long, value_enum, default_value_t)]
        prose: Prose,
        /// Go on even if upstream lacks more than half of the pages that are there
        #[arg(long)]
        remove: bool,
        /// The release that brings what is new, such as `12.2` [default: what the checkout says]
        #[arg(long, value_name = "RELEASE", value_parser = release)]
        release: Option<String>,
    },
    /// Imports, generates and writes the changelog in one go; all of it, or nothing.
    #[command(
        after_help = "Examples:\n  cargo xtask update --from ../superoffice-docs --dry-run\n  cargo xtask update --from ../superoffice-docs --release 12.3"
    )]
    Update {
        /// A checkout of the upstream documentation, or a folder or page of it
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
        /// The reference pages [default: docs/reference]
        #[arg(long, value_name = "DIR")]
        docs: Option<PathBuf>,
        /// The folder of the crate [default: crates/bindings]
        #[arg(long, value_name = "CRATE_DIR")]
        out: Option<PathBuf>,
        /// The changelog [default: CHANGELOG.md]
        #[arg(long, value_name = "FILE")]
        changelog: Option<PathBuf>,
        /// What becomes of descriptions: the facts in them, or all their words
        #[arg(long, value_enum, default_value_t)]
        prose: Prose,
        /// Go on even if upstream lacks more than half of the pages that are there
        #[arg(long)]
        remove: bool,
        /// The release that brings what is new, such as `12.2` [default: what the checkout says]
        #[arg(long, value_name = "RELEASE", value_parser = release)]
        release: Option<String>,
        /// Show what would change, and change nothing
        #[arg(long)]
        dry_run: bool,
    },
}

/// What a newcomer does first.
const FIRST: &str = "\
Examples:
  cargo xtask gen                             # pages to bindings; does nothing if nothing changed
  cargo xtask update --from ../superoffice-docs --dry-run

`cargo xtask help COMMAND` says more.";

fn release(text: &str) -> Result<String, String> {
    if is_release(text) {
        Ok(text.to_owned())
    } else {
        Err("write numbers with dots between them, such as `12.2`".into())
    }
}
