//! What a borrower is sent: a template in one language, with its variables filled.

use std::collections::BTreeSet;

use super::link::{Filled, LINKS_MAX, ShortLink, is_link_value, shortened};
use super::sms::{SEGMENTS_MAX, Sms};
use super::template::{Body, Template};
use super::wording::{Part, WordingFault, parts};
use crate::recovery::channel::Channel;

/// Most characters of a message of a channel once its variables are filled.
pub fn chars_max(channel: Channel) -> usize {
    match channel {
        Channel::Email => 100_000,
        Channel::Voice => 3_000,
        _ => 4_096,
    }
}

/// A message.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Its language, ISO 639-1.
    pub language: String,
    /// The subject, of an e-mail.
    pub subject: Option<String>,
    /// The text; of an e-mail HTML.
    pub body: String,
    /// What it is as SMS, where it is one.
    pub sms: Option<Sms>,
    /// Where the links of ours lead that it has in place of others, in the order of their numbers.
    pub links: Vec<String>,
}

/// It names a borrower.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Message").field("language", &self.language).field("sms", &self.sms).finish_non_exhaustive()
    }
}

/// Why there is no message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderFault {
    /// Variables without a value, by name.
    #[error("There is no value for {}", .0.join(", "))]
    Missing(Vec<String>),
    /// It is longer than its channel takes.
    #[error("The message is longer than {0} characters once its variables are filled")]
    TooLong(usize),
    /// It takes more segments than an SMS may have.
    #[error(
        "The message takes {0} SMS segments once its variables are filled, where at most {SEGMENTS_MAX} may be sent"
    )]
    TooManySegments(usize),
    /// It has more links than are counted.
    #[error("The message has more than {LINKS_MAX} links, which are to be tracked")]
    TooManyLinks,
    /// What is stored is no template.
    #[error(transparent)]
    Wording(#[from] WordingFault),
}

/// How values are written into a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escape {
    /// As they are.
    None,
    /// So that HTML shows them as they are, whatever is in them.
    Html,
}

/// Fills a template in the language that is asked for, or else in its own default. Where it says that its links are tracked, they become links of ours.
///
/// # Errors
/// All variables without a value, or what is wrong with the length of what comes out.
pub fn render(
    template: &Template,
    language: Option<&str>,
    link: ShortLink<'_>,
    value: impl Fn(&str) -> Option<String>,
) -> Result<Message, RenderFault> {
    let Body { language, subject, body } = template.body(language);
    let is_email = template.channel == Channel::Email;
    let mut missing = BTreeSet::new();
    let subject = subject.as_deref().map(|subject| fill_plain(subject, &value, &mut missing)).transpose()?;
    let escape = if is_email { Escape::Html } else { Escape::None };
    let (body, values) = fill(body, escape, &value, &mut missing)?;
    if !missing.is_empty() {
        return Err(RenderFault::Missing(missing.into_iter().collect()));
    }
    let (body, links) = if template.track_links {
        shortened(&body, &values, is_email, link).ok_or(RenderFault::TooManyLinks)?
    } else {
        (body, Vec::new())
    };
    checked(template.channel, Message { language: language.clone(), subject, body, sms: None, links })
}

impl Message {
    /// A message whose text somebody has written. As an e-mail it is HTML that shows the text as it stands.
    ///
    /// # Errors
    /// It is too long for its channel.
    pub fn plain(channel: Channel, language: &str, subject: &str, text: &str) -> Result<Self, RenderFault> {
        let is_email = channel == Channel::Email;
        let body = if is_email { html(text) } else { text.to_owned() };
        let subject = is_email.then(|| subject.chars().map(|it| if it.is_control() { ' ' } else { it }).collect());
        checked(channel, Self { language: language.to_owned(), subject, body, sms: None, links: Vec::new() })
    }

    /// The message with a sentence behind it, if it does not say the word that the sentence is about.
    ///
    /// # Errors
    /// It is too long then.
    pub fn with_opt_out(mut self, channel: Channel, sentence: &str, word: &str) -> Result<Self, RenderFault> {
        if self.body.contains(word) {
            return Ok(self);
        }
        self.body.push_str(if channel == Channel::Email { "<br/>" } else { " " });
        self.body.push_str(sentence);
        checked(channel, self)
    }
}

