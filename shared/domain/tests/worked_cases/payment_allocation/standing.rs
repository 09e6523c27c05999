//! Payments that change nothing of what installments ask for: they are spread over the state before as it is.

use chrono::{Days, NaiveDate};
use domain::servicing::account::{Account, Posting, Standing};
use domain::servicing::allocation::order::{AllocationOrder, AllocationRules, Component};
use domain::servicing::allocation::standing::{Payment, spread};
use domain::servicing::allocation::transaction_order::DueCharges;
use domain::servicing::installment::{Installment, InstallmentKind};
use domain::servicing::rounding::Rounding;
use domain::servicing::transaction::{Components, RepaymentKind, TransactionId};
use rust_decimal::Decimal;

use super::state::{Row, State};
use crate::fields::Fields;
use crate::outcome::Stop;
use crate::terms;

/// The payment's id.
pub const PAYMENT: TransactionId = TransactionId(1);

/// Whether what a payment finds is what the state before shows, and whether it leaves what is asked for as it is.
pub enum Fit {
    /// Both.
    Exact,
    /// It may have been made before others that the state shows, or before charges.
    Doubtful,
    /// One of them is not so.
    None,
}

/// The accounts that there may be after the payment of a case, where it can be told from the state before. There are
/// several where an installment is paid in part: a state does not show which components of it are.
pub fn after(case: Fields<'_>, before: &State) -> Result<(Vec<Account>, Fit), Stop> {
    let Some(payment) = payment(case, before)? else { return Ok((Vec::new(), Fit::None)) };
    let fit = fit(case, before, payment)?;
    let mut accounts = Vec::new();
    if matches!(fit, Fit::None) {
        return Ok((accounts, fit));
    }
    let (rules, today) = (terms::allocation(case)?, case.date("business_date")?);
    for earlier in earlier_orders(&rules) {
        let account = installments(before, &earlier).and_then(|rows| paid(before, rows, &rules, payment, today));
        accounts.extend(account.filter(|account| !accounts.contains(account)));
    }
    Ok((accounts, fit))
}

/// The orders by which the payments before may have been spread: by that of any kind, or interest first as before terms
/// were changed; and each with charges last, which may have been added after the payments.
fn earlier_orders(rules: &AllocationRules) -> Vec<AllocationRules> {
    let with = |order: AllocationOrder| AllocationRules { default: order, of_kind: Vec::new(), ..rules.clone() };
    let mut interest_first = rules.default.clone();
    interest_first.steps.sort_by_key(|(_, component)| *component != Component::Interest);
    let of_kinds = rules.of_kind.iter().map(|(_, order)| order.clone());
    let orders: Vec<_> = std::iter::once(rules.default.clone()).chain(of_kinds).chain([interest_first]).collect();
    let later = orders.clone().into_iter().map(charges_last);
    orders.into_iter().chain(later.collect::<Vec<_>>()).map(with).collect()
}

fn charges_last(mut order: AllocationOrder) -> AllocationOrder {
    order.steps.sort_by_key(|(_, component)| matches!(component, Component::Fee | Component::Penalty));
    order
}

/// The account after a payment on installments.
fn paid(
    before: &State,
    mut installments: Vec<Installment>,
    rules: &AllocationRules,
    payment: Payment,
    today: NaiveDate,
) -> Option<Account> {
    if rules.transaction_order.is_some() && installments.iter().any(|row| has_coming_charges(row, payment.on)) {
        return None;
    }
    let spent = spread(&mut installments, rules, &Rounding::default(), DueCharges::default(), payment);
    // What is only planned is in no row yet.
    let (made, _) = before.paid_out_by(today);
    let paid_out_later: Decimal = made.iter().filter(|it| it.on > payment.on).map(|it| it.amount).sum();
    let principal: Decimal = installments.iter().map(|row| row.outstanding().principal).sum();
    let posting = Posting {
        id: PAYMENT,
        value_date: payment.on,
        amount: payment.amount,
        components: spent.components,
        overpaid: spent.rest,
        balance_after: (principal - paid_out_later).max(Decimal::ZERO),
    };
    Some(account(before, installments, posting))
}

/// The payment of a case; none where it is more than a payment.
fn payment(case: Fields<'_>, before: &State) -> Result<Option<Payment>, Stop> {
    let payment = case.object("payment")?;
    let on = payment.date("date")?;
    let (amount, kind) = match payment.text("ev")? {
        "repayment" => (payment.decimal("amount")?, RepaymentKind::Repayment),
        "transaction" => (payment.decimal("amount")?, terms::repayment_kind(payment.text("type")?)?),
        "payoff" => (before.rows.iter().map(|row| row.outstanding).sum(), RepaymentKind::Repayment),
        _ => return Ok(None),
    };
    let is_more = matches!(kind, RepaymentKind::InterestWaiver | RepaymentKind::Recovery);
    Ok((!is_more).then_some(Payment { on, amount, kind }))
}

