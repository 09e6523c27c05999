//! The terms of a case, from its inputs.

use chrono::NaiveDate;
use domain::servicing::allocation::order::{
    AllocationOrder, AllocationRules, Component, Direction, DueState, FutureInstallments, Step, TransactionOrder,
};
use domain::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use domain::servicing::limits::{Limits, OverApplied};
use domain::servicing::rounding::{Rounding, RoundingMode};
use domain::servicing::terms::{
    ArrearsTerms, Bucket, ChargeOffInterest, DayCount, DownPayment, ExpectedTranche, InterestCalculation,
    InterestMethod, InterestTerms, LeapDay, PayoffInterest, PenaltyTerms, PrepaymentEffect, PrepaymentTerms,
    RatePeriod, Recalculation, RestFrequency, ScheduleEngine, ScheduleTerms, Terms,
};
use domain::servicing::transaction::RepaymentKind;
use serde_json::Value;

use crate::fields::Fields;
use crate::outcome::Stop;

/// Inputs that are read here, or that change nothing that is compared.
const KNOWN: &[&str] = &[
    "accrual_activity",
    "amortization",
    "buy_down_fee",
    "capitalized_income_strategy",
    "capitalized_income_type",
    "charge_off_behaviour",
    "credit_allocation",
    "days_in_month",
    "days_in_year",
    "days_in_year_custom",
    "disbursement_charge",
    "down_payment",
    "engine",
    "expected_tranches",
    "fixed_installment_amount",
    "fixed_length_days",
    "grace_on_arrears_days",
    "grace_on_interest",
    "grace_on_principal",
    "income_capitalization",
    "installment_level_delinquency",
    "installments",
    "interest_calculation_period",
    "interest_free_periods",
    "interest_recognition_on_disbursement_date",
    "interest_refund_types",
    "interest_type",
    "multi_disburse",
    "over_applied",
    "partial_period_interest",
    "payment_allocation",
    "principal",
    "principal_threshold_last_installment_pct",
    "processing",
    "product_charges_attached",
    "product_name",
    "rate_frequency",
    "rate_pct",
    "recalculation",
    "repay_every",
    "repay_unit",
    "repayment_start_from",
    "rounding",
    "strategy",
    "submitted_on",
    "term",
    "term_unit",
];

/// The same of inputs that have fields of their own, or are lists of such.
const KNOWN_WITHIN: &[(&str, &[&str])] = &[
    ("credit_allocation", &["order", "transaction_type"]),
    ("disbursement_charge", &["type", "value"]),
    ("down_payment", &["auto", "pct"]),
    ("expected_tranches", &["amount", "expected_on"]),
    ("multi_disburse", &["expected_tranches_required", "full_term_per_tranche", "max_tranches"]),
    ("over_applied", &["type", "value"]),
    ("payment_allocation", &["future_rule", "order", "transaction_type"]),
    (
        "recalculation",
        &[
            "compounding",
            "disallow_interest_on_past_due",
            "preclosure",
            "prepayment_effect",
            "rest_frequency",
            "rest_interval",
        ],
    ),
    ("rounding", &["currency_decimals", "currency_multiples_of", "installment_multiples_of", "math_precision", "mode"]),
];

/// The values of inputs that are read where they make a difference, and nowhere else.
const VALUES: &[(&str, &[&str])] = &[
    ("capitalized_income_strategy", &["EQUAL_AMORTIZATION"]),
    ("capitalized_income_type", &["FEE", "INTEREST"]),
    ("repayment_start_from", &["DISBURSEMENT_DATE", "SUBMITTED_ON_DATE"]),
];