/// How many links of a template's text are counted, when each of its variables that can be a link is another one; `None` where there are more than can be.
pub(crate) fn count_links(text: &str, is_email: bool) -> Option<usize> {
    let number = std::cell::Cell::new(0_usize);
    let value = |name: &str| {
        number.set(number.get().saturating_add(1));
        let link = format!("https://{}.example/{}", number.get(), name.len());
        Some(if is_link_value(name, &link) { link } else { "x".to_owned() })
    };
    // What is no text of a template is refused otherwise.
    let (text, values) = fill(text, Escape::None, &value, &mut BTreeSet::new()).unwrap_or_default();
    let link = ShortLink { public_url: "", token: ShortLink::PREVIEWED };
    shortened(&text, &values, is_email, link).map(|(_, targets)| targets.len())
}

fn checked(channel: Channel, mut message: Message) -> Result<Message, RenderFault> {
    let most = chars_max(channel);
    if message.body.chars().count() > most {
        return Err(RenderFault::TooLong(most));
    }
    message.sms = (channel == Channel::Sms).then(|| Sms::of(&message.body));
    match message.sms {
        Some(sms) if sms.segments > SEGMENTS_MAX => Err(RenderFault::TooManySegments(sms.segments)),
        _ => Ok(message),
    }
}

/// A text with its variables filled, as it stands; those without a value are noted.
pub(crate) fn fill_plain(
    text: &str,
    value: &dyn Fn(&str) -> Option<String>,
    missing: &mut BTreeSet<String>,
) -> Result<String, WordingFault> {
    fill(text, Escape::None, &value, missing).map(|(filled, _)| filled)
}

/// A text with its variables filled, and where their values are in it.
fn fill(
    text: &str,
    escape: Escape,
    value: &impl Fn(&str) -> Option<String>,
    missing: &mut BTreeSet<String>,
) -> Result<(String, Vec<Filled>), WordingFault> {
    let (mut filled, mut values) = (String::with_capacity(text.len()), Vec::new());
    for part in parts(text)? {
        match part {
            Part::Text(text) => filled.push_str(text),
            Part::Variable(name) => match value(name) {
                Some(value) => {
                    let start = filled.len();
                    write(&value, escape, &mut filled);
                    values.push(Filled { at: start..filled.len(), is_link: is_link_value(name, &value) });
                }
                None => drop(missing.insert(name.to_owned())),
            },
        }
    }
    Ok((filled, values))
}

/// A text as HTML that shows it, with its lines.
fn html(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            shown.push_str("<br/>");
        }
        write(line, Escape::Html, &mut shown);
    }
    shown
}

