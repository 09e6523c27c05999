//! Rows of the daily run that recognise income: interest and charges as they are earned.
//!
//! What is recognised when, the engine says. When the systems that the cases come from look at a loan, is said here: in the
//! run at the end of each day, for each day since the last, and after anything that happened to it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::servicing::account::{Account, ChargeState};
use domain::servicing::income::{ChargesEarned, Entry, EntryKind, Income, IncomeLedger, Source};
use domain::servicing::installment::{Installment, InstallmentKind};
use domain::servicing::replay::replay;
use domain::servicing::terms::ScheduleEngine;
use domain::servicing::transaction::{Components, Event, ReAgeInterest, Transaction, TransactionId};
use rust_decimal::Decimal;

use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;
use crate::table::{self, Row, amount, date, text};

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

/// What was earned on a day, and the type of the row that says it.
type Earned = (NaiveDate, &'static str, Components);

/// What has been recognised of a loan's income.
#[derive(Debug, Clone, Default)]
pub struct Accruals {
    /// When charges are earned.
    pub settings: Settings,
    /// The product lists what each installment earned when it is due.
    pub lists_installments: bool,
    ledger: IncomeLedger,
    /// The last day that the daily run closed.
    closed_till: Option<NaiveDate>,
    /// The day up to which installments are listed.
    listed_till: Option<NaiveDate>,
    was_settled: bool,
    /// What was listed before the loan was re-aged.
    listed: Vec<Earned>,
    /// The last time that it was re-aged, where it has not been gone through again since: what is listed stands.
    re_aged: Option<TransactionId>,
    /// Whether nothing has happened since then.
    keeps_listed: bool,
    /// What waivers took of charges that had been recognised.
    written_down: BTreeMap<TransactionId, Decimal>,
    /// The account before the run at the end of the day brings it up to date.
    known: Option<Account>,
    /// Why the rows cannot be told.
    unknown: Option<String>,
}

impl Accruals {
    /// Notes, for a charge that was waived just now, what of it had been recognised and was not paid: the rest was never
    /// income, and the cases show it in no column.
    pub fn waived(&mut self, waiver: TransactionId, charge: &ChargeState) {
        let signed = |entry: &Entry| {
            let of = |(source, amount): (&Source, &Decimal)| match source {
                Source::Charge { id, .. } if *id == charge.id => Some(*amount),
                _ => None,
            };
            let amount: Decimal = entry.of.iter().filter_map(of).sum();
            if entry.kind == EntryKind::Recognised { amount } else { -amount }
        };
        let recognised: Decimal = self.ledger.entries().iter().map(signed).sum();
        self.written_down.insert(waiver, (recognised - charge.paid).max(Decimal::ZERO));
    }

    /// What a waiver of a charge shows of what it waived.
    pub fn written_down(&self, waiver: TransactionId, of: Components) -> Components {
        let Some(most) = self.written_down.get(&waiver) else { return of };
        Components { fees: of.fees.min(*most), penalties: of.penalties.min(*most), ..of }
    }

    /// Notes the account before the run at the end of the day brings it up to date.
    pub fn before_run(&mut self, account: Account, engine: ScheduleEngine) {
        self.known = Some(account).filter(|_| engine == ScheduleEngine::Progressive);
    }
}

/// What an action was, as far as income goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Something that may change what was earned before.
    Any,
    /// A charge was added.
    Charge,
    /// Something was taken back.
    Undo,
    /// The last disbursement, which was made on a day, was taken back.
    UndoDisbursement(NaiveDate),
    /// Something was entered for a day that had passed.
    Backdated,
    /// The loan was charged off on a day.
    ChargeOff(NaiveDate),
    /// The run at the end of the day.
    CloseOfBusiness,
}

/// When what a loan's books have is gone through again after an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reprocessing {
    /// At once.
    Always,
    /// At once where interest is recalculated.
    WithInterest,
    /// With the next run at the end of a day, unless the action ended the loan.
    Later,
}

