//! The files: their bytes, their flavour, and how large they become.

use chrono::{DateTime, Datelike, TimeDelta};
use documents::account::schedule::schedule;
use documents::account::statement::statement;
use documents::model::Block;
use documents::{DocumentError, Fonts, render};

use crate::{reader, samples};

#[test]
fn the_same_document_has_the_same_bytes_and_another_has_others() {
    let document = schedule(&samples::issue(), &samples::schedule(24)).unwrap();
    let once = render(&document, &Fonts::latin()).unwrap();
    assert_eq!(once, render(&document, &Fonts::latin()).unwrap());
    let mut later = document.clone();
    later.created_at += TimeDelta::seconds(1);
    assert_ne!(once, render(&later, &Fonts::latin()).unwrap());
    let mut other = document;
    other.id.push('X');
    assert_ne!(once, render(&other, &Fonts::latin()).unwrap());
}

#[test]
fn more_fonts_do_not_change_a_document_that_does_not_need_them() {
    let document = schedule(&samples::issue(), &samples::schedule(24)).unwrap();
    assert_eq!(render(&document, &Fonts::latin()).unwrap(), render(&document, &Fonts::of_india()).unwrap());
}

#[test]
fn a_file_says_that_it_is_for_archives_whose_it_is_and_when_it_was_made() {
    let document = schedule(&samples::issue(), &samples::schedule(1)).unwrap();
    let file = render(&document, &Fonts::latin()).unwrap();
    let metadata = reader::metadata(&file);
    for said in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>B</pdfaid:conformance>",
        "Repayment schedule",
        "Sahyadri Finance Limited",
        "<xmp:CreateDate>2026-11-21T08:33:20+00:00</xmp:CreateDate>",
    ] {
        assert!(metadata.contains(said), "{said} is not in {metadata}");
    }
}

#[test]
fn thirty_years_of_installments_are_a_document() {
    let document = schedule(&samples::issue(), &samples::schedule(360)).unwrap();
    let file = samples::file("schedule-360", &document);
    let pages = reader::pages(&file);
    assert_eq!(pages.len(), 10);
    assert!(file.len() < 400_000, "{} bytes", file.len());
    let count = pages.len();
    for (index, page) in pages.iter().enumerate() {
        samples::assert_says(page, &["No. Due date Principal Interest"]);
        assert!(page.contains(&format!("Page {} of {count}", index + 1)), "{page}");
        assert_eq!(index > 0, page.contains("Account LA-2024-000417"), "the head of the pages that follow");
    }
    let rows = samples::words(&pages.concat());
    assert_eq!((1..=360).filter(|number| rows.contains(&format!(" {number} 5 "))).count(), 360);
}

#[test]
fn two_thousand_transactions_are_a_document() {
    let document = statement(&samples::issue(), &samples::statement(2_000)).unwrap();
    let file = samples::file("statement-2000", &document);
    let pages = reader::pages(&file);
    assert!(pages.len() < 70, "{} pages", pages.len());
    assert!(file.len() < 2_000_000, "{} bytes", file.len());
    let rows = samples::words(&pages.concat());
    assert_eq!(rows.matches("Repayment").count(), 1_999);
}

#[test]
fn a_moment_that_pdf_cannot_say_is_refused() {
    let mut document = samples::document(vec![Block::Paragraph("Nothing.".to_owned())]);
    document.created_at = DateTime::from_timestamp(253_402_300_799, 0).unwrap();
    assert_eq!(document.created_at.year(), 9999);
    assert!(render(&document, &Fonts::latin()).is_ok());
    document.created_at += TimeDelta::seconds(1);
    assert_eq!(render(&document, &Fonts::latin()), Err(DocumentError::YearOutOfRange));
}
