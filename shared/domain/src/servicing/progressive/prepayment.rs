//! Money that comes in beyond what the current installment asks for, where it lowers those that follow, or makes them
//! fewer, instead of paying them in advance.

use rust_decimal::Decimal;

use super::book::Book;
use super::repayment::Payment;
use crate::servicing::allocation::order::{AllocationOrder, Component, DueState, FutureInstallments};
use crate::servicing::allocation::spread::Spreading;
use crate::servicing::installment::Installment;
use crate::servicing::interest::Lowering;
use crate::servicing::terms::PrepaymentEffect;

impl Book<'_> {
    /// What a payment of an order does to the installments that follow the current one; `None` where it is paid into them.
    /// An order that names other installments than the next ones says so by itself.
    pub fn lowering(&self, order: &AllocationOrder) -> Option<Lowering> {
        let lowering = match self.terms.interest.recalculation?.prepayment {
            PrepaymentEffect::ReduceInstallmentAmount => Lowering::Amount,
            PrepaymentEffect::ReduceNumberOfInstallments => Lowering::Number,
            PrepaymentEffect::AdjustLastInstallment | PrepaymentEffect::ReduceNextInstallments => return None,
        };
        let is_for_next = order.future == FutureInstallments::NextInstallment;
        let repays = || order.steps.contains(&(DueState::InAdvance, Component::Principal));
        (self.recalculates() && is_for_next && repays()).then_some(lowering)
    }
}

impl Payment<'_, '_> {
    /// Spreads an amount that does not pay the loan off over what is due and over the current row; the rest of it is
    /// principal, which the current row takes on top. Says what is left.
    pub fn spread_and_lower(&mut self, spreading: &Spreading<'_>, amount: Decimal, lowering: Lowering) -> Decimal {
        let Some(current) = self.book.row_of(self.on).cloned() else { return spreading.spread(self, amount) };
        self.until = Some(current.due);
        let left = spreading.spread(self, amount);
        let left = left - self.prepay(&current, left, lowering);
        // Interest that no installment had asked for yet, and charges.
        self.until = None;
        spreading.spread(self, left)
    }

    /// Pays principal on top of a row, no more of it than later rows ask for. Says how much that was.
    fn prepay(&mut self, row: &Installment, left: Decimal, lowering: Lowering) -> Decimal {
        let (from, due) = (row.from, row.due);
        let plan = &self.book.plan;
        let outstanding = plan.outstanding_principal();
        // Principal is not paid off before charges, and interest that no installment has asked for yet.
        let beside =
            if left >= outstanding { self.book.owed_in_all(self.on).total() - outstanding } else { Decimal::ZERO };
        let amount = (left - beside).min(plan.principal_after(from, due)).min(outstanding);
        if amount <= Decimal::ZERO {
            return Decimal::ZERO;
        }
        let counts_from = self.book.pay_date_in_advance(self.on, from, due);
        self.shown = None;
        self.book.plan.prepay(from, due, counts_from, amount, lowering);
        let met_on = self.book.row_mut(row.number).and_then(|row| row.obligations_met_on);
        self.book.sync_after_payment(self.on);
        let paid = self.pay_component(Component::Principal, row.number, amount);
        // It had asked for nothing more since then.
        if let Some(row) = self.book.row_mut(row.number).filter(|row| row.obligations_met_on.is_some()) {
            row.obligations_met_on = met_on.or(row.obligations_met_on);
        }
        paid
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment};
    use crate::servicing::payoff::payoff;
    use crate::servicing::replay::{ReplayError, replay};
    use crate::servicing::terms::{InterestMethod, Terms};
    use crate::servicing::transaction::{Event, Transaction, TransactionId};

    /// 1000 for three months at 1% each: 340.02, of which 330.02, 333.32 and 336.66 are principal.
    fn terms(effect: PrepaymentEffect) -> Terms {
        let mut terms = recalculating();
        terms.interest.recalculation.as_mut().unwrap().prepayment = effect;
        terms
    }

    fn lower() -> Terms {
        terms(PrepaymentEffect::ReduceInstallmentAmount)
    }

    fn fewer() -> Terms {
        terms(PrepaymentEffect::ReduceNumberOfInstallments)
    }

    fn asked(terms: &Terms, events: &[Transaction], as_of: &str) -> Vec<(Decimal, Decimal)> {
        let happened = [&[disbursement(1, "2024-01-01", "1000")], events].concat();
        let account = replay(terms, &happened, date(as_of)).unwrap();
        account.installments.iter().map(|row| (row.expected.principal, row.expected.interest)).collect()
    }

