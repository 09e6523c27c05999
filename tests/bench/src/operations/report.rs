//! The table of operations.

use super::measurement::Measurement;
use crate::{
    statistics::{milliseconds, ratio},
    text_table::TextTable,
    verdict,
};

const HEADER: &str = "\
OPERATIONS: the lending API's router in process on the embedded table, one request at a time

Built in the release profile, which optimises for size. Times are of this machine and of the engine embedded here, whose
writes take the longer the more the table holds: compare them within one run, by the ratios, and changes by `own ms`. Calls,
units and budgets are exact, and the same on AWS.

  p50, p99 ms  from the request to the last byte of its answer, without API Gateway and Lambda
  x GetItem    p50 in terms of the baseline: reading one item of the loan through the same client
  per s        requests that one instance answers in a second, by p50
  own ms       p50 of the time not spent waiting for the table: what the function itself computes
  waiting      the rest of p50: from a call to its outcome, the SDK's signing, sending and reading included;
               of calls in flight together each counts in full, so own time may be lost in it
  calls        to the table, the most that a request made; beside it the budget
  RCU, WCU     capacity units consumed by a request, read and write; reads are consistent
";

/// Prints the table; whether all operations keep their budget.
pub(crate) fn print(measurements: &[Measurement]) -> bool {
    println!("{HEADER}");
    let mut table = TextTable::new(&[
        "operation",
        "n",
        "p50 ms",
        "p99 ms",
        "x GetItem",
        "per s",
        "own ms",
        "waiting",
        "calls",
        "budget",
        "",
        "RCU",
        "WCU",
    ]);
    let baseline = measurements.first().map_or(0.0, |measurement| milliseconds(measurement.median()));
    for measurement in measurements {
        table.add(row(measurement, baseline));
    }
    table.print();
    measurements.iter().all(Measurement::is_within_budget)
}

fn row(measurement: &Measurement, baseline: f64) -> [String; 13] {
    let operation = measurement.operation();
    let (p50, own) = (milliseconds(measurement.median()), milliseconds(measurement.own_median()));
    [
        operation.name.to_owned(),
        measurement.count().to_string(),
        format!("{p50:.2}"),
        format!("{:.2}", milliseconds(measurement.percentile_99())),
        format!("{:.1}", ratio(p50, baseline)),
        format!("{:.0}", ratio(1000.0, p50)),
        format!("{own:.2}"),
        format!("{:.0} %", 100.0 - 100.0 * ratio(own, p50)),
        measurement.calls_max().to_string(),
        operation.calls_max.to_string(),
        verdict(measurement.is_within_budget()).to_owned(),
        format!("{:.1}", measurement.read_units()),
        format!("{:.1}", measurement.write_units()),
    ]
}
