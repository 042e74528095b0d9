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
            places,
            check,
            format,
            remove,
        } => {
            let options = generate::Options {
                out: places.out(),
                docs: places.docs,
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
        Command::Watch { places, as_built } => {
            if !as_built && let Some(manifest) = optimized::manifest() {
                match optimized::run_again(&manifest)? {}
            }
            let options = watch::Options {
                out: places.out(),
                docs: places.docs,
            };
            match watch::watch(&options, &console, &mut std::io::stdout())? {}
        }
        Command::Stats(options) => {
            settled(&options.docs, &console)?;
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
            settled(&docs, &console)?;
            let options = report::Options {
                docs,
                out: out.unwrap_or_else(|| workspace::report(name)),
                since,
                format,
            };
            say(&report::report(&options, &console)?)?;
        }
        Command::Diff { sides, format } => {
            let paths = [Path::new(&sides.old), Path::new(&sides.new)];
            let _reading = settle(&paths, &console)?;
            say(&diff::diff(&sides, &console)?.render(format).trim_end())?;
        }
        Command::Lint(options) => {
            let _reading = settle(&[&options.docs], &console)?;
            let outcome = lint::lint(&options, &console)?;
            say(&outcome.text.trim_end())?;
            if outcome.findings > 0 {
                bail!("{}", count(outcome.findings, "finding"));
            }
        }
        Command::Openapi(options) => {
            settled(&options.docs, &console)?;
            say(&openapi::openapi(&options, &console)?)?;
        }
        Command::Serve(options) => serve::serve(&options)?,
        Command::Import(options) => say(&import::import(&options, &console)?)?,
        Command::Update(options) => say(&update::update(&options, &console)?)?,
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

/// Makes sure that no run has left pages half new.
fn settled(docs: &[PathBuf], console: &Console) -> Result<()> {
    let paths: Vec<_> = docs.iter().map(PathBuf::as_path).collect();
    // Not for longer: what is written may be to lie in the same folder.
    drop(settle(&paths, console)?);
    Ok(())
}