impl Reprocessing {
    /// That of an action.
    pub fn after(action: &str) -> Self {
        match action {
            "disburse"
            | "disburse_without_auto_downpayment"
            | "undo_transaction"
            | "undo_last_disbursal"
            | "undo_disbursal"
            | "add_expected_tranche"
            | "reschedule"
            | "write_off"
            | "undo_write_off" => Self::Always,
            "add_charge"
            | "charge_adjustment"
            | "chargeback"
            | "charge_off"
            | "undo_charge_off"
            | "terminate_contract"
            | "undo_terminate_contract"
            | "undo_contract_termination"
            | "reage"
            | "undo_reage"
            | "reamortize"
            | "undo_reamortize"
            | "interest_pause"
            | "credit_balance_refund" => Self::Later,
            _ => Self::WithInterest,
        }
    }
}

/// Whether a type of transaction is one of the daily run.
pub fn is_accrual(kind: &str) -> bool {
    kind.starts_with("ACCRUAL")
}

/// Recognises what an action makes known.
pub fn after_action(loan: &mut Loan, account: &Account, action: Action, reprocessing: Reprocessing) {
    let mut ledger = std::mem::take(&mut loan.accruals.ledger);
    let result = recognise(&mut ledger, loan, account, action, reprocessing);
    loan.accruals.ledger = ledger;
    if let Err(reason) = result {
        loan.accruals.unknown.get_or_insert(reason);
    }
    list(loan, account, action);
}

fn recognise(
    ledger: &mut IncomeLedger,
    loan: &Loan,
    account: &Account,
    action: Action,
    reprocessing: Reprocessing,
) -> Result<(), String> {
    let settings = loan.accruals.settings;
    let charges = if settings.charges_when_entered { ChargesEarned::WhenEntered } else { ChargesEarned::WhenDue };
    let income = Income { terms: &loan.terms, transactions: &loan.transactions, account, charges, known: None };
    let today = loan.business_date;
    let engine = |error| format!("engine: {error}");
    let recalculates = loan.terms.interest.recalculation.is_some();
    let is_now = match reprocessing {
        Reprocessing::Always => true,
        Reprocessing::WithInterest => recalculates,
        Reprocessing::Later => false,
    };
    match action {
        Action::ChargeOff(on) => ledger.charged_off(&income, on),
        Action::UndoDisbursement(on) => ledger.disbursement_undone(on),
        Action::CloseOfBusiness => close(ledger, loan, &income)?,
        Action::Charge => {
            let is_after_maturity = income.maturity().is_some_and(|maturity| today > maturity);
            let at_once = if loan.accruals.was_settled {
                // Older systems recognise what is charged on a paid loan.
                loan.terms.schedule.engine == ScheduleEngine::Cumulative
            } else {
                settings.charges_at_once_after_maturity && is_after_maturity
            };
            if let Some(state) = account.charges.last().filter(|_| at_once) {
                ledger.recognise_charge(&income, state.id, today);
            }
        }
        Action::Undo => ledger.recompute(&income, recalculates).map_err(engine)?,
        Action::Any | Action::Backdated => {
            if is_now {
                ledger.recompute(&income, recalculates).map_err(engine)?;
            }
        }
    }
    if !is_now && income.is_earning() { Ok(()) } else { ledger.after_event(&income, today).map_err(engine) }
}

/// Closes each day. Installments that are over ask for what they did when the loan was last looked at: for the first day
/// that is before the run, for others it is the run before.
fn close(ledger: &mut IncomeLedger, loan: &Loan, income: &Income<'_>) -> Result<(), String> {
    let mut known = loan.accruals.known.clone();
    for day in days_to_close(loan) {
        let income = Income { known: known.as_ref(), ..*income };
        ledger.close_day(&income, day).map_err(|error| format!("engine: {error}"))?;
        if let Some(account) = &mut known {
            let run_on = day.succ_opt().unwrap_or(day);
            let then = replay(&loan.terms, &loan.transactions, run_on.max(account.as_of));
            *account = then.map_err(|error| format!("engine: {error}"))?;
        }
    }
    Ok(())
}

