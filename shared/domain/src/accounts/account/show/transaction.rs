//! Transactions as answers show them.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::NaiveDate;

use super::money::Money;
use crate::accounts::account::funding::{SHARE, shares};
use crate::accounts::account::ledger::{Entry, Ledger};
use crate::accounts::account::record::Earlier;
use crate::accounts::account::snapshot::Snapshot;
use crate::accounts::transaction::present;
use crate::json::{Json, Object};
use crate::resource::{Field, Kind};
use crate::servicing::account::{Account, ChargeState, Posting};
use crate::servicing::funding::FUNDS_MAX;
use crate::servicing::replay::replay;
use crate::servicing::transaction::{Event, TransactionId};
use crate::time_zone::TimeZone;

/// The fields of a transaction beside those of its type.
pub const FIELDS: &[Field] = &[
    Field::computed("transaction_id", Kind::Id, "Id of the transaction"),
    Field::computed("parent_account_id", Kind::Id, "Id of its account"),
    Field::computed("amounts", Kind::Object(AMOUNTS), "What of it went to each component"),
    Field::computed("balance", Kind::Amount, "Principal that is left to pay after it"),
    Field::computed("charged", Kind::Object(CHARGED), "Of a fee or penalty: what has become of it"),
    Field::computed("value_time", Kind::Time, "The day from which it counts"),
    Field::computed("creation_time", Kind::Time, "When it was entered"),
    Field::computed("reversed_by", Kind::Id, "The transaction that took it back"),
    Field::computed("funding", Kind::List(SHARE, FUNDS_MAX), "What of it is whose, where investors fund the account"),
    Field::computed("tranche_number", Kind::Count(1, 100), "The tranche that it paid out"),
];

const AMOUNTS: &[Field] = &[
    Field::computed("principal", Kind::Amount, "Principal"),
    Field::computed("interest", Kind::Amount, "Interest"),
    Field::computed("fees", Kind::Amount, "Fees"),
    Field::computed("penalty", Kind::Amount, "Penalty"),
    Field::computed("overpaid", Kind::Amount, "What was beyond all that is owed"),
];

const CHARGED: &[Field] = &[
    Field::computed("expected", Kind::Amount, "All that is charged"),
    Field::computed("due", Kind::Amount, "What is left to pay, due or not"),
    Field::computed("paid", Kind::Amount, "What was paid"),
    Field::computed("reduced", Kind::Amount, "What is not asked for"),
];

/// All transactions of an account, in the order in which they were entered.
pub fn transactions(ledger: &Ledger, snapshot: &Snapshot, zone: &TimeZone) -> Vec<Object> {
    let all = Known::of(ledger, snapshot, &ledger.entries);
    ledger.entries.iter().map(|entry| all.shown(entry, zone)).collect()
}

/// One transaction of an account.
pub fn transaction(entry: &Entry, ledger: &Ledger, snapshot: &Snapshot, zone: &TimeZone) -> Object {
    Known::of(ledger, snapshot, std::slice::from_ref(entry)).shown(entry, zone)
}

/// What is known of an account's transactions, by their numbers.
struct Known<'a> {
    ledger: &'a Ledger,
    postings: HashMap<TransactionId, Cow<'a, Posting>>,
    charges: HashMap<TransactionId, Cow<'a, ChargeState>>,
    reversals: HashMap<TransactionId, &'a str>,
    ids: HashMap<TransactionId, &'a str>,
    shares: HashMap<TransactionId, Json>,
}

