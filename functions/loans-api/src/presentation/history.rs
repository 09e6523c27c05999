//! The history: messages, payments, notices and remarks, newest first, as much as one answer holds.

use domain::json::{Json, Object};
use domain::lending::history::{Communication, Notice, Remark};
use domain::lending::payment::Payment;
use domain::moment::Moment;
use platform::http::problem::Problem;
use platform::lending::{Entry, Section};
use rust_decimal::Decimal;

use super::{Asked, insert};
use crate::Edition;

/// Most bytes of one answer as Lambda carries it: the body is a JSON string there, so quotes and backslashes count twice.
/// Lambda's own limit is 6 MB.
pub(super) const ANSWER_BYTES_MAX: usize = 3_800_000;

/// Adds the sections of the history that are asked for. Where not all fits, `truncated` says so, and `end_time` from where to go on.
///
/// Entries of one moment, such as a payment and its remark, are shown together or not at all.
pub(super) fn add(
    answer: &mut Object,
    history: &[(Moment, Entry)],
    complete_to: Option<Moment>,
    asked: &Asked,
) -> Result<(), Problem> {
    let mut lists = Lists::default();
    let mut size = carried_bytes(&Json::Object(answer.clone()))?;
    let mut reached = None;
    let mut is_all = complete_to.is_none();
    for entries in history.chunk_by(|one, other| one.0 == other.0) {
        let shown: Vec<_> = entries.iter().map(|(_, entry)| present(entry, asked.edition)).collect();
        for (_, json) in &shown {
            size = size.saturating_add(carried_bytes(json)?);
        }
        if reached.is_some() && size > ANSWER_BYTES_MAX {
            is_all = false;
            break;
        }
        reached = entries.first().map(|(moment, _)| *moment);
        lists.extend(shown);
    }
    lists.insert_into(answer, asked);
    if let Some(reached) = reached.filter(|_| !is_all) {
        insert(answer, "truncated", true);
        insert(answer, "end_time", Decimal::new(reached.micros().saturating_sub(1), 6));
    }
    Ok(())
}

/// A value's size as Lambda carries it.
pub(super) fn carried_bytes(json: &Json) -> Result<usize, Problem> {
    let text = serde_json::to_string(json).map_err(|_| Problem::internal())?;
    Ok(text.bytes().fold(text.len(), |size, byte| size.saturating_add(usize::from(matches!(byte, b'"' | b'\\')))))
}

#[derive(Default)]
struct Lists {
    communications: Vec<Json>,
    payments: Vec<Json>,
    notices: Vec<Json>,
    remarks: Vec<Json>,
}

impl Lists {
    fn extend(&mut self, entries: Vec<(Section, Json)>) {
        for (section, json) in entries {
            match section {
                Section::Communication => self.communications.push(json),
                Section::Payment => self.payments.push(json),
                Section::Notice => self.notices.push(json),
                Section::Remark | Section::Loan => self.remarks.push(json),
            }
        }
    }

    fn insert_into(self, answer: &mut Object, asked: &Asked) {
        let notices = match asked.edition {
            Edition::Current => "notice_tracking_details",
            Edition::Of2020 => "case_tracking_details",
        };
        let mut add = |section, key: &str, list: Vec<Json>| {
            if asked.has(section) {
                insert(answer, key, Json::List(list));
            }
        };
        add(Section::Communication, "communication_details", self.communications);
        if asked.edition == Edition::Current {
            add(Section::Payment, "payment_history", self.payments);
        }
        add(Section::Notice, notices, self.notices);
        add(Section::Remark, "remarks", self.remarks);
    }
}

fn present(entry: &Entry, edition: Edition) -> (Section, Json) {
    match entry {
        Entry::Communication(message) => (Section::Communication, communication(message, edition)),
        Entry::Payment(payment) => (Section::Payment, self::payment(payment)),
        Entry::Notice(notice) => (Section::Notice, self::notice(notice, edition)),
        Entry::Remark(remark) => (Section::Remark, self::remark(remark, edition)),
    }
}

fn with_id(key: &str, id: Moment, edition: Edition) -> Object {
    let mut object = Object::new();
    if edition == Edition::Current {
        insert(&mut object, key, Json::integer(id.micros()));
    }
    object
}

fn communication(message: &Communication, edition: Edition) -> Json {
    let mut shown = with_id("communication_id", message.id, edition);
    insert(&mut shown, "type_of_comm", message.type_of_comm.clone());
    insert(&mut shown, "comm_dict", message.comm_dict.clone());
    Json::Object(shown)
}

fn notice(notice: &Notice, edition: Edition) -> Json {
    let mut shown = with_id("notice_id", notice.id, edition);
    insert(&mut shown, "case_type", notice.case_type.clone());
    insert(&mut shown, "document_type", notice.document_type.clone());
    if let Some(link) = &notice.s3_link {
        insert(&mut shown, "s3_link", link.clone());
    }
    if edition == Edition::Current {
        insert(&mut shown, "created", notice.id.to_lending_text());
    }
    insert(&mut shown, "data", notice.data.clone());
    Json::Object(shown)
}

fn remark(remark: &Remark, edition: Edition) -> Json {
    let mut shown = with_id("remark_id", remark.id, edition);
    insert(&mut shown, "remarks", remark.text.clone());
    insert(&mut shown, "created", remark.id.to_lending_text());
    insert(&mut shown, "author", remark.author.clone());
    Json::Object(shown)
}

fn payment(payment: &Payment) -> Json {
    let mut shown = with_id("payment_id", payment.id, Edition::Current);
    if let Some(transaction_id) = &payment.transaction_id {
        insert(&mut shown, "client_customer_id", payment.client_customer_id().map(str::to_owned));
        insert(&mut shown, "transaction_id", transaction_id.clone());
    }
    insert(&mut shown, "amount_recovered", payment.amount);
    insert(&mut shown, "final_status", payment.final_status.name());
    let text =
        |key: &str| payment.fields.get(key).filter(|value| !value.is_null()).cloned().unwrap_or_else(|| Json::text(""));
    insert(&mut shown, "recovery_method", text("recovery_method"));
    insert(&mut shown, "allocation_month", payment.month.to_string());
    for key in ["payment_method", "payment_mode", "payment_reference_number"] {
        insert(&mut shown, key, text(key));
    }
    let others = payment.fields.iter().filter(|(key, _)| !shown.contains_key(*key));
    let others: Object = others.map(|(key, value)| (key.clone(), value.clone())).collect();
    shown.extend(others);
    insert(&mut shown, "author", payment.author.clone());
    insert(&mut shown, "created", payment.id.to_lending_text());
    Json::Object(shown)
}
