//! `cargo bench -p xtask`: what a whole run costs, as a multiple of the least it could.
//!
//! The floor reads every page, lets `pulldown-cmark` pass over it once and
//! `serde_json` over its sample bodies. A run does all that, and resolves,
//! emits, formats and writes the crate into an empty folder. Both are CPU time
//! of this process, medians of several runs.
//!
//! The pages are those of `docs/reference`, or of the folder that the variable
//! `DOCS` names.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use pulldown_cmark::{Options, Parser};
use rustix::time::{ClockId, clock_gettime};
use walkdir::WalkDir;
use xtask::console::Console;
use xtask::{generate, workspace};

const RUNS: usize = 5;

fn main() {
    let docs = std::env::var_os("DOCS").map_or_else(workspace::reference, PathBuf::from);
    let floor = median(|| floor(&docs));
    let run = median(|| run(&docs));
    println!("pages of {}", docs.display());
    println!("floor      {:>8.3} CPU-s", floor.as_secs_f64());
    println!("generate   {:>8.3} CPU-s", run.as_secs_f64());
    println!(
        "multiple   {:>8.2}",
        run.as_secs_f64() / floor.as_secs_f64()
    );
}

/// Read, one Markdown pass, one JSON pass.
fn floor(docs: &Path) {
    for entry in WalkDir::new(docs).into_iter().filter_map(Result::ok) {
        let is_page = entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "md");
        if !is_page {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).expect("the page can be read");
        let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        black_box(Parser::new_ext(&text, options).into_offset_iter().count());
        for fence in ["```http!\n", "```http_\n"] {
            let sample = text
                .split_once(fence)
                .and_then(|(_, rest)| rest.split_once("\n```"));
            let body = sample.and_then(|(sample, _)| sample.split_once("\n\n"));
            if let Some((_, body)) = body {
                let _ = black_box(serde_json::from_str::<serde_json::Value>(body));
            }
        }
    }
}

fn run(docs: &Path) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let options = generate::Options {
        docs: vec![docs.to_owned()],
        out: folder.path().join("crate"),
        check: false,
        remove: false,
    };
    generate::generate(&options, &Console::default()).expect("the pages are good");
}

/// The middle one of the CPU times of several runs, after one that warms up.
fn median(mut work: impl FnMut()) -> Duration {
    work();
    let mut times: Vec<_> = (0..RUNS)
        .map(|_| {
            let start = cpu_time();
            work();
            cpu_time() - start
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        time.tv_nsec.unsigned_abs() as u32,
    )
}