impl<'a> Known<'a> {
    /// What it takes to show these of its entries.
    fn of(ledger: &'a Ledger, snapshot: &'a Snapshot, entries: &[Entry]) -> Self {
        let reversal = |entry: &'a Entry| match entry.transaction.event {
            Event::Reversal { of } => Some((of, entry.transaction_id.as_str())),
            _ => None,
        };
        let money = &snapshot.money;
        let mut postings: HashMap<_, _> = money.postings.iter().map(|it| (it.id, Cow::Borrowed(it))).collect();
        let mut charges: HashMap<_, _> = money.charges.iter().map(|it| (it.id, Cow::Borrowed(it))).collect();
        for account in earlier(ledger, entries, money.as_of) {
            postings.extend(account.postings.into_iter().map(|it| (it.id, Cow::Owned(it))));
            charges.extend(account.charges.into_iter().map(|it| (it.id, Cow::Owned(it))));
        }
        Self {
            ledger,
            postings,
            charges,
            reversals: ledger.entries.iter().filter_map(reversal).collect(),
            ids: ledger.entries.iter().map(|entry| (entry.transaction.id, entry.transaction_id.as_str())).collect(),
            shares: shares(ledger, snapshot).into_iter().collect(),
        }
    }

    fn shown(&self, entry: &Entry, zone: &TimeZone) -> Object {
        let money = Money(&self.ledger.terms().rounding);
        let id = entry.transaction.id;
        let posting = self.postings.get(&id);
        let mut shown = Object::new();
        let mut put = |key: &str, value: Json| shown.insert(key.to_owned(), value);
        put("transaction_id", Json::text(&entry.transaction_id));
        put("parent_account_id", Json::text(&self.ledger.account.account_id));
        for (key, value) in present(&entry.transaction.event, &|of| self.id_of(of)) {
            put(&key, value);
        }
        if let Some(posting) = posting {
            put("amount", money.text(posting.amount));
            put("amounts", amounts(posting, money));
            put("balance", money.text(posting.balance_after));
        }
        put("funding", self.shares.get(&id).cloned().into());
        put("charged", self.charges.get(&id).map(|charge| charged(charge, money)).into());
        put("value_time", Json::text(zone.midnight(entry.transaction.value_date)));
        put("creation_time", Json::text(entry.at.to_rfc3339()));
        put("reversed_by", self.reversals.get(&id).map(|id| Json::text(*id)).into());
        for (key, value) in entry.details.to_json() {
            put(&key, value);
        }
        put("tranche_number", entry.tranche.map(|number| Json::integer(i64::from(number))).into());
        shown.retain(|_, value| !value.is_null());
        shown
    }

    fn id_of(&self, of: TransactionId) -> String {
        self.ids.get(&of).map(|id| (*id).to_owned()).unwrap_or_default()
    }
}

/// A charge that is found anew for each installment has as much as they ask for by now.
fn charged(charge: &ChargeState, money: Money<'_>) -> Json {
    let settled = charge.paid.checked_add(charge.waived).unwrap_or(charge.amount);
    let left = charge.amount.checked_sub(settled).unwrap_or_default();
    let all = [("expected", charge.amount), ("due", left), ("paid", charge.paid), ("reduced", charge.waived)];
    Json::Object(all.into_iter().map(|(key, amount)| (key.to_owned(), money.text(amount))).collect())
}

/// What was agreed before, as it was computed when it was closed: as far as one of these entries belongs to it. Each is
/// replayed once, with its own terms; there are at most
/// [`EARLIER_MAX`](crate::accounts::account::restructuring::EARLIER_MAX) of them.
fn earlier(ledger: &Ledger, entries: &[Entry], today: NaiveDate) -> Vec<Account> {
    let is_asked = |earlier: &&Earlier| entries.iter().any(|entry| entry.generation == earlier.agreed.number);
    let replayed = |earlier: &Earlier| {
        let of_it = ledger.entries.iter().filter(|entry| entry.generation == earlier.agreed.number);
        let transactions: Vec<_> = of_it.map(|entry| entry.transaction.clone()).collect();
        // There is no reason for it to be refused now; if it were, nothing is shown of what went where.
        replay(&earlier.agreed.terms, &transactions, today).ok()
    };
    ledger.account.earlier.iter().filter(is_asked).filter_map(replayed).collect()
}

fn amounts(posting: &Posting, money: Money<'_>) -> Json {
    let components = &posting.components;
    let all = [
        ("principal", components.principal),
        ("interest", components.interest),
        ("fees", components.fees),
        ("penalty", components.penalties),
        ("overpaid", posting.overpaid),
    ];
    Json::Object(all.into_iter().map(|(key, amount)| (key.to_owned(), money.text(amount))).collect())
}
