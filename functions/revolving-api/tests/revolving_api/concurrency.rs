//! Many at once: a limit is never overdrawn, and of two creations of one id one wins.

use std::sync::Arc;

use domain::revolving::LoanChange;
use domain::servicing::life_cycle::AccountState;
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::revolving::Known;
use serde_json::json;

use crate::support::{LINE, LoanRoom, create, loan, read, start};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn approvals_at_once_do_not_overdraw_the_limit_together() {
    let world = Arc::new(start().await);
    let lender = Arc::new(world.lender().await);
    create(&world, &lender, LINE).await;
    for number in 0..10 {
        LoanRoom { world: &world, lender: &lender }
            .register("line-1", &format!("L{number}"))
            .await
            .expect("registered");
    }
    let approvals = (0..10).map(|number| {
        let (world, lender) = (world.clone(), lender.clone());
        tokio::spawn(async move {
            let approved = loan(&format!("L{number}"), AccountState::Approved, 300, 0);
            let attempt = async || {
                let company_id = &lender.company.id;
                let known = Known::load(&world.table, company_id, "line-1").await?.expect("an account");
                let zone = &lender.company.settings.time_zone;
                let context = domain::revolving::Context { zone, now: world.clock.now() };
                let writes = known.loan_writes(company_id, &approved, LoanChange::Approved, &context)?;
                Ok(Change { writes, answer: Answer::ok(domain::json::Json::Null) })
            };
            change::run(&world.table, &world.clock, &lender.company.id, None, attempt).await
        })
    });
    let mut approved = 0;
    for approval in approvals.collect::<Vec<_>>() {
        match approval.await.expect("no panic") {
            Ok(_) => approved += 1,
            Err(problem) => assert!(problem.retryable() || problem.message.contains("the credit line leaves of 1000")),
        }
    }
    assert!((1..=3).contains(&approved), "{approved}");
    let account = read(&world, &lender, "line-1").await;
    assert_eq!(account["consumed_credit"], json!((approved * 300).to_string()));
    println!("{approved} of 10 approvals at once were accepted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_many_creations_of_an_id_wins() {
    let world = Arc::new(start().await);
    let lender = Arc::new(world.lender().await);
    let calls = (0..20).map(|_| {
        let (world, lender) = (world.clone(), lender.clone());
        tokio::spawn(async move { world.call(&lender.token, "POST", "/v1/revolving", LINE).await })
    });
    let mut created = 0;
    for call in calls.collect::<Vec<_>>() {
        let reply = call.await.expect("no panic");
        match reply.status.as_u16() {
            200 => created += 1,
            _ => assert_eq!(reply.expect(409).error().0, "ALREADY_EXISTS"),
        }
    }
    assert_eq!(created, 1);
    let list = world.call(&lender.viewer, "GET", "/v1/revolving", "").await.expect(200).json();
    assert_eq!((&list["total"], list["accounts"].as_array().map(Vec::len)), (&json!(1), Some(1)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_account_is_not_deleted_under_a_loan_that_is_being_registered() {
    for _ in 0..5 {
        let world = Arc::new(start().await);
        let lender = Arc::new(world.lender().await);
        create(&world, &lender, LINE).await;
        let deletion = {
            let (world, lender) = (world.clone(), lender.clone());
            tokio::spawn(async move {
                world.call(&lender.token, "DELETE", "/v1/revolving/line-1", "").await.status.as_u16()
            })
        };
        let application = loan("A", AccountState::PendingApproval, 0, 0);
        let known = Known::load(&world.table, &lender.company.id, "line-1").await.expect("read");
        let registered = match known {
            Some(known) => {
                let zone = &lender.company.settings.time_zone;
                let context = domain::revolving::Context { zone, now: world.clock.now() };
                let change = LoanChange::Registered { holder_id: "7" };
                let writes = known.loan_writes(&lender.company.id, &application, change, &context).expect("open");
                world.table.transact(writes).await.is_ok()
            }
            None => false,
        };
        let deleted = deletion.await.expect("no panic") == 200;
        assert_ne!(registered, deleted);
        let stored = world.testbed.snapshot().await;
        let left = (stored.with_sort_key("ACCOUNT").count(), stored.with_sort_key("LOAN#").count());
        assert_eq!(left, if registered { (1, 1) } else { (0, 0) });
    }
}
