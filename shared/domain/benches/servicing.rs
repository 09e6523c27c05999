//! What the servicing of loans costs. `cargo bench -p domain --bench servicing`
//!
//! Absolute times depend on the machine and on who else is on it, so the first line of the table at the end is a baseline
//! on the same loan in the same run: the textbook's loop over installments, with dates left out. Read the others as
//! multiples of it, and of each other where they grow with the loan.
#![expect(clippy::expect_used, reason = "a benchmark stops where it fails")]
#![expect(clippy::print_stdout, reason = "the table is what it is for")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::{Days, Months, NaiveDate};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group};
use domain::servicing::account::Account;
use domain::servicing::replay::replay;
use domain::servicing::terms::Terms;
use domain::servicing::transaction::{Event, RepaymentKind, Transaction, TransactionId};
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::json;

/// Rounds of the table at the end, each with a turn of every line, so that what else the machine does is shared out.
const ROUNDS: usize = 60;
/// Rounds in which lines for what is rare have a turn.
const ROUNDS_OF_RARE: usize = 5;
/// The loan of which a lender has many.
const MANY: &str = "36 months paid on time";
/// Days that all loans have to be paid in by.
const END: &str = "2150-01-01";

/// A loan and what happened to it.
struct Loan {
    terms: Terms,
    transactions: Vec<Transaction>,
    as_of: NaiveDate,
}

impl Loan {
    fn replay(&self) -> Account {
        replay(&self.terms, &self.transactions, self.as_of).expect("an account")
    }

    /// 250,000 over some months at 9.25 percent a year, paid out on 31 January 2025.
    fn disbursed(months: u32, day_count: &str) -> Self {
        let event = Event::Disbursement { amount: Decimal::from(250_000) };
        let on = date("2025-01-31");
        let transactions = vec![Transaction { id: TransactionId(1), value_date: on, entered_on: on, event }];
        Self { terms: terms(months, day_count), transactions, as_of: on }
    }

    /// The same with every installment paid on its due date.
    fn paid_on_time(months: u32, day_count: &str) -> Self {
        let mut loan = Self::disbursed(months, day_count);
        for installment in loan.replay().installments {
            loan.pay(installment.due, installment.expected.total());
        }
        loan.as_of = date(END);
        loan
    }

    /// The same, where every sixth month has another payment: before the due date, for the part of an installment that
    /// was not paid in time, of more than is due, or in advance. It comes to be a year ahead of its schedule.
    fn paid_irregularly(months: u32, day_count: &str) -> Self {
        Self::paid_besides(months, day_count, |at, due, total, part| match at % 24 {
            5 => (total - part, Some((due - Days::new(11), part))),
            11 => (total - part, Some((due + Days::new(9), part))),
            17 => (total + part, Some((due, part))),
            23 => (total, Some((due + Days::new(4), part))),
            _ => (total, None),
        })
    }

    /// The same, where a part of every sixth installment is paid before its due date or after it, so that in all it is paid as
    /// was agreed.
    fn paid_in_parts(months: u32, day_count: &str) -> Self {
        Self::paid_besides(months, day_count, |at, due, total, part| match at % 12 {
            5 => (total - part, Some((due - Days::new(11), part))),
            11 => (total - part, Some((due + Days::new(9), part))),
            _ => (total, None),
        })
    }

    /// The same, with what is paid of each installment on its due date, and on another day beside it: by its place, due date,
    /// total and three tenths of that.
    fn paid_besides(
        months: u32,
        day_count: &str,
        payments: impl Fn(usize, NaiveDate, Decimal, Decimal) -> (Decimal, Option<(NaiveDate, Decimal)>),
    ) -> Self {
        let mut loan = Self::disbursed(months, day_count);
        for (at, installment) in loan.replay().installments.into_iter().enumerate() {
            let total = installment.expected.total();
            let part = (total * Decimal::new(3, 1)).round_dp(2);
            let (on_time, other) = payments(at, installment.due, total, part);
            loan.pay(installment.due, on_time);
            if let Some((on, amount)) = other {
                loan.pay(on, amount);
            }
        }
        loan.as_of = date(END);
        loan
    }

    /// The same with every installment paid three months after its due date.
    fn paid_late(months: u32, day_count: &str) -> Self {
        let mut loan = Self::disbursed(months, day_count);
        for installment in loan.replay().installments {
            loan.pay(installment.due + Months::new(3), installment.expected.total());
        }
        loan.as_of = date(END);
        loan
    }

    /// What happened to it, under other terms.
    fn under(self, pointer: &str, setting: &str) -> Self {
        let mut terms = serde_json::to_value(&self.terms).expect("terms");
        *terms.pointer_mut(pointer).expect("a setting") = json!(setting);
        Self { terms: serde_json::from_value(terms).expect("terms"), ..self }
    }

