//! Ages, pauses, tolerances and buckets, on accounts written down by hand.

use crate::servicing::account::{Account, Standing};
use crate::servicing::arrears::{Arrears, arrears, default_buckets, next_change, next_payment, pauses};
use crate::servicing::hand_built::{account, amount, date, disbursement, entered, installment, met, principal};
use crate::servicing::installment::Installment;
use crate::servicing::terms::{ArrearsDate, ArrearsTerms, Bucket};
use crate::servicing::transaction::{Event, Transaction, TransactionId};

/// Down payment and three installments of 250 each, none of them paid.
fn four_installments() -> Vec<Installment> {
    vec![
        installment(1, "2023-10-01", "2023-10-01", "250"),
        installment(2, "2023-10-01", "2023-10-16", "250"),
        installment(3, "2023-10-16", "2023-10-31", "250"),
        installment(4, "2023-10-31", "2023-11-15", "250"),
    ]
}

fn three_days() -> ArrearsTerms {
    ArrearsTerms { tolerance_days: 3, ..ArrearsTerms::default() }
}

fn pause(id: u64, from: &str, until: &str) -> Transaction {
    entered(id, from, Event::ArrearsPause { until: date(until) })
}

fn resume(id: u64, on: &str) -> Transaction {
    entered(id, on, Event::ArrearsResume)
}

fn on(day: &str, transactions: &[Transaction]) -> Arrears {
    arrears(&account(day, four_installments()), &three_days(), transactions)
}

/// Names and amounts of the buckets that have something.
fn amounts(arrears: &Arrears) -> Vec<(&str, String)> {
    arrears.amounts.iter().map(|of| (of.bucket.name.as_str(), of.amount.to_string())).collect()
}

fn bucket(arrears: &Arrears) -> Option<&str> {
    arrears.bucket.as_ref().map(|bucket| bucket.name.as_str())
}

#[test]
fn the_due_date_itself_is_no_day_past_due() {
    let due = on("2023-10-01", &[]);
    assert_eq!((due.days_past_due, due.past_due_since, due.overdue.total()), (0, None, amount("0")));
    let late = on("2023-10-02", &[]);
    assert_eq!((late.days_past_due, late.past_due_since), (1, Some(date("2023-10-01"))));
    assert_eq!(late.overdue, principal("250"));
}

#[test]
fn the_tolerance_comes_before_arrears_and_is_no_part_of_them() {
    let cases = [("2023-10-04", 3, 0, None), ("2023-10-05", 4, 1, Some("1-3")), ("2023-10-08", 7, 4, Some("4-30"))];
    for (day, past_due, in_arrears, name) in cases {
        let late = on(day, &[]);
        assert_eq!((late.days_past_due, late.days_in_arrears), (past_due, in_arrears), "{day}");
        assert_eq!(late.in_arrears_since, Some(date("2023-10-04")), "{day}");
        assert_eq!((bucket(&late), late.is_in_arrears()), (name, name.is_some()), "{day}");
    }
}

#[test]
fn each_installment_has_an_age_of_its_own_without_the_tolerance() {
    let late = on("2023-11-16", &[]);
    assert_eq!(amounts(&late), [("1-3", "250".into()), ("4-30", "250".into()), ("31-60", "500".into())]);
    let ages: Vec<u32> = late.installments.iter().map(|installment| installment.days).collect();
    assert_eq!(ages, [46, 31, 16, 1]);
}

#[test]
fn amounts_are_sorted_only_while_the_loan_is_in_arrears() {
    let tolerated = on("2023-10-04", &[]);
    assert_eq!(tolerated.installments.len(), 1);
    assert_eq!((amounts(&tolerated), tolerated.installments[0].bucket.clone()), (vec![], None));
}

#[test]
fn a_pause_takes_its_days_away_but_for_the_first() {
    let paused = [pause(1, "2023-10-15", "2023-10-25")];
    let cases = [("2023-10-15", 14, 11), ("2023-10-16", 15, 11), ("2023-10-25", 24, 11), ("2023-10-26", 25, 12)];
    for (day, past_due, in_arrears) in cases {
        let late = on(day, &paused);
        assert_eq!((late.days_past_due, late.days_in_arrears), (past_due, in_arrears), "{day}");
    }
}

#[test]
fn a_pause_counts_for_an_installment_only_from_its_due_date() {
    let late = on("2023-11-13", &[pause(1, "2023-10-15", "2023-10-25")]);
    let ages: Vec<u32> = late.installments.iter().map(|installment| installment.days).collect();
    assert_eq!(ages, [33, 19, 13]);
}

#[test]
fn buckets_stay_as_they_were_while_a_pause_is_in_force() {
    let transactions = [pause(1, "2023-10-15", "2023-10-25"), pause(2, "2023-11-14", "2023-11-30")];
    let first = on("2023-11-14", &transactions);
    assert_eq!((first.days_in_arrears, bucket(&first)), (31, Some("4-30")));
    assert_eq!(first.pause.map(|pause| pause.until), Some(date("2023-11-30")));
    let last = on("2023-11-30", &transactions);
    assert_eq!((last.days_in_arrears, bucket(&last)), (31, Some("4-30")));
    let over = on("2023-12-01", &transactions);
    assert_eq!((over.days_in_arrears, bucket(&over), over.pause), (32, Some("31-60"), None));
    assert_eq!(amounts(&over), [("1-3", "250".into()), ("4-30", "500".into()), ("31-60", "250".into())]);
}

