//! The figures of one loan, told by hand.

use rust_decimal::Decimal;

use super::*;
use crate::calendar::{Month, date_from_text};
use crate::json::Json;
use crate::moment::Moment;
use crate::recovery::action::ActionType;
use crate::recovery::bucket::Bucket;
use crate::recovery::case::{AccountDebt, Looking, PromiseAsked, RecoveryCase};
use crate::recovery::overdue::{Debt, Overdue};
use crate::recovery::settings::RecoverySettings;
use crate::recovery::severity::Severity;

fn date(text: &str) -> chrono::NaiveDate {
    date_from_text(text).expect("a date")
}

/// A loan with an account, the figures of its company by months, and how often it was written.
struct Story {
    case: RecoveryCase,
    months: std::collections::BTreeMap<Month, Tally>,
    writes: i64,
}

impl Story {
    fn new() -> Self {
        Self { case: RecoveryCase::new("L1"), months: std::collections::BTreeMap::new(), writes: 0 }
    }

    /// Changes the case, looks at it, and counts it.
    fn write(&mut self, day: &str, change: impl FnOnce(&mut RecoveryCase)) {
        self.writes += 1;
        let (before, today) = (self.case.clone(), date(day));
        change(&mut self.case);
        let (settings, writes) = (RecoverySettings::default(), self.writes);
        let id = || format!("def_{writes}");
        let now = Moment::EPOCH.later(writes);
        let looking = Looking { settings: &settings, today, now, by: "t", new_default_id: Some(&id) };
        self.case.look(&looking);
        let (month, tally) = self.case.count(Some(&before), today, 2);
        self.months.entry(month).or_default().add_all(&tally);
    }

    fn overdue(&mut self, day: &str, since: &str, amount: i64, recovered: i64) {
        let debt = Debt::Overdue(Overdue { since: date(since), amount: amount.into() });
        self.write(day, |case| case.account = Some(AccountDebt { debt, recovered: recovered.into() }));
    }

    fn is(&mut self, day: &str, debt: Debt, recovered: i64) {
        self.write(day, |case| case.account = Some(AccountDebt { debt, recovered: recovered.into() }));
    }

    /// The figures as they are shown in a month.
    fn overview(&self, month: &str) -> Overview {
        let this = Month::from_sortable(month).expect("a month");
        let last = this.previous();
        let of = |month: Month| self.months.get(&month).cloned().unwrap_or_default();
        let mut opening = Tally::default();
        for (_, tally) in self.months.range(..last) {
            opening.add_all(&tally.only(Figure::is_standing));
        }
        Overview::of(&opening, (last, of(last)), (this, of(this)))
    }
}

fn both(count: i64, amount: i64) -> CountAndAmount {
    CountAndAmount { count: count.into(), amount: amount.into() }
}

fn roll(month: &MonthOverview, bucket: Bucket) -> Roll {
    *month.rolls.iter().find(|roll| roll.bucket == bucket).expect("a roll")
}

#[test]
fn a_default_stands_in_one_severity_and_bucket_and_moves_on() {
    let mut story = Story::new();
    story.overdue("2026-01-10", "2026-01-05", 500, 0);
    let january = story.overview("2026-01");
    assert_eq!((january.open(), january.of_severity(Severity::Low)), (both(1, 500), both(1, 500)));
    assert_eq!(january.of_bucket(Bucket::To30), both(1, 500));
    assert!(january.this.rolls.iter().all(|roll| roll.opening == both(0, 0)), "it is new");
    story.overdue("2026-02-05", "2026-01-05", 800, 100);
    let february = story.overview("2026-02");
    assert_eq!((february.of_severity(Severity::High), february.of_bucket(Bucket::To60)), (both(1, 800), both(1, 800)));
    assert_eq!((february.of_severity(Severity::Low), february.of_bucket(Bucket::To30)), (both(0, 0), both(0, 0)));
    let rolled = roll(&february.this, Bucket::To30);
    assert_eq!((rolled.opening, rolled.worse, rolled.same), (both(1, 500), both(1, 500), both(0, 0)));
    assert_eq!((february.this.recovered(), february.last.recovered()), (100.into(), Decimal::ZERO));
    story.is("2026-02-20", Debt::Current, 900);
    let february = story.overview("2026-02");
    let rolled = roll(&february.this, Bucket::To30);
    assert_eq!((rolled.worse, rolled.resolved), (both(0, 0), both(1, 500)));
    assert_eq!((february.open(), february.this.recovered()), (both(0, 0), 900.into()));
    assert_eq!(roll(&story.overview("2026-03").last, Bucket::To30), rolled, "it stays so when the month is over");
}

#[test]
fn what_nothing_happens_to_is_where_it_was() {
    let mut story = Story::new();
    story.overdue("2026-01-10", "2026-01-05", 500, 0);
    for month in ["2026-02", "2026-03", "2027-01"] {
        let overview = story.overview(month);
        assert_eq!(overview.open(), both(1, 500), "{month}");
        let stands = roll(&overview.this, Bucket::To30);
        assert_eq!((stands.opening, stands.same), (both(1, 500), both(1, 500)), "{month}");
    }
}

