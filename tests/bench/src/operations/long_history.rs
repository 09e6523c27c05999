//! A loan to which a great deal has happened.

use crate::{
    samples,
    world::{Call, World},
};
use domain::{
    calendar::Month,
    json::{Json, Object},
    lending::{
        allocation::FinalStatus,
        history::{Communication, Notice, Remark},
        payment::Payment,
    },
    moment::Moment,
};
use http::StatusCode;
use platform::{
    keys::loan::{self as keys, History},
    table::{Condition, Item, TRANSACTION_WRITES_MAX, Write},
};

/// What a message and a notice carry beside what all of their kind carry.
const PARTICULARS: &str = r#"{"status":"Delivered","template":"Reminder of an overdue installment","language":"hi",
    "provider_reference":"4f6c0e52-7f0b-4c8e-9a35-2d4b6c1f8a10"}"#;

/// A loan with as many entries, the four kinds in turn. They are written as the function stores them, only not one by one.
pub(crate) async fn add(world: &World, id: &str, entries: u32) {
    let upload = Call::new(&world.lending.token, "POST", &format!("loan/{id}"), samples::loan(id, samples::MONTH));
    world.prepare([upload], StatusCode::CREATED).await;
    let pk = keys::loan(&world.lending.company_id, id);
    let mut writes = (0..entries).map(|number| put(&pk, number)).peekable();
    while writes.peek().is_some() {
        let batch = writes.by_ref().take(TRANSACTION_WRITES_MAX).collect();
        world.table.transact(batch).await.expect("the history is stored");
    }
}

fn put(pk: &str, number: u32) -> Write {
    // A minute apart, from the beginning of 2022.
    let id = Moment::from_micros(1_640_995_200_000_000).expect("in range").later(i64::from(number) * 60_000_000);
    let item = match number % 4 {
        0 => Item::of(keys::history(pk, History::Payment, id), None, &payment(id)),
        1 => Item::of(keys::history(pk, History::Communication, id), None, &communication(id)),
        2 => Item::of(keys::history(pk, History::Notice, id), None, &notice(id)),
        _ => Item::of(keys::history(pk, History::Remark, id), None, &remark(id)),
    };
    Write::Put { item: item.expect("an entry has a JSON form"), condition: Condition::None }
}

fn payment(id: Moment) -> Payment {
    let fields = object(&samples::payment(id.micros().unsigned_abs()));
    Payment {
        id,
        month: Month::from_text(samples::MONTH).expect("a month"),
        transaction_id: None,
        final_status: FinalStatus::Closed,
        amount: fields.get("amount_recovered").and_then(Json::as_number).expect("an amount"),
        fields,
        author: "bench@example.com".to_owned(),
    }
}

fn communication(id: Moment) -> Communication {
    Communication { id, type_of_comm: "sms".to_owned(), comm_dict: object(PARTICULARS) }
}

fn notice(id: Moment) -> Notice {
    let (case_type, document_type) = ("lrn".to_owned(), "Speedpost".to_owned());
    Notice { id, case_type, document_type, s3_link: None, data: object(PARTICULARS) }
}

fn remark(id: Moment) -> Remark {
    Remark { id, text: "Payment of 1000 received for 2021-7-01".to_owned(), author: "bench@example.com".to_owned() }
}

fn object(text: &str) -> Object {
    let json: Json = serde_json::from_str(text).expect("valid JSON");
    json.as_object().expect("an object").clone()
}
