//! The loans and customers that are worked on, and the operations on them.

use super::{
    long_history,
    operation::{Before, Operation, Work},
};
use crate::{
    samples,
    world::{Call, World},
};
use http::StatusCode;
use platform::keys::loan as keys;

const OK: StatusCode = StatusCode::OK;
const CREATED: StatusCode = StatusCode::CREATED;
const MONTHS_OF_YEAR: u64 = 12;

/// Entries of a history that one page of 1 MB holds, and of one that it does not.
const ENTRIES_OF_A_PAGE: u32 = 1_000;
const ENTRIES_OF_PAGES: u32 = 5_000;

/// Makes what is read and changed day by day, then lists the operations on it, the baseline first.
pub(crate) async fn everyday(world: &World) -> Vec<Operation> {
    loan_with_history(world).await;
    customers(world).await;
    let loans =
        ["changed", "paid"].map(|id| lending(world, "POST", &format!("loan/{id}"), samples::loan(id, samples::MONTH)));
    world.prepare(loans, CREATED).await;
    let mut operations = vec![baseline(world)];
    operations.extend(of_loans(world));
    operations.extend(of_credit_lines(world));
    operations
}

/// Makes loans to which a great deal has happened, then lists what is asked of them.
pub(crate) async fn long_histories(world: &World) -> Vec<Operation> {
    long_history::add(world, "page", ENTRIES_OF_A_PAGE).await;
    long_history::add(world, "pages", ENTRIES_OF_PAGES).await;
    vec![
        reading(world, "A1 history of 1 000 entries", 1, "loan/page"),
        // One page too many to be read at once, then the head and each of the four kinds by itself.
        reading(world, "A1 history of 5 000 entries", 6, "loan/pages"),
    ]
}

fn baseline(world: &World) -> Operation {
    let key = keys::profile(&keys::loan(&world.lending.company_id, "whole"));
    Operation { name: "baseline: GetItem", calls_max: 1, before: Before::Nothing, work: Work::GetItem(key) }
}

/// A loan of three months with ten payments on each, and their remarks.
async fn loan_with_history(world: &World) {
    for month in 7..10 {
        let name = samples::month(2021, month);
        world.prepare([lending(world, "POST", "loan/whole", samples::loan("whole", &name))], CREATED).await;
        let path = format!("payments/whole?allocation_month={name}");
        let payments = (0..10).map(|n| lending(world, "PATCH", &path, samples::payment(month * 100 + n)));
        world.prepare(payments, OK).await;
    }
}

/// A customer with three transactions that is read, and one with two that are changed.
async fn customers(world: &World) {
    let read = ["first", "second", "third"].map(|id| ("customer", id));
    let changed = [("changing", "updated"), ("changing", "paid")];
    let uploads = read
        .into_iter()
        .chain(changed)
        .map(|(customer, id)| credit_line(world, "POST", &format!("loan/{id}"), samples::transaction(customer, id)));
    world.prepare(uploads, CREATED).await;
}

fn of_loans(world: &World) -> Vec<Operation> {
    vec![
        reading(world, "A1 whole loan", 1, "loan/whole"),
        reading(world, "A1 fields=loan", 1, "loan/whole?fields=loan"),
        reading(world, "A1 fields=loan, token not cached", 2, "loan/whole?fields=loan").after(Before::ForgetTokens),
        reading(world, "B1 whole loan, edition of 2020", 1, "/legacy/recovery/loan/whole"),
        lending_each(world, "A2 new loan", CREATED, |n| {
            let id = format!("new-{n}");
            ("POST", format!("loan/{id}"), samples::loan(&id, samples::MONTH))
        }),
        further_month(world),
        lending_each(world, "A3 update of a loan", OK, |n| {
            ("PATCH", "loan/changed".to_owned(), samples::update(60_000 + n))
        }),
        lending_each(world, "A4 payment", OK, |n| ("PATCH", payments_path(), samples::payment(n))),
    ]
}

fn of_credit_lines(world: &World) -> Vec<Operation> {
    vec![
        credit_line_each(world, "A5 whole customer", 1, OK, |_| ("GET", "loan/customer".to_owned(), String::new())),
        credit_line_each(world, "A6 new transaction", 2, CREATED, |n| {
            let id = format!("new-{n}");
            ("POST", format!("loan/{id}"), samples::transaction(&format!("customer-{n}"), &id))
        }),
        credit_line_each(world, "A7 update of a transaction", 2, OK, |n| {
            ("PATCH", "transaction/changing/updated".to_owned(), samples::update(60_000 + n))
        }),
        credit_line_each(world, "A8 payment on a transaction", 2, OK, |n| {
            ("PATCH", payments_path(), samples::transaction_payment("changing", n))
        }),
    ]
}

/// Of the loan and of the transaction that are paid.
fn payments_path() -> String {
    format!("payments/paid?allocation_month={}", samples::MONTH)
}

/// Each loan is given a year of further months, then another loan takes its place.
fn further_month(world: &World) -> Operation {
    let name = |n: u64| format!("year-{}", n / MONTHS_OF_YEAR);
    let token = world.lending.token.clone();
    let upload = move |n| {
        let id = name(n);
        Call::new(&token, "POST", &format!("loan/{id}"), samples::loan(&id, &samples::month(2020, 12)))
    };
    let further = lending_each(world, "A2 further month of a loan", CREATED, move |n| {
        let id = name(n);
        let month = samples::month(2021, n % MONTHS_OF_YEAR + 1);
        ("POST", format!("loan/{id}"), samples::loan(&id, &month))
    });
    further.after(Before::Every(MONTHS_OF_YEAR, Box::new(upload)))
}

fn reading(world: &World, name: &'static str, calls_max: usize, path: &'static str) -> Operation {
    let token = world.lending.token.clone();
    Operation::new(name, calls_max, OK, move |_| Call::new(&token, "GET", path, String::new()))
}

/// A change of a lending company: a read and a transaction.
fn lending_each(
    world: &World,
    name: &'static str,
    status: StatusCode,
    each: impl Fn(u64) -> (&'static str, String, String) + 'static,
) -> Operation {
    requests(&world.lending.token, name, 2, status, each)
}

fn credit_line_each(
    world: &World,
    name: &'static str,
    calls_max: usize,
    status: StatusCode,
    each: impl Fn(u64) -> (&'static str, String, String) + 'static,
) -> Operation {
    requests(&world.credit_line.token, name, calls_max, status, each)
}

fn requests(
    token: &str,
    name: &'static str,
    calls_max: usize,
    status: StatusCode,
    each: impl Fn(u64) -> (&'static str, String, String) + 'static,
) -> Operation {
    let token = token.to_owned();
    Operation::new(name, calls_max, status, move |n| {
        let (method, path, body) = each(n);
        Call::new(&token, method, &path, body)
    })
}

fn lending(world: &World, method: &'static str, path: &str, body: String) -> Call {
    Call::new(&world.lending.token, method, path, body)
}

fn credit_line(world: &World, method: &'static str, path: &str, body: String) -> Call {
    Call::new(&world.credit_line.token, method, path, body)
}
