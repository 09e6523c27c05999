//! The local outbox: keeps what would have been sent, and sends nothing.

use futures_util::future::BoxFuture;
use platform::communications::{OutboxMessage, put_into_outbox};
use platform::table::Table;

use super::{Answer, Outbound, Provider, Sender};

/// Keeps messages in the table, under their company.
#[derive(Debug, Clone)]
pub struct Outbox {
    table: Table,
}

impl Outbox {
    /// Keeps them in this table.
    pub fn new(table: Table) -> Self {
        Self { table }
    }

    async fn keep(&self, outbound: Outbound<'_>) -> Answer {
        let Outbound { company, communication, message, to, body, now } = outbound;
        let shown = |key: &str| communication.comm_dict.get(key).and_then(domain::json::Json::as_text);
        let shoot_id = shown("shoot_id").unwrap_or_default().to_owned();
        let from = company.settings.name.clone();
        let kept = OutboxMessage {
            communication_id: communication.id,
            shoot_id: shoot_id.clone(),
            loan_id: message.loan_id.clone(),
            channel: communication.outgoing.channel.name().to_owned(),
            to: to.to_owned(),
            from: from.clone(),
            subject: shown("email_subject").map(str::to_owned),
            body: body.to_owned(),
            language: communication.said("language").unwrap_or("en").to_owned(),
            sent: now,
        };
        match put_into_outbox(&self.table, &company.id, &kept).await {
            Ok(()) => {
                Answer::Taken { provider_id: format!("outbox-{shoot_id}"), sender: Sender { from, reply_to: None } }
            }
            // Kept twice it is kept once, so it can be tried again.
            Err(error) if error.retryable() => Answer::NotTaken { code: "table".to_owned(), retry_after: None },
            Err(_) => Answer::Refused { code: "table".to_owned() },
        }
    }
}

impl Provider for Outbox {
    fn name(&self) -> &'static str {
        "outbox"
    }

    fn hand_over<'a>(&'a self, outbound: Outbound<'a>) -> BoxFuture<'a, Answer> {
        Box::pin(self.keep(outbound))
    }
}
