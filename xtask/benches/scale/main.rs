//! `cargo bench -p xtask --bench scale`: how costs grow with the documentation.
//!
//! The first part runs commands over the reference and over ten times as much: copies of all its
//! pages, whose areas and types have other names. The second part runs `gen` and `lint` over pages of
//! a size that nobody writes, and over ten times that. All are CPU seconds of this process, the least
//! of several runs. Whatever grows faster than the pages has a ratio above ten.

mod copies;
mod shapes;

use std::path::Path;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use xtask::console::Console;
use xtask::import::Prose;
use xtask::{diff, generate, import, lint, report, workspace};

const RUNS: usize = 3;

/// A command over a folder.
type Run = fn(&Path);

/// How many rows, members and the like a page of the second part has at first.
const MANY: usize = 10_000;

fn main() {
    // Cargo gives `--bench`; what follows it names parts.
    let parts: Vec<_> = std::env::args().skip(1).collect();
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
            for (command, run) in [("gen", gen_anything as Run), ("lint", lint_anything)] {
                show(
                    &format!("{command} {name}"),
                    folders
                        .each_ref()
                        .map(|folder| least(|| run(folder.path()))),
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
        copies::write_all(&docs, &folder.path().join("new"), count, copies::Edit::None);
        copies::write_all(
            &docs,
            &folder.path().join("old"),
            count,
            copies::Edit::Older,
        );
        folder
    });
    let commands: [(&str, Run); 5] = [
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
    for (command, run) in commands {
        if is_wanted(&format!("reference {command}")) {
            let times = folders
                .each_ref()
                .map(|folder| least(|| run(folder.path())));
            show(command, times);
        }
    }
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

/// The pages may be bad ones.
fn gen_anything(docs: &Path) {
    let _ = generate(docs);
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

/// The least CPU time of several runs, after one that warms up.
fn least(mut work: impl FnMut()) -> Duration {
    work();
    let times = (0..RUNS).map(|_| {
        let start = cpu_time();
        work();
        cpu_time() - start
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
