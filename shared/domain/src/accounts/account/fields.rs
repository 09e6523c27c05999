//! The fields of an account, in the order in which they are answered.

use super::import::{HISTORY_MAX, TRANSACTIONS};
use crate::accounts::terms::TRANCHES_MAX;
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::resource::{Field, Kind};
use crate::servicing::life_cycle::{AccountState, AccountSubState, LockedOperation};

/// Most assets of an account.
pub const ASSETS_MAX: usize = 100;
/// Most guarantors of an account.
pub const GUARANTORS_MAX: usize = 100;
/// Most fees of a disbursement.
pub const FEES_MAX: usize = 20;

/// What a lock can stop, as it is written.
pub const LOCKED_OPERATIONS: &[&str] =
    &[LockedOperation::ApplyInterest.name(), LockedOperation::ApplyFees.name(), LockedOperation::ApplyPenalties.name()];

/// States, as they are written.
pub const STATES: &[&str] = &[
    AccountState::PartialApplication.name(),
    AccountState::PendingApproval.name(),
    AccountState::Approved.name(),
    AccountState::Active.name(),
    AccountState::ActiveInArrears.name(),
    AccountState::Closed.name(),
];

/// Sub-states, as they are written.
pub const SUB_STATES: &[&str] = &[
    AccountSubState::PartiallyDisbursed.name(),
    AccountSubState::Locked.name(),
    AccountSubState::LockedCapping.name(),
    AccountSubState::Refinanced.name(),
    AccountSubState::Rescheduled.name(),
    AccountSubState::Withdrawn.name(),
    AccountSubState::Repaid.name(),
    AccountSubState::Rejected.name(),
    AccountSubState::WrittenOff.name(),
    AccountSubState::Terminated.name(),
];

