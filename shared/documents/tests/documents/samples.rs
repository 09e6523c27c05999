//! Documents as tests need them, and what is read back from their files.

use chrono::{DateTime, Days, Months, NaiveDate};
use documents::account::no_dues_certificate::NoDues;
use documents::account::payoff_letter::Payoff;
use documents::account::schedule::{Installment, Schedule, Terms};
use documents::account::statement::{Arrears, Statement, Transaction, in_words};
use documents::account::{Account, Issue};
use documents::model::{Block, Document, Letterhead, Signatory};
use documents::{Fonts, Language, render};
use domain::servicing::life_cycle::AccountSubState;
use domain::servicing::transaction::{Components, Event, RepaymentKind};
use rust_decimal::Decimal;

pub fn amount(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn issue() -> Issue {
    Issue {
        document_id: "DOC-01KAKV5M9Q3Y7ZJ6T0W8C2N4BD".to_owned(),
        created_at: DateTime::from_timestamp(1_795_250_000, 0).unwrap(),
        issued_on: date("2026-11-21"),
        lender: Letterhead {
            name: "Sahyadri Finance Limited".to_owned(),
            address: vec![
                "4th Floor, Meridian House, 17 Senapati Bapat Road".to_owned(),
                "Pune 411 016, Maharashtra, India".to_owned(),
            ],
            contact: vec![
                "www.sahyadri.example".to_owned(),
                "care@sahyadri.example".to_owned(),
                "020 5550 0134".to_owned(),
            ],
            logo: None,
        },
        signatory: None,
        language: Language::English,
    }
}

pub fn signed() -> Issue {
    let signatory = Signatory { name: "Meera Kulkarni".to_owned(), office: "Head of Loan Servicing".to_owned() };
    Issue { signatory: Some(signatory), ..issue() }
}

pub fn account() -> Account {
    Account {
        id: "LA-2024-000417".to_owned(),
        name: "Home improvement loan".to_owned(),
        holder_id: "CUST-88213".to_owned(),
        currency_code: "INR".to_owned(),
    }
}

/// A schedule of so many equal installments of principal, of which the first two are paid.
pub fn schedule(count: u32) -> Schedule {
    let first = date("2024-12-05");
    let mut balance = amount("10000.00") * Decimal::from(count);
    let loan_amount = balance;
    let installments = (1..=count).map(|number| {
        let interest = (balance * amount("0.01")).round_dp(2);
        balance -= amount("10000.00");
        let fees = if number == 1 { amount("590.00") } else { Decimal::ZERO };
        Installment {
            number,
            due: first + Months::new(number - 1),
            expected: Components { principal: amount("10000.00"), interest, fees, penalties: Decimal::ZERO },
            tax: None,
            paid: if number <= 2 { amount("10000.00") + interest + fees } else { Decimal::ZERO },
            principal_balance: balance,
        }
    });
    let installments = installments.collect();
    Schedule {
        account: account(),
        as_of: date("2026-11-21"),
        terms: Terms {
            loan_amount,
            disbursed_on: Some(date("2024-11-05")),
            interest_rate: Some(amount("12.00")),
            apr: Some(amount("12.84")),
            total_cost_of_credit: Some(amount("123456.78")),
        },
        installments,
    }
}

/// The file of a document in Latin letters. With `DOCUMENTS_DIR` set it is put there too, to be looked at.
pub fn file(name: &str, document: &Document) -> Vec<u8> {
    file_with(name, document, &Fonts::latin())
}

pub fn file_with(name: &str, document: &Document, fonts: &Fonts) -> Vec<u8> {
    let file = render(document, fonts).unwrap();
    if let Some(directory) = std::env::var_os("DOCUMENTS_DIR") {
        std::fs::write(std::path::Path::new(&directory).join(format!("{name}.pdf")), &file).unwrap();
    }
    file
}

/// Asserts that a page says texts, in their order, whatever lines they are broken into.
pub fn assert_says(page: &str, texts: &[&str]) {
    let said = words(page);
    let mut rest = said.as_str();
    for text in texts {
        let found = rest.find(text);
        assert!(found.is_some(), "{text:?} is not in, or not in this place of:\n{said}");
        rest = &rest[found.unwrap() + text.len()..];
    }
}

/// The words of a page with one space between them.
pub fn words(page: &str) -> String {
    page.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A document with nothing but its parts.
pub fn document(blocks: Vec<Block>) -> Document {
    let issue = issue();
    Document {
        language: issue.language,
        id: issue.document_id,
        title: "Notice".to_owned(),
        subject: "Account LA-2024-000417".to_owned(),
        created_at: issue.created_at,
        issued_on: issue.issued_on,
        letterhead: issue.lender,
        blocks,
    }
}

/// A statement of so many transactions: a disbursement of 20,00,000 and repayments, of which one is late.
pub fn statement(count: u32) -> Statement {
    let first = date("2021-01-01");
    let mut balance = Decimal::ZERO;
    let transactions = (0..count).map(|index| {
        let day = first + Days::new(u64::from(index));
        if index == 0 {
            balance = amount("2000000.00");
            let of = Components { principal: balance, ..Components::default() };
            let what = in_words(Language::English, &Event::Disbursement { amount: balance }).to_owned();
            return Transaction {
                value_date: day,
                entered_on: day,
                what,
                amount: balance,
                of,
                principal_balance: balance,
            };
        }
        balance -= amount("750.25");
        let kind = if index % 7 == 0 { RepaymentKind::ExternalRepayment } else { RepaymentKind::Repayment };
        let of = Components {
            principal: amount("750.25"),
            interest: amount("230.10"),
            fees: Decimal::ZERO,
            penalties: if index % 7 == 0 { amount("19.65") } else { Decimal::ZERO },
        };
        Transaction {
            value_date: day,
            entered_on: day + Days::new(u64::from(index % 3)),
            what: in_words(Language::English, &Event::Repayment { amount: of.total(), kind }).to_owned(),
            amount: of.total(),
            of,
            principal_balance: balance,
        }
    });
    let transactions: Vec<_> = transactions.collect();
    Statement {
        account: account(),
        from: first,
        to: first + Days::new(u64::from(count)),
        opening_balance: Decimal::ZERO,
        transactions,
        closing_balance: balance,
        arrears: Arrears::default(),
    }
}

pub fn payoff() -> Payoff {
    Payoff {
        account: account(),
        on: date("2026-11-30"),
        amounts: Components {
            principal: amount("123456.78"),
            interest: amount("1045.50"),
            fees: amount("590.00"),
            penalties: Decimal::ZERO,
        },
        per_diem: Some(amount("40.59")),
    }
}

pub fn no_dues() -> NoDues {
    NoDues {
        account: account(),
        owed: Decimal::ZERO,
        closed_on: date("2026-11-20"),
        reason: AccountSubState::Repaid,
        loan_amount: Some(amount("240000")),
        disbursed_on: Some(date("2024-11-05")),
    }
}
