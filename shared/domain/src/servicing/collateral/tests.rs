use super::CollateralLevel::{Full, NoCollateral, UnderLiquidation, UnderMarginCall};
use super::*;
use crate::servicing::hand_built::amount;

fn terms() -> CollateralTerms {
    CollateralTerms {
        initial: amount("150"),
        margin_call: amount("120"),
        liquidation: amount("110"),
        upgrade_buffer: None,
        keeps_liquidation: false,
    }
}

#[test]
fn a_threshold_belongs_to_the_better_level() {
    let level = |percentage| terms().level(amount(percentage));
    assert_eq!(
        ["120", "119.99", "110", "109.99", "0"].map(level),
        [Full, UnderMarginCall, UnderMarginCall, UnderLiquidation, NoCollateral]
    );
}

#[test]
fn a_level_that_stays_is_no_change() {
    assert_eq!(terms().change(Full, amount("120")), None);
    assert_eq!(terms().change(Full, amount("119")), Some(UnderMarginCall));
    assert_eq!(terms().change(Full, amount("50")), Some(UnderLiquidation));
}

#[test]
fn a_margin_call_is_left_only_beyond_the_buffer() {
    let buffered = CollateralTerms { upgrade_buffer: Some(amount("3")), ..terms() };
    assert_eq!(terms().change(UnderMarginCall, amount("120")), Some(Full));
    assert_eq!(buffered.change(UnderMarginCall, amount("123")), None);
    assert_eq!(buffered.change(UnderMarginCall, amount("123.01")), Some(Full));
    assert_eq!(buffered.change(UnderMarginCall, amount("100")), Some(UnderLiquidation), "down needs no buffer");
    assert_eq!(buffered.change(UnderLiquidation, amount("121")), Some(Full), "a buffer holds a margin call alone");
}

#[test]
fn a_liquidation_that_is_kept_is_never_left() {
    let kept = CollateralTerms { keeps_liquidation: true, ..terms() };
    for percentage in ["115", "200", "0"] {
        assert_eq!(kept.change(UnderLiquidation, amount(percentage)), None, "{percentage}");
    }
    assert_eq!(terms().change(UnderLiquidation, amount("115")), Some(UnderMarginCall));
}

#[test]
fn thresholds_have_to_fall() {
    assert!(terms().check().is_ok());
    assert!(CollateralTerms { margin_call: amount("109"), ..terms() }.check().is_err());
    assert!(CollateralTerms { initial: amount("100"), ..terms() }.check().is_err());
    assert!(CollateralTerms { liquidation: amount("0"), ..terms() }.check().is_err());
    assert!(CollateralTerms { upgrade_buffer: Some(amount("-1")), ..terms() }.check().is_err());
}

#[test]
fn collateral_is_measured_against_what_is_outstanding() {
    assert_eq!(percentage_of(amount("300"), amount("250")), Some(amount("120")));
    assert_eq!(percentage_of(amount("300"), amount("0")), None, "there is nothing to cover");
    assert_eq!(percentage_of(Decimal::MAX, amount("1")), None);
}
