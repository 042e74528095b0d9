//! The stand-in for the service as a program: `cargo xtask serve` starts it.

use std::error::Error;
use std::process::ExitCode;

use mock::MockServer;

/// Where it listens if nothing else is said.
const PORT: u16 = 8080;

const USAGE: &str = "usage: stand-in [--port PORT]";

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
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let port = port(&arguments)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let server = MockServer::start_on(port).await.map_err(|error| {
            format!("port {port} cannot be used: {error}; name another one with `--port`")
        })?;
        let base_url = server.base_url();
        let page = base_url.trim_end_matches("/Cust12345");
        println!("The stand-in is there; Ctrl-C ends it.");
        println!("  for a client:  {base_url}");
        println!("  for a browser: {page}/");
        std::future::pending().await
    })
}

fn port(arguments: &[String]) -> Result<u16, String> {
    match arguments {
        [] => Ok(PORT),
        [name, port] if name == "--port" => {
            let invalid = |_| format!("`{port}` is no port: write a number from 0 to 65535");
            port.parse().map_err(invalid)
        }
        _ => Err(USAGE.to_owned()),
    }
}
