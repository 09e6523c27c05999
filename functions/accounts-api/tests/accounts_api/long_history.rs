//! An account with thousands of transactions is changed as one with few is: by one read and one transaction.

use std::time::Instant;

use domain::accounts::account::Entry;
use platform::accounts::{change_writes, load};
use serde_json::json;

use crate::rules::paid_out;
use crate::setting::start;

const TRANSACTIONS: usize = 2_000;

#[tokio::test]
async fn two_thousand_transactions_cost_one_read_and_one_transaction() {
    let world = start().await;
    let lender = paid_out(&world).await;
    // Entered beside the API, which would take them one by one.
    let mut known = load(&world.table, &lender.company.id, "LN-1").await.expect("read").expect("there");
    let repayment = json!({ "type": "repayment", "amount": "0.01" }).to_string();
    world.call(&lender.token, "POST", "/v1/accounts/loans/LN-1/transactions", &repayment).await.expect(200);
    let one = load(&world.table, &lender.company.id, "LN-1").await.expect("read").expect("there");
    let pattern = one.ledger.entries.last().expect("a payment").clone();
    known.ledger = one.ledger.clone();
    known.version = one.version;
    for number in known.ledger.entries.len()..TRANSACTIONS {
        let mut entry: Entry = pattern.clone();
        entry.transaction.id.0 = u64::try_from(number).expect("a number") + 1;
        entry.transaction_id = format!("txn_{number:026}");
        known.ledger.account.entries = entry.transaction.id.0;
        known.ledger.entries.push(entry);
    }
    let pk = platform::keys::loan::loan(&lender.company.id, "LN-1");
    let mut writes = platform::accounts::entry_writes(&pk, &known.ledger, 2).expect("writes");
    let account = domain::accounts::account::Change {
        ledger: known.ledger.clone(),
        snapshot: known.ledger.on(known.ledger.account.at_rest.on).expect("computed"),
        entries_before: TRANSACTIONS,
        happened: vec![domain::accounts::account::Happened::to("LN-1", "account.transaction_posted")],
        remark: domain::lending::history::Remark { id: world.clock.now(), text: String::new(), author: String::new() },
    };
    writes.extend(change_writes(&lender.company, &account, Some(&one), world.clock.now()).expect("writes"));
    world.table.transact(writes).await.expect("stored");

    let begun = Instant::now();
    world.testbed.meter().reset();
    let body = json!({ "type": "repayment", "amount": "1.00" }).to_string();
    world.call(&lender.token, "POST", "/v1/accounts/loans/LN-1/transactions", &body).await.expect(200);
    let calls = world.testbed.meter().calls();
    assert_eq!((calls.of("Query"), calls.of("TransactWriteItems"), calls.total()), (1, 1, 2));
    println!("a change of {TRANSACTIONS} transactions: {:?}, {} capacity units", begun.elapsed(), calls.capacity());
    let account = world.call(&lender.token, "GET", "/v1/accounts/loans/LN-1", "").await.expect(200).json();
    assert_eq!(account["balances"]["principal_paid"], "10.99");
}
