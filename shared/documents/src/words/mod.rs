//! What documents say, by language. All sentences are in one place for each, so that another language is another file.

mod english;
mod india;

use chrono::{Datelike, NaiveDate};
use domain::servicing::transaction::Event;

/// The languages that documents are in. Documents of accounts are in English; notices are in any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Hindi.
    Hindi,
    /// Marathi.
    Marathi,
    /// Bengali.
    Bengali,
    /// Tamil.
    Tamil,
    /// Telugu.
    Telugu,
    /// Gujarati.
    Gujarati,
    /// Kannada.
    Kannada,
    /// Malayalam.
    Malayalam,
    /// Punjabi.
    Punjabi,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::English,
        Self::Hindi,
        Self::Marathi,
        Self::Bengali,
        Self::Tamil,
        Self::Telugu,
        Self::Gujarati,
        Self::Kannada,
        Self::Malayalam,
        Self::Punjabi,
    ];

    /// The language of a tag of ISO 639-1; English where there are no words in it.
    pub fn of_tag(tag: &str) -> Self {
        Self::ALL.into_iter().find(|language| language.tag() == tag).unwrap_or_default()
    }

    /// The language's tag, as RFC 5646 has it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Hindi => "hi",
            Self::Marathi => "mr",
            Self::Bengali => "bn",
            Self::Tamil => "ta",
            Self::Telugu => "te",
            Self::Gujarati => "gu",
            Self::Kannada => "kn",
            Self::Malayalam => "ml",
            Self::Punjabi => "pa",
        }
    }

    pub(crate) fn words(self) -> &'static Words {
        match self {
            Self::English => &english::ENGLISH,
            Self::Hindi => &india::HINDI,
            Self::Marathi => &india::MARATHI,
            Self::Bengali => &india::BENGALI,
            Self::Tamil => &india::TAMIL,
            Self::Telugu => &india::TELUGU,
            Self::Gujarati => &india::GUJARATI,
            Self::Kannada => &india::KANNADA,
            Self::Malayalam => &india::MALAYALAM,
            Self::Punjabi => &india::PUNJABI,
        }
    }
}

