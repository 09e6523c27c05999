//! A notice that fills a page, for measuring.

use chrono::{DateTime, NaiveDate, Utc};
use documents::notice::notice;
use documents::{Fonts, render};
use domain::notice::letter::{Letter, Part, Value};
use domain::notice::template::{Letterhead, Signatory};
use rust_decimal::Decimal;

use super::languages::Sample;

/// How often a paragraph says its sentence: three paragraphs of it and a table fill a page.
const SENTENCES: usize = 8;

/// The file of a notice in a language: letterhead, address, three paragraphs, six amounts, a code and a signature.
pub fn full_page(sample: &Sample, fonts: &Fonts) -> Vec<u8> {
    let document = notice(&letter(sample), None, DateTime::<Utc>::UNIX_EPOCH).expect("a document");
    render(&document, fonts).expect("a file")
}

fn letter(sample: &Sample) -> Letter {
    let lines = |lines: &[&str]| lines.iter().map(ToString::to_string).collect::<Vec<_>>();
    let paragraph = || Part::Paragraph([sample.sentence; SENTENCES].join(" "));
    let amount = |place: i64| (sample.title.to_owned(), Value::Amount(Decimal::from(10_000 * place)));
    Letter {
        language: sample.language.tag().to_owned(),
        reference: "1795250000000417".to_owned(),
        subject: "LA-2024-000417".to_owned(),
        date: NaiveDate::default(),
        currency: "INR".to_owned(),
        letterhead: Letterhead {
            name: "Sahyadri Finance Limited".to_owned(),
            address: lines(&["4th Floor, Meridian House, 17 Senapati Bapat Road", "Pune 411 016, Maharashtra, India"]),
            contact: lines(&["www.sahyadri.example", "care@sahyadri.example", "020 5550 0134"]),
            logo: None,
        },
        addressee: lines(&["Keval Shah", "395/13 Veer Durga Colony", "Jodhpur 342001"]),
        title: sample.title.to_owned(),
        parts: vec![
            paragraph(),
            Part::Heading(sample.title.to_owned()),
            paragraph(),
            Part::Amounts((1..=6).map(amount).collect()),
            paragraph(),
            Part::PaymentCode {
                link: "https://pay.sahyadri.example/l/LA-2024-000417?ref=8f14e45f".to_owned(),
                text: sample.sentence.to_owned(),
            },
            Part::Signature,
        ],
        signatory: Some(Signatory { name: "Meera Kulkarni".to_owned(), office: "Advocate".to_owned() }),
    }
}
