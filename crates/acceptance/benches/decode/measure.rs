//! CPU time of decoding and encoding.

use std::fmt;
use std::ops::AddAssign;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use crate::decoders::Decoder;

const RUNS: usize = 11;

/// How much one run reads or writes: a few milliseconds of work.
const RUN_BYTES: usize = 1_000_000;

/// Times to read or write some bytes.
#[derive(Default)]
pub(crate) struct Measurement {
    bytes: usize,
    /// In seconds: the carriers, the derived structs, the flattened ones.
    seconds: [f64; 3],
}

/// Does the same with all samples and each of the decoders.
pub(crate) fn measure(
    decoders: [&Decoder; 3],
    samples: &[String],
    run: fn(&Decoder, &[String], usize) -> Duration,
) -> Measurement {
    let bytes = samples.iter().map(String::len).sum();
    let times = RUN_BYTES.div_ceil(bytes);
    let mut runs = [const { Vec::new() }; 3];
    // Taking turns, so that what slows the machine down slows all of them down.
    for _ in 0..RUNS {
        for (runs, decoder) in runs.iter_mut().zip(decoders) {
            runs.push(run(decoder, samples, times));
        }
    }
    let seconds = runs.map(|mut runs| {
        runs.sort();
        runs[RUNS / 2].as_secs_f64() / times as f64
    });
    Measurement { bytes, seconds }
}

/// Decodes all samples so many times.
pub(crate) fn decode(decoder: &Decoder, samples: &[String], times: usize) -> Duration {
    time(times, || {
        for sample in samples {
            (decoder.decode)(sample.as_bytes());
        }
    })
}

/// How long it takes to do something so many times.
pub(crate) fn time(times: usize, work: impl Fn()) -> Duration {
    let start = cpu_time();
    for _ in 0..times {
        work();
    }
    cpu_time() - start
}

fn cpu_time() -> Duration {
    clock_gettime(ClockId::ProcessCPUTime)
        .try_into()
        .expect("CPU time is not negative")
}

impl Measurement {
    pub(crate) const HEADINGS: &str =
        "   bytes  carrier MB/s  derived MB/s  ratio  flattened MB/s  ratio";
}

impl AddAssign for Measurement {
    fn add_assign(&mut self, other: Self) {
        self.bytes += other.bytes;
        for (sum, seconds) in self.seconds.iter_mut().zip(other.seconds) {
            *sum += seconds;
        }
    }
}

impl fmt::Display for Measurement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = self.bytes;
        let [carrier, derived, flattened] =
            self.seconds.map(|seconds| bytes as f64 / seconds / 1e6);
        write!(
            f,
            "{bytes:8} {carrier:13.1} {derived:13.1} {:6.2} {flattened:15.1} {:6.2}",
            carrier / derived,
            carrier / flattened
        )
    }
}
