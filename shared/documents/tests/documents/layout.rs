//! Where pages end, and what is done with what does not fit.

use documents::limits::{PARAGRAPH_CHARS_MAX, TABLE_ROWS_MAX, TEXT_CHARS_MAX};
use documents::model::{Block, Column, ColumnKind, KeyValue, Signature, Table};
use documents::{DocumentError, Fonts, render};

use crate::{reader, samples};

fn table(kinds: &[ColumnKind], rows: Vec<Vec<String>>) -> Table {
    let columns = kinds.iter().enumerate();
    let columns = columns.map(|(index, kind)| Column { title: format!("Title{index}"), kind: *kind });
    Table { columns: columns.collect(), rows, total: None }
}

fn refusal(block: Block) -> Option<DocumentError> {
    render(&samples::document(vec![block]), &Fonts::latin()).err()
}

fn pages(name: &str, blocks: Vec<Block>) -> Vec<String> {
    reader::pages(&samples::file(name, &samples::document(blocks)))
}

#[test]
fn the_titles_of_a_table_are_on_each_page_and_no_row_is_on_two() {
    let cell = "a note of several words that takes more than a line of its column ";
    let rows = (0..60).map(|row| vec![format!("row{row}"), cell.repeat(4).trim().to_owned(), format!("end{row}")]);
    let rows = table(&[ColumnKind::Date, ColumnKind::Text, ColumnKind::Amount], rows.collect());
    let pages = pages("table", vec![Block::Table(rows)]);
    assert!(pages.len() > 2);
    for page in &pages {
        let said = samples::words(page);
        assert!(said.contains("Title0 Title1 Title2"), "{said}");
        let each = (0..60).filter(|row| said.contains(&format!("row{row} ")));
        for row in each {
            assert!(said.contains(&format!("end{row} ")), "row {row} is not whole on its page: {said}");
        }
    }
    let all = samples::words(&pages.concat());
    assert!((0..60).all(|row| all.matches(&format!("row{row} ")).count() == 1));
}

#[test]
fn a_total_is_never_alone_on_a_page() {
    for count in 32..52 {
        let mut rows =
            table(&[ColumnKind::Date, ColumnKind::Amount], vec![vec!["day".to_owned(), "1.00".to_owned()]; count]);
        rows.total = Some(vec!["Total".to_owned(), "9.00".to_owned()]);
        let pages = reader::pages(&render(&samples::document(vec![Block::Table(rows)]), &Fonts::latin()).unwrap());
        samples::assert_says(pages.last().unwrap(), &["day 1.00", "Total 9.00"]);
    }
}

#[test]
fn a_heading_stays_with_what_it_is_about() {
    for lines in 36..54 {
        let blocks = vec![
            Block::Paragraph("line\n".repeat(lines)),
            Block::Heading("Heading".to_owned()),
            Block::Paragraph("first second third".to_owned()),
        ];
        let pages = reader::pages(&render(&samples::document(blocks), &Fonts::latin()).unwrap());
        let page = pages.iter().find(|page| page.contains("Heading")).unwrap();
        samples::assert_says(page, &["Heading", "first second third"]);
    }
}

#[test]
fn a_signature_is_never_alone_on_a_page() {
    for lines in 36..54 {
        let signature = Signature { on_behalf_of: "The lender".to_owned(), signatory: None };
        let blocks = vec![Block::Paragraph("line\n".repeat(lines)), Block::Signature(signature)];
        let pages = reader::pages(&render(&samples::document(blocks), &Fonts::latin()).unwrap());
        samples::assert_says(pages.last().unwrap(), &["line", "For The lender"]);
    }
}

#[test]
fn no_paragraph_leaves_one_line_behind() {
    for lines in 36..54 {
        let blocks = vec![Block::Paragraph("before\n".repeat(lines)), Block::Paragraph("inside\n".repeat(5))];
        let pages = reader::pages(&render(&samples::document(blocks), &Fonts::latin()).unwrap());
        for page in pages {
            assert_ne!(page.matches("inside").count(), 1, "{lines} lines before: {page}");
        }
    }
}

#[test]
fn what_is_too_long_or_too_many_is_refused_by_its_place() {
    let long = "x".repeat(TEXT_CHARS_MAX + 1);
    let too_long = |place| Some(DocumentError::TextTooLong { place, chars: TEXT_CHARS_MAX + 1, max: TEXT_CHARS_MAX });
    assert_eq!(refusal(Block::Heading(long.clone())), too_long("heading"));
    let fact = KeyValue { label: "a".to_owned(), value: long.clone(), strong: false };
    assert_eq!(refusal(Block::KeyValues(vec![fact])), too_long("value"));
    assert_eq!(refusal(Block::Table(table(&[ColumnKind::Text], vec![vec![long]]))), too_long("cell"));
    let paragraph = refusal(Block::Paragraph("x".repeat(PARAGRAPH_CHARS_MAX + 1)));
    assert!(matches!(paragraph, Some(DocumentError::TextTooLong { place: "paragraph", .. })));
    let rows = vec![vec!["x".to_owned()]; TABLE_ROWS_MAX + 1];
    let rows = refusal(Block::Table(table(&[ColumnKind::Text], rows)));
    assert!(matches!(rows, Some(DocumentError::TooMany { place: "table rows", .. })));
    let cells = refusal(Block::Table(table(&[ColumnKind::Text], vec![vec![]])));
    assert_eq!(cells, Some(DocumentError::RowOfOtherColumns { cells: 0, columns: 1 }));
}