/// The words of one language. `{name}` stands for what is put in.
#[derive(Debug)]
pub(crate) struct Words {
    pub(crate) months: [&'static str; 12],
    pub(crate) short_months: [&'static str; 12],
    /// `{day}`, `{month}`, `{year}`.
    pub(crate) date: &'static str,
    /// `{id}`.
    pub(crate) reference: &'static str,
    /// `{page}`, `{pages}`.
    pub(crate) page: &'static str,
    /// `{name}`.
    pub(crate) on_behalf_of: &'static str,
    pub(crate) unsigned: &'static str,
    pub(crate) account: AccountWords,
    pub(crate) schedule: ScheduleWords,
    pub(crate) statement: StatementWords,
    pub(crate) payoff: PayoffWords,
    pub(crate) no_dues: NoDuesWords,
    pub(crate) receipt: ReceiptWords,
    /// What a transaction is called.
    pub(crate) transaction: fn(&Event) -> &'static str,
}

/// What several documents of an account say.
#[derive(Debug)]
pub(crate) struct AccountWords {
    /// `{account}`.
    pub(crate) subject: &'static str,
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) holder: &'static str,
    pub(crate) currency: &'static str,
    pub(crate) principal: &'static str,
    pub(crate) interest: &'static str,
    pub(crate) fees: &'static str,
    pub(crate) penalties: &'static str,
    pub(crate) tax: &'static str,
    pub(crate) total: &'static str,
    pub(crate) principal_balance: &'static str,
}

/// What a schedule says.
#[derive(Debug)]
pub(crate) struct ScheduleWords {
    pub(crate) title: &'static str,
    /// `{date}`, `{currency}`.
    pub(crate) introduction: &'static str,
    pub(crate) terms: &'static str,
    pub(crate) installments: &'static str,
    pub(crate) amount: &'static str,
    pub(crate) disbursed_on: &'static str,
    pub(crate) interest_rate: &'static str,
    /// `{rate}`.
    pub(crate) rate_a_year: &'static str,
    pub(crate) number_of_installments: &'static str,
    pub(crate) first_due: &'static str,
    pub(crate) last_due: &'static str,
    pub(crate) apr: &'static str,
    pub(crate) cost_of_credit: &'static str,
    pub(crate) number: &'static str,
    pub(crate) due: &'static str,
    pub(crate) paid: &'static str,
}

/// What a statement says.
#[derive(Debug)]
pub(crate) struct StatementWords {
    pub(crate) title: &'static str,
    /// `{currency}`.
    pub(crate) introduction: &'static str,
    pub(crate) period: &'static str,
    /// `{from}`, `{to}`.
    pub(crate) from_to: &'static str,
    pub(crate) count: &'static str,
    pub(crate) opening_balance: &'static str,
    pub(crate) closing_balance: &'static str,
    pub(crate) transactions: &'static str,
    pub(crate) value_date: &'static str,
    pub(crate) entry_date: &'static str,
    pub(crate) transaction: &'static str,
    pub(crate) amount: &'static str,
    pub(crate) arrears: &'static str,
    /// `{date}`.
    pub(crate) no_arrears: &'static str,
    /// `{date}`, `{amount}`.
    pub(crate) overdue: &'static str,
    pub(crate) days_past_due: &'static str,
    pub(crate) overdue_total: &'static str,
}

/// What a payoff letter says.
#[derive(Debug)]
pub(crate) struct PayoffWords {
    pub(crate) title: &'static str,
    /// `{date}`, `{amount}`.
    pub(crate) introduction: &'static str,
    pub(crate) made_up_of: &'static str,
    pub(crate) component: &'static str,
    /// `{currency}`.
    pub(crate) amount: &'static str,
    /// `{date}`.
    pub(crate) to_pay: &'static str,
    /// `{date}`.
    pub(crate) validity: &'static str,
    /// `{date}`, `{amount}`.
    pub(crate) per_diem: &'static str,
}

/// What a no dues certificate says.
#[derive(Debug)]
pub(crate) struct NoDuesWords {
    pub(crate) title: &'static str,
    /// `{lender}`.
    pub(crate) certified: &'static str,
    /// `{date}`.
    pub(crate) repaid: &'static str,
    /// `{date}`.
    pub(crate) refinanced: &'static str,
    pub(crate) loan_amount: &'static str,
    pub(crate) disbursed_on: &'static str,
    pub(crate) closed_on: &'static str,
    pub(crate) this_account_alone: &'static str,
}

/// What the receipt for a collection says.
#[derive(Debug)]
pub(crate) struct ReceiptWords {
    pub(crate) title: &'static str,
    /// `{amount}`, `{loan}`, `{lender}`.
    pub(crate) introduction: &'static str,
    pub(crate) number: &'static str,
    pub(crate) received_on: &'static str,
    pub(crate) amount: &'static str,
    pub(crate) loan: &'static str,
    pub(crate) month: &'static str,
    pub(crate) borrower: &'static str,
    pub(crate) method: &'static str,
    pub(crate) mode: &'static str,
    pub(crate) payment_reference: &'static str,
    pub(crate) agent: &'static str,
    pub(crate) visit: &'static str,
    pub(crate) this_amount_alone: &'static str,
}

impl Words {
    /// A date that is read the same everywhere: `21 November 2026`.
    pub(crate) fn date(&self, date: NaiveDate) -> String {
        self.written(date, &self.months)
    }

    /// The same for where there is little room: `21 Nov 2026`.
    pub(crate) fn short_date(&self, date: NaiveDate) -> String {
        self.written(date, &self.short_months)
    }

    fn written(&self, date: NaiveDate, months: &[&str; 12]) -> String {
        let month = usize::try_from(date.month0()).ok().and_then(|index| months.get(index)).copied();
        let (day, year) = (date.day().to_string(), date.year().to_string());
        fill(self.date, &[("day", &day), ("month", month.unwrap_or_default()), ("year", &year)])
    }
}

/// A sentence with what is put in.
pub(crate) fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut rest = sentence;
    let mut filled = String::new();
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}
