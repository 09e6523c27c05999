//! The company's plan, by itself: the actions of the steps whose day has come.

use super::RecoveryCase;
use crate::moment::Moment;
use crate::recovery::action::{ACTIONS_MAX, RecoveryAction};
use crate::recovery::order::{Ordering, planned};
use crate::recovery::plan::Step;
use crate::recovery::settings::RecoverySettings;
use crate::time_zone::TimeZone;

/// Microseconds of a minute.
const MICROS_PER_MINUTE: i64 = 60_000_000;

/// By which rules, when and by whom steps are taken.
#[derive(Clone, Copy)]
pub struct Planning<'a> {
    /// The company's settings.
    pub settings: &'a RecoverySettings,
    /// The company's time zone, in which days begin.
    pub zone: &'a TimeZone,
    /// The present moment.
    pub now: Moment,
    /// Who is named as the author of the actions.
    pub by: &'a str,
    /// Makes the id of an action, another each time.
    pub new_action_id: &'a dyn Fn() -> String,
}

impl RecoveryCase {
    /// Takes the steps of the plan whose day has come, each once: the actions that they are, to be executed at their time of today, or
    /// at once where that has passed. The case that was looked at, not one of before.
    pub fn take_steps(&mut self, planning: &Planning<'_>) -> Vec<RecoveryAction> {
        let Planning { settings, zone, now, by, new_action_id } = *planning;
        let today = zone.date_at(now);
        let steps: Vec<Step> = self.due_steps(settings, today).into_iter().cloned().collect();
        let Some(default) = self.default.as_mut().filter(|_| !steps.is_empty()) else { return Vec::new() };
        let ordering = Ordering { default, now, by, new_id: new_action_id };
        let at = |step: &Step| {
            let delay = i64::from(step.delay_minutes).saturating_mul(MICROS_PER_MINUTE);
            zone.start_of(today).later(delay).max(now)
        };
        let room = usize::try_from(ACTIONS_MAX.saturating_sub(default.actions)).unwrap_or(usize::MAX);
        let actions: Vec<_> = steps.iter().take(room).map(|step| planned(step, at(step), &ordering)).collect();
        let days = default.overdue.days_past_due(today);
        default.plan_day = Some(u16::try_from(days).unwrap_or(u16::MAX));
        default.actions = default.actions.saturating_add(u32::try_from(actions.len()).unwrap_or(u32::MAX));
        let types: Vec<&str> = actions.iter().map(|action| action.action_type.name()).collect();
        default.note("plan_taken", format!("{days} days past due: {}", types.join(", ")), by, now);
        actions
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::recovery::case::{AccountDebt, Looking};
    use crate::recovery::overdue::{Debt, Overdue};

    fn date(text: &str) -> chrono::NaiveDate {
        crate::calendar::date_from_text(text).expect("a date")
    }

    #[test]
    fn each_step_is_taken_once_at_its_time() {
        let zone = TimeZone::from_name("Asia/Kolkata").expect("a zone");
        let mut settings = RecoverySettings::default();
        settings.plan.automatic = true;
        settings.plan.steps[1].delay_minutes = 600;
        let debt = Debt::Overdue(Overdue { since: date("2026-01-01"), amount: 500.into() });
        let mut case = RecoveryCase::new("L1");
        case.account = Some(AccountDebt { debt, recovered: 0.into() });
        let count = Cell::new(0);
        let mut look = |day: &str, hours: i64| {
            let now = zone.start_of(date(day)).later(hours * 60 * MICROS_PER_MINUTE);
            let id = || "def_1".to_owned();
            case.look(&Looking { settings: &settings, today: date(day), now, by: "t", new_default_id: Some(&id) });
            let new_action_id = || {
                count.set(count.get() + 1);
                format!("act_{}", count.get())
            };
            let planning = Planning { settings: &settings, zone: &zone, now, by: "t", new_action_id: &new_action_id };
            let actions = case.take_steps(&planning);
            assert_eq!(case.take_steps(&planning), [], "a second look takes none");
            let at = |action: &RecoveryAction| action.scheduled_at.expect("a time").to_rfc3339();
            actions.iter().map(|action| (action.action_type.name(), at(action))).collect::<Vec<_>>()
        };
        let expect = |kind, at: &str| (kind, format!("{at}.000000Z"));
        assert_eq!(look("2026-01-02", 1), [expect("sms", "2026-01-01T19:30:00")]);
        assert_eq!(look("2026-01-04", 1), []);
        assert_eq!(look("2026-01-05", 1), [expect("voice", "2026-01-05T04:30:00")]);
        assert_eq!(
            look("2026-02-05", 1),
            [expect("email", "2026-02-04T19:30:00"), expect("escalation", "2026-02-04T19:30:00")]
        );
        let default = case.default.as_ref().expect("a default");
        assert_eq!((default.plan_day, default.actions), (Some(35), 4));
        assert!(default.history.iter().any(|entry| entry.why == "35 days past due: email, escalation"));
    }
}
