//! The fields of a revolving account, and which of them lists find.

use crate::listing::filter::{FieldType, Filterable, Schema};
use crate::resource::{Field, Kind};

const STATUSES: &[&str] = &["StatusPendingApproval", "StatusApproved", "StatusActive", "StatusExpired", "StatusClosed"];
pub(super) const WITHDRAWN: &str = "StatusWithdrawn";
const SUB_STATUSES: &[&str] = &[WITHDRAWN];
const EXPOSURES: &[&str] = &["ApprovedAmount", "OutstandingAmount"];

/// The fields, in the order of answers.
pub const FIELDS: &[Field] = &[
    Field::new(
        "account_id",
        Kind::Id,
        "Id of the account; made by the system where the caller names none, and fixed from then on",
    ),
    Field::new("client_id", Kind::Id, "Id of the client whose limit it is; fixed once a loan is registered").required(),
    Field::new("holder_type", Kind::Id, "Type of the client, in the lender's own words"),
    Field::new("notes", Kind::Text, "Description of the account"),
    Field::computed("status", Kind::Choice(STATUSES), "Where the account is in its life, as its times say"),
    Field::computed(
        "sub_status",
        Kind::Choice(SUB_STATUSES),
        "There where it says more than the status: closed without an approval",
    ),
    Field::new("max_credit", Kind::Amount, "The limit, above zero and at least what is consumed").required(),
    Field::computed("available_credit", Kind::Amount, "What is left of the limit, at least zero"),
    Field::computed("consumed_credit", Kind::Amount, "What the registered loans consume of the limit"),
    Field::new(
        "exposure_limit_type",
        Kind::Choice(EXPOSURES),
        "What of a loan consumes the limit: the amount that it was approved for until it is closed, or its outstanding principal. \
         ApprovedAmount when absent",
    ),
    Field::new(
        "approve_time",
        Kind::Time,
        "When the account was approved, not in the future; without it, it waits for approval",
    ),
    Field::new("start_time", Kind::Time, "From which day it may be used; from its approval when absent"),
    Field::new("close_time", Kind::Time, "When it was closed, not in the future; its loans must be closed"),
    Field::new("expire_time", Kind::Time, "From which day it may not be used any more"),
    Field::computed("create_time", Kind::Time, "When the account was created here"),
    Field::computed("update_time", Kind::Time, "When it was last updated; what its loans consume is no update"),
];

/// The fields by whose values lists are kept.
pub const INDEXED: &[&str] = &["client_id"];

/// The fields that lists are filtered and ordered by.
pub const SCHEMA: Schema = Schema {
    fields: &[
        Filterable::one("account_id", FieldType::Text),
        Filterable::one("client_id", FieldType::Text),
        Filterable::one("holder_type", FieldType::Text),
        Filterable::one("notes", FieldType::Text),
        Filterable::one("status", FieldType::Choice(STATUSES)),
        Filterable::one("sub_status", FieldType::Choice(SUB_STATUSES)),
        Filterable::one("max_credit", FieldType::Amount),
        Filterable::one("available_credit", FieldType::Amount),
        Filterable::one("consumed_credit", FieldType::Amount),
        Filterable::one("exposure_limit_type", FieldType::Choice(EXPOSURES)),
        Filterable::one("approve_time", FieldType::Timestamp),
        Filterable::one("start_time", FieldType::Timestamp),
        Filterable::one("close_time", FieldType::Timestamp),
        Filterable::one("expire_time", FieldType::Timestamp),
        Filterable::one("create_time", FieldType::Timestamp),
        Filterable::one("update_time", FieldType::Timestamp),
    ],
};
