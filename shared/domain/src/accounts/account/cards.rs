//! Cards of an account.

use serde::{Deserialize, Serialize};

use super::change::Happened;
use super::context::Context;
use super::record::Account;
use super::refusal::Refusal;
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::listing::filter::{FieldType, Filterable, Schema};
use crate::resource::{Field, Kind, read};
use crate::servicing::life_cycle::AccountState;

/// Most cards of an account.
pub const CARDS_MAX: usize = 100;

/// The fields of a card.
pub const CARD: &[Field] = &[
    Field::new("card_id", Kind::Id, "Id of the card; a new one where none is given"),
    Field::new("type", Kind::Id, "Type of the card, in the lender's own words"),
    Field::new("account_id", Kind::Id, "Id of its account"),
];

/// What cards can be filtered and ordered by.
pub const CARDS: Schema = Schema {
    fields: &[
        Filterable::one("card_id", FieldType::Text),
        Filterable::one("type", FieldType::Text),
        Filterable::one("account_id", FieldType::Text),
    ],
};

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its id, unique on the account.
    pub card_id: String,
    /// Its type, in the lender's own words.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// All cards of an account, in the order in which they were added.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cards(Vec<Card>);

impl Cards {
    /// The cards.
    pub fn all(&self) -> &[Card] {
        &self.0
    }

    /// One of them.
    pub fn card(&self, card_id: &str) -> Result<&Card, Refusal> {
        self.0.iter().find(|card| card.card_id == card_id).ok_or(Refusal::NotFound("Card"))
    }

    /// With one more, and that one. An account that is closed takes none.
    pub fn with(&self, body: &Object, account: &Account, context: &Context<'_>) -> Result<(Self, Card), Refusal> {
        let said = read(CARD, body, None)?;
        let text = |key: &str| said.get(key).and_then(Json::as_text).map(str::to_owned);
        if text("account_id").is_some_and(|id| id != account.account_id) {
            return Err(Faults::at("account_id", "Value must be the id of the path").into());
        }
        let state = account.at_rest.place.state;
        if state == AccountState::Closed {
            let sentence = format!("The account is {}; it takes no cards.", state.name());
            return Err(Refusal::precondition("closed", sentence));
        }
        let card_id = text("card_id").unwrap_or_else(|| (context.new_id)("crd_"));
        if self.card(&card_id).is_ok() {
            let sentence = format!("There is a card with the id {card_id} on the account already.");
            return Err(Refusal::AlreadyExists(sentence));
        }
        if self.0.len() >= CARDS_MAX {
            let sentence = format!("The account has {CARDS_MAX} cards, as many as it can have.");
            return Err(Refusal::precondition("too_many_cards", sentence));
        }
        let card = Card { card_id, kind: text("type") };
        let mut cards = self.clone();
        cards.0.push(card.clone());
        Ok((cards, card))
    }

    /// Without one of them, in whatever state the account is.
    pub fn without(&self, card_id: &str) -> Result<Self, Refusal> {
        self.card(card_id)?;
        let mut cards = self.clone();
        cards.0.retain(|card| card.card_id != card_id);
        Ok(cards)
    }
}

impl Card {
    /// As answers show it.
    pub fn shown(&self, account_id: &str) -> Object {
        let kind = self.kind.as_ref().map(Json::text);
        let all = [
            ("card_id", Some(Json::text(&self.card_id))),
            ("type", kind),
            ("account_id", Some(Json::text(account_id))),
        ];
        all.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
    }

    /// What there is to tell of it.
    pub fn happened(&self, event_type: &'static str, account_id: &str) -> Happened {
        Happened::to(account_id, event_type).with("card_id", Json::text(&self.card_id))
    }
}
