//! Statements.

use chrono::Days;
use documents::account::statement::{Arrears, Statement, statement};
use documents::{DocumentError, Fonts, render};
use domain::servicing::transaction::Components;

use crate::reader;
use crate::samples::{self, amount};

fn said(name: &str, input: &Statement) -> String {
    reader::pages(&samples::file(name, &statement(&samples::issue(), input).unwrap())).concat()
}

#[test]
fn a_statement_says_what_happened_between_two_balances() {
    samples::assert_says(
        &said("statement", &samples::statement(12)),
        &[
            "Account statement",
            "All amounts are in INR. The balance is the principal outstanding after each transaction.",
            "Account LA-2024-000417",
            "Period 1 January 2021 to 13 January 2021",
            "Transactions 12",
            "Opening balance INR 0.00",
            "Closing balance INR 19,91,747.25",
            "Value date Entry date Transaction Amount Principal Interest Fees Penalties Principal balance",
            "1 Jan 2021 Opening balance 0.00",
            "1 Jan 2021 1 Jan 2021 Disbursement 20,00,000.00 20,00,000.00 0.00 0.00 0.00 20,00,000.00",
            "2 Jan 2021 3 Jan 2021 Repayment 980.35 750.25 230.10 0.00 0.00 19,99,249.75",
            "8 Jan 2021 9 Jan 2021 Repayment through another party 1,000.00 750.25 230.10 0.00 19.65 19,94,748.25",
            "13 Jan 2021 Closing balance 19,91,747.25",
            "Arrears Nothing was overdue on 13 January 2021.",
            "For Sahyadri Finance Limited",
        ],
    );
}

#[test]
fn arrears_are_said_by_component_with_their_days() {
    let mut late = samples::statement(2);
    let overdue = Components { principal: amount("1200.00"), interest: amount("340.10"), ..Components::default() };
    late.arrears = Arrears { overdue, days_past_due: 17 };
    samples::assert_says(
        &said("statement-late", &late),
        &[
            "On 3 January 2021, INR 1,540.10 was overdue.",
            "Principal INR 1,200.00",
            "Interest INR 340.10",
            "Overdue in all INR 1,540.10",
            "Days past due 17",
        ],
    );
}

#[test]
fn a_period_in_which_nothing_happened_has_a_statement() {
    let mut quiet = samples::statement(0);
    quiet.opening_balance = amount("500");
    quiet.closing_balance = amount("500");
    samples::assert_says(&said("statement-quiet", &quiet), &["Opening balance 500.00", "Closing balance 500.00"]);
}

#[test]
fn a_statement_that_does_not_agree_with_itself_is_refused() {
    let refused = |input: &Statement| match statement(&samples::issue(), input) {
        Err(DocumentError::Contradiction { field, .. }) => field,
        _ => "nothing",
    };
    let good = samples::statement(3);
    assert_eq!(refused(&good), "nothing");
    assert_eq!(refused(&Statement { closing_balance: amount("1"), ..good.clone() }), "closing_balance");
    assert_eq!(refused(&Statement { to: good.from - Days::new(1), ..good.clone() }), "to");
    let overdue = Components { fees: amount("-1"), ..Components::default() };
    assert_eq!(refused(&Statement { arrears: Arrears { overdue, days_past_due: 1 }, ..good }), "arrears.overdue");
}

#[test]
fn a_transaction_in_words_too_long_for_a_cell_is_refused() {
    let mut wordy = samples::statement(2);
    wordy.transactions[1].what = "x".repeat(301);
    let document = statement(&samples::issue(), &wordy).unwrap();
    let refused = render(&document, &Fonts::latin());
    assert_eq!(refused, Err(DocumentError::TextTooLong { place: "cell", chars: 301, max: 300 }));
}

#[test]
fn large_amounts_turn_the_page_instead_of_being_squeezed() {
    let mut large = samples::statement(30);
    large.account.currency_code = "IDR".to_owned();
    large.account.name =
        "Working capital for the season, renewed and enlarged with the consent of all guarantors".to_owned();
    let times = amount("1000000");
    for transaction in &mut large.transactions {
        transaction.amount *= times;
        transaction.of.principal *= times;
        transaction.of.interest *= times;
        transaction.principal_balance *= times;
    }
    large.closing_balance *= times;
    let file = samples::file("statement-across", &statement(&samples::signed(), &large).unwrap());
    assert_eq!(reader::size(&file), (842, 595));
    let said = reader::pages(&file).concat();
    samples::assert_says(&said, &["Disbursement 2,000,000,000,000.00 2,000,000,000,000.00 0.00", "Closing balance"]);
    assert_eq!(
        reader::size(&samples::file("statement", &statement(&samples::issue(), &samples::statement(12)).unwrap())),
        (595, 842)
    );
}
