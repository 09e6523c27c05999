//! Changes of an account by its lender.

use super::account::{Account, Context, require_id, with_default};
use super::fields::FIELDS;
use super::refusal::Refusal;
use crate::json::Object;
use crate::resource::{merged, read};
use crate::servicing::credit_line::{CreditLine, LineRefusal, LineStatus, RegisteredLoan};
use crate::servicing::life_cycle::AccountState;

impl Account {
    /// The account with what a body says in place of what was said; `None` where that is the same. What a body leaves out stays, what it says
    /// `null` of is gone.
    pub fn update(
        &self,
        body: &Object,
        loans: &[RegisteredLoan],
        context: &Context<'_>,
    ) -> Result<Option<Self>, Refusal> {
        let body = read(FIELDS, body, Some(&self.show(context)))?;
        let said = with_default(merged(&self.said, &body));
        if !said.contains_key("account_id") {
            return Err(Refusal::invalid("account_id", "Value must not be null"));
        }
        require_id(&said, self.id())?;
        if said == self.said {
            return Ok(None);
        }
        let changed = Self { said, updated: context.now, ..self.clone() };
        changed.require_past(context)?;
        let line = changed.line(context.zone)?;
        self.may_become(&changed, &line, loans, context)?;
        let consumed = line.credit(loans)?.consumed;
        Ok(Some(Self { consumed, ..changed }))
    }

    /// Whether it may be deleted: a loan names its account for good.
    pub fn may_delete(loans: &[RegisteredLoan]) -> Result<(), Refusal> {
        CreditLine::may_delete(loans).map_err(Refusal::from)
    }

    fn may_become(
        &self,
        changed: &Self,
        line: &CreditLine,
        loans: &[RegisteredLoan],
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        let differs = |key: &str| !said_at(self, changed, key);
        let present = self.line(context.zone)?;
        if present.status(context.today()) == LineStatus::Closed
            && FIELDS.iter().any(|field| field.key != "notes" && differs(field.key))
        {
            let on = present.dates().closed_on.unwrap_or_else(|| context.today());
            return Err(LineRefusal::Closed { on }.into());
        }
        if differs("client_id") && !loans.is_empty() {
            return Err(Refusal::forbidden(
                "client_id",
                "Value cannot change while loans are registered to the account",
            ));
        }
        if differs("approve_time")
            && line.status(context.today()) == LineStatus::PendingApproval
            && loans.iter().any(|loan| loan.state == AccountState::Approved || loan.state.is_active())
        {
            return Err(Refusal::forbidden(
                "approve_time",
                "Value cannot be taken away while loans of the account are approved",
            ));
        }
        if differs("close_time") && changed.said.contains_key("close_time") {
            present.close(loans, context.today())?;
        }
        self.room_for_loans(changed, line, loans)
    }

    /// Only where it is the limit that changes: one that loans have grown beyond keeps nobody from writing a note.
    fn room_for_loans(&self, changed: &Self, line: &CreditLine, loans: &[RegisteredLoan]) -> Result<(), Refusal> {
        if !said_at(self, changed, "max_credit") {
            line.with_max_credit(line.max_credit(), loans)?;
        } else if self.exposure() != changed.exposure() {
            let credit = line.credit(loans)?;
            if credit.consumed > credit.max {
                let sentence =
                    format!("Value would let the loans consume {}, which is more than max_credit", credit.consumed);
                return Err(Refusal::forbidden("exposure_limit_type", sentence));
            }
        }
        Ok(())
    }
}

/// Whether both say the same of a field.
fn said_at(one: &Account, other: &Account, key: &str) -> bool {
    one.said.get(key) == other.said.get(key)
}
