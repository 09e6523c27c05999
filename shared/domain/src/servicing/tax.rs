//! The tax that interest, fees and penalties contain. Principal contains none.

use rust_decimal::Decimal;

use super::rounding::Rounding;
use super::transaction::Components;

/// The tax in amounts that include it: `amount * rate / (100 + rate)`, rounded for each component.
pub fn tax(amounts: &Components, rate: Decimal, rounding: &Rounding) -> Components {
    let hundred = Decimal::ONE_HUNDRED;
    let contained = |amount: Decimal| {
        if rate <= Decimal::ZERO { Decimal::ZERO } else { rounding.money(amount * rate / (hundred + rate)) }
    };
    Components {
        principal: Decimal::ZERO,
        interest: contained(amounts.interest),
        fees: contained(amounts.fees),
        penalties: contained(amounts.penalties),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_contained_in_the_amount_and_never_in_principal() {
        let amounts = Components {
            principal: Decimal::from(1000),
            interest: Decimal::from(118),
            fees: Decimal::from(10),
            penalties: Decimal::ZERO,
        };
        let contained = tax(&amounts, Decimal::from(18), &Rounding::default());
        assert_eq!(contained.interest, Decimal::from(18));
        assert_eq!(contained.fees.to_string(), "1.53");
        assert_eq!((contained.principal, contained.penalties), (Decimal::ZERO, Decimal::ZERO));
        assert_eq!(tax(&amounts, Decimal::ZERO, &Rounding::default()), Components::default());
    }
}
