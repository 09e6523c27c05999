//! The table of functions.

use super::{process::Start, subject::Subject};
use crate::{
    statistics::{median, milliseconds, ratio},
    text_table::TextTable,
    verdict,
};

/// A function's zip file is at most so large, in MB.
const ZIPPED_MB_MAX: f64 = 3.5;
/// A function's first answer takes at most so many times as long as the bare function's.
const FIRST_ANSWER_MAX: f64 = 4.0;

const HEADER: &str = "\
FUNCTIONS: each started 20 times, in turns, against a stand-in of the Lambda Runtime API on this machine

Medians. Times are of this machine, without Lambda's own share; compare them by the ratios to the bare function, which is
`lambda_http` with a fixed answer, built in the same profile. The table is the embedded one, behind TLS 1.3 with
Amazon's roots and one of its own (no network, so neither DNS nor distance); one row shows the same without TLS.

  first poll    ms from the start of the process until it asks for an event: what Lambda counts as its initialization
  first answer  ms from the start of the process until its first answer is there: a read of a loan with its token checked
                (two calls), a token for a credential (two calls), a look at a company (one call)
  peak MB       the most memory that was resident until then
  zip MB        the zip file as deployed (million bytes)
  x             the figure before it in terms of the bare function's
";

/// The medians of one function.
struct Medians {
    first_poll_ms: f64,
    first_answer_ms: f64,
    peak_mb: f64,
    zip_mb: f64,
}

impl Medians {
    fn of(subject: &Subject, starts: &[Start]) -> Self {
        let middle = |time: fn(&Start) -> std::time::Duration| {
            milliseconds(median(&starts.iter().map(time).collect::<Vec<_>>()))
        };
        let peak_kb = median(&starts.iter().map(|start| start.peak_kb).collect::<Vec<_>>());
        Self {
            first_poll_ms: middle(|start| start.first_poll),
            first_answer_ms: middle(|start| start.first_answer),
            peak_mb: millions(peak_kb.saturating_mul(1024)),
            zip_mb: millions(subject.binary.zipped_bytes),
        }
    }
}

fn millions(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1_000_000.0
}

/// Prints the table; whether all functions keep their budgets.
pub(crate) fn print(subjects: &[Subject], starts: &[Vec<Start>]) -> bool {
    println!("{HEADER}");
    let mut table = TextTable::new(&[
        "function",
        "first poll",
        "x",
        "first answer",
        "x",
        "budget",
        "",
        "peak MB",
        "x",
        "zip MB",
        "x",
        "budget",
        "",
    ]);
    let medians: Vec<Medians> =
        subjects.iter().zip(starts).map(|(subject, starts)| Medians::of(subject, starts)).collect();
    let Some(bare) = medians.first() else { return true };
    let mut all_within = true;
    for (subject, figures) in subjects.iter().zip(&medians) {
        let is_fast = ratio(figures.first_answer_ms, bare.first_answer_ms) <= FIRST_ANSWER_MAX;
        let is_small = figures.zip_mb <= ZIPPED_MB_MAX;
        all_within &= is_fast && is_small;
        table.add(row(subject.name, figures, bare, (is_fast, is_small)));
    }
    table.print();
    all_within
}

fn row(name: &str, figures: &Medians, bare: &Medians, (is_fast, is_small): (bool, bool)) -> [String; 13] {
    let times = |figure: f64, of_bare: f64| format!("{:.1}", ratio(figure, of_bare));
    [
        name.to_owned(),
        format!("{:.1}", figures.first_poll_ms),
        times(figures.first_poll_ms, bare.first_poll_ms),
        format!("{:.1}", figures.first_answer_ms),
        times(figures.first_answer_ms, bare.first_answer_ms),
        format!("{FIRST_ANSWER_MAX:.1} x"),
        verdict(is_fast).to_owned(),
        if figures.peak_mb > 0.0 { format!("{:.1}", figures.peak_mb) } else { "-".to_owned() },
        times(figures.peak_mb, bare.peak_mb),
        format!("{:.2}", figures.zip_mb),
        times(figures.zip_mb, bare.zip_mb),
        format!("{ZIPPED_MB_MAX:.1}"),
        verdict(is_small).to_owned(),
    ]
}
