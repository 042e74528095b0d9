//! Runs that are killed, wherever they are: what they leave is old or new as a whole, or the next
//! run says that it is not, and makes it so.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Child, Command, Output};
use std::time::{Duration, Instant};

use crate::support::scenario::{Left, STAGING, Scenario, copied, program, written};
use fastrand::Rng;

/// When a run is killed.
#[derive(Debug)]
enum Point {
    /// After this time.
    After(Duration),
    /// So long after it has begun to write files beside those that are there.
    Writing(Duration),
    /// So long after it has begun to put them in place.
    Putting(Duration),
}

impl Point {
    fn any(random: &mut Rng, time: Duration) -> Self {
        match random.u8(..3) {
            0 => Self::After(time.mul_f64(random.f64())),
            1 => Self::Writing(Duration::from_micros(random.u64(..2_000))),
            _ => Self::Putting(Duration::from_micros(random.u64(..1_000))),
        }
    }

    /// Waits for the point, or for the end of the run.
    fn reached(&self, folder: &Path, child: &mut Child) {
        let is_there = |name: &str| {
            let mut places = STAGING.iter().map(|staging| folder.join(staging));
            places.any(|staging| staging.join(name).exists())
        };
        let (name, delay) = match self {
            Self::After(time) => return std::thread::sleep(*time),
            Self::Writing(delay) => ("", delay),
            Self::Putting(delay) => ("active", delay),
        };
        while !is_there(name) && matches!(child.try_wait(), Ok(None)) {}
        let reached = Instant::now();
        // Sleeping takes longer than what is waited for.
        while reached.elapsed() < *delay {
            std::hint::spin_loop();
        }
    }
}

/// Kills a run at a point, and looks at what is left. Gives nothing if it ended before.
fn killed_at(
    scenario: &Scenario,
    mut command: Command,
    folder: &Path,
    point: &Point,
) -> Option<Left> {
    let mut child = command.spawn().expect("the program starts");
    point.reached(folder, &mut child);
    // It may have ended; then there is nothing to kill.
    let _ = child.kill();
    let output = child.wait_with_output().expect("the program ends");
    if output.status.code().is_some() {
        return None;
    }
    Some(scenario.recovers(folder, &format!("{}, killed {point:?}", scenario.name)))
}

fn kill(number: usize, seed: u64) {
    let mut random = Rng::with_seed(seed);
    let scenarios = Scenario::all();
    let mut killed = 0;
    let mut left: BTreeMap<_, usize> = BTreeMap::new();
    for try_ in 0..number * 20 {
        if killed == number {
            println!("{left:?}");
            return;
        }
        let scenario = &scenarios[try_ % scenarios.len()];
        let folder = copied(scenario.before.path());
        let command = program(scenario.arguments, folder.path());
        let point = Point::any(&mut random, scenario.time);
        if let Some(found) = killed_at(scenario, command, folder.path(), &point) {
            killed += 1;
            *left.entry((scenario.name, found)).or_insert(0) += 1;
        }
    }
    panic!("{killed} of {number} were killed: the others had ended before");
}

#[test]
fn twenty_runs_that_are_killed_leave_nothing_half_done() {
    kill(20, 12);
}

/// What takes too long for every change.
mod nightly {
    use super::*;

    #[test]
    #[ignore = "takes minutes: .ci/nightly"]
    fn two_hundred_runs_that_are_killed_leave_nothing_half_done() {
        kill(200, 200);
    }

    /// The calls that change files: between two of them, one moment is like another.
    const CALLS: [&str; 8] = [
        "mkdir", "write", "link", "linkat", "rename", "unlink", "unlinkat", "rmdir",
    ];

    /// A run in which the system does something at a call.
    fn disturbed(scenario: &Scenario, folder: &Path, what: &str) -> Output {
        Command::new("strace")
            .args(["-f", "-qq", "-o", "/dev/null", "-e"])
            .arg(format!("inject={what}"))
            .arg(env!("CARGO_BIN_EXE_xtask"))
            .args(scenario.arguments)
            .current_dir(folder)
            .env_remove("CARGO_MANIFEST_DIR")
            .output()
            .expect("`strace` is installed")
    }

    #[test]
    #[ignore = "needs strace and minutes: .ci/nightly"]
    fn a_run_may_be_killed_at_every_call_that_changes_a_file() {
        let mut killed: BTreeMap<_, usize> = BTreeMap::new();
        for scenario in Scenario::all() {
            for call in CALLS {
                for count in 1.. {
                    let folder = copied(scenario.before.path());
                    let what = format!("{call}:signal=KILL:when={count}");
                    let status = disturbed(&scenario, folder.path(), &what).status;
                    if status.code() == Some(0) {
                        break;
                    }
                    let name = format!("{}, killed at {call} {count}", scenario.name);
                    let found = scenario.recovers(folder.path(), &name);
                    *killed.entry((scenario.name, found)).or_insert(0) += 1;
                }
            }
        }
        println!("{killed:?}");
        let mixed = killed.keys().filter(|(_, left)| *left == Left::Mixed);
        assert_eq!(mixed.count(), 4, "each can be met between two files");
    }

