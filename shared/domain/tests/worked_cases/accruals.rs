//! Rows of the daily run that recognise income: interest and charges as they are earned.
//!
//! What is earned, the engine says. When the systems that the cases come from look at it, is said here: in the run at the
//! end of each day, for each day since the last; when a loan is charged off or terminated, and when it is paid; and when
//! less turns out to be earned than was thought.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::servicing::account::{Account, Standing};
use domain::servicing::accrual::interest_earned;
use domain::servicing::installment::{Installment, InstallmentKind};
use domain::servicing::transaction::Components;
use rust_decimal::Decimal;

use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;
use crate::table::{self, Row, amount, date, text};

mod charges;

/// The columns that are compared.
const COLUMNS: [&str; 7] = ["date", "type", "amount", "principal", "interest", "fees", "penalties"];

/// Settings of a whole system that move the days of accruals.
#[derive(Debug, Clone, Copy, Default)]
pub struct Settings {
    /// Charges are earned on the day they are entered, not when they are due.
    pub charges_when_entered: bool,
    /// A charge after the last due date is earned at once.
    pub charges_at_once_after_maturity: bool,
}

/// What has been recognised of a loan's income.
#[derive(Debug, Clone, Default)]
pub struct Accruals {
    /// When charges are earned.
    pub settings: Settings,
    /// The product lists what each installment earned when it is due.
    pub lists_installments: bool,
    recognised: Components,
    rows: Vec<(NaiveDate, &'static str, Components)>,
    /// The last day that the daily run closed.
    closed_till: Option<NaiveDate>,
    /// The day up to which income has been recognised.
    recognised_till: Option<NaiveDate>,
    /// The day up to which installments are listed.
    listed_till: Option<NaiveDate>,
    was_settled: bool,
    /// Why the rows cannot be told.
    unknown: Option<String>,
}

/// Whether a type of transaction is one of the daily run.
pub fn is_accrual(kind: &str) -> bool {
    kind.starts_with("ACCRUAL")
}

/// The run at the end of the day before the business date, and of the days before it that were not closed yet.
pub fn close_days(loan: &mut Loan, account: &Account) {
    let Some(yesterday) = loan.business_date.pred_opt() else { return };
    let first = loan.accruals.closed_till.and_then(|day| day.succ_opt()).unwrap_or(yesterday);
    for day in first.iter_days().take_while(|day| *day <= yesterday) {
        if account.standing == Standing::Active && account.charged_off_on.is_none() {
            let interest_till = whole_day(loan, day);
            recognise(loan, account, (day, interest_till), day, Less::Keeps);
        }
        loan.accruals.closed_till = Some(day);
        loan.accruals.listed_till = loan.accruals.listed_till.max(Some(day));
    }
}

/// What is earned up to a day on which the loan changes for good, before it does.
pub fn recognise_till(loan: &mut Loan, account: &Account, day: NaiveDate) {
    recognise(loan, account, (day, day), day, Less::Keeps);
}

/// A charge that was entered.
pub fn charge_entered(loan: &mut Loan, account: &Account) {
    let is_after_maturity = charges::maturity(account).is_some_and(|maturity| loan.business_date > maturity);
    if loan.accruals.settings.charges_at_once_after_maturity && is_after_maturity {
        let day = loan.business_date;
        recognise(loan, account, (day, day), day, Less::Keeps);
    }
}

/// What an action may do to interest that was earned already.
#[derive(Clone, Copy, PartialEq)]
pub enum Past {
    /// It may be computed anew where payments move interest.
    AsPaymentsDo,
    /// It is computed anew.
    Anew,
    /// It is left as it is.
    Kept,
}

/// After anything that happened: a loan that is paid has earned everything, and one whose interest was computed anew may
/// have earned less than was recognised.
pub fn after_action(loan: &mut Loan, account: &Account, past: Past) {
    let today = loan.business_date;
    let is_settled = matches!(account.standing, Standing::Repaid | Standing::Overpaid);
    if is_settled {
        book(loan, all_earned(account), today, Less::TakesBack);
        loan.accruals.recognised_till = Some(today);
    } else if loan.accruals.was_settled {
        loan.accruals.listed_till = loan.accruals.listed_till.max(today.pred_opt());
    }
    loan.accruals.was_settled = is_settled;
    let recalculates = match past {
        Past::AsPaymentsDo => loan.terms.interest.recalculation.is_some(),
        Past::Anew => true,
        Past::Kept => false,
    };
    if !is_settled
        && recalculates
        && let Some(till) = loan.accruals.recognised_till
    {
        let interest_till = whole_day(loan, till);
        let interest_till = account.charged_off_on.map_or(interest_till, |on| interest_till.min(on));
        recognise(loan, account, (till, interest_till), today, Less::IsAllThatCounts);
    }
}

/// What becomes of it when less is earned than was recognised.
#[derive(Clone, Copy, PartialEq)]
enum Less {
    /// Nothing: it stays recognised.
    Keeps,
    /// It is taken back.
    TakesBack,
    /// It is taken back, and more is left to the next run.
    IsAllThatCounts,
}

/// The day up to which interest is earned when a day is over: the next one where the day of a disbursement counts.
fn whole_day(loan: &Loan, day: NaiveDate) -> NaiveDate {
    if loan.terms.interest.first_day_counts { day.succ_opt().unwrap_or(day) } else { day }
}

fn recognise(
    loan: &mut Loan,
    account: &Account,
    (till, interest_till): (NaiveDate, NaiveDate),
    dated: NaiveDate,
    less: Less,
) {
    let interest = match interest_earned(&loan.terms, &loan.transactions, loan.computed_on, interest_till) {
        Ok(interest) => interest,
        Err(error) => {
            loan.accruals.unknown.get_or_insert(format!("engine: {error}"));
            return;
        }
    };
    let earned = Components { interest, ..charges::earned_till(loan, account, till) };
    book(loan, earned, dated, less);
    if less != Less::IsAllThatCounts {
        loan.accruals.recognised_till = Some(till);
    }
}

fn book(loan: &mut Loan, earned: Components, dated: NaiveDate, less: Less) {
    let recognised = &mut loan.accruals.recognised;
    let more = Components {
        principal: Decimal::ZERO,
        interest: earned.interest - recognised.interest,
        fees: earned.fees - recognised.fees,
        penalties: earned.penalties - recognised.penalties,
    };
    let raised = kept(&more, |part| part.max(Decimal::ZERO));
    let lowered = kept(&more, |part| (-part).max(Decimal::ZERO));
    if !raised.total().is_zero() && less != Less::IsAllThatCounts {
        add(recognised, &raised, Decimal::ONE);
        loan.accruals.rows.push((dated, "ACCRUAL", raised));
    }
    if !lowered.total().is_zero() && less != Less::Keeps {
        add(&mut loan.accruals.recognised, &lowered, Decimal::NEGATIVE_ONE);
        loan.accruals.rows.push((dated, "ACCRUAL_ADJUSTMENT", lowered));
    }
}

fn kept(of: &Components, part: fn(Decimal) -> Decimal) -> Components {
    Components {
        principal: Decimal::ZERO,
        interest: part(of.interest),
        fees: part(of.fees),
        penalties: part(of.penalties),
    }
}

fn add(to: &mut Components, more: &Components, times: Decimal) {
    to.interest += more.interest * times;
    to.fees += more.fees * times;
    to.penalties += more.penalties * times;
}

/// What an installment earns: what is expected without the principal, and without what was put back.
fn income(of: &Installment) -> Components {
    Components {
        principal: Decimal::ZERO,
        interest: of.expected.interest - of.credited.interest,
        fees: of.expected.fees - of.credited.fees,
        penalties: of.expected.penalties - of.credited.penalties,
    }
}

fn all_earned(account: &Account) -> Components {
    let mut all = Components::default();
    for installment in &account.installments {
        add(&mut all, &income(installment), Decimal::ONE);
    }
    all
}

/// What each installment earned, on its due date; what a loan earned that is paid before, on that day.
fn listed(loan: &Loan, account: &Account) -> Vec<(NaiveDate, &'static str, Components)> {
    if !loan.accruals.lists_installments {
        return Vec::new();
    }
    let settled_on = account.installments.iter().filter_map(|it| it.obligations_met_on).max();
    let settled_on = settled_on.filter(|_| loan.accruals.was_settled);
    let mut by_day: BTreeMap<NaiveDate, Components> = BTreeMap::new();
    for installment in &account.installments {
        let day = match (settled_on, loan.accruals.listed_till) {
            (Some(settled_on), _) if installment.kind == InstallmentKind::Additional => settled_on,
            (Some(settled_on), _) => installment.due.min(settled_on),
            (None, Some(till)) if installment.due <= till => installment.due,
            (None, _) => continue,
        };
        add(by_day.entry(day).or_default(), &income(installment), Decimal::ONE);
    }
    by_day
        .into_iter()
        .filter(|(_, earned)| !earned.total().is_zero())
        .map(|(day, earned)| (day, "ACCRUAL_ACTIVITY", earned))
        .collect()
}

/// What differs between the accruals of a case and those of a loan.
pub fn compare(wanted: &[Fields<'_>], loan: &Loan, account: &Account) -> Result<Vec<String>, Stop> {
    if let Some(reason) = &loan.accruals.unknown {
        return Err(Stop::Unsupported(reason.clone()));
    }
    let mut wanted: Vec<Row> = wanted
        .iter()
        .map(|row| COLUMNS.iter().map(|column| row.get(column).and_then(table::expected)).collect())
        .collect();
    let listed = listed(loan, account);
    let mut got: Vec<Row> = loan.accruals.rows.iter().chain(&listed).map(row).collect();
    wanted.sort();
    got.sort();
    Ok(table::differences(&COLUMNS, &wanted, &got, |_, _| true, false))
}

fn row((day, kind, earned): &(NaiveDate, &'static str, Components)) -> Row {
    vec![
        date(*day),
        text(kind),
        amount(earned.total()),
        amount(earned.principal),
        amount(earned.interest),
        amount(earned.fees),
        amount(earned.penalties),
    ]
}