/// The ages that a case's arrears are sorted by.
pub const BUCKETS: &[(&str, u32, Option<u32>)] = &[
    ("RANGE_1", 1, Some(3)),
    ("RANGE_3", 4, Some(30)),
    ("RANGE_30", 31, Some(60)),
    ("RANGE_60", 61, Some(90)),
    ("RANGE_90", 91, Some(120)),
    ("RANGE_120", 121, Some(150)),
    ("RANGE_150", 151, Some(180)),
    ("RANGE_180", 181, Some(240)),
    ("RANGE_240", 241, None),
];

/// The terms that the inputs of a case describe.
pub fn of(inputs: Fields<'_>) -> Result<Terms, Stop> {
    for key in inputs.keys() {
        if !KNOWN.contains(&key) {
            return Err(unsupported(format!("input {key}")));
        }
    }
    for (input, known) in KNOWN_WITHIN {
        let within = inputs.get(input).into_iter().flat_map(|it| match it {
            Value::Array(items) => items.iter().collect(),
            one => vec![one],
        });
        if let Some(key) = within.flat_map(|it| Fields(it).keys()).find(|key| !known.contains(key)) {
            return Err(unsupported(format!("input {key} of {input}")));
        }
    }
    for (input, known) in VALUES {
        if let Some(value) = inputs.maybe_text(input).filter(|value| !known.contains(value)) {
            return Err(unsupported(format!("{input} {value}")));
        }
    }
    let submitted: NaiveDate = inputs.date("submitted_on")?;
    Ok(Terms {
        principal: inputs.decimal("principal")?,
        expected_disbursement: submitted,
        rounding: rounding(inputs)?,
        interest: interest(inputs)?,
        schedule: schedule(inputs, submitted)?,
        allocation: allocation(inputs)?,
        arrears: ArrearsTerms {
            tolerance_days: inputs.maybe_count("grace_on_arrears_days")?.unwrap_or(0),
            buckets: BUCKETS.iter().map(|&(name, from, to)| Bucket { name: name.to_owned(), from, to }).collect(),
            ..ArrearsTerms::default()
        },
        penalty: PenaltyTerms::default(),
        prepayment: PrepaymentTerms::default(),
        charge_off: match inputs.maybe_text("charge_off_behaviour") {
            None | Some("REGULAR") => ChargeOffInterest::Regular,
            Some("ZERO_INTEREST") => ChargeOffInterest::ZeroInterest,
            Some("ACCELERATE_MATURITY") => ChargeOffInterest::AccelerateMaturity,
            Some(other) => return Err(unsupported(format!("charge-off behaviour {other}"))),
        },
        limits: limits(inputs)?,
        redraw: domain::servicing::credit_line::RedrawTerms::default(),
        tax_rate: rust_decimal::Decimal::ZERO,
    })
}

/// How much a case lets be paid out.
fn limits(inputs: Fields<'_>) -> Result<Limits, Stop> {
    let tranches = inputs.get("multi_disburse").map(Fields);
    Ok(Limits {
        applied: Some(inputs.decimal("principal")?),
        over_applied: inputs.get("over_applied").map(|it| over_applied(Fields(it))).transpose()?,
        max_tranches: match tranches {
            Some(tranches) => tranches.maybe_count("max_tranches")?,
            None => Some(1),
        },
        applied_on: inputs.maybe_date("submitted_on")?,
        planned_tranches_only: tranches.is_some_and(|it| it.flag("expected_tranches_required")),
        ..Limits::default()
    })
}

fn over_applied(fields: Fields<'_>) -> Result<OverApplied, Stop> {
    let value = fields.decimal("value")?;
    Ok(match fields.text("type")?.to_ascii_uppercase().as_str() {
        "PERCENTAGE" => OverApplied::Percentage(value),
        "FLAT" => OverApplied::Flat(value),
        other => return Err(unsupported(format!("paying out more than was applied for by {other}"))),
    })
}

