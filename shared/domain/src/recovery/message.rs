//! What a borrower is told where neither the caller nor a template says it.

use super::channel::Channel;
use super::overdue::Overdue;
use crate::company::Company;

/// How to opt out of messages by a channel.
pub const OPT_OUT: &str = "Reply STOP to receive no more messages here.";

/// The text of an action without a message of its own, in English, in the company's name; `None` for channels that carry no text: a notice
/// is a document, a visit a conversation.
///
/// `Lender: INR 600 of your loan LN-1 has been overdue since 2024-01-05. Please pay it, or tell us if you have.` Where the company's contact
/// policy wants it, it says how to opt out.
pub fn default_text(company: &Company, channel: Channel, loan_id: &str, overdue: Overdue) -> Option<String> {
    if matches!(channel, Channel::Notice | Channel::FieldVisit) {
        return None;
    }
    let (name, currency) = (&company.settings.name, &company.settings.currency);
    let Overdue { since, amount } = overdue;
    let amount = amount.normalize();
    let mut text = format!(
        "{name}: {currency} {amount} of your loan {loan_id} has been overdue since {since}. \
         Please pay it, or tell us if you have."
    );
    if company.settings.recovery.contact_policy.needs_opt_out_notice(channel) {
        text.push(' ');
        text.push_str(OPT_OUT);
    }
    Some(text)
}
