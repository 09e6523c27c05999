//! Cards of accounts.

use domain::accounts::account::CARD;
use openapi::{Operation, id, repeated, scalar, schema};
use serde_json::{Map, Value};

use crate::accounts::{ONE, account};

/// The group of the operations.
pub(crate) const TAG: &str = "Cards";

/// The operations.
pub(crate) fn operations() -> Vec<Operation> {
    let all = format!("{ONE}/cards");
    let one = format!("{all}/{{card_id}}");
    let of_one = || [id("card_id", "The card"), repeated("card_id")];
    let operations = [
        Operation::post(&all, "createCard", "Adds a card to an account that is not closed")
            .with(account())
            .takes(schema("NewCard"))
            .answers("The card", schema("Card")),
        Operation::list(&all, "listCards", "Lists cards", "CardPage").with(account()),
        Operation::get(&one, "getCard", "A card").with(account()).with(of_one()).answers("The card", schema("Card")),
        Operation::delete(&one, "deleteCard", "Deletes a card").with(account()).with(of_one()),
    ];
    operations.map(|operation| operation.tagged(TAG)).into()
}

/// The schemas.
pub(crate) fn add(schemas: &mut Map<String, Value>) {
    let elsewhere = |field: &domain::resource::Field| scalar(field.kind);
    schemas.insert("NewCard".to_owned(), openapi::new(CARD, &elsewhere));
    schemas.insert("Card".to_owned(), openapi::answer(CARD, &elsewhere));
    schemas.insert("CardPage".to_owned(), openapi::list("cards", "Card"));
}