/// How a case rounds.
pub fn rounding(inputs: Fields<'_>) -> Result<Rounding, Stop> {
    let Some(rounding) = inputs.get("rounding").map(Fields) else { return Ok(Rounding::default()) };
    let multiple = match rounding.maybe_decimal("installment_multiples_of")? {
        None => inputs.maybe_decimal("installment_multiples_of")?,
        given => given,
    };
    Ok(Rounding {
        mode: rounding_mode(rounding.maybe_text("mode").unwrap_or("HALF_EVEN"))?,
        decimals: rounding.maybe_count("currency_decimals")?.unwrap_or(2),
        precision: rounding.maybe_count("math_precision")?,
        // Multiples of the currency itself are for cash that changes hands; no case of a schedule shows them.
        installment_multiple: multiple.filter(|multiple| !multiple.is_zero()),
    })
}

fn rounding_mode(name: &str) -> Result<RoundingMode, Stop> {
    Ok(match name {
        "HALF_EVEN" => RoundingMode::HalfEven,
        "HALF_UP" => RoundingMode::HalfUp,
        "HALF_DOWN" => RoundingMode::HalfDown,
        "UP" => RoundingMode::Up,
        "DOWN" => RoundingMode::Down,
        "CEILING" => RoundingMode::Ceiling,
        "FLOOR" => RoundingMode::Floor,
        other => return Err(unsupported(format!("rounding mode {other}"))),
    })
}

fn interest(inputs: Fields<'_>) -> Result<InterestTerms, Stop> {
    let recalculation = inputs.get("recalculation").map(|it| recalculation(Fields(it))).transpose()?;
    Ok(InterestTerms {
        rate: inputs.decimal("rate_pct")?,
        rate_period: match inputs.maybe_text("rate_frequency").unwrap_or("YEAR") {
            "YEAR" => RatePeriod::Year,
            "MONTH" => RatePeriod::Month,
            "WEEK" => RatePeriod::Week,
            "DAY" => RatePeriod::Day,
            "WHOLE_TERM" => RatePeriod::Term,
            other => return Err(unsupported(format!("rate frequency {other}"))),
        },
        method: method(inputs)?,
        day_count: day_count(inputs.text("days_in_year")?, inputs.text("days_in_month")?)?,
        leap_day: leap_day(inputs)?,
        calculation: match inputs.text("interest_calculation_period")? {
            "DAILY" => InterestCalculation::Daily,
            "SAME_AS_REPAYMENT_PERIOD" => InterestCalculation::SameAsRepaymentPeriod,
            other => return Err(unsupported(format!("interest calculation period {other}"))),
        },
        partial_periods: inputs.flag("partial_period_interest"),
        first_day_counts: inputs.flag("interest_recognition_on_disbursement_date"),
        recalculation,
        accrue_late_interest: recalculation.is_some(),
        accrue_after_maturity: false,
    })
}

fn method(inputs: Fields<'_>) -> Result<InterestMethod, Stop> {
    let amortization = inputs.maybe_text("amortization").unwrap_or("EQUAL_INSTALLMENTS");
    Ok(match (inputs.text("interest_type")?, amortization) {
        ("FLAT", "EQUAL_INSTALLMENTS") => InterestMethod::Flat,
        ("DECLINING_BALANCE", "EQUAL_INSTALLMENTS") => InterestMethod::DecliningBalanceEqualInstallments,
        ("DECLINING_BALANCE", "EQUAL_PRINCIPAL") => InterestMethod::DecliningBalance,
        (interest, amortization) => return Err(unsupported(format!("{interest} interest with {amortization}"))),
    })
}

/// The day count of the days of a year and of a month.
pub fn day_count(year: &str, month: &str) -> Result<DayCount, Stop> {
    Ok(match (year, month) {
        ("ACTUAL", "ACTUAL") => DayCount::ActualActual,
        ("365", "ACTUAL") => DayCount::Actual365,
        ("364", "ACTUAL") => DayCount::Actual364,
        ("360", "ACTUAL") => DayCount::Actual360,
        ("360", "30") => DayCount::Thirty360,
        ("365", "30") => DayCount::Thirty365,
        ("364", "30") => DayCount::Thirty364,
        ("ACTUAL", "30") => DayCount::ThirtyActual,
        _ => return Err(unsupported(format!("a year of {year} with a month of {month} days"))),
    })
}

