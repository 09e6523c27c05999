//! Whatever is done in whatever order: what is kept at rest is what a replay gives, and taking the last thing back gives
//! what was before it.

use proptest::prelude::*;

use super::setting::{Lender, loan, object};
use crate::accounts::account::{
    AtRest, Change, Disbursal, Ledger, Note, Refusal, disburse, enter, reverse, terminate, write_off,
};

#[derive(Debug, Clone)]
enum Doing {
    Enter(String),
    WriteOff,
    Terminate,
    Reverse(usize),
}

fn doing() -> impl Strategy<Value = (u64, Doing)> {
    let amount = 1_u32..60_000;
    let what = prop_oneof![
        6 => amount.clone().prop_map(|cents| Doing::Enter(money("repayment", cents))),
        2 => (1_u32..3_000).prop_map(|cents| Doing::Enter(money("fee", cents))),
        1 => (0_u32..30).prop_map(|rate| Doing::Enter(format!(r#"{{"type": "interest_rate_change", "rate": {rate}}}"#))),
        1 => Just(Doing::Enter(r#"{"type": "payment_holiday", "installments": 1}"#.to_owned())),
        1 => amount.prop_map(|cents| Doing::Enter(money("recovery_after_write_off", cents))),
        1 => Just(Doing::WriteOff),
        1 => Just(Doing::Terminate),
        3 => (0_usize..12).prop_map(Doing::Reverse),
    ];
    (0_u64..20, what)
}

fn money(kind: &str, cents: u32) -> String {
    format!(r#"{{"type": "{kind}", "amount": "{}.{:02}"}}"#, cents / 100, cents % 100)
}

fn done(lender: &Lender, ledger: &Ledger, day: &str, doing: &Doing) -> Result<Change, Refusal> {
    lender.on(day, |context| match doing {
        Doing::Enter(body) => enter(ledger, &object(body), context),
        Doing::WriteOff => write_off(ledger, Note::default(), context),
        Doing::Terminate => terminate(ledger, Note::default(), context),
        Doing::Reverse(position) => {
            let id = ledger.entries.get(*position).map(|entry| entry.transaction_id.clone()).unwrap_or_default();
            reverse(ledger, &id, &Note::default(), context)
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_is_what_a_replay_gives(steps in prop::collection::vec(doing(), 1..12)) {
        let lender = Lender::new();
        let approved = lender.approved(&loan(""));
        let mut ledger = lender.on("2024-01-01", |context| disburse(&approved, Disbursal::default(), context)).unwrap().ledger;
        let mut day: chrono::NaiveDate = "2024-01-01".parse().unwrap();
        for (days, doing) in steps {
            day = day + chrono::Days::new(days);
            let before = ledger.on(day).unwrap();
            let Ok(change) = done(&lender, &ledger, &day.to_string(), &doing) else { continue };
            prop_assert_eq!(&AtRest::of(&change.ledger, day).unwrap(), &change.ledger.account.at_rest);
            prop_assert_eq!(&change.snapshot, &change.ledger.on(day).unwrap());
            let last = change.ledger.entries.last().unwrap().transaction_id.clone();
            if !matches!(doing, Doing::Reverse(_))
                && let Ok(back) = lender.on(&day.to_string(), |context| reverse(&change.ledger, &last, &Note::default(), context))
            {
                prop_assert_eq!(&before, &back.snapshot);
            }
            ledger = change.ledger;
        }
    }
}