#[test]
fn pauses_that_overlap_take_each_day_away_once() {
    let transactions = [pause(1, "2023-10-10", "2023-10-20"), pause(2, "2023-10-15", "2023-10-18")];
    assert_eq!(on("2023-10-30", &transactions).days_in_arrears, 29 - 10 - 3);
}

#[test]
fn a_resumption_ends_the_pause_that_it_lies_in() {
    let transactions =
        [pause(1, "2023-10-15", "2023-10-30"), resume(2, "2023-10-25"), pause(3, "2023-11-14", "2023-11-30")];
    let spans: Vec<_> = pauses(&transactions).iter().map(|pause| (pause.from, pause.until)).collect();
    let expected = [("2023-10-15", "2023-10-25"), ("2023-11-14", "2023-11-30")];
    assert_eq!(spans, expected.map(|(from, until)| (date(from), date(until))));
}

#[test]
fn what_was_taken_back_pauses_nothing() {
    let taken_back = entered(2, "2023-10-16", Event::Reversal { of: TransactionId(1) });
    assert_eq!(pauses(&[pause(1, "2023-10-15", "2023-10-30"), taken_back]), []);
}

#[test]
fn a_small_amount_is_tolerated_whatever_its_age() {
    let terms = |percent: &str, floor: &str| ArrearsTerms {
        tolerance_percentage: Some(amount(percent)),
        tolerance_floor: Some(amount(floor)),
        ..ArrearsTerms::default()
    };
    // 250 of 1000 are late.
    let late = account("2023-10-16", four_installments());
    for (percent, floor, tolerated) in
        [("25", "0", true), ("24.99", "0", false), ("1", "250", true), ("1", "249.99", false)]
    {
        let arrears = arrears(&late, &terms(percent, floor), &[]);
        assert_eq!(arrears.is_in_arrears(), !tolerated, "{percent} percent, {floor}");
        assert_eq!((arrears.bucket.is_none(), arrears.in_arrears_since.is_none()), (tolerated, tolerated));
        assert_eq!(arrears.days_past_due, 15);
    }
}

#[test]
fn arrears_are_counted_from_the_oldest_late_installment_or_from_when_the_loan_went_into_them() {
    let mut installments = four_installments();
    installments[0] = met(&installments[0], "2023-10-20");
    installments[1] = met(&installments[1], "2023-11-02");
    let late = account("2023-11-10", installments);
    let since = |counted_from| {
        let arrears = arrears(&late, &ArrearsTerms { counted_from, ..ArrearsTerms::default() }, &[]);
        assert_eq!((arrears.past_due_since, arrears.days_past_due), (Some(date("2023-10-31")), 10));
        (arrears.in_arrears_since, arrears.days_in_arrears)
    };
    assert_eq!(since(ArrearsDate::LastLateRepayment), (Some(date("2023-10-31")), 10));
    assert_eq!(since(ArrearsDate::FirstWentToArrears), (Some(date("2023-10-01")), 40));
}

#[test]
fn a_day_on_which_nothing_is_late_starts_the_count_afresh() {
    let mut installments = four_installments();
    installments[0] = met(&installments[0], "2023-10-16");
    let late = account("2023-10-20", installments);
    let terms = ArrearsTerms { counted_from: ArrearsDate::FirstWentToArrears, ..ArrearsTerms::default() };
    assert_eq!(arrears(&late, &terms, &[]).in_arrears_since, Some(date("2023-10-16")));
}

#[test]
fn a_chargeback_is_late_from_its_own_day() {
    let mut installments = vec![
        met(&installment(1, "2022-01-01", "2022-02-01", "1000"), "2022-02-01"),
        met(&installment(2, "2022-02-01", "2022-03-01", "1000"), "2022-03-01"),
        installment(3, "2022-03-01", "2022-04-01", "2000"),
    ];
    let chargeback = Event::Chargeback { of: TransactionId(2), amount: amount("1000") };
    let transactions = [disbursement(1, "2022-01-01", "3000"), entered(3, "2022-03-15", chargeback)];
    let late = |day: &str, installments: &[Installment]| {
        let arrears = arrears(&account(day, installments.to_vec()), &three_days(), &transactions);
        (arrears.past_due_since, arrears.overdue.total(), arrears.days_in_arrears)
    };
    assert_eq!(late("2022-03-15", &installments), (None, amount("0"), 0));
    assert_eq!(late("2022-03-20", &installments), (Some(date("2022-03-15")), amount("1000"), 2));
    assert_eq!(late("2022-04-07", &installments), (Some(date("2022-03-15")), amount("2000"), 20));
    // What has been paid of the installment covers the chargeback: it is late like any other.
    installments[2].paid = principal("1200");
    assert_eq!(late("2022-03-20", &installments), (None, amount("0"), 0));
    assert_eq!(late("2022-04-07", &installments), (Some(date("2022-04-01")), amount("800"), 3));
}

