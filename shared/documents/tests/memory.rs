//! How much memory a notice takes, counted as it is allocated.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[path = "documents/full_page.rs"]
mod full_page;
#[expect(dead_code, reason = "other tests look at the rest")]
#[path = "documents/languages.rs"]
mod languages;

use documents::Fonts;
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

/// What a notice may take, with the fonts that it reads, in bytes.
const BYTES_MAX: usize = 30_000_000;

#[test]
fn a_notice_in_any_language_and_then_in_all_takes_less_than_thirty_megabytes() {
    let all = Fonts::of_india();
    for sample in &languages::SAMPLES {
        ALLOCATED.reset_peak_usage();
        full_page::full_page(sample, &all);
        full_page::full_page(sample, &Fonts::of_india());
        let peak = ALLOCATED.peak_usage();
        assert!(peak < BYTES_MAX, "{}: {peak} bytes", sample.title);
    }
}