/// A value is one line: a name with line breaks in it must not make up lines of its own.
fn write(value: &str, escape: Escape, into: &mut String) {
    for character in value.chars().map(|character| if character.is_control() { ' ' } else { character }) {
        match (escape, character) {
            (Escape::Html, '&') => into.push_str("&amp;"),
            (Escape::Html, '<') => into.push_str("&lt;"),
            (Escape::Html, '>') => into.push_str("&gt;"),
            (Escape::Html, '"') => into.push_str("&quot;"),
            (Escape::Html, '\'') => into.push_str("&#39;"),
            _ => into.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::moment::Moment;

    fn template(channel: Channel, subject: Option<&str>, text: &str) -> Template {
        let body = |language: &str, body: &str| Body {
            language: language.to_owned(),
            subject: subject.map(str::to_owned),
            body: body.to_owned(),
        };
        Template {
            template_id: "tpl_1".to_owned(),
            channel,
            name: "T".to_owned(),
            default_language: "en".to_owned(),
            bodies: vec![body("hi", "नमस्ते {a}"), body("en", text)],
            client_template_id: None,
            voice_gender: None,
            track_links: false,
            custom_variables: BTreeSet::new(),
            created: Moment::EPOCH,
            updated: Moment::EPOCH,
        }
    }

    const LINK: ShortLink<'_> = ShortLink { public_url: "https://r.co", token: ShortLink::PREVIEWED };

    fn value(name: &str) -> Option<String> {
        match name {
            "a" => Some("Ann & {b}\n<i>".to_owned()),
            "b" => Some("never".to_owned()),
            _ => None,
        }
    }

    #[test]
    fn variables_are_filled_once_in_the_language_asked_for() {
        let sms = template(Channel::Sms, None, "Hi {a}, bye {a}");
        let message = render(&sms, None, LINK, value).expect("a message");
        assert_eq!(message.body, "Hi Ann & {b} <i>, bye Ann & {b} <i>");
        assert_eq!(message.sms.map(|sms| sms.segments), Some(1));
        assert_eq!(render(&sms, Some("hi"), LINK, value).expect("a message").body, "नमस्ते Ann & {b} <i>");
        assert_eq!(render(&sms, Some("ta"), LINK, value).expect("a message").language, "en");
    }

    #[test]
    fn values_cannot_write_html_or_lines_of_a_subject() {
        let email = template(Channel::Email, Some("For {a}"), "<p>{a}</p>");
        let message = render(&email, None, LINK, value).expect("a message");
        assert_eq!(message.subject.as_deref(), Some("For Ann & {b} <i>"));
        assert_eq!(message.body, "<p>Ann &amp; {b} &lt;i&gt;</p>");
        let opt_out = message.with_opt_out(Channel::Email, "Reply STOP.", "STOP").expect("fits");
        assert_eq!(opt_out.body, "<p>Ann &amp; {b} &lt;i&gt;</p><br/>Reply STOP.");
        assert_eq!(opt_out.clone().with_opt_out(Channel::Email, "Reply STOP.", "STOP"), Ok(opt_out));
    }

    #[test]
    fn a_text_that_somebody_wrote_is_shown_as_it_stands() {
        let of = |channel| Message::plain(channel, "en", "About\nL", "Pay <now> &\nhere").expect("fits");
        let email = of(Channel::Email);
        assert_eq!(
            (email.subject.as_deref(), email.body.as_str()),
            (Some("About L"), "Pay &lt;now&gt; &amp;<br/>here")
        );
        let sms = of(Channel::Sms);
        assert_eq!(
            (sms.subject, sms.body.as_str(), sms.sms.map(|it| it.segments)),
            (None, "Pay <now> &\nhere", Some(1))
        );
        let long = "x".repeat(1_531);
        assert_eq!(Message::plain(Channel::Sms, "en", "", &long), Err(RenderFault::TooManySegments(11)));
    }

    #[test]
    fn links_of_a_template_that_tracks_them_become_ours_and_are_what_is_counted() {
        let value = |name: &str| match name {
            "payment_link" => Some(format!("https://lender.in/{}?a=1&b=2", "x".repeat(200))),
            "applicant_name" => Some("https://evil.in".to_owned()),
            _ => None,
        };
        let track = |channel, text| Template { track_links: true, ..template(channel, Some("s"), text) };
        let sms = track(Channel::Sms, "{applicant_name}: pay at {payment_link}.");
        let message = render(&sms, None, LINK, value).expect("a message");
        assert_eq!(message.body, "https://evil.in: pay at https://r.co/l/00000000000000000000000000.");
        assert_eq!((message.sms.map(|sms| (sms.units, sms.segments)), message.links.len()), (Some((66, 1)), 1));
        assert_eq!(message.links.first().map(String::len), Some(226));
        let untracked = Template { track_links: false, ..sms };
        let message = render(&untracked, None, LINK, value).expect("a message");
        assert_eq!((message.sms.map(|sms| sms.segments), message.links.len()), (Some(2), 0));
        let email = track(Channel::Email, r#"<a href="{payment_link}">{payment_link}</a> {applicant_name}"#);
        let message = render(&email, None, LINK, value).expect("a message");
        let short = "https://r.co/l/00000000000000000000000000";
        assert_eq!(message.body, format!(r#"<a href="{short}">{short}</a> https://evil.in"#));
        assert!(message.links.first().is_some_and(|link| link.ends_with("?a=1&b=2")));
        let many = track(
            Channel::Whatsapp,
            "https://a.in/1 https://a.in/2 https://a.in/3 https://a.in/4 https://a.in/5 https://a.in/6 https://a.in/7 https://a.in/8 https://a.in/9 https://a.in/10",
        );
        assert_eq!(render(&many, None, LINK, value), Err(RenderFault::TooManyLinks));
    }

    #[test]
    fn all_variables_without_a_value_are_named() {
        let email = template(Channel::Email, Some("{z}"), "{x} {a} {x}");
        let fault = render(&email, None, LINK, value).expect_err("missing");
        assert_eq!(fault, RenderFault::Missing(vec!["x".to_owned(), "z".to_owned()]));
        assert_eq!(fault.to_string(), "There is no value for x, z");
    }

    #[test]
    fn a_message_fits_its_channel() {
        let long = |_: &str| Some("x".repeat(1_531));
        let of =
            |channel| render(&template(channel, None, "{a}{a}"), None, LINK, long).map(|message| message.body.len());
        assert_eq!(of(Channel::Sms), Err(RenderFault::TooManySegments(21)));
        assert_eq!(of(Channel::Voice), Err(RenderFault::TooLong(3_000)));
        assert_eq!(of(Channel::Whatsapp), Ok(3_062));
    }

    proptest! {
        #[test]
        fn no_value_makes_html(value in ".{0,40}") {
            let email = template(Channel::Email, Some("s"), "{a}");
            let body = render(&email, None, LINK, |_| Some(value.clone())).expect("a message").body;
            prop_assert!(!body.contains(['<', '>', '"', '\'']));
        }
    }
}
