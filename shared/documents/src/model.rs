//! What a document consists of. How it looks and where its pages end is decided by `layout`.

use chrono::{DateTime, NaiveDate, Utc};

use crate::logo::Logo;
use crate::words::Language;

/// A document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The language of the words that the layout adds, as page numbers, and of the whole as the file says it.
    pub language: Language,
    /// Its id, by which the sender finds it again: printed on every page, and in the file.
    pub id: String,
    /// What it is, as `Payoff letter`.
    pub title: String,
    /// What it is about, as an account: repeated with the title on every page but the first.
    pub subject: String,
    /// When it was made; the file says so.
    pub created_at: DateTime<Utc>,
    /// The day that it is printed with: that of its making where the sender is.
    pub issued_on: NaiveDate,
    /// Who sends it.
    pub letterhead: Letterhead,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// Who sends a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letterhead {
    /// The sender's name.
    pub name: String,
    /// The lines of the address.
    pub address: Vec<String>,
    /// How the sender is reached, a line each.
    pub contact: Vec<String>,
    /// The sender's logo, above the name.
    pub logo: Option<Logo>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// What the next parts are about. It stays on the page of the next one's beginning.
    Heading(String),
    /// Running text. Lines end where it has line ends, and where they are full.
    Paragraph(String),
    /// Facts, two beside each other.
    KeyValues(Vec<KeyValue>),
    /// Rows of cells.
    Table(Table),
    /// A link for a telephone's camera.
    Code(Code),
    /// Who answers for the document. It is on one page with the end of what is before it.
    Signature(Signature),
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyValue {
    /// What it is.
    pub label: String,
    /// What it says.
    pub value: String,
    /// It is set in bold.
    pub strong: bool,
}

/// A link as a QR code, with what it is for and the link itself beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The link.
    pub link: String,
    /// What it is for.
    pub text: String,
}

/// Rows of cells. The titles of the columns are repeated on each page, and no row is broken between two.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// The columns. Where none has a title, the table has no head.
    pub columns: Vec<Column>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<String>>,
    /// The last row, set apart. It stays on the page of the row before it.
    pub total: Option<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What it holds.
    pub title: String,
    /// How its cells are set.
    pub kind: ColumnKind,
}

/// How the cells of a column are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// From the left, in as many lines as it takes.
    Text,
    /// From the left, in one line: dates.
    Date,
    /// To the right, in one line and no wider than needed: what counts the rows.
    Number,
    /// To the right, in one line: amounts.
    Amount,
}

/// Who answers for a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// In whose name.
    pub on_behalf_of: String,
    /// Who signs, with room for it; where nobody does, the document says that it carries no signature.
    pub signatory: Option<Signatory>,
}

/// A person who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signatory {
    /// Their name.
    pub name: String,
    /// Their office, as `Branch manager`.
    pub office: String,
}
