//! Cases that tell what happens to a loan day by day, with checkpoints in between.

use chrono::{Days, NaiveDate};
use serde_json::Value;

use crate::fields::Fields;
use crate::loan::Loan;
use crate::options::Options;
use crate::outcome::{Outcome, Stop};
use crate::{accruals, actions, charges, checks, known};

/// What checks of a preview begin with.
const PREVIEW: &str = "reage_preview_";

/// The setting of a whole system that makes loans final of which nothing is owed.
const BLOCKS_SETTLED: &str = "block-transactions-on-closed-overpaid-loans";

/// A timeline so far.
#[derive(Default)]
pub struct Story<'a> {
    /// The loan, once there is one.
    pub loan: Option<Loan>,
    /// Today, once that is said.
    pub business_date: Option<NaiveDate>,
    charge_definition: Option<Fields<'a>>,
    settings: accruals::Settings,
    /// Loans of which nothing is owed take no payments.
    final_when_settled: bool,
    /// The loan as an operation would leave it that is only looked at.
    preview: Option<Loan>,
}

/// Runs one.
pub fn run(case: &Value, options: &Options) -> Outcome {
    let mut outcome = Outcome::default();
    let mut story = Story::default();
    for (at, entry) in Fields(case).list("timeline").iter().enumerate() {
        let entry = Fields(entry);
        let day = story.business_date.map(|date| date.to_string()).unwrap_or_default();
        if let Some(name) = entry.maybe_text("ev") {
            if let Err(stop) = story.act(name, entry) {
                outcome.stop(&format!("#{at} {day} {name}"), stop);
                break;
            }
        } else if let Some(name) = entry.maybe_text("expect") {
            let looked_at = if name.starts_with(PREVIEW) { &story.preview } else { &story.loan };
            let name = name.strip_prefix(PREVIEW).unwrap_or(name);
            let result = looked_at
                .as_ref()
                .ok_or_else(|| Stop::Failed("there is no loan".to_owned()))
                .and_then(|loan| checks::compare(name, entry, loan, options));
            outcome.check(&format!("#{at} {day} {name}"), result);
        } else {
            outcome.stop(&format!("#{at}"), Stop::Failed(format!("neither an action nor a check: {}", entry.0)));
        }
    }
    outcome
}

impl<'a> Story<'a> {
    /// Does what an action says.
    pub fn act(&mut self, name: &str, action: Fields<'a>) -> Result<(), Stop> {
        known::action(name, action)?;
        match name {
            "business_date" => self.today(action.date("date")?),
            "advance_business_date" => {
                let days = Days::new(u64::from(action.count("days")?));
                let later = self.business_date.and_then(|date| date.checked_add_days(days));
                self.today(later.ok_or_else(|| Stop::Failed("there is no day after that".to_owned()))?);
            }
            "charge_definition" => self.charge_definition = Some(action),
            "create" => {
                let inputs = action.object("inputs")?;
                let today = self.business_date.unwrap_or(inputs.date("submitted_on")?);
                let mut loan = Loan::new(inputs, today)?;
                loan.accruals.settings = self.settings;
                loan.terms.limits.final_when_settled = self.final_when_settled;
                if let Some(charge) = charges::at_disbursement(inputs, self.charge_definition)? {
                    loan.enter(inputs.date("submitted_on")?, charge)?;
                }
                self.loan = Some(loan);
            }
            // A product that changes does not change the loans it was used for; and no amount depends on a mark for people.
            "product_allocation_rule" | "fraud_flag" => {}
            "reage_preview" => {
                let mut preview = self.loan.clone().ok_or_else(|| Stop::Failed("there is no loan".to_owned()))?;
                actions::apply(&mut preview, "reage", action)?;
                self.preview = Some(preview);
            }
            "global_config" if action.text("key")? == BLOCKS_SETTLED => {
                self.final_when_settled = action.flag("value");
                if let Some(loan) = &mut self.loan {
                    loan.terms.limits.final_when_settled = self.final_when_settled;
                }
            }
            "global_config" => {
                configure(&mut self.settings, action)?;
                if let Some(loan) = &mut self.loan {
                    loan.accruals.settings = self.settings;
                }
            }
            _ => {
                let loan = self.loan.as_mut().ok_or_else(|| Stop::Failed("there is no loan".to_owned()))?;
                actions::apply(loan, name, action)?;
            }
        }
        Ok(())
    }

    fn today(&mut self, date: NaiveDate) {
        self.business_date = Some(date);
        if let Some(loan) = &mut self.loan {
            loan.business_date = date;
        }
    }
}

/// Settings of a whole system: those that move the days of accruals, and one that names what is done here anyway.
fn configure(settings: &mut accruals::Settings, action: Fields<'_>) -> Result<(), Stop> {
    match action.text("key")? {
        "charge-accrual-date" => settings.charges_when_entered = action.maybe_text("value") == Some("submitted-date"),
        "enable-immediate-charge-accrual-post-maturity" => {
            settings.charges_at_once_after_maturity = action.flag("value");
        }
        "is-principal-compounding-disabled-for-overdue-loans" => {}
        other => return Err(Stop::Unsupported(format!("setting {other} of a whole system"))),
    }
    Ok(())
}
