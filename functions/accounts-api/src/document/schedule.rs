//! The repayment schedule.

use documents::account::Issue;
use documents::account::schedule::{Installment, Schedule, Terms, schedule};
use documents::model::Document;
use domain::servicing::cost::cost;
use domain::servicing::tax::tax;
use platform::http::problem::Problem;
use rust_decimal::Decimal;

use super::{Asked, account, failed};
use crate::refusal::problem;

pub(super) fn make(asked: &Asked<'_>, issue: &Issue) -> Result<Document, Problem> {
    let ledger = asked.ledger;
    let snapshot = ledger.on(asked.context.today()).map_err(problem)?;
    let terms = ledger.terms();
    let paid_out: Decimal = snapshot.money.disbursements.iter().map(|(_, amount)| *amount).sum();
    let mut left = snapshot.money.installments.iter().map(|it| it.expected.principal).sum::<Decimal>();
    let installments = snapshot.money.installments.iter().map(|installment| {
        left -= installment.expected.principal;
        let contained = tax(&installment.expected, terms.tax_rate, &terms.rounding).total();
        Installment {
            number: installment.number,
            due: installment.due,
            expected: installment.expected,
            tax: Some(contained).filter(|tax| !tax.is_zero()),
            paid: installment.paid.total(),
            principal_balance: left,
        }
    });
    let cost = cost(&snapshot.money).ok();
    let said = Schedule {
        account: account(ledger),
        as_of: asked.context.today(),
        terms: Terms {
            loan_amount: if paid_out.is_zero() { terms.principal } else { paid_out },
            disbursed_on: snapshot
                .money
                .disbursements
                .first()
                .map(|(on, _)| *on)
                .filter(|_| !snapshot.disbursed().is_zero()),
            interest_rate: Some(terms.interest.rate),
            apr: cost.as_ref().map(|cost| cost.apr.percent),
            total_cost_of_credit: cost.as_ref().map(|cost| cost.total),
        },
        installments: installments.collect(),
    };
    schedule(issue, &said).map_err(|error| failed(&error))
}
