//! Nothing is on top of anything else, and nothing is off the page.

use chrono::{DateTime, NaiveDate};

use super::{Mark, Pages, pages};
use crate::error::DocumentError;
use crate::fonts::Fonts;
use crate::length::Length;
use crate::limits::{PARAGRAPH_CHARS_MAX, TEXT_CHARS_MAX};
use crate::model::{Block, Column, ColumnKind, Document, KeyValue, Letterhead, Signatory, Signature, Table};
use crate::words::Language;

fn document(text: &str, blocks: Vec<Block>) -> Document {
    Document {
        language: Language::English,
        id: text.to_owned(),
        title: text.to_owned(),
        subject: text.to_owned(),
        created_at: DateTime::UNIX_EPOCH,
        issued_on: NaiveDate::default(),
        letterhead: Letterhead {
            name: text.to_owned(),
            address: vec![text.to_owned(); 2],
            contact: vec![text.to_owned(); 2],
            logo: None,
        },
        blocks,
    }
}

fn table(kinds: &[ColumnKind], row: &[&str], count: usize) -> Block {
    let columns = kinds.iter().map(|kind| Column { title: "A title".to_owned(), kind: *kind }).collect();
    let row: Vec<_> = row.iter().map(|text| (*text).to_owned()).collect();
    Block::Table(Table { columns, rows: vec![row.clone(); count], total: Some(row) })
}

/// Left, top, right, bottom of each line of text, and what it says.
fn boxes(page: &[Mark]) -> Vec<([Length; 4], &str)> {
    let of = |mark| match mark {
        &Mark::Text { x, baseline, ref line } => {
            let top = baseline - line.ascent;
            Some(([x, top, x + line.width, top + line.height], line.text.as_str()))
        }
        Mark::Fill { .. } | Mark::Logo { .. } => None,
    };
    page.iter().filter_map(of).collect()
}

fn assert_tidy(set: &Pages) {
    for page in &set.pages {
        let boxes = boxes(page);
        for (index, (one, text)) in boxes.iter().enumerate() {
            assert!(one[0] >= 40_000 && one[1] >= 30_000, "{text} at {one:?}");
            assert!(one[2] <= set.format.width - 44_000 && one[3] <= set.format.height - 29_000, "{text} at {one:?}");
            for (other, beside) in &boxes[index + 1..] {
                let apart = one[2] <= other[0] || other[2] <= one[0] || one[3] <= other[1] || other[3] <= one[1];
                assert!(apart, "{text:?} at {one:?} is on {beside:?} at {other:?}");
            }
        }
    }
}

#[test]
fn long_texts_are_broken_into_lines_that_fit() {
    let signatory = Signatory { name: "W".repeat(TEXT_CHARS_MAX), office: "W".repeat(TEXT_CHARS_MAX) };
    for text in ["W".repeat(TEXT_CHARS_MAX), "four i's ".repeat(TEXT_CHARS_MAX / 9), "ന്ദ്ര്യ".repeat(TEXT_CHARS_MAX / 7)]
    {
        let blocks = vec![
            Block::KeyValues(vec![KeyValue { label: text.clone(), value: text.clone(), strong: true }; 3]),
            Block::Heading(text.clone()),
            Block::Paragraph(text.repeat(PARAGRAPH_CHARS_MAX / TEXT_CHARS_MAX)),
            table(&[ColumnKind::Text, ColumnKind::Text, ColumnKind::Amount], &[&text, &text, "1"], 2),
            Block::Signature(Signature { on_behalf_of: "A".to_owned(), signatory: Some(signatory.clone()) }),
        ];
        assert_tidy(&pages(&document(&text, blocks), &Fonts::of_india()).unwrap());
    }
}

#[test]
fn a_table_that_is_too_wide_is_set_smaller_or_across_the_page_and_then_refused() {
    let wide = |digits: usize| {
        let text = "1".repeat(digits);
        let blocks = vec![table(&[ColumnKind::Amount; 10], &[text.as_str(); 10], 3)];
        pages(&document("A text", blocks), &Fonts::latin())
    };
    for (digits, upright) in [(8, true), (10, true), (11, false), (14, false), (19, false)] {
        let set = wide(digits).unwrap();
        assert_eq!(set.format.width < set.format.height, upright, "{digits} digits");
        assert_tidy(&set);
    }
    assert_eq!(wide(25).err(), Some(DocumentError::TableTooWide));
}

#[test]
fn numbers_stand_below_each_other() {
    let columns = [ColumnKind::Date, ColumnKind::Amount];
    let narrow = table(&columns, &["day", "1,111.10"], 1);
    let Block::Table(mut rows) = narrow else { return };
    rows.rows.push(vec!["day".to_owned(), "8,888.80".to_owned()]);
    let set = pages(&document("A text", vec![Block::Table(rows)]), &Fonts::latin()).unwrap();
    let ends =
        |text: &str| boxes(&set.pages[0]).iter().find(|(_, said)| *said == text).map(|(place, _)| (place[0], place[2]));
    assert_eq!(ends("1,111.10"), ends("8,888.80"));
}
