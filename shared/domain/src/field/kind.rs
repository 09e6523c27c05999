//! The types that a key's value can have, in the words of the documents' tables.

use super::Section;

/// The type of a key's value.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Free text.
    Text,
    /// An identifier: text that is neither empty nor longer than 100 characters.
    Id,
    /// Free text of at most 100 characters.
    Name,
    /// Text that is an account number: leading zeros count, a JSON integer is taken and kept as text.
    AccountNumber,
    /// A web address, or `""`.
    Url,
    /// E-mail addresses separated by commas, in order of preference, or `""`.
    Emails,
    /// Telephone numbers separated by commas, in order of preference, or `""`.
    MobileNumbers,
    /// Languages separated by commas, each an ISO 639-1 code or an English name, or `""`.
    Languages,
    /// One of these texts, compared without case, or `""`.
    Option(&'static [&'static str]),
    /// One of these texts, compared without case.
    Choice(&'static [&'static str]),
    /// Names separated by commas.
    Tags,
    /// A calendar date, `YYYY-MM-DD`.
    Date,
    /// A calendar date, with or without a time of day.
    DateOrTime,
    /// An allocation month, `2021-7-01`.
    Month,
    /// An amount of the company's currency, not negative, below 10^15, with at most 6 decimals.
    Amount,
    /// A percentage or another measure: not negative, below 10^15, with at most 6 decimals.
    Percentage,
    /// A whole number, which may be negative (a bureau score of -1 says "no history").
    Integer,
    /// A whole number from 0.
    Count,
    /// A postal code: a whole number of at most ten digits, or `""`.
    Pincode,
    /// `true` or `false`.
    Bool,
    /// A list of objects, replaced as a whole.
    List(&'static Section),
    /// A list of objects each known by a key of its own: in a partial document the entries are partial too.
    Entries(&'static Section),
}

impl Kind {
    /// Whether the value is a list.
    pub fn is_list(self) -> bool {
        matches!(self, Self::List(_) | Self::Entries(_))
    }

    /// Whether the documents give a key of this type the default `""`; others have `null`, and lists `[]`.
    pub fn is_textual(self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::Id
                | Self::Name
                | Self::AccountNumber
                | Self::Url
                | Self::Emails
                | Self::MobileNumbers
                | Self::Languages
                | Self::Option(_)
                | Self::Choice(_)
                | Self::Tags
        )
    }
}
