//! The body of the account that a case's inputs describe, as a lender would send it.

use serde_json::{Map, Value, json};

use crate::fields::Fields;
use crate::outcome::Stop;
use crate::terms;

/// The body of an account.
pub fn of(inputs: Fields<'_>) -> Result<Value, Stop> {
    Ok(json!({
        "currency_code": currency_code(inputs)?,
        "amount": inputs.decimal("principal")?.to_string(),
        "arrears_tolerance_period": inputs.maybe_count("grace_on_arrears_days")?.unwrap_or(0),
        "payment_method": match inputs.maybe_text("processing").unwrap_or("HORIZONTAL") {
            "VERTICAL" => "MethodVertical",
            _ => "MethodHorizontal",
        },
        "disbursement_details": { "expected_disburse_time": time(inputs.text("submitted_on")?) },
        "settings": {
            "arrears": { "buckets": buckets() },
            "disbursement": disbursement(inputs)?,
            "interest": interest(inputs)?,
            "prepayment": prepayment(inputs)?,
            "schedule": schedule(inputs)?,
            "allocation": allocation(inputs)?,
        },
        "tranches": tranches(inputs)?,
    }))
}

/// A day as a moment of it.
pub fn time(day: &str) -> String {
    format!("{day}T00:00:00Z")
}

