//! The receipt for what a field agent collected, as `domain::lending::receipt` has it, as a document.

use chrono::NaiveTime;
use domain::lending::receipt::Receipt;

use crate::amount::Currency;
use crate::error::DocumentError;
use crate::model::{Block, Document, KeyValue, Letterhead, Signature};
use crate::words::{Language, fill};

/// The document of a receipt. It is made of the receipt alone, and dated as it: who asks again gets the same bytes.
pub fn receipt(receipt: &Receipt) -> Result<Document, DocumentError> {
    let words = Language::English.words();
    let said = &words.receipt;
    let currency = Currency::of(&receipt.currency)?;
    let amount = currency.amount(receipt.amount);
    let facts = [
        (said.number, Some(receipt.number.clone())),
        (said.received_on, Some(words.date(receipt.received_on))),
        (said.amount, Some(amount.clone())),
        (said.loan, Some(receipt.loan_id.clone())),
        (said.month, Some(receipt.allocation_month.clone())),
        (said.borrower, receipt.borrower.clone()),
        (said.method, receipt.payment_method.clone()),
        (said.mode, receipt.payment_mode.clone()),
        (said.payment_reference, receipt.payment_reference_number.clone()),
        (said.agent, Some(receipt.agent.clone()).filter(|agent| !agent.is_empty())),
        (said.visit, Some(receipt.visit_id.clone())),
    ];
    let fact = |(label, value): (&str, Option<String>)| {
        Some(KeyValue { label: label.to_owned(), value: value?, strong: label == said.amount })
    };
    let introduction =
        fill(said.introduction, &[("amount", &amount), ("loan", &receipt.loan_id), ("lender", &receipt.lender)]);
    let signature = Signature { on_behalf_of: receipt.lender.clone(), signatory: None };
    Ok(Document {
        language: Language::English,
        id: receipt.number.clone(),
        title: said.title.to_owned(),
        subject: fill(words.account.subject, &[("account", &receipt.loan_id)]),
        created_at: receipt.received_on.and_time(NaiveTime::MIN).and_utc(),
        issued_on: receipt.received_on,
        letterhead: Letterhead { name: receipt.lender.clone(), ..Letterhead::default() },
        blocks: vec![
            Block::Paragraph(introduction),
            Block::KeyValues(facts.into_iter().filter_map(fact).collect()),
            Block::Paragraph(said.this_amount_alone.to_owned()),
            Block::Signature(signature),
        ],
    })
}