/// What a 29 February does.
pub fn leap_day(inputs: Fields<'_>) -> Result<LeapDay, Stop> {
    match inputs.maybe_text("days_in_year_custom") {
        None | Some("FULL_LEAP_YEAR") => Ok(LeapDay::WholeYear),
        Some("FEB_29_PERIOD_ONLY") => Ok(LeapDay::PeriodOnly),
        Some(other) => Err(unsupported(format!("days in a year {other}"))),
    }
}

fn recalculation(fields: Fields<'_>) -> Result<Recalculation, Stop> {
    if let Some(compounding) = fields.maybe_text("compounding").filter(|compounding| *compounding != "NONE") {
        return Err(unsupported(format!("compounding {compounding}")));
    }
    if fields.maybe_count("rest_interval")?.is_some_and(|interval| interval > 1) {
        return Err(unsupported("rests of several periods"));
    }
    Ok(Recalculation {
        rest: match fields.text("rest_frequency")? {
            "DAILY" => RestFrequency::Daily,
            "SAME_AS_REPAYMENT" | "SAME_AS_REPAYMENT_PERIOD" => RestFrequency::SameAsRepaymentPeriod,
            other => return Err(unsupported(format!("rest frequency {other}"))),
        },
        payoff_interest: match fields.maybe_text("preclosure").unwrap_or("TILL_PRE_CLOSE_DATE") {
            "TILL_PRE_CLOSE_DATE" => PayoffInterest::TillDate,
            "TILL_REST_FREQUENCY_DATE" => PayoffInterest::TillPeriodEnd,
            other => return Err(unsupported(format!("payoff interest {other}"))),
        },
        prepayment: match fields.maybe_text("prepayment_effect").unwrap_or("ADJUST_LAST_UNPAID_PERIOD") {
            "ADJUST_LAST_UNPAID_PERIOD" => PrepaymentEffect::AdjustLastInstallment,
            "REDUCE_EMI_AMOUNT" => PrepaymentEffect::ReduceInstallmentAmount,
            "REDUCE_NUMBER_OF_INSTALLMENTS" => PrepaymentEffect::ReduceNumberOfInstallments,
            "RESCHEDULE_NEXT_REPAYMENTS" => PrepaymentEffect::ReduceNextInstallments,
            other => return Err(unsupported(format!("prepayment effect {other}"))),
        },
        ignore_past_due: fields.flag("disallow_interest_on_past_due"),
    })
}

fn schedule(inputs: Fields<'_>, submitted: NaiveDate) -> Result<ScheduleTerms, Stop> {
    let tranches = inputs.get("multi_disburse").map(Fields);
    Ok(ScheduleTerms {
        engine: match inputs.maybe_text("engine").unwrap_or("PROGRESSIVE") {
            "PROGRESSIVE" => ScheduleEngine::Progressive,
            "CUMULATIVE" => ScheduleEngine::Cumulative,
            other => return Err(unsupported(format!("engine {other}"))),
        },
        installments: inputs.count("installments")?,
        period: period(inputs.count("repay_every")?, inputs.text("repay_unit")?)?,
        fixed_days_of_month: Vec::new(),
        first_due: None,
        principal_grace: inputs.maybe_count("grace_on_principal")?.unwrap_or(0),
        interest_grace: inputs.maybe_count("grace_on_interest")?.unwrap_or(0),
        interest_free_periods: inputs.maybe_count("interest_free_periods")?.unwrap_or(0),
        counted_from: (inputs.maybe_text("repayment_start_from") == Some("SUBMITTED_ON_DATE")).then_some(submitted),
        fixed_length: inputs.maybe_count("fixed_length_days")?,
        down_payment: inputs.get("down_payment").map(|it| down_payment(Fields(it))).transpose()?,
        periodic_payment: inputs.maybe_decimal("fixed_installment_amount")?,
        amortization_installments: None,
        working_days: None,
        expected_tranches: inputs
            .list("expected_tranches")
            .iter()
            .map(|it| {
                Ok(ExpectedTranche { on: Fields(it).date("expected_on")?, amount: Fields(it).decimal("amount")? })
            })
            .collect::<Result<_, Stop>>()?,
        full_term_tranches: tranches.is_some_and(|it| it.flag("full_term_per_tranche")),
    })
}

