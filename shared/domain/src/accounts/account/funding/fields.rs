//! The fields of funds, of their sales and of what payments bring them.

use crate::listing::filter::{FieldType, Filterable, Schema};
use crate::resource::{Field, Kind};
use crate::servicing::funding::FUNDS_MAX;

/// The fields of a fund.
pub const FUND: &[Field] = &[
    Field::new("fund_id", Kind::Id, "Id of the fund; a new one where none is given. It never changes"),
    Field::new("funding_account_id", Kind::Id, "The investor's funding account"),
    Field::new("amount", Kind::Amount, "What is put in; by its share where no amount is given"),
    Field::new("interest_commission", Kind::Percentage, "Percent of the fund's interest that the lender keeps"),
    Field::new("share_percentage", Kind::Percentage, "What is put in, in percent of the loan"),
    Field::computed("repaid", Kind::Amount, "Principal of it that the investor got back"),
];

/// What funds can be filtered and ordered by.
pub const FUNDS: Schema = Schema {
    fields: &[
        Filterable::one("fund_id", FieldType::Text),
        Filterable::one("funding_account_id", FieldType::Text),
        Filterable::one("amount", FieldType::Amount),
        Filterable::one("interest_commission", FieldType::Amount),
        Filterable::one("share_percentage", FieldType::Amount),
        Filterable::one("repaid", FieldType::Amount),
    ],
};

/// The body of a sale.
pub const SALE: &[Field] = &[Field::new("purchases", Kind::List(PURCHASE, FUNDS_MAX), "Who buys how much").required()];

/// What one buyer takes.
pub const PURCHASE: &[Field] = &[
    Field::new("account_id", Kind::Id, "Funding account of the buyer").required(),
    Field::new("amount", Kind::Name, "How much, as a fraction of the fund that is sold: \"0.25\"").required(),
    Field::new("price", Kind::Amount, "What the buyer pays for it").required(),
];

/// What of a transaction is a fund's.
pub const SHARE: &[Field] = &[
    Field::computed("fund_id", Kind::Id, "Id of the fund"),
    Field::computed("interest", Kind::Amount, "Interest for the investor"),
    Field::computed("commission", Kind::Amount, "Interest that the lender keeps"),
    Field::computed("principal", Kind::Amount, "Principal for the investor"),
];
