//! The operation as a whole: an event that happens to a loan becomes communications.

use std::collections::BTreeMap;

use super::CHANNELS;
use super::compose::compose;
use super::facts::Facts;
use super::link::ShortLink;
use super::message::{Message, RenderFault};
use super::plan::{ChannelPlan, Draft, Planning, plan};
use super::recipient::persons;
use super::record::{Making, Origin, OutgoingCommunication, make};
use super::template::Template;
use super::trigger::Trigger;
use crate::field::Faults;
use crate::lending::Context;
use crate::recovery::case::RecoveryCase;
use crate::recovery::channel::Channel;
use crate::recovery::contact::BorrowerContact;
use crate::recovery::contact_policy::Obstacle;

/// Most communications of one request, so that one transaction holds them.
pub const COMMUNICATIONS_MAX: usize = 40;

/// All that a request is decided on.
#[derive(Clone, Copy)]
pub struct Sending<'a> {
    /// The request.
    pub asked: &'a Trigger,
    /// What is known of the loan.
    pub facts: &'a Facts<'a>,
    /// The event's templates, by channel.
    pub templates: &'a BTreeMap<Channel, Template>,
    /// All contacts of the loan.
    pub contacts: &'a [BorrowerContact],
    /// Its case as it stands today.
    pub case: &'a RecoveryCase,
    /// Who asks, and when.
    pub context: Context<'a>,
    /// The transaction, of a credit line.
    pub transaction_id: Option<&'a str>,
    /// Makes the name of a communication by its place among those of the request.
    pub new_shoot_id: &'a (dyn Fn(usize) -> String + Sync),
    /// Where the public reaches us.
    pub public_url: &'a str,
    /// Makes the name of the links of a communication by its own: one that nobody can guess.
    pub new_link: &'a (dyn Fn(&str) -> String + Sync),
}

/// What a request comes to.
#[derive(Debug, Clone)]
pub struct Sent {
    /// What the caller is told of each channel.
    pub lines: Vec<(Channel, String)>,
    /// The communications, each with an id of its own.
    pub communications: Vec<OutgoingCommunication>,
    /// The case with what goes out at once.
    pub case: RecoveryCase,
    /// What the history will say.
    pub remark: String,
}

/// Why there are no communications. Nothing is written then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsent {
    /// A message cannot be made, or there are too many.
    Invalid(Faults),
    /// Nothing may go out to anybody, by none of the channels, each of which says why.
    Nothing(Vec<(Channel, String)>),
}

impl Sending<'_> {
    /// Decides what goes out to whom, and makes it.
    ///
    /// # Errors
    /// Nothing goes out, or something that would cannot be made.
    pub fn carry_out(&self) -> Result<Sent, Unsent> {
        let Self { asked, context, .. } = *self;
        let mut case = self.case.clone();
        let obstacles = self.obstacles();
        let planning = Planning { company: context.company, obstacles: &obstacles, now: context.now };
        let channels = CHANNELS.into_iter().filter(|channel| self.templates.contains_key(channel));
        let plans = plan(channels, &persons(self.contacts, asked), &planning, &mut case);
        let lines: Vec<_> = plans.iter().map(|plan| (plan.channel, plan.sentence())).collect();
        let drafts: Vec<Draft<'_>> = plans.iter().flat_map(|plan| plan.drafts.iter().copied()).collect();
        if drafts.is_empty() {
            return Err(Unsent::Nothing(lines));
        }
        if drafts.len() > COMMUNICATIONS_MAX {
            let sentence =
                format!("{} communications would go out, where a request can send {COMMUNICATIONS_MAX}", drafts.len());
            return Err(Unsent::Invalid(Faults::at("send_to", sentence)));
        }
        let communications = self.communications(&drafts).map_err(Unsent::Invalid)?;
        if drafts.iter().any(|draft| draft.waits.is_none()) {
            case.contacted(&asked.event_name, context.author, context.now);
        }
        Ok(Sent { lines, communications, case, remark: remark(asked, &plans) })
    }

    /// What stands in the way: a month that is closed as a loan that is, unless the request says that it does not matter.
    fn obstacles(&self) -> Vec<Obstacle> {
        let mut obstacles = self.case.obstacles(self.facts.today);
        if self.facts.of_month.is_closed && !obstacles.contains(&Obstacle::Closed) {
            obstacles.push(Obstacle::Closed);
        }
        obstacles.retain(|obstacle| *obstacle != Obstacle::Closed || !self.asked.to_closed);
        obstacles
    }

    fn communications(&self, drafts: &[Draft<'_>]) -> Result<Vec<OutgoingCommunication>, Faults> {
        let mut faults = Faults::default();
        let mut made = Vec::with_capacity(drafts.len());
        for (number, (step, draft)) in (0_i64..).zip(drafts).enumerate() {
            let Some(template) = self.templates.get(&draft.channel) else { continue };
            let shoot_id = (self.new_shoot_id)(number);
            let token = (self.new_link)(&shoot_id);
            let link = ShortLink { public_url: self.public_url, token: &token };
            match self.message(template, draft, link) {
                Err(fault) => faults.add(draft.channel.name(), format!("{fault} (template {})", template.name)),
                Ok(message) => made.push(make(&Making {
                    origin: Origin::of(self.asked),
                    draft: *draft,
                    template: Some(template),
                    message: &message,
                    link_token: &token,
                    author: self.context.author,
                    // Two of one moment would have one id.
                    id: self.context.now.later(step),
                    shoot_id,
                    transaction_id: self.transaction_id,
                })),
            }
        }
        faults.into_result().map(|()| made)
    }

    fn message(&self, template: &Template, draft: &Draft<'_>, link: ShortLink<'_>) -> Result<Message, RenderFault> {
        let contact = draft.contact;
        let value = |name: &str| self.facts.value(name, &contact.contact_name);
        compose(template, contact.preferred_language.as_deref(), self.context.company, link, value)
    }
}

/// `Communication event Test: sms created, email not created`. It names no person.
fn remark(asked: &Trigger, plans: &[ChannelPlan<'_>]) -> String {
    let of = |plan: &ChannelPlan<'_>| {
        let rule = plan.suppressed.first().map(|rule| format!(" ({})", rule.name())).unwrap_or_default();
        match plan.drafts.len() {
            0 => format!("{} not created{rule}", plan.channel.name()),
            1 => format!("{} created", plan.channel.name()),
            count => format!("{count} {} created", plan.channel.name()),
        }
    };
    format!("Communication event {}: {}", asked.event_name, plans.iter().map(of).collect::<Vec<_>>().join(", "))
}