    fn pay(&mut self, on: NaiveDate, amount: Decimal) {
        let id = TransactionId(u64::try_from(self.transactions.len()).expect("a count") + 1);
        let event = Event::Repayment { amount, kind: RepaymentKind::Repayment };
        self.transactions.push(Transaction { id, value_date: on, entered_on: on, event });
    }
}

fn terms(months: u32, day_count: &str) -> Terms {
    let steps: Vec<_> = ["PAST_DUE", "DUE", "IN_ADVANCE"]
        .into_iter()
        .flat_map(|state| ["PENALTY", "FEE", "INTEREST", "PRINCIPAL"].map(|component| (state, component)))
        .collect();
    let terms = json!({
        "principal": "250000",
        "expected_disbursement": "2025-01-31",
        "rounding": { "mode": "HALF_EVEN", "decimals": 2, "precision": 19, "installment_multiple": null },
        "interest": {
            "rate": "9.25",
            "rate_period": "YEAR",
            "method": "DECLINING_BALANCE_EQUAL_INSTALLMENTS",
            "day_count": day_count,
            "leap_day": "WHOLE_YEAR",
            "calculation": "DAILY",
            "partial_periods": false,
            "first_day_counts": false,
            "recalculation": {
                "rest": "DAILY",
                "payoff_interest": "TILL_DATE",
                "prepayment": "ADJUST_LAST_INSTALLMENT",
                "ignore_past_due": false
            },
            "accrue_late_interest": true,
            "accrue_after_maturity": false
        },
        "schedule": {
            "engine": "PROGRESSIVE",
            "installments": months,
            "period": "P1M",
            "fixed_days_of_month": [],
            "first_due": null,
            "principal_grace": 0,
            "interest_grace": 0,
            "interest_free_periods": 0,
            "counted_from": null,
            "fixed_length": null,
            "down_payment": null,
            "periodic_payment": null,
            "amortization_installments": null,
            "working_days": null,
            "expected_tranches": [],
            "full_term_tranches": false
        },
        "allocation": {
            "direction": "MethodHorizontal",
            "default": { "steps": steps, "future": "NEXT_INSTALLMENT" },
            "of_kind": [],
            "chargeback": [],
            "transaction_order": null
        },
        "arrears": {
            "tolerance_days": 0,
            "tolerance_percentage": null,
            "tolerance_floor": null,
            "counted_from": "LAST_LATE_REPAYMENT",
            "buckets": [],
            "late_payment": null
        },
        "penalty": { "rate": "0", "base": "NONE", "tolerance_days": 0 },
        "prepayment": { "acceptance": "AcceptOverpayments" },
        "charge_off": "REGULAR",
        "limits": {}
    });
    serde_json::from_value(terms).expect("terms")
}

/// The textbook's loop: the level installment from the factor of a month, then interest and principal of each row.
fn textbook(months: u32) -> Vec<(NaiveDate, Decimal, Decimal)> {
    let money = |amount: Decimal| amount.round_dp_with_strategy(2, RoundingStrategy::MidpointNearestEven);
    let mut balance = Decimal::from(black_box(250_000));
    let rate = Decimal::new(925, 4) / Decimal::from(12);
    let growth = Decimal::ONE + rate;
    let (mut product, mut sum) = (Decimal::ONE, Decimal::ZERO);
    for _ in 0..months {
        product *= growth;
        sum = Decimal::ONE + sum * growth;
    }
    let installment = money(balance * product / sum);
    let start = date("2025-01-31");
    let row = |month| {
        let interest = money(balance * rate);
        let principal = if month == months { balance } else { installment - interest };
        balance -= principal;
        (start + Months::new(month), principal, interest)
    };
    (1..=months).map(row).collect()
}

fn date(text: &str) -> NaiveDate {
    domain::calendar::date_from_text(text).expect("a date")
}

fn schedules(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("schedule");
    group.bench_function("baseline: textbook, 360 months", |bencher| bencher.iter(|| textbook(360)));
    for day_count in ["THIRTY_360", "ACTUAL_365", "ACTUAL_ACTUAL"] {
        let loan = Loan::disbursed(360, day_count);
        group.bench_function(BenchmarkId::new("360 months", day_count), |bencher| bencher.iter(|| loan.replay()));
    }
    group.finish();
}

fn replays(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("replay");
    for months in [36, 90, 180, 360] {
        group.throughput(Throughput::Elements(months.into()));
        let loan = Loan::paid_on_time(months, "THIRTY_360");
        group.bench_function(BenchmarkId::new("paid on time", months), |bencher| bencher.iter(|| loan.replay()));
        let loan = Loan::paid_in_parts(months, "ACTUAL_365");
        group.bench_function(BenchmarkId::new("paid in parts", months), |bencher| bencher.iter(|| loan.replay()));
        let loan = Loan::paid_irregularly(months, "ACTUAL_365");
        group.bench_function(BenchmarkId::new("paid irregularly", months), |bencher| bencher.iter(|| loan.replay()));
    }
    group.finish();
}

