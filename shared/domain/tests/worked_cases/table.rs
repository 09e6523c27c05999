//! Tables of cells, and how two of them differ.
#![allow(clippy::unnecessary_wraps, reason = "a cell may be empty, whatever is put into this one")]

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;

/// What is in a cell; nothing for one that is empty.
pub type Cell = Option<String>;

/// One row.
pub type Row = Vec<Cell>;

/// The cell of an amount.
pub fn amount(amount: Decimal) -> Cell {
    Some(amount.normalize().to_string())
}

/// The cell of a date.
pub fn date(date: NaiveDate) -> Cell {
    Some(date.to_string())
}

/// The cell of a text that may be there.
pub fn text(text: &str) -> Cell {
    Some(text.to_owned())
}

/// The cell of what a case says: `1.50` and `1.5` are the same amount.
pub fn expected(value: &Value) -> Cell {
    match value {
        Value::Null => None,
        Value::String(text) => {
            Some(text.parse::<Decimal>().map_or_else(|_| text.clone(), |number| number.normalize().to_string()))
        }
        other => Some(other.to_string()),
    }
}

/// What differs between two tables, row by row; only those rows. `compared` says which columns of a row count.
pub fn differences(
    columns: &[&str],
    wanted: &[Row],
    got: &[Row],
    compared: impl Fn(&Row, usize) -> bool,
    verbose: bool,
) -> Vec<String> {
    let mut lines = Vec::new();
    if wanted.len() != got.len() {
        lines.push(format!("{} rows wanted, {} rows got", wanted.len(), got.len()));
    }
    for at in 0..wanted.len().max(got.len()) {
        match (wanted.get(at), got.get(at)) {
            (Some(wanted), Some(got)) => {
                let differing: Vec<usize> = (0..columns.len())
                    .filter(|&column| compared(wanted, column) && wanted.get(column) != got.get(column))
                    .collect();
                if differing.is_empty() {
                    continue;
                }
                if verbose {
                    lines.push(format!("row {at} wanted {}", shown(wanted)));
                    lines.push(format!("row {at} got    {}", shown(got)));
                } else {
                    let cells: Vec<String> =
                        differing.iter().map(|&column| cell(columns, wanted, got, column)).collect();
                    lines.push(format!("row {at} {}: {}", name(wanted), cells.join(", ")));
                }
            }
            (Some(wanted), None) => lines.push(format!("row {at} missing {}", shown(wanted))),
            (None, Some(got)) => lines.push(format!("row {at} too many {}", shown(got))),
            (None, None) => {}
        }
    }
    lines
}

/// One value that is to be another.
pub fn value(wanted: &Cell, got: &Cell) -> Vec<String> {
    if wanted == got {
        Vec::new()
    } else {
        vec![format!("wanted {}, got {}", shown_cell(wanted.as_ref()), shown_cell(got.as_ref()))]
    }
}

fn cell(columns: &[&str], wanted: &Row, got: &Row, column: usize) -> String {
    let at = |row: &Row| shown_cell(row.get(column).and_then(Option::as_ref)).to_owned();
    format!("{} {} not {}", columns.get(column).copied().unwrap_or_default(), at(wanted), at(got))
}

fn name(row: &Row) -> String {
    row.iter().take(3).flatten().cloned().collect::<Vec<_>>().join(" ")
}

/// A row on one line.
pub fn shown(row: &Row) -> String {
    row.iter().map(|cell| format!("{:>10}", shown_cell(cell.as_ref()))).collect::<Vec<_>>().join(" ")
}

fn shown_cell(cell: Option<&String>) -> &str {
    cell.map_or("-", String::as_str)
}
