//! How much a document may hold. What is beyond is an error, never cut off.

/// The most pages.
pub const PAGES_MAX: usize = 400;
/// The most blocks.
pub const BLOCKS_MAX: usize = 500;
/// The most rows of one table.
pub const TABLE_ROWS_MAX: usize = 5_000;
/// The most columns of one table.
pub const TABLE_COLUMNS_MAX: usize = 12;
/// The most lines of a letterhead's address, and of its contacts.
pub const LETTERHEAD_LINES_MAX: usize = 6;
/// The longest paragraph, in characters.
pub const PARAGRAPH_CHARS_MAX: usize = 10_000;
/// The longest text in a heading, a name, a cell or a value, in characters.
pub const TEXT_CHARS_MAX: usize = 300;
/// The largest file of a logo, in bytes.
pub const LOGO_BYTES_MAX: usize = 64 * 1024;
/// The widest logo, in pixels: more than print shows of one.
pub const LOGO_PIXELS_WIDE_MAX: u32 = 1_200;
/// The highest logo, in pixels.
pub const LOGO_PIXELS_HIGH_MAX: u32 = 600;
/// The longest link in a QR code, in bytes: what a code that a telephone reads from paper can hold.
pub const LINK_BYTES_MAX: usize = 300;
