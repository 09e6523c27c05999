//! Ways in which the payment of a case may be made.

use domain::servicing::terms::PayoffInterest;
use domain::servicing::transaction::Event;

use super::history::happened;
use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;
use crate::terms;

/// What a case does not say of a payment, and the state before does not show.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum WayToPay {
    /// Nothing.
    Usual,
    /// Interest is given back with it.
    WithInterestRefund,
    /// A payoff pays interest up to the end of the period.
    TillPeriodEnd,
    /// The loan was charged off, though interest goes on.
    ChargedOff,
}

impl WayToPay {
    /// Those that a payment of a case may be made in.
    pub fn of(case: Fields<'_>) -> Result<Vec<Self>, Stop> {
        let mut ways = vec![Self::Usual];
        match case.object("payment")?.text("ev")? {
            "payoff" => ways.push(Self::TillPeriodEnd),
            "transaction" => ways.push(Self::WithInterestRefund),
            _ => {}
        }
        ways.extend(case.flag("recalculation").then_some(Self::ChargedOff));
        Ok(ways)
    }

    /// Whether it is so unusual that no case is doubted for it.
    pub fn is_unusual(self) -> bool {
        matches!(self, Self::TillPeriodEnd | Self::ChargedOff)
    }

    /// A loan before such a payment.
    pub fn prepared(self, loan: &Loan, payment: Fields<'_>) -> Result<Loan, Stop> {
        let mut loan = loan.clone();
        match self {
            Self::Usual => {}
            Self::WithInterestRefund => loan.gives_interest_back(terms::repayment_kind(payment.text("type")?)?),
            Self::TillPeriodEnd => {
                if let Some(recalculation) = &mut loan.terms.interest.recalculation {
                    recalculation.payoff_interest = PayoffInterest::TillPeriodEnd;
                }
            }
            Self::ChargedOff => {
                let on = payment.maybe_date("date")?.unwrap_or(loan.business_date);
                happened(&mut loan, on, Event::ChargeOff);
            }
        }
        Ok(loan)
    }
}