fn fit(case: Fields<'_>, before: &State, payment: Payment) -> Result<Fit, Stop> {
    let today = case.date("business_date")?;
    if moves_interest(case, before, payment, today)? || precedes_others(before, payment.on) {
        return Ok(Fit::None);
    }
    let paid_some_day = |row: &Row| !(row.in_advance + row.late).is_zero() && row.met_on.is_none();
    // A charge may have been made after the day of the payment.
    let charged_ahead = |row: &Row| row.due >= payment.on && !(row.fees + row.penalties).is_zero();
    let may_precede = before.rows.iter().any(|row| paid_some_day(row) || charged_ahead(row));
    Ok(if payment.on < today && may_precede { Fit::Doubtful } else { Fit::Exact })
}

/// Whether a payment was made before another one that the state shows.
fn precedes_others(before: &State, on: NaiveDate) -> bool {
    before.rows.iter().filter(|row| !row.paid.is_zero() || row.expected.is_zero()).any(|row| {
        let on_time = row.paid - row.in_advance - row.late;
        row.met_on.is_some_and(|met_on| met_on > on)
            || (row.due > on && !on_time.is_zero())
            || (row.due >= on && !row.late.is_zero())
    })
}

/// Interest moves where it follows payments, unless nothing is left that bears it or no more is paid, on its due date,
/// than what is due then, with nothing late.
fn moves_interest(case: Fields<'_>, before: &State, payment: Payment, today: NaiveDate) -> Result<bool, Stop> {
    let bears_interest = !case.decimal("rate_pct")?.is_zero() || !before.interest().is_zero();
    if !case.flag("recalculation") || !bears_interest {
        return Ok(false);
    }
    let open = || before.rows.iter().filter(|row| !row.outstanding.is_zero());
    let is_late = open().any(|row| row.due < payment.on);
    let due: Decimal = open().filter(|row| row.due == payment.on).map(|row| row.outstanding).sum();
    let pays_what_is_due = payment.on == today && !is_late && payment.amount <= due;
    let only_last = open().count() == 1 && open().all(|row| row.due >= payment.on && row.paid >= row.principal);
    Ok(!pays_what_is_due && !only_last)
}

/// Charges of an installment that lies ahead: which of them are due by the day, rows do not show.
fn has_coming_charges(row: &Installment, on: NaiveDate) -> bool {
    let left = row.outstanding();
    row.due > on && !(left.fees + left.penalties).is_zero()
}

/// The installments of a state, each paid as the rules would have it.
fn installments(before: &State, rules: &AllocationRules) -> Option<Vec<Installment>> {
    (1..).zip(&before.rows).map(|(number, row)| installment(number, row, rules)).collect()
}

fn installment(number: u32, row: &Row, rules: &AllocationRules) -> Option<Installment> {
    let kind = if row.from == row.due { InstallmentKind::DownPayment } else { InstallmentKind::Regular };
    let expected =
        Components { principal: row.principal, interest: row.interest, fees: row.fees, penalties: row.penalties };
    let mut installment = Installment {
        number,
        kind,
        from: row.from,
        due: row.due,
        expected,
        paid: Components::default(),
        waived: Components::default(),
        written_off: Components::default(),
        credited: Components { principal: row.credited, ..Components::default() },
        paid_in_advance: Decimal::ZERO,
        paid_late: Decimal::ZERO,
        last_paid_on: None,
        obligations_met_on: None,
    };
    let on_time = row.paid - row.in_advance - row.late;
    let parts = [
        (row.due.checked_sub_days(Days::new(1))?, row.in_advance),
        (row.due, on_time),
        (row.due.checked_add_days(Days::new(1))?, row.late),
    ];
    for (on, amount) in parts {
        let payment = Payment { on, amount, kind: RepaymentKind::Repayment };
        let rows = std::slice::from_mut(&mut installment);
        spread(rows, rules, &Rounding::default(), DueCharges::default(), payment);
    }
    installment.obligations_met_on = row.met_on;
    // What is neither paid nor asked for was waived, which a row does not show the components of.
    (installment.outstanding().total() == row.outstanding).then_some(installment)
}

fn account(before: &State, installments: Vec<Installment>, posting: Posting) -> Account {
    Account {
        as_of: posting.value_date,
        disbursements: before.disbursed.iter().map(|it| (it.on, it.amount)).collect(),
        planned: Vec::new(),
        capitalized: Vec::new(),
        installments,
        overpaid: posting.overpaid,
        postings: vec![posting],
        charges: Vec::new(),
        redraw: Decimal::ZERO,
        recovered: Decimal::ZERO,
        standing: Standing::Active,
        charged_off_on: None,
        accrued_penalty: Decimal::ZERO,
    }
}
