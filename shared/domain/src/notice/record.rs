//! What is kept of a notice. It lies among the notices of its loan and is read as one of them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::json::{Json, Object};
use crate::moment::Moment;

/// For how many days the link to a notice leads to it.
pub const LINK_DAYS: i64 = 180;
/// Most clicks that are counted: what comes after is machines.
pub const CLICKS_MAX: u32 = 10_000;

/// How far a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It is to be made.
    Requested,
    /// Its document is there.
    Made,
    /// It cannot be made.
    Failed,
}

impl Stage {
    /// The names of all.
    pub const NAMES: [&'static str; 3] = ["requested", "made", "failed"];

    /// As answers write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Made => "made",
            Self::Failed => "failed",
        }
    }
}

/// The file of a notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// How long it is, in bytes.
    pub bytes: u64,
    /// SHA-256 of it, in hexadecimal.
    pub sha256: String,
}

/// What is known of a notice beside what readers of the loan see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Served {
    /// How far it is.
    pub stage: Stage,
    /// The loan, or the transaction.
    pub loan_id: String,
    /// The template.
    pub template_id: String,
    /// The template's name when it was asked for.
    pub template_name: String,
    /// ISO 639-1.
    pub language: String,
    /// The month that it is about, `2021-7-01`.
    pub allocation_month: String,
    /// The day that is printed.
    pub date: NaiveDate,
    /// To which of the applicant's addresses it goes, with its type; `None` where the loan has no address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Who asked for it.
    pub author: String,
    /// The batch that it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch_id: Option<String>,
    /// The recovery action that it carries out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action_id: Option<String>,
    /// The name under which the public asks for it; nobody can guess it.
    pub link: String,
    /// Until when the link leads to it.
    pub link_expires_at: Moment,
    /// Where the file lies.
    pub object_key: String,
    /// The file, once it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<File>,
    /// Why it cannot be made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How often the link was followed.
    #[serde(default)]
    pub clicks: u32,
    /// When it was last followed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clicked: Option<Moment>,
    /// The articles by which it went out on paper, by the ids of their entries in the history.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<Article>,
}

/// An address of the applicant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Its place among the applicant's addresses.
    pub index: u32,
    /// `Home`, `Work`, ….
    pub kind: String,
    /// The postal code.
    pub pincode: String,
}

/// A letter in the post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The entry in the history that tells of it.
    pub id: Moment,
    /// The carrier's id of it.
    pub tracking_id: String,
}

/// A notice. To readers of the loan it is one of `notice_tracking_details`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeRecord {
    /// Its id, and when it was made.
    pub id: Moment,
    /// Kind of case, such as `lrn`.
    pub case_type: String,
    /// `Notice`.
    pub document_type: String,
    /// Where the PDF is, once it is there: the link that counts clicks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub s3_link: Option<String>,
    /// What readers of the loan see of it.
    pub data: Object,
    /// What else is known of it.
    pub served: Served,
}

impl NoticeRecord {
    /// The type of document of a notice.
    pub const DOCUMENT_TYPE: &'static str = "Notice";

    /// The notice as the readers of the loan are to see it.
    #[must_use]
    pub fn told(mut self) -> Self {
        let Served { stage, template_name, language, link, clicks, clicked, reason, .. } = &self.served;
        let mut data = Object::from([
            ("status".to_owned(), Json::text(stage.name())),
            ("template_name".to_owned(), Json::text(template_name)),
            ("language".to_owned(), Json::text(language)),
        ]);
        if *stage == Stage::Made {
            data.insert("notice_link".to_owned(), Json::text(link));
            data.insert("notice_click_count".to_owned(), Json::integer(i64::from(*clicks)));
        }
        if let Some(clicked) = clicked {
            data.insert("clicked_time".to_owned(), Json::text(clicked.to_lending_text()));
        }
        if let Some(reason) = reason {
            data.insert("reason".to_owned(), Json::text(reason));
        }
        self.data = data;
        self
    }

    /// The notice with its file; `address` is where the public reaches links.
    #[must_use]
    pub fn made(mut self, file: File, address: &str) -> Self {
        self.s3_link = Some(format!("{}/notices/{}", address.trim_end_matches('/'), self.served.link));
        self.served.stage = Stage::Made;
        self.served.file = Some(file);
        self.told()
    }

    /// The notice that cannot be made.
    #[must_use]
    pub fn failed(mut self, reason: String) -> Self {
        self.served.stage = Stage::Failed;
        self.served.reason = Some(reason);
        self.told()
    }

    /// The notice after a click; `None` where none is counted any more.
    pub fn clicked(&self, now: Moment) -> Option<Self> {
        let clicks = self.served.clicks.checked_add(1).filter(|clicks| *clicks <= CLICKS_MAX)?;
        let mut after = self.clone();
        after.served.clicks = clicks;
        after.served.clicked = Some(now);
        Some(after.told())
    }

    /// Whether the link leads to it at a moment.
    pub fn is_reached(&self, now: Moment) -> bool {
        self.served.stage == Stage::Made && now < self.served.link_expires_at
    }

    /// As the operations of notices show it.
    pub fn show(&self) -> Object {
        let served = &self.served;
        let number = |number: i64| Json::integer(number);
        let file = served.file.as_ref();
        let members = [
            ("notice_id", number(self.id.micros())),
            ("loan_id", Json::text(&served.loan_id)),
            ("case_type", Json::text(&self.case_type)),
            ("status", Json::text(served.stage.name())),
            ("reason", served.reason.as_deref().into()),
            ("template_id", Json::text(&served.template_id)),
            ("template_name", Json::text(&served.template_name)),
            ("language", Json::text(&served.language)),
            ("allocation_month", Json::text(&served.allocation_month)),
            ("notice_date", Json::text(served.date.to_string())),
            ("batch_id", served.batch_id.as_deref().into()),
            ("action_id", served.action_id.as_deref().into()),
            ("notice_link", Json::text(&served.link)),
            ("s3_link", self.s3_link.as_deref().into()),
            ("link_expires_at", Json::text(served.link_expires_at.to_rfc3339())),
            ("notice_click_count", number(i64::from(served.clicks))),
            ("clicked_time", served.clicked.map(|at| Json::text(at.to_lending_text())).into()),
            ("tracking_ids", served.articles.iter().map(|article| Json::text(&article.tracking_id)).collect()),
            ("bytes", file.and_then(|file| i64::try_from(file.bytes).ok()).map(number).into()),
            ("sha256", file.map(|file| Json::text(&file.sha256)).into()),
            ("created", Json::text(self.id.to_lending_text())),
        ];
        members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }
}
