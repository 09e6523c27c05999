//! What SES reports of an e-mail, as `EventBridge` brings it: a rule of the template takes the events of the configuration set alone, so nobody else can
//! say anything here.

use std::collections::BTreeMap;

use domain::communication::report::Report;
use domain::recovery::channel::Channel;
use domain::recovery::contact::OptOutMethod;
use platform::communications::{CommunicationMessage, Refusal, Reported, opt_out_of, report};
use serde::Deserialize;

use crate::App;
use crate::outcome::Failed;

/// Under which name communications keep that SES took them.
const SES: &str = "ses";

/// An event of SES.
#[derive(Debug, Deserialize)]
pub(crate) struct SesReport {
    detail: Detail,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Detail {
    event_type: String,
    mail: Mail,
    bounce: Option<Bounce>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Mail {
    message_id: String,
    #[serde(default)]
    tags: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    destination: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    bounce_type: String,
    #[serde(default)]
    bounce_sub_type: String,
}

/// It names a borrower.
impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("message_id", &self.message_id).finish_non_exhaustive()
    }
}

impl SesReport {
    /// Moves the communication on; of who complains, the contacts with the address want no more e-mails. What is not of here changes nothing.
    pub(crate) async fn take_in(&self, app: &App) -> Result<(), Failed> {
        let Detail { event_type, mail, .. } = &self.detail;
        let Some(message) = mail.message() else {
            tracing::warn!(event_type, "a report of SES names no communication");
            return Ok(());
        };
        let now = app.clock.now();
        if event_type == "Complaint" {
            for address in &mail.destination {
                let refusal = Refusal { address, channel: Channel::Email, how: OptOutMethod::Other };
                opt_out_of(&app.table, (&message.company_id, &message.loan_id), refusal, now).await?;
            }
        }
        let Some(told) = self.meant() else { return Ok(()) };
        let told = Reported { report: &told, provider: SES, provider_id: &mail.message_id };
        let changed = report(&app.table, &message, told, now).await?;
        tracing::info!(
            company = message.company_id,
            loan_id = message.loan_id,
            communication = message.communication_id,
            event_type,
            changed,
            "SES reported"
        );
        Ok(())
    }

    fn meant(&self) -> Option<Report> {
        let failed = |code: String| Some(Report::Failed { code: Some(code) });
        match self.detail.event_type.as_str() {
            "Send" => Some(Report::Sent),
            // Who complains has it.
            "Delivery" | "Complaint" => Some(Report::Delivered),
            "Open" | "Click" => Some(Report::Read),
            "Bounce" => failed(self.detail.bounce.as_ref().map_or_else(
                || "Bounce".to_owned(),
                |bounce| format!("{}/{}", bounce.bounce_type, bounce.bounce_sub_type),
            )),
            "Reject" => failed("Reject".to_owned()),
            "Rendering Failure" => failed("RenderingFailure".to_owned()),
            _ => None,
        }
    }
}

impl Mail {
    /// The communication that the tags name, in parts.
    fn message(&self) -> Option<CommunicationMessage> {
        let part = |at: usize| self.tags.get(&format!("ref{at}"))?.first();
        let reference: String = (0..).map_while(part).map(String::as_str).collect();
        CommunicationMessage::of_reference(&reference)
    }
}