#[test]
fn better_and_written_off_are_told_apart_from_resolved() {
    let mut story = Story::new();
    story.overdue("2026-02-10", "2026-01-01", 500, 0);
    story.overdue("2026-03-02", "2026-02-20", 300, 200);
    let moved = |story: &Story| roll(&story.overview("2026-03").this, Bucket::To60);
    assert_eq!((moved(&story).better, moved(&story).same), (both(1, 500), both(0, 0)));
    story.is("2026-03-09", Debt::WrittenOff, 200);
    assert_eq!((moved(&story).better, moved(&story).written_off), (both(0, 0), both(1, 500)));
    assert_eq!(moved(&story).resolved, both(0, 0));
}

#[test]
fn promises_are_counted_by_what_becomes_of_them() {
    let mut story = Story::new();
    story.overdue("2026-01-10", "2026-01-05", 500, 0);
    let promised = |story: &mut Story, amount: i64, due_on: &str| {
        let body = [("amount", Json::integer(amount)), ("due_on", Json::text(due_on))];
        let body = body.map(|(key, value)| (key.to_owned(), value)).into_iter().collect();
        let asked = PromiseAsked::read(&body, date("2026-01-11")).expect("a promise");
        let now = Moment::EPOCH.later(1_000 + story.writes);
        story.write("2026-01-11", |case| case.promised(asked, "desk", now).expect("taken"));
    };
    let figures = |story: &Story| {
        let month = story.overview("2026-01").this;
        let of = |became| month.promises(became);
        (of(Promised::Made), of(Promised::Kept), of(Promised::Broken), month.recovered_by_promise())
    };
    promised(&mut story, 200, "2026-01-20");
    assert_eq!(figures(&story), (both(1, 200), both(0, 0), both(0, 0), 0.into()));
    story.overdue("2026-01-12", "2026-01-05", 300, 200);
    assert_eq!(figures(&story), (both(1, 200), both(1, 200), both(0, 0), 200.into()));
    story.overdue("2026-01-13", "2026-01-05", 500, 0);
    assert_eq!(figures(&story), (both(1, 200), both(0, 0), both(0, 0), 0.into()), "the payment was taken back");
    story.overdue("2026-01-21", "2026-01-05", 500, 0);
    assert_eq!(figures(&story), (both(1, 200), both(0, 0), both(1, 200), 0.into()));
    story.overdue("2026-01-22", "2026-01-05", 400, 100);
    promised(&mut story, 400, "2026-01-30");
    story.overdue("2026-01-25", "2026-01-05", 350, 150);
    assert_eq!(figures(&story), (both(2, 600), both(0, 0), both(1, 200), 50.into()));
    assert_eq!(story.overview("2026-01").this.recovered(), 150.into());
}

#[test]
fn a_default_that_is_reopened_gives_back_what_had_come() {
    let mut story = Story::new();
    story.overdue("2026-01-10", "2026-01-05", 500, 0);
    story.is("2026-01-12", Debt::Current, 500);
    assert_eq!(story.overview("2026-01").this.recovered(), 500.into());
    story.overdue("2026-02-03", "2026-01-05", 500, 0);
    let february = story.overview("2026-02");
    assert_eq!((february.last.recovered(), february.this.recovered()), (500.into(), (-500).into()));
    assert_eq!((february.open(), february.of_bucket(Bucket::To30)), (both(1, 500), both(1, 500)));
}

#[test]
fn a_case_of_before_there_were_figures_counts_from_its_next_change() {
    let mut story = Story::new();
    story.overdue("2026-01-10", "2026-01-05", 500, 0);
    story.case.counted = None;
    story.months.clear();
    story.overdue("2026-02-05", "2026-01-05", 500, 0);
    let february = story.overview("2026-02");
    assert_eq!((february.open(), february.of_bucket(Bucket::To60)), (both(1, 500), both(1, 500)));
    assert!(february.this.rolls.iter().all(|roll| roll.opening == both(0, 0)));
    assert_eq!(february.this.actions(Executed::Sent, ActionType::Sms), Decimal::ZERO);
}

#[test]
fn a_clock_that_goes_back_over_the_end_of_a_month_changes_no_month_of_before() {
    let mut story = Story::new();
    story.overdue("2026-02-01", "2026-01-20", 500, 0);
    story.overdue("2026-01-31", "2026-01-20", 700, 0);
    assert_eq!(story.months.keys().map(|month| month.sortable()).collect::<Vec<_>>(), ["2026-02"]);
    assert_eq!(story.overview("2026-02").open(), both(1, 700));
}

#[test]
fn amounts_count_to_the_minor_unit() {
    let mut story = Story::new();
    let since = date("2026-01-05");
    let amount = Decimal::new(10_005, 3);
    let debt = Debt::Overdue(Overdue { since, amount });
    story.is("2026-01-10", debt, 0);
    assert_eq!(story.overview("2026-01").open().amount, Decimal::new(1_000, 2));
    story.is("2026-01-11", Debt::Current, 10);
    assert_eq!(story.overview("2026-01").open(), both(0, 0));
}