    /// Where no file can have two names, each one that changes is gone for a moment.
    #[test]
    #[ignore = "needs strace and minutes: .ci/nightly"]
    fn a_run_without_links_may_be_killed_at_every_rename() {
        let mut killed: BTreeMap<_, usize> = BTreeMap::new();
        for scenario in Scenario::all() {
            for count in 1.. {
                let folder = copied(scenario.before.path());
                let status = Command::new("strace")
                    .args(["-f", "-qq", "-o", "/dev/null"])
                    .args(["-e", "inject=link,linkat:error=EPERM"])
                    .args([
                        "-e",
                        &format!("inject=rename,renameat,renameat2:signal=KILL:when={count}"),
                    ])
                    .arg(env!("CARGO_BIN_EXE_xtask"))
                    .args(scenario.arguments)
                    .current_dir(folder.path())
                    .env_remove("CARGO_MANIFEST_DIR")
                    .status()
                    .expect("`strace` is installed");
                if status.code() == Some(0) {
                    assert!(written(folder.path()) == scenario.new, "{}", scenario.name);
                    break;
                }
                let name = format!("{}, killed at rename {count}", scenario.name);
                let found = scenario.recovers(folder.path(), &name);
                *killed.entry((scenario.name, found)).or_insert(0) += 1;
            }
        }
        println!("{killed:?}");
        let mixed = killed.keys().filter(|(_, left)| *left == Left::Mixed);
        assert_eq!(mixed.count(), 4, "each can be met between two files");
    }

    /// The run that takes back what a killed one did may be killed as well.
    #[test]
    #[ignore = "needs strace and minutes: .ci/nightly"]
    fn a_run_may_be_killed_while_it_takes_back() {
        for scenario in Scenario::all() {
            let mixed = copied(scenario.before.path());
            // The first run has nothing to replace, and links all files.
            let call = ["linkat", "rename"][usize::from(scenario.name != "first gen")];
            let what = format!("{call}:signal=KILL:when=4");
            disturbed(&scenario, mixed.path(), &what);
            assert_ne!(written(mixed.path()), scenario.old);
            for call in CALLS {
                for count in 1.. {
                    let folder = copied(mixed.path());
                    let what = format!("{call}:signal=KILL:when={count}");
                    let status = disturbed(&scenario, folder.path(), &what).status;
                    if status.code() == Some(0) {
                        break;
                    }
                    let name = format!("{}, killed twice, at {call} {count}", scenario.name);
                    scenario.recovers(folder.path(), &name);
                }
            }
        }
    }

    /// One call fails, or it and all of its kind that follow: what the program says then is true.
    #[test]
    #[ignore = "needs strace and minutes: .ci/nightly"]
    fn a_run_tells_the_truth_whatever_call_fails() {
        let mut failed: BTreeMap<_, usize> = BTreeMap::new();
        for scenario in Scenario::all() {
            for (call, also) in CALLS.into_iter().flat_map(|call| [(call, ""), (call, "+")]) {
                for count in 1.. {
                    let folder = copied(scenario.before.path());
                    let what = format!("{call}:error=ENOSPC:when={count}{also}");
                    let output = disturbed(&scenario, folder.path(), &what);
                    let name = format!("{}, failed at {call} {count}{also}", scenario.name);
                    let err = String::from_utf8_lossy(&output.stderr);
                    let left = written(folder.path());
                    let is_unchanged = err.contains("nothing has changed");
                    match output.status.code() {
                        Some(0) => assert!(left == scenario.new, "{name}: {err}"),
                        // Nobody can be told if nothing can be written.
                        _ if call == "write" && left == scenario.new => {}
                        Some(1) if is_unchanged => assert!(left == scenario.old, "{name}: {err}"),
                        Some(1) if err.contains("could not be taken back") => {}
                        Some(1) if call == "write" && also == "+" => {
                            assert!(left == scenario.old, "{name}: {err}");
                        }
                        code => panic!("{name}: {code:?}: {err}"),
                    }
                    scenario.recovers(folder.path(), &name);
                    *failed
                        .entry((scenario.name, output.status.code()))
                        .or_insert(0) += 1;
                    if output.status.code() == Some(0) && !was_met(&scenario, call, count) {
                        break;
                    }
                }
            }
        }
        println!("{failed:?}");
    }

    /// Whether an undisturbed run makes so many calls.
    fn was_met(scenario: &Scenario, call: &str, count: usize) -> bool {
        let folder = copied(scenario.before.path());
        let what = format!("{call}:signal=KILL:when={count}");
        disturbed(scenario, folder.path(), &what).status.code() != Some(0)
    }
}
