//! `cargo bench -p xtask --bench scale`: how costs grow with the documentation.
//!
//! The first part runs commands over the reference and over ten times as much: copies of all its
//! pages, whose areas and types have other names. The second part runs `gen` and `lint` over pages of
//! a size that nobody writes, and over ten times that. All are CPU seconds of a process of its own, as
//! each command has one, the least of several runs: memory that a process has had before costs less.
//! Whatever grows faster than the pages has a ratio above ten.

mod copies;
mod shapes;

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use xtask::console::Console;
use xtask::import::Prose;
use xtask::{diff, generate, import, lint, report, workspace};

const RUNS: usize = 3;

/// A command over a folder.
type Run = fn(&Path);

/// The commands of the first part.
const CORPUS: [(&str, Run); 5] = [
    ("gen", |folder| {
        generate(&folder.join("new")).expect("the pages are good")
    }),
    ("lint", |folder| lint_anything(&folder.join("new"))),
    ("diff", |folder| {
        let [old, new] = ["old", "new"].map(|name| folder.join(name).display().to_string());
        let options = diff::Options { old, new };
        diff::diff(&options, &Console::default()).expect("the pages are good");
    }),
    ("report", |folder| {
        let options = report::Options {
            docs: vec![folder.join("new")],
            out: folder.join("report.html"),
            since: None,
            format: xtask::console::Format::Human,
        };
        report::report(&options, &Console::default()).expect("the pages are good");
    }),
    ("import", |folder| {
        let options = import::Options {
            from: folder.join("new"),
            to: folder.join("old"),
            prose: Prose::Facts,
            remove: false,
            release: Some("12.3".into()),
        };
        // Nothing is written, so that every run does the same.
        import::prepare(&options, &Console::default()).expect("the pages are good");
    }),
];

/// The commands of the second part, over pages that may be bad ones.
const SHAPES: [(&str, Run); 2] = [
    ("gen of a shape", |docs| {
        let _ = generate(docs);
    }),
    ("lint of a shape", lint_anything),
];

/// What tells a process that it is to run one command over one folder.
const ONE: &str = "one-run";

/// How many rows, members and the like a page of the second part has at first.
const MANY: usize = 10_000;

fn main() {
    // Cargo gives `--bench`; what follows it names parts.
    let parts: Vec<_> = std::env::args().skip(1).collect();
    if let [one, command, folder] = &parts[..]
        && one == ONE
    {
        return run(command, Path::new(folder));
    }
    let is_wanted = |part: &str| {
        let mut named = parts
            .iter()
            .filter(|name| !name.starts_with('-'))
            .peekable();
        named.peek().is_none() || named.any(|name| part.contains(name.as_str()))
    };
    println!("{:24} {:>9} {:>9} {:>7}", "", "once", "ten times", "ratio");
    corpus(&is_wanted);
    for (name, plant) in shapes::SHAPES {
        if is_wanted(name) {
            let folders = [MANY, MANY * 10].map(|count| {
                let folder = folder();
                plant(folder.path(), count);
                folder
            });
            for (command, _) in SHAPES {
                let title = format!("{} {name}", command.trim_end_matches(" of a shape"));
                show(
                    &title,
                    folders.each_ref().map(|it| least(command, it.path())),
                );
            }
        }
    }
}

/// The reference once and ten times.
fn corpus(is_wanted: &dyn Fn(&str) -> bool) {
    let docs = workspace::reference();
    let folders = [1, 10].map(|count| {
        let folder = folder();
        for (name, edit) in [("new", copies::Edit::None), ("old", copies::Edit::Older)] {
            copies::write_all(&docs, &folder.path().join(name), count, edit);
        }
        folder
    });
    for (command, _) in CORPUS {
        if is_wanted(&format!("reference {command}")) {
            show(
                command,
                folders.each_ref().map(|it| least(command, it.path())),
            );
        }
    }
}

/// Runs one command, and says how long it took.
fn run(command: &str, folder: &Path) {
    let mut commands = CORPUS.into_iter().chain(SHAPES);
    let (_, run) = commands
        .find(|(name, _)| *name == command)
        .expect("a command of this program");
    run(folder);
    println!("{}", cpu_time().as_micros());
}

fn generate(docs: &Path) -> anyhow::Result<()> {
    let folder = folder();
    let options = generate::Options {
        docs: vec![docs.to_owned()],
        out: folder.path().join("crate"),
        check: false,
        remove: false,
    };
    generate::generate(&options, &Console::default()).map(|_| ())
}

fn lint_anything(docs: &Path) {
    let options = lint::Options {
        docs: docs.to_owned(),
        config: None,
        format: lint::Format::Json,
        all: true,
    };
    lint::lint(&options, &Console::default()).expect("the pages can be read");
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

fn show(name: &str, [once, tenfold]: [Duration; 2]) {
    println!(
        "{name:24} {:>9.3} {:>9.3} {:>7.2}",
        once.as_secs_f64(),
        tenfold.as_secs_f64(),
        tenfold.as_secs_f64() / once.as_secs_f64()
    );
}

/// The least CPU time of several runs.
fn least(command: &str, folder: &Path) -> Duration {
    let program = std::env::current_exe().expect("the path of this program");
    let times = (0..RUNS).map(|_| {
        let output = Command::new(&program)
            .args([ONE, command])
            .arg(folder)
            .stderr(Stdio::null())
            .output()
            .expect("this program runs");
        let text = String::from_utf8_lossy(&output.stdout);
        let time = text.lines().last().and_then(|line| line.parse().ok());
        Duration::from_micros(time.expect("a command that has come to its end"))
    });
    times.min().unwrap_or_default()
}

fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        time.tv_nsec.unsigned_abs() as u32,
    )
}