/// A currency whose minor units have as many digits as the case's.
fn currency_code(inputs: Fields<'_>) -> Result<&'static str, Stop> {
    Ok(match terms::rounding(inputs)?.decimals {
        0 => "JPY",
        2 => "INR",
        3 => "KWD",
        other => return Err(unsaid(format!("a currency of {other} decimals"))),
    })
}

fn buckets() -> Value {
    terms::BUCKETS.iter().map(|&(name, from, to)| json!({ "name": name, "from": from, "to": to })).collect()
}

fn disbursement(inputs: Fields<'_>) -> Result<Value, Stop> {
    let mut said = Map::new();
    let tranches = inputs.get("multi_disburse").map(Fields);
    let most = tranches.map_or(Ok(Some(1)), |tranches| tranches.maybe_count("max_tranches"))?;
    put(&mut said, "max_tranches", most);
    if let Some(over) = inputs.get("over_applied").map(Fields) {
        let key = match over.text("type")?.to_ascii_uppercase().as_str() {
            "PERCENTAGE" => "over_applied_percentage",
            "FLAT" => "over_applied_amount",
            other => return Err(unsaid(format!("paying out more than was applied for by {other}"))),
        };
        put(&mut said, key, Some(over.decimal("value")?.to_string()));
    }
    Ok(Value::Object(said))
}

fn interest(inputs: Fields<'_>) -> Result<Value, Stop> {
    let mut said = Map::new();
    let recalculation = inputs.get("recalculation").map(Fields);
    put(&mut said, "rate", Some(inputs.decimal("rate_pct")?.to_string()));
    put(
        &mut said,
        "rate_period",
        Some(spelled(inputs.maybe_text("rate_frequency"), "YEAR", &[("WHOLE_TERM", "TERM")])),
    );
    let method = match (inputs.text("interest_type")?, inputs.maybe_text("amortization")) {
        ("FLAT", _) => "FLAT",
        (_, Some("EQUAL_PRINCIPAL")) => "DECLINING_BALANCE",
        _ => "DECLINING_BALANCE_EQUAL_INSTALLMENTS",
    };
    put(&mut said, "method", Some(method));
    put(&mut said, "day_count", Some(terms::day_count(inputs.text("days_in_year")?, inputs.text("days_in_month")?)?));
    put(&mut said, "leap_day", Some(terms::leap_day(inputs)?));
    put(&mut said, "calculation", Some(inputs.text("interest_calculation_period")?));
    put(&mut said, "partial_periods", Some(if inputs.flag("partial_period_interest") { "PRO_RATA" } else { "WHOLE" }));
    put(&mut said, "first_day_counts", Some(inputs.flag("interest_recognition_on_disbursement_date")));
    put(&mut said, "on_charge_off", inputs.maybe_text("charge_off_behaviour"));
    if let Some(rule) = recalculation {
        let rest =
            spelled(rule.maybe_text("rest_frequency"), "DAILY", &[("SAME_AS_REPAYMENT", "SAME_AS_REPAYMENT_PERIOD")]);
        put(&mut said, "rest_frequency", Some(rest));
        put(&mut said, "accrue_late_interest", Some(!rule.flag("disallow_interest_on_past_due")));
    }
    Ok(Value::Object(said))
}

fn prepayment(inputs: Fields<'_>) -> Result<Value, Stop> {
    let Some(rule) = inputs.get("recalculation").map(Fields) else {
        return Ok(json!({ "recalculation": "NO_RECALCULATION" }));
    };
    let effect = match rule.maybe_text("prepayment_effect").unwrap_or("ADJUST_LAST_UNPAID_PERIOD") {
        "ADJUST_LAST_UNPAID_PERIOD" => "LAST_INSTALLMENT",
        "REDUCE_EMI_AMOUNT" => "REDUCE_AMOUNT_PER_INSTALLMENT",
        "REDUCE_NUMBER_OF_INSTALLMENTS" => "REDUCE_NUMBER_OF_INSTALLMENTS",
        "RESCHEDULE_NEXT_REPAYMENTS" => "NEXT_INSTALLMENT",
        other => return Err(unsaid(format!("prepayment effect {other}"))),
    };
    let payoff = match rule.maybe_text("preclosure") {
        Some("TILL_REST_FREQUENCY_DATE") => "TILL_PERIOD_END",
        _ => "TILL_DATE",
    };
    Ok(json!({ "recalculation": effect, "payoff_interest": payoff }))
}

fn schedule(inputs: Fields<'_>) -> Result<Value, Stop> {
    let (every, unit) = (inputs.count("repay_every")?, inputs.text("repay_unit")?);
    let mut said = Map::new();
    put(&mut said, "style", inputs.maybe_text("engine"));
    put(&mut said, "repayment_installments", Some(inputs.count("installments")?));
    put(&mut said, "repayment_period", Some(terms::period(every, unit)?));
    let counted_from = inputs.maybe_text("repayment_start_from") == Some("SUBMITTED_ON_DATE");
    put(&mut said, "counted_from", counted_from.then_some("APPLICATION"));
    let length = inputs.maybe_count("fixed_length_days")?.map(|length| terms::period(length, unit)).transpose()?;
    put(&mut said, "fixed_length", length);
    put(&mut said, "principal_grace_installments", inputs.maybe_count("grace_on_principal")?);
    put(&mut said, "interest_grace_installments", inputs.maybe_count("grace_on_interest")?);
    put(&mut said, "interest_free_installments", inputs.maybe_count("interest_free_periods")?);
    put(
        &mut said,
        "periodic_payment",
        inputs.maybe_decimal("fixed_installment_amount")?.map(|amount| amount.to_string()),
    );
    let rounding = terms::rounding(inputs)?;
    put(&mut said, "installment_multiple", rounding.installment_multiple.map(|multiple| multiple.to_string()));
    put(&mut said, "rounding", Some(rounding.mode));
    put(&mut said, "significant_digits", rounding.precision);
    if let Some(down_payment) = inputs.get("down_payment").map(Fields) {
        put(&mut said, "down_payment_percentage", Some(down_payment.decimal("pct")?.to_string()));
        put(&mut said, "down_payment_automatic", Some(down_payment.flag("auto")));
    }
    let full_term = inputs.get("multi_disburse").is_some_and(|it| Fields(it).flag("full_term_per_tranche"));
    put(&mut said, "full_term_tranches", full_term.then_some(true));
    Ok(Value::Object(said))
}

fn allocation(inputs: Fields<'_>) -> Result<Value, Stop> {
    let rules = terms::allocation(inputs)?;
    let mut said = Map::new();
    if rules.transaction_order.is_some() {
        put(&mut said, "strategy", rules.transaction_order);
        return Ok(Value::Object(said));
    }
    put(&mut said, "order", Some(steps(&rules.default.steps)?));
    put(&mut said, "future_installments", Some(rules.default.future));
    let mut by_type = Map::new();
    for (kind, order) in &rules.of_kind {
        let name = domain::accounts::value::PAYMENTS.iter().find(|(_, known)| known == kind).map(|(name, _)| *name);
        let name = name.ok_or_else(|| unsaid(format!("an order for {kind:?}")))?;
        by_type.insert(name.to_owned(), json!({ "order": steps(&order.steps)?, "future_installments": order.future }));
    }
    put(&mut said, "by_type", (!by_type.is_empty()).then_some(by_type));
    put(&mut said, "chargeback_order", (!rules.chargeback.is_empty()).then_some(rules.chargeback));
    Ok(Value::Object(said))
}

fn steps(steps: &[domain::servicing::allocation::order::Step]) -> Result<Vec<&'static str>, Stop> {
    let name = |of: &_| domain::accounts::value::STEPS.iter().find(|(_, step)| step == of).map(|(name, _)| *name);
    steps.iter().map(|step| name(step).ok_or_else(|| unsaid("a step of its own".to_owned()))).collect()
}

fn tranches(inputs: Fields<'_>) -> Result<Vec<Value>, Stop> {
    let tranche = |tranche: &Value| {
        let tranche = Fields(tranche);
        let on = time(tranche.text("expected_on")?);
        Ok(
            json!({ "amount": tranche.decimal("amount")?.to_string(), "disbursement_details": { "expected_disburse_time": on } }),
        )
    };
    inputs.list("expected_tranches").iter().map(tranche).collect()
}

/// What a case calls something, as settings call it.
fn spelled<'a>(said: Option<&'a str>, unsaid: &'a str, others: &[(&str, &'a str)]) -> &'a str {
    let said = said.unwrap_or(unsaid);
    others.iter().find(|(name, _)| *name == said).map_or(said, |(_, ours)| ours)
}

fn put(said: &mut Map<String, Value>, key: &str, value: Option<impl serde::Serialize>) {
    if let Some(value) = value {
        said.insert(key.to_owned(), json!(value));
    }
}

fn unsaid(reason: String) -> Stop {
    Stop::Unsupported(reason)
}