fn down_payment(fields: Fields<'_>) -> Result<DownPayment, Stop> {
    Ok(DownPayment { percentage: fields.decimal("pct")?, automatic: fields.flag("auto") })
}

/// A period of so many units.
pub fn period(every: u32, unit: &str) -> Result<RepaymentPeriod, Stop> {
    let unit = match unit {
        "DAYS" => PeriodUnit::Days,
        "WEEKS" => PeriodUnit::Weeks,
        "MONTHS" => PeriodUnit::Months,
        "YEARS" => PeriodUnit::Years,
        other => return Err(unsupported(format!("periods of {other}"))),
    };
    Ok(RepaymentPeriod { every, unit })
}

/// How payments are spread, from a case's inputs or a case that has only these.
pub fn allocation(inputs: Fields<'_>) -> Result<AllocationRules, Stop> {
    let mut default = AllocationOrder { steps: steps(None)?, future: FutureInstallments::NextInstallment };
    let mut of_kind = Vec::new();
    for rule in inputs.list("payment_allocation") {
        let rule = Fields(rule);
        let order = AllocationOrder { steps: steps(rule.get("order"))?, future: future(rule)? };
        match rule.text("transaction_type")? {
            "DEFAULT" => default = order,
            kind => of_kind.push((repayment_kind(kind)?, order)),
        }
    }
    let mut chargeback = Vec::new();
    for rule in inputs.list("credit_allocation") {
        if Fields(rule).text("transaction_type")? != "CHARGEBACK" {
            return Err(unsupported("credit allocation of something else than chargebacks"));
        }
        for name in Fields(rule).list("order") {
            chargeback.push(component(name.as_str().unwrap_or_default())?);
        }
    }
    Ok(AllocationRules {
        direction: match inputs.maybe_text("processing").unwrap_or("HORIZONTAL") {
            "HORIZONTAL" => Direction::Horizontal,
            "VERTICAL" => Direction::Vertical,
            other => return Err(unsupported(format!("processing {other}"))),
        },
        default,
        of_kind,
        chargeback,
        transaction_order: transaction_order(inputs.maybe_text("strategy"))?,
    })
}

fn transaction_order(strategy: Option<&str>) -> Result<Option<TransactionOrder>, Stop> {
    use TransactionOrder as Order;
    Ok(match strategy {
        None | Some("ADVANCED_PAYMENT_ALLOCATION") => None,
        Some("PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER") => Some(Order::PenaltiesFeesInterestPrincipal),
        Some("INTEREST_PRINCIPAL_PENALTIES_FEES_ORDER") => Some(Order::InterestPrincipalPenaltiesFees),
        Some("DUE_PENALTY_INTEREST_PRINCIPAL_FEE_IN_ADVANCE_PENALTY_INTEREST_PRINCIPAL_FEE") => {
            Some(Order::DuePenaltyInterestPrincipalFeeInAdvancePenaltyInterestPrincipalFee)
        }
        Some("DUE_PENALTY_FEE_INTEREST_PRINCIPAL_IN_ADVANCE_PRINCIPAL_PENALTY_FEE_INTEREST") => {
            Some(Order::DuePenaltyFeeInterestPrincipalInAdvancePrincipalPenaltyFeeInterest)
        }
        Some(other) => return Err(unsupported(format!("strategy {other}"))),
    })
}

