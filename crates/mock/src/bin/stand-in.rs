//! The stand-in for the service as a program: `cargo xtask serve` starts it.

use std::error::Error;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mock::MockServer;

/// Where it listens if nothing else is said.
const PORT: u16 = 8080;

const USAGE: &str = "\
usage: stand-in [--port PORT] [--store FILE] [--require-login]

  --port PORT      the port to listen on, 8080 if none is named; 0 for a free one
  --store FILE     keeps what is made in this file, for the next start
  --require-login  refuses calls whose credentials its login service has not issued";

/// What it is started with.
#[derive(Debug)]
struct Options {
    port: u16,
    store: Option<PathBuf>,
    is_login_required: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let Some(options) = Options::read(std::env::args_os().skip(1))? else {
        println!("{USAGE}");
        return Ok(());
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(serve(options))
}

async fn serve(options: Options) -> Result<(), Box<dyn Error>> {
    let server = start(&options).await?;
    require_login(&server, options.is_login_required)?;
    let base_url = server.base_url();
    let environment = server.environment();
    let page = environment.url();
    let mut text = format!(
        "The stand-in is there; Ctrl-C ends it.\n  for a client:  {base_url}\n  for a browser: {page}/\n"
    );
    if cfg!(feature = "login") {
        text += &format!("  for logins:    {page}/stand-in/application\n");
    }
    // Nobody has to read it: who has started it can have closed the pipe.
    let _ = std::io::stdout().write_all(text.as_bytes());
    std::future::pending().await
}

async fn start(options: &Options) -> Result<MockServer, Box<dyn Error>> {
    let port = options.port;
    let started = match &options.store {
        Some(file) => open(port, file).await?,
        None => MockServer::start_on(port).await,
    };
    Ok(started.map_err(|error| {
        // Of a file it says itself what to do.
        match error.get_ref().is_some() {
            true => error.to_string(),
            false => format!("port {port} cannot be used: {error}; name another one with `--port`"),
        }
    })?)
}

#[cfg(feature = "store")]
async fn open(port: u16, file: &Path) -> Result<std::io::Result<MockServer>, Box<dyn Error>> {
    Ok(MockServer::start_with_store(port, file).await)
}

#[cfg(not(feature = "store"))]
async fn open(_: u16, _: &Path) -> Result<std::io::Result<MockServer>, Box<dyn Error>> {
    Err("this program was built without the feature `store`".into())
}

#[cfg(feature = "login")]
fn require_login(server: &MockServer, is_required: bool) -> Result<(), Box<dyn Error>> {
    if is_required {
        server.require_login();
    }
    Ok(())
}

#[cfg(not(feature = "login"))]
fn require_login(_: &MockServer, is_required: bool) -> Result<(), Box<dyn Error>> {
    match is_required {
        true => Err("this program was built without the feature `login`".into()),
        false => Ok(()),
    }
}

impl Options {
    /// Nothing if help is asked for.
    fn read(mut arguments: impl Iterator<Item = OsString>) -> Result<Option<Self>, String> {
        let mut options = Self {
            port: PORT,
            store: None,
            is_login_required: false,
        };
        while let Some(argument) = arguments.next() {
            match &*argument.to_string_lossy() {
                "--port" => {
                    let port = arguments.next().unwrap_or_default();
                    let port = port.to_string_lossy();
                    let invalid =
                        |_| format!("`{port}` is no port: write a number from 0 to 65535");
                    options.port = port.parse().map_err(invalid)?;
                }
                "--store" => {
                    let file = arguments.next().ok_or("`--store` needs a file")?;
                    options.store = Some(file.into());
                }
                "--require-login" => options.is_login_required = true,
                "--help" | "-h" => return Ok(None),
                other => return Err(format!("`{other}` is not known\n{USAGE}")),
            }
        }
        Ok(Some(options))
    }
}
