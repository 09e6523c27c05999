//! Makes the documents of legal notices, one by one and in batches.
//!
//! The event relay puts a message into this function's queue for each notice and each batch that is asked for. A notice is read, set as PDF, put into
//! the bucket and noted as made, or as one that cannot be made. A batch is given out part by part; a part makes its notices as they would be made one by one, some at
//! once, and notes after each few how far it is.
//!
//! | access | calls |
//! |---|---|
//! | a notice | 1 `GetItem` of where it lies and 1 `BatchGetItem` of it and what it says; 1 `PutObject`; 1 `TransactWriteItems`; 1 `GetItem` more of a logo that it did not know |
//! | a batch | 1 `GetItem`, and 1 `SendMessageBatch` for ten parts |
//! | a part of a batch | 1 `GetItem` of the company; for each 20 loans 1 `BatchGetItem` of the part, 1 of what is made already, and 1 `TransactWriteItems` |
//! | a loan of a batch | what is read of it for a communication, 1 `TransactWriteItems`, 1 `PutObject`, 1 `TransactWriteItems` |
//!
//! A message may come twice, its work may be done beside another's, or end half way. The id of a loan's notice in a batch, its link and the place of its file are made of
//! the batch, so whoever makes it makes the same one, and it is written where there is none. The same notice has the same bytes.

mod batch;
mod logos;
mod make;
mod outcome;
mod part;
mod worked;

use std::sync::Arc;

use documents::Fonts;
use domain::moment::Moment;
use futures_util::future::LocalBoxFuture;
use platform::clock::Clock;
use platform::notices::NoticeMessage;
use platform::objects::Objects;
use platform::queue::Queue;
use platform::table::Table;

use logos::Logos;
pub use outcome::Unfinished;
pub use worked::worked;

/// What a run works with.
#[derive(Debug, Clone)]
pub struct App {
    /// The table.
    pub table: Table,
    /// The queue that it is called by, and puts further work into.
    pub queue: Queue,
    /// Where the files go.
    pub objects: Objects,
    /// The time.
    pub clock: Clock,
    /// Where the public reaches links.
    public_url: Arc<str>,
    /// What notices are set in; each is read when it is first needed.
    fonts: Arc<Fonts>,
    logos: Arc<Logos>,
}

impl App {
    /// The function on a table, a queue and a bucket; `public_url` is where the public reaches links.
    pub fn new(table: Table, queue: Queue, objects: Objects, clock: Clock, public_url: &str) -> Self {
        let (fonts, logos) = (Arc::new(Fonts::of_india()), Arc::default());
        Self { table, queue, objects, clock, public_url: public_url.into(), fonts, logos }
    }
}

/// Does what a message asks for; of a part as much as goes until a moment, and puts the rest into the queue.
pub async fn work(app: &App, message: &NoticeMessage, until: Moment) -> Result<(), Unfinished> {
    // Without its type: what lies within is deeper than a compiler looks.
    let work: LocalBoxFuture<'_, Result<(), Unfinished>> = match message {
        NoticeMessage::Notice { company_id, notice_id } => Box::pin(make::by_id(app, company_id, *notice_id)),
        NoticeMessage::Batch { company_id, batch_id } => Box::pin(batch::give_out(app, company_id, batch_id)),
        NoticeMessage::Part { company_id, batch_id, part } => {
            Box::pin(part::work(app, (company_id, batch_id, *part), until))
        }
    };
    work.await
}