fn future(rule: Fields<'_>) -> Result<FutureInstallments, Stop> {
    Ok(match rule.maybe_text("future_rule").unwrap_or("NEXT_INSTALLMENT") {
        "NEXT_INSTALLMENT" => FutureInstallments::NextInstallment,
        "LAST_INSTALLMENT" => FutureInstallments::LastInstallment,
        "NEXT_LAST_INSTALLMENT" => FutureInstallments::NextLastInstallment,
        "REAMORTIZATION" => FutureInstallments::Reamortization,
        other => return Err(unsupported(format!("payments in advance to {other}"))),
    })
}

/// The twelve steps that a name or a list stands for.
fn steps(order: Option<&Value>) -> Result<Vec<Step>, Stop> {
    use Component::{Fee, Interest, Penalty, Principal};
    let of = |components: [Component; 4]| {
        [DueState::PastDue, DueState::Due, DueState::InAdvance]
            .iter()
            .flat_map(|state| components.iter().map(|component| (*state, *component)))
            .collect()
    };
    match order {
        None => Ok(of([Penalty, Fee, Interest, Principal])),
        Some(Value::Array(names)) => names.iter().map(|name| step(name.as_str().unwrap_or_default())).collect(),
        Some(Value::String(name)) if name == "PEN_FEE_PRIN_INT" => Ok(of([Penalty, Fee, Principal, Interest])),
        Some(Value::String(name)) if name == "PEN_FEE_INT_PRIN" => Ok(of([Penalty, Fee, Interest, Principal])),
        Some(other) => Err(unsupported(format!("allocation order {other}"))),
    }
}

fn step(name: &str) -> Result<Step, Stop> {
    let (state, rest) =
        [("PAST_DUE_", DueState::PastDue), ("DUE_", DueState::Due), ("IN_ADVANCE_", DueState::InAdvance)]
            .iter()
            .find_map(|(prefix, state)| Some((*state, name.strip_prefix(prefix)?)))
            .ok_or_else(|| unsupported(format!("allocation step {name}")))?;
    Ok((state, component(rest)?))
}

fn component(name: &str) -> Result<Component, Stop> {
    Ok(match name {
        "PENALTY" => Component::Penalty,
        "FEE" => Component::Fee,
        "INTEREST" => Component::Interest,
        "PRINCIPAL" => Component::Principal,
        other => return Err(unsupported(format!("component {other}"))),
    })
}

/// The ground that a kind of payment has.
pub fn repayment_kind(name: &str) -> Result<RepaymentKind, Stop> {
    Ok(match name {
        "REPAYMENT" => RepaymentKind::Repayment,
        "DOWN_PAYMENT" => RepaymentKind::DownPayment,
        "MERCHANT_ISSUED_REFUND" => RepaymentKind::MerchantIssuedRefund,
        "PAYOUT_REFUND" => RepaymentKind::PayoutRefund,
        "GOODWILL_CREDIT" => RepaymentKind::GoodwillCredit,
        "INTEREST_PAYMENT_WAIVER" => RepaymentKind::InterestPaymentWaiver,
        "CHARGE_REFUND" => RepaymentKind::ChargeRefund,
        "CHARGE_ADJUSTMENT" => RepaymentKind::ChargeAdjustment,
        "CAPITALIZED_INCOME_ADJUSTMENT" => RepaymentKind::CapitalizedIncomeAdjustment,
        "INTEREST_REFUND" => RepaymentKind::InterestRefund,
        "WAIVE_INTEREST" => RepaymentKind::InterestWaiver,
        "RECOVERY_REPAYMENT" => RepaymentKind::Recovery,
        other => return Err(unsupported(format!("payments of the kind {other}"))),
    })
}

fn unsupported(reason: impl Into<String>) -> Stop {
    Stop::Unsupported(reason.into())
}
