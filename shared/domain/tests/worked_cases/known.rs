//! Fields of actions and of checks that are read here, or that change nothing that is compared. Whatever else a case says
//! may change what it expects, so it is left out with that as the reason.

use crate::fields::Fields;
use crate::outcome::Stop;

/// Names for people, and how a request was sent or answered.
const OF_ALL: &[&str] =
    &["ev", "expect", "channel", "reason", "reason2", "note", "external_id", "http", "code", "columns"];

/// What an action has that is not in the list: a payment of some kind, or one that has no fields.
const OF_A_PAYMENT: &[&str] = &["amount", "date"];

/// An action or a check, and its fields.
type Known = (&'static [&'static str], &'static [&'static str]);

const ACTIONS: &[Known] = &[
    (&["business_date"], &["date"]),
    (&["advance_business_date"], &["days"]),
    (&["charge_definition"], &["charge", "calculation", "value"]),
    (&["create"], &["inputs"]),
    (&["product_allocation_rule"], &["product", "rule", "transaction_type"]),
    (&["fraud_flag"], &["value"]),
    (&["global_config"], &["key", "value"]),
    (&["approve"], &["amount", "date", "expected_disbursement"]),
    (&["disburse", "disburse_without_auto_downpayment"], &["amount", "date"]),
    (&["repayment"], &["amount", "date"]),
    (&["transaction"], &["amount", "date", "type", "interest_refund"]),
    (&["payoff", "charge_off", "write_off"], &["date"]),
    (&["add_charge"], &["amount", "charge", "due_date", "penalty", "per_installment", "date"]),
    (&["waive_charge", "pay_charge", "charge_adjustment"], &["amount", "charge", "date", "due_date"]),
    (&["chargeback"], &["amount", "of_payment"]),
    (&["capitalized_income", "capitalized_income_adjustment", "buy_down_fee"], &["amount", "date"]),
    (&["credit_balance_refund", "waive_interest"], &["amount", "date"]),
    (&["undo_transaction"], &["type", "nth", "made_on", "on"]),
    (&["interest_pause", "delinquency_pause"], &["from", "to"]),
    (&["delinquency_resume"], &["from"]),
    (&["reage", "reage_preview", "reschedule", "ownership_transfer_request"], &["items", "date"]),
    (&["reamortize"], &["interest_handling", "date"]),
    (&["add_expected_tranche"], &["amount", "date"]),
    (&["update_approved_amount", "update_available_amount"], &["amount"]),
    (&["update_amount"], &["amount", "field"]),
];

const CHECKS: &[Known] = &[
    (&["schedule"], &["rows", "periods"]),
    (&["totals"], &["principal", "interest", "fees", "penalties", "due", "paid", "in_advance", "late", "outstanding"]),
    (&["transactions"], &["rows", "without_accruals"]),
    (&["delinquency_range"], &["range", "delinquent_since"]),
    (&["transaction_count"], &["type", "value"]),
    (&["transaction_reverted"], &["type", "date", "reverted"]),
    (
        &[
            "charges",
            "charge_present",
            "tranches",
            "ownership_transfers",
            "loan_delinquency",
            "installment_delinquency",
            "delinquency_pauses",
            "next_payment",
        ],
        &["rows"],
    ),
];

/// Fields of what an action asks for.
const ITEMS: &[Known] = &[
    (
        &["reage", "reage_preview"],
        &["start_date", "number_of_installments", "frequency_number", "frequency_type", "re_age_interest_handling"],
    ),
    (
        &["reschedule"],
        &[
            "reschedule_from_date",
            "submitted_on_date",
            "new_interest_rate",
            "adjusted_due_date",
            "extra_terms",
            "grace_on_principal",
            "grace_on_interest",
        ],
    ),
];

/// Columns of tables of objects. That of a disbursement without what is charged with it is said by the charges too.
const ROWS: &[Known] = &[
    (
        &["transactions"],
        &[
            "date",
            "type",
            "amount",
            "principal",
            "interest",
            "fees",
            "penalties",
            "balance_after",
            "replayed",
            "reverted",
        ],
    ),
    (
        &["charges", "charge_present"],
        &[
            "name",
            "ispenalty",
            "payment_due_at",
            "due_as_of",
            "calculation_type",
            "due",
            "paid",
            "waived",
            "outstanding",
        ],
    ),
    (&["tranches"], &["disbursed_on", "expected_disbursement_on", "principal", "net_disbursal_amount"]),
    (&["installment_delinquency"], &["range", "amount"]),
    (&["delinquency_pauses"], &["active", "pause_period_start", "pause_period_end"]),
];

/// Nothing where all that an action says is read.
pub fn action(name: &str, action: Fields<'_>) -> Result<(), Stop> {
    let own = fields(ACTIONS, name).unwrap_or(OF_A_PAYMENT);
    let mut items = action.list("items").iter().map(Fields);
    let unread_of_items = fields(ITEMS, name).and_then(|own| items.find_map(|item| unread(item, own)));
    match unread(action, own).or(unread_of_items) {
        Some(field) => left_out(&format!("action {name} with {field}")),
        None => Ok(()),
    }
}

/// Nothing where all that a check says is compared.
pub fn check(name: &str, wanted: Fields<'_>) -> Result<(), Stop> {
    if name == "rejected" {
        // It has the fields of what is to be refused.
        return Ok(());
    }
    if let Some(field) = unread(wanted, fields(CHECKS, name).unwrap_or(&["value"])) {
        return left_out(&format!("check {name} of {field}"));
    }
    let Some(columns) = fields(ROWS, name) else { return Ok(()) };
    let mut rows = wanted.list("rows").iter().map(Fields);
    match rows.find_map(|row| unread(row, columns)) {
        Some(column) => left_out(&format!("check {name} of {column}")),
        None => Ok(()),
    }
}

fn fields(known: &[Known], name: &str) -> Option<&'static [&'static str]> {
    known.iter().find(|(names, _)| names.contains(&name)).map(|(_, fields)| *fields)
}

fn unread<'a>(of: Fields<'a>, known: &[&str]) -> Option<&'a str> {
    of.keys().find(|key| !OF_ALL.contains(key) && !known.contains(key))
}

fn left_out(what: &str) -> Result<(), Stop> {
    Err(Stop::Unsupported(what.to_owned()))
}