    fn rows(expected: &[(&str, &str)]) -> Vec<(Decimal, Decimal)> {
        expected.iter().map(|(principal, interest)| (amount(principal), amount(interest))).collect()
    }

    #[test]
    fn installments_that_follow_are_lower() {
        // 540.02 - 340.02 = 200 on top leaves 469.98; over two months at 1% that is 469.98 x 0.5075124 = 238.52.
        let paid = [repayment(2, "2024-02-01", "540.02")];
        let expected = [("530.02", "10"), ("233.82", "4.70"), ("236.16", "2.36")];
        assert_eq!(asked(&lower(), &paid, "2024-02-01"), rows(&expected));
    }

    #[test]
    fn installments_that_follow_stay_and_are_fewer() {
        // 200 on top: 469.98 x 1% = 4.70 of 340.02, and 134.66 are left.
        let paid = [repayment(2, "2024-02-01", "540.02")];
        let expected = [("530.02", "10"), ("335.32", "4.70"), ("134.66", "1.35")];
        assert_eq!(asked(&fewer(), &paid, "2024-02-01"), rows(&expected));
        // 459.98 on top: 210 are left, which is less than one installment.
        let paid = [repayment(2, "2024-02-01", "800")];
        assert_eq!(asked(&fewer(), &paid, "2024-02-01"), rows(&[("790", "10"), ("210", "2.10"), ("0", "0")]));
    }

    #[test]
    fn what_is_paid_for_the_current_installment_lowers_none() {
        let paid = [repayment(2, "2024-01-16", "100")];
        let agreed = terms(PrepaymentEffect::AdjustLastInstallment);
        for terms in [lower(), fewer()] {
            assert_eq!(asked(&terms, &paid, "2024-01-16"), asked(&agreed, &paid, "2024-01-16"));
        }
    }

    #[test]
    fn within_a_period_the_current_installment_is_met_first() {
        // 15/31 of 10 are 4.84; 340.02 - 4.84 + 159.98 = 495.16 of principal leave 504.84. The month bears 1000 x 1% x 15/31
        // + 504.84 x 1% x 16/31 = 7.44: 2.60 are due with the next installment, beside 5.05.
        let paid = [repayment(2, "2024-01-16", "500")];
        let expected = [("495.16", "4.84"), ("249.87", "7.65"), ("254.97", "2.55")];
        assert_eq!(asked(&lower(), &paid, "2024-01-16"), rows(&expected));
        let expected = [("495.16", "4.84"), ("332.37", "7.65"), ("172.47", "1.72")];
        assert_eq!(asked(&fewer(), &paid, "2024-01-16"), rows(&expected));
    }

    #[test]
    fn equal_parts_of_principal_are_lower_or_fewer() {
        let paid = [repayment(2, "2024-02-01", "543.33")];
        let equal = |terms: Terms| {
            let mut terms = terms;
            terms.interest.method = InterestMethod::DecliningBalance;
            asked(&terms, &paid, "2024-02-01")
        };
        // 466.67 in two parts, or in parts of 333.33.
        assert_eq!(equal(lower()), rows(&[("533.33", "10"), ("233.34", "4.67"), ("233.33", "2.33")]));
        assert_eq!(equal(fewer()), rows(&[("533.33", "10"), ("333.33", "4.67"), ("133.34", "1.33")]));
    }

    #[test]
    fn a_loan_without_interest_follows_too() {
        let free = |mut terms: Terms| {
            terms.interest.rate = Decimal::ZERO;
            asked(&terms, &[repayment(2, "2024-02-01", "533.33")], "2024-02-01")
        };
        assert_eq!(free(lower()), rows(&[("533.33", "0"), ("233.34", "0"), ("233.33", "0")]));
        assert_eq!(free(fewer()), rows(&[("533.33", "0"), ("333.33", "0"), ("133.34", "0")]));
    }

    #[test]
    fn what_is_lent_later_is_spread_over_what_is_left() {
        let happened = |paid: &str| [repayment(2, "2024-02-01", paid), disbursement(3, "2024-02-15", "100")];
        // 569.98 x 0.5075124 = 289.27, and 289.03 after closing the gap: 469.98 x 1% x 14/29 + 569.98 x 1% x 15/29 = 5.22.
        let expected = [("530.02", "10"), ("283.81", "5.22"), ("286.17", "2.86")];
        assert_eq!(asked(&lower(), &happened("540.02"), "2024-02-15"), rows(&expected));
        // The third installment stays gone: 210 x 1% x 14/29 + 310 x 1% x 15/29 = 2.62.
        let expected = [("790", "10"), ("310", "2.62"), ("0", "0")];
        assert_eq!(asked(&fewer(), &happened("800"), "2024-02-15"), rows(&expected));
    }

