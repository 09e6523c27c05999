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

/// The tax in amounts that make up a whole, each with what it adds to the tax of those before it: rounded one by one,
/// the parts of an amount may contain a unit more or less than the amount itself.
pub fn tax_in_parts<const N: usize>(parts: [Components; N], rate: Decimal, rounding: &Rounding) -> [Components; N] {
    let (mut whole, mut before) = (Components::default(), Components::default());
    parts.map(|part| {
        whole += part;
        let so_far = tax(&whole, rate, rounding);
        let of_part = Components {
            principal: Decimal::ZERO,
            interest: so_far.interest - before.interest,
            fees: so_far.fees - before.fees,
            penalties: so_far.penalties - before.penalties,
        };
        before = so_far;
        of_part
    })
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

    #[test]
    fn parts_contain_what_the_whole_contains() {
        let interest = |amount: &str| Components { interest: amount.parse().unwrap(), ..Components::default() };
        // 0.05 x 18/118 is 0.0076, and 0.03 x 18/118 is 0.0046.
        let rate = Decimal::from(18);
        assert_eq!(tax(&interest("0.06"), rate, &Rounding::default()), interest("0.01"));
        let parts = [interest("0.03"), interest("0.03")];
        assert_eq!(parts.map(|part| tax(&part, rate, &Rounding::default())), [interest("0"), interest("0")]);
        assert_eq!(tax_in_parts(parts, rate, &Rounding::default()), [interest("0"), interest("0.01")]);
    }
}
