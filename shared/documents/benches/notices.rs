//! What a notice costs, language by language. `cargo bench -p documents`, or `cargo local bench notices`, which is built as functions are.
#![expect(clippy::expect_used, reason = "a benchmark stops where it fails")]
#![expect(clippy::print_stdout, reason = "the table is what it is for")]
#![expect(clippy::float_arithmetic, reason = "times, and ratios of them")]

#[path = "../tests/documents/full_page.rs"]
mod full_page;
#[expect(dead_code, reason = "tests look at the rest")]
#[path = "../tests/documents/languages.rs"]
mod languages;

use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use documents::Fonts;
use full_page::full_page;
use languages::{SAMPLES, Sample};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

/// Rounds, each with a turn of every language, so that what else the machine does is shared out.
const ROUNDS: usize = 40;
/// What a page may take once its fonts are read.
const WARM_MAX: Duration = Duration::from_millis(10);
/// What a page may take of memory, with the fonts that it reads, in bytes.
const BYTES_MAX: usize = 30_000_000;
const HEADER: &str = "\
NOTICES: a page of A4 with letterhead, address, three paragraphs, six amounts, a code and a signature, as PDF/A-2b

Seconds are of this machine. Memory is what the notice allocates; the fonts' files, 3.4 MB, are in the binary.

  first ms   the first notice, which reads its fonts
  warm ms    one after that, the median of 40; budget 10
  x          that of a notice in English in it
  kB         the file
  peak MB    the most that was allocated at once, with the fonts that were read; budget 30
";

fn main() -> ExitCode {
    println!("{HEADER}");
    println!("{:<10}{:>9}{:>9}{:>6}{:>6}{:>9}", "language", "first ms", "warm ms", "x", "kB", "peak MB");
    let (firsts, warm) = (SAMPLES.each_ref().map(First::of), warm());
    let english = warm.first().copied().unwrap_or_default();
    let mut is_within = true;
    for ((sample, first), warm) in SAMPLES.iter().zip(firsts).zip(warm) {
        let is_kept = warm < WARM_MAX && first.peak < BYTES_MAX;
        is_within &= is_kept;
        println!(
            "{:<10}{:>9.1}{:>9.2}{:>6.1}{:>6}{:>9.1}  {}",
            sample.language.tag(),
            milliseconds(first.took),
            milliseconds(warm),
            warm.as_secs_f64() / english.as_secs_f64(),
            first.bytes / 1000,
            first.megabytes(),
            if is_kept { "OK" } else { "OVER" },
        );
    }
    if is_within { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The first notice of a language.
struct First {
    took: Duration,
    bytes: usize,
    peak: usize,
}

impl First {
    fn of(sample: &Sample) -> Self {
        let before = ALLOCATED.current_usage();
        ALLOCATED.reset_peak_usage();
        let begun = Instant::now();
        let file = full_page(sample, &Fonts::of_india());
        let took = begun.elapsed();
        Self { took, bytes: file.len(), peak: ALLOCATED.peak_usage().saturating_sub(before) }
    }

    fn megabytes(&self) -> f64 {
        f64::from(u32::try_from(self.peak).unwrap_or(u32::MAX)) / 1_000_000.0
    }
}

/// The median of each language, with fonts that are read.
fn warm() -> Vec<Duration> {
    let fonts = Fonts::of_india();
    let mut times = vec![Vec::with_capacity(ROUNDS); SAMPLES.len()];
    for _ in 0..ROUNDS {
        for (sample, times) in SAMPLES.iter().zip(&mut times) {
            let begun = Instant::now();
            black_box(full_page(black_box(sample), &fonts));
            times.push(begun.elapsed());
        }
    }
    times.into_iter().map(median).collect()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