    #[test]
    fn another_rate_counts_for_what_is_left() {
        let happened = |paid: &str| {
            let rate = entered(3, "2024-02-02", Event::RateChange { rate: amount("24") });
            [repayment(2, "2024-02-01", paid), rate]
        };
        // 469.98 over two months at 2%: x 1.0404 / 2.02 = 242.06.
        let expected = [("530.02", "10"), ("232.66", "9.40"), ("237.32", "4.75")];
        assert_eq!(asked(&lower(), &happened("540.02"), "2024-02-02"), rows(&expected));
        assert_eq!(
            asked(&fewer(), &happened("800"), "2024-02-02"),
            rows(&[("790", "10"), ("210", "4.20"), ("0", "0")])
        );
    }

    #[test]
    fn extra_installments_come_after_those_that_are_left() {
        let more = entered(3, "2024-02-02", Event::ExtraTerms { count: 1 });
        let paid = [repayment(2, "2024-02-01", "800"), more];
        // 210 over two months: 106.58.
        let expected = [("790", "10"), ("104.48", "2.10"), ("105.52", "1.06"), ("0", "0")];
        assert_eq!(asked(&fewer(), &paid, "2024-02-02"), rows(&expected));
    }

    #[test]
    fn a_second_payment_lowers_them_again_and_taking_it_back_leaves_nothing_of_it() {
        let first = repayment(2, "2024-02-01", "540.02");
        let second = repayment(3, "2024-02-01", "100");
        let back = entered(4, "2024-02-01", Event::Reversal { of: TransactionId(3) });
        // 369.98 x 0.5075124 = 187.77
        let expected = [("630.02", "10"), ("184.07", "3.70"), ("185.91", "1.86")];
        assert_eq!(asked(&lower(), &[first.clone(), second.clone()], "2024-02-01"), rows(&expected));
        let restored = asked(&lower(), &[first.clone(), second, back], "2024-02-01");
        assert_eq!(restored, asked(&lower(), &[first], "2024-02-01"));
    }

    #[test]
    fn a_rest_that_is_too_small_to_be_divided_is_asked_for() {
        // On the first day all is principal: 999.99 leave a cent, a third of which is nothing.
        let of_four = |mut terms: Terms| {
            terms.schedule.installments = 4;
            asked(&terms, &[repayment(2, "2024-01-01", "999.99")], "2024-01-01")
        };
        assert_eq!(of_four(lower()), rows(&[("999.99", "0"), ("0", "0"), ("0", "0"), ("0.01", "0")]));
        assert_eq!(of_four(fewer()), rows(&[("999.99", "0"), ("0.01", "0"), ("0", "0"), ("0", "0")]));
    }

    #[test]
    fn a_payoff_takes_what_is_left() {
        for terms in [lower(), fewer()] {
            let happened = [disbursement(1, "2024-01-01", "1000"), repayment(2, "2024-02-01", "540.02")];
            let owed = payoff(&terms, &happened, date("2024-02-16")).unwrap();
            // 469.98 x 1% x 15/29
            assert_eq!((owed.principal, owed.interest), (amount("469.98"), amount("2.43")));
        }
    }

    #[test]
    fn terms_that_say_two_things_are_refused() {
        let refused = |change: fn(&mut Terms)| {
            let mut terms = lower();
            change(&mut terms);
            replay(&terms, &[], date("2024-01-01")).is_err()
        };
        assert!(!refused(|_| {}));
        assert!(refused(|terms| terms.allocation.default.future = FutureInstallments::LastInstallment));
        assert!(refused(|terms| terms.schedule.periodic_payment = Some(amount("400"))));
        assert!(refused(|terms| terms.redraw.allowed = true));
        assert!(refused(|terms| terms.interest.method = InterestMethod::Flat));
        let mut next = terms(PrepaymentEffect::ReduceNextInstallments);
        assert_eq!(asked(&next, &[], "2024-01-01").len(), 3);
        next.allocation.default.future = FutureInstallments::Reamortization;
        assert!(matches!(replay(&next, &[], date("2024-01-01")), Err(ReplayError::Terms(_))));
    }
}