/// The fields of an account.
pub const ACCOUNT: &[Field] = &[
    Field::new("account_id", Kind::Id, "Id of the account; a new one where none is given. It never changes"),
    Field::new("name", Kind::Name, "Name of the account"),
    Field::new("holder_id", Kind::Id, "Id of the holder"),
    Field::new("holder_type", Kind::Id, "Type of the holder, in the lender's own words"),
    Field::computed("state", Kind::Choice(STATES), "Where the account is in its life"),
    Field::computed("sub_state", Kind::Choice(SUB_STATES), "What there is to say beyond the state"),
    Field::computed("accrued_interest", Kind::Amount, "Interest that has accrued and is not due yet"),
    Field::computed("accrued_penalty", Kind::Amount, "Penalty that has accrued since it last became owed"),
    Field::computed("activation_transaction_id", Kind::Id, "The disbursement that made the account active"),
    Field::elsewhere("arrears_tolerance_period", Kind::Count(0, u32::MAX), "Days that an installment may be late"),
    Field::new("assets", Kind::List(ASSET, ASSETS_MAX), "Assets that guarantee the loan"),
    Field::new("guarantors", Kind::List(GUARANTOR, GUARANTORS_MAX), "Clients that guarantee the loan"),
    Field::new("assigned_branch_id", Kind::Id, "Branch that the account is assigned to"),
    Field::new("assigned_centre_id", Kind::Id, "Centre that the account is assigned to"),
    Field::new("assigned_user_id", Kind::Id, "User that the account is assigned to"),
    Field::computed("balances", Kind::Object(BALANCES), "What is owed, due and paid"),
    Field::new("revolving_account_id", Kind::Id, "Revolving account that the account is registered to"),
    Field::new("currency_code", Kind::Id, "ISO 4217 code of all amounts; the company's where none is given"),
    Field::computed("days_in_arrears", Kind::Count(0, u32::MAX), "Days late, without the tolerance"),
    Field::computed("days_late", Kind::Count(0, u32::MAX), "Days since the oldest due date that is not met"),
    Field::new("disbursement_details", Kind::Object(DISBURSEMENT), "When and how the loan is paid out"),
    Field::elsewhere("future_payments_acceptance", Kind::Name, "What becomes of payments before they are due"),
    Field::new(
        "interest_commission",
        Kind::Amount,
        "Interest that the lender books of what investors fund, as the caller says: kept and shown, and nothing is computed from it",
    ),
    Field::computed("interest_from_arrears_accrued", Kind::Amount, "Interest that late amounts have accrued"),
    Field::elsewhere("late_payments_recalculation_method", Kind::Name, "Where interest of late principal is owed"),
    Field::elsewhere("amount", Kind::Amount, "Amount of the loan"),
    Field::computed("locked_operations", Kind::Choices(LOCKED_OPERATIONS), "What is locked"),
    Field::new("migration_event_id", Kind::Id, "The migration that brought the account here"),
    Field::new("notes", Kind::Text, "Notes"),
    Field::computed("original_account_id", Kind::Id, "The account that this one replaced"),
    Field::computed("payment_holidays_accrued_interest", Kind::Amount, "Interest that payment holidays have accrued"),
    Field::elsewhere("payment_method", Kind::Name, "How a payment is spread"),
    Field::new("product_id", Kind::Id, "Product that the account is registered to"),
    Field::computed("rescheduled_account_id", Kind::Id, "The account that replaced this one"),
    Field::elsewhere("settings", Kind::Object(&[]), "Settings of the account"),
    Field::new("settlement_account_id", Kind::Id, "Account by which the loan is settled"),
    Field::elsewhere("tax_rate", Kind::Percentage, "Percent of tax that interest, fees and penalties contain"),
    Field::elsewhere(
        TRANSACTIONS,
        Kind::List(&[], HISTORY_MAX),
        "What happened to the account elsewhere, in the order of entry: only with migration_event_id, and only when it is made",
    ),
    Field::new("tranches", Kind::List(TRANCHE, TRANCHES_MAX), "Parts in which the loan is paid out"),
    Field::computed("approve_time", Kind::Time, "When the account was approved"),
    Field::computed("close_time", Kind::Time, "When the account was closed"),
    Field::computed("create_time", Kind::Time, "When the account was created"),
    Field::computed(
        "appraise_time",
        Kind::Time,
        "When somebody last looked at what the account stands at: its clock, or a change",
    ),
    Field::computed("interest_apply_time", Kind::Time, "When interest was last applied by hand"),
    Field::computed("interest_review_time", Kind::Time, "When the rate was last changed"),
    Field::computed("lock_time", Kind::Time, "When the account was locked"),
    Field::computed("update_time", Kind::Time, "When the account was last changed"),
    Field::computed("arrears_set_time", Kind::Time, "When the account last fell into arrears"),
    Field::computed("tax_rate_review_time", Kind::Time, "When the tax rate was last changed"),
    Field::computed("terminate_time", Kind::Time, "When the account was terminated"),
];

const ASSET: &[Field] = &[
    Field::new("amount", Kind::Amount, "Amount that the asset guarantees"),
    Field::new("asset_name", Kind::Name, "Name of the asset"),
];

/// A client that guarantees a loan.
pub const GUARANTOR: &[Field] = &[
    Field::new("guarantor_id", Kind::Id, "Id of the guarantor").required(),
    Field::new("guarantor_type", Kind::Id, "Type of the guarantor, in the lender's own words"),
    Field::new("deposit_account_id", Kind::Id, "Deposit account that is used as guarantee"),
    Field::new("amount", Kind::Amount, "Amount that is guaranteed"),
];

/// A fee of a disbursement.
pub const FEE: &[Field] = &[
    Field::new("fee_id", Kind::Id, "Id of the fee").required(),
    Field::new("amount", Kind::Amount, "Amount of the fee").required(),
];

/// How a transaction came in.
pub const CHANNEL: &[Field] = &[Field::new("channel_id", Kind::Id, "Channel of the transaction")];

