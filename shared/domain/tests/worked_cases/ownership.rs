//! Transfers of a loan to an owner outside and back, as the cases write them.

use chrono::Days;
use domain::servicing::funding::{Ownership, TransferKind, TransferPeriod, TransferRequest, TransferStatus};
use serde_json::Value;

use crate::engine;
use crate::fields::{self, Fields};
use crate::loan::Loan;
use crate::outcome::Stop;
use crate::table::{self, Row, date, text};

/// The last day of what has no end.
const NO_END: &str = "9999-12-31";

/// The ownership after a request, or why it is refused.
pub fn after(loan: &Loan, request: Fields<'_>) -> Result<Result<Ownership, String>, Stop> {
    let standing = engine::account(loan)?.standing;
    let mut ownership = loan.ownership.clone();
    for item in request.list("items") {
        match ownership.with(read(item)?, loan.business_date, standing) {
            Ok(asked) => ownership = asked,
            Err(refused) => return Ok(Err(refused.to_string())),
        }
    }
    Ok(Ok(ownership))
}

/// Asks for transfers that must be taken.
pub fn request(loan: &mut Loan, action: Fields<'_>) -> Result<(), Stop> {
    loan.ownership = after(loan, action)?.map_err(|refused| Stop::Failed(format!("refused: {refused}")))?;
    Ok(())
}

/// Closes the day before today, as the daily run does.
pub fn close_day(loan: &mut Loan) -> Result<(), Stop> {
    if let Some(day) = loan.business_date.checked_sub_days(Days::new(1)) {
        loan.ownership = loan.ownership.closed(day, engine::account(loan)?.standing);
    }
    Ok(())
}

/// What differs between the transfers of a checkpoint and those of a loan.
pub fn compare(wanted: Fields<'_>, loan: &Loan) -> Vec<String> {
    let columns = ["settlement", "price ratio", "status", "from", "to", "kind"];
    let keys = ["settlementdate", "purchasepriceratio", "status", "effectivefrom", "effectiveto", "transactiontype"];
    let rows = wanted.list("rows");
    let rows: Vec<Row> =
        rows.iter().map(|row| keys.iter().map(|key| named(row, key).and_then(table::expected)).collect()).collect();
    let got: Vec<Row> = loan.ownership.periods().iter().map(row).collect();
    table::differences(&columns, &rows, &got, |_, _| true, false)
}

fn row(period: &TransferPeriod) -> Row {
    let status = match (period.kind, period.status) {
        (TransferKind::Buyback, TransferStatus::Pending | TransferStatus::Settled) => "BUYBACK",
        (_, TransferStatus::Pending) => "PENDING",
        (_, TransferStatus::Active | TransferStatus::Settled) => "ACTIVE",
        (_, TransferStatus::Cancelled) => "CANCELLED",
        (_, TransferStatus::Declined) => "DECLINED",
    };
    let kind = match period.kind {
        TransferKind::Sale => "SALE",
        TransferKind::Buyback => "BUYBACK",
    };
    vec![
        date(period.settlement),
        period.price_ratio.map(|ratio| ratio.normalize().to_string()),
        text(status),
        date(period.from),
        period.to.map_or_else(|| text(NO_END), date),
        text(kind),
    ]
}

fn read(item: &Value) -> Result<TransferRequest, Stop> {
    let value = |key| named(item, key).and_then(Value::as_str);
    let kind = match value("transactiontype") {
        Some("sale") => TransferKind::Sale,
        Some("buyback") => TransferKind::Buyback,
        other => return Err(Stop::Unsupported(format!("a transfer of the kind {other:?}"))),
    };
    let settlement = value("settlementdate").ok_or_else(|| Stop::Failed("a transfer has a settlement date".into()))?;
    Ok(TransferRequest {
        kind,
        settlement: fields::date(settlement)?,
        price_ratio: named(item, "purchasepriceratio").map(fields::decimal).transpose()?,
    })
}

/// A field by its letters: the cases write the same name in several ways.
fn named<'a>(item: &'a Value, letters: &str) -> Option<&'a Value> {
    let is = |key: &str| key.chars().filter(char::is_ascii_alphabetic).eq(letters.chars());
    item.as_object()?.iter().find(|(key, _)| is(key)).map(|(_, value)| value).filter(|value| !value.is_null())
}