/// The day before the business date, and the days before it that were not closed yet.
pub fn days_to_close(loan: &Loan) -> Vec<NaiveDate> {
    let Some(yesterday) = loan.business_date.pred_opt() else { return Vec::new() };
    let first = loan.accruals.closed_till.and_then(|day| day.succ_opt()).unwrap_or(yesterday);
    first.iter_days().take_while(|day| *day <= yesterday).collect()
}

/// Notes up to which day installments are listed.
fn list(loan: &mut Loan, account: &Account, action: Action) {
    let yesterday = loan.business_date.pred_opt();
    let income = Income {
        terms: &loan.terms,
        transactions: &loan.transactions,
        account,
        charges: ChargesEarned::default(),
        known: None,
    };
    let is_settled = income.is_settled();
    let first_due = account.installments.iter().map(|installment| installment.due).min();
    let lists_any = loan.accruals.listed_till.is_some_and(|till| first_due.is_some_and(|due| due <= till));
    let is_reopened = loan.accruals.was_settled && !is_settled;
    if action == Action::CloseOfBusiness {
        loan.accruals.closed_till = loan.accruals.closed_till.max(yesterday);
        loan.accruals.listed_till = loan.accruals.listed_till.max(yesterday);
    } else if is_reopened || (lists_any && matches!(action, Action::Undo | Action::Backdated)) {
        // When transactions are gone through again, installments that have come due since are listed along with others.
        loan.accruals.listed_till = loan.accruals.listed_till.max(yesterday);
    }
    loan.accruals.was_settled = is_settled;
    let re_aged = loan.transactions.last().filter(|last| is_plain_re_ageing(last)).map(|last| last.id);
    loan.accruals.keeps_listed = re_aged.is_some() && re_aged != loan.accruals.re_aged;
    loan.accruals.re_aged = re_aged;
    if !loan.accruals.keeps_listed {
        loan.accruals.listed = list_now(loan, account);
    }
}

/// Whether a transaction re-ages a loan from its day on, so that what came before is not gone through again.
fn is_plain_re_ageing(of: &Transaction) -> bool {
    matches!(&of.event, Event::ReAge { plan } if plan.interest == ReAgeInterest::Default && plan.first_due >= of.entered_on)
}

/// What an installment asks for beside the principal.
fn asked(of: &Installment) -> Components {
    Components { principal: Decimal::ZERO, ..of.expected }
}

/// What is listed of a loan.
fn listed(loan: &Loan, account: &Account) -> Vec<Earned> {
    if loan.accruals.keeps_listed { loan.accruals.listed.clone() } else { list_now(loan, account) }
}

/// What each installment earned, on its due date; what a loan earned that is paid before, on that day.
fn list_now(loan: &Loan, account: &Account) -> Vec<Earned> {
    if !loan.accruals.lists_installments {
        return Vec::new();
    }
    let settled_on = account.installments.iter().filter_map(|it| it.obligations_met_on).max();
    let settled_on = settled_on.filter(|_| loan.accruals.was_settled);
    let mut by_day: BTreeMap<NaiveDate, Components> = BTreeMap::new();
    for installment in &account.installments {
        let is_listed = loan.accruals.listed_till.is_some_and(|till| installment.due <= till);
        let day = match settled_on {
            Some(settled_on) if installment.kind == InstallmentKind::Additional && !is_listed => settled_on,
            Some(settled_on) => installment.due.min(settled_on),
            None if is_listed => installment.due,
            None => continue,
        };
        let sum = by_day.entry(day).or_default();
        let asked = asked(installment);
        sum.interest += asked.interest;
        sum.fees += asked.fees;
        sum.penalties += asked.penalties;
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
    let recognised = loan.accruals.ledger.entries().iter().map(|entry| {
        let kind = match entry.kind {
            EntryKind::Recognised => "ACCRUAL",
            EntryKind::TakenBack => "ACCRUAL_ADJUSTMENT",
        };
        (entry.on, kind, entry.components())
    });
    let mut got: Vec<Row> = recognised.chain(listed(loan, account)).map(|it| row(&it)).collect();
    wanted.sort();
    got.sort();
    Ok(table::differences(&COLUMNS, &wanted, &got, |_, _| true, false))
}

fn row((day, kind, earned): &Earned) -> Row {
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
