//! Levels of collateral, with and without what holds them.

use domain::servicing::collateral::{CollateralLevel, CollateralTerms};

use crate::fields::Fields;
use crate::outcome::Stop;

/// What differs between the levels that a loan comes to and those of a case.
pub fn compare(case: Fields<'_>) -> Result<Vec<String>, Stop> {
    let inputs = case.object("inputs")?;
    let levels = inputs.object("levels_pct")?;
    let plain = CollateralTerms {
        initial: levels.decimal("initial")?,
        margin_call: levels.decimal("margin_call")?,
        liquidation: levels.decimal("liquidation")?,
        upgrade_buffer: None,
        keeps_liquidation: false,
    };
    let buffered = CollateralTerms { upgrade_buffer: levels.maybe_decimal("upgrade_buffer")?, ..plain };
    let kept = CollateralTerms { keeps_liquidation: true, ..plain };
    let from = level(inputs.text("from")?)?;
    let percentage = inputs.decimal("cvl_pct")?;
    let expected = case.object("expected")?;
    let mut differences = Vec::new();
    let ways = [("change_to", plain), ("with_upgrade_buffer", buffered), ("with_liquidation_latch", kept)];
    for (name, terms) in ways.into_iter().filter(|(name, _)| expected.0.get(name).is_some()) {
        let wanted = expected.maybe_text(name).map(level).transpose()?;
        let got = terms.change(from, percentage);
        if wanted != got {
            differences.push(format!("{name}: {wanted:?} not {got:?}"));
        }
    }
    Ok(differences)
}

fn level(name: &str) -> Result<CollateralLevel, Stop> {
    Ok(match name {
        "FULL" => CollateralLevel::Full,
        "UNDER_MARGIN_CALL" => CollateralLevel::UnderMarginCall,
        "UNDER_LIQUIDATION" => CollateralLevel::UnderLiquidation,
        "NO_COLLATERAL" => CollateralLevel::NoCollateral,
        other => return Err(Stop::Unsupported(format!("a level of collateral {other:?}"))),
    })
}
