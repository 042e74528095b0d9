//! The command line: `cargo xtask <command>`.

mod arguments;

use std::fmt::Display;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, Parser};
use xtask::console::{self, Console, count};
use xtask::near::nearest;
use xtask::output::settle;
use xtask::visible::visible;
use xtask::{
    diff, generate, import, lint, openapi, optimized, report, serve, stats, update, watch,
    workspace,
};

use arguments::{Arguments, Command};

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
        Command::Watch {
            docs,
            out,
            as_built,
        } => {
            if !as_built && let Some(manifest) = optimized::manifest() {
                match optimized::run_again(&manifest)? {}
            }
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
