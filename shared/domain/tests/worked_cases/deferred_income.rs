//! Rows of income that came at once and is earned over the loan: capitalized income, and fees that somebody else pays for a
//! lower rate, which no amount owed depends on.

use chrono::NaiveDate;
use domain::servicing::account::{Account, Standing};
use domain::servicing::income::{ChargesEarned, DeferredEntry, DeferredIncome, DeferredLedger, EntryKind, Income};
use rust_decimal::Decimal;

use crate::accruals::Action;
use crate::actions::NOTHING;
use crate::fields::Fields;
use crate::loan::Loan;
use crate::table::{Row, amount, date, text};

/// Deferred income of a loan.
#[derive(Debug, Clone, Default)]
pub struct Deferred {
    capitalized: Books,
    bought_down: Books,
    /// Fees that somebody else paid, and whether they were taken back.
    fees: Vec<(DeferredIncome, bool)>,
}

#[derive(Debug, Clone, Default)]
struct Books {
    /// It counts as a fee, not as interest.
    is_fee: bool,
    ledger: DeferredLedger,
}

impl Deferred {
    /// What the product says of it.
    pub fn new(inputs: Fields<'_>) -> Self {
        let is_fee = |key| inputs.maybe_text(key) == Some("FEE");
        let books = |is_fee| Books { is_fee, ledger: DeferredLedger::default() };
        Self {
            capitalized: books(is_fee("capitalized_income_type")),
            bought_down: books(is_fee("buy_down_fee_type")),
            fees: Vec::new(),
        }
    }

    /// Somebody else paid a fee.
    pub fn pay_fee(&mut self, on: NaiveDate, amount: Decimal) {
        self.fees.push((DeferredIncome { on, amount, reductions: Vec::new() }, false));
    }

    /// Takes a fee back that was paid on a day.
    pub fn undo_fee(&mut self, on: Option<NaiveDate>) -> bool {
        let is = |(fee, undone): &&mut (DeferredIncome, bool)| !*undone && on.is_none_or(|on| fee.on == on);
        self.fees.iter_mut().rev().find(is).map(|(_, undone)| *undone = true).is_some()
    }
}

/// Before a loan is charged off, what was earned till the day is recognised.
pub fn before_charge_off(loan: &mut Loan, account: &Account) {
    let today = loan.business_date;
    run(loan, account, |books, incomes, maturity, rounding| books.close_day(incomes, today, maturity, rounding));
}

/// Recognises what an action makes known.
pub fn after_action(loan: &mut Loan, account: &Account, action: Action, name: &str, days: &[NaiveDate]) {
    match action {
        Action::ChargeOff(on) => {
            run(loan, account, |books, incomes, maturity, rounding| books.charge_off(incomes, on, maturity, rounding));
        }
        Action::CloseOfBusiness if account.standing == Standing::Active && account.charged_off_on.is_none() => {
            for day in days {
                run(loan, account, |books, incomes, maturity, rounding| {
                    books.close_day(incomes, *day, maturity, rounding);
                });
            }
        }
        _ => {}
    }
    if name == "undo_charge_off" {
        run(loan, account, |books, _, _, _| books.undo_charge_off());
    }
    let settled_on = account.installments.iter().filter_map(|it| it.obligations_met_on).max();
    let on = settled_on.unwrap_or(loan.business_date);
    if matches!(account.standing, Standing::Repaid | Standing::Overpaid | Standing::WrittenOff) {
        run(loan, account, |books, incomes, maturity, rounding| books.settle(incomes, on, maturity, rounding));
    }
}

type Rounding = domain::servicing::rounding::Rounding;

fn run(loan: &mut Loan, account: &Account, act: impl Fn(&mut DeferredLedger, &[DeferredIncome], NaiveDate, &Rounding)) {
    let charges = ChargesEarned::default();
    let income = Income { terms: &loan.terms, transactions: &loan.transactions, account, charges, known: None };
    let Some(maturity) = income.maturity() else { return };
    let capitalized = DeferredIncome::capitalized(&loan.transactions);
    let standing = loan.deferred.fees.iter().filter(|(_, undone)| !undone);
    let fees: Vec<DeferredIncome> = standing.map(|(fee, _)| fee.clone()).collect();
    act(&mut loan.deferred.capitalized.ledger, &capitalized, maturity, &loan.terms.rounding);
    act(&mut loan.deferred.bought_down.ledger, &fees, maturity, &loan.terms.rounding);
}

/// The rows of a loan.
pub fn rows(loan: &Loan) -> Vec<Row> {
    let deferred = &loan.deferred;
    let fee = |(fee, _): &(DeferredIncome, bool)| row(fee.on, "BUY_DOWN_FEE", fee.amount, false);
    let mut rows: Vec<Row> = deferred.fees.iter().map(fee).collect();
    for (books, name) in [(&deferred.capitalized, "CAPITALIZED_INCOME"), (&deferred.bought_down, "BUY_DOWN_FEE")] {
        rows.extend(books.ledger.entries().iter().map(|entry| entry_row(entry, name, books.is_fee)));
    }
    rows
}

fn entry_row(entry: &DeferredEntry, name: &str, is_fee: bool) -> Row {
    let kind = match entry.kind {
        EntryKind::Recognised => format!("{name}_AMORTIZATION"),
        EntryKind::TakenBack => format!("{name}_AMORTIZATION_ADJUSTMENT"),
    };
    row(entry.on, &kind, entry.amount, is_fee)
}

fn row(on: NaiveDate, kind: &str, of: Decimal, is_fee: bool) -> Row {
    let (interest, fees) = if is_fee { (Decimal::ZERO, of) } else { (of, Decimal::ZERO) };
    vec![
        date(on),
        text(kind),
        amount(of),
        amount(NOTHING.principal),
        amount(interest),
        amount(fees),
        amount(NOTHING.penalties),
        amount(Decimal::ZERO),
    ]
}