#[test]
fn an_account_on_which_nothing_is_owed_is_not_late() {
    for standing in [Standing::Undisbursed, Standing::Repaid, Standing::Overpaid, Standing::WrittenOff] {
        let account = Account { standing, ..account("2023-12-01", four_installments()) };
        let transactions = [pause(1, "2023-11-15", "2023-12-15")];
        let arrears = arrears(&account, &three_days(), &transactions);
        assert_eq!((arrears.days_past_due, arrears.installments.len(), arrears.pauses.len()), (0, 0, 1));
        assert_eq!(next_change(&account, &three_days(), &transactions), None);
    }
}

#[test]
fn buckets_without_names_are_the_usual_ones() {
    let names: Vec<String> = default_buckets().into_iter().map(|bucket| bucket.name).collect();
    assert_eq!(names, ["1-3", "4-30", "31-60", "61-90", "91-120", "121-150", "151-180", "181-240", "241+"]);
}

#[test]
fn an_age_between_buckets_belongs_to_none() {
    let bucket = |name: &str, from, to| Bucket { name: name.to_owned(), from, to };
    let terms = ArrearsTerms {
        buckets: vec![bucket("old", 60, None), bucket("young", 1, Some(30))],
        ..ArrearsTerms::default()
    };
    let name = |day: &str| arrears(&account(day, four_installments()), &terms, &[]).bucket.map(|bucket| bucket.name);
    assert_eq!(name("2023-10-31"), Some("young".to_owned()));
    assert_eq!(name("2023-11-01"), None);
    assert_eq!(name("2023-11-30"), Some("old".to_owned()));
}

#[test]
fn the_next_payment_is_what_is_left_of_the_oldest_open_installment() {
    let mut installments = four_installments();
    installments[0] = met(&installments[0], "2023-10-01");
    installments[1].paid = principal("100.25");
    let next = next_payment(&account("2023-10-10", installments.clone())).expect("a payment");
    assert_eq!((next.number, next.due, next.amount), (2, date("2023-10-16"), amount("149.75")));
    let paid: Vec<Installment> = installments.into_iter().map(|installment| met(&installment, "2023-10-20")).collect();
    assert_eq!(next_payment(&account("2023-10-20", paid)), None);
}

#[test]
fn arrears_change_when_the_clock_is_told_to_look() {
    let cases = [
        // The first installment is late on the day after its due date.
        ("2023-10-01", "2023-10-02"),
        // Its own age enters the second bucket, and the tolerance of the loan ends, on the fifth.
        ("2023-10-02", "2023-10-05"),
        ("2023-10-05", "2023-10-08"),
        ("2023-10-08", "2023-10-17"),
    ];
    for (day, next) in cases {
        let late = account(day, four_installments());
        assert_eq!(next_change(&late, &three_days(), &[]), Some(date(next)), "{day}");
    }
}

#[test]
fn a_pause_moves_the_day_on_which_a_bucket_changes() {
    let late = account("2023-10-08", vec![installment(1, "2023-10-01", "2023-10-01", "250")]);
    let paused = [pause(1, "2023-10-10", "2023-10-20")];
    // The pause begins, the day after it is over, the installment is 31 days old, the loan is 31 days in arrears.
    let mut days = Vec::new();
    let mut at = late;
    while let Some(next) = next_change(&at, &three_days(), &paused).filter(|next| *next < date("2023-12-01")) {
        days.push(next);
        at.as_of = next;
    }
    assert_eq!(days, ["2023-10-10", "2023-10-21", "2023-11-11", "2023-11-14"].map(date));
}

/// Between two looks nothing but days changes.
#[test]
fn nothing_changes_between_two_looks() {
    let transactions = [
        pause(1, "2023-10-15", "2023-10-25"),
        pause(2, "2023-11-14", "2023-11-30"),
        entered(3, "2023-10-20", Event::Chargeback { of: TransactionId(9), amount: amount("10") }),
    ];
    let shape = |arrears: Arrears| {
        let installments: Vec<_> =
            arrears.installments.into_iter().map(|of| (of.number, of.bucket, of.amount)).collect();
        (arrears.bucket, arrears.amounts, arrears.overdue, arrears.pause, arrears.past_due_since, installments)
    };
    for counted_from in [ArrearsDate::LastLateRepayment, ArrearsDate::FirstWentToArrears] {
        let terms = ArrearsTerms { tolerance_floor: Some(amount("300")), counted_from, ..three_days() };
        let mut at = account("2023-09-30", four_installments());
        let mut next = next_change(&at, &terms, &transactions);
        let mut before = shape(arrears(&at, &terms, &transactions));
        while at.as_of < date("2024-09-30") {
            at.as_of = at.as_of.succ_opt().expect("a day");
            let now = shape(arrears(&at, &terms, &transactions));
            assert!(now == before || next == Some(at.as_of), "{} changed unannounced", at.as_of);
            before = now;
            if next == Some(at.as_of) {
                next = next_change(&at, &terms, &transactions);
            }
        }
    }
}
