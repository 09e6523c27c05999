//! Days past due and the brackets that lenders report them in.

use chrono::NaiveDate;

/// Calendar days from the date of default to `today`; 0 while that date is in the future.
pub fn days_past_due(date_of_default: NaiveDate, today: NaiveDate) -> i64 {
    today.signed_duration_since(date_of_default).num_days().max(0)
}

/// The bracket that a number of days falls in: `0, 1-30, 31-60, 61-90, 91-120, 121-150, 151-180, 180+`.
pub fn bracket(days: i64) -> &'static str {
    match days {
        ..=0 => "0",
        1..=30 => "1-30",
        31..=60 => "31-60",
        61..=90 => "61-90",
        91..=120 => "91-120",
        121..=150 => "121-150",
        151..=180 => "151-180",
        181.. => "180+",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        crate::calendar::date_from_text(text).expect("a date")
    }

    #[test]
    fn a_loan_uploaded_three_months_after_its_default() {
        let days = days_past_due(date("2020-05-15"), date("2020-08-14"));
        assert_eq!((days, bracket(days)), (91, "91-120"));
    }

    #[test]
    fn a_default_in_the_future_is_not_past_due() {
        assert_eq!(days_past_due(date("2020-08-15"), date("2020-08-14")), 0);
        assert_eq!(bracket(0), "0");
    }

    #[test]
    fn brackets_change_on_their_bounds() {
        let bounds = [
            (1, "1-30"),
            (30, "1-30"),
            (31, "31-60"),
            (60, "31-60"),
            (61, "61-90"),
            (90, "61-90"),
            (91, "91-120"),
            (120, "91-120"),
        ];
        let upper =
            [(121, "121-150"), (150, "121-150"), (151, "151-180"), (180, "151-180"), (181, "180+"), (100_000, "180+")];
        for (days, expected) in bounds.into_iter().chain(upper) {
            assert_eq!(bracket(days), expected, "{days} days");
        }
    }
}
