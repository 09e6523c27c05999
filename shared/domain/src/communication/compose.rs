//! The message of a template, as it goes out: previews, events and recovery actions make theirs here, so what is shown before is what is sent.

use super::link::ShortLink;
use super::message::{Message, RenderFault, render};
use super::template::Template;
use crate::company::Company;
use crate::recovery::channel::Channel;
use crate::recovery::message::OPT_OUT;

/// The word by which somebody opts out. A message that has it says how already.
const OPT_OUT_WORD: &str = "STOP";

/// Fills a template in a language, with `link` in place of links that are tracked, and says how to opt out where the company's contact policy wants that said.
///
/// # Errors
/// All variables without a value, or what is wrong with the length of what comes out.
pub fn compose(
    template: &Template,
    language: Option<&str>,
    company: &Company,
    link: ShortLink<'_>,
    value: impl Fn(&str) -> Option<String>,
) -> Result<Message, RenderFault> {
    completed(render(template, language, link, value)?, template.channel, company)
}

/// A message with how to opt out, where the company's contact policy wants that said.
///
/// # Errors
/// It is too long then.
pub fn completed(message: Message, channel: Channel, company: &Company) -> Result<Message, RenderFault> {
    if !company.settings.recovery.contact_policy.needs_opt_out_notice(channel) {
        return Ok(message);
    }
    message.with_opt_out(channel, OPT_OUT, OPT_OUT_WORD)
}
