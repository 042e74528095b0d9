//! `cargo bench -p acceptance --bench load`: how many calls a second the client makes, compared
//! with plain reqwest and serde's derives.
//!
//! Both get the same entity from a server in this process, over connections that are kept. They
//! take turns, and the figures are medians: calls per second on the clock, and per second of the
//! process's CPU time, the server's included, which says the same on a busy machine. A ratio is the
//! median of those of all rounds, since machines grow faster and slower as they run. The resident
//! memory of the process is shown before and after.
//!
//! The program fails if a call fails. It does not fail for being slow.

mod server;
mod sides;

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use acceptance::{Reference, json};
use rustix::time::{ClockId, clock_gettime};

use crate::sides::{Bindings, Plain, Side};

const CALLS: usize = 10_000;
const CONCURRENCY: usize = 64;
const ROUNDS: usize = 31;

/// What one side did in one round.
struct Round {
    calls_per_second: f64,
    calls_per_cpu_second: f64,
    errors: usize,
}

fn main() -> ExitCode {
    let sample = sample("v1ContactEntity_GetContactEntity");
    println!(
        "{ROUNDS} rounds of {CALLS} calls, {CONCURRENCY} at a time, responses of {} bytes",
        sample.len()
    );
    let address = server::start(&sample);
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(compare(&format!("http://{address}/Cust12345")))
}

async fn compare(base: &str) -> ExitCode {
    let ours = Arc::new(Bindings::new(base));
    let plain = Arc::new(Plain::new(base));
    // Connections are made, memory is claimed.
    let mut errors = round(&ours).await.errors + round(&plain).await.errors;
    let before = resident_memory();
    let mut figures = [Vec::new(), Vec::new()];
    let mut cpu_figures = [Vec::new(), Vec::new()];
    for number in 0..ROUNDS {
        // Whoever comes second may find the machine warmer.
        let rounds = if number % 2 == 0 {
            let ours = round(&ours).await;
            [ours, round(&plain).await]
        } else {
            let plain = round(&plain).await;
            [round(&ours).await, plain]
        };
        for (side, round) in rounds.into_iter().enumerate() {
            errors += round.errors;
            figures[side].push(round.calls_per_second);
            cpu_figures[side].push(round.calls_per_cpu_second);
        }
    }
    let after = resident_memory();
    for (unit, figures) in [("s", figures), ("CPU-s", cpu_figures)] {
        let ratios = figures[0].iter().zip(&figures[1]);
        let ratio = median(ratios.map(|(ours, plain)| ours / plain).collect());
        let [ours, plain] = figures.map(median);
        println!("bindings       {ours:8.0} calls/{unit}");
        println!("plain reqwest  {plain:8.0} calls/{unit}");
        println!("ratio          {ratio:8.3}");
    }
    println!("errors         {errors:8}");
    println!("memory         {before:8} KiB before, {after} KiB after");
    if errors == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Makes all calls, so many at a time.
async fn round<S: Side>(side: &Arc<S>) -> Round {
    let started = Arc::new(AtomicUsize::new(0));
    let (start, cpu_start) = (Instant::now(), cpu_time());
    let tasks: Vec<_> = (0..CONCURRENCY)
        .map(|_| {
            let (side, started) = (side.clone(), started.clone());
            tokio::spawn(async move {
                let mut errors = 0;
                while started.fetch_add(1, Ordering::Relaxed) < CALLS {
                    errors += usize::from(!side.call().await);
                }
                errors
            })
        })
        .collect();
    let mut errors = 0;
    for task in tasks {
        errors += task.await.expect("a task that does not panic");
    }
    Round {
        calls_per_second: CALLS as f64 / start.elapsed().as_secs_f64(),
        calls_per_cpu_second: CALLS as f64 / (cpu_time() - cpu_start).as_secs_f64(),
        errors,
    }
}

/// What the process has used so far.
fn cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    Duration::try_from(time).expect("a time that does not run backwards")
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// The response that the page of an operation shows, without the spaces of the page.
fn sample(operation: &str) -> String {
    let reference = Reference::read().expect("the reference can be read");
    let page = reference
        .pages
        .iter()
        .find(|page| page.page.front.uid.as_str() == operation)
        .expect("a page of the operation");
    let sample = json(page, page.page.sample_response.as_ref()).expect("a sample of JSON");
    let sample: serde_json::Value = serde_json::from_str(sample).expect("JSON");
    sample.to_string()
}

/// In KiB.
fn resident_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("the status of this process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let figure = line.and_then(|line| line.trim().strip_suffix(" kB"));
    figure
        .and_then(|figure| figure.parse().ok())
        .expect("VmRSS in kB")
}
