//! The table on which cases are tried.

use serde_json::{Value, json};
use testbed::{Lender, World};

use crate::journey::loan;
use crate::setting::start;

/// A table with what the operations are about, in the middle of January.
pub struct Room {
    pub world: World,
    pub lender: Lender,
    /// The id of the repayment of `LIVE`.
    pub paid: String,
}

impl Room {
    pub async fn start() -> Self {
        let world = start().await;
        world.on("2024-01-20");
        let lender = world.lender().await;
        let mut room = Self { world, lender, paid: String::new() };
        let gold = json!({"product_id": "gold", "name": "Gold", "currency_code": "INR", "settings": {"interest": {"rate": 12}}});
        room.put("/v1/products/loans", &gold).await;
        for (id, verbs) in [("DRAFT", 0), ("READY", 2), ("LIVE", 3)] {
            room.put("/v1/accounts/loans", &loan(id)).await;
            let paid_out = json!({"value_time": "2024-01-01T10:00:00+05:30"});
            let steps = [("submit", json!({})), ("approve", json!({})), ("disburse", paid_out)];
            for (verb, body) in steps.iter().take(verbs) {
                room.put(&format!("/v1/accounts/loans/{id}:{verb}"), body).await;
            }
        }
        room.put("/v1/accounts/loans/LIVE/cards", &json!({"card_id": "CARD"})).await;
        let fund = json!({"fund_id": "FUND", "funding_account_id": "inv-1", "amount": "10.00"});
        room.put("/v1/accounts/loans/DRAFT/fundings", &fund).await;
        let payment = json!({"type": "repayment", "amount": "100.00", "value_date": "2024-01-10"});
        let paid = room.put("/v1/accounts/loans/LIVE/transactions", &payment).await;
        paid["transaction_id"].as_str().expect("an id").clone_into(&mut room.paid);
        room
    }

    async fn put(&self, path: &str, body: &Value) -> Value {
        self.world.call(&self.lender.token, "POST", path, &body.to_string()).await.expect(200).json()
    }

    /// A path with the ids that this table has.
    pub fn path(&self, path: &str) -> String {
        path.replace("{paid}", &self.paid)
    }
}
