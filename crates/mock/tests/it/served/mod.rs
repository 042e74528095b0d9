//! A stand-in that is another process.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use bindings::client::settings::RateLimit;
use bindings::client::{Client, ClientBuilder};

/// A stand-in that is another process, which is killed when this is dropped.
pub(crate) struct Served {
    child: Child,
    base_url: String,
}

impl Served {
    /// Starts one on a free port, with more arguments.
    pub(crate) fn start(arguments: &[&OsStr]) -> Self {
        let mut child = command(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let output = child.stdout.take().expect("it is piped");
        let mut served = Self {
            child,
            base_url: String::new(),
        };
        let mut lines = BufReader::new(output).lines().map_while(Result::ok);
        let address = |line: String| Some(line.split_once("client:")?.1.trim().to_owned());
        served.base_url = lines.find_map(address).expect("it says where");
        served
    }

    /// The address of its tenant.
    #[allow(dead_code, reason = "not all tests need it")]
    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    /// For a client of it.
    pub(crate) fn client_builder(&self) -> ClientBuilder {
        let builder = Client::builder(&*self.base_url).no_proxy();
        builder.rate_limit(RateLimit::unlimited())
    }

    /// A client of it, without credentials.
    pub(crate) fn client(&self) -> Client {
        self.client_builder()
            .build()
            .expect("the settings are valid")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program, on a free port.
pub(crate) fn command(arguments: &[&OsStr]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stand-in"));
    command.args(["--port", "0"]).args(arguments);
    command
}
