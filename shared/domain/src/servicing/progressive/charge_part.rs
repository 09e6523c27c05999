//! A part of a charge that is due with several rows.

use rust_decimal::Decimal;

/// What one row asks for of a charge that is due in parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChargePart {
    /// What it came to.
    pub asked: Decimal,
    /// What of it was paid.
    pub paid: Decimal,
    /// What of it was waived.
    pub waived: Decimal,
}

impl ChargePart {
    /// What is neither paid nor waived.
    pub fn open(self) -> Decimal {
        self.asked - self.paid - self.waived
    }

    /// The part without what is open.
    pub fn settled(self) -> Self {
        Self { asked: self.asked - self.open(), ..self }
    }
}

impl std::ops::AddAssign for ChargePart {
    fn add_assign(&mut self, other: Self) {
        self.asked += other.asked;
        self.paid += other.paid;
        self.waived += other.waived;
    }
}

#[cfg(test)]
mod tests {
    use crate::servicing::allocation::order::FutureInstallments;
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment};
    use crate::servicing::replay::replay;
    use crate::servicing::terms::ChargeOffInterest;
    use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event, TransactionId};

    #[test]
    fn what_was_paid_before_the_rest_was_waived_goes_with_the_row_that_is_no_more() {
        let mut terms = recalculating();
        terms.charge_off = ChargeOffInterest::AccelerateMaturity;
        terms.allocation.default.future = FutureInstallments::LastInstallment;
        let charge = Charge {
            name: "Fee".to_owned(),
            penalty: false,
            amount: ChargeAmount::Flat(amount("1")),
            due: ChargeDue::EachInstallment,
        };
        // The repayment goes to the fee of the last row, which the charge-off merges into the first: it pays principal then.
        let happened = [
            disbursement(1, "2024-01-01", "1000"),
            entered(2, "2024-01-01", Event::Charge { charge }),
            repayment(3, "2024-01-01", "1"),
            entered(4, "2024-01-01", Event::ChargeWaiver { of: TransactionId(2) }),
            entered(5, "2024-01-02", Event::ChargeOff),
        ];
        let account = replay(&terms, &happened, date("2024-01-02")).unwrap();
        let (charge, row) = (&account.charges[0], &account.installments[0]);
        assert_eq!(account.installments.len(), 1);
        assert_eq!((charge.amount, charge.paid, charge.waived), (amount("2"), amount("0"), amount("2")));
        assert_eq!((row.expected.fees, row.waived.fees, row.paid.principal), (amount("2"), amount("2"), amount("1")));
    }
}
