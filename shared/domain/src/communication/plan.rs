//! What goes out by which channel to whom, and what does not: the contact policy decides on each.

use super::recipient::Person;
use crate::company::Company;
use crate::moment::Moment;
use crate::recovery::case::RecoveryCase;
use crate::recovery::channel::Channel;
use crate::recovery::contact::BorrowerContact;
use crate::recovery::contact_policy::{Attempt, Decision, Obstacle, Rule, decide};

/// What goes out to somebody.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// How.
    pub channel: Channel,
    /// To whom.
    pub contact: &'a BorrowerContact,
    /// Until when it waits, and for what; `None` where it goes out at once.
    pub waits: Option<(Moment, Rule)>,
}

/// What goes out by a channel.
#[derive(Debug, Clone)]
pub struct ChannelPlan<'a> {
    /// The channel.
    pub channel: Channel,
    /// What goes out.
    pub drafts: Vec<Draft<'a>>,
    /// The rules by which it does not go out to somebody.
    pub suppressed: Vec<Rule>,
    /// To how many it does not go out because there is no number or address of them.
    pub without_address: usize,
}

/// On what the decision is made.
#[derive(Clone, Copy)]
pub struct Planning<'a> {
    /// The company.
    pub company: &'a Company,
    /// What about the loan forbids it.
    pub obstacles: &'a [Obstacle],
    /// The present moment.
    pub now: Moment,
}

/// Decides on each person and channel. What goes out at once is an attempt, which the case keeps and which counts for those that follow; what
/// waits is asked about again when its time comes, and counts then.
pub fn plan<'a>(
    channels: impl IntoIterator<Item = Channel>,
    persons: &[Person<'a>],
    planning: &Planning<'_>,
    case: &mut RecoveryCase,
) -> Vec<ChannelPlan<'a>> {
    let of_channel = |channel| {
        let mut plan = ChannelPlan { channel, drafts: Vec::new(), suppressed: Vec::new(), without_address: 0 };
        for person in persons {
            let Some(contact) = person.first_for(channel) else {
                plan.without_address = plan.without_address.saturating_add(1);
                continue;
            };
            let waits = match permission(channel, contact, planning, case) {
                Decision::Suppressed { rule } => {
                    plan.suppressed.push(rule);
                    continue;
                }
                Decision::Postponed { until, rule } => Some((until, rule)),
                Decision::Allowed => {
                    case.attempted(channel, &planning.company.settings.recovery.contact_policy, planning.now);
                    None
                }
            };
            plan.drafts.push(Draft { channel, contact, waits });
        }
        plan
    };
    channels.into_iter().map(of_channel).collect()
}

fn permission(channel: Channel, contact: &BorrowerContact, planning: &Planning<'_>, case: &RecoveryCase) -> Decision {
    if case.has_lost_count() {
        return Decision::Suppressed { rule: Rule::TooManyAttempts };
    }
    let settings = &planning.company.settings;
    let attempt = Attempt {
        now: planning.now,
        channel,
        recipient: contact.recipient(),
        company_zone: &settings.time_zone,
        obstacles: planning.obstacles,
        before: &case.attempts,
        announces_remedy: false,
    };
    decide(&settings.recovery.contact_policy, &attempt)
}

impl ChannelPlan<'_> {
    /// What the caller is told of the channel.
    pub fn sentence(&self) -> String {
        let channel = self.channel.name();
        let mut rest: Vec<String> = Vec::new();
        if let Some((until, rule)) = self.drafts.iter().filter_map(|draft| draft.waits).min() {
            rest.push(format!("waits until {} ({})", until.to_rfc3339(), rule.name()));
        }
        let mut rules: Vec<&str> = self.suppressed.iter().map(|rule| rule.name()).collect();
        rules.dedup();
        if self.drafts.is_empty() {
            return match self.suppressed.first() {
                Some(rule) => format!("Suppressed {channel} communication ({}): {}", rules.join(", "), rule.sentence()),
                None => format!("No {channel} communication: nobody whom it is for has {}", self.address()),
            };
        }
        if !self.suppressed.is_empty() {
            rest.push(format!("{} suppressed ({})", self.suppressed.len(), rules.join(", ")));
        }
        if self.without_address > 0 {
            rest.push(format!("{} without {}", self.without_address, self.address()));
        }
        let created = format!("Successfully created {channel} communication");
        if rest.is_empty() { created } else { format!("{created}; {}", rest.join("; ")) }
    }

    fn address(&self) -> &'static str {
        if self.channel == Channel::Email { "an e-mail address" } else { "a telephone number" }
    }
}
