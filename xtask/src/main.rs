//! The command line: `cargo xtask <command>`.

use std::fmt::Display;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, Parser, Subcommand};
use xtask::console::{self, Console, count};
use xtask::diagnostic::MessageFormat;
use xtask::facts::is_release;
use xtask::import::Prose;
use xtask::near::nearest;
use xtask::output::settle;
use xtask::visible::visible;
use xtask::{
    diff, generate, import, lint, openapi, report, serve, stats, update, watch, workspace,
};

/// Keeps the bindings of the SuperOffice WebAPI in step with its documentation.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version, after_help = FIRST)]
struct Arguments {
    /// How diagnostics are written.
    #[arg(long, global = true, value_enum, default_value_t)]
    message_format: MessageFormat,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
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
        /// `Carrier.Property`, `uid.Argument`, `uid.parameter`, `uid.request` or `uid.response`; of a
        /// carrier or an operation, all that it has
        #[arg(long, value_name = "TYPE[.FIELD]")]
        evidence: Option<String>,
        /// How the answer is written
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
    /// It keeps what is made, has a login service, and calls the webhooks that are registered with it.
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

fn main() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| with_near(error).exit());
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Not `eprintln!`, which panics when nobody reads it any more.
            let _ = writeln!(
                std::io::stderr(),
                "error: {}",
                visible(&format!("{error:#}"))
            );
            ExitCode::FAILURE
        }
    }
}

/// What a newcomer does first.
const FIRST: &str = "\
Examples:
  cargo xtask gen                             # pages to bindings; does nothing if nothing changed
  cargo xtask update --from ../superoffice-docs --dry-run

`cargo xtask help COMMAND` says more.";

/// Proposes the command that must be meant, where Clap does not: two letters in the wrong order are
/// much of a short word.
fn with_near(mut error: clap::Error) -> clap::Error {
    let given = match error.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(given)) => given.clone(),
        _ => return error,
    };
    let command = Arguments::command();
    let names: Vec<_> = command
        .get_subcommands()
        .map(|known| known.get_name())
        .collect();
    if error.get(ContextKind::SuggestedSubcommand).is_none()
        && let Some(near) = nearest(&given, names.iter().copied())
    {
        let near = ContextValue::Strings(vec![near.to_owned()]);
        error.insert(ContextKind::SuggestedSubcommand, near);
    }
    error
}

fn run(arguments: Arguments) -> Result<()> {
    let console = Console {
        format: arguments.message_format,
    };
    match arguments.command {
        Command::Gen {
            docs,
            out,
            check,
            format,
            remove,
        } => {
            let docs = or_reference(docs);
            let options = generate::Options {
                out: out.unwrap_or_else(|| bindings(&docs)),
                docs,
                check,
                remove,
            };
            match format {
                console::Format::Human => say(&generate::generate(&options, &console)?)?,
                console::Format::Json => {
                    let pending = generate::pending(&options, &console)?;
                    say(&pending.json())?;
                    if !pending.is_empty() {
                        bail!("{} is not up to date", options.out.display());
                    }
                }
            }
        }
        Command::Watch { docs, out } => {
            let docs = or_reference(docs);
            let options = watch::Options {
                out: out.unwrap_or_else(|| bindings(&docs)),
                docs,
            };
            match watch::watch(&options, &console, &mut std::io::stdout())? {}
        }
        Command::Stats {
            docs,
            evidence,
            format,
        } => {
            let options = stats::Options {
                docs: settled(or_reference(docs), &console)?,
                evidence,
                format,
            };
            say(&stats::stats(&options, &console)?)?;
        }
        Command::Report {
            docs,
            out,
            since,
            format,
        } => {
            let name = match format {
                console::Format::Human => "report.html",
                console::Format::Json => "report.json",
            };
            let options = report::Options {
                docs: settled(or_reference(docs), &console)?,
                out: out.unwrap_or_else(|| workspace::report(name)),
                since,
                format,
            };
            say(&report::report(&options, &console)?)?;
        }
        Command::Diff { old, new, format } => {
            let _reading = settle(&[Path::new(&old), Path::new(&new)], &console)?;
            let report = diff::diff(&diff::Options { old, new }, &console)?;
            say(&report.render(format).trim_end())?;
        }
        Command::Lint {
            docs,
            config,
            format,
            all,
        } => {
            let docs = docs.unwrap_or_else(workspace::reference);
            let _reading = settle(&[&docs], &console)?;
            let options = lint::Options {
                docs,
                config,
                format,
                all,
            };
            let outcome = lint::lint(&options, &console)?;
            say(&outcome.text.trim_end())?;
            if outcome.findings > 0 {
                bail!("{}", count(outcome.findings, "finding"));
            }
        }
        Command::Openapi {
            docs,
            out,
            api_version,
        } => {
            let options = openapi::Options {
                docs: settled(or_reference(docs), &console)?,
                out,
                version: api_version,
            };
            let text = openapi::openapi(&options, &console)?;
            say(&text)?;
        }
        Command::Serve {
            port,
            store,
            require_login,
        } => serve::serve(&serve::Options {
            port,
            store,
            require_login,
        })?,
        Command::Import {
            from,
            to,
            prose,
            remove,
            release,
        } => {
            let options = import::Options {
                from,
                to: to.unwrap_or_else(workspace::reference),
                prose,
                remove,
                release,
            };
            say(&import::import(&options, &console)?)?;
        }
        Command::Update {
            from,
            docs,
            out,
            changelog,
            prose,
            remove,
            release,
            dry_run,
        } => {
            let options = update::Options {
                from,
                docs: docs.unwrap_or_else(workspace::reference),
                out: out.unwrap_or_else(workspace::bindings),
                changelog: changelog.unwrap_or_else(workspace::changelog),
                prose,
                remove,
                release,
                dry_run,
            };
            say(&update::update(&options, &console)?)?;
        }
    }
    Ok(())
}

/// Writes a line to standard output, if somebody reads it.
fn say(text: &dyn Display) -> Result<()> {
    match writeln!(std::io::stdout(), "{}", visible(&text.to_string())) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => Ok(result?),
    }
}

fn release(text: &str) -> Result<String, String> {
    if is_release(text) {
        Ok(text.to_owned())
    } else {
        Err("write numbers with dots between them, such as `12.2`".into())
    }
}

/// Where bindings go if nobody says it: those of single pages not to those of all.
fn bindings(docs: &[PathBuf]) -> PathBuf {
    match docs {
        [page, ..] if docs.iter().all(|docs| is_page(docs)) => workspace::bindings_of(page),
        _ => workspace::bindings(),
    }
}

fn is_page(path: &Path) -> bool {
    let is_document = |end: &std::ffi::OsStr| end == "json" || end == "zip";
    path.is_file() && !path.extension().is_some_and(is_document)
}

/// Pages that no run has left half new.
fn settled(docs: Vec<PathBuf>, console: &Console) -> Result<Vec<PathBuf>> {
    let paths: Vec<_> = docs.iter().map(PathBuf::as_path).collect();
    // Not for longer: what is written may be to lie in the same folder.
    drop(settle(&paths, console)?);
    Ok(docs)
}

fn or_reference(docs: Vec<PathBuf>) -> Vec<PathBuf> {
    if docs.is_empty() {
        vec![workspace::reference()]
    } else {
        docs
    }
}