/// Where money goes.
pub const TRANSFER: &[Field] = &[
    Field::new("internal_transfer", Kind::Bool, "Whether the money goes to a deposit account of the lender's"),
    Field::new("target_deposit_account_id", Kind::Id, "That deposit account"),
    Field::new("transaction", Kind::Object(CHANNEL), "How the money moves"),
];

const DISBURSEMENT: &[Field] = &[
    Field::computed("disburse_time", Kind::Time, "When the loan was paid out"),
    Field::new(
        "expected_disburse_time",
        Kind::Time,
        "When the loan is to be paid out; due dates are counted from it until it is",
    ),
    Field::new("first_repay_time", Kind::Time, "First due date; one period later where none is given"),
    Field::new("fees", Kind::List(FEE, FEES_MAX), "Fees that are taken out of what is paid out"),
    Field::new("transfer", Kind::Object(TRANSFER), "Where the money goes"),
];

const TRANCHE: &[Field] = &[
    Field::new("amount", Kind::Amount, "Amount of the tranche").required(),
    Field::new("disbursement_details", Kind::Object(TRANCHE_DISBURSEMENT), "When the tranche is paid out"),
    Field::new("fees", Kind::List(FEE, FEES_MAX), "Fees that are taken out of the tranche"),
    Field::new("tranche_number", Kind::Count(1, 100), "Place of the tranche in the list, from 1"),
];

const TRANCHE_DISBURSEMENT: &[Field] = &[
    Field::computed("transaction_id", Kind::Id, "The disbursement of the tranche"),
    Field::new("expected_disburse_time", Kind::Time, "When the tranche is to be paid out").required(),
];

/// Balances of an account.
pub const BALANCES: &[Field] = &[
    Field::computed("fees", Kind::Amount, "Fees that are left to pay"),
    Field::computed("fees_due", Kind::Amount, "Fees that are due"),
    Field::computed("fees_paid", Kind::Amount, "Fees that were paid"),
    Field::computed("hold", Kind::Amount, "Authorization holds"),
    Field::computed("interest", Kind::Amount, "Interest that is left to pay"),
    Field::computed("interest_due", Kind::Amount, "Interest that is due"),
    Field::computed("interest_from_arrears", Kind::Amount, "Interest of late amounts that is left to pay"),
    Field::computed("interest_from_arrears_due", Kind::Amount, "Interest of late amounts that is due"),
    Field::computed("interest_from_arrears_paid", Kind::Amount, "Interest of late amounts that was paid"),
    Field::computed("interest_paid", Kind::Amount, "Interest that was paid"),
    Field::computed("penalty", Kind::Amount, "Penalty that became owed and is left to pay"),
    Field::computed("penalty_due", Kind::Amount, "Penalty that is due"),
    Field::computed("penalty_paid", Kind::Amount, "Penalty that was paid"),
    Field::computed("principal", Kind::Amount, "Principal that is left to pay"),
    Field::computed("principal_due", Kind::Amount, "Principal that is due"),
    Field::computed("principal_paid", Kind::Amount, "Principal that was paid"),
    Field::computed("redraw", Kind::Amount, "Money that was paid in advance and may be taken out again"),
];

/// Checks what no table can: tranches carry their place as number.
pub(super) fn check(details: &Object) -> Result<(), Faults> {
    let mut faults = Faults::default();
    for (position, tranche) in tranches(details).iter().enumerate() {
        let number = tranche.get("tranche_number").and_then(Json::as_number);
        let place = rust_decimal::Decimal::from(position.saturating_add(1));
        if number.is_some_and(|number| number != place) {
            let fault = Faults::at("tranche_number", "Value must be the place of the tranche in the list, from 1");
            let mut of_list = Faults::default();
            of_list.add_inside(position.to_string(), fault);
            faults.add_inside("tranches", of_list);
        }
    }
    faults.into_result()
}

/// The tranches among an account's details, in their order.
pub(super) fn tranches(details: &Object) -> Vec<&Object> {
    let list = details.get("tranches").and_then(Json::as_list).unwrap_or_default();
    list.iter().filter_map(Json::as_object).collect()
}
