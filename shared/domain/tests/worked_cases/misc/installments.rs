//! Schedules with installments of whole units.

use domain::servicing::account::Account;
use domain::servicing::installment::Installment;
use domain::servicing::replay::replay;
use domain::servicing::terms::Terms;
use rust_decimal::{Decimal, RoundingStrategy};

use super::whole_units;
use crate::fields::Fields;
use crate::outcome::Stop;

/// What differs between a schedule and what is said of it.
pub fn compare(case: Fields<'_>) -> Result<Vec<String>, Stop> {
    let terms = whole_units::terms(case.object("inputs")?)?;
    let account = drawn_up(&terms)?;
    let rows: Vec<&Installment> = account.installments.iter().filter(|it| !it.expected.total().is_zero()).collect();
    let expected = case.object("expected")?;
    let interest: Decimal = rows.iter().map(|it| it.expected.interest).sum();
    let total: Decimal = rows.iter().map(|it| it.expected.total()).sum();
    let mut differences = Vec::new();
    let mut same = |name: &str, wanted: Option<Decimal>, got: Decimal| {
        if let Some(wanted) = wanted.filter(|wanted| *wanted != got) {
            differences.push(format!("{name} {wanted} not {got}"));
        }
    };
    same("installment", expected.maybe_decimal("installment")?, terms.schedule.periodic_payment.unwrap_or_default());
    same("rows", expected.maybe_count("rows_count")?.map(Decimal::from), Decimal::from(rows.len()));
    same("interest", expected.maybe_decimal("total_interest_rounded0")?, whole(interest));
    same("payments", expected.maybe_decimal("total_payment_rounded0")?, whole(total));
    for wanted in expected.list("rows_rounded0").iter().map(Fields) {
        let number = wanted.count("nr")?;
        let up_to = || rows.iter().take_while(|it| it.number <= number);
        let row = up_to().last().ok_or_else(|| Stop::Failed(format!("there is no row {number}")))?;
        let repaid: Decimal = up_to().map(|it| it.expected.principal).sum();
        same(&format!("{number} principal"), wanted.maybe_decimal("principal")?, whole(row.expected.principal));
        same(&format!("{number} interest"), wanted.maybe_decimal("interest")?, whole(row.expected.interest));
        same(&format!("{number} balance"), wanted.maybe_decimal("balance")?, whole(terms.principal - repaid));
    }
    Ok(differences)
}

/// A first period longer than the others: its odd days are part of the first installment's interest.
pub fn compare_broken_period(case: Fields<'_>) -> Result<Vec<String>, Stop> {
    let inputs = case.object("inputs")?;
    let recovery = inputs.text("bpi_recovery")?;
    if recovery != "Add to First EMI" {
        return Err(Stop::Unsupported(format!("interest of a broken period {recovery:?}")));
    }
    let account = drawn_up(&whole_units::terms(inputs)?)?;
    let expected = case.object("expected")?;
    let mut differences = Vec::new();
    for (wanted, got) in expected.list("first_rows_interest").iter().zip(&account.installments) {
        let wanted = crate::fields::decimal(wanted)?;
        if wanted != got.expected.interest {
            differences.push(format!("{} interest {wanted} not {}", got.number, got.expected.interest));
        }
    }
    Ok(differences)
}

fn drawn_up(terms: &Terms) -> Result<Account, Stop> {
    let on = terms.expected_disbursement;
    Ok(replay(terms, &[whole_units::paid_out(terms, on)], on)?)
}

fn whole(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
}