/// One line of the table.
struct Line {
    name: String,
    months: u32,
    work: Box<dyn Fn()>,
    times: Vec<Duration>,
}

impl Line {
    fn new(name: String, months: u32, work: impl Fn() + 'static) -> Self {
        Self { name, months, work: Box::new(work), times: Vec::with_capacity(ROUNDS) }
    }

    fn replaying(name: String, months: u32, loan: Loan) -> Self {
        Self::new(name, months, move || {
            black_box(loan.replay());
        })
    }

    /// Tenths of the nanoseconds of one installment.
    fn each(&self, median: Duration) -> u128 {
        median.as_nanos() * 10 / u128::from(self.months)
    }
}

fn lines() -> Vec<Line> {
    let mut lines = vec![Line::new("baseline: textbook, 360 months".to_owned(), 360, || {
        black_box(textbook(360));
    })];
    for day_count in ["THIRTY_360", "ACTUAL_365"] {
        for months in [90, 180, 360] {
            let name = format!("schedule of {months} months, {day_count}");
            lines.push(Line::replaying(name, months, Loan::disbursed(months, day_count)));
        }
    }
    for months in [36, 90, 180, 360] {
        let name = format!("{months} months paid on time");
        lines.push(Line::replaying(name, months, Loan::paid_on_time(months, "THIRTY_360")));
    }
    for months in [90, 180, 360] {
        let name = format!("{months} months and {} parts early or late", months / 6);
        lines.push(Line::replaying(name, months, Loan::paid_in_parts(months, "ACTUAL_365")));
    }
    for months in [90, 180, 360] {
        let name = format!("{months} months and {} irregular payments", months / 6);
        lines.push(Line::replaying(name, months, Loan::paid_irregularly(months, "ACTUAL_365")));
    }
    lines
}

/// What few loans are like, and what takes longer for each installment the more there are: the second of them shows how much.
fn rare_lines() -> Vec<Line> {
    let others = [
        ("component by component", "/allocation/direction", "MethodVertical"),
        ("equal parts of principal", "/interest/method", "DECLINING_BALANCE"),
        ("flat", "/interest/method", "FLAT"),
        ("payments that lower all", "/interest/recalculation/prepayment", "REDUCE_INSTALLMENT_AMOUNT"),
        ("advances spread over all", "/allocation/default/future", "REAMORTIZATION"),
    ];
    let mut lines = Vec::new();
    for months in [90, 360] {
        let name = format!("{months} months paid three months late");
        lines.push(Line::replaying(name, months, Loan::paid_late(months, "ACTUAL_365")));
    }
    for (what, pointer, setting) in others {
        for months in [90, 360] {
            let loan = Loan::paid_irregularly(months, "ACTUAL_365").under(pointer, setting);
            lines.push(Line::replaying(format!("{months} months irregularly, {what}"), months, loan));
        }
    }
    lines
}

/// Measures all lines in turn.
fn ratios() {
    let mut lines = lines();
    let usual = lines.len();
    lines.extend(rare_lines());
    for round in 0..ROUNDS {
        let wanted = if round < ROUNDS_OF_RARE { lines.len() } else { usual };
        for line in lines.iter_mut().take(wanted) {
            let begun = Instant::now();
            (line.work)();
            line.times.push(begun.elapsed());
        }
    }
    print(&mut lines);
}

/// The table of ratios: of the whole, and of one installment, which shows how time grows with the loan.
fn print(lines: &mut [Line]) {
    let medians: Vec<Duration> = lines.iter_mut().map(|line| median(&mut line.times)).collect();
    let (baseline, of_each) = (medians.first().expect("a baseline"), lines.first().expect("a baseline"));
    let (baseline, of_each) = (baseline.as_nanos().max(1), of_each.each(*baseline).max(1));
    println!("\n{:<54} {:>10} {:>10} {:>15}", "", "median", "x baseline", "per installment");
    for (line, time) in lines.iter().zip(&medians) {
        let (whole, each) = (time.as_nanos() * 10 / baseline, line.each(*time) * 10 / of_each);
        let (name, micros) = (&line.name, time.as_micros());
        println!("{name:<54} {micros:>7} us {:>8}.{} {:>13}.{}", whole / 10, whole % 10, each / 10, each % 10);
        if line.name == MANY {
            println!("{:<54} {:>7} ms", "  100,000 of these, one after another", time.as_micros() * 100);
        }
    }
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

criterion_group!(benches, schedules, replays);

fn main() {
    let wants_table_only = std::env::args().any(|argument| argument == "ratios");
    if !wants_table_only {
        benches();
        Criterion::default().configure_from_args().final_summary();
    }
    ratios();
}
