//! The stand-in for the service as a program: `cargo xtask serve` starts it.

use std::error::Error;
use std::io::Write;
use std::process::ExitCode;

use mock::MockServer;

/// Where it listens if nothing else is said.
const PORT: u16 = 8080;

const USAGE: &str = "\
usage: stand-in [--port PORT] [--require-login]

  --port PORT      the port to listen on, 8080 if none is named; 0 for a free one
  --require-login  refuses calls whose credentials its login service has not issued";

/// What it is started with.
#[derive(Debug)]
struct Options {
    port: u16,
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
    let Some(options) = Options::read(std::env::args().skip(1))? else {
        println!("{USAGE}");
        return Ok(());
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(serve(options))
}

async fn serve(options: Options) -> Result<(), Box<dyn Error>> {
    let port = options.port;
    let server = MockServer::start_on(port).await.map_err(|error| {
        format!("port {port} cannot be used: {error}; name another one with `--port`")
    })?;
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
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Option<Self>, String> {
        let mut options = Self {
            port: PORT,
            is_login_required: false,
        };
        while let Some(argument) = arguments.next() {
            match &*argument {
                "--port" => {
                    let port = arguments.next().unwrap_or_default();
                    let invalid =
                        |_| format!("`{port}` is no port: write a number from 0 to 65535");
                    options.port = port.parse().map_err(invalid)?;
                }
                "--require-login" => options.is_login_required = true,
                "--help" | "-h" => return Ok(None),
                _ => return Err(format!("`{argument}` is not known\n{USAGE}")),
            }
        }
        Ok(Some(options))
    }
}
